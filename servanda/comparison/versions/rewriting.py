"""The sentences of a record that became others in a later version, whole, beside each other.

Which sentences belong beside each other follows from the words that they have in common, and from the words that took the place
of others. Sentences without a counterpart stand alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from servanda.comparison.versions.alignment import gaps, matched
from servanda.comparison.versions.edits import edits_between, printed_in, token_pairs
from servanda.comparison.versions.laid_out import Side, Stretch
from servanda.comparison.versions.versions import versions_meant
from servanda.ledger import Ledger, Summary
from servanda.model import Edit, Place, Reading, Record, Reworded
from servanda.readings.corrections import declared_in


@dataclass(frozen=True, slots=True)
class Rewritten:
    """Two versions of a record, and the sentences that are otherwise."""

    earlier: Summary
    later: Summary
    """The same as the earlier where it is the corrections that the record prints itself."""
    sentences: tuple[Reworded, ...]
    """In the order of the later text."""


def rewritten(ledger: Ledger, later: str, earlier: str | None = None) -> Rewritten:
    """What is otherwise in a record than in an earlier version, sentence by sentence: by default than in the one before it.

    Where no earlier version is known, it is the corrections that the record prints itself. Raises `NotFoundError` as
    `versions.difference` does.
    """
    before, after, old, new = versions_meant(ledger, later, earlier)
    if earlier is None and before.record == after.record:
        printed = (Reworded(earlier=one.earlier, later=one.later, edits=(one,)) for one in printed_in(new))
        return Rewritten(before, after, tuple(printed))
    return Rewritten(before, after, tuple(sentences_between(old, new)))


def sentences_between(earlier: Reading, later: Reading) -> Iterator[Reworded]:
    """The sentences that are otherwise in a later version, each with its counterpart and the edits in both."""
    edits = edits_between(earlier, later)
    old, new = Side(earlier), Side(later)
    same = matched(old.paragraphs, new.paragraphs)
    for gap in gaps(same, len(old.paragraphs), len(new.paragraphs)):
        stretches = old.stretch(gap.old_start, gap.old_end), new.stretch(gap.new_start, gap.new_end)
        for row in _rows(*stretches):
            places = tuple(_place(one, some) for one, some in zip(stretches, row, strict=True))
            inside = tuple(one for one in edits if _within(one.earlier, places[0]) or _within(one.later, places[1]))
            if inside:
                yield Reworded(earlier=places[0], later=places[1], edits=inside)


_Row = tuple[range, range]
"""Sentences of both versions that belong beside each other; of one of them there may be none."""


def _rows(old: Stretch, new: Stretch) -> Iterator[_Row]:
    """All sentences of two stretches, those that belong together in one row."""
    left = right = 0
    for first, last in _joined(_links(old, new)):
        yield from _alone(range(left, first[0]), range(right, first[1]))
        yield range(first[0], last[0] + 1), range(first[1], last[1] + 1)
        left, right = last[0] + 1, last[1] + 1
    yield from _alone(range(left, old.sentences), range(right, new.sentences))


def _alone(old: range, new: range) -> Iterator[_Row]:
    """Sentences without a counterpart, one in a row."""
    yield from ((range(one, one + 1), range(0)) for one in old)
    yield from ((range(0), range(one, one + 1)) for one in new)


def _links(old: Stretch, new: Stretch) -> list[tuple[int, int]]:
    """Sentences, by their numbers, that have words in common or whose words took the place of one another's, in order."""
    pairs = token_pairs(old, new)
    links = {(old.sentence_of(i), new.sentence_of(j)) for i, j in pairs}
    for gap in gaps(pairs, len(old.tokens), len(new.tokens)):
        if gap.old_start < gap.old_end and gap.new_start < gap.new_end:
            links.add((old.sentence_of(gap.old_start), new.sentence_of(gap.new_start)))
            links.add((old.sentence_of(gap.old_end - 1), new.sentence_of(gap.new_end - 1)))
    return sorted(links)


def _joined(links: Sequence[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The first and the last sentences of each run of links that meet in a sentence."""
    run: list[tuple[int, int]] = []
    for link in links:
        if run and link[0] > run[-1][0] and link[1] > max(one[1] for one in run):
            yield _ends(run)
            run = []
        run.append(link)
    if run:
        yield _ends(run)


def _ends(run: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], tuple[int, int]]:
    ours, theirs = zip(*run, strict=True)
    return (min(ours), min(theirs)), (max(ours), max(theirs))


def _place(stretch: Stretch, some: range) -> Place | None:
    return stretch.sentence_place(some.start, some.stop) if some else None


def _within(edit: Place | None, place: Place | None) -> bool:
    return edit is not None and place is not None and edit.start < place.end and place.start < edit.end


def prints_corrections(record: Record) -> bool:
    """Whether a record prints corrections of its own: words struck out, and the right ones behind them."""
    return bool(declared_in(record.text))


def of_substance(sentences: Iterable[Reworded]) -> list[Reworded]:
    """Those sentences in which more is otherwise than how they are set and spelt."""
    return [one for one in sentences if any(map(_tells, one.edits))]


def _tells(edit: Edit) -> bool:
    return edit.changed != "typography"
