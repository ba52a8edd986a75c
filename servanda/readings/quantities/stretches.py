"""Where a stretch that names what is measured ends: a noun phrase, the clause behind a noun, and what is cut from either."""

from __future__ import annotations

from servanda.readings.grammar.lexicon import nouny, verb
from servanda.readings.quantities.guards import is_time_word
from servanda.readings.quantities.nouns import is_plural, phrase_ends
from servanda.readings.quantities.numbers import openers
from servanda.readings.quantities.roles import role
from servanda.readings.quantities.tokens import Tokens, is_digits
from servanda.readings.quantities.verbs import begins_verb, kind_of
from servanda.words import table, words

__all__ = [
    "JOINING",
    "LONGEST",
    "RELATIVE",
    "SIGNS",
    "clause_end",
    "is_place",
    "is_sign",
    "phrase_end",
    "says_on",
    "trimmed",
    "whole_clause",
]

LONGEST = 9
"""Tokens in the longest stretch that is given as what is measured."""
SIGNS = frozenset(',;:.!?()[]"“”«»—–…')
"""Marks that part clauses."""
JOINING = role("joining")
RELATIVE = role("relative")
_INSIDE = role("inside-phrase")
_LEFT_OPEN = ("pronoun", "determiner", "auxiliary", "preposition", "adverb")
"""Classes of words with which no stretch ends."""
_DANGLING = _INSIDE | frozenset(["a", "an", "the", "and", "or", "that", "which", "who", "-", "our", "its", "their", "as", "by"])


def is_sign(tokens: Tokens, at: int) -> bool:
    """Whether a token parts clauses; the stop of an abbreviation ("my right hon. Friend") does not."""
    low = tokens.low[at]
    if low in "–—" and tokens.is_number(at - 1) and tokens.is_number(at + 1):  # "2024–2026"
        return False
    return low in SIGNS and not (low == "." and tokens.word(at - 1) in words("abbreviations"))


def phrase_end(tokens: Tokens, start: int) -> int:
    """Where a noun phrase with its own phrases ends: at a sign, a verb that can be told, a joining word."""
    stops = phrase_ends()
    at = start
    while at < len(tokens) and at < start + LONGEST:
        low = tokens.low[at]
        kind = stops.get(low)
        if kind == "verb" and tokens.word(at + 1) == "of":  # "the best estimate of"
            kind = None
        if kind == "adverb" and at > start and stops.get(tokens.low[at - 1]) == "determiner":  # "of the overall population"
            kind = None
        if is_sign(tokens, at) or (at > start and low in RELATIVE) or (low in JOINING and not _adjectives(tokens, at)):
            break
        if at > start and begins_verb(tokens, at):
            break
        if kind in ("auxiliary", "verb", "adverb", "pronoun") or (kind == "preposition" and low not in _INSIDE and at > start):
            break
        if at > start and (is_digits(tokens.raw[at]) or low in openers()) and _INSIDE & {*tokens.low[max(start, at - 2) : at]}:
            at -= 1
            break
        if low in _INSIDE and at > start and _tells_time(tokens.word(at + 1)):
            break
        at += 1
    if at == start + LONGEST and at < len(tokens) and _breaks_off(tokens, at):
        at = _last_phrase(tokens, start, at, joined=("of",))
        at = at if at > start else start + LONGEST
    return max(start, trimmed(tokens, start, at))


def _tells_time(low: str) -> bool:
    """Whether what was measured ends before a word: "bail | on Thursday", "output | in May"."""
    return low in table("figure-time-words") or low in words("weekday-names")


def _breaks_off(tokens: Tokens, at: int) -> bool:
    """Whether a phrase of the greatest length is cut before a word of its own: "workers on electric vehicle | fleets"."""
    return (tokens.is_word(at) and kind_of(tokens.low[at]) is None) or tokens.low[at] in ("-", "'s", "’s")


def _adjectives(tokens: Tokens, at: int) -> bool:
    """Whether "and" joins words of one phrase: "goods and services", not "and exceeded"."""
    after = tokens.word(at + 1)
    if tokens.word(at) != "and" or not tokens.is_word(at + 1) or after in phrase_ends():
        return False
    if verb(after, "base") and after not in nouny():  # "of its income and | encourage states"
        return False
    if is_plural(after) or is_plural(tokens.word(at - 1)):
        return is_plural(after)
    for later in (tokens.word(at + 2), tokens.word(at + 3)):  # "terrestrial and marine ecosystems"
        if later in phrase_ends() or not later[:1].isalpha():
            return False
        if is_plural(later):
            return True
    return False


