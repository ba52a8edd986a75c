"""Debates in XML that names each speaker: does every speech come out as a turn of that speaker, and nothing else as one?

What is right is taken from the markup by a plain reading of its own (elements and attributes, nothing of Servanda's): each
`<speech>`, `<ques>` or `<reply>` of the TheyWorkForYou files that has a `speakername` must lie within one turn of exactly
that speaker; one with `nospeaker` must lie within none.
"""

from __future__ import annotations

import tarfile
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from servanda.errors import EmptyRecordError
from servanda.model import Reading, Turn
from servanda.work import read_bytes

FLOORS = {"right_speaker": 0.999}
SHOWN = 10


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:  # noqa: ARG001 - no peer reads this markup
    """Figures for every file of the corpus; the keys ending in `_rate` are shares."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for name, content in _files(shared / "corpora" / "theyworkforyou-xml.tar.xz"):
        try:
            reading = read_bytes(content, source=name)
        except EmptyRecordError:
            counts["empty_files"] += 1
            continue
        counts["files"] += 1
        _compare(name, content, reading, counts, wrong)
    rate = counts["right"] / counts["speeches"] if counts["speeches"] else 0.0
    result: dict[str, Any] = {**counts, "right_speaker_rate": rate, "wrong_examples": wrong[:SHOWN]}
    result["broken"] = []
    if rate < FLOORS["right_speaker"]:
        result["broken"].append(f"right speaker {rate:.4f} < {FLOORS['right_speaker']}")
    if counts["spoken_for"]:
        result["broken"].append(f"{counts['spoken_for']} speeches of nobody were given a speaker")
    return result


def markdown(result: dict[str, Any]) -> str:
    """One row for each question."""
    rows = [
        ("files read", f"{result.get('files', 0):,}"),
        ("speeches whose markup names the speaker", f"{result.get('speeches', 0):,}"),
        ("of these, within a turn of exactly that speaker", f"{result['right_speaker_rate']:.2%}"),
        ("speeches without a speaker", f"{result.get('silent', 0):,}"),
        ("of these, given a speaker", f"{result.get('spoken_for', 0):,}"),
    ]
    return "| TheyWorkForYou XML | |\n|---|---:|\n" + "".join(f"| {name} | {value} |\n" for name, value in rows)


def _files(archive: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(archive) as tar:
        for member in tar:
            stream = tar.extractfile(member) if member.isfile() and member.name.endswith(".xml") else None
            if stream is not None:
                yield member.name, stream.read()


def _compare(name: str, content: bytes, reading: Reading, counts: Counter[str], wrong: list[str]) -> None:
    squeezed, places = _squeezed(reading.record.text)
    turns = sorted((turn for turn in reading.of(Turn) if turn.role != "publisher"), key=lambda turn: turn.span.start)
    starts = [turn.span.start for turn in turns]
    at = 0
    for speaker, words in _speeches(content):
        found = squeezed.find(words, at)
        if found < 0:
            counts["lost"] += 1
            wrong.append(f"{name}: text lost: {words[:60]}")
            continue
        at = found + len(words)
        start, end = places[found], places[at - 1] + 1
        index = bisect_right(starts, start) - 1
        turn = turns[index] if index >= 0 and turns[index].span.end > start else None
        if speaker is None:
            counts["silent"] += 1
            counts["spoken_for"] += turn is not None and turn.speaker is not None
            continue
        counts["speeches"] += 1
        if turn is not None and turn.speaker == speaker and turn.span.end >= end:
            counts["right"] += 1
        else:
            wrong.append(f"{name}: {speaker}: {turn.speaker if turn else 'no turn'}: {words[:60]}")


def _speeches(content: bytes) -> Iterator[tuple[str | None, str]]:
    """Speaker and words, white space left out, of each speech that has any."""
    for speech in etree.fromstring(content).iter("speech", "ques", "reply"):
        words = "".join("".join(str(piece) for piece in speech.itertext()).split())
        named = speech.get("speakername") if speech.get("nospeaker", "").lower() != "true" else None
        if words and (named or not speech.get("speakerid")):
            yield named, words


def _squeezed(text: str) -> tuple[str, list[int]]:
    """A text without its white space, and where each character of it stands."""
    places = [place for place, character in enumerate(text) if not character.isspace()]
    return "".join(text[place] for place in places), places
