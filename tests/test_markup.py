"""Web pages and parliaments' XML go in; text with blocks, speakers and the page's own facts comes out."""

from __future__ import annotations

import time
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.errors import DamagedError, EmptyRecordError, IntakeError, TooLargeError
from servanda.model import Block
from servanda.records.extraction import Extraction
from servanda.records.markup import extract_html, extract_xml

PROSE = "The delegations of Ardania and Belmora met in Velmar on Tuesday and agreed on the points that follow below."


def html(page: str) -> Extraction:
    return extract_html(dedent(page).encode())


def xml(document: str) -> Extraction:
    return extract_xml(dedent(document).strip().encode())


def texts(extraction: Extraction, kind: str | None = None) -> list[str]:
    return [extraction.text[block.start : block.end] for block in extraction.blocks if kind in (None, block.kind)]


def strong(extraction: Extraction) -> list[str]:
    return [extraction.text[start:end] for block in extraction.blocks for start, end in block.strong]


def spoken(extraction: Extraction) -> list[tuple[int, str | None, str]]:
    """Utterance, speaker and text of each block that has a speaker."""
    return [(b.speaker.utterance, b.speaker.name, extraction.text[b.start : b.end]) for b in extraction.blocks if b.speaker]


def assert_sound(text: str, blocks: tuple[Block, ...]) -> None:
    """Blocks are in order, do not overlap, hold all text but white space, and none is empty."""
    at = 0
    for block in blocks:
        assert at <= block.start < block.end
        assert not text[at : block.start].strip()
        assert text[block.start : block.end].strip()
        assert all(block.start <= start < end <= block.end for start, end in block.strong)
        at = block.end
    assert not text[at:].strip()


# Web pages


def test_a_page_is_its_main_text_without_menus_forms_and_footers() -> None:
    page = html(
        f"""
        <!DOCTYPE html><html lang="en"><head><title>Talks | Ardania</title><style>p {{}}</style></head><body>
        <header><a href="/">Ministry</a></header><nav><ul><li><a href="/1">Home</a><li><a href="/2">News</a></ul></nav>
        <div id="cookie-bar"><p>We use cookies so that this page works for you and for all of your neighbours.</p></div>
        <main><h1>Talks in Velmar</h1><p>{PROSE}</p><form><input value="mail"><button>Subscribe</button></form></main>
        <script>let text = "{PROSE}";</script>
        <footer>All rights reserved by the Ministry of Foreign Affairs.</footer></body></html>
        """
    )
    assert texts(page) == ["Talks in Velmar", PROSE]
    assert texts(page, "heading") == ["Talks in Velmar"]


def test_a_page_without_named_parts_is_read_by_where_its_prose_stands() -> None:
    page = html(
        f"""
        <body><table><tr><td colspan=2><a href=1>Home</a> <a href=2>Visits</a> <a href=3>Links</a></td></tr>
        <tr><td><a href=4>Minister</a><br><a href=5>Speeches</a><br><a href=6>Press</a></td>
        <td><b>Joint statement</b><br><br>Velmar, 3 May 2024<br><br>{PROSE}<br><br>{PROSE}</td></tr></table></body>
        """
    )
    assert texts(page) == ["Joint statement", "Velmar, 3 May 2024", PROSE, PROSE]


def test_a_list_of_links_beside_the_article_is_no_text_though_the_main_part_holds_both() -> None:
    page = html(
        """\
        <html><body><main><article><h1>Ferry to open</h1>
        <p>The ferry at Old Kessin will open again in March, the two ministers said after four hours of talks in Kessin.</p>
        <ul><li><a href="/1">The accord of 2019</a></li><li><a href="/2">The tolls</a></li><li><a href="/3">A map</a></li></ul>
        </article>
        <section><h2>Readers like</h2><ol><li><a href="/a">Weller: "I will resign"</a></li><li><a href="/b">Ten walks</a></li>
        <li><a href="/c">Prices fell by 2%</a></li></ol></section></main></body></html>
        """
    )
    assert "The tolls" in page.text
    assert "Weller" not in page.text


def test_the_heading_outside_the_article_belongs_to_it() -> None:
    page = html(f"<body><header><h1>Talks in Velmar</h1></header><article><p>{PROSE}</p><p>{PROSE}</p></article></body>")
    assert texts(page) == ["Talks in Velmar", PROSE, PROSE]


