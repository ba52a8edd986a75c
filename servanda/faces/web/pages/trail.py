"""The trail of all that was ever ruled: a part at a time to read, and whole to take along."""

from __future__ import annotations

import io
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from servanda.faces.csvrows import write_csv
from servanda.faces.web.paging import paged
from servanda.faces.web.room import Page, room_of
from servanda.faces.web.visiting import visitor_of
from servanda.ledger import members
from servanda.outward.rulings import ruling_to_dict


def trail(request: Request) -> Page:
    """Everything that was ever ruled, the last first."""
    room, visitor = room_of(request), visitor_of(request)
    every = room.ledger.rulings()
    part = paged(request, every[::-1])
    undone = {one.undoes for one in every if one.undoes}
    return Page(
        template="trail.html",
        title="Rulings",
        shows={
            "rulings": part.items,
            "part": part,
            "undone": undone,
            "may_undo": partial(members.may_undo, name=visitor.name, role=visitor.role),
        },
        value=lambda: [ruling_to_dict(one) for one in every[::-1]],
    )


def table(request: Request) -> Response:
    """The same for a spreadsheet, in the order in which it was ruled."""
    out = io.StringIO()
    write_csv(map(ruling_to_dict, room_of(request).ledger.rulings()), out)
    headers = {"content-disposition": 'attachment; filename="rulings.csv"'}
    return Response(out.getvalue().encode("utf-8", "replace"), media_type="text/csv; charset=utf-8", headers=headers)
