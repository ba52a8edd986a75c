"""Progress: a sentence of a talk goes in, reports of what was undertaken come out with matter, status and degree."""

from __future__ import annotations

from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import servanda
from servanda.model import Progress, Reading, grounds_of
from servanda.readings.grammar import analyse
from servanda.readings.layers import sentences
from servanda.readings.statements import progress
from servanda.readings.statements.setting import Setting


def reading_of(text: str) -> Reading:
    return servanda.read_text(text, reference_date="2024-10-01")


def reports(text: str) -> list[Progress]:
    """What the detector proposes, before the scorer has weighed it."""
    reading = reading_of(text)
    setting = Setting(reading)
    found = []
    for start, end in reading.layer(sentences):
        for proposal in progress.detect(analyse(reading.record.text, start, end), setting):
            assert isinstance(proposal.entry, Progress)
            found.append(proposal.entry)
    return found


def only(text: str) -> Progress:
    found = reports(text)
    assert len(found) == 1, [entry.span.text for entry in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "matter", "status"),
    [
        ("The bridge over the strait has been completed.", "The bridge over the strait", "fulfilled"),
        ("A solid package of documents has been signed.", "A solid package of documents", "fulfilled"),
        ("We have resolved all border issues.", "all border issues", "fulfilled"),
        ("Belmora ratified the fishing treaty last week.", "the fishing treaty last week", "fulfilled"),
        ("All the 28 programmes have all been implemented.", "All the 28 programmes", "fulfilled"),
        ("We are creating a common market for grain.", "a common market for grain", "in_progress"),
        ("The harbour database is being developed.", "The harbour database", "in_progress"),
        ("We have been working on a joint payment system.", "a joint payment system", "in_progress"),
        ("We are working with Belmora and our other partners on a new fishing treaty.", "a new fishing treaty", "in_progress"),
        ("Our crews are now working with six towns to repair their quays.", "repair their quays", "in_progress"),
        ("Work in this direction continues.", "Work in this direction", "in_progress"),
        ("We have begun to rebuild the railway.", "rebuild the railway", "in_progress"),
        ("The preparations are under way.", "The preparations", "in_progress"),
        ("Our joint exercises are in the active phase.", "Our joint exercises", "in_progress"),
        ("The dredging is in full swing.", "The dredging", "in_progress"),
        ("Tangible progress has been made on visas.", "Tangible progress", "in_progress"),
        ("The construction of the dam is nearing completion.", "The construction of the dam", "in_progress"),
        ("The opening of the consulate has been postponed.", "The opening of the consulate", "postponed"),
        ("The peace talks remain stalled.", "The peace talks", "stalled"),
        ("Corvia is violating the ceasefire agreement.", "the ceasefire agreement", "broken"),
        ("They failed to carry out the reforms.", "carry out the reforms", "broken"),
        ("The agreements have not been fulfilled.", "The agreements", "broken"),
        ("None of the agreements has been fulfilled.", "None of the agreements", "broken"),
        ("Nothing has been implemented yet.", "Nothing", "stalled"),
        ("The plan has been only partly implemented.", "The plan", "partly_fulfilled"),
        ("We are working together effectively on trade rules.", "trade rules", "in_progress"),
        ("Ardania has carried out all reforms, and now it waits.", "all reforms", "fulfilled"),
        ("We did everything we promised to do.", "everything we promised to do", "fulfilled"),
    ],
)
def test_a_report_names_its_matter_and_status(text: str, matter: str, status: str) -> None:
    entry = only(text)
    assert (entry.matter, entry.status) == (matter, status)
    assert [span.text for span in grounds_of(entry, "matter")] == [matter]


@pytest.mark.parametrize(
    ("text", "degree", "modifier", "status"),
    [
        ("The programmes have been implemented by 100 percent.", "100", "exact", "fulfilled"),
        ("The plan for 2025 has been fulfilled by more than 26 percent.", "26", "more_than", "partly_fulfilled"),
        ("We have held only a third of our talks.", "33.33", "exact", "partly_fulfilled"),
        ("The tunnel is about 40 percent complete.", "40", "about", "partly_fulfilled"),
        ("More than 90 percent of the tasks have been completed.", "90", "more_than", "partly_fulfilled"),
    ],
)
def test_a_degree_comes_from_its_figure(text: str, degree: str, modifier: str, status: str) -> None:
    entry = only(text)
    assert (entry.degree, entry.modifier, entry.status) == (Decimal(degree), modifier, status)
    assert grounds_of(entry, "degree")


def test_a_growth_is_no_degree() -> None:
    assert all(entry.degree is None for entry in reports("We have built 14 schools and increased trade by 5 percent."))
    assert all(entry.degree is None for entry in reports("The share of payments in crowns has reached 75 percent."))
    assert only("We have completed a bridge that carries 40 percent of our trade.").degree is None


@pytest.mark.parametrize(
    "text",
    [
        "Has the bridge been completed?",
        "We will complete the bridge.",
        "If the bridge has been completed, ships will pass.",
        "The weather is fine.",
        "Trade amounted to $5 billion.",
        "I do not suggest that any of this has been completed.",
        "I doubt that the bridge has been completed.",
        "Once the bridge has been completed, ships will pass.",
        "I thank my colleagues for their warm welcome.",
    ],
)
def test_promises_conditions_questions_and_courtesies_report_no_progress(text: str) -> None:
    assert reports(text) == []


def test_clauses_of_one_subject_in_a_row_are_one_report() -> None:
    assert only("A common market has been formed and is functioning.").span.text == (
        "A common market has been formed and is functioning"
    )


def test_what_stands_within_a_report_is_no_report_of_its_own() -> None:
    assert len(reports("We have delivered the aid which was approved for the ports.")) == 1


