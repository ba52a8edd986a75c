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
    RELATIVE,
    SIGNS,
    clause_end,
    is_place,
    phrase_end,
    says_on,
    whole_clause,
)
from servanda.readings.quantities.subjects import clause_start, earlier_subject, subject
from servanda.readings.quantities.tokens import Tokens, is_digits
from servanda.readings.quantities.verbs import begins_verb, changed, gives, is_said, kind_of, sized
from servanda.words import table

_LEAD = role("between-verb-and-amount")
_PRONOUNS = role("pronoun")
_GENERIC = role("generic-noun")
_GIVEN = role("giving")
_SPENT = role("spending")
_TOLD = frozenset(("figures.money", "figures.percent"))
_CUT_OFF = ("with", "that")
"""What parts an amount from the words before it: "provides the firms with $25", "announced that $80 billion has been"."""
_POINTING = frozenset(("it", "they", "this", "that", "these", "those", "which"))
_VERB_MODIFIERS = role("verb-modifier")
_PURPOSE = frozenset(("for", "toward", "towards"))
_DISTANT = frozenset(["away", "apart"])


def measured(tokens: Tokens, read: list[Amount]) -> list[Place | None]:
    """For each amount of a sentence, tokens [start, end) of what is measured, or None where the sentence does not tell.

    A stretch that is no name of a thing ("the", "to set", "Belmora has provided 1.4 billion") is none: silence misleads nobody.
    """
    found: list[Place | None] = []
    carried: Place | None = None
    for amount in read:
        given = carried if _follows_on(tokens, amount, read) else None
        place = (
            found[amount.like] if amount.like is not None else _named(tokens, _measured(tokens, _whole(tokens, amount), given))
        )
        if place is not None and any(_holds(place, other) for other in read):
            place = None  # what holds another amount says of neither what it measures
        elif place is not None and amount.rule == "figures.count" and _runs_over(amount, place, read):
            place = _of_unit(tokens, amount)  # "50 nations | have committed nearly 2,000 tanks"
        found.append(place)
        if amount.rule not in ("figures.count", "figures.share"):
            carried = place or carried
    return found


def _holds(place: Place, other: Amount) -> bool:
    told = other.rule in _TOLD and place[0] <= other.start < place[1]
    return told or (other.rule == "figures.share" and place[0] == other.start)  # "*two tenths* of 1 percent"


def _follows_on(tokens: Tokens, amount: Amount, read: list[Amount]) -> bool:
    """Whether an amount may measure what the one before it did: not in brackets behind a name, "Corvia (5%)"."""
    return tokens.word(amount.start - 1) != "(" or any(other.end == amount.start - 1 for other in read)


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
    hyphened = amount.unit_place is not None and "-" in (
        tokens.word(amount.unit_place[0]),
        tokens.word(amount.unit_place[0] - 1),
    )  # "an 18-cent tax"
    if hyphened and amount.rule == "figures.measure":
        return _predicate(tokens, amount)
    if amount.rule == "figures.share" and _is_plain(tokens, amount.end):  # "the creation of 1 in every 4 new jobs"
        found = _predicate(tokens, amount) or found
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
    while start > 0 and end - start < 5 and (_hyphened(tokens, start - 1) or _is_plain(tokens, start - 1)):
        start -= 1
    while start < end and tokens.low[start] not in nouny() and verb(tokens.low[start], "base"):
        start += 1  # "will facilitate | air shipment of"
    return (start, end) if start < end and not all(map(is_time_word, tokens.low[start:end])) else None


def _is_plain(tokens: Tokens, at: int) -> bool:
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
    if word == "compared" or tokens.word(at + 1) == "than":  # "17 percent compared to last year", "3 times larger than"
        return None
    if word in table("figure-changes") and _is_plain(tokens, at + 1) and is_plural(tokens.word(at + 1)):
        at, word = at + 1, tokens.word(at + 1)  # "7% higher | wages"
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
    if amount.unit == "time" or amount.rule == "figures.money":
        spent = _verb_of(tokens, amount.start, times=amount.unit == "time")
        if spent is not None:
            return spent, min(spent + 2, amount.start) if amount.unit == "time" else spent + 1
    if amount.unit != "time" and (gives(tokens, amount) or (amount.rule == "figures.bare" and not is_said(tokens, amount))):
        return None
    if amount.rule == "figures.money" and _exchanged(tokens, amount.start):
        return None
    if tokens.word(amount.start - 1) in _CUT_OFF or (_object_ends(tokens, amount.start) and not is_said(tokens, amount)):
        return None
    pointing = tokens.word(clause_start(tokens, amount.start)) in _POINTING
    return subject(tokens, amount) or carried or (earlier_subject(tokens, amount.start) if pointing else None)


def _object_ends(tokens: Tokens, end: int) -> bool:
    """Whether a noun with its article stands right before an amount: "costs our country | $2 billion", "on average | $90"."""
    if tokens.word(end) in _VERB_MODIFIERS:  # "investment in Corvia | exceeds $2 billion"
        return False
    last, before = tokens.word(end - 1), kind_of(tokens.word(end - 2))
    return _is_plain(tokens, end - 1) and last not in table("figure-changes") and before in ("determiner", "preposition")


def _exchanged(tokens: Tokens, end: int) -> bool:
    """Whether a sum is what somebody gives or wants for what he does: "is suing the minister for", not "was sold for"."""
    at = end - 1
    if tokens.word(at) != "for" or verb(tokens.word(at - 1), "past", "participle", "s", "base"):
        return False
    start = clause_start(tokens, at)
    return any(verb(low, "past", "ing", "s") is not None and low not in nouny() for low in tokens.low[start:at])


def _purpose(tokens: Tokens, amount: Amount) -> Place | None:
    """As in "$2 million for *evacuation planning*"; what it was sold or set for is told by a pronoun or a time."""
    start = amount.end + 1
    if tokens.word(amount.end) not in _PURPOSE or kind_of(tokens.word(start)) not in (None, "determiner"):
        return None
    end = phrase_end(tokens, start)
    timed = any(low.removesuffix("s") in table("figure-time-words") for low in tokens.low[start:end])
    return (start, end) if end > start and not timed and not is_digits(tokens.raw[start]) else None
