"""What somebody says to put a question goes in; the words that are the question come out."""

from __future__ import annotations

import pytest

from tests.conferences import questions


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Mr President, will the border stay open in winter?", ["will the border stay open in winter?"]),
        ("Good evening. My question is: when will the ferry run again?", ["when will the ferry run again?"]),
        ("The first question for Pavel Ivanovich is: how do you see the harvest?", ["how do you see the harvest?"]),
        ("I was curious, how many wagons have been repaired?", ["how many wagons have been repaired?"]),
        ("You said the toll would go, but when does it end?", ["when does it end?"]),
        ("And in general, as leaders, are you content?", ["And in general, as leaders, are you content?"]),
        ("If the ministers fail again, then what?", ["If the ministers fail again, then what?"]),
    ],
)
def test_a_question_is_its_clause_without_address_or_lead_in(said: str, asked: list[str]) -> None:
    assert questions(said) == asked


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        (
            "Have you had word from Corvia and what will be your reply?",
            ["Have you had word from Corvia", "what will be your reply?"],
        ),
        (
            "Could you say more about the port and would Ardania be paying for it?",
            ["Could you say more about the port", "would Ardania be paying for it?"],
        ),
        (
            "Are the two capitals coordinating and have consultations already been held today?",
            ["Are the two capitals coordinating", "have consultations already been held today?"],
        ),
        (
            "Can you tell us what was agreed and how it will be paid?",
            ["Can you tell us what was agreed and how it will be paid?"],
        ),
        ("Will you meet him and have a word with him?", ["Will you meet him and have a word with him?"]),
        ("Is it a yes or is it a no?", ["Is it a yes or is it a no?"]),
        (
            "So it came from the council and had its blessing?",
            ["So it came from the council and had its blessing?"],
        ),
        (
            "What if they walked out and did that again?",
            ["What if they walked out and did that again?"],
        ),
    ],
)
def test_questions_joined_in_one_sentence_are_counted_one_by_one(said: str, asked: list[str]) -> None:
    assert questions(said) == asked


@pytest.mark.parametrize(
    "said",
    [
        "I would like to know how the second stage of the union is progressing.",
        "I am hoping you can speak about the tariffs Belmora can expect.",
        "There were twelve projects, I would like to clarify how far each has come.",
        "Хотелось бы узнать, когда откроется мост.",
    ],
)
def test_a_sentence_can_ask_without_a_question_mark(said: str) -> None:
    assert questions(said) == [said]


def test_an_announced_question_counts_only_where_none_follows() -> None:
    assert questions("I have a question about the canal. Will it be dredged?") == ["Will it be dredged?"]
    assert questions("I have a question about the canal. Thank you.") == ["I have a question about the canal."]


@pytest.mark.parametrize(
    "said",
    ["May I?", "How are you?", "Can you hear me?", "If I may?", "Me?", "Can I ask a follow-up?", "Mr President?", "Thank you."],
)
def test_courtesies_and_leave_to_speak_are_no_questions(said: str) -> None:
    assert questions(said) == []


def test_what_another_asked_in_quotation_marks_is_no_question() -> None:
    assert questions("The minister asked, “Who pays for this?” Is he right?") == ["Is he right?"]
    (put,) = questions("How do you convince people who say, “Why should we?”")
    assert put.startswith("How do you convince")


def test_the_same_question_said_twice_at_once_is_one() -> None:
    assert questions("How will they show that? How will they show that?") == ["How will they show that?"]


def test_a_question_in_another_script_is_found() -> None:
    assert questions("Скажите, пожалуйста: когда откроется мост и будет ли он платным?") == [
        "когда откроется мост",
        "будет ли он платным?",
    ]


def test_a_spanish_question_begins_at_its_mark() -> None:
    assert questions("Presidente, ya para terminar, ¿qué resultados hay?") == ["¿qué resultados hay?"]


def test_a_sentence_that_turns_verb_and_subject_asks_though_a_full_stop_ends_it() -> None:
    assert questions("Thank you. Can you talk about the decision to close the pass.") == [
        "Can you talk about the decision to close the pass."
    ]
    assert questions("What they said was that the pass is closed.") == []


def test_calls_for_the_next_question_ask_nothing() -> None:
    for call in (
        "Could we do our last question, please?",
        "Any other last thoughts from our speakers?",
        "Anyone else on this?",
    ):
        assert questions(f"MODERATOR: {call}\nPRESIDENT ORLIN: We are ready, I think.") == []
