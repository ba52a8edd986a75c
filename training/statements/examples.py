"""Proposals with what careful readers said of them.

Five sources: records annotated in full (a proposal is right where it covers half of an annotated clause), `sentences.tsv`,
sentences read for this purpose by two readers, proposed clauses judged one by one, and segments of an election campaign whose
speech acts others coded. A label of a sentence or segment holds for the likeliest of its proposals: which one that is is found
in learning. Doubtful labels count half and are never judged by; nor are the campaign's, whose coders have other rules. Held-out
records are only judged by.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from bench.commitments import joined, place_of
from bench.judging import held_out, scorer_of
from bench.sentences import KINDS, load, places
from servanda.model import Commitment, Reading
from servanda.readings import STEPS, read_record
from servanda.readings.answerable import answerable
from servanda.readings.grammar import Sentence
from servanda.readings.layers import Stretch
from servanda.readings.statements.finding import find_statements, proposed
from servanda.readings.statements.proposals import Proposal, Statement
from servanda.readings.statements.scoring import Sight
from servanda.readings.statements.setting import Setting
from servanda.records import intake

BEFORE = STEPS[: STEPS.index(find_statements)]
"""The steps that statements stand on."""
CAMPAIGN = "campaign"
WORTH = {"gold": 2.0, "sentences": 1.0, "annotated": 1.0, "clauses": 1.5, CAMPAIGN: 0.5}
"""What an example of each source counts: the annotated clauses tell more than labels of sentences, a campaign less."""
UNSURE = 0.5
"""What an example counts that a reader doubted."""
LETTERS = {**KINDS, "forecast": "f"}
_READ_BY_ONE = 1_000_000
"""From this number on sentences are counted by their place in their record."""
LIKELY, DOUBTED = 0.7, 0.3
"""What a doubtful yes and a doubtful no are worth."""


class Window(NamedTuple):
    """One sentence of a record as the reader cuts it, and the one before it."""

    record: str
    start: int
    """Where the sentence begins in its record."""
    before: str
    text: str


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
    within: tuple[str, int] | None
    """The labelled sentence that it stands in, if any."""
    sure: bool
    """Whether no reader doubted."""
    named: bool
    """Whether holder and actor are right too; known of annotated records alone, else taken for right."""
    source: str
    """`gold`, `sentences`, `annotated`, `clauses` or `campaign`."""
    window: Window
    """What an encoder reads of it."""
    clause: Stretch
    """Where it stands in the window's sentence."""
    score: float | None = None
    """What the encoder says of it, where its record is set apart."""

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


Placed = list[tuple[tuple[int, int] | None, Labelled]]
"""Labelled sentences of one record with their places in it, None where they are not found."""


def set_apart(record: str) -> bool:
    """Whether a record is in the quarter that the encoder does not learn from, by which its scale is set."""
    return int(hashlib.sha256(f"judge {record}".encode()).hexdigest()[:8], 16) % 4 == 0


def read_before(path: Path, reference_date: str | None = None) -> Reading:
    """A record, read up to what statements stand on."""
    record, _ = intake.take_file(path, reference_date=reference_date)
    return read_record(record, BEFORE)


