"""The files that paths name."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path

_LEDGER_FILES = (".servanda", ".servanda-wal", ".servanda-shm", ".servanda-journal", ".servanda-quarantine.jsonl")


def expand(paths: Iterable[str | PathLike[str]]) -> list[Path]:
    """The files meant by files and folders: folders are searched to the bottom, in the order of names, each file once.

    Hidden files, ledgers, pipes and devices inside a folder are left out; a file that is named is kept, and so is a path that
    does not exist, a folder that cannot be listed or one that holds no record, so that reading it says so.
    """
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        if path.is_dir():
            found.update(dict.fromkeys(list(_files_below(path)) or [path]))
        else:
            found[path] = None
    return list(found)


def _files_below(folder: Path) -> Iterator[Path]:
    unlisted: list[Path] = []
    for place, folders, files in os.walk(folder, onerror=lambda fault: unlisted.append(Path(fault.filename))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(place, name)
            if not name.startswith(".") and not name.endswith(_LEDGER_FILES) and not _without_end(path):
                yield path
    yield from unlisted


def _without_end(path: Path) -> bool:
    """Whether a path is a pipe, a socket or a device, that may never be done giving."""
    return path.exists() and not path.is_file()
