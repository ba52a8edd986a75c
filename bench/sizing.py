"""How large a machine for how many records: what other measurements left in bench/results, beside one another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench.archive import kept


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:  # noqa: ARG001 - every measurement is called so
    """The points of `scale`, with the time that `speed` says their reading takes."""
    speed, points = kept("speed"), kept("scale")["points"]
    characters = speed["characters"] / speed["records"]
    rows = [
        {
            "records": point["records"],
            "rules_s": point["records"] * characters / speed["rules_characters_per_second"],
            "model_s": point["records"] * characters / speed["whole_characters_per_second"],
            "comparing_s": point["seconds"],
            "processes": point["processes"],
            "memory_mb": point["memory_mb"],
            "ledger_mb": point["ledger_mb"],
            "search_s": point["search_s"],
            "added_s": point["added_s"],
        }
        for point in points
    ]
    return {"characters_per_record": characters, "rows": rows}


def markdown(result: dict[str, Any]) -> str:
    """The table."""
    lines = [
        f"| records of {result['characters_per_record']:,.0f} characters | read by rules, one process | with the model "
        "| compared, two processes | memory while comparing, all processes | the ledger on the disk | a search "
        "| findings right after one more record |",
        f"|--:|{'--:|' * 7}",
    ]
    for row in result["rows"]:
        cells = (
            f"{row['records']:,}",
            _minutes(row["rules_s"]),
            _minutes(row["model_s"]),
            _minutes(row["comparing_s"]),
            f"{row['memory_mb']:,.0f} MB",
            f"{row['ledger_mb']:,.0f} MB",
            f"{row['search_s'] * 1000:,.0f} ms",
            f"{row['added_s']:.1f} s",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _minutes(seconds: float) -> str:
    return f"{seconds / 60:,.1f} min"
