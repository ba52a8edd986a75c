"""Commitments: a record of talks goes in; who undertakes what, how firmly, by when and on what condition comes out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import servanda
from servanda import read_text
from servanda.model import Commitment, Figure, Quotation, Time
from servanda.model.statements import grounds_of
from tests.undertaken import HEAD, only, proposed, spoken


@pytest.mark.parametrize(
    ("words", "force", "action"),
    [
        ("We will build a hospital in Lida.", "pledged", "build a hospital in Lida"),
        ("We have agreed to open two border crossings.", "agreed", "open two border crossings"),
        ("We plan to repair the road.", "planned", "repair the road"),
        ("We have instructed the ministries to prepare a plan.", "planned", "prepare a plan"),
        ("We propose to extend the visa regime.", "proposed", "extend the visa regime"),
        ("I invite you to visit Ardania.", "proposed", "visit Ardania"),
        ("Let us sign the protocol in May.", "proposed", "sign the protocol in May"),
        ("We call on Corvia to release the vessels.", "proposed", "release the vessels"),
        ("We are ready to supply electricity.", "proposed", "supply electricity"),
        ("We need to repair this bridge.", "proposed", "repair this bridge"),
        ("We will have to repair this bridge.", "proposed", "repair this bridge"),
    ],
)
def test_the_form_of_words_tells_the_force_and_the_action(words: str, force: str, action: str) -> None:
    found = only(spoken(words))
    assert (found.force, found.action) == (force, action)


@pytest.mark.parametrize(
    "words",
    [
        "I will tell you how it was.",
        "I want to thank you for the warm welcome.",
        "Let us be clear.",
        "We will prevail.",
        "We will soon see whether the new lock works.",
        "We will have more details in the coming days.",
        "The entrance will be located at North Street.",
        "Are you ready, and will you be calling for the council to hold elections?",
        "The consequences will be severe.",
        "They should have stopped the fire.",
        "Will you withdraw the troops?",
        "We will try.",
        "It is hard to believe.",
        "In order to keep the peace they met every year.",
    ],
)
def test_courtesies_faith_questions_and_the_course_of_things_are_none(words: str) -> None:
    assert spoken(words) == []


def test_two_actions_are_two_commitments() -> None:
    found = spoken("We agreed to open two crossings by the end of 2025 and to build a bridge over the Ula.")
    assert [entry.action for entry in found] == ["open two crossings by the end of 2025", "build a bridge over the Ula"]


def test_a_shared_modal_binds_both_verbs() -> None:
    found = spoken("We will sign the protocol and publish its text.")
    assert [(entry.action, entry.force) for entry in found] == [
        ("sign the protocol", "pledged"),
        ("publish its text", "pledged"),
    ]


def test_the_holder_says_it_and_the_actor_is_to_do_it() -> None:
    found = only(spoken("We call on Corvia to release the vessels."))
    assert (found.holder, found.actor) == ("Jan Orel", "Corvia")


@pytest.mark.parametrize(
    "words",
    ["We met. Negotiations are also to be held in Lida.", "Work on the bridge will go on.", "Everything will be done by May."],
)
def test_a_common_noun_that_opens_a_sentence_is_nobody_s_name(words: str) -> None:
    assert only(spoken(words)).actor == "Ardania"


def test_a_state_printed_with_its_initials_is_that_state() -> None:
    assert only(spoken("The U.S. will reopen its consulate in Lida.")).actor == "United States"


def test_we_of_a_president_is_the_state() -> None:
    assert only(spoken("We will build a hospital in Lida.")).actor == "Ardania"


def test_i_is_the_speaker() -> None:
    assert only(spoken("I will visit Lida in July.")).actor == "Jan Orel"


def test_what_is_done_together_is_both_states() -> None:
    assert only(spoken("Together we will restore the railway.")).actor == "Ardania and Belmora"


def test_in_a_communique_the_parties_hold_and_act() -> None:
    text = (
        "Joint Statement\n\nWe, the Foreign Ministers of Ardania and Belmora, met in Lida on 27 June 2024.\n\n"
        "We shall exchange data on the river each month."
    )
    found = only([entry for entry in proposed(text, "communique") if "exchange" in entry.action])
    group = "the Foreign Ministers of Ardania and Belmora"
    assert (found.force, found.actor, found.holder) == ("agreed", group, group)


@pytest.mark.parametrize(
    ("words", "value", "first", "last", "rule"),
    [
        ("We will open the bridge by the end of 2025.", "2025", "2025-01-01", "2025-12-31", "by"),
        ("We will open the bridge on 3 March 2025.", "2025-03-03", "2025-03-03", "2025-03-03", "in"),
        ("We will open the bridge within 30 days.", "P30D", "2024-06-27", "2024-07-27", "within"),
        ("We will open the bridge soon.", "FUTURE_REF", None, None, "reference"),
    ],
)
def test_a_deadline_is_an_interval_with_the_rule_that_made_it(
    words: str, value: str, first: str | None, last: str | None, rule: str
) -> None:
    found = only(spoken(words))
    assert (found.deadline, found.deadline_start, found.deadline_end, found.deadline_rule) == (value, first, last, rule)


@pytest.mark.parametrize("words", ["Today we agreed to open the bridge.", "We will work together in the future."])
def test_the_day_of_the_agreement_and_the_future_at_large_are_no_deadlines(words: str) -> None:
    assert only(spoken(words)).deadline is None


def test_the_year_in_an_instruments_name_is_no_deadline() -> None:
    assert (
        proposed(f"{HEAD}President of Ardania Jan Orel: We will implement the 2030 Agenda for Sustainable Ports.")[0].deadline
        is None
    )


def test_a_past_date_sets_no_deadline() -> None:
    assert only(spoken("We will carry out the treaty of 3 March 2019.")).deadline is None


def test_the_deadline_of_a_lists_lead_holds_for_its_items() -> None:
    text = (
        "Joint Statement of the Republic of Ardania and the Republic of Belmora\n\n"
        "The Parties shall take the following steps by 14 May 2025:\n\n"
        "Ardania will suspend the duty on grain.\n\nAfter these steps, the Parties will set up a commission."
    )
    found = {entry.action: entry.deadline for entry in proposed(text, "communique")}
    assert found["suspend the duty on grain"] == "2025-05-14"
    assert found["set up a commission"] is None


def test_items_of_a_list_take_force_and_actor_from_its_lead() -> None:
    text = (
        "Joint Communiqué\n\n"
        "The Government of Ardania and the Government of Belmora (hereinafter “the Parties”) met in Lida.\n\n"
        "1. The Parties agreed:\n\n(a) to open two crossings by 1 May 2025;\n\n(b) to publish the map.\n\n"
        "2. Taking into account the Treaty of 2020, the Parties met."
    )
    found = [(entry.action, entry.force, entry.actor) for entry in proposed(text, "communique")]
    assert found == [
        ("open two crossings by 1 May 2025", "agreed", "Ardania and Belmora"),
        ("publish the map", "agreed", "Ardania and Belmora"),
    ]


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ("We remain firmly committed to providing the necessary aid.", "providing the necessary aid"),
        ("That is why we will restore the bridge.", "restore the bridge"),
        ("If re-elected I will open the archives.", "open the archives"),
        ("Developing states will also promote the reform.", "promote the reform"),
    ],
)
def test_an_undertaking_is_one_however_its_clause_is_led_into(words: str, action: str) -> None:
    assert only(spoken(words)).action == action


def test_who_stays_committed_is_to_act() -> None:
    assert only(spoken("We remain committed to restoring the bridge.")).actor == "Ardania"


def test_nobody_is_no_actor() -> None:
    assert only(spoken("Nobody will be left without power.")).actor is None


def test_a_denied_action_keeps_its_not() -> None:
    assert only(spoken("We will not raise the tariff.")).action == "not raise the tariff"


def test_what_is_agreed_to_happen_is_both_sides_affair() -> None:
    found = only(spoken("We have agreed that the diplomas will be recognised."))
    assert (found.force, found.actor) == ("agreed", "Ardania and Belmora")


def test_a_label_with_another_s_office_names_no_state() -> None:
    text = (
        f"{HEAD}President of Ardania Jan Orel: Welcome.\n\n"
        "President of Ardania Mira Tal: Thank you. We will open the bridge.\n\n"
        "President of Ardania Jan Orel: Good."
    )
    assert only(proposed(text, "transcript")).actor == "Belmora"


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ("We reaffirm our commitment to free trade.", "commitment to free trade"),
        ("We remain committed to opening the border.", "opening the border"),
        ("We call for the release of the crew.", "the release of the crew"),
        ("An evacuation corridor has been agreed upon.", "An evacuation corridor has been agreed upon"),
    ],
)
def test_nouns_and_gerunds_carry_undertakings_too(words: str, action: str) -> None:
    assert only(spoken(words)).action == action


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("If the tariff is lifted, we will resume the deliveries.", "If the tariff is lifted"),
        ("We are ready to resume talks provided that all items are considered.", "provided that all items are considered"),
        ("Subject to a decision of parliament, we will send observers.", "Subject to a decision of parliament"),
    ],
)
def test_a_condition_has_its_own_words_and_makes_the_force_conditional(words: str, condition: str) -> None:
    found = only(spoken(words))
    assert (found.force, found.condition) == ("conditional", condition)
    assert grounds_of(found, "condition")[0].text == condition


def test_another_s_promise_is_the_other_s() -> None:
    found = only(spoken("I am grateful for your promise to build a railway from Lida to Orsk."))
    assert (found.holder, found.actor, found.force) == ("Jan Orel", "Mira Tal", "pledged")


def test_a_scheduled_event_is_planned() -> None:
    found = only(spoken("We talked about the contest, which is scheduled for September of this year."))
    assert (found.force, found.deadline) == ("planned", "2024-09")


def test_a_decision_that_was_made_is_agreed() -> None:
    found = only(proposed(f"{HEAD}A decision was made to hold additional consultations in the capitals."))
    assert (found.force, found.action) == ("agreed", "hold additional consultations in the capitals")


def test_firmness_and_testability_are_told_apart() -> None:
    firm_and_vague = only(spoken("We will strengthen our friendship."))
    soft_and_clear = only(spoken("We propose to build a school."))
    assert (firm_and_vague.firmness, firm_and_vague.testability) == ("high", False)
    assert (soft_and_clear.firmness, soft_and_clear.testability) == ("mid", True)


def test_the_draft_of_the_success_test_adds_no_words_of_its_own_but_a_frame() -> None:
    found = only(spoken("We will open the bridge by the end of 2025."))
    assert found.success_test is not None
    assert found.success_test.kept == "Done in full by 2025-12-31: “open the bridge by the end of 2025”."
    assert found.success_test.broken.startswith("Not done by 2025-12-31")


_WORDS = st.sampled_from(
    [
        "we",
        "will",
        "Ardania",
        "agreed",
        "to",
        "open",
        "the border",
        "by 2025",
        "if",
        ",",
        ".",
        "and",
        "provided that",
        "you",
        "promise",
    ]
)


@given(st.lists(_WORDS, max_size=30))
def test_every_ground_is_cut_from_the_record(pieces: list[str]) -> None:
    text = " ".join(pieces)
    if not text.strip():
        return
    for entry in proposed(text):
        assert text[entry.span.start : entry.span.end] == entry.span.text
        assert entry.action == grounds_of(entry, "action")[0].text
        assert all(text[ground.span.start : ground.span.end] == ground.span.text for ground in entry.grounds)


def test_they_of_a_joint_text_are_its_parties() -> None:
    text = (
        "AGREEMENT ON THE RIVER LIDD\n\nArdania and Belmora (hereinafter “the Parties”) have agreed as follows:\n\n"
        "Article 1\n\nThe Parties will keep the river open. They shall dredge the lower Lidd every year.\n"
    )
    reading = read_text(text, record_kind="agreement", model=False)
    assert {one.actor for one in reading.of(Commitment)} == {"Ardania and Belmora"}


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ("We will meet in Lida on January 9–10.", "meet in Lida on January 9–10"),
        ("We will open the bridge from 6 a.m. to 10 p.m.", "open the bridge from 6 a.m. to 10 p.m."),
        ("We will start the session at 10.30 am.", "start the session at 10.30 am"),
        ("We will implement the Halm Programme for 2023–2025.", "implement the Halm Programme for 2023–2025"),
        ("We will publish the figures in six months or so.", "publish the figures in six months or so"),
    ],
)
def test_an_action_cuts_through_no_time_figure_or_name(words: str, action: str) -> None:
    assert proposed(f"{HEAD}President of Ardania Jan Orel: {words}", "transcript")[0].action == action


@given(st.lists(_WORDS, max_size=30))
def test_whatever_is_said_no_statement_cuts_through_a_time_or_a_figure(pieces: list[str]) -> None:
    text = " ".join(pieces)
    if not text.strip():
        return
    reading = read_text(text, model=False)
    whole = [entry.span for kind in (Time, Figure) for entry in reading.of(kind)]
    for entry in reading.of(Commitment):
        for span in (entry.span, *(ground.span for ground in entry.grounds)):
            assert not any(one.start < place < one.end for one in whole for place in (span.start, span.end))


@pytest.mark.parametrize(
    "said",
    [
        "The fund is 18 million euros, which will open up the whole valley.",
        "We are preparing a budget, which will provide resources for the ports.",
        "The Bill will provide the Council with new powers.",
        "The minutes, which we will also consider tomorrow, are long.",
        "I asked the Minister to detail the costs of the bridge.",
    ],
)
def test_what_a_thing_is_to_bring_about_and_what_is_asked_to_be_told_is_no_undertaking(said: str) -> None:
    assert [entry.rule for entry in spoken(said) if entry.rule.startswith(("commitments.will", "commitments.asked"))] == []


@pytest.mark.parametrize(
    "said",
    [
        "The Council, which will publish its report in May, met twice.",
        "The exercise, the active phase of which will run until 20 July, has begun.",
    ],
)
def test_what_a_body_will_do_and_when_an_event_will_be_may_be_told_in_passing(said: str) -> None:
    assert [entry.rule for entry in spoken(said)] == ["commitments.will"]


def test_verbs_that_share_an_object_are_one_action_with_it() -> None:
    found = only(spoken("We are committed to protecting and restoring the marshes."))
    assert found.action == "protecting and restoring the marshes"


def test_who_leads_into_what_is_to_be_done_with_a_thing_is_to_do_it() -> None:
    found = only(spoken("The Council of Ministers has agreed that the road will be built by May."))
    assert found.actor == "the Council of Ministers"


def test_what_will_be_handed_to_ones_own_side_the_other_side_hands_over() -> None:
    talk = """President of Estonia Jan Orel: We thank you, Madam President. {said}