def test_that_nothing_is_left_belongs_to_what_is_done() -> None:
    text = "We have settled all issues, and there are no open questions."
    assert only(text).span.text == text.rstrip(".")


def test_a_relative_clause_takes_along_what_it_tells_of() -> None:
    entry = only("I welcome the Treaty on Ports, which entered into force and has been implemented.")
    assert entry.span.text == "the Treaty on Ports, which entered into force and has been implemented"
    assert entry.matter == "the Treaty on Ports"


def test_what_came_about_as_foretold_is_reported_with_what_was_foretold() -> None:
    entry = reports("The commander told me: tomorrow the port will be open. And that's exactly what happened.")[-1]
    assert entry.span.text == "tomorrow the port will be open. And that's exactly what happened."
    assert (entry.matter, entry.status) == ("tomorrow the port will be open", "fulfilled")


def test_the_period_is_the_one_time_of_the_clause() -> None:
    assert only("The customs service has been unified in 2023.").period == "2023"


def test_the_holder_is_who_speaks() -> None:
    text = "Anna Orel: The bridge has been completed.\n\nMark Tallis: The road has been completed.\n"
    assert [entry.holder for entry in reports(text)] == ["Anna Orel", "Mark Tallis"]


_WORDS = [
    "we",
    "have",
    "been",
    "signed",
    "the treaty",
    "which",
    ",",
    "is",
    "not",
    "completed",
    "that's what happened",
    ".",
    "by 40 percent",
]


@settings(deadline=None, max_examples=40)  # the first reading loads the word lists
@given(st.lists(st.sampled_from(_WORDS), max_size=12))
def test_every_attribute_stands_on_words_of_the_record(words: list[str]) -> None:
    reading = reading_of(" ".join(words) or "-")
    for entry in reports(" ".join(words) or "-"):
        assert reading.record.text[entry.span.start : entry.span.end] == entry.span.text
        assert all(reading.record.holds(ground.span) for ground in entry.grounds)


def test_hostile_sentences_cost_no_more_than_in_proportion() -> None:
    def seconds(times: int) -> float:
        text = "which has been signed, and is being built " * times
        setting = Setting(reading_of(text))
        sentence = analyse(text, 0, len(text))
        begun = process_time()
        list(progress.detect(sentence, setting))
        return process_time() - begun

    seconds(5)
    assert seconds(120) < 20 * max(seconds(12), 0.01)


def test_the_matter_of_what_is_on_track_is_what_it_is_on_track_to_do() -> None:
    found = reports("We are on track to open 500 new ports.")
    assert [(one.matter, one.status) for one in found] == [("open 500 new ports", "in_progress")]


def test_nearly_an_amount_is_done_all_the_same() -> None:
    assert [one.status for one in reports("The Council has approved nearly 170 million crowns for the ports.")] == ["fulfilled"]


@pytest.mark.parametrize(
    "text",
    [
        "We continue to believe that the strait can be shared.",
        "Corvia continues to threaten the fishing boats.",
        "Today we are announcing a new fund for the harbours.",
        "Today we are releasing imagery of the new pier.",
        "The party is presenting a clear economic plan.",
        "We are going to Orsk tomorrow.",
        "There is a cultural cooperation programme for the period up to 2027.",
        "There is more work to do.",
        "The war is under way in the north.",
        "It was quiet when we signed the treaty.",
        "They asked what we have built.",
        "We must make sure that the harbour is being dredged.",
        "It is important that we continue to build the bridge.",
        "Please keep the lamps lit while we are building the pier.",
    ],
)
def test_views_announcements_and_what_is_only_wished_or_the_time_of_something_report_no_progress(text: str) -> None:
    assert reports(text) == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("We used our own ferries to supply the islands, as promised.", "fulfilled"),
        ("As planned, the envoys used the ferry.", "fulfilled"),
        ("They did not send the timber, as pledged in spring.", "broken"),
        ("I am grateful to you for doing everything you promised.", "fulfilled"),
    ],
)
def test_whatever_was_done_as_promised_is_reported_as_kept(text: str, status: str) -> None:
    assert only(text).status == status


def test_what_is_told_in_passing_is_reported_and_what_says_which_thing_is_marked_so() -> None:
    aside, defining = (
        list(progress.detect(analyse(text, 0, len(text)), Setting(reading_of(text))))
        for text in ("He showed us the bridge, which we have completed.", "He showed us the bridge that we have completed.")
    )
    assert "defining" not in aside[0].features
    assert "defining" in defining[0].features


@pytest.mark.parametrize(
    "text",
    [
        "Ms. Brook has completed three terms as chair of the Harbour Council.",
        "Anna Brook has completed a fellowship at the Institute of Ports.",
        "He has completed his doctoral studies at Lida University.",
        "She has implemented several programmes as director of the Port School.",
    ],
)
def test_the_course_of_one_persons_life_is_no_progress(text: str) -> None:
    assert reports(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "80% of Americans are supporting a plan to build a harbour.",
        "Most voters are supporting the plan to build a harbour.",
        "A majority of residents have supported the dam.",
    ],
)
def test_what_the_public_thinks_of_a_plan_is_no_progress(text: str) -> None:
    assert reports(text) == []


def test_what_a_minister_or_we_completed_or_support_is_progress_still() -> None:
    assert only("Minister Brook has completed the repair of 20 schools.").status == "fulfilled"
    assert only("We are supporting the repair of 20 schools.").status == "in_progress"


def test_what_is_only_to_be_ensured_is_reported_by_nobody() -> None:
    assert reports("They met to ensure the tools and resources are in place for the firms.") == []


def test_what_was_begun_and_is_named_before_is_no_report_by_itself() -> None:
    assert reports("First, the new strategy we have launched: one that builds from below.") == []
