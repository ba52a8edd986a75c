"""PDF and DOCX documents go in; text with blocks comes out. The documents are made here, byte by byte."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.errors import DamagedError, EmptyRecordError, IntakeError, TooLargeError, UnsupportedError
from servanda.model import Block
from servanda.records.extraction import Extraction
from servanda.records.office import extract_docx, extract_pdf

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def texts(extraction: Extraction, kind: str | None = None) -> list[str]:
    return [extraction.text[block.start : block.end] for block in extraction.blocks if kind in (None, block.kind)]


def strong(extraction: Extraction) -> list[str]:
    return [extraction.text[start:end] for block in extraction.blocks for start, end in block.strong]


def assert_sound(text: str, blocks: tuple[Block, ...]) -> None:
    at = 0
    for block in blocks:
        assert at <= block.start < block.end
        assert not text[at : block.start].strip()
        at = block.end
    assert not text[at:].strip()


# DOCX


def docx(body: str, *, styles: str = "", footnotes: str = "", core: str = "") -> bytes:
    parts = {
        "_rels/.rels": f"""<Relationships>
            <Relationship Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>
            <Relationship Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
                Target="docProps/core.xml"/></Relationships>""",
        "word/_rels/document.xml.rels": f"""<Relationships><Relationship Type="{RELATIONS}/styles" Target="styles.xml"/>
            <Relationship Type="{RELATIONS}/footnotes" Target="/word/footnotes.xml"/></Relationships>""",
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}">{footnotes}</w:footnotes>',
        "docProps/core.xml": f'<c xmlns:dc="http://purl.org/dc/elements/1.1/">{core}</c>',
    }
    return package(parts)


def package(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    content = "".join(part if part.startswith("<") else run(part) for part in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def test_paragraphs_headings_and_items_of_a_document_are_blocks() -> None:
    styles = (
        '<w:style w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="T0"><w:name w:val="Body"/><w:basedOn w:val="T"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:styleId="T"><w:name w:val="Own"/><w:basedOn w:val="T0"/></w:style>'
    )
    document = extract_docx(
        docx(
            paragraph("Talks in Velmar", properties='<w:pStyle w:val="Kop1"/>')
            + paragraph("Fisheries", properties='<w:pStyle w:val="T"/>')
            + paragraph("The sides agreed on:")
            + paragraph("quotas;", properties='<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>'),
            styles=styles,
        )
    )
    kinds = [(block.kind, block.level) for block in document.blocks]
    assert kinds == [("heading", 1), ("heading", 2), ("paragraph", 0), ("item", 2)]
    assert document.text == "Talks in Velmar\n\nFisheries\n\nThe sides agreed on:\nquotas;"


def test_bold_runs_side_by_side_are_one_label() -> None:
    body = paragraph(run("Oda ", "<w:b/>"), run("Varn:", '<w:b w:val="1"/>'), run(" Yes.", '<w:b w:val="0"/>'))
    assert strong(extract_docx(docx(body))) == ["Oda Varn:"]


def test_tabs_and_line_breaks_are_kept() -> None:
    body = paragraph("Q", "<w:r><w:tab/></w:r>", "When?", "<w:r><w:br/></w:r>", "And  where?")
    assert extract_docx(docx(body)).text == "Q\tWhen?\nAnd  where?"


def test_tracked_deletions_are_dropped_and_insertions_kept() -> None:
    body = paragraph(
        "We will ",
        "<w:del><w:r><w:delText>not </w:delText></w:r></w:del>",
        f"<w:ins>{run('surely ')}</w:ins>",
        f"<w:moveFrom>{run('away ')}</w:moveFrom>",
        "<w:r><w:instrText>PAGE</w:instrText></w:r>",
        run("unseen ", "<w:vanish/>"),
        "come.",
    )
    assert extract_docx(docx(body)).text == "We will surely come."


def test_cells_come_row_by_row() -> None:
    rows = [["Item", "Sum"], ["Rail", "$3 million"]]
    cells = "".join(f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    document = extract_docx(docx(paragraph("Costs") + f"<w:tbl>{cells}</w:tbl>" + paragraph("End")))
    assert document.text == "Costs\nItem\tSum\nRail\t$3 million\n\nEnd"
    assert texts(document, "cell") == ["Item", "Sum", "Rail", "$3 million"]


def test_footnotes_follow_the_text_as_asides() -> None:
    line, note = paragraph("-"), paragraph("See annex.")
    notes = f'<w:footnote w:type="separator">{line}</w:footnote><w:footnote w:id="1">{note}</w:footnote>'
    document = extract_docx(docx(paragraph("Agreed."), footnotes=notes))
    assert texts(document) == ["Agreed.", "See annex."]
    assert document.blocks[-1].kind == "aside"


def test_the_core_properties_tell_title_and_language() -> None:
    facts = extract_docx(
        docx(paragraph("Agreed."), core="<dc:title>Joint statement</dc:title><dc:language>pt-BR</dc:language>")
    ).facts
    assert (facts.title, facts.language, facts.published) == ("Joint statement", "pt", None)


def test_a_document_cut_off_is_damaged() -> None:
    whole = docx(paragraph("Agreed."))
    with pytest.raises(DamagedError):
        extract_docx(whole[: len(whole) // 2])


def test_a_document_without_text_is_empty() -> None:
    with pytest.raises(EmptyRecordError):
        extract_docx(docx(paragraph(" ")))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
        (b"{\\rtf1 Agreed.}", "RTF"),
        (package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), "OpenDocument"),
        (package({"_rels/.rels": "<Relationships/>", "xl/workbook.xml": "<workbook/>"}), "spreadsheets"),
        (package({"notes.txt": "Agreed."}), "archive"),
    ],
)
def test_other_formats_are_refused_with_a_remedy(content: bytes, says: str) -> None:
    with pytest.raises(UnsupportedError, match=says) as refusal:
        extract_docx(content)
    assert refusal.value.remedy


def test_a_zip_bomb_does_not_go_off() -> None:
    start = time.process_time()
    with pytest.raises(TooLargeError):
        extract_docx(docx("<w:p><w:r><w:t>" + " " * 40_000_000 + "</w:t></w:r></w:p>"))
    assert time.process_time() - start < 3


def test_entities_of_a_part_do_not_open_files() -> None:
    door = '<!DOCTYPE d [<!ENTITY q SYSTEM "file:///etc/hostname">]>'
    body = f'{door}<w:document xmlns:w="{W}"><w:body>{paragraph("&q;")}</w:body></w:document>'
    relations = f'<R><R Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></R>'
    assert extract_docx(package({"_rels/.rels": relations, "word/document.xml": body})).text == "&q;"


@settings(max_examples=100, deadline=None)
@given(st.binary(min_size=1, max_size=8), st.floats(0, 1), st.booleans())
def test_a_mangled_document_gives_a_record_or_an_error_of_ours(noise: bytes, place: float, cut: bool) -> None:
    whole = docx(paragraph("Agreed.") + paragraph("Signed."))
    at = int(place * len(whole))
    try:
        document = extract_docx(whole[:at] if cut else whole[:at] + noise + whole[at + len(noise) :])
    except IntakeError:
        return
    assert_sound(document.text, document.blocks)


# PDF

Placed = tuple[str, float, float]
"""A line of text, and where it begins on the page."""


def pdf(*pages: Sequence[Placed], size: float = 11, title: str = "", encrypt: bool = False) -> bytes:
    """A PDF of lines set in Helvetica; a line that begins with `*` is bold, with `#` large."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    objects += [b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>"]
    kids = []
    for lines in pages:
        stream = "".join(show(line, size) for line in lines).encode("latin-1")
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        resources = b"<</Font<</R 3 0 R/B 4 0 R>>>>"
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources%s/Contents %d 0 R>>" % (resources, len(objects))
        )
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    objects.append(b"<</Title(%s)>>" % title.encode("latin-1"))
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    trailer = b"/Root 1 0 R/Info %d 0 R/Size %d" % (len(objects), len(objects) + 1)
    if encrypt:
        lock = b"00" * 32
        trailer += b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (lock, lock)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return body + head + table + b"trailer<<%s>>\nstartxref\n%d\n%%%%EOF\n" % (trailer, len(body))


