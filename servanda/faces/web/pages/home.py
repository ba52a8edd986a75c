"""The first page: what is new, what is due, what waits for a ruling, what should be told."""

from __future__ import annotations

from starlette.requests import Request

from servanda.faces.web.pages.records import summary_to_dict
from servanda.faces.web.room import Page, room_of
from servanda.faces.web.visiting import visitor_of
from servanda.ledger import review
from servanda.outward.joined import due_to_dict, finding_to_dict

NEW, DUE, TOLD = 8, 6, 6
"""How many of each are shown."""


def home(request: Request) -> Page:
    """What came last, what falls due around today, what waits for a ruling, and the latest findings."""
    room = room_of(request)
    compared = room.compared()
    count, new = room.ledger.newest(NEW)
    agenda = compared.due(room.today, limit=DUE, counted=False)
    findings = compared.findings_latest(TOLD)
    progress = review.progress(room.ledger) if visitor_of(request).may("rule") else {}
    waiting = [(kind, done, entries) for kind, (done, entries) in progress.items() if done < entries]
    return Page(
        template="home.html",
        title="Home",
        shows={
            "count": count,
            "new": new,
            "today": room.today,
            "agenda": agenda,
            "findings": findings.items,
            "all_findings": findings.total,
            "waiting": waiting,
        },
        value=lambda: {
            "records": [summary_to_dict(one) for one in new],
            "due": [due_to_dict(one) for one in agenda.dues],
            "findings": [finding_to_dict(one) for one in findings.items],
            "waiting": {kind: entries - done for kind, done, entries in waiting},
        },
    )
