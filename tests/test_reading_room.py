"""The reading room as a browser without scripts, and as a program, meets it."""

from __future__ import annotations

import re
import urllib.parse
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda import open_ledger, read_text
from servanda.faces.web.app import PAGES
from servanda.faces.web.guarding import HEADERS
from servanda.faces.web.room import Room
from servanda.words import rows
from tests.river_talks import TREATY, compared_talks, ledger_of_talks
from tests.room import Door, annas_room, open_room

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = """Meeting with President of Belmora Tomas Weller
March 14, 2025

Elena Marsh: <script>alert(1)</script> In 2024 trade was 44 million euros. <img src=x onerror=alert(2)> {{ 7*7 }} {% raw %}

Tomas Weller: We will build \u202ethe bridge\u202c by the end of 2025 [here](javascript:alert(3)) <style>*{display:none}</style>
"""


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    with compared_talks(tmp_path_factory.mktemp("room")) as ledger, annas_room(ledger) as door:
        yield door


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Door]:
    """A room that a test may write in."""
    with open_ledger(ledger_of_talks(tmp_path), create=False) as ledger, open_room(Room(ledger, reviewer="Anna")) as door:
        yield door


def addresses(door: Door) -> list[str]:
    """An address of every kind."""
    first = {name: door.get(f"/{name}.json").value[0]["id"] for name in ("records", "matters", "people", "meetings")}
    finding = door.get("/findings.json?all=1").value[0]["id"]
    entry = door.get("/review.json?kind=commitment").value["id"]
    return [
        *("/records", "/matters", "/people", "/meetings", "/findings", "/due", "/search?q=treaty", "/review", "/review/list"),
        *("/rulings", "/review/disagreements", "/review/stale", "/notes", "/sample?n=5", "/add"),
        *(f"/record/{first['records']}", f"/matter/{first['matters']}"),
        *(f"/person/{first['people']}", f"/meeting/{first['meetings']}", f"/finding/{finding}", f"/entry/{entry}"),
        *(f"/meeting/{first['meetings']}/accounts", f"/matter/{first['matters']}/matrix", "/trace"),
    ]


def test_every_page_is_there_for_a_person_and_as_json_for_a_program(door):
    for path in addresses(door):
        page = door.get(path)
        assert page.status == 200, path
        assert "<h1" in page.text or '<h2 id="' in page.text
        place, _, query = path.partition("?")
        told = door.get(f"{place}.json{f'?{query}' if query else ''}")
        assert told.status == 200, path
        assert told.headers["content-type"] == "application/json"
        assert f'href="{place}.json{f"?{query}" if query else ""}"'.replace("&", "&amp;") in page.text


def test_every_page_lets_a_browser_run_and_fetch_nothing_from_elsewhere(door):
    for path in ("/", "/records", "/nothing-here", "/static/room.js", "/records.json"):
        answer = door.get(path)
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "unsafe" not in HEADERS["content-security-policy"]


def test_no_page_names_an_address_elsewhere(door):
    for path in addresses(door):
        outside = re.findall(r'(?:href|src|action)="(?!/|#|\?)([^"]*)"', door.get(path).text)
        assert outside == []


def test_every_link_of_the_room_leads_somewhere(door):
    found, seen = ["/"], set()
    while found:
        path = found.pop().partition("#")[0]
        if path in seen:
            continue
        seen.add(path)
        answer = door.get(path)
        assert answer.status == 200, path
        if answer.headers["content-type"].startswith("text/html") and len(seen) < 120:
            links = re.findall(r'href="(/[^"]*)"', answer.text)
            found += [link.replace("&amp;", "&") for link in links if "?" not in link]
    assert len(seen) > 30


def test_every_link_into_a_record_leads_to_words_that_are_there(door):
    matter = door.get("/matters.json?all=1").value
    pages = [door.get(f"/matter/{one['id']}").text for one in matter]
    links = {link for page in pages for link in re.findall(r'href="(/record/[^"#]+)#([^"]+)"', page)}
    assert links
    for record, place in links:
        assert f'id="{place}"' in door.get(record).text


