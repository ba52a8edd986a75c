"""What people decided of commitments, as it holds now: their rulings, tests and replies, and which rulings are stale.

A ruling says what was seen when it was made: the entry as it was read, and the test. Where a better reader, a later version of
the record or another wording of the test has changed that, the ruling is shown with the reason and is not applied.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from servanda.comparison.versions.carrying import carried_over
from servanda.ledger import Ledger, bearing
from servanda.ledger.decisions import decisions_to, standing
from servanda.model import (
    Assessment,
    AssessmentState,
    Claim,
    Decision,
    PartyReply,
    Place,
    Ruling,
    RulingName,
    Yardstick,
)

ASSESS, TEST, SECOND, REPLY = "assess", "test", "second", "reply"
ACTIONS = (ASSESS, TEST, SECOND, REPLY)
"""What is decided of a commitment: a ruling, the wording of its test, that a second assessor is wanted, a party's reply."""
_NOT_SEEN = frozenset(
    (
        "kind",
        "id",
        "record",
        "start",
        "end",
        "reader",
        "confidence",
        "rule",
        "grounds",
        "voice",
        "success_test",
        "firmness",
        "testability",
        "deadline_rule",
    )
)
"""Fields of an entry that say nothing of what was promised: how it was read, and where in the text it stands."""
_WORDS = 60
"""Characters of a value that are told."""


def seen(claim: Claim) -> dict[str, Any]:
    """What an assessor sees of an entry, as a ruling keeps it."""
    return {name: value for name, value in sorted(claim.values.items()) if name not in _NOT_SEEN and value not in (None, [])}


def yardstick_of(claim: Claim | None) -> Yardstick:
    """The test as it was drafted when the record was read."""
    drafted: Mapping[str, str] = (claim.values.get("success_test") if claim else None) or {}
    return Yardstick(kept=drafted.get("kept"), partly=drafted.get("partly"), broken=drafted.get("broken"))


def assessments(ledger: Ledger, *, on: str | None = None) -> dict[str, tuple[Claim | None, Assessment]]:
    """All that was decided up to a day, by the id that the entry has now; with the entry as it is read now, where it is."""
    with ledger.reads() as connection:
        log = [one for one in decisions_to(connection, (*ACTIONS, "undo")) if _is_by(one, on)]
    known = [one for one in standing(log) if one.action in ACTIONS]
    if not known:
        return {}
    moved = {one.number: one for one in carried_over(ledger, known)}
    by: defaultdict[str, list[Decision]] = defaultdict(list)
    with ledger.reads() as connection:
        now = _Entries(connection)
        for one in known:
            by[now.id_of(moved[one.number])].append(one)
        lost = bearing.words_lost(connection, [place for one in known for place in _relied_on(one)])
        return {
            id_: (now.claim(id_), assessment_of(id_, now.claim(id_), by[id_], gone=now.gone(id_), lost=lost))
            for id_ in sorted(by)
        }


def assessment_of(
    id_: str, claim: Claim | None, decided: Sequence[Decision], *, gone: str = "", lost: Collection[Place] = ()
) -> Assessment:
    """What these decisions, which hold, say of one entry. `gone` says why there is no claim, `lost` what words are gone."""
    test = _test(claim, decided)
    rulings = _last_of_each(_ruling(one, claim, test, gone, lost) for one in decided if one.action == ASSESS)
    wanted = max((one.number for one in decided if one.action == SECOND), default=None)
    state, ruling = _state(rulings, wanted)
    replies = (
        PartyReply(number=one.number, words=str(one.values["words"]), by=one.owner, at=one.decided_at)
        for one in decided
        if one.action == REPLY
    )
    return Assessment(
        entry=id_,
        state=state,
        ruling=ruling,
        rulings=rulings,
        test=test,
        replies=tuple(replies),
        second_wanted=wanted,
    )


def place_in(values: Mapping[str, Any]) -> Place:
    """A place as a decision keeps it."""
    names = ("record", "source", "title", "start", "end", "text", "speaker", "entry")
    return Place(day=values["date"], **{name: values[name] for name in names})


def same_person(one: str | None, other: str | None) -> bool:
    """Whether two signatures are one's."""
    return (one or "").strip().casefold() == (other or "").strip().casefold()


def _is_by(one: Decision, on: str | None) -> bool:
    return on is None or one.decided_at is None or one.decided_at[:10] <= on


