"""What an amount measures: the shortest stretch of its sentence that says so.

"60 percent of *foreign trade turnover*", "*trade* grew by 6 percent and exceeded $50 billion", "a *rate* of 10 percent",
"28 *programmes that were planned*". No syntax tree stands behind this: clauses are found by their signs and joining words, a
verb by its place before the amount.
"""

from __future__ import annotations

from dataclasses import replace

from servanda.readings.quantities.amount import Amount, Place
from servanda.readings.quantities.nouns import is_plural, phrase_ends
from servanda.readings.quantities.numbers import openers
from servanda.readings.quantities.roles import role
from servanda.readings.quantities.tokens import Tokens, is_digits
from servanda.words import table, words

LONGEST = 9
"""Tokens in the longest stretch that is given as what is measured."""

BETWEEN = 5
"""Tokens in which the first of two may be named: "between the Republic of Ardania and"."""
FARTHEST = 50
"""Tokens that a clause is followed back, so that no sentence costs more than in proportion to its length."""

_SIGNS = frozenset(',;:.!?()[]"“”«»—–…')
_JOINING = role("joining")
_INSIDE = role("inside-phrase")
_LEAD = role("between-verb-and-amount")
_DANGLING = _INSIDE | frozenset(["a", "an", "the", "and", "or", "that", "which", "who", "-", "our", "its", "their", "as", "by"])
_PRONOUNS = role("pronoun")
_RELATIVE = role("relative")
_PERSONAL = role("subject-pronoun")
"""Words with which a clause begins whose subject says nothing of what is measured."""
_GENERIC = role("generic-noun")
_OPENING = role("clause-opening")
_VERB_GROUP = ("auxiliary", "adverb", "preposition", "verb")
_SPENT = role("giving")
_VERB_MODIFIERS = role("verb-modifier")
_DETERMINERS = frozenset(["the", "our", "its", "their", "his", "her", "your", "my", "this", "that", "a", "an"])
_LEFT_OVER = frozenset(["'s", "’s", "the", "a", "an", "another"])


def measured(tokens: Tokens, read: list[Amount]) -> list[Place | None]:
    """For each amount of a sentence, tokens [start, end) of what is measured, or None where the sentence does not tell.

    A stretch that is no name of a thing ("the", "to set", "Belmora has provided 1.4 billion") is none: silence misleads nobody.
    """
    found: list[Place | None] = []
    carried: Place | None = None
    for amount in read:
        place = (
            found[amount.like]
            if amount.like is not None
            else _named(tokens, _measured(tokens, _whole(tokens, amount), carried))
        )
        found.append(place)
        if amount.rule not in ("figures.count", "figures.share"):
            carried = place or carried
    return found


def _whole(tokens: Tokens, amount: Amount) -> Amount:
    """An amount with the stop that older print sets behind "per cent." within a sentence."""
    goes_on = tokens.word(amount.end) == "." and tokens.is_word(amount.end + 1) and tokens.raw[amount.end + 1].islower()
    return replace(amount, end=amount.end + 1) if goes_on and tokens.low[amount.end - 1] == "cent" else amount


def _is_sign(tokens: Tokens, at: int) -> bool:
    """Whether a token parts clauses; the stop of an abbreviation ("my right hon. Friend") does not."""
    low = tokens.low[at]
    return low in _SIGNS and not (low == "." and tokens.word(at - 1) in words("abbreviations"))


def _named(tokens: Tokens, place: Place | None) -> Place | None:
    """A stretch, if it has a word that can name something."""
    if place is None or tokens.low[place[0]] == "to":
        return None
    names = any(
        tokens.is_word(at) and len(tokens.low[at]) > 1 and phrase_ends().get(tokens.low[at]) in (None, "verb")
        for at in range(*place)
    )
    return place if names else None


def _measured(tokens: Tokens, amount: Amount, carried: Place | None) -> Place | None:
    if amount.rule == "figures.count" and amount.unit != "time":
        return _of_count(tokens, amount)
    found = _after_of(tokens, amount) or _before_of(tokens, amount)
    hyphened = amount.unit_place is not None and tokens.word(amount.unit_place[0]) == "-"  # "an 18-cent tax"
    if found is None and (hyphened or amount.rule in ("figures.percent", "figures.share", "figures.money")):
        found = _predicate(tokens, amount)
    return found or _before(tokens, amount, carried)