def test_the_pages_heading_is_not_the_sites() -> None:
    page = html(
        f"""<head><title>Talks in Velmar – Ministry of Ardania</title></head><body><div class="site-header">
        <h1>Ministry of Ardania</h1></div><article><h1>Talks in Velmar</h1><p>{PROSE}</p><p>{PROSE}</p></article></body>"""
    )
    assert texts(page) == ["Talks in Velmar", PROSE, PROSE]
    assert page.facts.title == "Talks in Velmar"


def test_readers_comments_stay_after_their_heading() -> None:
    page = html(
        f"""<body><article><h1>Talks</h1><p>{PROSE}</p><p>{PROSE}</p></article>
        <section class="comments"><h2>One comment</h2><p>I was there, and nobody agreed on anything.</p></section></body>"""
    )
    assert texts(page)[-2:] == ["One comment", "I was there, and nobody agreed on anything."]
    assert page.blocks[-2].kind == "heading"


def test_what_the_page_hides_is_not_read() -> None:
    page = html(f'<main><p hidden>secret</p><p style="display: none">secret</p><p>{PROSE}</p></main>')
    assert texts(page) == [PROSE]


def test_a_dense_class_name_does_not_cost_the_main_text() -> None:
    page = html(f'<body><div class="content-with-sidebar widget"><p>{PROSE}</p><p>{PROSE}</p></div></body>')
    assert texts(page) == [PROSE, PROSE]


def test_entities_are_decoded_once() -> None:
    assert html("<p>Smith &amp; Sons &amp;lt; &eacute;&#233; 5&nbsp;km</p>").text == "Smith & Sons &lt; éé 5\u00a0km"


def test_white_space_is_folded_and_line_breaks_end_lines() -> None:
    page = html("<p>One\n   two<br>three <br/> four</p>")
    assert page.text == "One two\nthree\nfour"
    assert len(page.blocks) == 1


def test_bold_print_is_marked_where_it_stands() -> None:
    page = html(
        f"""<p><strong>Oda </strong><strong>Varn:</strong> {PROSE}</p>
        <p><span style="font-weight: 700">Question:</span> Why?</p>"""
    )
    assert strong(page) == ["Oda Varn:", "Question:"]


def test_items_and_cells_are_blocks_of_their_kind() -> None:
    page = html(
        f"""<main><p>{PROSE}</p><ul><li>First<ul><li><p>Inner</p></li></ul></li></ul>
        <table><tr><th>Item</th><th>Sum</th></tr><tr><td>Rail</td><td><p>$3 million</p></td></tr></table></main>"""
    )
    assert [(b.kind, b.level) for b in page.blocks[1:3]] == [("item", 1), ("item", 2)]
    assert texts(page, "cell") == ["Item", "Sum", "Rail", "$3 million"]
    assert "Rail\t$3 million" in page.text


def test_captions_are_asides() -> None:
    page = html(f"<main><p>{PROSE}</p><figure><img src=x><figcaption>Photo: press service</figcaption></figure></main>")
    assert texts(page, "aside") == ["Photo: press service"]


def test_a_preformatted_page_keeps_its_lines() -> None:
    page = html(
        "<html><body><pre>\n[House of Belmora]\n\n  Mr. VARN. I rise to speak for the bill that was\n"
        "laid before us &lt;today&gt;.\n  The SPEAKER. Order.\n</pre></body></html>"
    )
    assert page.text.startswith(
        "[House of Belmora]\n\n  Mr. VARN. I rise to speak for the bill that was\nlaid before us <today>."
    )
    assert_sound(page.text, page.blocks)
    assert len(page.blocks) >= 3


def test_printers_marks_do_not_break_preformatted_lines() -> None:
    lines = [f"<bullet>  Mr. VARN. I rise to speak for bill {n}.\n  And I thank <b>all</b> of you.\n" for n in range(3000)]
    page = html("<html><body><pre>" + "".join(lines) + "</pre></body></html>")
    assert page.text.startswith("  Mr. VARN. I rise to speak for bill 0.\n  And I thank all of you.\n  Mr. VARN.")
    assert page.text.count("Mr. VARN.") == len(strong(page)) == 3000
    assert_sound(page.text, page.blocks)


