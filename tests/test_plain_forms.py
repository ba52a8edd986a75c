"""What a sentence says outright is shown first, whatever stands around it; and whose it is, on what terms, at what level."""

from __future__ import annotations

from typing import TypeVar

import pytest

import servanda
from servanda.model import Commitment, Entry, Figure, Position, Progress, Quotation, Time, Topic
from servanda.standing import shown_first

Kind = TypeVar("Kind", bound=Entry)

TALK = """Talks between President of Ardania Jan Orel and President of Belmora Mira Tal

President of Ardania Jan Orel: Welcome, Madam President. {said}

President of Belmora Mira Tal: Thank you, Mr President. It was a long road.
"""


def shown(kind: type[Kind], said: str) -> list[Kind]:
    reading = servanda.read_text(TALK.format(said=said), reference_date="2024-10-01", model=False)
    return [entry for entry in reading.of(kind) if shown_first(entry.kind, entry.confidence)]


def only(kind: type[Kind], said: str) -> Kind:
    found = shown(kind, said)
    assert len(found) == 1, [entry.spans[0].text for entry in found]
    return found[0]


@pytest.mark.parametrize(
    "said",
    [
        "I am grateful for your promise, which I will not repeat here, to build a bridge at Lida.",
        "I remember your promise to build a bridge at Lida.",
    ],
)
def test_a_promise_of_who_is_spoken_to_is_his_as_the_speaker_tells_it(said: str) -> None:
    promise = only(Commitment, said)
    assert (promise.holder, promise.actor, promise.force) == ("Jan Orel", "Mira Tal", "pledged")
    assert promise.action == "build a bridge at Lida"


def test_who_is_named_in_brackets_is_who_promised() -> None:
    told = "This [Corvin] promised to open the port."
    reading = servanda.read_text(TALK.format(said=told), reference_date="2024-10-01", model=False)
    assert [entry.actor for entry in reading.of(Commitment) if "promised" in entry.span.text] == ["Corvin"]
    assert not shown(Commitment, told)  # what another is said to have promised waits to be reviewed


def test_an_instruction_that_somebody_has_is_a_plan() -> None:
    plan = only(Commitment, "The government already has an instruction, under the rules of the fund, to repair the dam.")
    assert (plan.force, plan.action) == ("planned", "repair the dam")


def test_a_promise_that_is_none_of_anybodys_is_not_shown_first() -> None:
    assert not shown(Commitment, "It is a region, rich in timber, that promises to evolve.")


def test_who_has_confirmed_that_he_will_come_on_a_day_has_promised() -> None:
    coming = only(Commitment, "Mira Tal confirmed her participation in the regatta on 9 May 2025.")
    assert (coming.actor, coming.deadline) == ("Mira Tal", "2025-05-09")


@pytest.mark.parametrize(
    ("said", "condition"),
    [
        ("Should Corvia close the strait, Ardania will open the northern port.", "Should Corvia close the strait"),
        ("Ardania will open the northern port should Corvia close the strait.", "should Corvia close the strait"),
        ("What should we do? Ardania will open the northern port.", None),
        ("We will do what we should, and Ardania will open the northern port.", None),
    ],
)
def test_a_condition_may_stand_without_if(said: str, condition: str | None) -> None:
    reading = servanda.read_text(TALK.format(said=said), reference_date="2024-10-01", model=False)
    found = [entry for entry in reading.of(Commitment) if entry.action.startswith("open")]
    assert [entry.condition for entry in found if entry.condition] == ([condition] if condition else [])


@pytest.mark.parametrize(
    ("said", "matter", "status"),
    [
        ("The settlement process remains stalled.", "The settlement process", "stalled"),
        ("There were three such questions on the table. We have agreed on them.", "three such questions", "fulfilled"),
        ("There are roads which have been postponed.", "roads", "postponed"),
    ],
)
def test_what_is_stuck_put_off_or_settled_is_told_as_such(said: str, matter: str, status: str) -> None:
    progress = only(Progress, said)
    assert (progress.matter, progress.status) == (matter, status)


def test_what_others_could_not_settle_is_not_settled() -> None:
    assert not shown(Progress, "There were three such questions. We have not agreed on them.")


@pytest.mark.parametrize(
    ("said", "stance"),
    [
        ("We are for it, but there are questions. Who will pay?", "supports_with_conditions"),
        ("We will accept you here under our own conditions.", "supports_with_conditions"),
        ("I am convinced that our countries should eliminate the remaining restrictions.", "opposes"),
    ],
)
def test_a_stance_taken_outright_is_shown(said: str, stance: str) -> None:
    assert [entry.stance for entry in shown(Position, said)] == [stance]


@pytest.mark.parametrize(
    ("said", "levels"),
    [
        ("The last differences must be settled at the highest political level.", (None, "head")),
        ("The price of transit should be decided at the level of ministers.", (None, "government")),
        ("What the ministries cannot work out goes to our level.", ("government", "head")),
        ("We have to step in to reconcile differences between departments.", ("department", "head")),
    ],
)
def test_what_goes_higher_says_from_where_and_to_which_level(said: str, levels: tuple[str | None, str]) -> None:
    topic = only(Topic, said)
    assert (topic.outcome, (topic.level_from, topic.level_to)) == ("referred", levels)


@pytest.mark.parametrize(
    "said",
    [
        "The last differences must be settled at last.",
        "The roads must be repaired at the level of the river.",
        "Our officials step in to reconcile differences between the heads of state.",
        "Should the differences be settled at the highest level?",
    ],
)
def test_what_stays_where_it_is_is_not_referred(said: str) -> None:
    assert not [topic for topic in shown(Topic, said) if topic.outcome == "referred"]


def test_attention_paid_during_talks_tells_what_they_were_on() -> None:
    topic = only(Topic, "Considerable attention was paid during the talks to the harbour at Lida.")
    assert topic.matter == "the harbour at Lida"


@pytest.mark.parametrize(
    ("text", "place", "value", "unit"),
    [
        ("Trade was 51 [billion dollars] last year.", "51 [billion dollars]", 51_000_000_000, "USD"),
        (
            "По нашей статистике, товарооборот составил 51 [миллиард долларов] с небольшим.",
            "51 [миллиард долларов]",
            None,
            "USD",
        ),
        ("There were 12 [see the annex] in all.", "12", 12, None),
    ],
)
def test_a_unit_that_the_publisher_adds_in_brackets_is_the_figures(
    text: str, place: str | None, value: int | None, unit: str | None
) -> None:
    figures = [entry for entry in servanda.read_text(text, model=False).of(Figure) if entry.unit == unit]
    assert [entry.span.text for entry in figures] == ([place] if place else [])
    assert value is None or figures[0].value == value


HEADED = """---
title: "Readout of President Orel\\u2019s call with President Andr\\xE9s L\\xF3\\
  pez Marin of Belmora on 14 dams"
date: '2024-04-29'
published_time: 2024-04-29 20:49:12-04:00
---

President Jan Orel spoke today with President Andrés López Marin of Belmora.
The Presidents pledged to work together on the river.
"""


def test_what_a_file_says_of_itself_at_its_head_is_told_of_the_record_and_holds_no_entries() -> None:
    reading = servanda.read_text(HEADED)
    assert reading.record.published == "2024-04-29"
    assert [time.span.text for time in reading.of(Time)] == ["today"]
    assert not reading.of(Figure)


def test_names_cut_by_signs_at_the_head_of_a_file_are_nobodys() -> None:
    (told,) = servanda.read_text(HEADED).of(Quotation)
    assert told.source == "Jan Orel and Andrés López Marin"
