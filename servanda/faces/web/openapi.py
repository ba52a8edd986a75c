"""What programs may ask of a reading room, as OpenAPI 3.1 tells it: each address, what it takes, and what it answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, get_args

from starlette.requests import Request

from servanda._version import __version__
from servanda.errors import UsageError
from servanda.faces.web.shapes import Schema, schema_of, shapes
from servanda.ledger.review import REVIEWED
from servanda.model import EntryVerdict, FindingKind, PersonKind

_DAY = {"type": "string", "format": "date"}
_WORDS = {"type": "string"}
_FLAG = {"type": "string", "enum": ["1", "0"]}

QUERIES: dict[str, tuple[str, Schema]] = {
    "on": ("As of this day: what later records tell is left out.", _DAY),
    "since": ("Not before this day.", _DAY),
    "since_last": ("Not before this day, or `last`: since the last meeting.", {"anyOf": [_DAY, {"const": "last"}]}),
    "all": ("Also what is less sure.", _FLAG),
    "page": ("Which part of a long list, from 1.", {"type": "integer", "minimum": 1, "maximum": 99_999_999}),
    "q": ("Words to search for.", _WORDS),
    "by": ("What somebody says, in any spelling of the name.", _WORDS),
    "name": ("Part of a name, or an office.", _WORDS),
    "with": ("Names of those who met, parted by commas; of a brief, whom it is with.", _WORDS),
    "matter": ("A matter's id or name.", _WORDS),
    "record": ("A record's id.", _WORDS),
    "entry": ("This very entry, whether it was ruled upon or not.", _WORDS),
    "earlier": ("The version to compare with, by its id or hash; without, the one before.", _WORDS),
    "after": ("Go on behind this entry.", _WORDS),
    "sure": ("Only what is shown first.", _FLAG),
    "private": ("Private records of whoever asks, in place of everyone's.", _FLAG),
    "n": ("Entries of a sample.", {"type": "integer", "minimum": 1, "maximum": 999_999}),
    "seed": ("Another seed draws another sample.", _WORDS),
    "format": ("A page, a document, or a text.", {"type": "string", "enum": ["html", "docx", "md"]}),
    "person_kind": ("Only persons, bodies or states.", {"type": "string", "enum": list(get_args(PersonKind))}),
    "finding_kind": ("Only findings of this kind.", {"type": "string", "enum": list(get_args(FindingKind))}),
    "entry_kind": ("Only entries of this kind.", {"type": "string", "enum": list(REVIEWED)}),
}
"""What may be asked, by name: what it means, and its form. The three kinds are all asked as `kind`."""

ANSWERS: dict[str, str] = {
    "/home": "Home",
    "/records": "[RecordSummary]",
    "/record/{ref}": "Record",
    "/record/{ref}/changes": "Rewritten",
    "/entry/{ref}": "Entry",
    "/matters": "[MatterSummary]",
    "/matter/{ref}": "Matter",
    "/matter/{ref}/matrix": "[MatrixObject]",
    "/people": "[Person]",
    "/person/{ref}": "Sayings",
    "/meetings": "[Meeting]",
    "/meeting/{ref}": "Meeting",
    "/meeting/{ref}/accounts": "[AccountsObject]",
    "/brief": "[BriefObject]",
    "/trace": "Hint",
    "/findings": "[Finding]",
    "/finding/{ref}": "Finding",
    "/due": "[Due]",
    "/search": "Search",
    "/review": "Waiting?",
    "/review/list": "[Waiting]",
    "/sample": "Sample",
    "/rulings": "[Ruling]",
    "/review/disagreements": "[Disagreement]",
    "/review/stale": "[StaleRuling]",
    "/notes": "[RecordSummary]",
    "/add": "[Dropped]",
}
"""What each page's second address answers, as a type of `shapes`."""

FILES: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("/record/{ref}/text", "The record's text alone: what every span counts the characters of.", "text/plain", ()),
    ("/matter/{ref}/figures.svg", "The matter's figures over time, drawn.", "image/svg+xml", ("on",)),
    ("/matter/{ref}/feed.atom", "What is told of a matter, to follow.", "application/atom+xml", ()),
    ("/person/{ref}/feed.atom", "What somebody undertook, wanted and told as done, to follow.", "application/atom+xml", ()),
    ("/search.atom", "The passages that have some words, to follow.", "application/atom+xml", ("q", "by")),
    ("/rulings.csv", "Everything that was ever ruled, in its order, for a spreadsheet.", "text/csv", ()),
    ("/metrics", "What the room did, counted, for Prometheus; to this machine and to stewards.", "text/plain", ()),
    ("/due.ics", "What is due, as a calendar to follow.", "text/calendar", ("by",)),
    ("/brief", "Two pages before a meeting.", "text/html text/markdown docx", ("with", "matter", "since_last", "on", "format")),
)
"""What is no JSON: address, what it is, its media types, and what may be asked of it."""

