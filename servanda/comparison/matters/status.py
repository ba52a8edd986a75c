"""How a matter stands: its chain of events, what was told last, and what is still asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from servanda.comparison.matters import docket
from servanda.comparison.matters.calling import called
from servanda.comparison.matters.chains import events_of, last_told
from servanda.comparison.matters.following import questions_of
from servanda.errors import NotFoundError
from servanda.ledger import Ledger
from servanda.model import Claim, Following, Matter, MatterEvent
from servanda.standing import shown_first

_SOME = 5
"""Matters that are named where several are meant."""


@dataclass(frozen=True, slots=True)
class Status:
    """How a matter stands, as records tell it. There is no other *now* than what was told last, by whom and when."""

    matter: Matter
    """With its events, those told of by less sure claims too."""
    events: tuple[MatterEvent, ...]
    """By the day on which they happened."""
    last: tuple[MatterEvent, ...]
    """Of these, what was told on the last day on which anything was: more than one where those who spoke that day differ."""
    questions: tuple[Following, ...]
    """By the day on which they were asked, answered or open."""
    spoken: Claim | None = None
    """What was said of it last, on a later day than any step was told; None where nothing was."""
    unsure: int = 0
    """Events left out because what tells of them is less sure, or in the matter only for what stands around it."""


def whole(ledger: Ledger, ref: str, *, on: str | None = None) -> Matter:
    """A matter by its id, its name or words of it, as of a day, with its events.

    Raises `NotFoundError` where none or several are meant.
    """
    try:
        found = docket.matter(ledger, ref, on=on)
    except NotFoundError:
        meant = called(ledger, ref, on=on)
        if not meant:
            raise
        if len(meant) > 1:
            some = ", ".join(f"{one.name} ({one.id})" for one in meant[:_SOME])
            raise NotFoundError(f"{len(meant)} matters are called {ref}", remedy=f"say which: {some}") from None
        found = docket.matter(ledger, meant[0].id, on=on)
    return replace(found, events=events_of(found))


def status(ledger: Ledger, ref: str, *, on: str | None = None, everything: bool = False) -> Status:
    """How a matter stands as of a day; `everything` adds what less sure claims tell."""
    return status_of(whole(ledger, ref, on=on), everything=everything)


def status_of(matter: Matter, *, everything: bool = False) -> Status:
    """The same of a matter at hand, whose events are known."""

    def is_shown(claim: Claim) -> bool:
        return everything or (is_sure(claim) and claim.id not in matter.beside)

    events = tuple(event for event in matter.events if is_shown(event.claim))
    questions = tuple(one for one in questions_of(matter) if is_shown(one.claim))
    last = last_told(events)
    return Status(matter, events, last, questions, _spoken_since(matter, last), len(matter.events) - len(events))


def _spoken_since(matter: Matter, last: Sequence[MatterEvent]) -> Claim | None:
    """The newest claim of a later day than the last step was told; one of its statements rather than a mention."""
    known = (last[0].claim.day or "") if last else ""
    newest = max((claim.day or "" for claim in matter.claims), default="")
    if newest <= known:
        return None
    said = [claim for claim in matter.claims if claim.day == newest]
    return min(said, key=lambda claim: (claim.kind == "mention", claim.id in matter.beside, not is_sure(claim)))


def is_sure(claim: Claim) -> bool:
    """Whether a claim is shown without being asked for."""
    return shown_first(claim.kind, claim.values.get("confidence", 1.0))
