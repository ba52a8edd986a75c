"""Dates as solemn texts write them: "this fifth day of the month of June, in the year of our Lord nineteen hundred"."""

from __future__ import annotations

from servanda.readings.timex.tokens import Tokens

_MONTH_LEADS = (("day", "of", "the", "month", "of"), ("day", "of", "the", "month"), ("of", "the", "month", "of"), ("day", "of"))
_YEAR_LEADS = (
    ("in", "the", "year", "of", "our", "lord"),
    ("of", "the", "year", "of", "our", "lord"),
    ("in", "the", "year", "of"),
    ("in", "the", "year"),
    ("of", "the", "year"),
)


def before_month(t: Tokens, i: int) -> int:
    """The last word before a month's name, where the solemn words between day and month begin at i; else i."""
    for lead in _MONTH_LEADS:
        if t.phrase(i, lead):
            return i + len(lead) - 1
    return i


def before_year(t: Tokens, i: int) -> int | None:
    """The first word of the year, where the solemn words between month and year begin at i; None where there are none."""
    j = i + 1 if t.words[i] == "," else i
    for lead in _YEAR_LEADS:
        if t.phrase(j, lead):
            after = j + len(lead)
            return after + 1 if t.words[after] == "," else after
    return None
