"""Briefs on the seeds and the records of these talks: whether every note resolves, and whether what the lines say is right.

That each note's words stand at its place, and the line's words in them, is checked here. Whether a line says anything wrong was
judged by a person who read it beside its records: the verdicts stand in `brief-verdicts.tsv`, by section and the places of the
words. A line that nobody has judged is counted as such, never as right. `python -m bench.briefs SHARED` prints all lines in the
form of the verdicts, those not judged yet with a question mark.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

import servanda
from bench.matters import SEED_DAYS
from servanda.comparison.briefing.lines import holds
from servanda.ledger import Ledger
from servanda.model import Brief, BriefLine, BriefNote

VERDICTS = Path(__file__).parent / "brief-verdicts.tsv"
NEAR = 60
"""Characters by which a better reader may move a place that was judged."""
FLOORS = {"resolved": 1.0, "wrong": 0}
OF_THESE_TALKS = re.compile(r"0(?:0[2-9]|1\d|2[0-3])-.*\.txt")
"""Records of the talks that the seeds tell of."""
ASKED: tuple[dict[str, str], ...] = (
    {"with_": "Lukashenko", "on": "2025-11-22"},
    {"with_": "Lukashenko", "on": "2025-11-22", "since": "last"},
    {"with_": "Lukashenko", "on": "2025-03-12"},
    {"with_": "Lukashenko", "on": "2022-06-30"},
    {"with_": "Lukashenko", "on": "2022-03-01", "since": "last"},
    {"with_": "Putin", "on": "2025-11-22"},
    {"with_": "Putin", "on": "2024-06-30", "since": "2024-01-01"},
    {"with_": "Tokayev", "on": "2025-11-22"},
    {"with_": "Belarus", "on": "2025-11-22", "since": "2022-03-01"},
    {"matter": "28 programmes", "on": "2025-04-01"},
    {"matter": "import substitution", "on": "2025-11-22"},
    {"matter": "Union State", "with_": "Lukashenko", "on": "2025-11-22"},
    {"matter": "trade", "with_": "Lukashenko", "on": "2025-11-22"},
    {"matter": "treaty", "with_": "Lukashenko", "on": "2025-11-22"},
    {"matter": "sanctions", "with_": "Lukashenko", "on": "2025-11-22"},
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person said of one line."""

    section: str
    places: tuple[tuple[str, int], ...]
    """Of each note, the record and where the entry's words begin."""
    right: bool

    def is_of(self, section: str, notes: Sequence[BriefNote]) -> bool:
        """Whether it was said of this line."""
        found = places(notes)
        same = section == self.section and [name for name, _ in found] == [name for name, _ in self.places]
        return same and all(abs(one - other) <= NEAR for (_, one), (_, other) in zip(found, self.places, strict=True))


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:
    """How many notes resolve, and how many lines were judged right and wrong."""
    del peers  # there are none
    said = list(_verdicts())
    notes = resolved = lines = worded = 0
    told: dict[tuple[object, ...], bool | None] = {}
    for brief, ledger in _briefs(shared):
        for note in brief.notes:
            notes += 1
            resolved += _resolves(ledger, note)
        for section, line, own in _lines(brief):
            lines += 1
            worded += bool(own) and _is_worded(line, own)
            found = next((one for one in said if one.is_of(section, own)), None)
            told[(section, *places(own))] = found.right if found else None
    verdicts = list(told.values())
    wrong = verdicts.count(False)
    broken = [f"{lines - worded} lines not in their notes' words"] if worded < lines else []
    broken += [f"{notes - resolved} notes do not resolve"] if resolved < notes else []
    broken += [f"{wrong} lines are wrong"] if wrong > FLOORS["wrong"] else []
    return {
        "briefs": len(ASKED),
        "lines": lines,
        "lines_in_their_notes_words": worded,
        "notes": notes,
        "notes_resolved": resolved,
        "different_lines": len(verdicts),
        "judged": len(verdicts) - verdicts.count(None),
        "wrong": wrong,
        "broken": broken,
    }


def markdown(result: dict[str, Any]) -> str:
    """The figures as a table."""
    in_words = result["lines_in_their_notes_words"]
    return "\n".join(
        [
            f"| {result['briefs']} briefs on the seeds and the records of these talks | |",
            "|---|--:|",
            f"| lines; of these in the exact words of their notes | {result['lines']}; {in_words} |",
            f"| notes; of these whose words stand where they say | {result['notes']}; {result['notes_resolved']} |",
            f"| lines that differ; of these judged by reading | {result['different_lines']}; {result['judged']} |",
            f"| of these wrong | {result['wrong']} |",
            "",
            "Floors: every note resolves; wrong 0.",
        ]
    )


def places(notes: Sequence[BriefNote]) -> tuple[tuple[str, int], ...]:
    """Of each note, the record's file name and where the entry's words begin."""
    return tuple((PurePath(note.own.source or note.own.record).name, note.own.start) for note in notes)


def _briefs(shared: Path) -> Iterator[tuple[Brief, Ledger]]:
    paths = [
        *(shared / "seeds").glob("*.txt"),
        *(one for one in (shared / "records").iterdir() if OF_THESE_TALKS.fullmatch(one.name)),
    ]
    with tempfile.TemporaryDirectory() as folder, servanda.open_ledger(Path(folder) / "briefs.servanda") as ledger:
        for path in sorted(paths):
            ledger.append(servanda.read(path, reference_date=SEED_DAYS.get(path.name)))
        comparison = servanda.compare(ledger)
        for asked in ASKED:
            yield comparison.brief(asked["on"], **{name: value for name, value in asked.items() if name != "on"}), ledger


def _lines(brief: Brief) -> Iterator[tuple[str, BriefLine, list[BriefNote]]]:
    notes = {note.number: note for note in brief.notes}
    for section in brief.sections:
        for line in section.lines:
            yield section.name, line, [notes[number] for number in line.notes]


def _resolves(ledger: Ledger, note: BriefNote) -> bool:
    """Whether the words of a note stand at its place, and the entry's within them."""
    text = ledger.reading(note.place.record).record.text
    inside = note.place.start <= note.own.start and note.own.end <= note.place.end
    return inside and all(text[one.start : one.end] == one.text for one in (note.place, note.own))


def _is_worded(line: BriefLine, notes: Sequence[BriefNote]) -> bool:
    """Whether all words that a line gives as a record's are those of their note."""
    words = {note.number: note.place.text for note in notes}
    return all(holds(words[part.note], part.text) for part in line.parts if part.note)


def _verdicts() -> Iterator[Verdict]:
    for row in VERDICTS.read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            section, found, verdict = row.split("\t")
            pairs = (one.rpartition(":") for one in found.split(" "))
            yield Verdict(section, tuple((name, int(start)) for name, _, start in pairs), verdict == "right")


def main() -> None:
    """All lines once, each with its words behind a mark, to be judged."""
    said = list(_verdicts())
    shown: set[object] = set()
    for brief, _ in _briefs(Path(sys.argv[1])):
        for section, line, own in _lines(brief):
            key = (section, *places(own))
            if key in shown:
                continue
            shown.add(key)
            found = next((one for one in said if one.is_of(section, own)), None)
            verdict = "?" if found is None else "right" if found.right else "wrong"
            print(section, " ".join(f"{name}:{start}" for name, start in places(own)), verdict, sep="\t")
            print(f"# {line.text}")


if __name__ == "__main__":
    main()