def test_a_page_tells_its_title_date_site_and_language() -> None:
    page = html(
        f"""<html lang="en-GB"><head><title>Talks in Velmar | Ministry</title>
        <meta property="og:title" content="Talks in Velmar"><meta property="og:site_name" content="Ministry of Ardania">
        <meta property="article:published_time" content="2024-05-24T23:30:00-05:00"></head><body><p>{PROSE}</p></body></html>"""
    )
    assert (page.facts.title, page.facts.publisher) == ("Talks in Velmar", "Ministry of Ardania")
    assert (page.facts.published, page.facts.language) == ("2024-05-24", "en")


def test_linked_data_tells_the_date_and_broken_linked_data_nothing() -> None:
    page = html(
        """<script type="application/ld+json">{broken</script>
        <script type="application/ld+json">{"@graph": [{"headline": "Talks", "datePublished": "20240524",
        "publisher": {"name": "Corvia Today"}}]}</script><p>Text.</p>"""
    )
    assert (page.facts.title, page.facts.published, page.facts.publisher) == ("Talks", "2024-05-24", "Corvia Today")


def test_the_character_set_the_page_declares_is_believed() -> None:
    content = '<meta charset="windows-1251"><p>Переговоры в столице прошли во вторник.</p>'.encode("cp1251")
    page = extract_html(content)
    assert page.text == "Переговоры в столице прошли во вторник."
    assert page.encoding == "cp1251"


@pytest.mark.parametrize("page", ["", "  \n", "<html><body></body></html>", "<nav><a href=1>Home</a></nav>", "<p>&nbsp;</p>"])
def test_a_page_without_text_is_refused(page: str) -> None:
    with pytest.raises(EmptyRecordError):
        html(page)


# Parliaments' XML

DEBATE = """
    <?xml version="1.0" encoding="ISO-8859-1"?>
    <!DOCTYPE publicwhip [<!ENTITY mdash "&#8212;"><!ENTITY ccedil "&#231;">]>
    <publicwhip>
    <gidredirect oldgid="a" newgid="b"/>
    <major-heading id="org.example/debate/2031-03-04a.1.0" nospeaker="true">Fisheries</major-heading>
    <speech id="org.example/debate/2031-03-04a.1.1" nospeaker="true"><p class="italic">The House met at noon.</p></speech>
    <speech id="org.example/debate/2031-03-04a.1.2" speakerid="org.example/member/7" speakername="Oda Fran&ccedil;a"
        speakeroffice="The Minister for Fisheries">
    <p pid="1">We met the <i>Belmoran</i> side&mdash;twice.</p><p>They agreed.</p></speech>
    <speech id="org.example/debate/2031-03-04a.1.3" speakerid="org.example/member/8" speakername="Ivo Tarn">
    <p>When?</p></speech>
    <speech id="org.example/debate/2031-03-04a.1.4" nospeaker="true"><p>Question put and agreed to.</p></speech>
    </publicwhip>
"""


def test_speeches_have_the_speaker_their_markup_names() -> None:
    debate = xml(DEBATE)
    assert spoken(debate) == [
        (0, "Oda França", "We met the Belmoran side—twice."),
        (0, "Oda França", "They agreed."),
        (1, "Ivo Tarn", "When?"),
    ]
    hint = debate.blocks[2].speaker
    assert hint is not None
    assert (hint.identifier, hint.office) == ("org.example/member/7", "The Minister for Fisheries")


def test_what_has_no_speaker_is_the_publishers() -> None:
    debate = xml(DEBATE)
    silent = [debate.text[b.start : b.end] for b in debate.blocks if b.speaker is None]
    assert silent == ["Fisheries", "The House met at noon.", "Question put and agreed to."]
    assert debate.blocks[0].kind == "heading"


def test_the_day_of_a_debate_stands_in_its_identifiers() -> None:
    facts = xml(DEBATE).facts
    assert (facts.event_date, facts.kind) == ("2031-03-04", "debate")


HISTORIC = """
    <housecommons><image src="x"/><col>1</col><title>House of Ardania</title><date format="1951-12-16">16 December</date>
    <debates><section><title>Railways</title>
    <p id="1">12. <member>Mr. Varn</member><membercontribution> asked the Minister for Railways when the line to
    <col>2</col> Velmar will be opened.</membercontribution></p>
    <p id="2"><member>The Minister for Railways (Mrs. Oda Tarn)</member><membercontribution>: In May.<lb/>
    The bridge is built.</membercontribution></p>
    <p id="3"><member>Mr. Ober <memberconstituency>(East Velmar)</memberconstituency></member><membercontribution>:
    At last.</membercontribution></p>
    <p id="4"><member>Mrs. Tarn</member><membercontribution>: Quite.</membercontribution></p>
    <p id="5"><i>The House divided:</i> Ayes 9, Noes 3.</p></section></debates></housecommons>
"""