President of Latvia Mira Tal: We thank you, Mr President."""
    given = talk.format(said="The two tugs will be handed over to Estonia in May.")
    assert only(proposed(given, "transcript")).actor == "Latvia"
    built = talk.format(said="The road will be extended to Estonia in May.")
    assert only(proposed(built, "transcript")).actor == "Estonia"


def test_a_bracket_that_opens_in_an_action_is_closed_in_it() -> None:
    assert only(spoken("We will sign the plan for the ports (PFP).")).action == "sign the plan for the ports (PFP)"


@pytest.mark.parametrize(
    "said",
    [
        "I hope that Mira Tal will agree to withdraw the toll.",
        "I urge the House that it is sensible.",
        "To ask the Council, further to the answer to question 3, for what reason it has not published the figures.",
        "The order calls for measures to: open the ports; close the ferry.",
        "If the levy falls, traders will be able to raise their prices.",
    ],
)
def test_what_is_hoped_told_asked_or_broken_off_is_no_undertaking(said: str) -> None:
    wrong = ("commitments.verb-agree", "commitments.np-", "commitments.asked-ask", "commitments.will")
    assert [entry.rule for entry in spoken(said) if entry.rule.startswith(wrong)] == []


@pytest.mark.parametrize(
    "said",
    [
        "It is not clear whether the mayor had urged Mira Tal to close the port.",
        "We were going to close the port, and then the war came.",
        "We will soon have an opportunity to do so at the meeting in Lida.",
        "They founded a school committed to helping children.",
        "It takes a commitment to opening the roads.",
        "Well, I think they will sign the treaty.",
        "I ordered the repairs in order to protect the harbour.",
    ],
)
def test_what_is_doubted_given_up_described_wanting_guessed_or_a_purpose_is_no_undertaking(said: str) -> None:
    assert [entry.rule for entry in spoken(said) if entry.kind == "commitment"] == []


def test_what_somebody_said_he_was_going_to_do_is_undertaken() -> None:
    assert only(spoken("The mayor said that they were going to close the port in May.")).rule == "commitments.going-to"


def test_who_is_asked_is_to_act_and_whom_a_bare_call_is_put_to_is_not_told() -> None:
    assert only(spoken("We thank you. I am asking all borrowers to come forward.")).actor == "all borrowers"
    called = [entry for entry in spoken("We thank you: open the ports at once.") if entry.rule == "commitments.item"]
    assert {entry.actor for entry in called} == {None}


def test_a_writing_is_nobody_who_acts() -> None:
    found = proposed("The Executive Order will create a board of trade by May.", "report")
    assert {entry.actor for entry in found} <= {None}


def test_an_item_that_opens_with_a_sum_undertakes_what_it_is_for() -> None:
    items = "- $2 million to widen the coast road by 2026\n\n- €5m over four years for schools"
    text = f"The budget for Lida\n\nThe Government will spend:\n\n{items}"
    found = [(entry.action, entry.force) for entry in proposed(text) if entry.rule == "commitments.sum"]
    assert found == [("$2 million to widen the coast road by 2026", "planned"), ("€5m over four years for schools", "planned")]


@pytest.mark.parametrize(
    "said", ["$2 million for the coast road was spent last year.", "The road cost the town\n$2 million for each mile it has."]
)
def test_a_sum_that_a_sentence_tells_of_is_no_item(said: str) -> None:
    assert [entry.rule for entry in proposed(f"The budget for Lida\n\n{said}") if entry.rule == "commitments.sum"] == []


def test_a_speakers_sums_are_no_items_of_a_list() -> None:
    assert [entry.rule for entry in spoken("And schools? $5 million for them.") if entry.rule == "commitments.sum"] == []


def test_what_is_set_aside_is_undertaken() -> None:
    assert only(spoken("We have committed an additional $10 million for the institute.")).rule == "commitments.allots-commit"


def test_it_may_be_who_announces_what_it_will_do() -> None:
    found = only(proposed("The Government of Ardania announced it will undertake a review of the levies."))
    assert (found.force, found.rule) == ("pledged", "commitments.will")


@pytest.mark.parametrize(
    "said",
    [
        "We will open a forum that will recommend solutions to shape our future.",
        "We recommend measures to shape our future.",
    ],
)
def test_a_matter_that_is_asked_for_is_not_who_acts(said: str) -> None:
    assert {entry.actor for entry in spoken(said)} <= {None, "Jan Orel", "Ardania"}


def test_who_is_named_in_an_announcement_was_named_and_what_is_to_come_is_undertaken() -> None:
    told = "The Government of Ardania is announcing"
    assert proposed(f"{told} eight new nominees to the court.") == []
    assert proposed(f"{told} a new plan for the coast.") != []


@pytest.mark.parametrize(
    "said",
    [
        "They launched a vessel that will be used to lay cables.",
        "We approved Winter Assistance, which is going to provide an early payment.",
    ],
)
def test_what_something_is_for_is_told_in_passing(said: str) -> None:
    assert [entry.rule for entry in spoken(said) if entry.rule.startswith(("commitments.will", "commitments.going"))] == []


def test_what_somebody_will_do_with_a_thing_is_told_with_the_thing() -> None:
    found = [e.span.text for e in proposed("They agreed a mandate which the Council will publish in May.") if "will" in e.rule]
    assert found == ["a mandate which the Council will publish in May"]


def test_a_promise_in_reported_words_is_no_surer_than_that_they_are_their_sources() -> None:
    text = "The minister Jan Orel opened the hall.\n\n“We will build a bridge over the Lidd by May 2027,” he added.\n"
    reading = read_text(text, model=False)
    [promise], [words] = reading.of(Commitment), reading.of(Quotation)
    assert (promise.holder, words.source) == ("Jan Orel", "Jan Orel")
    assert promise.confidence <= words.confidence


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        ("The bridge will be built by the Corvian army by 2026.", "the Corvian army"),
        ("The loan will be repaid by Belmora in May.", "Belmora"),
        ("Everything will be done by July.", "Ardania"),
        ("The board will be co-chaired by Anna Brook, Carl Dent and Elsa Fern.", "Anna Brook, Carl Dent and Elsa Fern"),
        ("The canal will be dug by the army and the Lida Port Board by May.", "the army and the Lida Port Board"),
        ("The hall will be opened by Anna Brook, the Mayor of Lida, in May.", "Anna Brook"),
        ("The hall will be opened by Anna Brook, and Carl Dent is glad of it.", "Anna Brook"),
    ],
)
def test_by_whom_a_thing_is_to_be_done_is_to_do_it(words: str, actor: str) -> None:
    assert only(spoken(words)).actor == actor


@pytest.mark.parametrize(
    "words",
    [
        "We have invited some special guests today to talk about our plan.",
        "We have invited a few sailors to join us today.",
        "I have invited Minister Brook to join me at the podium.",
    ],
)
def test_who_is_invited_as_a_guest_of_the_occasion_is_asked_for_nothing(words: str) -> None:
    assert spoken(words) == []


def test_whom_a_state_invites_to_come_is_asked_for_it() -> None:
    assert only(spoken("We have invited the ministers of Corvia to visit Lida in May.")).force == "proposed"


@pytest.mark.parametrize("who", ["Two of us", "The two of us", "Both of us", "Each of us"])
def test_two_of_us_are_both_states_and_not_the_united_states(who: str) -> None:
    assert only(spoken(f"{who} agreed to reinforce the posts.")).actor == "Ardania and Belmora"


def test_what_a_lone_speaker_agreed_he_agreed_with_the_leader_of_whom_he_tells() -> None:
    talk = """Remarks by President Orel of Latvia in a press conference

