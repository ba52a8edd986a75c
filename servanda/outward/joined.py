"""The outward form of what records say together: persons, meetings, matters, findings, decisions as plain dictionaries.

As `entries` is for readings: one JSON object a line, JSON values only, changed only by adding fields. `kind` tells what a line
is; what sort of matter, finding or person it is stands beside it (`matter_kind`), as with records and instruments.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from servanda.model import (
    Claim,
    Decision,
    Due,
    Edit,
    Finding,
    Following,
    Hit,
    Matter,
    MatterEvent,
    Meeting,
    Person,
    Place,
    PositionChange,
    Relation,
    Reworded,
)

_ClaimKey = tuple[str, int, int, str, str | None]


def place_to_dict(place: Place) -> dict[str, Any]:
    """A stretch of a record."""
    return {**_stretch(place), "entry": place.entry}


def _stretch(place: Place) -> dict[str, Any]:
    return {
        "record": place.record,
        "source": place.source,
        "title": place.title,
        "date": place.day,
        "start": place.start,
        "end": place.end,
        "text": place.text,
        "speaker": place.speaker,
    }


def edit_to_dict(edit: Edit) -> dict[str, Any]:
    """Something that is otherwise in a later version of a record."""
    return {
        "kind": "edit",
        "edit_kind": edit.kind,
        "changed": edit.changed,
        "earlier": place_to_dict(edit.earlier) if edit.earlier else None,
        "later": place_to_dict(edit.later) if edit.later else None,
        "at": edit.at,
        "before": edit.before,
        "after": edit.after,
        "declared": edit.declared,
    }


def reworded_to_dict(one: Reworded) -> dict[str, Any]:
    """Sentences of a version of a record, and what they became in a later one."""
    return {
        "kind": "reworded",
        "earlier": place_to_dict(one.earlier) if one.earlier else None,
        "later": place_to_dict(one.later) if one.later else None,
        "edits": [edit_to_dict(edit) for edit in one.edits],
    }


def claim_to_dict(claim: Claim) -> dict[str, Any]:
    """An entry as it meets others: its own outward form, with the source and date of its record and whose statement it is."""
    return {
        "kind": claim.kind,
        "id": claim.place.entry,
        **_stretch(claim.place),
        "said_by": claim.said_by,
        **{name: value for name, value in claim.values.items() if name not in ("kind", "id", "text", "speaker")},
    }


def person_to_dict(person: Person) -> dict[str, Any]:
    """A person, body or state."""
    return {
        "kind": "person",
        "id": person.id,
        "name": person.name,
        "person_kind": person.kind,
        "names": list(person.names),
        "tenures": [
            {
                "office": tenure.office,
                "state": tenure.state,
                "first": tenure.first,
                "last": tenure.last,
                "records": tenure.records,
            }
            for tenure in person.tenures
        ],
        "records": list(person.records),
        "uses": person.uses,
        "decided": list(person.decided),
        "shown": person.shown,
    }


def position_change_to_dict(change: PositionChange) -> dict[str, Any]:
    """What somebody held of a matter, and what he held of it later."""
    return {
        "kind": "position_change",
        "matter": change.matter,
        "matter_name": change.matter_name,
        "earlier": claim_to_dict(change.relation.earlier),
        "later": claim_to_dict(change.relation.later),
        "confidence": change.relation.confidence,
        "why": change.relation.why,
        "shown": change.shown,
    }


def meeting_to_dict(meeting: Meeting) -> dict[str, Any]:
    """One round of talks."""
    return {
        "kind": "meeting",
        "id": meeting.id,
        "date": meeting.day,
        "participants": [
            {"name": one.name, "office": one.office, "state": one.state, "person": one.person} for one in meeting.participants
        ],
        "states": list(meeting.states),
        "level": meeting.level,
        "formats": list(meeting.formats),
        "place": meeting.place,
        "accounts": [place_to_dict(place) for place in meeting.accounts],
        "previous": meeting.previous,
        "next": meeting.next,
    }


def matter_to_dict(matter: Matter) -> dict[str, Any]:
    """A matter. `from` and `to` of its relations and `entry` of its events count its `entries` from 0."""
    places = {_key(claim): place for place, claim in enumerate(matter.claims)}
    return {
        "kind": "matter",
        "id": matter.id,
        "name": matter.name,
        "matter_kind": matter.kind,
        "scope": list(matter.scope),
        "entries": [{**claim_to_dict(claim), "why": matter.why.get(claim.id)} for claim in matter.claims],
        "first_day": matter.first_day,
        "last_day": matter.last_day,
        "relations": [_relation(one, places) for one in matter.relations if _inside(one, places)],
        "events": [_event(event, places) for event in matter.events],
        "level": matter.level,
        "owner": matter.owner,
        "next_step": matter.next_step,
        "due": matter.due,
        "pinned": matter.pinned,
        "decided": list(matter.decided),
    }


def _event(event: MatterEvent, places: dict[_ClaimKey, int]) -> dict[str, Any]:
    return {**_step(event), "entry": places.get(_key(event.claim))}


def event_to_dict(event: MatterEvent) -> dict[str, Any]:
    """One step in the life of a matter, with the words that tell of it."""
    return {"kind": "event", **_step(event), "said_by": event.claim.said_by, "told": place_to_dict(event.evidence)}


def _step(event: MatterEvent) -> dict[str, Any]:
    return {
        "step": event.step,
        "detail": event.detail,
        "date": event.day,
        "by": event.by,
        "retold": event.retold,
        "level_from": event.level_from,
        "level_to": event.level_to,
    }


def status_to_dict(
    matter: Matter,
    events: Sequence[MatterEvent],
    last: Sequence[MatterEvent],
    questions: Sequence[Following],
    spoken: Claim | None,
) -> dict[str, Any]:
    """How a matter stands: its chain of events, what was told last, and its questions."""
    return {
        "kind": "status",
        "matter": matter.id,
        "name": matter.name,
        "matter_kind": matter.kind,
        "events": [event_to_dict(event) for event in events],
        "last_told": [event_to_dict(event) for event in last],
        "spoken_of_last": {**place_to_dict(spoken.place), "said_by": spoken.said_by} if spoken else None,
        "questions": [following_to_dict(one) for one in questions],
        "level": matter.level,
        "owner": matter.owner,
        "next_step": matter.next_step,
        "due": matter.due,
    }


def following_to_dict(followed: Following) -> dict[str, Any]:
    """A question and what was said to it since."""
    return {
        "kind": "open_question" if followed.is_open else "answered_question",
        "entry_kind": followed.claim.kind,
        "said_by": followed.claim.said_by,
        "question": place_to_dict(followed.question),
        "reply": followed.reply,
        "answers": [{**place_to_dict(one.place), "entry_kind": one.kind, "said_by": one.said_by} for one in followed.answers],
    }


def due_to_dict(due: Due) -> dict[str, Any]:
    """Something whose day is near or past. Without `commitment`, the day is one that a user set for a matter."""
    return {
        "kind": "due",
        "due": due.day,
        "passed": due.passed,
        "commitment": claim_to_dict(due.claim) if due.claim else None,
        "repeated": [place_to_dict(place) for place in due.repeated],
        "matter": due.matter,
        "matter_name": due.matter_name,
        "told": [
            {**place_to_dict(one.later.place), "said_by": one.later.said_by, "relation": one.relation, "why": one.why}
            for one in due.told
        ],
        "spoken_of": place_to_dict(due.spoken) if due.spoken else None,
        "later_records": due.later_records,
        "last_record": due.last_record,
        "unread_records": due.unread_records,
        "owner": due.owner,
        "next_step": due.next_step,
        "shown": due.shown,
    }


def finding_to_dict(finding: Finding) -> dict[str, Any]:
    """What a reader should be told, with the places it stands on."""
    return {
        "kind": "finding",
        "id": finding.id,
        "finding_kind": finding.kind,
        "sentence": finding.sentence,
        "later": place_to_dict(finding.later),
        "earlier": place_to_dict(finding.earlier) if finding.earlier else None,
        "matter": finding.matter,
        "matter_name": finding.matter_name,
        "confidence": finding.confidence,
        "rule": finding.rule,
        "why": finding.why,
        "shown": finding.shown,
    }


def hit_to_dict(hit: Hit) -> dict[str, Any]:
    """A place that has the words searched for. Highlights are offsets into the record, as everywhere."""
    place = hit.place
    return {
        "kind": "hit",
        **place_to_dict(place),
        "line": hit.line,
        "voice": hit.voice,
        "highlights": [
            {"start": start, "end": end, "text": place.text[start - place.start : end - place.start]}
            for start, end in hit.highlights
        ],
    }


def decision_to_dict(decision: Decision) -> dict[str, Any]:
    """What a person decided of a person, body or matter."""
    return {
        "kind": "decision",
        "number": decision.number,
        "subject": decision.subject,
        "action": decision.action,
        "values": dict(decision.values),
        "why": decision.why,
        "decided_at": decision.decided_at,
        "owner": decision.owner,
    }


def _relation(relation: Relation, places: dict[_ClaimKey, int]) -> dict[str, Any]:
    return {
        "from": places[_key(relation.later)],
        "to": places[_key(relation.earlier)],
        "relation": relation.relation,
        "confidence": relation.confidence,
        "rule": relation.rule,
        "why": relation.why,
    }


def _inside(relation: Relation, places: dict[_ClaimKey, int]) -> bool:
    return _key(relation.later) in places and _key(relation.earlier) in places


def _key(claim: Claim) -> _ClaimKey:
    """What tells a claim from the others of its matter, kept in a ledger or not."""
    place = claim.place
    return place.record, place.start, place.end, claim.kind, place.entry
