"""What words are about: stems that can name a matter, and pairs of stems that stand together as one thing's name does.

A term is a stem ("trade") or two joined by a space, the second being the head ("import substitut", also for "substitution of
imports"). Its weight tells how well it names a matter: words that are rare and nouns do, those that every talk has do not.
Weights come from a shipped table, so that a record's terms never depend on what else is in the ledger.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from servanda.comparison.claims.stems import stem
from servanda.words import rows, table, words

_WORD = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|\w+(?:\.\w+)+/\S*"  # addresses, which are no words
    r"|[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*|[^\w\s]"
)
_COUNT = re.compile(r"[1-9]\d{1,3}")
_YEARS = range(1800, 2200)
_COUNTED = 4.0
"""Weight in bits of a number with what it counts: "28 programmes" are the same 28 elsewhere."""
_MONEY = frozenset("$€£¥₽#№")
_OPENING = frozenset('.!?:“"«')
_NO_WORDS = frozenset(("mark", "count", "hyphen"))
_KEEPING_HEAD = frozenset(("article", "state"))
"""Behind these, what follows "X of" is still of X."""
_ACRONYM = 5
"""Letters beyond which a word in capitals is shouted, and no acronym."""
_OF = frozenset(("of", "to", "for", "on", "in", "between", "against"))
"""Behind a head these lead to what it is of: "restrictions on goods"."""
_ARTICLES = frozenset(
    ("the", "a", "an", "our", "their", "its", "his", "her", "your", "my", "all", "these", "those", "this", "that", "such")
)
UNKNOWN = 85
"""Rarity in tenths of bits of a word that the table does not have."""
_RAREST = 65
"""Beyond this, rarity says more of a word's form than of its matter."""

_RARE = 60
"""Rarity in tenths of bits from which a word is rare: fewer than one talk in sixty has it."""
_ALONE = 3.0
"""Weight in bits of a word that names a matter well enough without another."""
_NOUN_TOO = 3
"""Columns of a verb that is not as often a noun."""
_TOPIC = 55
"""Per cent of a topic below which a word names a matter only beside another."""
_VERBS = 40
"""Per cent of its company that stands beside nouns, below which a word is a verb."""
_HEADS = 25
"""Per cent of its uses in which a word must end a noun phrase to be a head."""


class Word(NamedTuple):
    """A word as terms see it."""

    stem: str
    weight: float
    """As a term of its own, in bits; 0 where it cannot be one."""
    share: float
    """What it adds to a pair's weight; 0 for small words."""
    general: bool
    """Whether it names no matter by itself."""
    heads: bool
    """Whether it can be the head of a pair."""
    listed: bool
    """Whether the table has it."""
    verb: bool
    """Whether it is a verb, by its form or by what stands beside it."""


_NONE = Word("", 0.0, 0.0, general=True, heads=False, listed=True, verb=False)


class Term(NamedTuple):
    """A term where it stands."""

    term: str
    weight: float
    start: int
    end: int


class _Placed(NamedTuple):
    lower: str
    word: Word
    start: int
    end: int
    name: bool
    """Whether it is written as a name."""


class _Row(NamedTuple):
    rarity: int = UNKNOWN
    topic: int = 70
    burst: int = 70
    head: int = 50
    noun: int = 70
    family: str = ""


@cache
def _table() -> dict[str, _Row]:
    read: dict[str, _Row] = {}
    for base, rarity, topic, burst, head, noun, family in rows("stem-rarity"):
        read[base] = _Row(int(rarity), int(topic), int(burst), int(head), int(noun), family)
    return read


@cache
def _small() -> frozenset[str]:
    return words("function-words") | words("grammar-words")


@cache
def _named() -> frozenset[str]:
    """Names of states, small letters: whose a matter is, never what it is."""
    return frozenset(form for form in table("countries") if " " not in form)


@cache
def _people() -> frozenset[str]:
    """Given names, small letters: with a capital they begin a person's name."""
    return frozenset(name.lower() for name in words("given-names"))


