"""Which of the places found is the source of words, and what is to be said of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from servanda.comparison.tracing.bearers import Bearers
from servanda.comparison.tracing.items import Item
from servanda.comparison.tracing.laying import Laid, Layer
from servanda.comparison.tracing.rarity import likeness
from servanda.comparison.tracing.seeking import few_of_them, looked_for, with_rare_words, with_runs
from servanda.comparison.tracing.voices import Owner
from servanda.comparison.tracing.wording import Words, quoted_words, record_words
from servanda.comparison.versions.tokens import Token
from servanda.ledger.passages import located
from servanda.ledger.store import Found
from servanda.model import DifferenceKind, Held, Place, Source, Verdict
from servanda.readings.layers import sentences_in

_SHORT, _TOLD = 3, 4
"""Words of a quotation that is told of though it is not found, and of what is retold: shorter ones are everybody's."""
_COMMON = 12.0
"""Words and bits together that very words must have, to be another's and not just everybody's."""
_ALTERED, _ALTERED_OTHERS = 0.6, 0.75
"""Share of words that must stand in the record, for what is given to its speaker, and to another."""
_TELLS, _TELLS_OTHERS = 8.0, 20.0
"""Bits of these words, the same."""
_RUN, _RUN_OTHERS = 5, 8
"""Words in a row that need not tell more, the same, where of all words nearly all stand there."""
_IN_A_ROW = 0.8
_NEARLY = 0.85
"""Share from which on altered words of the right speaker are nearer than the very words of another."""
_NEAREST, _NEAREST_BITS = 0.45, 12.0
"""Share and bits from which on a speaker's words are the nearest to what is retold."""
_DISTORTING: frozenset[DifferenceKind] = frozenset(("number", "negation", "modal", "name"))
"""What may not differ though words are retold."""
_ALIKE, _ANYTHING = 0.5, 0.2
"""Of what words tell, so much in whatever order makes a sentence their paraphrase, and so much worth showing as the nearest."""
_OTHERS, _EVERYWHERE = 5, 60
"""Further places that are told, and passages that are looked at for everybody who has the words."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A place with what is to be said of the words by it."""

    laid: Laid
    owner: Owner
    verdict: Verdict
    rank: int
    """The lower the better."""


class Tracer:
    """Holds words against a ledger, within one transaction."""

    def __init__(self, connection: Connection, text: str, digest: str, on: str | None) -> None:
        self._connection = connection
        self._text = text
        self._digest = digest
        self._on = on
        self._layer = Layer(connection, text)
        self._bearers = Bearers(connection)

    def held(self, item: Item) -> Held | None:
        """What is to be said of words; None where there are none, or they are unmarked and in no record."""
        words = self.words(item)
        if not words.tokens:
            return None
        judged = self._judged(item, words)
        if item.kind == "repeated":
            judged = [
                one for one in judged if one.verdict == "exact"
            ]  # who sets no marks does not say that these are the words
            if not judged:
                return None
        found = [self.source(one, told=item.told) for one in _each_place(judged)[: _OTHERS + 1]]
        if not found and item.given_to is not None:
            found = self._nearest(item, words)
        return Held(
            kind=item.kind,
            start=item.start,
            end=item.end,
            text=self._text[item.start : item.end],
            given_to=item.given_to,
            verdict=found[0].verdict if found else "not_found",
            source=found[0] if found else None,
            others=tuple(found[1:]),
            shown=item.shown and len(words.tokens) >= (_TOLD if item.told else _SHORT if not judged else 1),
        )

    def words(self, item: Item) -> Words:
        """The words of an item, from all its parts."""
        tokens: list[Token] = []
        free: dict[int, int] = {}
        for start, end in item.parts:
            part = quoted_words(self._text, start, end)
            if tokens:
                free[len(tokens)] = 10_000
            free.update({len(tokens) + place: more for place, more in part.free.items()})
            tokens += part.tokens
        words = Words(tuple(tokens), free)
        return words.after(1, len(tokens)) if item.told and words.keys[:1] == ("that",) else words

    def _judged(self, item: Item, words: Words) -> list[Judged]:
        """The places that can be a source, the best first. It is looked for ever more widely, until a good one is found."""
        judged: list[Judged] = []
        seen: set[int] = set()
        for rows in looked_for(self._connection, self._text, words, until=self._on, widely=item.kind != "repeated"):
            fresh = [row for row in rows if row.id not in seen]
            seen.update(row.id for row in fresh)
            judged = sorted([*judged, *self.judge(item, words, fresh)], key=_order)
            if judged and judged[0].rank <= 1:
                break
        return judged

    def everywhere(self, item: Item) -> list[Judged]:
        """All places that have the words of an item, each once, the best first, of the first few dozen."""
        words = self.words(item)
        if not words.tokens:
            return []
        rows = [*with_runs(self._connection, self._text, words, until=self._on, limit=_EVERYWHERE)]
        rows += with_rare_words(self._connection, words, until=self._on)
        return _each_place(self.judge(item, words, {row.id: row for row in rows}.values(), alone=True))

    def judge(self, item: Item, words: Words, rows: Iterable[Found], *, alone: bool = False) -> list[Judged]:
        """What is to be said of words by each of some passages, the best first; `alone`, by none of what is around them."""
        found: list[Judged] = []
        for row in rows:
            own = row.text_sha256 == self._digest
            elsewhere = (item.start, item.end) if own else None
            laid = self._layer.laid(row, words, told=item.told, elsewhere=elsewhere, alone=alone)
            if laid is not None:
                judged = [one for owner in laid.owners if (one := self._verdict(item, laid, owner))]
                if judged:
                    found.append(min(judged, key=_order))
        return sorted(found, key=_order)

    def _verdict(self, item: Item, laid: Laid, owner: Owner) -> Judged | None:
        """What is to be said of words by a place; None where it is no source of them."""
        right = self._is_right(item, owner)
        if not laid.differences and laid.matched == laid.of:
            return _of_the_very_words(item, laid, owner, right=right)
        near = _is_near(laid, right=right)
        if not item.told and near:
            if not right:
                return Judged(laid, owner, "publishers_words" if owner.publishers else "other_speaker", 4)
            return Judged(laid, owner, "altered", 1 if laid.share >= _NEARLY else 3)
        bent = any(one.kind in _DISTORTING for one in laid.differences)
        if item.told and right and near:
            return Judged(laid, owner, "altered" if bent else "paraphrase", 1)
        if item.told and right and not bent and laid.share >= _NEAREST and laid.shared >= _NEAREST_BITS:
            return Judged(laid, owner, "paraphrase", 3)
        if item.told and near:
            return Judged(laid, owner, "publishers_words" if owner.publishers else "other_speaker", 4)
        return None

    def _is_right(self, item: Item, owner: Owner) -> bool:
        """Whether the words are given to who is answerable for them; where a name is missing, nothing speaks against it."""
        if item.given_to is None:
            return True
        if owner.publishers:
            retold = item.told and owner.retold_of is not None
            return retold and self._bearers.same(item.given_to, owner.retold_of or "")
        return owner.speaker is None or self._bearers.same(item.given_to, owner.speaker)

    def source(self, judged: Judged, *, told: bool = False) -> Source:
        """A place as it is told. Of what is retold only those differences are that distort it."""
        laid, row = judged.laid, judged.laid.row
        place = self._place(row, laid.start, laid.end, judged.owner.speaker)
        return Source(
            place=place,
            voice=judged.owner.voice,
            line=self._layer.text_of(row).count("\n", 0, laid.start) + 1,
            verdict=judged.verdict,
            differences=tuple(one for one in laid.differences if not told or one.kind in _DISTORTING),
        )

    def _place(self, row: Found, start: int, end: int, speaker: str | None) -> Place:
        words = self._layer.text_of(row)[start:end]
        return located(row, self._layer.origin_of(row), start, end, words, speaker=speaker)

    def _nearest(self, item: Item, words: Words) -> list[Source]:
        """The sentence of the one whose words they are said to be that is nearest to them, where one has anything of them."""
        speakers = self._bearers.spellings(item.given_to or "")
        if not speakers:
            return []
        found: list[tuple[float, Found, int, int]] = []
        for row in few_of_them(self._connection, words, speakers=speakers, until=self._on):
            own = row.text_sha256 == self._digest
            for start, end in sentences_in(self._layer.text_of(row), row.span_start, row.span_end):
                if own and start < item.end and item.start < end:
                    continue
                found.append((likeness(words, self._layer.text_of(row), start, end), row, start, end))
        if not found:
            return []
        best, row, start, end = max(found, key=lambda one: (one[0], one[1].day or "", one[1].sha256, -one[2]))
        if best < _ANYTHING:
            return []
        sentence = record_words(self._layer.text_of(row), start, end)
        alike = item.told and best >= _ALIKE and _numbers(words.tokens) <= _numbers(sentence)
        verdict: Verdict = "paraphrase" if alike else "not_found"
        line = self._layer.text_of(row).count("\n", 0, start) + 1
        return [Source(place=self._place(row, start, end, row.speaker), voice=row.voice, line=line, verdict=verdict)]


