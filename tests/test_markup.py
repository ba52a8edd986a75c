"""Parliaments' XML, and markup that is broken or hostile, go in; text with blocks and speakers, or one error, comes out."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.errors import DamagedError, EmptyRecordError, IntakeError, TooLargeError
from servanda.records.markup import extract_html, extract_xml
from tests.markup import PROSE, assert_sound, spoken, strong, texts, xml

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
