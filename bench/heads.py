"""How often the heads of records are read right: dates, place, language, kind, title, publisher.

Against the head fields of the hand-made gold, and against the index of records (whose dates, languages and kinds were written
by whoever collected them; its places count where the record's first lines print them).
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from servanda.errors import ServandaError
from servanda.model import Record
from servanda.records.intake import take_bytes, take_file

GOLD_FIELDS = ("title", "publisher", "published", "event_date", "place", "language", "kind")
Case = tuple[str, str, str | None, str | None]
"""Measure, record, wanted, got."""


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:
    """Accuracy by field, with what was given wrongly apart from what was left unknown; and the cases that were wrong."""
    del peers  # none reads heads of records
    counts: dict[str, dict[str, int]] = defaultdict(lambda: {"right": 0, "wrong": 0, "missing": 0})
    faults: list[dict[str, str]] = []
    for measure, name, wanted, got in cases(shared):
        right = _same(wanted, got, loosely=measure.endswith((".place", ".publisher")))
        counts[measure]["right" if right else "missing" if got is None else "wrong"] += 1
        if not right:
            faults.append({"measure": measure, "record": name})
    fields = {name: {**tally, "accuracy": round(tally["right"] / sum(tally.values()), 3)} for name, tally in counts.items()}
    return {"fields": fields, "faults": faults}


def cases(shared: Path) -> Iterator[Case]:
    """What was wanted and what was got, field by field. What is kept of it names records only and copies no words."""
    yield from _gold(shared)
    yield from _quotations(shared)
    yield from _index(shared)


def markdown(result: dict[str, Any]) -> str:
    """One row a field."""
    lines = ["| field | records | right | wrong | left unknown | accuracy |", "|---|---:|---:|---:|---:|---:|"]
    for name, row in result["fields"].items():
        total = row["right"] + row["wrong"] + row["missing"]
        lines.append(f"| {name} | {total} | {row['right']} | {row['wrong']} | {row['missing']} | {row['accuracy']:.3f} |")
    return "\n".join(lines)


def _gold(shared: Path) -> Iterator[Case]:
    """Every head field of the gold, null included: what is not printed must stay unknown."""
    for path in sorted((*(shared / "gold").glob("*.gold.json"), *(shared / "gold" / "ru").glob("*.gold.json"))):
        gold = json.loads(path.read_text(encoding="utf-8"))
        record = _read(path.with_name(gold["record"]))
        if record is None:
            continue
        for field in GOLD_FIELDS:
            yield f"gold.{field}", path.name, gold.get(field), getattr(record, field)


def _quotations(shared: Path) -> Iterator[Case]:
    """Press-service reports: the day and title of each are in the index beside them."""
    folder = shared / "gold" / "quotations"
    with (folder / "index.tsv").open(encoding="utf-8", newline="") as stream:
        for row in csv.reader(stream, delimiter="\t"):
            if len(row) < 5 or not (folder / row[0]).exists():
                continue
            record = _read(folder / row[0])
            if record:
                yield "reports.date", row[0], row[4], record.reference_date
                yield "reports.title", row[0], row[1], record.title
                yield "reports.language", row[0], "en", record.language
                yield "reports.kind", row[0], "report", record.kind


def _index(shared: Path) -> Iterator[Case]:
    """The collected records, in every layout: date, language, kind; place where the index names one that can be printed."""
    with (shared / "records" / "index.tsv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            record = _read(shared / "records" / row["file"])
            if record is None:
                yield "records.read", row["file"], "read", None
                continue
            yield "records.read", row["file"], "read", "read"
            yield "records.language", row["file"], row["language"], record.language
            yield "records.kind", row["file"], row["kind"], record.kind
            if len(row["date"]) == 10:
                yield "records.date", row["file"], row["date"], record.reference_date
                yield "records.date, unnamed", row["file"], row["date"], _unnamed(shared / "records" / row["file"])
            if any(part in record.text[:1500] for part in _parts(row["place"])):
                yield "records.place", row["file"], row["place"], record.place


def _read(path: Path) -> Record | None:
    try:
        return take_file(path)[0]
    except ServandaError:
        return None


def _same(wanted: str | None, got: str | None, *, loosely: bool) -> bool:
    """Equal; places and publishers also where one of the parts between commas is."""
    if wanted is None or got is None or not loosely:
        return (wanted or None) == got
    return bool({part.lower() for part in _parts(wanted)} & {part.lower() for part in _parts(got)})


def _unnamed(path: Path) -> str | None:
    """The reference date of the same bytes without a file's name to go by."""
    return take_bytes(path.read_bytes())[0].reference_date


def _parts(place: str) -> set[str]:
    """What stands between commas, without its article."""
    plain = place.replace("/", ",").replace("’", "'")
    return {part.strip().removeprefix("the ").removeprefix("The ") for part in plain.split(",") if part.strip()}