def _of_the_very_words(item: Item, laid: Laid, owner: Owner, *, right: bool) -> Judged | None:
    """What is to be said where every word stands there; None where a few common words stand in the mouth of who knows whom."""
    unsure = item.given_to is not None and owner.speaker is None and not owner.publishers
    if (unsure or not right) and laid.of + laid.shared < _COMMON:
        return None
    if not right:
        return Judged(laid, owner, "publishers_words" if owner.publishers else "other_speaker", 2)
    if item.given_to is None and owner.publishers:
        return Judged(laid, owner, "publishers_words", 2)
    return Judged(laid, owner, "paraphrase", 1) if laid.turned else Judged(laid, owner, "exact", 0)


def _numbers(tokens: Sequence[Token]) -> set[str]:
    return {token.key for token in tokens if token.key[:1].isdigit()}


def _is_near(laid: Laid, *, right: bool) -> bool:
    """Whether words are altered ones of the record: enough of them stand there, and tell enough or stand in a row."""
    least, bits, run = (_ALTERED, _TELLS, _RUN) if right else (_ALTERED_OTHERS, _TELLS_OTHERS, _RUN_OTHERS)
    enough = laid.share >= least and laid.shared >= bits
    in_a_row = laid.matched >= _IN_A_ROW * laid.of and laid.run >= run
    return (enough or in_a_row) and not _passes_over_too_much(laid)


def _passes_over_too_much(laid: Laid) -> bool:
    """Whether more was left out between words than a clause or two, or they differ at every turn."""
    return len(laid.differences) > 2 + laid.of // 6 or (laid.end - laid.start) > 40 * laid.of


def _order(judged: Judged) -> tuple[object, ...]:
    """The best first: by verdict, then first hand before second, then the earliest day."""
    laid = judged.laid
    return (
        judged.rank,
        -round(laid.share, 2),
        judged.owner.speaker is None,
        judged.owner.voice != "speaker",
        laid.row.day or "9999",
        laid.row.sha256,
        laid.start,
        judged.owner.speaker or "",
    )


def _each_place(judged: Sequence[Judged]) -> list[Judged]:
    """Each place once."""
    kept: dict[tuple[str, int, int], Judged] = {}
    for one in judged:
        kept.setdefault((one.laid.row.sha256, one.laid.start, one.laid.end), one)
    return [*kept.values()]
