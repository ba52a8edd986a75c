"""What a speaker's label looks like: a name, an office, a part played ("Q", "Moderator"), never a piece of a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from servanda.readings.bylines import byline
from servanda.readings.grammar.lexicon import verb
from servanda.words import table, words

LONGEST = 190
"""Characters; no printed label is longer."""

Kind = Literal["role", "office", "address", "initials", "name", "single"]
"""What a label is made of: a part played; an office, with a name or without; "Mr" and a name; initials and a surname; a name of
several words; one word."""

_NOTES = re.compile(r"\s*(?:[(\[][^()\[\]]*[)\]]\s*)+$")
_TOKEN = re.compile(r"\S+")
_INITIALS = re.compile(r"(?:[^\W\d_]\.[ \xa0]?){1,3}[^\W\d_][\w'’\-]+")
_TAIL = re.compile(r"(?:[\s#№]*\d{1,3}|\s(?:one|two|three|four|five|six|seven))$")
_EDGE = "\"“”«»„'’‘,;#"
_HEADS_OF_ROLES = frozenset(
    {
        "aide",
        "official",
        "officials",
        "staff",
        "staffer",
        "attendee",
        "guest",
        "member",
        "members",
        "participant",
        "participants",
        "reporter",
        "interpreter",
    }
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What can be told of a label by itself."""

    kind: Kind
    base: str
    """Without notes in brackets, white space made single: what recurs."""
    notes: str
    """The brackets behind it: an outlet, a country, a language, a time stamp."""
    named: bool
    """Whether a person's name is in it."""
    capitals: bool
    """Printed in capitals."""
    role: str | None = None
    """For a part played, by itself or beside a name: `asker`, `answer` or `other`."""


@lru_cache(maxsize=4096)
def shape(stretch: str) -> Shape | None:
    """The shape of what stands before a colon or alone on a line; None where it is no label."""
    notes = _NOTES.search(stretch)
    base = " ".join((stretch[: notes.start()] if notes else stretch).split())
    said = " ".join(stretch[notes.start() :].split()) if notes else ""
    if not base or len(base) > LONGEST or (not base[0].isalpha() and base[0] not in "#"):
        return None
    if ": " in base or ":*" in base:  # a label, and the first words behind it: "MS. TAL: Contractors: Yes.", "**Tal:** Now: …"
        return None
    part = role_of(base) if not base[0].islower() else None
    if part:
        return Shape("role", base, said, named=False, capitals=base.isupper(), role=part)
    written = byline(base) if base[0].isupper() else None
    if written:
        whole: Kind = "name" if " " in written.name else "single"
        return Shape(whole, base, said, named=True, capitals=base.isupper(), role=written.role)
    tokens = [token.strip(_EDGE) for token in _TOKEN.findall(base)]
    if (
        not all(tokens)
        or len(tokens) > 18
        or base.count("(") != base.count(")")
        or not _begins_and_ends_well(tokens)
        or _greets(base, tokens)
    ):
        return None
    kind = _kind(base, tokens) or _kind_in_capitals(base)
    if kind is None:
        return None
    if kind in ("name", "single") and is_outlet(tokens):
        return Shape("role", base, said, named=False, capitals=base.isupper(), role="asker")
    named = kind not in ("office",) or _has_name(tokens)
    return Shape(kind, base, said, named=named, capitals=base.replace("Mc", "MC").isupper())


@lru_cache(maxsize=4096)
def behind_heading(stretch: str) -> int:
    """Where the label begins in a stretch that holds a heading too ("Beginning of talks President Jan Orel"); else 0."""
    tokens = list(_TOKEN.finditer(stretch))
    first = next((i for i, token in enumerate(tokens) if _office(token.group().strip(_EDGE))), None)
    if first is None or first < 3 or not tokens[first].group()[0].isupper() or "," in stretch[: tokens[first].start()]:
        return 0
    if tokens[first - 1].group().lower() in words("function-words") or any(
        token.group()[-1] in ".)]" for token in tokens[:first]
    ):
        return 0  # a sentence's beginning: "As to President Orel: ..."
    small = any(token.group()[0].islower() for token in tokens[:first])
    rest = shape(stretch[tokens[first].start() :]) if small else None
    return tokens[first].start() if rest and rest.named else 0


def is_outlet(tokens: list[str]) -> bool:
    """Whether a label names a news outlet in a person's stead ("Ardan News Agency:", "Ardanews:")."""
    last = tokens[-1].lower()
    return last in words("outlet-words") or (
        len(tokens) == 1 and any(last.endswith(ending) and len(last) >= len(ending) + 3 for ending in _OUTLETS_END)
    )


_OUTLETS_END = ("news", "press", "tv", "radio", "media")
"""How the names of outlets end that are one word ("Ardanews")."""


def role_of(base: str) -> str | None:
    """The part a label names (`asker`, `answer`, `other`), where it names one and no person."""
    lower = base.lower()
    known = table("label-roles")
    found = known.get(lower) or known.get(_TAIL.sub("", lower))
    if found:
        return found
    tokens = lower.split()
    if 2 <= len(tokens) <= 5 and tokens[-1] in _HEADS_OF_ROLES and base.isupper():
        return "asker" if tokens[-1] == "reporter" else "other"
    return None


