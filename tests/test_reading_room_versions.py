"""Records and their entries as the room shows them: versions with what they changed, and an entry with what it stands on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from servanda import compare, open_ledger, read_text
from tests.browsing import PHONE, needs_browser, started, watched
from tests.river_talks import readings
from tests.room import Door, annas_room

TALK = """Meeting with President of Belmora Tomas Weller
March 14, 2024

President of Ardania Elena Marsh: We will open the lock by June 1, 2024, and 400 ships a day will pass it. Thank you.

President of Belmora Tomas Weller: I have little to add.
"""
LATER = TALK.replace("400 ships", "300 <b>ships</b>").replace(" Thank you.", "").replace("to add.", "to add. We pay half.")
OPENED = """Meeting with President of Belmora Tomas Weller
July 2, 2024

President of Ardania Elena Marsh: The lock has been opened.

President of Belmora Tomas Weller: We pay ~~half~~ [a third] of it.
"""


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    with open_ledger(tmp_path_factory.mktemp("versions") / "talks.servanda") as ledger:
        for name, text in (("talk.txt", TALK), ("later.txt", LATER), ("opened.txt", OPENED)):
            ledger.append(read_text(text, source=name, model=False))
        ledger.replace("talk.txt", "later.txt")
        for reading in readings():
            ledger.append(reading)
        compare(ledger)
        with annas_room(ledger) as door:
            yield door


def record(door: Door, source: str) -> str:
    return door.room.ledger.record(source).id


def test_a_version_leads_to_what_it_changed_and_one_that_was_replaced_says_so(door):
    first, last = record(door, "talk.txt"), record(door, "later.txt")
    assert f'href="/record/{last}/changes"' in door.get(f"/record/{last}").text
    page = door.get(f"/record/{first}").text
    assert "A later version took the place of this one." in page
    [way] = [part.split('"')[0] for part in page.split('href="')[1:] if "changes?earlier=" in part]
    assert door.get(way).status == 200


def test_the_old_words_stand_beside_the_new_sentence_by_sentence_and_are_never_run(door):
    page = door.get(f"/record/{record(door, 'later.txt')}/changes").text
    assert "and <del>400</del> ships a day will pass it." in page
    assert "<ins>300 &lt;b&gt;</ins>ships" in page
    assert page.index("<del>Thank you.</del>") < page.index("Left out.") < page.index("Nothing stood here.")
    assert page.index("Nothing stood here.") < page.index("<ins>We pay half.</ins>")
    assert "I have little to add" not in page


def test_a_program_is_told_the_same_as_a_person(door):
    told = door.get(f"/record/{record(door, 'later.txt')}/changes.json").value
    sides = [(one["earlier"] and one["earlier"]["text"], one["later"] and one["later"]["text"]) for one in told["sentences"]]
    assert sides[1:] == [("Thank you.", None), (None, "We pay half.")]
    assert told["sentences"][0]["edits"][0]["changed"] == "figures"


def test_a_record_that_corrects_itself_shows_the_words_struck_out_and_the_right_ones(door):
    opened = record(door, "opened.txt")
    assert "The corrections that it prints itself" in door.get(f"/record/{opened}").text
    page = door.get(f"/record/{opened}/changes").text
    assert "<del>half</del>" in page
    assert "<ins>a third</ins>" in page


def test_where_there_is_no_earlier_version_that_is_said(door):
    refused = door.get(f"/record/{record(door, 'talk.txt')}/changes")
    assert refused.status == 404
    assert "no earlier version" in refused.text


def test_an_entry_is_told_in_words_with_those_that_it_stands_on(door):
    entry = next(one for one in door.room.ledger.entries("commitment") if "open the lock" in one["text"])
    page = door.get(f"/entry/{entry['id']}").text
    assert "by the words “June 1, 2024”" in page
    table = page[page.index("<table") : page.rindex("</table>")]
    assert "{" not in table
    assert "success test, kept" in table


def test_what_is_told_as_done_is_not_called_overdue(door):
    overdue, done = door.get("/due?all=1").text.split("<h2>Its day has passed, and it is told as done")
    promise = "We will open the second lock by the end of October 2024"
    assert promise in done
    assert promise not in overdue
    assert "The second lock has been opened" in done


@needs_browser
def test_what_was_changed_is_read_on_a_phone_and_by_those_who_see_no_colours(door):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe comes with `make test`").Axe()
    with started() as browser:
        for theme in ("light", "dark"):
            with watched(browser, door.address, viewport=PHONE, color_scheme=theme, bypass_csp=True) as (page, wrong):
                page.goto(f"/record/{record(door, 'later.txt')}/changes")
                faults = [one["id"] for one in axe.run(page).response["violations"] if one["impact"] in ("serious", "critical")]
                assert (faults, wrong) == ([], [])
                assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
                marks = page.evaluate(
                    "[...document.querySelectorAll('del, ins')].map(one => getComputedStyle(one).textDecorationLine)"
                )
                assert set(marks) == {"line-through", "underline"}
