"""From judged proposals to weights, a scale and a bar for each kind: logistic regressions, cross-validated by record."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from bench.calibration import auroc, calibration
from servanda.readings.statements.scoring import OPEN
from training.statements.examples import CAMPAIGN, UNSURE, WORTH, Example, Labelled, set_apart

FOLDS = 5
FEW = 20
"""Sentences that hold one, below which an F1 of them says too little."""
STRETCH = 6
"""Hundredths on either side of a bar over which F1 is taken."""
AS_GOOD = 0.01
"""Less F1 than this is no loss: of bars that are as good as the best the highest is taken, which leaves fewest to review."""
JOINT = frozenset(("record=communique", "record=agreement"))
"""What detectors see of the words of several parties together."""
ROUNDS = 3
"""How often the likeliest proposal of each sentence is sought anew."""
RARE = 3
"""A feature seen less often is not learnt from."""
SMALL = 0.015
"""A weight nearer to nothing is left out."""
STRENGTH = 0.25
"""Inverse of the penalty on large weights (L2)."""
WORDS, OF_WORDS = ("word ", "around ", "before ", "ends "), 0.5
"""Features that are mere words, and how much fainter than what the detectors saw they are while learning."""

Weights = dict[str, float]
Numbers = Any
"""An array."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How a sum of weights, and the encoder's score where it is asked, become a confidence; and what is measured so."""

    offset: float
    slope: float
    of_judge: float
    """Slope of the encoder's score; 0 where it is not asked."""
    bar: float
    measured: dict[str, float]


@dataclass(frozen=True, slots=True)
class Learnt:
    """What is shipped for one kind, and what cross-validation says of it."""

    weights: Weights
    scales: list[Scale]
    """By the weights alone; then with the encoder, for kinds that it judges."""


def fold(record: str) -> int:
    """Which of the folds a record is in; nothing to do with whether it is held out."""
    return int(hashlib.sha256(f"fold {record}".encode()).hexdigest()[:8], 16) % FOLDS


def learn(
    examples: Sequence[Example], sentences: Sequence[Labelled], annotated: Mapping[str, int], *, joint: bool = False
) -> Learnt:
    """Weights for the one kind that the examples are of.

    `sentences` are the labelled sentences, of which some hold none of the examples; `annotated` is the number of undoubted
    annotations of this kind in each record that is not held out; `joint` says that communiqués and agreements have a bar of
    their own.
    """
    mine = [one for one in examples if not one.held_out]
    scores = np.zeros(len(mine))
    for number in range(FOLDS):
        weights = fit([one for one in mine if fold(one.record) != number])
        for place, one in enumerate(mine):
            if fold(one.record) == number:
                scores[place] = total(weights, one)
    offset, slope = scaled(mine, scores[:, None])
    alone = _logistic(offset + slope * scores)
    bar, measured = best_bar(mine, alone, sentences, annotated, joint=joint)
    scales = [Scale(offset, slope, 0.0, bar, measured)]
    if any(one.score is not None for one in mine):
        scales.append(_with_judge(mine, scores, alone, sentences, joint=joint))
    return Learnt(fit(mine), scales)


def _with_judge(
    examples: Sequence[Example],
    scores: Numbers,
    alone: Numbers,
    sentences: Sequence[Labelled],
    *,
    joint: bool,
) -> Scale:
    """The scale where the encoder is asked, from the records that it has not learnt from; `alone` is what the weights say.

    Hardly any record annotated in full is among these, so that sentences alone set the bar. Measured beside it is what the
    weights alone give on the same records, at the bar that suits them best there.
    """
    places = [place for place, one in enumerate(examples) if one.score is not None]
    mine, by_weights = [examples[place] for place in places], alone[places]
    seen = np.column_stack([scores[places], [one.score for one in mine]])
    offset, slope, of_judge = scaled(mine, seen)
    left_open = (by_weights >= OPEN[0]) & (by_weights <= OPEN[1])
    likely = np.where(left_open, _logistic(offset + seen @ np.array([slope, of_judge])), by_weights)
    near = [one for one in sentences if set_apart(one.record)]
    bar, measured = best_bar(mine, likely, near, {}, joint=joint)
    _, without = best_bar(mine, by_weights, near, {}, joint=joint)
    return Scale(
        offset, slope, of_judge, bar, {**measured, **{f"{name}, weights alone": told for name, told in without.items()}}
    )


