"""What readers ruled differently where two must agree, what holds no more in a later version, and what parties reply."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.requests import Request

from servanda.comparison.deciding import replies
from servanda.comparison.deciding.deciding import Signed
from servanda.faces.moments import now
from servanda.faces.web.pages.review import context_of
from servanda.faces.web.room import Page, room_of
from servanda.faces.web.visiting import visitor_of
from servanda.faces.web.writing import typed
from servanda.ledger import review
from servanda.outward.rulings import disagreement_to_dict, stale_to_dict


def disagreements(request: Request) -> Page:
    """What two readers ruled differently, with their reasons, until a third settles it."""
    ledger = room_of(request).ledger
    found = review.disagreements(ledger)
    shown = []
    for one in found:
        reading = ledger.reading(one.record.record)
        shown.append((one, context_of(reading, one.values["start"], one.values["end"]) if "start" in one.values else None))
    return Page(
        template="disagreements.html",
        title="Disagreements",
        shows={"disputed": shown, "policy": ledger.policy()},
        value=lambda: [disagreement_to_dict(one.values, one.record.source, one.version, one.each) for one in found],
    )


def stale(request: Request) -> Page:
    """Rulings that hold no more: a later version of the record has not the words that were ruled upon."""
    found = review.stale(room_of(request).ledger)
    return Page(
        template="stale.html",
        title="Rulings whose words are gone",
        shows={"stale": found},
        value=lambda: [stale_to_dict(one.ruling, one.words, one.later.id) for one in found],
    )


def replied(request: Request, sent: FormData) -> str:
    """Keep what a party says of an entry."""
    signed = Signed(by=visitor_of(request).name, at=now())
    words, party = typed(sent, "words"), typed(sent, "party")
    made = replies.reply(room_of(request).ledger, str(sent.get("entry", "")), words, party, signed)
    return f"/entry/{made.subject}"
