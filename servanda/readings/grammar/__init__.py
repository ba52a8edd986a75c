"""A light grammar of English: verb groups, their subjects, and the clauses they make. No model; a few microseconds a character.

`analyse` never raises, whatever the text. It reads the shape of sentences (auxiliaries, word order, small words), so that
it errs now and then where only meaning would tell; what it finds is meant for rules and features, not for display.
"""

from __future__ import annotations

from dataclasses import dataclass

from servanda.readings.grammar.clauses import Clause, clauses
from servanda.readings.grammar.row import Row
from servanda.readings.grammar.tokens import Token
from servanda.readings.grammar.verbgroups import VerbGroup

__all__ = ["Clause", "Sentence", "Stretch", "Token", "VerbGroup", "analyse"]

Stretch = tuple[int, int]
"""Half-open offsets into the record's text."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, analysed."""

    text: str
    """The whole text it stands in; offsets count from its beginning."""
    start: int
    end: int
    tokens: tuple[Token, ...]
    classes: tuple[str, ...]
    """The class of small word that each token is; empty for other words, `mark` for marks."""
    clauses: tuple[Clause, ...]
    """In the order of their verbs."""

    def cut(self, stretch: Stretch) -> str:
        """The text of a stretch."""
        return self.text[stretch[0] : stretch[1]]

    def low(self, i: int) -> str:
        """The lower-case form of a token; empty outside the sentence."""
        return self.tokens[i].lower if 0 <= i < len(self.tokens) else ""


def analyse(text: str, start: int, end: int) -> Sentence:
    """The analysis of the sentence [start, end) of a text."""
    row = Row(text, start, end)
    return Sentence(text, start, end, row.tokens, tuple(row.classes), clauses(row))
