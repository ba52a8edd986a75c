"""Findings: the list, and one by itself."""

from __future__ import annotations

from typing import cast, get_args

from starlette.requests import Request

from servanda.comparison.findings.parts import Part
from servanda.faces.web.paging import fetched
from servanda.faces.web.room import Page, asked, day_asked, flag, room_of
from servanda.model import Finding, FindingKind, Listed
from servanda.outward.joined import finding_to_dict


def listed(request: Request) -> Page:
    """What a reader should be told, the latest first; less sure ones wait for `?all=1`."""
    room = room_of(request)
    compared, kind = room.compared(), cast("FindingKind | None", asked(request, "kind"))  # `check_asked` lets no other in
    told: list[Part] = []

    def fetch(start: int, count: int) -> Listed[Finding]:
        told[:] = [
            compared.findings_part(
                start,
                count,
                kind=kind,
                since=day_asked(request, "since"),
                on=day_asked(request),
                today=room.today,
                everything=flag(request, "all"),
            )
        ]
        return told[0].findings

    part = fetched(request, fetch)
    return Page(
        template="findings.html",
        title="Findings",
        shows={
            "findings": part.items,
            "part": part,
            "waiting": told[0].waiting,
            "unmeasured": told[0].unmeasured,
            "kinds": get_args(FindingKind),
            "kind": kind,
        },
        value=lambda: [finding_to_dict(one) for one in part.items],
    )


def whole(request: Request) -> Page:
    """One finding with the words of both sides."""
    room = room_of(request)
    found = room.compared().finding(request.path_params["ref"], today=room.today)
    return Page(
        template="finding.html",
        title=found.kind.replace("_", " "),
        shows={"finding": found},
        value=lambda: finding_to_dict(found),
    )
