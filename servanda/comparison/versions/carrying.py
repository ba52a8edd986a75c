"""Which entry of a later version is which of the earlier one: the same kind on the same words in the same place of the text.

What a person decided of an entry carries over only where its exact words still stand: only white space may differ.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from servanda.comparison.versions.alignment import matched
from servanda.comparison.versions.edits import token_pairs
from servanda.comparison.versions.laid_out import Side
from servanda.comparison.versions.tokens import Token
from servanda.ledger import Ledger, versions
from servanda.model import Decision, Entry, Reading

_PARTS = ("parts", "with_parts")
"""Values of a decision that name entries of a matter."""
_ENTRY = re.compile(r"[a-z]+-[0-9a-f]{16}")

_Runs = tuple[tuple[int, int], ...]
"""For each span of an entry, its first token and the one behind its last."""


def carried(earlier: Reading, later: Reading) -> dict[str, str | None]:
    """For each entry of the earlier version the id of the same in the later one; None where its words no longer stand so."""
    if earlier.record.origin.text == later.record.origin.text:
        ids = {entry.id for entry in later.entries}
        return {entry.id: entry.id if entry.id in ids else None for entry in earlier.entries}
    old, new, pairs = _aligned(Side(earlier), Side(later))
    there: defaultdict[tuple[str, _Runs, str], deque[str]] = defaultdict(deque)
    for entry in later.entries:
        runs = _runs(entry, new)
        if runs:
            there[entry.kind, runs, _words(entry)].append(entry.id)
    found: dict[str, str | None] = {}
    for entry in earlier.entries:
        runs = _moved(_runs(entry, old), pairs)
        waiting = there.get((entry.kind, runs, _words(entry))) if runs else None
        found[entry.id] = waiting.popleft() if waiting else None
    return found


def carried_over(ledger: Ledger, decisions: Iterable[Decision]) -> list[Decision]:
    """These decisions, each naming the entries of today's versions that stand on the very words it was decided on.

    An entry whose words stand no longer is named no longer: what was decided does not hold for what took its place.
    """
    decided = list(decisions)
    named = sorted({part for one in decided for part in entries_named(one)})
    if not named:
        return decided
    with ledger.reads() as connection:
        gone = versions.gone(connection, named)
        chains = {record: versions.history(connection, record) for record in set(gone.values())}
    moved = {id_: id_ for id_ in named}
    for record in sorted(chains):
        ids = [id_ for id_ in gone if gone[id_] == record]
        moved.update(followed(ledger, [one.record for one in chains[record]], record, ids))
    return [_renamed(one, moved) for one in decided]


def entries_named(decision: Decision) -> list[str]:
    """The entries that a decision names by their ids."""
    parts = (part for name in _PARTS for part in decision.values.get(name) or ())
    return [part for part in parts if isinstance(part, str) and _ENTRY.fullmatch(part)]


def followed(ledger: Ledger, chain: Sequence[str], record: str, ids: Iterable[str]) -> dict[str, str]:
    """What entries of one version are called in the last of the chain; nothing where their words do not stand there."""
    if record not in chain:  # it is somebody's private record by now
        return dict.fromkeys(ids, "")
    now = {id_: id_ for id_ in ids}
    later = chain[chain.index(record) :]
    for earlier, following in pairwise(later):
        step = carried(ledger.reading(earlier), ledger.reading(following))
        now = {id_: step.get(at) or "" for id_, at in now.items()}
    return now


def _renamed(decision: Decision, moved: Mapping[str, str]) -> Decision:
    values = dict(decision.values)
    for name in _PARTS:
        if values.get(name):
            values[name] = [moved.get(part, part) for part in values[name] if moved.get(part, part)]
    return replace(decision, values=values)


def _aligned(old: Side, new: Side) -> tuple[list[Token], list[Token], Mapping[int, int]]:
    """The tokens of both versions, and for each old one that still stands the index of the new one."""
    old_tokens: list[Token] = []
    new_tokens: list[Token] = []
    pairs: dict[int, int] = {}
    for (i, i_end), (j, j_end) in _stretches(old, new):
        here, there = old.stretch(i, i_end), new.stretch(j, j_end)
        left, right = len(old_tokens), len(new_tokens)
        pairs.update((left + first, right + second) for first, second in token_pairs(here, there))
        old_tokens.extend(here.tokens)
        new_tokens.extend(there.tokens)
    return old_tokens, new_tokens, pairs


def _stretches(old: Side, new: Side) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Paragraphs that both versions have, each pair for itself, and what lies between them."""
    same = matched(old.paragraphs, new.paragraphs)
    bounds = [(-1, -1), *same, (len(old.paragraphs), len(new.paragraphs))]
    for (i, j), (i_next, j_next) in pairwise(bounds):
        yield (i + 1, i_next), (j + 1, j_next)
        if i_next < len(old.paragraphs) and j_next < len(new.paragraphs):
            yield (i_next, i_next + 1), (j_next, j_next + 1)


def _runs(entry: Entry, tokens: list[Token]) -> _Runs | None:
    """Which tokens an entry stands on; None where a span of it holds none."""
    runs = tuple(
        (
            bisect_left(tokens, span.start, key=lambda token: token.start),
            bisect_left(tokens, span.end, key=lambda token: token.start),
        )
        for span in entry.spans
    )
    return runs if runs and all(first < last for first, last in runs) else None


def _moved(runs: _Runs | None, pairs: Mapping[int, int]) -> _Runs | None:
    """The runs of tokens in the later version; None where a token is gone or something came between."""
    if runs is None:
        return None
    moved = []
    for first, last in runs:
        there = [pairs.get(index) for index in range(first, last)]
        start = there[0]
        if start is None or there != list(range(start, start + len(there))):
            return None
        moved.append((start, start + len(there)))
    return tuple(moved)


def _words(entry: Entry) -> str:
    return "\n".join(" ".join(span.text.split()) for span in entry.spans)
