"""Whose the words at a place of a record are: a speaker's, somebody's whom it quotes, or the publisher's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from servanda.ledger.store import Found
from servanda.ledger.tracing import passages_at, quotations_at
from servanda.model import Voice

_HELD = 0.8
"""Share of a stretch that must lie within reported words for it to be reported."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who is answerable for words at a place."""

    speaker: str | None
    voice: Voice
    retold_of: str | None = None
    """Whose words the publisher retells there, in words of its own."""

    @property
    def publishers(self) -> bool:
        """Whether they are the publisher's own words."""
        return self.voice == "publisher"


@dataclass(frozen=True, slots=True)
class Scene:
    """What stands around a place of a record: its passages, and what the publisher put into them."""

    rows: Sequence[Found]

    @property
    def insertions(self) -> tuple[tuple[int, int], ...]:
        """The publisher's words within those of a speaker."""
        spoken = [row for row in self.rows if row.voice == "speaker"]
        return tuple(
            (row.span_start, row.span_end)
            for row in self.rows
            if row.voice == "publisher"
            and any(one.span_start <= row.span_start and row.span_end <= one.span_end for one in spoken)
        )


def scene(connection: Connection, reading_id: int, start: int, end: int) -> Scene:
    """What stands around a place."""
    return Scene(passages_at(connection, reading_id, start, end))


def owners(connection: Connection, reading_id: int, start: int, end: int) -> list[Owner]:
    """Who is answerable for a stretch: the innermost first, so that whoever is quoted stands before who quotes."""
    rows = passages_at(connection, reading_id, start, end)
    main = max(
        (row for row in rows if row.voice != "quoted"),
        key=lambda row: (_shared(row, start, end), -(row.span_end - row.span_start)),
        default=None,
    )
    quoted = [Owner(row.speaker, "quoted") for row in rows if row.voice == "quoted" and _within(row, start, end)]
    if main is None:
        return quoted
    own = Owner(main.speaker, main.voice)
    if not own.publishers:
        return [*quoted, own]
    return _reported(quotations_at(connection, reading_id, start, end), start, end) or [own]


def _reported(quotations: Sequence[dict[str, Any]], start: int, end: int) -> list[Owner]:
    """In the publisher's text: whom it quotes there, or whose words it retells."""
    found: list[Owner] = []
    for one in reversed(quotations):
        inside = sum(max(0, min(end, part["end"]) - max(start, part["start"])) for part in one["content"])
        if inside >= _HELD * (end - start):
            if one["type"] == "indirect":
                found.append(Owner(None, "publisher", retold_of=one["source"]))
            else:
                found.append(Owner(one["source"], "quoted"))
    return sorted(found, key=lambda owner: owner.publishers)


def _shared(row: Found, start: int, end: int) -> int:
    return int(min(end, row.span_end) - max(start, row.span_start))


def _within(row: Found, start: int, end: int) -> bool:
    return _shared(row, start, end) >= _HELD * (end - start)
