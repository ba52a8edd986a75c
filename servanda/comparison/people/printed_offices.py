"""Offices as they are printed beside names: in labels, before a name and behind it, and the states that they are of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from servanda.comparison.people.gazetteer import OF_STATES, known_state
from servanda.readings.labels import shape
from servanda.readings.letters import CAPITALISED
from servanda.readings.persons import Titled, parsed
from servanda.words import table

_CAPITALISED_BEFORE = re.compile(rf"{CAPITALISED}(?: (?:(?:of|the|for|and|to) )*{CAPITALISED})* $")


@dataclass(frozen=True, slots=True)
class Beside:
    """What is printed beside a name."""

    office: str | None
    """In small letters, without the state ("head of the office of the president")."""
    state: str | None
    name: str


@lru_cache(maxsize=4096)
def printed_beside(label: str) -> Beside | None:
    """The office and state printed in a label: "Foreign Minister of Ardania Mira Tal", "Mr. Orel (Belmora)"."""
    seen = shape(label)
    base = seen.base if seen else " ".join(label.split())
    titled = parsed(base)
    noted = next(
        (state for note in re.findall(r"[(\[]([^()\[\]]+)[)\]]", seen.notes if seen else "") if (state := known_state(note))),
        None,
    )
    state = state_of(titled) or noted
    office = _office_words(base, titled.name, titled.state) if titled.office else None
    return Beside(office or titled.office or None, state, titled.name) if office or titled.office or noted else None


def state_of(titled: Titled) -> str | None:
    """The state of an office: a known one, or what follows an office that only states have ("President of Ardania")."""
    if titled.state and known_state(titled.state):
        return known_state(titled.state)
    return titled.state if OF_STATES.intersection(titled.office.split()) else None


def state_behind(text: str, found: Titled) -> str | None:
    """The state behind a name: "President Jan Orel of the Republic of Ardania"; of an unlisted one its first word."""
    match = _OF_STATE.search(text, text.find(found.name) + len(found.name)) if found.name in text else None
    if match is None or text[text.find(found.name) + len(found.name) : match.start()].strip():
        return None
    tokens = match.group("state").split()
    for size in range(len(tokens), 0, -1):
        state = known_state(" ".join(tokens[:size]))
        if state:
            return state
    return tokens[0] if OF_STATES.intersection(found.office.split()) else None


_OF_STATE = re.compile(rf" of (?:the )?(?P<state>{CAPITALISED}(?: (?:(?:of|and|the) )*{CAPITALISED}){{0,5}})")


def office_before(text: str, found: Titled) -> str | None:
    """The words of an office before a name in running text: "Head of the Office of the President of Ardania Jan Orel"."""
    place = text.find(found.name)
    match = _CAPITALISED_BEFORE.search(text, max(0, place - 120), place) if place > 0 else None
    if match is None:
        return None
    kinds, states = table("offices"), table("countries")
    tokens = match.group().rpartition(" and ")[2].split()
    while tokens and kinds.get(tokens[0].lower()) not in ("office", "part") and tokens[0].lower() not in states:
        tokens.pop(0)
    known = all(word.lower() in kinds or word.lower() in states or word.islower() for word in tokens)
    return _office_words(" ".join(tokens), "") if known else None


def _office_words(base: str, name: str, home: str | None = None) -> str | None:
    """The words of an office as printed, in small letters, without the state that they end in or begin with."""
    first = name.split(maxsplit=1)[0] if name else ""
    before = base.partition(first)[0] if first and first in base else base
    before = before if before.strip() else base.partition(",")[2]
    tokens = [word for word in re.sub(r"[^\w\s'’\-]", " ", before).lower().split() if table("offices").get(word) != "address"]
    states = table("countries")
    for size in range(min(7, len(tokens)), 0, -1):
        for start in range(len(tokens) - size + 1):
            if " ".join(tokens[start : start + size]) in states and (start + size == len(tokens) or start == 0):
                del tokens[start : start + size]
                break
        else:
            continue
        break
    own = (home or "").lower().split()
    if own and tokens[-len(own) :] == own:  # a state that the list has not
        del tokens[-len(own) :]
    while tokens and tokens[-1] in ("of", "the", "for", "and", "republic", "kingdom", "federation"):
        tokens.pop()
    while tokens and tokens[0] in ("the", "of"):
        tokens.pop(0)
    return " ".join(tokens) if any(table("offices").get(word) in ("office", "part") for word in tokens) else None
