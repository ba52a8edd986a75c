"""Fifty reviewers who rule at once over HTTP on one embedded ledger: nothing lost, doubled or silently overwritten.

Each asks what waits in some record, thinks, rules on what he saw, and now and then undoes his last ruling, or several together.
Many see the same entry at the same time: one rules, the others are refused and told so. Afterwards the ledger's trail is held
against what each was answered. The records are written for this, the choices seeded; the server is `servanda serve`.
"""

from __future__ import annotations

import json
import random
import statistics
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from bench.serving import asked, opened, token_of
from servanda import open_ledger, read_text
from servanda.ledger.chain import broken_links
from servanda.model import EntryRuling

REVIEWERS = 50
SECONDS = 300.0
SEED = "fifty reviewers"
RECORDS = 12
"""Few enough that several look at one record at any time."""
THINKING = (1.0, 8.0)
"""Seconds, from and to, that a reviewer looks at an entry."""
UNDONE = 0.1
"""Share of rulings that are taken back by whoever made them."""
TOGETHER = 0.1
"""Share of rulings that are made upon several entries in one stroke."""
VERDICTS = ("accepted", "accepted", "rejected")
_TOWNS = ("Velmar", "Kessin", "Orsk", "Halden", "Marrow", "Tesh")
_WORKS = ("bridge", "lock", "ferry", "school", "railway", "dam", "market", "clinic", "tunnel", "harbour")


@dataclass(slots=True)
class Told:
    """What one reviewer was answered."""

    kept: dict[str, int] = field(default_factory=dict)
    """By the reason that he gave with a ruling, which is his alone: its number."""
    undone: set[int] = field(default_factory=set)
    stale: set[str] = field(default_factory=set)
    """Reasons of rulings that were refused, since somebody had ruled in between."""
    others: Counter[int] = field(default_factory=Counter)
    """Any other answer, by its status; 0 where none came."""
    seconds: list[float] = field(default_factory=list)
    """Until each ruling was acknowledged or refused."""


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:  # noqa: ARG001 - every measurement is called so
    """The whole of it."""
    return trial(SECONDS)


def trial(seconds: float) -> dict[str, Any]:
    """So many seconds of it; what came of it, and under `broken` whatever of the trail is not as it was told."""
    with tempfile.TemporaryDirectory(prefix="servanda-load-") as folder:
        place = Path(folder) / "load.servanda"
        _made(place)
        with opened(place) as port:
            told = _reviewed(port, seconds)
        with open_ledger(place, create=False) as ledger:
            every = ledger.rulings()
            with ledger.reads() as connection:
                broken = [f"the chain of {table.name}s does not hold" for table, _ in broken_links(connection)]
    broken += faults(told, every)
    spent = sorted(one for each in told for one in each.seconds)
    return {
        "reviewers": REVIEWERS,
        "seconds": seconds,
        "kept": sum(len(one.kept) for one in told),
        "undone": sum(len(one.undone) for one in told),
        "stale": sum(len(one.stale) for one in told),
        "failed": dict(sum((one.others for one in told), Counter())),
        "trail": len(every),
        "median_s": statistics.median(spent),
        "p95_s": spent[int(0.95 * (len(spent) - 1))],
        "slowest_s": spent[-1],
        "broken": broken,
    }


def talk(draw: random.Random, number: int) -> str:
    """A talk of two presidents about what will be built where, of many sentences that a reader finds something in."""
    lines = [f"Meeting with President of Belmora Tomas Weller\n2024-{1 + number % 12:02}-14 | Velmar\n"]
    for turn in range(12):
        work, other = draw.sample(_WORKS, 2)
        town = draw.choice(_TOWNS)
        name = "Elena Marsh" if turn % 2 else "Tomas Weller"
        head = name if turn > 1 else f"President of {'Ardania' if turn % 2 else 'Belmora'} {name}"
        lines.append(
            f"{head}: We will open the {work} in {town} by the end of {2025 + draw.randrange(5)}. "
            f"Trade grew by {draw.randrange(2, 60)} percent last year. We support the {other} in {town}, and we will pay "
            f"{draw.randrange(2, 90)} million euros for it.\n"
        )
    return "\n".join(lines)


def _made(place: Path) -> None:
    draw = random.Random(SEED)
    with open_ledger(place) as ledger:
        for number in range(RECORDS):
            ledger.append(read_text(talk(draw, number), source=f"talks/{number:03}.txt", model=False))


def _reviewed(port: int, seconds: float) -> list[Told]:
    """What each reviewer was answered in so many seconds."""
    records = [one["id"] for one in json.loads(asked(port, "GET", "/records.json")[1])]
    token = token_of(asked(port, "GET", "/review")[1])
    told = [Told() for _ in range(REVIEWERS)]
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_Reviewer(port, token, number, records, one).work, args=(until,))
        for number, one in enumerate(told)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