def _logistic(totals: Numbers) -> Numbers:
    return 1 / (1 + np.exp(-totals))


def total(weights: Weights, one: Example) -> float:
    """The sum of the weights of what is seen, as `servanda.readings.statements.scoring` makes it."""
    return weights[""] + sum(weights.get(feature, 0.0) for feature in one.features)


def fit(examples: Sequence[Example]) -> Weights:
    """Weights by feature. In a sentence that holds one, the likeliest proposal is it: found in rounds."""
    counted = Counter(feature for one in examples for feature in one.features)
    columns = {feature: place for place, feature in enumerate(sorted(f for f, n in counted.items() if n >= RARE))}
    faintness = np.array([OF_WORDS if feature.startswith(WORDS) else 1.0 for feature in columns])
    matrix = (_matrix(examples, columns) @ sparse.diags(faintness)).tocsr()
    labels, worth, bags = _labels(examples), _worth(examples), _bags(examples)
    current = labels.copy()
    for members in bags:
        current[members] = labels[members] * 0.7 if len(members) > 1 else labels[members]
    for _ in range(ROUNDS):
        model = _regression(matrix, current, worth)
        likely = model.predict_proba(matrix)[:, 1]
        for members in (members for members in bags if len(members) > 1):
            best = members[int(np.argmax(likely[members]))]
            for place in members:
                current[place] = labels[place] if place == best else min(labels[place], likely[place])
    found = {feature: round(float(model.coef_[0][place] * faintness[place]), 3) for feature, place in columns.items()}
    kept = {feature: weight for feature, weight in found.items() if abs(weight) >= SMALL}
    return {"": round(float(model.intercept_[0]), 3), **kept}


def _matrix(examples: Sequence[Example], columns: dict[str, int]) -> Numbers:
    rows, places = [], []
    for row, one in enumerate(examples):
        known = [columns[feature] for feature in one.features if feature in columns]
        rows += [row] * len(known)
        places += known
    return sparse.csr_matrix((np.ones(len(rows)), (rows, places)), shape=(len(examples), len(columns)))


def _labels(examples: Sequence[Example]) -> Numbers:
    return np.array([one.label for one in examples])


def _worth(examples: Sequence[Example]) -> Numbers:
    return np.array([WORTH[one.source] * (1.0 if one.sure else UNSURE) for one in examples])


def _bags(examples: Sequence[Example]) -> list[list[int]]:
    found: dict[tuple[str, int], list[int]] = defaultdict(list)
    for place, one in enumerate(examples):
        if one.label > 0:
            found[one.bag].append(place)
    return list(found.values())


def _regression(matrix: Numbers, labels: Numbers, worth: Numbers, strength: float = STRENGTH) -> Any:
    """Each example twice, as right and as wrong, by the share that its label gives to either."""
    twice = sparse.vstack([matrix, matrix])
    sides = np.concatenate([np.ones(len(labels)), np.zeros(len(labels))])
    weights = np.concatenate([worth * labels, worth * (1 - labels)])
    there = weights > 1e-9
    return LogisticRegression(C=strength, max_iter=1000, tol=1e-4).fit(twice[there], sides[there], sample_weight=weights[there])


def scaled(examples: Sequence[Example], scores: Numbers) -> list[float]:
    """Offset and slopes that make a confidence of scores (Platt 1999), from what no reader doubted, out of the fold."""
    places, right = judged(examples, scores.sum(axis=1))
    model = _regression(sparse.csr_matrix(scores[places]), np.array(right, dtype=float), np.ones(len(right)), 1e3)
    return [round(float(number), 3) for number in (model.intercept_[0], *model.coef_[0])]


def judged(examples: Sequence[Example], scores: Numbers) -> tuple[list[int], list[bool]]:
    """Examples that no reader doubted, and whether they are right; of a sentence that holds one, the likeliest alone.

    A campaign's are learnt from and never judged by.
    """
    best: dict[tuple[str, int], int] = {}
    for place, one in enumerate(examples):
        if (
            one.source != CAMPAIGN
            and one.sure
            and one.label == 1
            and (one.bag not in best or scores[place] > scores[best[one.bag]])
        ):
            best[one.bag] = place
    places = [
        place
        for place, one in enumerate(examples)
        if one.source != CAMPAIGN and one.sure and (one.label == 0 or best.get(one.bag) == place)
    ]
    return places, [examples[place].label == 1 for place in places]


