"""Noun phrases beside a verb, found without a parser: from the verb outwards to where a phrase must end."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.readings.quotes.cues import forms, group, one_of
from servanda.readings.quotes.tokens import EMPHASIS, QUOTED, Sentence
from servanda.words import table

_LONGEST = 26
"""Tokens a subject may have at most."""
_STOPS = frozenset({",", ";", ":", "–", "—", "-", "(", ")", "[", "]", QUOTED, "…", "...", "?", "!", '"', "“", "”", "«", "»"})
_PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i", "you", "who"])
_OPENERS = one_of("openers")
_AFTER_SPEAKER = one_of("after-speakers")
_QUANTIFIERS = frozenset({"both", "all", "first", "only"})
_PEOPLE = one_of("people")
_ALONE = frozenset({"this", "these", "those", "some", "many", "most"})
"""Determiners that may be a subject by themselves."""
_NO_SUBJECTS = frozenset(
    (
        "beyond",
        "during",
        "following",
        "despite",
        "amid",
        "within",
        "without",
        "until",
        "since",
        "besides",
        "alongside",
        "throughout",
    )
)
"""Prepositions that begin no subject, unlike those before numbers: "over 50 states said"."""
_GROUPS_OF_VERBS = frozenset({"be", "aux", "modal"})


@dataclass(frozen=True, slots=True)
class Subject:
    """A noun phrase's tokens, and where the clause it opens begins."""

    first: int
    after: int
    opens: int
    """The first token of the clause, adverbials before the subject included."""


def verb_group(s: Sentence, at: int) -> tuple[int, int, bool, bool]:
    """Where the verb group around a form begins; where its cue begins; whether it is passive; whether it is an infinitive."""
    first = cue = at
    passive = infinitive = False
    i = at - 1
    while i >= 0:
        kind = group(s.at(i))
        if kind in _GROUPS_OF_VERBS:
            passive = passive or (kind == "be" and cue == at)
            first = cue = i
        elif s.at(i) == "to" and cue == i + 1:
            infinitive = True
            first = cue = i
        elif kind == "adverb" or s.at(i) in ("n't", "t"):
            first = i
        else:
            break
        i -= 1
    return first, cue, passive, infinitive


def subject_before(s: Sentence, verb: int) -> Subject | None:
    """The phrase that ends before a verb group; None where the verb has no subject of its own there."""
    end = verb
    if s.at(end - 1) in (",", ")", "–", "—", "-"):
        return _before_insertion(s, end - 1)
    if s.at(end - 1) in ("who", "which"):
        return subject_before(s, end - 2 if s.at(end - 2) == "," else end - 1)
    if s.at(end - 1) in _PRONOUNS:
        return Subject(end - 1, end, _clause_start(s, end - 1))
    return _phrase(s, end)


def _before_insertion(s: Sentence, close: int) -> Subject | None:
    """The phrase before what stands between commas, brackets or dashes: "[Orlan], for his part, confirmed"."""
    opening = "(" if s.at(close) == ")" else s.at(close)
    i = close - 1
    while i >= 0 and s.at(i) != opening and close - i < _LONGEST:
        if s.at(i) in (QUOTED, ";", ":") and not s.nickname(i):
            return None
        i -= 1
    if i <= 0 or s.at(i) != opening:
        return None
    if close - i > 1 and not _inserts(s, i + 1):
        return None
    return _phrase(s, i)


def _inserts(s: Sentence, first: int) -> bool:
    """Whether what stands between two commas may be an insertion, not a clause of its own."""
    return s.at(first) not in ("and", "but", "or", "he", "she", "they", "it", "we", "i", "you")


def _phrase(s: Sentence, end: int) -> Subject | None:
    start = end
    while start > 0 and end - start < _LONGEST and not _bounds(s, start - 1):
        start -= 1
    start = _list_start(s, start)
    opens = start
    start = _without_adverbial(s, start, end)
    while start < end and _before_phrase(s, start):
        start += 1
    if start >= end or not _nominal(s, start, end) or s.at(start) in _NO_SUBJECTS:
        return None
    return Subject(start, end, opens)


def _list_start(s: Sentence, start: int) -> int:
    """Where a list of names begins whose last one stands behind ", and": "[Ministers Brook, Dent,] and Fern said"."""
    if s.at(start) != "and" or s.at(start - 1) != ",":
        return start
    first, names = start, 0
    while s.at(first - 1) == "," and s.capital(first - 2):
        at = first - 2
        while at > 0 and s.capital(at - 1):
            at -= 1
        first, names = at, names + 1
    opens = first == 0 or s.at(first - 1) in (",", "the", "that")
    return first if names > 1 and opens and start - first < _LONGEST else start