def _of_count(tokens: Tokens, amount: Amount) -> Place | None:
    """The counted noun with what narrows it; with its predicate where it is the subject."""
    if amount.unit_place is None:
        return None
    start, end = amount.unit_place
    while start < end - 1 and (tokens.low[start] in ("-", ",") or is_digits(tokens.raw[start])):
        start += 1
    following = tokens.word(end)
    if following == "of":
        return start, _phrase_end(tokens, end + 1)
    if following in ("that", "which", "who", "whose") or following in ("we", "they", "you", "i", "he", "she"):
        return start, _clause_end(tokens, end)
    before = tokens.word(amount.start - 1)
    heads_clause = not before or before in _SIGNS or before in _JOINING or before == "another"
    if heads_clause and tokens.is_word(end) and following not in _JOINING:
        return start, _clause_end(tokens, end)
    if following in ("during", "in") and before in ("were", "are", "was"):
        return start, _clause_end(tokens, end)
    return start, end


def _after_of(tokens: Tokens, amount: Amount) -> Place | None:
    """As in "60 percent of Belarus' foreign trade turnover", "5 tonnes of grain", "$1 billion in gains"."""
    word = tokens.word(amount.end)
    start = amount.end + 1
    if word == "worth" and tokens.word(start) == "of":
        start += 1
    elif word == "in" and amount.rule == "figures.money":
        if not tokens.is_word(start) or tokens.low[start] in phrase_ends() or tokens.low[start] in _GENERIC:
            return None
        if tokens.raw[max(start, _phrase_end(tokens, start) - 1)][0].isupper():  # "in Ukraine"
            return None
    elif word != "of":
        return None
    if tokens.word(start) in ("that", "this", "these", "those", "which", "them", "it") and not tokens.is_word(start + 1):
        return None
    end = _phrase_end(tokens, start)
    if end == start:
        return None
    if end == start + 1 and tokens.is_word(end) and tokens.word(end) not in phrase_ends():
        end = _clause_end(tokens, start)
    return start, end


def _phrase_end(tokens: Tokens, start: int) -> int:
    """Where a noun phrase with its own phrases ends: at a sign, a verb that can be told, a joining word."""
    stops = phrase_ends()
    at = start
    while at < len(tokens) and at < start + LONGEST:
        low = tokens.low[at]
        kind = stops.get(low)
        if _is_sign(tokens, at) or (at > start and low in _RELATIVE) or (low in _JOINING and not _adjectives(tokens, at)):
            break
        if kind in ("auxiliary", "verb", "adverb", "pronoun") or (kind == "preposition" and low not in _INSIDE and at > start):
            break
        if at > start and (is_digits(tokens.raw[at]) or low in openers()) and _INSIDE & {*tokens.low[max(start, at - 2) : at]}:
            at -= 1
            break
        if low in _INSIDE and at > start and tokens.word(at + 1) in table("figure-time-words"):
            break
        at += 1
    return max(start, _trimmed(tokens, start, at))


def _adjectives(tokens: Tokens, at: int) -> bool:
    """Whether "and" joins words of one phrase: "goods and services", not "and exceeded"."""
    after = tokens.word(at + 1)
    return tokens.word(at) == "and" and tokens.is_word(at + 1) and after not in phrase_ends() and is_plural(after)


def _clause_end(tokens: Tokens, start: int) -> int:
    at = start
    while at < len(tokens) and at < start + LONGEST and not _is_sign(tokens, at) and tokens.low[at] not in _JOINING | {"as"}:
        at += 1
    return _trimmed(tokens, start, at)


def _trimmed(tokens: Tokens, start: int, end: int) -> int:
    """Leaves out words at the end that join on to what is cut away."""
    while end > start + 1 and (tokens.low[end - 1] in _DANGLING or is_digits(tokens.raw[end - 1])):
        end -= 1
    return end


def _before_of(tokens: Tokens, amount: Amount) -> Place | None:
    """As in "a loss of 63 cents", "the remaining rate of 10 percent"; generic nouns ("an amount of") tell nothing."""
    end = amount.start - 1
    if tokens.word(end) != "of" or tokens.word(end - 1) in _GENERIC - {"rate", "average"}:
        return None
    start = end
    while start > 0 and end - start < 5 and tokens.is_word(start - 1) and tokens.low[start - 1] not in phrase_ends():
        start -= 1
    return (start, end) if start < end else None


