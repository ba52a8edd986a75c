"""A press conference goes in; who asked whom what, and which turns answered, comes out. The talks are invented."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import servanda
from servanda.model import Block, Exchange, Origin, Reading, Record, Turn, digest, text_digest
from servanda.readings.exchanges import find_exchanges
from tests.conferences import answers, exchanges, talk

# Which turns answer


def test_all_who_speak_until_the_next_question_answer() -> None:
    found = answers(
        """
        Question: Is the rail link agreed?
        Pavel Orlin: It is agreed in principle, and the money has been found.
        Ines Carrow: I confirm what the President said about the money.
        Question: And the bridge?
        Ines Carrow: The bridge waits for the spring.
        """.replace("        ", "")
    )
    assert [len(each) for each in found] == [2, 1]


def test_giving_the_floor_is_no_answer() -> None:
    found = answers(
        """Q    Will the talks go on?
PRESIDENT ORLIN: They will go on in Tessaly next week.
MODERATOR: Thank you. The next question, please.
Q    Where exactly?
PRESIDENT ORLIN: Go ahead, please.
PRIME MINISTER CARROW: In the old customs house, I am told."""
    )
    assert found == [["They will go on in Tessaly next week."], ["In the old customs house, I am told."]]


@pytest.mark.parametrize(
    "said",
    [
        "We have a great relationship with them.",
        "It's good to see that prices fall.",
        "We have to go after the smugglers.",
        "He is better than anybody else.",
        "They will go ahead with it.",
        "I'll say it again: no.",
        "We stand along the line of contact.",
        "Yes.",
        "Many of them.",
    ],
)
def test_a_short_answer_is_not_taken_for_a_courtesy_or_a_call(said: str) -> None:
    assert answers(f"Q    What about it?\nPRESIDENT ORLIN: {said}") == [[said]]


@pytest.mark.parametrize(
    "said",
    [
        "Go ahead.",
        "Yes, please, in the back.",
        "Thank you very much.",
        "Next question.",
        "Say that again?",
        "Hold on, hold on.",
        "Yeah, blue shirt.",
        "Good morning, everybody.",
        "Please, the lady in the second row.",
        "Okay. Lena, in the back.",
        "Lena. And then we're going to wrap this up. Go ahead, Lena.",
    ],
)
def test_a_call_or_a_courtesy_is_not_taken_for_an_answer(said: str) -> None:
    assert answers(f"Q    What about it?\nPRESIDENT ORLIN: {said}") == [[]]


def test_a_question_that_was_not_heard_has_no_answer() -> None:
    found = answers(
        """Q    Do you think the raids should continue?
PRESIDENT ORLIN: You're going to have to speak up.
Q    Mr President, the raids along the river —
PRESIDENT ORLIN: I can't understand —
Q    Okay.
PRESIDENT ORLIN: — a word he is saying.
MODERATOR: How about you. Please. Go ahead."""
    )
    assert found == [[]]


def test_an_answer_that_asks_back_goes_on_with_the_same_exchange() -> None:
    found = exchanges(
        """Anna Velt: Will Belmora's interests be taken into account?
Pavel Orlin: What interests? In what?
Anna Velt: That Belmora be heard in the talks.
Pavel Orlin: They are always taken into account, in every talk we hold.
Ines Carrow: And we are grateful for that."""
    )
    assert len(found) == 1
    assert [span.text.split(":")[0] for span in found[0].answers] == ["Pavel Orlin", "Ines Carrow"]


def test_a_question_put_again_because_it_was_not_heard_is_one_question() -> None:
    found = exchanges(
        """Q    Is Corvia slighting you by closing the strait?
PRESIDENT ORLIN: Who? Who?
Q    Is Corvia slighting you by closing the strait?
PRESIDENT ORLIN: Not at all. They told us a week before."""
    )
    assert [len(each.questions) for each in found] == [1]
    assert [len(each.answers) for each in found] == [1]


def test_who_is_asked_back_and_asks_in_other_words_stays_in_the_exchange() -> None:
    (found,) = exchanges(
        """Q    Did anyone tell the bank that the letter was forged?
