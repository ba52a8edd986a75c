"""Values that markup gives of a document: days and languages in the forms that the web and libraries write them."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate

from servanda.words import table

__all__ = ["day", "language_code"]

_ISO = re.compile(r"\s*(\d{4})([-/.]?)(\d{2})\2(\d{2})(?!\d)")


def day(value: str | None) -> str | None:
    """The day (ISO 8601) of a time stamp as printed, in its own time zone; None where the value is none.

    Knows ISO 8601 in full and compact form, and RFC 5322 ("Fri, 24 May 2024 19:54:00 GMT").
    """
    if not value:
        return None
    match = _ISO.match(value)
    if match:
        return _valid(int(match[1]), int(match[3]), int(match[4]))
    parsed = parsedate(value[:100])
    return _valid(*parsed[:3]) if parsed else None


def language_code(value: str | None) -> str | None:
    """ISO 639-1 code from a language tag (`pt-BR`, `eng`, `en_GB`); None where it is none."""
    main = re.split(r"[-_]", (value or "").strip().lower(), maxsplit=1)[0]
    codes = table("iso639")
    if len(main) == 2 and main in codes.values():
        return main
    return codes.get(main)


def _valid(year: int, month: int, of_month: int) -> str | None:
    try:
        return date(year, month, of_month).isoformat()
    except ValueError:
        return None
