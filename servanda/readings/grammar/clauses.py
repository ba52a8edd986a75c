"""Clauses: each verb group with its subject and what goes with it, and which clause governs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.readings.grammar.lexicon import one_of
from servanda.readings.grammar.phrases import Subject, subject_before
from servanda.readings.grammar.row import Row
from servanda.readings.grammar.verbgroups import VerbGroup, verb_groups

Stretch = tuple[int, int]

_LEADING = frozenset({"prep", "adverb", "number", "to"})
"""Classes of words that open a phrase which tells when, where or how."""
_ASIDE = 8
"""Words that a clause with "as" between commas may have to be passed over."""
_DEEPEST = 12
"""How many clauses deep one may lie within another."""
_ENDS = frozenset({";", "—", "–", "…", ":"})
_CLOSING = frozenset({".", "!", "?", ",", "…", "...", "..", "”", '"', "»", "’", "'", ")", "]"})
_BEFORE_LIST = frozenset(("including", "by", "namely"))
"""Words that lead from a sentence into the list below it."""
_STOPS = frozenset((".", "!", "?", ";", ":", ""))
"""Marks at which what was being said is at an end, and the end of the text."""
_PAIRS = {")": "(", "]": "[", "”": "“", "»": "«", '"': '"'}
"""What each closing mark closes."""
_OPENING = frozenset(
    {'"', "“", "«", "„", "(", "[", "•", "-", "–", "—", "*", "·", "●", "▪", ",", ";", ":", ".", "…", ")", "]", "”"}
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb group, its subject and complements, adverbials included; places are characters of the record's text."""

    start: int
    """First character: without a coordinator, "that" or comma that leads in."""
    end: int
    """One past the last character, without the marks that close the sentence."""
    subject: Stretch | None
    """As printed; where a verb takes the subject of the one before (`inherits`), that."""
    verb: VerbGroup
    rest: Stretch | None
    """Object and adjuncts after the verb."""
    head: str
    """What subordinates it: "that", "if", "which", "to", "-ing", "-ed" …; empty for a main clause."""
    parent: int | None
    """Index of the clause that governs it."""
    inherits: bool
    """Whether it shares the subject of a clause before."""
    opens: int
    """Index of its first token."""
    closes: int
    """One past the index of its last token."""


@dataclass(slots=True)
class _Draft:
    group: VerbGroup
    opens: int
    head: str
    subject: tuple[int, int] | None
    parent: int | None = None
    inherits: bool = False
    apart: bool = False
    """Whether the governing clause ends before it."""


def clauses(row: Row) -> tuple[Clause, ...]:
    """The clauses of a sentence, in the order of their verbs."""
    groups = verb_groups(row)
    drafts: list[_Draft] = []
    before: list[VerbGroup] = []
    for group in groups:
        drafts.append(_draft(row, group, before, drafts))
        before.append(group)
    _govern_fronted(drafts)
    return tuple(_clause(row, drafts, n) for n in range(len(drafts)))


def _draft(row: Row, group: VerbGroup, before: list[VerbGroup], drafts: list[_Draft]) -> _Draft:
    if group.tense == "imperative":
        return _Draft(group, group.first, "", group.subject, None if not drafts else _coordinate(row, group.first, drafts))
    if not group.finite:
        return _dependent(row, group, drafts)
    return _finite(row, group, before, drafts)


def _dependent(row: Row, group: VerbGroup, drafts: list[_Draft]) -> _Draft:
    """An infinitive, a gerund, a participle: governed by the clause before, or beside its like."""
    head = {"infinitive": "to", "gerund": "-ing"}.get(group.tense, "-ed")
    k = group.first - 1
    while row.cls(k) == "adverb":
        k -= 1
    mate = (
        _mate(group, drafts)
        if row.cls(k) == "conj" or (row.low(k) == "," and group.joined and row.cls(group.first) != "to")
        else None
    )
    if mate is not None and (head != "-ed" or row.cls(k) == "conj"):
        other = drafts[mate]
        return _Draft(group, group.first, other.head, other.subject, other.parent, inherits=True, apart=other.apart)
    apart = head == "-ing" and row.low(k) in ("while", "whilst", "thereby", "thus")
    return _Draft(group, group.first, head, None, len(drafts) - 1 if drafts else None, apart=apart)


def _mate(group: VerbGroup, drafts: list[_Draft]) -> int | None:
    """The clause whose verb a coordinator joins this one to: the nearest of the same form."""
    for n in range(len(drafts) - 1, -1, -1):
        other = drafts[n].group
        if other.tense == group.tense and (other.modal == group.modal or group.modal is None):
            return n
    return None


