"""Sentences as people see them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from servanda.model import Block, Origin, Record
from servanda.readings.layers import sentences


def sentences_of(text: str) -> list[str]:
    record = Record(origin=Origin("0" * 64, "0" * 64), text=text, blocks=(Block(0, len(text)),))
    return [text[start:end] for start, end in sentences(record)]


def test_a_full_stop_a_question_and_a_cry_end_sentences() -> None:
    assert sentences_of("We met. Did we agree? Certainly! Good.") == ["We met.", "Did we agree?", "Certainly!", "Good."]


def test_titles_initials_and_abbreviations_do_not() -> None:
    assert sentences_of("Mr. A. Belmont met Dr. Ives at 5 p.m. on Monday.") == [
        "Mr. A. Belmont met Dr. Ives at 5 p.m. on Monday."
    ]


def test_a_closing_mark_belongs_to_the_sentence_it_closes() -> None:
    assert sentences_of("“We are ready.” He left.") == ["“We are ready.”", "He left."]


def test_emphasis_that_closes_behind_a_stop_belongs_to_the_sentence_it_closes() -> None:
    assert sentences_of("**Opening the ports.** Ardania will pay for *both* locks. _We agree!_ “**So be it.**” He left.") == [
        "**Opening the ports.**",
        "Ardania will pay for *both* locks.",
        "_We agree!_",
        "“**So be it.**”",
        "He left.",
    ]


def test_emphasis_behind_an_abbreviation_ends_nothing() -> None:
    assert sentences_of("She met **Dr.** Ives, and **J.** Belmont of the **R.F.** navy.") == [
        "She met **Dr.** Ives, and **J.** Belmont of the **R.F.** navy."
    ]


def test_a_decimal_point_ends_nothing() -> None:
    assert sentences_of("It grew by 5.7 percent. Imports fell.") == ["It grew by 5.7 percent.", "Imports fell."]


@given(st.text(alphabet='abA .?!…\n”"1', max_size=80))
def test_sentences_are_in_order_do_not_overlap_and_lose_only_white_space(text: str) -> None:
    record = Record(origin=Origin("0" * 64, "0" * 64), text=text, blocks=(Block(0, len(text)),) if text else ())
    found = sentences(record)
    assert all(end <= start for (_, end), (start, _) in pairwise(found))
    assert "".join("".join(text[start:end] for start, end in found).split()) == "".join(text.split())


def test_the_number_of_a_bill_does_not_end_a_sentence() -> None:
    said = ["She will sign H.R. 4521 today.", "It was read twice."]
    assert sentences_of(" ".join(said)) == said