def _before_phrase(s: Sentence, i: int) -> bool:
    """Whether a token may stand before a subject without belonging to it: "and", "earlier", "meanwhile", "**"."""
    low = s.at(i)
    kind = group(low)
    return kind in ("conj", "when") or (kind == "adverb" and low not in _QUANTIFIERS) or low in _OPENERS or low in EMPHASIS


def _bounds(s: Sentence, i: int) -> bool:
    low = s.at(i)
    if low in _STOPS:
        return True
    kind = group(low)
    if kind == "sub" and low not in ("that", "which", "as"):
        return True
    if low in ("that", "which", "as") or (low == "to" and group(s.at(i + 1)) is None and not s.capital(i + 1)):
        return True
    if kind == "conj":
        return low in ("but", "yet") or _verbal_before(s, i)
    return kind in ("modal", "aux", "be") or _finite(s, i)


def _finite(s: Sentence, i: int) -> bool:
    """Whether a past form of a reporting verb stands there like a verb, not like an adjective."""
    if s.capital(i) or s.at(i + 1) == "by" or not any(cue.form == "past" for cue in forms().get(s.at(i), ())):
        return False
    return group(s.at(i - 1)) not in ("det", "be", "prep", "conj")


def _verbal_before(s: Sentence, conj: int) -> bool:
    """Whether a verb stands before a conjunction in its clause, so that it joins clauses, not nouns."""
    for i in range(conj - 1, max(-1, conj - _LONGEST), -1):
        low = s.at(i)
        if low in (";", QUOTED):
            return True
        kind = group(low)
        if kind in ("be", "aux", "modal", "deed") or any(
            c.form in ("past", "s") and not s.capital(i) for c in forms().get(low, ())
        ):
            return True
        if low.endswith("ed") and len(low) > 4 and not s.capital(i):
            return True
        if low == "," and kind is None and i == conj - 1:
            continue
    return False


def _without_adverbial(s: Sentence, start: int, end: int) -> int:
    """Past a leading phrase with a preposition to the phrase's own first word: "During the visit [the President]"."""
    if group(s.at(start)) != "prep":
        return start
    for i in range(end - 1, start, -1):
        before = group(s.at(i - 1))
        if before in ("prep", "conj", "det") or s.at(i - 1).endswith("'s"):
            continue
        if group(s.at(i)) == "det" or (s.capital(i) and not s.capital(i - 1)):
            return i
    return end


def _nominal(s: Sentence, start: int, end: int) -> bool:
    if not s.word(start) or s.at(start).partition("'")[0] in ("to", "not", "there", "then", "including", "named"):
        return False
    last = s.at(end - 1)
    kind = group(last)
    if not s.word(end - 1) or kind in ("prep", "conj", "sub") or (kind == "det" and last not in _ALONE):
        return False
    named = any(s.capital(i) or group(s.at(i)) in ("det", "pron") for i in range(start, end))
    return named or last.endswith("s") or last in _PEOPLE


def _clause_start(s: Sentence, i: int) -> int:
    """Where the clause whose subject stands at a place begins: past adverbials without a comma of their own."""
    while i > 0 and s.word(i - 1) and group(s.at(i - 1)) in ("adverb", "conj"):
        i -= 1
    return i


def phrase_after(s: Sentence, begin: int, limit: int) -> int:
    """Where the noun phrase that begins at a place ends: "said [the head of the mission] during a visit"."""
    i = begin
    while i < limit and i - begin < _LONGEST:
        low = s.at(i)
        if low in _STOPS and not (low == "-" and s.capital(i - 1) and s.capital(i + 1)):
            break
        if (low in _AFTER_SPEAKER and not _within_name(s, i)) or (i > begin and _leaves(s, i)):
            break
        if low in (".", "…") and i + 1 >= limit:
            break
        i += 1
    return i


def _within_name(s: Sentence, i: int) -> bool:
    """Whether "on" stands within the name of a body: "Council on Foreign Relations President", not "said Orel on Monday"."""
    return s.at(i) == "on" and s.capital(i - 1) and s.capital(i + 1) and table("offices").get(s.at(i - 1)) == "body"


def _leaves(s: Sentence, i: int) -> bool:
    low = s.at(i)
    kind = group(low)
    if kind in ("be", "aux", "modal", "when", "sub", "adverb"):
        return True
    if low in ("in", "to", "with") and not s.capital(i + 1):
        return True
    if low == "and":
        return not (s.capital(i + 1) or group(s.at(i + 1)) == "det")
    return low.endswith("ing") and not s.capital(i) and group(s.at(i - 1)) not in ("det", "prep", "conj")


def starts_phrase(s: Sentence, i: int) -> bool:
    """Whether a name or a noun phrase may begin at a place."""
    if not s.word(i):
        return False
    kind = group(s.at(i))
    return kind in ("det", "pron") or (kind is None and s.capital(i)) or s.at(i) in ("him", "them", "us", "me")
