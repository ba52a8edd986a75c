"""Numbers, in digits and in words, as plain decimals.

"four and a half billion", "2 1/2", "3.2bn", "half a million", "two thirds", "tens of thousands", "twice". A number is read
from a token on; units are no business of this module.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal
from unicodedata import numeric

from servanda.readings.quantities.digits import literal
from servanda.readings.quantities.tokens import VULGAR, Tokens, is_digits
from servanda.words import rows

Form = Literal["digits", "words", "fraction", "vague", "multiple"]

_PLACES = Decimal("0.0001")
_BEFORE_SCALE = frozenset(("plus", "odd", "some"))
_COMPOUND = 1_000_000
"""The least scale behind which a smaller one may go on."""
MOST_SCALES = 3
"""Scale words in a row: "5 hundred thousand million"."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from tokens [start, end)."""

    value: Decimal
    start: int
    end: int
    form: Form
    scale: Decimal = Decimal(1)
    """The scale word's factor ("4.5 billion": 10**9), already in the value."""
    bare_digits: bool = False
    """Written as digits only, without a scale."""

    @property
    def mantissa(self) -> Decimal:
        """What stood before the scale word."""
        return self.value / self.scale


@cache
def lexicon() -> dict[str, dict[str, Decimal]]:
    """Number words by kind."""
    kinds: dict[str, dict[str, Decimal]] = {}
    for word, value, kind in rows("number-words"):
        kinds.setdefault(kind, {})[word] = Decimal(value)
    return kinds


@cache
def openers() -> frozenset[str]:
    """Words with which a number may begin."""
    kinds = lexicon()
    names = ("unit", "ten", "hundred", "scale", "dozen", "vague", "part", "multiple")
    return frozenset(word for name in names for word in kinds[name])


def read_number(tokens: Tokens, start: int, *, decimal_comma: bool = False) -> Number | None:
    """The longest number that begins at a token, or None."""
    raw = tokens.raw[start]
    if is_digits(raw):
        return _digits(tokens, start, decimal_comma)
    if raw in VULGAR:
        return _scaled(tokens, _vulgar(start, raw))
    word = tokens.low[start]
    if word in ("a", "an"):
        return _after_article(tokens, start)
    kinds = lexicon()
    if word in kinds["vague"]:
        return _vague(tokens, start)
    if word in kinds["multiple"]:
        return Number(kinds["multiple"][word], start, start + 1, "multiple")
    if word in kinds["part"]:
        return _half(tokens, start) if word == "half" else None
    if word in kinds["hundred"] or word in kinds["scale"] or word in kinds["dozen"]:
        return _several(tokens, start) or (_words(tokens, start) if _bare_scale(tokens, start) else None)
    return _words(tokens, start)


def _vulgar(start: int, sign: str) -> Number:
    return Number(Decimal(str(numeric(sign))).quantize(_PLACES).normalize(), start, start + 1, "fraction")


def _bare_scale(tokens: Tokens, start: int) -> bool:
    """Whether "hundred" or "million" may begin a number without "a" ("hundred thousand dollars")."""
    before = tokens.word(start - 1)
    return tokens.word(start + 1) in lexicon()["scale"] or not (tokens.is_word(start - 1) or before in ("[", "(", "-"))


def _several(tokens: Tokens, start: int) -> Number | None:
    """As in "several thousand", "a few hundred", "a couple of million": an order of magnitude."""
    begin = start - 2 if tokens.word(start - 1) == "of" else start - 1
    if tokens.word(begin) not in ("several", "few", "couple", "many"):
        return None
    number = _words(tokens, start)
    if number is None:
        return None
    begin -= tokens.word(begin - 1) in ("a", "the")
    return replace(number, start=begin, form="vague", scale=number.value)


