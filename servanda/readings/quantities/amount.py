"""The type that the grammar of amounts makes, and what the amounts of one sentence give one another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from servanda.model import Modifier
from servanda.readings.quantities.modifiers import Change
from servanda.readings.quantities.numbers import Form
from servanda.readings.quantities.tokens import Tokens

Place = tuple[int, int]
"""Tokens [start, end)."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount on tokens [start, end): modifier, number and unit."""

    start: int
    end: int
    number: Place
    low: Decimal
    high: Decimal
    """Equal to `low` where it is no range."""
    form: Form
    rule: str
    modifier: Modifier = "exact"
    unit: str | None = None
    unit_place: Place | None = None
    """Where the unit or the counted noun is printed."""
    per: Place | None = None
    """What it is counted per: "dollars per *barrel*"."""
    change: Change | None = None
    idle: bool = False
    """Whether it says no amount unless a neighbour lends it a unit: "four-, five- and six-cylinder"."""
    like: int | None = None
    """Which earlier amount of the sentence it says again in other words or units."""


_ALIKE = 3
"""How many times larger the next in a list of shares may be that is told without its unit."""
_SAME = Decimal("1.25")
"""How many times larger one of two counts of the same sum may be than the other."""


def _scale(amount: Amount) -> int:
    """The "billion" of an amount; 1 where it has none."""
    return next((scale for scale in (10**12, 10**9, 10**6) if amount.high >= scale), 1)


def related(tokens: Tokens, found: list[Amount]) -> list[Amount]:
    """The amounts of a sentence, with what they give one another.

    In a list the unit is said once ("5, 10 and 15 percent"); in brackets or after "or" an amount is said again in another
    unit, as exact, and as much a growth or a fall, as before ("more than 7 million crowns ($1 million)").
    """
    out = list(found)
    for index in range(1, len(out)):
        out[index] = _with_share_of(tokens, out[index], out[index - 1])
    for index in range(len(out) - 2, -1, -1):
        out[index] = _with_unit_of(tokens, out[index], out[index + 1])
    out = [amount for amount in out if not amount.idle or amount.unit not in (None, "1")]
    for index in range(1, len(out)):
        out[index] = _said_again(tokens, out[index], out[index - 1], index - 1)
        out[index] = _elliptic(tokens, out[index], out[index - 1])
    return out


def _elliptic(tokens: Tokens, amount: Amount, before: Amount) -> Amount:
    """What is said once for two: "A fell by 3%, B by 2%", "from 20 km to 25", "$51 billion by theirs, by ours about $50"."""
    scale = _scale(before)
    if amount.unit == before.unit and amount.rule == "figures.money" and scale > amount.high > 0 and not amount.per:
        near = before.low <= _SAME * amount.low * scale and amount.high * scale <= _SAME * before.high
        if near and amount.modifier != "exact":
            return replace(amount, low=amount.low * scale, high=amount.high * scale)
    word = tokens.word(amount.start - 1)
    if word == "by" and not amount.change and before.change and before.rule == amount.rule:
        return replace(amount, change=before.change)
    if word == "to" and amount.unit is None and before.rule == "figures.measure" and amount.start - before.end <= 4:
        return replace(amount, unit=before.unit, unit_place=before.unit_place, per=before.per, rule=before.rule)
    return amount


def _with_share_of(tokens: Tokens, amount: Amount, before: Amount) -> Amount:
    """As in "over 30 percent, 35 or even over 38": the unit is said with the first."""
    between = [word for word in tokens.low[before.end : amount.start] if word != "even"]
    alike = before.low <= _ALIKE * amount.low and amount.high <= _ALIKE * before.high
    if amount.rule != "figures.bare" or before.unit != "%" or between not in ([","], ["or"], [",", "or"]) or not alike:
        return amount
    return replace(amount, unit=before.unit, unit_place=before.unit_place, rule=before.rule, change=before.change)


def _with_unit_of(tokens: Tokens, amount: Amount, following: Amount) -> Amount:
    if amount.unit is not None or following.unit in (None, "1") or following.start - amount.end > 3:
        return amount
    between = [word for word in tokens.low[amount.end : following.start] if word != "-"]
    part_of = between[:1] == ["of"] and amount.low != 1  # "280 million of the 1.5 billion shekels", but "one of the 18 members"
    if between not in ([","], ["and"], ["or"], [",", "and"], ["to"], [",", "or"]) and not part_of:
        return amount
    return replace(amount, unit=following.unit, unit_place=following.unit_place, per=following.per, rule=following.rule)


def _said_again(tokens: Tokens, amount: Amount, before: Amount, index: int) -> Amount:
    between = tokens.low[before.end : amount.start]
    kinds = {before.rule, amount.rule}
    bracket = between[-1:] in (["("], ["/"]) and len(between) <= 2 and len(kinds) == 1
    other_words = len(between) <= 4 and between[-2:] == [",", "or"] and kinds <= {"figures.percent", "figures.share"}
    corrected = between == [","] and before.unit == amount.unit == "%" and amount.modifier != "exact"
    if not (bracket or other_words or corrected) or amount.rule in ("figures.count", "figures.bare"):
        return amount
    modifier = before.modifier if bracket and amount.modifier == "exact" else amount.modifier
    return replace(amount, change=amount.change or before.change, modifier=modifier, like=index)
