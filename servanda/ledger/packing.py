"""Readings as rows, and rows as readings: what the columns hold, and nothing about databases.

Nothing is said twice: an entry's kind, id and span have columns of their own, and its text is cut from the record's text when
it comes back. That the text is the same is checked by its hash, that the spans are by the entry's id, which follows from both.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from servanda.model import Reading, Record
from servanda.outward import entry_to_dict, problem_to_dict, record_to_dict, to_line
from servanda.outward.blocks import blocks_out

_ENTRY_COLUMNS = ("kind", "id", "record", "reader", "start", "end", "text")
_PROBLEM_COLUMNS = ("kind", "record", "reader", "text", "code")


@dataclass(frozen=True, slots=True)
class Packed:
    """A reading, ready to be kept: what its rows hold beyond the entries' own kinds and spans."""

    facts: str
    """The record's line, without its text and source, and without what follows from its reader."""
    blocks: str
    """The record's blocks, in JSON."""
    counts: str
    """How many entries of each kind, in JSON."""
    ids: list[str]
    """The entries' ids, in their order."""
    attributes: list[str]
    """The entries' attributes, one line each."""
    problems: list[str]
    """The problems' attributes, one line each."""
    digest: str
    """SHA-256 of all that the reading says, but for where the record was found: the same digest is the same reading."""


def pack_reading(reading: Reading) -> Packed:
    """Everything of a reading but the record's bytes and text."""
    facts = record_to_dict(reading.record, text=False, reader=reading.reader)
    del facts["source"], facts["definitions"]  # the latter follows from the reader
    line = to_line(facts)
    blocks = blocks_out(reading.record.blocks)
    ids: list[str] = []
    attributes: list[str] = []
    for value in map(entry_to_dict, reading.entries):
        ids.append(value["id"])
        attributes.append(_line_without(value, _ENTRY_COLUMNS))
    problems = [_line_without(problem_to_dict(problem), _PROBLEM_COLUMNS) for problem in reading.problems]
    return Packed(
        facts=line,
        blocks=blocks,
        counts=json.dumps(dict(sorted(Counter(entry.kind for entry in reading.entries).items()))),
        ids=ids,
        attributes=attributes,
        problems=problems,
        digest=digest_of(line, blocks, zip(ids, attributes, strict=True), problems),
    )


def _line_without(value: dict[str, Any], columns: Iterable[str]) -> str:
    for column in columns:
        value.pop(column, None)
    return to_line(value)


def digest_of(facts: str, blocks: str, entries: Iterable[tuple[str, str]], problems: Iterable[str]) -> str:
    """SHA-256 of a reading as it is kept; entries are pairs of id and attributes."""
    hashed = hashlib.sha256(f"{facts}\n{blocks}\n".encode())
    for id_, attributes in entries:
        hashed.update(f"{id_} {attributes}\n".encode())
    for attributes in problems:
        hashed.update(f"{attributes}\n".encode())
    return hashed.hexdigest()


def entry_out(row: Any, record: Record, reader: str) -> dict[str, Any]:
    """An entry's outward form, field by field in the order in which `entry_to_dict` has them."""
    out: dict[str, Any] = {"kind": row.kind, "id": row.id, "record": record.origin.record}
    if row.span_start is not None:
        out.update(start=row.span_start, end=row.span_end, text=record.text[row.span_start : row.span_end])
    return _with_reader(out, json.loads(row.attributes), reader)


def problem_out(row: Any, record: Record, reader: str) -> dict[str, Any]:
    """A problem's outward form, in the order in which `problem_to_dict` has its fields."""
    attributes = json.loads(row.attributes)
    out = {"kind": "problem", "id": attributes.pop("id"), "record": record.origin.record}
    if "start" in attributes:
        start, end = attributes.pop("start"), attributes.pop("end")
        out.update(start=start, end=end, text=record.text[start:end])
    message = attributes.pop("message")
    return {**_with_reader(out, attributes, reader), "code": row.code, "message": message}


def _with_reader(out: dict[str, Any], attributes: Mapping[str, Any], reader: str) -> dict[str, Any]:
    for name, value in attributes.items():
        out[name] = value
        if name == "confidence":
            out["reader"] = reader
    return out


def inflate(data: bytes, size: int) -> bytes:
    """Unpack bytes whose size is known. Raises `ValueError` where it is another: a damaged or a hostile ledger."""
    stream = zlib.decompressobj()
    found = stream.decompress(data, size + 1)
    if len(found) != size:
        raise ValueError(f"{size} bytes were kept and {len(found)} came back")
    return found


def storable(text: str) -> str:
    """A text that any database takes in a text column: what it would refuse is spelt out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\x00")
