"""Years, decades and centuries: "1998", "2024/25", "490 BC", "the 70s", "the XXI century", "fiscal 2024"."""

from __future__ import annotations

import re

from servanda.readings.timex.amounts import cardinal
from servanda.readings.timex.hits import Hit
from servanda.readings.timex.lexicon import cardinals, group, months, ordinals, units
from servanda.readings.timex.meanings import Extent, Fixed, Meaning
from servanda.readings.timex.tokens import Tokens

_SPLIT = re.compile(r"(\d{4})/(\d\d|\d{4})$")
_ERAS = {"bc": "BC", "bce": "BC", "ad": "", "ce": ""}
_DASHES = frozenset("-–—‑")
_BEFORE_YEAR = group("before-year")
_NO_YEAR_AFTER = group("no-year-after")
_NO_YEAR_BEFORE = group("no-year-before")
_FOLLOWERS = group("followers")
_DECADE_WORDS = {
    "twenties": 2,
    "thirties": 3,
    "forties": 4,
    "fifties": 5,
    "sixties": 6,
    "seventies": 7,
    "eighties": 8,
    "nineties": 9,
}
_PERSONAL = frozenset({"his", "her", "their", "my", "your", "our"})
_ROMAN = {"i": 1, "v": 5, "x": 10}


def year_number(t: Tokens, i: int) -> tuple[Meaning, int] | None:
    """A year and the token after it: "2024", "'98", "nineteen ninety-six", "490 BC", "AD 70"."""
    word = t.words[i]
    if word in ("ad", "a") and t.words[i + 1].isdecimal() and t.printed(i) == "AD":
        return Fixed(f"{int(t.words[i + 1]):04}"), i + 2
    if word.isdecimal():
        return _in_digits(t, i)
    if word in ("'", "’", "‘") and len(t.words[i + 1]) == 2 and t.words[i + 1].isdecimal() and t.glued(i + 1):
        if t.words[i + 2] == "s":
            return None
        number = int(t.words[i + 1])
        return Fixed(str(2000 + number if number < 40 else 1900 + number)), i + 2
    return _in_words(t, i) if word in cardinals() else None


def _in_digits(t: Tokens, i: int) -> tuple[Meaning, int] | None:
    word = t.words[i]
    era = _era(t, i + 1)
    if era and len(word) <= 4:
        sign, end = era
        return Fixed(f"BC{int(word):04}" if sign == "BC" else f"{int(word):04}"), end
    if (
        len(word) == 4
        and 1000 <= int(word) <= 2199
        and not (t.words[i + 1] in ("s", "th", "st", "nd", "rd") and t.glued(i + 1))
    ):
        return Fixed(word), i + 1
    return None


def _era(t: Tokens, i: int) -> tuple[str, int] | None:
    word = t.words[i]
    if word in _ERAS and t.printed(i).isupper():
        return _ERAS[word], i + 1
    if word in ("b", "a") and t.words[i + 1] == "." and t.words[i + 2] in ("c", "d") and t.words[i + 3] == ".":
        return "BC" if word == "b" else "", i + 4
    return None


def _in_words(t: Tokens, i: int) -> tuple[Meaning, int] | None:
    """As in "nineteen ninety-six", "two thousand and five", "twenty twenty-four"."""
    first = cardinal(t, i)
    if first is None:
        return None
    if (
        1000 <= first[0] <= 2199
        and (t.words[i] in ("one", "two") or t.words[i + 1] == "hundred")
        and t.words[first[1]] not in units()
        and _year_said(t, i, first[0])
    ):
        return Fixed(str(first[0])), first[1]
    if not 11 <= first[0] <= 21:
        return None
    j = first[1]
    if t.words[j] == "oh" and t.words[j + 1] in cardinals():
        return Fixed(f"{first[0]}0{cardinals()[t.words[j + 1]]}"), j + 2
    second = cardinal(t, j)
    if second and 10 <= second[0] <= 99 and t.words[second[1]] not in units():
        return Fixed(f"{first[0]}{second[0]}"), second[1]
    return None


def _year_said(t: Tokens, i: int, number: int) -> bool:
    """Whether "two thousand five" is a year and no count."""
    return (
        t.words[i - 1] in ("year", "lord", ",")
        or t.words[i - 1] in months()
        or t.words[i - 1] in ordinals()
        or (number % 100 > 0 and t.words[i - 1] in ("in", "since", "of", "by"))
    )


def year(t: Tokens, i: int) -> Hit | None:
    """A year by itself, or a range written with a shortened end ("2024/25", "1939–45")."""
    word = t.words[i]
    split = _SPLIT.match(word)
    if split and 1000 <= int(split[1]) <= 2199:
        return _span_of_years(i, split[1], split[2], i + 1)
    if word[:1].isdecimal() and len(word) > 4:
        return None
    found = year_number(t, i)
    if found is None:
        return None
    if word.isdecimal() and len(word) == 4:
        if _is_shortened_range(t, i):
            return _span_of_years(i, word, t.words[i + 2], i + 3)
        if not _is_year(t, i, found[1]):
            return None
    elif not word.isdecimal() and not _said_as_year(t, i):
        return None
    start = i
    if t.words[i - 1] == "year":
        start = i - 2 if t.words[i - 2] in ("the", "fiscal") else i - 1
        if t.words[i - 2] == "fiscal" and t.words[i - 3] == "the":
            start = i - 3
    elif t.words[i - 1] in ("fiscal", "fy"):
        start = i - 1
    return Hit(start, found[1], found[0], "times.year")


