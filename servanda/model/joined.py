"""What many records say together: matters, how entries relate, and what a reader should be told.

Nothing here is a claim of ours: every part stands on entries, and every entry on an exact span of a record. Days are ISO
dates. Ids are stable: the same records in any order give the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from servanda.model.entries import Reply, TimeType, Voice
from servanda.model.statements import Level
from servanda.model.text import Place

MatterKind = Literal["measure", "project", "programme", "instrument", "position", "dispute"]
RelationName = Literal[
    "same_value",
    "updates",
    "contradicts",
    "differs_by_source",
    "fulfils",
    "partly_fulfils",
    "repeats",
    "weakens",
    "strengthens",
    "supersedes",
    "amends",
]
FindingKind = Literal[RelationName, "overdue", "dropped", "edited", "label_anomaly", "misquoted"]
Step = Literal[
    "raised",
    "discussed",
    "postponed",
    "referred",
    "agreed",
    "signed",
    "in_force",
    "in_progress",
    "stalled",
    "done",
    "broken",
    "dropped",
    "reopened",
]
"""What befalls a matter. `broken`: told as not kept, which is not to say that anybody gave it up."""


EditKind = Literal["added", "removed", "altered"]
Changed = Literal["figures", "names", "label", "words", "punctuation", "notice", "typography"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NearTime:
    """A time in the sentence of a claim: a TIMEX3 expression and where it stands."""

    type: TimeType
    value: str
    end_value: str | None = None
    text: str
    at: int
    """Characters from the claim's first: below 0 before it."""


