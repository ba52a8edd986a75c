"""Claims written for tests: what one side said on one day, as a reading would have it."""

from __future__ import annotations

from typing import Any

from servanda.model import Claim, Place

SPRING, AUTUMN, LATER = "2023-03-30", "2023-10-12", "2025-12-11"
BLANK: dict[str, dict[str, Any]] = {
    "commitment": {"force": "pledged", "actor": None, "deadline_end": None},
    "progress": {"status": "fulfilled", "degree": None},
    "topic": {"outcome": "discussed", "level_from": None, "level_to": None},
    "position": {"stance": "supports", "conditions": []},
    "instrument": {"events": []},
    "forecast": {},
    "mention": {},
    "figure": {},
}
SUBJECT = {"commitment": "action", "progress": "matter", "topic": "matter", "position": "matter", "instrument": "name"}


def said(kind: str, day: str | None, words: str, by: str | None = "Ada Marsh", **values: Any) -> Claim:
    """One claim of a record of its own day; `at` and `record` place it within one, `title` names it."""
    at, record = values.pop("at", 0), values.pop("record", f"record of {day}")
    title, around = values.pop("title", None), values.pop("sentence", words)
    scope, subject = values.pop("scope", ("ardania", "belmora")), SUBJECT.get(kind, "content")
    return Claim(
        id=0,
        place=Place(record=record, source=None, title=title, day=day, start=at, end=at + len(words), text=words, speaker=by),
        kind=kind,
        values={"confidence": 0.9, subject: words, **BLANK[kind], **values},
        sentence=around,
        said_by=by,
        scope=scope,
    )


def event(name: str, date: str | None = None) -> dict[str, Any]:
    return {"event": name, "date": date, "place": None, "start": 0, "end": 4, "text": "here"}
