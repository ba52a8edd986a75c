"""The report page: whole, safe, linked both ways, readable by everybody."""

from __future__ import annotations

import base64
import hashlib
import html as entities
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from importlib.resources import files
from itertools import pairwise
from typing import Any

import lxml.html
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from servanda.faces.export.report import Report
from servanda.faces.safety import one_line, visible
from servanda.model import (
    Block,
    Exchange,
    Figure,
    Origin,
    Problem,
    Question,
    Quotation,
    Reading,
    Record,
    Span,
    Time,
    Turn,
    digest,
    text_digest,
)

TALK = """The presidents took one question.
President of Ardania Elena Marsh: Trade exceeded $6 billion in 2024. (Laughter.)
Anna Reyes: When will the line be finished, and who pays for it?
Elena Marsh: In 2026."""


def render(readings: Iterable[Reading]) -> str:
    """A page over some readings."""
    with Report() as report:
        for reading in readings:
            report.add(reading)
        return "".join(report.lines())


def record_of(text: str, **known: Any) -> Record:
    """A record whose blocks are its lines."""
    blocks = [Block(match.start(), match.end()) for match in re.finditer(r"[^\n]*\S[^\n]*", text)]
    origin = Origin(digest(text.encode("utf-8", "surrogatepass")), text_digest(text))
    return Record(origin=origin, text=text, blocks=tuple(blocks), **known)


def span(record: Record, words: str) -> Span:
    start = record.text.index(words)
    return record.cut(start, start + len(words))


def talk(text: str = TALK) -> Reading:
    """Two presidents' talk with a turn, a question, a figure, two dates and a problem, as steps would find them."""
    record = record_of(text, title="Talks <in> Velmar", kind="transcript", language="en", publisher="Velmar Courier")
    lines = [record.cut(block.start, block.end) for block in record.blocks]
    origin = record.origin
    marsh: dict[str, Any] = {"origin": origin, "speaker": "Elena Marsh", "voice": "speaker"}
    question = Question(span=span(record, "When will the line be finished, and who pays for it?"), reply="partial")
    return Reading(
        record=record,
        entries=(
            Turn(origin=origin, span=lines[0], role="publisher"),
            Turn(
                **marsh,
                span=lines[1],
                role="principal",
                label=span(record, "President of Ardania Elena Marsh"),
                anomaly="office_conflict",
                insertions=(span(record, "(Laughter.)"),),
            ),
            Figure(
                **marsh,
                span=span(record, "exceeded $6 billion"),
                value=Decimal(6_000_000_000),
                unit="USD",
                modifier="more_than",
                measure="Trade",
            ),
            Time(**marsh, span=span(record, "2024"), type="DATE", value="2024"),
            Turn(origin=origin, speaker="Anna Reyes", voice="speaker", span=lines[2], role="asker"),
            Exchange(origin=origin, asker="Anna Reyes", outlet="Daily Standard", questions=(question,), answers=(lines[3],)),
            Turn(**marsh, span=lines[3], role="principal"),
            Quotation(**marsh, span=lines[3], content=(span(record, "In 2026"),), source="Tomas Weller", type="mixed"),
            Time(**marsh, span=span(record, "2026"), type="DATE", value="2026"),
        ),
        problems=(Problem(origin=origin, code="turns.doubt", message="Who paid?", span=span(record, "who pays")),),
    )


