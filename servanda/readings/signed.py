"""Writings in the first person that print no label: a letter, a proclamation, a memorandum is its signer's."""

from __future__ import annotations

import re
from dataclasses import dataclass

from servanda.model import Record, Span
from servanda.readings.labels import shape
from servanda.readings.letters import CAPITALS
from servanda.readings.speech import is_spoken
from servanda.words import table

_FOOT = 4
"""Lines with words, from a record's last, among which the signature stands: below it a house and a day may be printed."""
_REACH = 1000
"""Characters from a record's end within which they stand."""
_SHORT = 60
"""Characters; no line of a signature is longer."""
_FEWEST = 200
"""Characters of a writing; what is shorter says too little to be told from a caption."""
_PROSE = 5
"""Words from which a paragraph that ends a sentence is no line of a head."""
_LINE = 120
"""Characters; what is longer is no line of a head."""
_HEAD = 3000
"""Characters within which the writing begins."""
_CLOSE = re.compile(
    r"(?:(?:yours|respectfully|very)\s+)?(?:sincerely|truly|faithfully|respectfully|cordially)(?:\s+yours)?"
    r"|(?:with\s+)?(?:best|kind|warm)(?:est)?\s+(?:regards|wishes)|with (?:gratitude|respect|appreciation)",
    re.I,
)
"""How a letter closes, above its signature."""
_SUFFIX = re.compile(r",? (?:JR|SR|Jr|Sr)\.?$")
_SALUTATION = re.compile(r"\s*Dear\s")
_MARKS = "*_# \t\r\xa0\\,:"


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed writing: its words, and the name below them."""

    start: int
    end: int
    name: Span


def signed(record: Record) -> Signed | None:
    """The writing that a record prints above a signature; None where it has none, or does not speak in the first person."""
    name = _signature(record)
    if name is None:
        return None
    above = (block for block in record.blocks if block.start < _HEAD and block.end <= name.start and block.kind == "paragraph")
    start = next((block.start for block in above if _begins(record.text, block.start, block.end)), None)
    end = _above(record.text, name.start)
    if start is None or end - start < _FEWEST or not is_spoken(record.text, start, end, share=0.004, personal=True):
        return None
    return Signed(start, end, name)


def _begins(text: str, start: int, end: int) -> bool:
    said = text[start:end].strip(" *_")
    prose = len(said.split()) >= _PROSE and (said[-1:] in '.!?…:”"' or len(said) > _LINE)
    return _SALUTATION.match(said) is not None or (prose and not said.isupper())


def _signature(record: Record) -> Span | None:
    """The line near a record's end that is a person's name: in capitals, or below the words with which a letter closes."""
    text, end, seen = record.text, len(record.text), 0
    while end > max(0, len(text) - _REACH) and seen < _FOOT:
        begin = text.rfind("\n", 0, end) + 1
        line = _SUFFIX.sub("", text[begin:end].strip(_MARKS))
        if 0 < len(line) <= _SHORT and _is_name(line) and (line.isupper() or _closes(text, begin)):
            at = text.index(line, begin)
            return record.cut(at, at + len(line))
        seen += bool(line)
        end = begin - 1
    return None


def _is_name(line: str) -> bool:
    seen = shape(line)
    given = next(iter(line.split()), "").title()
    initial = re.fullmatch(rf"[{CAPITALS}]\.", given) is not None
    return seen is not None and seen.kind in ("name", "initials") and (given in table("given-names") or initial)


def _closes(text: str, begin: int) -> bool:
    above = text[max(0, begin - 200) : begin].rstrip()
    return _CLOSE.fullmatch(above.rsplit("\n", 1)[-1].strip(_MARKS)) is not None


def _above(text: str, begin: int) -> int:
    """Where a writing ends: above its signature, and above the words with which a letter closes."""
    end = text.rfind("\n", 0, begin) + 1
    above = text[:end].rstrip()
    line = above.rfind("\n") + 1
    return line if _CLOSE.fullmatch(above[line:].strip(_MARKS)) else end
