"""The subject of the clause in which an amount stands: whose size it is where the words beside it do not say."""

from __future__ import annotations

from servanda.readings.grammar.lexicon import nouny, verb
from servanda.readings.quantities.amount import Amount, Place
from servanda.readings.quantities.guards import is_time_word
from servanda.readings.quantities.nouns import is_plural, phrase_ends
from servanda.readings.quantities.numbers import openers
from servanda.readings.quantities.roles import role
from servanda.readings.quantities.stretches import JOINING, LONGEST, RELATIVE, is_sign, phrase_end, trimmed
from servanda.readings.quantities.tokens import Tokens, is_digits
from servanda.readings.quantities.verbs import kind_of
from servanda.words import table

__all__ = ["clause_start", "earlier_subject", "subject"]

BETWEEN = 5
"""Tokens in which the first of two may be named: "between the Republic of Ardania and"."""
FARTHEST = 50
"""Tokens that a clause is followed back, so that no sentence costs more than in proportion to its length."""

_PERSONAL = role("subject-pronoun")
"""Words with which a clause begins whose subject says nothing of what is measured."""
_OPENING = role("clause-opening")
_VERB_GROUP = ("auxiliary", "adverb", "preposition", "verb")
_VERB_MODIFIERS = role("verb-modifier")
_DETERMINERS = frozenset(["the", "our", "its", "their", "his", "her", "your", "my", "this", "that", "a", "an"])
_LEFT_OVER = frozenset(["'s", "’s", "the", "a", "an", "another"])
_LEAD = role("between-verb-and-amount")
_PRONOUNS = role("pronoun")
_GENERIC = role("generic-noun")
_POINTING = frozenset(("it", "they", "this", "that", "these", "those", "which"))


def subject(tokens: Tokens, amount: Amount) -> Place | None:
    """What stands between the clause's beginning and its verb; None where that is nothing, or a pronoun."""
    end = amount.start
    start = clause_start(tokens, end)
    at = max(start, _before_verb(tokens, start, end))
    while start < at and tokens.low[start] in _OPENING:
        start += 1
    start, at = _bare_subject(tokens, start, at)
    if at - start > LONGEST:
        at = phrase_end(tokens, start)
        at -= at - start > 1 and tokens.low[at - 1] in table("figure-changes") and tokens.word(at) == "from"
    if start < at and tokens.low[start] in _PERSONAL:
        return _object(tokens, start, max(at, _end_of_object(tokens, end)), with_verb=amount.unit == "time")
    at = _before_finite(tokens, start, at)
    if (
        start >= at
        or (tokens.low[start] in _POINTING and verb(tokens.word(start + 1), "past") is not None)  # "this resulted in"
        or (_no_name_begins(tokens.low[start]) and not (tokens.low[start] == "what" and tokens.low[start + 1] in _PRONOUNS))
        or tokens.low[at - 1] in _PRONOUNS
        or kind_of(tokens.low[at - 1]) == "determiner"  # cut in the middle: "it costs our | country $2 billion"
        or any(_counts(tokens, i) or _acts(tokens, i, at) for i in range(start, at))
    ):
        return None
    if amount.unit == "time":  # "the president | has *done it* six times"
        while at < end and (kind_of(tokens.low[at]) in ("auxiliary", "adverb") or tokens.low[at].endswith("ly")):
            at += 1
        return (at, trimmed(tokens, at, end)) if at < end and kind_of(tokens.low[at]) in (None, "verb") else None
    return start, at


def _counts(tokens: Tokens, at: int) -> bool:
    """Whether a number stands there that is no year and no part of a name ("COVID-19")."""
    in_name = tokens.word(at - 1) == "-" and tokens.glued(at) and tokens.glued(at - 1) and tokens.is_word(at - 2)
    return tokens.is_number(at) and not in_name and not _is_year(tokens.raw[at])


def _acts(tokens: Tokens, at: int, end: int) -> bool:
    """Whether a verb stands there with an object of its own: "the crime *involved* five disks", not "goods *sold* abroad"."""
    low, after = tokens.low[at], tokens.word(at + 1)
    if at + 1 >= end or kind_of(tokens.word(at - 1)) == "determiner" or verb(low, "past") is None or low in nouny():
        return False
    return after in openers() or kind_of(after) in ("determiner", "pronoun")


def _is_year(raw: str) -> bool:
    return len(raw) == len("2024") and raw[:2] in ("19", "20")


def _end_of_object(tokens: Tokens, end: int) -> int:
    """Where what was brought to an amount ends: "we increased our trade | to almost 40 billion"; 0 where a verb is there."""
    at = end
    while at > 0 and tokens.low[at - 1] in _LEAD:
        at -= 1
    before = tokens.word(at - 1)
    verb = before.endswith("ed") or before in table("figure-changes") or before in phrase_ends()
    return 0 if verb or tokens.word(at) != "to" else at


