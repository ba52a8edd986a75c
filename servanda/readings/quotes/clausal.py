"""Whether words make a clause: a finite verb, looked for without a parser."""

from __future__ import annotations

from servanda.readings.quotes.cues import forms, group
from servanda.readings.quotes.tokens import QUOTED, Sentence

_FAR = 30
_NEAR = 9
"""Tokens within which a clause must show its verb; near, where a noun phrase is as likely."""


def looks_clausal(s: Sentence, j: int, limit: int) -> bool:
    """Whether a finite verb follows somewhere, so that a clause may begin here."""
    for i in range(j, min(limit, j + _FAR)):
        low = s.at(i)
        if _finite(low) or (i > j and low == QUOTED):
            return True
        if i > j and (low.endswith("ed") or any(c.form in ("past", "s") for c in forms().get(low, ()))):
            return True
    return group(s.at(j)) == "pron"


def finite_near(s: Sentence, j: int, limit: int) -> bool:
    """Whether a finite verb follows soon, with nothing but its subject before it."""
    if group(s.at(j)) == "pron":
        return j + 1 < limit
    for i in range(j + 1, min(limit, j + _NEAR)):
        low = s.at(i)
        if _finite(low):
            return True
        if not s.capital(i) and any(c.form in ("past", "s") for c in forms().get(low, ())):
            return True
        if group(low) in ("conj", "sub") or not s.word(i) or low == "to":
            return False
    return False


def _finite(low: str) -> bool:
    return group(low) in ("be", "aux", "modal", "deed") or "n't" in low or (group(low) == "pron" and "'" in low)
