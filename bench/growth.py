"""How everything grows with a corpus: reading, the ledger, comparing and searching at 1, 2, 5 and 10 times as many records.

It is measured twice. Once the records are those of the corpus, in an order of chance, as far as they go. Then they are those
of the first ledger again and again, with other names and days in each copy (`bench.multiplying`): a copy says word for word
what its original said, and so finds more to be held against it than any record that anybody published. All are read by rules
alone, by one process. Times are those of processors, not of the clock, so that a machine with other work to do measures the
same. `SERVANDA_GROWTH` says how many records the first ledger has; run by hand, since 300 of them take more than half an hour.
"""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from bench.curves import drawing
from bench.multiplying import multiplied
from bench.scale import SEARCHES, copied
from bench.speed import white_house
from servanda import work
from servanda.comparison import Comparison
from servanda.ledger import Ledger

TIMES = (1, 2, 5, 10)
RECORDS = 300
"""In the first ledger, unless `SERVANDA_GROWTH` names another number."""
EIGHTH = 1_200
"""Records of the corpus that there are at least where two of sixteen beginnings of their names' hashes are looked at."""
BOUND = 1.2
"""Ten times the records may take so many times ten times as much."""
BOUNDED = {
    "reading_s": "reading",
    "ledger_mb": "the ledger, read",
    "compared_mb": "the ledger, compared",
    "search_s": "a search",
}
"""What is held to the bound."""
DRAWN = {**BOUNDED, "comparing_s": "comparing"}
PICTURE = Path(__file__).parent.parent / "docs" / "growth.svg"
_ASKED = 5
"""How often each search is made: the median of all is told."""


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:  # noqa: ARG001 - every measurement is called so
    """All points of both, one ledger growing from each to the next."""
    number = int(os.environ.get("SERVANDA_GROWTH") or RECORDS)
    wanted = number * TIMES[-1]
    real = white_house(shared, sys.maxsize, ("0", "1") if wanted <= EIGHTH else ("",))[:wanted]
    own, repeated = _series(real, number, wanted), _series(real[:number], number, wanted)
    result: dict[str, Any] = {**own, "repeated": repeated}
    PICTURE.write_text(picture(result), encoding="utf-8")
    return {**result, "broken": [*broken(own), *(f"repeated: {line}" for line in broken(repeated))]}


