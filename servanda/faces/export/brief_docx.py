"""A brief as an office document (ECMA-376, WordprocessingML), with its notes as real footnotes at the foot of each page.

Written here, part by part: the libraries that write such documents know no footnotes. Nothing in it depends on the day or the
machine; its parts are stored, not compressed, since compressors differ.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from html import escape

from servanda.faces.export import brief_words
from servanda.faces.safety import one_line
from servanda.model import Brief, BriefLine, BriefSection

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML does not allow."""
_DAY = (1980, 1, 1, 0, 0, 0)
"""The first day that the form of archive knows."""

_STYLES = f"""{_HEAD}<w:styles xmlns:w="{_W}">
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>
<w:sz w:val="20"/>
<w:szCs w:val="20"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="50" w:line="245" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/>
<w:pPr><w:keepNext/><w:spacing w:after="80"/></w:pPr><w:rPr><w:b/><w:sz w:val="30"/><w:szCs w:val="30"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/>
<w:pPr><w:keepNext/><w:spacing w:before="140" w:after="40"/><w:outlineLvl w:val="0"/></w:pPr>
<w:rPr><w:b/><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="ListBullet"><w:name w:val="List Bullet"/><w:basedOn w:val="Normal"/>
<w:pPr><w:keepLines/><w:numPr><w:numId w:val="1"/></w:numPr><w:ind w:left="284" w:hanging="284"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/><w:basedOn w:val="Normal"/>
<w:pPr><w:spacing w:after="10" w:line="228" w:lineRule="auto"/></w:pPr>
<w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>
<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
</w:styles>"""
_NUMBERING = f"""{_HEAD}<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
_SETTINGS = f"""{_HEAD}<w:settings xmlns:w="{_W}"><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>
<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
</w:settings>"""
_PARTS = (
    ("/word/document.xml", f"{_MAIN}.document.main+xml"),
    ("/word/styles.xml", f"{_MAIN}.styles+xml"),
    ("/word/numbering.xml", f"{_MAIN}.numbering+xml"),
    ("/word/settings.xml", f"{_MAIN}.settings+xml"),
    ("/word/footnotes.xml", f"{_MAIN}.footnotes+xml"),
    ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
)


def docx(brief: Brief) -> bytes:
    """The whole document."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (f"{_R}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "word/document.xml": _document(brief),
        "word/_rels/document.xml.rels": _relations(
            *((f"{_R}/{name}", f"{name}.xml") for name in ("styles", "numbering", "settings", "footnotes"))
        ),
        "word/styles.xml": _STYLES,
        "word/numbering.xml": _NUMBERING,
        "word/settings.xml": _SETTINGS,
        "word/footnotes.xml": _footnotes(brief),
        "docProps/core.xml": _properties(brief),
    }
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.create_system = 3  # what a name's rights mean is Unix's, wherever it is written
            archive.writestr(entry, text.encode())
    return whole.getvalue()


def _document(brief: Brief) -> str:
    body = [
        _paragraph(_run(brief.title), "Title"),
        _paragraph(_run(brief_words.as_of(brief))),
        *([_paragraph(_run(brief.desk))] if brief.desk else []),
        *(piece for section in brief.sections for piece in _section(section)),
        _paragraph(_run(brief_words.caution())),
    ]
    page = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="850" w:right="960" w:bottom="790" w:left="960" w:header="400" w:footer="400" w:gutter="0"/></w:sectPr>'
    )
    return f'{_HEAD}<w:document xmlns:w="{_W}"><w:body>{"".join(body)}{page}</w:body></w:document>'


def _section(section: BriefSection) -> Iterable[str]:
    yield _paragraph(_run(section.title), "Heading1")
    yield from (_paragraph(_line(line), "ListBullet") for line in section.lines)
    if section.nothing:
        yield _paragraph(_run(section.nothing))
    if section.more:
        yield _paragraph(_run(f"{brief_words.more_words(section)} {section.command}"))


def _line(line: BriefLine) -> str:
    return "".join(f"{_run(f'“{part.text}”')}{_reference(part.note)}" if part.note else _run(part.text) for part in line.parts)


def _reference(number: int) -> str:
    return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'


def _footnotes(brief: Brief) -> str:
    in_full = brief_words.told_in_full(brief)
    notes = [
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>',
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>',
    ]
    own = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    for note in brief.notes:
        words = brief_words.note_words(note, in_full=note.number in in_full)
        text = _run(f" “{words}” {brief_words.note_place(note)}")
        notes.append(f'<w:footnote w:id="{note.number}">{_paragraph(own + text, "FootnoteText")}</w:footnote>')
    return f'{_HEAD}<w:footnotes xmlns:w="{_W}">{"".join(notes)}</w:footnotes>'


def _paragraph(runs: str, style: str | None = None) -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{runs}</w:p>"


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{_text(text)}</w:t></w:r>'


def _text(text: str) -> str:
    """A record's or a program's words as XML's content, with the spaces at their ends."""
    before, after = " " * text[:1].isspace(), " " * text[-1:].isspace()
    return f"{before}{escape(_NO_XML.sub('�', one_line(text)), quote=False)}{after}"


def _content_types() -> str:
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    own = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in _PARTS)
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{defaults}{own}</Types>'


def _relations(*found: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>' for number, (kind, target) in enumerate(found, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _properties(brief: Brief) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{_text(brief.title)}</dc:title><dc:creator>Servanda</dc:creator><dc:language>en-GB</dc:language>"
        "</cp:coreProperties>"
    )
