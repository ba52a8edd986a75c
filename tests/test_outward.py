from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.errors import OutwardError
from servanda.model import Reading
from servanda.outward import number_in, number_out, to_line
from servanda.outward.incoming import reading_from_dicts
from tests.ledger_readings import readings, talk


@given(readings())
def test_what_goes_out_as_json_lines_comes_back_the_same(reading: Reading) -> None:
    lines = [to_line(value) for value in reading.to_dicts()]
    back = reading_from_dicts(map(json.loads, lines), content=reading.record.content, blocks=reading.record.blocks)
    assert back == reading


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_numbers_lose_no_digit_on_their_way_out_and_back(number: Decimal) -> None:
    assert number_in(json.loads(json.dumps(number_out(number)))) == number


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("4500000000", 4500000000),
        ("0.5", 0.5),
        ("0.1", "0.1"),
        ("-3.10", "-3.1"),
        ("1E+5000", "1E+5000"),
        ("1E-5000", "1E-5000"),
    ],
)
def test_whole_numbers_are_numbers_and_decimals_that_binary_cannot_hold_are_strings(number: str, written: object) -> None:
    assert number_out(Decimal(number)) == written


def test_every_line_names_the_reader_that_made_it() -> None:
    assert {value["reader"] for value in talk(reader="servanda 0.0.9").to_dicts()} == {"servanda 0.0.9"}


def test_a_turns_label_is_found_in_its_grounds() -> None:
    turn = talk().to_dicts(text=False)[1]
    text = talk().record.text
    assert [text[place["start"] : place["end"]] for place in turn["grounds"]["label"]] == ["President of Ardania Mira Halden"]


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        (0, "kind", "turn"),
        (0, "text", "another text"),
        (0, "text_sha256", None),
        (1, "text", "another text"),
        (1, "start", 1),
        (1, "end", 100_000),
        (1, "role", "hero"),
        (1, "label", "another label"),
        (2, "value", "many"),
        (2, "id", "figure-0000000000000000"),
        (2, "voice", None),
        (2, "grounds", []),
        (3, "kind", "prophecy"),
        (4, "questions", None),
        (5, "record", "0" * 64),
    ],
)
def test_a_line_that_does_not_hold_together_is_refused(line: int, field: str, value: object) -> None:
    lines = talk().to_dicts()
    lines[line][field] = value
    with pytest.raises(OutwardError) as refused:
        reading_from_dicts(lines)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("field", ["speaker", "type", "grounds", "id", "start"])
def test_a_line_that_lacks_a_field_is_refused(field: str) -> None:
    lines = talk().to_dicts()
    del lines[3][field]
    with pytest.raises(OutwardError):
        reading_from_dicts(lines)


def test_a_reading_without_its_text_says_what_to_do() -> None:
    with pytest.raises(OutwardError, match="export it with its text"):
        reading_from_dicts(talk().to_dicts(text=False))


def test_no_lines_at_all_are_no_reading() -> None:
    with pytest.raises(OutwardError, match="not a record"):
        reading_from_dicts([])


def test_a_field_that_is_not_known_yet_is_passed_over() -> None:
    lines = [{**value, "mood": "hopeful"} for value in talk().to_dicts()]
    assert reading_from_dicts(lines).entries == talk().entries
