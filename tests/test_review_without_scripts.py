"""All that a reviewer does works in a real browser whose scripts are switched off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from servanda import open_ledger
from servanda.ledger import review
from tests.river_talks import ledger_of_talks
from tests.room import Door, annas_room
from tests.test_reading_room_browser import browser  # noqa: F401 - a fixture

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright comes with `make test`")


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Door]:
    place = ledger_of_talks(tmp_path)
    with open_ledger(place, create=False) as ledger, annas_room(ledger) as door:
        yield door


@pytest.fixture
def page(browser: sync_api.Browser, own: Door) -> Iterator[sync_api.Page]:  # noqa: F811
    context = browser.new_context(base_url=own.address, java_script_enabled=False)
    yield context.new_page()
    context.close()


def shown(page: sync_api.Page) -> str:
    return page.locator("mark.found").first.inner_text()


def acts(own: Door) -> list[str]:
    return [one.act for one in own.room.ledger.rulings()]


def test_an_entry_is_accepted_or_rejected_with_a_reason_and_the_next_one_comes(own, page):
    page.goto("/review?kind=commitment")
    first = shown(page)
    page.locator("#why").fill("read twice")
    page.get_by_role("button", name="Accept").click()
    assert shown(page) != first
    page.get_by_role("button", name="Reject").click()
    assert [(one.act, one.why, one.owner) for one in own.room.ledger.rulings()] == [
        ("accepted", "read twice", "Anna"),
        ("rejected", None, "Anna"),
    ]


def test_a_ruling_is_undone_and_its_entry_comes_back(own, page):
    page.goto("/review?kind=commitment")
    first = shown(page)
    page.get_by_role("button", name="Reject").click()
    page.get_by_role("button", name="Undo").click()
    assert shown(page) == first
    assert acts(own) == ["rejected", "undone"]


def test_an_entry_is_skipped_and_nothing_is_ruled(own, page):
    page.goto("/review?kind=commitment")
    first = shown(page)
    page.get_by_role("link", name="Skip").click()
    assert shown(page) != first
    assert acts(own) == []


def test_what_was_read_of_it_is_corrected_in_fields(own, page):
    page.goto("/review?kind=commitment")
    page.locator("#field-holder").fill("Iris Holm")
    page.locator("#field-force").select_option("proposed")
    page.get_by_role("button", name="Keep as corrected").click()
    (made,) = own.room.ledger.rulings()
    assert dict(made.corrected) == {"holder": "Iris Holm", "force": "proposed"}


def test_the_words_are_corrected_by_writing_them_and_by_their_two_places(own, page):
    page.goto("/review?kind=commitment")
    words = shown(page)
    half = words[: len(words) // 2].rsplit(" ", 1)[0]
    page.locator("#words").fill(half)
    page.get_by_role("button", name="Keep as corrected").click()
    page.locator("#field-end").fill(str(int(page.locator("#field-end").input_value()) - 1))
    second = shown(page)
    page.get_by_role("button", name="Keep as corrected").click()
    texts = [own.get(f"/entry/{one.entry}.json").value["text"] for one in own.room.ledger.rulings()]
    assert texts == [half, second[:-1]]


def test_the_words_and_their_place_are_not_altered_at_once(own, page):
    page.goto("/review?kind=commitment")
    page.locator("#words").fill(shown(page)[:-3].rstrip())
    page.locator("#field-start").fill(str(int(page.locator("#field-start").input_value()) + 1))
    page.get_by_role("button", name="Keep as corrected").click()
    assert "both altered" in page.get_by_role("alert").inner_text()
    assert acts(own) == []


def test_a_page_is_ruled_in_one_stroke_with_a_reason_and_undone_in_one(own, page):
    page.goto("/review/list?kind=figure")
    for place in range(2):
        page.locator("input[name=entry]").nth(place).check()
    page.get_by_label("why").fill("no figure of the talks")
    page.get_by_role("button", name="Reject the ticked").click()
    assert [(one.act, one.why) for one in own.room.ledger.rulings()] == [("rejected", "no figure of the talks")] * 2
    page.get_by_role("button", name="Undo all of them").click()
    assert acts(own) == ["rejected", "rejected", "undone", "undone"]


def test_a_ruling_upon_what_another_ruled_since_is_refused_and_says_what_is_different(own, page):
    page.goto("/review?kind=commitment")
    entry = page.locator("input[name=entry]").get_attribute("value")
    own.room.ledger.rule(entry, "corrected", corrected={"holder": "Iris Holm"}, by="Boris")
    page.get_by_role("button", name="Accept").click()
    told = page.get_by_role("alert").inner_text()
    assert "Boris has corrected it" in told
    assert "Iris Holm" in told
    assert acts(own) == ["corrected"]


def test_one_stale_entry_of_a_page_keeps_all_from_being_ruled(own, page):
    page.goto("/review/list?kind=figure")
    boxes = page.locator("input[name=entry]")
    for place in range(2):
        boxes.nth(place).check()
    own.room.ledger.rule(boxes.nth(1).get_attribute("value").partition("@")[0], "accepted", by="Boris")
    page.get_by_role("button", name="Reject the ticked").click()
    assert "Boris has accepted it" in page.get_by_role("alert").inner_text()
    assert acts(own) == ["accepted"]


def test_what_two_readers_disagree_upon_is_shown_with_their_reasons_and_settled(own, page):
    ledger = own.room.ledger
    ledger.second_reader(["commitment"])
    entry = next(ledger.entries("commitment"))["id"]
    ledger.rule(entry, "accepted", by="Boris", why="a pledge")
    ledger.rule(entry, "rejected", by="Clara", why="a courtesy")
    page.goto("/review/disagreements")
    assert "a pledge" in page.locator("table").inner_text()
    page.get_by_label("Why Clara is right").fill("no force")
    page.get_by_role("button", name="Settle it as Clara ruled").click()
    assert "No two readers disagree" in page.locator("main").inner_text()
    assert ledger.entry(entry)[1]["ruling"] | {"at": None} == {
        "number": 4 - 1,
        "verdict": "rejected",
        "by": "Anna",
        "at": None,
        "why": "no force",
        "as_read": ledger.entry(entry)[1]["ruling"]["as_read"],
    }


def test_the_second_reader_is_shown_nothing_of_the_firsts_ruling(own, page):
    ledger = own.room.ledger
    ledger.second_reader(["commitment"])
    page.goto("/review?kind=commitment")
    before = page.locator("article").inner_html()
    entry = page.locator("input[name=entry]").get_attribute("value")
    ledger.rule(entry, "corrected", corrected={"holder": "Iris Holm"}, by="Boris", why="she said so")
    page.goto("/review?kind=commitment")
    assert page.locator("article").inner_html() == before
    page.get_by_role("button", name="Accept").click()
    assert len(review.disagreements(ledger)) == 1


def test_a_note_is_written_kept_private_and_published(own, page):
    page.goto("/notes")
    page.locator("#text").fill("Memo\n\nElena Marsh: We will plant forty oaks by the end of 2026.")
    page.get_by_role("button", name="Keep it private").click()
    assert own.get("/search.json?q=oaks").value["total"] == 0
    page.get_by_role("button", name=re.compile("Make .* everyone’s")).click()
    assert own.get("/search.json?q=oaks").value["total"] == 1
    page.get_by_role("button", name=re.compile("Make .* private again")).click()
    assert own.get("/search.json?q=oaks").value["total"] == 0


def test_a_file_that_is_ticked_private_is_read_for_him_who_dropped_it(own, page, tmp_path):
    talk = tmp_path / "memo.txt"
    talk.write_text("Memo\n\nElena Marsh: We will plant forty oaks by the end of 2026.\n")
    page.goto("/add")
    page.set_input_files("#files", talk)
    page.get_by_label("private").check()
    page.get_by_role("button", name="Read them").click()
    page.wait_for_selector("text=What became of them", timeout=60_000)
    assert len(own.get("/notes.json").value) == 1
    assert len(own.get("/records.json").value) == 3


def the_turn(own: Door, speaker: str) -> str:
    found = [one for record in own.room.ledger.records() for one in own.room.ledger.entries("turn", record.record)]
    return next(one["id"] for one in found if one["speaker"] == speaker and "second lock by" in one["text"])


def test_some_sentences_of_a_turn_are_given_to_another_speaker_and_taken_back(own, page):
    turn = the_turn(own, "Elena Marsh")
    page.goto(f"/review?entry={turn}")
    page.get_by_label("speaker").fill("Tomas Weller")
    page.get_by_label("from", exact=True).select_option(label="We will open the second lock by the end of October 2024.")
    page.get_by_role("button", name="Keep as corrected").click()
    told = own.get(f"/entry/{turn}.json").value
    assert [one["speaker"] for one in told["parts"]] == ["Elena Marsh", "Tomas Weller"]
    assert told["parts"][1]["text"].startswith("We will open the second lock")
    assert "Tomas Weller" in page.locator("table.values").first.inner_text()
    page.get_by_role("button", name="Undo").click()
    assert "parts" not in own.get(f"/entry/{turn}.json").value


def test_a_part_of_a_turn_stands_under_its_speaker_in_the_record_and_leads_to_the_turns_ruling(own, page):
    turn = the_turn(own, "Elena Marsh")
    page.goto(f"/review?entry={turn}")
    page.get_by_label("speaker").fill("Iris Holm")
    page.get_by_label("to", exact=True).select_option(index=0)
    page.get_by_role("button", name="Keep as corrected").click()
    page.goto(f"/record/{own.get(f'/entry/{turn}.json').value['record']}")
    part = page.locator("section.turn", has=page.get_by_role("heading", name="Iris Holm"))
    assert "40 million euros" in part.inner_text()
    assert "Treaty on the" not in part.inner_text()
    entries = own.get(f"/record/{own.room.ledger.record('report.txt').record}.json").value["entries"]
    assert all(own.get(f"/entry/{one['id']}.json").status == 200 for one in entries if one["kind"] == "turn")
    page.get_by_role("link", name="Correct who speaks: Elena Marsh").first.click()
    assert page.url.endswith(f"/review?entry={turn}")


def test_a_turn_of_which_a_part_was_chosen_is_not_accepted_as_it_was_read(own, page):
    page.goto(f"/review?entry={the_turn(own, 'Elena Marsh')}")
    page.get_by_label("to", exact=True).select_option(index=0)
    page.get_by_role("button", name="Accept").click()
    assert "was altered" in page.locator("main").inner_text()
    assert acts(own) == []


def test_by_default_the_whole_turn_is_another_speakers(own, page):
    page.goto(f"/review?entry={the_turn(own, 'Elena Marsh')}")
    page.get_by_label("speaker").fill("Iris Holm")
    page.get_by_role("button", name="Keep as corrected").click()
    (made,) = own.room.ledger.rulings()
    assert dict(made.corrected) == {"speaker": "Iris Holm"}
