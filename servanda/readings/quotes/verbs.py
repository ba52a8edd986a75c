"""Reporting verbs in a sentence: where their groups begin, and who their subject is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.readings.quotes.cues import Cue, forms, group
from servanda.readings.quotes.nominals import Subject, starts_phrase, subject_before, verb_group
from servanda.readings.quotes.tokens import QUOTED, Sentence

_PARTICLES = {"point": "out", "sum": "up", "set": "forth"}
_ONLY_WITH_PARTICLE = frozenset({"sum", "set"})
_FIRST_PERSON = frozenset({"i", "we"})
_GERUND_AFTER = frozenset({"by", "in", "after", "while", "without", "before"})
_GRADING = frozenset({"very", "most", "more", "so", "highly", "quite"})
"""Words before adjectives: "a very promising industry"."""
_IMPERSONAL = frozenset({"it", "this", "that", "what", "there"})
"""Subjects of which an adjective tells nothing that was said: "it is clear that"."""
_REFERRING = frozenset({"above", "below", "herein", "therein", "hereinafter"})
"""Words behind a participle that refers to a place in the text."""
_FUTURE = frozenset({"will", "shall"})
_NOW = frozenset({"are", "am"})
_QUOTING = frozenset({"quoted", "quotes", "quoting", "cited", "cites", "citing"})
_CONCEDING = frozenset({"while", "although", "though", "whereas", "if", "when"})
_NEAR_START = 2
"""Tokens from its start within which a sentence opens with a clause that is not the main one."""
_MAIN_SUBJECT = 14
"""Tokens that the subject of a main clause behind a participle may have."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A reporting verb found in a sentence, with its group and its subject."""

    cue: Cue
    at: int
    after: int
    """The token after the verb and its particle."""
    first: int
    """Where its group begins, adverbs included."""
    opens: int
    """Where the cue's own words begin."""
    passive: bool
    infinitive: bool
    modal: bool
    """Whether "will", "would" and the like stand in its group."""
    subject: Subject | None
    future: bool = False
    """Whether it is "will" or "shall": nothing has been said yet."""

    @property
    def base(self) -> str:
        """The verb's base form."""
        return self.cue.verb.base

    @property
    def source(self) -> tuple[int, int] | None:
        """The subject's tokens."""
        return (self.subject.first, self.subject.after) if self.subject else None

    def takes(self, *frames: str) -> bool:
        """Whether it may be followed in one of these ways."""
        return not self.cue.verb.frames.isdisjoint(frames)


def verbs(s: Sentence) -> Iterator[Verb]:
    """Reporting verbs of a sentence, in order, each with the subject it has or inherits."""
    table = forms()
    last: Subject | None = None
    for i, low in enumerate(s.lows):
        cues = table.get(low)
        if cues is None or (i and s.capital(i)) or s.at(i - 1) == "rest":  # "rest assured" reports nothing
            continue
        found = next((verb for verb in (_verb(s, i, cue, last) for cue in cues) if verb is not None), None)
        if found is None:
            continue
        if found.subject is not None and not found.passive and not _is_valued(s, found.subject):
            last = found.subject
        yield found


def _verb(s: Sentence, i: int, cue: Cue, last: Subject | None) -> Verb | None:
    first, opens, passive, infinitive = verb_group(s, i)
    if cue.form == "adj":
        if not passive or s.at(first - 1) in _IMPERSONAL:
            return None
        passive = False
    elif not (_in_group(cue, passive=passive) if opens != i else _verbal(s, i, cue, first)):
        return None
    if cue.form == "past" and opens == i and s.at(i + 1) in _REFERRING:
        return None  # "the forces mentioned above"
    particle = _PARTICLES.get(cue.verb.base)
    after = i + 2 if particle and s.at(i + 1) == particle else i + 1
    if after == i + 1 and cue.verb.base in _ONLY_WITH_PARTICLE:
        return None
    passive = passive and cue.form == "past"
    subject = _subject(s, i, cue, first, opens, last, infinitive=infinitive)
    modal = any(group(s.at(k)) == "modal" for k in range(first, i))
    future = not _FUTURE.isdisjoint(s.lows[first:i])
    return Verb(cue, i, after, first, opens, passive, infinitive, modal, subject, future)


def _subject(
    s: Sentence, i: int, cue: Cue, first: int, opens: int, last: Subject | None, *, infinitive: bool
) -> Subject | None:
    if cue.form == "ing" and s.at(i - 1) == "as":
        quoted = _quoted_before(s, i - 1)
        if quoted is not None:
            return quoted
    if (cue.form == "ing" and opens == i) or s.at(opens) == "having":
        return last or _later_subject(s, i) or earlier_subject(s, i)
    subject = subject_before(s, first)
    inherits = subject is None and s.at(first - 1) in ("and", "but", "then", ",", "or")
    return (last or earlier_subject(s, first)) if inherits or infinitive else subject


def _is_valued(s: Sentence, phrase: Subject) -> bool:
    """Whether a phrase is what a verb before is about, and no subject: "welcomed [the progress made] and agreed"."""
    cues = forms().get(s.at(phrase.opens - 1), ())
    return bool(cues) and all("that" not in cue.verb.frames and cue.form == "past" for cue in cues)


