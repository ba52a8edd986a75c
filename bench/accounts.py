"""The sides' accounts of four rounds of talks, beside each other, against lists made by careful reading before there was code.

`accounts-points.tsv` has, for each round, what both sides tell, what they tell differently and what one tells alone, by places.
A point of the list is found where the command puts a place of each of its sides into one point. Among what the command calls
shared, a pair of places is false where the list has no point with both; among what it calls one side's alone, a place is false
where the list has it in a shared point and in none of one side. What is called shared counts where it is shown without being
asked for; what is called one side's alone is counted twice: as it is shown, and together with what waits behind `--all`. Two
places are the same where half of the shorter is in both.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import servanda
from bench.matters import SEED_DAYS
from servanda.model import Accounts, Point, Telling

HERE = Path(__file__).parent
RECORDS = {"202": "United States", "203": "Russia", "204": "United States", "205": "Russia"} | {
    "206": "United States",
    "207": "United States",
    "075": "Russia",
}
"""Records of the lists by their number, each with whose it is."""
SPEAKERS = {"P": "Russia", "L": "Belarus"}
"""Letters that the list has for those who speak in one record, each with whose words they are."""
ROUNDS = {
    "call-2021-12-30": ("2021-12-30", ("202", "203")),
    "call-2021-12-07": ("2021-12-07", ("204", "205")),
    "call-2022-02-12": ("2022-02-12", ("075", "206", "207")),
    "talks-2025-03-13": ("2025-03-13", ("001",)),
}
"""Day and records of each round."""
WRITTEN = ("call-2021-12-30", "call-2021-12-07")
"""Rounds that both sides tell of in a communiqué; the others are spoken, in briefings and at a press conference."""


@dataclass(frozen=True)
class Spot:
    """A place of one side's account."""

    account: str
    start: int
    end: int

    def meets(self, other: Spot) -> bool:
        """Whether half of the shorter is in both."""
        shared = min(self.end, other.end) - max(self.start, other.start)
        shorter = min(self.end - self.start, other.end - other.start)
        return self.account == other.account and 0 < shorter <= 2 * shared


@dataclass(frozen=True)
class Listed:
    """A point of the list."""

    round: str
    key: str
    kind: str
    spots: tuple[Spot, ...]

    def has(self, *spots: Spot) -> bool:
        """Whether each of these is one of its places."""
        return all(any(own.meets(spot) for own in self.spots) for spot in spots)