President Orel: Good evening. President Tal of Estonia and I had a long meeting. We agreed to launch a dialogue.

Q: On fish?

President Orel: We will build a wall."""
    assert [entry.actor for entry in proposed(talk, "transcript")] == ["Latvia and Estonia", "Latvia"]


def test_a_secretary_of_state_is_of_no_state_of_that_name() -> None:
    talk = """House of Deputies

The Secretary of State for Inland Waters (Mr. Pavel Orel): We shall dig new wells in May.

Ms. Marsh: Where?

Mr. Orel: The Government will tell you in time. We shall open them in June."""
    assert "State" not in " ".join(entry.actor or "" for entry in proposed(talk, "debate"))


def test_a_member_of_a_house_speaks_for_himself_and_not_for_his_constituency() -> None:
    sitting = "  Mr. OREL of Latvia. We will oppose the bill in May.\n  Ms. TAL of Estonia. We will vote on it.\n"
    assert not {"Latvia", "Estonia", "Latvia and Estonia"} & {entry.actor for entry in proposed(sitting, "debate")}


def test_to_whom_a_thing_is_done_in_a_notice_does_not_do_it() -> None:
    notice = "FACT SHEET: New Steps\n\nThese Port Plans and Road Surveys will be submitted to the Council in May."
    assert [entry.actor for entry in proposed(notice, "report")] == [None]


def test_we_of_a_spokesperson_is_the_state_whose_seat_of_government_the_record_names() -> None:
    talk = """Briefing by {who} Lena Marsh

