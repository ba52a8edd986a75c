"""Who has the floor: the labels of a record, the turns they begin, and the publisher's stretches between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from servanda.model import Block, Reading, Record, Role, Span, Turn
from servanda.readings.deciding import labels_of
from servanda.readings.edges import Edges, tail_inline
from servanda.readings.insertions import insertions
from servanda.readings.labels import Shape, role_of, shape
from servanda.readings.layers import paragraphs
from servanda.readings.sightings import Sighting
from servanda.readings.signed import signed
from servanda.readings.speech import address_start, is_spoken, statement_start
from servanda.readings.subheadings import subheadings
from servanda.readings.unlabelled import with_unlabelled


def find_turns(reading: Reading) -> Reading:
    """Add the record's turns: the speakers' in the order of the text, and the publisher's stretches, which hold the rest."""
    record = reading.record
    if any(block.speaker for block in record.blocks):
        spoken = _hinted(record)
    else:
        spoken = with_unlabelled(record, _labelled(record), lambda: reading.layer(paragraphs))
    return reading.having((*spoken, *_publishers(record, spoken)))


# Turns that the markup itself tells


def _hinted(record: Record) -> list[Turn]:
    found: list[Turn] = []
    for blocks in _utterances(record.blocks):
        span = record.trimmed(blocks[0].start, blocks[-1].end)
        if span:
            found.append(_hinted_turn(record, span, blocks))
    return found


