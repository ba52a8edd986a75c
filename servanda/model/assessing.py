"""What became of a commitment, as people rule: what later records bear on it, who ruled what by which test, what was replied.

The software proposes evidence and never rules. A ruling is a person's, signed, and says what it was made of: the words as they
were read then, the test, the places relied on. Where any of these is no longer so, the ruling is stale and is not applied.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from servanda.model.joined import Claim, RelationName
from servanda.model.text import Place

RulingName = Literal["kept", "partly_kept", "in_the_works", "broken", "not_yet_due", "cannot_tell"]
"""The compliance coders' scale (G7 and G20 research groups), with what cannot be ruled yet or at all."""
Side = Literal["holder", "other", "together", "third", "publisher"]
"""Whose words bear on it: the side that said it, those it was said to or with, both in one text, anybody else, an outlet."""
RulingPart = Literal["first", "second", "settling"]
"""As what somebody rules: the first assessor, a second one, or who settles what two see differently."""
AssessmentState = Literal["unruled", "ruled", "second_wanted", "agreed", "disagreed", "settled", "stale"]
"""How an assessment stands. `stale` is one of which all rulings are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A stretch of a later record that may bear on a commitment, and why it is proposed. It proves nothing by itself."""

    number: int
    """Its place among all that is proposed, from 1: what bears on it most plainly comes first."""
    place: Place
    side: Side
    said_by: str | None
    """Whose statement it is; None for the publisher."""
    why: tuple[str, ...]
    """Why it is proposed, each reason in a few words."""
    relation: RelationName | None = None
    """How an entry there stands to the commitment, where comparing found that."""
    shown: bool = True
    """Whether it is shown without being asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Yardstick:
    """What would count as kept, partly kept and broken. A wording that nobody gave is None."""

    kept: str | None
    partly: str | None
    broken: str | None
    by: str | None = None
    """Who worded it; None where it is the reader's draft."""
    at: str | None = None
    number: int | None = None
    """Number of the decision; None where it is the draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What one person ruled."""

    number: int
    """Number of the decision, by which it is undone."""
    name: RulingName
    part: RulingPart
    why: str | None
    by: str | None
    at: str | None
    evidence: tuple[Place, ...]
    """The places relied on, as they were when it was made."""
    test: Yardstick
    """By which it was measured."""
    blind: bool
    """Whether the other rulings were kept from the assessor's sight."""
    seen: Mapping[str, Any] = field(repr=False)
    """The entry as it was read then: its words and attributes."""
    stale: tuple[str, ...] = ()
    """Why it holds no longer: what is otherwise than it was then. Empty where it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyReply:
    """What an assessed party says of its assessment. These are no words of a record."""

    number: int
    words: str
    by: str | None
    at: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """All that people decided of one commitment."""

    entry: str
    """Id of the entry as it is called now; of one that is gone, as it was."""
    state: AssessmentState
    ruling: RulingName | None
    """What holds: settled, else agreed, else the only one; None where nobody ruled, or two disagree."""
    rulings: tuple[Ruling, ...]
    """The last of each assessor, in the order in which they were made."""
    test: Yardstick
    replies: tuple[PartyReply, ...] = ()
    second_wanted: int | None = None
    """Number of the decision that asked for a second assessor, where one did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What an assessor has before him."""

    claim: Claim | None
    """The commitment as it is read now; None where it is gone and only what was decided of it is left."""
    due: str | None
    """The last day on which it is in time."""
    passed: bool
    """Whether that day lies before the day asked."""
    assessment: Assessment
    evidence: tuple[Evidence, ...] = ()
    """By number."""
    unsure: int = 0
    """Evidence left out because it bears on it less plainly."""
    later_records: int | None = None
    """Later records that were read and could tell of it; asked for only where no evidence is shown, else None."""
    last_record: str | None = None
    """The day of the last of them."""
    unread_records: int | None = None
    """How many more are in languages whose statements are not read."""
    hidden: int = 0
    """Rulings kept from a second assessor's sight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A commitment that waits for somebody to rule."""

    sheet: Sheet
    why: str
    """What it waits for, in a few words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What waits for assessment, and how far the assessors are."""

    waiting: tuple[Waiting, ...]
    """What two see differently, what is stale, what wants a second; then by day, what is past it first."""
    more: int
    """What waits too and is beyond the limit."""
    earlier: int
    """Commitments whose day lies before the days that are listed."""
    undated: int
    """Commitments without a day."""
    rulings: Mapping[str, int]
    """Commitments by the ruling that holds."""
    states: Mapping[str, int]
    """Assessed commitments by how their assessment stands."""
    assessors: Mapping[str, int]
    """Rulings that hold, by who made them."""
