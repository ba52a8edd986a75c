"""What a stretch of an account is about, as weights that another account's words can meet.

Words count by their rarity in the language; those by which press services call one thing count as that thing, and a little as
themselves. Who took part is in every sentence of every account, and says nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from math import fsum, log

from servanda.comparison.claims.terms import terms_of
from servanda.comparison.meetings.sides import states_in
from servanda.comparison.people import spelling
from servanda.comparison.relations.likeness import weights_of
from servanda.model import Meeting
from servanda.words import rows

Meaning = Mapping[str, float]
"""Things and stems with their weight in bits. Things begin with "#", states with "@"."""

_THING, _WORD = 0.75, 0.25
"""How much of a word's weight is the thing's that it is one of the names of, and how much its own."""
_PAIR = 0.5
"""How much of a term's weight is the pair's, where it is made of two words: "shares of water"."""
_LEAST = 2.5
"""Bits of a thing, however common the word for it."""
_OTHER_STATE, _SIDE = 4.0, 0.3
"""Bits of a state that is spoken of, and of one that takes part."""
_EVERYWHERE = 0.5
"""What is left of a word that all stretches have."""
_UNMET = 0.5
"""What a word counts that one side's accounts alone have."""
_PREFIX = re.compile(r"\b(de|non|re|co|counter|pre)-(?=[a-z])", re.IGNORECASE)
_PATRONYMIC = re.compile(r"\b[A-Z][a-z]+(?:[oe]v[iy]?ch|(?:ov|ev)na|yich)\b")
"""What those who met call each other: "Vladimir Petrovich"."""
_IDLE = "president presidents leader leaders head heads side sides conversation call"
"""Who and what every account of talks speaks of."""


def meaning_of(text: str, meeting: Meeting, drop: frozenset[str]) -> dict[str, float]:
    """What a text is about, before it is weighed against the other stretches."""
    flat = _PATRONYMIC.sub(" ", _PREFIX.sub(r"\1", " ".join(text.split())))
    found: dict[str, float] = {}

    def name(match: re.Match[str]) -> str:
        thing = f"#{_forms()[(match.lastindex or 1) - 1][1]}"
        own = weights_of(match.group())
        weight = max(_LEAST, max(own.values(), default=0.0))
        found[thing] = max(found.get(thing, 0.0), _THING * weight)
        for word, bits in own.items():
            found[word] = max(found.get(word, 0.0), _WORD * bits)
        return " "

    rest = _pattern().sub(name, flat)
    for word, bits in weights_of(rest).items():
        found[word] = max(found.get(word, 0.0), bits)
    for term in terms_of(flat, 0, len(flat)):  # the very same name in both tells more than two names of one thing
        if " " in term.term:
            found[term.term] = max(found.get(term.term, 0.0), _PAIR * term.weight)
    for state in sorted(set(states_in(text))):
        for word in weights_of(state):
            found.pop(word, None)
        found[f"@{state}"] = _SIDE if state in meeting.states else _OTHER_STATE
    return {word: bits for word, bits in sorted(found.items()) if word not in drop and bits > _FAINT}


_FAINT = 0.1


def always_there(meeting: Meeting) -> frozenset[str]:
    """Stems of the names and offices of those who met."""
    told = [_IDLE]
    for one in meeting.participants:
        told += [" ".join(spelling.name_words(one.name)), one.office or ""]
    return frozenset(word for text in told for word in weights_of(text))


def weighed(meanings: Sequence[Meaning], sides: Sequence[frozenset[str]]) -> list[dict[str, float]]:
    """Meanings by how few stretches of these accounts have each word: what all speak of tells none from another.

    A word of one side's account alone has nothing to meet, and counts less than what both have words for.
    """
    counts = Counter(word for one in meanings for word in one)
    whose: dict[str, set[frozenset[str]]] = defaultdict(set)
    for one, own in zip(meanings, sides, strict=True):
        for word in one:
            whose[word].add(own)
    most = log(len(meanings) + 1)
    weights = {
        word: max(_EVERYWHERE, 1 - log(times) / most) * (1.0 if len(whose[word]) > 1 else _UNMET)
        for word, times in counts.items()
    }
    return [{word: bits * weights[word] for word, bits in one.items()} for one in meanings]


def likeness(one: Meaning, other: Meaning) -> tuple[float, float]:
    """What two meanings have in common: in bits, and as a share of what both have."""
    shared = fsum(min(one[word], other[word]) for word in sorted(one.keys() & other.keys()))
    both = fsum(one.values()) + fsum(other.values())
    return shared, 2 * shared / both if both else 0.0


@cache
def _forms() -> tuple[tuple[str, str], ...]:
    """All forms, each with its thing; the longest first, since it counts before the words that it is made of."""
    pairs = [(form, row[0]) for row in rows("kindred-words") for form in row[1].split(", ")]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def _pattern() -> re.Pattern[str]:
    """One group for each form."""
    return re.compile(rf"\b(?:{'|'.join(f'({_form(form)})' for form, _ in _forms())})(?!\w)", re.IGNORECASE)


def _form(form: str) -> str:
    return re.escape(form).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
