"""The reading room in a real browser: rulings by keyboard, words chosen by selecting them, hostile records that stay text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from servanda import open_ledger, read_text
from servanda.faces.web.room import Room
from servanda.ledger import failures, members, passwords
from servanda.model import CORRECTABLE
from tests.browsing import THEMES, arrived, needs_browser, started, sync_api, watched
from tests.river_talks import ledger_of_talks
from tests.room import Door, open_room
from tests.test_reading_room import HOSTILE

pytestmark = needs_browser
Axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe comes with `make test`").Axe

PASSWORD, OTHER = "seven lanterns over Kessin", "a barge of wet chestnuts"


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with started() as browser:
        yield browser


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Door]:
    with open_ledger(ledger_of_talks(tmp_path), create=False) as ledger, open_room(Room(ledger, reviewer="Anna")) as door:
        yield door


@pytest.fixture
def page(browser: sync_api.Browser, own: Door) -> Iterator[sync_api.Page]:
    """A page of a browser; whatever goes wrong in it is a fault, and so is whatever it would load from elsewhere."""
    context = browser.new_context(base_url=own.address, viewport={"width": 1200, "height": 900})
    opened, wrong = context.new_page(), []
    opened.on("pageerror", lambda fault: wrong.append(str(fault)))
    opened.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    opened.on("dialog", lambda dialog: wrong.append(dialog.message) or dialog.dismiss())
    opened.on("request", lambda asked: None if asked.url.startswith(own.address) else wrong.append(asked.url))
    yield opened
    context.close()
    assert wrong == []


def words(page: sync_api.Page) -> str:
    return page.locator("mark.found").inner_text()


def test_one_key_rules_and_goes_on_and_one_undoes(own, page):
    page.goto("/review?kind=commitment")
    first = words(page)
    page.keyboard.press("a")
    arrived(page, ".did")
    assert words(page) != first
    page.keyboard.press("u")
    arrived(page, ".did", state="detached")
    assert words(page) == first
    page.keyboard.press("s")
    page.wait_for_url("**/review*after=*")
    page.keyboard.press("r")
    arrived(page, ".did")
    assert [(one.act, one.owner) for one in own.room.ledger.rulings()] == [
        ("accepted", "Anna"),
        ("undone", "Anna"),
        ("rejected", "Anna"),
    ]


def test_the_last_ruling_is_undone_after_an_entry_was_skipped(own, page):
    page.goto("/review?kind=commitment")
    page.keyboard.press("a")
    arrived(page, ".did")
    page.keyboard.press("s")
    page.wait_for_url("**/review*after=*")
    page.keyboard.press("u")
    arrived(page, ".did", state="detached")
    assert [one.act for one in own.room.ledger.rulings()] == ["accepted", "undone"]


def test_keys_rest_while_somebody_types(own, page):
    page.goto("/review?kind=commitment")
    page.locator("#why").click()
    page.keyboard.type("a rare case")
    assert page.locator("#why").input_value() == "a rare case"
    assert own.room.ledger.rulings() == []


def test_enter_in_a_field_keeps_what_was_altered_and_never_accepts_what_was_read(own, page):
    page.goto("/review?kind=commitment")
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.id") == "field-holder"
    page.keyboard.press("Control+A")
    page.keyboard.type("Iris Holm")
    page.keyboard.press("Enter")
    arrived(page, ".did")
    (made,) = own.room.ledger.rulings()
    assert (made.act, made.corrected) == ("corrected", {"holder": "Iris Holm"})


def test_accepting_what_was_altered_is_refused_so_that_nothing_is_lost_unseen(browser, own):
    with watched(browser, own.address) as (page, _):  # which notes the refusal
        page.goto("/review?kind=commitment")
        page.locator("#field-holder").fill("Iris Holm")
        page.get_by_role("button", name="Accept").click()
        page.wait_for_url("**/rule")
        assert "holder was altered" in page.locator("main").inner_text()
        assert own.room.ledger.rulings() == []
        page.go_back()
        assert page.locator("#field-holder").input_value() == "Iris Holm"


HOLDING = """Talks with President of Belmora Tomas Weller
May 24, 2024

President of Ardania Elena Marsh and President of Belmora Tomas Weller held talks in Velmar.

Elena Marsh: We will open\u202e the second
 lock by the end of October 2024. “We want peace,” the\u200f Minister of\tTransport said. Trade amounted to 40 million euros.
