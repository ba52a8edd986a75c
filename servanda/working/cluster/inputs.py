"""What a cluster is to read: files, rows of Parquet, lines of JSON; on disks, or wherever fsspec finds them.

Nothing but names and places goes through the process that starts it all. The worker that reads a part fetches its bytes.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from servanda.errors import ServandaError, UnreadableError, UsageError
from servanda.model import digest
from servanda.working.cluster import fetching
from servanda.working.outcomes import Asked, Given
from servanda.working.places import expand

PART = 64
"""Inputs that are read, written and kept together, where nobody says otherwise."""
_TABLE, _LINES = ".parquet", (".jsonl", ".ndjson")
_BODIES = ("text", "content", "path")
"""Columns or fields that hold a record or say where it is, the first that is there; `source` is its address."""


@dataclass(frozen=True, slots=True)
class Item:
    """One record that is to be read."""

    source: str
    """Its path or address, as a person knows it."""
    place: str
    """The file that holds it: a path from the root, or a URL."""
    row: int | None = None
    """Which row or line of that file it is; None where it is the file."""
    group: int = 0
    """Which row group of Parquet holds it, or at which byte of the file its line begins."""


@dataclass(frozen=True, slots=True)
class Part:
    """Items that are read together. Its name follows from them and from how they are to be read."""

    number: int
    name: str
    items: tuple[Item, ...]

    def to_json(self) -> str:
        """A form in which it can be sent."""
        return json.dumps({"number": self.number, "name": self.name, "items": [asdict(item) for item in self.items]})

    @classmethod
    def from_json(cls, text: str) -> Part:
        """The inverse of `to_json`."""
        value = json.loads(text)
        return cls(value["number"], value["name"], tuple(Item(**item) for item in value["items"]))


def items_of(places: Iterable[str]) -> Iterator[Item]:
    """The records that paths and URLs name: a folder is searched to the bottom; tables and lists of records are opened.

    Raises `UsageError` where a table or a list does not say where its records are.
    """
    for place in places:
        for source in _files(place):
            if source.endswith(_TABLE):
                yield from _rows(source)
            elif source.endswith(_LINES):
                yield from _lines(source)
            else:
                yield Item(source, _from_root(source))


def parts_of(items: Iterable[Item], asked: Asked, reader: str, size: int = PART) -> Iterator[Part]:
    """The items in parts, in their order. Rows of different row groups are never in one part: each is fetched once."""
    how = json.dumps([reader, sorted((name, value) for name, value in asked.items() if value is not None)])
    for number, some in enumerate(_cut(items, size)):
        named = json.dumps([how, [asdict(item) for item in some]])
        yield Part(number, digest(named.encode())[:16], tuple(some))


def _cut(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    some: list[Item] = []
    for item in items:
        if some and (len(some) >= size or not _together(some[-1], item)):
            yield some
            some = []
        some.append(item)
    if some:
        yield some


def _together(one: Item, other: Item) -> bool:
    table = one.place.endswith(_TABLE) or other.place.endswith(_TABLE)
    return not table or (one.place, one.group) == (other.place, other.group)


def given(item: Item, seconds: float = fetching.SECONDS) -> Given:
    """The bytes of an item. Raises `UnreadableError` where they cannot be had, `SetAsideError` where not in so many seconds."""
    try:
        return Given(fetching.within(seconds, lambda: _bytes(item), item.source), item.source)
    except ServandaError:
        raise
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or str(fault)
        raise UnreadableError(
            f"the record cannot be fetched: {why}", place=item.source, remedy="check the path and the rights to it"
        ) from fault


def _bytes(item: Item) -> bytes:
    if item.row is None:
        return _fetched(item.place)
    if item.place.endswith(_TABLE):
        return _body(_row_group(item.place, item.group)[item.row], item)
    return _body(_line_at(item.place, item.group), item)


def _body(value: dict[str, Any], item: Item) -> bytes:
    """The bytes of a record that a row or a line holds, or names."""
    if isinstance(text := value.get("text"), str):
        return text.encode("utf-8", "surrogatepass")
    if isinstance(content := value.get("content"), bytes):
        return content
    if isinstance(content, str):  # JSON has no bytes
        try:
            return base64.b64decode(content, validate=True)
        except binascii.Error as fault:
            raise UnreadableError("its `content` is not base64", place=item.source, remedy="give `text` or `path`") from fault
    return _fetched(_beside(str(value["path"]), item.place))


# Where files are


def _files(place: str) -> list[str]:
    """The files meant, as they are named to people."""
    if "://" not in place:
        return [str(path) for path in expand([place])]
    import fsspec

    system, path = fsspec.core.url_to_fs(place)
    if not system.isdir(path):
        return [place]
    return [system.unstrip_protocol(found) for found in sorted(system.find(path)) if not _is_hidden(found)]


def _is_hidden(path: str) -> bool:
    return path.rsplit("/", 1)[-1].startswith((".", "_"))


def _from_root(place: str) -> str:
    return place if "://" in place else str(Path(place).absolute())


def _beside(path: str, listing: str) -> str:
    """A path that a list names: from where the list is, unless it says from where."""
    if "://" in path or path.startswith("/"):
        return path
    return f"{listing.rsplit('/', 1)[0]}/{path}"


def _fetched(place: str) -> bytes:
    from servanda.records.intake import BYTES_LIMIT

    return fetching.fetched(place, BYTES_LIMIT + 1)  # one too many is enough to be refused


# Tables and lists


def _rows(source: str) -> Iterator[Item]:
    import fsspec
    from pyarrow import parquet

    place = _from_root(source)
    with fsspec.open(place, "rb") as stream:
        table = parquet.ParquetFile(stream)
        names = table.schema_arrow.names
        _must_have_a_body(names, source)
        for group in range(table.num_row_groups):
            sources = table.read_row_group(group, [name for name in ("source", "path") if name in names])
            for row in range(table.metadata.row_group(group).num_rows):
                named = {name: sources[name][row].as_py() for name in sources.column_names}
                yield Item(_source(named, f"{source}#{group}.{row}"), place, row, group)


@lru_cache(maxsize=1)
def _row_group(place: str, group: int) -> Sequence[dict[str, Any]]:
    """The rows of a group: those of one part are asked for one after the other."""
    import fsspec
    from pyarrow import parquet

    with fsspec.open(place, "rb") as stream:
        rows: Sequence[dict[str, Any]] = parquet.ParquetFile(stream).read_row_group(group).to_pylist()
        return rows


def _lines(source: str) -> Iterator[Item]:
    import fsspec

    place = _from_root(source)
    at = 0
    with fsspec.open(place, "rb") as stream:
        for number, line in enumerate(stream, start=1):
            if line.strip():
                value = _value(line, f"{source}:{number}")
                _must_have_a_body(value, f"{source}:{number}")
                yield Item(_source(value, f"{source}#{number}"), place, number, at)
            at += len(line)


def _line_at(place: str, at: int) -> dict[str, Any]:
    import fsspec

    with fsspec.open(place, "rb") as stream:
        stream.seek(at)
        return _value(stream.readline(), place)


def _value(line: bytes, place: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except ValueError as fault:
        raise UsageError("this line is no JSON", place=place, remedy="give one JSON object a line") from fault
    if not isinstance(value, dict):
        raise UsageError("this line is no JSON object", place=place, remedy='write it as {"path": "talks.txt"}')
    return value


def _must_have_a_body(names: Iterable[str], place: str) -> None:
    if not set(_BODIES) & set(names):
        raise UsageError(
            "it does not say where its records are", place=place, remedy="give each a `text`, a `content` or a `path`"
        )


def _source(value: dict[str, Any], otherwise: str) -> str:
    return str(value.get("source") or value.get("path") or otherwise)
