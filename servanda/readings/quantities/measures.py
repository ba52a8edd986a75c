"""What an amount measures: the shortest stretch of its sentence that says so.

"60 percent of *foreign trade turnover*", "*trade* grew by 6 percent and exceeded $50 billion", "a *rate* of 10 percent",
"28 *programmes that were planned*". No syntax tree stands behind this: clauses are found by their signs and joining words, a
verb by its place before the amount.
"""

from __future__ import annotations

from dataclasses import replace

from servanda.readings.grammar.lexicon import nouny, verb
from servanda.readings.quantities.amount import Amount, Place
from servanda.readings.quantities.guards import is_time_word
from servanda.readings.quantities.nouns import is_plural, phrase_ends
from servanda.readings.quantities.roles import role
from servanda.readings.quantities.stretches import (
    JOINING,
    LONGEST,
    RELATIVE,
    SIGNS,
    clause_end,
    is_place,
    is_sign,
    phrase_end,
    says_on,
    trimmed,
    whole_clause,
)
from servanda.readings.quantities.tokens import Tokens, is_digits
from servanda.readings.quantities.verbs import begins_verb, changed, gives, is_said, kind_of, sized
from servanda.words import table

BETWEEN = 5
"""Tokens in which the first of two may be named: "between the Republic of Ardania and"."""
FARTHEST = 50
"""Tokens that a clause is followed back, so that no sentence costs more than in proportion to its length."""

_LEAD = role("between-verb-and-amount")
_PRONOUNS = role("pronoun")
_PERSONAL = role("subject-pronoun")
"""Words with which a clause begins whose subject says nothing of what is measured."""
_GENERIC = role("generic-noun")
_OPENING = role("clause-opening")
_VERB_GROUP = ("auxiliary", "adverb", "preposition", "verb")
_GIVEN = role("giving")
_SPENT = role("spending")
_TOLD = frozenset(("figures.money", "figures.percent"))
_CUT_OFF = ("with", "that")
"""What parts an amount from the words before it: "provides the firms with $25", "announced that $80 billion has been"."""
_POINTING = frozenset(("it", "they", "this", "that", "these", "those", "which"))
_PURPOSE = frozenset(("for", "toward", "towards"))
_VERB_MODIFIERS = role("verb-modifier")
_DETERMINERS = frozenset(["the", "our", "its", "their", "his", "her", "your", "my", "this", "that", "a", "an"])
_DISTANT = frozenset(["away", "apart"])
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
        if place is not None and any(place[0] < other.start < place[1] for other in read if other.rule in _TOLD):
            place = None  # what holds another amount says of neither what it measures
        elif place is not None and amount.rule == "figures.count" and _runs_over(amount, place, read):
            place = _of_unit(tokens, amount)  # "50 nations | have committed nearly 2,000 tanks"
        found.append(place)
        if amount.rule not in ("figures.count", "figures.share"):
            carried = place or carried
    return found


def _whole(tokens: Tokens, amount: Amount) -> Amount:
    """An amount with the stop that older print sets behind "per cent." within a sentence."""
    goes_on = tokens.word(amount.end) == "." and tokens.is_word(amount.end + 1) and tokens.raw[amount.end + 1].islower()
    return replace(amount, end=amount.end + 1) if goes_on and tokens.low[amount.end - 1] == "cent" else amount


def _named(tokens: Tokens, place: Place | None) -> Place | None:
    """A stretch without a preposition that leads into it, if it has a word that can name something, and no pronoun's verb."""
    if place is None:
        return None
    start, end = place
    while start < end and (kind_of(tokens.low[start]) == "preposition" or not tokens.raw[start][0].isalnum()):
        start += 1
    if start >= end or tokens.low[start] == "to" or _contracted(tokens.low[start]):
        return None
    if tokens.word(end) == "-" and tokens.word(end + 1) in ("—", "–"):  # broken off: "in human- — humanitarian aid"
        return None
    names = any(
        tokens.is_word(at) and len(tokens.low[at]) > 1 and kind_of(tokens.low[at]) in (None, "verb") for at in range(start, end)
    )
    return (start, end) if names else None


def _contracted(low: str) -> bool:
    """As in "you've", "let's": a pronoun with its verb."""
    return kind_of(low) == "auxiliary" and ("'" in low or "’" in low)


