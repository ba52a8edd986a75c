"""A matter's figures over time as one SVG file: no script, no font, no library; to be read on paper and in grey.

Each speaker has a colour and a shape. A bar lies over the period that a figure is for, a whisker spans a range, an arrow points
to where "more than" and "less than" leave it open, and a hollow mark is "about". What is told of one period stands at one place
of it; only marks that would cover one another stand side by side, in the order in which they were told. Resting the pointer on
a mark shows the exact words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from servanda.comparison.matters.series import Panel, Point
from servanda.comparison.people.spelling import key
from servanda.faces.chronicle import sentence_of, who
from servanda.faces.export import html
from servanda.faces.export.axes import Days, Values, days_axis, scale_of, values_axis
from servanda.faces.wording import number, shortened
from servanda.model import Claim

WIDTH, HEIGHT = 960, 300
"""Of a panel, in user units."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 84, 24, 34, 34
_HEAD, _LEGEND_LINE, _NOTES = 64, 22, 62
_SIZE = 5.0
"""Half a mark."""
_APART = 15.0
"""Between marks of one period that would cover one another."""
_HIDING = 13.0
"""Marks of one period that are no farther apart in height would cover one another."""
_NAMES = 3
"""Words that a person's name has at most, for its spellings to be known as one."""
_ROOM = 0.08
"""Of the height that values take, so much is left free above and below."""
_PER_LINE = 3
"""Speakers in a line of the legend."""

_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#aa4499", "#7a5c00", "#332288", "#4d4d4d")
"""Told apart with every kind of colour vision (after Okabe and Ito, and Tol), and dark enough on white."""
_OPEN_ABOVE, _OPEN_BELOW = ("more_than", "at_least"), ("less_than", "at_most", "almost")
_NOTES_TEXT = (
    "A bar is the period that a figure is for; without one, the mark stands at the day of the record. A dotted bar: the period "
    "is not in the words themselves.",
    "A whisker is a range. An arrow: more than, or less than (almost). A hollow mark: about. Resting the pointer on a mark "
    "shows the words.",
    "What is drawn is what was said, by whom it was said. It is nobody's statistics but theirs.",
)


_Box = tuple[float, float, float, float]
"""Left, right, top and bottom of a stretch of the drawing."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How one speaker's marks look."""

    colour: str
    shape: int
    name: str
    """The usual spelling."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A point with its place in the drawing."""

    point: Point
    x: float
    high: float
    low: float
    left: float
    right: float
    """Ends of the period's bar."""


