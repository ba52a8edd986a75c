"""Deciding: merges, splits and names are kept, hold after records are read again, and can be undone."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.comparison import Comparison
from servanda.comparison.deciding.decided import as_of, held, joined, new_id
from servanda.errors import NotFoundError, UsageError
from servanda.ledger.decisions import standing
from servanda.model import Decision
from tests.small_ledger import compared

TALKS = {
    "may.txt": """Meeting with President of Belmora Jan Orel
2024-05-24 | Velmar

President of Ardania Mira Halden: Good afternoon. We will open the second lock in 2025.

President of Belmora Jan Orel: Thank you. Trade grew by 6 percent in 2023.
""",
    "june.txt": """Meeting with President of Belmora Jan Orel
2024-06-14 | Orsk

President of Ardania Mira Halden: Welcome. The second lock is our first task.

President of Belmora Jan Orel: We are ready to lend two ferries.
""",
    "readout.txt": """Telephone conversation with President of Belmora Yanek Orel
2024-07-01

Mira Halden had a telephone conversation with President of Belmora Yanek Orel. Yanek Orel said that the ferries are
on their way.
""",
}


@pytest.fixture
def comparison(tmp_path: Path) -> Iterator[Comparison]:
    with compared(tmp_path, TALKS) as found:
        yield found


def names(comparison: Comparison, **asked: Any) -> list[str]:
    return [one.name for one in comparison.people(kind="person", **asked)]


def test_two_spellings_that_nobody_would_join_are_one_once_merged(comparison: Comparison) -> None:
    before = names(comparison)
    assert {"Jan Orel", "Yanek Orel"} <= set(before)
    comparison.merge("Jan Orel", "Yanek Orel", why="one president", by="desk", at="2024-08-01T10:00:00+00:00")
    [orel] = comparison.people("Orel")
    assert (orel.name, orel.names, len(orel.records), orel.decided) == ("Jan Orel", ("Jan Orel", "Yanek Orel"), 3, (1,))


def test_a_merged_person_is_found_by_either_name_and_either_id(comparison: Comparison) -> None:
    one, other = (comparison.people(name)[0].id for name in ("Jan Orel", "Yanek Orel"))
    comparison.merge(one, other)
    assert {person.id for ref in ("Jan Orel", "Yanek Orel") for person in comparison.people(ref)} == {min(one, other)}


def test_undoing_a_merge_leaves_two_and_undoing_that_one(comparison: Comparison) -> None:
    before = comparison.people(everything=True)
    comparison.merge("Jan Orel", "Yanek Orel")
    comparison.undo(1, why="two men after all")
    assert comparison.people(everything=True) == before
    comparison.undo(2)
    assert len(comparison.people("Orel")) == 1


def test_a_spelling_taken_out_is_somebody_of_its_own_who_can_be_named(comparison: Comparison) -> None:
    comparison.merge("Jan Orel", "Yanek Orel")
    decision = comparison.split("Jan Orel", "Yanek Orel", why="his brother")
    comparison.rename(decision.values["into"], "Yanek Orel the younger")
    assert names(comparison) == ["Jan Orel", "Mira Halden", "Yanek Orel the younger"]


def test_a_new_name_is_shown_and_found(comparison: Comparison) -> None:
    comparison.rename("Mira Halden", "Mira Halden of Ardania")
    assert "Mira Halden of Ardania" in names(comparison)
    assert [one.names for one in comparison.people("Mira Halden of Ardania")] == [("Mira Halden",)]


def test_who_is_who_holds_for_every_day_that_is_asked(comparison: Comparison) -> None:
    comparison.merge("Jan Orel", "Yanek Orel", at="2026-08-01T10:00:00+00:00")
    assert len(comparison.people("Orel", on="2024-07-31")) == 1


def test_what_a_desk_says_of_a_matter_holds_from_its_day() -> None:
    merge, owner = decision(1, "merge", "matter-a", **{"with": "matter-b"}), decision(2, "set", "matter-a", owner="desk")
    log = [replace(one, decided_at="2024-08-01") for one in (merge, owner, decision(3, "undo", "matter-a", undoes=2))]
    assert as_of(log, "2024-07-31") == log[:1]
    assert as_of([*log[:2], replace(log[2], decided_at="2024-09-01")], "2024-08-15") == log[:2]
    assert as_of(log, None) == log


def test_decisions_hold_after_the_records_are_read_again(tmp_path: Path) -> None:
    with compared(tmp_path, TALKS) as comparison:
        comparison.merge("Jan Orel", "Yanek Orel")
    again = {"reread.txt": TALKS["june.txt"].replace("two ferries", "three ferries"), **TALKS}
    with compared(tmp_path, again) as comparison:
        assert [len(one.records) for one in comparison.people("Orel")] == [4]


def test_what_cannot_be_meant_is_refused(comparison: Comparison) -> None:
    with pytest.raises(NotFoundError, match="called Nobody"):
        comparison.merge("Jan Orel", "Nobody")
    with pytest.raises(UsageError, match="one already"):
        comparison.merge("Jan Orel", "Jan Orel")
    with pytest.raises(UsageError, match="nothing would be left"):
        comparison.split("Mira Halden", "Mira Halden")
    with pytest.raises(UsageError, match="no part of"):
        comparison.split("Mira Halden", "M. Halden")
    with pytest.raises(NotFoundError, match="no decision 7"):
        comparison.undo(7)
    with pytest.raises(UsageError, match="only matters"):
        comparison.settle("Mira Halden", {"owner": "desk"})
    assert comparison.decisions() == []


def test_what_is_undone_cannot_be_undone_again(comparison: Comparison) -> None:
    comparison.rename("Mira Halden", "M. H.")
    comparison.undo(1)
    with pytest.raises(UsageError, match="undone already"):
        comparison.undo(1)


def test_the_log_keeps_who_decided_when_and_why(comparison: Comparison) -> None:
    comparison.rename("Mira Halden", "M. Halden", why="as she signs", by="desk", at="2024-08-01")
    comparison.undo(1)
    first, second = comparison.decisions()
    assert (first.action, first.owner, first.decided_at, first.why) == ("rename", "desk", "2024-08-01", "as she signs")
    assert (second.action, second.values) == ("undo", {"undoes": 1})


# Laws of what holds

IDS = [f"person-{letter}" for letter in "abcdef"]


def decision(number: int, action: str, subject: str, **values: Any) -> Decision:
    return Decision(number=number, subject=subject, action=action, values=values, why=None, decided_at=None, owner=None)


pairs = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=6)


@given(pairs, st.randoms(use_true_random=False))
def test_the_order_of_merges_makes_no_difference(merged: list[tuple[str, str]], chance: Any) -> None:
    shuffled = [pair[::-1] if chance.random() < 0.5 else pair for pair in merged]
    chance.shuffle(shuffled)
    one, other = joined(merged), joined(shuffled)
    assert [one.get(id_, id_) for id_ in IDS] == [other.get(id_, id_) for id_ in IDS]


@given(pairs)
def test_who_is_merged_with_one_is_merged_with_all_that_one_is_merged_with(merged: list[tuple[str, str]]) -> None:
    holds = held(decision(n, "merge", a, **{"with": b}) for n, (a, b) in enumerate(merged, 1))
    assert all(holds.root(a) == holds.root(b) for a, b in merged)
    assert all(holds.root(holds.root(id_)) == holds.root(id_) <= id_ for id_ in IDS)


actions = st.lists(
    st.one_of(
        st.tuples(st.just("merge"), st.sampled_from(IDS), st.sampled_from(IDS)),
        st.tuples(st.just("split"), st.sampled_from(IDS), st.sampled_from(["Jan Orel", "J. Orel"])),
        st.tuples(st.just("rename"), st.sampled_from(IDS), st.sampled_from(["Jan", "Mira"])),
    ),
    min_size=1,
    max_size=6,
)


def log_of(drawn: list[tuple[str, str, str]]) -> list[Decision]:
    log = []
    for number, (action, subject, other) in enumerate(drawn, 1):
        values: dict[str, Any] = {"merge": {"with": other}, "rename": {"name": other}}.get(action) or {
            "parts": [other],
            "into": new_id(subject, [other], number),
        }
        log.append(decision(number, action, subject, **values))
    return log


@given(actions, st.data())
def test_undoing_a_decision_leaves_what_held_without_it(drawn: list[tuple[str, str, str]], data: st.DataObject) -> None:
    log = log_of(drawn)
    undone = data.draw(st.sampled_from(log))
    undo = decision(len(log) + 1, "undo", undone.subject, undoes=undone.number)
    assert held([*log, undo]) == held(one for one in log if one != undone)
    again = decision(len(log) + 2, "undo", undone.subject, undoes=undo.number)
    assert held([*log, undo, again]) == held(log)


@given(actions)
def test_what_holds_does_not_depend_on_the_order_in_which_the_log_is_given(drawn: list[tuple[str, str, str]]) -> None:
    log = log_of(drawn)
    assert all(held(some) == held(log) for some in itertools.islice(itertools.permutations(log), 6))


@given(actions)
def test_a_part_has_one_home_however_it_was_parted_and_joined(drawn: list[tuple[str, str, str]]) -> None:
    holds = held(log_of(drawn))
    for id_, part in itertools.product(IDS, ("Jan Orel", "J. Orel", "Mira Tal")):
        home = holds.home(id_, part)
        assert holds.root(home) == home
    assert holds.home(IDS[0], "Mira Tal") == holds.root(IDS[0])


def test_of_several_names_the_last_holds_also_for_what_was_merged_later() -> None:
    log = [
        decision(1, "rename", "person-a", name="Jan"),
        decision(2, "rename", "person-b", name="Jan Orel"),
        decision(3, "merge", "person-a", **{"with": "person-b"}),
    ]
    holds = held(log)
    assert (holds.name("person-a"), holds.name("person-b"), holds.numbers("person-b")) == ("Jan Orel", "Jan Orel", (1, 2, 3))
    assert standing([*log, decision(4, "undo", "person-b", undoes=2)]) == [log[0], log[2]]
