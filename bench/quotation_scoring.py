"""How quotations are scored: against PolNeAR's annotations, hand-annotated records and reports, and hard cases."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from bench import probes
from bench.calibration import Judged
from bench.judging import kept_for_judgement, scorer_of
from bench.quotation_errors import same_source
from servanda.model import Quotation, Reading, Record
from servanda.outward import to_line
from servanda.readings import read_record
from servanda.readings.answerable import SURE
from servanda.records import intake
from servanda.standing import operating_points

Steps = tuple[Callable[[Reading], Reading], ...]
Row = dict[str, Any]


def quotations_of(record: Record, steps: Steps) -> tuple[Quotation, ...]:
    """What a record reports, in the order of the text."""
    return read_record(record, steps).of(Quotation)


def load(shared: Path) -> list[Row]:
    """PolNeAR's development part."""
    with gzip.open(shared / "bench" / "quotations" / "polnear.dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def as_prediction(found: Iterable[Quotation]) -> list[Row]:
    """In PolNeAR's form."""
    return [
        {
            "content": [[span.start, span.end] for span in quotation.content],
            "cue": [[span.start, span.end] for span in (quotation.cue,) if span],
            "source": [[span.start, span.end] for span in (quotation.source_mention,) if span],
            "confidence": quotation.confidence,
        }
        for quotation in found
    ]


def from_text(text: str) -> Record:
    """A text as a record in which every offset into the text holds. Raises `ValueError` where intake changed the text."""
    record, _ = intake.take_text(text, kind="report", language="en")
    if record.text != text:
        raise ValueError("intake changed a text, so that offsets into it mean nothing")
    return record


def polnear(shared: Path, rows: list[Row], predicted: dict[str, Row]) -> dict[str, Row]:
    """Scores of all quotations, and of those that stand between quotation marks wholly or in part."""
    scorer = scorer_of(shared, "score_quotations")
    gold = {row["id"]: row for row in rows}
    result = {}
    for name, types in (("all", None), ("direct and mixed", {"direct", "mixed"})):
        scored = scorer.score(gold, predicted, types)
        content = scored["content"]
        result[name] = {
            "gold": scored["gold_quotes"],
            "found": scored["pred_quotes"],
            "exact": content["exact"]["F1"],
            "iou": content["iou50"]["F1"],
            "precision": content["iou50"]["P"],
            "recall": content["iou50"]["R"],
            "token": content["token"]["F1"],
            "joint": scored["joint_iou50_source"]["F1"],
        }
    return result


def judged_polnear(shared: Path, rows: list[Row], predicted: dict[str, Row]) -> Iterator[Judged]:
    """Each quotation said, and whether half its content and a word of its source are right."""
    scorer = scorer_of(shared, "score_quotations")
    for row in rows:
        document = scorer.Doc(row["text"])
        found = [quote for quote in predicted[row["id"]]["quotes"] if document.toks(quote["content"])]
        pairs = scorer.greedy(
            [document.toks(quote["content"]) for quote in row["quotes"]],
            [document.toks(quote["content"]) for quote in found],
            0.5,
        )
        gold_of = {j: row["quotes"][i] for i, j, _ in pairs}
        for number, quote in enumerate(found):
            gold = gold_of.get(number)
            yield quote["confidence"], gold is not None and same_source(document, gold, quote)


def shown_first(judged: Iterable[Judged], gold: int) -> Row:
    """How many quotations are shown first, and of those that answer for their words but are not; and how many are right."""
    point = operating_points()["quotation"]
    said = list(judged)
    first = [right for sure, right in said if sure >= point]
    between = [right for sure, right in said if SURE <= sure < point]
    return {
        "gold": gold,
        "shown": len(first),
        "right": sum(first),
        "recall": sum(first) / gold,
        "between": len(between),
        "between_right": sum(between),
    }


def annotated(shared: Path) -> dict[str, list[Path]]:
    """The hand-annotated records and reports. Reports held out by a longer form of their name are not learnt from either."""
    sets: dict[str, list[Path]] = {"gold": sorted((shared / "gold").glob("*.gold.json"))}
    for path in sorted((shared / "gold" / "quotations").glob("*.gold.json")):
        unlearnt = kept_for_judgement(path, in_any_form=True)
        name = "held-out fifth" if kept_for_judgement(path) else "not learnt from" if unlearnt else "learnt from"
        sets.setdefault(f"reports, {name}", []).append(path)
    return dict(sorted(sets.items()))


def score_annotated(scorer: ModuleType, paths: list[Path], steps: Steps) -> tuple[Row, list[Judged]]:
    """F1 of contents, and with the right source; and each quotation said with whether both are right."""
    counts = {kind: scorer.Count() for kind in scorer.KINDS}
    judged: list[Judged] = []
    for path in paths:
        gold = json.loads(path.read_text(encoding="utf-8"))
        record, _ = intake.take_file(path.with_name(gold["record"]), reference_date=gold.get("reference_date"))
        reading = Reading(record=record, entries=quotations_of(record, steps))
        entries = [json.loads(to_line(entry)) for entry in reading.to_dicts(text=False) if entry["kind"] == "quotation"]
        scorer.score_record(path.name, {"quotations": gold.get("quotations", [])}, entries, counts)
        judged += _judged(scorer, gold.get("quotations", []), entries)
    row = counts["quotations"].row()
    return {key: row[key] for key in ("gold", "precision", "recall", "f1", "f1_with_values")}, judged


def _judged(scorer: ModuleType, gold: list[Row], entries: list[Row]) -> Iterator[Judged]:
    _, gold_of = scorer.match(gold, entries, scorer.quotation_score, 0.499)
    doubtful = [one for one in gold if one.get("doubtful")]
    for number, entry in enumerate(entries):
        if number in gold_of:
            wanted = gold[gold_of[number]]
            if not wanted.get("doubtful"):
                yield entry["confidence"], scorer.same_name(wanted.get("source"), entry["source"])
        elif not any(scorer.quotation_score(one, entry) > 0 for one in doubtful):
            yield entry["confidence"], False


def score_probes(shared: Path, steps: Steps) -> Row:
    """Each hard case: whether it is read as a careful reader would, and what was found."""
    lines = (shared / "bench" / "quotations" / "probes.jsonl").read_text(encoding="utf-8").splitlines()
    cases = {}
    for case in map(json.loads, lines):
        record, _ = intake.take_text(case["text"])
        found = quotations_of(record, steps)
        cases[case["id"]] = {"right": probes.right(case["id"], found), "found": [_told(quotation) for quotation in found]}
    return {"right": sum(case["right"] for case in cases.values()), "of": len(cases), "cases": cases}


def _told(quotation: Quotation) -> str:
    content = " … ".join(span.text for span in quotation.content).replace("\n", " ")
    cue = quotation.cue.text if quotation.cue else "–"
    return f"{quotation.type} [{quotation.source or '–'}] {cue}: {content}"