def plot(title: str, panels: Sequence[Panel]) -> Iterator[str]:
    """The drawing, line by line. `panels` holds one at least."""
    looks = _looks(point for panel in panels for point in panel.points)
    head = _HEAD + _LEGEND_LINE * -(-len(looks) // _PER_LINE)
    height = head + HEIGHT * len(panels) + _NOTES
    yield html.opening(
        "svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH} {height}", role="img", font_family="sans-serif"
    )
    yield html.element("title", _text(title))
    yield html.element("desc", _text("Figures over time, by speaker, as records tell them."))
    yield html.element("rect", width=str(WIDTH), height=str(height), fill="#fff")
    yield _words(_LEFT, 30, shortened(title, 90), size=18, weight="bold")
    yield from _legend(looks)
    days = days_axis(*_reach(panels))
    for place, panel in enumerate(panels):
        yield from _panel(panel, days, looks, head + HEIGHT * place)
    for place, note in enumerate(_NOTES_TEXT):
        yield _words(_LEFT, head + HEIGHT * len(panels) + 14 + 16 * place, note, size=11, colour="#555")
    yield "</svg>\n"


def _looks(points: Iterable[Point]) -> dict[str, _Look]:
    """A look for each speaker, in the order of the points; one who is spelt in several ways has one look."""
    names: dict[str, list[str]] = {}
    for point in points:
        names.setdefault(_speaker(point.claim), []).append(who(point.claim))
    return {
        name: _Look(_COLOURS[place % len(_COLOURS)], place % len(_SHAPES), Counter(names[name]).most_common(1)[0][0])
        for place, name in enumerate(names)
    }


def _speaker(claim: Claim) -> str:
    """What all spellings of a person's name have in common; any other name as it is."""
    name = who(claim)
    words = name.split()
    is_persons = 1 < len(words) <= _NAMES and all(word[:1].isupper() for word in words)
    return (key(name) if is_persons else "") or name


def _reach(panels: Sequence[Panel]) -> tuple[date, date]:
    points = [point for panel in panels for point in panel.points]
    return min(point.first for point in points), max(point.last for point in points)


def _legend(looks: dict[str, _Look]) -> Iterator[str]:
    for place, look in enumerate(looks.values()):
        x = _LEFT + 6 + place % _PER_LINE * (WIDTH - _LEFT - _RIGHT) / _PER_LINE
        y = 54 + place // _PER_LINE * _LEGEND_LINE
        yield _shape(look, x, y, hollow=False)
        yield _words(x + 12, y + 4, shortened(look.name, 36), size=13)


def _panel(panel: Panel, days: Days, looks: dict[str, _Look], top: float) -> Iterator[str]:
    values = [float(end) for point in panel.points for end in (point.low, point.high)]
    divisor, scale = scale_of(max(map(abs, values)))
    axis = values_axis(_with_room(values), with_zero=panel.growth)
    caption = " ".join(part for part in (scale, panel.unit if panel.unit not in (None, "1") else "") if part) or "number"
    if panel.growth:
        caption = f"growth, {caption}"
    elif panel.unit == "%":
        caption = f"share, {caption}"
    if axis.low > 0:
        caption += " (the axis does not begin at zero)"
    yield html.opening("g", transform=f"translate(0 {_figure(top)})")
    yield _words(_LEFT, _TOP - 14, caption, size=12, colour="#333")
    yield from _grid(axis, days, divisor)
    marks = _placed(panel.points, axis, days)
    for mark in marks:
        yield _drawn(mark, looks[_speaker(mark.point.claim)])
    yield from _labels(marks)
    yield "</g>"


def _with_room(values: Sequence[float]) -> list[float]:
    """The values with some room above and below for what is written there; zero stays the border that it is."""
    low, high = min(values), max(values)
    room = (high - low) * _ROOM
    return [*values, low - room if low < 0 else max(0.0, low - room), high + room if high > 0 else min(0.0, high + room)]


def _grid(axis: Values, days: Days, divisor: float) -> Iterator[str]:
    right, bottom = WIDTH - _RIGHT, HEIGHT - _BOTTOM
    for tick in axis.ticks:
        y = _down(axis, tick)
        strong = tick in (0, axis.low)
        yield _line(_LEFT, y, right, y, "#999" if strong else "#ddd")
        yield _words(_LEFT - 8, y + 4, _tick(tick / divisor), size=12, anchor="end")
    for day, name in days.ticks:
        x = _across(days, day)
        yield _line(x, bottom, x, bottom + 5, "#999")
        yield _words(x, bottom + 18, name, size=12, anchor="middle")


def _placed(points: Sequence[Point], axis: Values, days: Days) -> list[_Mark]:
    """The points, each in the middle of its period; of one period, those that would cover one another side by side."""
    groups = _covering(points, axis)
    marks, seen = [], dict.fromkeys(range(len(groups)), 0)
    for point in points:
        group = next(number for number, one in enumerate(groups) if any(point is other for other in one))
        left, right = (
            _across(days, point.first),
            _across(days, min(point.last, date.max - timedelta(days=1)) + timedelta(days=1)),
        )
        count, place = len(groups[group]), seen[group]
        x = min(max((left + right) / 2 + (place - (count - 1) / 2) * _APART, _LEFT), WIDTH - _RIGHT)
        marks.append(_Mark(point, x, _down(axis, float(point.high)), _down(axis, float(point.low)), left, right))
        seen[group] += 1
    return marks


def _covering(points: Sequence[Point], axis: Values) -> list[list[Point]]:
    """The points of one period, parted where there is room for a mark between them."""
    found: list[list[Point]] = []
    by_place = sorted(points, key=lambda point: (point.first, point.last, _middle(point, axis)))
    for _, same in groupby(by_place, key=lambda point: (point.first, point.last)):
        last: float | None = None
        for point in same:
            middle = _middle(point, axis)
            if last is None or middle - last > _HIDING:
                found.append([])
            found[-1].append(point)
            last = middle
    return found


def _middle(point: Point, axis: Values) -> float:
    return (_down(axis, float(point.high)) + _down(axis, float(point.low))) / 2


def _drawn(mark: _Mark, look: _Look) -> str:
    point = mark.point
    middle = (mark.high + mark.low) / 2
    parts = [html.element("title", _text(told(point)))]
    if mark.right - mark.left > 3 * _SIZE:
        dots = None if point.dated_by == "said" else "1 4"
        parts.append(_line(mark.left, middle, mark.right, middle, look.colour, dots=dots, opacity="0.45"))
    if point.low != point.high:
        parts.append(_line(mark.x, mark.high, mark.x, mark.low, look.colour, wide=2))
        parts += [_line(mark.x - 4, y, mark.x + 4, y, look.colour, wide=2) for y in (mark.high, mark.low)]
    if way := _way(point):
        parts.append(_arrow(mark.x, middle, way, look.colour))
    parts.append(_shape(look, mark.x, middle, hollow=point.modifier == "about"))
    return html.element("g", "".join(parts))


def told(point: Point) -> str:
    """What a mark stands for: whose words, when, and the exact words, with the sentence around them."""
    claim = point.claim
    period = {"said": "for", "inferred": "for, it seems,", "record": ""}[point.dated_by]
    span = point.first.isoformat() if point.first == point.last else f"{point.first} – {point.last}"
    of = f", {period} {span}" if period else ""
    lines = [f"{who(claim)}, {claim.day or 'day unknown'}{of}: “{claim.place.text}”"]
    if claim.values["basis"]:
        lines.append(f"By {claim.values['basis']}.")
    lines.append(f"“{_paired(shortened(sentence_of(claim), 400))}”")
    lines.append(claim.place.title or claim.place.source or claim.place.record[:12])
    return "\n".join(lines)


def _paired(words: str) -> str:
    """Words without the quotation marks that have no other: a sentence cut out of a longer speech keeps one of two."""
    open_at: list[int] = []
    alone: list[int] = []
    for place, sign in enumerate(words):
        if sign == "“":
            open_at.append(place)
        elif sign == "”":
            if open_at:
                open_at.pop()
            else:
                alone.append(place)
    straight = [place for place, sign in enumerate(words) if sign == '"']
    alone += open_at + (straight[-1:] if len(straight) % 2 else [])
    return "".join(sign for place, sign in enumerate(words) if place not in alone)


def _labels(marks: Sequence[_Mark]) -> Iterator[str]:
    """Values beside their marks, as far as they find room."""
    taken = [_taken(mark) for mark in marks]
    for mark in marks:
        words = _short(mark.point)
        half = 3.1 * len(words) + 2
        for y in (mark.high - 12, mark.low + 19, mark.high - 26, mark.low + 33):
            box = (mark.x - half, mark.x + half, y - 9, y + 2)
            if box[2] > _TOP - 12 and box[3] < HEIGHT - _BOTTOM and not any(_touch(box, other) for other in taken):
                taken.append(box)
                yield _words(mark.x, y, words, size=11, anchor="middle", colour="#333")
                break


def _taken(mark: _Mark) -> _Box:
    """The room that a mark takes with its whisker and arrow."""
    middle, way = (mark.high + mark.low) / 2, _way(mark.point)
    return mark.x - 7, mark.x + 7, min(mark.high, middle + min(way, 0) * 22) - 7, max(mark.low, middle + max(way, 0) * 22) + 7


def _way(point: Point) -> int:
    """Where an arrow points: -1 upwards, 1 downwards, 0 where there is none. More of a fall is further down."""
    ways = {**dict.fromkeys(_OPEN_ABOVE, -1), **dict.fromkeys(_OPEN_BELOW, 1)}
    return ways.get(point.modifier, 0) * (-1 if point.high < 0 else 1)


def _touch(one: _Box, other: _Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def _short(point: Point) -> str:
    """A value as short as it goes without losing a digit: `38.5`, `10–12`."""
    divisor, _ = scale_of(max(abs(float(point.low)), abs(float(point.high))))
    low, high = (number(end / Decimal(divisor)) for end in (point.low, point.high))
    return _minus(low if low == high else f"{low}–{high}")


# Shapes, each as the points of a polygon around a centre, in halves of a mark; the circle is drawn apart

_SHAPES: tuple[tuple[tuple[float, float], ...], ...] = (
    (),
    ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    ((0, -1.25), (1.2, 0.95), (-1.2, 0.95)),
    ((0, -1.35), (1.35, 0), (0, 1.35), (-1.35, 0)),
    ((0, 1.25), (1.2, -0.95), (-1.2, -0.95)),
    ((-1.2, -1), (1.2, 1), (1.2, -1), (-1.2, 1)),
    ((0, -1.3), (1.24, -0.4), (0.76, 1.05), (-0.76, 1.05), (-1.24, -0.4)),
    ((-1.3, 0), (-0.65, -1.1), (0.65, -1.1), (1.3, 0), (0.65, 1.1), (-0.65, 1.1)),
)


def _shape(look: _Look, x: float, y: float, *, hollow: bool) -> str:
    paint = {"fill": "#fff" if hollow else look.colour, "stroke": look.colour, "stroke_width": "2"}
    corners = _SHAPES[look.shape]
    if not corners:
        return html.element("circle", cx=_figure(x), cy=_figure(y), r=_figure(_SIZE), **paint)
    points = " ".join(f"{_figure(x + dx * _SIZE)},{_figure(y + dy * _SIZE)}" for dx, dy in corners)
    return html.element("polygon", points=points, **paint)


def _arrow(x: float, y: float, way: int, colour: str) -> str:
    """An arrow from a mark upwards (`way` -1) or downwards."""
    tip, neck = y + way * 22, y + way * 15
    head = f"{_figure(x)},{_figure(tip)} {_figure(x - 3.5)},{_figure(neck)} {_figure(x + 3.5)},{_figure(neck)}"
    return _line(x, y, x, neck, colour, wide=1.5) + html.element("polygon", points=head, fill=colour)


def _line(
    x1: float,
    y1: float,
    x2: float,
    y2: float,
    colour: str,
    *,
    wide: float = 1,
    dots: str | None = None,
    opacity: str | None = None,
) -> str:
    ends = {"x1": _figure(x1), "y1": _figure(y1), "x2": _figure(x2), "y2": _figure(y2)}
    return html.element(
        "line", **ends, stroke=colour, stroke_width=_figure(wide), stroke_dasharray=dots, stroke_opacity=opacity
    )


def _words(
    x: float, y: float, words: str, *, size: int, anchor: str | None = None, weight: str | None = None, colour: str = "#111"
) -> str:
    return html.element(
        "text",
        _text(words),
        x=_figure(x),
        y=_figure(y),
        font_size=str(size),
        text_anchor=anchor,
        font_weight=weight,
        fill=colour,
    )


def _text(words: str) -> str:
    """A record's words as XML can hold them."""
    return html.text(words).translate({0xFFFE: "\ufffd", 0xFFFF: "\ufffd"})


def _across(days: Days, day: date) -> float:
    return _LEFT + days.share(day) * (WIDTH - _LEFT - _RIGHT)


def _down(axis: Values, value: float) -> float:
    return HEIGHT - _BOTTOM - axis.share(value) * (HEIGHT - _TOP - _BOTTOM)


def _tick(value: float) -> str:
    return _minus(number(Decimal(f"{value:.10g}")))


def _minus(digits: str) -> str:
    return digits.replace("-", "\N{MINUS SIGN}")


def _figure(value: float) -> str:
    """A coordinate, short."""
    return f"{value:.1f}".rstrip("0").removesuffix(".")