We support the Treaty on the River Lidd.
"""


def test_an_entry_of_any_kind_is_accepted_as_it_was_read_whatever_signs_are_in_it(own, page):
    record = own.room.ledger.append(read_text(HOLDING, source="signs.txt", model=False)).record
    entries = own.get(f"/record/{record[:12]}.json").value["entries"]
    ruled = [one["id"] for one in entries if one["kind"] in CORRECTABLE]
    for number, entry in enumerate(ruled, start=1):
        page.goto(f"/review?entry={entry}")
        page.keyboard.press("a")
        page.wait_for_url(f"**did={number}")
    assert {one["kind"] for one in entries if one["id"] in ruled} >= {"turn", "commitment", "figure", "quotation", "position"}
    assert {one.act for one in own.room.ledger.rulings()} == {"accepted"}


def test_words_are_corrected_by_selecting_them(own, page):
    page.goto("/review?kind=commitment")
    text = words(page)
    wanted = text[: len(text) // 2].rsplit(" ", 1)[0]
    page.evaluate(
        """(length) => {
            const words = document.querySelector("mark.found").firstChild, range = document.createRange();
            range.setStart(words, 0); range.setEnd(words, length);
            const chosen = document.getSelection(); chosen.removeAllRanges(); chosen.addRange(range);
        }""",
        len(wanted),
    )
    page.wait_for_function("(wanted) => document.getElementById('words').value === wanted", arg=wanted)
    page.keyboard.press("c")
    arrived(page, ".did")
    (made,) = own.room.ledger.rulings()
    assert own.get(f"/entry/{made.entry}.json").value["text"] == wanted


def test_the_sentences_of_a_turn_that_another_speaks_are_chosen_by_selecting_some_of_their_words(own, page):
    record = own.room.ledger.record("report.txt").record
    turn = next(one for one in own.room.ledger.entries("turn", record) if one["speaker"] == "Elena Marsh")
    page.goto(f"/review?entry={turn['id']}")
    page.evaluate(
        """() => {
            const said = document.querySelectorAll("mark.found [data-from]"), range = document.createRange();
            range.setStart(said[1].firstChild, 3); range.setEnd(said[2].firstChild, 9);
            const chosen = document.getSelection(); chosen.removeAllRanges(); chosen.addRange(range);
        }"""
    )
    page.wait_for_function("document.getElementById('field-start').selectedIndex === 1")
    begins, ends = (page.locator(place).evaluate("(one) => one.selectedIndex") for place in ("#field-start", "#field-end"))
    assert (begins, ends) == (1, 2)
    page.get_by_label("speaker").fill("Tomas Weller")
    page.get_by_role("button", name="Keep as corrected").click()
    arrived(page, ".did")
    parts = own.get(f"/entry/{turn['id']}.json").value["parts"]
    assert [one["speaker"] for one in parts] == ["Elena Marsh", "Tomas Weller", "Elena Marsh"]
    assert parts[1]["text"].startswith("We have agreed")
    assert parts[1]["text"].endswith("by the end of October 2024.")


def test_dropped_files_are_read_while_the_page_tells_how_far_it_is(own, page, tmp_path):
    talk, broken = tmp_path / "talk.txt", tmp_path / "broken.pdf"
    talk.write_text("Meeting with Iris Holm\nMay 2, 2025\n\nIris Holm: We will plant forty oaks by the end of 2026.\n")
    broken.write_bytes(b"%PDF-1.7 and no more")
    page.goto("/add")
    page.set_input_files("#files", [talk, broken])
    page.get_by_role("button", name="Read them").click()
    page.wait_for_selector("text=What became of them", timeout=30_000)
    assert "cannot be read" in page.locator("tr", has_text="broken.pdf").inner_text()
    page.get_by_role("link", name="talk.txt").click()
    page.wait_for_url("**/record/*")
    assert page.get_by_text("We will plant").count()
    assert own.get("/search.json?q=oaks").value["total"] == 1


def test_the_search_box_is_a_key_away_and_finds_a_sentence(page):
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("second lock")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search*")
    page.get_by_role("link", name="Talks with President").first.click()
    page.wait_for_url("**/record/*")
    assert page.locator("h2", has_text="Talks with President").count()


def test_all_that_is_ruled_can_be_ruled_with_scripts_off(browser, own):
    context = browser.new_context(base_url=own.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/review?kind=commitment")
    page.get_by_role("button", name="Accept").click()
    page.get_by_role("button", name="Undo").click()
    page.locator("#field-holder").fill("Iris Holm")
    page.get_by_role("button", name="Keep as corrected").click()
    page.goto("/review/list?kind=figure")
    page.locator("input[type=checkbox]").first.check()
    page.get_by_role("button", name="Reject the ticked").click()
    context.close()
    assert [one.act for one in own.room.ledger.rulings()] == ["accepted", "undone", "corrected", "rejected"]


def test_a_matter_shows_its_figures_drawn(own, page):
    trade = next(one for one in own.get("/matters.json?all=1").value if one["matter_kind"] == "measure")
    page.goto(f"/matter/{trade['id']}")
    assert page.locator("svg[role=img]").count() == 1


def test_a_hostile_record_runs_nothing_anywhere(own, page):
    own.room.ledger.append(read_text(HOSTILE, source="talks/<script>alert(9)</script>.txt", model=False))
    record = next(one["id"] for one in own.get("/records.json").value if "script" in one["source"])
    for path in (f"/record/{record}", "/", "/records", "/search?q=script", "/review", "/review/list", "/people?all=1"):
        page.goto(path)
    assert "<script>alert(1)</script>" in page.goto(f"/record/{record}").text().replace("&lt;", "<").replace("&gt;", ">")


class TestTeam:
    """A ledger with accounts, as its members meet it in a browser."""

    @pytest.fixture
    def team(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
        monkeypatch.setattr(passwords, "COST", passwords.Cost(16, 8, 1))
        with open_ledger(ledger_of_talks(tmp_path), create=False) as ledger:
            for name, role in (("Anna", "reviewer"), ("Boris", "reviewer"), ("Rita", "reader")):
                members.add(ledger, name, role, PASSWORD)
            with open_room(Room(ledger)) as door:
                yield door

    @pytest.fixture
    def opened(self, browser: sync_api.Browser, team: Door) -> Iterator[Callable[..., sync_api.Page]]:
        """A page of a browser of one's own: logged in by a name, or not."""
        contexts: list[sync_api.BrowserContext] = []

        def opened(name: str | None = None, **context: object) -> sync_api.Page:
            contexts.append(browser.new_context(base_url=team.address, **context))
            page = contexts[-1].new_page()
            if name:
                log_in(page, name)
                page.wait_for_url(f"{team.address}/")
            return page

        yield opened
        for one in contexts:
            one.close()

    def test_one_logs_in_where_he_was_stopped_rules_in_his_own_name_and_leaves(self, team, opened):
        page = opened()
        page.goto("/review?kind=commitment")
        assert page.url.startswith(f"{team.address}/login")
        log_in(page, "Anna")
        page.wait_for_url("**/review?kind=commitment")
        page.keyboard.press("a")
        arrived(page, ".did")
        assert [one.owner for one in team.room.ledger.rulings()] == ["Anna"]
        page.get_by_role("button", name="Log out").click()
        page.wait_for_url("**/login")
        page.go_back()
        page.reload()
        assert page.locator("h1").inner_text() == "Log in"

    def test_a_wrong_password_is_refused_and_too_many_are_made_to_wait(self, team, opened):
        page = opened()
        page.goto("/login")
        for _ in range(failures.FREE_BY_NAME):
            log_in(page, "Anna", "wrong")
            page.wait_for_selector("[role=alert]")
            assert page.locator("#password").input_value() == ""
        log_in(page, "Anna")
        page.wait_for_selector("text=Too many tries")
        assert "Wait 1 minute" in page.locator("[role=alert]").inner_text()
        page.goto("/records")
        assert page.url.startswith(f"{team.address}/login")

    def test_a_reviewer_is_offered_to_undo_his_own_rulings_alone(self, team, opened):
        anna, boris = opened("Anna"), opened("Boris")
        for page in (anna, boris):
            page.goto("/review?kind=figure")
            page.get_by_role("button", name="Accept").click()
            arrived(page, ".did")
            page.goto("/rulings")
        assert boris.get_by_role("button", name="Undo ruling").count() == 1
        boris.get_by_role("button", name="Undo ruling 2").click()
        boris.wait_for_selector("text=undone 2")
        forged = boris.evaluate(
            """async () => {
                const token = document.querySelector("[name=token]").value;
                const answer = await fetch("/undo", {method: "POST", body: new URLSearchParams({token, number: "1"})});
                return [answer.status, await answer.text()];
            }"""
        )
        assert forged[0] == 403
        assert "a steward undoes what others ruled" in forged[1]

    def test_a_reader_sees_no_buttons_and_keys_do_nothing(self, team, opened):
        page = opened("Rita")
        page.goto("/review?kind=commitment")
        assert page.get_by_role("button", name="Accept").count() == 0
        page.keyboard.press("a")
        page.goto("/add")
        assert page.locator("input[type=file]").count() == 0
        assert page.get_by_role("link", name="Review").count() == 0
        assert team.room.ledger.rulings() == []

    def test_all_of_it_goes_with_scripts_off(self, team, opened):
        page = opened("Anna", java_script_enabled=False)
        page.get_by_role("link", name="Anna").click()
        page.locator("#old").fill(PASSWORD)
        page.locator("#new").fill(OTHER)
        page.locator("#again").fill(OTHER)
        page.get_by_role("button", name="Change it").click()
        assert "Your password is changed" in page.locator("[role=status]").inner_text()
        page.get_by_role("button", name="Make a key").click()
        assert "/due.ics?key=" in page.locator("code").first.inner_text()
        page.get_by_role("button", name="Log out everywhere").click()
        assert page.locator("h1").inner_text() == "Log in"

    @pytest.mark.parametrize("theme", THEMES)
    def test_login_and_account_have_no_serious_fault_of_access(self, team, opened, theme):
        stranger, anna = (opened(name, color_scheme=theme, bypass_csp=True) for name in (None, "Anna"))
        for page, path in ((stranger, "/login"), (anna, "/account"), (anna, "/records")):
            page.goto(path)
            page.set_viewport_size({"width": 390, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
            found = Axe().run(page).response["violations"]
            assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == [], path


def log_in(page: sync_api.Page, name: str, password: str | None = None) -> None:
    if not page.url.partition("?")[0].endswith("/login"):
        page.goto("/login")
    page.locator("#name").fill(name)
    page.locator("#password").fill(password or PASSWORD)
    page.get_by_role("button", name="Log in").click()