def _measured(tokens: Tokens, amount: Amount, carried: Place | None) -> Place | None:
    if amount.rule == "figures.count" and amount.unit != "time":
        return _of_count(tokens, amount)
    if tokens.word(amount.end) in _DISTANT:  # "can see it from 100 metres away"
        return None
    found = _after_of(tokens, amount) or _before_of(tokens, amount) or changed(tokens, amount)
    hyphened = amount.unit_place is not None and tokens.word(amount.unit_place[0]) == "-"  # "an 18-cent tax"
    if found is None and (hyphened or amount.rule in ("figures.percent", "figures.share", "figures.money")):
        found = _predicate(tokens, amount)
    return found or sized(tokens, amount) or _before(tokens, amount, carried)


def _runs_over(amount: Amount, place: Place, read: list[Amount]) -> bool:
    return any(amount.end < other.start < place[1] for other in read)


def _of_unit(tokens: Tokens, amount: Amount) -> Place | None:
    if amount.unit_place is None:
        return None
    start, end = amount.unit_place
    while start < end - 1 and (tokens.low[start] in ("-", ",") or is_digits(tokens.raw[start])):
        start += 1
    return start, end


def _of_count(tokens: Tokens, amount: Amount) -> Place | None:
    """The counted noun with what narrows it; with its predicate where it is the subject."""
    noun = _of_unit(tokens, amount)
    if noun is None:
        return None
    start, end = noun
    following = tokens.word(end)
    if tokens.low[end - 1] == "strong":  # "a 2,000-strong force"
        return end, phrase_end(tokens, end)
    if following == "of":
        after = phrase_end(tokens, end + 1)
        return start, after if after > end + 1 else end
    if following == "whose" or (following not in RELATIVE and "one" in tokens.low[amount.start : start]):
        return start, end  # "five firms whose profit | rose", "one partner | said they came"
    if following in ("that", "which", "who") or following in ("we", "they", "you", "i", "he", "she"):
        return start, whole_clause(tokens, start, end)
    before = tokens.word(amount.start - 1)
    heads_clause = not before or before in SIGNS or before in JOINING or before == "another"
    if heads_clause and tokens.is_word(end) and following not in JOINING:
        after = whole_clause(tokens, start, end)
        return start, after if says_on(tokens, end, after) else end
    if following in ("during", "in") and before in ("were", "are", "was"):
        return start, whole_clause(tokens, start, end)
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
        if is_place(tokens, start):  # "in Ukraine"
            return None
    elif amount.rule == "figures.share" and kind_of(word) == "determiner":
        start = amount.end  # "half their salary", "about half the states"
    elif word != "of":
        return None
    if tokens.word(start) == "that" and kind_of(tokens.word(start + 1)) is not None:
        return None
    if tokens.word(start) in ("that", "this", "these", "those", "which", "them", "it") and not tokens.is_word(start + 1):
        return None
    end = phrase_end(tokens, start)
    if end == start:
        return None
    alone = end == start + 1 and tokens.is_word(end) and not begins_verb(tokens, end)
    if alone and tokens.word(end) not in phrase_ends():
        end = clause_end(tokens, start)
    return start, end


def _before_of(tokens: Tokens, amount: Amount) -> Place | None:
    """As in "a loss of 63 cents", "the remaining rate of 10 percent"; generic nouns ("an amount of") tell nothing."""
    end = amount.start - 1
    if tokens.word(end) != "of" or tokens.word(end - 1) in _GENERIC - {"rate", "average"}:
        return None
    start = end
    while start > 0 and end - start < 5 and (_hyphened(tokens, start - 1) or _names(tokens, start - 1)):
        start -= 1
    return (start, end) if start < end else None


def _names(tokens: Tokens, at: int) -> bool:
    return tokens.is_word(at) and tokens.low[at] not in phrase_ends()


def _hyphened(tokens: Tokens, at: int) -> bool:
    """Whether a hyphen stands there that joins two words: "a long-term rate of"."""
    return tokens.low[at] in ("-", "‑") and tokens.glued(at) and tokens.glued(at + 1)


