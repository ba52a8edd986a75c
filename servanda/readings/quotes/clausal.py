"""Whether words make a clause or an infinitive: their verb, looked for without a parser."""

from __future__ import annotations

from servanda.readings.quotes.cues import forms, group
from servanda.readings.quotes.tokens import QUOTED, Sentence

_FAR = 30
_NEAR = 9
"""Tokens within which a clause must show its verb; near, where a noun phrase is as likely."""

_NOMINAL = ("cy", "ity", "ness", "ism", "ship")
_LONGEST_IN_ING = 6
"""Letters of the longest verbs that end in -ing by nature: "string", "spring"."""


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


def infinitive_at(s: Sentence, i: int) -> bool:
    """Whether a verb's base form may stand behind "to": no name, no plural, no noun that its ending tells."""
    low = s.at(i)
    if s.capital(i) or not s.word(i) or group(low) in ("det", "pron", "sub", "prep"):
        return False
    if low.endswith(_NOMINAL) or (low.endswith("ing") and len(low) > _LONGEST_IN_ING):
        return False
    return not low.endswith("s") or low.endswith(("ss", "us"))
