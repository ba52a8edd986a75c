"""Who held a leading office on a day: the last resort, where the record itself does not tell a name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from servanda.readings.persons import skeleton
from servanda.words import rows, table


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody's term in an office."""

    name: str
    office: str
    state: str
    first: str
    last: str
    russian: str

    def held(self, month: str | None) -> bool:
        """Whether the term holds a month (YYYY-MM); any term does where the month is unknown."""
        return month is None or (self.first <= month and (not self.last or month <= self.last))


@cache
def holders() -> tuple[Holder, ...]:
    """All terms of the list."""
    return tuple(Holder(*(*row, *[""] * (6 - len(row)))[:6]) for row in rows("leaders"))


@cache
def _holders_by_word() -> dict[str, tuple[Holder, ...]]:
    """The terms by the skeleton of each word of the holder's name."""
    found: dict[str, list[Holder]] = {}
    for holder in holders():
        for word in {skeleton(word) for word in f"{holder.name} {holder.russian}".split()}:
            found.setdefault(word, []).append(holder)
    return {word: tuple(terms) for word, terms in found.items()}


def holder_named(printed: str, office: str, month: str | None) -> Holder | None:
    """The one holder of that name, and of a like office where one is said, in that month; None where none or several fit."""
    wanted = [skeleton(word) for word in printed.split()]
    if not wanted:
        return None
    found = [
        holder
        for holder in _holders_by_word().get(wanted[-1], ())
        if holder.held(month) and set(wanted) <= _name_words(holder) and (not office or like_office(office, holder.office))
    ]
    return found[0] if len({holder.name for holder in found}) == 1 else None


@cache
def _name_words(holder: Holder) -> frozenset[str]:
    return frozenset(skeleton(word) for word in f"{holder.name} {holder.russian}".split())


def holder_of(office: str, state: str, month: str | None) -> Holder | None:
    """Who held an office in a month; None where the month is unknown or the list does not say."""
    if month is None:
        return None
    found = {
        holder.name: holder
        for holder in holders()
        if holder.state == state and holder.held(month) and like_office(office, holder.office)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def like_office(one: str, other: str) -> bool:
    """Whether two names of offices may mean one."""
    a = table("offices-alike").get(one, one)
    return a == other or (a in ("minister", "foreign minister") and other == "foreign minister")
