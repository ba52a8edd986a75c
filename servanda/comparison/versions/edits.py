"""What is otherwise in a later version of a record: each edit with its place in both, and whose words it touches.

Paragraphs are aligned first, then the sentences of those that differ, then the words of what still differs, so that the work
goes where something changed. An edit never crosses from one speaker's turn, or its label, into another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby

from servanda.comparison.versions.alignment import Gap, Pair, gaps, matched
from servanda.comparison.versions.changes import changed_between
from servanda.comparison.versions.laid_out import Side, Stretch
from servanda.comparison.versions.tokens import Token
from servanda.model import Block, Edit, EditKind, Reading


def edits_between(earlier: Reading, later: Reading) -> list[Edit]:
    """The edits that made the later version of the earlier one, in the order of the later text."""
    old, new = Side(earlier), Side(later)
    found: list[Edit] = []
    same = matched(old.paragraphs, new.paragraphs)
    for gap in gaps(same, len(old.paragraphs), len(new.paragraphs)):
        found.extend(_in_gap(old.stretch(gap.old_start, gap.old_end), new.stretch(gap.new_start, gap.new_end)))
    return found


def printed_in(reading: Reading) -> list[Edit]:
    """The corrections that a record prints itself: words struck out, with the right ones in brackets behind them."""
    side = Side(reading)
    found: list[Edit] = []
    for one in side.declared:
        whole = Stretch(side, [Block(*one.old)]), Stretch(side, [Block(*(one.new or (one.end, one.end)))])
        gap = Gap(0, len(whole[0].tokens), 0, len(whole[1].tokens))
        around = side.around(one.start, one.end)
        found.append(
            Edit(
                kind="altered" if one.new else "removed",
                changed=changed_between(*whole, gap),
                earlier=side.place(*one.old),
                later=side.place(*one.new) if one.new else None,
                at=one.start,
                before=around[0],
                after=around[1],
                declared=True,
            )
        )
    return found


def token_pairs(old: Stretch, new: Stretch) -> list[Pair]:
    """The tokens that two stretches have in common: those of like sentences first, then of what lies between."""
    old_keys, new_keys = old.sentence_keys(), new.sentence_keys()
    pairs: list[Pair] = []
    left = right = 0
    for i, j in [*matched(old_keys, new_keys), (len(old_keys), len(new_keys))]:
        first, second = old.first_token(i), new.first_token(j)
        pairs.extend(_words_between(old.tokens[left:first], new.tokens[right:second], left, right))
        if i < len(old_keys):
            length = len(old_keys[i])
            pairs.extend((first + place, second + place) for place in range(length))
            left, right = first + length, second + length
    return pairs


def _words_between(old: Sequence[Token], new: Sequence[Token], left: int, right: int) -> Iterator[Pair]:
    """The words in common of two runs of tokens, which begin at these indexes, without those that are so by chance."""
    pairs = matched([token.key for token in old], [token.key for token in new])
    chance = _between_changes(old, new, pairs)
    yield from ((i + left, j + right) for i, j in pairs if i not in chance)


def _between_changes(old: Sequence[Token], new: Sequence[Token], pairs: Sequence[Pair]) -> set[int]:
    """Indexes of old tokens whose match says little: a short run between two changes that are longer than it."""
    lost, won = _letters(old), _letters(new)

    def size(gap: Gap) -> int:
        return max(lost[gap.old_end] - lost[gap.old_start], won[gap.new_end] - won[gap.new_start])

    by_chance: set[int] = set()
    changes: list[Gap] = []
    for gap in gaps(pairs, len(old), len(new)):
        merged = gap
        while changes and lost[merged.old_start] - lost[changes[-1].old_end] <= min(size(changes[-1]), size(merged)):
            before = changes.pop()
            by_chance.update(range(before.old_end, merged.old_start))
            merged = Gap(before.old_start, merged.old_end, before.new_start, merged.new_end)
        changes.append(merged)
    return by_chance


def _letters(tokens: Sequence[Token]) -> list[int]:
    """How many letters stand before each token, and after the last."""
    return [0, *accumulate(len(token.key) for token in tokens)]


def _in_gap(old: Stretch, new: Stretch) -> Iterator[Edit]:
    """The edits between two stretches that differ."""
    pairs = token_pairs(old, new)
    typographic = _set_otherwise(old, new, pairs)
    of_words = [part for gap in gaps(pairs, len(old.tokens), len(new.tokens)) for part in _by_turn(old, new, gap)]
    for gap in sorted([*of_words, *typographic], key=lambda one: (one.new_start, one.old_start, one.new_end)):
        yield _edit(old, new, gap, typographic=gap in typographic)


def _set_otherwise(old: Stretch, new: Stretch, pairs: Sequence[Pair]) -> set[Gap]:
    """Runs of matched tokens that are printed otherwise: another dash, capitals, a comma more."""
    runs: list[Gap] = []
    ends = [*pairs[1:], (len(old.tokens), len(new.tokens))] if pairs else []
    for (i, j), following in zip(pairs, ends, strict=True):
        together = following == (i + 1, j + 1)
        if old.printed(i, with_gap=together) == new.printed(j, with_gap=together):
            continue
        last = runs[-1] if runs else None
        if last and (last.old_end, last.new_end) == (i, j):
            runs[-1] = Gap(last.old_start, i + 1, last.new_start, j + 1)
        else:
            runs.append(Gap(i, i + 1, j, j + 1))
    return set(runs)


def _by_turn(old: Stretch, new: Stretch, gap: Gap) -> Iterator[Gap]:
    """A change, parted where one speaker's words end and another's begin."""
    lost = _parts(old, gap.old_start, gap.old_end)
    won = _parts(new, gap.new_start, gap.new_end)
    if len(lost) == len(won):
        for (left, left_end), (right, right_end) in zip(lost, won, strict=True):
            yield Gap(left, left_end, right, right_end)
        return
    for left, left_end in lost:
        yield Gap(left, left_end, gap.new_start, gap.new_start)
    for right, right_end in won:
        yield Gap(gap.old_end, gap.old_end, right, right_end)


def _parts(stretch: Stretch, start: int, end: int) -> list[tuple[int, int]]:
    """The runs of tokens of one voice each."""
    runs = [list(run) for _, run in groupby(range(start, end), key=stretch.voice_of)]
    return [(run[0], run[-1] + 1) for run in runs]


def _edit(old: Stretch, new: Stretch, gap: Gap, *, typographic: bool) -> Edit:
    kind: EditKind = "added" if gap.old_start == gap.old_end else "removed" if gap.new_start == gap.new_end else "altered"
    earlier = old.place(gap.old_start, gap.old_end, with_signs=typographic)
    later = new.place(gap.new_start, gap.new_end, with_signs=typographic)
    at = later.start if later else new.offset_of(gap.new_start)
    around = old.around(gap.old_start, gap.old_end) if later is None else new.around(gap.new_start, gap.new_end)
    return Edit(
        kind=kind,
        changed="typography" if typographic else changed_between(old, new, gap),
        earlier=earlier,
        later=later,
        at=at,
        before=around[0],
        after=around[1],
        declared=new.is_declared(gap.new_start, gap.new_end),
    )