def parsed(page: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(page)


def text_shown(page: lxml.html.HtmlElement) -> str:
    """The record's own words on a page: its text without names, signs and links that the page adds."""
    for added in page.xpath('//section[contains(@class, "turn")]/header | //a[contains(@class, "chip")]'):
        added.drop_tree()
    return "".join(page.xpath('string(//section[@class="text"])').split())


def test_the_words_of_the_record_are_all_there_in_order():
    assert text_shown(parsed(render([talk()]))) == "".join(TALK.split())


def test_speakers_are_named_and_the_publisher_is_told_apart():
    heads = [head.text_content() for head in parsed(render([talk()])).xpath('//section[contains(@class, "turn")]/header')]
    assert heads[0].startswith("Publisher")
    assert heads[1].startswith("Elena Marsh")
    assert "office to the wrong person" in heads[1]
    assert heads[2] == "Anna Reyesasks"


def test_a_figure_links_to_its_row_and_the_row_back_to_its_words():
    page = parsed(render([talk()]))
    (mark,) = page.xpath('//mark[@class="figure"]/a')
    assert mark.text_content() == "exceeded $6 billion"
    (row,) = page.xpath(f'//tr[@id="{mark.get("href")[1:]}"]')
    assert row.xpath(f'.//a[@href="#{mark.get("id")}"]')
    assert "more than 6\u202f000\u202f000\u202f000 USD" in row.text_content()
    assert "Trade" in row.text_content()
    assert "Elena Marsh" in row.text_content()


def test_a_mark_tells_a_screen_reader_what_it_means():
    (mark,) = parsed(render([talk()])).xpath('//mark[@class="figure"]/a')
    assert mark.get("aria-label") == "exceeded $6 billion (figure more than 6\u202f000\u202f000\u202f000 USD: Trade)"


def test_questions_stand_beside_their_answers():
    (row,) = parsed(render([talk()])).xpath('//table[@class="exchanges"]/tbody/tr')
    question, answer = (cell.text_content() for cell in row)
    assert "Anna Reyes, Daily Standard" in question
    assert "who pays for it?" in question
    assert "answered in part" in question
    assert "Elena Marsh" in answer


def test_a_quotation_names_its_source_and_leads_to_its_words():
    page = parsed(render([talk()]))
    source, row = page.xpath('//table[@class="quotations"]/tbody/tr')
    assert source.text_content().startswith("What Tomas Weller said")
    (words,) = page.xpath('//span[@class="quotation mixed"]')
    assert words.text_content() == "In 2026"
    (sign,) = page.xpath(f'//a[@id="{row.xpath(".//a/@href")[0][1:]}"]')
    assert sign.get("href") == f"#{row.get('id')}"


COMMUNIQUE = """Marsh: line will be ready
The President said that Minister Weller had promised her “a line by 2026.” She thanked the crews."""


def communique() -> Reading:
    """A report with a quotation in another, and a third of the outer one's source, as the steps would find them."""
    record = record_of(COMMUNIQUE, kind="report")
    whole = span(record, COMMUNIQUE.split("\n")[1].removesuffix(" She thanked the crews."))

    def quotation(words: str, mention: str, cue: str, content: str, **known: Any) -> Quotation:
        ends = {"cue": span(record, cue), "source_mention": span(record, mention), "content": (span(record, content),)}
        return Quotation(origin=record.origin, voice="quoted", span=span(record, words), **ends, **known)

    promised = "Minister Weller had promised her “a line by 2026.”"
    outer = quotation(whole.text, "The President", "said", promised, source="Elena Marsh", type="mixed")
    inner = quotation(
        promised, "Minister Weller", "promised", "“a line by 2026.”", source="Tomas Weller", type="direct", level=2
    )
    thanks = quotation("She thanked the crews", "She", "thanked", "the crews", source="Elena Marsh", type="indirect")
    return Reading(record=record, entries=(outer, inner, thanks))


def test_what_each_source_said_stands_together_whoever_is_meant_by_she():
    groups = parsed(render([communique()])).xpath('//table[@class="quotations"]/tbody')
    heads = [group.xpath('string(tr[@class="source"])') for group in groups]
    assert heads == ["What Elena Marsh said 2 quotations", "What Tomas Weller said 1 quotation"]
    said = [row.text_content() for row in groups[0].xpath("tr[position() > 1]")]
    assert "The President said mixed" in said[0]
    assert "She thanked indirect" in said[1]


def test_direct_indirect_and_mixed_speech_are_told_apart_in_the_text():
    page = parsed(render([communique()]))
    classes = [words.get("class") for words in page.xpath('//span[starts-with(@class, "quotation")]')]
    assert classes == ["quotation mixed", "quotation direct", "quotation indirect"]
    (nested,) = page.xpath('//span[@class="quotation mixed"]//span[@class="quotation direct"]')
    assert nested.get("title") == "Tomas Weller, “promised”, direct"


def test_a_nested_quotation_leads_to_the_one_it_stands_in():
    page = parsed(render([communique()]))
    outer, inner = (page.xpath(f'//table[@class="quotations"]//tr[contains(., "{words}")]')[-1] for words in ("had", "a line"))
    (link,) = inner.xpath('.//span[@class="quiet"]/a')
    assert link.text_content() == "what Elena Marsh said"
    assert link.get("href") == f"#{outer.get('id')}"


def test_the_words_that_name_a_source_tell_who_is_meant():
    mentions = parsed(render([communique()])).xpath('//span[@class="mention"]')
    assert [(mention.text_content(), mention.get("title")) for mention in mentions] == [
        ("The President", "Elena Marsh"),
        ("Minister Weller", "Tomas Weller"),
        ("She", "Elena Marsh"),
    ]


def test_a_speaker_who_is_quoted_is_linked_to_what_he_is_quoted_with():
    reading = talk()
    quoted = [replace(entry, source="Elena Marsh") for entry in reading.of(Quotation)]
    page = parsed(render([reading.revised(Quotation, quoted)]))
    (link,) = page.xpath('//table[@class="speakers"]//a[text()="quoted once"]')
    assert page.xpath(f'//tr[@id="{link.get("href")[1:]}"]')[0].text_content() == (
        "What Elena Marsh said 1 quotation · speaks in 2 turns"
    )


def test_a_wrong_label_and_a_problem_are_listed_with_their_lines():
    rows = [row.text_content() for row in parsed(render([talk()])).xpath('//table[@class="problems"]/tbody/tr')]
    assert rows[0].startswith("line 2")
    assert rows[1].startswith("line 3")
    assert "Who paid?" in rows[1]


def test_anyone_can_cite_the_record_by_its_hash():
    reading = talk()
    cited = parsed(render([reading])).xpath('string(//p[@class="cite"])')
    assert reading.record.origin.record in cited
    assert "Velmar Courier, “Talks <in> Velmar”" in cited


def test_markup_in_a_record_is_text_on_the_page():
    hostile = 'Ann: <script>alert(1)</script> & "<img src=x onerror=y>" </section><style>*{}</style>'
    page = parsed(render([talk(TALK.replace("The presidents took one question.", hostile))]))
    assert not page.xpath("//script | //img | //iframe | //link | //object")
    assert len(page.xpath("//style")) == 1
    assert "<script>alert(1)</script>" in page.xpath('string(//section[@class="text"])')


def test_the_page_asks_nothing_of_any_other_place():
    page = parsed(render([talk()]))
    assert not page.xpath("//@src | //@srcset | //@action")
    assert all(target.startswith("#") for target in page.xpath("//@href"))
    style = page.xpath("string(//style)")
    assert "url(" not in style
    assert "@import" not in style


def test_the_policy_allows_the_page_s_own_style_and_nothing_else():
    page = parsed(render([talk()]))
    (policy,) = page.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
    digest_of_style = base64.b64encode(hashlib.sha256(page.xpath("string(//style)").encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest_of_style}'; base-uri 'none'; form-action 'none'"
    assert not page.xpath("//@style")


def test_headings_skip_no_level_and_tables_say_what_they_are():
    page = parsed(render([talk()]))
    levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(table.xpath("caption") and table.xpath("thead/tr/th[@scope='col']") for table in page.iter("table"))
    assert page.get("lang") == "en"
    assert page.xpath("//main")
    assert page.xpath("//aside/@aria-label")


def test_the_record_s_language_is_declared():
    assert parsed(render([talk()])).xpath('string(//section[@class="text"]/@lang)') == "en"


def test_several_records_share_a_page_with_an_index():
    other = Reading(record=record_of("Another record.", title="Another"))
    page = parsed(render([talk(), other]))
    targets = page.xpath('//nav[@aria-label="Records"]//a/@href')
    assert len(targets) == 2
    assert all(page.xpath(f'//article[@id="{target[1:]}"]') for target in targets)


def test_a_record_added_twice_is_there_once():
    with Report() as report:
        report.add(talk())
        report.add(talk())
        assert len(report) == 1


def test_two_records_of_one_text_keep_their_places_apart():
    first = talk()
    other_bytes = Origin(digest(b"the same text in other bytes"), first.record.origin.text)
    second = Record(origin=other_bytes, text=first.record.text, blocks=first.record.blocks)
    ids = parsed(render([first, Reading(record=second, entries=first.entries)])).xpath("//@id")
    assert len(ids) == len(set(ids))


def test_a_page_too_big_for_memory_is_the_same_page(monkeypatch):
    small = render([talk()])
    monkeypatch.setattr("servanda.faces.export.report.HELD_IN_MEMORY", 10)
    assert render([talk()]) == small


def test_a_page_over_nothing_is_still_a_page():
    assert "0 records" in parsed(render([])).xpath("string(//h1)")


def test_control_and_direction_signs_are_shown_not_obeyed():
    page = render([Reading(record=record_of("one \x1b[31m two \u202e three \x00 four \ud800"))])
    assert not re.search("[\x00\x1b\u202e\ud800]", page)
    page.encode()
    assert "⟨U+202E⟩" in page


MARKS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30), st.sampled_from("ftqpiu")), max_size=12)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")) | st.just("\n"), min_size=1, max_size=80
)


