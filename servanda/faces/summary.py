"""One record at a glance: who spoke, and how much of everything was found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from servanda.faces import wording
from servanda.model import Commitment, Entry, Exchange, Figure, Instrument, Position, Progress, Quotation, Reading, Time, Turn
from servanda.standing import shown_first


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a list shows of a record."""

    name: str
    day: str | None
    kind: str | None
    language: str | None
    speakers: tuple[tuple[str, int], ...]
    """Who spoke and how many turns each, those with most first; the publisher is not among them."""
    turns: int
    questions: int
    quotations: int
    statements: tuple[tuple[int, str], ...]
    """Commitments and the like that are shown first, each kind that there is with the noun that counts it."""
    figures: int
    times: int
    problems: int
    anomalies: int
    """Turns whose printed label is wrong."""

    @property
    def counts(self) -> tuple[tuple[int, str], ...]:
        """Numbers with the noun they count."""
        return (
            (self.turns, "turn"),
            (self.questions, "question"),
            (self.quotations, "quotation"),
            *self.statements,
            (self.figures, "figure"),
            (self.times, "date"),
            (self.problems, "problem"),
        )

    @property
    def commitments(self) -> int:
        """Commitments that are shown first."""
        return next((count for count, noun in self.statements if noun == "commitment"), 0)

    @property
    def facts(self) -> str:
        """Kind, day and language, as far as known."""
        return " · ".join(fact for fact in (self.kind, self.day, self.language) if fact)


_STATEMENTS: tuple[tuple[type[Entry], str], ...] = (
    (Commitment, "commitment"),
    (Progress, "progress report"),
    (Position, "position"),
    (Instrument, "instrument"),
)


def _shown(reading: Reading, kind: type[Entry]) -> int:
    return sum(shown_first(entry.kind, entry.confidence) for entry in reading.of(kind))


def summarise(reading: Reading) -> Summary:
    """The summary of a reading."""
    turns = [turn for turn in reading.of(Turn) if turn.role != "publisher"]
    speakers = Counter(turn.speaker or "unnamed" for turn in turns)
    return Summary(
        name=wording.record_name(reading.record),
        day=wording.record_day(reading.record),
        kind=reading.record.kind,
        language=reading.record.language,
        speakers=tuple(speakers.most_common()),
        turns=len(turns),
        questions=sum(len(exchange.questions) for exchange in reading.of(Exchange)),
        quotations=len(reading.of(Quotation)),
        statements=tuple((count, noun) for kind, noun in _STATEMENTS if (count := _shown(reading, kind))),
        figures=len(reading.of(Figure)),
        times=len(reading.of(Time)),
        problems=len(reading.problems),
        anomalies=sum(turn.anomaly is not None for turn in turns),
    )