def test_a_stretch_that_is_no_entry_leads_to_its_paragraph(door):
    record = door.get("/records.json").value[0]["id"]
    text = door.get(f"/record/{record}/text").text
    start = text.index("Elena Marsh:")
    answer = door.get(f"/record/{record}/at/{start}-{start + 5}")
    assert answer.status == 200
    assert re.search(rf'id="[0-9a-f]+-at-{start}"', answer.text)
    assert door.get(f"/record/{record}/at/99999999-99999999").status == 404


def test_the_way_to_a_stretch_names_its_first_and_last_words_whatever_signs_are_in_them(door):
    text = "Notes on trade\n\nOne, two-three & four: 5% #six seven eight\u202e nine ten. " + "x" * 5000 + " end.\n"
    record = door.room.ledger.append(read_text(text, source="signs.txt", model=False)).record[:12]
    start = text.index("One")
    there = door.get(f"/record/{record}/at/{start}-{text.index(' xxx')}").address.partition(":~:text=")[2]
    assert there == "One%2C%20two%2Dthree%20%26%20four%3A,seven%20eight%E2%9F%A8U%2B202E%E2%9F%A9%20nine%20ten."
    for begin, end in ((start, len(text)), (start - 1, start - 1), (start - 1, start)):
        answer = door.get(f"/record/{record}/at/{begin}-{end}")
        assert answer.status == 200
        assert ":~:" not in answer.address


def test_a_matter_tells_its_life_in_exact_words_and_as_of_a_day(door):
    treaty = next(one for one in door.get("/matters.json?all=1").value if one["name"] == TREATY)
    page = door.get(f"/matter/{treaty['id']}").text
    assert "signed" in page
    assert "in force" in page
    then = door.get(f"/matter/{treaty['id']}?on=2024-12-31").text
    assert "in force" not in then


def test_a_search_shows_the_words_set_off_and_who_said_them(door):
    page = door.get('/search?q="second+lock"&by=Marsh').text
    assert page.count('<mark class="found">second lock</mark>') == 2
    assert "Elena Marsh" in page
    assert "there is no word" in door.get("/search?q=%21%21").text


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("overdue", "/due"),
        ("What is due?", "/due"),
        ("Findings", "/findings"),
        ("contradictions", "/findings?kind=contradicts"),
        ("promises", "/due"),
        ("meetings", "/meetings"),
    ],
)
def test_words_that_name_a_page_lead_to_it(door, words, page):
    asked = urllib.parse.urlencode({"q": words})
    assert page in [one["address"] for one in door.get(f"/search.json?{asked}").value["pages"]]
    assert f'<a href="{page}">' in door.get(f"/search?{asked}").text
    assert door.get(page).status == 200


def test_words_that_say_more_than_a_page_is_called_lead_to_no_page(door):
    for words in ("treaty findings", "the promises that Marsh made", "due to the lock", ""):
        assert door.get(f"/search.json?{urllib.parse.urlencode({'q': words})}").value["pages"] == []


def test_every_page_that_words_lead_to_is_there(door):
    assert {door.get(address).status for _, address, _ in rows("page-words")} == {200}


def test_a_draft_is_held_against_the_records_and_told_what_is_altered(door):
    draft = "“Today we have signed the Treaty on the River Lidd,” said Elena Marsh. “The third lock has been opened,” she said."
    told = door.post("/trace", token=door.room.only.token, text=draft, form="json")
    assert [one["verdict"] for one in told.value if one["kind"] == "held"][:1] == ["exact"]
    page = door.post("/trace", token=door.room.only.token, text=draft)
    assert "exact" in page.text
    assert "script" not in page.headers["content-security-policy"]
    assert door.post("/trace", token=door.room.only.token, text=" ").status == 400
    assert door.post("/trace", token="guess", text=draft).status == 403


def test_a_brief_is_had_as_a_page_a_document_and_a_text(door):
    page = door.get("/brief?with=Weller&on=2025-12-31")
    assert "Tomas Weller" in page.text
    assert "script" not in page.headers["content-security-policy"]
    assert door.get("/brief?with=Weller&format=md").headers["content-type"].startswith("text/markdown")
    assert door.get("/brief.json?with=Weller").value[0]["kind"] == "brief"
    assert door.get("/brief").status == 400
    assert door.get("/brief?with=Nobody").status == 404


