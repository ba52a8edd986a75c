"""`python -m training.statements`: make the weights again.

Needs `pip install numpy scipy scikit-learn`, the annotated records, and the readers' sentences (which stay out of the project).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bench.judging import held_out
from training.statements import examples
from training.statements.examples import Example, Labelled

if TYPE_CHECKING:
    from training.statements.learning import Learnt

HERE = Path(__file__).parent.parent.parent
OUT = HERE / "servanda" / "readings" / "statements" / "weights"
KINDS = {"commitment": "commitments", "progress": "progress", "position": "positions", "forecast": "forecasts"}
"""As entries and as the annotations call them. Of topics none are labelled to learn from."""

JOINT_BARS = {"commitment": 0.10}
"""Least confidence in communiqués and agreements: there a promise missed weighs more than one too many left unreviewed."""


def main() -> None:
    """Parse the call and do it."""
    parser = argparse.ArgumentParser(prog="python -m training.statements", description=__doc__)
    parser.add_argument("--shared", type=Path, default=HERE.parent / "shared", help="folder with the annotated texts")
    parser.add_argument("--annotated", type=Path, required=True, help="folder with the two readers' sentences")
    parser.add_argument("--read-by-one", type=Path, nargs="*", default=[], help="folders with sentences that one reader read")
    parser.add_argument("--records", type=Path, nargs="*", default=[], help="folders with further records of those sentences")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    found, sentences = collect(options.shared, options.annotated, options.records, options.read_by_one)
    write(options.out, {kind: _learn(kind, found, sentences, options.shared) for kind in KINDS})


def collect(
    shared: Path, annotated: Path, records: Sequence[Path], read_by_one: Sequence[Path] = ()
) -> tuple[list[Example], list[Labelled]]:
    """All proposals that a label tells of, and all labelled sentences."""
    folders = [shared / "records", shared / "gold" / "quotations", *records]
    placed: dict[str, examples.Placed] = {}
    for source in (dict(examples.labelled(shared)), examples.annotated(annotated), *map(examples.read_by_one, read_by_one)):
        for name, sentences in source.items():
            placed.setdefault(name, []).extend(sentences)
    judged = examples.clauses(annotated)
    found = list(examples.from_gold(shared))
    for name in sorted(placed.keys() | judged.keys()):
        path = next((path for folder in folders if (path := folder / name).exists()), None)
        if path is not None:
            found += examples.from_record(path, placed.get(name, []), judged.get(name, []), set(KINDS))
    return found, [sentence for sentences in placed.values() for _, sentence in sentences]


def _learn(kind: str, found: Sequence[Example], sentences: Sequence[Labelled], shared: Path) -> Learnt:
    from training.statements.learning import learn  # what it needs is dear, and collecting needs none of it

    known = {}
    for path in (shared / "gold").glob("*.gold.json"):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if not held_out(gold["record"]):
            known[gold["record"]] = sum(not one.get("doubtful") for one in gold.get(KINDS[kind], []))
    mine = [one for one in found if one.kind == kind and kind in {k for s in sentences for k in s.labels}]
    return learn(mine, [one for one in sentences if kind in one.labels], known, joint=kind in JOINT_BARS)


def write(out: Path, learnt: dict[str, Learnt]) -> None:
    """One file of weights a kind, and the scales of all."""
    out.mkdir(parents=True, exist_ok=True)
    scales = ["# How a sum of weights becomes a confidence, and from which confidence on a proposal becomes an entry."]
    scales.append(
        "# Columns: kind, offset and slope of the logistic scale, least confidence, the same in communiqués and agreements."
    )
    scales.append("# Source: fitted by `training/statements` on proposals out of their fold.")
    for kind, one in learnt.items():
        print(kind, len(one.weights), one.offset, one.slope, one.bar, one.measured)
        head = f"# Weights of what speaks for and against a {kind}. Columns: feature (empty: always added), weight.\n"
        source = "# Source: fitted by `training/statements`; see CARD.md.\n"
        lines = "".join(f"{feature}\t{weight:g}\n" for feature, weight in sorted(one.weights.items()))
        (out / f"{kind}.tsv").write_text(head + source + lines, encoding="utf-8")
        scales.append(f"{kind}\t{one.offset}\t{one.slope}\t{one.bar}\t{JOINT_BARS.get(kind, one.bar)}")
    (out / "scales.tsv").write_text("\n".join(scales) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
