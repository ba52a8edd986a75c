"""Whoever reads, rules and decides is killed, at moments that nobody chose and before every single write."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from servanda import work
from servanda.ledger import Ledger
from servanda.ledger.verifying import verified
from tests.soak import share
from tests.soak.writer import source, talk
from tests.writers import Writers

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork the writers that are killed")

KILLS = 500
SEED = 20240524
AT_ONCE = 2.0
"""Seconds within which a ledger is open again, on a machine that has other things to do."""
MADE = 20.0
"""The same where the making of a server's tables was cut off: it is done again, from its beginning."""


@pytest.fixture(scope="module")
def writers() -> Iterator[Writers]:
    with Writers("tests.soak.writer") as started:
        yield started


def ended(writers: Writers, ledger: str, first: int, *, after: int = 0, seconds: float | None = None, **how: Any) -> list[str]:
    """What a writer acknowledged before it was killed, so many seconds after so many words, or ended itself."""
    asked = {"ledger": ledger, "first": first, "at": None, "how": "kill", **how}
    writer, said, more = writers.start(json.dumps(asked), after=after)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(writer, signal.SIGKILL)
    return [*said, *more]


@pytest.fixture(params=["a file", "a server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Names a place for one more ledger, where none is yet."""
    if request.param == "a file":
        numbers = count()
        yield lambda: str(tmp_path / f"talks-{next(numbers)}.servanda")
        return
    server = request.getfixturevalue("postgres")
    used: list[str] = []

    def database() -> str:
        used.append(server.new_database())
        return used[-1]

    yield database
    server.give_back(*used)


def held(ledger: str, there: Counter[str]) -> Counter[str]:
    """How much of each kind is there, once it was seen that all of it is whole. The ledger opens at once.

    `there` is what was there before: where that is nothing, the ledger itself may not be there yet.
    """
    within = MADE if "://" in ledger and not there.total() else AT_ONCE
    begun = time.monotonic()
    with Ledger.open(ledger) as opened:
        assert time.monotonic() - begun < within
        with opened.writes():
            pass  # a server is done with what the killed one asked of it last
        found = verified(opened)
        assert found.faults == []
        links = {chain.name: chain.links for chain in found.chains}
        return Counter(kept=found.records, ruled=links["ruling"], decided=links["decision"])


def acknowledged(said: list[str]) -> Counter[str]:
    return Counter(line.split()[0] for line in said)


def test_a_kill_at_any_moment_loses_nothing_that_was_acknowledged_and_leaves_nothing_half_done(
    writers: Writers, place: Callable[[], str], record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(SEED)
    ledger, there, every = "", Counter[str](), Counter[str]()
    for number in range(round(KILLS * share())):
        if number % 25 == 0:  # a new ledger: its making is cut off now and then too
            ledger, there = place(), Counter()
        heard = ended(writers, ledger, there["kept"], after=chance.randrange(6), seconds=chance.expovariate(1 / 0.03))
        said, now = acknowledged(heard), held(ledger, there)
        for kind in ("kept", "ruled", "decided"):
            assert there[kind] + said[kind] <= now[kind] <= there[kind] + said[kind] + 1, (kind, heard, there, now)
        assert sum(now.values()) <= sum(there.values()) + sum(said.values()) + 1  # one thing was in hand, at most
        there = now
        every.update(kills=1, **{kind: said[kind] for kind in now})
    with Ledger.open(ledger) as opened:
        for number in range(there["kept"]):
            assert opened.reading(source(number)) == work.read_text(talk(number), source=source(number), model=False)
    tell(record_property, every)
    record_property("seed", SEED)


@pytest.mark.parametrize("how", ["kill", "fail"])
def test_an_end_before_any_single_write_leaves_what_was_before_or_what_is_after(
    writers: Writers, place: Callable[[], str], how: str, record_property: Callable[[str, object], None]
) -> None:
    step = round(1 / share())
    every = Counter[str]()
    last = 0
    for at in range(1, 1000, step):
        ledger = place()
        heard = ended(writers, ledger, 0, at=at, how=how)
        said = acknowledged(heard)
        now = held(ledger, Counter())
        lost = {kind for kind in now if now[kind] < said[kind]}
        assert lost == set(), at
        assert sum(now.values()) <= sum(said[kind] for kind in now) + 1, at
        if said["done"]:
            last = at
            break
        again = acknowledged(ended(writers, ledger, 1, at=100_000))
        assert again["done"], at  # whoever comes next can do it all
        every.update(ends=1, **{kind: said[kind] for kind in now})
    assert last > 50
    tell(record_property, every)


def tell(record_property: Callable[[str, object], None], every: Counter[str]) -> None:
    """Note how often a writer was ended, and how much of what it said was kept, ruled and decided is there."""
    ends = every["kills"] + every["ends"]
    record_property("processes ended", ends)
    record_property("things acknowledged before, all of them there", every.total() - ends)
