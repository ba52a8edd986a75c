"""Statements and instruments told of held-out records as they come, each judged by itself.

450 entries were drawn by chance from what was told of 420 held-out White House records and six others, whatever their
confidence, at most three of a kind from one record, and read beside their records by two readers, who saw neither the
confidences nor each other's verdicts. These stand in `statement-verdicts.tsv` by the places of their words: nothing is learnt
from these records, nor is anything changed by the verdicts, so that a judged entry which is told no more is only left out. What
one of the two doubted, or they differ in, is left out too. A right entry has the right kind; with its holder, the right holder
as well.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.calibration import Judged, calibration
from bench.judging import scorer_of
from bench.speed import white_house
from servanda.model import Entry, Passage
from servanda.readings.quotes import tagger
from servanda.standing import shown_first
from servanda.work import read_bytes

VERDICTS = Path(__file__).parent / "statement-verdicts.tsv"
KINDS = ("commitment", "progress", "position", "instrument")
READERS = {"with the model": True, "by rules alone": False}
SAME = 0.5
"""Share of the characters of both from which on an entry is the one that was judged."""
UNSETTLED = "?"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reader said of one entry."""

    record: str
    kind: str
    start: int
    end: int
    said: str
    """`right`, `wrong` or `doubtful`."""
    holder: str | None
    """Who holds it; None for nobody by name, `?` where that is not settled."""

    def share(self, entry: Entry) -> float:
        """The part that an entry of its kind and it have in common, of the characters of both."""
        if not isinstance(entry, Passage) or entry.kind != self.kind:
            return 0.0
        span = entry.span
        return max(0, min(self.end, span.end) - max(self.start, span.start)) / (
            max(self.end, span.end) - min(self.start, span.start)
        )


@dataclass(frozen=True, slots=True)
class Met:
    """A judged entry that is told."""

    verdict: Verdict
    confidence: float
    holds: bool | None
    """Whether its holder is right; None where that is not settled."""


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:
    """Every reader that is installed, on the judged records."""
    del peers  # there are none
    verdicts = list(_verdicts())
    records = _records(shared, {verdict.record for verdict in verdicts})
    readers = {reader: model for reader, model in READERS.items() if not model or tagger.available()}
    told = {reader: _counted(verdicts, list(_met(shared, verdicts, records, model=model))) for reader, model in readers.items()}
    return {"drawn": dict(Counter(verdict.kind for verdict in verdicts)), "readers": told, "broken": []}


def _verdicts() -> Iterator[Verdict]:
    for line in VERDICTS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            record, kind, start, end, said, holder = line.split("\t")
            yield Verdict(record, kind, int(start), int(end), said, None if holder == "-" else holder)


def _records(shared: Path, wanted: set[str]) -> dict[str, bytes]:
    found = {path.name: path.read_bytes() for path in (shared / "records").iterdir() if path.name in wanted}
    return found | {name: content for name, content in white_house(shared, sys.maxsize, ("",)) if name in wanted}


def _met(shared: Path, verdicts: Sequence[Verdict], records: dict[str, bytes], *, model: bool) -> Iterator[Met]:
    scorer = scorer_of(shared)
    for record, mine in groupby(sorted(verdicts, key=attrgetter("record")), key=attrgetter("record")):
        entries = read_bytes(records[record], source=record, model=model).entries
        for verdict in mine:
            entry = max(entries, key=verdict.share, default=None)
            if entry is not None and verdict.share(entry) >= SAME:
                yield Met(verdict, entry.confidence, _holds(scorer, verdict, entry))


def _holds(scorer: ModuleType, verdict: Verdict, entry: Entry) -> bool | None:
    if verdict.holder == UNSETTLED:
        return None
    told = getattr(entry, "holder", None) or entry.speaker
    same = bool(scorer.same_name(verdict.holder, told)) or (bool(told) and _last_names(verdict.holder) == _last_names(told))
    return verdict.kind == "instrument" or same


def _last_names(said: str | None) -> set[str]:
    """Of "Joseph R. Tal and Lena Orel" Tal and Orel: a person may be called by more or fewer of his names."""
    return {one.split()[-1] for one in (said or "").replace(",", " and ").split(" and ") if one.strip()}


def _counted(verdicts: Sequence[Verdict], met: Sequence[Met]) -> dict[str, Any]:
    counted = {}
    for kind in KINDS:
        mine = [one for one in met if one.verdict.kind == kind]
        sure = [one for one in mine if one.verdict.said != "doubtful"]
        settled = [one for one in sure if one.verdict.said == "wrong" or one.holds is not None]
        counted[kind] = {
            "told": len(mine),
            "wrong_no_longer_told": _gone(verdicts, mine, kind, "wrong"),
            "right_no_longer_told": _gone(verdicts, mine, kind, "right"),
            "of_kind": calibration([(one.confidence, one.verdict.said == "right") for one in sure]),
            "with_holder": calibration(_judged(settled)),
            "shown": _shares([one for one in sure if shown_first(kind, one.confidence)]),
        }
    return counted


def _judged(met: Sequence[Met]) -> list[Judged]:
    return [(one.confidence, one.verdict.said == "right" and bool(one.holds)) for one in met]


def _gone(verdicts: Sequence[Verdict], met: Sequence[Met], kind: str, said: str) -> int:
    still = {one.verdict for one in met}
    return sum(verdict.kind == kind and verdict.said == said and verdict not in still for verdict in verdicts)


def _shares(met: Sequence[Met]) -> dict[str, int]:
    settled = [one for one in met if one.verdict.said == "wrong" or one.holds is not None]
    return {
        "entries": len(met),
        "right": sum(one.verdict.said == "right" for one in met),
        "settled": len(settled),
        "with_holder": sum(right for _, right in _judged(settled)),
    }


def markdown(result: dict[str, Any]) -> str:
    """A row for each reader and kind."""
    drawn = result["drawn"]
    lines = [
        "| reader | kind | drawn | still told | gone: right, wrong | right kind, of those not doubtful | right with its holder"
        " | calibration error (by chance) | AUROC | shown first: right, with its holder |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for reader, kinds in result["readers"].items():
        for kind, row in kinds.items():
            shown, sure = row["shown"], row["with_holder"]
            gone = f"{row['right_no_longer_told']}, {row['wrong_no_longer_told']}"
            separates = "–" if sure["auroc"] is None else f"{sure['auroc']:.2f}"
            first = f"{shown['right']} of {shown['entries']}"
            first += f", {shown['with_holder']} of {shown['settled']}" if kind != "instrument" else ""
            lines.append(
                f"| {reader} | {kind} | {drawn[kind]} | {row['told']} | {gone} | {_right(row['of_kind'])} | {_right(sure)}"
                f" | {sure['ece']:.3f} ({sure['by_chance']['mean']:.3f}) | {separates} | {first} |"
            )
    return "\n".join(lines)


def _right(sure: dict[str, Any]) -> str:
    return f"{round(sum(one['right'] * one['entries'] for one in sure['bins']))} of {sure['entries']}"
