"""Persons, bodies and states: the list, and what one said and promised."""

from __future__ import annotations

from starlette.requests import Request

from servanda.faces.web.paging import paged
from servanda.faces.web.room import Page, day_asked, flag, room_of
from servanda.outward.joined import claim_to_dict, meeting_to_dict, person_to_dict

KINDS = (("commitment", "Promised"), ("position", "Positions"), ("progress", "Told as done, or how far"))
"""Kinds of statement on the page of a person, with their headings."""


def listed(request: Request) -> Page:
    """Whom records name, by name."""
    kind = request.query_params.get("kind") or None
    found = (
        room_of(request)
        .compared()
        .people(
            request.query_params.get("name") or None,
            kind=kind if kind in ("person", "body", "state") else None,  # type: ignore[arg-type]
            on=day_asked(request),
            everything=flag(request, "all"),
        )
    )
    part = paged(request, found)
    return Page(
        template="people.html",
        title="People",
        shows={"people": part.items, "part": part, "kind": kind},
        value=lambda: [person_to_dict(one) for one in part.items],
    )


def whole(request: Request) -> Page:
    """One person, body or state: names, offices, what was said, when they met."""
    compared = room_of(request).compared()
    on = day_asked(request)
    said = compared.said(request.path_params["ref"], on=on)
    person = said.person
    meetings = compared.meetings(person.name, on=on)
    return Page(
        template="person.html",
        title=person.name,
        shows={
            "person": person,
            "said": [(heading, [one for one in said.claims if one.kind == kind]) for kind, heading in KINDS],
            "more": said.more,
            "meetings": meetings[::-1],
        },
        value=lambda: {
            **person_to_dict(person),
            "said": [claim_to_dict(one) for one in said.claims],
            "meetings": [meeting_to_dict(one) for one in meetings],
        },
    )