def show(line: Placed, size: float) -> str:
    text, x, y = line
    font, points = ("/B", size) if text.startswith("*") else ("/R", 20.0) if text.startswith("#") else ("/R", size)
    escaped = text.lstrip("*#").replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    bold, colon, rest = escaped.partition(":") if text.startswith("*") else (escaped, "", "")
    tail = f"/R {points} Tf({rest})Tj" if rest else ""
    return f"BT {font} {points} Tf {x} {y} Td({bold}{colon})Tj {tail} ET\n"


def column(*lines: str, x: float = 60, top: float = 740, pitch: float = 14) -> list[Placed]:
    return [(line, x, top - pitch * number) for number, line in enumerate(lines)]


LONG = "The delegations of Ardania and Belmora met in Velmar on Tuesday and agreed on"


def test_lines_of_a_page_are_put_into_paragraphs() -> None:
    page = [
        *column("#Joint statement", top=760),
        *column(LONG, "the points below.", top=720),
        *column(LONG, "fishing.", top=670),
    ]
    document = extract_pdf(pdf(page))
    assert texts(document) == ["Joint statement", f"{LONG}\nthe points below.", f"{LONG}\nfishing."]
    assert document.blocks[0].kind == "heading"


def test_a_line_that_steps_in_begins_a_paragraph() -> None:
    page = [(LONG, 80, 740), ("the points below, which they will sign in the course of the coming year in Velmar.", 60, 726)]
    page += [(LONG, 80, 712), ("fishing.", 60, 698)]
    assert len(extract_pdf(pdf(page)).blocks) == 2