def _quoted_before(s: Sentence, end: int) -> Subject | None:
    """Whom somebody else quotes: "BELNA quoted [the ministry] as saying", "[the ministry] was quoted as saying"."""
    for i in range(end - 1, max(-1, end - _MAIN_SUBJECT), -1):
        if s.at(i) not in _QUOTING:
            continue
        if i == end - 1 or s.at(i + 1) == "by":
            first, _, passive, _ = verb_group(s, i)
            return subject_before(s, first) if passive else None
        return Subject(i + 1, end, i + 1)
    return None


def _in_group(cue: Cue, *, passive: bool) -> bool:
    """Whether a form may follow an auxiliary: "was stated", "is stating", "has stated"; never "has stating"."""
    return cue.form in ("past", "ing") if passive else cue.form != "ing"


def _verbal(s: Sentence, i: int, cue: Cue, first: int) -> bool:
    """Whether a form without auxiliaries, which may be a noun or an adjective, is a verb here."""
    before = s.at(first - 1)
    kind = group(before)
    if cue.form == "past":
        return kind != "det" and s.at(i + 1) != "by" and not before.endswith("'s")
    if cue.form == "ing":
        return s.at(i - 1) not in _GRADING and kind not in ("det", "be") and (kind != "prep" or before in _GERUND_AFTER)
    if kind in ("det", "prep", "sub") or before.endswith("'s"):
        return before in ("who", "which", "as")
    if cue.form == "s":
        plain = "noun" not in cue.verb.frames or s.capital(first - 1) or s.at(i + 1) == "that"
        return plain or before in ("he", "she", "it", "who", "which")
    return before in ("they", "we", "you", "i", "who", "not", "and") or (before.endswith("s") and s.at(i + 1) in ("that", "to"))


def _later_subject(s: Sentence, i: int) -> Subject | None:
    """The subject of the main clause behind a participle: "Noting that …, [the President] called on"."""
    if i > 2 and s.at(0) != "having":
        return None
    for j in range(len(s) - 1, i, -1):
        if s.at(j) != "," or not starts_phrase(s, j + 1):
            continue
        end = j + 1
        while end < len(s) and end - j < _MAIN_SUBJECT and s.at(end) != "," and not _main_verb(s, end):
            end += 1
        if j + 1 < end < len(s) and _main_verb(s, end):
            while group(s.at(end - 1)) == "adverb":
                end -= 1
            return Subject(j + 1, end, j + 1)
    return None


def earlier_subject(s: Sentence, i: int) -> Subject | None:
    """The subject of the first verb before a place: "[Lena Orlan] issued a statement saying"."""
    for j in range(1, i):
        if _main_verb(s, j) and group(s.at(j - 1)) not in ("det", "prep"):
            first, _, _, infinitive = verb_group(s, j)
            return None if infinitive else subject_before(s, first)
        if s.at(j) in (QUOTED, ";", ":"):
            return None
    return None


def _main_verb(s: Sentence, i: int) -> bool:
    low = s.at(i)
    if group(low) in ("be", "aux", "modal", "deed"):
        return True
    return (low.endswith("ed") or any(c.form in ("past", "s") for c in forms().get(low, ()))) and not s.capital(i)


def main_clause(s: Sentence, verb: Verb) -> int:
    """Where a participle's content must end, for the main clause behind it; else the sentence's end."""
    subject = _later_subject(s, verb.at) if fronted(verb) else verb.subject
    if subject is not None and subject.first > verb.at:
        return subject.first - 1
    if subject is not None and s.at(subject.first - 1) in _CONCEDING and subject.first <= _NEAR_START:
        return _end_of_aside(s, verb.after)
    return s.body


def _end_of_aside(s: Sentence, begin: int) -> int:
    """The comma at which a clause that stands before the main one ends: "While he says he will go, [he stays]"."""
    for j in range(begin + 1, s.body):
        if s.at(j) != "," or not starts_phrase(s, j + 1):
            continue
        if any(_main_verb(s, k) for k in range(j + 2, min(s.body, j + _MAIN_SUBJECT))):
            return j
    return s.body


def fronted(verb: Verb) -> bool:
    """Whether a participle before the main clause tells what somebody was asked: "Asked whether …, the minister said"."""
    return verb.cue.form == "past" and verb.opens == verb.at <= 1 and verb.cue.verb.kind == "ask" and not verb.subject


def own_present(s: Sentence, verb: Verb) -> bool:
    """Whether a speaker tells his own present words ("I think", "we would like to stress"): his turn, no quotation."""
    subject = verb.subject
    who, _, clitic = s.at(subject.after - 1).partition("'") if subject else ("", "", "")
    if who not in _FIRST_PERSON:
        return False
    if clitic in ("d", "ll"):
        return True
    if verb.cue.form == "past":
        return verb.modal or clitic in ("re", "m") or not _NOW.isdisjoint(s.lows[verb.first : verb.at])
    return verb.cue.verb.kind != "agree" or verb.infinitive or verb.takes("adj")


def beside_marks(s: Sentence, verb: Verb) -> bool:
    """Whether speech between marks stands right before the verb and its subject."""
    return verb.cue.form != "ing" and verb.subject is not None and s.at(verb.subject.opens - 1) == QUOTED
