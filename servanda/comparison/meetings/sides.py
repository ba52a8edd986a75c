"""The sides that words name: states, by name or adjective, and bodies; and which side a person belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from servanda.comparison.people import spelling
from servanda.comparison.people.gazetteer import kind_of, known_state
from servanda.model import NameUse
from servanda.readings.letters import CAPITALISED
from servanda.readings.officeholders import Holder, holders
from servanda.words import rows, table

_WORD = re.compile(r"U\.S\.|U\.K\.|[A-Z]\d{1,2}(?!\w)|[^\W\d_]+(?:['’][^\W\d_]+)?")
_LONGEST = 8
"""Words of the longest name of a state or body."""
_NOT_SIDES = frozenset(("in", "at", "national"))
"""Words before a name that is no side: where it was ("talks with Ardania in Corvia"), or part of an office's name."""
_ABBREVIATED = re.compile(r"[A-Z][A-Z0-9]{1,6}")


def unlisted_states(text: str, known: Iterable[str | None]) -> frozenset[str]:
    """States that the list has not and a record speaks of as such: those of its office holders, and "President of Ardania"."""
    of_one = {match.group("state") for match in _STATE_OF.finditer(text)}
    of_several = (re.split(r", | and ", match.group("states")) for match in _STATES_OF.finditer(text))
    listed = {state.removeprefix("the ") for states in of_several for state in states}
    said = {state for state in known if state} | of_one | listed
    return frozenset(state for state in said if known_state(state) is None and kind_of(state) is None)


_STATE_OF = re.compile(
    rf"(?:President|Prime Minister|Chancellor|King|Queen|Emir|Government) of (?:the )?(?P<state>{CAPITALISED})(?= |,|\.|\n|$)"
)
_STATES_OF = re.compile(
    r"(?:[Pp]residents|Prime Ministers|[Mm]inisters|[Gg]overnments) of"
    rf" (?P<states>(?:the )?{CAPITALISED}(?:, (?:the )?{CAPITALISED})* and (?:the )?{CAPITALISED})(?= |,|\.|\n|$)"
)


def states_in(text: str, unlisted: frozenset[str] = frozenset()) -> Iterator[str]:
    """States and bodies in the order in which a text names them: "Ardanian-Belmoran talks", "the leaders of Ardania"."""
    tokens = [match.group() for match in _WORD.finditer(text)]
    place = 0
    while place < len(tokens):
        found = _named_at(tokens, place, unlisted)
        if found and not _is_place(tokens, place):
            yield found[0]
        place += found[1] if found else 1


def _is_place(tokens: list[str], place: int) -> bool:
    """Whether words tell where it was: "in Corvia", "in Orsk, Corvia"."""
    before = [token.lower() for token in tokens[max(0, place - 2) : place]]
    return bool(before) and (before[-1] in _NOT_SIDES or (before[0] == "in" and tokens[place - 1][0].isupper()))


def _named_at(tokens: list[str], place: int, unlisted: frozenset[str]) -> tuple[str, int] | None:
    """The side named by the words from a place on, the longest form first, and how many words it takes."""
    if place >= len(tokens) or not (tokens[place][0].isupper() or _is_cyrillic(tokens[place])):
        return None
    for size in range(min(_LONGEST, len(tokens) - place), 0, -1):
        found = _state(" ".join(tokens[place : place + size]))
        if found:
            return _ONE_SIDE.get(found, found), size
    own = next((state for state in sorted(unlisted) if _is_of(tokens[place], state)), None)
    return (own, 1) if own else None


def _is_of(word: str, state: str) -> bool:
    """Whether a word is a state's name, or its adjective: "Ardanian", "Belmoran"."""
    if word == state:
        return True
    stem = state[:-1] if state[-1] in "aeiouy" else state
    return word.startswith(stem) and word[len(stem) :] in _ADJECTIVES


_ADJECTIVES = frozenset(("n", "an", "ian", "ean", "i", "ish", "ese", "ic"))


_ONE_SIDE = {"European Commission": "European Union", "European Council": "European Union"}
"""Bodies that speak for another, as a side of talks."""


def _state(said: str) -> str | None:
    lower = re.sub(r"['’]s$", "", said.lower())
    body = _bodies().get(lower)
    if body and (" " in lower or _ABBREVIATED.fullmatch(said) or _is_cyrillic(said)):
        return body
    if lower == "us" and said != "US":
        return None
    return known_state(lower) or _by_stem(lower)


@cache
def _bodies() -> dict[str, str]:
    """Names of bodies by their words, as a text is taken apart here: without hyphens."""
    taken_apart = ((_WORD.findall(form.upper()), name) for form, name in table("bodies").items())  # a text's "G7" is one word
    return {" ".join(words).lower(): name for words, name in taken_apart}


def _by_stem(lower: str) -> str | None:
    if not _is_cyrillic(lower) or " " in lower:
        return None
    return next((state for stem, state in _stems() if lower.startswith(stem)), None)


@cache
def _stems() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((row[0], row[1]) for row in rows("state-stems")), key=lambda pair: -len(pair[0])))


def _is_cyrillic(word: str) -> bool:
    return "а" <= word[:1].lower() <= "я" or word[:1].lower() in "ёіїє"


def holder_called(name: str, day: str | None) -> Holder | None:
    """The office holder of a day with this name, where the list has one; of one state only where the day is unknown."""
    month = day[:7] if day else None
    found = [holder for holder in _by_key().get(spelling.key(name), ()) if holder.held(month)]
    return found[-1] if found and len({holder.state for holder in found}) == 1 else None


@cache
def _by_key() -> dict[str, tuple[Holder, ...]]:
    found: dict[str, list[Holder]] = {}
    for holder in holders():
        found.setdefault(spelling.key(holder.name), []).append(holder)
    return {key: tuple(terms) for key, terms in found.items()}


def side_of(use: NameUse, name: str) -> tuple[str | None, str | None]:
    """Office and side of a person on the day of a record: as printed, else as the list of office holders has it."""
    holder = holder_called(name, use.day)
    body = next(iter(states_in(use.office or "")), None) if use.office else None
    side = use.state or body or (holder.state if holder else None)
    return use.office or (holder.office if holder else None), _ONE_SIDE.get(side, side) if side else None