def _is_shortened_range(t: Tokens, i: int) -> bool:
    """Whether "1939-45" stands there, and neither "2024-06" nor "2024-06-27"."""
    short, century = t.words[i + 2], int(t.words[i][2:])
    if not (t.words[i + 1] in _DASHES and t.glued(i + 1) and t.glued(i + 2) and len(short) == 2 and short.isdecimal()):
        return False
    if t.words[i + 3] in _DASHES and t.glued(i + 3):
        return False
    return int(short) == century + 1 or int(short) > max(12, century)


def _said_as_year(t: Tokens, i: int) -> bool:
    """Whether something before says that a year is meant, where it is written in words or with two digits."""
    word, before = t.words[i], t.words[i - 1]
    return before in _BEFORE_YEAR or word in ("nineteen", "eighteen", "ad") or (word in cardinals() and before in months())


def _span_of_years(i: int, first: str, last: str, end: int) -> Hit:
    if len(last) == 2:
        last = first[:2] + last if int(last) > int(first[2:]) else f"{int(first[:2]) + 1}{last}"
    parts = (Hit(i, i + 1, Fixed(first), "times.year"), Hit(end - 1, end, Fixed(last), "times.year"))
    return Hit(i, end, Extent(Fixed(first), Fixed(last)), "times.year-range", parts if end > i + 1 else ())


def _is_year(t: Tokens, i: int, end: int) -> bool:
    """Whether a number of four digits is a year and no count, name or price."""
    before, after, number = t.words[i - 1], t.words[end], int(t.words[i])
    if end > i + 1:
        return True
    if before == "than" and t.words[i - 2] in ("later", "earlier"):
        return True
    if (
        before in _NO_YEAR_BEFORE
        or after in _NO_YEAR_AFTER
        or (before == "-" and t.glued(i) and t.words[i - 2].isalpha() and t.words[i - 2] not in ("mid", "pre", "post"))
    ):
        return False
    if before == "." and t.words[i - 2] in ("no", "art", "sec"):
        return False
    if after in ("-", "/") and t.glued(end) and t.words[end + 1].isalpha() and t.glued(end + 1):
        return 1900 <= number <= 2050 and t.words[end + 1] in ("era", "style", "level", "levels", "model", "q", "h")
    if before in _BEFORE_YEAR and (
        before not in (",", "-", "–", "—", "and", "or", "to", "of", "about", "around", "for", "the") or 1800 <= number <= 2100
    ):
        return not (
            after.isalpha() and after.endswith("s") and len(after) > 4 and after not in _FOLLOWERS and number % 100 == 0
        )
    if not 1800 <= number <= 2100:
        return False
    return not after.isalpha() or after in _FOLLOWERS or t.capital(end) or not (after.endswith("s") and number % 100 == 0)


def decade(t: Tokens, i: int) -> Hit | None:
    """As in "the 1990s", "the 70s and 80s", "the nineties"."""
    word = t.words[i]
    if word in _DECADE_WORDS:
        if t.words[i - 1] != "the" and t.words[i - 1] not in ("early", "late", "mid", "-"):
            return None
        start = i - 1 if t.words[i - 1] == "the" else i
        return Hit(start, i + 1, Fixed(f"19{_DECADE_WORDS[word]}"), "times.decade")
    if not (word.isdecimal() and word.endswith("0") and t.words[i + 1] in ("s", "'s", "’s") and t.glued(i + 1)):
        return None
    end = i + 2
    start = i - 1 if t.words[i - 1] in ("'", "’", "‘") and t.glued(i) else i
    before = t.words[start - 1]
    if before in _PERSONAL or before in ("$", "€", "£"):
        return None
    if before == "the":
        start -= 1
    era = _era(t, end)
    if era:
        return Hit(start, era[1], Fixed(("BC" if era[0] == "BC" else "") + f"{int(word) // 10:03}"), "times.decade")
    if len(word) == 4 and 1000 <= int(word) <= 2199:
        value = word[:2] if word.endswith("00") and int(word) < 2000 else word[:3]
        return Hit(start, end, Fixed(value), "times.decade")
    if (
        len(word) == 2
        and word.endswith("0")
        and (start < i or before in ("the", "and", "early", "late", "mid", "-", "or", "to"))
    ):
        return Hit(start, end, Fixed(("20" if int(word) < 20 else "19") + word[0]), "times.decade")
    return None


def century(t: Tokens, i: int) -> Hit | None:
    """As in "the 21st century", "the XXI century", "the fifth century BC"; looked for at the word "century"."""
    if t.words[i] not in ("century", "centuries"):
        return None
    j = i - 1
    if t.words[j] == "-":
        j -= 1
    number = None
    if t.words[j] in ("st", "nd", "rd", "th") and t.words[j - 1].isdecimal():
        number, j = int(t.words[j - 1]), j - 1
    elif t.words[j] in ordinals():
        number = ordinals()[t.words[j]]
        if t.words[j - 1] == "-" and t.words[j - 2] == "twenty":
            number, j = 20 + number, j - 2
        elif t.words[j - 1] == "twenty":
            number, j = 20 + number, j - 1
    elif set(t.words[j]) <= set("ivx") and t.words[j] and t.printed(j).isupper():
        number = _roman(t.words[j])
    if number is None or not 0 < number < 40:
        return None
    start = j - 1 if t.words[j - 1] == "the" else j
    era = _era(t, i + 1)
    value = f"BC{number - 1:02}" if era and era[0] == "BC" else f"{number - 1:02}"
    return Hit(start, era[1] if era else i + 1, Fixed(value), "times.century")


def _roman(word: str) -> int:
    values = [_ROMAN[letter] for letter in word]
    return sum(-value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True))
