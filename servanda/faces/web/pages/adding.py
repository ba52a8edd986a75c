"""Records are added by dropping files on a page, and it is told how far their reading is."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from servanda.errors import TooLargeError, UsageError
from servanda.faces.web.room import Page, room_of
from servanda.faces.web.shelves import own_notes
from servanda.faces.web.visiting import visitor_of
from servanda.faces.web.writing import checked
from servanda.records.intake import BYTES_LIMIT

MOST = 100
"""Files at once."""


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
    room = room_of(request)
    async with request.form(max_files=MOST, max_fields=4) as sent:
        checked(request, sent, "add")
        given = [one for one in sent.getlist("files") if isinstance(one, UploadFile) and one.filename]
        if not given:
            raise UsageError("no file was chosen", remedy="choose one, or drop it on the field")
        owner = own_notes(request).owner if sent.get("private") else None
        files = [(_name(one.filename or ""), await one.read(BYTES_LIMIT + 1)) for one in given]
    for name, content in files:
        if len(content) > BYTES_LIMIT:
            raise TooLargeError(f"it has more than {BYTES_LIMIT:,} bytes", place=name, remedy="cut it into records")
    room.intake.take(files, owner=owner)
    return RedirectResponse("/add", 303)


def _name(given: str) -> str:
    """The file's own name, without the folders that some browsers send."""
    return PureWindowsPath(PurePosixPath(given).name).name or "record"
