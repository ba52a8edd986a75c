"""Errors of quotations by class: what is missed, what is said too much, whose bounds or source are others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]

_NOUNS = {"direct": "direct speech", "mixed": "partly quoted words", "indirect": "reported speech", "unknown": "empty contents"}


def classes(scorer: Any, rows: Iterable[Row], predicted: dict[str, Row]) -> dict[str, int]:
    """Number of errors by class, the most frequent first. Contents match where they share half of their words."""
    counts: Counter[str] = Counter()
    for row in rows:
        document = scorer.Doc(row["text"])
        wanted = [(quote, document.toks(quote["content"])) for quote in row["quotes"]]
        said = [(quote, document.toks(quote["content"])) for quote in predicted[row["id"]]["quotes"]]
        pairs = scorer.greedy([words for _, words in wanted], [words for _, words in said], 0.5)
        for i, j, _ in pairs:
            if not same_source(document, wanted[i][0], said[j][0]):
                counts["right words with another source, or none"] += 1
        _leftover(document, wanted, said, {i for i, _, _ in pairs}, "missed", counts)
        _leftover(document, said, wanted, {j for _, j, _ in pairs}, "that the annotators do not have", counts)
    return dict(counts.most_common())


def _leftover(document: Any, these: Any, others: Any, matched: set[int], what: str, counts: Counter[str]) -> None:
    for number, (_, words) in enumerate(these):
        if number in matched or not words:
            continue
        noun = _NOUNS[document.kind(words)]
        if any(words & theirs for _, theirs in others):
            counts[f"{noun} with other bounds"] += what == "missed"  # counted once, on the annotators' side
        else:
            counts[f"{noun} {what}"] += 1


def same_source(document: Any, wanted: Row, said: Row) -> bool:
    """Whether both name nobody, or a word that is no article is common to both mentions."""
    gold, found = document.toks(wanted["source"]), document.toks(said["source"])
    return bool(document.strip_det(gold) & document.strip_det(found)) if gold else not found
