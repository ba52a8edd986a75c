"""Whether a confidence means what it says: of the entries said with 0.8, four in five should be right."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import groupby
from typing import Any

BINS = 10
DRAWS = 1000

Judged = tuple[float, bool]
"""A confidence, and whether the entry that bears it is right."""


def calibration(judged: Sequence[Judged]) -> dict[str, Any]:
    """Number, expected calibration error over ten bins of equal width, AUROC, and the bins themselves."""
    bins: list[list[Judged]] = [[] for _ in range(BINS)]
    for one in judged:
        bins[min(BINS - 1, int(one[0] * BINS))].append(one)
    rows = [
        {
            "from": place / BINS,
            "entries": len(held),
            "said": sum(said for said, _ in held) / len(held),
            "right": sum(right for _, right in held) / len(held),
        }
        for place, held in enumerate(bins)
        if held
    ]
    error = sum(row["entries"] * abs(row["said"] - row["right"]) for row in rows) / max(1, len(judged))
    return {"entries": len(judged), "ece": error, "by_chance": by_chance(judged), "auroc": auroc(judged), "bins": rows}


def by_chance(judged: Sequence[Judged]) -> dict[str, float]:
    """The error of one whose every confidence is true, on as many entries: few entries make it large by chance alone.

    Its mean, and what it is not above in 19 of 20 draws; the draws are always the same.
    """
    chance = random.Random(7)
    said = sorted(sure for sure, _ in judged)
    errors = sorted(_error([(sure, chance.random() < sure) for sure in said]) for _ in range(DRAWS if said else 0))
    if not errors:
        return {"mean": 0.0, "most": 0.0}
    return {"mean": sum(errors) / len(errors), "most": errors[int(0.95 * len(errors))]}


def _error(judged: Sequence[Judged]) -> float:
    """Expected calibration error: how far right and said are apart in each bin."""
    apart = [0.0] * BINS
    for sure, right in judged:
        apart[min(BINS - 1, int(sure * BINS))] += sure - right
    return sum(map(abs, apart)) / len(judged)


def auroc(judged: Sequence[Judged]) -> float | None:
    """How often a right entry is surer than a wrong one, a tie counted half; None where all are right or all wrong."""
    right = sum(is_right for _, is_right in judged)
    wrong = len(judged) - right
    if not right or not wrong:
        return None
    surer, below = 0.0, 0
    for _, group in groupby(sorted(judged), key=lambda one: one[0]):
        tied = [is_right for _, is_right in group]
        wrong_here = len(tied) - sum(tied)
        surer += sum(tied) * (below + wrong_here / 2)
        below += wrong_here
    return surer / (right * wrong)
