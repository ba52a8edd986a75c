"""The sides' accounts of a meeting beside each other, and a matter by terms and parties."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request

from servanda.faces.web.room import Page, day_asked, flag, room_of
from servanda.model import Point, PointStanding
from servanda.outward.accounts import accounts_to_dicts, matrix_to_dicts


def beside(request: Request) -> Page:
    """What two sides tell of one meeting, what they tell differently, and what one alone tells."""
    found = room_of(request).compared().accounts(request.path_params["ref"], on=day_asked(request))
    everything = flag(request, "all")
    shown = [point for point in found.points if everything or point.shown]
    return Page(
        template="accounts.html",
        title=f"Accounts of {' and '.join(found.meeting.states) or 'one meeting'}, {found.meeting.day or 'no date'}",
        shows={
            "found": found,
            "shared": [
                ("Said by both sides" if len(found.sides) < 3 else "Said by several sides", _of(shown, "both")),
                ("Told differently", _of(shown, "differently")),
            ],
            "alone": [(side, [one for one in _of(shown, "one") if one.sides == (side,)]) for side in found.sides],
            "waiting": len(found.points) - len(shown),
        },
        value=lambda: list(accounts_to_dicts(found)),
    )


def matrix(request: Request) -> Page:
    """Where everybody stands on each term of a matter, in the words said last."""
    everything = flag(request, "all")
    found = room_of(request).compared().matrix(request.path_params["ref"], on=day_asked(request), everything=everything)
    return Page(
        template="matrix.html",
        title=f"{found.matter.name}: terms and parties",
        shows={
            "found": found,
            "rows": [(row, {cell.party: cell for cell in row.cells}) for row in found.rows],
        },
        value=lambda: list(matrix_to_dicts(found)),
    )


def _of(points: Sequence[Point], standing: PointStanding) -> list[Point]:
    return [point for point in points if point.standing == standing]
