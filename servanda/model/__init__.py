"""Every type that the rooms share, frozen, once.

A *record* is one published document: its bytes' hash and its text. A *reading* is what was made of it: entries and
problems. Every entry stands on a `Span` of the record's text, cut by `Record.cut` and never retyped. Meanings are the
field's own: turns and voices as in TEI and Parla-CLARIN, values of time as in TimeML TIMEX3.

Offsets are Unicode code points into `Record.text`, half open. Dates are ISO 8601 strings (`2024-06-27`).

`text` holds records and their spans, `entries` what every entry has and the entries that tell who says what, `statements` what
is promised, done, made and held, `reading` what was made of a record. Import from here.
"""

from servanda.model.entries import (
    Anomaly,
    Entry,
    Exchange,
    Figure,
    Modifier,
    Passage,
    Problem,
    Question,
    Quotation,
    QuotationType,
    Reply,
    Role,
    Time,
    TimeType,
    Turn,
    Voice,
)
from servanda.model.reading import (
    READER,
    AnyEntry,
    Reading,
)
from servanda.model.statements import (
    Commitment,
    Firmness,
    Force,
    Forecast,
    Instrument,
    InstrumentEvent,
    Level,
    LifeEvent,
    Outcome,
    Position,
    Progress,
    Stance,
    Status,
    SuccessTest,
    Topic,
    grounds_of,
)
from servanda.model.text import (
    Block,
    BlockKind,
    Ground,
    Origin,
    Record,
    RecordKind,
    Span,
    SpeakerHint,
    digest,
    text_digest,
)

__all__ = [
    "READER",
    "Anomaly",
    "AnyEntry",
    "Block",
    "BlockKind",
    "Commitment",
    "Entry",
    "Exchange",
    "Figure",
    "Firmness",
    "Force",
    "Forecast",
    "Ground",
    "Instrument",
    "InstrumentEvent",
    "Level",
    "LifeEvent",
    "Modifier",
    "Origin",
    "Outcome",
    "Passage",
    "Position",
    "Problem",
    "Progress",
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
    "Stance",
    "Status",
    "SuccessTest",
    "Time",
    "TimeType",
    "Topic",
    "Turn",
    "Voice",
    "digest",
    "grounds_of",
    "text_digest",
]
