"""`python -m training.replies`: fit the weights again, say how well they do on interviews never seen, and write them.

Needs `pip install scikit-learn` from the package index. Reads CLARITY's training part in the shared folder.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from servanda.readings.answering.judging import REPLIES
from training.replies.data import Example, examples, measured, rarities

HERE = Path(__file__).parent.parent.parent
OUT = HERE / "servanda" / "readings" / "answering" / "weights"
STRENGTH = 0.0005
"""Inverse of the penalty on squared weights, chosen by cross-validation among 0.0003, 0.0005, 0.001 and 0.002."""
_THREE = np.array([0, 1, 1, 2])
"""Answered, ambivalent, none."""


def main() -> None:
    """Parse the call and do it."""
    parser = argparse.ArgumentParser(prog="python -m training.replies", description=__doc__)
    parser.add_argument("--shared", type=Path, default=HERE.parent / "shared", help="folder with the annotated interviews")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    given = [each for each in examples(options.shared / "bench" / "replies" / "train_part.jsonl") if not each.held_out]
    labels = np.array([REPLIES.index(each.reply or "none") for each in given])
    groups = np.unique([each.interview for each in given], return_inverse=True)[1]
    rarity = rarities(given)
    columns = DictVectorizer(sparse=False)
    values = columns.fit_transform([measured(each, rarity) for each in given])
    likely = _cross_validated(values, labels, groups)
    favour, score = _favoured(likely, _THREE[labels])
    print(f"{len(given)} questions, {values.shape[1]} features; macro-F1 of three labels, cross-validated: {score:.3f}")
    model = _fitted(values, labels)
    options.out.mkdir(parents=True, exist_ok=True)
    _write(options.out / "replies.tsv", columns.get_feature_names_out(), model, favour)
    _write_rarity(options.out / "rarity.tsv", rarity, given)


def _fitted(values: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weights (features, replies) on the features as they are, and intercepts."""
    scale = StandardScaler().fit(values)
    model = LogisticRegression(C=STRENGTH, max_iter=5000).fit(scale.transform(values), labels)
    weights = (model.coef_ / scale.scale_).T
    return weights, model.intercept_ - scale.mean_ @ weights


def _likely(model: tuple[np.ndarray, np.ndarray], values: np.ndarray) -> np.ndarray:
    scores = values @ model[0] + model[1]
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def _cross_validated(values: np.ndarray, labels: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Likelihoods of each question by a model that saw no other question of its interview."""
    likely = np.zeros((len(labels), len(REPLIES)))
    for seen, unseen in GroupKFold(10).split(values, labels, groups):
        likely[unseen] = _likely(_fitted(values[seen], labels[seen]), values[unseen])
    return likely


def _favoured(likely: np.ndarray, labels: np.ndarray) -> tuple[tuple[float, float], float]:
    """By what the likelihoods of `answered` and `none` are multiplied for the best macro-F1, and that score.

    The middle of all pairs that come within half a point of the best, so that chance among near ties decides nothing.
    """
    three = np.stack([likely[:, 0], likely[:, 1] + likely[:, 2], likely[:, 3]], axis=1)
    tried = {
        (a, n): float(f1_score(labels, (three * [a, 1, n]).argmax(axis=1), average="macro"))
        for a in np.arange(0.6, 2.6, 0.1)
        for n in np.arange(0.6, 5.0, 0.2)
    }
    best = max(tried.values())
    near = [pair for pair, score in tried.items() if score >= best - 0.005]
    middle = np.median(np.array(near), axis=0).round(2)
    return (float(middle[0]), float(middle[1])), best


def _write(path: Path, names: np.ndarray, model: tuple[np.ndarray, np.ndarray], favour: tuple[float, float]) -> None:
    weights, intercept = model
    lines = [
        "# Weights of a multinomial logistic regression; not to be edited by hand.",
        f"# Columns: feature, {', '.join(REPLIES)}.",
        "# Source: fitted by `training/replies` on CLARITY's training part; see CARD.md.",
    ]
    lines.append("\t".join(["(intercept)", *(f"{value:.5f}" for value in intercept)]))
    lines.append(f"(favour)\t{favour[0]}\t1.0\t1.0\t{favour[1]}")
    lines += ["\t".join([str(name), *(f"{value:.5f}" for value in row)]) for name, row in zip(names, weights, strict=True)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write_rarity(path: Path, rarity: dict[str, float], given: list[Example]) -> None:
    lines = [
        "# The commonest stems in answers, with the logarithm of how few answers hold each; `(rarest)` stands for all others.",
        "# Columns: stem, rarity.",
        f"# Source: counted by `training/replies` in {len(given)} answers of CLARITY (MIT).",
    ]
    lines += [f"{stem}\t{value}" for stem, value in rarity.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
