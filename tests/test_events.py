"""An event that one record announces and a later one tells as held is told as kept; what only resembles it is not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from servanda.comparison.findings.findings import findings_of
from servanda.comparison.matters.matching import hubs_of
from servanda.comparison.relations import events, relations_of
from servanda.comparison.relations.events import held_as_announced
from servanda.ledger.matters import Use
from servanda.model import Claim, Finding, Matter, NearTime
from servanda.words import rows
from tests.claims_written import said

ANNOUNCED, HELD = "2023-02-18", "2023-03-11"


def plain(day: str, words: str, **values: Any) -> Claim:
    """A sentence that states nothing."""
    return said("mention", day, words, confidence=1.0, **values)


def dated(claim: Claim, words: str, value: str) -> Claim:
    """The same with a time that its words name."""
    return replace(claim, times=(NearTime(type="DATE", value=value, text=words, at=claim.place.text.index(words)),))


UPCOMING = dated(
    plain(ANNOUNCED, "You are busy with the upcoming nationwide referendum on the new river constitution on February 27."),
    "February 27",
    "2023-02-27",
)
OVER = plain(HELD, "Let me congratulate you on the successful referendum on amending the constitution of the river states.")


def found(*claims: Claim) -> list[Finding]:
    matter = Matter(id="matter-1", name="referendum", kind="project", claims=claims, relations=tuple(relations_of(claims)))
    return findings_of(matter)


def test_a_referendum_announced_and_held_is_shown_as_kept() -> None:
    (one,) = found(UPCOMING, OVER)
    assert (one.kind, one.shown, one.rule) == ("fulfils", True, "events.held")
    assert one.sentence == (
        "On 18 February 2023 Ada Marsh said, as announced: “You are busy with the upcoming nationwide referendum on the new "
        "river constitution on February 27”; on 11 March 2023 Ada Marsh told it as held: “Let me congratulate you on the "
        "successful referendum on amending the constitution of the river states”."
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "They spoke of preparations for the upcoming meeting of the leaders of the Lidd Basin Treaty Council.",
            "Kessin hosted a meeting of the heads of state of the Lidd Basin Treaty Council.",
        ),
        (
            "The Government will host a two-day Timber Industry Conference.",
            "We also hosted the Timber Industry Conference last week here in Kessin.",
        ),
        ("The parliamentary elections will be held in spring.", "The parliamentary elections were held without incident."),
    ],
)
def test_an_event_is_known_by_its_name_whoever_is_said_to_hold_it(before: str, after: str) -> None:
    assert held_as_announced(plain(HELD, after), plain(ANNOUNCED, before))


@pytest.mark.parametrize(
    "after",
    [
        "Let me congratulate you on the successful referendum on the timber tax.",
        "Let me congratulate you on the successful talks on the constitution of the river states.",
        "They have never held a referendum on the constitution.",
        "The constitution of the river states was praised.",
    ],
)
def test_what_only_resembles_it_is_not_it(after: str) -> None:
    assert not held_as_announced(plain(HELD, after), UPCOMING)


def test_an_event_is_not_held_before_its_day() -> None:
    early = replace(OVER, place=replace(OVER.place, day="2023-02-25"))
    assert not held_as_announced(early, UPCOMING)


def test_the_same_kind_of_event_years_later_is_another() -> None:
    late = replace(OVER, place=replace(OVER.place, day="2025-03-11"))
    assert not held_as_announced(late, UPCOMING)


def test_an_event_of_an_earlier_day_is_not_the_one_announced() -> None:
    words = "The successful referendum on the river constitution was held on March 3, 2019."
    assert not held_as_announced(dated(plain(HELD, words), "March 3, 2019", "2019-03-03"), UPCOMING)


def test_what_other_states_hold_is_not_what_was_announced() -> None:
    assert not held_as_announced(replace(OVER, scope=("corvia",)), UPCOMING)


def test_every_word_that_announces_is_looked_for() -> None:
    for phrase in (phrase for phrase, role, _ in rows("event-words") if role == "announced"):
        assert any(letters in phrase for letters in events._COMING), phrase


def use(claim: int, reading: int, *scope: str, kind: str = "commitment") -> Use:
    return Use(claim=claim, reading=reading, kind=kind, weight=400, scope=frozenset(scope))


def test_what_names_no_state_is_of_what_its_record_says_elsewhere() -> None:
    uses = [use(1, 1, "ardania", "belmora"), use(2, 2, "belmora"), use(3, 2), use(4, 3)]
    assert [hub.claims for hub in hubs_of("tunnel sorrel", uses)] == [(1, 2, 3)]


def test_what_names_no_state_goes_nowhere_where_its_record_speaks_of_two_things() -> None:
    uses = [use(1, 1, "ardania"), use(2, 2, "ardania"), use(3, 2, "corvia"), use(4, 3, "corvia"), use(5, 2)]
    assert [hub.claims for hub in hubs_of("tunnel sorrel", uses)] == [(1, 2), (3, 4)]
