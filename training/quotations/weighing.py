"""Fits the weights by which rules and the trained model are weighed against one another.

On texts that the model was not trained on: the held-out fifth of PolNeAR's training part; and, because the conventions of
records of talks are those that count, on press reports and annotated records that are not kept for judgement (the model has
seen some of the reports). What is kept for judgement, and everything named `dev`, has no part in it.

Three logistic regressions on the same facts, solved by Newton's method with a ridge: `choice` (half for a right content with
its source, half for a content right to the word), and the chance of being right `with the model` and `by rules` alone.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.judging import held_out, kept_for_judgement
from servanda.model import Reading, Record
from servanda.readings import STEPS
from servanda.readings.layers import paragraphs
from servanda.readings.quotations import candidates, find_quotations
from servanda.readings.quotes.candidates import Candidate, meetings
from servanda.readings.quotes.facts import Facts, described
from servanda.readings.quotes.marks import marked_stretches
from servanda.readings.quotes.proposals import Proposal
from servanda.records import intake

_NEWS, _REPORT, _RECORD = 1.0, 4.0, 6.0
"""How much a candidate counts by where it stands: there are ten times as many of news as of records of talks."""
_RIDGE = 4.0
_SEEN = 15
"""A fact met less often gets no weight."""
_WORD = re.compile(r"\w+")
_SMALL = frozenset(["the", "a", "an", "of", "and", "this", "that", "his", "her", "its", "their"])
"""Words that two mentions may share by chance."""
_HEAD = """\
# Weights of the facts by which proposals of quotations are weighed against one another (readings/quotes/arbitration.py).
# Columns: what is asked (choice between rivals; chance of being right with the model, or by rules), fact, logistic weight.
# Source: fitted by `python -m training.quotations weigh` on the texts that training/quotations/weighing.py names.
"""


@dataclass(frozen=True)
class Annotated:
    """A record, what it quotes, and how much it counts."""

    record: Record
    quotes: list[dict[str, Any]]
    counts: float


@dataclass(frozen=True)
class Case:
    """A candidate's facts, and whether it is right: content and source, content to the word."""

    facts: Facts
    sourced: float
    exact: float
    counts: float


def annotated(shared: Path) -> Iterator[Annotated]:
    """All texts that weights may be fitted on."""
    with gzip.open(shared / "bench" / "quotations" / "polnear.train.jsonl.gz", "rt", encoding="utf-8") as lines:
        for document in map(json.loads, lines):
            if held_out(document["id"]):
                record, _ = intake.take_text(document["text"], kind="report", language="en")
                yield Annotated(record, document["quotes"], _NEWS)
    for folder, counts in ((shared / "gold" / "quotations", _REPORT), (shared / "gold", _RECORD)):
        for path in sorted(folder.glob("*.gold.json")):
            if not kept_for_judgement(path):
                gold = json.loads(path.read_text(encoding="utf-8"))
                record, _ = intake.take_file(path.with_name(gold["record"]), reference_date=gold.get("reference_date"))
                yield Annotated(record, [_as_news(quote) for quote in gold.get("quotations", [])], counts)


def _as_news(quote: dict[str, Any]) -> dict[str, Any]:
    mention = (quote.get("source_mention") or {}).get("span")
    return {
        "content": [piece["span"] for piece in quote["content"]],
        "source": [mention] if mention else [],
        "unmentioned": not mention and bool(quote.get("source")),
        "doubtful": quote.get("doubtful", False),
    }


def cases(texts: list[Annotated], *, model: bool) -> Iterator[Case]:
    """Every candidate of every text; one that stands on a doubtful annotation is left out."""
    for given in texts:
        reading = Reading(record=given.record)
        for step in STEPS[: STEPS.index(find_quotations)]:
            reading = step(reading)
        text = given.record.text
        marked = marked_stretches(text, reading.layer(paragraphs))
        ordered = sorted(candidates(reading, marked, model=model), key=Candidate.order)
        words = _Words(text)
        for one, facts in zip(ordered, described(text, marked, ordered, meetings(ordered), model=model), strict=True):
            right = words.right(one.proposal, given.quotes)
            if right is not None:
                yield Case(facts, *right, given.counts)


class _Words:
    def __init__(self, text: str) -> None:
        found = [(match.start(), match.end(), match.group().lower()) for match in _WORD.finditer(text)]
        self._at = [-1] * (len(text) + 1)
        for number, (start, end, _) in enumerate(found):
            self._at[start:end] = [number] * (end - start)
        self._is_small = [word in _SMALL for _, _, word in found]

    def _of(self, stretches: Any) -> frozenset[int]:
        return frozenset(number for start, end in stretches for number in self._at[start:end] if number >= 0)

    def _mention(self, stretches: Any) -> frozenset[int]:
        words = self._of(stretches)
        return frozenset(number for number in words if not self._is_small[number]) or words

    def right(self, proposal: Proposal, quotes: list[dict[str, Any]]) -> tuple[float, float] | None:
        """Whether half the content and a word of the source are right, and all of the content."""
        content = self._of(proposal.content)
        likeness, quote = 0.0, None
        for one in quotes:
            wanted = self._of(one["content"])
            alike = len(content & wanted) / max(1, len(content | wanted))
            if alike > likeness:
                likeness, quote = alike, one
        if quote is None:
            return 0.0, 0.0
        if quote.get("doubtful"):
            return None
        wanted, said = self._mention(quote["source"]), self._mention([proposal.source] if proposal.source else [])
        sourced = bool(wanted & said) if wanted else quote.get("unmentioned", False) or not said
        return float(likeness >= 0.5 and sourced), float(likeness == 1)


def fitted(found: list[Case], target: list[float]) -> dict[str, float]:
    """Logistic weights by fact."""
    often = Counter(name for case in found for name in case.facts)
    names = sorted(name for name, times in often.items() if times >= _SEEN)
    column = {name: number for number, name in enumerate(names)}
    table = np.zeros((len(found), len(names)))
    for row, case in enumerate(found):
        for name, value in case.facts.items():
            if name in column:
                table[row, column[name]] = value
    wanted, counts = np.array(target), np.array([case.counts for case in found])
    weights = np.zeros(len(names))
    for _ in range(50):
        said = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (counts * (said - wanted)) + _RIDGE * weights
        bend = (table * (counts * said * (1 - said))[:, None]).T @ table + _RIDGE * np.eye(len(names))
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return dict(zip(names, map(float, weights), strict=True))


def weigh(shared: Path, out: Path) -> None:
    """Fit all three and write them."""
    texts = list(annotated(shared))
    both, alone = list(cases(texts, model=True)), list(cases(texts, model=False))
    tables = {
        "choice": fitted(both, [(case.sourced + case.exact) / 2 for case in both]),
        "with the model": fitted(both, [case.sourced for case in both]),
        "by rules": fitted(alone, [case.sourced for case in alone]),
    }
    lines = [f"{asked}\t{fact}\t{weight:.3f}\n" for asked, table in tables.items() for fact, weight in table.items()]
    out.write_text(_HEAD + "".join(lines), encoding="utf-8")