def _series(real: list[tuple[str, bytes]], number: int, wanted: int) -> dict[str, Any]:
    """All points of some records, and of copies where there are no more of them."""
    every = list(islice(multiplied(real, -(-wanted // len(real))), wanted))
    with tempfile.TemporaryDirectory(prefix="servanda-growth-") as folder:
        return {"points": _grown(every, number, Path(folder)), "copies": max(0, wanted - len(real))}


def _grown(records: list[tuple[str, bytes]], base: int, folder: Path) -> list[dict[str, Any]]:
    """What is measured at each point."""
    work.read_bytes(records[0][1], source="warm-up", model=False)
    growing, spent, points = folder / "growing.servanda", 0.0, []
    with work.open_ledger(growing) as ledger:
        before, keeping = 0, 0.0
        for times in TIMES:
            some = records[before * base : times * base]
            begin = _processors()
            keeping += _read(ledger, some)
            spent += _processors() - begin
            before = times
            grown = folder / f"{times}.servanda"
            copied(growing, grown)
            point: dict[str, Any] = {
                "times": times,
                "records": times * base,
                "characters": _characters(records[: times * base]),
            }
            point |= {"reading_s": spent, "keeping_s": keeping, "ledger_mb": grown.stat().st_size / 2**20}
            points.append({**point, **_in_a_process_of_its_own(grown)})
            grown.unlink()
            print(f"{times * base:,} records done", file=sys.stderr, flush=True)
    return points


def _read(ledger: Ledger, records: list[tuple[str, bytes]]) -> float:
    """Read records and keep what was read. Gives how many seconds of this went into keeping."""
    keeping = 0.0
    for outcome in work.read_all([work.Given(content, name) for name, content in records], model=False):
        if outcome.reading is None:
            raise RuntimeError(f"{outcome.source}: {outcome.error}")
        keeping += _spent(ledger.append, outcome.reading)
    return keeping


def _characters(records: list[tuple[str, bytes]]) -> int:
    return sum(len(content.decode("utf-8")) for _, content in records)


def _in_a_process_of_its_own(ledger: Path) -> dict[str, Any]:
    out = subprocess.run([sys.executable, "-m", "bench.growth", str(ledger)], check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(out.stdout.splitlines()[-1])
    return found


def measured(ledger_file: Path) -> dict[str, Any]:
    """One ledger, compared from the beginning, then searched."""
    with work.open_ledger(ledger_file) as ledger:
        begin = _processors()
        compared = Comparison(ledger)
        comparing = _processors() - begin
        _search(ledger, SEARCHES[0])
        searches = [_spent(_search, ledger, asked) for asked in SEARCHES for _ in range(_ASKED)]
        matters = len(compared.matters())
    own, helpers = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "comparing_s": comparing,
        "memory_mb": max(own, helpers),
        "search_s": statistics.median(searches),
        "slowest_search_s": max(searches),
        "compared_mb": ledger_file.stat().st_size / 2**20,
        "matters": matters,
        "tables_mb": tables(ledger_file),
    }


def tables(ledger_file: Path) -> dict[str, float]:
    """Megabytes of each table with its indexes, the largest first; the tables of the full text together as `passage_words`."""
    held: dict[str, float] = defaultdict(float)
    query = "SELECT m.tbl_name, sum(s.pgsize) FROM dbstat s JOIN sqlite_master m ON m.name = s.name GROUP BY m.tbl_name"
    with closing(sqlite3.connect(ledger_file)) as connection:
        for name, size in connection.execute(query):
            held["passage_words" if name.startswith("passage_words") else name] += size / 2**20
    return dict(sorted(held.items(), key=lambda one: -one[1]))


def _search(ledger: Ledger, asked: dict[str, Any]) -> None:
    Comparison(ledger).search(**asked)


def _spent(function: Callable[..., object], *given: Any) -> float:
    begin = time.process_time()
    function(*given)
    return time.process_time() - begin


def _processors() -> float:
    """Seconds that processors gave this process and those it waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def above_linear(points: list[dict[str, Any]], name: str) -> float:
    """The last point's figure over what the first's would have grown to in a straight line through nothing."""
    first, last = points[0], points[-1]
    return float(last[name] / first[name] / (last["characters"] / first["characters"]))


def broken(result: dict[str, Any]) -> list[str]:
    """What grows faster than allowed."""
    grown = {name: above_linear(result["points"], name) for name in BOUNDED}
    return [f"{name} {share:.2f} times linear, floor {BOUND}" for name, share in grown.items() if share > BOUND]


def picture(result: dict[str, Any]) -> str:
    """The curves."""
    points = result["points"]
    curves = {words: [point[name] for point in points] for name, words in DRAWN.items()}
    return drawing("What ten times the records take", [point["times"] for point in points], curves, bound=BOUND)


_ROWS: tuple[tuple[str, Callable[[dict[str, Any]], str], str], ...] = (
    ("characters", lambda point: f"{point['characters']:,}", ""),
    ("reading, by rules alone", lambda point: f"{point['reading_s']:,.0f} s", "reading_s"),
    ("of this: keeping it in the ledger", lambda point: f"{point['keeping_s']:,.1f} s", "keeping_s"),
    ("the ledger's file, after reading", lambda point: f"{point['ledger_mb']:,.1f} MB", "ledger_mb"),
    ("a search, median", lambda point: f"{point['search_s'] * 1000:,.1f} ms", "search_s"),
    ("a search, slowest", lambda point: f"{point['slowest_search_s'] * 1000:,.1f} ms", "slowest_search_s"),
    ("comparing everything from the beginning", lambda point: f"{point['comparing_s']:,.0f} s", "comparing_s"),
    ("the ledger's file, compared", lambda point: f"{point['compared_mb']:,.1f} MB", "compared_mb"),
    ("peak memory of the largest process that compares", lambda point: f"{point['memory_mb']:,.0f} MB", "memory_mb"),
    ("matters", lambda point: f"{point['matters']:,}", ""),
)


def markdown(result: dict[str, Any]) -> str:
    """Both tables, and the drawing."""
    own = _table(result["points"])
    copies = result["copies"]
    told = f"{copies:,} of these records are copies: the corpus has no more." if copies else "None of these records is a copy."
    lines = [*own, "", told, "", "![What ten times the records take, beside a straight line](growth.svg)"]
    if repeated := result.get("repeated"):
        first = repeated["points"][0]["records"]
        said = (
            f"The first {first:,} of them again and again, in copies in which everybody is called otherwise and every day lies "
            "a year later. These say word for word what was said, so that each statement is repeated in every copy, as in no "
            "records that somebody published:"
        )
        lines += ["", said, "", *_table(repeated["points"])]
    return "\n".join(lines)


def _table(points: list[dict[str, Any]]) -> list[str]:
    heads = " | ".join(f"{point['records']:,}" for point in points)
    lines = [f"| records, seconds of processors | {heads} | growth beside linear |", f"|---|{'--:|' * (len(points) + 1)}"]
    for what, cell, name in _ROWS:
        beside = f"{above_linear(points, name):.2f}" if name else ""
        lines.append(f"| {what} | {' | '.join(map(cell, points))} | {beside} |")
    return lines


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1]))))