def best_bar(
    examples: Sequence[Example], likely: Numbers, sentences: Sequence[Labelled], annotated: Mapping[str, int], *, joint: bool
) -> tuple[float, dict[str, float]]:
    """The confidence from which on keeping proposals is best for F1, and what is measured there.

    F1 is the mean of that of sentences and that of annotated clauses, each taken over a stretch of bars about the one that is
    tried: where few examples happen to peak is no place to stand. `joint` leaves communiqués and agreements out, for kinds that
    have a bar of their own there.
    """
    left_out = joint_records(examples) if joint else set()
    tried = [place for place, one in enumerate(examples) if one.record not in left_out]
    mine, sure = [examples[place] for place in tried], likely[tried]
    others = [one for one in sentences if one.record not in left_out]
    there = sum(number for record, number in annotated.items() if record not in left_out)
    bars = [hundredths / 100 for hundredths in range(5, 80)]
    scores = np.array([_mean(measure(mine, sure, bar, others, there)) for bar in bars])
    places, right = judged(examples, likely)
    if scores.max() >= 0:
        about = np.ones(2 * STRETCH + 1)
        smooth = np.convolve(scores, about, "same") / np.convolve(np.ones(len(bars)), about, "same")
        bar = bars[int(np.flatnonzero(smooth >= smooth.max() - AS_GOOD)[-1])]
    else:  # neither sentences nor annotations tell: half of the best F1 of what was judged one by one (Lipton and others 2014)
        bar = round(max(_f1(likely[places] >= bar, right) for bar in bars) / 2, 2)
    told = [(float(likely[place]), flag) for place, flag in zip(places, right, strict=True)]
    kept = [one for one in told if one[0] >= bar]
    return bar, {
        **measure(mine, sure, bar, others, there),
        "auroc of all": round(auroc(told) or 0.0, 3),
        "auroc of kept": round(auroc(kept) or 0.0, 3),
        "ece of kept": round(calibration(kept)["ece"], 3),
        "kept": len(kept),
    }


def joint_records(examples: Sequence[Example]) -> set[str]:
    """The records that are communiqués or agreements, as the detectors saw them."""
    return {one.record for one in examples if not JOINT.isdisjoint(one.features)}


def measure(
    examples: Sequence[Example], likely: Numbers, bar: float, sentences: Sequence[Labelled], annotated: int
) -> dict[str, float]:
    """F1 where proposals from a confidence on are kept: of labelled sentences, and of annotated clauses."""
    kept = [one for one, sure in zip(examples, likely, strict=True) if sure >= bar]
    return {"sentences": sentence_f1(kept, sentences), "gold": clause_f1(kept, annotated)}


def _f1(kept: Numbers, right: Sequence[bool]) -> float:
    return 2 * float((kept & np.array(right)).sum()) / max(1.0, float(kept.sum() + sum(right)))


def _mean(measured: dict[str, float]) -> float:
    there = [value for value in measured.values() if value >= 0]
    return sum(there) / len(there) if there else -1.0


def sentence_f1(kept: Sequence[Example], sentences: Sequence[Labelled]) -> float:
    """F1 of sentences that hold one, no reader doubting; -1 where few do."""
    if not kept:
        return -1.0
    kind = kept[0].kind
    found = {one.within for one in kept}
    pairs = [
        (sentence.labels[kind][0] == 1, sentence.bag in found)
        for sentence in sentences
        if kind in sentence.labels and sentence.labels[kind][1] and not sentence.held_out
    ]
    right = sum(holds and said for holds, said in pairs)
    both = sum(holds for holds, _ in pairs) + sum(said for _, said in pairs)
    return round(2 * right / both, 3) if sum(holds for holds, _ in pairs) >= FEW else -1.0


def clause_f1(kept: Sequence[Example], annotated: int) -> float:
    """F1 of annotated clauses; -1 where there is none."""
    mine = [one for one in kept if one.source == "gold" and one.sure]
    right = sum(one.label == 1 for one in mine)
    return round(2 * right / (len(mine) + annotated), 3) if annotated else -1.0
