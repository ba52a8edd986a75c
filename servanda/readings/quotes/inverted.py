"""Reported words before their verb: "“…,” said X", "…, X said", "This, he said, is all"."""

from __future__ import annotations

from servanda.readings.quotes.clausal import finite_near, looks_clausal
from servanda.readings.quotes.clauses import content_end
from servanda.readings.quotes.cues import forms, group, one_of
from servanda.readings.quotes.found import Found, Part, closes, entitles
from servanda.readings.quotes.nominals import Subject, phrase_after
from servanda.readings.quotes.tokens import EMPHASIS, QUOTED, Sentence
from servanda.readings.quotes.verbs import Verb

_COMMAS = frozenset({",", "–", "—", "-"})
_DASHES = frozenset({"–", "—"})
_NO_BEGINNING = _COMMAS | EMPHASIS | {"and", "but"}
"""Tokens before a sentence's first word that belong to nothing reported."""
_ADVERBIAL = one_of("adverbial")
_NO_SECOND_HALF = frozenset(["who", "which", "as", "and", "but", "a", "an", "according"])
_RELATIVE = frozenset(["who", "which", "whose"])
_SAYING = frozenset(["say", "ask", "agree"])
_LONG_NAME = 8
"""Tokens of a name and an office that an insertion may follow."""
_TO_SECOND_HALF = 16
"""Tokens from a verb of saying to the second half of divided speech."""


def preceding(s: Sentence, verb: Verb) -> Found | None:
    """What stands before a verb that reports it; None where nothing such does."""
    if not verb.takes("speech") or verb.infinitive or verb.cue.form == "ing":
        return None
    subject = verb.subject
    if (
        subject is not None
        and subject.after <= verb.first
        and s.at(verb.first - 1) not in ("and", "but", "or")
        and not _joined(s, subject)
        and not _holds_verb(s, subject)
    ):
        found = _before(s, verb, subject.opens, (subject.first, subject.after), verb.after, inverted=False)
        if found is not None:
            return found
    if s.at(verb.first - 1) in _COMMAS | {QUOTED} and verb.cue.form in ("past", "s") and verb.opens == verb.at:
        end = phrase_after(s, verb.after, s.body)
        if end > verb.after:
            return _before(s, verb, verb.first, (verb.after, end), end, inverted=True)
    return None


def _joined(s: Sentence, subject: Subject) -> bool:
    """Whether a conjunction opens the clause, so that what stands before it is another's: "“…,” but he said that"."""
    return any(group(s.at(i)) == "conj" for i in range(subject.opens, subject.first))


def _holds_verb(s: Sentence, subject: Subject) -> bool:
    """Whether what stands for a subject behind marks is more than one phrase: "“Rivers,” shows an envoy who promises"."""
    return s.at(subject.opens - 1) == QUOTED and any(
        s.word(i) and not s.capital(i) and group(s.at(i)) is None and group(s.at(i + 1)) == "det"
        for i in range(subject.first, subject.after - 1)
    )


def _before(s: Sentence, verb: Verb, opens: int, source: Part, after: int, *, inverted: bool) -> Found | None:
    end = opens
    while end > 0 and s.at(end - 1) in _COMMAS:
        end -= 1
    if end == 0 or (end == opens and s.at(end - 1) != QUOTED):
        return None
    begin = 0
    while begin < end and s.at(begin) in _NO_BEGINNING:
        begin += 1
    if begin >= end:
        return None
    if s.at(end - 1) == QUOTED and begin < end - 1:
        if _of_another_verb(s, verb, begin, end - 1, after, inverted=inverted):
            return None
        if s.at(end - 2) in (":", "–", "—", "-") or (s.at(end - 2) == "," and _told(s, begin, end - 1)):
            begin = end - 1
    direct = s.at(end - 1) == QUOTED and (closes(s, end - 1) or (begin == end - 1 and inverted))
    if not direct and not _tells(s, verb, begin, end, after, inverted=inverted):
        return None
    rest = _second_half(s, after, inverted=inverted)
    parts = ((begin, end), rest) if rest else ((begin, end),)
    rule, confidence = ("quotes.direct-before", 0.95) if direct else ("quotes.clause-before", 0.85)
    return Found(parts, (verb.opens, verb.after), source, rule, confidence)