def _finite(row: Row, group: VerbGroup, before: list[VerbGroup], drafts: list[_Draft]) -> _Draft:
    if group.subject is not None:
        return _turned(row, group, drafts)
    k = group.first - 1
    while row.cls(k) in ("adverb", "neg"):
        k -= 1
    if row.cls(k) == "wh" or (row.cls(k) == "that" and _relative_that(row, k)) or (row.low(k) == "that" and k >= 0):
        return _relative(row, group, k, drafts)
    subject = None if row.cls(k) == "conj" else subject_before(row, group, before)
    if subject is None:
        return _inheriting(row, group, k, drafts)
    return _with_subject(row, group, subject, drafts)


def _relative_that(row: Row, k: int) -> bool:
    return row.cls(k - 1) in ("", "number") and k > 0


def _relative(row: Row, group: VerbGroup, k: int, drafts: list[_Draft]) -> _Draft:
    """As in "who will", "which was", "that leads to": the relative word is the subject."""
    head = row.lows[k]
    if head == "that" and not _relative_that(row, k):
        return _Draft(group, k, "", (k, k + 1), _coordinate(row, k, drafts))  # "That will help"
    apart = row.low(k - 1) in (",", ")", "–", "—", "”", '"') and head != "that"
    opens = k - 1 if row.cls(k - 1) == "prep" else k
    return _Draft(group, opens, head, (k, k + 1), len(drafts) - 1 if drafts else None, apart=apart)


def _inheriting(row: Row, group: VerbGroup, k: int, drafts: list[_Draft]) -> _Draft:
    """A verb that takes its subject from a clause before: "and will ratify"."""
    mate = next((n for n in range(len(drafts) - 1, -1, -1) if drafts[n].group.finite and _alike(drafts[n].group, group)), None)
    if mate is None:
        mate = next(
            (n for n in range(len(drafts) - 1, -1, -1) if drafts[n].group.finite and drafts[n].subject is not None), None
        )
    if mate is None or not (row.cls(k) == "conj" or row.low(k) == "," or group.joined):
        return _Draft(group, group.first, "", None, None)
    other = drafts[mate]
    opens = group.first
    while row.cls(opens - 1) == "adverb":
        opens -= 1
    return _Draft(group, opens, other.head, other.subject, other.parent, inherits=True, apart=other.apart)


def _alike(a: VerbGroup, b: VerbGroup) -> bool:
    """Whether two groups are of one form: both with a modal, or both of one tense."""
    return (a.modal is not None) == (b.modal is not None) and (a.modal is not None or a.tense == b.tense)


def _turned(row: Row, group: VerbGroup, drafts: list[_Draft]) -> _Draft:
    """A clause whose subject stands behind the auxiliary: "will the parties meet", "when will they"."""
    opens = group.first
    while opens > 0 and row.cls(opens - 1) in ("wh", "sub", "adverb", "neg"):
        opens -= 1
    opens = _fronted(row, opens, 0 if not drafts else drafts[-1].group.last + 1)
    return _Draft(group, opens, "", group.subject, _coordinate(row, opens, drafts))


def _with_subject(row: Row, group: VerbGroup, subject: Subject, drafts: list[_Draft]) -> _Draft:
    floor = next((d.group.last + 1 for d in reversed(drafts) if d.group.finite and d.group.last < subject.first), 0)
    opens = subject.opens
    while opens < subject.first and (
        row.cls(opens) == "conj" or row.lows[opens] in one_of("connector") or row.lows[opens] in _OPENING
    ):
        opens += 1
    if _led_by_participle(row, opens, subject.first, drafts):
        return _Draft(group, subject.first, "", (subject.first, subject.after))
    if drafts and _bare_relative(row, opens, subject):
        return _Draft(group, subject.first, "that", (subject.first, subject.after), len(drafts) - 1)
    floor, opens = _past_aside(row, opens, floor, drafts)
    opens = _fronted(row, opens, floor)
    place = (subject.first, subject.after)
    head, lead = _head(row, opens)
    if head:
        joined = row.cls(lead - 1) == "conj" and head == "that"
        mate = _like_head(head, drafts) if joined else None
        parent = drafts[mate].parent if mate is not None else len(drafts) - 1 if drafts else None
        apart = head in one_of("apart") or (head in ("which", "who", "whom", "where") and row.low(lead - 1) == ",")
        return _Draft(group, opens, head, place, parent, apart=apart)
    if drafts and subject.opens == drafts[-1].group.last + 1 == opens:
        return _Draft(group, opens, "that", place, len(drafts) - 1)
    if drafts and opens > 0 and not _boundary(row, opens - 1):
        return _Draft(group, opens, "that", place, len(drafts) - 1)
    return _Draft(group, opens, "", place, _coordinate(row, opens, drafts))


