"""What kind of mention a source has: a pronoun, everybody together, a list, a body; and how a body is cited."""

from __future__ import annotations

import re

from servanda.readings.letters import CAPITALISED
from servanda.readings.persons import without_offices
from servanda.readings.quotes.cues import forms
from servanda.words import table

_POSSESSIVE = re.compile(r"['’]s?$")
_CLITIC = re.compile(r"(?:['’](?:s|ve|re|ll|d|m)|\s+(?:guys|all|both))$")
_FRAME = re.compile(r"^(?:(?:and|but|so|or|then|also|now)\s+)+|,?\s+(?:who|whose|which)\b.*$", re.I | re.S)
_OWN_WORD = re.compile(r"^.*[^,]\s(we|I|they|he|she)$", re.S)
"""A phrase into which another was drawn that stands before its pronoun: "as democratic societies we"."""
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tomorrow)(?:\s+(?:morning|afternoon|evening|night))?"
_BEHIND = re.compile(
    rf"(?<!\s),?\s++(?:furthermore|moreover|also|however|therefore|then|thus|again|further|additionally|likewise|meanwhile"
    rf"|(?:(?:late|early)\s+)?on(?:\s+{_DAY})?|(?:(?:late|early|last|this)\s*)?{_DAY})$",
    re.I,
)
"""Adverbs and days behind a name: "Orel also", "Minister Jan Orel on Wednesday"."""
_POINTING = re.compile(
    r"^(?:(?:the|this|that|these|those|an?|such|said|same|present|following|attached|new|joint|entire"
    r"|executive|presidential|ministerial|final|interim|draft)\s+)+"
)
_NUMBERED = re.compile(r"[ivxlc]+|\d+(?:\.\d+)*[a-z]?|[a-z]")
_BRACKETED = re.compile(r"\[([^\[\]]+)\]")
_AND = re.compile(r",? and |, ")
_AROUND_COLLECTIVES = frozenset(
    ("the", "of", "in", "to", "meeting", "talks", "negotiations", "all", "two", "three", "us", "them", "you")
)
_OWNERS = frozenset(("our", "my", "your", "their", "his", "her", "its"))
_SMALL = frozenset(("the", "a", "an", "both", "some", "all", "everyone", "everybody", "members", "participants"))
_NOBODY = re.compile(
    r"\b(?:was|were|is|are|been|be|being)\b(?:\s+\w+){0,2}\s+\w+(?:ed|en|de|ought|wn|ne|ven|id|ld|ut)\b"
    r"|\b(?:was|were|is)\s+(?:on|that)\b|^(?:asked|questioned|pressed)$",
    re.I,
)
_PASSIVE = re.compile(
    r"\b(?:was|were|is|are|am|been|be|being|got|gets)\s+(?:(?:not|also|then|again|\w+ly)\s+){0,2}(\w+)$", re.I
)
_AUXILIARIES = 30
"""Characters before a cue in which its auxiliary verb is sought, where that was not taken into the cue."""


_FOR_WHOM = re.compile(rf"({CAPITALISED}(?:\s+{CAPITALISED}){{1,3}})\s+(?:for|with|from|at)\s+(?:the\s+)?{CAPITALISED}")
"""A person and the body for which he speaks: "Mira Tal for Ardan Rail"."""


def pronoun(phrase: str) -> str | None:
    """The kind of a mention that is a single small word, as in the list `source-words`: "we", "he", "both"."""
    return table("source-words").get(_CLITIC.sub("", phrase.strip(" ,.").lower()))


def without_frame(phrase: str) -> str:
    """Without what is no part of a source: a conjunction before it, a relative clause or an adverb behind it."""
    bare = _BEHIND.sub("", _FRAME.sub("", phrase)) or phrase
    speaks_for = _FOR_WHOM.match(bare)
    if speaks_for and speaks_for.group(1).split(maxsplit=1)[0] in table("given-names"):
        return speaks_for.group(1)
    own = _OWN_WORD.match(bare)
    return own.group(1) if own and not re.search(r"\b(?:and|or)\s+\w+$", bare) else bare


def is_writing(mention: str) -> bool:
    """Whether a source is but a writing whose author is not named: "this letter", "the White Paper", "Article IV"."""
    said = _POINTING.sub("", mention.strip(" ,.").lower())
    noun, _, number = said.rpartition(" ")
    if _NUMBERED.fullmatch(number) and table("writings").get(noun) == "numbered":
        return True
    return said in table("writings") or said in table("instrument-nouns")


def in_brackets(phrase: str) -> str | None:
    """What an editor put into brackets to explain a mention: "This [Orel]"."""
    told = _BRACKETED.search(phrase)
    return told.group(1) if told else None


def listed(phrase: str) -> tuple[str, ...]:
    """The members of a list with "and", without an office of them all before the first; empty where the phrase is none."""
    parts = tuple(part for part in _AND.split(" ".join(without_offices(phrase.strip(" ,").split()))) if part.strip())
    return parts if " and " in phrase and len(parts) > 1 else ()


def capital(phrase: str) -> str | None:
    """The state for which a capital's name stands."""
    return table("capitals").get(_POSSESSIVE.sub("", phrase))


def is_collective(phrase: str) -> bool:
    """Whether a phrase means everybody who takes part: "the parties", "both sides", "the two leaders", "both of us"."""
    kinds = table("source-words")
    said = [word.strip(",.").lower() for word in phrase.split()]
    if not said or not all(kinds.get(word) == "both" or word in _AROUND_COLLECTIVES for word in said):
        return False
    return said[0] in ("both", "parties", "sides") or (
        said[0] in ("the", "all", "two") and any(kinds.get(word) == "both" for word in said[1:])
    )


def agentless(cue: str) -> bool:
    """Whether reporting words leave open who speaks: "was stressed", "hope was expressed"."""
    return _NOBODY.search(cue) is not None


def addressed(text: str, cue: tuple[int, int]) -> bool:
    """Whether reporting words are the passive of a verb that addresses somebody: "was told", "have been instructed"."""
    start, end = cue
    said = _PASSIVE.search(text[max(0, start - _AUXILIARIES) : end])
    return said is not None and any(
        one.form == "past" and "obj" in one.verb.frames for one in forms().get(said.group(1).lower(), ())
    )


def body(phrase: str) -> str | None:
    """A body as it is cited: without whose it is and marks of type, articles in small letters; None where no word is left."""
    plain = " ".join(phrase.replace("**", "").split()).strip(" ,;")
    plain = plain.rstrip(" (") if plain.count("(") > plain.count(")") else plain
    first, _, rest = _POSSESSIVE.sub("", plain).partition(" ")
    if first.lower() in _OWNERS and rest:
        first, _, rest = rest.partition(" ")
    cited = f"{first.lower() if first.lower() in _SMALL else first} {rest}".strip()
    return cited if cited and cited not in ("the", "a", "an") else None