def from_gold(shared: Path) -> Iterator[Example]:
    """Proposals of the records annotated in full."""
    scorer = scorer_of(shared)
    kinds = {"commitments": "commitment", "progress": "progress", "positions": "position"}
    for path in sorted((shared / "gold").glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        reading = read_before(path.with_name(gold["record"]), gold["reference_date"])
        judges = {kind: _Judge(scorer, name, gold.get(name, [])) for name, kind in kinds.items()}
        whose = answerable(reading)
        for number, (sentence, proposals) in enumerate(proposed(reading)):
            for place, proposal in enumerate(proposals):
                entry = proposal.entry
                if entry.kind in judges:
                    speaker = whose.at(entry.span.start, entry.span.end).speaker
                    label, sure, named = judges[entry.kind].judged(entry, speaker)
                    features = tuple(sorted(Sight(sentence).seen(proposal)))
                    bag = (gold["record"], -1 - 100 * number - place)
                    seen = _window(reading, gold["record"], sentence), _within(sentence, entry)
                    yield Example(entry.kind, features, gold["record"], bag, label, None, sure, named, "gold", *seen)


_CODED = {"commissive_action": (1.0, True), "commissive_outcome": (1.0, False)}
"""What a coder's label of a segment says of its commitments, and whether it is sure: outcomes are not always undertaken."""


def from_campaign(path: Path) -> Iterator[Example]:
    """Commitments proposed in the segments of a campaign's documents, which are read in their order, as they were written.

    Calls and demands are left out: its coders hold them apart from promises, the definitions count them as proposed.
    """
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for document, segments in groupby(rows, key=itemgetter("doc")):
        coded = list(segments)
        text, places = joined(coded)
        reading = read_record(intake.take_text(text, language="en")[0], BEFORE)
        for sentence, proposals in proposed(reading):
            for proposal in (one for one in proposals if isinstance(one.entry, Commitment) and one.entry.force != "proposed"):
                span = proposal.entry.span
                segment = coded[place_of(span.start, span.end, places)]
                label, sure = _CODED.get(segment["label"], (0.0, True))
                features = tuple(sorted(Sight(sentence).seen(proposal)))
                seen = _window(reading, document, sentence), _within(sentence, proposal.entry)
                bag = (document, segment["n"])
                yield Example("commitment", features, document, bag, label, None, sure, True, CAMPAIGN, *seen)


def _window(reading: Reading, name: str, sentence: Sentence) -> Window:
    before = Setting(reading).sentence_before(sentence.start)
    lead = reading.record.text[slice(*before)] if before else ""
    return Window(name, sentence.start, lead, sentence.text[sentence.start : sentence.end])


def _within(sentence: Sentence, entry: Statement) -> Stretch:
    return max(0, entry.span.start - sentence.start), min(sentence.end, entry.span.end) - sentence.start


class _Judge:
    """What the annotations of one kind in one record say of a proposal, by the scorer's own rules."""

    def __init__(self, scorer: ModuleType, name: str, marked: Sequence[dict[str, Any]]) -> None:
        self._iou, self._who = scorer.by_iou, scorer.WHO[name]
        self._marked = marked

    def judged(self, entry: Statement, speaker: str | None) -> tuple[float, bool, bool]:
        """Label, whether it is sure, and whether holder and actor are right."""
        said = {"start": entry.span.start, "end": entry.span.end, "actor": getattr(entry, "actor", None)}
        said["holder"] = getattr(entry, "holder", None) or speaker
        near = [(self._iou(one, said), place) for place, one in enumerate(self._marked)]
        best, place = max(near, default=(0.0, -1))
        if best > 0.5:
            wanted = self._marked[place]
            return (LIKELY, False, True) if wanted.get("doubtful") else (1.0, True, self._who(wanted, said))
        touched = any(share > 0 and self._marked[place].get("doubtful") for share, place in near)
        return (DOUBTED, False, True) if touched else (0.0, True, True)


def _iou(start: int, end: int, left: int, right: int) -> float:
    return max(0, min(end, right) - max(start, left)) / (max(end, right) - min(start, left))


def labelled(shared: Path) -> Iterator[tuple[str, Placed]]:
    """`sentences.tsv` by record: its path, and each sentence with its place."""
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
        yield name, found


def _worth(yes: bool, doubted: bool) -> tuple[float, bool]:
    return (LIKELY if yes else DOUBTED) if doubted else float(yes), not doubted


def annotated(folder: Path) -> dict[str, Placed]:
    """The two readers' sentences by record."""
    rows = [line.split("\t") for line in (folder / "all.tsv").read_text(encoding="utf-8").splitlines()]
    readers = [_reader(path) for path in sorted(folder.glob("A?.tsv"))]
    by_record: dict[str, Placed] = {}
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
    return by_record


def read_by_one(folder: Path) -> dict[str, Placed]:
    """Sentences that one reader read, by record: `NNN.tsv`, with columns part, record, start, end, text, labels, doubts."""
    by_record: dict[str, Placed] = {}
    for path in sorted(folder.glob("[0-9][0-9][0-9].tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = [*line.split("\t"), ""][:9]
            if cells[0] == "part" or held_out(cells[1]):
                continue
            (_, name, start, end, text), said, doubt = cells[:5], cells[5:8], cells[8]
            labels = {
                kind: _worth(one != "none", letter in doubt) for (kind, letter), one in zip(KINDS.items(), said, strict=True)
            }
            place = int(start), int(end)
            bag = name, _READ_BY_ONE + place[0]
            by_record.setdefault(name, []).append((place, Labelled(name, bag, labels, "annotated", text)))
    return by_record


def _reader(path: Path) -> tuple[dict[int, list[str]], set[int]]:
    judged: dict[int, list[str]] = {}
    done: set[int] = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#done"):
            first, last = line.split()[1].split("-")
            done.update(range(int(first), int(last) + 1))
        elif line and not line.startswith("#"):
            number, *rest = line.split("\t")
            judged[int(number)] = (rest + [""] * 5)[:5]
    return judged, done


Clause = tuple[str, int, int, float]
"""A clause that one reader judged: kind, offsets, and 1 for right, 0 for wrong, between where he doubted."""


def clauses(folder: Path) -> dict[str, list[Clause]]:
    """Clauses that were proposed and judged one by one, by record."""
    found: dict[str, list[Clause]] = {}
    for line in (folder / "clauses.tsv").read_text(encoding="utf-8").splitlines():
        kind, record, start, end, label = line.split("\t")
        found.setdefault(record, []).append((kind, int(start), int(end), float(label)))
    return found


def from_record(path: Path, sentences: Placed, judged: Sequence[Clause], kinds: set[str]) -> Iterator[Example]:
    """Proposals in one record that a label tells of: first that of their own clause, else that of their sentence."""
    reading = read_before(path)
    for number, (analysed, proposals) in enumerate(proposed(reading)):
        for place, proposal in enumerate(proposals):
            if proposal.entry.kind not in kinds:
                continue
            sentence = _sentence_of(proposal, sentences)
            clause = _judged(proposal, judged)
            features = tuple(sorted(Sight(analysed).seen(proposal)))
            kind = proposal.entry.kind
            seen = _window(reading, path.name, analysed), _within(analysed, proposal.entry)
            within = sentence.bag if sentence else None
            if clause is not None and not (clause > 0 and _denied(sentence, kind)):
                bag, sure = (path.name, -1 - 100 * number - place), clause in (0.0, 1.0)
                yield Example(kind, features, path.name, bag, _softened(clause), within, sure, True, "clauses", *seen)
            elif sentence is not None:
                label, sure = sentence.labels[kind]
                yield Example(kind, features, path.name, sentence.bag, label, within, sure, True, sentence.source, *seen)


def _denied(sentence: Labelled | None, kind: str) -> bool:
    """Whether `sentences.tsv` says without doubt that a sentence holds none: that goes before one reader of clauses."""
    return sentence is not None and sentence.source == "sentences" and sentence.labels[kind] == (0.0, True)


def _judged(proposal: Proposal, judged: Sequence[Clause]) -> float | None:
    span = proposal.entry.span
    for kind, left, right, label in judged:
        if kind == proposal.entry.kind and _iou(span.start, span.end, left, right) > 0.5:
            return label
    return None


def _softened(label: float) -> float:
    return (LIKELY + DOUBTED) / 2 if label not in (0.0, 1.0) else label


def _sentence_of(proposal: Proposal, sentences: Placed) -> Labelled | None:
    """The labelled sentence that a proposal overlaps by half of either."""
    span = proposal.entry.span
    for spot, sentence in sentences:
        if spot is None or proposal.entry.kind not in sentence.labels:
            continue
        common = min(spot[1], span.end) - max(spot[0], span.start)
        if common > 0 and 2 * common >= min(spot[1] - spot[0], span.end - span.start):
            return sentence
    return None