The White House

Lena Marsh: Good afternoon. We will post the guidance in May.

Q: And then?

Lena Marsh: You will see."""
    assert proposed(talk.format(who="Press Secretary"), "briefing")[0].actor == "United States"
    assert proposed(talk.format(who="Mayor"), "briefing")[0].actor == "Lena Marsh"


def test_the_president_of_a_record_is_that_of_the_government_whose_seat_it_names() -> None:
    talk = """Briefing by Press Secretary Lena Marsh

The White House, 10 May 2023

MS. MARSH: Good afternoon. The President will open the bridge in June. He will repair the roads in July.

Q What of President Jan Orel of Latvia?

MS. MARSH: The President will receive him. President Orel was here in March.

Q And then?

MS. MARSH: You will see."""
    found = servanda.read_text(talk, reference_date="2023-05-10", model=False).of(Commitment)
    assert {entry.action: entry.actor for entry in found} == {
        "open the bridge in June": "Joe Biden",
        "repair the roads in July": "Joe Biden",
        "receive him": "Joe Biden",
    }


@pytest.mark.parametrize(
    ("told", "holder"),
    [
        ("Ministry officials committed to working with students on two plans.", "Ministry officials"),
        ("The Ministry of Roads has agreed to open the port.", "the Ministry of Roads"),
        ("The Ministry of Roads will open the port.", None),
    ],
)
def test_whose_undertaking_is_told_of_is_who_undertook_it(told: str, holder: str | None) -> None:
    found = proposed(f"Rivers and ports\n\nIt was a long day in Lida.\n\n{told}")
    assert only(found).holder == holder


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        ("Two officers will be named to the post in May.", "Ardania"),
        ("Ivo Brandt will be appointed envoy by July.", "Ardania"),
        ("A commission will be set up in May.", "Ardania"),
        ("Minister Tarn will be engaged in the work on the bridge.", "Tarn"),
        ("Minister Tarn will be joined by General Ross at the bridge in May.", "Tarn"),
    ],
)
def test_to_whom_a_thing_is_done_does_not_do_it(words: str, actor: str) -> None:
    assert only(spoken(f"We thank you. {words}")).actor == actor


def test_offices_behind_names_are_no_clauses_of_their_own() -> None:
    said = "Our envoys will be Pavel Ross, Secretary of the Treasury, and Lena Marsh, United Ports Representative."
    assert only(spoken(said)).action == "be Pavel Ross, Secretary of the Treasury, and Lena Marsh, United Ports Representative"


def test_who_gives_the_floor_does_not_meet_with_those_who_talk() -> None:
    talk = """Talks between President of Latvia Jan Orel and President of Estonia Mira Tal

