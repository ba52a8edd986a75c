"""Names of persons in labels and headlines: which words are the office, which the name; whether two names are one's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from servanda.readings.bylines import byline
from servanda.readings.grammar.lexicon import nouny, verb
from servanda.readings.letters import BLANK, CAPITALISED, CAPITALS
from servanda.words import table, words

_TOKEN = re.compile(r"[^\s,]+|,")
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Titled:
    """A name with what stands before it."""

    office: str
    """Lower case, without articles: "president", "prime minister"; empty where none is said."""
    state: str | None
    """Short English name of the state the office belongs to."""
    name: str
    """The person's name as printed, without forms of address; empty for a bare office."""
    loose: bool = False
    """Whether a small word stands before the name, so that its first words may still be the office's ("for Strategic
    Communications Pavel Ross")."""


@lru_cache(maxsize=4096)
def parsed(base: str) -> Titled:
    """Office, state and name of a label ("President of Ardania Jan Orel", "MS. TAL", "The President")."""
    written = byline(base)
    if written:
        return Titled("", None, written.name)
    name_first = _name_before_comma(base)
    if name_first:
        return name_first
    tokens = _without_repeats([word for word in _TOKEN.findall(base.replace("#", "")) if word != ","])
    if tokens and tokens[0].lower() == "the" and len(tokens) > 1:
        tokens = tokens[1:]
    if tokens and tokens[0].lower() in words("peers"):
        return Titled("", None, " ".join(tokens))
    tokens, home = _without_home(tokens)
    cut = 1 if _is_surname(tokens) else _name_start(tokens)
    name = tokens[cut:]
    before = tokens[:cut]
    states = table("countries")
    for size in range(min(6, len(name)), 0, -1):
        if " ".join(name[:size]).lower() in states:
            before, name = before + name[:size], name[size:]
            break
    home = home or (name.pop(0) if len(name) >= 3 and before and before[-1].lower() in ("of", "the") else None)
    loose = bool(before) and before[-1].islower()
    return Titled(_office(before), state_in(" ".join(before)) or home, " ".join(name).strip(" .-–—") if name else "", loose)


def _name_before_comma(base: str) -> Titled | None:
    """`MIRA TAL, SECRETARIA DE ENERGÍA`, `Bishop Jan Orel, Church of Ardan`: the name, then what the person is."""
    first, comma, rest = base.partition(", ")
    kinds = table("offices")
    tokens = first.split()
    while tokens and tokens[0].lower().rstrip(".") in kinds:
        tokens = tokens[1:]
    if not comma or len(tokens) < 2 or any(word.islower() or word.lower().rstrip(".") in kinds for word in tokens):
        return None
    office = [*first.split()[: -len(tokens)], *rest.replace(",", " ").split()]
    return Titled(_office(office), state_in(" ".join(office)), " ".join(tokens))


def _without_home(tokens: list[str]) -> tuple[list[str], str | None]:
    """Without what follows a name: the state in "President Orel of Ardania", the constituency in "Mr. SMITH of Texas"."""
    kinds = table("offices")
    for index in range(len(tokens) - 1, 0, -1):
        if tokens[index].lower() != "of":
            continue
        before = tokens[index - 1].lower().rstrip(".")
        if (before in kinds and not _is_surname(tokens[:index])) or tokens[index - 1].islower():
            continue
        place = tokens[index + 1 :]
        if index > 1 and tokens[index - 2] in table("given-names") and before not in kinds:
            return tokens[:index], table("countries").get(" ".join(place).lower())  # "Jan Orel of the United Harbours"
        home = table("countries").get(" ".join(place).lower()) or (place[0] if len(place) == 1 else None)
        if home or kinds.get(tokens[0].lower().rstrip(".")) == "address":
            return tokens[:index], home
    return tokens, None


_RULES = frozenset(("king", "prince", "bishop", "marshal", "major", "dean", "judge", "pope", "duke", "baron", "knight", "page"))
"""Offices that are surnames too."""


def _is_surname(tokens: Sequence[str]) -> bool:
    """Whether an office's word behind "Mr" is a surname: "Mr. KING"."""
    return (
        len(tokens) == 2
        and table("offices").get(tokens[0].lower().rstrip(".")) == "address"
        and tokens[1].lower() in _RULES
        and tokens[0].lower() not in words("peers")
    )


def _without_repeats(tokens: list[str]) -> list[str]:
    """Without the note of who is who that a web site puts after a first mention: "Anna Tal Tal Anna...".

    Where the first mention has initials only, the note's own order (surname, given name) is turned round.
    """
    for index in range(len(tokens) - 1):
        first, second = tokens[index], tokens[index + 1]
        surname = first.rpartition(".")[2]
        if surname and surname == second and len(surname) > 2:
            given = tokens[index + 2] if index + 2 < len(tokens) else ""
            if "." in first and given[:1].isupper() and given[:1] == first[:1]:
                return [given, surname]
            return tokens[: index + 1]
    return tokens


