"""What the sides' accounts of one round of talks say beside each other, and a matter's latest words by party.

What one account tells and another leaves out is *not mentioned* there. Nothing here says that it was denied, or did not happen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from servanda.model.joined import Claim, Matter
from servanda.model.people import Meeting
from servanda.model.text import Place

PointStanding = Literal["both", "differently", "one"]
"""Told alike by two sides or more; told of by them, and not alike; told by one side only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one side tells of talks in one record: the whole of it, or, where both sides speak, the words of one speaker."""

    sides: tuple[str, ...]
    """The state or body whose account it is; else the person; else the record's name. A text issued together has several."""
    speaker: str | None = None
    """Whose words alone are the account; None where the record is the account."""
    told: Place
    """Where the record says of what talks it tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One stretch of an account that tells one thing."""

    account: int
    """Its place among the accounts, from 0."""
    place: Place
    """The exact words; its speaker is whose words the account says they are."""
    kind: str
    """The weightiest entry that stands there (`commitment`, `topic`, …); `sentence` where none does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing that accounts tell, in the words of each that tells it."""

    standing: PointStanding
    sides: tuple[str, ...]
    """Who tells it, by letters."""
    unmentioned: tuple[str, ...] = ()
    """The sides in whose accounts nothing of it was found. Not mentioned is not denied."""
    tellings: tuple[Telling, ...]
    """By account, then in the order of the text."""
    differs: tuple[str, ...] = ()
    """In what the tellings differ, in words with both values (`stance: supports, opposes`)."""
    confidence: float
    """Of a shared point how alike the tellings are (0 to 1); of one side's alone how often such a point was right."""
    shown: bool = True
    """Whether it is shown without being asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """The accounts of one meeting beside each other."""

    meeting: Meeting
    accounts: tuple[Account, ...]
    points: tuple[Point, ...]
    """What sides share first, in the order of the first account that tells it; then what one tells, account by account."""
    unread: tuple[Place, ...] = ()
    """Records of the meeting in languages that are not compared."""

    @property
    def sides(self) -> tuple[str, ...]:
        """All sides that have an account, by letters."""
        return tuple(sorted({side for account in self.accounts for side in account.sides}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The latest words of one party on one term of a matter."""

    party: str
    claim: Claim
    """With its stance or force among its values."""
    earlier: int = 0
    """How many earlier claims of that party on that term there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A term of a matter, or a question asked in it, with what each party said of it last."""

    term: str
    """In the words of the claim that names it."""
    question: Place | None = None
    """Where it is a question still open: the words."""
    cells: tuple[Cell, ...] = ()
    """One for each party of whom anything was found, by the matrix's order of parties."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """A matter by terms and parties. A blank says that nothing was found in the records that were read, and no more."""

    matter: Matter
    parties: tuple[str, ...]
    rows: tuple[Row, ...]
    records: int
    """Records that speak of the matter."""
    last_day: str | None
    """The day of the last of them."""
    waiting: int = 0
    """Rows and cells left out because what tells them is less sure."""
