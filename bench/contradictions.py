"""Pairs of political statements: which are called a contradiction, and which of those are none.

Each pair is read as two records of one holder, the second a month after the first, and given to the relations as one matter.
The pairs are short statements, mostly without figures, dates or states of things, so that few of their contradictions are of a
kind that Servanda tells: what counts is that it calls none a contradiction that is none.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import servanda
from servanda.comparison.claims.claims import claims_in
from servanda.comparison.relations import relations_of
from servanda.ledger import Summary
from servanda.model import Claim, Reading

DAYS = ("2024-01-10", "2024-02-10")
HOLDER = "Anna Orlenko"
CONTRADICT = ("Surface contradiction", "Factual inconsistency", "Indirect inconsistency")
"""Labels that name an inconsistency; the others are "Consistent" and "Unrelated"."""
FLOOR = 0.10


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:
    """How many pairs are called contradictions, of each label."""
    of: Counter[str] = Counter()
    called: Counter[str] = Counter()
    wrong: list[dict[str, str]] = []
    for pair in _pairs(shared):
        label = str(pair["label5"])
        of[label] += 1
        if not _called(pair["text1"], pair["text2"]):
            continue
        called[label] += 1
        if label not in CONTRADICT:
            wrong.append({name: pair[name] for name in ("id", "text1", "text2", "label5")})
    false_alarms = _share(len(wrong), sum(called.values()))
    result: dict[str, Any] = {
        "pairs": sum(of.values()),
        "of": dict(sorted(of.items())),
        "called": dict(sorted(called.items())),
        "false_alarms": false_alarms,
        "false_alarms_of_consistent": _share(len(wrong), sum(n for label, n in of.items() if label not in CONTRADICT)),
        "recall": _share(sum(called[label] for label in CONTRADICT), sum(of[label] for label in CONTRADICT)),
        "wrong": wrong,
        "broken": [],
    }
    if peers:
        result["peers"] = _published(shared)
    if false_alarms > FLOOR:
        result["broken"] = [f"false alarms {false_alarms:.2f}, at most {FLOOR:.2f}"]
    return result


def markdown(result: dict[str, Any]) -> str:
    """The table of docs/measured.md."""
    ours = {"called": sum(result["called"].values()), "false_alarms": result["false_alarms"], "recall": result["recall"]}
    rows = {"Servanda": ours, **{f"{name} (published)": scores for name, scores in result.get("peers", {}).items()}}
    lines = [
        "| pairs of political statements | pairs | called a contradiction | of those none | of all contradictions called |",
        "|---|--:|--:|--:|--:|",
    ]
    for name, scores in rows.items():
        shares = f"{scores['false_alarms']:.2f} | {scores['recall']:.2f}"
        lines.append(f"| {name} | {result['pairs']} | {scores['called']} | {shares} |")
    return "\n".join(lines)


def _pairs(shared: Path) -> Iterator[dict[str, Any]]:
    path = shared / "bench" / "contradictions" / "political_inconsistency_dev.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _called(first: str, second: str) -> bool:
    claims = [claim for text, day in zip((first, second), DAYS, strict=True) for claim in _claims(text, day)]
    return any(relation.relation == "contradicts" for relation in relations_of(claims))


def _claims(text: str, day: str) -> Iterator[Claim]:
    """The claims of a statement, each its holder's."""
    reading = servanda.read_text(text, reference_date=day, model=False)
    for claim in claims_in(reading, _summary(reading, day)):
        values = {**claim.values, "speaker": HOLDER}
        if "holder" in values:
            values["holder"] = HOLDER
        yield replace(claim, said_by=HOLDER, values=values, place=replace(claim.place, speaker=HOLDER))


def _summary(reading: Reading, day: str) -> Summary:
    return Summary(
        record=f"{reading.record.origin.record[:32]}{day}",
        source=None,
        title=None,
        publisher=None,
        published=day,
        event_date=day,
        reference_date=day,
        kind=None,
        language="en",
        characters=len(reading.record.text),
        counts={},
        problems=0,
        reader=reading.reader,
        read_at=None,
    )


def _published(shared: Path) -> dict[str, Any]:
    """The same figures for the predictions that the set was published with."""
    pairs = list(_pairs(shared))
    names = [name for name in pairs[0]["published_predictions"] if name.endswith("_3")]
    out: dict[str, Any] = {}
    for name in names:
        called = [pair for pair in pairs if pair["published_predictions"][name] == "Inconsistent"]
        right = sum(pair["label5"] in CONTRADICT for pair in called)
        wanted = sum(pair["label5"] in CONTRADICT for pair in pairs)
        out[name.removesuffix("_3")] = {
            "called": len(called),
            "false_alarms": _share(len(called) - right, len(called)),
            "recall": _share(right, wanted),
        }
    return out


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0