def clause_end(tokens: Tokens, start: int) -> int:
    """Where a clause ends: at a sign or a joining word, or at the longest that is given."""
    at = start
    while at < len(tokens) and at < start + LONGEST and not is_sign(tokens, at) and tokens.low[at] not in JOINING | {"as"}:
        at += 1
    return trimmed(tokens, start, at)


def whole_clause(tokens: Tokens, start: int, end: int) -> int:
    """The end of the clause behind a noun, without what would break off or belongs to the noun again."""
    after = last = clause_end(tokens, start)
    if tokens.low[end] in RELATIVE:
        after = _relative_end(tokens, end, after)
    ends = after < last or after == len(tokens) or is_sign(tokens, after) or tokens.low[after] in JOINING | {"as"}
    if not ends and kind_of(tokens.low[after]) != "preposition":  # cut in the middle
        after = (
            end if tokens.low[end] in RELATIVE or kind_of(tokens.low[end]) == "pronoun" else _last_phrase(tokens, end, after)
        )
    while after > end and kind_of(tokens.low[after - 1]) in _LEFT_OPEN and tokens.raw[after - 1] != "May":
        after -= 1
    return max(after, end)


def _last_phrase(tokens: Tokens, start: int, end: int, joined: tuple[str, ...] = ("of", "to")) -> int:
    """Where the last phrase begins that may be left out: one with a preposition that opens it, and is none of the `joined`."""
    opening = (at for at in range(end - 1, start, -1) if kind_of(tokens.low[at]) == "preposition")
    return next((at for at in opening if tokens.low[at] not in joined and not tokens.is_number(at + 1)), start)


def _relative_end(tokens: Tokens, start: int, end: int) -> int:
    """Where a relative clause ends and the verb of its noun begins: "that were planned | have all been implemented"."""
    told = False
    first = start + 2 if is_plural(tokens.word(start + 1)) else start + 1  # "steps that | schools can take"
    for at in range(first, end):
        helps = kind_of(tokens.low[at]) == "auxiliary" and tokens.low[at] not in ("be", "been", "being")
        if helps and told:
            return at
        told = told or kind_of(tokens.low[at]) not in ("auxiliary", "pronoun", "adverb")
    return end


def says_on(tokens: Tokens, start: int, end: int) -> bool:
    """Whether tokens behind a counted noun say more than when: "doses | *came* late", not "doses | this week"."""
    said = [low for low, raw in zip(tokens.low[start:end], tokens.raw[start:end], strict=True) if raw != "May"]
    if any(kind_of(low) in ("auxiliary", "verb") or (verb(low, "s", "base", "past") and low not in nouny()) for low in said):
        return True
    return kind_of(tokens.word(start)) == "preposition" and not any(map(is_time_word, tokens.low[start:end]))


def is_place(tokens: Tokens, start: int) -> bool:
    """Whether only words with a capital stand there, up to the first small one: "in Corvia", "in South Belmora"."""
    end = start
    while end < len(tokens) and (tokens.raw[end][0].isupper() or (end > start and is_digits(tokens.raw[end]))):
        end += 1
    return end > start and (not tokens.is_word(end) or tokens.low[end] in phrase_ends())


def trimmed(tokens: Tokens, start: int, end: int) -> int:
    """Leaves out words at the end that join on to what is cut away."""
    if end - start > 2 and tokens.low[end - 2] == "to" and tokens.is_word(end):
        end -= 2  # "funding to provide | clean water"
    while end > start + 1 and (tokens.low[end - 1] in _DANGLING or is_digits(tokens.raw[end - 1]) or _tells_age(tokens, end)):
        end -= 1
    return end


def _tells_age(tokens: Tokens, end: int) -> bool:
    """Whether the last word of a stretch belongs to a number behind it: "islanders age | 40 and over"."""
    return tokens.low[end - 1] in ("age", "ages", "aged") and tokens.is_number(end)
