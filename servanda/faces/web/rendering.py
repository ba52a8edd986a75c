"""Templates filled. Whatever a template prints is escaped, and what could turn the reading order of a page is made visible."""

from __future__ import annotations

from functools import cache
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request

from servanda.comparison.people.gazetteer import known_state
from servanda.faces import chronicle, wording
from servanda.faces.correcting import correction
from servanda.faces.safety import one_line, visible
from servanda.faces.web.visiting import Visitor, visitor_of
from servanda.model import Exchange, Place, Right

SECTIONS = (
    ("records", "Records"),
    ("matters", "Matters"),
    ("people", "People"),
    ("meetings", "Meetings"),
    ("findings", "Findings"),
    ("due", "Due"),
    ("trace", "Trace"),
    ("review", "Review"),
    ("notes", "Notes"),
    ("add", "Add"),
)
"""The rooms of the reading room: address and name."""

_NEEDS: dict[str, Right] = {"review": "rule", "add": "add"}
"""What it needs to do anything there, beside reading."""


def may_see(visitor: Visitor, section: str) -> bool:
    """Whether a visitor is shown the way to a room, or to a page beside the rooms."""
    return visitor.may(_NEEDS.get(section, "read"))


_WAITING = "<!-- waiting -->"
"""Stands where it is told how many records are being compared. What is shown of a record is escaped, and never reads so."""


def render(template: str, request: Request, *, twin: bool = True, **shows: Any) -> str:
    """A page as HTML. `twin` says whether there is the same as JSON."""
    page = render_lasting(template, request, twin=twin, **shows)
    return with_waiting(page.encode(), request.app.state.room.comparing.waiting).decode()


def with_waiting(page: bytes, count: int) -> bytes:
    """A page that `render_lasting` made, which tells how many records are being compared."""
    told = environment().get_template("waiting.html").render(count=count) if count else ""
    return page.replace(_WAITING.encode(), told.encode(), 1)


def render_lasting(template: str, request: Request, *, twin: bool = True, **shows: Any) -> str:
    """A page as HTML, but for how many records are being compared: see `with_waiting`."""
    visitor = visitor_of(request)
    section = request.url.path.strip("/").split("/")[0].removesuffix(".json")
    return (
        environment()
        .get_template(template)
        .render(
            shows,
            sections=[(address, name) for address, name in SECTIONS if may_see(visitor, address)],
            section=section,
            asked=request.query_params,
            json_address=json_address(request) if twin else None,
            visitor=visitor,
            being_compared=Markup(_WAITING),  # noqa: S704 - a constant of ours
        )
    )


def json_address(request: Request) -> str:
    """Where the same is to be had as JSON."""
    path = request.url.path.rstrip("/") or "/home"
    return f"{path}.json{f'?{request.url.query}' if request.url.query else ''}"


def record_address(record: str) -> str:
    """The page of a record, by its SHA-256."""
    return f"/record/record-{record[:16]}"


def place_address(place: Place) -> str:
    """Where a place's words stand on the page of its record."""
    if place.entry and not place.entry.startswith(Exchange.kind):  # an exchange stands on several stretches
        return f"{record_address(place.record)}#{quote(place.entry)}"
    return f"{record_address(place.record)}/at/{place.start}-{place.end}"


def record_name(place: Place) -> str:
    """What the record of a place is called: title, else file name, else the first digits of its hash."""
    return place.title or (PurePath(place.source).name if place.source else place.record[:12])


def finding_name(kind: str) -> str:
    """What a kind of finding is called."""
    return "wrong label?" if kind == "label_anomaly" else kind.replace("_", " ")


@cache
def environment() -> Environment:
    """Jinja's environment: everything escaped, an unknown name is an error."""
    made = Environment(
        loader=PackageLoader("servanda.faces.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_visible,
    )
    made.filters.update(
        line=one_line,
        short=wording.shortened,
        quoted=chronicle.quoted,
        words_of=chronicle.words_of,
        who=chronicle.who,
        sentence=chronicle.sentence_of,
        facets=chronicle.facets,
        day_words=chronicle.day_words,
        step_words=chronicle.step_words,
        stands=chronicle.stands,
        address=place_address,
        record_address=record_address,
        record_name=record_name,
        finding_name=finding_name,
        correction=correction,
        state_name=lambda key: known_state(key) or key,
    )
    made.globals.update(counted=wording.counted)
    return made


def _visible(value: Any) -> Any:
    """A record's words with control characters and direction marks made visible; HTML that was made by us as it is."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
