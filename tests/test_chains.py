"""A matter's status: a chain of events, each with its words; nothing overwritten, and no *now* but what was told last."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.comparison.matters.chains import events_of, last_told
from servanda.comparison.matters.following import is_question, questions_of
from servanda.comparison.matters.status import status_of
from servanda.model import Claim, MatterEvent
from tests.spoken import event, matter, said


def steps(*claims: Claim) -> list[str]:
    return [one.step for one in events_of(matter(*claims))]


@pytest.mark.parametrize(
    ("kind", "values", "step"),
    [
        ("topic", {"outcome": "raised"}, "raised"),
        ("topic", {"outcome": "discussed"}, "discussed"),
        ("topic", {"outcome": "unresolved"}, "discussed"),
        ("topic", {"outcome": "postponed"}, "postponed"),
        ("topic", {"outcome": "agreed"}, "agreed"),
        ("topic", {"outcome": "resolved"}, "done"),
        ("progress", {"status": "in_progress"}, "in_progress"),
        ("progress", {"status": "partly_fulfilled"}, "in_progress"),
        ("progress", {"status": "stalled"}, "stalled"),
        ("progress", {"status": "fulfilled"}, "done"),
        ("progress", {"status": "broken"}, "broken"),
        ("commitment", {"force": "agreed"}, "agreed"),
        ("commitment", {"force": "pledged"}, "raised"),
        ("question", {}, "raised"),
    ],
)
def test_what_is_told_of_a_matter_is_a_step_of_its_life(kind: str, values: dict[str, Any], step: str) -> None:
    assert steps(said(kind, "2024-05-24", "the second section of the Sorrel Line", **values)) == [step]


@pytest.mark.parametrize(
    "words",
    ["22 of the 30 villages have been supplied", "Eleven of the 28 programmes have been completed", "25 out of 28 are complete",
     "30 percent of the works have been carried out", "most of the locks have been repaired"],
)  # fmt: skip
def test_a_counted_part_of_the_whole_is_never_done(words: str) -> None:
    [only] = events_of(matter(said("progress", "2024-05-24", words, status="fulfilled")))
    assert (only.step, only.detail) == ("in_progress", "partly_fulfilled")


@pytest.mark.parametrize(
    "words",
    ["All 28 programmes have been completed", "100 percent of the works have been carried out", "20 of the 20 are open"],
)
def test_all_of_it_is_done(words: str) -> None:
    assert steps(said("progress", "2024-05-24", words, status="fulfilled")) == ["done"]


@pytest.mark.parametrize(
    ("words", "step"),
    [
        ("We have approved 28 programmes", "agreed"),
        ("We have just updated these programmes", "in_progress"),
        ("the programmes have been built", "done"),
    ],
)
def test_what_was_approved_or_updated_has_not_been_carried_out(words: str, step: str) -> None:
    assert steps(said("progress", "2024-05-24", words, status="fulfilled")) == [step]


def test_a_signing_named_only_as_over_is_no_new_step() -> None:
    words = "after the signing of the treaty trade has grown"
    claim = said("instrument", "2025-03-14", "the treaty", sentence=words, events=[event("signed", "signing")])
    assert last_told(events_of(matter(claim))) == ()


def test_a_word_on_the_matter_after_its_last_step_is_told() -> None:
    step = said("topic", "2024-05-24", "the fares", outcome="discussed")
    later = said("figure", "2025-03-14", "four trains")
    assert status_of(matter(step, later, events=events_of(matter(step)))).spoken == later
    assert status_of(matter(step, events=events_of(matter(step)))).spoken is None


def test_what_one_side_promises_by_itself_is_not_called_agreed() -> None:
    [only] = events_of(matter(said("commitment", "2024-05-24", "we will build the second section", force="pledged")))
    assert (only.step, only.detail) == ("raised", "pledged")


def test_a_matter_moves_between_levels() -> None:
    left = said("topic", "2024-05-24", "the fares", outcome="referred", level_from="government", level_to="head")
    [only] = events_of(matter(left))
    assert (only.step, only.level_from, only.level_to) == ("referred", "government", "head")


def test_figures_forecasts_and_mentions_are_no_events() -> None:
    told = [said(kind, "2024-05-24", "four trains a day") for kind in ("figure", "forecast", "mention", "position")]
    assert steps(*told) == []


def test_a_treaty_goes_from_signing_to_force_by_the_days_that_the_words_say() -> None:
    life = said(
        "instrument",
        "2025-03-14",
        "Lidd Treaty",
        events=[
            event("entered_into_force", "entered into force on 13 March", "2025-03-13"),
            event("ratified", "was ratified in January", "2025-01"),
            event("signed", "signed last December", "2024-12-06"),
        ],
    )
    told = [(one.day, one.step, one.detail, one.evidence.text) for one in events_of(matter(life))]
    assert told == [
        ("2024-12-06", "signed", None, "signed last December"),
        ("2025-01", "in_progress", "ratified", "was ratified in January"),
        ("2025-03-13", "in_force", None, "entered into force on 13 March"),
    ]


def test_what_is_only_announced_has_not_happened() -> None:
    soon = said("instrument", "2024-11-01", "Lidd Treaty", events=[event("signed", "to be signed on 6 December", "2024-12-06")])
    assert steps(soon) == []


def test_a_date_that_is_not_known_is_the_days_of_the_record() -> None:
    once = said("instrument", "2024-11-01", "Lidd Treaty", events=[event("signed", "was signed", "XXXX-12-06")])
    assert [one.day for one in events_of(matter(once))] == ["2024-11-01"]


def signed(day: str, date: str | None = None, by: str = "Elena Marsh") -> Claim:
    return said("instrument", day, "Lidd Treaty", by=by, events=[event("signed", "the signing", date)])


def test_what_is_told_without_a_date_had_happened_by_the_day_of_the_record() -> None:
    [only] = events_of(matter(signed("2025-03-14")))
    assert (only.day, only.by, only.retold) == ("2025-03-14", True, False)


def test_what_happens_once_and_is_told_again_has_not_happened_again() -> None:
    told = events_of(matter(signed("2016-10-27"), signed("2025-03-14", by="Tomas Weller")))
    assert [(one.day, one.by, one.retold) for one in told] == [("2016-10-27", True, False), ("2016-10-27", True, True)]
    assert [one.claim.said_by for one in last_told(told)] == ["Elena Marsh"]


def test_a_telling_that_says_when_dates_those_that_do_not() -> None:
    told = events_of(matter(signed("2024-12-06"), signed("2025-01-10"), signed("2025-03-14", date="2024-12-06")))
    assert {(one.day, one.by) for one in told} == {("2024-12-06", False)}


def test_two_dates_of_signing_stand_side_by_side() -> None:
    told = events_of(matter(signed("2025-01-10", date="2024-12-06"), signed("2025-03-14", date="2024-12-07")))
    assert [one.day for one in told] == ["2024-12-06", "2024-12-07"]


def test_what_rested_and_is_taken_up_is_reopened() -> None:
    done = said("progress", "2024-05-24", "the talks on the fares are finished", status="fulfilled")
    again = said("progress", "2025-03-14", "work on the fares has been resumed", status="in_progress")
    assert steps(done, again) == ["done", "reopened"]


def test_events_that_contradict_one_another_stand_side_by_side() -> None:
    one = said("progress", "2025-03-14", "the lock is finished", by="Elena Marsh", status="fulfilled")
    other = said("progress", "2025-03-14", "the lock has been put off", by="Tomas Weller", status="postponed", at=60)
    events = events_of(matter(one, other))
    assert {(event.step, event.claim.said_by) for event in events} == {("done", "Elena Marsh"), ("postponed", "Tomas Weller")}
    assert {(event.step, event.claim.said_by) for event in last_told(events)} == {
        ("done", "Elena Marsh"),
        ("postponed", "Tomas Weller"),
    }


def test_one_sentence_that_says_a_thing_twice_is_one_event() -> None:
    sentence = "The sides discussed the fares and the timetable of the line."
    topics = [said("topic", "2024-05-24", words, sentence=sentence, at=at) for words, at in (("fares", 30), ("timetable", 45))]
    assert steps(*topics) == ["discussed"]


def test_that_a_treaty_was_signed_does_not_make_its_matter_done() -> None:
    sentence = "Today we have signed the Lidd Treaty."
    done = said("progress", "2024-12-06", "Today we have signed the Lidd Treaty", sentence=sentence)
    treaty = said("instrument", "2024-12-06", "Lidd Treaty", sentence=sentence, at=25, events=[event("signed", "signed")])
    assert steps(done, treaty) == ["signed"]


def test_last_told_is_by_the_day_of_telling_not_of_happening() -> None:
    early = said("progress", "2025-01-10", "the line is being laid", status="in_progress")
    late = said("instrument", "2025-06-02", "Lidd Treaty", events=[event("signed", "signed in 2024", "2024")])
    [last] = last_told(events_of(matter(early, late)))
    assert (last.step, last.day, last.claim.day) == ("signed", "2024", "2025-06-02")


def test_to_ask_is_not_to_tell() -> None:
    told = said("progress", "2025-01-10", "the line is being laid", status="in_progress")
    asked = said("question", "2025-06-02", "when will the line be finished?", by="Anna Reyes")
    assert [one.step for one in last_told(events_of(matter(told, asked)))] == ["in_progress"]


def test_what_only_records_without_a_day_tell_was_told_last_by_nobody() -> None:
    undated = said("progress", None, "the line is being laid", status="in_progress")
    assert steps(undated) == ["in_progress"]
    assert last_told(events_of(matter(undated))) == ()


def test_less_sure_steps_wait_and_are_counted() -> None:
    sure = said("progress", "2025-01-10", "the line is being laid", status="in_progress")
    doubtful = said("progress", "2025-02-10", "we are moving", status="fulfilled", confidence=0.3)
    found = matter(sure, doubtful)
    whole = matter(sure, doubtful, events=events_of(found))
    first = status_of(whole)
    assert ([one.step for one in first.events], first.unsure) == (["in_progress"], 1)
    assert len(status_of(whole, everything=True).events) == 2


def test_what_is_in_the_matter_only_for_what_stands_around_it_waits_too() -> None:
    own = said("progress", "2025-01-10", "the line is being laid", status="in_progress", id=1)
    next_to_it = said("progress", "2025-02-10", "the school has been opened", id=2)
    found = matter(own, next_to_it, beside=frozenset({2}))
    assert [one.step for one in status_of(matter(own, next_to_it, beside=found.beside, events=events_of(found))).events] == [
        "in_progress"
    ]


@pytest.fixture(scope="module", autouse=True)
def words_known() -> None:
    """Whatever is first told as done loads the words of steps: no law is timed by that."""
    steps(said("topic", "2024-05-24", "the line"), said("progress", "2025-01-10", "22 of the 30 locks have been opened"))
    steps(said("progress", "2025-01-10", "the line has been opened"))


KINDS = st.sampled_from(["topic", "progress", "commitment", "question", "figure", "position"])
DAYS = st.sampled_from([None, "2023-01-01", "2024-05-24", "2025-03-14"])


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    drawn = draw(st.lists(st.tuples(KINDS, DAYS, st.sampled_from(["Elena Marsh", "Tomas Weller", None])), max_size=8))
    return [said(kind, day, f"words {place}", by=by, at=place * 10) for place, (kind, day, by) in enumerate(drawn)]


@given(claims(), st.randoms())
def test_the_chain_does_not_depend_on_the_order_in_which_records_came(told: list[Claim], chance: Any) -> None:
    events = events_of(matter(*told))
    shuffled = list(told)
    chance.shuffle(shuffled)
    assert events_of(matter(*shuffled)) == events


@given(claims())
def test_every_event_stands_on_words_of_one_of_the_claims(told: list[Claim]) -> None:
    def words(one: MatterEvent) -> bool:
        return any(one.evidence == claim.place for claim in told)

    assert all(words(one) for one in events_of(matter(*told)))


# Open questions


@pytest.mark.parametrize(
    "words",
    [
        "who pays for the bridge?",
        "unless who collects the toll is settled",
        "whether Belmora joins",
        "until it is known how the costs are shared",
        "it is unclear if the loan comes",
    ],
)
def test_a_condition_that_leaves_something_to_be_settled_is_a_question(words: str) -> None:
    assert is_question(words)


@pytest.mark.parametrize(
    "words", ["if the loan comes", "once the lock is open", "when the loan comes", "provided that we are paid"]
)
def test_a_condition_that_names_what_must_happen_is_no_question(words: str) -> None:
    assert not is_question(words)


def toll(day: str = "2024-05-24") -> Claim:
    words = "We are against a toll unless who collects the bridge toll is settled"
    asked = "unless who collects the bridge toll is settled"
    place = {"start": words.index(asked), "end": len(words), "text": asked}
    return said("position", day, words, stance="supports_with_conditions", conditions=[place])


def test_a_question_attached_to_a_position_is_open_until_somebody_speaks_to_it() -> None:
    [followed] = questions_of(matter(toll()))
    assert followed.is_open
    assert followed.question.text == "unless who collects the bridge toll is settled"


def test_a_later_agreement_in_the_same_words_answers_it() -> None:
    agreed = said("topic", "2025-03-14", "Belmora collects the bridge toll", by="Tomas Weller", outcome="agreed")
    [followed] = questions_of(matter(toll(), agreed))
    assert not followed.is_open
    assert [answer.place.text for answer in followed.answers] == ["Belmora collects the bridge toll"]


def test_what_was_said_before_a_question_does_not_answer_it() -> None:
    before = said("topic", "2023-01-01", "Belmora collects the bridge toll", outcome="agreed")
    [followed] = questions_of(matter(before, toll()))
    assert followed.is_open


def test_what_speaks_of_something_else_does_not_answer_it() -> None:
    other = said("topic", "2025-03-14", "the timetable of the ferries", outcome="agreed")
    [followed] = questions_of(matter(toll(), other))
    assert followed.is_open


@pytest.mark.parametrize(("reply", "is_open"), [("answered", False), ("deflected", True), ("none", True), (None, True)])
def test_a_question_put_to_somebody_is_open_unless_the_reply_was_an_answer(reply: str | None, is_open: bool) -> None:
    asked = said("question", "2024-05-24", "who will pay for the dredging?", by="Anna Reyes", reply=reply)
    [followed] = questions_of(matter(asked))
    assert followed.is_open is is_open