class _Entries:
    """What entries that were decided upon are called now."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._claims: dict[str, Claim | None] = {}
        self._gone: dict[str, str] = {}

    def id_of(self, one: Decision) -> str:
        """The id of the entry that a decision, carried over to today's versions, is on; as it was, where there is none now."""
        parts = one.values.get("parts") or ()
        id_ = str(parts[0]) if parts else one.subject
        if not parts:
            self._claims[id_] = None
            self._gone[id_] = "its words are gone from the version that replaced its record"
        elif self.claim(id_) is None:
            again = self._read_again(place_in(one.values["place"]), id_)
            if again is not None and again.place.entry:
                self._claims[again.place.entry] = again
                return again.place.entry
            self._gone[id_] = "nothing is read there any more"
        return id_

    def claim(self, id_: str) -> Claim | None:
        """The entry of this id as it is read now."""
        if id_ not in self._claims:
            self._claims[id_] = next(iter(bearing.claims_called(self._connection, id_)), None)
        return self._claims[id_]

    def gone(self, id_: str) -> str:
        """Why there is no entry of this id; empty where there is one."""
        return self._gone.get(id_, "")

    def _read_again(self, place: Place, id_: str) -> Claim | None:
        """The entry of the same kind that a better reader finds in its stead; None where there is none, or more than one."""
        kind = id_.partition("-")[0]
        found = bearing.claims_in_place(self._connection, place.record, place.start, place.end, kind)
        return found[0] if len(found) == 1 else None


def _test(claim: Claim | None, decided: Iterable[Decision]) -> Yardstick:
    """The last wording that somebody gave, each part that is left open as it was drafted."""
    drafted = yardstick_of(claim)
    last = max((one for one in decided if one.action == TEST), key=lambda one: one.number, default=None)
    worded = {name: last.values.get(name) for name in ("kept", "partly", "broken")} if last else {}
    if last is None or not any(worded.values()):
        return drafted
    return Yardstick(
        kept=worded["kept"] or drafted.kept,
        partly=worded["partly"] or drafted.partly,
        broken=worded["broken"] or drafted.broken,
        by=last.owner,
        at=last.decided_at,
        number=last.number,
    )


def _relied_on(one: Decision) -> tuple[Place, ...]:
    """The places that a ruling relies on."""
    return tuple(place_in(place) for place in one.values["evidence"]) if one.action == ASSESS else ()


def _ruling(one: Decision, claim: Claim | None, test: Yardstick, gone: str, lost: Collection[Place]) -> Ruling:
    values = one.values
    told = values["test"]
    evidence = _relied_on(one)
    by_test = Yardstick(kept=told["kept"], partly=told["partly"], broken=told["broken"], number=told["number"])
    return Ruling(
        number=one.number,
        name=values["ruling"],
        part=values["part"],
        why=one.why,
        by=one.owner,
        at=one.decided_at,
        evidence=evidence,
        test=by_test,
        blind=values["blind"],
        seen=values["seen"],
        stale=tuple(_stale(values["seen"], claim, gone)) or (*_other_test(by_test, test), *_lost(evidence, lost)),
    )


def _stale(then: Mapping[str, Any], claim: Claim | None, gone: str) -> Iterable[str]:
    """In what an entry is read otherwise than it was then."""
    if claim is None:
        yield gone
        return
    now = seen(claim)
    for name in sorted(then.keys() | now.keys()):
        if _plain(then.get(name)) != _plain(now.get(name)):
            yield f"{name.replace('_', ' ')} was {_told(then.get(name))}, is now {_told(now.get(name))}"


def _other_test(then: Yardstick, now: Yardstick) -> tuple[str, ...]:
    same = (then.kept, then.partly, then.broken) == (now.kept, now.partly, now.broken)
    return () if same else ("the test is worded otherwise now",)


def _lost(evidence: Iterable[Place], lost: Collection[Place]) -> Iterable[str]:
    for place in evidence:
        if place in lost:
            yield f"what it relies on is gone from the version that replaced its record: {_told(place.text)}"


def _plain(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _told(value: Any) -> str:
    if value is None:
        return "not read"
    words = " ".join(str(value).split())
    return f"“{words if len(words) <= _WORDS else words[:_WORDS] + '…'}”"


def _last_of_each(rulings: Iterable[Ruling]) -> tuple[Ruling, ...]:
    """The last ruling of each assessor, and the last that settles; in the order in which they were made."""
    last: dict[tuple[str, bool], Ruling] = {}
    for one in sorted(rulings, key=lambda one: one.number):
        last[(one.by or "").strip().casefold(), one.part == "settling"] = one
    return tuple(sorted(last.values(), key=lambda one: one.number))


def _state(rulings: Sequence[Ruling], wanted: int | None) -> tuple[AssessmentState, RulingName | None]:
    """How an assessment stands, and which ruling holds: of what is not stale, what settles, else what all agree on."""
    valid = [one for one in rulings if not one.stale]
    settling = [one for one in valid if one.part == "settling"]
    if settling:
        return "settled", settling[-1].name
    names = {one.name for one in valid}
    if not valid:
        return ("stale" if rulings else "unruled"), None
    if len(valid) == 1 and wanted is not None:
        return "second_wanted", None
    if len(valid) == 1:
        return "ruled", valid[0].name
    return ("agreed", valid[0].name) if len(names) == 1 else ("disagreed", None)
