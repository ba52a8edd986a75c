"""Labelled sentences of records: where each stands in its record, and whether a reading says of it what careful readers said.

A sentence is said to hold a commitment, progress or a position where an entry of that kind overlaps it by half of the entry or
by half of the sentence. Labels that the readers marked as doubtful are left out, each for its kind.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from servanda.model import Entry

KINDS = {"commitment": "c", "progress": "p", "position": "s"}
"""Kinds of entry that sentences are labelled for, and the letter by which a label is marked as doubtful."""


DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Labelled:
    """One sentence of a record."""

    record: str
    text: str
    labels: Mapping[str, bool]
    """By kind, whether the sentence holds one; a kind about which the readers doubt is left out."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Sentences by what was labelled and what was said."""

    right: int = 0
    spurious: int = 0
    missed: int = 0

    def row(self) -> dict[str, float]:
        """Number labelled, precision, recall and F1 of those that hold one."""
        said, labelled = self.right + self.spurious, self.right + self.missed
        return {
            "labelled": labelled,
            "precision": self.right / said if said else 1.0,
            "recall": self.right / labelled if labelled else 1.0,
            "f1": 2 * self.right / (said + labelled) if said + labelled else 1.0,
        }

    def interval(self) -> tuple[float, float]:
        """Between what F1 lies in 19 of 20 samples of as many sentences, drawn from these (bootstrap, always the same)."""
        others = self.spurious + self.missed
        if not self.right + others:
            return 0.0, 1.0
        chance = random.Random(7)
        scores = []
        for _ in range(DRAWS):
            right = sum(chance.choices((1, 0), (self.right, others), k=self.right + others))
            scores.append(2 * right / (right + self.right + others))  # right ones stand on both sides, the others on one
        scores.sort()
        return scores[int(0.025 * DRAWS)], scores[int(0.975 * DRAWS)]


def load(shared: Path) -> dict[str, list[Labelled]]:
    """The labelled sentences of each record, in their order."""
    with (shared / "gold" / "sentences.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = [
        Labelled(
            row["record"],
            row["text"],
            {kind: row[kind] != "none" for kind, letter in KINDS.items() if letter not in row["doubt"]},
        )
        for row in rows
    ]
    found.sort(key=lambda one: one.record)
    return {name: list(group) for name, group in groupby(found, key=lambda one: one.record)}


def places(text: str, sentences: Iterable[Labelled]) -> list[tuple[int, int] | None]:
    """Where each sentence stands in its record, whatever white space the record has; None where it does not.

    Sentences are in the order of the text, so that one that the record repeats is found at its own place.
    """
    bare, offsets = _bare(text)
    found: list[tuple[int, int] | None] = []
    after = 0
    for sentence in sentences:
        sought, _ = _bare(sentence.text)
        at = bare.find(sought, after)
        at = at if at >= 0 else bare.find(sought)
        if at < 0 or not sought:
            found.append(None)
            continue
        after = at + len(sought)
        found.append((offsets[at], offsets[after - 1] + 1))
    return found


def _bare(text: str) -> tuple[str, list[int]]:
    kept = [(char, at) for at, char in enumerate(text) if not char.isspace()]
    return "".join(char for char, _ in kept), [at for _, at in kept]


def said(place: tuple[int, int], entries: Iterable[Entry]) -> list[Entry]:
    """The entries that overlap a place by half of themselves or of it."""
    start, end = place
    found = []
    for entry in entries:
        span = entry.spans[0]
        shared_part = min(end, span.end) - max(start, span.start)
        if shared_part > 0 and 2 * shared_part >= min(end - start, span.end - span.start):
            found.append(entry)
    return found
