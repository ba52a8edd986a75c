"""Fragments of regular expressions for what Python's `re` cannot say: a capital letter of any script that has them."""

from __future__ import annotations

_CASED = ((0x41, 0x5A), (0xC0, 0x17F), (0x386, 0x3A9), (0x400, 0x42F), (0x490, 0x4E9), (0x531, 0x556))
"""Blocks of the Latin, Greek, Cyrillic and Armenian scripts from which names are written."""


def _capitals() -> str:
    runs: list[list[int]] = []
    for first, last in _CASED:
        for code in range(first, last + 1):
            if not chr(code).isupper():
                continue
            if runs and runs[-1][1] == code - 1:
                runs[-1][1] = code
            else:
                runs.append([code, code])
    return "".join(chr(a) if a == b else f"{chr(a)}-{chr(b)}" for a, b in runs)


CAPITALS = _capitals()
"""What stands inside `[...]` for a capital letter."""

WORD = r"[\w'’ʼ`´‘\-‑]"
"""A character of a name's word."""

CAPITALISED = rf"[{CAPITALS}](?:{WORD})*"
"""A word that begins with a capital letter."""

BLANK = r"[ \t\xa0\u2002-\u200b\u202f\u3000]"
"""White space within a line."""
