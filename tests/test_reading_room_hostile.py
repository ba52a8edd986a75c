"""Records of strangers who mean harm: on no page of the room is anything of theirs run, fetched or obeyed; it is shown."""

from __future__ import annotations

import re
import urllib.parse
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

import pytest

import servanda
from servanda import open_ledger, read_text
from servanda.faces.safety import visible
from servanda.faces.web.room import Room
from tests.browsing import needs_browser, started, watched
from tests.room import DAY, Door, open_room

pytestmark = needs_browser

ATTACKS = (
    "<script>window.ran=1;alert(1)</script>",
    "<img src=//evil.example/x onerror=alert(2)>",
    "<svg onload=alert(3)></svg>",
    "<style>*{display:none}</style>",
    "<iframe src=//evil.example></iframe>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example>",
    "</script></style></title></textarea></blockquote></main>",
    '" autofocus onfocus="alert(4)" x="',
    "' onmouseover='alert(5)' x='",
    "javascript:alert(6)",
    "[here](javascript:alert(7))",
    "{{7*7}} {% raw %} ${7*7} #{7*7}",
    "&lt;script&gt;alert(8)&lt;/script&gt;",
    "]]><!-- -->",
    "=HYPERLINK(evil)",
    "\u202egnikcatta\u202c",
    "nul\x00bell\x07escape\x1b[31m",
)
LONG = "Unterseeboot" * 800
DEEP = "(" * 10_000 + "deep" + ")" * 10_000


def talk(day: str, attack: str, number: int) -> str:
    """A talk that leads to matters, persons, meetings, figures and findings, with an attack wherever a word may stand."""
    return f"""Meeting with President of Belmora Tomas Weller {attack}
{day}

President of Ardania Elena Marsh and President of Belmora Tomas Weller {attack} held talks in Velmar.

Elena Marsh {attack}: Last year trade with the {attack} Republic amounted to {number} million euros. We will open the second
lock {attack} by the end of May 2025. We have signed the Treaty on the River Lidd {attack}.

Tomas Weller: I support the Treaty on the River Lidd {attack}. “We shall build the {attack} bridge,” said Iris {attack} Holm.
Mrs Marsh, when will the Treaty on the River Lidd {attack} enter into force?
"""


TALKS = [" ".join(ATTACKS[number : number + 3]) for number in range(0, len(ATTACKS), 3)]
PAGE = """<!DOCTYPE html><html><head><title>Talks <script>alert(9)</script></title><script>window.ran=2</script>
<meta http-equiv="refresh" content="0;url=https://evil.example/"></head><body onload="alert(10)">
<p>Elena Marsh: We will plant <a href="javascript:alert(11)">forty</a> oaks by 2026.
<img src="https://evil.example/i" onerror="alert(12)"></p><style>body{background:url(https://evil.example/b)}</style>
<iframe srcdoc="<script>parent.ran=3</script>"></iframe></body></html>"""


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    place = str(tmp_path_factory.mktemp("hostile") / "talks.servanda")
    with open_ledger(place) as ledger:
        for number, attack in enumerate(ATTACKS):
            day = f"March {number + 1}, 2025"
            ledger.append(
                read_text(talk(day, attack, 40 + number), source=f"talks/{attack.replace('/', '|')}.txt", model=False)
            )
        ledger.append(servanda.work.read_bytes(PAGE.encode(), source="talks/page.html", model=False))
        long = f"Talks\nMay 2, 2025\n\nElena Marsh: We will open the {LONG} by 2026.\n\nTomas Weller: {DEEP} Yes.\n"
        ledger.append(read_text(long, source=f"talks/{'long' * 60}.txt", model=False))
        servanda.compare(ledger)
        with open_room(Room(ledger, reviewer='Anna "><script>alert(13)</script>', today=lambda: DAY)) as door:
            for one in door.get("/review/list.json").value[:3]:
                why = f"because {ATTACKS[0]} {ATTACKS[8]}"
                door.post("/rule", token=door.room.only.token, entry=one["id"], verdict="accepted", why=why)
            yield door


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with started() as browser:
        yield browser


def addresses(door: Door) -> list[str]:
    """Every page that shows anything of the hostile records."""
    ids = {name: [one["id"] for one in door.get(f"/{name}.json?all=1").value] for name in ("records", "matters", "people")}
    ids |= {name: [one["id"] for one in door.get(f"/{name}.json?all=1").value] for name in ("meetings", "findings")}
    entries = [one["id"] for one in door.get("/review/list.json").value]
    asked = urllib.parse.quote(f"treaty {ATTACKS[0]}")
    return [
        *(
            "/",
            "/records",
            "/matters?all=1",
            "/people?all=1",
            "/meetings",
            "/findings?all=1",
            "/due?all=1&by=Marsh",
            "/rulings",
        ),
        *(
            "/review",
            "/review?kind=figure",
            "/review/list",
            "/sample?n=5",
            "/add",
            "/trace",
            "/notes",
            "/search?q=treaty&by=Marsh",
        ),
        *(f"/search?q={asked}", f"/people?name={asked}", f"/meetings?with={asked}", f"/due?by={asked}", f"/record/{asked}"),
        *(f"/review?kind={asked}", f"/review?record={asked}", f"/login?next={asked}", f"/brief?matter={asked}", f"/{asked}"),
        *(f"/record/{one}" for one in ids["records"][:4]),
        *(f"/matter/{one}{behind}" for one in ids["matters"][:2] for behind in ("?all=1", "/matrix?all=1")),
        *(f"/person/{one}" for one in ids["people"][:3]),
        *(f"/meeting/{one}{behind}" for one in ids["meetings"][:2] for behind in ("", "/accounts?all=1")),
        *(f"/finding/{one}" for one in ids["findings"][:3]),
        *(f"/entry/{one}" for one in entries[:3]),
        *("/brief?with=Weller", "/brief?with=Marsh&since=last", f"/brief?matter={ids['matters'][0]}"),
    ]


