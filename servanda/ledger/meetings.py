"""Meetings as comparing accounts gave them, by their days: kept so that a part of the list need not make it all."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, delete, func, select

from servanda.ledger.inserting import insert_rows
from servanda.ledger.schema import meeting, occasion, reading, record
from servanda.model import Meeting, Participant, Place

_PLACE = ("record", "source", "title", "day", "start", "end", "text")
_encode = json.JSONEncoder(separators=(",", ":")).encode


def keep_meetings(connection: Connection, found: Sequence[Meeting]) -> None:
    """Keep these meetings, in their order, instead of all that were kept."""
    connection.execute(delete(meeting))
    rows = [{"number": number, "id": one.id, "day": one.day, "attributes": _packed(one)} for number, one in enumerate(found, 1)]
    insert_rows(connection, meeting, rows)


def forget_meetings(connection: Connection, reading_id: int) -> None:
    """Throw away the meetings of which a reading tells, until all are brought together without it."""
    query = select(record.c.sha256).join_from(reading, record).join(occasion, occasion.c.reading_id == reading.c.id)
    sha256 = connection.scalar(query.where(reading.c.id == reading_id))
    if sha256 is not None:
        connection.execute(delete(meeting).where(meeting.c.attributes.contains(sha256)))


def load_meetings(connection: Connection, *, since: str | None = None) -> list[Meeting]:
    """All meetings by day, or those of a day and later."""
    query = select(meeting.c.attributes).order_by(meeting.c.number)
    return [_meeting(one) for one in connection.scalars(query if since is None else query.where(meeting.c.day >= since))]


def latest_meetings(connection: Connection, *, since: str | None, start: int, count: int) -> tuple[int, list[Meeting]]:
    """How many there are, since a day if so asked; and so many of them behind so many others, the latest first."""
    query, counted = select(meeting.c.attributes), select(func.count()).select_from(meeting)
    if since is not None:
        query, counted = (asked.where(meeting.c.day >= since) for asked in (query, counted))
    some = query.order_by(meeting.c.number.desc()).offset(start).limit(count)
    return connection.scalar(counted) or 0, [_meeting(one) for one in connection.scalars(some)]


def meetings_called(connection: Connection, ids: Sequence[str]) -> list[Meeting]:
    """The meetings with these ids, by day."""
    query = select(meeting.c.attributes).where(meeting.c.id.in_(ids)).order_by(meeting.c.number)
    return [_meeting(one) for one in connection.scalars(query)]


def _packed(one: Meeting) -> str:
    return _encode(
        {
            "id": one.id,
            "day": one.day,
            "participants": [[each.name, each.office, each.state, each.person] for each in one.participants],
            "states": one.states,
            "level": one.level,
            "formats": one.formats,
            "place": one.place,
            "accounts": [[getattr(told, name) for name in _PLACE] for told in one.accounts],
            "previous": one.previous,
            "next": one.next,
        }
    )


@lru_cache(maxsize=4096)
def _meeting(attributes: str) -> Meeting:
    """The inverse of `_packed`."""
    packed: dict[str, Any] = json.loads(attributes)
    participants = tuple(
        Participant(name=name, office=office, state=state, person=person)
        for name, office, state, person in packed.pop("participants")
    )
    accounts = tuple(Place(**dict(zip(_PLACE, told, strict=True))) for told in packed.pop("accounts"))
    states, formats = tuple(packed.pop("states")), tuple(packed.pop("formats"))
    return Meeting(participants=participants, accounts=accounts, states=states, formats=formats, **packed)
