"""`python -m bench NAME…`: measure, keep the figures as JSON, and rebuild the tables of the docs."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
RESULTS = HERE / "results"
DOCS = HERE.parent / "docs"
PAGES = tuple(DOCS / name for name in ("measured.md", "operations.md", "scale.md"))
"""Where tables stand, between markers."""

NAMES = (
    "gold",
    "heads",
    "labels",
    "parliament",
    "figures",
    "times",
    "quotations",
    "statements",
    "verdicts",
    "commitments",
    "past_actions",
    "instruments",
    "replies",
    "meetings",
    "matters",
    "findings",
    "accounts",
    "assessing",
    "contradictions",
    "versions",
    "tracing",
    "briefs",
    "mission",
    "speed",
    "footprint",
    "scale",
    "growth",
    "sizing",
    "archive",
    "room",
    "load",
    "jobs",
    "whole",
    "stores",
    "soaks",
)
"""In the order of docs/measured.md. Each is a module here with `run(shared, peers=…)` and `markdown(result)`."""


BY_HAND = ("scale", "growth", "room", "load", "jobs", "whole", "stores", "soaks")
"""What takes so long that `all` leaves it out."""

FOLLOWING = ("sizing", "archive")
"""What is worked out from the measurements of `FROM`, anew with each of them."""
FROM = ("speed", "scale", "growth")

PEERS_DAY = "peers_measured"
"""Where a result keeps the day of its other programs' rows, which stand under `peers`."""


def measure(name: str, shared: Path, *, peers: bool) -> dict[str, Any]:
    """Run one measurement and keep its figures; the peers', where they are not asked for, as they were measured before."""
    module = importlib.import_module(f"bench.{name}")
    result: dict[str, Any] = module.run(shared, peers=peers)
    if name != "smoke":
        RESULTS.mkdir(exist_ok=True)
        kept = RESULTS / f"{name}.json"
        before = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
        result = with_peers(result, before, day=datetime.now(tz=UTC).date().isoformat() if peers else None)
        kept.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return result


def with_peers(result: dict[str, Any], before: dict[str, Any], *, day: str | None) -> dict[str, Any]:
    """A result with the day on which its peers were measured: `day`, or, for None, that of the rows kept from before."""
    if day is not None:
        return {**result, PEERS_DAY: day} if result.get("peers") else result
    if PEERS_DAY not in before:
        return result
    return {**result, "peers": {**before["peers"], **result.get("peers", {})}, PEERS_DAY: before[PEERS_DAY]}


def table_of(name: str, result: dict[str, Any]) -> str:
    """A measurement's tables, and of which day the rows of its peers are."""
    table: str = importlib.import_module(f"bench.{name}").markdown(result).strip()
    return f"{table}\n\nOther programs' rows are of {result[PEERS_DAY]} (`--peers`)." if PEERS_DAY in result else table


def rebuild(place: Path) -> None:
    """Put every kept table between its markers in a page; what stands outside the markers is left alone."""
    page = place.read_text(encoding="utf-8")
    for name in NAMES:
        kept = RESULTS / f"{name}.json"
        begin, end = f"<!-- bench:{name} -->\n", f"<!-- /bench:{name} -->"
        if not kept.exists() or begin not in page:
            continue
        table = table_of(name, json.loads(kept.read_text(encoding="utf-8")))
        head, rest = page.split(begin, 1)
        page = head + begin + "\n" + table + "\n\n" + end + rest.split(end, 1)[1]
    place.write_text(page, encoding="utf-8")


def _asked(names: Sequence[str]) -> list[str]:
    """What is to be measured, and what follows from it."""
    asked = [name for name in NAMES if name not in BY_HAND] if "all" in names else list(names)
    follows = FOLLOWING if set(asked) & set(FROM) else ()
    return [*(name for name in asked if name not in follows), *follows]


def main() -> int:
    """Exit status 0; 1 where `--check` is given and a floor is broken; 2 for a wrong call."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "names", nargs="+", choices=[*NAMES, "smoke", "all"], metavar="NAME", help=", ".join([*NAMES, "smoke", "all"])
    )
    parser.add_argument(
        "--shared",
        type=Path,
        default=HERE.parent.parent / "shared",
        help="folder with gold and benchmarks (default: %(default)s)",
    )
    parser.add_argument("--peers", action="store_true", help="run the peers side by side, each in an environment of its own")
    parser.add_argument("--check", action="store_true", help="exit 1 where a measurement reports a broken floor")
    options = parser.parse_args()
    if not set(options.names) <= {"load", "soaks"} and not (options.shared / "gold").is_dir():
        parser.error(f"no gold in {options.shared}; give its place with --shared")
    broken: list[str] = []
    for name in _asked(options.names):
        result = measure(name, options.shared, peers=options.peers)
        print(f"\n{name}\n\n{table_of(name, result)}", flush=True)
        broken += [f"{name}: {line}" for line in result.get("broken", [])]
    for page in PAGES:
        if page.exists():
            rebuild(page)
    for line in broken:
        print(f"below its floor: {line}", file=sys.stderr)
    return 1 if options.check and broken else 0


if __name__ == "__main__":
    sys.exit(main())
