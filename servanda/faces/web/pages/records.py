"""Records: the list, one whole with what was found in it, and the way to a stretch of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from servanda.comparison.deciding.replies import replies_to
from servanda.comparison.versions.rewriting import prints_corrections
from servanda.comparison.versions.versions import history
from servanda.errors import NotFoundError
from servanda.faces import citing, wording
from servanda.faces.export import report
from servanda.faces.export.anchors import Anchors
from servanda.faces.export.passages import paragraph_at
from servanda.faces.safety import one_line, visible
from servanda.faces.web.paging import fetched
from servanda.faces.web.rendering import record_address
from servanda.faces.web.room import Page, room_of
from servanda.faces.web.shelves import with_entry, with_record
from servanda.faces.web.visiting import visitor_of
from servanda.ledger import Ledger, Summary
from servanda.model import CORRECTABLE, Entry, Reading
from servanda.outward import record_to_dict
from servanda.outward.rulings import replies_to_dict

_SHOWN = 4
"""Words of a stretch, at its beginning and at its end, by which a browser is told to find it on the page of its record."""
_LONGEST = 200
"""Characters of such words: more of them are no words of a language, and would make an address too long."""


def listed(request: Request) -> Page:
    """All records, the latest first."""
    part = fetched(request, room_of(request).ledger.latest)
    return Page(
        template="records.html",
        title="Records",
        shows={"records": part.items, "part": part},
        value=lambda: [summary_to_dict(one) for one in part.items],
    )


def summary_to_dict(one: Summary) -> dict[str, object]:
    """A record as a list shows it."""
    return {
        "kind": "record",
        "id": one.id,
        "record": one.record,
        "title": one.title,
        "source": one.source,
        "date": one.day,
        "record_kind": one.kind,
        "language": one.language,
        "characters": one.characters,
        "counts": dict(one.counts),
        "problems": one.problems,
    }


def whole(request: Request) -> Page:
    """A record's text as it was published, beside what was found in it."""
    ref = request.path_params["ref"]
    ledger = with_record(request, ref)
    reading = ledger.ruled(ref)
    versions = history(ledger, ref)
    return Page(
        template="record.html",
        title=wording.record_name(reading.record),
        shows={
            "record": reading.record,
            "chapter": Markup(report.chapter(reading, _rule_addresses(reading) if visitor_of(request).may("rule") else None)),  # noqa: S704 - made by our own writer, which escapes every word of the record
            "versions": versions,
            "corrected": prints_corrections(reading.record),
            "private": ledger.owner is not None,
        },
        value=lambda: _everything(ledger, reading),
        records=tuple(one.record for one in versions),
    )


def _everything(ledger: Ledger, reading: Reading) -> dict[str, object]:
    """The record with what was found in it, each entry by the id under which it is asked for; what was rejected is left out."""
    name = reading.record.origin.record
    entries = [one for one in ledger.entries(record=name) if one.get("ruling", {}).get("verdict") != "rejected"]
    record = record_to_dict(reading.record, reader=reading.reader)
    return {**record, "entries": [*entries, *ledger.problems(name)]}


def _rule_addresses(reading: Reading) -> Callable[[Entry], str]:
    """Where each entry of a reading is ruled upon: by the id of what was read."""
    return lambda entry: f"/review?entry={reading.known_as.get(entry.id, entry.id)}"


_MADE = ("confidence", "rule", "reader", "id")
"""Fields that tell how an entry was read, and not what it says."""
_ELSEWHERE = ("kind", "record", "start", "end", "text", "grounds", *_MADE)


class Field(NamedTuple):
    """What an entry says in one respect, and the words that it stands on there."""

    name: str
    value: str
    words: tuple[str, ...]


def fields_of(values: Mapping[str, Any]) -> list[Field]:
    """What an entry says, field by field, without what is empty; words that say just the value are left out."""
    found = []
    for name, value in values.items():
        if name in _ELSEWHERE or value in (None, [], {}):
            continue
        if isinstance(value, dict):
            found += [Field(f"{name}, {part}", wording.told(words), ()) for part, words in value.items()]
            continue
        told = wording.told(value)
        words = (_cut(values, ground) for ground in values["grounds"].get(name, []))
        found.append(Field(name, told, tuple(dict.fromkeys(one for one in words if one and one != told))))
    return found


def _cut(values: Mapping[str, Any], ground: Mapping[str, int]) -> str | None:
    """The words of a ground, where they are among the entry's own."""
    start, end = (ground[name] - values.get("start", 0) for name in ("start", "end"))
    text = values.get("text", "")
    return text[start:end] if 0 <= start < end <= len(text) else None


def entry(request: Request) -> Page:
    """One entry, with whose it is and what it stands on. `servanda why` tells the same in a terminal."""
    ref = request.path_params["ref"]
    ledger = with_entry(request, ref)
    summary, values = ledger.entry(ref)
    said, cited = replies_to(ledger, values["id"]), citing.of_entry(summary, values)
    return Page(
        template="entry.html",
        title=one_line(wording.shortened(str(values.get("text") or values["kind"]), 80)),
        shows={
            "entry": values,
            "record": summary,
            "fields": fields_of(values),
            "made": [(name, values[name]) for name in _MADE if values.get(name) is not None],
            "cited": cited,
            "replies": said,
            "private": ledger.owner is not None,
            "rule": f"/review?entry={values['id']}"
            if values["kind"] in CORRECTABLE and visitor_of(request).may("rule")
            else None,
            "address": f"{str(request.base_url).rstrip('/')}/entry/{values['id']}",
            "did": request.query_params.get("did"),
            "back": request.url.path,
        },
        value=lambda: {**values, **replies_to_dict(said), "cite": str(cited)},
        records=tuple(one.record for one in history(ledger, summary.record)),
    )


def at(request: Request) -> Response:
    """The way to a stretch that is no entry: the paragraph it begins in."""
    ref = request.path_params["ref"]
    reading = with_record(request, ref).reading(ref)
    start: int = request.path_params["start"]
    if start >= len(reading.record.text):
        raise NotFoundError("the record is not that long", place=request.url.path, remedy="follow a link of a finding")
    place = paragraph_at(reading, Anchors(reading), start)
    words = _directive(reading.record.text[start : request.path_params["end"]])
    return RedirectResponse(f"{record_address(reading.record.origin.record)}#{place}{words}", 303)


def _directive(words: str) -> str:
    """What tells a browser to show and mark some words on a page, by the first and the last of them.

    Between those may stand what the page adds to the text. A browser that does not find them, or knows nothing of it, stops at
    the paragraph.
    """
    every = visible(words).split()
    ends = [" ".join(some) for some in (every[:_SHOWN], every[_SHOWN:][-_SHOWN:]) if some]
    if not ends or max(map(len, ends)) > _LONGEST:
        return ""
    return ":~:text=" + ",".join(quote(end, safe="").replace("-", "%2D") for end in ends)


def text(request: Request) -> Response:
    """The record's text alone, as plain text: what every span counts the characters of."""
    ref = request.path_params["ref"]
    reading = with_record(request, ref).reading(ref)
    return Response(reading.record.text.encode("utf-8", "replace"), media_type="text/plain; charset=utf-8")
