"""The blocks of a record as one line, in which only what is unusual is said: ledgers keep it so, parts of a cluster carry it.

It stands beside the outward form since both may load this without a database.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from servanda.model import Block, SpeakerHint

_USUAL: tuple[Any, ...] = ("paragraph", 0, (), None)
"""What most blocks are, after start and end: kind, level, strong, speaker."""


def blocks_out(blocks: Iterable[Block]) -> str:
    """Blocks as JSON."""
    return json.dumps([_block_out(block) for block in blocks], separators=(",", ":"))


def blocks_in(blocks: str) -> tuple[Block, ...]:
    """The inverse of `blocks_out`."""
    return tuple(_block_in(values) for values in json.loads(blocks))


def _block_out(block: Block) -> list[Any]:
    """A block as a list, without what is as usual at its end."""
    hint = block.speaker
    speaker = [hint.name, hint.utterance, hint.identifier, hint.office, hint.role] if hint else None
    out: list[Any] = [block.start, block.end, block.kind, block.level, block.strong, speaker]
    while len(out) > 2 and out[-1] == _USUAL[len(out) - 3]:
        out.pop()
    return out


def _block_in(values: list[Any]) -> Block:
    start, end, kind, level, strong, speaker = (*values, *_USUAL[len(values) - 2 :])
    hint = SpeakerHint(*speaker) if speaker else None
    return Block(start, end, kind, level, tuple((first, last) for first, last in strong), hint)
