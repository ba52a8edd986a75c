"""How far something is done: the per cent, the fraction, and the words that say "only in part"."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from servanda.model import Figure, Ground, Modifier
from servanda.readings.grammar import Sentence
from servanda.readings.statements.deeds import Deed, rest_run
from servanda.readings.statements.setting import Setting
from servanda.words import rows

_FINISHED = frozenset(("finish", "make"))
_PARTED = frozenset(("do", "hold", "carry", "cover"))
"""Verbs of which a part may be done: "have held only a third of our talks"."""


@dataclass(frozen=True, slots=True)
class Degree:
    """Per cent done, as a figure says it."""

    value: Decimal
    modifier: Modifier
    grounds: tuple[Ground, ...]


@cache
def part(name: str) -> frozenset[str]:
    """Words that tell the state of an undertaking, by the part they play."""
    return frozenset(row[0] for row in rows("progress-words") if row[1] == name)


def is_partial(sentence: Sentence, deed: Deed) -> bool:
    """Whether only a part is said to be done: "partly", "only a third of", "some of the"."""
    begin, _ = rest_run(deed)
    around = (*range(deed.clause.verb.first - 1, deed.main + 1), *range(begin, min(begin + 2, deed.clause.closes)))
    return any(sentence.low(i) in part("partly") for i in around)


def degree_in(sentence: Sentence, deed: Deed, setting: Setting, place: tuple[int, int]) -> Degree | None:
    """The degree that a clause names: "by 100 percent", "only a third of our talks"; a growth or a fall is none."""
    if not deed.classes & _FINISHED and deed.lemma not in _PARTED:
        return None
    figures = [figure for figure in setting.figures(*place) if _is_degree(sentence, deed, figure)]
    if len(figures) != 1 or figures[0].value is None:
        return None
    figure = figures[0]
    value = figure.value if figure.unit == "%" else (figure.value * 100).quantize(Decimal("0.01"))
    return Degree(value, figure.modifier, (Ground("degree", figure.span),))


def _is_degree(sentence: Sentence, deed: Deed, figure: Figure) -> bool:
    if figure.change is not None or figure.value is None:
        return False
    before = sentence.text[max(sentence.start, figure.span.start - 4) : figure.span.start].split()
    if figure.unit == "%":
        return "finish" in deed.classes or bool(before and before[-1] == "by" and deed.lemma in _PARTED)
    only = sentence.tokens[deed.main + 1].start if deed.main + 1 < len(sentence.tokens) else sentence.end
    return figure.rule == "figures.share" and figure.value < 1 and figure.span.start - only <= 6
