"""What long trials came to: each leaves a line when it ends, and this is the table of them.

`make soak` and `make fuzz` take the trials; here nothing is tried. A trial that is taken again, from the same seed, replaces
its line. Of a trial that is taken in parts, each from a seed of its own, whole numbers are counted together, and of numbers
with a fraction the largest is told.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

KEPT = Path(__file__).parent / "results" / "soaks.jsonl"
"""One line for each trial that ended, in the order in which they did."""
PASSED, LEFT_OUT = "passed", "skipped"
_SEED = "seed"


def keep(trial: str, outcome: str, seconds: float, told: Mapping[str, Any], *, kept: Path = KEPT) -> None:
    """Add a line. `told` has the figures by what they count, and the seed, if there is one, as `seed`."""
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    line = {"trial": trial, "outcome": outcome, "day": day, "seconds": round(seconds, 1), "told": dict(told)}
    with kept.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(line, ensure_ascii=False) + "\n")


def run(shared: Path, *, peers: bool = False, kept: Path = KEPT) -> dict[str, Any]:  # noqa: ARG001 - each is called so
    """The trials that were taken, each once."""
    last: dict[tuple[str, str], dict[str, Any]] = {}
    for line in kept.read_text(encoding="utf-8").splitlines() if kept.exists() else ():
        one = json.loads(line)
        last[one["trial"], str(one["told"].get(_SEED))] = one
    order = list(dict.fromkeys(trial for trial, _ in last))
    parts = sorted(last.values(), key=lambda one: order.index(one["trial"]))
    trials = [_together(list(some)) for _, some in groupby(parts, key=lambda one: str(one["trial"]))]
    return {"trials": trials, "broken": [_fault(one) for one in trials if one["outcome"] not in (PASSED, LEFT_OUT)]}


def _together(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """A trial of all its parts: it passed where each did."""
    outcomes = [one["outcome"] for one in parts]
    figures: dict[str, Any] = {}
    for one in parts:
        for name, value in one["told"].items():
            if name != _SEED:
                known = figures.get(name, 0)
                figures[name] = known + value if isinstance(value, int) else max(known, value)
    days = sorted(one["day"] for one in parts)
    return {
        "trial": parts[0]["trial"],
        "outcome": next((outcome for outcome in outcomes if outcome != PASSED), PASSED),
        "seeds": [one["told"][_SEED] for one in parts if _SEED in one["told"]],
        "first_day": days[0],
        "last_day": days[-1],
        "seconds": sum(one["seconds"] for one in parts),
        "figures": figures,
    }


def _fault(trial: dict[str, Any]) -> str:
    return f"{trial['trial']}: {trial['outcome']}"


def markdown(result: dict[str, Any]) -> str:
    """The table of those that counted something, and how many others there were."""
    counted = [one for one in result["trials"] if one["figures"]]
    rows = ["| what was tried | came to | took | when, from which seed |", "|---|---|---|---|", *map(_row, counted)]
    return "\n".join([*rows, "", *_others([one for one in result["trials"] if not one["figures"]])])


def _row(one: dict[str, Any]) -> str:
    figures = "; ".join(f"{name} {_told(value)}" for name, value in one["figures"].items())
    days = one["first_day"] if one["first_day"] == one["last_day"] else f"{one['first_day']} to {one['last_day']}"
    seeds = f", {_span(one['seeds'])}" if one["seeds"] else ""
    return f"| {one['trial']} | {one['outcome']}: {figures} | {_time(one['seconds'])} | {days}{seeds} |"


def _others(trials: list[dict[str, Any]]) -> Iterator[str]:
    if not trials:
        return
    passed = sum(one["outcome"] == PASSED for one in trials)
    left_out = sum(one["outcome"] == LEFT_OUT for one in trials)
    yield f"Of {len(trials):,} more trials, which count nothing, {passed:,} passed and {left_out:,} were left out."
    yield from (f"- {_fault(one)}" for one in trials if one["outcome"] not in (PASSED, LEFT_OUT))


def _span(seeds: list[Any]) -> str:
    whole = all(isinstance(seed, int) for seed in seeds) and sorted(seeds) == list(range(min(seeds), max(seeds) + 1))
    return f"{min(seeds)} to {max(seeds)}" if whole and len(seeds) > 1 else ", ".join(map(str, seeds))


def _told(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}".removesuffix(".00")


def _time(seconds: float) -> str:
    return f"{seconds / 60:,.0f} min" if seconds >= 120 else f"{seconds:,.0f} s"
