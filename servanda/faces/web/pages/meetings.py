"""Meetings: the list, and one with its accounts."""

from __future__ import annotations

from starlette.requests import Request

from servanda.errors import NotFoundError
from servanda.faces.web.paging import paged
from servanda.faces.web.room import Page, day_asked, room_of
from servanda.outward.joined import meeting_to_dict


def listed(request: Request) -> Page:
    """Rounds of talks, the latest first."""
    names = [name.strip() for name in request.query_params.get("with", "").split(",") if name.strip()]
    found = room_of(request).compared().meetings(*names, since=day_asked(request, "since"), on=day_asked(request))[::-1]
    part = paged(request, found)
    return Page(
        template="meetings.html",
        title="Meetings",
        shows={"meetings": part.items, "part": part},
        value=lambda: [meeting_to_dict(one) for one in part.items],
    )


def whole(request: Request) -> Page:
    """One round of talks, and the records that tell of it."""
    found = {one.id: one for one in room_of(request).compared().meetings(on=day_asked(request))}
    meeting = found.get(request.path_params["ref"])
    if meeting is None:
        raise NotFoundError(f"no meeting is called {request.path_params['ref']}", remedy="the list of meetings has all")
    return Page(
        template="meeting.html",
        title=f"Meeting of {', '.join(meeting.states) or 'unnamed sides'}, {meeting.day or 'no date'}",
        shows={"meeting": meeting, "before": found.get(meeting.previous or ""), "after": found.get(meeting.next or "")},
        value=lambda: meeting_to_dict(meeting),
    )
