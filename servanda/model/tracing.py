"""Words held against the records of a ledger: whether they stand there, whose they are, what differs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from servanda.model.entries import Voice
from servanda.model.text import Place

Verdict = Literal["exact", "altered", "other_speaker", "publishers_words", "paraphrase", "not_found"]
"""`exact`: the very words, by whom they are given to. `altered`: these words but for the differences told. `other_speaker`:
found, said by another. `publishers_words`: found, but the outlet's own. `paraphrase`: not to the letter; the nearest words are
shown. `not_found`: in none of the records that were looked through, which is not to say that it was never said."""

DifferenceKind = Literal["number", "negation", "name", "modal", "omission", "other_words"]

HeldKind = Literal["quotation", "attribution", "figure", "repeated"]
"""What is held against the ledger: words between marks, or printed as somebody's own; words told as somebody's; a figure; words
that stand in a record to the letter, set down here without marks and without a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One place where words are not those of the record."""

    kind: DifferenceKind
    start: int
    """In the text that is traced, half open; `start == end` where words are missing."""
    end: int
    here: str
    """Exactly what stands there; empty where words are missing."""
    there: str
    """Exactly what stands in the record instead; empty where words were added."""
    there_start: int
    there_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place of a record that has words, or words near them."""

    place: Place
    """`place.speaker` is who is answerable for the words there; None for the publisher, or where the record does not tell."""
    voice: Voice
    line: int
    """Of the record, from 1."""
    verdict: Verdict
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Words of a text, held against the records."""

    kind: HeldKind
    start: int
    """In the text that is traced, half open."""
    end: int
    text: str
    """Exactly what stands there."""
    given_to: str | None
    """Whose words they are said to be; None where nobody is named."""
    verdict: Verdict
    source: Source | None = None
    """The best source; None where nothing was found."""
    others: tuple[Source, ...] = field(default=(), repr=False)
    """Further places, best first."""
    shown: bool = True
    """Whether it is told without being asked for: figures that nobody is named for, and single words, are not."""

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What differs from the best source."""
        return self.source.differences if self.source else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """A text, held against a ledger: every quotation, attribution and figure in it, in its order."""

    title: str | None
    source: str | None
    text: str = field(repr=False)
    held: tuple[Held, ...]
    records: int
    """Records that were looked through."""
    until: str | None
    """Day of the last of them (ISO)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Echoes:
    """Who repeated words later, and how, by day."""

    words: Source
    """The words, where they were said first: the entry that was asked for."""
    echoes: tuple[Source, ...]
    """Later places, `exact` or `altered`; `place.speaker` and `voice` tell by whom, which need not be who said them first."""
    records: int
    until: str | None
