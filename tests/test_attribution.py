"""Entries go in, and who is answerable for each comes out. The talk is invented."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.model import (
    Block,
    Entry,
    Exchange,
    Figure,
    Origin,
    Question,
    Quotation,
    QuotationType,
    Reading,
    Record,
    Role,
    Time,
    Turn,
    digest,
    text_digest,
)
from servanda.readings.attribution import attribute

TEXT = """Leaders meet for 3 hours
Pavel Orlin (10:12): We built 40 bridges. (Shows 5 fingers.) And 60 more will come.
Lena Marsh (Gazette 24): You said 50. Will there be 70?
Photo: 2 leaders at table
"""


def reading_of(text: str = TEXT) -> Reading:
    """Turns with the labels as printed, and a figure on every number."""
    origin = Origin(digest(text.encode()), text_digest(text))
    blocks = tuple(Block(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text))
    record = Record(origin=origin, text=text, blocks=blocks)
    turns = []
    for block in blocks:
        line = text[block.start : block.end]
        label = next((name for name in ("Pavel Orlin", "Lena Marsh") if line.startswith(name)), None)
        role: Role = {"Pavel Orlin": "principal", "Lena Marsh": "asker"}.get(label or "", "publisher")  # type: ignore[assignment]
        aside = re.search(r"\(Shows[^)]*\)", line)
        turns.append(
            Turn(
                origin=origin,
                span=record.cut(block.start, block.end),
                label=record.cut(block.start, block.start + len(label)) if label else None,
                speaker=label,
                role=role,
                insertions=(record.cut(block.start + aside.start(), block.start + aside.end()),) if aside else (),
            )
        )
    figures = [
        Figure(origin=origin, span=record.cut(m.start(), m.end()), value=Decimal(m.group())) for m in re.finditer(r"\d+", text)
    ]
    return Reading(record=record, entries=(*turns, *figures))


def whose(value: int) -> tuple[str | None, str]:
    (figure,) = [figure for figure in attribute(reading_of()).of(Figure) if figure.value == value]
    return figure.speaker, figure.voice


def test_what_a_speaker_says_is_the_speakers() -> None:
    assert whose(40) == ("Pavel Orlin", "speaker")


def test_what_stands_in_a_question_is_the_askers() -> None:
    assert whose(50) == ("Lena Marsh", "speaker")


def test_what_is_inserted_into_a_turn_is_the_publishers_and_the_rest_is_not() -> None:
    assert whose(5) == (None, "publisher")
    assert whose(60) == ("Pavel Orlin", "speaker")


def test_what_stands_in_a_label_or_in_brackets_behind_it_is_the_publishers() -> None:
    assert whose(24) == (None, "publisher")
    assert whose(10) == (None, "publisher")


def test_headlines_and_captions_are_the_publishers() -> None:
    assert whose(3) == (None, "publisher")
    assert whose(2) == (None, "publisher")


def test_a_turn_without_a_known_speaker_is_still_spoken() -> None:
    reading = reading_of("Lena Marsh: 7 of them?\n")
    (turn,) = reading.of(Turn)
    nameless = Reading(
        record=reading.record,
        entries=(Turn(origin=turn.origin, span=turn.span, label=turn.label, role="asker"), *reading.of(Figure)),
    )
    (figure,) = attribute(nameless).of(Figure)
    assert (figure.speaker, figure.voice) == (None, "speaker")


def test_an_exchange_is_its_askers() -> None:
    reading = reading_of()
    start = TEXT.index("Will there")
    question = Question(span=reading.record.cut(start, start + len("Will there be 70?")))
    exchange = Exchange(origin=reading.record.origin, asker="Lena Marsh", questions=(question,))
    (found,) = attribute(reading.having([exchange])).of(Exchange)
    assert (found.speaker, found.voice) == ("Lena Marsh", "speaker")


def test_attribution_leaves_everything_else_as_it_was() -> None:
    before = reading_of()
    after = attribute(before)
    assert [entry.id for entry in after.entries] == [entry.id for entry in before.entries]
    assert after.record is before.record


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, len(TEXT) - 2), max_size=20))
def test_no_place_has_two_who_are_answerable(places: list[int]) -> None:
    reading = reading_of()
    times = [
        Time(origin=reading.record.origin, span=reading.record.cut(at, at + 1), type="DATE", value="PRESENT_REF")
        for at in places
    ]
    for time in attribute(reading.having(times)).of(Time):
        assert (time.voice == "publisher") <= (time.speaker is None)
        assert time.voice in ("publisher", "speaker")


def quoted(text: str, content: str, source: str | None, kind: QuotationType, *, in_turn_of: str | None = None) -> Entry:
    """Whose the one figure within a quotation's content is."""
    origin = Origin(digest(text.encode()), text_digest(text))
    record = Record(origin=origin, text=text, blocks=(Block(0, len(text)),))
    start = text.index(content)
    said = record.cut(start, start + len(content))
    number = re.search(r"\d+", text)
    assert number
    turn = Turn(
        origin=origin, span=record.cut(0, len(text)), speaker=in_turn_of, role="principal" if in_turn_of else "publisher"
    )
    quotation = Quotation(origin=origin, span=said, content=(said,), source=source, type=kind)
    figure = Figure(origin=origin, span=record.cut(number.start(), number.end()), value=Decimal(number.group()))
    return attribute(Reading(record=record, entries=(turn, quotation, figure))).of(Figure)[0]


def test_in_a_report_what_is_retold_is_its_sources() -> None:
    figure = quoted("Orlin said that 40 bridges stand.", "that 40 bridges stand", "Pavel Orlin", "indirect")
    assert (figure.speaker, figure.voice) == ("Pavel Orlin", "quoted")


def test_in_a_report_words_of_nobody_known_stay_the_publishers() -> None:
    figure = quoted("It was said that 40 bridges stand.", "that 40 bridges stand", None, "indirect")
    assert (figure.speaker, figure.voice) == (None, "publisher")


def test_in_a_turn_what_the_speaker_quotes_is_the_quoteds() -> None:
    figure = quoted("He told us: “40 bridges stand.”", "“40 bridges stand.”", "Pavel Orlin", "direct", in_turn_of="Lena Marsh")
    assert (figure.speaker, figure.voice) == ("Pavel Orlin", "quoted")


def test_in_a_turn_what_the_speaker_retells_is_still_the_speakers() -> None:
    figure = quoted(
        "He said that 40 bridges stand.", "that 40 bridges stand", "Pavel Orlin", "indirect", in_turn_of="Lena Marsh"
    )
    assert (figure.speaker, figure.voice) == ("Lena Marsh", "speaker")


COMMUNIQUE = """Joint Communiqué on Trade

The Government of Estonia and the Government of Latvia, having met in Riga,

The Parties will cut duties by 24 points.
"""


def test_figures_of_a_communique_are_its_parties() -> None:
    reading = reading_of(COMMUNIQUE)
    communique = Reading(
        record=replace(reading.record, kind="communique"),
        entries=tuple(replace(entry, role="publisher") if isinstance(entry, Turn) else entry for entry in reading.entries),
    )
    (figure,) = attribute(communique).of(Figure)
    assert (figure.speaker, figure.voice) == ("Estonia and Latvia", "speaker")


def test_figures_of_a_report_on_a_communique_are_the_publishers() -> None:
    reading = reading_of(COMMUNIQUE)
    (figure,) = attribute(replace(reading, record=replace(reading.record, kind="report"))).of(Figure)
    assert (figure.speaker, figure.voice) == (None, "publisher")