def _led_by_participle(row: Row, opens: int, first: int, drafts: list[_Draft]) -> bool:
    """Whether a participle with its "if" or "when" leads into a clause without a comma: "If elected [we will]"."""
    led = bool(drafts) and not drafts[-1].group.finite and drafts[-1].group.first == opens == first - 1
    return led and row.cls(opens - 1) == "sub" and row.cls(first) == "pron"


def _bare_relative(row: Row, opens: int, subject: Subject) -> bool:
    """Whether a pronoun leads a clause that tells of the nouns right before it: "crimes and other wrongs [they have done]"."""
    first = subject.first
    if not opens < first == subject.after - 1 or row.cls(first) != "pron" or row.cls(opens - 1) != "conj":
        return False
    if row.low(opens - 2) == "," or _adverbial(row, opens) or not row.lows[first - 1].endswith("s") or row.capital(first - 1):
        return False
    nouns = all(row.word(k) or row.cls(k) in ("det", "poss", "number") for k in range(opens, first))
    return nouns and row.lows[first - 1].removesuffix("s") not in one_of("time")


def _past_aside(row: Row, opens: int, floor: int, drafts: list[_Draft]) -> tuple[int, int]:
    """Back over a short clause with "as" between commas: "Tomorrow[, as we agreed,] we will"."""
    if row.low(opens - 1) != "," or floor != opens - 1:
        return floor, opens
    first = opens - 2
    while first > 0 and opens - first < _ASIDE and row.low(first) not in ("as", ","):
        first -= 1
    if row.low(first) != "as" or row.low(first - 1) != ",":
        return floor, opens
    before = next((d.group.last + 1 for d in reversed(drafts) if d.group.finite and d.group.last < first), 0)
    return before, first


def _boundary(row: Row, i: int) -> bool:
    return row.cls(i) in ("conj", "mark")


def _like_head(head: str, drafts: list[_Draft]) -> int | None:
    return next((n for n in range(len(drafts) - 1, -1, -1) if drafts[n].head == head), None)


def _head(row: Row, opens: int) -> tuple[str, int]:
    """The word or words that subordinate a clause which begins at a token, and the first of their tokens."""
    i = opens - 1
    while row.low(i) in ('"', "“", "«", "„"):
        i -= 1
    low, kind = row.low(i), row.cls(i)
    if kind == "that":
        two = row.low(i - 1)
        if two in ("so", "provided", "providing", "now", "given", "except", "such"):
            return f"{two} that", i - 1
        if two in ("condition", "understanding") and row.low(i - 2) in ("the", "on"):
            return "on condition that", i - 1
        return "that", i
    if low == "why" and row.cls(i - 1) == "be" and row.low(i - 2) in ("that", "this", "which"):
        return "that", i  # "That is why we will"
    if kind in ("sub", "wh"):
        return low, i
    if low in ("since", "until", "till", "after", "before", "as"):
        return low, i
    return "", opens


def _fronted(row: Row, opens: int, floor: int) -> int:
    """Back over adverbials that lead into a clause: "[In due course,] we will"; connectors stay outside."""
    while row.low(opens - 1) == "," and opens - 1 > floor:
        i = opens - 1
        while i > floor and not (
            row.cls(i - 1) in ("conj", "sub", "that")
            or (row.cls(i - 1) == "mark" and row.lows[i - 1] in _ENDS | {",", ".", "“", '"'})
        ):
            i -= 1
        if i >= opens - 1 or not _adverbial(row, i):
            return opens
        if i == floor and floor > 0:
            return opens
        opens = i
    return opens


def _adverbial(row: Row, first: int) -> bool:
    """Whether what stands before a comma tells when, where or how, and more than a connector does."""
    low = row.lows[first]
    if low in one_of("connector") or low == "of" or (low == "in" and row.low(first + 1) in ("addition", "fact")):
        return False
    return row.cls(first) in _LEADING or low in one_of("adverbial")


def _coordinate(row: Row, opens: int, drafts: list[_Draft]) -> int | None:
    """The governing clause of a main clause that "and" joins to another without a comma: that of the other."""
    if row.cls(opens - 1) == "conj" and row.low(opens - 2) != "," and drafts:
        mate = next((d for d in reversed(drafts) if d.group.finite), None)
        return mate.parent if mate is not None and mate.head in ("", "that") else None
    return None


