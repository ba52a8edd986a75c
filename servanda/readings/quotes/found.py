"""What a rule has found, in tokens; and how sure rules are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from servanda.readings.quotes.clauses import content_end
from servanda.readings.quotes.cues import one_of
from servanda.readings.quotes.proposals import Proposal
from servanda.readings.quotes.tokens import QUOTED, Sentence
from servanda.readings.quotes.verbs import Verb, main_clause

Part = tuple[int, int]
"""Half-open places of tokens."""

_SURETY = {"say": 1.0, "agree": 0.95, "ask": 0.95, "value": 0.85, "hold": 0.75, "weak": 0.55}
"""How sure a rule is with a verb of a class, against verbs of saying."""
_UNREAL = 0.6
"""For what is foretold or wished ("would not recognise", "will request"), not reported."""
_WITHOUT_SUBJECT = 0.75
_WORD = re.compile(r"[^\W\d_][\w’']*")
_LONGER = 4
"""Letters from which on a word in a title has a capital."""
_POINTERS = one_of("pointers")


@dataclass(frozen=True, slots=True)
class Found:
    """A proposal in tokens."""

    content: tuple[Part, ...]
    cue: Part | None
    source: Part | None
    rule: str
    confidence: float

    def proposal(self, s: Sentence) -> Proposal:
        """The same in characters."""
        return Proposal(
            tuple(s.stretch(*part) for part in self.content),
            s.stretch(*self.cue) if self.cue else None,
            s.stretch(*self.source) if self.source else None,
            self.confidence,
            self.rule,
        )


def governed(
    s: Sentence, verb: Verb, begin: int, rule: str, base: float, *, clause: bool, cue_after: int | None = None
) -> Found | None:
    """What a verb reports from a place on, as far as it goes; None where that is nothing but a word that points to it."""
    while s.at(begin) == ",":
        begin += 1
    end = content_end(s, begin, main_clause(s, verb), clause=clause)
    while end > begin and s.at(end - 1) in (",", ";"):
        end -= 1
    if end <= begin or _points(s, begin, end, clause=clause):
        return None
    return Found(_parts(s, begin, end), (verb.opens, cue_after or verb.after), verb.source, rule, _surety(verb, base))


def _points(s: Sentence, begin: int, end: int, *, clause: bool) -> bool:
    """Whether content only points to what was said elsewhere: "this", "it during the meeting"."""
    if s.at(begin) not in _POINTERS:
        return False
    return end == begin + 1 or s.at(begin + 1) in _DURING or not (clause or s.word(begin + 1))


_DURING = one_of("occasions")


def _parts(s: Sentence, begin: int, end: int) -> tuple[Part, ...]:
    """A clause, and direct speech that follows it after a comma or a colon, apart."""
    last = end - 1
    if s.at(last) == QUOTED and last - 1 > begin and s.at(last - 1) in (",", ":"):
        return ((begin, last - 1), (last, end))
    return ((begin, end),)


def _surety(verb: Verb, base: float) -> float:
    factor = _SURETY[verb.cue.verb.kind]
    if verb.modal and (
        verb.cue.verb.kind in ("hold", "value", "weak") or (verb.future and verb.cue.verb.kind in ("say", "ask"))
    ):
        factor *= _UNREAL
    return round(base * factor * (1.0 if verb.subject else _WITHOUT_SUBJECT), 2)


def entitles(s: Sentence, at: int) -> bool:
    """Whether words between marks look like a title, of a programme or a book: every longer word has a capital."""
    start, end = s.places[at]
    inner = s.text[start:end].strip("\"'“”‘’«»„‟`‹› *_,")
    words = _WORD.findall(inner)
    return (
        bool(words)
        and inner[-1] not in ".!?…"
        and all(word[0].isupper() or len(word) < _LONGER for word in words[1:-1])
        and (words[0][0].isupper() and words[-1][0].isupper())
    )


def closes(s: Sentence, at: int) -> bool:
    """Whether speech between marks ends like a sentence or a clause."""
    start, end = s.places[at]
    return s.text[start:end].rstrip("\"'”’»“‘›` ")[-1:] in ".,!?…" or not s.word(at + 1)
