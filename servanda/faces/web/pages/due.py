"""What is due around a day."""

from __future__ import annotations

from starlette.requests import Request

from servanda.comparison import Comparison
from servanda.comparison.matters.due import Agenda
from servanda.faces.web.room import Page, asked, day_asked, flag, room_of
from servanda.outward.joined import due_to_dict

_PASSED, _COMING = 12, 30
"""Commitments told of at most: of those that are past it is looked what later records say."""


def listed(request: Request) -> Page:
    """Commitments and desks' own days that are past, or come soon."""
    room = room_of(request)
    on = day_asked(request) or room.today
    by = asked(request, "by")
    passed, coming = around(room.compared(), on, _PASSED, _COMING, by=by, everything=flag(request, "all"))
    dues = (*passed.dues, *coming.dues)
    return Page(
        template="due.html",
        title="Due",
        shows={"dues": dues, "dated": passed.dated + coming.dated, "on": on},
        value=lambda: [due_to_dict(one) for one in dues],
    )


def around(
    compared: Comparison, on: str, before: int, behind: int, *, by: str | None = None, everything: bool = False
) -> tuple[Agenda, Agenda]:
    """What was due last before a day, and what is due soonest from that day on; of each so many at most."""
    passed = compared.due(on, within=-1, by=by, limit=before, everything=everything, counted=False)
    return passed, compared.due(on, since=on, by=by, limit=behind, everything=everything, counted=False, soonest=True)
