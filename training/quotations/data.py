"""Texts with annotated quotations, cut into windows of word pieces.

Held out, and never trained on: every text whose name's hash is divisible by five, and everything named `dev`.
"""

from __future__ import annotations

import gzip
import json
import random
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.judging import held_out, kept_for_judgement
from servanda.readings.quotes.marks import marked_stretches
from servanda.readings.quotes.wordpiece import WordPiece

WINDOW = 222
"""Word pieces a window holds, its two ends not counted."""


@dataclass(frozen=True)
class Quote:
    """Half-open stretches, counted in word pieces of the text."""

    cue: list[tuple[int, int]]
    source: list[tuple[int, int]]
    content: list[tuple[int, int]]


@dataclass(frozen=True)
class Document:
    """A text in word pieces."""

    ids: list[int]
    in_marks: list[int]
    breaks: list[int]
    """Pieces before which a window may begin: those that begin a sentence or a paragraph."""
    quotes: list[Quote]


def polnear(shared: Path) -> list[dict[str, Any]]:
    """PolNeAR's training part (research annotations of news; its texts stay where they are)."""
    with gzip.open(shared / "bench" / "quotations" / "polnear.train.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [document for document in map(json.loads, lines) if not held_out(document["id"])]


def press_reports(shared: Path) -> list[dict[str, Any]]:
    """Reports of press services (CC BY 4.0), with the quotations that have a cue."""
    return list(_reports(shared / "gold" / "quotations"))


def _reports(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.gold.json")):
        if kept_for_judgement(path, in_any_form=True):
            continue
        name = path.name.removesuffix(".gold.json")
        gold = json.loads(path.read_text(encoding="utf-8"))
        quotes = []
        for quotation in gold["quotations"]:
            if quotation.get("cue"):
                mention = quotation.get("source_mention") or {}
                quotes.append(
                    {
                        "cue": [quotation["cue"]["span"]],
                        "source": [mention["span"]] if mention.get("span") else [],
                        "content": [piece["span"] for piece in quotation["content"]],
                    }
                )
        text = path.with_name(f"{name}.txt").read_bytes().decode("utf-8").removeprefix("\ufeff")
        yield {"id": name, "text": text, "quotes": quotes}


def prepared(document: dict[str, Any], words: WordPiece) -> Document:
    """Offsets of characters become places of word pieces."""
    text = document["text"]
    pieces = words.cut(text, 0, len(text))
    outer = [stretch for stretch in marked_stretches(text, _paragraphs(text)) if stretch.level == 1]
    return Document(
        ids=pieces.ids,
        in_marks=[int(any(stretch.start <= start < stretch.end for stretch in outer)) for start in pieces.starts],
        breaks=[0, *(i for i in range(1, len(pieces.ids)) if _breaks(text, pieces.ends[i - 1], pieces.starts[i]))],
        quotes=[
            Quote(*(_in_pieces(pieces.starts, pieces.ends, quote.get(part) or []) for part in ("cue", "source", "content")))
            for quote in document["quotes"]
        ],
    )


def _paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((start, start + len(line)))
        start += len(line) + 1
    return tuple(found)


def _breaks(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    return "\n" in between or (between != "" and text[end - 1] in '.!?”"')


def _in_pieces(starts: list[int], ends: list[int], stretches: list[list[int]]) -> list[tuple[int, int]]:
    found = []
    for start, end in stretches:
        first = bisect_left(starts, start)
        if first > 0 and ends[first - 1] > start:
            first -= 1
        last = bisect_left(starts, end)
        if first < last:
            found.append((first, last))
    return found


def windows(document: Document, first: float) -> list[tuple[int, int]]:
    """Cut at breaks. `first`, in (0, 1], is the share of a window that the first one takes, so that epochs cut differently."""
    count, start, found = len(document.ids), 0, []
    breaks = [*document.breaks, count]
    room = max(24, int(WINDOW * first))
    while start < count:
        end = max((at for at in breaks if start < at <= start + room), default=min(start + room, count))
        found.append((start, end))
        start, room = end, WINDOW
    return found


def batches(documents: list[Document], size: int, chance: random.Random) -> list[list[tuple[Document, int, int]]]:
    """One epoch's windows, those of a length together."""
    cut = [(document, *window) for document in documents for window in windows(document, chance.uniform(0.15, 1))]
    chance.shuffle(cut)
    heap = size * 20
    ordered = []
    for i in range(0, len(cut), heap):
        ordered += sorted(cut[i : i + heap], key=lambda one: one[2] - one[1])
    made = [ordered[i : i + size] for i in range(0, len(ordered), size)]
    chance.shuffle(made)
    return made
