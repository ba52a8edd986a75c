"""Topics: a report of talks goes in, what was on the table comes out, one topic a matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import servanda
from servanda.model import Topic, grounds_of
from servanda.readings.grammar import analyse
from servanda.readings.layers import sentences
from servanda.readings.statements import topics
from servanda.readings.statements.setting import Setting


def agenda(text: str) -> list[Topic]:
    reading = servanda.read_text(text, reference_date="2024-10-01")
    setting = Setting(reading)
    found = []
    for start, end in reading.layer(sentences):
        for proposal in topics.detect(analyse(reading.record.text, start, end), setting):
            assert isinstance(proposal.entry, Topic)
            found.append(proposal.entry)
    return found


def matters(text: str) -> list[str]:
    return [topic.matter for topic in agenda(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The parties discussed the security of the Orsk pass.", ["the security of the Orsk pass"]),
        ("The prospects of the customs union were discussed.", ["The prospects of the customs union"]),
        ("The talks focused on border trade.", ["border trade"]),
        ("The ministers touched upon the situation in Corvia.", ["the situation in Corvia"]),
        ("Special attention was paid to water supply in the valley.", ["water supply in the valley"]),
        ("The leaders exchanged views on the treaty of friendship.", ["the treaty of friendship"]),
        ("The agenda included the price of gas.", ["the price of gas"]),
        ("One of the main topics of the talks was the return of prisoners.", ["the return of prisoners"]),
        ("The talks were devoted to the railway to Lida.", ["the railway to Lida"]),
        ("They had an in-depth discussion on visas for students.", ["visas for students"]),
        ("Discussing the flood, the presidents thanked the rescuers.", ["the flood"]),
        ("The ministers met to discuss the harvest.", ["the harvest"]),
        ("Jan Orel discussed with the Corvian delegation the repair of the dam.", ["the repair of the dam"]),
    ],
)
def test_what_was_on_the_table_is_a_topic(text: str, wanted: list[str]) -> None:
    assert matters(text) == wanted


def test_a_list_of_matters_is_split_one_topic_each() -> None:
    text = (
        "The parties discussed preparations for the summit, the price of transit and the return of prisoners, "
        "as well as the repair of the dam."
    )
    assert matters(text) == [
        "preparations for the summit",
        "the price of transit",
        "the return of prisoners",
        "the repair of the dam",
    ]


@pytest.mark.parametrize(
    "matter",
    [
        "trade and economic cooperation",
        "cooperation in energy, transport and education",
        "peace and security in the valley",
        "the foreign and security policy of the union",
        "bilateral relations, in particular in trade, energy and transport",
    ],
)
def test_what_is_one_matter_stays_whole(matter: str) -> None:
    assert matters(f"The parties discussed {matter}.") == [matter]


def test_the_word_that_only_calls_it_an_issue_is_left_out() -> None:
    assert matters("The Corvian side raised the issue of fishing rights.") == ["fishing rights"]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("The minister raised the issue of fishing rights.", "raised"),
        ("The parties discussed fishing rights.", "discussed"),
        ("The parties agreed on the rules for fishing.", "agreed"),
        ("An agreement was reached on fishing rights.", "agreed"),
        ("The signing of the treaty was postponed.", "postponed"),
        ("The question of the border was resolved.", "resolved"),
        ("The question of the border remains open.", "unresolved"),
        ("The question of the border has not been resolved.", "unresolved"),
        ("The parties failed to agree on fishing rights.", "unresolved"),
        ("No agreement was reached on fishing rights.", "unresolved"),
        ("The presidents instructed the governments to work through the tariffs.", "referred"),
    ],
)
def test_what_became_of_a_matter_is_its_outcome(text: str, outcome: str) -> None:
    assert [topic.outcome for topic in agenda(text)] == [outcome]


def test_a_matter_that_is_referred_says_to_which_level() -> None:
    topic = agenda("The issue of tariffs was referred to the heads of state.")[0]
    assert (topic.outcome, topic.level_to) == ("referred", "head")


def test_who_raised_a_matter_is_named() -> None:
    text = (
        "President of Ardania Jan Orel met with President of Belmora Mira Tal\n\nMira Tal raised the issue of fishing rights.\n"
    )
    topic = agenda(text)[-1]
    assert topic.raised_by == "Mira Tal"
    assert grounds_of(topic, "raised_by")[0].text == "Mira Tal"


@pytest.mark.parametrize(
    "text",
    [
        "We will discuss the harvest tomorrow.",
        "They did not discuss the harvest.",
        "If they had discussed the harvest, we would know.",
        "Have you discussed the harvest?",
        "We discussed this in detail.",
        "They raised the price of gas.",
        "We discussed it with them.",
        "The parties discussed a number of topical issues.",
        "Let us discuss the harvest.",
    ],
)
def test_what_was_not_on_the_table_or_says_nothing_is_no_topic(text: str) -> None:
    assert not agenda(text)


def test_a_comment_behind_a_matter_is_no_part_of_it() -> None:
    text = "The leaders discussed the flood, noting the work of the rescuers, which will continue."
    assert matters(text) == ["the flood"]


PIECES = [
    *["discussed", "trade", ",", "and", "attention", "to", "(", "“", "on", "which", "."],
    "The parties",
    "it is",
    "was one of the topics",
    "agenda",
    "today",
    "the meeting",
    "the issue of",
    "as well as",
    "was paid",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))
def test_whatever_is_told_matters_are_the_records_own_words(text: str) -> None:
    reading = servanda.read_text(text or "x")
    setting = Setting(reading)
    told = reading.record.text
    for proposal in topics.detect(analyse(told, 0, len(told)), setting):
        assert isinstance(proposal.entry, Topic)
        ground = grounds_of(proposal.entry, "matter")[0]
        assert reading.record.holds(proposal.entry.span)
        assert ground.text == proposal.entry.matter


@pytest.mark.parametrize(
    "text",
    [
        "Our ambitious conservation agenda is evident in the new plan.",
        "The envoys praised the grant of Deferred Departure.",
        "It is wise to extend, to the end of the year, deferred removal of the fees.",
        "The President's agenda has filled three harbours and is on pace for the fourth.",
    ],
)
def test_a_programme_and_a_name_are_no_agenda(text: str) -> None:
    assert matters(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Participants discussed ways to employ newcomers in farming, nursing, care of the old and building.",
            ["ways to employ newcomers in farming, nursing, care of the old and building"],
        ),
        (
            "The ministers discussed an agreement on salt with Corvia, Belmora and San Orvo.",
            ["an agreement on salt with Corvia, Belmora and San Orvo"],
        ),
        (
            "They discussed shipping of grain from Ardania to Corvia, Southern Tessaly, and the Marshes.",
            ["shipping of grain from Ardania to Corvia, Southern Tessaly, and the Marshes"],
        ),
        (
            "They discussed efforts to secure peace in the valley, the price of grain and the return of prisoners.",
            ["efforts to secure peace in the valley", "the price of grain", "the return of prisoners"],
        ),
    ],
)
def test_a_list_that_belongs_to_one_matters_last_words_is_not_split(text: str, wanted: list[str]) -> None:
    assert matters(text) == wanted


def test_how_often_they_talked_is_no_topic_and_neither_is_what_somebody_put_off_for_himself() -> None:
    talked = "The League has held talks on two occasions, with Corvia and Belmora, over the dams and the ports."
    assert matters(talked) == ["the dams and the ports"]
    assert matters("They gave a room to a couple who had put off their honeymoon to join the trip.") == []