class TestDescription:
    def test_every_page_and_whatever_it_takes_is_described(self, door):
        told = door.get("/openapi.json").value
        pages = {path for path in told["paths"] if path.endswith(".json")}
        assert pages == {f"{path}.json" for path, *_ in PAGES} | {"/brief.json"}

    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_whatever_is_asked_the_server_never_fails(self, door, data):
        paths = door.get("/openapi.json").value["paths"]
        path, asked = data.draw(st.sampled_from(sorted(one for one in paths.items() if one[0].endswith(".json"))))
        words = st.one_of(
            st.text(max_size=20), st.sampled_from(["2024-12-06", "1", "0", "Marsh", "treaty OR -x", '"', "last", "9" * 30])
        )
        query = {}
        for place in asked["get"]["parameters"]:
            if place["in"] == "path":
                ids = [f"/{name}.json" for name in ("records", "matters", "people", "meetings")]
                known = st.sampled_from([one["id"] for name in ids for one in door.get(name).value])
                path = path.replace("{" + place["name"] + "}", urllib.parse.quote(data.draw(st.one_of(known, words)), safe=""))
            elif data.draw(st.booleans()):
                query[place["name"]] = data.draw(words)
        answer = door.get(f"{path}?{urllib.parse.urlencode(query, errors='replace')}")
        assert answer.status in (200, 400, 404), (path, query, answer.text)
        assert answer.headers["content-type"] == "application/json"


def test_what_is_not_there_is_said_with_what_to_do(door):
    for path in ("/record/ffffffff", "/matter/ffffffff", "/person/person-ffffffff", "/meeting/x", "/finding/x", "/entry/x-1"):
        answer = door.get(path)
        assert answer.status in (400, 404), path
        assert 'role="alert"' in answer.text
        told = door.get(f"{path}.json")
        assert told.status == answer.status
        assert told.value["remedy"]
    assert door.get("/due?on=tomorrow").status == 400


def test_another_name_than_this_machines_is_refused(door):
    assert door.get("/", Host="evil.example").status == 400


def test_feeds_are_well_formed_and_lead_back(door):
    matter, person = door.get("/matters.json").value[0]["id"], door.get("/people.json").value[0]["id"]
    for path in (f"/matter/{matter}/feed.atom", f"/person/{person}/feed.atom", "/search.atom?q=treaty"):
        feed = ET.fromstring(door.get(path).text)
        assert feed.tag == f"{ATOM}feed"
        for link in feed.iterfind(f"{ATOM}entry/{ATOM}link"):
            assert door.get(link.get("href").removeprefix(door.address)).status == 200


def test_however_much_comes_what_is_overdue_is_shown_beside_it(door, monkeypatch):
    monkeypatch.setattr("servanda.faces.web.pages.due._PASSED", 1)
    monkeypatch.setattr("servanda.faces.web.pages.due._COMING", 1)
    found = door.get("/due.json?on=2024-12-30&all=1").value
    assert [one["passed"] for one in found] == [True, False]
    assert door.get("/due?on=2024-12-30&all=1").text.count('class="due') == 2


def test_a_list_of_what_waits_shows_each_in_its_sentence(door):
    page = door.get("/review/list?kind=figure").text
    assert 'trade between our countries amounted to </span><mark class="found">44 million euros</mark>' in page.replace(
        "\n", " "
    )


def test_the_calendar_of_what_is_due_keeps_the_form_of_calendars(door):
    body = door.get("/due.ics").text
    lines = body.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert max(len(line.encode()) for line in lines) <= 75
    assert body.count("BEGIN:VEVENT") == body.count("END:VEVENT") == len(door.get("/due.json").value) > 0


def test_a_record_from_a_stranger_is_shown_and_never_run(own):
    own.room.ledger.append(read_text(HOSTILE, source="talks/<script>x</script>.txt", model=False))
    record = next(one["id"] for one in own.get("/records.json").value if "script" in one["source"])
    pages = [
        own.get(path).text for path in (f"/record/{record}", "/records", "/", "/search?q=script", "/review", "/review/list")
    ]
    for page in pages:
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<style>" not in page
        assert "\u202e" not in page
        assert 'href="javascript' not in page
    assert "{{ 7*7 }}" in pages[0]
    assert "⟨U+202E⟩" in pages[0]