def test_historic_hansard_prints_its_speakers_at_the_head_of_what_they_say() -> None:
    assert spoken(xml(HISTORIC)) == [
        (0, "Mr. Varn", "Mr. Varn asked the Minister for Railways when the line to Velmar will be opened."),
        (1, "Oda Tarn", "The Minister for Railways (Mrs. Oda Tarn): In May."),
        (1, "Oda Tarn", "The bridge is built."),
        (2, "Mr. Ober", "Mr. Ober (East Velmar): At last."),
        (3, "Oda Tarn", "Mrs. Tarn: Quite."),
    ]
    assert strong(xml(HISTORIC))[1:] == ["The Minister for Railways (Mrs. Oda Tarn)", "Mr. Ober (East Velmar)", "Mrs. Tarn"]


def test_historic_hansard_tells_offices_constituencies_and_its_day() -> None:
    sitting = xml(HISTORIC)
    offices = [block.speaker.office for block in sitting.blocks if block.speaker]
    assert offices == [None, "The Minister for Railways", "The Minister for Railways", "East Velmar", None]
    assert sitting.facts.event_date == "1951-12-16"
    assert texts(sitting)[-1] == "The House divided: Ayes 9, Noes 3."


TEI = """
    <TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader>
    <fileDesc><titleStmt><title xml:lang="sl">Zapis</title><title xml:lang="en">Record of the sitting</title></titleStmt>
    <publicationStmt><publisher>Archive of Belmora</publisher></publicationStmt>
    <sourceDesc><bibl><date when="1998-12-08"/></bibl></sourceDesc></fileDesc>
    <profileDesc><particDesc><listPerson><person xml:id="p1">
    <persName><surname>Tarn</surname><forename>Ivo</forename></persName></person></listPerson></particDesc></profileDesc></teiHeader>
    <text><body><div><head>Fisheries</head><note type="time">The sitting began at noon.</note>
    <note type="speaker">CHAIR ODA VARN:</note>
    <u who="#VarnOda" ana="#chair"><seg>Good day. <gap reason="inaudible"/></seg><note>unclear</note><seg>Mr Tarn.</seg></u>
    <note type="speaker">Member Ivo Tarn (Greens)</note> <note type="procedural">(on the agenda)</note>
    <u who="#p1"><seg>Thank you. <vocal><desc>Laughter</desc></vocal> We agree.</seg></u>
    <u who="#VarnOda"><seg>Closed.</seg></u></div></body></text></TEI>
"""


def test_utterances_of_tei_have_the_persons_they_refer_to() -> None:
    assert spoken(xml(TEI)) == [
        (0, "Oda Varn", "CHAIR ODA VARN:"),
        (0, "Oda Varn", "Good day."),
        (0, "Oda Varn", "unclear"),
        (0, "Oda Varn", "Mr Tarn."),
        (1, "Ivo Tarn", "Member Ivo Tarn (Greens)"),
        (1, "Ivo Tarn", "(on the agenda)"),
        (1, "Ivo Tarn", "Thank you."),
        (1, "Ivo Tarn", "Laughter"),
        (1, "Ivo Tarn", "We agree."),
        (2, "Oda Varn", "Closed."),
    ]


def test_notes_and_incidents_of_tei_are_asides() -> None:
    sitting = xml(TEI)
    assert texts(sitting, "aside") == ["The sitting began at noon.", "unclear", "(on the agenda)", "Laughter"]
    assert strong(sitting) == ["CHAIR ODA VARN:", "Member Ivo Tarn (Greens)"]
    assert "Thank you. Laughter We agree." in sitting.text


def test_the_tei_header_tells_title_day_and_language() -> None:
    facts = xml(TEI).facts
    assert (facts.title, facts.publisher) == ("Record of the sitting", "Archive of Belmora")
    assert (facts.event_date, facts.language, facts.kind) == ("1998-12-08", "en", "debate")


def test_words_that_tei_marks_one_by_one_are_set_apart() -> None:
    corpus = xml(
        """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><u who="#a"><seg>
        <s><w>Thank</w><w join="right">you</w><pc>.</pc></s> <s><w>Good</w><w>day</w></s></seg></u></body></text></TEI>"""
    )
    assert corpus.text == "Thank you. Good day"