def _object(tokens: Tokens, start: int, end: int, *, with_verb: bool) -> Place | None:
    """What the pronoun's verb is about: "we have reduced *our imports of gas* by"; None after "it", "there", "which".

    Where times are counted, what was done: "I have *seen you* four times".
    """
    if tokens.low[start] in ("it", "there", "which", "who"):
        return None
    at = start + 1
    while at < end and (phrase_ends().get(tokens.low[at]) in ("auxiliary", "adverb") or tokens.low[at].endswith("ly")):
        at += 1
    if with_verb:
        return (at, end) if at < end else None
    at += 1
    if at >= end or phrase_ends().get(tokens.low[at], "determiner") != "determiner":
        return None
    last = at
    while last < end and phrase_ends().get(tokens.low[last]) not in ("auxiliary", "pronoun") and tokens.low[last] != "to":
        last += 1
    if verb(tokens.low[at - 1], "base", "past", "participle", "ing") == "see" and last - 1 > at:
        last -= tokens.low[last - 1] in table("figure-changes")  # "we have seen confidence | increase steadily from"
    return (at, trimmed(tokens, at, last)) if last > at and not any(map(is_digits, tokens.raw[at:last])) else None


def _before_finite(tokens: Tokens, start: int, end: int) -> int:
    """Where a subject ends that has its verb behind it: "total costs | will increase", not "programmes that were planned"."""
    for at in range(start + 1, end):
        if tokens.low[at] in RELATIVE:
            return end
        if phrase_ends().get(tokens.low[at]) == "auxiliary":
            return at
    return end


def _no_name_begins(low: str) -> bool:
    """Whether a clause that begins so has no subject in its first place: "is possible for us", "why has the Secretary"."""
    return phrase_ends().get(low) == "auxiliary" or low in ("why", "when", "how", "whether", "where", "what")


def _bare_subject(tokens: Tokens, start: int, end: int) -> Place:
    """A subject without what leads up to it ("she acknowledged that", "last year") and without a possessive left at its end."""
    for at in range(end - 1, start - 1, -1):
        begins_anew = tokens.word(at + 1) in _DETERMINERS or tokens.word(at - 1) in ("last", "this", "next")
        after_time = is_time_word(tokens.low[at]) and at + 1 < end and begins_anew
        reports = tokens.low[at] == "that" and phrase_ends().get(tokens.word(at + 1)) != "auxiliary"
        if reports or after_time:
            start = at + 1
            break
    lead = start
    while lead < end and (phrase_ends().get(tokens.low[lead]) == "determiner" or tokens.low[lead] == "all"):
        lead += 1
    if lead < end and is_digits(tokens.raw[lead]):  # "all the 28 programmes that were planned"
        start = lead + 1
    while start < end and tokens.low[end - 1] in _LEFT_OVER:
        end -= 1
    return start, end


def _before_verb(tokens: Tokens, start: int, end: int) -> int:
    """Where the verb group right before an amount begins: "amounted to a record sum of", "has been fulfilled by"."""
    at = end
    if tokens.word(at - 1) == "of" and tokens.word(at - 2) in _GENERIC:
        at -= 2
        while at > start and tokens.is_word(at - 1) and tokens.low[at - 1] not in phrase_ends():
            at -= 1
    while at > start and tokens.low[at - 1] in _LEAD:
        at -= 1
    if at - 2 > start and kind_of(tokens.low[at - 1]) is None and tokens.low[at - 2] in ("a", "an"):
        at -= 2  # "exports | reached a record $3 billion"
        while at > start and tokens.low[at - 1] in _LEAD:
            at -= 1
    if tokens.word(at) == "by" and tokens.low[at - 1] not in table("figure-changes") and not tokens.low[at - 1].endswith("ed"):
        return at  # the verb is left out: "production by 5 percent, turnover by 4"
    if tokens.word(at - 1) == "from" and tokens.word(at - 2) in table("figure-changes"):
        return at - 2  # "the value of the flat | fell from"
    if tokens.word(end) not in _VERB_MODIFIERS | {"not"}:  # "exceeded $6 billion", "not exceeding" begin with their verb
        at -= 1
    while at > start and (phrase_ends().get(tokens.low[at - 1]) in _VERB_GROUP or tokens.low[at - 1] in ("all", "to")):
        at -= 1
    return at


def clause_start(tokens: Tokens, end: int) -> int:
    """Where the clause begins in which a token stands: behind a sign or a joining word."""
    at = end
    while at > max(0, end - FARTHEST) and not is_sign(tokens, at - 1):
        if tokens.low[at - 1] in JOINING and not _joins_two(tokens, at - 1):
            break
        at -= 1
    return at


def _joins_two(tokens: Tokens, at: int) -> bool:
    """Whether "and" stands within "trade between Ardania and Belmora", and begins no clause."""
    if tokens.low[at] == "and" and is_plural(tokens.word(at - 1)) and is_plural(tokens.word(at + 1)):
        return kind_of(tokens.word(at + 2)) == "auxiliary"  # "colleges and universities will"
    named = at + 1 < len(tokens) and tokens.raw[at + 1][0].isupper()
    return named and tokens.low[at] == "and" and "between" in tokens.low[max(0, at - BETWEEN) : at]


def earlier_subject(tokens: Tokens, end: int) -> Place | None:
    """The first noun phrase of an earlier clause, where this one has only a pronoun: "trade is growing: it rose by 5%"."""
    border = clause_start(tokens, end) - 1
    for _ in range(3):
        if border <= 0:
            return None
        start = clause_start(tokens, border)
        at = start
        while (
            at < border
            and phrase_ends().get(tokens.low[at]) not in ("auxiliary", "verb", "preposition")
            and at - start < LONGEST
        ):
            at += 1
        named = tokens.is_word(start) and phrase_ends().get(tokens.low[start]) != "auxiliary"
        if start < at < border and named and tokens.low[start] not in _PRONOUNS | _OPENING:
            return start, at
        border = start - 1
    return None
