"""What every entry has, and the entries that tell who says what: turns, exchanges, figures, times, quotations, problems."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from servanda.model.text import Ground, Origin, Span, digest

Voice = Literal["speaker", "publisher", "quoted"]
Role = Literal["principal", "asker", "other", "publisher"]
Anomaly = Literal["label_conflict", "office_conflict", "missing_label"]
Reply = Literal["answered", "partial", "deflected", "none"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
QuotationType = Literal["direct", "indirect", "mixed"]
Modifier = Literal["exact", "about", "almost", "more_than", "at_least", "less_than", "at_most"]


def modified(number: str, modifier: Modifier | None) -> str:
    """A number with the word that stands by it: `about 60`, `more than 60`; alone where it is exact."""
    return number if modifier in (None, "exact") else f"{modifier.replace('_', ' ')} {number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What every entry has. `voice` and `speaker` say who is answerable for the words; the last step of a reading sets them."""

    kind: ClassVar[str] = "entry"

    origin: Origin
    speaker: str | None = None
    """Full name of who is answerable for the words; None for the publisher, and where a careful reader cannot tell."""
    voice: Voice = "publisher"
    confidence: float = 1.0
    """0 to 1, rounded to two places: of the entries said with 0.8, four in five are right."""
    rule: str = ""
    """What made it: the name of the rule or model that fired, stable enough to look up in the code."""
    grounds: tuple[Ground, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """The stretches the entry stands on, in order."""
        raise NotImplementedError

    def _telling(self) -> str:
        """What tells this entry from another of its kind on the same span; never a value that a better reader may mend."""
        return ""

    @property
    def id(self) -> str:
        """Stable identity: kind, text and spans, not values. The same text read by the same meaning gives the same id."""
        places = ",".join(f"{span.start}-{span.end}" for span in self.spans)
        seed = f"{self.kind}|{self.origin.text}|{places}|{self._telling()}"
        return f"{self.kind}-{digest(seed.encode('utf-8', 'surrogatepass'))[:16]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Entry):
    """An entry that stands on one stretch of text."""

    span: Span

    @property
    def spans(self) -> tuple[Span, ...]:
        return (self.span,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn(Passage):
    """Consecutive paragraphs spoken by one speaker, from the label's first character to the turn's last.

    A stretch in the publisher's own voice (headline, lead, link list, commentary) is kept as a turn of role `publisher`,
    so that every stretch of a record has somebody answerable for it.
    """

    kind: ClassVar[str] = "turn"

    label: Span | None = None
    """The speaker as printed, without the colon; None where the record prints none."""
    role: Role = "other"
    anomaly: Anomaly | None = None
    insertions: tuple[Span, ...] = ()
    """The publisher's words inside the turn: "(Laughter.)", "[in the hall]"."""

    def _telling(self) -> str:
        return "publisher" if self.role == "publisher" else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question within an exchange."""

    span: Span
    addressees: tuple[str, ...] = ()
    """Persons asked, where this question names other than the exchange's."""
    reply: Reply | None = None
    """How it was answered; None where that was not judged."""
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange(Entry):
    """What one asker put in one turn, and the turns that answer it."""

    kind: ClassVar[str] = "exchange"

    asker: str | None = None
    outlet: str | None = None
    """The asker's outlet, as stated."""
    addressees: tuple[str, ...] = ()
    questions: tuple[Question, ...]
    answers: tuple[Span, ...] = ()
    """Spans of the answering turns, in order."""

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(question.span for question in self.questions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Passage):
    """A number, in digits or words, that counts or measures something. The span covers modifier, number and unit."""

    kind: ClassVar[str] = "figure"

    value: Decimal | None = None
    """As a plain number ("four and a half billion" is 4500000000); None for a range."""
    low: Decimal | None = None
    high: Decimal | None = None
    modifier: Modifier = "exact"
    unit: str | None = None
    """ISO 4217 for money, "%", SI or UCUM for physical units, else the singular noun counted."""
    measure: str | None = None
    """The shortest stretch that says what is measured; its place is the ground of that name."""
    change: Literal["up", "down"] | None = None
    """Set where the figure is a growth or a fall."""
    period: str | None = None
    """The interval it is for (TIMEX3), where the record says it."""
    basis: str | None = None
    """Whose statistics, where the record says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Time(Passage):
    """A TIMEX3 expression."""

    kind: ClassVar[str] = "time"

    type: TimeType
    value: str
    """TIMEX3 value, resolved against the record's reference date (`2024-06-27`, `P30D`, `PAST_REF`)."""
    end_value: str | None = None
    """Last day of a range in one expression."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation(Passage):
    """Reported words: who, by which words it is reported, and what. The span encloses all of it."""

    kind: ClassVar[str] = "quotation"

    content: tuple[Span, ...]
    """What is reported, in order; quotation marks belong to it."""
    cue: Span | None = None
    """The reporting verb group or phrase ("stated", "according to")."""
    source_mention: Span | None = None
    """Who is said to have said it, as printed ("the Head of State", "he")."""
    source: str | None = None
    """The person or body meant; None where the record does not let a careful reader tell."""
    type: QuotationType
    """`direct` is printed as the source's own words, `indirect` is retold, `mixed` is both."""
    level: int = 1
    """1, or one more than the quotation it stands within."""

    def _telling(self) -> str:
        return ",".join(f"{span.start}-{span.end}" for span in self.content)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in a record that the reader could not make sense of. A value with a place, never dropped in silence."""

    kind: ClassVar[str] = "problem"

    origin: Origin
    code: str
    """Stable, dotted: `intake.undecodable`, `turns.unresolved_label`."""
    message: str
    """One sentence for a person."""
    span: Span | None = None
    """Where; None where it concerns the record as a whole."""

    @property
    def id(self) -> str:
        """Stable identity, as for entries."""
        place = f"{self.span.start}-{self.span.end}" if self.span else ""
        seed = f"problem|{self.origin.text}|{place}|{self.code}"
        return f"problem-{digest(seed.encode('utf-8', 'surrogatepass'))[:16]}"
