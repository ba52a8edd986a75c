"""The mean of two fits of one kind: of weights, scales and bars, as two judges with equal voices.

For fits of which each knows what the other does not, where neither sort of text should have the last word.
"""

from __future__ import annotations

from pathlib import Path

COLUMNS = 5
"""Numbers of a scale's line, behind its kind."""


def blend(kind: str, first: Path, second: Path, out: Path) -> None:
    """Write the mean of what two folders have of a kind into a third; what that has of other kinds stays."""
    one, other = _weights(first / f"{kind}.tsv"), _weights(second / f"{kind}.tsv")
    mean = {feature: (one.get(feature, 0.0) + other.get(feature, 0.0)) / 2 for feature in sorted(one.keys() | other.keys())}
    kept = {feature: round(weight, 3) for feature, weight in mean.items() if round(weight, 3)}
    lines = "".join(f"{feature}\t{weight:g}\n" for feature, weight in kept.items())
    target = out / f"{kind}.tsv"
    head = "".join(line for line in target.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("#"))
    target.write_text(head + lines, encoding="utf-8")
    pairs = zip(_scales(kind, first), _scales(kind, second), strict=True)
    scales = iter([[round((a + b) / 2, 3) for a, b in zip(*pair, strict=True)] for pair in pairs])
    place = out / "scales.tsv"
    told = place.read_text(encoding="utf-8").splitlines()
    place.write_text(
        "".join(f"{_scale(kind, next(scales)) if _is_of(kind, line) else line}\n" for line in told), encoding="utf-8"
    )


def _weights(place: Path) -> dict[str, float]:
    rows = (line.split("\t") for line in place.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {feature: float(weight) for feature, weight in rows}


def _scales(kind: str, folder: Path) -> list[list[float]]:
    lines = (folder / "scales.tsv").read_text(encoding="utf-8").splitlines()
    return [[float(number) for number in line.split("\t")[1 : COLUMNS + 1]] for line in lines if _is_of(kind, line)]


def _is_of(kind: str, line: str) -> bool:
    return line.split("\t", maxsplit=1)[0] == kind


def _scale(kind: str, numbers: list[float]) -> str:
    return "\t".join([kind, *map(str, numbers)])
