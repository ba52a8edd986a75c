"""What every page of the room stands: phone and wide screen, light and dark, the keyboard alone, paper, and no scripts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.browsing import PHONE, THEMES, WIDE, needs_browser, started, watched
from tests.river_talks import compared_talks
from tests.room import Door, annas_room
from tests.test_reading_room import addresses

Axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe comes with `make test`").Axe
pytestmark = needs_browser


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    with compared_talks(tmp_path_factory.mktemp("pages")) as ledger, annas_room(ledger) as door:
        yield door


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with started() as browser:
        yield browser


def every(door: Door) -> list[str]:
    """An address of every kind, those of parts that change what a page has on it included."""
    entry = door.get("/review.json?kind=commitment").value["id"]
    turn = max(door.room.ledger.entries("turn"), key=lambda one: len(one["text"]))["id"]
    more = (
        "/",
        f"/review?entry={turn}",
        "/search?q=what+did+Marsh+say+the+trade+was",
        f"/review?entry={entry}",
        "/record/ffffffff",
        "/brief?with=Weller",
    )
    return [*more, *addresses(door)]


SIZES = {"phone": PHONE, "wide": WIDE}


@dataclass(frozen=True, slots=True)
class Look:
    """How a page looks in one theme on a screen of one size."""

    path: str
    theme: str
    size: str
    faults: list[tuple[str, str]]
    """What axe finds serious or critical, and the beginning of the first element that has it."""
    width: int


@pytest.fixture(scope="module")
def looks(browser: Any, door: Door) -> list[Look]:
    """Every page, opened once and looked at in both themes on both screens: to open it, and axe in it, is what takes long."""
    with watched(browser, door.address, bypass_csp=True) as (page, _):  # axe is put into the page
        return [look for path in every(door) for look in looks_of(page, path)]


def looks_of(page: Any, path: str) -> Iterator[Look]:
    page.goto(path)
    page.evaluate(Axe().axe_script)
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            found = page.evaluate("axe.run({resultTypes: ['violations']}).then(({violations}) => violations)")
            serious = [one for one in found if one["impact"] in ("serious", "critical")]
            faults = [(one["id"], one["nodes"][0]["html"][:120]) for one in serious]
            yield Look(path, theme, size, faults, page.evaluate("document.documentElement.scrollWidth"))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_no_page_has_a_serious_fault_of_access_in_either_theme_on_a_phone_or_a_wide_screen(looks, theme, size):
    assert [look for look in looks if (look.theme, look.size) == (theme, size) and look.faults] == []


@pytest.mark.parametrize("theme", THEMES)
def test_no_page_scrolls_sideways_on_a_phone_in_either_theme(looks, theme):
    seen = [look for look in looks if (look.theme, look.size) == (theme, "phone")]
    assert len(seen) > 20
    assert [look for look in seen if look.width > PHONE["width"]] == []


CUT = """() => [...document.querySelectorAll(".wide > .listing:not(.matrix) :is(td, th[scope=row])")].filter((cell) =>
    cell.getBoundingClientRect().right > document.documentElement.clientWidth || cell.scrollWidth > cell.clientWidth + 1
    ).map((cell) => cell.textContent)"""


def test_no_list_is_cut_off_on_a_phone_and_each_number_in_it_says_what_it_counts(browser, door):
    with watched(browser, door.address, viewport=PHONE) as (page, wrong):
        for path in (
            "/records",
            "/matters?all=1",
            "/people",
            "/meetings",
            "/review/list?kind=instrument",
            "/notes",
            "/rulings",
        ):
            page.goto(path)
            assert page.locator(".wide tbody tr").count(), path
            assert page.evaluate(CUT) == [], path
            assert page.locator(".wide tbody td.number:not([data-name])").count() == 0, path
        page.goto("/records")
        told = page.locator("td.number").first.evaluate("cell => getComputedStyle(cell, '::before').content")
        assert told.startswith('"Commitments "')
        page.set_viewport_size(WIDE)
        assert page.locator("td.number").first.evaluate("cell => getComputedStyle(cell, '::before').content") == "none"
        assert wrong == []


WHERE = """() => { const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    return [one.tagName, one.textContent.trim().slice(0, 40), style.outlineStyle !== "none" || style.boxShadow !== "none",
            box.width > 0 && box.height > 0]; }"""


def test_all_is_reached_by_the_tab_key_seen_where_it_is_and_nothing_holds_it(browser, door):
    with watched(browser, door.address, viewport=WIDE) as (page, wrong):
        for path in ("/", "/review?kind=commitment", "/search?q=treaty"):
            page.goto(path)
            wanted = page.evaluate("""document.querySelectorAll(
                "a[href], button, input:not([type=hidden]), select, textarea, summary").length""")
            page.keyboard.press("Tab")
            assert page.evaluate(WHERE)[1] == "To the page"
            seen = 1
            for _ in range(wanted + 40):
                page.keyboard.press("Tab")
                tag, words, outlined, there = page.evaluate(WHERE)
                if tag == "BODY":
                    break
                assert outlined, (path, tag, words)
                assert there, (path, tag, words)
                seen += 1
            assert tag == "BODY", "the keyboard is held"
            assert seen >= wanted, path
        page.goto("/")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        assert wrong == []


def test_a_record_and_a_matter_are_printed_without_what_only_a_screen_needs(browser, door):
    record, matter = (door.get(f"/{name}.json").value[0]["id"] for name in ("records", "matters"))
    with watched(browser, door.address) as (page, wrong):
        for path in (f"/record/{record}", f"/matter/{matter}?all=1"):
            page.goto(path)
            page.emulate_media(media="print")
            for part in ("header.room", ".skip", ".choice", ".rule", "nav.contents"):
                assert not any(one.is_visible() for one in page.locator(part).all()), (path, part)
            assert page.locator("main blockquote, main .text").first.is_visible()
            assert page.pdf(format="A4").startswith(b"%PDF")
        assert wrong == []


def test_a_drawing_is_dark_in_the_dark_theme_and_never_on_paper(browser, door):
    trade = next(one["id"] for one in door.get("/matters.json?all=1").value if one["matter_kind"] == "measure")
    with watched(browser, door.address) as (page, wrong):
        page.goto(f"/matter/{trade}")
        for media, theme, turned in (("screen", "light", False), ("screen", "dark", True), ("print", "dark", False)):
            page.emulate_media(media=media, color_scheme=theme)
            look = page.locator(".drawing svg").evaluate("drawn => getComputedStyle(drawn).filter")
            assert (look != "none") is turned, (media, theme)
        assert wrong == []


def test_a_page_says_the_same_with_scripts_off(browser, door):
    record, matter = (door.get(f"/{name}.json").value[0]["id"] for name in ("records", "matters"))
    paths = ("/", f"/record/{record}", f"/matter/{matter}", "/review", "/search?q=treaty", "/add")
    told = []
    for scripts in (True, False):
        with watched(browser, door.address, java_script_enabled=scripts) as (page, _):
            told.append({path: page.goto(path) and page.locator("body").text_content() for path in paths})
    assert told[0] == told[1]
