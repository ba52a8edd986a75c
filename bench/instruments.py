"""Instruments: the annotated records, what is shown first in them, and the dates on which treaties say that they were made.

The treaties are the 547 texts in `bench/agreements`, with the date of signature that their editors give (of adoption, for
resolutions and amendments). A date is *present* where any rendering of it stands in the text: "1 March 1995", "1st day of
March, 1995", "March 1, 1995", "01.03.1995", "1995-03-01", "1 March nineteen hundred and ninety-five". Where it stands, and
for what, is not asked: some dates that are present are a conference's or a document's, and no statement of when the text was
made. Found is the date of `signed`, else of `adopted`, of the entry for the record's own title. Precision is over all texts in
which a date was found, recall over those in which it is present.

The peer is the usual pattern: the first "signed" or "done" that is followed, within 80 characters of the same sentence, by a
day, a month's name and a year in digits. Texts of more than 400,000 characters are left out, for the sake of time.
"""

from __future__ import annotations

import json
import lzma
import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.calibration import calibration
from bench.gold import predict
from bench.judging import held_out, scorer_of
from servanda.model import Instrument, Reading
from servanda.readings.instruments import find_instruments
from servanda.readings.times import find_times
from servanda.records import intake
from servanda.standing import operating_points

FLOORS = {
    "instruments": 0.85,
    "events": 0.80,
    "dated": 0.75,
    "precision": 0.95,
    "recall": 0.85,
    "shown": 0.95,
    "shown_recall": 0.40,
}
LONGEST = 400_000
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = {
    1: "first",
    2: "second",
    3: "third",
    5: "fifth",
    8: "eighth",
    9: "ninth",
    12: "twelfth",
    20: "twentieth",
    30: "thirtieth",
}


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:
    """Score the annotated records, then the treaties, those held out apart."""
    del peers  # the pattern is cheap: it always runs
    gold = _gold(shared)
    treaties = _treaties(shared / "bench" / "agreements")
    result = {"gold": gold, "treaties": treaties, "broken": []}
    result["broken"] = _broken(result)
    return result


# The annotated records


