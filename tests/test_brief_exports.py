"""A brief as Markdown, as a page, as an office document and as JSON: whole, safe, the same each time, linked both ways."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import lxml.etree
import lxml.html
import pytest
from click.testing import CliRunner

from servanda import compare, open_ledger, read
from servanda.faces import cli
from servanda.faces.export.brief_docx import docx
from servanda.faces.export.brief_html import html_page
from servanda.faces.export.brief_markdown import markdown
from servanda.model import Brief, BriefLine, BriefNote, BriefPart, BriefSection, Place
from tests.river_talks import ledger_of_talks

DAY = "2025-04-01"
HOSTILE = "<script>alert(1)</script> [x](javascript:y) ![](z) `*_#` \x1b[2J \u202e \u200b& \x00 \ud800"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def ledger_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    return ledger_of_talks(tmp_path_factory.mktemp("brief"))


@pytest.fixture(scope="module")
def brief(ledger_file: str) -> Iterator[Brief]:
    with open_ledger(ledger_file) as ledger:
        yield compare(ledger).brief(DAY, with_="Weller")


def hostile() -> Brief:
    """A brief on a record whose every word is out to do harm."""
    place = Place(record="0" * 64, source=HOSTILE, title=HOSTILE, day="2024-05-24", start=0, end=len(HOSTILE), text=HOSTILE)
    note = BriefNote(number=1, place=place, own=place, said_by=HOSTILE, told_by=HOSTILE, line=1)
    line = BriefLine(parts=(BriefPart(text=f"{HOSTILE} said: "), BriefPart(text=HOSTILE, note=1)))
    section = BriefSection(name="promised", title="Promised", lines=(line,), more=1, command=f"servanda show '{HOSTILE}'")
    return Brief(
        title=HOSTILE,
        subject=HOSTILE,
        on=DAY,
        since=None,
        last_meeting=None,
        desk=HOSTILE,
        looked_at=HOSTILE,
        records=1,
        last_record=None,
        sections=(section,),
        notes=(note,),
    )


def test_every_reference_in_markdown_has_its_footnote(brief: Brief) -> None:
    text = "\n".join(markdown(brief))
    notes = [str(note.number) for note in brief.notes]
    assert re.findall(r"^\[\^(\d+)\]: ", text, re.MULTILINE) == notes
    assert re.findall(r"”\[\^(\d+)\]", text) == notes


def test_a_footnote_says_whose_words_they_are_and_where_they_stand(brief: Brief) -> None:
    text = "\n".join(markdown(brief))
    assert (
        "“The second lock has been opened.” Elena Marsh, 6 December 2024, “News conference of the Presidents of Ardania and "
        "Belmora”, conference.txt, line 6, characters " in text
    )


def test_headings_follow_one_another_without_a_gap(brief: Brief) -> None:
    page = lxml.html.document_fromstring("".join(html_page(brief)))
    assert [int(one.tag[1]) for one in page.iter("h1", "h2", "h3")] == [1, *[2] * (len(brief.sections) + 1)]


def test_the_page_links_each_line_to_its_note_and_back(brief: Brief) -> None:
    page = lxml.html.document_fromstring("".join(html_page(brief)))
    names = [one.get("id") for one in page.iter() if one.get("id")]
    targets = [one.get("href").removeprefix("#") for one in page.iter("a")]
    assert len(names) == len(set(names))
    assert set(targets) <= set(names)
    assert {f"note-{note.number}" for note in brief.notes} | {f"to-{note.number}" for note in brief.notes} == set(targets)


def test_the_page_runs_and_loads_nothing(brief: Brief) -> None:
    for one in (brief, hostile()):
        page = lxml.html.document_fromstring("".join(html_page(one)).encode("utf-8", "strict"))
        assert not list(page.iter("script", "img", "iframe", "link", "object"))
        assert "default-src 'none'" in page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]


def test_hostile_words_mean_nothing_in_markdown() -> None:
    text = "\n".join(markdown(hostile()))
    text, typed = re.subn(r"`` .* ``", "", text)
    assert typed == 1
    assert re.search(r"(?<!\\)<script", text) is None
    assert re.search(r"(?<!\\)\[x(?<!\\)\]\(", text) is None
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_the_office_document_has_a_real_footnote_for_each_note(brief: Brief) -> None:
    parts = opened(docx(brief))
    numbers = [str(note.number) for note in brief.notes]
    references = [one.get(f"{W}id") for one in parts["word/document.xml"].iter(f"{W}footnoteReference")]
    notes = [one.get(f"{W}id") for one in parts["word/footnotes.xml"].iter(f"{W}footnote")]
    assert references == numbers
    assert notes == ["-1", "0", *numbers]


def test_the_office_document_is_read_back_with_its_words_and_notes(brief: Brief, tmp_path: Path) -> None:
    (tmp_path / "brief.docx").write_bytes(docx(brief))
    text = read(tmp_path / "brief.docx", model=False).record.text
    assert all(one.title in text for one in brief.sections)
    assert "The second lock has been opened." in text
    assert "conference.txt, line 6, characters" in text


def test_every_part_of_the_office_document_is_named_and_well_formed_even_with_hostile_words(brief: Brief) -> None:
    for one in (brief, hostile()):
        parts = opened(docx(one))
        named = {row.get("PartName") for row in parts["[Content_Types].xml"]} - {None}
        assert named == {f"/{name}" for name in parts if not name.endswith(".rels") and not name.startswith("[")}


def test_the_same_brief_gives_the_same_bytes(brief: Brief) -> None:
    first, second = docx(brief), docx(brief)
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}


def opened(data: bytes) -> dict[str, lxml.etree._Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: lxml.etree.fromstring(archive.read(name)) for name in archive.namelist()}


def asked(ledger_file: str, *more: str) -> list[str]:
    return ["brief", "--ledger", ledger_file, "--with", "Weller", "--on", DAY, *more]


def test_the_command_writes_what_the_name_of_the_file_asks_for(ledger_file: str, tmp_path: Path) -> None:
    beginnings = {"brief.md": b"# Brief: Tomas Weller", "brief.html": b"<!DOCTYPE html>", "brief.docx": b"PK\x03\x04"}
    for name, beginning in beginnings.items():
        assert cli.main(asked(ledger_file, "-o", str(tmp_path / name))) == cli.OK
        assert (tmp_path / name).read_bytes().startswith(beginning)
    assert cli.main(asked(ledger_file, "-o", str(tmp_path / "page.txt"), "--format", "html")) == cli.OK
    assert (tmp_path / "page.txt").read_bytes().startswith(b"<!DOCTYPE html>")


def test_json_gives_head_sections_lines_and_notes(
    ledger_file: str, brief: Brief, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert cli.main(asked(ledger_file, "--json")) == cli.OK
    rows = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert rows[0]["kind"] == "brief"
    assert [row["section"] for row in rows if row["kind"] == "section"] == [one.name for one in brief.sections]
    assert [row["text"] for row in rows if row["kind"] == "line"] == [line.text for one in brief.sections for line in one.lines]
    notes = [row for row in rows if row["kind"] == "note"]
    assert [(row["record"], row["start"], row["end"], row["text"]) for row in notes] == [
        (note.place.record, note.place.start, note.place.end, note.place.text) for note in brief.notes
    ]


def test_a_call_that_cannot_be_meant_is_refused(ledger_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["brief", "--ledger", ledger_file, "--on", DAY]) == cli.USAGE
    assert "--with NAME, --matter NAME, or both" in capsys.readouterr().err
    assert cli.main(["brief", "--ledger", ledger_file, "--with", "Weller", "--since", "yesterday"]) == cli.USAGE
    assert cli.main(asked(ledger_file, "--json", "--format", "html")) == cli.USAGE
    assert cli.main(["brief", "--ledger", ledger_file, "--with", "Nemo", "--on", DAY]) == cli.FAILED
    assert "nobody is called Nemo" in capsys.readouterr().err


def test_without_a_day_it_says_that_it_asks_as_of_today(ledger_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["brief", "--ledger", ledger_file, "--with", "Weller"]) == cli.OK
    assert "As of today, " in capsys.readouterr().err


def test_a_form_that_cannot_be_written_is_refused(ledger_file: str, tmp_path: Path) -> None:
    asked = ["brief", "--ledger", ledger_file, "--with", "Halden", "-o", str(tmp_path / "brief.pdf")]
    result = CliRunner().invoke(cli.servanda, asked, obj=cli.Settings())
    assert result.exit_code == 2
    assert "write .html and print it" in result.output
    assert not (tmp_path / "brief.pdf").exists()
