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


def related(tokens: Tokens, found: list[Amount]) -> list[Amount]:
    """The amounts of a sentence, with what they give one another.

    In a list the unit is said once ("5, 10 and 15 percent"); in brackets or after "or" an amount is said again in another
    unit, as exact, and as much a growth or a fall, as before ("more than 7 million crowns ($1 million)").
    """
    out = list(found)
    for index in range(len(out) - 2, -1, -1):
        out[index] = _with_unit_of(tokens, out[index], out[index + 1])
    out = [amount for amount in out if not amount.idle or amount.unit not in (None, "1")]
    for index in range(1, len(out)):
        out[index] = _said_again(tokens, out[index], out[index - 1], index - 1)
        out[index] = _elliptic(tokens, out[index], out[index - 1])
    return out


def _elliptic(tokens: Tokens, amount: Amount, before: Amount) -> Amount:
    """As in "A fell by 3%, B by 2%" leaves the second verb out; "from 20 km to 25" the second unit."""
    word = tokens.word(amount.start - 1)
    if word == "by" and not amount.change and before.change and before.rule == amount.rule:
        return replace(amount, change=before.change)
    if word == "to" and amount.unit is None and before.rule == "figures.measure" and amount.start - before.end <= 4:
        return replace(amount, unit=before.unit, unit_place=before.unit_place, per=before.per, rule=before.rule)
    return amount


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