def _digits(tokens: Tokens, start: int, decimal_comma: bool) -> Number | None:
    value = literal(tokens.raw[start], decimal_comma=decimal_comma)
    if value is None:
        return None
    number = Number(value, start, start + 1, "digits", bare_digits=True)
    number = _with_fraction(tokens, number)
    number = _with_power(tokens, number)
    if tokens.word(number.end) == "-" and tokens.word(number.end + 1) == "fold":
        return replace(number, end=number.end + 2, form="multiple", bare_digits=False)
    return _scaled(tokens, number)


def _with_fraction(tokens: Tokens, number: Number) -> Number:
    """Adds what follows a whole number: "2 1/2", "2½", "2 and a half"; or reads it as a fraction's numerator: "1/40"."""
    end = number.end
    if tokens.word(end) and tokens.word(end) in VULGAR:
        return replace(number, value=number.value + _vulgar(end, tokens.raw[end]).value, end=end + 1, bare_digits=False)
    part = _proper(tokens, end - 1)
    if part is not None:
        return replace(number, value=part, end=end + 2, form="fraction", bare_digits=False)
    part = _proper(tokens, end) if not tokens.glued(end) else None
    if part is not None and number.value == number.value.to_integral_value():
        return replace(number, value=number.value + part, end=end + 3, bare_digits=False)
    hyphened = tokens.word(end) == "-" and tokens.word(end + 1) == "and"  # "$2-and-a-half billion"
    if tokens.word(end) in ("and", "-") and (hyphened or not tokens.glued(end)):
        return _and_a_half(tokens, number)
    return number


def _proper(tokens: Tokens, index: int) -> Decimal | None:
    """The proper fraction printed on three tokens from an index ("3/4"), or None."""
    if tokens.word(index + 1) not in ("/", "⁄") or not tokens.is_number(index) or not tokens.is_number(index + 2):
        return None
    above, below = literal(tokens.raw[index]), literal(tokens.raw[index + 2])
    if above is None or not below or above >= below or tokens.word(index + 3) in ("/", "⁄"):
        return None
    return (above / below).quantize(Decimal("0.0000001")).normalize()


def _with_power(tokens: Tokens, number: Number) -> Number:
    """As in "1.99×10−30", "5.5x10-3"."""
    end = number.end
    glued_power = re.fullmatch(r"x10", tokens.word(end))
    at = end + 1 if glued_power else end + 2
    if not glued_power and not (tokens.word(end) in ("×", "x", "*") and tokens.word(end + 1) == "10"):
        return number
    sign = tokens.word(at)
    if sign in ("^", "-", "−", "–"):
        at += 1
        if sign == "^" and tokens.word(at) in ("-", "−"):
            sign, at = "-", at + 1
    if not tokens.is_number(at) or not tokens.raw[at].isdecimal() or len(tokens.raw[at]) > 2:
        return number
    power = int(tokens.raw[at]) * (1 if sign == "^" or tokens.is_number(at - 1) else -1)
    return replace(number, value=number.value.scaleb(power), end=at + 1, bare_digits=False)


def _scaled(tokens: Tokens, number: Number) -> Number:
    """Takes in the scale words that follow: "4.5 million", "3.2bn", "2 thousand million", "1.8 billion-mile"."""
    kinds = lexicon()
    scale, end = Decimal(1), number.end
    for _ in range(MOST_SCALES):
        at = end + 1 if tokens.word(end) == "-" and tokens.word(end + 1) in kinds["scale"] else end
        if tokens.word(end) == "-" and tokens.word(end + 1) in _BEFORE_SCALE and tokens.word(end + 2) in kinds["scale"]:
            at = end + 2  # "13-plus billion"
        word = tokens.word(at)
        factor = kinds["scale"].get(word) or kinds["hundred"].get(word) or kinds["dozen"].get(word) or kinds["short"].get(word)
        if factor is None or (word in kinds["short"] and number.form == "words"):
            break
        scale, end = scale * factor, at + 1
        if word in kinds["short"] and tokens.word(end) == ".":
            end += 1 if end < len(tokens) and tokens.word(end + 1) and tokens.word(end + 1)[0].islower() else 0
    if scale == 1:
        return number
    scaled = replace(number, value=number.value * scale, end=end, scale=scale, bare_digits=False)
    return _with_smaller(tokens, scaled)


