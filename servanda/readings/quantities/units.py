"""Units of money and measure, before and after a number."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from servanda.readings.quantities.tokens import Tokens
from servanda.words import rows

_SINGLE = frozenset("AVKJNF")
"""Symbols that, apart from the number and before a word, are letters of a name."""
_DASHES = frozenset("-–—")
LONGEST = 4
"""Words in the longest unit name."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit read from tokens [start, end)."""

    code: str
    """ISO 4217, SI/UCUM, "%", or a singular noun."""
    start: int
    end: int
    factor: Decimal = Decimal(1)
    """What the printed value is multiplied by, to be in `code` (bcm)."""
    money: bool = False
    minus: bool = False
    """Whether a minus stands between currency and number ("$-50.8bn")."""


@dataclass(frozen=True, slots=True)
class _Lists:
    symbols: dict[str, tuple[str, Decimal]]
    """Unit symbols, as printed."""
    words: dict[str, tuple[str, Decimal]]
    """Unit names, lower-case."""
    first: frozenset[str]
    """First words of the names."""
    money_symbols: dict[str, str]
    money_words: dict[str, str]
    codes: frozenset[str]
    beginnings: frozenset[str]
    """Every beginning of a symbol, so that one cut into several tokens is put together again ("km/h")."""


def _split(column: str) -> list[str]:
    return [] if column == "-" else column.split(",")


def _plural(word: str) -> str:
    return f"{word[:-1]}ies" if word.endswith("y") and word[-2:-1] not in "aeiou" else f"{word}s"


def _forms(name: str) -> list[str]:
    """A name and its plurals: "dollars", "kilometres per hour"."""
    head, per, rest = name.partition(" per ")
    return [name, _plural(name), f"{_plural(head)}{per}{rest}"]


@cache
def lists() -> _Lists:
    """The tables of units and currencies, by form."""
    symbols: dict[str, tuple[str, Decimal]] = {}
    words: dict[str, tuple[str, Decimal]] = {}
    for code, _, signs, names, factor in rows("units"):
        for sign in _split(signs):
            symbols.setdefault(sign, (code, Decimal(factor)))
        for name in _split(names):
            for form in _forms(name):
                words.setdefault(form.replace("-", " - ").replace(".", " ."), (code, Decimal(factor)))
    money_symbols: dict[str, str] = {}
    money_words: dict[str, str] = {}
    for code, _, signs, names in rows("currencies"):
        money_symbols.update(dict.fromkeys(_split(signs), code))
        for name in _split(names):
            money_words.update(dict.fromkeys(_forms(name), code))
    return _Lists(
        symbols=symbols,
        words=words,
        first=frozenset(name.split(" ", 1)[0] for name in (*words, *money_words)),
        money_symbols=money_symbols,
        money_words=money_words,
        codes=frozenset(row[0] for row in rows("currencies")),
        beginnings=frozenset(sign[:length] for sign in (*symbols, *money_symbols) for length in range(1, len(sign) + 1)),
    )


@cache
def names() -> dict[str, str]:
    """English name, singular, of each code of the tables."""
    return {row[0]: row[1] for row in (*rows("units"), *rows("currencies"))}


def money_before(tokens: Tokens, number: int) -> Unit | None:
    """The currency printed before a number: "$", "US$", "US $", "$US", "EUR", "Rs."."""
    at = number - 1
    if at < 0:
        return None
    minus = tokens.raw[at] in ("-", "−") and at > 0 and tokens.glued(at) and tokens.raw[at - 1] in lists().money_symbols
    at -= minus
    code, start = _sign_before(tokens, at)
    if code is None:
        return None
    return Unit(code, start, number, money=True, minus=minus)


def _sign_before(tokens: Tokens, at: int) -> tuple[str | None, int]:
    """The currency whose printed sign ends with a token, and its first token."""
    known = lists()
    sign, before = tokens.raw[at], tokens.raw[at - 1] if at else ""
    if sign == "." and before == "Rs":
        return "INR", at - 1
    if before == "$" and tokens.glued(at) and f"{sign}$" in known.money_symbols:
        return known.money_symbols[f"{sign}$"], at - 1
    if sign in known.codes:
        return sign, at
    if sign not in known.money_symbols:
        return None, at
    if sign.isalpha():
        return (known.money_symbols[sign] if tokens.glued(at + 1) or sign in ("Rs", "RMB", "RM") else None), at
    joined = before.replace(".", "") + sign
    if joined in known.money_symbols and (tokens.glued(at) or (before.isupper() and len(joined) > 2)):
        return known.money_symbols[joined], at - 1
    if before in known.codes and sign in "$£":
        return before, at - 1
    return known.money_symbols[sign], at


