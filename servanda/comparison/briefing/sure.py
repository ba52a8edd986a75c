"""What is sure enough to be told in a brief, where there is no room for a second look.

Stricter than what is shown elsewhere: it must say by itself what it is about, and be neither hoped for, retold nor hung on
something else.
"""

from __future__ import annotations

import re
from math import fsum

from servanda.comparison.matters.naming import named, share
from servanda.comparison.relations.likeness import kinship, stems_of, subject, weights_of
from servanda.model import Claim, Due, Relation
from servanda.standing import shown_first
from servanda.words import words

_POINTING = re.compile(
    r"^\W*(?:it|this|that|these|those|them|they|such|so|there|something)\b|\b(?:this|these|such an?|something)\W*$"
    r"|^\W*\w+\W+(?:it|them)\b",
    re.IGNORECASE,
)
"""Words that point to something said before, where what a statement is about should stand."""
_BITS = 3.0
"""What a statement says at least, by the rarity of its words."""
_TELLING = 2
"""Words by which a thing is known that two statements of it share at least."""
_HOPE = re.compile(
    r"\b(?:hop(?:e[sd]?|ing)|wish(?:e[sd]|ing)?|would like|expect(?:s|ed|ing)?|count(?:s|ing)? on|"
    r"think|believe|suppose|perhaps|maybe|probably|possibly)\b",
    re.IGNORECASE,
)
"""Words before a statement that make a hope or a guess of what it undertakes."""
_RETOLD = re.compile(r"\b(?:would|(?:will|to) agree|(?:was|were) (?:ready|prepared|willing|going|about|to))\b", re.IGNORECASE)
"""Words of an undertaking of the past that is told again, and of what is still to be agreed."""
_LEAST, _SHARE = 0.5, 0.5
"""From which confidence, and which share of their words on, two statements are told to be of one thing."""
_OF_IT = 0.6
"""The same share of what the earlier alone says."""
_HEAD = 2
"""Words of an undertaking that say what is to be done, and to what."""
_DOCUMENT = re.compile(
    r"(?:\b(?:read-?out|report|statement|message|communiqu[eé]|release|transcript|letter|document|text)|^\W*\d[^\n]*)$",
    re.IGNORECASE,
)
"""What is no speaker, though a statement may be read as its own."""
_FEAST = re.compile(r"\b(?:mark|celebrate)\b.*\b(?:years|anniversary|holiday|birthday)\b", re.IGNORECASE | re.DOTALL)
"""Words of what comes round with the calendar: nobody need undertake it."""
_SUBORDINATE = re.compile(
    r"\b(?:when|if|once|until|till|unless|before|after|because|whether|should|whenever)\W+$", re.IGNORECASE
)
"""What a report stands behind that its sentence tells for something else."""
_UNDONE = re.compile(
    r"\b(?:yet to|not yet|never|(?:has|have|had|is|are|was|were) not|(?:has|have|had|is|are|was|were)n[’']t)\b", re.IGNORECASE
)
"""Words of a sentence that takes back what a report in it tells as done."""
_OTHER_YEAR = re.compile(r"\b(?:academic|school|fiscal|financial|budget(?:ary)?|marketing) year\b|\bseason\b", re.IGNORECASE)
"""A year, or a part of one, that ends on a day of its own."""


def is_sure(claim: Claim) -> bool:
    """Whether a claim may be told."""
    if not shown_first(claim.kind, claim.values.get("confidence", 1.0)) or _has_no_name(claim):
        return False
    if claim.kind == "question":
        return True
    if claim.kind == "commitment" and _is_idle(claim):
        return False
    if claim.kind == "progress" and (_SUBORDINATE.search(_before(claim)) or _UNDONE.search(claim.sentence)):
        return False
    alone = claim.kind in ("mention", "figure", "instrument")  # whose own words are all of the sentence, or too few
    thing, own = (claim.sentence, claim.sentence) if alone else (subject(claim), claim.place.text)
    return not _POINTING.search(thing) and fsum(weights_of(own).values()) >= _BITS


def _has_no_name(claim: Claim) -> bool:
    """Whether whose statement it is was read with a word that belongs to no name."""
    last = (claim.said_by or "").split()[-1:]
    idle = bool(last) and last[0].islower() and (last[0] in words("function-words") or last[0].endswith("ly"))
    return idle or is_document(claim.said_by)


def is_document(name: str | None) -> bool:
    """Whether a name is that of a document, or of a number of people, and of nobody who could be asked."""
    return bool(name and _DOCUMENT.search(name))


def told_surely(one: Due) -> Relation | None:
    """The last of what later records tell of a commitment that names the thing in most of its own words."""
    return next((told for told in reversed(one.told) if told.confidence >= _LEAST and _is_one_thing(told)), None)


def _is_one_thing(told: Relation) -> bool:
    """Whether a later statement has the words with which an earlier one begins, and most of all of them."""
    later, earlier = told.later, told.earlier
    head = stems_of(" ".join(named(subject(earlier))[:_HEAD]))
    if head.isdisjoint(stems_of(later.place.text)):
        return False
    telling, most = kinship(later, earlier)
    return (telling >= _TELLING and most >= _SHARE) or share(earlier.place.text, later.place.text) >= _OF_IT


def _before(claim: Claim) -> str:
    """What stands in its sentence before its own words."""
    found, own, _ = claim.sentence.partition(claim.place.text)
    return found if own else ""


def _is_idle(claim: Claim) -> bool:
    """Whether what it says will be done is only hoped for, is told again, or comes by itself."""
    text = claim.place.text
    return any(found for found in (_HOPE.search(_before(claim)), _RETOLD.search(text), _FEAST.search(text)))


def has_plain_day(one: Due) -> bool:
    """Whether its day is one of the calendar's: an academic or fiscal year ends on a day of its own."""
    return one.claim is None or not any(_OTHER_YEAR.search(time.text) for time in one.claim.times)
