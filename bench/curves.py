"""Curves as one SVG file: how figures grow with what they are counted by, both beside their first value."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 720, 440
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 190, 48, 52
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#aa4499", "#7a5c00", "#332288")
"""Told apart with every kind of colour vision (after Okabe and Ito, and Tol), and dark enough on white."""
_DASHES = ("none", "8 4", "2 4", "10 3 2 3", "14 4", "4 2")
"""Told apart without colour, too."""
_LEAST_APART = 16
"""Between names beside the ends of curves."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a pair of multiples stands: both axes are logarithmic, so that what is linear is straight."""

    most_x: float
    least_y: float
    most_y: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        across = math.log(x) / math.log(self.most_x)
        up = (math.log(y) - math.log(self.least_y)) / (math.log(self.most_y) - math.log(self.least_y))
        return _LEFT + across * (WIDTH - _LEFT - _RIGHT), HEIGHT - _BOTTOM - up * (HEIGHT - _TOP - _BOTTOM)


def drawing(title: str, times: Sequence[float], curves: Mapping[str, Sequence[float]], *, bound: float) -> str:
    """The drawing. `times` are multiples from 1 on, `curves` the figures at each; `bound` times linear is drawn beside."""
    shares = {name: [value / values[0] for value in values] for name, values in curves.items()}
    every = [share for values in shares.values() for share in values]
    frame = _Frame(times[-1], min(1.0, *every), max(times[-1] * bound, *every))
    return "\n".join(_lines(title, times, shares, frame, bound)) + "\n"


def _lines(
    title: str, times: Sequence[float], shares: Mapping[str, Sequence[float]], frame: _Frame, bound: float
) -> Iterator[str]:
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif">'
    yield f"<title>{escape(title)}</title>"
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
    yield _words(_LEFT, 24, title, size=15)
    yield from _grid(times, frame)
    yield _curve([frame.place(1, 1), frame.place(times[-1], times[-1])], "#777", "none", 1)
    yield _curve([frame.place(x, x * bound) for x in times], "#777", "3 3", 1)
    ends: list[tuple[float, str, str]] = [(frame.place(times[-1], times[-1] * bound)[1], f"{bound} × linear", "#555")]
    for place, (name, values) in enumerate(shares.items()):
        points = [frame.place(x, y) for x, y in zip(times, values, strict=True)]
        yield _curve(points, _COLOURS[place % len(_COLOURS)], _DASHES[place % len(_DASHES)], 2.5)
        ends.append((points[-1][1], f"{name}: {values[-1]:.1f} ×", _COLOURS[place % len(_COLOURS)]))
    yield from _names(ends)
    yield "</svg>"


def _grid(times: Sequence[float], frame: _Frame) -> Iterator[str]:
    for x in times:
        across, _ = frame.place(x, 1)
        yield f'<line x1="{across:.1f}" y1="{_TOP}" x2="{across:.1f}" y2="{HEIGHT - _BOTTOM}" stroke="#ddd"/>'
        yield _words(across, HEIGHT - _BOTTOM + 18, f"{x:g} ×", anchor="middle")
    for y in (0.5, 1, 2, 5, 10, 20):
        if frame.least_y <= y <= frame.most_y:
            _, up = frame.place(1, y)
            yield f'<line x1="{_LEFT}" y1="{up:.1f}" x2="{WIDTH - _RIGHT}" y2="{up:.1f}" stroke="#ddd"/>'
            yield _words(_LEFT - 8, up + 4, f"{y:g} ×", anchor="end")
    yield _words(
        (_LEFT + WIDTH - _RIGHT) / 2, HEIGHT - 12, "records, beside the first ledger (both axes logarithmic)", anchor="middle"
    )


def _names(ends: Sequence[tuple[float, str, str]]) -> Iterator[str]:
    """A name beside the end of each curve, none over another."""
    last = -math.inf
    for up, name, colour in sorted(ends):
        last = max(up, last + _LEAST_APART)
        yield _words(WIDTH - _RIGHT + 8, last + 4, name, colour=colour)


def _curve(points: Sequence[tuple[float, float]], colour: str, dash: str, width: float) -> str:
    drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{drawn}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-dasharray="{dash}"/>'


def _words(x: float, y: float, words: str, *, size: int = 12, anchor: str = "start", colour: str = "#222") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{colour}">{escape(words)}</text>'
