"""`python -m bench NAME…`: measure, keep the figures as JSON, and rebuild the tables of the docs."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Sequence
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
    "commitments",
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
    "stores",
    "soaks",
)
"""In the order of docs/measured.md. Each is a module here with `run(shared, peers=…)` and `markdown(result)`."""


BY_HAND = ("scale", "growth", "room", "load", "jobs", "stores", "soaks")
"""What takes so long that `all` leaves it out."""

FOLLOWING = ("sizing", "archive")
"""What is worked out from the measurements of `FROM`, anew with each of them."""
FROM = ("speed", "scale", "growth")


def measure(name: str, shared: Path, *, peers: bool) -> dict[str, Any]:
    """Run one measurement and keep its figures."""
    module = importlib.import_module(f"bench.{name}")
    result: dict[str, Any] = module.run(shared, peers=peers)
    if name != "smoke":
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / f"{name}.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return result


def rebuild(place: Path) -> None:
    """Put every kept table between its markers in a page; what stands outside the markers is left alone."""
    page = place.read_text(encoding="utf-8")
    for name in NAMES:
        kept = RESULTS / f"{name}.json"
        begin, end = f"<!-- bench:{name} -->\n", f"<!-- /bench:{name} -->"
        if not kept.exists() or begin not in page:
            continue
        table = importlib.import_module(f"bench.{name}").markdown(json.loads(kept.read_text(encoding="utf-8")))
        head, rest = page.split(begin, 1)
        page = head + begin + "\n" + table.strip() + "\n\n" + end + rest.split(end, 1)[1]
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
        module = importlib.import_module(f"bench.{name}")
        print(f"\n{name}\n\n{module.markdown(result)}", flush=True)
        broken += [f"{name}: {line}" for line in result.get("broken", [])]
    for page in PAGES:
        if page.exists():
            rebuild(page)
    for line in broken:
        print(f"below its floor: {line}", file=sys.stderr)
    return 1 if options.check and broken else 0


if __name__ == "__main__":
    sys.exit(main())
