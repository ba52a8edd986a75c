"""Matters as people decided them: joined, parted, named and marked, by day, and undone as if never decided."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from servanda import compare, open_ledger
from servanda.comparison import Comparison
from servanda.errors import NotFoundError
from servanda.model import Matter
from tests.river_talks import TREATY, ledger_of_talks


@pytest.fixture
def comparison(tmp_path: Path) -> Iterator[Comparison]:
    with open_ledger(ledger_of_talks(tmp_path)) as ledger:
        yield compare(ledger)


def other(comparison: Comparison) -> Matter:
    """Another matter than the treaty, with claims of its own."""
    treaty = {claim.id for claim in comparison.matter(TREATY).claims}
    for listed in comparison.matters(everything=True):
        whole = comparison.matter(listed.id)
        if not treaty.issuperset(claim.id for claim in whole.claims):
            return whole
    raise AssertionError("the talks have one matter only")


def numbers(matter: Matter) -> set[int]:
    return {claim.id for claim in matter.claims}


def test_what_is_merged_is_one_matter_under_either_name(comparison: Comparison) -> None:
    treaty, second = comparison.matter(TREATY), other(comparison)
    comparison.merge(treaty.id, second.id)
    for name in (treaty.id, second.id, TREATY):
        assert numbers(comparison.matter(name)) == numbers(treaty) | numbers(second)
    assert len({one.id for one in comparison.matters(everything=True)} & {treaty.id, second.id}) == 1


def test_merging_in_the_other_order_gives_the_same_under_the_name_of_the_first(comparison: Comparison, tmp_path: Path) -> None:
    treaty, second = comparison.matter(TREATY), other(comparison)
    comparison.merge(treaty.id, second.id)
    (tmp_path / "other").mkdir()
    with open_ledger(ledger_of_talks(tmp_path / "other")) as ledger:
        turned = compare(ledger)
        turned.merge(second.id, treaty.id)
        one, two = comparison.matter(treaty.id), turned.matter(treaty.id)
        assert (one.id, numbers(one)) == (two.id, numbers(two))
        assert ((one.name, one.kind), (two.name, two.kind)) == ((treaty.name, treaty.kind), (second.name, second.kind))


def test_what_is_split_off_is_a_matter_of_its_own(comparison: Comparison) -> None:
    treaty = comparison.matter(TREATY)
    taken = treaty.claims[0].place.entry
    assert taken is not None
    into = comparison.split(treaty.id, taken).values["into"]
    assert {claim.place.entry for claim in comparison.matter(into).claims} == {taken}
    assert taken not in {claim.place.entry for claim in comparison.matter(treaty.id).claims}


def test_what_a_user_names_is_found_by_that_name(comparison: Comparison) -> None:
    treaty = comparison.matter(TREATY)
    comparison.rename(treaty.id, "The river file")
    assert comparison.matter("the river file").id == treaty.id
    assert "The river file" in {one.name for one in comparison.matters()}


def test_what_a_desk_says_stands_beside_what_records_say(comparison: Comparison) -> None:
    treaty = comparison.matter(TREATY)
    said = {"owner": "Ida Brandt", "due": "2025-05-01", "next_step": "write to Velmar", "level": "head", "pinned": True}
    comparison.settle(treaty.id, said)
    held = comparison.matter(treaty.id)
    assert (held.owner, held.due, held.next_step, held.level, held.pinned) == (
        "Ida Brandt",
        "2025-05-01",
        "write to Velmar",
        "head",
        True,
    )
    assert numbers(held) == numbers(treaty)
    assert len(held.decided) == 1


def test_what_is_undone_is_as_if_it_had_never_been_decided(comparison: Comparison) -> None:
    treaty, second = comparison.matter(TREATY), other(comparison)
    before = comparison.matters(everything=True)
    merged = comparison.merge(treaty.id, second.id)
    comparison.undo(merged.number)
    assert comparison.matters(everything=True) == before
    assert comparison.matter(treaty.id) == treaty


def test_as_of_a_day_what_a_desk_said_later_is_not_known_but_what_is_one_matter_is(comparison: Comparison) -> None:
    treaty = comparison.matter(TREATY)
    comparison.rename(treaty.id, "The river file", at="2025-06-01T10:00:00Z")
    comparison.settle(treaty.id, {"owner": "Ida Brandt"}, at="2025-06-01T10:00:00Z")
    before, after = comparison.matter(treaty.id, on="2025-05-01"), comparison.matter(treaty.id, on="2025-07-01")
    assert (before.name, before.owner) == ("The river file", None)
    assert (after.name, after.owner) == ("The river file", "Ida Brandt")


def test_a_matter_that_is_not_there_is_said_so_after_decisions_too(comparison: Comparison) -> None:
    comparison.settle(comparison.matter(TREATY).id, {"owner": "Ida Brandt"})
    with pytest.raises(NotFoundError, match="no matter is called the moon"):
        comparison.matter("the moon")
