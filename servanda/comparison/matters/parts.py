"""Whether a report tells of a counted part of a whole ("22 of the 30 villages"), or of all of it.

A part that is done is never the whole done, whatever the verb says.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import cache

from servanda.model import Claim
from servanda.words import rows

_NUMBER = r"\d+(?:[.,]\d+)*|[a-z]+(?:-[a-z]+)?"
_PART = re.compile(
    rf"\b(?P<part>{_NUMBER})\s+(?:out\s+)?of\s+(?:(?:the|our|its|their|all|these|those)\s+)*(?P<whole>{_NUMBER})\b"
)
_SHARE = re.compile(
    r"\b(?P<share>\d+(?:[.,]\d+)?)\s*(?:%|per\s?cent\b)(?=\s+(?:of|by|complete|ready|finished)\b)|\bby\s+(?P<by>\d+)\s*%"
)
_FRACTION = re.compile(
    r"\b(?:half|most|some|many|several|part|two[ -]thirds|three[ -]quarters|a (?:third|quarter|fifth))\s+of\s+"
    r"(?:the|our|its|their|these)\b"
)
_ALL = re.compile(r"\b(?:all|both|every|each)\b")
_CLAUSE = re.compile(r"[;:]|,\s+(?:and|but|while|which|whereas)\b")
_WHOLE = 100


def is_part(claim: Claim) -> bool:
    """Whether the words of a report, or those of its clause before them, count fewer than there are."""
    words = _clause(claim)
    counted = any(_is_less(match["part"], match["whole"]) for match in _PART.finditer(words))
    shared = any(
        (value := _value(match["share"] or match["by"])) is not None and value < _WHOLE for match in _SHARE.finditer(words)
    )
    return counted or shared or bool(_FRACTION.search(words))


def is_whole(claim: Claim) -> bool:
    """Whether a report says that it is all of something."""
    return bool(_ALL.search(claim.place.text.casefold())) and not is_part(claim)


def _clause(claim: Claim) -> str:
    """The claim's words, with what its sentence says before them in the same clause."""
    before, found, _ = claim.sentence.partition(claim.place.text)
    lead = _CLAUSE.split(before)[-1] if found else ""
    return " ".join(f"{lead}{claim.place.text}".casefold().split())


def _is_less(part: str, whole: str) -> bool:
    one, other = _value(part), _value(whole)
    return one is not None and other is not None and one < other


def _value(word: str) -> Decimal | None:
    """A number in digits or in one word, such as `twenty-one`."""
    if word[:1].isdigit():
        try:
            return Decimal(word.replace(",", "" if re.fullmatch(r"\d+(?:,\d{3})+", word) else "."))
        except InvalidOperation:
            return None
    parts = [_numbers().get(part) for part in word.split("-")]
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if len(known) == len(parts) else None


@cache
def _numbers() -> dict[str, Decimal]:
    return {word: Decimal(value) for word, value, kind in rows("number-words") if kind in ("unit", "ten")}