def _gold(shared: Path) -> dict[str, Any]:
    scorer = scorer_of(shared)
    counts = {kind: scorer.Count() for kind in scorer.KINDS}
    judged: list[tuple[float, bool]] = []
    wanted = 0
    for path in sorted((shared / "gold").glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        entries = [entry for entry in predict(path, gold) if entry["kind"] == "instrument"]
        scorer.score_record(path.name, {"instruments": gold["instruments"], "turns": []}, entries, counts)
        judged += _judged(scorer, gold["instruments"], entries)
        wanted += sum(not instrument.get("doubtful") for instrument in gold["instruments"])
    point = operating_points().get("instrument", 0.0)
    shown = [right for confidence, right in judged if confidence >= point]
    return {
        "instruments": counts["instruments"].row(),
        "events": counts["events"].row(),
        "point": point,
        "shown": len(shown),
        "shown_precision": sum(shown) / len(shown) if shown else 1.0,
        "shown_recall": sum(shown) / wanted if wanted else 1.0,
        "calibration": calibration(judged),
    }


def _judged(scorer: ModuleType, gold: list[dict[str, Any]], entries: list[dict[str, Any]]) -> list[tuple[float, bool]]:
    """Each entry's confidence and whether it is right; those on doubtful annotations are left out."""
    _, matched = scorer.match(gold, entries, scorer.by_iou, 0.499)
    judged = []
    for place, entry in enumerate(entries):
        other = gold[matched[place]] if place in matched else None
        if other is None and any(one.get("doubtful") and scorer.any_overlap(one, entry) for one in gold):
            continue
        if other is None or not other.get("doubtful"):
            judged.append((entry["confidence"], other is not None))
    return judged


# The treaties


def _treaties(folder: Path) -> dict[str, Any]:
    with lzma.open(folder / "treaties_ggo.jsonl.xz", "rt", encoding="utf-8") as lines:
        known = {row["text_file"]: row for row in map(json.loads, lines) if row["text_file"]}
    parts = {"held out": Counter[str](), "the rest": Counter[str]()}
    for name, content in _texts(folder / "treaty_texts.tar.xz"):
        if name in known and len(content) <= LONGEST:
            row = known[name]
            _count(parts["held out" if held_out(row["id"]) else "the rest"], row["signature"], name, content)
    total = parts["held out"] + parts["the rest"]
    return {name: _shares(counts) for name, counts in (*parts.items(), ("all", total))}


def _texts(path: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(path, "r:xz") as archive:
        for member in archive:
            handle = archive.extractfile(member) if member.isfile() else None
            if handle is not None:
                yield Path(member.name).name, handle.read()


def _count(counts: Counter[str], stated: str, name: str, content: bytes) -> None:
    record, _ = intake.take_bytes(content, source=name)
    present = bool(rendering(stated).search(record.text))
    counts["texts"] += 1
    counts["present"] += present
    for who, found in (
        ("ours", own_date(find_instruments(find_times(Reading(record=record))))),
        ("pattern", by_pattern(record.text)),
    ):
        counts[f"{who} found"] += found is not None
        counts[f"{who} right"] += found == stated
        counts[f"{who} right where present"] += present and found == stated


def _shares(counts: Counter[str]) -> dict[str, Any]:
    return {
        "texts": counts["texts"],
        "present": counts["present"],
        **{
            who: {
                "found": counts[f"{who} found"],
                "right": counts[f"{who} right"],
                "precision": counts[f"{who} right"] / max(1, counts[f"{who} found"]),
                "recall": counts[f"{who} right where present"] / max(1, counts["present"]),
            }
            for who in ("ours", "pattern")
        },
    }


def own_date(reading: Reading) -> str | None:
    """The date on which a record says that it was signed, else adopted."""
    dates: dict[str, str] = {}
    for instrument in reading.of(Instrument):
        if instrument.rule == "instruments.title":
            for event in instrument.events:
                if event.date:
                    dates.setdefault(event.event, event.date)
    return dates.get("signed") or dates.get("adopted")


_MONTH = "|".join(_MONTHS)
_PATTERN = re.compile(
    rf"\b(?:signed|done)\b[^.]{{0,80}}?\b(?:(\d{{1,2}})(?:st|nd|rd|th)?(?: day of| of)? ({_MONTH}),? (\d{{4}})"
    rf"|({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}}))\b",
    re.IGNORECASE,
)


def by_pattern(text: str) -> str | None:
    """The peer: a verb of signing and the first date in digits behind it."""
    match = _PATTERN.search(text)
    if match is None:
        return None
    day, month, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
    return f"{year}-{_MONTHS.index(month.lower()) + 1:02}-{int(day):02}"


@cache
def rendering(date: str) -> re.Pattern[str]:
    """Any rendering of a date (ISO), in digits or in English words."""
    year, month, day = map(int, date.split("-"))
    name = _MONTHS[month - 1]
    gap = r"[\W_]{0,4}"
    named = rf"(?:{name}|{name[:3]}\.?)"
    numbered = rf"(?:0?{day}\s*(?:st|nd|rd|th|\.)?|{_ordinal(day)})"
    said = rf"(?:{year}|{_year(year)})"
    of_year = rf"(?:of{gap}|in{gap}the{gap}year{gap}(?:of{gap}our{gap}lord{gap})?)?"
    forms = (
        rf"(?<!\d){numbered}{gap}(?:day{gap})?(?:of{gap})?(?:the{gap}month{gap}of{gap})?{named}{gap}{of_year}{said}",
        rf"\b{named}{gap}(?:the{gap})?{numbered}{gap}{said}",
        rf"(?<!\d){year}[-/.]0?{month}[-/.]0?{day}(?!\d)",
        rf"(?<!\d)0?{day}[-/.]\s?0?{month}[-/.]\s?(?:{year}|{year % 100:02})(?!\d)",
        rf"(?<!\d)0?{month}[-/.]0?{day}[-/.](?:{year}|{year % 100:02})(?!\d)",
        rf"(?<!\d){year}{gap}{named}{gap}{numbered}",
    )
    return re.compile("|".join(forms), re.IGNORECASE)


def _ordinal(number: int) -> str:
    if number in _ORDINALS:
        return _ORDINALS[number]
    if number < 20:
        return f"{_ONES[number]}th"
    return rf"{_TENS[number // 10]}[\s-]*{_ordinal(number % 10)}"


def _below_hundred(number: int) -> str:
    if number < 20:
        return _ONES[number]
    return _TENS[number // 10] + (rf"[\s-]*{_ONES[number % 10]}" if number % 10 else "")


def _year(year: int) -> str:
    """A year in words: "one thousand nine hundred and ninety-four", "nineteen hundred and two", "nineteen ninety-four"."""
    century, rest = divmod(year, 100)
    tail = rf"\W*(?:and\W*)?{_below_hundred(rest)}" if rest else ""
    if century >= 20:
        return rf"{_ONES[century // 10]}\W*thousand{tail}"
    forms = [
        rf"one\W*thousand\W*(?:and\W*)?{_ONES[century % 10]}\W*hundred{tail}",
        rf"{_below_hundred(century)}\W*hundred{tail}",
    ]
    if rest:
        forms.append(rf"{_below_hundred(century)}\W*{_below_hundred(rest)}")
    return f"(?:{'|'.join(forms)})"


# Floors and table


def _broken(result: dict[str, Any]) -> list[str]:
    gold, held = result["gold"], result["treaties"]["all"]["ours"]
    figures = {
        "instruments": gold["instruments"]["f1"],
        "events": gold["events"]["f1"],
        "dated": gold["events"]["f1_with_values"],
        "precision": held["precision"],
        "recall": held["recall"],
        "shown": gold["shown_precision"],
        "shown_recall": gold["shown_recall"],
    }
    return [f"{name} {figures[name]:.3f} < {floor}" for name, floor in FLOORS.items() if figures[name] < floor]


def markdown(result: dict[str, Any]) -> str:
    """Two tables: the annotated records, and the treaties beside the pattern."""
    gold = result["gold"]
    lines = ["| annotated records | gold | precision | recall | F1 | F1 with date |", "|---|---:|---:|---:|---:|---:|"]
    for kind in ("instruments", "events"):
        row = gold[kind]
        dated = f"{row['f1_with_values']:.3f}" if kind == "events" else ""
        lines.append(f"| {kind} | {row['gold']} | {row['precision']:.3f} | {row['recall']:.3f} | {row['f1']:.3f} | {dated} |")
    lines.append(
        f"| shown first ({gold['point']:.2f} and above) | | {gold['shown_precision']:.3f} | {gold['shown_recall']:.3f} | | |"
    )
    lines += [
        "",
        "| treaties: date of making | texts | date present | found | precision | recall |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for part, row in result["treaties"].items():
        for who, name in (("ours", "servanda"), ("pattern", "a pattern")):
            told = row[who]
            shares = f"{told['precision']:.3f} | {told['recall']:.3f}"
            lines.append(f"| {part}, {name} | {row['texts']} | {row['present']} | {told['found']} | {shares} |")
    return "\n".join(lines)
