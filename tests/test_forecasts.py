"""Forecasts: a sentence of a talk goes in, what others and events are expected to do comes out with horizon and condition."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import servanda
from servanda.model import Forecast, grounds_of
from servanda.readings.grammar import analyse
from servanda.readings.layers import sentences
from servanda.readings.statements import forecasts
from servanda.readings.statements.setting import Setting


def foreseen(text: str) -> list[Forecast]:
    """What the detector proposes, before the scorer has weighed it."""
    reading = servanda.read_text(text, reference_date="2024-10-01")
    setting = Setting(reading)
    found = []
    for start, end in reading.layer(sentences):
        for proposal in forecasts.detect(analyse(reading.record.text, start, end), setting):
            assert isinstance(proposal.entry, Forecast)
            found.append(proposal.entry)
    return found


@pytest.mark.parametrize(
    ("text", "content", "rule"),
    [
        ("Prices will fall.", "Prices will fall", "will"),
        ("There will be a new round of sanctions.", "There will be a new round of sanctions", "will"),
        ("This will create new jobs.", "This will create new jobs", "will"),
        ("Growth is likely to slow next year.", "Growth is likely to slow next year", "likely"),
        ("I am sure that the situation will improve.", "the situation will improve", "sure"),
        ("Experts predict that Belmora will return to the table.", "Belmora will return to the table", "sure"),
        ("There is a risk that the truce will collapse.", "the truce will collapse", "sure"),
        ("The dispute may lead to a crisis.", "The dispute may lead to a crisis", "may"),
    ],
)
def test_what_others_and_events_will_do_is_a_forecast(text: str, content: str, rule: str) -> None:
    (entry,) = foreseen(text)
    assert (entry.content, entry.rule) == (content, f"forecasts.{rule}")
    assert [span.text for span in grounds_of(entry, "content")] == [content]


@pytest.mark.parametrize(
    "text",
    [
        "We will build the bridge.",
        "I will visit Ardania in May.",
        "Will prices fall?",
        "How long will it take, he asked, and when will it end?",
        "The agreement will be signed in May.",
        "The summit will be held in Corvia.",
        "They discussed measures that will help farmers.",
        "Prices were going to fall.",
        "It may have been a mistake.",
        "The political will to enforce the treaty is there.",
        "The will of the people is clear.",
    ],
)
def test_plans_questions_and_what_is_past_are_no_forecasts(text: str) -> None:
    assert foreseen(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "It is highly unlikely that Corvia will agree.",
        "I do not think that prices will fall.",
        "We doubt that the war will end.",
    ],
)
def test_what_denies_a_forecast_belongs_to_it(text: str) -> None:
    assert [entry.content for entry in foreseen(text)] == [text.rstrip(".")]


def test_a_horizon_is_the_time_by_which_it_is_to_happen() -> None:
    (entry,) = foreseen("By 2030 the population will double.")
    assert entry.horizon == "2030"
    assert [span.text for span in grounds_of(entry, "horizon")] == ["2030"]


def test_a_time_that_is_past_is_no_horizon() -> None:
    (entry,) = foreseen("This will replace the gas we received in 2019.")
    assert entry.horizon is None


def test_a_condition_stands_beside_what_it_is_for() -> None:
    (entry,) = foreseen("If sanctions are lifted, trade will recover quickly.")
    assert entry.condition == "sanctions are lifted"
    assert [span.text for span in grounds_of(entry, "condition")] == ["sanctions are lifted"]


def test_the_holder_is_who_foresees_it() -> None:
    text = "Anna Orel: Prices will fall.\n\nMark Tallis: Prices will rise.\n"
    assert [entry.holder for entry in foreseen(text)] == ["Anna Orel", "Mark Tallis"]


def test_what_an_agreement_lays_down_is_not_foreseen() -> None:
    text = (
        "AGREEMENT BETWEEN THE GOVERNMENT OF ARDANIA AND THE GOVERNMENT OF BELMORA\n\nArticle 1\n\n"
        "The Contracting Parties have agreed as follows:\n\nThe commission will have six members. It will decide by vote.\n"
    )
    assert foreseen(text) == []


_WORDS = ["prices", "will", "if", "fall", "there", "is likely to", "I am sure that", "by 2030", ",", "may", "lead", "?", "."]


@settings(deadline=None, max_examples=40)  # the first reading loads the word lists
@given(st.lists(st.sampled_from(_WORDS), max_size=12))
def test_every_attribute_stands_on_words_of_the_record(words: list[str]) -> None:
    text = " ".join(words) or "-"
    for entry in foreseen(text):
        assert text[entry.span.start : entry.span.end] == entry.span.text == entry.content
        assert all(text[ground.span.start : ground.span.end] == ground.span.text for ground in entry.grounds)


@pytest.mark.parametrize(
    "words",
    [
        "Honey, it is going to be okay.",
        "It is going to sound strange to you.",
        "He volunteered because someone could not come.",
        "I learned that such words could cause harm.",
    ],
)
def test_comfort_impressions_and_what_could_once_happen_foresee_nothing(words: str) -> None:
    assert foreseen(words) == []


def test_what_is_begun_again_is_foreseen_once() -> None:
    assert len(foreseen("It is going to take years — it is going to take years to mend the road.")) == 1
