"""Pages that are remembered: after whatever is ruled, read or decided, each is what it would be if it were made then."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

import servanda
from servanda import read_text
from servanda.faces.web.comparing import AtOnce, Beside, Comparing
from servanda.faces.web.remembering import Kept, Remembered, Ruled
from servanda.ledger import Ledger
from tests.river_talks import REPORT, compared_talks
from tests.room import DAY, Door, annas_room

LATER = REPORT.replace("PRESS RELEASE", "PRESS RELEASE, CORRECTED").replace(
    "second lock by the end of October", "second lock in May"
)
ANSWER = """Statement of the Government of Belmora
January 20, 2025

Tomas Weller: Trade under the Treaty on the River Lidd came to 45 million euros in 2024. We have opened the ferry.
"""
STEPS = 6
SEEDS = (1, *range(2, 10)) if os.environ.get("SERVANDA_SOAK") else (1,)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with compared_talks(tmp_path) as ledger:
        yield ledger


@pytest.fixture(params=[AtOnce, Beside])
def comparing(request: pytest.FixtureRequest, ledger: Ledger) -> Iterator[Comparing]:
    made: Comparing = AtOnce(ledger) if request.param is AtOnce else Beside(ledger, lambda: DAY)
    yield made
    made.close()


@pytest.fixture
def door(ledger: Ledger, comparing: Comparing) -> Iterator[Door]:
    with annas_room(ledger, comparing) as door:
        yield door


def addresses(ledger: Ledger) -> list[str]:
    """A page of each kind, of whatever the ledger holds at first."""
    compared = servanda.compare(ledger)
    whole = {
        "record": [one.id for one in ledger.records()],
        "entry": [next(one["id"] for one in ledger.entries("commitment", record.record)) for record in ledger.records()[:1]],
        "matter": [one.id for one in compared.matters(everything=True)[:4]],
        "person": [one.id for one in compared.people()[:2]],
        "meeting": [one.id for one in compared.meetings()[:1]],
        "finding": [one.id for one in compared.findings(everything=True)[:2]],
    }
    lists = (
        "",
        "records",
        "matters?all=1",
        "people?all=1",
        "meetings",
        "findings?all=1",
        "due?all=1",
        "search?q=trade",
        "review",
    )
    return [f"/{one}" for one in lists] + [f"/{kind}/{id_}.json" for kind, ids in whole.items() for id_ in ids]


def ruled_at_random(ledger: Ledger, draw: random.Random) -> None:
    """Something is accepted, rejected, corrected or undone."""
    one = draw.choice(
        [one for one in ledger.entries() if one["kind"] in ("turn", "commitment", "figure", "position", "progress")]
    )
    verdict = draw.choice(["accepted", "rejected", "corrected", "undone"])
    standing = [each for each in ledger.rulings() if each.act != "undone"]
    undone = {each.undoes for each in ledger.rulings()}
    left = [each.number for each in standing if each.number not in undone]
    if verdict == "undone" and left:
        ledger.undo_ruling(draw.choice(left))
    elif verdict == "corrected" and one["kind"] == "turn":
        ledger.rule(one["id"], verdict, corrected={"speaker": draw.choice(["Anna Reyes", "Ivo Brandt"])})
    else:
        ledger.rule(one["id"], "rejected" if verdict == "rejected" else "accepted")


def as_made_now(door: Door, address: str) -> tuple[str, str]:
    """What the room answers, and what it answers where it remembers nothing; both of one moment."""
    room = door.room
    while True:
        before = room.moment.everything
        told, known = door.get(address), room.remembered
        room.remembered = Remembered()
        anew = door.get(address)
        room.remembered = known
        if room.moment.everything == before:
            return f"{told.status} {told.text}", f"{anew.status} {anew.text}"


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_comes_each_page_is_what_it_would_be_if_it_were_made_anew(ledger, door, comparing, seed):
    draw, asked = random.Random(seed), addresses(ledger)
    for step in range(STEPS):
        if step == 2:
            ledger.append(read_text(LATER, source="talks/report.txt", model=False))
        elif step == 4:
            ledger.append(read_text(ANSWER, source="talks/answer.txt", model=False))
        else:
            ruled_at_random(ledger, draw)
        for address in draw.sample(asked, len(asked)):
            told, anew = as_made_now(door, address)
            assert told == anew, (step, address)


def test_a_ruling_leaves_alone_what_it_does_not_reach(ledger, door):
    first, other = (one.id for one in ledger.records()[:2])
    entry = next(iter(ledger.entries("commitment", first)))["id"]
    for _ in range(2):  # whatever was being compared is told by the second time
        door.get(f"/record/{first}"), door.get(f"/record/{other}"), door.get("/records")
    made: list[str] = []
    room = door.room
    put = room.remembered.put
    room.remembered.put = lambda key, kept: (made.append(key[0]), put(key, kept))[1]  # type: ignore[method-assign]
    ledger.rule(entry, "rejected")
    for path in ("/records", f"/record/{other}", f"/record/{first}"):
        door.get(path)
    assert made == [f"/record/{first}"]


def test_what_another_process_ruled_is_known_from_the_trail(ledger):
    record, other = (one.record for one in ledger.records()[:2])
    ruled = Ruled(ledger)
    assert not ruled.is_since([record], 0)
    number = ledger.rule(next(iter(ledger.entries("commitment", record)))["id"], "accepted").number
    assert ruled.is_since([record, other], 0)
    assert not ruled.is_since([other], 0)
    assert not ruled.is_since([record], number)
    assert Ruled(ledger).is_since([record], 0)


def test_of_what_was_ruled_long_ago_it_is_not_said_that_nothing_came_since(ledger):
    record = ledger.records()[0].record
    number = ledger.rule(next(iter(ledger.entries("commitment", record)))["id"], "accepted").number
    ruled = Ruled(ledger)
    assert not ruled.is_since([record], number)
    assert ruled.is_since([record], number - 1)


def test_what_was_not_asked_for_longest_is_forgotten_first_and_an_older_answer_gives_way_to_a_newer():
    remembered = Remembered(800)
    for name in range(9):
        remembered.put(name, Kept(b"x" * 100))
        remembered.get(0)
    assert [name for name in range(9) if remembered.get(name)] == [0, *range(2, 9)]
    remembered.put(0, Kept(b"y"))
    assert remembered.get(0) == Kept(b"y")
    remembered.put("long", Kept(b"z" * 101))
    assert remembered.get("long") is None
