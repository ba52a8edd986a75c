"""What programs may ask of a reading room, as OpenAPI 3.1 tells it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, get_args

from servanda._version import __version__
from servanda.ledger.review import REVIEWED
from servanda.model import FindingKind, PersonKind

_DAY = {"type": "string", "format": "date"}
_WORDS = {"type": "string"}
_FLAG = {"type": "string", "enum": ["", "1"]}

QUERIES: dict[str, tuple[str, dict[str, Any]]] = {
    "on": ("As of this day: what later records tell is left out.", _DAY),
    "since": ("Not before this day.", _DAY),
    "all": ("Also what is less sure.", _FLAG),
    "page": ("Which part of a long list, from 1.", {"type": "integer", "minimum": 1}),
    "q": ("Words to search for.", _WORDS),
    "by": ("What somebody says, in any spelling of the name.", _WORDS),
    "name": ("Part of a name, or an office.", _WORDS),
    "with": ("Names of those who met, parted by commas; of a brief, whom it is with.", _WORDS),
    "matter": ("A matter's id or name.", _WORDS),
    "record": ("A record's id.", _WORDS),
    "after": ("Go on behind this entry.", _WORDS),
    "sure": ("Only what is shown first.", _FLAG),
    "private": ("Private records of whoever asks, in place of everyone's.", _FLAG),
    "n": ("Entries of a sample.", {"type": "integer", "minimum": 1, "maximum": 999_999}),
    "seed": ("Another seed draws another sample.", _WORDS),
    "person_kind": ("Only persons, bodies or states.", {"type": "string", "enum": list(get_args(PersonKind))}),
    "finding_kind": ("Only findings of this kind.", {"type": "string", "enum": list(get_args(FindingKind))}),
    "entry_kind": ("Only entries of this kind.", {"type": "string", "enum": list(REVIEWED)}),
}
"""What may be asked, by name: what it means, and its form. The three kinds are all asked as `kind`."""


def described(pages: Sequence[tuple[str, str, tuple[str, ...]]]) -> dict[str, Any]:
    """The description of these pages: path, what it shows, and which queries it takes."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Servanda's reading room",
            "version": __version__,
            "description": "What records of talks say, and what was ruled of it. The docs name every field.",
        },
        "paths": {f"{path}.json": {"get": _asked(path, shows, queries)} for path, shows, queries in pages},
    }


def _asked(path: str, shows: str, queries: tuple[str, ...]) -> dict[str, Any]:
    places = [
        {"name": name, "in": "path", "required": True, "description": "An id, or the beginning of it.", "schema": _WORDS}
        for name in re.findall(r"\{(\w+)\}", path)
    ]
    asked = [
        {
            "name": "kind" if name.endswith("_kind") else name,
            "in": "query",
            "description": QUERIES[name][0],
            "schema": QUERIES[name][1],
        }
        for name in queries
    ]
    return {
        "summary": shows,
        "parameters": [*places, *asked],
        "responses": {
            "200": {"description": shows, "content": {"application/json": {}}},
            "400": {"description": "What was asked cannot be meant: `error`, `place`, `remedy`."},
            "404": {"description": "There is none: `error`, `place`, `remedy`."},
        },
    }