def _with_smaller(tokens: Tokens, number: Number) -> Number:
    """Adds what follows in a smaller scale: "1 trillion 400 billion"."""
    if number.scale < _COMPOUND or number.end >= len(tokens) or not is_digits(tokens.raw[number.end]):
        return number
    rest = read_number(tokens, number.end)
    if rest is None or not 1 < rest.scale < number.scale or rest.value >= number.scale:
        return number
    return replace(number, value=number.value + rest.value, end=rest.end)


def glued_scale(tokens: Tokens, number: Number, *, money: bool) -> Number:
    """Takes in a letter glued to the digits ("$10m", "5k"). Letters that are units too count only for money."""
    word = tokens.raw[number.end] if number.end < len(tokens) else ""
    letters = lexicon()["letter"]
    if word not in letters or not number.bare_digits or not tokens.glued(number.end):
        return number
    if not money and word not in ("k", "M"):
        return number
    factor = letters[word]
    return replace(number, value=number.value * factor, end=number.end + 1, scale=factor, bare_digits=False)


def _after_article(tokens: Tokens, start: int) -> Number | None:
    """As in "a million", "a hundred and two", "a third", "a dozen", "a half"."""
    kinds = lexicon()
    word = tokens.word(start + 1)
    if word in kinds["part"]:
        return _of_scale(tokens, Number(_share(1, kinds["part"][word]), start, start + 2, "fraction"))
    if word in kinds["hundred"] or word in kinds["scale"] or word in kinds["dozen"]:
        number = _words(tokens, start + 1)
        return replace(number, start=start) if number else None
    return None


def _half(tokens: Tokens, start: int) -> Number:
    """As in "half", "half a million", "half a dozen"."""
    scale = lexicon()["scale"].get(tokens.word(start + 2))
    if tokens.word(start + 1) == "-" and scale:
        return Number(scale / 2, start, start + 3, "words", scale)
    return _of_scale(tokens, Number(Decimal("0.5"), start, start + 1, "fraction"))


def _of_scale(tokens: Tokens, share: Number) -> Number:
    """As in "half a million", "a quarter of a million", "three quarters billion": the share of the scale, a plain number."""
    kinds = lexicon()
    at = share.end
    at += tokens.word(at) == "of" and tokens.word(at + 1) in ("a", "one")
    at += tokens.word(at) in ("a", "one")
    scale = kinds["scale"].get(tokens.word(at)) or kinds["dozen"].get(tokens.word(at))
    if scale is None:
        return share
    return Number((share.value * scale).normalize(), share.start, at + 1, "words", scale)


def _share(above: int | Decimal, below: Decimal) -> Decimal:
    return (Decimal(above) / below).quantize(_PLACES).normalize() if below < 1000 else Decimal(above) / below


def _vague(tokens: Tokens, start: int) -> Number:
    """As in "thousands", "tens of thousands", "millions and millions": from twice the scale up."""
    vague = lexicon()["vague"]
    value, end = vague[tokens.low[start]], start + 1
    while tokens.word(end) in ("of", "and", "or", "upon") and tokens.word(end + 1) in vague:
        following = vague[tokens.word(end + 1)]
        if tokens.word(end) == "of":
            value *= following
        else:
            value = min(value, following)
        end += 2
    return Number(value, start, end, "vague", value)


