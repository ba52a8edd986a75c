"""A program that asks a reading room whatever its description allows, and whatever it forbids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable

import servanda
from servanda import open_ledger
from servanda.faces.web.room import Room
from tests.river_talks import ledger_of_talks
from tests.room import DAY, open_room
from tests.soak import share

TRIES = 40
"""What is tried at each address in the whole soak; the tests take a tenth."""
LISTS = {"record": "records", "matter": "matters", "person": "people", "meeting": "meetings", "finding": "findings"}
"""Where the ids are had that can stand in an address, by its first word."""


@pytest.fixture(scope="module")
def schemathesis() -> Any:
    """Loaded where it asks, and by no other process of the tests: it is as large as all that they load beside it."""
    return pytest.importorskip("schemathesis", reason="schemathesis comes with `make test`")


@pytest.fixture(scope="module")
def held_to(schemathesis: Any) -> tuple[Any, ...]:
    """What every answer is held to."""
    from schemathesis.specs.openapi import checks

    return (
        schemathesis.checks.not_a_server_error,
        checks.status_code_conformance,
        checks.content_type_conformance,
        checks.response_schema_conformance,
    )


def operations(schemathesis: Any, told: dict[str, Any], address: str) -> Iterator[Any]:
    schema = schemathesis.openapi.from_dict(told)
    schema.config.update(base_url=address)
    for one in schema.get_all_operations():
        yield one.ok()


@pytest.mark.parametrize("name", ["positive", "negative"])
def test_whatever_is_asked_the_room_answers_as_it_tells(schemathesis, held_to, tmp_path, name):
    """Schemathesis asks what the description allows, and what it forbids."""
    mode = schemathesis.GenerationMode(name)
    with open_ledger(ledger_of_talks(tmp_path), create=False) as ledger:
        servanda.compare(ledger)
        with open_room(Room(ledger, reviewer="Anna", today=lambda: DAY)) as door:
            known = {name: [one["id"] for one in door.get(f"/{path}.json?all=1").value] for name, path in LISTS.items()}
            known["entry"] = [one["id"] for one in door.get("/review/list.json").value]
            for operation in operations(schemathesis, door.get("/openapi.json").value, door.address):
                tried(operation, mode, door.room.only.token, known.get(operation.path.split("/")[1], [""]), held_to)


def tried(operation: Any, mode: Any, token: str, known: list[str], held_to: tuple[Any, ...]) -> None:
    """One address, asked many things; ids that are known and the token that is right come in now and then."""

    @settings(
        max_examples=max(2, round(TRIES * share() / (1 if operation.method == "get" else 2))),
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), luck=st.integers(0, 3), name=st.sampled_from(known))
    def ask(case: Any, luck: int, name: str) -> None:
        if luck and isinstance(case.path_parameters, dict) and "ref" in case.path_parameters:
            case.path_parameters["ref"] = name
        if luck and isinstance(case.body, dict):
            case.body["token"] = token
        answer = case.call(timeout=20)
        case.validate_response(answer, checks=held_to)

    try:
        ask()
    except Unsatisfiable:
        assert mode.is_negative, "what is allowed can be asked"  # else it takes nothing that could be forbidden