def listed() -> list[Listed]:
    """The list."""
    lines = (HERE / "accounts-points.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith(("#", "round\t"))]
    return [Listed(round_, key, kind, tuple(map(_spot, places.split()))) for round_, key, kind, places in rows]


def _spot(told: str) -> Spot:
    account, _, place = told.partition(":")
    start, _, end = place.partition("-")
    return Spot(account, int(start), int(end))


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:
    """Read the records into a ledger, ask for the accounts of each round, and hold them against the list."""
    del peers  # none lays accounts beside each other
    points = listed()
    counts: dict[str, Counter[str]] = {}
    missed: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as folder, servanda.open_ledger(f"{folder}/accounts.servanda") as ledger:
        for path in _files(shared):
            ledger.append(servanda.read(path, reference_date=SEED_DAYS.get(path.name)))
        comparison = servanda.compare(ledger)
        for name, (day, records) in ROUNDS.items():
            names = [path.name for path in _files(shared) if path.name.startswith(tuple(records))]
            found = comparison.accounts(["Putin", day], names)
            own = [one for one in points if one.round == name]
            counts[name], missed[name] = _held_against(found, own)
    return {
        "rounds": {name: dict(one) for name, one in counts.items()},
        "missed": missed,
        "all": dict(sum(counts.values(), Counter())),
    }


def _files(shared: Path) -> list[Path]:
    wanted = ("000", *(record for _, records in ROUNDS.values() for record in records))  # 000 tells whose president one is
    return sorted(
        path for folder in ("records", "seeds") for path in (shared / folder).glob("*.txt") if path.name.startswith(wanted)
    )


def _held_against(found: Accounts, points: list[Listed]) -> tuple[Counter[str], list[str]]:
    """What was found of the list, and what of the command's answer is false."""
    count: Counter[str] = Counter()
    asked = [one for one in points if one.kind in ("both", "different")]
    alone = [one for one in points if one.kind == "one"]
    together = [pair for point in found.points if point.standing != "one" and point.shown for pair in _pairs(found, point)]
    singles = [spot for point in found.points if point.standing == "one" for spot in _spots(found, point)]
    missed = [one.key for one in asked if not any(one.has(*pair) for pair in together)]
    missed += [one.key for one in alone if not any(one.has(spot) for spot in singles)]
    count["shared listed"], count["shared found"] = len(asked), sum(any(one.has(*pair) for pair in together) for one in asked)
    unasked = [spot for point in found.points if point.standing == "one" and point.shown for spot in _spots(found, point)]
    count["alone listed"] = len(alone)
    for name, spots in (("alone", singles), ("alone unasked", unasked)):
        count[f"{name} found"] = sum(any(one.has(spot) for spot in spots) for one in alone)
        count[f"{name} points"] = len(spots)
        count[f"{name} false"] = sum(_is_shared(spot, points) for spot in spots)
    tellable = [one for one in points if one.kind != "one"]
    count["shared points"] = len([point for point in found.points if point.standing != "one" and point.shown])
    count["shared pairs"] = len(together)
    count["shared false"] = sum(not any(one.has(*pair) for one in tellable) for pair in together)
    count["shared points false"] = sum(
        not any(one.has(*pair) for one in tellable for pair in _pairs(found, point))
        for point in found.points
        if point.standing != "one" and point.shown
    )
    return count, missed


def _is_shared(spot: Spot, points: list[Listed]) -> bool:
    """Whether a place stands in the list among what both tell, and nowhere among what one tells, or what is left open."""
    kinds = {one.kind for one in points if one.has(spot)}
    return bool(kinds & {"both", "different"}) and not kinds & {"one", "open"}


def _spots(found: Accounts, point: Point) -> list[Spot]:
    return [_of(found, one) for one in point.tellings]


def _of(found: Accounts, one: Telling) -> Spot:
    """Where a telling stands, by the list's name of its account."""
    number = Path(one.place.source or "").name[:3]
    side = found.accounts[one.account].sides[0]
    name = number if number in RECORDS else next((letter for letter, whose in SPEAKERS.items() if whose == side), "?")
    return Spot(name, one.place.start, one.place.end)


def _pairs(found: Accounts, point: Point) -> Iterator[tuple[Spot, Spot]]:
    """Places of different sides that a point puts together."""
    whose: Mapping[str, str] = {**RECORDS, **SPEAKERS}
    spots = _spots(found, point)
    for place, one in enumerate(spots):
        for other in spots[place + 1 :]:
            if whose[one.account] != whose[other.account]:
                yield one, other


def markdown(result: dict[str, Any]) -> str:
    """The table for docs/measured.md."""
    written = sum((Counter(result["rounds"][name]) for name in WRITTEN), Counter[str]())
    spoken = sum((Counter(one) for name, one in result["rounds"].items() if name not in WRITTEN), Counter[str]())
    lines = [
        "| accounts | told by both: found | false points | false pairs of places | told by one, unasked: found | false |"
        " with --all: found | false |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, count in (
        ("two written accounts", written),
        ("briefings, a press conference", spoken),
        ("all", Counter(result["all"])),
    ):
        cells = (
            _share(count["shared found"], count["shared listed"]),
            _share(count["shared points false"], count["shared points"]),
            _share(count["shared false"], count["shared pairs"]),
            _share(count["alone unasked found"], count["alone listed"]),
            _share(count["alone unasked false"], count["alone unasked points"]),
            _share(count["alone found"], count["alone listed"]),
            _share(count["alone false"], count["alone points"]),
        )
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join([*lines, "", "Floors: found 0.80, false 0.10."])


def _share(part: int, of: int) -> str:
    return f"{part / of:.2f} ({part} of {of})" if of else "–"


if __name__ == "__main__":
    measured = run(Path(sys.argv[1]))
    print(markdown(measured))
    for round_, keys in measured["missed"].items():
        print(round_, measured["rounds"][round_], "missed:", " ".join(keys))
