"""Meetings: the list, and one with its accounts."""

from __future__ import annotations

from starlette.requests import Request

from servanda.errors import NotFoundError
from servanda.faces.web.paging import fetched
from servanda.faces.web.room import Page, day_asked, room_of
from servanda.outward.joined import meeting_to_dict


def listed(request: Request) -> Page:
    """Rounds of talks, the latest first."""
    names = [name.strip() for name in request.query_params.get("with", "").split(",") if name.strip()]
    compared, since, on = room_of(request).compared(), day_asked(request, "since"), day_asked(request)
    part = fetched(request, lambda start, count: compared.meetings_part(start, count, *names, since=since, on=on))
    return Page(
        template="meetings.html",
        title="Meetings",
        shows={"meetings": part.items, "part": part},
        value=lambda: [meeting_to_dict(one) for one in part.items],
    )


def whole(request: Request) -> Page:
    """One round of talks, and the records that tell of it."""
    compared, ref, on = room_of(request).compared(), request.path_params["ref"], day_asked(request)
    meeting = next(iter(compared.meetings_called(ref, on=on)), None)
    if meeting is None:
        raise NotFoundError(f"no meeting is called {ref}", remedy="the list of meetings has all")
    beside = [one for one in (meeting.previous, meeting.next) if one]
    found = {one.id: one for one in compared.meetings_called(*beside, on=on)} if beside else {}
    return Page(
        template="meeting.html",
        title=f"Meeting of {' and '.join(meeting.states) or 'unnamed sides'}, {meeting.day or 'no date'}",
        shows={"meeting": meeting, "before": found.get(meeting.previous or ""), "after": found.get(meeting.next or "")},
        value=lambda: meeting_to_dict(meeting),
    )
