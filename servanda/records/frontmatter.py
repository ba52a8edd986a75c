"""The head that Markdown files carry: YAML between two lines of dashes. Scalars are read, never code."""

from __future__ import annotations

import re
from typing import Final

from servanda.records.extraction import Facts

__all__ = ["facts_of", "front_matter"]

_LIMIT: Final = 1 << 16
_OPEN: Final = re.compile(r"---[ \t]*\r?\n")
_CLOSE: Final = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_KEY: Final = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+|$)(.*)", re.DOTALL)
_ESCAPE: Final = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_DAY: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?![\d-])")
_SIMPLE: Final = {
    "_": "\xa0",
    "n": "\n",
    "t": "\t",
    "N": "\x85",
    "L": "\u2028",
    "P": "\u2029",
    "0": "\0",
    "e": "\x1b",
    "r": "\r",
}


def front_matter(text: str) -> tuple[int, dict[str, str]]:
    """Where the head ends (0 where there is none), and its fields by lower-case name; lists and nested values are left out."""
    opened = _OPEN.match(text)
    if not opened:
        return 0, {}
    closed = _CLOSE.search(text, opened.end(), _LIMIT)
    if not closed:
        return 0, {}
    fields = _fields(text[opened.end() : closed.start()])
    return (closed.end(), fields) if fields else (0, {})


def facts_of(fields: dict[str, str]) -> Facts:
    """What the head says of the record. A head's bare `date` is when it was put out."""
    language = fields.get("language", fields.get("lang", "")).lower()[:2]
    return Facts(
        title=_tidy(fields.get("title")),
        publisher=_tidy(fields.get("publisher") or fields.get("site") or fields.get("site_name")),
        published=_day(fields.get("published_time") or fields.get("published") or fields.get("pubdate") or fields.get("date")),
        event_date=_day(fields.get("event_date")),
        place=_tidy(fields.get("place") or fields.get("location")),
        language=language if len(language) == 2 and language.isalpha() else None,
    )


def _fields(head: str) -> dict[str, str]:
    raw: dict[str, str] = {}
    key = ""
    for line in head.splitlines():
        matched = None if line[:1].isspace() else _KEY.match(line)
        if matched:
            key = matched.group(1).lower()
            raw.setdefault(key, matched.group(2))
        elif key and line[:1].isspace():
            raw[key] += "\n" + line.strip()
    return {name: _scalar(value) for name, value in raw.items()}


def _scalar(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] == "'":
        return _folded(value[1:-1]).replace("''", "'")
    if len(value) > 1 and value[0] == value[-1] == '"':
        return _ESCAPE.sub(_unescape, _folded(value[1:-1]))
    return _folded(value.lstrip("|>-+").strip() if value[:1] in "|>" else value)


def _folded(value: str) -> str:
    """Lines folded as YAML folds them; a backslash before the break swallows it."""
    return value.replace("\\\n", "").replace("\n", " ")


def _unescape(match: re.Match[str]) -> str:
    code = match.group(1) or match.group(2) or match.group(3)
    if code:
        number = int(code, 16)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
    return _SIMPLE.get(match.group(4), match.group(4))


def _tidy(value: str | None) -> str | None:
    """Without soft marks that only steer line breaks; None where nothing is left."""
    tidied = " ".join((value or "").replace("\u2060", "").replace("\u200b", "").split())
    return tidied or None


def _day(value: str | None) -> str | None:
    found = _DAY.match(value or "")
    return found.group(1) if found else None