def _of_another_verb(s: Sentence, verb: Verb, begin: int, marks: int, after: int, *, inverted: bool) -> bool:
    """Whether marks that words precede are these words', not the verb's behind: "Citing “delays,” he said he would"."""
    if inverted:
        return group(s.at(after)) in ("be", "modal", "aux") or _breaks_off(s, begin, marks)
    if group(s.at(begin)) == "prep" and entitles(s, marks):
        return True  # "On this week's “Harbour Hour,” the minister said …"
    opening = s.at(begin) != QUOTED and any(cue.form in ("past", "ing") for cue in forms().get(s.at(begin), ()))
    if not (opening or _told(s, begin, marks)):
        return False
    return opening or (not verb.takes("obj") and (group(s.at(after)) in ("pron", "det") or finite_near(s, after, s.body)))


def _breaks_off(s: Sentence, begin: int, marks: int) -> bool:
    """Whether a subject is interrupted by words that end with marks: "Mr Orlin, citing “delays,” said"."""
    return any(
        s.at(i) == "," and (s.at(i + 1) in _RELATIVE or (s.at(i + 1).endswith("ing") and not s.capital(i + 1)))
        for i in range(begin + 1, min(marks, begin + _LONG_NAME))
    )


def _told(s: Sentence, begin: int, end: int) -> bool:
    """Whether a finite verb of saying stands between two places."""
    return any(
        cue.form in ("past", "s") and not cue.verb.frames.isdisjoint(("speech", "that")) and cue.verb.kind in _SAYING
        for i in range(begin, end)
        if not s.capital(i)
        for cue in forms().get(s.at(i), ())
    )


def _tells(s: Sentence, verb: Verb, begin: int, end: int, after: int, *, inverted: bool) -> bool:
    """Whether what stands before a verb is a clause that it reports, and nothing else stands where its content might."""
    if not verb.takes("that") or end - begin < 3 or not looks_clausal(s, begin, end):
        return False
    if any(s.at(i) == QUOTED and closes(s, i) for i in range(begin, end - 1)):
        return False  # speech that another verb has: "“…,” said the envoy, who, as she recalled"
    if s.at(begin) == "as" or s.at(after) in ("to", "that"):
        return False  # "persons believed to be guilty"; "after Tarn complained that …"
    if inverted:
        return True
    if s.at(begin) in _ADVERBIAL:
        return False
    follows = s.at(after)
    ends = after >= s.body or follows in (",", QUOTED) or (follows in _DASHES and s.at(end) == follows)
    return ends or group(follows) in ("prep", "when", "adverb", "sub") or verb.takes("obj")


def _speaks_again(s: Sentence, i: int, after: int) -> bool:
    """Whether another verb of saying stands at a place, so that what follows is that one's."""
    return any(
        cue.form == "ing" or (i > after and cue.form == "past" and "speech" in cue.verb.frames and cue.verb.kind == "say")
        for cue in forms().get(s.at(i), ())
    )


def _second_half(s: Sentence, after: int, *, inverted: bool) -> Part | None:
    """The rest of divided speech: "“A,” he said, “B.”"; "This, he said, is all"."""
    for i in range(after, min(s.body + 1, after + _TO_SECOND_HALF)):
        if s.at(i) == QUOTED and s.at(i - 1) in (",", ":", "–", "—", "that"):
            return (i, i + 1 if closes(s, i) else s.body)
        if s.at(i) in (";", ".") or _speaks_again(s, i, after):
            break
    if inverted or s.at(after) not in (",", *_DASHES) or after + 2 >= s.body:
        return None
    if s.at(after + 1).endswith("ing") or s.at(after + 1) in _NO_SECOND_HALF:
        return None
    return (after + 1, content_end(s, after + 1, s.body, clause=True))
