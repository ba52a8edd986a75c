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
from math import prod
from operator import attrgetter, itemgetter
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.calibration import Judged, calibration
from bench.judging import scorer_of
from bench.speed import white_house
from bench.statements import AUROC_FLOOR, ECE_FLOOR, READERS, SHOWN_PRECISION
from servanda.model import Passage
from servanda.readings.quotes import tagger
from servanda.standing import shown_first
from servanda.work import read_bytes

VERDICTS = Path(__file__).parent / "statement-verdicts.tsv"
KINDS = ("commitment", "progress", "position", "instrument")
SAME = 0.5
"""Share of the characters of both from which on an entry is the one that was judged."""
UNSETTLED = "?"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one reader said of the kind and of the holder that were told: `yes`, `no`, `doubtful`; `-` where none is judged."""

    kind: str
    holder: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two readers said of one entry."""

    record: str
    kind: str
    start: int
    end: int
    readers: tuple[Judgement, Judgement]
    holder: str | None
    """Who holds it, where both call it right; None for nobody by name, `?` where that is not settled."""

    @property
    def said(self) -> str:
        """`right` or `wrong` where both say so, else `doubtful`."""
        kinds = {one.kind for one in self.readers}
        return {frozenset(("yes",)): "right", frozenset(("no",)): "wrong"}.get(frozenset(kinds), "doubtful")


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
    drawn = dict(Counter(verdict.kind for verdict in verdicts))
    return {"drawn": drawn, "agreement": _agreement(verdicts), "readers": told, "broken": _broken(told)}


def _agreement(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """How far the two readers say the same where neither doubts, and Cohen's kappa (1960); the same of holders."""
    sure = [[one.kind for one in verdict.readers] for verdict in verdicts]
    sure = [both for both in sure if "doubtful" not in both]
    same = sum(first == second for first, second in sure)
    by_chance = sum(prod(sum(both[i] == said for both in sure) / len(sure) for i in (0, 1)) for said in ("yes", "no"))
    right = [[one.holder for one in verdict.readers] for verdict in verdicts if verdict.said == "right"]
    settled = [both for both in right if set(both) <= {"yes", "no"}]
    return {
        "sure": len(sure),
        "same": same,
        "kappa": round((same / len(sure) - by_chance) / (1 - by_chance), 3),
        "holders": len(settled),
        "same_holders": sum(first == second for first, second in settled),
    }


def _broken(told: dict[str, Any]) -> list[str]:
    """The floors on what is shown first and on confidence that the first reader does not keep here."""
    lines = []
    for kind, row in next(iter(told.values())).items():
        shown, sure = row["shown"], row["with_holder"]
        if shown["with_holder"] < SHOWN_PRECISION * shown["settled"]:
            lines.append(f"{kind} shown first: {shown['with_holder']} of {shown['settled']} right")
        if sure["ece"] > ECE_FLOOR or (sure["auroc"] or 1.0) < AUROC_FLOOR:
            lines.append(f"{kind}: calibration error {sure['ece']:.3f}, AUROC {sure['auroc'] or 1.0:.2f}")
    return lines


def _verdicts() -> Iterator[Verdict]:
    for line in VERDICTS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            record, kind, start, end, *said, holder = line.split("\t")
            readers = (Judgement(*said[:2]), Judgement(*said[2:]))
            yield Verdict(record, kind, int(start), int(end), readers, None if holder == "-" else holder)


def _records(shared: Path, wanted: set[str]) -> dict[str, bytes]:
    found = {path.name: path.read_bytes() for path in (shared / "records").iterdir() if path.name in wanted}
    return found | {name: content for name, content in white_house(shared, sys.maxsize, ("",)) if name in wanted}


def _met(shared: Path, verdicts: Sequence[Verdict], records: dict[str, bytes], *, model: bool) -> Iterator[Met]:
    scorer = scorer_of(shared)
    for record, mine in groupby(sorted(verdicts, key=attrgetter("record")), key=attrgetter("record")):
        entries = [one for one in read_bytes(records[record], source=record, model=model).entries if isinstance(one, Passage)]
        for verdict in mine:
            stretch = (verdict.start, verdict.end)
            near = [(scorer.iou(stretch, (one.span.start, one.span.end)), one) for one in entries if one.kind == verdict.kind]
            share, entry = max(near, key=itemgetter(0), default=(0.0, None))
            if entry is not None and share >= SAME:
                yield Met(verdict, entry.confidence, _holds(scorer, verdict, entry))


def _holds(scorer: ModuleType, verdict: Verdict, entry: Passage) -> bool | None:
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
    told = result["agreement"]
    lines += [
        "",
        f"Where neither reader doubted, which was of {told['sure']}, they said the same of {told['same']} (Cohen's kappa "
        f"{told['kappa']:.2f}); of the {told['holders']} that both call right and whose holder neither doubted, of "
        f"{told['same_holders']} holders.",
    ]
    return "\n".join(lines)


def _right(sure: dict[str, Any]) -> str:
    return f"{round(sum(one['right'] * one['entries'] for one in sure['bins']))} of {sure['entries']}"
