"""Numbers that count or measure something, as figures: outside the times, each with its span, value, unit and modifier.

What a publisher's printed correction strikes out counts nothing, and neither does a scale that it leaves without its number.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal

from servanda.model import Figure, Ground, Reading, Record, Span, Time
from servanda.readings.corrections import Declared, declared_in
from servanda.readings.layers import Stretch, file_head, sentences
from servanda.readings.quantities import measures
from servanda.readings.quantities.amount import Amount, Place
from servanda.readings.quantities.digits import writes_comma
from servanda.readings.quantities.grammar import amounts
from servanda.readings.quantities.tokens import Tokens, completed, cut, trigger
from servanda.readings.tags import without_links

LONGEST = 2000
"""Characters read at once; a longer sentence is read in pieces, so that no text costs more than in proportion to its length."""

NEAR = 120
"""Characters within which an amount may leave unsaid what the one before it, in the same unit, measured."""

CONFIDENCE = {
    "figures.percent": 0.98,
    "figures.money": 0.96,
    "figures.measure": 0.96,
    "figures.count": 0.95,
    "figures.share": 0.85,
    "figures.bare": 0.85,
}
"""Share right, by rule, of those found in the development gold and in NewsQuant (span and value)."""

SINGLE = 0.8
"""Confidence of "one" with a noun, which may be said without counting."""


def find_figures(reading: Reading) -> Reading:
    """Add the figures of a reading; whatever a time covers is none."""
    record = reading.record
    taken = sorted((time.span.start, time.span.end) for time in reading.of(Time))
    english = record.language in (None, "en")
    comma = writes_comma(record.language)
    corrections = declared_in(record.text)
    found: list[Figure] = []
    at = 0
    head = reading.layer(file_head)
    told = tuple(one for one in reading.layer(sentences) if one[1] > head)
    for start, end in _worth_reading(record, told):
        tokens = completed(cut(record.text, start, end))
        read = amounts(tokens, english=english, decimal_comma=comma)
        meant = measures.measured(tokens, read) if english else [None] * len(read)  # that grammar is of English
        for amount, following, measure in zip(read, [*read, None][1:], meant, strict=True):
            left, right = tokens.starts[amount.number[0]], tokens.ends[amount.end - 1]
            while at < len(taken) and taken[at][1] <= left:
                at += 1
            if following and _is_begun_again(tokens, amount, following):
                continue
            if (at < len(taken) and taken[at][0] < right) or _is_corrected(record.text, corrections, left, right):
                continue
            found.append(_figure(record, tokens, amount, measure, found[-1] if found else None))
    return reading.having(found)


def _is_begun_again(tokens: Tokens, amount: Amount, following: Amount) -> bool:
    """Whether a bare number is said once more behind a dash, with what it counts: "4 million — 4 million women"."""
    bare = (
        amount.rule == "figures.bare"
        and following.start == amount.end + 1
        and (following.low, following.high) == (amount.low, amount.high)
    )
    return bare and tokens.word(amount.end) in ("—", "–")


def _is_corrected(text: str, corrections: Sequence[Declared], left: int, right: int) -> bool:
    """Whether an amount is struck out, or is what a corrected number is counted in: "~~500~~ [350]* million"."""
    near = bisect_right(corrections, left, key=lambda one: one.start)
    return any(
        (one.start < right and left <= one.old[1])
        or (one.new is not None and one.end <= left and not text[left].isdigit() and text[one.end : left].isspace())
        for one in corrections[max(0, near - 1) : near + 1]
    )


def _worth_reading(record: Record, stretches: tuple[Stretch, ...]) -> Iterator[Stretch]:
    """Sentences that hold a digit or a number word."""
    text, look = record.text, trigger()
    match = look.search(text)
    for start, end in stretches:
        if match is None:
            return
        if match.start() >= end:
            continue
        if match.start() < start:
            match = look.search(text, start)
            if match is None or match.start() >= end:
                continue
        yield from _pieces(text, start, end)
        match = look.search(text, end)


def _pieces(text: str, start: int, end: int) -> Iterator[Stretch]:
    while end - start > LONGEST:
        border = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        border = border if border > 0 else start + LONGEST
        yield start, border
        start = border
    yield start, end


def _figure(record: Record, tokens: Tokens, amount: Amount, measure: Place | None, before: Figure | None) -> Figure:
    """The figure of an amount; `before` is the figure before it, which may have said what both measure."""
    span = record.cut(tokens.starts[amount.start], tokens.ends[amount.end - 1])
    places = {"measure": measure, "unit": amount.unit_place, "per": amount.per}
    grounds = {
        name: Ground(name, record.cut(tokens.starts[place[0]], tokens.ends[place[1] - 1]))
        for name, place in places.items()
        if place is not None
    }
    near = before is not None and before.unit == amount.unit and span.start - before.span.end < NEAR
    if "measure" not in grounds and before and near and tokens.word(amount.start - 1) != "(":  # "Corvia (5%), Ardania (7%)"
        grounds.update({ground.attribute: ground for ground in before.grounds if ground.attribute == "measure"})
    single = amount.low == amount.high
    vague = amount.form == "vague"
    return Figure(
        origin=record.origin,
        span=span,
        value=_plain(amount.low) if single and not vague else None,
        low=None if single and not vague else _plain(amount.low),
        high=None if single or vague else _plain(amount.high),
        modifier=amount.modifier,
        unit=amount.unit,
        measure=_words_of(record, grounds["measure"].span) if "measure" in grounds else None,
        change=amount.change,
        confidence=SINGLE if amount.rule == "figures.count" and amount.high == 1 else CONFIDENCE[amount.rule],
        rule=amount.rule,
        grounds=tuple(grounds.values()),
    )


def _words_of(record: Record, span: Span) -> str:
    return without_links(record.text, span.start, span.end) if "[" in span.text or "](" in span.text else span.text


def _plain(value: Decimal) -> Decimal:
    """The same number without an exponent or trailing zeros."""
    whole = value.to_integral_value()
    return Decimal(int(whole)) if value == whole else Decimal(format(value.normalize(), "f"))