President of Latvia Jan Orel: Thank you. We will meet again in May.

President of Estonia Mira Tal: I thank you, Mr President.

Lena Marsh: Now we have time for questions. The first one, please.

Q: On fish?

President of Latvia Jan Orel: On fish too."""
    assert only(proposed(talk, "transcript")).actor == "Jan Orel and Mira Tal"


def test_we_of_an_unnamed_official_is_the_state_whose_seat_the_record_names() -> None:
    talk = """Background call at the White House

SENIOR ADMINISTRATION OFFICIAL: Good afternoon. We will announce sanctions in May. Thank you all for coming.

Q: On whom?

SENIOR ADMINISTRATION OFFICIAL: You will see. I thank you."""
    assert proposed(talk, "briefing")[0].actor == "United States"


@pytest.mark.parametrize("who", ["Companies signing the pledge", "Companies based in Lida"])
def test_who_acts_is_told_by_the_noun_before_a_participle(who: str) -> None:
    assert only(spoken(f"{who} will repair the roads.")).actor == who


@pytest.mark.parametrize(
    ("told", "holder"),
    [
        ("Minister Tal encouraged more firms to build ports.", "Lena Tal"),
        ("President Orel invited Minister Tal to visit Lida in May.", "Jan Orel"),
        ("They reaffirmed their commitment to open the road.", "Lena Tal and Jan Orel"),
        ("Ardania called for the release of the crew.", "Ardania"),
        ("The firms were urged to build ports.", None),
        ("Minister Tal will ask the Council to publish it.", None),
    ],
)
def test_who_is_told_to_have_asked_or_to_have_spoken_of_his_promise_holds_it(told: str, holder: str | None) -> None:
    readout = f"READOUT\n\nMinister Lena Tal met President Jan Orel in Lida. {told}"
    assert only(proposed(readout, "report")).holder == holder


def test_those_who_brief_the_press_hold_no_talks() -> None:
    briefing = """Press Briefing by Lena Tal and Jan Orel

