"""Which language a text is written in: the script first, then the small words that no text of the language does without."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Final, NamedTuple

from servanda.words import rows

__all__ = ["language_of"]

_SAMPLE: Final = 700
_PLACES: Final = 3
_WORD: Final = re.compile(r"(?:[^\W\d_]|[\u0900-\u0dff])+")
_OF_ONE: Final = frozenset({"arabic", "hebrew", "devanagari", "bengali"})
"""Scripts in which a text is in the first language listed unless something speaks for another."""

_SCRIPTS: Final = (
    (0x0041, 0x005A, "latin"),
    (0x0061, 0x007A, "latin"),
    (0x00C0, 0x024F, "latin"),
    (0x0370, 0x03FF, "greek"),
    (0x0400, 0x052F, "cyrillic"),
    (0x0530, 0x058F, "armenian"),
    (0x0590, 0x05FF, "hebrew"),
    (0x0600, 0x06FF, "arabic"),
    (0x0750, 0x077F, "arabic"),
    (0x0900, 0x097F, "devanagari"),
    (0x0980, 0x09FF, "bengali"),
    (0x0A00, 0x0A7F, "gurmukhi"),
    (0x0A80, 0x0AFF, "gujarati"),
    (0x0B80, 0x0BFF, "tamil"),
    (0x0C00, 0x0C7F, "telugu"),
    (0x0D80, 0x0DFF, "sinhala"),
    (0x0E00, 0x0E7F, "thai"),
    (0x0E80, 0x0EFF, "lao"),
    (0x1000, 0x109F, "myanmar"),
    (0x10A0, 0x10FF, "georgian"),
    (0x1200, 0x137F, "ethiopic"),
    (0x1780, 0x17FF, "khmer"),
    (0x1E00, 0x1EFF, "latin"),
    (0x1F00, 0x1FFF, "greek"),
    (0x3040, 0x30FF, "kana"),
    (0x4E00, 0x9FFF, "han"),
    (0xAC00, 0xD7A3, "hangul"),
)
"""First and last code point, script; from Unicode's Blocks.txt."""


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language most of the text is in; None where a careful reader would not be sure."""
    sample = _sample(text).lower()
    characters = Counter(sample)
    script = _script(characters)
    if script is None:
        return None
    profile = _profiles()[script]
    if len(profile.codes) == 1:
        return profile.codes[0]
    words = _WORD.findall(sample)
    score = dict.fromkeys(profile.codes, 0.0)
    for word in words:
        for code in profile.words.get(word, ()):
            score[code] += 1
    for sign, code in profile.signs:
        score[code] += 0.5 * characters.get(sign, 0)
    return _chosen(score, len(words), script)


def _chosen(score: dict[str, float], total: int, script: str) -> str | None:
    (second, _), (best, code) = sorted((value, code) for code, value in score.items())[-2:]
    first = next(iter(score))
    if best < 2 and total > 3 and script in _OF_ONE and best == score[first]:
        return first
    if total < 5 or best < 2 or best < 0.06 * total or best < 1.03 * second:
        return None
    return code


def _sample(text: str) -> str:
    """Pieces from several places: a head or a table may speak another language than the rest."""
    if len(text) <= _SAMPLE * _PLACES:
        return text
    step = (len(text) - _SAMPLE) // (_PLACES + 1)
    return " ".join(text[place * step : place * step + _SAMPLE] for place in range(1, _PLACES + 1))


def _script(characters: Counter[str]) -> str | None:
    """The script of most letters. Japanese is known by its kana, however many ideographs stand between them."""
    counts: Counter[str] = Counter()
    for character, times in characters.items():
        point = ord(character)
        for first, last, script in _SCRIPTS:
            if first <= point <= last:
                counts[script] += times
                break
    if counts["kana"] * 10 >= counts["han"] + counts["kana"] > 0:
        counts["kana"] += counts.pop("han", 0)
    best = max(counts, key=lambda name: counts[name], default="latin")
    return best if counts[best] >= 3 and counts[best] * 2 > sum(counts.values()) else None


class _Profile(NamedTuple):
    """The languages of one script."""

    codes: tuple[str, ...]
    words: dict[str, tuple[str, ...]]
    """Word to the languages it is common in; once more for a language whose relatives lack it."""
    signs: tuple[tuple[str, str], ...]
    """A letter that the relatives lack, and whose it is."""


@cache
def _profiles() -> dict[str, _Profile]:
    listed: dict[str, list[tuple[str, ...]]] = {}
    for row in rows("languages"):
        listed.setdefault(row[1], []).append(row)
    return {script: _profile(languages) for script, languages in listed.items()}


def _profile(languages: list[tuple[str, ...]]) -> _Profile:
    found: dict[str, tuple[str, ...]] = {}
    signs: list[tuple[str, str]] = []
    for code, _, common, telling in languages:
        for word in dict.fromkeys(common.split()):
            found[word] = (*found.get(word, ()), code)
        for sign in telling.split() if telling != "-" else ():
            found[sign] = (*found.get(sign, ()), code)
            if len(sign) == 1:
                signs.append((sign, code))
    return _Profile(tuple(row[0] for row in languages), found, tuple(signs))
