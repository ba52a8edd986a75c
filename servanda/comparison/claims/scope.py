"""Whose a matter is: the states that a sentence names, and the sides of the talks in which it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from servanda.model import Reading, Turn
from servanda.readings.persons import parsed
from servanda.words import table

_CAPITALISED = re.compile(r"[A-ZÀ-ÞА-ЯЁ][^\W\d_]*")
_SIDES = 3
"""Most sides that one speaks of as "we" without naming them."""
_OPENING = 3000
"""Characters in which a report says whose talks it tells of."""


def states_in(text: str) -> frozenset[str]:
    """The states that a text names, by name, adjective or capital, as short English names in small letters."""
    return frozenset(_named(text))


def _named(text: str) -> Iterator[str]:
    """Every naming of a state in a text."""
    for match in _CAPITALISED.finditer(text):
        for form, state in _forms().get(match.group().lower(), ()):
            end = match.start() + len(form)
            written = text[match.start() : end]
            if written.lower() == form and written != "Us" and not _goes_on(text, end):
                yield state
                break


def _goes_on(text: str, end: int) -> bool:
    """Whether a form is the beginning of another word: "US$"."""
    return text[end : end + 1].isalpha() or text[end : end + 1] == "$"


@cache
def _forms() -> dict[str, tuple[tuple[str, str], ...]]:
    """For the first word of each form of a state's name, the forms and the states, the longest first."""
    pairs = {**{capital.lower(): state for capital, state in table("capitals").items()}, **table("countries")}
    by: dict[str, list[tuple[str, str]]] = {}
    for form, state in pairs.items():
        if form == "european":  # a continent's, more often than the Union's
            continue
        first = _CAPITALISED.match(form.title())
        if first:
            by.setdefault(first.group().lower(), []).append((form, state.lower()))
    return {first: tuple(sorted(forms, key=lambda one: (-len(one[0]), one))) for first, forms in by.items()}


@cache
def _all() -> frozenset[str]:
    return frozenset(state.lower() for state in table("countries").values())


def sides_of(reading: Reading, title: str | None) -> frozenset[str]:
    """The states whose talks a record is of: by the offices of those who speak and its title, else by its first words."""
    offices = {
        parsed(turn.label.text.rstrip(" :")).state for turn in reading.of(Turn) if turn.label and turn.role == "principal"
    }
    sides = ({state.lower() for state in offices if state} & _all()) | states_in(title or "")
    if len(sides) < 2:
        counts = Counter(_named(reading.record.text[:_OPENING]))
        sides |= {state for state, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:2]}
    return frozenset(sides)


def scope_of(named: frozenset[str], sides: frozenset[str]) -> frozenset[str]:
    """The states that a claim concerns: those its sentence names, and where none is foreign to the talks, all their sides."""
    return sides if named <= sides and len(sides) <= _SIDES else named