@cache
def _capitals() -> frozenset[str]:
    """Capitals, small letters: names also where a sentence begins."""
    return frozenset(name.lower() for name in table("capitals") if " " not in name)


@cache
def _pasts() -> frozenset[str]:
    """Irregular past forms."""
    return frozenset(form for row in rows("verbs") if len(row) > 1 for form in row[1].split("/") if form != row[0])


@cache
def _thirds() -> frozenset[str]:
    """Forms in "-s" of verbs that are no nouns too."""
    bases = (row[0] for row in rows("verbs") if len(row) <= _NOUN_TOO)
    return frozenset(base + ("es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else "s") for base in bases)


@lru_cache(maxsize=100_000)
def word_of(lower: str) -> Word:
    """A word, given in small letters."""
    if len(lower) < 3 or lower in _small() or lower in _named():
        return Word(lower, 0.0, 0.0, True, False, True, False)
    base = stem(lower)
    row = _table().get(base)
    rarity, topic, burst, head, noun, family = row or _Row()
    base = table("stem-families").get(base) or family or base
    bits = 0.9 + 0.75 * min(rarity, _RAREST) / 10
    verb = noun < _VERBS or lower in _pasts() or lower in _thirds()
    heads = head >= _HEADS and not verb and not lower.endswith(("ly", "ed"))
    if base in words("general-words") or lower.endswith("ly"):
        return Word(base, 0.0, bits / 4, True, heads, True, verb)
    alone = 0.0 if base in _titles() or topic < _TOPIC else bits * topic / 100
    return Word(base, alone, bits * (0.35 + 0.65 * burst / 100), False, heads, row is not None, verb)


class _Part(NamedTuple):
    """What a piece of text is to a noun phrase."""

    kind: Literal["mark", "hyphen", "count", "of", "article", "small", "state", "word"]
    lower: str = ""
    word: Word = _NONE
    name: bool = False
    """Whether it is written as a name where no sentence begins."""
    name_first: bool = False
    """Whether it is one where a sentence begins."""
    ends: bool = False
    """Whether what was done to a thing begins here: "opened"."""


@lru_cache(maxsize=100_000)
def _part(piece: str) -> _Part:
    lower = piece.lower().partition("'")[0].partition("’")[0]
    if lower == "non":  # "non-expansion" is of the same matter as expansion
        return _Part("hyphen")
    if not lower.isalpha():
        counts = _COUNT.fullmatch(piece) and int(piece) not in _YEARS
        return _Part("hyphen" if piece == "-" else "count" if counts else "mark", piece)
    if lower in _OF or lower in _ARTICLES:
        return _Part("of" if lower in _OF else "article")
    word, small = word_of(lower), piece[0].islower()
    if not word.share or (lower in _people() and not small) or (word.verb and small):
        return _Part("state" if lower in _named() else "small")
    first = not small and (lower in _capitals() or not word.listed)
    name = first or (not small and not (piece.isupper() and len(piece) > _ACRONYM))
    return _Part("word", lower, word, name, first, ends=small and lower.endswith("ed"))


def terms_of(text: str, start: int, end: int) -> list[Term]:
    """The terms in a stretch of text, in the order in which they are complete."""
    found: list[Term] = []
    phrase = _Phrase(found)
    opening, last = True, ""
    for match in _WORD.finditer(text, start, end):
        piece = match.group()
        part = _part(piece)
        kind = part.kind
        if kind == "word":
            if part.ends and phrase.before:
                phrase.close()
            phrase.grow(_Placed(part.lower, part.word, *match.span(), part.name_first if opening else part.name))
            opening, last = False, ""
            continue
        if kind == "small":
            phrase.close()
        elif kind == "of":
            phrase.close(phrase.before or phrase.head)
        elif kind in _KEEPING_HEAD:
            phrase.close(phrase.head)
        elif kind != "hyphen":
            phrase.close()
            if kind == "count" and last not in _MONEY:
                phrase.count = match
        opening = kind in _NO_WORDS and (opening or piece in _OPENING)
        last = piece
    phrase.close()
    return found


class _Phrase:
    """A noun phrase as its words come."""

    def __init__(self, found: list[Term]) -> None:
        self._found = found
        self.before: _Placed | None = None
        """The word right before."""
        self.head: _Placed | None = None
        """Behind "X of": X."""
        self.count: re.Match[str] | None = None
        """The number that it begins with."""
        self._pending: Term | None = None
        """What the last word is to the head before "of", should no other follow."""

    def grow(self, here: _Placed) -> None:
        """One more word, and the terms that it completes."""
        self._pending = None
        if here.word.weight > 0 and not here.name:
            self._found.append(Term(here.word.stem, here.word.weight, here.start, here.end))
        if self.before and _joinable(self.before, here):
            self._found.append(_pair(self.before, here))
        if self.head and _joinable(here, self.head) and not _belongs(here, self.head):
            self._pending = _pair(here, self.head)
        self.before = here

    def close(self, head: _Placed | None = None) -> None:
        """Its end, and the terms that this completes; `head` stays the head of what follows."""
        if self._pending:
            self._found.append(self._pending)
        if self.count and self.before and self.before.word.heads and self.before.word.stem not in _uncounted():
            number = self.count.group()
            if self._found and self._found[-1].end == self.before.end and " " in self._found[-1].term:
                self._found.pop()  # "28 joint programmes" are no other joint programmes
            self._found.append(Term(f"{number} {self.before.word.stem}", _COUNTED, self.count.start(), self.before.end))
        self.before = self.count = self._pending = None
        self.head = head


def _belongs(whose: _Placed, head: _Placed) -> bool:
    """Whether "of" leads from one name to another that it belongs to ("Marsh of Ardania"), and not to what a treaty is on."""
    return whose.name and head.name and head.word.stem not in _titles()


def _joinable(modifier: _Placed, head: _Placed) -> bool:
    if not head.word.heads or modifier.word.stem == head.word.stem or (modifier.word.general and head.word.general):
        return False
    if modifier.word.stem in _uncounted() or f"{modifier.lower} {head.lower}" in table("countries"):
        return False
    if (modifier.name and head.word.stem in _bodies()) or (head.name and modifier.lower in table("offices")):
        return False
    if modifier.name and head.word.general and not head.name:
        return False  # "the Belmoran side"
    if any(one.word.weight >= _ALONE and not one.name for one in (modifier, head)):
        return False
    return not (modifier.name and head.name) or head.word.listed


@cache
def _titles() -> frozenset[str]:
    """Stems of nouns that are the head of an instrument's name, and so are none alone."""
    return frozenset(stem(row[0]) for row in rows("instrument-nouns"))


@cache
def _bodies() -> frozenset[str]:
    return frozenset(stem(noun) for noun in words("body-nouns"))


@cache
def _uncounted() -> frozenset[str]:
    return frozenset(stem(noun) for noun in words("counted-otherwise"))


def _pair(modifier: _Placed, head: _Placed) -> Term:
    weight = modifier.word.share + head.word.share
    name = f"{modifier.word.stem} {head.word.stem}"
    return Term(_synonyms().get(name, name), weight, min(modifier.start, head.start), max(modifier.end, head.end))


@cache
def _synonyms() -> dict[str, str]:
    """Pairs that name what another pair names, by stems: "nuclear energi"."""
    return {_stems_of(name): _stems_of(other) for name, other in table("term-synonyms").items()}


def _stems_of(name: str) -> str:
    return " ".join(word_of(word).stem for word in name.split())


def is_rare(term: str) -> bool:
    """Whether a term is one thing's name wherever it is met: a pair, or a word that few talks have."""
    return " " in term or _table().get(term, _Row()).rarity >= _RARE


def names_instrument(term: str) -> bool:
    """Whether a term is the name of a treaty, an agreement or the like."""
    return " " in term and term.rpartition(" ")[2] in _titles()