def _predicate(tokens: Tokens, amount: Amount) -> Place | None:
    """As in "87 percent *voted for the incumbent*", "10% *growth in exports*"."""
    at = amount.end
    word = tokens.word(at)
    if not tokens.is_word(at) or word in ("ago", "last", "next"):
        return None
    if phrase_ends().get(word) not in (None, "auxiliary", "verb") or (word in phrase_ends() and amount.rule == "figures.money"):
        return None
    if word in table("figure-changes") and phrase_ends().get(tokens.word(at + 1)) != "preposition":
        return None
    return at, _phrase_end(tokens, at) if amount.rule == "figures.money" else _clause_end(tokens, at)


def _verb_of(tokens: Tokens, start: int) -> int | None:
    """The token of a verb of giving or spending right before an amount."""
    at = start - 1
    while at > start - 4 and tokens.word(at) in _LEAD:
        at -= 1
    return at if tokens.word(at) in _SPENT else None


def _before(tokens: Tokens, amount: Amount, carried: Place | None) -> Place | None:
    """The subject of the clause; where it is left out or a pronoun, what the amount before it measured."""
    verb = _verb_of(tokens, amount.start)
    if verb is not None:
        return verb, min(verb + 2, amount.start) if amount.unit == "time" else verb + 1
    return _subject(tokens, amount) or carried or _earlier_subject(tokens, amount.start)


def _subject(tokens: Tokens, amount: Amount) -> Place | None:
    """What stands between the clause's beginning and its verb; None where that is nothing, or a pronoun."""
    end = amount.start
    start = _clause_start(tokens, end)
    at = max(start, _before_verb(tokens, start, end))
    while start < at and tokens.low[start] in _OPENING:
        start += 1
    start = max(start, at - LONGEST)
    start, at = _bare_subject(tokens, start, at)
    if start < at and tokens.low[start] in _PERSONAL:
        return _object(tokens, start, max(at, _end_of_object(tokens, end)), with_verb=amount.unit == "time")
    at = _before_finite(tokens, start, at)
    if (
        start >= at
        or _no_name_begins(tokens.low[start])
        or tokens.low[at - 1] in _PRONOUNS
        or any(map(is_digits, tokens.raw[start:at]))
    ):
        return None
    return start, at


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
    return (at, _trimmed(tokens, at, last)) if last > at and not any(map(is_digits, tokens.raw[at:last])) else None


def _before_finite(tokens: Tokens, start: int, end: int) -> int:
    """Where a subject ends that has its verb behind it: "total costs | will increase", not "programmes that were planned"."""
    for at in range(start + 1, end):
        if tokens.low[at] in _RELATIVE:
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
        after_time = tokens.low[at].removesuffix("s") in table("figure-time-words") and at + 1 < end and begins_anew
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
    if tokens.word(at) == "by" and tokens.low[at - 1] not in table("figure-changes") and not tokens.low[at - 1].endswith("ed"):
        return at  # the verb is left out: "production by 5 percent, turnover by 4"
    if tokens.word(end) not in _VERB_MODIFIERS | {"not"}:  # "exceeded $6 billion", "not exceeding" begin with their verb
        at -= 1
    while at > start and (phrase_ends().get(tokens.low[at - 1]) in _VERB_GROUP or tokens.low[at - 1] in ("all", "to")):
        at -= 1
    return at


def _clause_start(tokens: Tokens, end: int) -> int:
    at = end
    while at > max(0, end - FARTHEST) and not _is_sign(tokens, at - 1):
        if tokens.low[at - 1] in _JOINING and not _joins_two(tokens, at - 1):
            break
        at -= 1
    return at


def _joins_two(tokens: Tokens, at: int) -> bool:
    """Whether "and" stands within "trade between Ardania and Belmora", and begins no clause."""
    named = at + 1 < len(tokens) and tokens.raw[at + 1][0].isupper()
    return named and tokens.low[at] == "and" and "between" in tokens.low[max(0, at - BETWEEN) : at]


def _earlier_subject(tokens: Tokens, end: int) -> Place | None:
    """The first noun phrase of an earlier clause, where this one has only a pronoun: "trade is growing: it rose by 5%"."""
    border = _clause_start(tokens, end) - 1
    for _ in range(3):
        if border <= 0:
            return None
        start = _clause_start(tokens, border)
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
