"""Names of persons in labels and headlines: which words are the office, which the name; whether two names are one's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from servanda.readings.letters import BLANK, CAPITALISED, CAPITALS
from servanda.words import rows, table, words

_TOKEN = re.compile(r"[^\s,]+|,")
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
_PARTICLES = frozenset(
    "de da do dos das del della di du des la le las los van von der den ter ten te zu bin bint ibn al el abu ben af av y e and".split()
) - {"and", "e"}


_PEERS = frozenset(
    "lord lady baroness baron viscount viscountess earl countess duke duchess marquess bishop archbishop".split()
)
"""Peers and prelates are known by the whole of their title."""


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
    Communications John Kirby")."""


@lru_cache(maxsize=4096)
def parsed(base: str) -> Titled:
    """Office, state and name of a label ("President of Russia Vladimir Putin", "MS. PSAKI", "The President")."""
    name_first = _name_before_comma(base)
    if name_first:
        return name_first
    tokens = _without_repeats([token for token in _TOKEN.findall(base.replace("#", "")) if token != ","])
    if tokens and tokens[0].lower() == "the" and len(tokens) > 1:
        tokens = tokens[1:]
    if tokens and tokens[0].lower() in _PEERS:
        return Titled("", None, " ".join(tokens))
    tokens, home = _without_home(tokens)
    cut = _name_start(tokens)
    name = tokens[cut:]
    before = tokens[:cut]
    states = table("countries")
    for size in range(min(6, len(name)), 0, -1):
        if " ".join(name[:size]).lower() in states:
            before, name = before + name[:size], name[size:]
            break
    loose = bool(before) and before[-1].islower()
    return Titled(_office(before), state_in(" ".join(before)) or home, " ".join(name).strip(" .-–—") if name else "", loose)


def _name_before_comma(base: str) -> Titled | None:
    """`ROCÍO NAHLE GARCÍA, SECRETARIA DE ENERGÍA`: the name, then the office."""
    name, comma, office = base.partition(", ")
    kinds = table("offices")
    if not comma or len(name.split()) < 2 or any(word.lower().rstrip(".") in kinds for word in name.split()):
        return None
    return (
        Titled(_office(office.split()), state_in(office), name)
        if any(word.lower() in kinds for word in office.split())
        else None
    )


def _without_home(tokens: list[str]) -> tuple[list[str], str | None]:
    """Without what follows a name: the state in "President Zelenskyy of Ukraine", the constituency in "Mr. SMITH of New Jersey"."""
    kinds = table("offices")
    for index in range(len(tokens) - 1, 0, -1):
        if tokens[index].lower() != "of":
            continue
        before = tokens[index - 1].lower().rstrip(".")
        if before in kinds or tokens[index - 1].islower():
            continue
        home = table("countries").get(" ".join(tokens[index + 1 :]).lower())
        if home or kinds.get(tokens[0].lower().rstrip(".")) == "address":
            return tokens[:index], home
    return tokens, None


def _without_repeats(tokens: list[str]) -> list[str]:
    """Without the note of who is who that a web site puts after a first mention: "Alexander Lukashenko Lukashenko Alexander...".

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


def _name_start(tokens: Sequence[str]) -> int:
    """Index of the first word of the name: after the last word that is an office's, a form of address or a joint."""
    kinds = table("offices")
    barred = words("not-labels")
    cut = 0
    for index, token in enumerate(tokens):
        lower = token.lower().rstrip(".")
        small = token[:1].islower() and lower not in _PARTICLES and not token[:2] in ("d'", "d’")
        if small or lower in kinds or lower in barred or lower in ("the", "of", "h.e", "–", "-", "—"):
            cut = index + 1
    return cut


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


_SEQUENCE = re.compile(
    rf"{CAPITALISED}(?:,?{BLANK}{{1,2}}(?:(?:of|the|for|and|de|da|do|dos|del|la|le|van|von|der|den|bin|al|el|di){BLANK})*{CAPITALISED}|{BLANK}[{CAPITALS}]\.|\n{CAPITALISED}){{0,14}}"
)


def named_in(text: str) -> Iterator[Titled]:
    """Names with offices in a headline or lead: "President Biden", "Press Secretary Jen Psaki", "Mark Rutte"."""
    for match in _SEQUENCE.finditer(text):
        for piece in re.split(r" and |, |\n", match.group()):
            said = re.sub(r"[’']s\b", "", piece).strip()
            found = parsed(" ".join(said.split()))
            if found.name and found.name[0].isupper():
                yield found


def full_form(printed: str, text: str) -> str:
    """A name printed in capitals, or run together, as it would be written: the record's own spelling where it has one."""
    spaced = _CAMEL.sub(" ", printed)
    if spaced != printed and spaced in text:
        return spaced
    if not printed.isupper() and printed.upper() != printed.replace("Mc", "MC"):
        return printed
    match = re.search(rf"(?<!\w){re.escape(printed)}(?!\w)", text, re.I) if not printed.isupper() else None
    if match:
        return match.group()
    return " ".join(_cased(word) for word in printed.split())


def _cased(word: str) -> str:
    lower = word.lower()
    if lower in _PARTICLES:
        return lower
    parts = re.split(r"([-'’])", lower)
    out = "".join(part[:1].upper() + part[1:] for part in parts)
    return "Mc" + out[2:3].upper() + out[3:] if out.startswith("Mc") and len(out) > 4 else out


@lru_cache(maxsize=4096)
def skeleton(word: str) -> str:
    """A name's word without what transliterations differ in: "Aleksandr" and "Alexander", "Yezhov" and "Ezhov"."""
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
    """Whether two printed names may be one person's: surnames alike, and given names where both have one."""
    a, b = one.replace(".", ". ").split(), other.replace(".", ". ").split()
    if not a or not b:
        return False
    if not alike(a[-1], b[-1]):
        return bool(set(map(skeleton, a)) <= set(map(skeleton, b)) or set(map(skeleton, b)) <= set(map(skeleton, a)))
    return len(a) == 1 or len(b) == 1 or alike(a[0], b[0])


# Holders of offices, by date: the last resort


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
    """The one holder of that name in that month; where an office is said, of a like office. None where there are none or several."""
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


_LIKE = {
    "премьер-министр": "prime minister",
    "президент": "president",
    "президента": "president",
    "канцлер": "chancellor",
    "федеральный канцлер": "chancellor",
    "federal chancellor": "chancellor",
    "министр": "minister",
    "министра": "minister",
    "генеральный секретарь": "secretary-general",
    "secretary general": "secretary-general",
    "taoiseach": "prime minister",
    "premier": "prime minister",
    "presidente": "president",
    "président": "president",
    "amir": "emir",
    "minister foreign": "foreign minister",
    "minister": "foreign minister",
    "secretary": "secretary of state",
    "secretary state": "secretary of state",
    "secretary defense": "secretary of defense",
    "secretary treasury": "secretary of the treasury",
    "chair": "chair of the federal reserve",
    "chairman": "chair of the federal reserve",
    "vice-president": "vice president",
}


def like_office(one: str, other: str) -> bool:
    """Whether two names of offices may mean one."""
    a = _LIKE.get(one, one)
    return a == other or (a in ("minister", "foreign minister") and other == "foreign minister")