_BACK = {**_WORDS, "description": "Where to go on."}
_NOTE = {"record": {**_WORDS, "description": "The record's id."}}

FORMS: dict[str, tuple[str, dict[str, Schema], str]] = {
    "/rule": (
        "Rule upon one entry, or upon several at once. What is corrected is sent as `field-NAME`, the words as `words`.",
        {
            "entry": {
                "type": "array",
                "items": _WORDS,
                "description": "An entry's id, with `@` and `seen` behind it or without.",
            },
            "verdict": {"type": "string", "enum": list(get_args(EntryVerdict))},
            "seen": {**_WORDS, "description": "The version that was shown: a ruling on another is refused with 409."},
            "words": _WORDS,
            "why": _WORDS,
            "settles": {**_FLAG, "description": "Settle what two readers disagree upon; neither of them can."},
            "as": {**_WORDS, "description": "With `settles`: the number of the ruling that is right."},
            "back": _BACK,
        },
        "entry verdict",
    ),
    "/reply": (
        "Keep what a party says of an entry, apart from the words of the record.",
        {"entry": _WORDS, "party": {**_WORDS, "description": "Who replies."}, "words": _WORDS},
        "entry party words",
    ),
    "/undo": (
        "A ruling, and those made in one stroke with it, hold no more.",
        {"number": {"type": "integer", "minimum": 1}, "back": _BACK},
        "number",
    ),
    "/trace": (
        "Hold a draft's quotations, attributions and figures against the ledger; it is read, not kept.",
        {"text": _WORDS, "form": {"type": "string", "enum": ["json"], "description": "Answer with JSON, not with a page."}},
        "text",
    ),
    "/add": (
        "Read files into the ledger; `/add.json` tells how far they are.",
        {
            "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
            "private": {**_FLAG, "description": "Keep them as private records of whoever sends them."},
        },
        "files",
    ),
    "/notes": ("Keep a text as a private record.", {"text": _WORDS}, "text"),
    "/notes/publish": ("Make a private record everyone's.", _NOTE, "record"),
    "/notes/withdraw": ("Take back what was made everyone's, where nobody worked with it.", _NOTE, "record"),
    "/login": (
        "Come in by an account; the token is that of the login's own page.",
        {"name": _WORDS, "password": {"type": "string", "format": "password"}, "next": _BACK},
        "name password",
    ),
    "/logout": ("End this session.", {}, ""),
    "/account/password": (
        "Take another password, and end all other sessions.",
        {name: {"type": "string", "format": "password"} for name in ("old", "new", "again")},
        "old new again",
    ),
    "/account/leave": ("End all sessions of this account.", {}, ""),
    "/account/feed": ("A new key that opens feeds in one's name; the one before opens nothing any more.", {}, ""),
    "/account/feed/end": ("No key opens feeds in one's name any more.", {}, ""),
}
"""What is written: address, what it does, its fields, and which of them it needs. Each takes `token` too."""

SESSION = "servanda"
"""The cookie that names a session. Where the room is reached by TLS, `__Host-` stands before it."""

_FAULTS = {
    "400": "What was asked cannot be meant.",
    "401": "Nobody is logged in, and here one has to be.",
    "403": "Whoever asks may not do this, or the form is of a page that is out of date.",
    "404": "There is none.",
    "409": "It is not any more what was shown: look at it again.",
    "429": "Too many tries; how long to wait is told.",
    "503": "The ledger is busy: ask again.",
}
_READING = ("400", "401", "403", "404", "503")
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ABOUT = """What records of talks say, and what was ruled of it. Each address without `.json` is the page for people.

Lists come in parts of 50: ask for `page`. What is written goes by forms, as pages send it: each brings the `token` that stands
in every page with a form, so that no page from elsewhere can write in a reader's name. Programs on the same machine rule, read
and trace more plainly by the Python calls or the command line.

Where the ledger has accounts, a session's cookie goes with each request, and feeds take a member's `key` instead; a room for
one person asks for neither.

A fault is told in one line, with its place and what to do: as JSON (`Fault`) at addresses that end in `.json`, as a page
elsewhere."""


