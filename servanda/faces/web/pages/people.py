"""Persons, bodies and states: the list, and what one said and promised."""

from __future__ import annotations

from typing import cast

from starlette.requests import Request

from servanda.faces.web.paging import fetched
from servanda.faces.web.room import Page, asked, day_asked, flag, room_of
from servanda.model import PersonKind
from servanda.outward.joined import claim_to_dict, meeting_to_dict, person_to_dict, position_change_to_dict

KINDS = (("commitment", "Promised"), ("position", "Positions"), ("progress", "Told as done, or how far"))
"""Kinds of statement on the page of a person, with their headings."""


def listed(request: Request) -> Page:
    """Whom records name, by name."""
    kind = cast("PersonKind | None", asked(request, "kind"))  # `check_asked` lets no other in
    compared, on, everything = room_of(request).compared(), day_asked(request), flag(request, "all")
    name = asked(request, "name")
    part = fetched(
        request,
        lambda start, count: compared.people_part(start, count, name, kind=kind, on=on, everything=everything),
    )
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
    changed = compared.changes(person.id, on=on, everything=flag(request, "all"))
    meetings = compared.meetings(person.name, on=on)
    return Page(
        template="person.html",
        title=person.name,
        shows={
            "person": person,
            "said": [(kind, heading, [one for one in said.claims if one.kind == kind]) for kind, heading in KINDS],
            "changed": changed,
            "more": said.more,
            "meetings": meetings[::-1],
        },
        value=lambda: {
            **person_to_dict(person),
            "said": [claim_to_dict(one) for one in said.claims],
            "changes": [position_change_to_dict(one) for one in changed.changes],
            "meetings": [meeting_to_dict(one) for one in meetings],
        },
    )
