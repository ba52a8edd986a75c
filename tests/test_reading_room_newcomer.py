"""Somebody who opens the room for the first time, and has read nothing on it: what he wants is a few strokes away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from servanda import compare, open_ledger, read_text
from servanda.comparison.search.named import named
from servanda.model import Turn
from tests.browsing import PHONE, arrived, needs_browser, started, watched
from tests.river_talks import ledger_of_talks
from tests.room import Door, annas_room

pytestmark = needs_browser


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    with (
        open_ledger(ledger_of_talks(tmp_path), create=False) as ledger,
        annas_room(ledger) as door,
    ):
        yield door


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with started() as browser:
        yield browser


@pytest.fixture
def page(browser: Any, door: Door) -> Iterator[Any]:
    with watched(browser, door.address) as (page, wrong):
        page.goto("/")
        yield page
        assert wrong == []


def typed(page: Any, words: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search*")


def test_a_question_in_plain_words_is_answered_by_who_gave_which_figure_and_when(page):
    typed(page, "what did Marsh say the trade was worth")
    meant = page.locator(".meant").inner_text()
    assert "40 million euros" in meant
    assert "for 2023" in meant
    assert "2024-05-24" in meant
    page.get_by_role("link", name="All that Elena Marsh says of").click()
    page.wait_for_url("**by=Elena*")
    assert "40 million euros" in page.locator("main").inner_text()


GROWTH = """Meeting with President of Belmora Tomas Weller
May 30, 2025

President of Ardania Elena Marsh met with President of Belmora Tomas Weller in Kessin.

Elena Marsh: In 2024 trade between our countries grew by 9 percent. In 2023 trade between our countries grew by 11 percent.

Tomas Weller: We support the Treaty on the River Lidd.
"""


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("what did Marsh say the trade was worth, and when?", "44 million euros"),
        ("what was the value of the trade, as Marsh told it", "44 million euros"),
        ("by how much did Marsh say the trade grew", "9 percent"),
        ("Marsh on trade", "9 percent"),
        ("by how much did the value of the trade grow, Marsh said", "9 percent"),
    ],
)
def test_figures_of_the_sort_that_is_asked_for_come_first_and_then_the_latest(door, question, first):
    ledger = door.room.ledger
    ledger.append(read_text(GROWTH, source="growth.txt", model=False))
    compare(ledger)
    assert next(one.place.text for one in named(ledger, question).figures) == first


RIVER = "The river is wide, and its banks are green. " * 60
LONG = f"""Meeting with President of Belmora Tomas Weller
May 30, 2025

President of Ardania Elena Marsh met with President of Belmora Tomas Weller in Kessin.

Elena Marsh: {RIVER}Nobody had counted the herons before, we did it by the mill – twice. {RIVER}
"""


def test_a_sentence_that_was_found_is_on_the_screen_however_long_its_paragraph_is(page, door):
    door.room.ledger.append(read_text(LONG, source="long.txt", model=False))
    page.set_viewport_size(PHONE)
    typed(page, "counted herons mill")
    page.locator(".hits a").first.click()
    page.wait_for_url("**/record/**")
    page.wait_for_function(
        """() => {
            const walker = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
            while (walker.nextNode() && !walker.currentNode.data.includes("herons"));
            const range = document.createRange(), at = walker.currentNode.data.indexOf("herons");
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + 6);
            const box = range.getBoundingClientRect();
            return box.top >= 0 && box.bottom <= innerHeight;
        }"""
    )


def test_that_a_ruling_is_kept_is_told_on_the_screen_however_long_the_words_are_that_were_ruled(page, door):
    record = door.room.ledger.append(read_text(LONG, source="long.txt", model=False)).record
    turn = max(door.room.ledger.reading(record).of(Turn), key=lambda one: one.span.end - one.span.start)
    page.set_viewport_size(PHONE)
    page.goto(f"/review?entry={turn.id}")
    page.keyboard.press("e")
    page.keyboard.press("Control+A")
    page.keyboard.type("Iris Holm")
    page.keyboard.press("Enter")
    arrived(page, ".did")
    assert page.locator(".did").bounding_box()["y"] < PHONE["height"]


def test_what_is_overdue_is_one_click_away(page):
    page.get_by_role("link", name="Due", exact=True).click()
    page.wait_for_url("**/due")
    assert page.get_by_role("heading", name="Overdue: its day has passed").count() == 1


def test_a_sentence_that_is_put_down_to_the_wrong_speaker_is_mended_where_it_stands(page, door):
    typed(page, '"I propose to open a ferry"')
    page.locator(".hits a").first.click()
    page.wait_for_url("**/record/**")
    page.get_by_role("link", name="Correct who speaks: Tomas Weller").first.click()
    page.get_by_label("speaker").fill("Iris Holm")
    page.get_by_role("button", name="Keep as corrected").click()
    arrived(page, ".did")
    (made,) = door.room.ledger.rulings()
    assert made.corrected == {"speaker": "Iris Holm"}
    record = door.get(f"/entry/{made.entry}.json").value["record"]
    ferry = [one for one in door.get(f"/record/{record[:12]}.json").value["entries"] if "open a ferry" in one.get("text", "")]
    assert {one["speaker"] for one in ferry} == {"Iris Holm"}


def test_an_entry_that_was_ruled_upon_can_be_ruled_again_from_its_own_page(page, door):
    entry = door.get("/review.json?kind=commitment").value["id"]
    door.room.ledger.rule(entry, "accepted", by="Anna")
    page.goto(f"/entry/{entry}")
    page.get_by_role("link", name="Right or wrong?").click()
    arrived(page, "#ruling")
    page.keyboard.press("r")
    arrived(page, ".did")
    assert page.url.endswith(f"/entry/{entry}?did=2")
    page.keyboard.press("u")
    arrived(page, ".did", state="detached")
    assert [one.act for one in door.room.ledger.rulings()] == ["accepted", "rejected", "undone"]


def test_persons_offices_and_matters_are_known_by_what_is_typed(door):
    ledger = door.room.ledger
    compare(ledger)
    assert [one.name for one in named(ledger, "weller").people] == ["Tomas Weller"]
    assert [one.name for one in named(ledger, "President of Ardania").people][:1] == ["Elena Marsh"]
    assert "Treaty on the River Lidd" in [one.name for one in named(ledger, "the river lidd treaty").matters]
    nothing = named(ledger, '"… -OR the of')
    assert (nothing.people, nothing.matters, nothing.figures, nothing.rest) == ((), (), (), "")
