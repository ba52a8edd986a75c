"""What the verb beside an amount makes of it: a size that its subject has, a change that it brings about, or a gift.

"Trade *reached* $40 billion" measures trade; "the plan *cuts the deficit* by $2 trillion" measures the deficit; "the county
*will receive* $2 million *for training*" measures neither the county nor the receiving.
"""

from __future__ import annotations

from servanda.readings.grammar.lexicon import Tag, forms, nouny, verb
from servanda.readings.quantities.amount import Amount, Place
from servanda.readings.quantities.nouns import is_plural, phrase_ends
from servanda.readings.quantities.roles import role
from servanda.readings.quantities.tokens import Tokens, is_digits
from servanda.words import table

__all__ = ["begins_verb", "changed", "gives", "is_said", "kind_of", "sized"]

_LEAD = role("between-verb-and-amount")
_MEASURING = role("measuring")
_CHANGING = role("changing")
_FINITE: tuple[Tag, ...] = ("base", "s", "past", "ing", "participle")
_BY = frozenset(("by", "to"))
_REACH = 14
"""Tokens before an amount in which the verb stands that changes what is measured."""
_APART = frozenset(("auxiliary", "pronoun", "verb", "conjunction"))


def kind_of(word: str) -> str | None:
    """The class of a small word, whichever apostrophe it is printed with."""
    return phrase_ends().get(word.replace("’", "'"))


def gives(tokens: Tokens, amount: Amount) -> bool:
    """Whether the verb right before an amount tells what somebody does with it, not how much there is of something."""
    at = _before(tokens, amount)
    low, before = tokens.word(at), tokens.word(at - 1)
    base = verb(low, *_FINITE) if kind_of(low) in (None, "verb") else None
    if base is None and at == amount.start - 1 and low.endswith("ed") and kind_of(before) is None:
        return low not in table("figure-changes")  # of a verb that no list has: "the council apportioned $4 million"
    if base is None or base in _MEASURING:
        return False
    if at == amount.start - 1 and kind_of(before) is None and verb(low, "s") and amount.rule == "figures.money":
        return True  # "the council wastes billions"
    led = before in ("to", "not") or before.endswith("ly") or kind_of(before) in ("auxiliary", "pronoun", "adverb")
    return led or (low not in nouny() and kind_of(before) not in ("determiner", "preposition"))


def is_said(tokens: Tokens, amount: Amount) -> bool:
    """Whether a verb right before an amount says that something is, reaches or grows to that size."""
    low = tokens.word(_before(tokens, amount))
    return kind_of(low) == "auxiliary" or verb(low, *_FINITE) in _MEASURING


def _before(tokens: Tokens, amount: Amount) -> int:
    """The token before an amount and what may stand between it and its verb: "at about", "only"."""
    at = _skipped(tokens, amount.start - 1)
    if at > 0 and kind_of(tokens.low[at]) is None and tokens.low[at - 1] in ("a", "an") and tokens.is_word(at):
        return _skipped(tokens, at - 2)  # "will invest a historic | $3 billion"
    return at


def _skipped(tokens: Tokens, at: int) -> int:
    while at >= 0 and (tokens.low[at] in _LEAD or tokens.low[at] == "[" or kind_of(tokens.low[at]) == "adverb"):
        at -= 1
    return at


def changed(tokens: Tokens, amount: Amount) -> Place | None:
    """What a verb of change brings to or by an amount: "to reduce *the costs of wind power* by", "raise *the age* to"."""
    end = amount.start
    while end > 0 and tokens.low[end - 1] in _LEAD and tokens.low[end - 1] not in _BY:
        end -= 1
    if tokens.word(end - 1) not in _BY:
        return None
    end -= 1
    for at in range(end - 1, max(-1, end - _REACH), -1):
        low = tokens.low[at]
        if at < end - 1 and verb(low, *_FINITE) in _CHANGING and _governs(tokens, at):
            whither = tokens.low[end - 1].endswith(("ward", "wards"))  # "expand eastward by an inch"
            return None if whither else (at + 1, end)
        if not (tokens.is_word(at) or low in ("-", "'s", "’s")) or kind_of(low) in _APART or is_digits(tokens.raw[at]):
            return None
    return None


def sized(tokens: Tokens, amount: Amount) -> Place | None:
    """What stands before a participle of measuring: "have announced *investments* totalling"."""
    end = _before(tokens, amount)
    if verb(tokens.word(end), "ing") not in _MEASURING or kind_of(tokens.word(end - 1)) == "auxiliary":
        return None
    start = end
    while _names(tokens, start - 1) or (start < end and tokens.word(start - 1) in ("of", "in") and _names(tokens, start - 2)):
        start -= 1
    return (start, end) if start < end else None


def _names(tokens: Tokens, at: int) -> bool:
    return tokens.is_word(at) and kind_of(tokens.low[at]) is None and not _deed(tokens.low[at])


def _deed(low: str) -> bool:
    return verb(low, "past", "participle") is not None and low not in nouny()


def _governs(tokens: Tokens, at: int) -> bool:
    """Whether a word of change is a verb with an object: no noun behind an article, and no preposition follows it."""
    noun = tokens.low[at] in nouny() and kind_of(tokens.word(at - 1)) in ("determiner", "preposition")
    return not noun and kind_of(tokens.word(at + 1)) in (None, "determiner") and tokens.word(at + 1) not in _LEAD - {"a", "the"}


def begins_verb(tokens: Tokens, at: int) -> bool:
    """Whether a word behind a plural is its verb and no part of its name: "Americans | plan to", "students | received a"."""
    low = tokens.low[at]
    if not is_plural(tokens.word(at - 1)):
        return False
    after = tokens.word(at + 1)
    has_object = kind_of(after) == "determiner" or after in ("it", "them", "us")
    if has_object and low not in nouny() and verb(low, "past") is not None:
        return True
    if not any(form.tag == "base" for form in forms().get(low, ())):
        return False
    return low not in nouny() or has_object or after in ("to", "that", "as")