def test_a_sentence_that_happens_to_end_with_its_line_does_not_end_the_paragraph() -> None:
    full = "The two delegations met in the capital of Belmora on Tuesday and on Wednesday."
    assert len(extract_pdf(pdf(column(LONG, full, LONG, "fishing."))).blocks) == 1
    assert len(extract_pdf(pdf(column(LONG, "fishing.", LONG, "trade."))).blocks) == 2


def test_a_page_of_very_many_lines_costs_no_more_than_their_number() -> None:
    page = [("Agreed.", 60.0 + 20 * (n % 20), 780.0 - 0.05 * n) for n in range(6000)]
    start = time.process_time()
    extract_pdf(pdf(page))
    assert time.process_time() - start < 4


def test_a_hyphen_at_the_end_of_a_line_stays_as_printed() -> None:
    text = extract_pdf(
        pdf(column("The delegations of Ardania and Belmora agreed on an inter-", "national fund for fishing."))
    ).text
    assert text == "The delegations of Ardania and Belmora agreed on an inter-\nnational fund for fishing."


def test_running_heads_and_page_numbers_are_asides() -> None:
    pages = [
        [("Velmar Talks 2031", 60, 780), *column(LONG, "fishing.", top=700 - 3 * n), (f"- {n} -", 300, 20)] for n in range(1, 5)
    ]
    document = extract_pdf(pdf(*pages))
    assert texts(document, "aside") == [text for n in range(1, 5) for text in ("Velmar Talks 2031", f"- {n} -")]
    assert texts(document, "paragraph") == [f"{LONG}\nfishing."] * 4


def test_columns_are_read_one_after_the_other() -> None:
    left = column("We met the other side on", "Monday and on Tuesday in", "the capital of Belmora to")
    right = column("speak of fishing and of the", "line to Velmar.", x=320)
    assert (
        extract_pdf(pdf([*left, *right]))
        .text.replace("\n", " ")
        .startswith("We met the other side on Monday and on Tuesday in the capital of Belmora to speak of fishing")
    )


def test_a_bold_label_is_marked() -> None:
    document = extract_pdf(pdf(column("*Ms. Varn: We agreed on fishing.", "*Mr. Tarn: When will it be signed?", pitch=30)))
    assert strong(document) == ["Ms. Varn:", "Mr. Tarn:"]


def test_the_title_is_believed_unless_a_program_made_it_up() -> None:
    assert extract_pdf(pdf(column("Agreed."), title="Joint statement")).facts.title == "Joint statement"
    assert extract_pdf(pdf(column("Agreed."), title="Microsoft Word - final2.doc")).facts.title is None


def test_a_pdf_with_a_password_is_refused_with_a_remedy() -> None:
    with pytest.raises(UnsupportedError, match="password") as refusal:
        extract_pdf(pdf(column("Agreed."), encrypt=True))
    assert refusal.value.remedy


def test_a_pdf_of_images_is_refused_with_a_remedy() -> None:
    with pytest.raises(UnsupportedError, match="no text layer") as refusal:
        extract_pdf(pdf([], []))
    assert "recognition" in (refusal.value.remedy or "")


def test_pages_without_text_among_others_are_named() -> None:
    document = extract_pdf(pdf(column("Agreed."), [], column("Signed.")))
    assert [fault.code for fault in document.faults] == ["office.page_without_text"]
    assert "2" in document.faults[0].message


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6])
def test_a_pdf_cut_off_is_damaged(share: float) -> None:
    whole = pdf(column("Agreed."))
    with pytest.raises(DamagedError):
        extract_pdf(whole[: int(share * len(whole))])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(st.characters(codec="latin-1", exclude_categories=["C"]), min_size=1, max_size=60), min_size=1, max_size=8)
)
def test_blocks_hold_all_text_of_any_pdf(lines: list[str]) -> None:
    try:
        document = extract_pdf(pdf(column(*lines)))
    except IntakeError:
        return
    assert_sound(document.text, document.blocks)


@settings(max_examples=60, deadline=None)
@given(st.binary(min_size=1, max_size=8), st.floats(0, 1))
def test_a_mangled_pdf_gives_a_record_or_an_error_of_ours(noise: bytes, place: float) -> None:
    whole = pdf(column("Agreed.", "Signed."))
    at = int(place * len(whole))
    try:
        document = extract_pdf(whole[:at] + noise + whole[at + len(noise) :])
    except IntakeError:
        return
    assert_sound(document.text, document.blocks)
