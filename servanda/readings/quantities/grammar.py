"""Amounts in a sentence: modifier, number or range, unit or counted noun, read from left to right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from servanda.model import Modifier
from servanda.readings.quantities import guards, modifiers, nouns, ranges, units
from servanda.readings.quantities.amount import Amount, Place, related
from servanda.readings.quantities.numbers import Number, glued_scale, openers, read_number
from servanda.readings.quantities.roles import role
from servanda.readings.quantities.tokens import VULGAR, Tokens, is_digits

_DETERMINERS = frozenset(["the", "our", "their", "its", "these", "those", "your", "my", "his", "her"])
_ALSO_NAMES = frozenset(("COP", "TRY"))
"""Currency codes that are words or names too ("COP28"): they count before large or scaled numbers only."""
_INTERNATIONAL = ("figures.money", "figures.percent", "figures.measure")
_MORE = role("more")


@dataclass(frozen=True, slots=True)
class _Read:
    """What stands from a first number on."""

    numbers: tuple[Number, ...]
    money: units.Unit | None = None
    """Currency before the number."""
    unit: units.Unit | None = None
    noun: nouns.Counted | None = None
    end: int = 0
    negative: bool = False
    signed: bool = False
    """Whether "+" or "-" stands before: a growth or a fall, where it is per cent."""

    @property
    def first(self) -> Number:
        return self.numbers[0]

    @property
    def last(self) -> Number:
        return self.numbers[-1]

    @property
    def followed(self) -> bool:
        return self.unit is not None or self.noun is not None


@cache
def _opening() -> frozenset[str]:
    return openers() | frozenset(VULGAR)


def amounts(tokens: Tokens, *, english: bool = True, decimal_comma: bool = False) -> list[Amount]:
    """Every amount of a sentence, in order, none overlapping another.

    In another language than English only digits with a currency, a per cent sign or a unit of measure are read.
    """
    found: list[Amount] = []
    opening = _opening()
    floor = 0
    for at, low in enumerate(tokens.low):
        if at < floor or not (low in opening or is_digits(low)):
            continue
        amount, floor = _amount_at(tokens, at, floor, decimal_comma)
        if amount and (english or amount.rule in _INTERNATIONAL):
            found.append(amount)
    return related(tokens, found)


def _amount_at(tokens: Tokens, at: int, floor: int, decimal_comma: bool) -> tuple[Amount | None, int]:
    """The amount at a token, or None where it only looks like one; and where to read on."""
    read = _first(tokens, at, floor, decimal_comma)
    if read is None:
        return None, at + 1
    read = _with_range(tokens, _with_unit(tokens, read), decimal_comma)
    if not read.unit and not read.money:
        read = _with_noun(tokens, read)
    if _rejected(tokens, read):
        return None, read.last.end
    amount = _finished(tokens, read, floor)
    return amount, max(amount.end, read.last.end)


def _first(tokens: Tokens, at: int, floor: int, decimal_comma: bool) -> _Read | None:
    """The number at a token, with the article, the currency and the sign before it."""
    number = None
    if at > floor and tokens.low[at - 1] in ("a", "an"):
        number = read_number(tokens, at - 1, decimal_comma=decimal_comma)
    number = number or read_number(tokens, at, decimal_comma=decimal_comma)
    if number is None:
        return None
    ratio = _ratio(tokens, number, decimal_comma)
    if ratio:
        return _Read((ratio,), end=ratio.end)
    money = units.money_before(tokens, number.start)
    if money and money.start < floor:
        money = None
    number = glued_scale(tokens, number, money=money is not None)
    if money and money.code in _ALSO_NAMES and number.bare_digits and number.value < 1000:
        money = None
    start, sign = _sign(tokens, money.start if money else number.start)
    if money and money.minus:
        sign = "-"
    read = _Read((number,), money, end=number.end, negative=sign in ("-", "minus"), signed=sign in ("+", "-"))
    if sign == "minus" or (sign == "-" and is_digits(tokens.raw[number.start])):
        read = replace(read, numbers=(replace(number, value=-number.value, start=number.start if money else start),))
    return read


def _ratio(tokens: Tokens, number: Number, decimal_comma: bool) -> Number | None:
    """As in "one in five", "one out of three": a share."""
    at = number.end
    if tokens.word(at) in ("out", "in") and tokens.word(at + 1) in ("of", "every"):
        at += 1
    elif tokens.word(at) != "in" or number.value > 9 or number.scale != 1:
        return None
    if at + 1 >= len(tokens) or (tokens.low[at + 1] not in _opening() and not is_digits(tokens.raw[at + 1])):
        return None
    whole = read_number(tokens, at + 1, decimal_comma=decimal_comma)
    if whole is None or whole.form not in ("digits", "words") or not 0 < number.value < whole.value <= 1000:
        return None
    if guards.is_time(tokens, whole, whole.end):
        return None
    share = (number.value / whole.value).quantize(Decimal("0.0001"))
    return Number(share.normalize(), number.start, whole.end, "fraction")


def _sign(tokens: Tokens, start: int) -> tuple[int, str]:
    """Where a sign before a number begins, and which: "minus", "-", "+" or none."""
    before = tokens.word(start - 1)
    if before in ("-", "‑") and tokens.word(start - 2) == "minus":
        return start - 2, "minus"
    if before in ("minus", "negative"):
        return start - 1, "minus"
    free = not tokens.glued(start - 1) or tokens.word(start - 2) in ("(", "$")
    if before in ("-", "−", "+") and tokens.glued(start) and free and not _is_name(tokens, start - 2):
        return start - 1, "+" if before == "+" else "-"
    return start, ""


def _is_name(tokens: Tokens, at: int) -> bool:
    return at >= 0 and tokens.raw[at].isupper() and len(tokens.raw[at]) > 2


def _with_unit(tokens: Tokens, read: _Read) -> _Read:
    number = read.last
    if number.form == "multiple":
        return read
    at = number.end
    scaled = number.scale > 1
    found = units.unit_after(tokens, at, scaled=scaled)
    if found is None and number.form in ("vague", "fraction"):
        if tokens.word(at) == "of" and (number.form == "vague" or tokens.word(at + 1) in ("a", "an")):
            at += 1
        at += 1 if tokens.word(at) in ("a", "an") else 0
        found = units.unit_after(tokens, at, scaled=scaled) if at > number.end else None
    if found is None or (read.money and (not found.money or tokens.raw[found.start] == "-")):
        return read
    return replace(read, unit=found, end=found.end)


def _with_range(tokens: Tokens, read: _Read, decimal_comma: bool) -> _Read:
    """Takes in the other end of a range, and shares scale and unit between the two."""
    per = _per(tokens, read.end) if read.unit or read.money else None
    link = ranges.link(tokens, per[1] if per else read.end)
    if link is None:
        return read
    if not (is_digits(tokens.raw[link.number]) or tokens.low[link.number] in _opening() or tokens.low[link.number] == "a"):
        return read
    other = read_number(tokens, link.number, decimal_comma=decimal_comma)
    if other is None:
        return read
    money = units.money_before(tokens, other.start)
    other = glued_scale(tokens, other, money=bool(money or read.money))
    ends = _with_unit(tokens, _Read((other,), money, end=other.end))
    if (money.start if money else other.start) != link.begins:
        return read
    mine, theirs = _code(read), _code(ends)
    if (mine and theirs and mine != theirs) or not ranges.joins(tokens, read.first, other, link, unit=bool(mine)):
        return read
    shares = not (read.unit and not ends.unit)
    first = ranges.with_scale_of(read.first, other) if shares and not read.unit else read.first
    return replace(read, numbers=(first, other), money=read.money or money, unit=ends.unit or read.unit, end=ends.end)


def _code(read: _Read) -> str | None:
    chosen = read.unit or read.money
    return chosen.code if chosen else None


def _with_noun(tokens: Tokens, read: _Read) -> _Read:
    last, at = read.last, read.last.end
    if last.form in ("multiple", "fraction"):
        return read
    if tokens.word(at) == "of":
        if last.form == "vague":
            at += 2 if tokens.word(at + 1) in _DETERMINERS else 1
        elif tokens.word(at + 1) in _DETERMINERS and last.value != 1:
            at += 2
        else:
            return read
    elif tokens.word(at) in _MORE:
        at += 1
    trailing = modifiers.after(tokens, at)
    if trailing and tokens.is_word(trailing[1]):
        at = trailing[1]
    noun = nouns.counted(tokens, at, one=last.value == 1 and len(read.numbers) == 1)
    return replace(read, noun=noun, end=noun.end) if noun else read


def _rejected(tokens: Tokens, read: _Read) -> bool:
    """Whether this only looks like an amount."""
    first = read.first
    if read.unit and guards.is_escape(tokens, first, read.unit.end):
        return True
    if read.money or (read.unit and read.unit.code == "%"):
        return False
    if any(guards.is_time(tokens, number, read.end) for number in read.numbers):
        return True
    coded = read.unit is None and guards.is_code(tokens, first)
    if coded or guards.is_page_count(tokens, first) or (not read.followed and guards.is_age(tokens, first)):
        return True
    year = guards.is_year(tokens, first, followed=read.followed and len(read.numbers) == 1)
    if year or guards.names_a_thing(tokens, first, followed=read.followed):
        return True
    if first.form == "words" and read.unit is None and guards.is_goal(tokens, first):
        return True
    if read.followed:
        return first.value == 1 and first.form == "words" and read.unit is None and guards.is_pronoun(tokens, first)
    return guards.is_mark(tokens, read.last)


def _finished(tokens: Tokens, read: _Read, floor: int) -> Amount:
    first, last = read.first, read.last
    factor = read.unit.factor if read.unit else Decimal(1)
    values = sorted(number.value * factor for number in read.numbers)
    start = read.money.start if read.money else first.start
    if tokens.word(start - 1) in ("between", "from") and len(read.numbers) == 2 and start > floor:
        start -= 1
    modifier: Modifier = "exact"
    exact = modifiers.before(tokens, start, floor)
    if exact:
        modifier, start = exact
    end = read.end
    trailing = modifiers.after(tokens, end) or (modifiers.after(tokens, last.end) if read.noun else None)
    if last.scale > 1 and tokens.word(last.start + 1) == "-":  # "13-plus billion"
        trailing = modifiers.after(tokens, last.start + 1) or trailing
    if trailing:
        modifier = trailing[0] if modifier == "exact" else modifier
        end = max(end, trailing[1])
    if last.form == "vague":
        values = [value * 2 for value in values]
        modifier = "at_least" if modifier == "exact" else modifier
    rule, unit, place = _unit_of(tokens, read)
    change = modifiers.change(tokens, start, end, counted=rule in ("figures.count", "figures.bare"))
    levels = tokens.word(start) == "from"  # "from 5 to 6 percent" names two levels, "four times more" compares: no growth
    if levels or (rule == "figures.share" and place):
        change = None
    if read.signed and rule == "figures.percent":
        change = change or ("down" if read.negative else "up")
    return Amount(
        start=start,
        end=end,
        number=(first.start, last.end),
        low=values[0],
        high=values[-1],
        form=last.form,
        rule=rule,
        modifier=modifier,
        unit=unit,
        unit_place=place,
        per=_per(tokens, end),
        change=change,
        idle=not read.followed and not read.money and guards.is_idle(tokens, read.numbers, modified=exact is not None),
    )


def _unit_of(tokens: Tokens, read: _Read) -> tuple[str, str | None, Place | None]:
    """The rule that named the unit, the unit and its place."""
    chosen = read.unit if read.unit and (read.unit.money or not read.money) else read.money
    if chosen:
        rule = "figures.money" if chosen.money else "figures.percent" if chosen.code == "%" else "figures.measure"
        return rule, chosen.code, (chosen.start, chosen.end)
    if read.noun and read.noun.noun == "time" and guards.is_comparison(tokens, read.noun.end):
        return "figures.share", "1", (read.noun.start, read.noun.end)
    if read.noun:
        return "figures.count", read.noun.noun, (read.noun.start, read.noun.end)
    if read.last.form in ("fraction", "multiple"):
        return "figures.share", "1", None
    return "figures.bare", None, None


def _per(tokens: Tokens, end: int) -> Place | None:
    """What an amount is counted per: "per barrel", "a day", "/hour", "an ounce"."""
    word, at = tokens.word(end), end + 1
    if word == "-" and tokens.word(end + 1) in ("a", "per"):
        word, at = tokens.word(end + 1), end + (3 if tokens.word(end + 2) == "-" else 2)
    if not tokens.is_word(at) or tokens.word(at + 1) in ("ago", "earlier", "later", "before", "after"):
        return None
    if word in ("per", "/") or (word in ("a", "an", "each", "every") and guards.is_denominator(tokens.low[at])):
        unit = units.unit_after(tokens, at)
        return at, unit.end if unit else at + 1
    return None
