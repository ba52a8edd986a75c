"""Numbers in digits, as printed in different countries: "1,307,000.5", "1 307 000", "1’307’000", "400.000", "3,2"."""

from __future__ import annotations

import re
from decimal import Decimal

from servanda.words import words

MOST_DIGITS = 30
"""Characters in the longest number: within what decimal arithmetic keeps exact."""

_SEPARATORS = str.maketrans({"·": ".", **dict.fromkeys(" \u00a0\u202f\u2009'’")})
"""What stands between thousands goes; a raised point is a decimal point."""
_COMMA_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
"""Thousands, and lakhs and crores ("1,00,000")."""
_POINT_GROUPS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|[1-9]\d{0,2}(?:\.000)+")
"""Points between thousands where nothing else can be meant, in English too: "1.234.567", "400.000"."""
_LOCAL_GROUPS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_POINT = re.compile(r"\d*\.?\d+")
_COMMA = re.compile(r"\d+,\d{1,2}")
_LOCAL_COMMA = re.compile(r"\d+,\d+")


def writes_comma(language: str | None) -> bool:
    """Whether a language (ISO 639-1) writes a decimal comma; an unknown one is taken for English."""
    return language in words("comma-languages")


def literal(text: str, *, decimal_comma: bool = False) -> Decimal | None:
    """The value of digits as printed; None where they are no plain number (an address, a date) or longer than any amount."""
    text = text.translate(_SEPARATORS)
    if len(text) > MOST_DIGITS:
        return None
    point_groups = _LOCAL_GROUPS if decimal_comma else _POINT_GROUPS
    if point_groups.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if (_LOCAL_COMMA if decimal_comma else _COMMA).fullmatch(text):
        return Decimal(text.replace(",", "."))
    if _POINT.fullmatch(text) or _COMMA_GROUPS.fullmatch(text):
        return Decimal(text.replace(",", ""))
    return None