PeriodSource = Literal["said", "sentence", "before"]
"""Whence a period is known: the entry has it; its sentence tells it of another figure; the speaker named it right before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An entry as it meets entries of other records: what it says, and what it is about."""

    id: int
    """The ledger's number for it; 0 where it is not kept yet."""
    place: Place
    kind: str
    values: Mapping[str, Any] = field(repr=False)
    """The entry in the outward form."""
    sentence: str
    """The sentence it stands in."""
    said_by: str | None
    """Whose statement it is: holder, source or speaker; None for the publisher."""
    scope: tuple[str, ...] = ()
    """Skeletons of the states and bodies that it concerns."""
    terms: Mapping[str, int] = field(default_factory=dict, repr=False)
    """What it is about: stems and joined stems, with their weight in hundredths."""
    phrases: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The words of its sentence in which these terms stand there, as far as they do."""
    period: str | None = None
    """The interval that a figure or a state of progress is for (TIMEX3): as its entry says, else inferred."""
    period_from: PeriodSource | None = None
    times: tuple[NearTime, ...] = field(default=(), repr=False)
    """The times of its sentence."""

    @property
    def day(self) -> str | None:
        """Day of the record."""
        return self.place.day


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How a later entry stands to an earlier one."""

    later: Claim
    earlier: Claim
    relation: RelationName
    confidence: float
    rule: str
    """What made it, as for entries."""
    why: str
    """One sentence for a person: what was compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionChange:
    """What somebody held of a matter and what later, read as different stances. Whether a mind changed is not told."""

    matter: str
    """Id of the matter."""
    matter_name: str
    relation: Relation
    """Of the later position to the earlier."""
    shown: bool
    """Whether it is shown without being asked for: both are well read, and name their thing in the same words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterEvent:
    """One step in the life of a matter, with the words that tell of it."""

    step: Step
    day: str | None
    """When it happened, where the words say so (then perhaps a month or a year only); else the day of the record."""
    by: bool = False
    """Whether the words tell of something past without saying when: it had happened by that day."""
    retold: bool = False
    """Whether it is told again of an event that an earlier record, or one that says when, told of."""
    claim: Claim
    evidence: Place
    """The words that tell of the step: the claim's, or those of one event in the life of an instrument."""
    detail: str | None = None
    """What the reading calls it, where that says more than the step: `pledged`, `ratified`, `partly_fulfilled`."""
    level_from: Level | None = None
    level_to: Level | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """A question, put by somebody or attached to a position, and what was said to it since."""

    claim: Claim
    """The question, or the position that it is attached to."""
    question: Place
    reply: Reply | None = None
    """How it was answered there and then, where it was put to somebody and that was judged."""
    answers: tuple[Claim, ...] = ()
    """Later claims of the matter that speak to the same words, by day."""

    @property
    def is_open(self) -> bool:
        """Whether nothing that was read answers it. That is not to say that nobody did."""
        return self.reply != "answered" and not self.answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """The same measure, programme, project, instrument or dispute in different records."""

    id: str
    name: str
    kind: MatterKind
    claims: tuple[Claim, ...]
    """By day, then in the order of the text; empty where matters are only listed."""
    first_day: str | None = None
    """The first day, among the days of its records; so is the last below."""
    last_day: str | None = None
    records: int = 0
    """Records that speak of it."""
    tellers: int = 0
    """Those who say or ask something of it, and do not only mention it."""
    why: Mapping[int, str] = field(default_factory=dict, repr=False)
    """For each claim by its number, why it belongs here."""
    beside: frozenset[int] = frozenset()
    """Numbers of the claims that belong here for what was said around them, not for their own words."""
    relations: tuple[Relation, ...] = ()
    events: tuple[MatterEvent, ...] = ()
    scope: tuple[str, ...] = ()
    level: Level | None = None
    owner: str | None = None
    """Whose desk it is on: said by a user, never by a record. So are the three below."""
    next_step: str | None = None
    due: str | None = None
    pinned: bool = False
    decided: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a reader should be told: two places (or one), their days, and one sentence in neutral words."""

    id: str
    kind: FindingKind
    sentence: str
    later: Place
    earlier: Place | None = None
    matter: str | None = None
    """Id of the matter."""
    matter_name: str | None = None
    confidence: float
    rule: str
    why: str
    """What was compared, and for `overdue` and `dropped` how many later records were read, and until when."""
    shown: bool = True
    """Whether it is shown without being asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something whose day is near or past, and what later records tell of it. Unknown is never *not done*."""

    day: str
    """The last day on which it is in time."""
    passed: bool
    """Whether that day lies before the day asked."""
    claim: Claim | None = None
    """The commitment; None where the day is a user's own for a matter."""
    repeated: tuple[Place, ...] = ()
    """Where else the same was said in the same words, by day."""
    matter: str | None = None
    """Id of the matter."""
    matter_name: str | None = None
    told: tuple[Relation, ...] = ()
    """What later records tell of it, by day."""
    spoken: Place | None = None
    """Where its day is past and nothing tells that it was done: a sentence that speaks of it in the same words, later than all
    that tells of it, whatever it says."""
    later_records: int = 0
    """Records behind the day that were read and could tell of it."""
    last_record: str | None = None
    """The day of the last of them."""
    unread_records: int = 0
    """How many more are in languages whose statements are not read."""
    owner: str | None = None
    """Whose desk it is on, as a user said; so is the next step."""
    next_step: str | None = None
    shown: bool = True
    """Whether it is shown without being asked for: sure, taken on by somebody, and not the mere diary of days long gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided of a person, body or matter. Never changed; undone by another."""

    number: int
    subject: str
    action: str
    values: Mapping[str, Any]
    why: str | None
    decided_at: str | None
    owner: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One thing that is otherwise in a later version of a record than in the one before."""

    kind: EditKind
    changed: Changed
    """What is otherwise: figures and dates, names, the label that says who speaks, words, question marks, quotation marks or
    brackets; a `notice` only says that the record was changed; `typography` is how it is set and spelt."""
    earlier: Place | None
    """None where it was added. Its speaker is whose the words were in that version."""
    later: Place | None
    """None where it was removed."""
    at: int
    """Offset into the later version's text: where it stands, or where what was removed would stand."""
    before: str
    """The words around it, in the later version where it stands there."""
    after: str
    declared: bool = False
    """Whether the later version prints the correction itself: struck out, and the right words in brackets."""

    @property
    def of_substance(self) -> bool:
        """Whether it changes what is said, or who says it."""
        return self.changed not in ("typography", "notice")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reworded:
    """Whole sentences of one version of a record, and what they became in a later one."""

    earlier: Place | None
    """None where nothing stood there."""
    later: Place | None
    """None where nothing stands there any more."""
    edits: tuple[Edit, ...]
    """What is otherwise in them, in the order of the later text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A place that has the words searched for."""

    place: Place
    """The sentence, or the sentences with what stands between them."""
    line: int
    """Line of the record on which it begins, from 1."""
    voice: Voice
    """`quoted` where the speaker is quoted with it, rather than heard."""
    highlights: tuple[tuple[int, int], ...]
    """The words that were searched for: half-open offsets into the record, within the place."""