PRESIDENT ORLIN: Are you talking about the campaign?
Q    The campaign, or anybody else around the ministry who had read it. I'm wondering if there was any warning at all.
PRESIDENT ORLIN: There was none that I have heard of."""
    )
    assert len(found.questions) == 2
    assert len(found.answers) == 1


def test_a_bare_name_calls_on_the_next_asker_once_there_is_an_answer() -> None:
    found = answers(
        """Q    Who pays for it?
PRESIDENT ORLIN: Ardania.
MODERATOR: Lena Marsh.
Q    And who builds it?
PRESIDENT ORLIN: Both of us."""
    )
    assert found == [["Ardania."], ["Both of us."]]


def test_a_statement_under_the_label_question_is_put_as_one() -> None:
    (found,) = exchanges(
        "Question: Corvia says in its account of the call that it will not take part in the summit.\n"
        "Pavel Orlin: I have not read their account. We have told you what was said."
    )
    assert found.confidence <= 0.5
    assert found.questions[0].span.text.startswith("Corvia says")


def test_a_guest_who_asks_outright_opens_an_exchange() -> None:
    reading = talk(
        """Pavel Orlin: Please, the lady in the second row.
Ines Carrow: Thank you. I have a question for the President. Why is the archive still closed?
Pavel Orlin: It will be opened in spring."""
    )
    (found,) = find_exchanges(reading).of(Exchange)
    assert found.asker == "Ines Carrow"
    assert found.addressees == ("Pavel Orlin",)
    assert len(found.answers) == 1


def test_members_of_a_parliament_in_debate_put_no_exchanges() -> None:
    reading = talk("Question: Will the minister answer?\nPavel Orlin: He will answer in writing, as is usual.")
    debate = replace(reading, record=replace(reading.record, kind="debate"))
    assert not find_exchanges(debate).of(Exchange)


def test_at_question_time_members_ask_and_the_minister_answers() -> None:
    lines = [
        ("heading", "Oral Answers to Questions"),
        ("heading", "Lidd Dredging"),
        ("Ren Albrecht", "What assessment the Government have made of the cost of dredging the lower Lidd."),
        ("Marta Quill", "The agreed sum is 41 million."),
        ("Ren Albrecht", "I thank the Minister. Will she publish the contract?"),
        ("Marta Quill", "I will. Does anybody doubt it?"),
        (None, "Order. I call Oona Strand."),
        ("Oona Strand", "When will the ferry return?"),
        ("Marta Quill", "In May."),
        ("heading", "Harbours Bill"),
        ("Oona Strand", "Who would not want a harbour?"),
        ("Marta Quill", "I beg to move."),
    ]
    text = "\n".join(said for _, said in lines)
    origin = Origin(digest(text.encode()), text_digest(text))
    places = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    levels = {"Oral Answers to Questions": 1, "Lidd Dredging": 2, "Harbours Bill": 1}
    blocks = tuple(
        Block(*place, "heading", levels[said]) if who == "heading" else Block(*place)
        for place, (who, said) in zip(places, lines, strict=True)
    )
    record = Record(origin=origin, text=text, blocks=blocks, kind="debate")
    turns = tuple(
        Turn(origin=origin, span=record.cut(*place), role="principal", speaker=who)
        for place, (who, _) in zip(places, lines, strict=True)
        if who != "heading"
    )
    found = find_exchanges(Reading(record=record, entries=turns)).of(Exchange)
    assert [(one.asker, one.addressees, len(one.answers)) for one in found] == [
        ("Ren Albrecht", ("Marta Quill",), 1),
        ("Ren Albrecht", ("Marta Quill",), 1),
        ("Oona Strand", ("Marta Quill",), 1),
    ]
    assert found[2].questions[0].span.text == "When will the ferry return?"


def test_a_label_may_tell_the_outlet() -> None:
    text = "Velmar Courier correspondent Mira Solt: When will you go?\nPavel Orlin: In May."
    assert [(one.outlet) for one in exchanges(text)] == ["Velmar Courier"]


def test_calling_a_name_to_get_the_floor_asks_nothing() -> None:
    assert exchanges("PRESIDENT ORLIN: Welcome.\nQ    Orlin?\nPRESIDENT ORLIN: Yes, what is it that you want?") == []


def test_a_follow_up_question_is_an_exchange_of_its_own() -> None:
    found = answers("Q    Does that worry you?\nPRESIDENT ORLIN: No.\nQ    Why not?\nPRESIDENT ORLIN: Because we are ready.")
    assert found == [["No."], ["Because we are ready."]]


def test_an_answer_by_another_than_the_one_asked_counts() -> None:
    (found,) = exchanges("Q    A question for the prime minister: are you confident?\nPRESIDENT ORLIN: I'll answer it. She is.")
    assert len(found.answers) == 1


def test_a_question_that_many_shout_is_answered_once() -> None:
    found = answers(
        "Q    Will you run again?\nQ    Sir, what of the strike?\nPRESIDENT ORLIN: The strike is over, I am glad to say."
    )
    assert [len(each) for each in found] == [0, 1]


def test_a_question_broken_off_counts_if_it_was_answered() -> None:
    (found,) = exchanges(
        "Q    Does he have a real quarrel with the minister —\nPRESIDENT ORLIN: No quarrel at all; they dined together."
    )
    assert found.confidence < 0.8
    assert not exchanges("Q    Would you consider —\nPRESIDENT ORLIN: Yeah.")


def test_a_question_interrupted_and_ended_is_one() -> None:
    (found,) = exchanges(
        """Q    What is your plan for the islands and for bringing them —
