"""What a sentence does as a speech act, and that `servanda why` tells it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from servanda.faces.cli import Settings
from servanda.faces.cli import servanda as command
from servanda.readings.statements.acts import ACTS, CODED, act_at, act_of, acts
from servanda.work import read_text

NAMES = st.sampled_from(["Ardania", "Belmora", "Corvia", "Tessaly"])
PLAN = """Ardania's Plan for the Coast

The Government has built two harbours since March.

We will build a lighthouse at Port Sella by the end of next year.
"""


def told(text: str) -> str:
    return act_of(acts().likely(text, None, (0, len(text))))


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("We will build a new bridge over the river and open it by the end of next year.", "commissive"),
        ("Last year the Government cut the fees for ferries and built two schools.", "past action"),
        ("This is the worst budget for families that we have ever seen.", "verdictive"),
        ("Thank you all so much for coming here today.", "expressive"),
    ],
)
def test_the_act_of_a_plain_sentence_is_told(text: str, act: str) -> None:
    assert told(text) == act


def test_each_of_the_coders_labels_belongs_to_one_act() -> None:
    assert sorted(label for labels in ACTS.values() for label in labels) == sorted(CODED)


@given(st.text(max_size=200))
def test_the_acts_of_any_text_are_shares_of_one(text: str) -> None:
    assert sum(acts().likely(text, None, (0, len(text))).values()) == pytest.approx(1, abs=1e-3)


@given(NAMES, NAMES)
def test_whose_name_is_said_changes_no_act(one: str, other: str) -> None:
    first, second = (f"{name} will open the port to all ships." for name in (one, other))
    assert acts().likely(first, None, (0, len(first))) == acts().likely(second, None, (0, len(second)))


def test_the_act_at_a_place_is_that_of_its_sentence() -> None:
    record = read_text(PLAN, model=False).record
    found = [act_at(record, record.text.index(word)) for word in ("harbours", "lighthouse")]
    assert [act for act, _ in found] == ["past action", "commissive"]


def test_why_tells_the_act_of_a_statements_sentence(tmp_path: Path) -> None:
    source = tmp_path / "plan.txt"
    source.write_text(PLAN, encoding="utf-8")

    def call(*arguments: str) -> str:
        given = [*arguments, "--ledger", str(tmp_path / "plan.servanda")]
        return CliRunner().invoke(command, given, catch_exceptions=False, obj=Settings()).stdout

    call("read", str(source))
    entry = next(line["id"] for line in map(json.loads, call("commitments", "--all", "--json").splitlines()))
    assert "As a speech act its sentence reads as commissive" in call("why", entry)
    assert json.loads(call("why", entry, "--json"))["speech_act"]["act"] == "commissive"


def test_a_record_without_blocks_has_acts_too() -> None:
    record = replace(read_text(PLAN, model=False).record, blocks=())
    assert act_at(record, record.text.index("lighthouse"))[0] == "commissive"
