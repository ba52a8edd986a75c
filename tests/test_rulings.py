"""What a person rules upon entries: it holds, it is told, it is undone, and what nobody saw is not ruled upon."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import servanda
from servanda import open_ledger, read_text
from servanda.errors import StaleError, UsageError
from servanda.faces.commands import check
from servanda.faces.correcting import as_meant
from servanda.ledger import Ledger, review, rulings, sampling
from servanda.ledger.chain import broken_links
from servanda.ledger.schema import ruling
from servanda.model import Commitment, EntryRuling
from tests.river_talks import REPORT, ledger_of_talks

pytestmark = pytest.mark.usefixtures("store")  # each test on every store


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(ledger_of_talks(tmp_path), create=False) as opened:
        yield opened


def the_lock(ledger: Ledger) -> dict:
    return next(one for one in ledger.entries("commitment") if "second lock" in one["text"])


def test_what_is_accepted_is_sure_and_says_who_accepted_it(ledger):
    lock = the_lock(ledger)
    ledger.rule(lock["id"], "accepted", by="Anna", at="2026-01-02T10:00:00+00:00", why="read twice")
    told = the_lock(ledger)
    assert told["confidence"] == 1.0
    assert told["ruling"]["by"] == "Anna"
    assert told["ruling"]["as_read"] == {"confidence": lock["confidence"]}


def test_what_is_rejected_stands_in_no_reading_and_no_matter_but_is_still_told_of(ledger):
    lock = the_lock(ledger)
    ledger.rule(lock["id"], "rejected")
    assert lock["id"] not in [entry.id for entry in ledger.ruled(lock["record"]).entries]
    assert the_lock(ledger)["ruling"]["verdict"] == "rejected"
    due = servanda.compare(ledger).due("2025-01-31", everything=True).dues
    assert not [one for one in due if one.claim and one.claim.place.entry == lock["id"]]


def test_a_matter_is_told_anew_when_a_ruling_is_undone(ledger):
    lock = the_lock(ledger)
    made = ledger.rule(lock["id"], "rejected")
    servanda.compare(ledger)
    ledger.undo_ruling(made.number)
    due = servanda.compare(ledger).due("2025-01-31", everything=True).dues
    assert [one for one in due if one.claim and one.claim.place.entry == lock["id"]]


def test_the_reading_that_was_made_is_never_changed(ledger):
    lock = the_lock(ledger)
    before = ledger.reading(lock["record"])
    ledger.rule(lock["id"], "corrected", corrected={"holder": "Tomas Weller"})
    assert ledger.reading(lock["record"]) == before


def test_words_are_corrected_by_words_of_the_record_and_keep_the_name_of_what_was_read(ledger):
    lock = the_lock(ledger)
    ledger.rule(lock["id"], "corrected", corrected={"words": "open the second lock by the end of October 2024"})
    told = the_lock(ledger)
    text = ledger.reading(lock["record"]).record.text
    assert told["id"] == lock["id"]
    assert told["text"] == text[told["start"] : told["end"]] == "open the second lock by the end of October 2024"
    claims = servanda.compare(ledger).due("2025-01-31", everything=True).dues
    assert [one.claim.place.text for one in claims if one.claim and one.claim.place.entry == lock["id"]] == [told["text"]]


def test_words_that_the_record_does_not_have_are_refused(ledger):
    with pytest.raises(UsageError, match="do not stand in the record"):
        ledger.rule(the_lock(ledger)["id"], "corrected", corrected={"words": "we shall open the third lock"})


@pytest.mark.parametrize(
    ("corrected", "told"),
    [
        ({"start": -1}, "would not hold together"),
        ({"force": "solemn"}, "force cannot be"),
        ({"colour": "red"}, "colour of a commitment cannot be corrected"),
        ({}, "says what should have been"),
    ],
)
def test_a_correction_that_cannot_be_meant_is_refused_and_nothing_is_kept(ledger, corrected, told):
    with pytest.raises(UsageError, match=told):
        ledger.rule(the_lock(ledger)["id"], "corrected", corrected=corrected)
    assert ledger.rulings() == []


def entry_of(ledger: Ledger, kind: str) -> dict:
    return next(one for record in ledger.records() for one in ledger.entries(kind, record.record))


@pytest.mark.parametrize(
    ("kind", "corrected"),
    [
        ("figure", {"value": float("nan")}),
        ("figure", {"value": "Infinity"}),
        ("figure", {"value": "some"}),
        ("figure", {"value": True}),
        ("figure", {"unit": 5}),
        ("figure", {"start": 1.5}),
        ("commitment", {"holder": ["Elena Marsh"]}),
    ],
)
def test_a_correction_to_what_its_field_cannot_hold_is_refused_and_nothing_is_kept(ledger, kind, corrected):
    with pytest.raises(UsageError, match="cannot be"):
        ledger.rule(entry_of(ledger, kind)["id"], "corrected", corrected=corrected)
    assert ledger.rulings() == []


def test_a_figures_value_is_corrected_to_a_number_or_to_none(ledger):
    figure = entry_of(ledger, "figure")
    for value in (12, 1.25, None):
        ledger.rule(figure["id"], "corrected", corrected={"value": value})
        assert entry_of(ledger, "figure")["value"] == value


@pytest.mark.parametrize(("typed", "meant"), [("2024", "2024"), ("2025-03-14", "2025-03-14"), ("", None)])
def test_a_times_value_is_typed_as_the_date_that_it_is(typed, meant):
    assert as_meant("time", "value", typed) == meant


@pytest.mark.parametrize(("typed", "meant"), [("12", 12), ("-3", -3), ("1.5", 1.5), ("", None)])
def test_a_figures_value_is_typed_in_digits(typed, meant):
    assert as_meant("figure", "value", typed) == meant


def test_what_is_typed_for_a_number_and_is_none_is_refused():
    for kind, name in (("figure", "value"), ("progress", "degree"), ("commitment", "start")):
        with pytest.raises(UsageError, match="'many' is no number"):
            as_meant(kind, name, "many")


def test_where_a_turn_was_put_down_to_the_wrong_speaker_all_that_was_read_in_it_is_corrected(ledger):
    lock = the_lock(ledger)
    turns = ledger.entries("turn", lock["record"])
    turn = next(one for one in turns if one["start"] <= lock["start"] < one["end"] and one["speaker"] == "Elena Marsh")
    ledger.rule(turn["id"], "corrected", corrected={"speaker": "Iris Holm"})
    assert the_lock(ledger)["holder"] == "Iris Holm"
    assert "Elena Marsh" not in {one.holder for one in ledger.ruled(lock["record"]).of(Commitment)}


def test_a_ruling_upon_what_somebody_else_ruled_since_is_refused_with_what_is_different(ledger):
    lock = the_lock(ledger)
    seen = review.version(ledger, lock["id"])
    ledger.rule(lock["id"], "accepted", seen=seen, by="Anna")
    with pytest.raises(StaleError, match="Anna has accepted it since it was shown"):
        ledger.rule(lock["id"], "rejected", seen=seen, by="Boris")
    assert the_lock(ledger)["ruling"]["verdict"] == "accepted"


def test_a_ruling_survives_a_reading_made_anew(ledger, tmp_path):
    lock = the_lock(ledger)
    ledger.rule(lock["id"], "rejected")
    ledger.append(read_text(REPORT, source="talks/report.txt", model=False, reference_date="2024-05-25"))
    assert the_lock(ledger)["ruling"]["verdict"] == "rejected"


def test_rulings_made_in_one_stroke_are_undone_in_one(ledger):
    ids = [one["id"] for one in ledger.entries("commitment")][:3]
    last = [ledger.rule(one, "rejected", together="stroke") for one in ids][-1]
    assert {one.entry for one in ledger.undo_ruling(last.number)} == set(ids)
    assert not [one for one in ledger.entries("commitment") if "ruling" in one]
    with pytest.raises(UsageError, match="undone before"):
        ledger.undo_ruling(last.number)


def test_the_trail_tells_everything_in_its_order_and_shows_when_it_was_tampered_with(ledger):
    lock = the_lock(ledger)
    made = ledger.rule(lock["id"], "accepted", by="Anna")
    ledger.undo_ruling(made.number, by="Boris")
    assert [(one.number, one.act, one.owner, one.undoes) for one in ledger.rulings()] == [
        (1, "accepted", "Anna", None),
        (2, "undone", "Boris", 1),
    ]
    with ledger.writes() as connection:
        assert broken_links(connection) == []
        connection.exec_driver_sql("UPDATE ruling SET owner = 'Clara' WHERE id = 1")
        assert broken_links(connection) == [(ruling, 1)]
    assert [found.code for found in check._broken_log(ledger)] == ["rulings.broken"]


def test_a_queue_goes_on_behind_what_was_shown_and_offers_nothing_twice(ledger):
    offered, after = [], None
    while found := next(review.waiting(ledger, "commitment", after=after), None):
        offered.append(found.values["id"])
        after = found.values["id"]
        if len(offered) % 2:
            ledger.rule(after, "rejected", seen=found.version)
    assert sorted(offered) == sorted(one["id"] for one in ledger.entries("commitment"))


def test_a_queue_offers_what_is_shown_first_before_what_waits_in_each_record(ledger):
    every = list(review.waiting(ledger))
    for record in {one.record.record for one in every}:
        waits = [review._order(one.values)[0] for one in every if one.record.record == record]
        assert waits == sorted(waits)


def test_many_reviewers_at_once_lose_and_double_nothing(ledger):
    ids = [one["id"] for one in ledger.entries() if one["kind"] in review.REVIEWED]
    seen = {one: review.version(ledger, one) for one in ids}

    def ruled_by(reviewer: int) -> list[EntryRuling]:
        made = []
        for one in ids[reviewer % 3 :: 2]:
            with suppress(StaleError):
                made.append(ledger.rule(one, "accepted", seen=seen[one], by=f"reviewer {reviewer}"))
        return made

    with ThreadPoolExecutor(8) as reviewers:
        acknowledged = [one for made in reviewers.map(ruled_by, range(8)) for one in made]
    kept = ledger.rulings()
    assert sorted(kept, key=lambda one: one.number) == sorted(acknowledged, key=lambda one: one.number)
    assert len({one.entry for one in kept}) == len(kept)
    with ledger.reads() as connection:
        assert broken_links(connection) == []


@given(undone=st.lists(st.integers(0, 9), max_size=6))
@settings(max_examples=60, deadline=None)
def test_what_holds_is_what_was_ruled_and_not_undone_whatever_was_undone_again(undone):
    made = [
        EntryRuling(number=number, entry=f"figure-{number:04x}", act="accepted", corrected={}, seen="")
        for number in range(1, 5)
    ]
    for number, target in enumerate(undone, 5):
        made.append(
            EntryRuling(
                number=number, entry="figure-0000", act="undone", corrected={}, seen="", undoes=target % (number - 1) + 1
            )
        )
    holding = {one.number for one in rulings.standing(made)}

    def holds(number: int) -> bool:
        return not any(one.undoes == number and holds(one.number) for one in made if one.number > number)

    assert holding == {one.number for one in made if one.undoes is None and holds(one.number)}


class TestSample:
    def test_the_same_seed_draws_the_same_entries_and_another_draws_others(self, ledger):
        first = sampling.drawn(ledger, 8)
        assert first == sampling.drawn(ledger, 8)
        assert set(first) != set(sampling.drawn(ledger, 8, seed="2"))
        assert sampling.drawn(ledger, 3) == first[:3]

    def test_it_tells_the_share_that_is_right_with_its_interval(self, ledger):
        drawn = sampling.drawn(ledger, 5, kind="commitment")
        for name in drawn[:3]:
            ledger.rule(name, "accepted", by="Anna")
        ledger.rule(drawn[3], "rejected", by="Anna")
        found = sampling.measured(ledger, drawn)
        assert (found.drawn, found.ruled, found.right, found.precision) == (5, 4, 3, 0.75)
        assert found.low == pytest.approx(0.3006, abs=1e-4)
        assert found.high == pytest.approx(0.9544, abs=1e-4)

    def test_two_readers_are_each_offered_what_they_have_not_ruled_themselves(self, ledger):
        drawn = sampling.drawn(ledger, 4)
        ledger.rule(drawn[0], "accepted", by="Anna")
        assert sampling.unruled(ledger, drawn, "Anna") == drawn[1:]
        assert sampling.unruled(ledger, drawn, "Boris") == drawn

    @pytest.mark.parametrize(
        ("units", "expected"),
        [
            ([[True, True], [False, False]], 1.0),
            ([[True, False], [False, True]], -0.5),
            ([[True, True], [True, True], [False, False], [True, False]], 0.5333),
            ([[True], [False]], None),
            ([[True, True]], 1.0),
        ],
    )
    def test_agreement_is_krippendorffs_alpha(self, units, expected):
        assert sampling.alpha(units) == (None if expected is None else pytest.approx(expected, abs=1e-4))
