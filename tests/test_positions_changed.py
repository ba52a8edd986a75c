"""What somebody held of a matter and what he held later: two dated quotations in the order of time, and no verdict."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from servanda.comparison import Comparison
from servanda.faces.cli import Settings
from servanda.faces.cli import servanda as command
from servanda.faces.web.room import Room
from servanda.model import PositionChange
from tests.room import open_room
from tests.small_ledger import compared


def talk(day: str, marsh: str, weller: str = "We oppose the road toll on the Sera Bridge.") -> str:
    return f"""Meeting with President of Belmora Tomas Weller
{day} | Velmar

President of Ardania Elena Marsh: {marsh}

President of Belmora Tomas Weller: {weller}
"""


FOR, AGAINST = "We support the road toll on the Sera Bridge.", "We oppose the road toll on the Sera Bridge."
TALKS = {
    "spring.txt": talk("2023-03-14", FOR),
    "autumn.txt": talk("2024-10-17", AGAINST),
    "winter.txt": talk("2025-01-10", AGAINST),
}


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Comparison]:
    with compared(tmp_path_factory.mktemp("talks"), TALKS) as found:
        yield found


def stances(changes: tuple[PositionChange, ...]) -> list[tuple[str | None, str, str | None, str]]:
    pairs = ((one.relation.earlier, one.relation.later) for one in changes)
    return [(one.day, one.values["stance"], other.day, other.values["stance"]) for one, other in pairs]


def test_what_was_held_stands_before_what_was_held_then_and_is_told_once(talks):
    [found] = talks.changes("Elena Marsh", everything=True).changes
    assert stances((found,)) == [("2023-03-14", "supports", "2024-10-17", "opposes")]
    assert (found.relation.earlier.place.text, found.relation.later.place.text) == (FOR[:-1], AGAINST[:-1])


def test_who_holds_the_same_throughout_is_told_nothing_of(talks):
    assert talks.changes("Tomas Weller", everything=True).changes == ()


def test_anothers_words_are_no_change_of_ones_own(talks):
    said = {claim.said_by for one in talks.changes("Elena Marsh", everything=True).changes for claim in (one.relation.later,)}
    assert said == {"Elena Marsh"}


def test_as_of_a_day_nothing_later_is_told(talks):
    assert talks.changes("Elena Marsh", on="2024-10-16", everything=True).changes == ()
    assert len(talks.changes("Elena Marsh", on="2024-10-17", everything=True).changes) == 1


def test_what_is_unsurely_read_waits_until_it_is_asked_for_and_what_a_person_accepted_is_shown(tmp_path):
    with compared(tmp_path, {name: TALKS[name] for name in ("spring.txt", "autumn.txt")}) as talks:
        before = talks.changes("Elena Marsh")
        assert (before.changes, before.waiting) == ((), 1)
        for entry in [*talks.ledger.entries("position")]:
            talks.ledger.rule(entry["id"], "accepted", by="anna")
        after = Comparison(talks.ledger).changes("Elena Marsh")
        assert stances(after.changes) == [("2023-03-14", "supports", "2024-10-17", "opposes")]
        assert after.waiting == 0


def test_the_page_and_its_json_have_both_quotations_and_the_way_to_the_rest(talks):
    [person] = talks.people("Elena Marsh")
    with open_room(Room(talks.ledger)) as door:
        page, rest = door.get(f"/person/{person.id}").text, door.get(f"/person/{person.id}?all=1").text
        [told] = door.get(f"/person/{person.id}.json?all=1").value["changes"]
        assert door.get(f"/person/{person.id}.json").value["changes"] == []
    assert "1 pair of words less surely on the same thing" in page
    place = rest.index("Positions on one matter, then and later")
    assert place < rest.index(FOR[:-1], place) < rest.index(AGAINST[:-1], place)
    assert (told["earlier"]["stance"], told["later"]["stance"], told["shown"]) == ("supports", "opposes", False)


class TestOnTheCommandLine:
    def ask(self, talks: Comparison, *arguments: str) -> Result:
        ledger = str(Path(talks.ledger.place))
        return CliRunner().invoke(command, ["people", "--ledger", ledger, *arguments], catch_exceptions=False, obj=Settings())

    def test_both_are_printed_with_their_days_and_what_waits_is_counted(self, talks):
        told = " ".join(self.ask(talks, "Elena Marsh", "--changes", "--all").stdout.split())
        assert told.index("2023-03-14 Elena Marsh position (supports)") < told.index(
            "2024-10-17 Elena Marsh position (opposes)"
        )
        assert "1 more pair of words is less surely on one thing" in self.ask(talks, "Elena Marsh", "--changes").output

    def test_as_json_they_follow_the_persons(self, talks):
        lines = self.ask(talks, "Elena Marsh", "--changes", "--all", "--json").stdout.splitlines()
        assert [json.loads(line)["kind"] for line in lines] == ["person", "position_change"]

    def test_they_are_asked_of_somebody(self, talks):
        refused = CliRunner().invoke(command, ["people", "--changes"], obj=Settings())
        assert refused.exit_code == 2
        assert "give a NAME" in refused.output
