"""Findings shown by default on all English records together: how many of them are right, and which had to be there.

Each was read by a person beside its records; the verdicts stand in `finding-verdicts.tsv`, by the places of their words. A
finding that nobody has judged yet is counted as such, never as right. Which of the gold's matters has its own finding told is
judged there too. `python -m bench.findings SHARED` prints the list in the form of the verdicts, to be judged.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

import servanda
from bench.matters import english_ledger
from servanda.model import Finding

VERDICTS = Path(__file__).parent / "finding-verdicts.tsv"
ON = "2026-11-22"
"""The day asked."""
NEAR = 60
"""Characters by which a better reader may move a place that was judged."""
MATTERS = 18
"""Matters of the gold, each with one sentence of what a reader should be told."""
FLOORS = {"precision": 0.90, "recall": 0.50}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person said of one finding."""

    kind: str
    later: str
    at: int
    earlier: str
    right: bool
    matter: str
    """The gold's matter whose finding it tells, by the first words of its name; empty where none."""

    def is_of(self, finding: Finding) -> bool:
        """Whether it was said of this finding."""
        earlier = _name(finding.earlier.source) if finding.earlier else "-"
        same = (self.kind, self.later, self.earlier) == (finding.kind, _name(finding.later.source), earlier)
        return same and abs(self.at - finding.later.start) <= NEAR


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:
    """Precision over what is judged, and recall over the gold's matters."""
    del peers  # there are none
    said = list(_verdicts())
    found = _shown(shared)
    judged = [next((verdict for verdict in said if verdict.is_of(finding)), None) for finding in found]
    known = [verdict for verdict in judged if verdict]
    told = {verdict.matter for verdict in known if verdict.right and verdict.matter}
    return {
        "shown": len(found),
        "judged": len(known),
        "right": sum(verdict.right for verdict in known),
        "precision": sum(verdict.right for verdict in known) / len(known) if known else 0.0,
        "matters_told": sorted(told),
        "recall": len(told) / MATTERS,
        "kinds": {kind: sum(finding.kind == kind for finding in found) for kind in sorted({one.kind for one in found})},
    }


def markdown(result: dict[str, Any]) -> str:
    """The figures as a table."""
    kinds = ", ".join(f"{kind.replace('_', ' ')} {count}" for kind, count in result["kinds"].items())
    return "\n".join(
        [
            "| findings shown by default | |",
            "|---|---|",
            f"| shown | {result['shown']} ({kinds}) |",
            f"| judged by reading; right | {result['judged']}; {result['right']} ({result['precision']:.2f}) |",
            f"| gold matters whose finding is told | {len(result['matters_told'])} of {MATTERS} ({result['recall']:.2f}) |",
            "",
            f"Floors: right {FLOORS['precision']}, told {FLOORS['recall']}.",
        ]
    )


def _verdicts() -> Iterator[Verdict]:
    for line in VERDICTS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, later, at, earlier, verdict, matter = line.split("\t")
            yield Verdict(kind, later, int(at), earlier, verdict == "right", matter)


def _shown(shared: Path) -> Sequence[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        ledger, _ = english_ledger(shared, Path(folder) / "findings.servanda")
        return servanda.compare(ledger).findings(on=ON)


def _name(source: str | None) -> str:
    return PurePath(source).name if source else "-"


def main() -> None:
    """The list, each finding with its sentence behind a mark, to be judged."""
    for finding in _shown(Path(sys.argv[1])):
        earlier = _name(finding.earlier.source) if finding.earlier else "-"
        print(finding.kind, _name(finding.later.source), finding.later.start, earlier, "?", "", sep="\t")
        print(f"# {finding.sentence}")


if __name__ == "__main__":
    main()