def unit_after(tokens: Tokens, at: int, *, scaled: bool = False) -> Unit | None:
    """The unit that begins at a token, the longest first: "US dollars", "%", "square km", "km/h", "percentage points"."""
    if at >= len(tokens):
        return None
    if tokens.low[at] in ("us", "u.s.", "imperial"):  # "US gallons"
        found = _named(tokens, at + 1, scaled) if at + 1 < len(tokens) else None
        if found and not found.money:
            return found
    if tokens.raw[at] in ("-", "‑") and tokens.glued(at + 1) and at + 1 < len(tokens):
        found = unit_after(tokens, at + 1, scaled=scaled) if tokens.raw[at + 1][0].isalpha() else None  # and no row of dashes
        return found if found and tokens.raw[found.start][0].isalpha() else None
    return _named(tokens, at, scaled) or _signed(tokens, at)


def _named(tokens: Tokens, at: int, scaled: bool) -> Unit | None:
    known = lists()
    first = tokens.low[at].replace("u.s.", "us")
    if first not in known.first and first != "us":
        return None
    for length in range(min(LONGEST, len(tokens) - at), 0, -1):
        phrase = " ".join([first, *tokens.low[at + 1 : at + length]])
        if phrase in known.money_words:
            return Unit(known.money_words[phrase], at, at + length, money=True)
        if phrase == "won" and scaled:  # else the verb
            return Unit("KRW", at, at + length, money=True)
        if phrase in known.words:
            return _word_unit(phrase, tokens, at, at + length, scaled)
    return None


def _word_unit(phrase: str, tokens: Tokens, at: int, end: int, scaled: bool) -> Unit:
    code, factor = lists().words[phrase]
    if code == "pound" and scaled:
        return Unit("GBP", at, end, money=True)
    if code in ("%", "percentage point") and tokens.word(end) in ("point", "points"):
        return Unit("percentage point", at, end + 1)
    if code == "%" and tokens.word(end) == "-" and tokens.word(end + 1) in ("point", "points"):
        return Unit("percentage point", at, end + 2)
    return Unit(code, at, end, factor)


def _signed(tokens: Tokens, at: int) -> Unit | None:
    known = lists()
    joined, end = tokens.raw[at], at + 1
    while end < len(tokens) and tokens.glued(end) and joined + tokens.raw[end] in known.beginnings:
        joined, end = joined + tokens.raw[end], end + 1
    while end > at:
        joined = "".join(tokens.raw[at:end])
        if joined in known.symbols and _stands_free(tokens, joined, at, end):
            code, factor = known.symbols[joined]
            if code == "%" and tokens.word(end) in ("point", "points"):
                return Unit("percentage point", at, end + 1)
            return Unit(code, at, end, factor)
        before_number = end < len(tokens) and tokens.is_number(end)
        if joined in known.money_symbols and (tokens.glued(at) or not before_number) and joined != "Br":
            return Unit(known.money_symbols[joined], at, end, money=True)
        if joined in known.codes and joined.isupper():
            return Unit(joined, at, end, money=True)
        end -= 1
    return None


def _stands_free(tokens: Tokens, symbol: str, at: int, end: int) -> bool:
    """Whether a symbol is no piece of a word, a name or a closing quotation mark ("5 A levels")."""
    if tokens.word(end) == "-" and tokens.is_number(end + 1) and tokens.glued(end):
        return False
    if symbol in ('"', "″", "′", "°"):
        return tokens.glued(at) and symbol != '"'
    if symbol.isalpha() and _broken_off(tokens, symbol.lower(), end):
        return False
    following = tokens.raw[end][:1] if end < len(tokens) else ""
    return not (symbol in _SINGLE and following.isalpha() and not tokens.glued(at))


def _broken_off(tokens: Tokens, symbol: str, at: int) -> bool:
    """Whether a dash behind a symbol shows it to be the beginning of a word: "41 mi— million", "5 g- — 5 groups"."""
    after = at
    while tokens.word(after) in _DASHES or (after > at and tokens.is_number(after)):
        after += 1
    return after > at and tokens.glued(at) and tokens.word(after) != symbol and tokens.word(after).startswith(symbol)
