"""What is no commitment though it reads like one, and whose one is: each test names one promise."""

from __future__ import annotations

import pytest

from servanda import read_text
from servanda.model import Commitment
from tests.undertaken import only, proposed, spoken


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ("We will bring in whatever partner we can to support that.", "bring in whatever partner we can to support that"),
        ("We call on the Council to pass a law that does just that, as we must.", "pass a law that does just that"),
    ],
)
def test_a_pronoun_at_the_end_belongs_to_the_action(words: str, action: str) -> None:
    assert [one.action for one in spoken(words)] == [action]


@pytest.mark.parametrize(
    "words",
    [
        "We will need more funds to finish the port.",
        "What he has asked the Council to do is a riddle.",
        "He asked the Council to lay that — that plan out for the people.",
    ],
)
def test_what_is_lacking_left_open_or_broken_off_is_undertaken_by_nobody(words: str) -> None:
    assert spoken(words) == []


def test_whose_call_it_is_holds_it_and_does_not_act() -> None:
    found = only(proposed("Today the Assembly answered President Orel's call to open the port."))
    assert (found.holder, found.force) == ("Orel", "proposed")
    assert found.actor != "Orel"


def test_the_number_of_an_item_is_no_part_of_who_acts() -> None:
    text = "Agreement between Ardania and Belmora\n\n(b)   Ardania shall facilitate the sale of goods.\n"
    found = only(list(read_text(text).of(Commitment)))
    assert found.span.text == "Ardania shall facilitate the sale of goods"
    assert found.actor == "Ardania"


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("We will accept goods that are not subject to a levy.", None),
        ("We will close the port subject to the consent of the Council.", "subject to the consent of the Council"),
    ],
)
def test_what_goods_are_subject_to_is_no_condition(words: str, condition: str | None) -> None:
    assert only(spoken(words)).condition == condition


@pytest.mark.parametrize(
    "words",
    [
        "After the remarks the President will deliver — sorry — he knows.",
        "More than 4 million residents will benefit from the yearly cap.",
        "Approximately 30,000 people will take part in the race.",
        "Belmora joining the Alliance will strengthen the region.",
        "Tomorrow we will get a report on prices that many expect to be high.",
        "They will add three billion to the debt if they pass it.",
        "If we agree, the Unionists will add to the debt.",
    ],
)
def test_what_is_broken_off_befalls_others_or_merely_follows_is_undertaken_by_nobody(words: str) -> None:
    assert spoken(words) == []


def test_what_is_begun_again_is_undertaken_once() -> None:
    said = "We are going to continue to open — we are going to continue to open the road to everybody."
    assert [one.action for one in spoken(said)] == ["continue to open the road to everybody"]


def test_what_follows_along_with_an_action_is_none_of_its_own() -> None:
    found = proposed("Ardania is committed to ending the levy on grain, leaving the field to others.")
    assert [one.action for one in found] == ["ending the levy on grain"]


def test_all_who_are_called_upon_act() -> None:
    found = only(spoken("The President also renewed his call for all student borrowers to repay their loans."))
    assert found.actor == "all student borrowers"


def test_a_law_that_requires_something_holds_nothing_itself() -> None:
    found = only(proposed("The Clean Harbour Act requires the Port Board to publish its accounts."))
    assert found.holder is None


@pytest.mark.parametrize("words", ["no matter if they pay more", "no matter whether they pay more"])
def test_no_matter_if_sets_no_condition(words: str) -> None:
    assert only(spoken(f"We will cap the cost of bread {words}.")).condition is None


def test_the_year_in_whose_year_it_is_sets_no_deadline() -> None:
    assert only(spoken("We will open the road to Belmora's 2025 host year.")).deadline is None


def test_who_welcomes_what_was_done_and_agrees_holds_what_he_agrees() -> None:
    text = "The delegations met on Monday. Both sides welcomed the steady progress made and agreed to continue the talks."
    found = next(one for one in proposed(text) if one.rule == "commitments.verb-agree")
    assert found.holder == "both sides"


@pytest.mark.parametrize(
    "words",
    [
        "The Council will now begin its consideration of the item on its agenda.",
        "We anticipate that Corvia will use more ships.",
        "We assess that Corvia intends to purchase ships from others.",
        "We continue to urge everybody not to interfere in — in their ability to vote.",
        "We are going to work to ensure an additional 15 — one-five — 15 billion tons of grain.",
    ],
)
def test_the_order_of_business_guesses_and_half_sentences_undertake_nothing(words: str) -> None:
    assert spoken(words) == []


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        ("We welcomed the Corvian Union's powerful statement committing to reduce its dependence on gas.", "the Corvian Union"),
        ("They took note of the Corvian envoy's promise to reflect it in future texts.", "the Corvian envoy"),
        ("The notes came from firms including Kobal Energy, which is planning to construct a refinery.", "Kobal Energy"),
    ],
)
def test_who_acts_is_whose_statement_or_promise_it_is_and_whom_a_clause_tells_of(words: str, actor: str) -> None:
    assert only(spoken(words)).actor == actor


def test_nobody_encourages_himself() -> None:
    text = "Governor Mira Tal met Minister Jan Orel. She praised him, and she encouraged the leaders to support the farmers."
    found = next(one for one in proposed(text) if one.rule == "commitments.asked-encourage")
    assert found.actor == "the leaders"


def test_participants_hold_what_they_committed_to_and_they_are_those_just_named() -> None:
    text = (
        "During the meeting of the group on Monday, participants identified opportunities for trade. They committed to deepen "
        "cooperation. In particular, participants committed to finalizing a program."
    )
    assert {one.holder for one in proposed(text)} == {"participants"}