AKOMA = """
    <akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><debate name="hansard"><meta>
    <identification source="#s"><FRBRWork><FRBRdate date="2032-06-01" name="sitting"/></FRBRWork>
    <FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification>
    <references><TLCPerson eId="varn" href="/p/1" showAs="Oda Varn"/><TLCRole eId="min" href="/r" showAs="Minister of Finance"/>
    </references></meta>
    <preface><p><docTitle>Sitting of 1 June</docTitle></p></preface>
    <debateBody><debateSection name="q"><heading>Budget</heading><scene>The Speaker took the chair.</scene>
    <question by="#ober"><from>Mr Ober:</from><p>How much?</p></question>
    <answer by="#varn" as="#min"><from>Minister Varn:</from>
    <p>Two million. <remark type="applause">[Applause]</remark> No more.</p></answer>
    <narrative><p><i>The sitting closed.</i></p></narrative></debateSection></debateBody></debate></akomaNtoso>
"""


def test_akoma_ntoso_speeches_have_the_persons_they_refer_to() -> None:
    sitting = xml(AKOMA)
    assert spoken(sitting) == [
        (0, "Mr Ober", "Mr Ober:"),
        (0, "Mr Ober", "How much?"),
        (1, "Oda Varn", "Minister Varn:"),
        (1, "Oda Varn", "Two million."),
        (1, "Oda Varn", "[Applause]"),
        (1, "Oda Varn", "No more."),
    ]
    hint = sitting.blocks[-2].speaker
    assert hint is not None
    assert (hint.office, hint.role) == ("Minister of Finance", "min")


def test_scenes_and_narrative_of_akoma_ntoso_are_asides() -> None:
    sitting = xml(AKOMA)
    assert texts(sitting, "aside") == ["The Speaker took the chair.", "[Applause]", "The sitting closed."]
    assert (sitting.facts.title, sitting.facts.event_date, sitting.facts.language) == ("Sitting of 1 June", "2032-06-01", "en")


def test_an_unknown_dialect_keeps_all_its_text_and_says_so() -> None:
    record = xml("<protocol><meta by='clerk'>Velmar</meta><act><say>We <b>agree</b>.</say></act></protocol>")
    assert texts(record) == ["Velmar", "We agree."]
    assert spoken(record) == []
    assert [fault.code for fault in record.faults] == ["markup.unknown_dialect"]


def test_an_unknown_dialect_names_speakers_where_attributes_do_plainly() -> None:
    record = xml(
        """<protocol><talk speaker="Oda Varn"><p>We met.</p><p>Twice.</p></talk>
        <turn who="#t"><speaker>Ivo Tarn:</speaker> When?</turn><p>Closed.</p></protocol>"""
    )
    assert spoken(record) == [
        (0, "Oda Varn", "We met."),
        (0, "Oda Varn", "Twice."),
        (1, None, "Ivo Tarn:"),
        (1, None, "When?"),
    ]
    assert strong(record) == ["Ivo Tarn:"]


def test_a_well_formed_web_page_is_read_as_one() -> None:
    page = xml(f'<html xmlns="http://www.w3.org/1999/xhtml"><body><nav>Home</nav><main><p>{PROSE}</p></main></body></html>')
    assert texts(page) == [PROSE]


# What is wrong with a document


def test_undeclared_entities_of_html_become_characters_and_others_stay_as_printed() -> None:
    record = xml("<a><p>5&nbsp;km &velmar; &amp; more</p><![CDATA[&nbsp;]]></a>")
    assert record.text == "5\u00a0km &velmar; & more\n\n&nbsp;"
    assert "markup.undeclared_entity" in [fault.code for fault in record.faults]


def test_stray_ampersands_stay_as_printed() -> None:
    record = extract_xml(b"<a>Varn & Sons, R&D &amp; more&hellip; \x01</a>")
    assert record.text == "Varn & Sons, R&D & more… \ufffd"


def test_characters_that_xml_forbids_are_marked_not_dropped() -> None:
    record = extract_xml(b"<a>one\x00two</a>")
    assert record.text == "one\ufffdtwo"
    assert "markup.forbidden_character" in [fault.code for fault in record.faults]


