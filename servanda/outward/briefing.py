"""The outward form of a brief: its head, then its sections, lines and notes, each one object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from servanda.model import Brief, BriefLine, BriefNote
from servanda.outward.joined import place_to_dict


def brief_to_dicts(brief: Brief) -> Iterator[dict[str, Any]]:
    """The head (`brief`), each section (`section`) followed by its lines (`line`), and all notes (`note`)."""
    yield {
        "kind": "brief",
        "title": brief.title,
        "subject": brief.subject,
        "on": brief.on,
        "since": brief.since,
        "last_meeting": brief.last_meeting,
        "desk": brief.desk,
        "looked_at": brief.looked_at,
        "records": brief.records,
        "last_record": brief.last_record,
    }
    for section in brief.sections:
        yield {
            "kind": "section",
            "section": section.name,
            "title": section.title,
            "lines": len(section.lines),
            "more": section.more,
            "command": section.command,
            "nothing": section.nothing,
        }
        yield from (_line(section.name, line) for line in section.lines)
    yield from map(_note, brief.notes)


def _line(section: str, line: BriefLine) -> dict[str, Any]:
    return {
        "kind": "line",
        "section": section,
        "text": line.text,
        "parts": [{"text": part.text, "note": part.note} for part in line.parts],
        "notes": list(line.notes),
    }


def _note(note: BriefNote) -> dict[str, Any]:
    return {
        "kind": "note",
        "number": note.number,
        "said_by": note.said_by,
        "told_by": note.told_by,
        "reported": note.reported,
        "line": note.line,
        **place_to_dict(note.place),
        "own": place_to_dict(note.own),
    }
