"""Findings: the list, and one by itself."""

from __future__ import annotations

from typing import cast, get_args

from starlette.requests import Request

from servanda.faces.web.paging import paged
from servanda.faces.web.room import Page, day_asked, flag, room_of
from servanda.model import FindingKind
from servanda.outward.joined import finding_to_dict


def listed(request: Request) -> Page:
    """What a reader should be told, the latest first; less sure ones wait for `?all=1`."""
    room = room_of(request)
    kind = request.query_params.get("kind") or None
    told = room.compared().findings_told(
        kind=cast("FindingKind", kind) if kind in get_args(FindingKind) else None,
        since=day_asked(request, "since"),
        on=day_asked(request),
        today=room.today,
        everything=flag(request, "all"),
        kept=True,
    )
    found = sorted(told.findings, key=lambda one: (one.later.day or "", one.id), reverse=True)
    part = paged(request, found)
    return Page(
        template="findings.html",
        title="Findings",
        shows={
            "findings": part.items,
            "part": part,
            "waiting": told.waiting,
            "unmeasured": told.unmeasured,
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
