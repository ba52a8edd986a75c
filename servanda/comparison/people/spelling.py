"""What spellings of one name have in common: `key` is the same for all of them, and short enough to be looked up.

"Aleksandr Orlenko", "Aliaksandr Orlenka", "ORLENKO Alexander Petrovich" and "Александр Орленко" have one key. It is made of the
given name and the surname; what stands between tells two people of one name apart (`middle`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from servanda.readings.officeholders import holders
from servanda.readings.persons import skeleton
from servanda.words import of_part, table, words

_CYRILLIC = {
    **dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
            [*"abvgdee", "zh", *"ziiklmnoprstuf", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya"],
            strict=True,
        )
    ),
    "і": "i",
    "ї": "yi",
    "є": "ye",
    "ґ": "g",
    "ў": "u",
    "ј": "j",
    "љ": "lj",
    "њ": "nj",
    "ћ": "c",
    "ђ": "dj",
    "џ": "dz",
}
"""Letters of the Cyrillic alphabets as English-language records mostly print them."""

_LATIN = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
"""Letters that have no accent to be taken off."""

_PATRONYMIC = re.compile(r"\w{2,}(?:[oe]v[iy]?ch|(?:ov|ev|yev|iv|ich|inich)n[ay]|ilich|ьич)$")
_ARTICLE = re.compile(r"^(?:al|el|as|at|ad|an|ar|ash|az|ul)[-‑]")
_SPLIT = re.compile(r"[\s\-‑–]+")
_DOT = re.compile(r"\.(?=\S)")


@lru_cache(maxsize=16384)
def latin(text: str) -> str:
    """A text in small Latin letters without accents. Scripts other than Latin and Cyrillic stay."""
    small = "".join(_CYRILLIC.get(c, _LATIN.get(c, c)) for c in unicodedata.normalize("NFC", text.lower()))
    return "".join(c for c in unicodedata.normalize("NFD", small) if unicodedata.category(c) != "Mn")


@lru_cache(maxsize=16384)
def word_key(word: str, *, given: bool = False) -> str:
    """A word of a name without what spellings differ in; of given names the form that stands for all."""
    plain = latin(word).strip(".,'’`\"")
    if given:
        plain = table("given-name-variants").get(plain, plain)
    return _endings(skeleton(plain))


def _endings(plain: str) -> str:
    """Without what Belarusian and Ukrainian spellings differ in beyond single letters: "Orlenko" and "Orlenka"."""
    plain = re.sub(r"ts(?=[ie])", "t", plain)
    plain = re.sub(r"ou(?=sk)", "ov", plain)
    return re.sub(r"(?<=enk)[ao]$", "", plain)


@lru_cache(maxsize=16384)
def name_words(name: str) -> tuple[str, ...]:
    """A name's words, given name first, without titles and small words; "LAVROV Sergei Viktorovich" is turned round."""
    tokens = [token.strip(',;:()"“”«»') for token in _DOT.sub(". ", name).split()]
    titles = of_part("name-parts", "title")
    tokens = [_ARTICLE.sub("", token) for token in tokens if token.lower().strip(".") not in titles]
    surname_first = len(tokens) > 1 and len(tokens[0]) > 2 and tokens[0].isupper() and not tokens[-1].isupper()
    patronymic_last = (
        len(tokens) == 3 and _PATRONYMIC.fullmatch(latin(tokens[2])) and not _PATRONYMIC.fullmatch(latin(tokens[1]))
    )
    if surname_first or patronymic_last:
        tokens = [*tokens[1:], tokens[0]]
    particles = of_part("name-parts", "particle")
    words = [word for token in tokens for word in _SPLIT.split(token) if word and word.lower() not in particles]
    return tuple(words)


@lru_cache(maxsize=16384)
def key(name: str) -> str:
    """What all spellings of a person's name share; of a lone word that word's alone. Empty where there is no word.

    Peers are known by the whole of their title. The order of given name and surname does not matter.
    """
    found = _key(name)
    return _aliases().get(found, found)


def _key(name: str) -> str:
    words = name_words(name)
    if not words:
        return ""
    if is_peer(words[0]):
        return " ".join(word_key(word) for word in words)
    if is_short(name):
        return " ".join(word_key(word) for word in words)
    return " ".join(sorted((word_key(words[0], given=True), word_key(words[-1]))))


@cache
def _aliases() -> dict[str, str]:
    """For names of office holders in Russian, which letters alone do not lead back, the key of the name in English."""
    pairs = ((_key(holder.russian), _key(holder.name)) for holder in holders() if " " in holder.russian)
    return {russian: english for russian, english in pairs if russian != english}


@lru_cache(maxsize=16384)
def middle(name: str) -> str:
    """The first letter of what stands between given name and surname ("George W. Bush": w); empty where nothing does.

    A patronymic is left out: records print it or not, as they like.
    """
    between = [word for word in name_words(name)[1:-1] if not _PATRONYMIC.fullmatch(latin(word))]
    return latin(between[0])[:1].replace("j", "z") if between else ""  # "Jomart" and "Zhomart"


def is_peer(word: str) -> bool:
    """Whether a name that begins with this word is a peer's or a prelate's title."""
    return word.lower() in words("peers")


def is_short(name: str) -> bool:
    """Whether a name is too short to tell a person beyond its record: one word, or initials and a surname."""
    words = name_words(name)
    alone = len(words) < 2 or " " not in _DOT.sub(". ", name.strip()).strip()
    return alone or all(len(word.strip(".")) == 1 for word in words[:-1])


def body_key(name: str) -> str:
    """What spellings of a body's name share."""
    plain = re.sub(r"[^\w\s]", " ", latin(name.removeprefix("the ").removeprefix("The ")).replace("'s", "").replace("’s", ""))
    return " ".join(plain.replace("organization", "organisation").split())
