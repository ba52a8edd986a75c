"""A copy of a ledger as it stands at one moment, while others go on writing to it."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from servanda.errors import NotALedgerError, NotFoundError, UsageError
from servanda.ledger import sqlite
from servanda.ledger.book import Ledger
from servanda.ledger.verifying import Verified, verified

Progress = Callable[[int, int], None]
"""Told how many steps are done, and of how many; another number of steps begins another stretch."""

_PAGES = 2048
"""Pages copied in one step."""
_OURS = 0o600
"""A copy is written, whoever may write to its ledger."""
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)
"""How a file system without hard links (a memory stick's) refuses one."""


def back_up(ledger: Ledger, to: Path, *, replace: bool = False, progress: Progress | None = None) -> Verified:
    """Copy a ledger to a file, which appears under its name only when it is whole, on the disk, and verified.

    It holds what had come by the moment at which it was begun, and who may not read the ledger may not read it. Raises
    `UsageError` where something is at that place that is not to be replaced, or may not be; `NotFoundError` where there is no
    such folder; `NotALedgerError` where the copy does not verify: then the ledger itself is damaged.
    """
    _check_place(ledger, to, replace=replace)
    part = to.with_name(f".{to.name}.{os.getpid()}.part")
    try:
        _copy(ledger, part, to, progress)
        found = _verified_copy(part, ledger, progress)
        with sqlite.translated(str(to)):
            _put_in_place(part, to, replace=replace)
    finally:
        for left in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm", "-journal"))):
            left.unlink(missing_ok=True)
    return found


def rights_like(ledger: Ledger) -> int:
    """The rights of a file that has what a ledger has: private records are in it, and keys of passwords.

    Who may not read the ledger's file may not read it; of a server's ledger nobody else may.
    """
    place = Path(ledger.place)
    return _OURS | (stat.S_IMODE(place.stat().st_mode) if "://" not in ledger.place else 0)


def _check_place(ledger: Ledger, to: Path, *, replace: bool) -> None:
    if to.is_dir() or (to.exists() and not replace):
        remedy = "name a file in it" if to.is_dir() else "--force replaces it, or name another file"
        raise UsageError("there is something at this place already", place=str(to), remedy=remedy)
    if not to.parent.is_dir():
        raise NotFoundError("there is no such folder", place=str(to.parent), remedy="make it, or name another file")
    if to.exists() and Path(ledger.place).exists() and to.samefile(ledger.place):
        raise UsageError("this is the ledger itself", place=str(to), remedy="name another file")
    if to.with_name(f"{to.name}-wal").exists():  # SQLite would write into the copy what was meant for the other
        remedy = "close whatever has it open, or name another file"
        raise UsageError("a ledger at this place is in use, or was broken off", place=str(to), remedy=remedy)


def _copy(ledger: Ledger, part: Path, to: Path, progress: Progress | None) -> None:
    with ledger.reads() as connection:
        if connection.dialect.name != "sqlite":
            raise UsageError(
                "a server's ledger is backed up by the server's own means", place=ledger.place, remedy="as pg_dump does"
            )
        connection.exec_driver_sql("SELECT count(*) FROM document").scalar_one()  # from here on we see this moment
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)  # noqa: S101 - as its dialect says
        with sqlite.translated(str(to)):  # it is there that a disk is full, or closed to us
            part.touch(mode=rights_like(ledger))
            with closing(sqlite3.connect(part)) as copy:
                raw.backup(copy, pages=_PAGES, progress=_steps(progress) if progress else None)


def _steps(progress: Progress) -> Callable[[int, int, int], None]:
    return lambda _status, left, total: progress(total - left, total)


def _verified_copy(part: Path, ledger: Ledger, progress: Progress | None) -> Verified:
    with Ledger.open(part, create=False) as copy:
        found = verified(copy, progress=progress)
    if found.faults:
        first = found.faults[0]
        raise NotALedgerError(
            f"{len(found.faults)} faults are in the ledger, and no backup is made of them; the first: {first.message}",
            place=ledger.place,
            remedy="`servanda verify` tells them all",
        )
    return found


def _put_in_place(part: Path, to: Path, *, replace: bool) -> None:
    """Under its name, in one step, once it is on the disk; what has come to stand there meanwhile is not replaced unasked."""
    _to_disk(part)
    try:
        if replace or not _linked(part, to):
            part.replace(to)
    except FileExistsError:
        raise UsageError(
            "something came to this place meanwhile", place=str(to), remedy="--force replaces it, or name another file"
        ) from None
    _to_disk(to.absolute().parent)


def _linked(part: Path, to: Path) -> bool:
    """Give a file its name in one step. False where the file system cannot: then an empty file holds the name."""
    try:
        os.link(part, to)
    except OSError as fault:
        if fault.errno not in _NO_LINKS:
            raise
        to.touch(exist_ok=False)
        return False
    return True


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
