"""Every type that the rooms share, frozen, once.

A *record* is one published document: its bytes' hash and its text. A *reading* is what was made of it: entries and
problems. Every entry stands on a `Span` of the record's text, cut by `Record.cut` and never retyped. Meanings are the
field's own: turns and voices as in TEI and Parla-CLARIN, values of time as in TimeML TIMEX3.

Offsets are Unicode code points into `Record.text`, half open. Dates are ISO 8601 strings (`2024-06-27`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, ClassVar, Literal, TypeVar

from servanda._version import __version__
from servanda.errors import SpanError

__all__ = [
    "Block",
    "BlockKind",
    "Entry",
    "Exchange",
    "Figure",
    "Ground",
    "Modifier",
    "Origin",
    "Problem",
    "Question",
    "Quotation",
    "QuotationType",
    "Reading",
    "Record",
    "RecordKind",
    "Reply",
    "Role",
    "Span",
    "SpeakerHint",
    "Time",
    "TimeType",
    "Turn",
    "Voice",
]

RecordKind = Literal["transcript", "report", "communique", "agreement", "debate", "briefing"]
Voice = Literal["speaker", "publisher", "quoted"]
Role = Literal["principal", "asker", "other", "publisher"]
Anomaly = Literal["label_conflict", "office_conflict", "missing_label"]
Reply = Literal["answered", "partial", "deflected", "none"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
QuotationType = Literal["direct", "indirect", "mixed"]
Modifier = Literal["exact", "about", "almost", "more_than", "at_least", "less_than", "at_most"]
BlockKind = Literal["heading", "paragraph", "item", "cell", "aside"]

READER = f"servanda {__version__}"
"""Name and version of what makes readings here."""

Layer = TypeVar("Layer")
AnyEntry = TypeVar("AnyEntry", bound="Entry")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a record's text. Made by `Record.cut`, so that `record.text[start:end] == text` holds."""

    start: int
    """First code point."""
    end: int
    """One past the last code point."""
    text: str
    """Exactly the record's text there: the evidence."""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.text) != self.end - self.start:
            raise SpanError(f"[{self.start}, {self.end}) is no span of {len(self.text)} characters")


@dataclass(frozen=True, slots=True)
class Ground:
    """A stretch of the record on which one attribute of an entry stands."""

    attribute: str
    """Name of the attribute (`speaker`, `measure`, `published`)."""
    span: Span
    """Where it is said."""


@dataclass(frozen=True, slots=True)
class SpeakerHint:
    """Who speaks a block, where the markup itself says so (`<speech speakername=…>`, TEI `<u who=…>`)."""

    name: str | None
    """As printed in the markup; None where only an identifier is given."""
    utterance: int
    """Counts the utterances of the record from 0: blocks of one utterance are one turn."""
    identifier: str | None = None
    """The markup's own identifier of the person."""
    office: str | None = None
    """Office or constituency, as printed."""
    role: str | None = None
    """The markup's word for the part played (`chair`, `regular`, `guest`)."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or table cell. Blocks are in order, do not overlap, and hold all text but white space."""

    start: int
    end: int
    kind: BlockKind = "paragraph"
    """`aside` is what the markup itself marks as not spoken: a stage direction, a note, a time stamp, a caption."""
    level: int = 0
    """Depth of a heading or item, from 1; 0 where that means nothing."""
    strong: tuple[tuple[int, int], ...] = ()
    """Where the markup prints in bold or as a label, half-open offsets into the text."""
    speaker: SpeakerHint | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Which record, and which extraction of its text, an entry stands on."""

    record: str
    """SHA-256 of the record's bytes, hex."""
    text: str
    """SHA-256 of the record's text in UTF-8 (lone surrogates passed through), hex."""


def digest(data: bytes) -> str:
    """SHA-256, hex."""
    return hashlib.sha256(data).hexdigest()


def text_digest(text: str) -> str:
    """SHA-256 of a text, hex. Lone surrogates, which UTF-8 does not allow, are passed through so that no text is refused."""
    return digest(text.encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One published document as received, and what is known of it. What the record does not tell is None."""

    origin: Origin
    text: str
    """Decoded or extracted text; a byte order mark is dropped, line ends are kept."""
    blocks: tuple[Block, ...]
    content: bytes | None = field(default=None, repr=False)
    """The bytes as received; None where a text was given, not a file."""
    media_type: str = "text/plain"
    encoding: str | None = None
    """Character set the bytes were decoded by; None where the format has its own."""
    extractor: str = "plain/1"
    """Name and version of what turned bytes into text."""
    source: str | None = None
    """Path or address, as given."""
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    """ISO date on which it was published, where printed."""
    event_date: str | None = None
    """ISO date of the talks."""
    place: str | None = None
    language: str | None = None
    """ISO 639-1 code."""
    kind: RecordKind | None = None
    reference_date: str | None = None
    """ISO date against which words such as "today" are read: as asked for, else the event's, else the publication's."""
    grounds: tuple[Ground, ...] = ()
    """Where the record says its title, dates, place and so on. What came from markup or a file's name has none."""

    def cut(self, start: int, end: int) -> Span:
        """The span [start, end). Raises `SpanError` where there is none."""
        if not 0 <= start < end <= len(self.text):
            raise SpanError(f"[{start}, {end}) is not in a record of {len(self.text)} characters", place=self.source)
        return Span(start, end, self.text[start:end])

    def trimmed(self, start: int, end: int) -> Span | None:
        """The span without white space at its ends; None where nothing is left."""
        piece = self.text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        return self.cut(left, right) if left < right else None

    def holds(self, span: Span) -> bool:
        """Whether the span's text is what stands there."""
        return self.text[span.start : span.end] == span.text

    def line(self, offset: int) -> int:
        """Number of the line an offset stands on, from 1."""
        return self.text.count("\n", 0, offset) + 1


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was made of a record: entries in the order of the text, and problems."""

    record: Record
    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    reader: str = READER
    """Name and version of what made it: another than this where it comes from a ledger or a file."""
    _layers: dict[Callable[[Record], Any], Any] = field(default_factory=dict, repr=False, compare=False)

    def layer(self, maker: Callable[[Record], Layer]) -> Layer:
        """A view of the record that several steps share (sentences, paragraphs), made when first wanted."""
        if maker not in self._layers:
            self._layers[maker] = maker(self.record)
        return self._layers[maker]  # type: ignore[no-any-return]

    def of(self, kind: type[AnyEntry]) -> tuple[AnyEntry, ...]:
        """The entries of one kind."""
        return tuple(entry for entry in self.entries if isinstance(entry, kind))

    def having(self, entries: Iterable[Entry] = (), problems: Iterable[Problem] = ()) -> Reading:
        """This reading with more entries and problems."""
        return replace(self, entries=(*self.entries, *entries), problems=(*self.problems, *problems))

    def revised(self, kind: type[AnyEntry], entries: Iterable[AnyEntry]) -> Reading:
        """This reading with all entries of one kind replaced."""
        others = tuple(entry for entry in self.entries if not isinstance(entry, kind))
        return replace(self, entries=(*others, *entries))

    def to_dicts(self, *, text: bool = True) -> list[dict[str, Any]]:
        """The outward form: record, entries, problems, one dictionary each. `text=False` leaves the record's text out."""
        from servanda.outward import reading_to_dicts  # the outward form knows the types, not the other way round

        return list(reading_to_dicts(self, text=text))