def test_a_page_that_was_shown_before_is_told_anew_once_something_came(own):
    assert "oaks" not in own.get("/records").text
    own.room.ledger.append(read_text("Talks on oaks\nMay 2, 2025\n\nIris Holm: We will plant oaks.\n", model=False))
    assert "Talks on oaks" in own.get("/records").text
    first = own.get("/review.json").value["id"]
    own.room.ledger.rule(first, "accepted")
    assert own.get("/review.json").value["id"] != first


class TestReview:
    def waiting(self, own: Door) -> dict:
        return own.get("/review.json?kind=commitment").value

    def test_a_ruling_is_kept_in_the_reviewers_name_and_the_next_entry_comes(self, own):
        first = self.waiting(own)
        answer = own.post(
            "/rule", token=own.room.only.token, entry=first["id"], seen=first["seen"], verdict="accepted", back="/review"
        )
        assert answer.address.endswith("/review?did=1")
        assert own.room.ledger.rulings()[0].owner == "Anna"
        assert self.waiting(own)["id"] != first["id"]

    def test_a_form_without_this_rooms_token_writes_nothing(self, own):
        first = self.waiting(own)
        for token in ("", "guess"):
            assert own.post("/rule", token=token, entry=first["id"], verdict="rejected").status == 403
        assert own.room.ledger.rulings() == []

    def test_a_stale_ruling_is_refused_with_the_difference(self, own):
        first = self.waiting(own)
        own.room.ledger.rule(first["id"], "accepted", by="Boris")
        answer = own.post("/rule", token=own.room.only.token, entry=first["id"], seen=first["seen"], verdict="rejected")
        assert answer.status == 409
        assert "Boris has accepted it since it was shown" in answer.text

    def test_words_and_fields_are_corrected_and_what_was_left_alone_is_not(self, own):
        first = self.waiting(own)
        fields = {f"field-{name}": first[name] or "" for name in ("holder", "actor", "force", "deadline_end")}
        fields["field-holder"] = "Iris Holm"
        words = first["text"].split(" by ")[0]
        own.post(
            "/rule",
            token=own.room.only.token,
            entry=first["id"],
            seen=first["seen"],
            verdict="corrected",
            words=words,
            **fields,
        )
        (made,) = own.room.ledger.rulings()
        assert set(made.corrected) == {"holder", "start", "end"} or set(made.corrected) == {"holder"}
        assert own.get(f"/entry/{first['id']}.json").value["holder"] == "Iris Holm"

    def test_nothing_altered_is_no_correction(self, own):
        first = self.waiting(own)
        fields = {f"field-{name}": first[name] or "" for name in ("holder", "actor", "force", "deadline_end")}
        answer = own.post(
            "/rule", token=own.room.only.token, entry=first["id"], verdict="corrected", words=first["text"], **fields
        )
        assert answer.status == 400
        assert "nothing was altered" in answer.text

    def test_a_page_is_ruled_in_one_stroke_and_undone_in_one(self, own):
        some = own.get("/review/list.json?kind=figure").value[:3]
        ticked = [f"{one['id']}@{one['seen']}" for one in some]
        own.post("/rule", token=own.room.only.token, entry=ticked, verdict="rejected", back="/review/list?kind=figure")
        assert len(own.room.ledger.rulings()) == 3
        own.post("/undo", token=own.room.only.token, number=2)
        assert [one.undoes for one in own.room.ledger.rulings()[3:]] == [1, 2, 3]
        assert own.get("/rulings.json").value[0]["verdict"] == "undone"

    def test_a_reviewer_waits_for_no_comparing(self, own, monkeypatch):
        def waits(room: Room) -> None:
            raise AssertionError("somebody compared")

        monkeypatch.setattr(Room, "compared", waits)
        first = self.waiting(own)
        assert (
            own.post("/rule", token=own.room.only.token, entry=first["id"], seen=first["seen"], verdict="accepted").status
            == 200
        )
        for path in ("/review", "/review/list", "/sample?n=3", "/rulings", "/records", f"/record/{first['record'][:12]}"):
            assert own.get(path).status == 200

    def test_nobody_is_sent_elsewhere_after_a_ruling(self, own):
        first = self.waiting(own)
        for number, back in enumerate(("https://evil.example/", "//evil.example", "/\\evil.example"), 1):
            answer = own.post("/rule", token=own.room.only.token, entry=first["id"], verdict="accepted", back=back)
            assert answer.address == f"{own.address}/review?did={number}"