ARTICLE = r"(?:al|el|ad|an|ar|as|ash|at|az|ul|bin|ibn)[-‑]"
"""The small article that is written on to an Arabic surname: "el-Tarif"."""
_ARTICLE = re.compile(ARTICLE)


def _name_start(tokens: Sequence[str]) -> int:
    """Index of the first word of the name: after the last word that is an office's, a form of address or a joint."""
    kinds = table("offices")
    barred = words("not-labels")
    cut = 0
    for index, token in enumerate(tokens):
        lower = token.lower().rstrip(".")
        small = token[:1].islower() and not _is_particle(lower) and token[:2] not in ("d'", "d’") and not _ARTICLE.match(token)
        surname = token[:1].isupper() and index == len(tokens) - 1 and tokens[index - 1] in table("given-names")  # "Tom Lieu"
        if small or lower in kinds or (lower in barred and not surname) or lower in ("the", "of", "h.e", "–", "-", "—"):
            cut = index + 1
    return cut + 1 if _abbreviates_office(tokens[cut:]) else cut


def _abbreviates_office(tokens: Sequence[str]) -> bool:
    """Whether a name stands behind an office in capitals: "APNSA Jan Orel"; not where the whole label is in capitals."""
    return (
        len(tokens) > 2
        and tokens[0].isupper()
        and len(tokens[0]) > 2
        and tokens[1] in table("given-names")
        and not tokens[2].isupper()
    )


def _is_particle(lower: str) -> bool:
    """Whether a small word belongs to names: "de", "von", "bin"."""
    return table("label-connectors").get(lower) == "name"


def _office(tokens: Sequence[str]) -> str:
    kinds = table("offices")
    said = [token.lower().rstrip(".") for token in tokens]
    return " ".join(word for word in said if kinds.get(word) in ("office", "part") and word not in ("her", "his"))


@lru_cache(maxsize=4096)
def state_in(words_before: str) -> str | None:
    """The state named in an office, the longest form first."""
    states = table("countries")
    tokens = words_before.lower().replace(",", " ").split()
    for size in range(min(7, len(tokens)), 0, -1):
        for start in range(len(tokens) - size + 1):
            found = states.get(" ".join(tokens[start : start + size]))
            if found:
                return found
    return None


_NEXT = rf"{BLANK}{{1,2}}(?:(?:of|the|for|and|de|da|do|dos|del|la|le|van|von|der|den|bin|al|el|di){BLANK})*{CAPITALISED}"
_ADDRESSED = r"(?:Dr|Mr|Mrs|Ms|Prof|Gen|Lt|Col|Amb|Sen|Rep|Gov|Rev|Hon)"
_RUN = rf"(?:{BLANK}(?:[{CAPITALS}]|{_ADDRESSED})\.(?={BLANK})|{_NEXT}|{BLANK}[{CAPITALS}]\.|\n{CAPITALISED}){{0,14}}"
_SEQUENCE = re.compile(rf"{CAPITALISED}{_RUN}(?:,{_NEXT}{_RUN}){{0,40}}")
"""Names, and lists of them: those who took part in a council are named in one breath."""


_JOINT = re.compile(r" (?:and|AND|&) |, |\n")


def named_in(text: str) -> Iterator[Titled]:
    """Names with offices in a headline or lead: "President Orel", "Press Secretary Mira Tal", "Jan Orel"."""
    for match in _SEQUENCE.finditer(text):
        for piece in _JOINT.split(match.group()):
            said = _until_headline(re.sub(r"[’']s\b", "", piece).split())
            found = parsed(" ".join(said))
            name = _without_headline(found.name.split())
            if name and name[0][0].isupper():
                yield replace(found, name=" ".join(name))


def _until_headline(tokens: list[str]) -> list[str]:
    """Office and name without the headline's next words: "President Orel Marking One Year After the Flood"."""
    kinds = table("offices")
    office = named = False
    for index, token in enumerate(tokens):
        lower = token.lower()
        kind = kinds.get(lower.rstrip("."))
        office = office or kind in ("office", "address")
        if office and named and lower in words("function-words") and not _is_particle(lower):
            return tokens[:index]
        if office and named and lower.endswith("ing") and _goes_on(tokens[index + 1 :]):
            return tokens[:index]
        named = named or (office and kind is None and token[0].isupper())
    return tokens


def _goes_on(rest: list[str]) -> bool:
    """Whether a headline's words follow: "Highlighting State Leaders", unlike the surname in "Jan Ewing of Ardania"."""
    return bool(rest) and rest[0].lower() not in words("function-words")


def _without_headline(tokens: list[str]) -> list[str]:
    """A name without what a headline in capitals goes on with: "Mira Tal En Route Ardan", "Jan Orel Opening a Bridge"."""
    tokens = before_verb(tokens)
    for index, token in enumerate(tokens):
        lower = token.lower()
        if index and token[0].isupper() and (lower in words("function-words") or (index > 1 and lower.endswith("ing"))):
            return tokens[:index]
    return tokens