def _words(tokens: Tokens, start: int) -> Number | None:
    """A cardinal in words, its fraction and its scale."""
    whole = _cardinal(tokens, start)
    if whole is None:
        return None
    value, scale, end = whole
    number = Number(value, start, end, "words", scale)
    kinds = lexicon()
    at = end + 1 if tokens.word(end) == "-" else end
    word = tokens.word(at)
    if word in kinds["parts"] or (value == 1 and word in kinds["part"]):
        below = kinds["parts"].get(word) or kinds["part"][word]
        if value < below:
            return _of_scale(tokens, Number(_share(value, below), start, at + 1, "fraction"))
    if word in ("point", "dot"):
        number = _pointed(tokens, number)
    number = _and_a_half(tokens, number)
    return _scaled(tokens, number) if number.end != end or number.scale == 1 else number


def _and_a_half(tokens: Tokens, number: Number) -> Number:
    """Takes in "and a half", "and a quarter", "and two thirds"; not before a noun of its own."""
    at = number.end
    if tokens.word(at) == "-" and tokens.word(at + 1) == "and":
        at += 1
    if tokens.word(at) != "and":
        return number
    at += 1
    if tokens.word(at) == "-":
        at += 1
    kinds = lexicon()
    above = Decimal(1) if tokens.word(at) in ("a", "one") else kinds["unit"].get(tokens.word(at))
    at += 2 if tokens.word(at + 1) == "-" else 1
    below = kinds["part"].get(tokens.word(at)) or kinds["parts"].get(tokens.word(at))
    if above is None or below is None or below > 10 or above >= below:
        return number
    return replace(number, value=number.value + _share(above, below) * number.scale, end=at + 1, bare_digits=False)


def _pointed(tokens: Tokens, number: Number) -> Number:
    """As in "two point five"."""
    digits = ""
    at = number.end + 1
    units = lexicon()["unit"]
    while tokens.word(at) in units and units[tokens.word(at)] < 10:
        digits += str(units[tokens.word(at)])
        at += 1
    return replace(number, value=number.value + Decimal("0." + digits), end=at) if digits else number


def _cardinal(tokens: Tokens, start: int) -> tuple[Decimal, Decimal, int] | None:
    """Value, last scale and end of "one hundred and sixty-one thousand two hundred"."""
    kinds = lexicon()
    units, tens, hundreds, scales = kinds["unit"], kinds["ten"], kinds["hundred"], {**kinds["scale"], **kinds["dozen"]}
    total = group = Decimal(0)
    at, last = start, ""
    last_scale, only_scale = Decimal(1), True
    while True:
        skip = _joint(tokens, at, last)
        word = tokens.word(at + skip)
        if word in units and last in ("", "hundred", "scale", "ten") and not (last == "ten" and units[word] > 9):
            group, last = group + units[word], "unit"
        elif word in tens and last in ("", "hundred", "scale"):
            group, last = group + tens[word], "ten"
        elif word in hundreds and (last in ("", "unit", "ten")) and group < 100:
            group, last = (group or Decimal(1)) * 100, "hundred"
        elif word in scales:
            if last == "scale" and not group:
                if total > 10**15:
                    break
                total *= scales[word]
            else:
                total += (group or Decimal(1)) * scales[word]
            only_scale = last in ("", "unit", "ten", "hundred", "scale") and total == (group or Decimal(1)) * scales[word]
            group, last, last_scale = Decimal(0), "scale", scales[word]
        else:
            break
        if last != "scale":
            only_scale = False
        at += skip + 1
    if not last:
        return None
    return total + group, last_scale if only_scale and last == "scale" else Decimal(1), at


def _joint(tokens: Tokens, at: int, last: str) -> int:
    """How many tokens join two number words: a hyphen, or "and" after a hundred or a scale."""
    word = tokens.word(at)
    if not last:
        return 0
    if word == "-" and tokens.glued(at) and tokens.glued(at + 1):
        return 1
    if word == "and" and last in ("hundred", "scale") and _small(tokens, at + 1):
        return 1
    return 0


def _small(tokens: Tokens, at: int) -> bool:
    kinds = lexicon()
    return tokens.word(at) in kinds["unit"] or tokens.word(at) in kinds["ten"]