def _utterances(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The blocks of each utterance. Asides between two blocks of one ("00:00:04 --> 00:00:08") stand inside it."""
    mine: list[Block] = []
    asides: list[Block] = []
    for block in blocks:
        if mine and block.speaker and mine[0].speaker and block.speaker.utterance == mine[0].speaker.utterance:
            mine += [*asides, block]
        elif block.kind == "aside" and block.speaker is None:
            asides.append(block)
            continue
        else:
            if mine:
                yield mine
            mine = [block] if block.speaker else []
        asides = []
    if mine:
        yield mine


def _hinted_turn(record: Record, span: Span, blocks: Sequence[Block]) -> Turn:
    hint = blocks[0].speaker
    assert hint is not None  # noqa: S101  the caller grouped by it
    part = role_of(hint.name) if hint.name and record.kind != "debate" else None
    asides = [(block.start, block.end) for block in blocks if block.kind == "aside"]
    inside = insertions(record.text, span.start, span.end)
    stretches = sorted({*asides, *_outside(inside, asides)})
    return Turn(
        origin=record.origin,
        span=span,
        label=_printed_label(record, span, hint.name),
        speaker=None if part else hint.name,
        role="principal" if part is None else "asker" if part == "asker" else "other",
        insertions=tuple(record.cut(*one) for one in stretches),
        confidence=0.99,
        rule="turns.markup",
    )


def _outside(stretches: Iterable[tuple[int, int]], asides: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches that no aside touches; both are in order."""
    index = 0
    for start, end in stretches:
        while index < len(asides) and asides[index][1] <= start:
            index += 1
        if index == len(asides) or asides[index][0] >= end:
            yield start, end


def _printed_label(record: Record, span: Span, name: str | None) -> Span | None:
    """The label at the head of an utterance, where the text prints one too."""
    if name and span.text.startswith(name):
        return record.cut(span.start, span.start + len(name))
    head = _PRINTED.match(span.text)
    return record.cut(span.start, span.start + head.end("label")) if head and shape(head.group("label")) else None


_PRINTED = re.compile(r"(?P<label>[^\n:]{2,120}):(?=\s)")

# Turns that labels tell


def _labelled(record: Record) -> list[Turn]:
    labels = labels_of(record)
    edges = Edges(record, subheadings(record, labels))
    if not labels:
        return _address(record, edges)
    found = _opening(record, labels, edges)
    for index, label in enumerate(labels):
        last = index + 1 == len(labels)
        limit = len(record.text) if last else _line_begin(record.text, labels[index + 1].begin)
        end = edges.speech_end(label.body, limit, last=last)
        end = tail_inline(record.text, label.body, end) if last else end
        span = record.trimmed(label.begin, max(end, label.end))
        if span:
            found.append(_turn(record, span, label, edges))
    return found


_MARKS = " \t\xa0>*_#•▪·"
"""What may stand on a label's line before it, and is neither's."""


def _line_begin(text: str, begin: int) -> int:
    """Where the line of a label begins, if but marks (">> ") stand before the label; else where the label does."""
    place = begin
    while place and text[place - 1] in _MARKS and begin - place < _LONGEST_MARK:
        place -= 1
    return place if place and text[place - 1] in "\r\n" else begin


_LONGEST_MARK = 40


def _turn(record: Record, span: Span, label: Sighting, edges: Edges) -> Turn:
    return Turn(
        origin=record.origin,
        span=span,
        label=record.cut(label.start, label.end),
        role=_first_role(label.shape),
        insertions=_inserted(record, label.body, span.end, edges),
        confidence=_CONFIDENCE[label.layout],
        rule=f"turns.{label.layout}",
    )


_CONFIDENCE = {"line": 0.99, "inline": 0.97, "alone": 0.97, "tag": 0.99, "congress": 0.98, "clock": 0.98}


def _first_role(shape: Shape) -> Role:
    """What the label alone says of the part played; `resolve_speakers` knows more."""
    if shape.role == "asker":
        return "asker"
    return "other" if shape.role == "other" else "principal"


def _inserted(record: Record, body: int, end: int, edges: Edges) -> tuple[Span, ...]:
    stretches = insertions(record.text, body, end)
    for mark in edges.between(body, end):
        if mark.kind != "line" or mark.end > end:
            continue
        stretches = [(a, b) for a, b in stretches if not mark.start <= a < b <= mark.end]
        if not any(a < mark.end and mark.start < b for a, b in stretches):
            stretches.append((mark.start, mark.end))
    spans = (record.trimmed(*stretch) for stretch in sorted(stretches))
    return tuple(span for span in spans if span)


def _opening(record: Record, labels: Sequence[Sighting], edges: Edges) -> list[Turn]:
    """The end of a speech whose label is lost, where the record opens in the midst of it."""
    first = labels[0]
    if first.layout == "inline":
        return []
    end = edges.speech_end(0, first.begin, last=False)
    span = record.trimmed(0, end)
    if span is None or edges.between(span.start, span.start + 1) or not _opens_in_speech(span.text):
        return []
    return [_unlabelled(record, span, "turns.opening", 0.8, edges)]


_SENTENCE_END = re.compile(r"[.!?…][\"”’)\]*]*(?:\s|$)")


def _opens_in_speech(text: str) -> bool:
    """Full sentences from the first line on, in the first person: no headline, no lead."""
    first_paragraph = text.partition("\n\n")[0]
    ended = _SENTENCE_END.search(first_paragraph)
    return bool(ended) and len(text) > 80 and is_spoken(text, 0, len(text), share=0.015)


def _address(record: Record, edges: Edges) -> list[Turn]:
    """An address, or a written statement, by one person, printed without a label."""
    if record.kind in ("communique", "agreement"):
        return []
    start = statement_start(record) if record.kind == "report" else address_start(record)
    if start is None:
        written = signed(record)
        span = record.trimmed(written.start, written.end) if written else None
        return [_unlabelled(record, span, "turns.signed", 0.9, edges)] if span else []
    end = edges.speech_end(start, len(record.text), last=True)
    span = record.trimmed(start, end)
    return [_unlabelled(record, span, "turns.address", 0.8, edges)] if span else []


def _unlabelled(record: Record, span: Span, rule: str, confidence: float, edges: Edges) -> Turn:
    return Turn(
        origin=record.origin,
        span=span,
        role="principal",
        insertions=_inserted(record, span.start, span.end, edges),
        confidence=confidence,
        rule=rule,
    )


def _publishers(record: Record, spoken: Sequence[Turn]) -> list[Turn]:
    """What nobody speaks: all text outside of turns."""
    found: list[Turn] = []
    begin = 0
    for end, after in [*((turn.span.start, turn.span.end) for turn in spoken), (len(record.text), len(record.text))]:
        span = record.trimmed(begin, end) if begin < end else None
        if span:
            found.append(Turn(origin=record.origin, span=span, role="publisher", rule="turns.publisher", confidence=0.97))
        begin = after
    return found