def test_xml_that_does_not_end_is_damaged() -> None:
    with pytest.raises(DamagedError, match="line 2"):
        extract_xml(b"<publicwhip>\n<speech><p>We agr")


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
BOMBS = {
    "a billion laughs": f'<!DOCTYPE a [<!ENTITY l0 "lol">{LAUGHS}]><a>&l11;</a>',
    "laughs in an attribute": f'<!DOCTYPE a [<!ENTITY l0 "lol">{LAUGHS}]><publicwhip a="&l11;"/>',
    "one long entity many times": f'<!DOCTYPE a [<!ENTITY q "{"x" * 100_000}">]><a>{"&q;" * 100_000}</a>',
    "nesting without end": "<a>" * 100_000 + "x" + "</a>" * 100_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_does_not_go_off(name: str) -> None:
    start = time.process_time()
    with pytest.raises(TooLargeError) as refused:
        extract_xml(BOMBS[name].encode())
    assert refused.value.remedy
    assert time.process_time() - start < 1


def test_pages_nested_without_end_are_refused_or_read() -> None:
    with pytest.raises(TooLargeError):
        extract_html(b"<div>" * 50_000 + b"text" + b"</div>" * 50_000)


def test_no_file_is_read_and_no_address_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret word")
    doors = [
        f'<!DOCTYPE a [<!ENTITY q SYSTEM "file://{secret}">]><a>x &q;</a>',
        f'<a xmlns:xi="http://www.w3.org/2001/XInclude">x <xi:include href="{secret}" parse="text"/></a>',
        f'<!DOCTYPE a SYSTEM "file://{secret}"><a>x</a>',
        f'<!DOCTYPE a [<!ENTITY % p SYSTEM "file://{secret}"> %p;]><a>x</a>',
        f'<?xml-stylesheet href="file://{secret}"?><a>x</a>',
    ]
    for door in doors:
        try:
            shown = extract_xml(door.encode()).text
        except IntakeError as error:
            shown = str(error)
        assert "secret word" not in shown


@pytest.mark.parametrize(
    "opening", [b"<!--", b"<![CDATA[", b"<div", b"&amp", b"<meta charset=", b"<a href='", b"<br>", b"<b>", b"<td>"]
)
def test_hostile_repetition_costs_no_more_than_its_length(opening: bytes) -> None:
    start = time.process_time()
    for wrap in (lambda body: b"<a>&x;" + body, lambda body: b"<html><body><p>text" + body):
        for read in (extract_xml, extract_html):
            try:
                read(wrap(opening * 20_000))
            except IntakeError:
                continue
    assert time.process_time() - start < 4


# Whatever comes

NAMES = ["p", "div", "b", "i", "li", "ul", "td", "tr", "table", "h1", "span", "pre", "br", "blockquote", "speech", "note"]
MARKUP = st.recursive(
    st.text(max_size=12).map(lambda text: text.replace("<", "&lt;")),
    lambda inner: st.builds(
        lambda name, parts: f"<{name}>{''.join(parts)}</{name}>",
        st.sampled_from(NAMES),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None)
@given(MARKUP)
def test_blocks_hold_all_text_of_any_page(body: str) -> None:
    try:
        page = extract_html(f"<html><body><main>{body}</main></body></html>".encode("utf-8", "replace"))
    except EmptyRecordError:
        return
    assert_sound(page.text, page.blocks)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.integers(0, len(TEI)))
def test_any_bytes_give_a_record_or_an_error_of_ours(noise: bytes, at: int) -> None:
    content = TEI.strip().encode()
    for document in (noise, b"<p>" + noise, content[:at] + noise + content[at:]):
        for read in (extract_html, extract_xml):
            try:
                extraction = read(document)
            except IntakeError:
                continue
            assert_sound(extraction.text, extraction.blocks)


@pytest.mark.parametrize("document", [DEBATE, HISTORIC, TEI, AKOMA])
def test_blocks_hold_all_text_of_a_debate(document: str) -> None:
    extraction = xml(document)
    assert_sound(extraction.text, extraction.blocks)
    assert extraction.extractor == "markup-xml/1"


def test_what_readers_say_below_an_article_is_an_aside() -> None:
    article = "<h1>Levy defended</h1><p>The minister Karin Dahl defended the levy before the house.</p>"
    comments = "<h4>Comments (2)</h4><p>riverman: The minister said that she would cut all the taxes we pay.</p>"
    page = f'<html><body><article>{article}</article><div class="comments">{comments}</div></body></html>'
    assert texts(html(page), "paragraph") == ["The minister Karin Dahl defended the levy before the house."]
    assert texts(html(page), "aside") == ["riverman: The minister said that she would cut all the taxes we pay."]
