"""A turn of which a person put parts down to other speakers: what the parts may be, and what they make of it.

A record printed without marks runs two speakers together. The correction of such a turn has `parts`: a list, in the order of
the text, of stretches (`start`, `end`) with their `speaker`, and their `role` where that was said. What is in none of them
stays the turn's own. Between two stretches there is white space and nothing else: together they hold all of the turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from servanda.errors import UsageError
from servanda.model import PLACES, Record, Role, Span, Turn, Voice

Part = Mapping[str, Any]


def is_part(kind: str, corrected: Mapping[str, Any]) -> bool:
    """Whether a correction says of a part of a turn who speaks it."""
    return kind == "turn" and not corrected.keys().isdisjoint(PLACES)


def part_meant(turn: Turn, record: Record, corrected: Mapping[str, Any]) -> dict[str, Any]:
    """The part that a correction means by `start`, `end`, `speaker` and perhaps `role`; where one place is missing, up to the
    turn's own. What is left of the turn at either end without a word in it goes with the part.

    Raises `UsageError` where that is no part of the turn, or begins or ends within a word or within words of the publisher's.
    """
    said = {name: value for name, value in corrected.items() if name not in PLACES}
    if "speaker" not in said:
        raise UsageError("it is not said who speaks this part", place=turn.id, remedy="name the speaker")
    if unknown := sorted(said.keys() - {"speaker", "role"}):
        raise UsageError(f"{unknown[0]} of a part of a turn cannot be corrected", remedy="one of speaker, role")
    start, end = corrected.get("start", turn.span.start), corrected.get("end", turn.span.end)
    if not (_is_place(start) and _is_place(end) and turn.span.start <= start < end <= turn.span.end):
        raise UsageError(
            f"[{start}, {end}) is no part of the turn, which goes from {turn.span.start} to {turn.span.end}",
            place=turn.id,
            remedy="choose some of its own words",
        )
    begins = turn.label.end if turn.label else turn.span.start
    start = start if _says_something(record.text[begins:start]) else turn.span.start
    end = end if _says_something(record.text[end : turn.span.end]) else turn.span.end
    span = record.trimmed(start, end)
    if span is None or not _says_something(record.text[max(begins, span.start) : span.end]):
        raise UsageError("no words are spoken there", place=turn.id, remedy="choose some words of the turn")
    _check_edges(turn, record, span)
    return {"start": span.start, "end": span.end, **said}


def composed(held: Mapping[str, Any], part: Part, turn: Turn, record: Record) -> dict[str, Any]:
    """The whole correction of a turn, where `held` was ruled of it before and one part of it is said to be somebody's now.

    What is said now goes before. A part that is given back to the turn's own speaker is a part no longer.
    """
    said = {name: value for name, value in part.items() if name not in PLACES}
    if _covers(part, turn):
        return said
    whole = {name: value for name, value in held.items() if name != "parts"}
    others = [left for one in held.get("parts", ()) for left in _without(one, part, record)]
    own = "role" not in said and said["speaker"] == whole.get("speaker", turn.speaker)
    parts = _joined(sorted([*others, *([] if own else [dict(part)])], key=lambda one: one["start"]), record)
    if len(parts) == 1 and _covers(parts[0], turn):
        return {name: value for name, value in parts[0].items() if name not in PLACES}
    corrected = {**whole, **({"parts": parts} if parts else {})}
    if not corrected:
        raise UsageError(
            "so the turn would be as it was read", place=turn.id, remedy="name another speaker, or undo the ruling upon it"
        )
    return corrected


def fits(value: Any) -> bool:
    """Whether a value can be the parts of some turn."""
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) and _is_part_of_some(one) for one in value)


def stretches(turn: Turn, parts: Sequence[Part], record: Record) -> Iterator[tuple[Span, Part | None]]:
    """The turn's stretches, in order, each with the part that it is; None for what stays the turn's own.

    Raises `UsageError` where they are no parts of this turn, one behind the other.
    """
    at = turn.span.start
    for part in parts:
        if not at <= part["start"] < part["end"] <= turn.span.end:
            raise UsageError("the parts are not one behind the other in the turn", place=turn.id, remedy="name them anew")
        _check_edges(turn, record, record.cut(part["start"], part["end"]))
        before = record.trimmed(at, part["start"]) if at < part["start"] else None
        if before:
            yield before, None
        yield record.cut(part["start"], part["end"]), part
        at = part["end"]
    behind = record.trimmed(at, turn.span.end) if at < turn.span.end else None
    if behind:
        yield behind, None


def pieces(turn: Turn, parts: Sequence[Part], record: Record, roles: Mapping[str, Role]) -> tuple[Turn, ...]:
    """The turns that take a turn's place. `roles` says what part speakers play elsewhere in the record.

    The printed label, and what is wrong with it, stays with the first.
    """
    made = []
    for span, part in stretches(turn, parts, record):
        first = span.start == turn.span.start
        piece = replace(
            turn,
            span=span,
            label=turn.label if first else None,
            anomaly=turn.anomaly if first else None,
            insertions=tuple(one for one in turn.insertions if span.start <= one.start and one.end <= span.end),
            grounds=tuple(one for one in turn.grounds if span.start <= one.span.start and one.span.end <= span.end),
        )
        if part:
            speaker = part["speaker"]
            role = part.get("role") or roles.get(speaker, "other")
            voice: Voice = "publisher" if role == "publisher" else "speaker"
            piece = replace(piece, speaker=speaker, role=role, voice=voice, confidence=1.0, rule="ruling.corrected")
        made.append(piece)
    return tuple(made)


def pieces_to_dicts(made: Iterable[Turn]) -> list[dict[str, Any]]:
    """The outward form of these turns as the `parts` of the one whose place they take."""
    return [
        {"start": one.span.start, "end": one.span.end, "text": one.span.text, "speaker": one.speaker, "role": one.role}
        for one in made
    ]


def roles_in(turns: Iterable[Turn]) -> dict[str, Role]:
    """What part each speaker plays, by the first of his turns."""
    found: dict[str, Role] = {}
    for turn in turns:
        if turn.speaker and turn.role != "publisher":
            found.setdefault(turn.speaker, turn.role)
    return found


def _is_place(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_part_of_some(one: Mapping[str, Any]) -> bool:
    return (
        {*PLACES, "speaker"} <= one.keys() <= {*PLACES, "speaker", "role"}
        and all(_is_place(one[name]) for name in PLACES)
        and (one["speaker"] is None or isinstance(one["speaker"], str))
        and one.get("role") in (None, *get_args(Role))
    )


def _check_edges(turn: Turn, record: Record, span: Span) -> None:
    text = record.text
    for edge in {span.start, span.end} - {turn.span.start, turn.span.end}:
        if text[edge - 1].isalnum() and text[edge].isalnum():
            raise UsageError("the part would begin or end within a word", place=turn.id, remedy="choose whole sentences")
        if any(one.start < edge < one.end for one in turn.insertions):
            raise UsageError(
                "the part would begin or end within words of the publisher's", place=turn.id, remedy="choose whole sentences"
            )


def _covers(part: Part, turn: Turn) -> bool:
    return (part["start"], part["end"]) == (turn.span.start, turn.span.end)


def _without(one: Part, taken: Part, record: Record) -> Iterator[dict[str, Any]]:
    """What is left of a part where another is taken out of it."""
    for start, end in ((one["start"], min(one["end"], taken["start"])), (max(one["start"], taken["end"]), one["end"])):
        left = record.trimmed(start, end) if start < end else None
        if left and _says_something(left.text):
            yield {**one, "start": left.start, "end": left.end}


def _joined(parts: Iterable[Part], record: Record) -> list[dict[str, Any]]:
    """Parts of one speaker that follow upon each other are one."""
    found: list[dict[str, Any]] = []
    for part in parts:
        last = found[-1] if found else None
        alike = last and all(last.get(name) == part.get(name) for name in ("speaker", "role"))
        if last and alike and not record.text[last["end"] : part["start"]].strip():
            last["end"] = part["end"]
        else:
            found.append(dict(part))
    return found


def _says_something(text: str) -> bool:
    return any(map(str.isalnum, text))
