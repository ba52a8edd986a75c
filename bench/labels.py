"""Speakers' labels in a large corpus of transcripts: lines that begin with a label, and turns that begin without one."""

from __future__ import annotations

import random
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from servanda.errors import ServandaError
from servanda.model import Reading, Turn
from servanda.readings.turns import find_turns
from servanda.records import intake

FLOOR = 0.995
"""Share of label lines that must have become a turn's start."""
SAMPLE = 200
SEED = 20240627
MOST_DOUBTFUL = 1

_FOLDERS = ("/speeches-remarks/", "/press-briefings/", "/remarks/")
_LABEL_LINE = re.compile(
    r"^[ \t\xa0]*(?P<label>[A-ZÀ-ÞŠŽ][A-ZÀ-ÞŠŽ.’'\- ]{1,58}[A-ZÀ-ÞŠŽ.]|(?:MR|MS|MRS"
    r"|DR)\. +[A-ZÀ-Þ][\w’'\- ]{1,30})[ \t\xa0]*:(?=[ \t\xa0\n])"
    r"|^[ \t\xa0]*(?P<q>Q)(?:[ \t\xa0]{2,}\S|:)",
    re.M,
)
"""Written apart from the program's own rules: a line's start, capitals and a colon, or `Q` and a gap."""
_PLAIN_LABEL = re.compile(
    r"(?:Q[ \t\xa0:.]|(?:(?:MR|MS|MRS|DR|SEN|REP|GOV|GEN|AMB)\. |THE "
    r"|[A-ZÀ-ÞŠŽ][A-ZÀ-ÞŠŽ’'\-.]+ )?(?:[A-ZÀ-ÞŠŽMcü][\w’'\-.À-žü]*,? ){0,6}[A-ZÀ-ÞŠŽ#\d][\w’'\-.À-žü]*[ \t\xa0*]*:)"
)
"""What a label must look like where a turn begins: at most eight words, the last before a colon, or `Q`."""


def documents(shared: Path) -> Iterator[tuple[str, bytes]]:
    """The corpus' spoken records, in the order of the archive."""
    with tarfile.open(shared / "corpora" / "white-house.tar.xz", "r:xz") as archive:
        for member in archive:
            if member.isfile() and member.name.endswith(".md") and any(folder in f"/{member.name}" for folder in _FOLDERS):
                handle = archive.extractfile(member)
                if handle:
                    yield member.name, handle.read()


def run(shared: Path, *, peers: bool = False, every: int = 1) -> dict[str, Any]:  # noqa: ARG001  no peer reads labels
    """Read the corpus; `every` takes only each nth record."""
    lines = found = records = unlabelled = 0
    missed: list[str] = []
    starts: list[tuple[str, str, bool]] = []
    for number, (name, content) in enumerate(documents(shared)):
        if number % every:
            continue
        try:
            record, _ = intake.take_bytes(content, source=name)
        except ServandaError:
            continue
        records += 1
        turns = [turn for turn in find_turns(Reading(record=record)).of(Turn) if turn.role != "publisher"]
        begins = {turn.span.start for turn in turns}
        body = _after_front_matter(record.text)
        for match in _LABEL_LINE.finditer(record.text, body):
            start = match.start("label") if match.group("label") else match.start("q")
            lines += 1
            if start in begins:
                found += 1
            elif len(missed) < 400:
                missed.append(f"{Path(name).name}: {record.text[start : start + 70]!r}")
        unlabelled += sum(turn.label is None for turn in turns)
        starts += [(Path(name).name, turn.span.text[:80], _begins_plainly(record.text, turn)) for turn in turns if turn.label]
    picked = random.Random(SEED).sample(starts, min(SAMPLE, len(starts)))
    doubtful = [f"{name}: {text!r}" for name, text, plain in picked if not plain]
    share = found / lines if lines else 0.0
    broken = [f"label lines {share:.4f} < {FLOOR}"] if share < FLOOR else []
    broken += [f"doubtful starts {len(doubtful)} > {MOST_DOUBTFUL}"] if len(doubtful) > MOST_DOUBTFUL else []
    return {
        "records": records,
        "lines": lines,
        "found": found,
        "share": round(share, 5),
        "turns": len(starts),
        "unlabelled": unlabelled,
        "unlike_a_label": sum(not plain for *_, plain in starts),
        "sampled": len(picked),
        "doubtful": doubtful,
        "missed": missed[:60],
        "broken": broken,
    }


def _after_front_matter(text: str) -> int:
    end = text.find("\n---", 3) if text.startswith("---") else -1
    return end + 4 if end >= 0 else 0


def _begins_plainly(text: str, turn: Turn) -> bool:
    """Whether a strict look finds a label at the turn's first character, at the start of its line."""
    line = text.rfind("\n", 0, turn.span.start) + 1
    return not text[line : turn.span.start].strip(" \t\xa0*_") and bool(_PLAIN_LABEL.match(text, turn.span.start))


def markdown(result: dict[str, Any]) -> str:
    """The table of docs/measured.md."""
    return "\n".join(
        [
            "| White House corpus, spoken records | |",
            "|---|---|",
            f"| records | {result['records']:,} |",
            f"| lines that begin with a label or `Q` | {result['lines']:,} |",
            f"| of these, a turn's start | {100 * result['share']:.2f} % |",
            f"| turns with a label; speeches printed without one | {result['turns']:,}; {result['unlabelled']:,} |",
            (
                f"| labelled turn starts sampled; of these, no label to a strict look | {result['sampled']}; "
                f"{len(result['doubtful'])} |"
            ),
        ]
    )
