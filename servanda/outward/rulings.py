"""The outward form of rulings, and of samples that were ruled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from servanda.model import EntryRuling, Measured, PartyReply, SecondReader


def ruling_to_dict(ruling: EntryRuling) -> dict[str, Any]:
    """One act of one reviewer on one entry."""
    return {
        "kind": "ruling",
        "number": ruling.number,
        "entry": ruling.entry,
        "verdict": ruling.act,
        "corrected": dict(ruling.corrected),
        "seen": ruling.seen,
        "why": ruling.why,
        "at": ruling.ruled_at,
        "by": ruling.owner,
        "together": ruling.together,
        "undoes": ruling.undoes,
        "settles": ruling.settles,
    }


def replies_to_dict(replies: Sequence[PartyReply]) -> dict[str, Any]:
    """The replies to an entry, as a field of it; nothing where nobody replied."""
    told = [{"number": one.number, "words": one.words, "by": one.by, "decided_at": one.at} for one in replies]
    return {"replies": told} if told else {}


def policy_to_dict(one: SecondReader) -> dict[str, Any]:
    """Which entries need a second reader."""
    return {
        "kind": "policy",
        "kinds": list(one.kinds),
        "share": one.share,
        "below": one.below,
        "above": one.above,
        "decision": one.decision,
    }


def disagreement_to_dict(
    values: Mapping[str, Any], source: str | None, seen: str, each: Sequence[EntryRuling]
) -> dict[str, Any]:
    """An entry (its outward form) that two readers ruled differently; `seen` is named with the ruling that settles it."""
    return {**values, "source": source, "seen": seen, "rulings": [*map(ruling_to_dict, each)]}


def stale_to_dict(ruling: EntryRuling, words: str | None, later: str) -> dict[str, Any]:
    """A ruling whose words are gone in a later version of the record (its id)."""
    return {**ruling_to_dict(ruling), "kind": "stale_ruling", "words": words, "later": later}


def sample_to_dict(found: Measured, waiting: Sequence[str]) -> dict[str, Any]:
    """What rulings say of a sample, and what waits for one."""
    return {
        "kind": "sample",
        "drawn": found.drawn,
        "ruled": found.ruled,
        "right": found.right,
        "precision": found.precision,
        "low": found.low,
        "high": found.high,
        "readers": list(found.readers),
        "alpha": found.alpha,
        "waiting": list(waiting),
    }
