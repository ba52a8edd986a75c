"""What single words of time mean, from the word lists. Each list is read when first wanted."""

from __future__ import annotations

from functools import cache

from servanda.words import rows, table


@cache
def months() -> dict[str, int]:
    """Month names, short and full."""
    return {row[0]: int(row[1]) for row in rows("time-months")}


@cache
def weekdays() -> dict[str, int]:
    """Weekday names, short and full; Monday is 1."""
    return {row[0]: int(row[1]) for row in rows("time-weekdays")}


@cache
def short_names() -> frozenset[str]:
    """Short forms of months and weekdays, which a full stop may follow."""
    return frozenset(row[0] for name in ("time-months", "time-weekdays") for row in rows(name) if row[2] == "short")


@cache
def units() -> dict[str, tuple[str, int]]:
    """Units of time, and how many of the unit the word is ("fortnight" is two weeks)."""
    return {row[0]: (row[1], int(row[2])) for row in rows("time-units")}


@cache
def seasons() -> dict[str, str]:
    """Seasons and their codes."""
    return table("time-seasons")


@cache
def dayparts() -> dict[str, str]:
    """Parts of the day and their codes."""
    return table("time-dayparts")


@cache
def cardinals() -> dict[str, int]:
    """Number words below a hundred."""
    return {row[0]: int(row[1]) for row in rows("number-words") if row[2] in ("unit", "ten")}


@cache
def ordinals() -> dict[str, int]:
    """Ordinals in words, "first" to "thirtieth"."""
    return {row[0]: int(row[1]) for row in rows("time-ordinals")}


@cache
def holidays() -> dict[tuple[str, ...], str]:
    """Feasts by their words, and the rule for their day."""
    return {tuple(split_words(row[0])): row[1] for row in rows("time-holidays")}


@cache
def references() -> dict[tuple[str, ...], str]:
    """Phrases for an unnamed present, past or future."""
    return {tuple(split_words(row[0])): row[1] for row in rows("time-references")}


def split_words(phrase: str) -> list[str]:
    """A phrase as the words that `Tokens` would make of it."""
    return phrase.replace("'s", " 's").replace("s' ", "s ' ").replace(".", " .").replace("-", " - ").split()


@cache
def group(name: str) -> frozenset[str]:
    """A small group of words that the grammar looks for beside an expression."""
    return frozenset(next(row[1].split() for row in rows("time-groups") if row[0] == name))