def _govern_fronted(drafts: list[_Draft]) -> None:
    """A subordinate clause that leads the sentence belongs to the main clause behind it."""
    main = next((n for n, draft in enumerate(drafts) if not draft.head and draft.group.finite), None)
    if main is None:
        return
    governors = _above(drafts, main)
    for n, draft in enumerate(drafts[:main]):
        if draft.parent is None and draft.head and n not in governors:
            draft.parent = main


def _above(drafts: list[_Draft], n: int) -> set[int]:
    """The clauses that govern one, up to the top: none of them can belong to it."""
    found: set[int] = set()
    parent = drafts[n].parent
    while parent is not None and parent not in found:
        found.add(parent)
        parent = drafts[parent].parent
    return found


def _clause(row: Row, drafts: list[_Draft], n: int) -> Clause:
    draft = drafts[n]
    closes = _closes(row, drafts, n)
    opens = draft.opens
    while opens < draft.group.first and row.lows[opens] in _OPENING:
        opens += 1
    tokens = row.tokens
    after = draft.group.last + 1
    subject = (tokens[draft.subject[0]].start, tokens[draft.subject[1] - 1].end) if draft.subject else None
    rest = (tokens[after].start, tokens[closes - 1].end) if closes > after else None
    return Clause(
        min(tokens[opens].start, draft.group.start),
        max(tokens[closes - 1].end, draft.group.end),
        subject,
        draft.group,
        rest,
        draft.head,
        draft.parent,
        draft.inherits,
        min(opens, draft.group.first),
        closes,
    )


def _closes(row: Row, drafts: list[_Draft], n: int) -> int:
    """One past a clause's last token: before the next clause that is not its own, or a mark that parts them."""
    end = len(row)
    for m in range(n + 1, len(drafts)):
        if not _within(drafts, m, n):
            end = _border(drafts[m], drafts[n].group.last)
            later = drafts[m + 1] if m + 1 < len(drafts) and not _within(drafts, m + 1, n) else None
            if later is not None and drafts[n].group.last < later.opens < end:
                end = later.opens  # what stands inserted in the next clause: "…, but [they, as we said, will]"
            break
    begin = drafts[n].group.last + 1
    opens = min(drafts[n].opens, drafts[n].group.first)
    end = next((i for i in range(begin, end) if row.lows[i] in _ENDS), end)
    while end > begin and _leads_out(row, end - 1):
        if _closes_its_own(row.lows[opens:end]):
            break
        end -= 1
    return max(end, begin)


def _closes_its_own(lows: Sequence[str]) -> bool:
    """Whether the last token closes a bracket or quotation that was opened among them."""
    opening = _PAIRS.get(lows[-1])
    if opening is None:
        return False
    return lows.count(opening) >= lows.count(lows[-1]) if opening != lows[-1] else lows.count(opening) % 2 == 0


def _border(following: _Draft, last: int) -> int:
    """Where a clause ends before one that is not its own; within or before that one, where that one's own words go on."""
    if following.opens > last:
        return following.opens
    subject = following.subject
    return subject[0] if subject is not None and subject[0] > last else following.group.first


def _leads_out(row: Row, i: int) -> bool:
    """Whether a token at a clause's end belongs to what follows: a mark, a coordinator, "that", a connector, "including:"."""
    low = row.lows[i]
    if low == "that" and (row.low(i + 1) in _STOPS or (row.low(i - 1) in ("just", "exactly") and row.low(i + 1) == ",")):
        return False  # "we will work to support that."
    if low in _BEFORE_LIST:
        return i + 1 == len(row) or row.lows[i + 1] == ":"
    if low in _CLOSING or low in _OPENING or low in one_of("leads-out"):
        return True
    joins = low in one_of("connector") or row.cls(i - 1) == "conj"  # "to develop [and further] deepen it"
    return row.cls(i) in ("conj", "sub", "wh") or (row.cls(i) == "adverb" and joins)


def _within(drafts: list[_Draft], m: int | None, n: int) -> bool:
    """Whether a clause lies within another: governed by it, directly or through others that do not stand apart."""
    for _ in range(_DEEPEST):
        if m is None or m <= n:
            break
        draft = drafts[m]
        if draft.apart or draft.parent is None or not draft.head:
            return False
        if draft.inherits and draft.parent != n and _mate_is(drafts, m, n):
            return False
        m = draft.parent
    return m == n


def _mate_is(drafts: list[_Draft], m: int, n: int) -> bool:
    return drafts[m].parent == drafts[n].parent and drafts[m].head == drafts[n].head
