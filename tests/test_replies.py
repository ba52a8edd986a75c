"""How questions were answered: a talk goes in, the reply and the words it stands on come out."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda import read_text
from servanda.model import Exchange, Question, Reading
from servanda.readings.answering.asking import form
from servanda.readings.answering.cues import cues, refusals, tokens
from servanda.readings.answering.features import answer, asked, features, taken_up
from servanda.readings.answering.judging import REPLIES, judge, rarity
from servanda.readings.answering.refusing import refused

HEAD = "Joint press conference of the Presidents of Ardania and Belmora\n\n"


def talk(*turns: str) -> Reading:
    return read_text(HEAD + "\n\n".join(turns), record_kind="transcript", language="en")


def questions(reading: Reading) -> list[Question]:
    return [question for exchange in reading.of(Exchange) for question in exchange.questions]


def ground(question: Question) -> str:
    [found] = question.grounds
    assert found.attribute == "reply"
    return found.span.text


def test_a_plain_yes_answers() -> None:
    reading = talk(
        "Question: Will the two countries open the border crossing at Tarn this year?",
        "President of Ardania Ilan Moreth: Yes, absolutely. We will open the crossing at Tarn in September.",
    )
    [question] = questions(reading)
    assert question.reply == "answered"
    assert ground(question).startswith("Yes, absolutely.")


@pytest.mark.parametrize(
    ("said", "marker"),
    [
        ("I am not going to comment on that.", "I am not going to comment"),
        ("I don't want to talk about it now.", "I don't want to talk about"),
        ("I have no idea. You know more than I do.", "I have no idea"),
    ],
)
def test_the_words_that_refuse_are_the_ground(said: str, marker: str) -> None:
    reading = talk(
        "Question: Mr President, were prisoners of war discussed at the talks in Corvia?",
        f"President of Ardania Ilan Moreth: {said}",
        "Question: Thank you, and what about the gas price?",
        "President of Ardania Ilan Moreth: The price will be 120 dollars, as the contract says.",
    )
    question = questions(reading)[0]
    assert question.reply == "none"
    assert ground(question) == marker


@pytest.mark.parametrize(
    ("said", "marker"),
    [
        ("I would, again, point you to the Ministry of Energy.", "point you to"),
        ("I — I'm just not going to speak to that. Go ahead, Marta.", "not going to speak to"),
        ("Well, we don't have an update on the price at this time.", "don't have an update"),
        ("That's not a call we're making from here.", "not a call we're making"),
        ("You'd have to speak with the people in Belmora.", "You'd have to speak"),
    ],
)
def test_a_brief_answer_that_only_refuses_is_none_in_the_words_of_spokespersons(said: str, marker: str) -> None:
    reading = talk("Question: Will the gas price rise in May?", f"President of Ardania Ilan Moreth: {said}")
    [question] = questions(reading)
    assert question.reply == "none"
    assert ground(question) == marker


@pytest.mark.parametrize(
    "said",
    [
        "It is never too early to talk about the price.",
        "I don't have an update for you, but the price will rise to 120 dollars in May.",
        "The price will rise in May. I would point you to the contract.",
    ],
)
def test_who_refuses_and_tells_something_after_all_has_not_only_refused(said: str) -> None:
    assert refused(answer(tokens(said))) is None


def test_who_asks_to_hear_the_question_again_has_not_answered() -> None:
    reading = talk(
        "Question: Were prisoners of war discussed at the talks in Corvia?",
        "President of Ardania Ilan Moreth: I can't hear you. What was the question?",
    )
    [question] = questions(reading)
    assert question.reply == "none"


def test_a_question_that_nobody_took_up_has_no_reply_and_no_ground() -> None:
    reading = talk(
        "President of Ardania Ilan Moreth: Thank you, friends. We have had a long day of useful talks with our neighbours.",
        "Question: Mr President, will the embassy in the Tessaly Islands be reopened?",
    )
    [question] = questions(reading)
    assert question.reply == "none"
    assert question.grounds == ()


def test_of_several_who_answer_the_best_reply_counts() -> None:
    reading = talk(
        "Question: A question to both Presidents: will you sign the fisheries agreement in May?",
        "President of Ardania Ilan Moreth: I am not going to comment on that.",
        "President of Belmora Sera Quint: Yes, we will sign the fisheries agreement in May.",
    )
    [question] = questions(reading)
    assert question.reply == "answered"
    assert "sign the fisheries agreement" in ground(question)


def test_who_says_of_himself_what_he_was_asked_has_answered() -> None:
    reading = talk(
        "Question: How far are the works at the harbour? And are you satisfied with the pace of the talks?",
        "President of Ardania Ilan Moreth: All works were planned for that spring. There is a lot of sand, as one would think."
        " I am personally satisfied with how it goes.",
    )
    last = questions(reading)[-1]
    assert (last.reply, ground(last)) == ("answered", "I am personally satisfied with how it goes.")


def test_what_the_publisher_put_in_is_no_part_of_an_answer() -> None:
    with_note = talk(
        "Question: Will you meet the Prime Minister of Corvia?",
        "President of Ardania Ilan Moreth: [No comment, ask them] Yes. I will meet the Prime Minister of Corvia on Friday.",
    )
    [question] = questions(with_note)
    assert question.reply == "answered"
    assert ground(question) == "Yes."


def test_an_answer_in_another_language_is_not_judged() -> None:
    reading = read_text(
        HEAD + "Вопрос: Будет ли открыт переход в этом году?\n\nПрезидент Илан Морет: Да, конечно, мы откроем его в сентябре.",
        record_kind="transcript",
        language="ru",
    )
    assert all(question.reply is None for question in questions(reading))


def test_contractions_are_read_as_the_words_they_stand_for() -> None:
    assert tokens("We won't; it isn't. Can’t say.").lows == (
        *("we", "will", "not", ";", "it", "is", "not", "."),
        *("can", "not", "say", "."),
    )


def test_the_longest_phrase_counts_and_up_to_two_words_may_stand_in_a_gap() -> None:
    lows = tokens("I am certainly not ever going to discuss that").lows
    assert ("decline", "i") not in [(cue.kind, lows[cue.first]) for cue in cues(lows)]
    lows = tokens("I am not going to discuss that").lows
    assert ("decline", "discuss") in [(cue.kind, lows[cue.after - 1]) for cue in cues(lows)]


def test_inside_a_phrase_of_refusal_what_is_said_in_passing_is_read_over() -> None:
    words = tokens("We are, again, really not — frankly — going to comment.")
    [whole, _] = refusals(words.lows)
    assert (whole.kind, whole.first, words.lows[whole.after - 1]) == ("decline", 0, "comment")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Will you sign it?", "yes_no"),
        ("Do you think the talks will succeed?", "yes_no_opinion"),
        ("What is your reaction to the vote?", "opinion"),
        ("How many soldiers have left?", "how_much"),
        ("Why was the visit put off?", "why"),
        ("Could you tell us when the visit will take place?", "when"),
        ("Could you elaborate on the plan?", "tell"),
        ("The gas contract", "named"),
    ],
)
def test_the_form_of_a_question_is_known_by_its_first_words(question: str, expected: str) -> None:
    assert form(tokens(question).lows) == expected


@given(st.text(max_size=300), st.text(max_size=600))
def test_any_question_and_answer_get_one_reply_and_sound_likelihoods(question: str, said: str) -> None:
    words = tokens(said)
    if not words.lows:
        return
    put, heard = asked([question], 0), answer(words)
    judgement = judge(features(put, heard, taken_up(put, heard, rarity)))
    assert judgement.reply in REPLIES
    assert abs(sum(judgement.likely.values()) - 1) < 1e-9


@given(
    st.lists(
        st.sampled_from(["Yes.", "I don't know.", "No comment —", "Ask them!", "We agreed on gas,", "\u00a0", "[in the hall]"]),
        max_size=8,
    )
)
def test_a_ground_is_a_stretch_of_an_answering_turn(pieces: list[str]) -> None:
    reading = talk("Question: What did you agree on gas?", f"President of Belmora Sera Quint: {' '.join(pieces)} So.")
    for exchange in reading.of(Exchange):
        for question in exchange.questions:
            for found in question.grounds:
                assert reading.record.holds(found.span)
                assert any(turn.start <= found.span.start and found.span.end <= turn.end for turn in exchange.answers)


def test_many_questions_to_one_answer_cost_no_more_than_their_number() -> None:
    began = time.process_time()
    reading = talk(
        "Question: " + "Will you open the crossing at Tarn? And what will it cost? " * 1500,
        "President of Ardania Ilan Moreth: " + "I do not know what it will cost. " * 1500,
    )
    assert questions(reading)[0].reply is not None
    assert time.process_time() - began < 20


def test_a_very_long_answer_costs_no_more_a_word() -> None:
    said = "I do not know what we will not discuss and we are not going to say so. "

    def seconds(times: int) -> float:
        began = time.process_time()
        words = tokens(said * times)
        put, heard = asked(["What will you discuss?"], 0), answer(words)
        judge(features(put, heard, taken_up(put, heard, rarity)))
        return time.process_time() - began

    seconds(50)
    assert seconds(1600) < 12 * max(seconds(400), 0.01)