def marked_at_random(text: str, places: list[tuple[int, int, str]]) -> Reading:
    record = record_of(text)
    kinds: dict[str, list[Span]] = {kind: [] for kind in "ftqpiu"}
    for start, length, kind in sorted(set(places)):
        if start < len(text):
            kinds[kind].append(record.cut(start, min(len(text), start + length)))
    origin = record.origin
    whole = record.trimmed(0, len(text))
    turns = [Turn(origin=origin, span=whole, insertions=tuple(dict.fromkeys(kinds["i"])))] if whole else []
    questions = tuple(Question(span=place) for place in dict.fromkeys(kinds["q"]))
    return Reading(
        record=record,
        entries=(
            *turns,
            *(Figure(origin=origin, span=place, value=Decimal(1)) for place in dict.fromkeys(kinds["f"])),
            *(Time(origin=origin, span=place, type="DATE", value="2024") for place in dict.fromkeys(kinds["t"])),
            *([Exchange(origin=origin, questions=questions)] if questions else []),
            *(Quotation(origin=origin, span=place, content=(place,), type="direct") for place in dict.fromkeys(kinds["u"])),
        ),
        problems=tuple(Problem(origin=origin, code="a.b", message="m", span=place) for place in dict.fromkeys(kinds["p"])),
    )