PRESIDENT ORLIN: Yeah.
Q    — to the union?
PRESIDENT ORLIN: I think it will happen, but in their own good time."""
    )
    assert len(found.questions) == 1
    assert len(found.answers) == 1


def test_a_question_whose_tail_comes_after_an_interruption_is_one() -> None:
    (found,) = exchanges(
        """Q    Could it have been reached without the envoy's visit —
PRESIDENT ORLIN: No.
Q    — to the islands?
PRESIDENT ORLIN: I have said that it could not, and I say it again."""
    )
    assert len(found.questions) == 1
    assert [span.text[17:20] for span in found.answers] == ["I h"]


def test_a_word_thrown_in_answers_where_no_other_answer_comes() -> None:
    assert answers("Q    Was it possible without the deal —\nPRESIDENT ORLIN: No.\nQ    — that he made?") == [["No."]]


def test_a_nod_that_the_publisher_notes_answers_and_laughter_does_not() -> None:
    assert answers("Q    Is he well?\nPRESIDENT ORLIN: (Nods.)") == [["(Nods.)"]]
    assert answers("Q    Is he well?\nPRESIDENT ORLIN: (Laughs.)") == [[]]


def test_speeches_without_askers_have_no_exchanges() -> None:
    assert not exchanges("Pavel Orlin: Why do I say so? Because it is true.\nInes Carrow: What are we to think? We shall see.")


# Who asks, and whom


def test_who_mostly_asks_is_the_interviewer_whatever_the_label() -> None:
    reading = talk(
        """Pavel Orlin: Minister, good morning. How worried are you about the strait?
Ines Carrow: We are concerned, and we have said so to their ambassador.
Pavel Orlin: So what happens now?
Ines Carrow: We keep talking. That is what diplomacy is for.
Pavel Orlin: And if the talks fail? Is force an option?
Ines Carrow: I will not speculate on that."""
    )
    found = find_exchanges(reading).of(Exchange)
    assert [(each.asker, each.addressees, len(each.answers)) for each in found] == [("Pavel Orlin", ("Ines Carrow",), 1)] * 3


@pytest.mark.parametrize("label", ["Host", "PREGUNTA", "Журналист", "Mira Solt, Host"])
def test_a_label_can_tell_that_its_speaker_asks(label: str) -> None:
    reading = talk(f"Pavel Orlin: Welcome to the show, all of you.\n{label}: What was agreed?\nPavel Orlin: The whole list.")
    turns = [replace(turn, role="other") if turn.role == "asker" else turn for turn in reading.of(Turn)]
    (found,) = find_exchanges(reading.revised(Turn, turns)).of(Exchange)
    assert len(found.answers) == 1


def test_each_question_names_whom_it_is_for() -> None:
    (found,) = exchanges(
        """President of Ardania Pavel Orlin: Welcome to you all.