def test_what_is_taken_up_behind_a_dash_is_less_sure() -> None:
    broken = "We are committed to ensuring that the safety — the safety of all riders is assured."
    whole = broken.replace("the safety — ", "")
    sure = {
        text: read_text(f"Jan Orel: Good morning. {text}\n\nMira Tal: Thank you.\n").of(Commitment) for text in (broken, whole)
    }
    assert all(one.confidence < sure[whole][0].confidence for one in sure[broken])


@pytest.mark.parametrize(
    "words",
    [
        "Corvia is calling up more soldiers to join the fight.",
        "He is known to uphold the principles and beliefs we pledge to defend as members.",
    ],
)
def test_what_is_called_up_or_only_named_is_asked_for_by_nobody(words: str) -> None:
    assert spoken(words) == []


def test_of_whom_restraint_is_asked_is_not_said() -> None:
    found = only(spoken("We urge restraint and a return to the talks."))
    assert (found.force, found.actor) == ("proposed", None)


def test_who_is_asked_to_undertake_something_undertakes_nothing_yet() -> None:
    found = [one for one in spoken("We urge every firm to commit to opening the port.") if one.rule == "commitments.ing-commit"]
    assert [(one.force, one.actor) for one in found] == [("proposed", "every firm")]


def test_two_states_pledge_though_the_word_may_be_a_noun() -> None:
    found = only(proposed("Ardania and Belmora pledge to continue the talks."))
    assert (found.actor, found.action) == ("Ardania and Belmora", "continue the talks")


def test_what_a_law_requires_is_laid_down_and_not_proposed() -> None:
    assert only(proposed("This new law requires the Port Board to publish its accounts.")).force == "planned"
    assert only(spoken("We require the Port Board to publish its accounts.")).force == "proposed"


@pytest.mark.parametrize(
    ("words", "action"),
    [
        (
            "The leaders stated their commitment to develop and further deepen the partnership.",
            "develop and further deepen the partnership",
        ),
        (
            "The leaders said that Ardania will care for additional injured servicemen.",
            "care for additional injured servicemen",
        ),
        (
            "Ardania will restore the protections of Orel v. Marsh to the law.",
            "restore the protections of Orel v. Marsh to the law",
        ),
    ],
)
def test_an_action_is_whole_over_adverbs_adjectives_and_the_names_of_cases(words: str, action: str) -> None:
    assert [one.action for one in proposed(words)] == [action]


def test_what_a_named_plan_is_good_for_is_promised_by_nobody() -> None:
    assert proposed("The Lida River Project will help unlock growth in the region.") == []
    assert only(proposed("Ardania will help Belmora rebuild its ports.")).actor == "Ardania"


def test_armed_forces_do_not_arm() -> None:
    text = "They welcomed the support provided to the Ardanian Armed Forces and underlined their commitment to explore more."
    assert only(proposed(text)).actor != "to the Ardanian"


def test_what_the_parties_will_respect_is_no_effort_of_theirs() -> None:
    found = proposed("The Parties will respect each other's efforts to keep out of war.", "agreement")
    assert not [one for one in found if one.rule == "commitments.noun-effort"]


def test_two_verbs_of_one_object_are_one_action_over_a_comma_too() -> None:
    found = only(spoken("We will maintain, and keep under one command, a common fleet."))
    assert found.action == "maintain, and keep under one command, a common fleet"
    assert "open the port" in [one.action for one in spoken("We will go, and we will open the port.")]


def test_those_chosen_are_who_is_committed() -> None:
    assert only(proposed("The selected river hubs are committed to hiring local workers.")).actor == "the selected river hubs"


def test_many_who_are_counted_and_listed_act_together() -> None:
    found = only(proposed("Nearly 150 employers, unions, and schools will open workshops."))
    assert found.actor == "150 employers, unions, and schools"


def test_a_list_of_states_behind_today_is_whole() -> None:
    said = "That is why today, the League, Corvia, Velmar, and Ardania announce our intent to open a passage."
    assert (only(proposed(said)).actor or "").startswith("the League")


def test_what_others_will_receive_by_a_sum_is_promised_by_nobody_in_its_name() -> None:
    told = (
        "It is the first of five years of nearly 15 billion in funding for old lines that states will receive through the law."
    )
    assert proposed(told) == []


def test_who_calls_a_session_asks_it_for_nothing() -> None:
    assert spoken("They have called a special session of the parliament to consider a bill.") == []


def test_an_object_shared_behind_continue_is_whole() -> None:
    assert (
        only(spoken("We will continue to assess and adjust our efforts.")).action == "continue to assess and adjust our efforts"
    )


def test_the_label_of_a_turn_is_no_word_of_it() -> None:
    talk = (
        "Press Briefing by Press Secretary Mira Tal\n\nMS. TAL:  Good morning.\n\n"
        "Q    And President Orel has called on Corvia to open its ports.  Will it?\n\nMS. TAL:  We don't see that happening.\n"
    )
    found = only(list(read_text(talk).of(Commitment)))
    assert found.span.text == "President Orel has called on Corvia to open its ports"


def test_what_takes_place_somewhere_is_scheduled_and_not_the_place() -> None:
    found = [
        one.span.text for one in spoken("We all know of the contest in Lida, which is scheduled for September of this year.")
    ]
    assert found == ["the contest in Lida, which is scheduled for September of this year"]
