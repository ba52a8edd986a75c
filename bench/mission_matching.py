"""Whether what a command printed holds what a question expects: the same places, and the same values there.

An expectation is a pattern of the outward form. A mapping holds for an object that has all of its fields; a list, for a list in
which each of its patterns holds for some item; anything else, for an equal value. `at` is a place, `NUMBER:START-END`, which
holds where the object's own place and this one share half of the shorter; `any` is a list of patterns of which one is enough.
In words, `|` stands between those of which one is enough, and `~` before what need only be contained.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

Answer = dict[str, Any]
"""One line that a command printed."""


class Matcher:
    """Holds answers against patterns; knows records by the first three digits of their file names."""

    def __init__(self, numbers: Mapping[str, str]) -> None:
        """`numbers` gives each record's number by its SHA-256."""
        self._numbers = numbers

    def found(self, pattern: Any, answer: Answer) -> bool:
        """Whether the pattern holds for some object of the answer, the answer itself or one within."""
        return any(self._holds(pattern, node, record) for node, record in _objects(answer, None))

    def touches(self, place: str, answer: Answer) -> bool:
        """Whether some object of the answer stands at a place."""
        return any(self._at(place, node, record) for node, record in _objects(answer, None))

    def _holds(self, pattern: Any, value: Any, record: str | None) -> bool:
        if isinstance(pattern, dict):
            if not isinstance(value, dict):
                return False
            record = _record(value, record)
            return all(self._field(name, wanted, value, record) for name, wanted in pattern.items())
        if isinstance(pattern, list):
            return isinstance(value, list) and all(any(self._holds(one, item, record) for item in value) for one in pattern)
        return _equal(pattern, value)

    def _field(self, name: str, wanted: Any, value: Answer, record: str | None) -> bool:
        if name == "at":
            return self._at(wanted, value, record)
        if name == "any":
            return any(self._holds(one, value, record) for one in wanted)
        return name in value and self._holds(wanted, value[name], record)

    def _at(self, place: str, value: Answer, record: str | None) -> bool:
        number, _, stretch = place.partition(":")
        start, end = map(int, stretch.split("-"))
        own_start, own_end = value.get("start"), value.get("end")
        own = self._numbers.get(record) if record else "-"
        if own != number or not isinstance(own_start, int) or not isinstance(own_end, int):
            return False
        shared = min(end, own_end) - max(start, own_start)
        return 2 * shared >= min(end - start, own_end - own_start) > 0


def _objects(value: Any, record: str | None) -> Iterator[tuple[Answer, str | None]]:
    if isinstance(value, dict):
        record = _record(value, record)
        yield value, record
        for inner in value.values():
            yield from _objects(inner, record)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner, record)


def _record(value: Answer, outer: str | None) -> str | None:
    """The record that an object's places are in: its own, or that of what it stands in."""
    own = value.get("record")
    return own if isinstance(own, str) else outer


def _equal(wanted: Any, value: Any) -> bool:
    if isinstance(wanted, str):
        return isinstance(value, str) and any(_same_words(one, value) for one in wanted.split("|"))
    if isinstance(wanted, bool) or wanted is None:
        return value is wanted
    return _number(value) == Decimal(str(wanted))


def _same_words(wanted: str, value: str) -> bool:
    plain = _plain(value)
    return _plain(wanted[1:]) in plain if wanted.startswith("~") else _plain(wanted) == plain


def _plain(words: str) -> str:
    """Case, width and spaces make no difference."""
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def places_in(pattern: Any) -> list[str]:
    """The places that an expectation names, in its order."""
    if isinstance(pattern, dict):
        own = [pattern["at"]] if "at" in pattern else []
        return own + [place for name, inner in pattern.items() if name != "at" for place in places_in(inner)]
    return [place for inner in pattern for place in places_in(inner)] if isinstance(pattern, list) else []