def before_verb(tokens: list[str]) -> list[str]:
    """A name without the verb that a headline in capitals goes on with: "Jan B. Orel Promotes Trade"; "Mike Rounds" is one.

    A third person singular that is no noun besides; behind a given name alone, or an initial, it is a surname.
    """
    given = table("given-names")
    for index in range(1, len(tokens)):
        low, last = tokens[index].lower(), index == len(tokens) - 1
        surname = tokens[index - 1] in given or len(tokens[index - 1]) <= _INITIAL or (last and index == 1)
        if not surname and low not in nouny() and verb(low, "s") is not None:
            return tokens[:index]
    return tokens


def without_offices(tokens: list[str]) -> list[str]:
    """The names behind an office of several: "Foreign Ministers [Brook and Dent]"."""
    for at, token in enumerate(tokens[:-1]):
        low = token.lower()
        one = low.removesuffix("s")
        if one != low and table("offices").get(one) == "office" and tokens[at + 1][:1].isupper():
            return tokens[at + 1 :]
        if not token[:1].isupper() and low != "the":
            break
    return tokens


_INITIAL = 2
"""Characters of an initial with its stop."""


def full_form(printed: str, text: str) -> str:
    """A name printed in capitals, or run together, as it would be written: the record's own spelling where it has one."""
    spaced = _CAMEL.sub(" ", printed)
    if spaced != printed and spaced in text:
        return spaced
    if not printed.isupper() and not any(_PREFIXED.fullmatch(word) for word in printed.split()):
        return printed
    return " ".join(_cased(word) if word.isupper() or _PREFIXED.fullmatch(word) else word for word in printed.split())


_PREFIXED = re.compile(rf"(?P<prefix>[{CAPITALS}][a-z]{{1,2}})(?P<rest>[{CAPITALS}][{CAPITALS}'’\-]+)")
"""A name in capitals but for its prefix: "McCONNELL", "DeLAY"."""


def _cased(word: str) -> str:
    lower = word.lower()
    if _is_particle(lower):
        return lower
    prefixed = _PREFIXED.fullmatch(word)
    if prefixed:
        return prefixed.group("prefix") + prefixed.group("rest").capitalize()
    parts = re.split(r"([-'’])", lower)
    out = "".join(part[:1].upper() + part[1:] for part in parts)
    return "Mc" + out[2:3].upper() + out[3:] if out.startswith("Mc") and len(out) > 4 else out


@lru_cache(maxsize=4096)
def skeleton(word: str) -> str:
    """A name's word without what transliterations differ in: "Aleksandr" and "Alexander", "Yershov" and "Ershov"."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower().replace("ё", "е")) if unicodedata.category(c) != "Mn")
    for old, new in (
        ("x", "ks"),
        ("kh", "h"),
        ("ye", "e"),
        ("iy", "i"),
        ("yy", "i"),
        ("ey", "ei"),
        ("y", "i"),
        ("j", "i"),
        ("w", "v"),
        ("ck", "k"),
        ("c", "k"),
    ):
        plain = plain.replace(old, new)
    plain = re.sub(r"[^\w]|(.)(?=\1)", "", plain)
    return plain.replace("ander", "andr")


def alike(one: str, other: str) -> bool:
    """Whether two words of names may be one name: the same, an initial of it, or differently transliterated."""
    a, b = one.strip(".").lower(), other.strip(".").lower()
    if not a or not b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    x, y = skeleton(a), skeleton(b)
    return (
        x == y
        or (min(len(x), len(y)) >= 5 and _one_edit(x, y))
        or (min(len(x), len(y)) >= 3 and (x.startswith(y) or y.startswith(x)))
    )


def _one_edit(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    for index, (a, b) in enumerate(zip(short, long, strict=False)):
        if a != b:
            return short[index + 1 :] == long[index + 1 :] or short[index:] == long[index + 1 :]
    return True


def same_person(one: str, other: str) -> bool:
    """Whether two printed names may be one person's: surnames alike, and given names, in any language, where both have one."""
    a, b = one.replace(".", ". ").split(), other.replace(".", ". ").split()
    if not a or not b:
        return False
    if not alike(a[-1], b[-1]):
        return bool(set(map(skeleton, a)) <= set(map(skeleton, b)) or set(map(skeleton, b)) <= set(map(skeleton, a)))
    return len(a) == 1 or len(b) == 1 or alike(a[0], b[0]) or _one_given(a[0]) == _one_given(b[0])


def _one_given(word: str) -> str:
    """The form that stands for a given name in all languages and its short forms: "Volodymyr" and "Vladimir", "Joe"."""
    low = word.lower()
    return table("given-name-variants").get(low, low)
