"""Open questions of a matter, followed until somebody speaks to them.

A question is put by an asker, or attached to a position as a condition ("unless who pays is settled"). It counts as answered
where the answer that followed it was judged one, or where a later position, commitment, report or outcome uses its words. That
nothing of the kind was read says nothing of whether an answer was given elsewhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from servanda.comparison.claims.stems import stem
from servanda.comparison.relations.order import is_later
from servanda.model import Claim, Following, Matter, Place, Reply
from servanda.words import words

_ANSWERING = frozenset(("position", "progress", "commitment", "topic", "instrument"))
_LETTERS = re.compile(r"[^\W\d_]+")
_LEAD = re.compile(
    r"\W*(?:(?:and|or|but|only|not|if|unless|until|till|before|once|provided|providing|on|of|as|to|it|long|that|is|condition|"
    r"first|agreed|known|settled|decided)\W+){0,5}?(?:who|whom|whose|what|which|why|how|whether)\b",
    re.IGNORECASE,
)
"""An indirect question, behind what makes a condition of it. *When* and *where* are left out: they begin plain conditions."""

_LEAST = 0.5
"""Share of a question's own words that an answer has."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question before it is known what was said to it."""

    claim: Claim
    place: Place
    reply: Reply | None


def questions_of(matter: Matter) -> tuple[Following, ...]:
    """The questions of a matter in the order in which they were asked, each with what later claims say to it."""
    spoken = _Spoken(matter.claims)
    found: dict[tuple[object, ...], Following] = {}
    for asked in _asked(matter.claims):
        one = Following(
            claim=asked.claim,
            question=asked.place,
            reply=asked.reply,
            answers=tuple(spoken.since(asked)),
        )
        found.setdefault((asked.place.record, asked.place.start, asked.place.end), one)
    return tuple(found.values())


def is_question(text: str) -> bool:
    """Whether words attached to a position leave something to be settled, rather than name what must happen first."""
    if text.rstrip(" \"'”’»)").endswith("?") or _LEAD.match(text):
        return True
    plain = " ".join(text.casefold().split())
    return any(phrase in plain for phrase in words("open-questions"))


def _asked(claims: Sequence[Claim]) -> Iterator[_Asked]:
    for claim in claims:
        if claim.kind == "question":
            yield _Asked(claim, claim.place, claim.values.get("reply"))
        elif claim.kind == "position":
            for condition in claim.values["conditions"]:
                if is_question(condition["text"]):
                    place = replace(
                        claim.place, start=condition["start"], end=condition["end"], text=condition["text"], entry=None
                    )
                    yield _Asked(claim, place, None)


class _Spoken:
    """What can answer, found by the stems of its words. Words of most claims tell nothing: they are the matter's own."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._claims = [claim for claim in claims if claim.kind in _ANSWERING]
        self._by_word: Mapping[str, list[int]] = defaultdict(list)
        for place, claim in enumerate(self._claims):
            for word in stems_of(claim.place.text):
                self._by_word[word].append(place)
        self._common = max(4, len(self._claims) // 2)

    def since(self, asked: _Asked) -> Iterator[Claim]:
        """The claims behind a question that have enough of its words."""
        own = {word for word in stems_of(asked.place.text) if len(self._by_word.get(word, ())) <= self._common}
        shared: dict[int, int] = defaultdict(int)
        for word in own:
            for place in self._by_word.get(word, ()):
                shared[place] += 1
        for place in sorted(shared):
            claim = self._claims[place]
            if shared[place] >= max(2, _LEAST * len(own)) and self._later(claim, asked):
                yield claim

    def _later(self, claim: Claim, asked: _Asked) -> bool:
        """Whether a claim comes behind a question: in the same record further on, else in one that is later."""
        if claim.place.record == asked.place.record:
            return claim.place.start >= asked.place.end and claim is not asked.claim
        return is_later(claim, asked.claim)


def stems_of(text: str) -> set[str]:
    """The stems of the words that carry meaning."""
    idle = words("function-words")
    return {stem(word) for match in _LETTERS.finditer(text) if len(word := match.group().casefold()) > 2 and word not in idle}
