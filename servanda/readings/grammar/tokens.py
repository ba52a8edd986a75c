"""Words and marks of a stretch of text, with contractions parted: "we'll" is "we" and "'ll", "don't" is "do" and "n't".

A range of numbers ("9–10", "2023–2025"), an abbreviation or initial with its stop ("p.m.", "U.S.", "Jr.", the "J." of "Dora J.
Vale") and a web address are one token each; a tag is none.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from servanda.readings.tags import TAG
from servanda.words import words

_ABBREVIATED = "|".join(sorted(word for word in words("abbreviations") if word.isalpha() and word not in ("art", "no")))
"""What a stop behind shortens; not "art" and "no", which are words of their own as well."""
_TOKEN = re.compile(
    rf"(?P<tag>{TAG})|"
    r"https?://[^\s<>()\[\]\"“”]+"  # an address, whose colon ends no clause
    r"|(?:[^\W\d_]\.){2,}(?:[-'’&/][^\W\d_]+)*(?!\w)"  # letters with their stops
    rf"|(?P<initial>[A-Z]\.(?=\s+[A-Z]))|(?i:{_ABBREVIATED})\.(?=,|\s+\w)"  # "my right hon. Friend": a stop that ends no clause
    r"|,\s(?P<junior>[JS]r\b\.?)(?:,(?=\s+[a-z]))?"  # belongs to the name, its commas part nothing
    r"|\w+(?:[-'’.,&/]\w+|(?<=\d)[–—](?=\d)\w+)*"  # words, numbers and ranges of numbers
    r"|\.{2,}|[^\w\s]"
)
_CLITIC = re.compile(r"(?:n['’]t|['’](?:ll|re|ve|d|m))\Z", re.IGNORECASE)
_S_AFTER = frozenset({"it", "he", "she", "that", "there", "what", "who", "here", "where", "let", "how", "everything", "nobody"})
"""Words after which "'s" is a verb or a pronoun, not a possessive."""
_APOSTROPHE = str.maketrans("’", "'")


class Token(NamedTuple):
    """A word or a mark, with its place in the record's text."""

    text: str
    lower: str
    """Lower-case, with the plain apostrophe."""
    start: int
    end: int


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens of a stretch, in order."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        if match.lastgroup == "tag":
            continue
        piece, left, right = match.group(), match.start(), match.end()
        if match.lastgroup == "junior":
            piece, left = match["junior"], match.start("junior")
        elif match.lastgroup == "initial" and found and not found[-1].text[0].isupper():  # "plan A. Then"
            found.append(Token(piece[0], piece[0].lower(), left, left + 1))
            piece, left = piece[1], left + 1
        lower = piece.lower()
        if "'" in piece or "’" in piece:
            lower = lower.translate(_APOSTROPHE)
            split = _clitic(lower)
            if 0 < split < len(piece):
                found.append(Token(piece[:split], lower[:split], left, left + split))
                found.append(Token(piece[split:], lower[split:], left + split, right))
                continue
        found.append(Token(piece, lower, left, right))
    return found


def _clitic(lower: str) -> int:
    """Where a contracted verb or negation begins within a word; 0 where none does."""
    if lower.endswith("'s"):
        return len(lower) - 2 if lower[:-2] in _S_AFTER else 0
    match = _CLITIC.search(lower)
    return match.start() if match else 0
