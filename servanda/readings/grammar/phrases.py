"""The subject before a verb group: a noun phrase, found by walking left to where it must begin."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

from servanda.readings.grammar.lexicon import one_of
from servanda.readings.grammar.row import Row
from servanda.readings.grammar.verbgroups import VerbGroup

_QUOTES = frozenset({'"', "“", "”", "«", "»", "„", "'", "‘", "’", "(", ")", "[", "]", "-", "/", "#", "*", "$", "€", "£", "%"})
"""Marks that may stand within a noun phrase."""
_LONGEST = 60
"""Tokens a subject with what leads up to it may have."""
_PLACE = 4
"""Words that the name of a place may have."""
_DAYS = frozenset(("today", "tonight", "tomorrow", "now"))
_LIST_ITEM = 8
"""Tokens between two commas of a list of names or things."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject's tokens [first, after), and the first token of the stretch it closes: fronted adverbials included."""

    first: int
    after: int
    opens: int


def subject_before(row: Row, group: VerbGroup, before: list[VerbGroup]) -> Subject | None:
    """The subject that ends before a group; None where the group has none of its own there."""
    end = group.first
    while row.cls(end - 1) in ("adverb", "neg"):
        end -= 1
    if row.cls(end - 2) == "sub" and end > 2 and before and not before[-1].finite and before[-1].last == end - 1:
        end -= 2  # "the cabinet [if elected] will"
    if row.low(end - 1) == ",":
        opening = _insertion(row, end - 1, before)
        if opening is None:
            return None
        end = opening
        while row.cls(end - 1) == "adverb":
            end -= 1
    opens = _opening(row, end, before)
    if opens >= end:
        return None
    first = _noun_phrase(row, opens, end)
    return Subject(first, end, opens) if first is not None else None


def _insertion(row: Row, closing: int, before: list[VerbGroup]) -> int | None:
    """The comma that opens what a comma before the verb closes: "the minister[,] who met us, will"."""
    depth = 0
    for i in range(closing - 1, max(-1, closing - _LONGEST), -1):
        low = row.low(i)
        if low in (";", ":", "."):
            return None
        if low != ",":
            continue
        verbs = _verb_between(before, i, closing)
        if not verbs or row.low(i + 1) in one_of("inserting"):
            return i if not (row.cls(i + 1) == "conj" and verbs) else None
        depth += 1
        if depth > 4:
            return None
    return None


def _verb_between(before: list[VerbGroup], first: int, after: int) -> bool:
    """Whether a finite verb stands between two tokens."""
    for group in reversed(before):
        if group.first <= first:
            return False
        if group.finite and group.first < after:
            return True
    return False


def _opening(row: Row, end: int, before: list[VerbGroup]) -> int:
    """Where the stretch that holds the subject begins; a relative clause that tells of the subject is passed over."""
    i = end
    joined = False
    serial = 0  # the "and" that a comma leads to
    finite = (g for g in reversed(before) if g.finite and g.last < end)
    last = next(finite, None)
    floor = last.last + 1 if last else 0
    while end - i < _LONGEST:
        if i == floor:
            relative = _relative_word(row, last) if last else None
            if relative is None:
                return i
            i = relative
            last = next((g for g in finite if g.last < relative), None)
            floor = last.last + 1 if last else 0
            if i < end and row.low(i - 1) == ",":
                return end  # an inserted relative clause is closed by a comma; this one belongs elsewhere
            continue
        kind, low = row.cls(i - 1), row.low(i - 1)
        if kind in ("sub", "wh") or (kind == "that" and row.cls(i - 2) != "prep") or kind in ("modal", "be", "have", "do"):
            return i
        if kind == "mark" and low not in _QUOTES:
            if low == "," and (joined or row.cls(i) == "conj") and _lists(row, i - 1, end, floor, before):
                serial = i if row.cls(i) == "conj" else serial
                i -= 1
                continue
            return serial if serial and low == "," and _ends_object(row, i - 1, floor) else i
        if kind == "conj":
            if low in ("but", "yet", "nor") or (_parts_clauses(row, i - 1, floor, before) and not _from_both(row, i - 1, end)):
                return i
            if row.low(i - 2) == "," and row.cls(row.skip_adverbs(i)) == "pron":
                return i  # "…, and we need"
            joined = True
        i -= 1
    return i


def _ends_object(row: Row, comma: int, floor: int) -> bool:
    """Whether a comma closes what a verb before has for its object: "will be Mira Tal[,] the envoy, and the others will"."""
    if row.low(comma - 1) in one_of("time") or row.low(comma - 1) in _DAYS:
        return False  # "That is why today[,] Ardania, Belmora, and Corvia will"
    return 0 < floor < comma and all(row.cls(k) != "mark" or row.lows[k] in _QUOTES for k in range(floor, comma))


def _relative_word(row: Row, group: VerbGroup) -> int | None:
    """The word that makes a finite verb's clause tell of the noun before it: "the plans [that] are outlined"."""
    k = group.first - 1
    while row.cls(k) in ("adverb", "neg"):
        k -= 1
    if row.cls(k) == "pron":
        k -= 1
    if row.low(k) == "what" and row.cls(k - 1) in ("", "mark", "that"):
        return k  # "[what] we planned for 2024–2026 has been done"
    relative = row.low(k) in ("who", "which", "whom") or (row.low(k) == "that" and row.cls(k - 1) in ("", "number", "object"))
    return k if relative and k > 0 and row.cls(k - 1) in ("", "number", "object", "mark") else None