Prime Minister of Belmora Ines Carrow: Thank you for having us.
Question: Mr President, will the levy go? Prime Minister, have you asked for that?
Pavel Orlin: It will go.
Ines Carrow: I have asked for it more than once."""
    )
    assert found.addressees == ("Pavel Orlin", "Ines Carrow")
    assert [question.addressees for question in found.questions] == [("Pavel Orlin",), ("Ines Carrow",)]


def test_a_question_to_both_is_one_question_to_two() -> None:
    (found,) = exchanges(
        """Pavel Orlin: Welcome.
Ines Carrow: Thank you.
Question: I have a question for both of you. What was agreed?
Ines Carrow: A road map for two years."""
    )
    assert found.addressees == ("Pavel Orlin", "Ines Carrow")
    assert found.questions[0].addressees == ()


def test_a_first_name_and_patronymic_names_the_person() -> None:
    (found,) = exchanges(
        "Pavel Orlin: Welcome.\nInes Carrow: Thanks.\nQuestion: Pavel Ivanovich, what was agreed?\nInes Carrow: A lot."
    )
    assert found.addressees == ("Pavel Orlin",)


def test_where_nobody_is_named_who_answers_was_asked() -> None:
    (found,) = exchanges(
        "Pavel Orlin: Welcome.\nInes Carrow: Thanks.\nQuestion: What was agreed?\nInes Carrow: The whole list."
    )
    assert found.addressees == ("Ines Carrow",)


def test_the_outlet_is_the_one_the_asker_or_the_label_states() -> None:
    (said,) = exchanges("Question: Lena Marsh, Harbour Gazette. What was agreed?\nPavel Orlin: The whole list.")
    assert said.outlet == "Harbour Gazette"
    assert [(ground.attribute, ground.span.text) for ground in said.grounds] == [("outlet", "Harbour Gazette")]
    text = "Mira Solt (Evening Courier): What was agreed?\nPavel Orlin: The whole list."
    reading = talk(text)
    (printed,) = find_exchanges(reading).of(Exchange)
    assert printed.outlet == "Evening Courier"


def test_what_the_publisher_could_not_hear_is_no_outlet() -> None:
    (found,) = exchanges("Q    (Inaudible) of the fishermen. What of their boats?\nPRESIDENT ORLIN: They go back tomorrow.")
    assert found.outlet is None


def test_a_family_name_printed_first_is_known_by_it() -> None:
    reading = talk(
        """PRESIDENT ORLIN: Welcome.
