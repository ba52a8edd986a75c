"""Matters against what annotators joined: what is reached, what is put together, how it is related.

Two ledgers are judged: one of the gold's records alone, and one of all English records, in which a matter can go astray.
`python -m bench.matters SHARED` lists the pairs of the second that were missed, and those that were wrongly joined.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import servanda
from servanda.ledger import Ledger
from servanda.outward.joined import matter_to_dict

SEED_DAYS = {"001_5dbc1d1420c76a38.txt": "2025-03-13"}
"""Days of seeds that print none: said by whoever gives the record to the reader."""
FLOORS = {"found": 0.75, "pairs_f1": 0.70, "relations_right": 0.60}


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:
    """The scores of both ledgers, as `score_matters.py` gives them."""
    del peers  # there are none
    gold = json.loads((shared / "gold" / "matters.json").read_text(encoding="utf-8"))
    own = {entry["record"] for matter in gold for entry in matter["entries"]}
    return {
        "gold's records": _judged(shared, [path for path in _records(shared) if path.name in own]),
        "all English records": _judged(shared, _records(shared)),
    }


def markdown(result: dict[str, Any]) -> str:
    """The scores as a table."""
    lines = [
        "| ledger | records | matters | gold entries reached | pairs F1 | relations right, of those reached |",
        "|---|---|---|---|---|---|",
    ]
    for name, found in result.items():
        score = found["score"]
        lines.append(
            f"| {name} | {found['records']} | {found['matters']} | {score['found']:.2f} | {score['pairs_f1']:.2f} "
            f"| {score['relations_right']:.2f} of {score['relations_reached']} |"
        )
    floors = f"Floors: reached {FLOORS['found']}, pairs {FLOORS['pairs_f1']}, relations {FLOORS['relations_right']}."
    return "\n".join([*lines, "", floors])


def _folders(shared: Path) -> tuple[Path, Path]:
    return shared / "records", shared / "seeds"


def _records(shared: Path) -> list[Path]:
    """The records and the seeds, in the order of their names."""
    paths = [path for folder in _folders(shared) for path in folder.iterdir()]
    return sorted(path for path in paths if path.suffix in (".txt", ".html", ".xml") and path.is_file())


def english_ledger(shared: Path, file: Path) -> tuple[Ledger, int]:
    """A ledger of all English records and the seeds, and how many they are."""
    ledger = Ledger.open(file)
    return ledger, sum(_keep(ledger, path) for path in _records(shared))


def _judged(shared: Path, paths: Sequence[Path]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger.open(Path(folder) / "matters.servanda")
        kept = sum(_keep(ledger, path) for path in paths)
        return {"records": kept, **_scored(shared, ledger)}


def _keep(ledger: Ledger, path: Path) -> bool:
    """Keep the reading of an English record."""
    reading = servanda.read(path, reference_date=SEED_DAYS.get(path.name))
    if reading.record.language not in ("en", None):
        return False
    ledger.append(reading)
    return True


def _scored(shared: Path, ledger: Ledger) -> dict[str, Any]:
    found = _told(ledger)
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "matters.json"
        told.write_text(json.dumps(found), encoding="utf-8")
        places = (shared / "bench" / "score_matters.py", shared / "gold" / "matters.json", told, *_folders(shared))
        given = subprocess.run([sys.executable, *map(str, places)], capture_output=True, check=True)
    return {"matters": len(found), "score": json.loads(given.stdout)}


def _told(ledger: Ledger) -> list[dict[str, Any]]:
    """All matters of a ledger, in the outward form."""
    comparison = servanda.compare(ledger)
    return [matter_to_dict(comparison.matter(listed.id)) for listed in comparison.matters(everything=True)]


def errors(shared: Path, ledger: Ledger) -> Iterator[str]:
    """Pairs of reached gold entries that the matters of a ledger miss, and those that they join wrongly, a line each."""
    entries = list(_gold_entries(shared))
    hits: list[set[str]] = [set() for _ in entries]
    for matter in _told(ledger):
        for entry in matter["entries"]:
            for number, (_, record, start, end, _) in enumerate(entries):
                if entry["record"] == record and entry["start"] < end and entry["end"] > start:
                    hits[number].add(matter["name"])
    reached = [number for number, names in enumerate(hits) if names]
    for number in sorted(set(range(len(entries))) - set(reached)):
        yield f"not reached: {entries[number][0]}: {entries[number][4]}"
    for one, other in combinations(reached, 2):
        together, joined = entries[one][0] == entries[other][0], hits[one] & hits[other]
        if together != bool(joined):
            what = "missed" if together else f"wrongly joined in {', '.join(sorted(joined))}"
            yield f"{what}: {entries[one][0]}: {entries[one][4]} | {entries[other][0]}: {entries[other][4]}"


def _gold_entries(shared: Path) -> Iterator[tuple[str, str, int, int, str]]:
    """Of each gold entry its matter, its record's SHA-256, where it stands, and its words."""
    for matter in json.loads((shared / "gold" / "matters.json").read_text(encoding="utf-8")):
        for entry in matter["entries"]:
            path = next(folder / entry["record"] for folder in _folders(shared) if (folder / entry["record"]).exists())
            data = path.read_bytes()
            start = data.decode("utf-8").index(entry["text"])
            yield matter["matter"], hashlib.sha256(data).hexdigest(), start, start + len(entry["text"]), entry["text"]


def main() -> None:
    """List the errors on all English records."""
    shared = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger.open(Path(folder) / "matters.servanda")
        for path in _records(shared):
            _keep(ledger, path)
        print("\n".join(errors(shared, ledger)))


if __name__ == "__main__":
    main()
