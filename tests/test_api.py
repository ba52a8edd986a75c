"""What `/openapi.json` says of a reading room, and whether the room answers so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.routing import Route

from servanda.faces.web.app import PAGES, application
from servanda.faces.web.openapi import ANSWERS, FORMS, REVIEWED
from servanda.faces.web.shapes import schema_of
from tests.river_talks import compared_talks
from tests.room import Door, annas_room

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis comes with `make test`")
jsonschema = pytest.importorskip("jsonschema_rs", reason="it comes with schemathesis")

UNSAID = ("Waiting", "Claim", "MatterEntry")
"""Shapes that stand beside the fields of any kind of entry, which they do not repeat."""


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    with compared_talks(tmp_path_factory.mktemp("api")) as ledger, annas_room(ledger) as door:
        yield door


@pytest.fixture(scope="module")
def told(door: Door) -> dict[str, Any]:
    """The description that the room gives of itself."""
    value: dict[str, Any] = door.get("/openapi.json").value
    return value


@pytest.fixture(scope="module")
def known(door: Door) -> dict[str, list[str]]:
    """What can stand in an address, by the first word of it: ids of this ledger."""
    lists = {"record": "records", "matter": "matters", "person": "people", "meeting": "meetings", "finding": "findings"}
    ids = {name: [one["id"] for one in door.get(f"/{path}.json?all=1").value] for name, path in lists.items()}
    waiting = [one["id"] for kind in REVIEWED for one in door.get(f"/review/list.json?kind={kind}").value]
    return {**ids, "entry": waiting + [one["id"] for one in door.get(f"/record/{ids['record'][0]}.json").value["entries"]]}


def test_no_address_of_the_room_is_left_out(told, door):
    """All that gives something else than a page for people, or takes a form."""
    left = {"/openapi.json", "/static/record.css", "/record/{ref}/at/{start:int}-{end:int}", "/account", "/login", "/home.json"}
    routes = [one for one in application(door.room).routes if isinstance(one, Route)]
    pages = {path for path, *_ in PAGES} | {"/"}
    asked = {one.path for one in routes if "GET" in (one.methods or ())} - pages - left
    sent = {one.path for one in routes if "POST" in (one.methods or ())}
    assert asked <= {path for path, does in told["paths"].items() if "get" in does}
    assert sent == {path for path, does in told["paths"].items() if "post" in does} == set(FORMS)


def test_the_description_is_an_openapi_document(told):
    schemathesis.openapi.from_dict(told).config.update(base_url="http://127.0.0.1")
    names = [one["operationId"] for path in told["paths"].values() for one in path.values()]
    assert len(names) == len(set(names))
    assert all(one["summary"].endswith(".") for path in told["paths"].values() for one in path.values())


def test_every_answer_has_the_shape_that_is_told_and_no_field_that_is_not(door, told, known):
    asks = {"/search": "?q=treaty", "/brief": "?with=Weller", "/due": "?all=1", "/findings": "?all=1"}
    asks["/record/{ref}/changes"] = f"?earlier={known['record'][0]}"
    first = door.get("/review.json").value["id"]
    door.post("/rule", token=door.room.only.token, entry=first, verdict="accepted")
    for path, kind in ANSWERS.items():
        schema = schema_of(kind)
        keeps = jsonschema.validator_for({**schema, "components": told["components"]})
        names = known[path.split("/")[1]] if "{ref}" in path else [""]
        for name in names[:40]:
            answer = door.get(f"{path.replace('{ref}', name)}.json{asks.get(path, '?all=1')}")
            assert answer.status == 200, (path, answer.text)
            assert [str(one.message)[:200] for one in keeps.iter_errors(answer.value)] == [], path
            assert unsaid(answer.value, schema, told) == set(), path


def unsaid(value: Any, schema: dict[str, Any], told: dict[str, Any]) -> set[str]:
    """Fields that a value has and its schema does not name."""
    schema, name = resolved(schema, told)
    if "anyOf" in schema:
        either = [one for one in schema["anyOf"] if may_be(value, resolved(one, told)[0])]
        return min((unsaid(value, one, told) for one in either), key=len)
    if isinstance(value, list):
        return {field for one in value for field in unsaid(one, schema["items"], told)}
    if not isinstance(value, dict) or "properties" not in schema:
        return set()
    named = schema["properties"]
    inner = {field for one in value if one in named for field in unsaid(value[one], named[one], told)}
    return inner | (set() if name in UNSAID else {f"{name}.{one}" for one in value if one not in named})


def resolved(schema: dict[str, Any], told: dict[str, Any]) -> tuple[dict[str, Any], str]:
    name = schema.get("$ref", "").rsplit("/", 1)[-1]
    return (told["components"]["schemas"][name], name) if name else (schema, "")


def may_be(value: Any, schema: dict[str, Any]) -> bool:
    if value is None or schema.get("type") == "null":
        return value is None and schema.get("type") == "null"
    kind = schema.get("properties", {}).get("kind", {})
    return "const" not in kind or value["kind"] == kind["const"]


def test_what_cannot_be_meant_is_refused_with_what_to_do(door):
    for path in ("/findings.json?kind=gossip", "/people.json?kind=ship", "/review.json?kind=turn", "/records.json?page=0"):
        answer = door.get(path)
        assert answer.status == 400, path
        assert answer.value["remedy"]
    assert door.get("/findings?kind=&since=&on=").status == 200, "a field of a form that was left empty asks nothing"


def test_the_first_and_the_last_day_of_the_calendar_may_be_asked_for(door, told, known):
    for path, does in told["paths"].items():
        if "on" in {one["name"] for one in does.get("get", {}).get("parameters", ())}:
            name = known[path.split("/")[1]][0] if "{ref}" in path else ""
            for day in ("0001-01-01", "9999-12-31"):
                answer = door.get(f"{path.replace('{ref}', name)}?all=1&q=treaty&with=Weller&on={day}")
                assert answer.status in (200, 404), (path, day)
