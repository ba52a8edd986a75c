"""What a person ruled of an entry: that it is right, that it is none, or what it should have been."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from servanda.model.entries import Modifier, QuotationType, Role
from servanda.model.statements import Force, Outcome, Stance, Status

EntryVerdict = Literal["accepted", "rejected", "corrected"]
Act = Literal["accepted", "rejected", "corrected", "undone"]
"""A verdict, or the undoing of one."""

_SPAN: dict[str, tuple[str, ...] | None] = {"start": None, "end": None}

CORRECTABLE: Mapping[str, Mapping[str, tuple[str, ...] | None]] = {
    "turn": {"speaker": None, "role": get_args(Role), "parts": None},
    "figure": {
        **_SPAN,
        "speaker": None,
        "value": None,
        "unit": None,
        "measure": None,
        "modifier": get_args(Modifier),
        "period": None,
    },
    "time": {**_SPAN, "value": None, "end_value": None},
    "quotation": {**_SPAN, "source": None, "type": get_args(QuotationType)},
    "commitment": {**_SPAN, "holder": None, "actor": None, "force": get_args(Force), "deadline_end": None},
    "progress": {**_SPAN, "holder": None, "status": get_args(Status), "degree": None},
    "instrument": {**_SPAN, "instrument_kind": None},
    "position": {**_SPAN, "holder": None, "stance": get_args(Stance)},
    "forecast": {**_SPAN, "holder": None, "horizon": None},
    "topic": {**_SPAN, "raised_by": None, "outcome": get_args(Outcome)},
}
"""What can be corrected of each kind of entry, by its outward name, and the values it may have where these are a closed list.
An exchange stands on several stretches; it can be accepted or rejected. The `parts` of a turn are stretches of it that others
speak, each with `start`, `end`, `speaker` and perhaps `role`."""

PLACES = tuple(_SPAN)
"""Of what can be corrected, the fields that hold offsets, in every kind."""
NUMBERS: Mapping[str, tuple[str, ...]] = {"figure": ("value",), "progress": ("degree",)}
"""By kind, the fields that hold a number. A time's value is none: it is a date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRuling:
    """One act of one reviewer on one entry. Never changed; undone by another."""

    number: int
    entry: str
    """Id of the entry."""
    act: Act
    corrected: Mapping[str, Any]
    """Field by field what it should have been; empty unless it was corrected."""
    seen: str
    """The version of the entry that the reviewer saw, as `Ledger.version` tells it."""
    why: str | None = None
    ruled_at: str | None = None
    """ISO 8601, as the caller said."""
    owner: str | None = None
    """Who ruled."""
    together: str | None = None
    """What rulings that were made in one stroke have in common: they are undone in one."""
    undoes: int | None = None
    """Number of the ruling that this one undoes."""
    settles: bool = False
    """Whether it settles what two readers disagree upon."""
    confidence: float | None = None
    """How sure the reader was of what the reviewer saw."""
    carried_from: str | None = None
    """Id of the entry of an earlier version of the record that was ruled upon; None where it was this very entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondReader:
    """Entries of some kinds are settled only when two people ruled the same."""

    kinds: tuple[str, ...]
    share: float = 1.0
    """Of these entries, drawn by their ids; 0 asks for no second reader any more."""
    below: float | None = None
    """Only where the reader was less sure than this."""
    above: float | None = None
    """Only where it was this sure, or more."""
    decision: int = 0
    """Number of the decision that made it so."""

    def covers(self, entry: str, confidence: float | None) -> bool:
        """Whether an entry (its id, and how sure the reader was) needs two."""
        sure = 1.0 if confidence is None else confidence
        if (self.below is not None and sure >= self.below) or (self.above is not None and sure < self.above):
            return False
        drawn = int(hashlib.sha256(entry.encode()).hexdigest()[:8], 16) / 0x100000000
        return entry.split("-", maxsplit=1)[0] in self.kinds and drawn < self.share


Review = Literal["once", "disagreed"]
"""Of an entry that needs two readers: one ruled, or two and not the same."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an entry stands that somebody ruled upon."""

    holds: EntryRuling | None
    """The ruling that holds; None where it waits for another."""
    review: Review | None = None
    """What it waits for; None where it is settled."""
    each: tuple[EntryRuling, ...] = ()
    """Each reader's last ruling, in their order."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What readers' rulings say of a sample. Whoever corrects an entry says that it was not right as it was read."""

    drawn: int
    """Entries in the sample."""
    ruled: int
    """Of these, those that a reader has ruled upon."""
    right: int
    """Of these, those that were accepted by everybody who ruled upon them."""
    low: float | None
    high: float | None
    """Bounds of the share that is right, with 95 % confidence (Wilson 1927); None where nothing was ruled."""
    readers: tuple[str, ...]
    """Who ruled, by name."""
    alpha: float | None
    """Krippendorff's alpha of the readers, right or not (nominal; Krippendorff 2004, 11.3); None where no entry has two."""

    @property
    def precision(self) -> float | None:
        """The share that is right; None where nothing was ruled."""
        return self.right / self.ruled if self.ruled else None
