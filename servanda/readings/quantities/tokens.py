"""A stretch of text as words, numbers and signs, with their places; and the quick look that tells whether to cut it at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from servanda.readings.tags import LINK, TAG
from servanda.words import rows

NUMBER = (
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d|,\d)"  # 1,307,000.5
    r"|\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?:[.,]\d{1,2})?(?![\d\-])(?![ \u00a0\u202f]\d)"  # 1 307 000
    r"|\d{1,3}(?:['’]\d{3})+(?:[.,]\d{1,2})?(?!\d)"  # 1’307’000
    r"|\d+(?:[.,·]\d+)*"  # 42, 3.14, 24.05.2024, 1,00,000; 15·5 in older British print
    r"|(?<![\w.])\.\d+"  # .08
)
VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_COMPLETING = 5
"""Tokens from the bracket that opens to the one that closes behind an amount's unit."""
_PREFIX = r"(?:US|CA|AU|NZ|HK|SG|NT|MX|[ACSRE])(?=[$£])|(?<=\$)(?:US|CA|AU|NZ|HK|SG|NT|[ACS])(?=\d)|Y=(?=\d)"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists, one item a token; offsets count from the record's start."""

    raw: list[str]
    low: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.raw)

    def glued(self, index: int) -> bool:
        """Whether no space stands between this token and the one before it."""
        return 0 < index < len(self.starts) and self.ends[index - 1] == self.starts[index]

    def word(self, index: int) -> str:
        """The token, lower-case; empty beyond either end."""
        return self.low[index] if 0 <= index < len(self.low) else ""

    def is_word(self, index: int) -> bool:
        """Whether there is a token there that begins with a letter."""
        return 0 <= index < len(self.raw) and self.raw[index][0].isalpha()

    def is_number(self, index: int) -> bool:
        """Whether there is a number in digits there."""
        return 0 <= index < len(self.raw) and is_digits(self.raw[index])


def is_digits(token: str) -> bool:
    """Whether a token is a number in digits."""
    return "0" <= token[0] <= "9" or (token[0] == "." and len(token) > 1 and "0" <= token[1] <= "9")


@cache
def _token() -> re.Pattern[str]:
    codes = [row[0] for row in rows("currencies")] + [s for row in rows("currencies") for s in row[2].split(",") if s.isalpha()]
    glued = "|".join(sorted(set(codes), key=lambda code: (-len(code), code)))
    return re.compile(
        rf"(?P<tag>{TAG}|{LINK})|{NUMBER}|(?:{glued})(?=\d)|{_PREFIX}|(?:[^\W\d_]\.){{2,}}|[^\W\d_]\w*(?:['’](?![sS]\b)[^\W\d_]+)?|['’][sS]\b|\S"
    )


def cut(text: str, start: int, end: int) -> Tokens:
    """The tokens of text[start:end]; a tag is none, nor is what makes a link of words."""
    found = [match for match in _token().finditer(text, start, end) if match.lastgroup != "tag"]
    raw = [match.group() for match in found]
    return Tokens(raw, [word.lower() for word in raw], [match.start() for match in found], [match.end() for match in found])


def completed(tokens: Tokens) -> Tokens:
    """The tokens without the brackets in which a publisher completes an amount: "51 [billion dollars]", "5.7 [per cent]"."""
    idle: set[int] = set()
    for i in range(1, len(tokens)):
        if tokens.raw[i] == "[" and tokens.is_number(i - 1) and tokens.is_word(i + 1):
            closing = next((k for k in range(i + 2, min(i + _COMPLETING, len(tokens))) if tokens.raw[k] == "]"), None)
            idle |= {i, closing} if closing is not None else set()
    if not idle:
        return tokens
    kept = [i for i in range(len(tokens)) if i not in idle]
    ends = [tokens.ends[i + 1] if i + 1 in idle and tokens.raw[i + 1] == "]" else tokens.ends[i] for i in kept]
    return Tokens([tokens.raw[i] for i in kept], [tokens.low[i] for i in kept], [tokens.starts[i] for i in kept], ends)


@cache
def trigger() -> re.Pattern[str]:
    """Matches where an amount may begin: a digit, a vulgar fraction or a number word."""
    words = [row[0] for row in rows("number-words") if row[2] not in ("short", "letter") and row[0] != "half"]
    tree = _alternation(sorted(words))
    return re.compile(rf"[0-9{VULGAR}][^\s]*|\b(?:{tree}|half)\b(?!-baked)", re.IGNORECASE)


def _alternation(words: list[str]) -> str:
    """The words as a tree of their beginnings, which a backtracking matcher walks without trying each word."""
    heads: dict[str, list[str]] = {}
    for word in words:
        heads.setdefault(word[:1], []).append(word[1:])
    branches = []
    for head, tails in heads.items():
        if not head:
            continue
        rest = [tail for tail in tails if tail]
        inner = _alternation(rest) if rest else ""
        branches.append(head + (f"(?:{inner}){'?' if '' in tails else ''}" if inner else ""))
    return "|".join(branches)