class _Reviewer:
    """One who rules."""

    def __init__(self, port: int, token: str, number: int, records: Sequence[str], told: Told) -> None:
        self._port, self._token, self._number, self._records, self._told = port, token, number, records, told
        self._draw = random.Random(f"{SEED} {number}")
        self._made = 0

    def work(self, until: float) -> None:
        """Until it is time to go."""
        while time.monotonic() < until:
            together = self._draw.random() < TOGETHER
            path = "/review/list.json" if together else "/review.json"
            status, answer = asked(self._port, "GET", f"{path}?record={self._draw.choice(self._records)}")
            found = json.loads(answer) if status == 200 else None
            time.sleep(self._draw.uniform(*THINKING))
            if not found:
                self._told.others[status] += status != 200
                continue
            number = self._rule(self._draw.sample(found, min(3, len(found))) if together else [found])
            if number and self._draw.random() < UNDONE:
                self._undo(number)

    def _rule(self, seen: Sequence[Mapping[str, Any]]) -> int | None:
        """Rule on what was seen. Gives the number of the last ruling; None where it was refused."""
        why = f"reviewer {self._number}, {self._made}"
        self._made += 1
        sent = {
            "verdict": self._draw.choice(VERDICTS),
            "why": why,
            "back": "/review",
            "entry": [f"{one['id']}@{one['seen']}" for one in seen],
        }
        begin = time.perf_counter()
        status, address = self._sent("/rule", sent)
        self._told.seconds.append(time.perf_counter() - begin)
        if status == 303:
            number = int(parse_qs(urlsplit(address).query)["did"][0])
            self._told.kept[why] = number
            return number
        if status == 409:
            self._told.stale.add(why)
        else:
            self._told.others[status] += 1
        return None

    def _undo(self, number: int) -> None:
        status, _ = self._sent("/undo", {"number": number})
        if status == 303:
            self._told.undone.add(number)
        else:
            self._told.others[status] += 1

    def _sent(self, path: str, fields: Mapping[str, Any]) -> tuple[int, str]:
        return asked(self._port, "POST", path, urlencode({"token": self._token, **fields}, doseq=True))


def faults(told: Sequence[Told], every: Sequence[EntryRuling]) -> list[str]:
    """Where the trail is not what reviewers were told."""
    rulings = [one for one in every if one.act != "undone"]
    by_reason: dict[str | None, list[EntryRuling]] = defaultdict(list)
    for one in rulings:
        by_reason[one.why].append(one)
    strokes = {why: len({one.together for one in some}) for why, some in by_reason.items()}
    undone = {one.undoes for one in every if one.undoes}
    kept = {why: number for each in told for why, number in each.kept.items()}
    stale = set().union(*(each.stale for each in told))
    ours = [number for each in told for number in each.undone]
    checks = {
        "numbers are missing in the trail": [one.number for one in every] != list(range(1, len(every) + 1)),
        "rulings are lost": [why for why, number in kept.items() if number not in [one.number for one in by_reason[why]]],
        "rulings are doubled": [why for why, some in by_reason.items() if strokes[why] > 1 or _twice(some)],
        "what was refused is in the trail": stale & by_reason.keys(),
        "undoings are lost": [number for number in ours if number not in undone],
        "what was seen had been ruled upon since": _overwritten(every),
        "somebody's rulings are out of order": [
            number for number, each in enumerate(told) if list(each.kept.values()) != sorted(each.kept.values())
        ],
    }
    return [f"{what}: {found}" for what, found in checks.items() if found]


def _twice(some: Sequence[EntryRuling]) -> bool:
    return len({one.entry for one in some}) < len(some)


def _overwritten(every: Sequence[EntryRuling]) -> list[int]:
    """Numbers of rulings upon a version of an entry on which another ruling stood already, which its maker had not seen."""
    standing: dict[str, dict[int, str]] = defaultdict(dict)
    found = []
    for one in every:
        if one.undoes:
            standing[one.entry].pop(one.undoes, None)
        else:
            if one.seen in standing[one.entry].values():
                found.append(one.number)
            standing[one.entry][one.number] = one.seen
    return found


def markdown(result: dict[str, Any]) -> str:
    """The table."""
    failed = sum(result["failed"].values())
    times = " / ".join(f"{result[name] * 1000:,.0f}" for name in ("median_s", "p95_s", "slowest_s"))
    rows = (
        (
            f"rulings acknowledged, of {result['reviewers']} reviewers in {result['seconds']:,.0f} seconds",
            f"{result['kept']:,}",
        ),
        ("taken back by whoever made them", f"{result['undone']:,}"),
        ("refused, since somebody had ruled upon the entry in between", f"{result['stale']:,}"),
        ("failed", f"{failed:,}"),
        ("lines in the trail: rulings and undoings, several to a stroke", f"{result['trail']:,}"),
        ("lost, doubled, overwritten or out of order; breaks in the chain", f"{len(result['broken']):,}"),
        ("until a ruling is acknowledged or refused, ms: median / 95th percentile / slowest", times),
    )
    return "\n".join(["| | |", "|---|---|", *(f"| {what} | {found} |" for what, found in rows)])
