"""The word lists of this package, read when first wanted."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, cast

from servanda.model.statements import LifeEvent
from servanda.words import of_part, rows, table, words


class Noun(NamedTuple):
    """What a noun says of the instrument that it names."""

    kind: str
    family: str
    """`treaty`, `statement`, `act`, `numbered` or `policy`: how much of a name it needs."""
    many: bool


class Verb(NamedTuple):
    """What a word says that happened to an instrument."""

    event: LifeEvent
    use: str


@cache
def nouns() -> dict[str, Noun]:
    """Nouns that head the name of an instrument."""
    return {form: Noun(kind, family, number == "many") for form, kind, family, number in rows("instrument-nouns")}


@cache
def verbs() -> dict[str, Verb]:
    """Words that tell an event."""
    return {form: Verb(cast(LifeEvent, event), use) for form, event, use in rows("instrument-events")}


@cache
def group(name: str) -> frozenset[str]:
    """A small group of words of grammar."""
    return frozenset(next(row[1].split() for row in rows("instrument-words") if row[0] == name))


@cache
def short_names() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Short names as printed, in words, and the kind each means; by their last word."""
    found: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
    for name, kind in table("instrument-short-names").items():
        said = tuple(name.split())
        found[said[-1]] = (*found.get(said[-1], ()), (said, kind))
    return found


@cache
def triggers() -> frozenset[str]:
    """Small-letter words without one of which a sentence names no instrument and tells nothing of one."""
    return frozenset(nouns()) | {last.lower() for last in short_names()} | _events_of_it()


@cache
def _events_of_it() -> frozenset[str]:
    """What may be told of an instrument named in the sentence before: "It entered into force …"."""
    return frozenset(form for form, verb in verbs().items() if verb.use == "done") | {"force", "effect"}


@cache
def not_names() -> tuple[str, ...]:
    """Ends of names that are no instrument's."""
    return tuple(sorted(words("not-instruments")))


@cache
def dated_words() -> frozenset[str]:
    """Names of months and days of the week, which end a name."""
    return frozenset(row[0] for name in ("time-months", "time-weekdays") for row in rows(name))


@cache
def states() -> frozenset[str]:
    """Names and adjectives of states, small letters."""
    return words("countries")


@cache
def small_words() -> frozenset[str]:
    """English words that begin or join sentences and begin no name."""
    return of_part("function-words", "en")
