"""The outward form of a trace and of echoes, as plain dictionaries: one JSON object a line, changed only by adding fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from servanda.model import Difference, Echoes, Held, Source, Traced
from servanda.outward.joined import place_to_dict


def trace_to_dicts(traced: Traced, *, everything: bool = True) -> Iterator[dict[str, Any]]:
    """What was held, in the order of the text; then, last, how many records were looked through."""
    for held in traced.held:
        if everything or held.shown:
            yield held_to_dict(held)
    yield {
        "kind": "looked_through",
        "records": traced.records,
        "until": traced.until,
        "source": traced.source,
        "title": traced.title,
    }


def held_to_dict(held: Held) -> dict[str, Any]:
    """Words held against the records. `start` and `end` are places in the text that was traced."""
    return {
        "kind": "held",
        "held_kind": held.kind,
        "start": held.start,
        "end": held.end,
        "text": held.text,
        "given_to": held.given_to,
        "verdict": held.verdict,
        "differences": [_difference_to_dict(one) for one in held.differences],
        "found": source_to_dict(held.source) if held.source else None,
        "others": [source_to_dict(one) for one in held.others],
        "shown": held.shown,
    }


def source_to_dict(source: Source) -> dict[str, Any]:
    """A place of a record that has the words, or the nearest ones."""
    return {
        **place_to_dict(source.place),
        "voice": source.voice,
        "line": source.line,
        "verdict": source.verdict,
        "differences": [_difference_to_dict(one) for one in source.differences],
    }


def echoes_to_dicts(echoes: Echoes) -> Iterator[dict[str, Any]]:
    """Who repeated words, by day; then, last, the words themselves and how many records were looked through."""
    for one in echoes.echoes:
        yield {"kind": "echo", **source_to_dict(one)}
    yield {
        "kind": "looked_through",
        "records": echoes.records,
        "until": echoes.until,
        "words": source_to_dict(echoes.words),
    }


def _difference_to_dict(one: Difference) -> dict[str, Any]:
    return {
        "difference": one.kind,
        "start": one.start,
        "end": one.end,
        "here": one.here,
        "there": one.there,
        "there_start": one.there_start,
        "there_end": one.there_end,
    }
