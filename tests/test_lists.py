"""Lists that are asked for in parts: the parts are what the whole is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import servanda
from servanda.comparison import Comparison
from servanda.comparison.listing import part_of, with_others
from servanda.comparison.matters import calling
from servanda.comparison.people.tenures import parted
from servanda.model import Listed, NameUse
from tests.river_talks import TREATY, ledger_of_talks, readings

numbers = st.lists(st.integers(0, 60), unique=True, max_size=25)


@pytest.fixture
def comparison(tmp_path: Path) -> Iterator[Comparison]:
    with servanda.open_ledger(ledger_of_talks(tmp_path), create=False) as ledger:
        yield servanda.compare(ledger)


def whole(asked: Callable[[int, int], Listed[Any]], size: int = 3) -> list[Any]:
    found: list[Any] = []
    while part := asked(len(found), size).items:
        found += part
    assert asked(0, 1).total == len(found)
    return found


@given(kept=numbers, others=numbers, start=st.integers(0, 60), count=st.integers(1, 9))
def test_what_is_put_among_what_is_kept_stands_in_its_place(kept, others, start, count):
    known = sorted(set(kept) - set(others))
    part = with_others(lambda first, most: known[first : first + most], len(known), others, lambda one: one, start, count)
    assert part == part_of(sorted({*kept, *others}), start, count)


@pytest.mark.parametrize("everything", [False, True])
def test_parts_of_the_lists_are_what_the_lists_are(comparison, everything):
    people = comparison.people(everything=everything)
    assert whole(lambda start, count: comparison.people_part(start, count, everything=everything)) == people
    matters = sorted(comparison.matters(everything=everything), key=lambda one: (-one.records, one.name, one.id))
    assert whole(lambda start, count: comparison.matters_part(start, count, everything=everything)) == matters
    assert whole(lambda start, count: comparison.people_part(start, count, kind="state")) == comparison.people(kind="state")
    assert whole(comparison.meetings_part, 1) == comparison.meetings()[::-1] != []


def test_parts_of_lists_tell_what_people_decided(comparison):
    comparison.merge("Elena Marsh", "Anna Reyes")
    comparison.rename("Tomas Weller", "Aleksandr Weller")
    first, *others = comparison.matters(everything=True)
    comparison.merge(TREATY, others[0].id if first.name == TREATY else first.id)
    comparison.settle(TREATY, {"owner": "the desk"})
    assert whole(lambda start, count: comparison.people_part(start, count, everything=True)) == comparison.people(
        everything=True
    )
    assert "Aleksandr Weller" in {one.name for one in comparison.people_part(0, 50).items}
    on = "2025-01-01"
    assert whole(lambda start, count: comparison.people_part(start, count, on=on, everything=True)) == comparison.people(
        on=on, everything=True
    )
    matters = sorted(comparison.matters(everything=True), key=lambda one: (-one.records, one.name, one.id))
    assert whole(lambda start, count: comparison.matters_part(start, count, everything=True), 2) == matters
    assert "the desk" in {one.owner for one in matters}
    known = {one.id for one in comparison.people(everything=True)}
    assert {each.person for one in comparison.meetings() for each in one.participants} <= known


@pytest.mark.parametrize("everything", [False, True])
@pytest.mark.parametrize("on", [None, "2025-02-01"])
def test_parts_of_the_findings_are_what_is_told_the_latest_first(comparison, everything, on):
    told = comparison.findings_told(everything=everything, on=on)
    expected = sorted(told.findings, key=lambda one: (one.later.day or "", one.id), reverse=True)
    parts = comparison.findings_part(0, 2, everything=everything, on=on)
    assert (parts.waiting, parts.unmeasured) == (told.waiting, told.unmeasured)
    assert whole(lambda start, count: comparison.findings_part(start, count, everything=everything, on=on).findings) == expected
    assert expected


def test_the_latest_findings_are_the_last_that_hold_on_any_day(comparison):
    told = sorted(comparison.findings(), key=lambda one: one.later.day or "", reverse=True)
    for count in range(1, len(told) + 2):
        assert comparison.findings_latest(count) == Listed(tuple(told[:count]), len(told))


def called(comparison: Comparison, names: tuple[str, ...], on: str | None) -> list[tuple[str, int]]:
    """What `first_called` is to give, found out by going through all that each name calls."""
    found = {one.id: one for name in names for one in calling.called(comparison.ledger, name, on=on)}
    several = [one for one in found.values() if one.records > 1] or list(found.values())
    plain = {name.casefold() for name in names}
    ordered = sorted(several, key=lambda one: (one.name.casefold() not in plain, -one.records, one.name))
    return [(one.name, one.records) for one in ordered]


@pytest.mark.parametrize("decided", [False, True])
@pytest.mark.parametrize("on", [None, "2024-12-31"])
def test_the_first_matters_that_words_call_are_those_of_all_that_they_call(comparison, decided, on):
    if decided:
        comparison.rename(TREATY, "Lidd Treaty")
        comparison.settle(comparison.matters(everything=True)[-1].id, {"owner": "the desk"})
    for names in (("treaty",), (TREATY, "trade"), ("river lidd", "river", "lidd"), ("lock",), ("ö",), ("nothing", "such")):
        found = calling.first_called(comparison.ledger, names, 3, on=on)
        assert [(one.name, one.records) for one in found] == called(comparison, names, on)[:3]
        assert not any(one.claims for one in found)


def test_the_last_few_that_are_due_are_the_last_of_all_that_are_due(comparison):
    for by in (None, "Marsh"):
        dues = comparison.due("2026-01-01", by=by).dues
        for limit in range(1, len(dues) + 2):
            assert comparison.due("2026-01-01", by=by, limit=limit, counted=False).dues == dues[-limit:]
    assert dues


def test_a_part_as_of_a_day_is_of_what_was_known_then(comparison):
    on = "2024-06-01"
    assert whole(lambda start, count: comparison.people_part(start, count, on=on)) == comparison.people(on=on)
    assert whole(lambda start, count: comparison.meetings_part(start, count, on=on)) == comparison.meetings(on=on)[::-1]
    assert len(comparison.meetings(on=on)) < len(comparison.meetings())


@pytest.mark.parametrize(("on", "known"), [("2024-05-23", 0), ("2024-06-01", 1), ("2024-12-31", 2), ("2025-03-14", 3)])
def test_people_as_of_a_day_are_those_of_a_ledger_that_has_the_records_up_to_it(comparison, tmp_path, on, known):
    with servanda.open_ledger(tmp_path / "earlier.servanda") as ledger:
        for one in readings()[:known]:
            ledger.append(one)
        earlier = servanda.compare(ledger).people(everything=True)
    assert comparison.people(on=on, everything=True) == earlier
    assert bool(earlier) == bool(known)


def test_records_come_in_parts_the_latest_first(comparison):
    ledger = comparison.ledger
    records = sorted(ledger.records(), key=lambda one: (one.day or "", one.record), reverse=True)
    assert whole(ledger.latest, 2) == records
    earlier, later = (one.record for one in records[:2][::-1])
    ledger.replace(earlier, later)
    assert whole(ledger.latest, 2) == [one for one in records if one.record != earlier]


def test_whoever_a_record_alone_named_is_gone_with_its_words(comparison):
    assert comparison.people("Anna Reyes", everything=True) != []
    ledger = comparison.ledger
    for one in [one for one in ledger.entries() if "Reyes" in str(one.get("speaker") or one.get("asker"))]:
        ledger.rule(one["id"], "rejected")
    assert servanda.compare(ledger).people("Anna Reyes", everything=True) == []


@given(days=st.lists(st.sampled_from([None, *(f"2024-{month:02}-10" for month in range(1, 13))]), min_size=3, max_size=30))
def test_who_is_not_told_apart_goes_with_whoever_is_named_on_the_nearest_day(days):
    uses = [
        NameUse(
            record=f"{number:02}", name=f"Jan {'ABC'[number % 3]}. Orel" if number < 3 else "Jan Orel", skeleton="orel", day=day
        )
        for number, day in enumerate(days)
    ]
    groups = parted(uses)
    assert sorted(use.record for some in groups.values() for use in some) == [use.record for use in uses]
    mark_of = {use.record: mark for mark, some in groups.items() for use in some}
    for use in uses[3:]:
        if use.day and any(told.day == use.day for told in uses[:3]):
            assert mark_of[use.record] in {mark_of[told.record] for told in uses[:3] if told.day == use.day}