@settings(max_examples=60, deadline=None)
@given(TEXTS, MARKS)
def test_however_marks_nest_touch_and_cross_the_text_stays_whole(text: str, places: list[tuple[int, int, str]]):
    page = parsed(render([marked_at_random(text, places)]))
    assert text_shown(page) == "".join(visible(text).split())


@settings(max_examples=60, deadline=None)
@example("000000 ", [(6, 1, "f")])
@given(TEXTS, MARKS)
def test_every_link_leads_somewhere_and_no_place_is_named_twice(text: str, places: list[tuple[int, int, str]]):
    page = parsed(render([marked_at_random(text, places)]))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    dangling = {target[1:] for target in page.xpath("//@href")} - set(ids)
    assert not dangling
    assert not page.xpath("//a//a")


@given(st.text(max_size=200))
def test_one_line_is_one_line_and_safe(text: str):
    line = one_line(text)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]", line)


def colours(theme: str) -> dict[str, str]:
    found = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})", theme))
    assert len(found) > 15
    return found


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_has_the_contrast_that_weak_eyes_need(theme: str):
    style = files("servanda.faces.export").joinpath("report.css").read_text()
    light, dark = re.findall(r":root \{(.*?)\}", style, re.DOTALL)[:2]
    palette = colours(light) | (colours(dark) if theme == "dark" else {})
    inks = ["ink", "muted", "link", "question", "problem", "quote", *(f"hue{number}" for number in range(1, 7))]
    pairs = [(ink, paper) for ink in inks for paper in ("paper", "panel")]
    pairs += [
        ("figure-ink", "figure"),
        ("time-ink", "time"),
        ("ink", "target"),
        ("link", "target"),
        ("muted", "target"),
        ("ink", "gone"),
    ]
    poor = {pair: contrast(palette[pair[0]], palette[pair[1]]) for pair in pairs}
    assert not {pair: ratio for pair, ratio in poor.items() if ratio < 4.5}


BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.mark.skipif(not BROWSER, reason="no Chromium is installed here")
def test_a_browser_shows_it_on_a_phone_without_sideways_scrolling(tmp_path):
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", render([talk(), Reading(record=record_of("B"))]))
    measure = (
        "document.title = [f.contentDocument.documentElement.scrollWidth, f.contentDocument.querySelectorAll('mark').length]"
    )
    shape = "width:390px;height:800px;border:0"
    frame = f'<iframe id="f" style="{shape}" onload="{measure}" srcdoc="{entities.escape(page)}"></iframe>'
    (tmp_path / "phone.html").write_text(f"<!DOCTYPE html><meta charset=utf-8>{frame}")
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    command = [str(BROWSER), *quiet, profile, "--dump-dom", (tmp_path / "phone.html").as_uri()]
    dom = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    width, marks = re.search(r"<title>(\d+),(\d+)</title>", dom).groups()
    assert int(width) <= 390
    assert int(marks) == 3
