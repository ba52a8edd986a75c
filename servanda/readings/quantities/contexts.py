"""What a figure is for, and whose it is: the period and the basis that its sentence names.

Without both, two figures are not comparable. What is not plainly said is left out: a figure that is only compared with last
year's is not last year's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from servanda.model import Figure, Ground, Quotation, Reading, Span, Time
from servanda.readings.layers import Stretch, sentences
from servanda.readings.quantities.bases import Bases
from servanda.readings.quantities.periods import Dated, Leads, Times


def date_figures(reading: Reading) -> Reading:
    """Give each figure the period and the basis that its sentence names, each with its ground."""
    figures = sorted(reading.of(Figure), key=lambda figure: figure.span.start)
    if not figures:
        return reading
    record = reading.record
    times = Times(record, reading.of(Time))
    bases = Bases(record, reading.of(Quotation))
    leads = Leads(record, times)
    found: list[Figure] = []
    for stretch, group in _by_sentence(figures, reading.layer(sentences)):
        before: tuple[Figure, Dated] | None = None
        for at, figure in enumerate(group):
            period = times.of(stretch, group, at) or leads.of(figure)
            if period is None and before and times.carried(*before, figure):
                period = before[1]
            before = (figure, period) if period else None
            basis = bases.of(stretch, figure)
            found.append(_with(figure, period, basis))
    return reading.revised(Figure, found)


def _by_sentence(figures: Sequence[Figure], stretches: Sequence[Stretch]) -> Iterator[tuple[Stretch, list[Figure]]]:
    """The sentences that hold figures, with them; a figure outside every sentence is its own."""
    starts = [start for start, _ in stretches]
    groups: dict[Stretch, list[Figure]] = {}
    for figure in figures:
        index = bisect_right(starts, figure.span.start) - 1
        inside = index >= 0 and figure.span.end <= stretches[index][1]
        groups.setdefault(stretches[index] if inside else (figure.span.start, figure.span.end), []).append(figure)
    yield from groups.items()


def _with(figure: Figure, period: Dated | None, basis: Span | None) -> Figure:
    grounds = list(figure.grounds)
    if period:
        grounds.append(Ground("period", period.span))
    if basis:
        grounds.append(Ground("basis", basis))
    if len(grounds) == len(figure.grounds):
        return figure
    return replace(
        figure, period=period.period if period else None, basis=basis.text if basis else None, grounds=tuple(grounds)
    )
