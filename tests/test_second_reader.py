"""Where a policy asks for a second reader he rules blind, two must agree, and a third settles what they disagree upon."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import servanda
from servanda import open_ledger, read_text
from servanda.errors import StaleError, UsageError
from servanda.ledger import Ledger, review, ruled
from servanda.model import EntryRuling, SecondReader
from tests.river_talks import ledger_of_talks

pytestmark = pytest.mark.usefixtures("store")  # each test on every store


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(ledger_of_talks(tmp_path), create=False) as opened:
        opened.second_reader(["commitment"], by="Clara", why="it goes to parliament")
        yield opened


def the_lock(ledger: Ledger) -> dict:
    return next(one for one in ledger.entries("commitment") if "second lock" in one["text"])


def offered(ledger: Ledger, reader: str) -> list[str]:
    return [one.values["id"] for one in review.waiting(ledger, "commitment", reader=reader)]


def test_what_one_reader_ruled_does_not_hold_yet_and_the_entry_says_so(ledger):
    lock = the_lock(ledger)
    ledger.rule(lock["id"], "rejected", by="Anna")
    assert the_lock(ledger) == {**lock, "review": "once"}
    assert lock["id"] in [one.id for one in ledger.ruled(lock["record"]).entries]
    assert review.progress(ledger)["commitment"][0] == 0


def test_what_two_readers_ruled_the_same_holds(ledger):
    lock = the_lock(ledger)
    for reader in ("Anna", "Boris"):
        ledger.rule(lock["id"], "rejected", by=reader)
    assert the_lock(ledger)["ruling"]["verdict"] == "rejected"
    assert lock["id"] not in [one.id for one in ledger.ruled(lock["record"]).entries]
    assert review.progress(ledger)["commitment"][0] == 1


def test_one_reader_is_not_two_by_ruling_twice(ledger):
    lock = the_lock(ledger)
    for _ in range(2):
        ledger.rule(lock["id"], "rejected", by="Anna")
    assert the_lock(ledger)["review"] == "once"


def test_the_second_is_offered_it_as_if_nobody_had_ruled_and_the_first_is_not(ledger):
    lock = the_lock(ledger)
    before = next(one for one in review.waiting(ledger, "commitment", reader="Boris") if one.values["id"] == lock["id"])
    ledger.rule(lock["id"], "corrected", corrected={"holder": "Iris Holm"}, by="Anna", why="she said so")
    after = next(one for one in review.waiting(ledger, "commitment", reader="Boris") if one.values["id"] == lock["id"])
    assert (after.values, after.version) == (before.values, before.version)
    assert lock["id"] not in offered(ledger, "Anna")


def test_the_second_is_not_told_by_a_refusal_that_the_first_ruled_while_he_looked(ledger):
    lock = the_lock(ledger)
    seen = review.version(ledger, lock["id"], "Boris")
    ledger.rule(lock["id"], "rejected", by="Anna")
    ledger.rule(lock["id"], "rejected", seen=seen, by="Boris")
    with pytest.raises(StaleError, match="Boris has rejected it"):
        ledger.rule(lock["id"], "accepted", seen=seen, by="Dora")


class TestDisagreement:
    @pytest.fixture
    def lock(self, ledger) -> str:
        """The second lock, upon which Anna and Boris disagree."""
        name = the_lock(ledger)["id"]
        ledger.rule(name, "accepted", by="Anna", why="a pledge")
        ledger.rule(name, "rejected", by="Boris", why="a courtesy")
        return name

    def test_is_listed_with_both_readers_reasons_and_offered_to_nobody(self, ledger, lock):
        (found,) = review.disagreements(ledger)
        assert [(one.owner, one.act, one.why) for one in found.each] == [
            ("Anna", "accepted", "a pledge"),
            ("Boris", "rejected", "a courtesy"),
        ]
        assert found.values["review"] == "disagreed"
        for reader in ("Anna", "Boris", "Clara"):
            assert lock not in offered(ledger, reader)

    def test_is_settled_by_a_third_whose_ruling_holds(self, ledger, lock):
        ledger.rule(lock, "rejected", by="Clara", settles=True, why="no force in these words")
        assert review.disagreements(ledger) == []
        assert the_lock(ledger)["ruling"]["by"] == "Clara"

    def test_is_not_settled_by_one_of_the_two(self, ledger, lock):
        with pytest.raises(UsageError, match="who disagrees does not settle"):
            ledger.rule(lock, "rejected", by="Boris", settles=True)

    def test_is_not_settled_by_a_third_who_only_rules_too(self, ledger, lock):
        ledger.rule(lock, "rejected", by="Clara")
        assert len(review.disagreements(ledger)) == 1

    def test_ends_when_one_changes_his_mind_or_undoes_what_he_ruled(self, ledger, lock):
        ledger.rule(lock, "accepted", by="Boris")
        assert the_lock(ledger)["ruling"]["verdict"] == "accepted"
        ledger.undo_ruling(3)
        ledger.undo_ruling(2)
        assert the_lock(ledger)["review"] == "once"

    def test_comes_back_when_its_settling_is_undone(self, ledger, lock):
        made = ledger.rule(lock, "rejected", by="Clara", settles=True)
        ledger.undo_ruling(made.number)
        assert len(review.disagreements(ledger)) == 1

    def test_two_corrections_that_differ_are_one(self, ledger):
        name = next(one["id"] for one in ledger.entries("commitment") if "new line" in one["text"])
        ledger.rule(name, "corrected", corrected={"holder": "Iris Holm"}, by="Anna")
        ledger.rule(name, "corrected", corrected={"holder": "Tomas Weller"}, by="Boris")
        assert [one.values["id"] for one in review.disagreements(ledger)] == [name]


def test_nothing_is_settled_where_nobody_disagrees(ledger):
    with pytest.raises(UsageError, match="no two readers disagree"):
        ledger.rule(the_lock(ledger)["id"], "accepted", by="Clara", settles=True)


class TestPolicy:
    def test_other_kinds_are_settled_by_one(self, ledger):
        figure = next(ledger.entries("figure"))["id"]
        ledger.rule(figure, "accepted", by="Anna")
        assert ledger.entry(figure)[1]["ruling"]["by"] == "Anna"

    def test_undone_it_leaves_everything_as_without_it_and_matters_are_told_anew(self, ledger):
        lock = the_lock(ledger)
        ledger.rule(lock["id"], "rejected", by="Anna")
        now = servanda.compare(ledger)

        def due() -> list[str | None]:
            dues = servanda.compare(ledger).due("2025-01-31", everything=True).dues
            return [one.claim.place.entry for one in dues if one.claim]

        assert lock["id"] in due()
        now.undo(1)
        assert the_lock(ledger)["ruling"]["verdict"] == "rejected"
        assert lock["id"] not in due()

    def test_it_can_ask_for_two_only_where_the_reader_was_less_sure(self, ledger):
        ledger.second_reader(["commitment"], below=0.5)
        lock = the_lock(ledger)
        assert lock["confidence"] >= 0.5
        ledger.rule(lock["id"], "accepted", by="Anna")
        assert the_lock(ledger)["ruling"]["by"] == "Anna"

    def test_a_share_of_none_asks_for_nobody(self, ledger):
        ledger.second_reader(["commitment"], share=0)
        assert ledger.policy() == ()

    @pytest.mark.parametrize("asked", [{"kinds": ["promise"]}, {"kinds": []}, {"kinds": ["figure"], "share": 2.0}])
    def test_what_cannot_be_meant_is_refused(self, ledger, asked):
        with pytest.raises(UsageError):
            ledger.second_reader(**asked)

    def test_a_share_is_drawn_of_all_entries_alike_and_always_the_same(self):
        ids = [f"figure-{number:016x}" for number in range(2000)]
        half = [one for one in ids if SecondReader(kinds=("figure",), share=0.5).covers(one, 0.9)]
        assert 900 < len(half) < 1100
        assert set(half) > {one for one in ids if SecondReader(kinds=("figure",), share=0.1).covers(one, 0.9)}


ACTS = st.tuples(st.sampled_from("ABCD"), st.sampled_from(["accepted", "rejected"]), st.booleans())


@given(acts=st.lists(ACTS, max_size=7))
def test_what_holds_under_a_policy_was_said_by_two_and_denied_by_none_or_was_settled(acts):
    made = [
        EntryRuling(number=number, entry="figure-00", act=act, corrected={}, seen="", owner=owner, settles=settles)
        for number, (owner, act, settles) in enumerate(acts, 1)
    ]
    found = ruled.standing_of(made, two=True)
    last = {one.owner: one.act for one in made if not one.settles}
    if any(one.settles for one in made):
        assert found.holds == [one for one in made if one.settles][-1]
    elif found.holds:
        assert len(last) > 1
        assert set(last.values()) == {found.holds.act}
    else:
        assert len(set(last.values())) > 1 or len(last) < 2
    assert ruled.standing_of(made, two=False).holds == (made[-1] if made else None)


def test_private_records_have_one_reader_whatever_the_policy(ledger):
    notes = ledger.notes_of("Anna")
    notes.append(
        read_text("Memo\n\nElena Marsh: We will plant forty oaks by the end of 2026.\n", source="memo.txt", model=False)
    )
    (promise,) = notes.entries("commitment")
    notes.rule(promise["id"], "accepted")
    assert notes.entry(promise["id"])[1]["ruling"]["verdict"] == "accepted"


def test_a_second_assessor_of_a_commitment_is_another_matter(ledger):
    lock = the_lock(ledger)
    servanda.compare(ledger).ask_second(lock["id"], by="Anna", why="it is close")
    assert [one.kinds for one in ledger.policy()] == [("commitment",)]
