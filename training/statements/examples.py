"""Proposals with what careful readers said of them.

Three sources: records annotated in full (a proposal is right where it covers half of an annotated clause), `sentences.tsv`,
and sentences read for this purpose by two readers. A label of a sentence holds for the likeliest of its proposals: which one
that is is found in learning. Doubtful labels count half and are never judged by. Held-out records are only judged by.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.sentences import KINDS, held_out, load, places
from servanda.model import Reading
from servanda.readings import STEPS, read_record
from servanda.readings.statements.finding import find_statements, proposed
from servanda.readings.statements.scoring import seen
from servanda.records import intake

BEFORE = STEPS[: STEPS.index(find_statements)] if find_statements in STEPS else STEPS
"""The steps that statements stand on."""
LETTERS = {**KINDS, "forecast": "f"}
LIKELY, DOUBTED = 0.7, 0.3
"""What a doubtful yes and a doubtful no are worth."""


@dataclass(slots=True)
class Example:
    """One proposal."""

    kind: str
    features: tuple[str, ...]
    record: str
    bag: tuple[str, int]
    """Its sentence, of whose proposals one at least is right if the label is; a bag of its own where its clause is labelled."""
    label: float
    """1 for yes, 0 for no, between where the readers doubt; of the bag."""
    sure: bool
    """Whether no reader doubted."""
    source: str
    """`gold`, `sentences` or `annotated`."""
    text: str

    @property
    def held_out(self) -> bool:
        """Whether it is kept for judgement."""
        return held_out(self.record)


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled sentence, found in its record or not."""

    record: str
    bag: tuple[str, int]
    labels: dict[str, tuple[float, bool]]
    """By kind, label and whether it is sure."""
    source: str
    text: str

    @property
    def held_out(self) -> bool:
        """Whether it is kept for judgement."""
        return held_out(self.record)


def read_before(path: Path, reference_date: str | None = None) -> Reading:
    """A record, read up to what statements stand on."""
    record, _ = intake.take_file(path, reference_date=reference_date)
    return read_record(record, BEFORE)


def from_gold(shared: Path) -> Iterator[Example]:
    """Proposals of the records annotated in full."""
    kinds = {"commitments": "commitment", "progress": "progress", "positions": "position"}
    for path in sorted((shared / "gold").glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        reading = read_before(path.with_name(gold["record"]), gold["reference_date"])
        marked = {
            kind: [(*one["span"], bool(one.get("doubtful"))) for one in gold.get(name, [])] for name, kind in kinds.items()
        }
        for number, (sentence, proposals) in enumerate(proposed(reading)):
            for place, proposal in enumerate(proposals):
                if proposal.entry.kind not in marked:
                    continue
                span = proposal.entry.span
                near = [(_iou(span.start, span.end, left, right), doubt) for left, right, doubt in marked[proposal.entry.kind]]
                best, doubt = max(near, default=(0.0, False))
                touched = any(share > 0 and doubtful for share, doubtful in near)
                label = (LIKELY if doubt else 1.0) if best > 0.5 else DOUBTED if touched else 0.0
                sure = not doubt if best > 0.5 else not touched
                features = tuple(sorted(set(seen(sentence, proposal))))
                bag = (gold["record"], -1 - 100 * number - place)
                yield Example(proposal.entry.kind, features, gold["record"], bag, label, sure, "gold", span.text)


def _iou(start: int, end: int, left: int, right: int) -> float:
    return max(0, min(end, right) - max(start, left)) / (max(end, right) - min(start, left))


def labelled(shared: Path) -> Iterator[tuple[Path | None, list[tuple[tuple[int, int] | None, Labelled]]]]:
    """`sentences.tsv` by record: its path, and each sentence with its place."""
    import csv

    with (shared / "gold" / "sentences.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    for name, sentences in load(shared).items():
        path = shared / "records" / name
        if not path.exists():
            continue
        mine = [row for row in rows if row["record"] == name]
        text = intake.take_file(path)[0].text
        found = []
        for number, (row, place) in enumerate(zip(mine, places(text, sentences), strict=True)):
            labels = {kind: _worth(row[kind] != "none", letter in row["doubt"]) for kind, letter in KINDS.items()}
            found.append((place, Labelled(name, (name, number), labels, "sentences", row["text"])))
        yield path, found


def _worth(yes: bool, doubted: bool) -> tuple[float, bool]:
    return (LIKELY if yes else DOUBTED) if doubted else float(yes), not doubted


def annotated(
    folder: Path, places_of: list[Path]
) -> Iterator[tuple[Path | None, list[tuple[tuple[int, int] | None, Labelled]]]]:
    """The two readers' sentences by record."""
    rows = [line.split("\t") for line in (folder / "all.tsv").read_text(encoding="utf-8").splitlines()]
    readers = [_reader(path) for path in sorted(folder.glob("A?.tsv"))]
    by_record: dict[str, list[tuple[tuple[int, int] | None, Labelled]]] = {}
    for number, (_, name, start, end, text) in enumerate(rows):
        said = [judged.get(number, ["none"] * 4 + [""]) for judged, done in readers if number in done]
        labels = {}
        for column, (kind, letter) in enumerate(LETTERS.items()):
            worths = [_worth(one[column] != "none", letter in one[4])[0] for one in said]
            mean = sum(worths) / len(worths)
            labels[kind] = (mean, mean in (0.0, 1.0))
        by_record.setdefault(name, []).append(
            ((int(start), int(end)), Labelled(name, (name, number), labels, "annotated", text))
        )
    for name, found in by_record.items():
        path = next((path for root in places_of if (path := root / name).exists()), None)
        yield path, found


def _reader(path: Path) -> tuple[dict[int, list[str]], set[int]]:
    judged, done = {}, set()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#done"):
            first, last = line.split()[1].split("-")
            done.update(range(int(first), int(last) + 1))
        elif line and not line.startswith("#"):
            number, *rest = line.split("\t")
            judged[int(number)] = (rest + [""] * 5)[:5]
    return judged, done


def from_sentences(path: Path, found: list[tuple[tuple[int, int] | None, Labelled]], kinds: set[str]) -> Iterator[Example]:
    """Proposals in the labelled sentences of one record."""
    spots = sorted((place, sentence) for place, sentence in found if place is not None)
    for analysed, proposals in proposed(read_before(path)):
        for proposal in proposals:
            if proposal.entry.kind not in kinds:
                continue
            span = proposal.entry.span
            for (start, end), sentence in spots:
                if proposal.entry.kind not in sentence.labels:
                    continue
                common = min(end, span.end) - max(start, span.start)
                if common > 0 and 2 * common >= min(end - start, span.end - span.start):
                    label, sure = sentence.labels[proposal.entry.kind]
                    features = tuple(sorted(set(seen(analysed, proposal))))
                    yield Example(
                        proposal.entry.kind, features, sentence.record, sentence.bag, label, sure, sentence.source, span.text
                    )
                    break
