"""Versions of a record: are all edits found, no others, each with its speaker?

Two measures: words changed, added and taken out at random in every record (the places follow from the record's name, so that
each run plants the same), and one record that its publisher corrected, whose edits were found by hand.
"""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import servanda
from servanda.comparison.versions.edits import edits_between
from servanda.model import Edit, Reading, Record, Turn
from servanda.readings.spoken import body_start

PLANTED = 9
"""Edits planted in a record."""
LONGEST = 150_000
"""Characters of the longest record that is used."""
PUT_IN = ("zebra", "quagga okapi")
"""Words that no record has."""
_WORD = re.compile(r"(?<![\w’'-])[^\W\d_]{4,}(?![\w’'-])")

CORRECTED = (
    ("045-harris-duda-joint-press-conference-2022-03-10.txt", "046-harris-duda-corrected-2022-03-10.txt"),
    (
        (None, "", "CORRECTED"),
        (None, "CEST", "CET"),
        ("Kamala Harris", "million–", "million —"),
        ("Andrzej Duda", "crisis", "of crises"),
    ),
)
"""A record and its corrected version, and what differs, by reading: the speaker, the old words and the new ones."""


_Told = tuple[str, str, str, str | None]
"""How, the old words, the new ones, and whose they are."""


@dataclass(frozen=True, slots=True)
class Planted:
    """An edit that was planted."""

    kind: str
    old: str
    new: str
    speaker: str | None
    """Who speaks there; None where nobody does."""


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:  # noqa: ARG001 - the form of a measurement
    """Counts, and seconds of work for a million characters."""
    counts: Counter[str] = Counter()
    seconds = 0.0
    for path in sorted((shared / "records").glob("*.txt")):
        record = servanda.read(path, model=False).record
        text = record.text
        earlier = _read(text, record)
        planted, changed = plant(earlier, path.name)
        if not planted:
            continue
        later = _read(changed, record)
        start = time.process_time()
        found = [edit for edit in edits_between(earlier, later) if edit.changed != "typography"]
        seconds += time.process_time() - start
        told = Counter(map(_words, found))
        right = sum((told & Counter((one.kind, one.old, one.new) for one in planted)).values())
        spoken: Counter[_Told] = Counter((one.kind, one.old, one.new, one.speaker) for one in planted if one.speaker)
        of_them = sum(min(count, spoken[key]) for key, count in Counter(map(_all, found)).items())
        counts.update(records=1, planted=len(planted), found=right, others=len(found) - right)
        counts.update(spoken=spoken.total(), with_speaker=of_them)
        counts["characters"] += len(text)
    return {**counts, "seconds_per_million": round(seconds / counts["characters"] * 1e6, 2), "corrected": _corrected(shared)}


def _read(text: str, record: Record) -> Reading:
    return servanda.read_text(text, model=False, reference_date=record.reference_date, language=record.language)


def plant(reading: Reading, name: str) -> tuple[list[Planted], str]:
    """A record's text with words changed, added and taken out in turn, far apart; nothing where it is short or very long."""
    text = reading.record.text
    words = list(_WORD.finditer(text))
    if len(words) < 40 * PLANTED or len(text) > LONGEST:
        return [], text
    apart = len(words) // (PLANTED + 1)
    chance = random.Random(name)  # the same places in each run
    pieces, planted, at = [], [], 0
    for place in range(PLANTED):
        word = words[(place + 1) * apart + chance.randrange(apart // 2)]
        speaker = _speaker(reading, word.start())
        altered, added = PUT_IN
        pieces.append(text[at : word.start()])
        if place % 3 == 0:
            pieces.append(altered)
            planted.append(Planted("altered", word.group(), altered, speaker))
        elif place % 3 == 1:
            pieces.append(f"{word.group()} {added}")
            planted.append(Planted("added", "", added, speaker))
        else:
            planted.append(Planted("removed", word.group(), "", speaker))
        at = word.end()
    return planted, "".join([*pieces, text[at:]])


def _speaker(reading: Reading, offset: int) -> str | None:
    """Who speaks at a place; None outside turns, in a label and in what the publisher inserts, where nobody does."""
    for turn in reading.of(Turn):
        if turn.span.start <= offset < turn.span.end and turn.role != "publisher":
            inserted = any(span.start <= offset < span.end for span in turn.insertions)
            return None if inserted or offset < body_start(turn, reading.record.text) else turn.speaker
    return None


def _words(edit: Edit) -> tuple[str, str, str]:
    return edit.kind, edit.earlier.text if edit.earlier else "", edit.later.text if edit.later else ""


def _all(edit: Edit) -> _Told:
    place = edit.later or edit.earlier
    return *_words(edit), place.speaker if place else None


def _corrected(shared: Path) -> dict[str, int]:
    names, known = CORRECTED
    earlier, later = (servanda.read(shared / "records" / name, model=False) for name in names)
    found = Counter((speaker, old, new) for _, old, new, speaker in map(_all, edits_between(earlier, later)))
    right = found & Counter(known)
    return {
        "known": len(known),
        "found": right.total(),
        "others": (found - right).total(),
        "spoken": sum(speaker is not None for speaker, _, _ in known),
        "with_speaker": sum(count for (speaker, _, _), count in right.items() if speaker is not None),
    }


def markdown(result: dict[str, Any]) -> str:
    """A table for docs/measured.md."""
    corrected = result["corrected"]
    spoken = f"{result['with_speaker']} of {result['spoken']}"
    return "\n".join(
        (
            "| edits | known | found | of the spoken ones, with their speaker | others told |",
            "|---|---|---|---|---|",
            f"| planted in {result['records']} records | {result['planted']} | {result['found']} | {spoken} "
            f"| {result['others']} |",
            f"| a press conference as its publisher corrected it | {corrected['known']} | {corrected['found']} "
            f"| {corrected['with_speaker']} of {corrected['spoken']} | {corrected['others']} |",
            "",
            f"Comparing two versions takes {result['seconds_per_million']} s for a million characters.",
        )
    )