def check_asked(request: Request, queries: Sequence[str]) -> None:
    """Raises `UsageError` where a choice or a number is asked for that there is not. A field left empty asks for nothing."""
    for name in queries:
        given, schema = request.query_params.get(called(name), "").strip(), QUERIES[name][1]
        if not given:
            continue
        if given not in schema.get("enum", (given,)):
            raise UsageError(f"{called(name)}={given!r} is not known", remedy=f"one of {', '.join(schema['enum'])}")
        if schema.get("type") == "integer" and not _within(given, schema):
            raise UsageError(
                f"{called(name)}={given!r} is no number from {schema['minimum']} to {schema['maximum']:,}",
                remedy="write it in digits",
            )


def _within(given: str, schema: Schema) -> bool:
    return given.isascii() and given.isdecimal() and len(given) < 10 and schema["minimum"] <= int(given) <= schema["maximum"]


def described(pages: Sequence[tuple[str, str, tuple[str, ...]]]) -> dict[str, Any]:
    """The description of a room with these pages: path, what it shows, and which queries it takes (`QUERIES`)."""
    paths: dict[str, dict[str, Any]] = {}
    for path, shows, queries in pages:
        answer = {"application/json": {"schema": schema_of(ANSWERS[path])}}
        paths[f"{path}.json"] = {"get": _asked(path, shows, queries, answer)}
    for path, shows, media, queries in FILES:
        answer = {_DOCX if one == "docx" else one: {"schema": _WORDS} for one in media.split()}
        paths[path] = {"get": _asked(path, shows, queries, answer)}
    health = {"application/json": {"schema": schema_of("Health")}}
    paths["/health"] = {"get": _asked("/health", "Whether the room can serve; to anybody.", (), health)}
    for path, (does, fields, needed) in FORMS.items():
        paths.setdefault(path, {})["post"] = _sent(path, does, fields, needed)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Servanda's reading room", "version": __version__, "description": _ABOUT},
        "security": [{}, {"session": []}],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": shapes(),
            "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": SESSION}},
            "responses": {f"{shape}{status}": _fault(shape, status) for shape in ("Json", "Page") for status in _FAULTS},
        },
    }


def _asked(path: str, shows: str, queries: Sequence[str], answer: dict[str, Any]) -> dict[str, Any]:
    places = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": "An id, or the beginning of it.",
            "schema": {"type": "string", "minLength": 1},
        }
        for name in re.findall(r"\{(\w+)\}", path)
    ]
    asked = [
        {"name": called(name), "in": "query", "description": QUERIES[name][0], "schema": QUERIES[name][1]} for name in queries
    ]
    return {
        "operationId": _name("ask", path, answer),
        "summary": shows,
        "parameters": [*places, *asked],
        "responses": {"200": {"description": shows, "content": answer}, **_faults(_READING, json="application/json" in answer)},
    }


def _sent(path: str, does: str, fields: dict[str, Schema], needed: str) -> dict[str, Any]:
    token = {"type": "string", "description": "The token that stands in every page of the room with a form."}
    schema = {"type": "object", "properties": {"token": token, **fields}, "required": ["token", *needed.split()]}
    files = any(one.get("items", {}).get("format") == "binary" for one in fields.values())
    answers: dict[str, Any] = {"303": {"description": "Done: where to go on.", "headers": {"location": {"schema": _WORDS}}}}
    if path == "/trace":
        listed = {"application/json": {"schema": schema_of("[TraceObject]")}, "text/html": {"schema": _WORDS}}
        answers = {"200": {"description": "The draft, marked.", "content": listed}}
    return {
        "operationId": _name("send", path, {}),
        "summary": does,
        "requestBody": {
            "required": True,
            "content": {"multipart/form-data" if files else "application/x-www-form-urlencoded": {"schema": schema}},
        },
        "responses": {**answers, **_faults((*_READING, "409", "429"), json=False)},
    }


def called(query: str) -> str:
    """What a query of `QUERIES` is called in an address."""
    return "kind" if query.endswith("_kind") else query.removesuffix("_last")


def _name(does: str, path: str, answer: dict[str, Any]) -> str:
    words = re.findall(r"\w+", path.replace("{ref}", "one"))
    return "_".join([does, *words, *(["json"] if "application/json" in answer else [])])


def _faults(statuses: Sequence[str], *, json: bool) -> dict[str, Any]:
    return {status: {"$ref": f"#/components/responses/{'Json' if json else 'Page'}{status}"} for status in sorted(statuses)}


def _fault(shape: str, status: str) -> dict[str, Any]:
    media = {"application/json": {"schema": schema_of("Fault")}} if shape == "Json" else {"text/html": {"schema": _WORDS}}
    return {"description": _FAULTS[status], "content": media}
