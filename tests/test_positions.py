"""Positions: a sentence of a talk goes in, whose stance it is on what comes out, with conditions and open questions."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import servanda
from servanda.model import Position, Reading, grounds_of
from servanda.readings.grammar import analyse
from servanda.readings.layers import sentences
from servanda.readings.statements import positions
from servanda.readings.statements.setting import Setting

LIKELY = 0.4


def stances(text: str) -> list[Position]:
    """What the detector holds to be likely, before the scorer has weighed it."""
    reading = servanda.read_text(text, reference_date="2024-10-01")
    setting = Setting(reading)
    found = []
    for start, end in reading.layer(sentences):
        for proposal in positions.detect(analyse(reading.record.text, start, end), setting):
            assert isinstance(proposal.entry, Position)
            if proposal.entry.confidence >= LIKELY:
                found.append(proposal.entry)
    return found


def only(text: str) -> Position:
    found = stances(text)
    assert len(found) == 1, [entry.span.text for entry in found]
    return found[0]


TALK = """President of Ardania Jan Orel: {said}

President of Belmora Mira Tal: Thank you.
"""


@pytest.mark.parametrize(
    ("said", "matter"),
    [
        ("We support the proposal for a free port at Lida.", "the proposal for a free port at Lida"),
        ("We are in favour of the new route.", "the new route"),
        ("We voted in favour of the draft resolution.", "the draft resolution"),
        ("We reaffirm our support for the sovereignty of the Tessaly Islands.", "the sovereignty of the Tessaly Islands"),
        ("We are ready to negotiate on the water treaty.", "negotiate on the water treaty"),
        ("We agree with the proposals for a ceasefire.", "the proposals for a ceasefire"),
        ("There is no alternative to the Lida agreement.", "the Lida agreement"),
    ],
)
def test_who_is_for_a_matter_supports_it(said: str, matter: str) -> None:
    found = only(TALK.format(said=said))
    assert (found.stance, found.matter, found.holder) == ("supports", matter, "Jan Orel")


@pytest.mark.parametrize(
    ("said", "matter"),
    [
        ("We oppose the annexation of the Orsk valley.", "the annexation of the Orsk valley"),
        ("I doubt whether tolls are of any use.", "tolls are of any use"),
        ("We strongly condemn the decision to close the border.", "the decision to close the border"),
        ("We cannot accept the proposed tariffs.", "the proposed tariffs"),
        ("We do not support the draft resolution.", "the draft resolution"),
        ("Such a decision is unacceptable.", "Such a decision"),
        ("We consider this decision to be illegal.", "this decision"),
        ("We express our strongest opposition to the deployment of missiles.", "the deployment of missiles"),
        ("Nobody has the right to veto our decisions.", "veto our decisions"),
    ],
)
def test_who_is_against_a_matter_opposes_it(said: str, matter: str) -> None:
    found = only(TALK.format(said=said))
    assert (found.stance, found.matter, found.holder) == ("opposes", matter, "Jan Orel")


@pytest.mark.parametrize(
    ("said", "stance", "matter"),
    [
        ("I give this treaty my full support.", "supports", "this treaty"),
        ("We lend our backing to the free port.", "supports", "the free port"),
        ("We have no objection to the amendment.", "supports", "the amendment"),
        ("We have serious reservations about the amendment.", "opposes", "the amendment"),
        ("We take issue with the report of the commission.", "opposes", "the report of the commission"),
        ("I agree fully with the plan for a free port.", "supports", "the plan for a free port"),
        ("There is a strong case for a free port.", "supports", "a free port"),
        ("There is no merit in the proposal.", "opposes", "the proposal"),
        ("I do not believe that the amendment is acceptable.", "opposes", "the amendment"),
    ],
)
def test_a_stance_is_seen_in_a_noun_or_particle_that_goes_with_the_verb(said: str, stance: str, matter: str) -> None:
    found = only(TALK.format(said=said))
    assert (found.stance, found.matter, found.holder) == (stance, matter, "Jan Orel")


def test_support_that_is_had_is_his_who_gives_it() -> None:
    found = only(TALK.format(said="The bill has the full support of Belmora."))
    assert (found.stance, found.matter, found.holder) == ("supports", "The bill", "Belmora")


def test_what_must_be_done_to_a_measure_is_a_stance_on_the_measure() -> None:
    said = "Mira Tal is convinced that the sanctions must be lifted."
    assert only(TALK.format(said=said)).matter == "the sanctions"


def test_a_relative_clause_takes_its_stance_on_what_stands_before_it() -> None:
    found = only(TALK.format(said="The vote will decide on the amendment, which we support."))
    assert (found.stance, found.matter) == ("supports", "the amendment")


def test_who_ought_not_to_make_a_decision_is_not_undecided() -> None:
    assert "undecided" not in {
        one.stance for one in stances(TALK.format(said="The council should not be making that decision."))
    }


def test_who_abstains_is_undecided() -> None:
    assert only(TALK.format(said="We abstained in the vote on the draft resolution.")).stance == "undecided"


@pytest.mark.parametrize(
    ("said", "condition"),
    [
        (
            "We are ready to continue the talks provided that all items are considered.",
            "provided that all items are considered",
        ),
        ("We support the plan, but we believe that it must lead to a lasting peace.", "it must lead to a lasting peace"),
        ("We are ready to negotiate with Belmora only after the prisoners have been released.", "only after the prisoners"),
    ],
)
def test_a_condition_makes_the_support_conditional_and_has_its_own_span(said: str, condition: str) -> None:
    found = only(TALK.format(said=said))
    assert found.stance == "supports_with_conditions"
    assert condition in found.conditions[0].text


def test_open_questions_that_follow_a_reservation_are_its_conditions() -> None:
    text = TALK.format(
        said="And we are for it, but there are nuances. How will control be organised? The line is long. "
        "Who will give the orders to cease fire?"
    )
    found = stances(text)[0]
    assert found.stance == "supports_with_conditions"
    asked = [span.text for span in found.conditions]
    assert "How will control be organised?" in asked
    assert "Who will give the orders to cease fire?" in asked


def test_questions_of_the_next_speaker_are_not_his_conditions() -> None:
    text = (
        "President of Ardania Jan Orel: We are for it, but there are questions.\n\n"
        "President of Belmora Mira Tal: Who will give the orders to the guards?\n"
    )
    assert all("orders" not in span.text for span in stances(text)[0].conditions)


def test_a_refusal_keeps_its_stance_and_names_what_it_leaves_open() -> None:
    found = only(TALK.format(said="We oppose any talks on the valley until the prisoners are released."))
    assert found.stance == "opposes"
    assert [span.text for span in found.conditions] == ["until the prisoners are released"]


def test_the_holder_is_whose_stance_it_is_not_who_tells_of_it() -> None:
    found = only(TALK.format(said="Belmora is against the extension of the mandate."))
    assert found.holder == "Belmora"


def test_what_another_is_told_to_have_said_of_us_is_his_stance() -> None:
    said = (
        "The President of Belmora was in Lida. President of Belmora Mira Tal once said that we are ready to negotiate on water."
    )
    assert only(TALK.format(said=said)).holder == "Mira Tal"


def test_in_a_report_the_holder_is_the_source_whose_state_is_named() -> None:
    text = (
        "President of Ardania Jan Orel met with President of Belmora Mira Tal\n\n"
        "Jan Orel said that Ardania supports the integration of Belmora into the customs union.\n"
    )
    assert stances(text)[0].holder == "Jan Orel"


def test_the_idea_and_its_support_in_one_sentence_are_one_position() -> None:
    found = only(TALK.format(said="The idea itself is correct, and we certainly support it."))
    assert found.matter == "The idea itself"
    assert found.span.text == "The idea itself is correct, and we certainly support it"


def test_a_verb_that_shares_its_subject_begins_with_it() -> None:
    found = only(TALK.format(said="Belmora is ignoring the accords and is strongly opposed to a direct dialogue with Orsk."))
    assert found.span.text.startswith("Belmora is ignoring")


@pytest.mark.parametrize(
    "said",
    [
        "We are glad to welcome you in Orsk.",
        "Thank you for your support and hospitality.",
        "We will continue to support our farmers.",
        "Our teams support the repair of the dam.",
        "We are happy for the victims' families.",
        "The first train arrived on Monday.",
    ],
)
def test_courtesies_aid_and_events_are_no_positions(said: str) -> None:
    assert not stances(TALK.format(said=said))


def test_the_matter_and_the_conditions_stand_on_words_of_the_record() -> None:
    found = only(TALK.format(said="We support the plan provided that the border stays open."))
    assert grounds_of(found, "matter")[0].text == found.matter
    assert all(found.span.start <= span.start and span.end <= found.span.end for span in found.conditions)


PIECES = [
    *["We", "oppose", "support", ",", "but", "?", "if", "only", "must", "not", "it", ".", "“", "that"],
    "the plan",
    "there are questions",
    "who said that",
    "is wrong",
    "which will",
    "to be",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))
def test_whatever_is_said_spans_are_the_records_own(said: str) -> None:
    reading = servanda.read_text(said or "x")
    setting = Setting(reading)
    text = reading.record.text
    for proposal in positions.detect(analyse(text, 0, len(text)), setting):
        assert isinstance(proposal.entry, Position)
        assert all(reading.record.holds(span) for span in (proposal.entry.span, *proposal.entry.conditions))
        assert 0 <= proposal.entry.confidence <= 1


def test_a_long_sentence_costs_no_more_a_word_than_a_short_one() -> None:
    def cost(times: int) -> float:
        text = "We support the plan and oppose the other, but there are questions " * times
        setting = Setting(Reading(record=servanda.read_text(text).record))
        sentence = analyse(text, 0, len(text))
        begin = process_time()
        list(positions.detect(sentence, setting))
        return process_time() - begin

    cost(4)
    assert cost(60) < max(0.05, 60 * cost(6))


def test_a_member_of_the_house_is_held_to_it_by_the_whole_of_his_style() -> None:
    text = "Mr. Weller (Kessin): The right hon. Member for Lidd opposes the Bill.\n\nMrs. Marsh: I do not.\n"
    holders = {entry.holder for entry in servanda.read_text(text, record_kind="debate", model=False).of(Position)}
    assert "the right hon. Member for Lidd" in holders


def test_who_is_told_to_have_said_that_she_was_against_it_is_against_it() -> None:
    found = only(TALK.format(said="A young lady said that she was totally against the toll."))
    assert found.holder == "a young lady"


def test_what_who_tells_of_a_stance_adds_of_his_own_is_no_condition_of_it() -> None:
    told = "Belmora supports the toll in principle, but I must pass on concerns about its collection."
    assert [(one.stance, one.conditions) for one in stances(TALK.format(said=told)) if one.holder == "Belmora"] == [
        ("supports", ())
    ]


@pytest.mark.parametrize(
    "said",
    [
        "I hope that the Council will support the toll.",
        "The President does not make the decision on the rules of the house.",
    ],
)
def test_a_stance_that_is_hoped_for_and_an_office_that_does_not_decide_are_none(said: str) -> None:
    assert stances(TALK.format(said=said)) == []


def test_the_matter_of_a_mistake_is_what_it_would_be() -> None:
    assert only(TALK.format(said="I think that it would be a mistake to close the ferry.")).matter == "close the ferry"


@pytest.mark.parametrize("tail", ["especially if it is cheap", "particularly if it is cheap"])
def test_what_only_adds_to_a_stance_is_no_condition(tail: str) -> None:
    assert only(TALK.format(said=f"We support the toll, {tail}.")).conditions == ()


def test_in_a_report_he_may_be_who_is_told_to_have_said_it() -> None:
    found = only("President of Ardania Jan Orel met reporters. Orel said that he was firmly against the toll.")
    assert found.holder == "Jan Orel"


def test_who_reports_words_and_who_holds_them_are_the_same_they() -> None:
    text = (
        "Readout of a meeting\n\nWashington, DC\n\nPresident Jan Orel and Vice President Mira Tal met with First Minister Ivo "
        "Brandt and Deputy First Minister Lena Quorn. The President and Vice President expressed their strong support for the "
        "Lidd Agreement. They also conveyed support for the Ferry Protocol."
    )
    reading = servanda.read_text(text, model=False)
    assert {entry.holder for entry in reading.of(Position)} == {"Jan Orel and Mira Tal"}


def sureness(text: str) -> list[tuple[str | None, float]]:
    """Of each position the detector finds its holder, and how sure it is that it is one of his."""
    reading = servanda.read_text(text, reference_date="2024-10-01", model=False)
    setting = Setting(reading)
    told = (analyse(reading.record.text, start, end) for start, end in reading.layer(sentences))
    found = [proposal for sentence in told for proposal in positions.detect(sentence, setting)]
    return [(proposal.entry.holder, proposal.sure) for proposal in found if isinstance(proposal.entry, Position)]


@pytest.mark.parametrize(
    "said",
    [
        "Last year the Ministry of Ports supported a course for pilots.",
        "The Ministry of Ports is supporting two clinics.",
        "This grant supports the repair of locks.",
        "We should not underestimate the river.",
        "They oppose the tolls.",
        "Not one Ardanian in the Council voted for the tolls.",
    ],
)
def test_what_only_reads_like_a_stance_or_is_nobody_s_known_is_less_sure(said: str) -> None:
    assert [sure < 0.5 for _, sure in sureness(TALK.format(said=said))] == [True]


@pytest.mark.parametrize(
    "said",
    [
        "Last year the Ministry of Ports supported the proposal on tolls.",
        "We support the clinics of Lida.",
        "We should not lift the tolls.",
        "We oppose the tolls.",
    ],
)
def test_a_stance_on_what_is_decided_is_as_sure_as_its_words(said: str) -> None:
    assert [sure for _, sure in sureness(TALK.format(said=said))] == [1.0]


def test_who_continues_to_support_is_the_subject_of_continues() -> None:
    text = "Press Secretary Mira Tal: President Jan Orel came. He continues to support the tolls.\n\nIvo Brandt: Thanks.\n"
    assert [holder for holder, _ in sureness(text)] == ["Jan Orel"]


def test_nor_turns_a_stance_about() -> None:
    assert [entry.stance for entry in stances(TALK.format(said="Nor will we support the tolls."))] == ["opposes"]


def test_who_is_not_to_be_allowed_to_do_something_holds_nothing() -> None:
    said = "It is important, we believe, that Mr. Brandt not be allowed to close the river."
    assert "Brandt" not in " ".join(holder or "" for holder, _ in sureness(TALK.format(said=said)))


def test_what_is_asked_about_a_question_is_no_open_question_of_the_matter() -> None:
    talk = (
        "Jan Orel: Good morning. We are open to discussing other matters, but there are nuances. "
        "What was the second part of your question? Who will pay for the dam in the end?\n\nMira Tal: Thank you.\n"
    )
    (found,) = servanda.read_text(talk).of(Position)
    assert [one.text for one in found.conditions][-1] == "Who will pay for the dam in the end?"
    assert not any("second part" in one.text for one in found.conditions)
