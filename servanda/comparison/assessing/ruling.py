"""Ruling on a commitment, wording its test, asking for a second assessor, keeping a party's reply. All of it is signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict, Unpack, get_args

from servanda.comparison.assessing.assessments import ASSESS, REPLY, SECOND, TEST, same_person, seen
from servanda.comparison.assessing.evidence import proposed
from servanda.comparison.assessing.sheets import known, one_claim
from servanda.comparison.deciding.deciding import Signed
from servanda.errors import UsageError
from servanda.ledger import Ledger
from servanda.ledger.decisions import keep_decision
from servanda.model import Assessment, Claim, Decision, Evidence, Place, RulingName, RulingPart
from servanda.outward.joined import place_to_dict

_CALLED = 80
"""Characters by which an entry is called in the log."""
_NEED_GROUND = ("kept", "partly_kept", "broken")
"""Rulings that are not made without evidence or a reason."""


class Asked(TypedDict, total=False):
    """How somebody rules."""

    evidence: Sequence[str | int]
    """What it relies on: numbers of what is proposed as of the day `on`, or ids of entries."""
    second: bool
    """As the second assessor."""
    settle: bool
    """As who decides where two differ."""
    unblind: bool
    """Though the other rulings were asked for."""
    on: str | None
    by: str | None
    """Who rules; beside it `why`, and when (`at`, ISO 8601)."""
    why: str | None
    at: str | None


def rule(ledger: Ledger, ref: str, ruling: str, **asked: Unpack[Asked]) -> Decision:
    """Rule on a commitment. Nothing that was ruled before is lost; of one assessor's rulings the last holds.

    Raises `UsageError` for what cannot be meant: no signature, no such ruling or evidence, a second ruling where there is no
    first, nothing to settle.
    """
    name = ruling_name(ruling)
    signed = Signed(by=asked.get("by"), why=asked.get("why"), at=asked.get("at"))
    by = _signature(signed, "a ruling")
    claim, assessment = _known(ledger, ref)
    part = _part(assessment, by, second=asked.get("second", False), settle=asked.get("settle", False))
    places = _relied_on(ledger, claim, asked.get("evidence", ()), asked.get("on"))
    if name in _NEED_GROUND and not places and not signed.why:
        remedy = "name what it relies on (--evidence), or say why (--why)"
        raise UsageError(f"{name.replace('_', ' ')!r} needs a ground", remedy=remedy)
    test = assessment.test
    values = {
        "ruling": name,
        "part": part,
        "evidence": [place_to_dict(place) for place in places],
        "test": {"kept": test.kept, "partly": test.partly, "broken": test.broken, "number": test.number},
        "blind": part == "second" and not asked.get("unblind", False),
        "seen": seen(claim),
    }
    return _kept(ledger, claim, ASSESS, values, signed)


def word_test(ledger: Ledger, ref: str, wording: Mapping[str, str | None], signed: Signed) -> Decision:
    """Word what would count as `kept`, `partly` or `broken`; a part that is empty or left out is again as it was drafted."""
    unknown = set(wording) - {"kept", "partly", "broken"}
    if unknown or not wording:
        raise UsageError("a test says what would count as kept, partly or broken")
    _signature(signed, "a test")
    claim, _ = _known(ledger, ref)
    said = {name: " ".join((wording.get(name) or "").split()) or None for name in ("kept", "partly", "broken")}
    return _kept(ledger, claim, TEST, said, signed)


def ask_second(ledger: Ledger, ref: str, signed: Signed) -> Decision:
    """Ask for a second assessor. Until somebody else has ruled, the rulings that are there are not shown."""
    claim, assessment = _known(ledger, ref)
    _signature(signed, "the wish for a second assessor")
    if assessment.second_wanted is not None:
        raise UsageError(f"a second assessor is asked for already (decision {assessment.second_wanted})")
    return _kept(ledger, claim, SECOND, {}, signed)


def reply(ledger: Ledger, ref: str, words: str, signed: Signed) -> Decision:
    """Keep what an assessed party says of its assessment, word for word. It is told apart from the words of records."""
    if not words.strip():
        raise UsageError("a reply must have a word")
    _signature(signed, "a reply")
    claim, assessment = _known(ledger, ref)
    return _kept(ledger, claim, REPLY, {"words": words.strip(), "to": [one.number for one in assessment.rulings]}, signed)


def ruling_name(said: str) -> RulingName:
    """The ruling meant: `partly kept`, `partly-kept` and `partly_kept` are one. Raises `UsageError` where there is none."""
    plain = "_".join(said.casefold().replace("-", " ").replace("_", " ").split())
    names: tuple[RulingName, ...] = get_args(RulingName)
    for name in names:
        if name == plain:
            return name
    raise UsageError(f"{said!r} is no ruling", remedy=f"one of {', '.join(name.replace('_', ' ') for name in names)}")


def _known(ledger: Ledger, ref: str) -> tuple[Claim, Assessment]:
    """The entry as it is read now, and all that was decided of it. Raises `UsageError` where it is gone."""
    claim, assessment = known(ledger, ref)
    if claim is None:
        raise UsageError(f"{ref} is no more in the ledger's records", remedy="`servanda register` shows what was ruled on it")
    return claim, assessment


def _signature(signed: Signed, what: str) -> str:
    if not (signed.by or "").strip():
        raise UsageError(f"{what} must be signed", remedy="say who (--by NAME)")
    return str(signed.by)


def _part(assessment: Assessment, by: str, *, second: bool, settle: bool) -> RulingPart:
    """As what somebody rules."""
    valid = [one for one in assessment.rulings if not one.stale]
    others = [one for one in valid if not same_person(one.by, by) and one.part != "settling"]
    own = [one for one in valid if same_person(one.by, by) and one.part != "settling"]
    if settle:
        if assessment.state not in ("disagreed", "settled"):
            raise UsageError("there is nothing to settle", remedy="two assessors must have ruled differently")
        return "settling"
    if own:
        return own[-1].part
    if second and not others:
        raise UsageError("there is no first ruling yet", remedy="rule without --second")
    if others and not second and assessment.second_wanted is None:
        names = ", ".join(sorted({one.by or "somebody" for one in others}))
        raise UsageError(f"{names} ruled on it already", remedy="rule as a second assessor (--second)")
    return "second" if others else "first"


def _relied_on(ledger: Ledger, claim: Claim, evidence: Sequence[str | int], on: str | None) -> list[Place]:
    """The places meant, in the order given, each once: by numbers of what is proposed, or by ids of entries."""
    said = list(dict.fromkeys(str(one).strip() for one in evidence))
    found: Sequence[Evidence] = ()
    if any(one.isdigit() for one in said):
        with ledger.reads() as connection:
            found = proposed(connection, claim, on=on)
    return [_proposed(found, int(one)) if one.isdigit() else one_claim(ledger, one).place for one in said]


def _proposed(found: Sequence[Evidence], number: int) -> Place:
    if not 0 < number <= len(found):
        few = f"the last is {len(found)}" if found else "none is proposed"
        raise UsageError(f"no evidence is numbered {number}: {few}", remedy="`servanda assess ENTRY --all` shows all")
    return found[number - 1].place


def _kept(ledger: Ledger, claim: Claim, action: str, values: Mapping[str, Any], signed: Signed) -> Decision:
    """Keep what was decided of an entry, with its words and place, by which it is found again."""
    words = " ".join(claim.place.text.split())
    marks = {
        "called": words if len(words) <= _CALLED else f"{words[:_CALLED].rpartition(' ')[0]} …",
        "parts": [claim.place.entry],
        "place": place_to_dict(claim.place),
    }
    with ledger.writes() as connection:
        return keep_decision(
            connection,
            str(claim.place.entry),
            action,
            {**marks, **values},
            why=signed.why,
            decided_at=signed.at,
            owner=signed.by,
        )