def _lists(row: Row, comma: int, end: int, floor: int, before: list[VerbGroup]) -> bool:
    """Whether a comma parts the items of a list that "and" ends before the verb: "Orsk[,] Lida and Brest will"."""
    left = comma - 1
    while left >= floor and comma - left < _LIST_ITEM and row.cls(left) not in ("mark", "sub", "that", "wh", "conj"):
        left -= 1
    if left < floor and floor > 0:
        return False  # what stands before is the object of a verb
    if left >= floor and row.cls(left) not in ("mark", "sub", "that", "wh", "conj"):
        return False
    if any(left < g.first for g in takewhile(lambda g: g.last > left, reversed(before)) if g.first < comma):
        return False  # "Looking ahead, the union and …"
    opener = row.cls(left + 1)
    counted = opener == "adverb" and row.cls(left + 2) == "number"  # "Nearly 150 firms, unions and schools"
    if (opener in ("prep", "adverb", "sub") and not counted) or (row.low(left + 1) in ("this", "next", "last")):
        return False
    return row.cls(comma + 1) not in ("prep", "pron", "adverb", "sub") and end - comma < _LONGEST


def _parts_clauses(row: Row, conj: int, floor: int, before: list[VerbGroup]) -> bool:
    """Whether a coordinator before the subject joins clauses, not nouns: the verb before has its object already."""
    if floor == 0:
        return False
    for k in range(conj - 1, floor - 1, -1):
        if row.cls(k) in ("sub", "that", "wh") or (row.cls(k) == "mark" and row.lows[k] not in _QUOTES):
            return False
    if row.cls(conj - 1) == "mark":
        return True
    last = next((g for g in reversed(before) if g.last < conj), None)
    if last is None:
        return False
    if last.lemma == "be" and _was_told(row, floor, conj):
        return True
    if last.lemma in one_of("assuring") and row.word(conj + 1) and not row.capital(conj + 1):
        listed = all(row.cls(k) in ("", "det", "poss", "number") for k in range(last.last + 1, conj))
        return not listed  # As in "to ensure the tools [and] resources are there".
    bare = all(row.cls(k) in ("", "det", "poss", "pron", "number") for k in range(floor, conj))
    return not (bare and conj > floor and last.lemma in one_of("telling") and last.tense != "infinitive")


def _was_told(row: Row, first: int, conj: int) -> bool:
    """Whether a coordinator follows one word that tells how something is: "The talks were useful [and] both sides will"."""
    alone = first == conj - 1 and row.word(first) and not row.capital(first) and not row.lows[first].endswith("s")
    return alone and row.cls(conj + 1) in ("det", "poss")


def _from_both(row: Row, conj: int, end: int) -> bool:
    """Whether a coordinator joins two places that a way leads from: "the line from Orsk [and] Lida to Brest"."""
    first = conj - 1
    while row.word(first) and conj - first < _PLACE:
        first -= 1
    return row.low(first) == "from" and "to" in row.lows[conj:end]


def _noun_phrase(row: Row, opens: int, end: int) -> int | None:
    """Where the subject itself begins, adverbials before it left out."""
    if row.cls(end - 1) == "pron":
        return _with_pronoun(row, opens, end)
    first = opens
    while first < end and (row.cls(first) in ("conj", "adverb", "mark") or row.low(first) == "once"):
        first += 1
    if first < end and row.cls(first) == "prep":
        first = _past_adverbial(row, first, end)
    elif first < end and _of_time(row, first, end):
        first = _of_time(row, first, end)
    if first >= end:
        return None
    last = row.cls(end - 1)
    if last in ("prep", "conj", "sub", "poss", "to") or all(row.cls(k) == "mark" for k in range(first, end)):
        return None
    return first


def _with_pronoun(row: Row, opens: int, end: int) -> int:
    """As in "we" alone; "the minister and I" together."""
    if row.cls(end - 2) != "conj" or end - 3 < opens:
        return end - 1
    first = opens
    while first < end and row.cls(first) in ("conj", "adverb", "mark"):
        first += 1
    if row.cls(first) == "prep":
        first = _past_adverbial(row, first, end)
    return first if first < end - 1 else end - 1


def _past_adverbial(row: Row, first: int, end: int) -> int:
    """Past a leading phrase with a preposition: "During the visit [the President]"; its own place where none follows it."""
    for i in range(end - 1, first, -1):
        before = row.cls(i - 1)
        if _ends_date(row, i - 1) and row.cls(i) in ("", "det", "poss", "pron"):
            return i
        if before in ("prep", "conj", "det", "poss", "number", "to") or row.low(i - 1).endswith("'s"):
            continue
        if row.cls(i) in ("det", "poss", "pron") or (row.capital(i) and not row.capital(i - 1) and row.cls(i) == ""):
            return i
    return end


def _ends_date(row: Row, i: int) -> bool:
    """Whether a year that no noun needs stands there: "By 2030 [the ports]", "On 5 May 2024 [the Council]"."""
    low = row.low(i)
    year = len(low) == 4 and low.isdigit() and low[:2] in ("19", "20")
    return year and (row.cls(i - 1) == "prep" or row.capital(i - 1) or row.low(i - 1) == ",")


def _of_time(row: Row, first: int, end: int) -> int:
    """Past a leading noun phrase of time: "Next year [the ministers]"; 0 where none leads."""
    for i in range(first, min(first + 3, end - 1)):
        if row.low(i) in one_of("time") and (row.cls(i + 1) in ("det", "poss", "pron") or row.capital(i + 1)):
            return i + 1
    return 0