MS. TAL: Good afternoon. The two sides will meet in Lida in May. They will review how grain is scheduled under the law.

Q: Who will pay?

MR. OREL: Both sides will pay for it.

Q: And when?

MS. TAL: Soon."""
    assert not [
        entry for entry in proposed(briefing, "briefing") if "Tal" in (entry.actor or "") and "Orel" in (entry.actor or "")
    ]
    assert not [entry for entry in proposed(briefing, "briefing") if "arranged" in entry.rule]


@pytest.mark.parametrize(
    ("title", "opening", "holder"),
    [
        ("G12 Leaders’ Statement on Ports", "Ports matter. Ardania and Belmora were flooded.", "the G12 Leaders"),
        ("Latvia-Inner Sea Forum Leaders’ Statement", "Ardania and Belmora were flooded.", "Latvia and the Inner Sea Forum"),
        ("Quad Leaders’ Statement", "Latvia, Estonia and Finland met in Lida.", "Latvia, Estonia and Finland"),
        ("Joint Leaders’ Statement on Ports", "The leaders of Latvia and Estonia met.", "Latvia and Estonia"),
    ],
)
def test_whose_a_joint_text_is_its_title_tells(title: str, opening: str, holder: str) -> None:
    reading = servanda.read_text(f"{title}\n\n{opening} We will repair the ports by 2030. We will open two roads.", model=False)
    assert {entry.holder for entry in reading.of(Commitment)} == {holder}


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        ("Selected pilots will be notified by Friday, 5 July 2024 at 5:00 PM.", None),
        ("President Orel asked the Port Council for funds to open the lock.", "the Port Council"),
        ("President Orel asked the Council for Ports to open the lock.", "the Council for Ports"),
    ],
)
def test_neither_a_day_nor_what_is_asked_for_is_who_acts(words: str, actor: str | None) -> None:
    assert only(proposed(words)).actor == actor


def test_to_speed_up_and_is_nobody_who_is_asked() -> None:
    assert "speed up and" not in [entry.actor for entry in spoken("I asked to speed up and simplify the procedures.")]


def test_a_sentence_goes_on_behind_pres() -> None:
    found = only(proposed("The order signed by Pres. Orel this week will open the ports."))
    assert found.span.text.startswith("The order")


def test_we_the_leaders_are_the_leaders() -> None:
    text = "Joint statement\n\nWe the Leaders of the Quay Four (Q4) reaffirm our resolve. We will open the ports by 2030."
    reading = servanda.read_text(text, record_kind="communique", model=False)
    assert {entry.holder for entry in reading.of(Commitment)} == {"the Leaders of the Quay Four (Q4)"}


@pytest.mark.parametrize("firm", ["First Lock", "Polish firm First Lock"])
def test_what_a_firm_announces_that_it_will_do_it_does(firm: str) -> None:
    text = f"Note to the press\n\n{firm} has announced it will build a factory in Lida by 2030."
    assert [entry.actor for entry in servanda.read_text(text).of(Commitment)] == [firm]


def test_given_is_no_part_of_whose_promise_it_is() -> None:
    found = proposed("Given Ardania’s promise to build a lock, the Union will lower the tolls.")
    assert [entry.actor for entry in found if entry.action == "build a lock"] == ["Ardania"]
