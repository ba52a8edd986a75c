"""Where reported words end: at the sentence's end, or where the reporter takes up again."""

from __future__ import annotations

from servanda.readings.quotes.cues import forms, group
from servanda.readings.quotes.nominals import verb_group
from servanda.readings.quotes.tokens import QUOTED, Sentence

_SUBJECT_AT_MOST = 9
"""Tokens between "and" and a further verb of saying that may be its subject."""
_STAND_WITHIN = frozenset({"weak", "hold"})
_REPORTER_RESUMES = frozenset(["and", "but", "while", "whereas"])


def content_end(s: Sentence, begin: int, limit: int, *, clause: bool) -> int:
    """The token after the last of what is reported from a place on; `clause` tells a that-clause from a noun phrase."""
    for i in range(begin, limit):
        low = s.at(i)
        if i > begin and low in (",", ";", "–", "—") and _resumes(s, i, limit):
            return i
        if low == QUOTED and s.text[s.places[i][1] - 2] == "," and _resumes(s, i, limit):
            return i + 1
        if low in ("and", "but") and i > begin and _next_verb(s, i + 1, limit, clause=clause):
            return i - 1 if s.at(i - 1) == "," else i
    return limit


def _resumes(s: Sentence, comma: int, limit: int) -> bool:
    i = comma + 1
    if s.at(i) == QUOTED:
        return False
    while i < limit and group(s.at(i)) == "adverb":
        i += 1
    if _cue(s, i, "ing") or (_cue(s, i, "past") and group(s.at(i + 1)) in ("det", "sub") and s.at(i + 1) != "as"):
        return True
    if s.at(i) == "as" and i + 1 < limit:
        return (s.at(i + 1).endswith("ed") and s.at(i + 2) == "by") or _verb_within(s, i + 1, min(limit, i + _SUBJECT_AT_MOST))
    if s.at(i) == "according":
        return True
    if s.at(i) in _REPORTER_RESUMES:
        i += 1
        while i < limit and group(s.at(i)) == "adverb":
            i += 1
        return _cue(s, i, "ing") or (s.at(i) != "that" and _verb_within(s, i, min(limit, i + _SUBJECT_AT_MOST)))
    return s.at(comma) == ";" and s.at(i) != "that" and _verb_within(s, i, min(limit, i + _SUBJECT_AT_MOST))


def _verb_within(s: Sentence, begin: int, limit: int) -> bool:
    """Whether a past verb of saying follows with nothing but its subject before it."""
    for i in range(begin, limit):
        low = s.at(i)
        if low in (",", ";", ":", "that", "which", "who", "to", QUOTED):
            return False
        if _cue(s, i, "past") or _present(s, i):
            _, _, passive, infinitive = verb_group(s, i)
            return not infinitive and (not passive) and group(s.at(i + 1)) != "be" and s.at(i + 1) != "by"
        if group(low) in ("be", "modal"):
            return False
    return False


def _next_verb(s: Sentence, begin: int, limit: int, *, clause: bool) -> bool:
    i = begin
    while i < limit and group(s.at(i)) == "adverb":
        i += 1
    if i >= limit - 1 or s.at(i + 1) == "by":
        return False
    if (_cue(s, i, "past") and not _participle(s, i)) or _present(s, i):
        return True
    if clause:
        return False
    if group(s.at(i)) == "deed":
        return True
    return s.at(i).endswith("ed") and not s.capital(i) and group(s.at(i + 1)) in ("det", "prep", "adverb")


def _participle(s: Sentence, i: int) -> bool:
    """Whether a form stands before a noun: "recognised and stated goals"."""
    after = s.at(i + 1)
    return (
        group(after) is None
        and s.word(i + 1)
        and not s.capital(i + 1)
        and after != "that"
        and after.endswith("s")
        and after not in ("its",)
    )


def _present(s: Sentence, i: int) -> bool:
    """A form in -s that is no noun: "argues that", "tells the"."""
    return any(
        c.form == "s" and "noun" not in c.verb.frames and c.verb.kind not in ("weak", "hold") for c in forms().get(s.at(i), ())
    )


def _cue(s: Sentence, i: int, form: str) -> bool:
    """A form that takes the report up again; verbs of giving and of thinking stand within contents too often."""
    return any(
        c.form == form and c.verb.kind not in _STAND_WITHIN and "light" not in c.verb.frames for c in forms().get(s.at(i), ())
    )
