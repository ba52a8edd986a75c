"""Amounts in a sentence: modifier, number or range, unit or counted noun, put together from left to right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from servanda.model import Modifier
from servanda.readings.quantities import guards, modifiers, nouns, units
from servanda.readings.quantities.modifiers import Change
from servanda.readings.quantities.numbers import Number, glued_scale, openers, read_number
from servanda.readings.quantities.tokens import VULGAR, Tokens, is_digits


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount on tokens [start, end)."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    """Equal to `low` where it is no range."""
    rule: str
    modifier: Modifier = "exact"
    unit: str | None = None
    unit_start: int = 0
    unit_end: int = 0
    """Tokens of the unit or counted noun; empty where there is none."""
    number_start: int = 0
    number_end: int = 0
    change: Change | None = None
    numbers: tuple[Number, ...] = ()


_TO = frozenset(("to", "-", "–", "—", "‑", "‒", "−", "or", "and", "through", "~"))
_SIGNS = frozenset(("-", "−", "–"))


@cache
def _openers() -> frozenset[str]:
    return openers() | frozenset(VULGAR)


def amounts(tokens: Tokens, *, decimal_comma: bool = False) -> list[Amount]:
    """Every amount of a sentence, in order, none overlapping another."""
    found: list[Amount] = []
    opening = _openers()
    floor = 0
    for at, low in enumerate(tokens.low):
        if at < floor or not (is_digits(low) or low in opening):
            continue
        amount, floor = _read(tokens, at, floor, decimal_comma)
        if amount:
            found.append(amount)
            floor = max(floor, amount.end)
    return _shared(tokens, found)


def _read(tokens: Tokens, at: int, floor: int, decimal_comma: bool) -> tuple[Amount | None, int]:
    """The amount at a token, and where to read on."""
    start = at - 1 if at > floor and tokens.low[at - 1] in ("a", "an") else at
    number = (read_number(tokens, start, decimal_comma=decimal_comma) if start < at else None) or read_number(
        tokens, at, decimal_comma=decimal_comma
    )
    if number is None:
        return None, at + 1
    money = units.money_before(tokens, number.start)
    if money and money.start < floor:
        money = None
    number = glued_scale(tokens, number, money=money is not None)
    number, money = _signed(tokens, number, money)
    return _Parser(tokens, number, money, floor, decimal_comma).amount()


def _signed(tokens: Tokens, number: Number, money: units.Unit | None) -> tuple[Number, units.Unit | None]:
    """Takes in "minus" or a minus sign."""
    start = money.start if money else number.start
    before = tokens.word(start - 1)
    at = start - 1
    if before == "-" and tokens.word(start - 2) == "minus":
        before, at = "minus", start - 2
    sign = before in ("-", "−") and tokens.glued(start) and (start < 2 or not tokens.glued(start - 1) or tokens.word(start - 2) == "(")
    if before in ("minus", "negative") or (sign and is_digits(tokens.raw[number.start])):
        return replace(number, value=-number.value, start=at if not money else number.start), money
    return number, money


class _Parser:
    """Reads one amount from its first number on."""

    def __init__(self, tokens: Tokens, number: Number, money: units.Unit | None, floor: int, decimal_comma: bool) -> None:
        self.tokens = tokens
        self.numbers = [number]
        self.money = money
        self.floor = floor
        self.decimal_comma = decimal_comma
        self.end = number.end
        self.unit: units.Unit | None = None
        self.noun: nouns.Counted | None = None
        self.rule = ""

    @property
    def first(self) -> Number:
        return self.numbers[0]

    def amount(self) -> tuple[Amount | None, int]:
        """The amount, or None where it only looks like one; and where to read on."""
        self._unit()
        self._range()
        if not self.unit and not self.money:
            self._noun()
        if self._rejected():
            return None, max(number.end for number in self.numbers)
        return self._finish(), self.end

    def _unit(self) -> None:
        number = self.numbers[-1]
        if number.form == "multiple":
            return
        found = units.unit_after(self.tokens, number.end, scaled=number.scale > 1)
        at = number.end
        if found is None and number.form in ("vague", "fraction") and self.tokens.word(at) == "of":
            at += 2 if self.tokens.word(at + 1) in ("a", "an") else 1
            found = units.unit_after(self.tokens, at, scaled=number.scale > 1)
        if found is None and number.form == "fraction" and self.tokens.word(at) in ("a", "an"):
            found = units.unit_after(self.tokens, at + 1, scaled=False)
        if self.money and found and not found.money:
            return
        if found and self.money and self.tokens.low[found.start] == "-":
            return
        if found:
            self.unit = found
            self.end = found.end

    def _range(self) -> None:
        """Takes in the other end of a range, and shares scale and unit between the two."""
        tokens, at = self.tokens, self.end
        link = tokens.word(at)
        if link == "-" and tokens.word(at + 1) in ("to", "or"):
            at, link = at + 1, tokens.word(at + 1)
        if link not in _TO or at + 1 >= len(tokens):
            return
        other_at = at + 1
        if tokens.low[other_at] in ("about", "around", "even", "approximately", "nearly", "almost"):
            other_at += 1
        money = None
        while other_at < len(tokens) and other_at < at + 4 and not is_digits(tokens.raw[other_at]) and tokens.low[other_at] not in _openers() and tokens.low[other_at] not in ("a",):
            other_at += 1
        if other_at >= len(tokens) or (other_at > at + 2 and not is_digits(tokens.raw[other_at])):
            return
        other = read_number(tokens, other_at, decimal_comma=self.decimal_comma)
        if other is None:
            return
        money = units.money_before(tokens, other.start)
        expected = money.start if money else other.start
        if expected not in (at + 1, at + 2) or (expected == at + 2 and tokens.low[at + 1] not in ("about", "around", "even", "approximately", "nearly", "almost")):
            return
        other = glued_scale(tokens, other, money=money is not None or self.money is not None)
        if self._joins(link, at, other):
            self.numbers = [self._with_scale_of(other), other]
            self.end = other.end
            self.money = self.money or money
            had = self.unit
            self.unit = None
            self._unit()
            self.unit = self.unit or had
            self.end = max(self.end, other.end)

    def _with_scale_of(self, other: Number) -> Number:
        first = self.first
        if first.scale == 1 and other.scale > 1 and abs(first.value) < other.mantissa and not self.unit:
            return replace(first, value=first.value * other.scale, scale=other.scale, bare_digits=False)
        return first

    def _joins(self, link: str, at: int, other: Number) -> bool:
        tokens, first = self.tokens, self.first
        if link == "and":
            before = tokens.word((self.money.start if self.money else first.start) - 1)
            return before == "between" or (before in ("of",) and False)
        if link == "or":
            return first.value < other.value and other.form == first.form and first.form in ("digits", "words")
        if first.form in ("fraction", "multiple", "vague") and first.form != other.form:
            return False
        after = tokens.word(other.end)
        if link in ("-", "‑", "−", "‒") and (after in ("-",) and tokens.is_number(other.end + 1)):
            return False
        if link == "—" or (link in ("–", "-") and tokens.glued(at) != tokens.glued(at + 1)):
            return False
        return not (link == "to" and first.form == "words" and first.value == 1 and other.value == 1)

    def _noun(self) -> None:
        last = self.numbers[-1]
        tokens, at = self.tokens, last.end
        if last.form in ("multiple", "fraction"):
            return
        if last.form == "vague" and tokens.word(at) == "of":
            at += 1
            at += 1 if tokens.word(at) in ("the", "our", "their", "its", "these", "those", "other") else 0
        elif tokens.word(at) == "of" and tokens.word(at + 1) in ("the", "our", "their", "its", "these", "those", "your", "my"):
            if last.value == 1:
                return
            at += 2
        elif tokens.word(at) in ("more", "other", "such", "additional", "of") and tokens.word(at) != "of":
            at += 1
        trailing = modifiers.after(tokens, at)
        if trailing and tokens.is_word(trailing[1]):
            at = trailing[1]
        self.noun = nouns.counted(tokens, at, one=last.value == 1 and len(self.numbers) == 1)
        if self.noun:
            self.end = self.noun.end

    def _rejected(self) -> bool:
        tokens, first, last = self.tokens, self.first, self.numbers[-1]
        if self.money or (self.unit and self.unit.code == "%"):
            return False
        followed = self.unit is not None or self.noun is not None
        if any(guards.is_time(tokens, number, self.end) for number in self.numbers):
            return True
        if guards.is_year(tokens, first, followed=followed and len(self.numbers) == 1):
            return True
        if guards.names_a_thing(tokens, first, followed=followed):
            return True
        if first.value == 1 and first.form == "words" and self.unit is None and guards.is_pronoun(tokens, first):
            return True
        if not followed and guards.is_mark(tokens, last):
            return True
        return not followed and self._idle()

    def _idle(self) -> bool:
        """Whether a number without a unit says no amount: "the two", a score, a bare number in a list."""
        first, tokens = self.first, self.tokens
        if first.form == "multiple":
            return False
        if first.form == "fraction":
            return self._no_share()
        if first.form == "vague":
            return tokens.word(first.end) not in ("of", "more") 
        if modifiers.before(tokens, first.start, self.floor):
            return False
        if first.form == "words" and first.scale == 1 and first.value < 100:
            return True
        if len(self.numbers) == 2:
            return tokens.word(first.end) in ("-", "–", "‑")
        return first.bare_digits and first.value < 10 and first.value == first.value.to_integral_value()

    def _no_share(self) -> bool:
        """Whether a fraction word is an ordinal or part of a saying: "a third country", "the first half", "half-baked"."""
        tokens, first = self.tokens, self.first
        following, previous = tokens.word(first.end), tokens.word(first.start - 1)
        if following == "-" or previous in ("first", "second", "other", "latter", "in", "this", "that", "each", "final", "better", "last", "-", "next"):
            return previous != "in" or following != "of" or True
        if tokens.is_number(first.start):
            return not (following in ("of", "") or tokens.word(first.end - 2) in ("/", "⁄"))
        if tokens.low[first.start] == "half":
            return not (following in ("of", "the", "our", "its", "their", "all", "a", "as", "that", "this", "these", "those", ".", ",", ";", "") or modifiers.before(tokens, first.start, self.floor))
        if tokens.low[first.start] in ("a", "an"):
            return tokens.is_word(first.end) and following not in nouns.phrase_ends()
        return False

    def _finish(self) -> Amount:
        tokens, first, last = self.tokens, self.first, self.numbers[-1]
        values = sorted(number.value * (self.unit.factor if self.unit else 1) for number in self.numbers)
        start = self.money.start if self.money else first.start
        start, low_high = start, (values[0], values[-1])
        if tokens.word(start - 1) in ("between", "from") and len(self.numbers) == 2 and start > self.floor:
            start -= 1
        exact = modifiers.before(tokens, start, self.floor)
        modifier: Modifier = "exact"
        if exact:
            modifier, start = exact
        trailing = modifiers.after(tokens, self.end) or (modifiers.after(tokens, last.end) if self.noun else None)
        if trailing:
            if modifier == "exact":
                modifier = trailing[0]
            self.end = max(self.end, trailing[1])
        unit, unit_start, unit_end = self._unit_of()
        if last.form == "vague":
            low_high = (low_high[0] * 2, low_high[1] * 2)
            modifier = "at_least" if modifier == "exact" else modifier
        return Amount(
            start, self.end, *low_high, self.rule, modifier, unit, unit_start, unit_end, first.start, last.end,
            modifiers.change(tokens, start, self.end), tuple(self.numbers),
        )

    def _unit_of(self) -> tuple[str | None, int, int]:
        chosen = self.unit if self.unit and (self.unit.money or not self.money) else self.money
        if chosen:
            self.rule = "figures.money" if chosen.money else "figures.percent" if chosen.code == "%" else "figures.measure"
            return chosen.code, chosen.start, chosen.end
        if self.noun:
            self.rule = "figures.count"
            return self.noun.noun, self.noun.start, self.noun.end
        if self.first.form in ("fraction", "multiple"):
            self.rule = "figures.share"
            return "1", 0, 0
        self.rule = "figures.bare"
        return None, 0, 0


def _shared(tokens: Tokens, found: list[Amount]) -> list[Amount]:
    """Gives amounts in a row the unit of the last: "5, 10 and 15 percent", "four-, five- and six-cylinder engines"."""
    return found


def describe(found: list[Amount], tokens: Tokens) -> Iterator[str]:
    """One line an amount, for a person who wants to see why."""
    for amount in found:
        yield f"{' '.join(tokens.raw[amount.start : amount.end])}: {amount.low} {amount.unit} {amount.modifier} ({amount.rule})"
