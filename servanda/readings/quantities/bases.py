"""Whose statistics a figure comes from: "according to Ardstat", "by our estimates", "Fund data show"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from servanda.model import Figure, Quotation, Record, Span
from servanda.readings.layers import Stretch
from servanda.readings.quantities.roles import context

_WHOSE = re.compile(
    r"\b(?:[Aa]ccording to|[Aa]s reported by|[Aa]s estimated by|[Bb]ased on|[Oo]n the basis of|[Bb]y)\s+"
    r"(?P<whose>(?:(?:the|our|my|their|his|its|some|most|official|preliminary|various)\s+)?[^\s,;:.()—]+(?:\s+[^\s,;:.()—]+){0,7})"
)
_WHOSE_RUSSIAN = re.compile(
    r"\b[Пп]о\s+(?P<whose>(?:[^\W\d_]+\s+){0,3}(?:статистике|данным|статданным|оценкам|подсч[её]там|расч[её]там)"
    r"(?:\s+[А-ЯЁ][^\W\d_]+){0,4})"
)
"""As in «по нашей статистике», «по данным Росстата»: in Russian the noun for statistics is always said."""
_PAID_OUT = ("released", "releases", "release", "allocated", "posted")
"""Verbs by which a body gives money, where it is no statistics that it gives."""
_WORDS = re.compile(r"\S+")
_APART = re.compile(r"[,;:–—\d]")
"""What stands between a figure and whose it is no longer."""

REACH = 300
"""Characters before and behind a figure in which its basis is looked for."""


@cache
def _shows() -> re.Pattern[str]:
    """A clause's subject with a verb by which a body gives a figure."""
    verbs = "|".join(sorted(context("counting")))
    return re.compile(
        r"(?:^|[,;:—(]|\b(?:and|but|that|as|while))\s*(?P<whose>[^\s,;:.()—]+(?:\s+[^\s,;:.()—]+){0,10}?)"
        rf"\s+(?:has |have |now )?(?:{verbs})\b"
    )


class Bases:
    """Whose statistics a record's sentences name."""

    def __init__(self, record: Record, quotations: Sequence[Quotation]) -> None:
        self._record = record
        self._reported = sorted(
            (
                (part.start, part.end, quotation.source_mention)
                for quotation in quotations
                for part in quotation.content
                if quotation.source_mention and _counts(quotation.cue) and _keeps_statistics(quotation.source_mention.text)
            ),
            key=lambda item: item[:2],
        )

    def of(self, sentence: Stretch, figure: Figure) -> Span | None:
        """The words that say whose statistics a figure comes from."""
        start = max(sentence[0], figure.span.start - REACH)
        piece = self._record.text[start : min(sentence[1], figure.span.end + REACH)]
        return self._named(piece, start, figure) or self._shown(piece, start, figure) or self._said(figure)

    def _named(self, piece: str, start: int, figure: Figure) -> Span | None:
        """As in "according to Ardstat", "by our estimates", "on the basis of census data"."""
        found: list[tuple[int, int]] = []
        for match in _WHOSE.finditer(piece):
            opener = match.group().split(None, 1)[0].lower()
            length = _basis_length(match.group("whose"), strict=opener not in ("according", "as"))
            if length:
                found.append((start + match.start("whose"), start + match.start("whose") + length))
        found += [(start + match.start("whose"), start + match.end("whose")) for match in _WHOSE_RUSSIAN.finditer(piece)]
        chosen = self._own(sorted(found), figure)
        return self._record.cut(*chosen) if chosen else None

    def _own(self, found: list[Stretch], figure: Figure) -> Stretch | None:
        """Of several, the one right behind a figure, else the last before it: "51 by Ardstat, according to ours 50"."""
        behind = [place for place in found if place[0] > figure.span.start]
        before = [place for place in found if place[0] < figure.span.start]
        if behind and (not before or not _APART.search(self._record.text, figure.span.end, behind[0][0])):
            return behind[0]
        return before[-1] if before else None

    def _shown(self, piece: str, start: int, figure: Figure) -> Span | None:
        """As in "Fund data show that", "the Bank estimates that": the last before the figure."""
        found = None
        for match in _shows().finditer(piece, 0, figure.span.start - start):
            spends = figure.rule == "figures.money" and match.group().endswith(_PAID_OUT)
            if _keeps_statistics(match.group("whose")) and not spends:
                found = self._record.cut(start + match.start("whose"), start + match.end("whose"))
        return found

    def _said(self, figure: Figure) -> Span | None:
        """The body whose reported words hold the figure."""
        index = bisect_right(self._reported, figure.span.start, key=lambda item: item[0]) - 1
        for left, right, mention in reversed(self._reported[max(0, index - 3) : index + 1]):
            if left <= figure.span.start and figure.span.end <= right and mention is not None:
                return mention
        return None


def _counts(cue: Span | None) -> bool:
    """Whether a body gives a figure of its own with these words: "estimated", not "said"."""
    return cue is not None and not context("counting").isdisjoint(cue.text.lower().split())


def _basis_length(words: str, *, strict: bool) -> int:
    """Characters of the words, from the first, that name statistics or who keeps them; `strict`: only a word for statistics."""
    end = 0
    places = [match.span() for match in _WORDS.finditer(words)]
    for index, (start, stop) in enumerate(places):
        low = words[start:stop].lower().rstrip("'’")
        if end and not _goes_on(words, places, index):
            break
        known = context("own-count") if strict else context("data") | context("body")
        if end or low in known or (not strict and _is_body(words[start:stop])):
            end = stop
    return end


def _goes_on(words: str, places: list[tuple[int, int]], index: int) -> bool:
    """Whether a name goes on behind its head: "the Institute *of Shipping*", "projections *by the Harbour Bank*"."""
    word = words[slice(*places[index])]
    if word[0].isupper() or word.lower() in context("data"):
        return True
    ahead = [words[start] for start, _ in places[index + 1 : index + 3]]
    return word in ("of", "for", "by", "from", "the") and any(letter.isupper() for letter in ahead)


def _keeps_statistics(mention: str) -> bool:
    """Whether a mention names statistics or a body that keeps them."""
    low = mention.lower().split()
    if len(low) > 12 or not context("person").isdisjoint(low):
        return False
    if not context("data").isdisjoint(low):
        return len(low) > 2 or (len(low) == 2 and low[0] not in context("nobody's"))
    return not context("body").isdisjoint(low) or any(map(_is_body, mention.split()))


def _is_body(word: str) -> bool:
    """Whether a word is the name of a statistical office or an abbreviation for a body: "Ardstat", "ILO"."""
    plain = word.strip("'’s,.()")
    return (len(plain) > 4 and plain[0].isupper() and plain.endswith("stat")) or (plain.isupper() and 3 <= len(plain) <= 6)
