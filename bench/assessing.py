"""Evidence for assessment: whether what annotators call the fulfilment is among the first places that are proposed.

Asked are the relations `fulfils` and `partly_fulfils` of the gold's matters, on a ledger of all English records. The commitment
is our entry that overlaps the gold's earlier one; where we have none that can be assessed, the relation is missed. A place
proposed hits where it overlaps the gold's later words. `python -m bench.assessing SHARED` lists each with its first places.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import servanda
from bench.matters import english_ledger
from servanda.comparison import Comparison
from servanda.comparison.assessing.sheets import ASSESSED
from servanda.ledger import Ledger
from servanda.model import Evidence

ASKED = ("fulfils", "partly_fulfils")
FIRST = 3
"""Places that are looked at."""
FLOOR = 0.70


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of a record, as the gold gives it."""

    record: str
    start: int
    end: int

    def meets(self, record: str, start: int, end: int) -> bool:
        """Whether another stretch overlaps it."""
        return record == self.record and start < self.end and end > self.start


@dataclass(frozen=True, slots=True)
class Case:
    """One relation of the gold, and what is proposed for its earlier entry."""

    matter: str
    relation: str
    later: Spot
    evidence: Sequence[Evidence] | None
    """None where we have no entry that could be assessed."""

    @property
    def rank(self) -> int | None:
        """The place of the gold's later words among what is proposed."""
        found = (one for one in self.evidence or () if self.later.meets(one.place.record, one.place.start, one.place.end))
        return min((one.number for one in found), default=None)


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:
    """How often the gold's evidence is among the first three, and how long a sheet takes."""
    del peers  # there are none
    with tempfile.TemporaryDirectory() as folder:
        ledger, kept = english_ledger(shared, Path(folder) / "assessing.servanda")
        comparison = servanda.compare(ledger)
        begun = time.process_time()
        cases = list(_cases(shared, ledger, comparison))
        spent = time.process_time() - begun
    ranks = [case.rank for case in cases]
    hit = sum(rank is not None and rank <= FIRST for rank in ranks)
    share = hit / len(cases)
    return {
        "records": kept,
        "relations": len(cases),
        "without_entry": sum(case.evidence is None for case in cases),
        "ranks": ranks,
        "first": hit,
        "share": share,
        "median_rank": median(rank for rank in ranks if rank) if any(ranks) else None,
        "seconds_a_sheet": spent / len(cases),
        "broken": [f"evidence among the first {FIRST}: {share:.2f} is below {FLOOR}"] if share < FLOOR else [],
    }


def markdown(result: dict[str, Any]) -> str:
    """The figures as a table."""
    return "\n".join(
        [
            "| evidence for assessment | |",
            "|---|---|",
            f"| English records in the ledger | {result['records']} |",
            f"| gold relations `fulfils`, `partly_fulfils` | {result['relations']} |",
            f"| of these, without an entry of ours that can be assessed | {result['without_entry']} |",
            f"| gold evidence among the first {FIRST} proposed | {result['first']} ({result['share']:.2f}) |",
            f"| its place, where it is proposed: median | {result['median_rank']} |",
            f"| processor seconds for one sheet | {result['seconds_a_sheet']:.2f} |",
            "",
            f"Floor: {FLOOR:.2f} among the first {FIRST}.",
        ]
    )


def _cases(shared: Path, ledger: Ledger, comparison: Comparison) -> Iterator[Case]:
    for matter in json.loads((shared / "gold" / "matters.json").read_text(encoding="utf-8")):
        for relation in matter["relations"]:
            if relation["relation"] in ASKED:
                earlier, later = (_spot(shared, matter["entries"][relation[end]]) for end in ("to", "from"))
                entry = _entry(ledger, earlier)
                evidence = comparison.assessment(entry, everything=True).evidence if entry else None
                yield Case(matter["matter"], relation["relation"], later, evidence)


def _spot(shared: Path, entry: dict[str, Any]) -> Spot:
    path = next(place for folder in ("records", "seeds") if (place := shared / folder / entry["record"]).exists())
    data = path.read_bytes()
    start = data.decode("utf-8").index(entry["text"])
    return Spot(hashlib.sha256(data).hexdigest(), start, start + len(entry["text"]))


def _entry(ledger: Ledger, spot: Spot) -> str | None:
    """Our entry on the gold's words: a commitment before others."""
    entries = ledger.entries(record=spot.record)
    found = [one for one in entries if one["kind"] in ASSESSED and spot.meets(spot.record, one["start"], one["end"])]
    best = min(found, key=lambda one: (ASSESSED.index(one["kind"]), one["start"]), default=None)
    return str(best["id"]) if best else None


def main() -> None:
    """List the cases, each with the first places proposed: where they stand and why, no word of a record but what is shared."""
    shared = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        ledger, _ = english_ledger(shared, Path(folder) / "assessing.servanda")
        for case in _cases(shared, ledger, servanda.compare(ledger)):
            print(f"{case.matter} · {case.relation} · {case.rank if case.evidence is not None else 'no entry'}")
            for one in (case.evidence or ())[:FIRST]:
                print(f"    {one.number} {one.place.day} {one.side} {one.place.start}-{one.place.end} {'; '.join(one.why)}")


if __name__ == "__main__":
    main()
