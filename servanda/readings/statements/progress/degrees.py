"""How far something is done: the per cent, the fraction, and the words that say "only in part"."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from servanda.model import Figure, Ground, Modifier
from servanda.readings.grammar import Sentence
from servanda.readings.statements.parts import token_at
from servanda.readings.statements.progress.deeds import Deed, rest_run
from servanda.readings.statements.setting import Setting
from servanda.words import of_part

_FINISHED = frozenset(("finish", "make"))
_ONLY = 7
"""Characters between a verb and the figure that tells how far, as in "have held only a third"."""
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
    return of_part("progress-words", name)


def is_partial(sentence: Sentence, deed: Deed) -> bool:
    """Whether only a part is said to be done: "partly", "only a third of", "some of the"."""
    begin, _ = rest_run(deed)
    around = (*range(deed.clause.verb.first - 1, deed.main + 1), *range(begin, min(begin + 2, deed.clause.closes)))
    return any(sentence.low(i) in part("partly") and not _of_amount(sentence, i, deed.main) for i in around)


def _of_amount(sentence: Sentence, i: int, verb: int) -> bool:
    """Whether a word behind the verb is said of an amount, not of the deed: "approved nearly 170 million crowns"."""
    follows = sentence.classes[i + 1 : i + 2]
    return i > verb and sentence.low(i) in ("almost", "nearly") and follows in (("number",), ("mark",))


def degree_in(sentence: Sentence, deed: Deed, setting: Setting, place: tuple[int, int]) -> Degree | None:
    """The degree that a clause names: "by 100 percent", "only a third of our talks"; a growth or a fall is none."""
    found = [degree for figure in setting.figures(*place) if (degree := _degree(sentence, deed, figure)) is not None]
    return found[0] if len(found) == 1 else None


def _degree(sentence: Sentence, deed: Deed, figure: Figure) -> Degree | None:
    if figure.value is None or figure.change is not None:
        return None
    grounds = (Ground("degree", figure.span),)
    if figure.unit == "%" and (_tells_how_far(sentence, deed, figure) or _complete(sentence, deed, figure)):
        return Degree(figure.value, figure.modifier, grounds)
    share = figure.rule == "figures.share" and figure.value < 1
    if share and _tells_how_far(sentence, deed, figure):
        return Degree((figure.value * 100).quantize(Decimal("0.01")), figure.modifier, grounds)
    return None


def _tells_how_far(sentence: Sentence, deed: Deed, figure: Figure) -> bool:
    """Whether a figure stands behind "by", or begins what is done: "fulfilled by 26 percent", "done half of the work"."""
    if not deed.classes & _FINISHED and deed.lemma not in _PARTED:
        return False
    before = sentence.text[max(sentence.start, figure.span.start - 4) : figure.span.start].split()
    if before and before[-1] == "by":
        return "finish" in deed.classes or deed.lemma in _PARTED
    after_verb = sentence.tokens[deed.main].end
    if deed.passive:
        return deed.clause.subject is not None and figure.span.start <= deed.clause.subject[0] < figure.span.end
    of_it = sentence.low(token_at(sentence, figure.span.end)) == "of"  # "reached 75 percent" is a level, no degree
    return of_it and 0 <= figure.span.start - after_verb <= _ONLY


def _complete(sentence: Sentence, deed: Deed, figure: Figure) -> bool:
    """As in "is 40 percent complete"."""
    i = token_at(sentence, figure.span.end)
    return deed.lemma in ("be", "stand") and sentence.low(i) in part("done")