def _predicate(tokens: Tokens, amount: Amount) -> Place | None:
    """As in "87 percent *voted for the incumbent*", "10% *growth in exports*"."""
    at = amount.end
    word = tokens.word(at)
    if not tokens.is_word(at) or word in ("ago", "last", "next") or kind_of(word) == "auxiliary":
        return None
    if amount.rule == "figures.money" and (word.endswith("ing") or kind_of(tokens.word(at + 1)) in ("determiner", "pronoun")):
        return None  # "$16 billion getting us through", "$400 million covers our contribution"
    if phrase_ends().get(word) not in (None, "auxiliary", "verb") or (word in phrase_ends() and amount.rule == "figures.money"):
        return None
    if word in table("figure-changes") and phrase_ends().get(tokens.word(at + 1)) != "preposition":
        return None
    thing = amount.rule == "figures.money" or is_plural(word) or kind_of(tokens.word(at + 1)) == "auxiliary"
    return at, phrase_end(tokens, at) if thing else clause_end(tokens, at)


def _verb_of(tokens: Tokens, start: int, *, times: bool) -> int | None:
    """The token of a verb of spending right before an amount; of giving or meeting, where times are counted."""
    at = start - 1
    while at > start - 4 and tokens.word(at) in _LEAD:
        at -= 1
    return at if tokens.word(at) in (_GIVEN if times else _SPENT) else None


def _before(tokens: Tokens, amount: Amount, carried: Place | None) -> Place | None:
    """What it is for or whose size it is; where that is left out or a pronoun, what the amount before it measured."""
    if amount.rule == "figures.money" and (purpose := _purpose(tokens, amount)):
        return purpose
    verb = _verb_of(tokens, amount.start, times=amount.unit == "time")
    if verb is not None:
        return verb, min(verb + 2, amount.start) if amount.unit == "time" else verb + 1
    if amount.unit != "time" and (gives(tokens, amount) or (amount.rule == "figures.bare" and not is_said(tokens, amount))):
        return None
    if amount.rule == "figures.money" and _exchanged(tokens, amount.start):
        return None
    if tokens.word(amount.start - 1) in _CUT_OFF:
        return None
    pointing = tokens.word(_clause_start(tokens, amount.start)) in _POINTING
    return _subject(tokens, amount) or carried or (_earlier_subject(tokens, amount.start) if pointing else None)


def _exchanged(tokens: Tokens, end: int) -> bool:
    """Whether a sum is what somebody gives or wants for what he does: "is suing the minister for", not "was sold for"."""
    at = end - 1
    if tokens.word(at) != "for" or verb(tokens.word(at - 1), "past", "participle", "s", "base"):
        return False
    start = _clause_start(tokens, at)
    return any(verb(low, "past", "ing", "s") is not None and low not in nouny() for low in tokens.low[start:at])


def _purpose(tokens: Tokens, amount: Amount) -> Place | None:
    """As in "$2 million for *evacuation planning*"; what it was sold or set for is told by a pronoun or a time."""
    start = amount.end + 1
    if tokens.word(amount.end) not in _PURPOSE or kind_of(tokens.word(start)) not in (None, "determiner"):
        return None
    end = phrase_end(tokens, start)
    timed = any(low.removesuffix("s") in table("figure-time-words") for low in tokens.low[start:end])
    return (start, end) if end > start and not timed and not is_digits(tokens.raw[start]) else None


def _subject(tokens: Tokens, amount: Amount) -> Place | None:
    """What stands between the clause's beginning and its verb; None where that is nothing, or a pronoun."""
    end = amount.start
    start = _clause_start(tokens, end)
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
        or any(is_digits(raw) and not _is_year(raw) for raw in tokens.raw[start:at])
    ):
        return None
    return start, at


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
    if tokens.word(at) == "by" and tokens.low[at - 1] not in table("figure-changes") and not tokens.low[at - 1].endswith("ed"):
        return at  # the verb is left out: "production by 5 percent, turnover by 4"
    if tokens.word(at - 1) == "from" and tokens.word(at - 2) in table("figure-changes"):
        return at - 2  # "the value of the flat | fell from"
    if tokens.word(end) not in _VERB_MODIFIERS | {"not"}:  # "exceeded $6 billion", "not exceeding" begin with their verb
        at -= 1
    while at > start and (phrase_ends().get(tokens.low[at - 1]) in _VERB_GROUP or tokens.low[at - 1] in ("all", "to")):
        at -= 1
    return at


def _clause_start(tokens: Tokens, end: int) -> int:
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
