"""What somebody of whom an entry tells says of it: kept word for word, and told apart from the words of records."""

from __future__ import annotations

from servanda.comparison.deciding.deciding import Signed
from servanda.comparison.versions.carrying import carried_over
from servanda.errors import UsageError
from servanda.ledger import Ledger
from servanda.ledger.decisions import decisions_to, keep_decision, standing
from servanda.model import Decision, PartyReply

ACTION = "entry_reply"
"""The action of a decision that keeps a reply to an entry."""


def reply(ledger: Ledger, ref: str, words: str, party: str, signed: Signed) -> Decision:
    """Keep what a party says of an entry. It is a decision: undone by one, and it follows the entry into a later version.

    Raises `NotFoundError` where no entry is called so, `UsageError` where it says nothing, or nobody says it.
    """
    if ledger.owner is not None:
        raise UsageError("nobody replies to what is shown to one alone", remedy="publish the note first")
    if not words.strip() or not party.strip():
        raise UsageError("a reply is somebody's words", remedy="say who replies, and what")
    place = ledger.place_of(ref)
    values = {"parts": [place.id], "words": words.strip(), "party": party.strip()}
    with ledger.writes() as connection:
        return keep_decision(connection, place.id, ACTION, values, why=signed.why, decided_at=signed.at, owner=signed.by)


def replies_to(ledger: Ledger, entry: str) -> tuple[PartyReply, ...]:
    """The replies to an entry (its id), in their order; those to it in an earlier version of the record among them."""
    if ledger.owner is not None:
        return ()
    with ledger.reads() as connection:
        known = [one for one in standing(decisions_to(connection, (ACTION, "undo"))) if one.action == ACTION]
    return tuple(
        PartyReply(number=one.number, words=str(one.values["words"]), by=str(one.values["party"]), at=one.decided_at)
        for one in (carried_over(ledger, known) if known else ())
        if entry in one.values["parts"]
    )