Anna Velt: Minister Sato, what was agreed?
PRESIDENT ORLIN: Let him answer.
Sato Kenji: The whole list, from fish to steel."""
    )
    turns = [replace(turn, role="principal") if turn.speaker == "Sato Kenji" else turn for turn in reading.of(Turn)]
    (found,) = find_exchanges(reading.revised(Turn, turns)).of(Exchange)
    assert found.addressees == ("Sato Kenji",)


def test_an_unknown_asker_stays_unknown() -> None:
    (found,) = exchanges("Q    What was agreed?\nPRESIDENT ORLIN: The whole list.")
    assert found.asker is None


# Whatever comes in

_PIECES = st.sampled_from(
    [
        "Q    ",
        "PRESIDENT ORLIN: ",
        "Anna Velt: ",
        "MODERATOR: ",
        "Why? ",
        "Is it so, and will it last? ",
        "Go ahead. ",
        "— ",
        "(Laughter.) ",
        "“",
        "Thank you, Mr President. ",
        "I would like to know more. ",
        "что будет? ",
        "\n",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_every_span_is_cut_from_the_record_and_exchanges_follow_its_order(text: str) -> None:
    reading = find_exchanges(talk("Q    " + text))
    last = -1
    for exchange in reading.of(Exchange):
        assert exchange.questions
        for span in (*exchange.spans, *exchange.answers):
            assert reading.record.holds(span)
        assert exchange.questions[0].span.start > last
        last = exchange.questions[-1].span.start
        assert all(answer.start > exchange.questions[0].span.start for answer in exchange.answers)


def test_a_hostile_question_takes_no_long_time() -> None:
    for piece in ("and what ", "Mr ", "— ", ", ", "I wonder ", "question ", "if "):
        assert exchanges(f"Q    {piece * 8000}?\nPRESIDENT ORLIN: No.") is not None


def debate(*said: tuple[str, str], heading: str = "") -> list[Exchange]:
    """The exchanges of a debate in which all are members, under a heading where one is given."""
    reading = talk("\n".join([*([heading] if heading else []), *(f"{who}: {words}" for who, words in said)]))
    turns = tuple(replace(turn, role="principal", speaker=turn.label.text if turn.label else None) for turn in reading.of(Turn))
    first, *others = reading.record.blocks
    blocks = (replace(first, kind="heading", level=2) if heading else first, *others)
    record = replace(reading.record, kind="debate", blocks=blocks)
    return list(find_exchanges(Reading(record=record, entries=turns)).of(Exchange))


def test_who_has_the_floor_in_a_debate_is_asked_by_whoever_breaks_in() -> None:
    (found,) = debate(
        ("Lord Albrecht", "The amendment would keep the harbours open."),
        ("Baroness Strand", "Will the noble Lord tell the House what the harbours would cost?"),
        ("Lord Albrecht", "Some 40 million a year."),
        ("Lord Quill", "Who would not pay that?"),
    )
    assert (found.asker, found.addressees, len(found.answers)) == ("Baroness Strand", ("Lord Albrecht",), 1)


def test_asking_to_break_in_asks_nothing() -> None:
    assert not debate(
        ("Mr. Hale", "I oppose the bill, for it is dear."),
        ("Ms. Rook", "Mr. Chairman, will the gentleman yield to me for a moment?"),
        ("Mr. Hale", "I yield."),
    )


def test_a_question_in_tabled_form_is_answered_under_whatever_heading() -> None:
    found = debate(
        ("Ren Albrecht", "To ask the Government what plans they have for the ferries to the outer islands of Tessaly."),
        ("Marta Quill", "There are three plans, and all will be laid before the House."),
        heading="Ferries",
    )
    assert [(one.asker, one.addressees, one.rule) for one in found] == [("Ren Albrecht", ("Marta Quill",), "questions.tabled")]


def test_tabled_questions_that_are_answered_together_are_each_answered() -> None:
    found = debate(
        ("Ren Albrecht", "What steps she is taking to bring back the ferries to the outer islands."),
        ("Oona Strand", "If she will make a statement on the ferries that were lost in the storm."),
        ("Marta Quill", "With permission, I shall answer both. The ferries will be back in May."),
        heading="Ferries",
    )
    assert [(one.asker, len(one.answers)) for one in found] == [("Ren Albrecht", 1), ("Oona Strand", 1)]


def test_who_asks_now_and_then_in_a_conversation_moderates_it() -> None:
    asked = [
        "Were you surprised by the vote on the river treaty?",
        "I see what you mean, and many here will.",
        "Do you think that the bridge will be built?",
        "That is a good point to make here.",
        "What would you say to those who doubt it?",
    ]
    answer = "I have thought about this for a long time, and what I can say is that we have come far since the spring."
    reading = talk("\n".join(f"Pavel Orlin: {answer}\nInes Carrow: {words}" for words in asked) + f"\nPavel Orlin: {answer}")
    found = find_exchanges(reading).of(Exchange)
    assert [(one.asker, one.addressees) for one in found] == [("Ines Carrow", ("Pavel Orlin",))] * 3


def test_who_answers_those_who_ask_asks_nobody_however_often_he_puts_questions_to_himself() -> None:
    said = """Press Gaggle by Spokesman Jan Orel and Director Mira Tal

MR. OREL:  Good morning.

Q    What does the budget cost?

DIRECTOR TAL:  It costs less than before.  What do you call a cost?  Do you cut bread?

Q    And who will pay for it?

DIRECTOR TAL:  Those who can.  Is it easy?  Is it ever?

Q    Will it pass?

DIRECTOR TAL:  It will pass as the last one did.  Was that easy?  Did it hurt?

MR. OREL:  Last one.
"""
    assert [one.asker for one in servanda.read_text(said).of(Exchange)] == [None, None, None]
    assert all(one.answers for one in servanda.read_text(said).of(Exchange))
