"""Records are added by dropping files on a page, and it is told how far their reading is."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from servanda.errors import UsageError
from servanda.faces.web.room import Page, room_of
from servanda.faces.web.shelves import own_notes
from servanda.faces.web.visiting import visitor_of
from servanda.faces.web.writing import received
from servanda.records.intake import BYTES_LIMIT

MOST = 100
"""Files at once."""
_MOST_BYTES = BYTES_LIMIT + 4 * 1024 * 1024
"""Of all of them together: one that is as large as a record may be, and what a form puts around it."""


def adding(request: Request) -> Page:
    """The place to drop files on, and what became of those that were."""
    dropped = room_of(request).intake.shown_to(visitor_of(request).name)
    busy = any(one.state in ("waiting", "reading") for one in dropped)
    return Page(
        template="add.html",
        title="Add records",
        shows={"dropped": dropped, "busy": busy, "most": MOST},
        value=lambda: [{"name": one.name, "state": one.state, "told": one.told, "record": one.record} for one in dropped],
    )


async def added(request: Request) -> Response:
    """Take the files of a form."""
    async with received(request, "add", most=_MOST_BYTES, files=MOST, fields=4) as sent:
        given = [one for one in sent.getlist("files") if isinstance(one, UploadFile) and one.filename]
        if not given:
            raise UsageError("no file was chosen", remedy="choose one, or drop it on the field")
        owner = own_notes(request).owner if sent.get("private") else None
        files = [(_name(one.filename or ""), await one.read()) for one in given]
    room_of(request).intake.take(files, owner=owner)
    return RedirectResponse("/add", 303)


def _name(given: str) -> str:
    """The file's own name, without the folders that some browsers send."""
    return PureWindowsPath(PurePosixPath(given).name).name or "record"
