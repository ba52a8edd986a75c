"""The first page: what is new, what is due, what waits for a ruling, what should be told."""

from __future__ import annotations

from starlette.requests import Request

from servanda.faces.web.pages.due import around
from servanda.faces.web.pages.records import summary_to_dict
from servanda.faces.web.room import Page, Room, room_of
from servanda.faces.web.visiting import visitor_of
from servanda.ledger import review
from servanda.model import Due, Finding, Listed
from servanda.outward.joined import due_to_dict, finding_to_dict

NEW, PASSED, COMING, TOLD = 8, 3, 3, 6
"""How many of each are shown: records, commitments whose day passed and whose day comes, findings."""


def home(request: Request) -> Page:
    """What came last, what falls due around today, what waits for a ruling, and the latest findings."""
    room = room_of(request)
    count, new = room.ledger.newest(NEW)
    dues, findings = room.compared_so("home", lambda: _told(room))
    progress = review.progress(room.ledger) if visitor_of(request).may("rule") else {}
    waiting = [(kind, done, entries) for kind, (done, entries) in progress.items() if done < entries]
    return Page(
        template="home.html",
        title="Home",
        shows={
            "count": count,
            "new": new,
            "today": room.today,
            "dues": dues,
            "findings": findings.items,
            "all_findings": findings.total,
            "waiting": waiting,
        },
        value=lambda: {
            "records": [summary_to_dict(one) for one in new],
            "due": [due_to_dict(one) for one in dues],
            "findings": [finding_to_dict(one) for one in findings.items],
            "waiting": {kind: entries - done for kind, done, entries in waiting},
        },
    )


def _told(room: Room) -> tuple[tuple[Due, ...], Listed[Finding]]:
    """What was due and falls due around today, and the latest findings: the same however much is ruled until it is compared."""
    compared = room.compared()
    passed, coming = around(compared, room.today, PASSED, COMING)
    return (*passed.dues, *coming.dues), compared.findings_latest(TOLD)