THEIRS = """() => [...document.querySelectorAll(`
        body script, iframe, img, base, object, embed, main style, main link, [onload], [onerror], [onclick], [onfocus],
        [onmouseover], [srcdoc], [autofocus], meta[http-equiv=refresh][content*=url]`)]
    .map((one) => one.outerHTML.slice(0, 120))
    .concat([...document.querySelectorAll("[href], [src], [action]")]
        .map((one) => one.getAttribute("href") ?? one.getAttribute("src") ?? one.getAttribute("action"))
        .filter((where) => where && !/^[/#?]/.test(where)))
    .concat(window.ran ? ["ran"] : [], window.violations)"""
"""What stands in a page that we never write, and where it leads outside."""


def test_nothing_of_theirs_is_run_fetched_or_obeyed_on_any_page(door, browser):
    with watched(browser, door.address) as (page, wrong):
        for path in addresses(door):
            answer = page.goto(path)
            where = urllib.parse.unquote(path)
            if answer.status >= 400:  # a browser says of a page that is not there that it could not load it
                assert answer.status in (400, 404), where
                wrong[:] = [one for one in wrong if "Failed to load resource" not in one]
            assert page.evaluate(THEIRS) == [], where
            assert wrong == [], where
            assert page.title().endswith("Servanda") or "/brief" in path, where


def test_what_they_wrote_is_shown_to_the_letter(door, browser):
    with watched(browser, door.address) as (page, wrong):
        for one in door.get("/records.json").value:
            if (number := (one["source"] or "").removeprefix("talks/").partition(" ")[0]).isdecimal():
                page.goto(f"/record/{one['id']}")
                shown = re.sub(r"\s+", " ", page.locator("main").inner_text())
                assert re.sub(r"\s+", " ", visible(TALKS[int(number)])).strip() in shown
        assert wrong == []


def test_a_hostile_draft_is_marked_and_a_hostile_file_is_read(door, browser, tmp_path):
    file = tmp_path / "x' onmouseover='alert(14)' <img src=x onerror=alert(15)>.txt"
    file.write_text(talk("June 1, 2025", ATTACKS[0], 77))
    with watched(browser, door.address) as (page, wrong):
        page.goto("/trace")
        page.fill("#text", "\n\n".join(talk("March 1, 2025", one, 44) for one in TALKS[:-1]))
        page.get_by_role("button", name="Hold it against the records").click()
        page.wait_for_load_state()
        assert page.evaluate(THEIRS) == []
        page.goto("/add")
        page.set_input_files("#files", file)
        page.get_by_role("button", name="Read them").click()
        page.wait_for_selector("text=What became of them", timeout=30_000)
        assert page.evaluate(THEIRS) == []
        assert wrong == []


def test_feeds_and_calendars_stay_well_formed(door):
    ids = {name: [one["id"] for one in door.get(f"/{name}.json?all=1").value] for name in ("matters", "people")}
    feeds = [f"/matter/{one}/feed.atom" for one in ids["matters"]] + [f"/person/{one}/feed.atom" for one in ids["people"]]
    for path in (*feeds, "/search.atom?q=treaty", "/search.atom?q=" + urllib.parse.quote(f"treaty {ATTACKS[0]}")):
        feed = ET.fromstring(door.get(path).text)
        links = [one.get("href") for one in feed.iter("{http://www.w3.org/2005/Atom}link")]
        assert all(link.startswith(door.address) for link in links)
    for matter in ids["matters"]:
        answer = door.get(f"/matter/{matter}/figures.svg")
        if answer.status == 200:
            kinds = {one.tag.rpartition("}")[2] for one in ET.fromstring(answer.text).iter()}
            assert not kinds & {"script", "foreignObject", "image", "a"}
    lines = door.get("/due.ics").text.split("\r\n")
    assert all("\n" not in line and not re.search(r"[\x00-\x08]", line) for line in lines)


def test_a_very_long_word_and_very_deep_brackets_widen_no_page(door, browser):
    record = next(one["id"] for one in door.get("/records.json").value if "longlong" in one["source"])
    with watched(browser, door.address, viewport={"width": 390, "height": 800}) as (page, wrong):
        for path in (
            f"/record/{record}",
            "/records",
            "/",
            "/due?all=1",
            "/review?kind=commitment",
            "/review/list",
            "/search?q=open",
        ):
            page.goto(path)
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
        assert wrong == []
