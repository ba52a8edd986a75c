"""What is due around a day."""

from __future__ import annotations

from starlette.requests import Request

from servanda.faces.web.room import Page, day_asked, flag, room_of
from servanda.outward.joined import due_to_dict

_MOST = 40
"""Commitments told of at most."""


def listed(request: Request) -> Page:
    """Commitments and desks' own days that are past, or come soon."""
    room = room_of(request)
    on = day_asked(request) or room.today
    by = request.query_params.get("by", "").strip() or None
    agenda = room.compared().due(on, by=by, limit=_MOST, everything=flag(request, "all"), counted=False)
    return Page(
        template="due.html",
        title="Due",
        shows={"agenda": agenda, "on": on},
        value=lambda: [due_to_dict(one) for one in agenda.dues],
    )