def _greets(base: str, tokens: list[str]) -> bool:
    """Whether a stretch speaks to somebody: "Mr. President, Dear Jan"."""
    spoken_to = [_office(word) for word in base.partition(",")[0].split()] if "," in base else []
    vocative = len(spoken_to) > 1 and spoken_to[0] == "address" and spoken_to[-1] == "office" and None not in spoken_to
    return vocative or any(word.lower() == "dear" for word in tokens)


def _begins_and_ends_well(tokens: list[str]) -> bool:
    first, last = tokens[0], tokens[-1]
    if last.endswith(")") and not any("(" in token for token in tokens):
        return False  # the rest of a bracket from the line above
    lower = first.lower()
    if lower == "the":
        return len(tokens) > 1 and any(_office(token) for token in tokens[1:])
    if lower in words("function-words") and not _is_initial(first) and not (_office(first) and len(tokens) > 2):
        return False
    if last[0].islower():
        return _office(last) == "office" and _office(first) == "address"
    return last.lower() not in words("function-words") or last.isupper()


def _kind(base: str, tokens: list[str]) -> Kind | None:
    offices = [_office(word) for word in tokens]
    has_office = any(kind in ("office", "rank") for kind in offices)
    loose = has_office or "address" in offices
    if _names_several(base, tokens, offices) or not all(_fits_in(word, has_office=has_office, loose=loose) for word in tokens):
        return None
    capital = sum(_is_capital(word) for word in tokens)
    if _INITIALS.fullmatch(base):
        return "initials"
    if has_office:
        return "office" if capital else None
    if "address" in offices[:2]:
        return "address" if 1 < len(tokens) <= 9 else None
    if capital == 1:
        return "single" if len(tokens) == 1 and len(tokens[0].strip(".")) > 1 else None
    return "name" if capital <= 5 and len(tokens) <= 7 and "," not in base and not _does(tokens[0]) else None


def _does(word: str) -> bool:
    """Whether a word is a listed verb in -ing, with which a heading begins: "Building New Ports"."""
    low = word.lower()
    named = word.isupper() or low in table("given-names") or _office(word) is not None
    return low.endswith("ing") and not named and verb(low, "ing") is not None


def _kind_in_capitals(base: str) -> Kind | None:
    """`MIRA TAL, UNDERSECRETARY OF RAILWAYS`: a name in capitals and what the person is, in words that are not known."""
    name, comma, rest = base.partition(", ")
    tokens = name.split()
    if not comma or not base.isupper() or not 2 <= len(tokens) <= 5 or any(character.isdigit() for character in rest):
        return None
    small = words("function-words")
    plain = all(_fits_in(word, has_office=False, loose=False) and _office(word) is None for word in tokens)
    return "name" if plain and not any(word.lower() in small for word in tokens) and "," not in rest else None


def _fits_in(word: str, *, has_office: bool, loose: bool) -> bool:
    """Whether a word may stand in a label: no sentence's end, no caption's word, and small ones only where they join."""
    if _ends_sentence(word):
        return False
    if _is_capital(word):
        return has_office or word.lower() not in words("not-labels")
    return _may_be_small(word, has_office=loose)


def _names_several(base: str, tokens: list[str], offices: list[str | None]) -> bool:
    """Whether a stretch lists persons: "Senator Orel and Senator Tal", "Brandt, General Ross, Admiral Tal"."""
    if base.isupper():
        return False
    lower = [word.lower() for word in tokens]
    joints = [index for index, word in enumerate(lower[:-1]) if word == "and"]
    joined = any(offices[index + 1] and lower[index + 1] in lower[:index] for index in joints)
    return joined or (base.count(",") > 1 and sum(kind in ("office", "rank", "address") for kind in offices) > 1)


def _ends_sentence(token: str) -> bool:
    """Whether a word with a stop is no abbreviation: a label holds no sentence's end."""
    if not token.endswith((".", "!", "?", "…")) or len(token) < 3 or "." in token[:-1]:
        return False
    return _office(token) is None and token[:-1].lower() not in words("abbreviations")


def _may_be_small(token: str, *, has_office: bool) -> bool:
    """Whether a word without a capital may stand in a label."""
    connector = table("label-connectors").get(token.lower())
    if connector:
        return connector == "name" or has_office
    if not token[0].isalpha() or any(character.isdigit() for character in token):
        return False
    if token[0].lower() == token[0].upper():  # a script without capitals
        return True
    return has_office and token.lower() not in words("function-words") and token.replace("-", "").isalpha()


def _has_name(tokens: list[str]) -> bool:
    last = max(index for index, token in enumerate(tokens) if _office(token))
    return any(_is_capital(token) for token in tokens[last + 1 :])


def _office(token: str) -> str | None:
    """The kind of office word that a token is; None where it is none."""
    kind = table("offices").get(token.lower().rstrip("."))
    return None if kind == "body" else kind


def _is_capital(token: str) -> bool:
    return (
        token[0].isupper()
        or (token[0] == "#" and len(token) > 1)
        or (len(token) > 2 and token[1] in "'’" and token[2].isupper())
    )


def _is_initial(token: str) -> bool:
    return len(token) == 2 and token[1] == "." and token[0].isupper()
