"""Claims made for the tests of matters, without the reader: who says what on which day."""

from __future__ import annotations

from typing import Any

from servanda.model import Claim, Matter, Place

BLANK: dict[str, dict[str, Any]] = {
    "commitment": {"force": "pledged", "actor": None, "deadline_end": None},
    "progress": {"status": "fulfilled", "degree": None},
    "topic": {"outcome": "discussed", "level_from": None, "level_to": None},
    "position": {"stance": "supports", "conditions": []},
    "instrument": {"events": []},
    "question": {"reply": None},
    "forecast": {},
    "mention": {},
    "figure": {
        "value": None,
        "low": None,
        "high": None,
        "modifier": "exact",
        "unit": "EUR",
        "measure": None,
        "change": None,
        "basis": None,
    },
}


def said(kind: str, day: str | None, words: str, by: str | None = "Elena Marsh", **values: Any) -> Claim:
    """A claim of a record of its own day; `at` and `record` place it, `sentence`, `period` and `title` are the claim's own."""
    at, record = values.pop("at", 0), values.pop("record", f"record of {day}")
    source = values.pop("source", f"talks/{day}.txt")
    own = {name: values.pop(name) for name in ("period", "period_from", "id") if name in values}
    sentence = values.pop("sentence", words)
    place = Place(
        record=record,
        source=source,
        title=None,
        day=day,
        start=at,
        end=at + len(words),
        text=words,
        speaker=by,
        entry=f"{kind}-{at}",
    )
    outward = {"confidence": 0.95, "voice": "speaker" if by else "publisher", **BLANK[kind], **values}
    return Claim(id=own.pop("id", 0), place=place, kind=kind, values=outward, sentence=sentence, said_by=by, **own)


def event(name: str, words: str, date: str | None = None, at: int = 0) -> dict[str, Any]:
    """An event in the life of an instrument."""
    return {"event": name, "date": date, "place": None, "start": at, "end": at + len(words), "text": words}


def matter(*claims: Claim, name: str = "Sorrel Line", **known: Any) -> Matter:
    """A matter of these claims."""
    days = [claim.day for claim in claims if claim.day]
    ordered = tuple(sorted(claims, key=lambda one: (one.day or "", one.place.record, one.place.start)))
    known = {"kind": "project", "first_day": min(days, default=None), "last_day": max(days, default=None), **known}
    return Matter(id="matter-1", name=name, claims=ordered, **known)
