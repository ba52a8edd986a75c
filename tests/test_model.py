"""The shared types: spans are cut, identities are places."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.errors import SpanError
from servanda.model import Block, Figure, Origin, Reading, Record, Span, Time, Turn, digest, text_digest


def record_of(text: str) -> Record:
    origin = Origin(digest(text.encode("utf-8", "surrogatepass")), text_digest(text))
    return Record(origin=origin, text=text, blocks=(Block(0, len(text)),) if text else ())


@given(st.text(min_size=1, max_size=60), st.data())
def test_a_cut_span_is_what_stands_in_the_record(text: str, data: st.DataObject) -> None:
    record = record_of(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = record.cut(start, end)
    assert record.text[span.start : span.end] == span.text
    assert record.holds(span)


@given(st.text(max_size=20), st.integers(-5, 30), st.integers(-5, 30))
def test_no_span_is_cut_outside_the_record_or_empty(text: str, start: int, end: int) -> None:
    record = record_of(text)
    if 0 <= start < end <= len(text):
        assert record.cut(start, end).text == text[start:end]
    else:
        with pytest.raises(SpanError):
            record.cut(start, end)


@given(st.text(max_size=40))
def test_trimming_leaves_no_white_space_at_the_ends_and_loses_nothing_else(text: str) -> None:
    span = record_of(text).trimmed(0, len(text))
    assert (span.text if span else "") == text.strip()


def test_a_span_whose_text_was_retyped_is_refused() -> None:
    with pytest.raises(SpanError):
        Span(0, 5, "four")


def test_a_span_of_another_text_does_not_hold() -> None:
    assert not record_of("Belmora and Ardania").holds(record_of("Corvia and Ardania.").cut(0, 6))


def test_types_are_frozen_for_real() -> None:
    span = record_of("Ardania").cut(0, 7)
    with pytest.raises((FrozenInstanceError, AttributeError)):
        span.start = 3  # type: ignore[misc]


def a_figure(record: Record, **values: object) -> Figure:
    return replace(Figure(origin=record.origin, span=record.cut(0, 9), value=Decimal(6), unit="%"), **values)  # type: ignore[arg-type]


def test_a_better_reading_of_the_same_words_keeps_the_entrys_identity() -> None:
    record = record_of("6 percent of the trade")
    assert a_figure(record).id == a_figure(record, value=Decimal("0.06"), unit="1", confidence=0.4, rule="other").id


def test_entries_on_other_spans_of_other_kinds_or_of_other_texts_have_other_identities() -> None:
    record, other = record_of("6 percent of the trade"), record_of("6 percent of the fleet")
    ids = {
        a_figure(record).id,
        a_figure(record, span=record.cut(0, 1)).id,
        a_figure(other).id,
        Time(origin=record.origin, span=record.cut(0, 9), type="DATE", value="2024").id,
    }
    assert len(ids) == 4


def test_the_same_text_from_other_bytes_gives_the_same_identity() -> None:
    utf16 = Origin(digest("6 percent".encode("utf-16")), text_digest("6 percent"))
    record = record_of("6 percent")
    assert replace(a_figure(record), origin=utf16).id == a_figure(record).id


def test_a_lone_surrogate_has_a_hash_too() -> None:
    assert len(text_digest("bad \ud800 half")) == 64


def test_a_reading_grows_and_is_revised_without_changing_the_old_one() -> None:
    record = record_of("6 percent of the trade")
    turn = Turn(origin=record.origin, span=record.cut(0, 22), role="publisher")
    first = Reading(record=record).having([turn, a_figure(record)])
    second = first.revised(Figure, [a_figure(record, unit="1")])
    assert [figure.unit for figure in first.of(Figure)] == ["%"]
    assert [figure.unit for figure in second.of(Figure)] == ["1"]
    assert second.of(Turn) == (turn,)


def test_a_layer_is_made_once_and_shared_by_later_readings() -> None:
    made: list[str] = []

    def words(record: Record) -> list[str]:
        made.append(record.text)
        return record.text.split()

    reading = Reading(record=record_of("one two"))
    assert reading.layer(words) == reading.having().layer(words) == ["one", "two"]
    assert made == ["one two"]


def test_lines_are_counted_from_one() -> None:
    record = record_of("Ardania\nBelmora\nCorvia")
    assert [record.line(offset) for offset in (0, 8, 16)] == [1, 2, 3]
