"""DOCX (Office Open XML, ISO/IEC 29500): our own walk over the parts that hold text.

Insertions that are tracked but not accepted are read, deletions are not: that is what the document's reader sees printed.
Headers, footers and reviewers' comments are no part of the text; footnotes and endnotes follow it.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib

from lxml import etree

from servanda.errors import DamagedError, TooLargeError, UnsupportedError
from servanda.records.building import CELL_GAP, LINE_GAP, TextBuilder
from servanda.records.extraction import Extraction, Facts
from servanda.records.marks import language_code
from servanda.records.trees import local_name, parse_xml, walk

__all__ = ["extract_docx"]

EXTRACTOR = "office-docx/1"
MAX_PART = 128 * 1024 * 1024
"""A part that unpacks to more bytes is refused."""
MAX_TOTAL = 256 * 1024 * 1024
MAX_RATIO = 500
"""Text as XML packs to a fiftieth at most; what unpacks to more than this many times its size is made to harm."""
RATIO_FREE = 4 * 1024 * 1024
"""Bytes within which the ratio does not matter."""

MAX_STYLE_STEPS = 12
"""Styles based on one another further than this (or in a circle) are not followed."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DROPPED = frozenset({"del", "moveFrom", "delText", "instrText", "delInstrText", "Fallback", "fldData"})
_DROPPED |= {"pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr"}
_CHARACTERS = {"tab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad", "ptab": "\t"}
_OFF = frozenset({"0", "false", "off", "none"})
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_HEADING_NAME = re.compile(r"heading (\d)|(title)|(subtitle)", re.IGNORECASE)
_LINE_ENDS = re.compile(r"\s*[\r\n]\s*")
_SAVE_AS = "open it in a word processor and save it as DOCX"


def extract_docx(content: bytes) -> Extraction:
    """The text of a DOCX document.

    Raises `UnsupportedError` for other office formats and what is protected by a password, `DamagedError` for a broken
    package, `TooLargeError` for one that unpacks without measure.
    """
    package = _Package(content)
    styles = _Styles(package.related("styles"))
    builder = TextBuilder()
    body = package.main()
    walk(body, _Story(builder, styles))
    for kind in ("footnotes", "endnotes"):
        notes = package.related(kind)
        if notes is not None:
            walk(notes, _Story(builder, styles, notes=True))
    built = builder.finish()
    return Extraction(
        text=built.text,
        blocks=built.blocks,
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        extractor=EXTRACTOR,
        facts=_facts(package.core()),
    )


class _Package:
    """The parts of a package, found by their relations and unpacked within limits."""

    def __init__(self, content: bytes) -> None:
        if content.startswith(_OLE):
            raise UnsupportedError(
                "the document is protected by a password, or of Word's old binary form (.doc)",
                remedy="open it in a word processor and save it as DOCX without password",
            )
        if content.lstrip()[:5] == b"{\\rtf":
            raise UnsupportedError("rich text (RTF) is not read", remedy=_SAVE_AS)
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError):
            raise DamagedError("the DOCX package is cut off or broken", remedy="fetch the document anew") from None
        self._names = {name.lower(): name for name in self._zip.namelist()}
        self._main = self._target("", "officeDocument")
        if not self._main:
            raise self._other_format()

    def main(self) -> etree._Element:
        """The document's body."""
        part = self._part(self._main)
        if part is None:
            raise DamagedError("the DOCX package lacks its document", remedy="fetch the document anew")
        if local_name(part) != "document":
            raise self._other_format()
        return part

    def related(self, kind: str) -> etree._Element | None:
        """The part that the document names as its styles, footnotes and so on."""
        return self._part(self._target(self._main, kind))

    def core(self) -> etree._Element | None:
        """The core properties."""
        return self._part(self._target("", "core-properties"))

    def _other_format(self) -> DamagedError | UnsupportedError:
        names = self._names
        if "mimetype" in names and "content.xml" in names:
            return UnsupportedError("an OpenDocument file (.odt, .ods, .odp) is not read", remedy=_SAVE_AS)
        if any(name.startswith(("xl/", "ppt/")) for name in names):
            return UnsupportedError("spreadsheets and slides are not read", remedy="save what it says as text, DOCX or PDF")
        if "word/document.xml" not in names:
            return UnsupportedError("an archive is not read", remedy="unpack it and read the documents in it")
        return DamagedError("the DOCX package does not say where its document is", remedy="fetch the document anew")

    def _target(self, source: str, kind: str) -> str:
        """Name of the part that `source` is related to in a kind; empty where there is none."""
        folder, name = posixpath.split(source)
        relations = self._part(posixpath.join(folder, "_rels", f"{name}.rels"))
        if relations is None:
            return ""
        for relation in relations:
            outside = (relation.get("TargetMode") or "").lower() == "external"
            if (relation.get("Type") or "").rpartition("/")[2] == kind and not outside:
                return posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or "")).lstrip("/")
        return ""

    def _part(self, name: str) -> etree._Element | None:
        real = self._names.get(name.lower())
        if not name or real is None:
            return None
        return parse_xml(self._unpack(self._zip.getinfo(real)))[0]

    def _unpack(self, info: zipfile.ZipInfo) -> bytes:
        """The bytes of a part. What the package says of their number is not believed."""
        if info.flag_bits & 0x1:
            raise UnsupportedError("the document is protected by a password", remedy="save it without password")
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise UnsupportedError("the package is compressed in a way that DOCX does not know", remedy=_SAVE_AS)
        limit = min(MAX_PART, MAX_TOTAL - self._unpacked, max(RATIO_FREE, MAX_RATIO * info.compress_size))
        try:
            with self._zip.open(info) as part:
                data = part.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError):
            raise DamagedError("the DOCX package is cut off or broken", remedy="fetch the document anew") from None
        if len(data) > limit:
            raise TooLargeError(f"a part of the DOCX package unpacks to more than {limit:,} bytes")
        self._unpacked += len(data)
        return data


class _Styles:
    """Which paragraph styles are headings, and which styles are bold."""

    def __init__(self, part: etree._Element | None) -> None:
        self.levels: dict[str, int] = {}
        self.bold: set[str] = set()
        self.items: set[str] = set()
        bases: dict[str, str] = {}
        for style in part if part is not None else ():
            identifier = _attribute(style, "styleId")
            if local_name(style) != "style" or not identifier:
                continue
            level = _style_level(style)
            if level:
                self.levels[identifier] = level
            if _is_on(style.find("{*}rPr/{*}b")):
                self.bold.add(identifier)
            if style.find("{*}pPr/{*}numPr") is not None and not level:
                self.items.add(identifier)
            bases[identifier] = _value(style, "basedOn") or ""
        for identifier in bases:
            self._inherit(identifier, bases)

    def _inherit(self, identifier: str, bases: dict[str, str]) -> None:
        """A style based on a heading's is a heading's."""
        base, steps = bases.get(identifier, ""), 0
        while base and base not in self.levels and steps < MAX_STYLE_STEPS:
            base, steps = bases.get(base, ""), steps + 1
        if base in self.levels and identifier not in self.items:
            self.levels.setdefault(identifier, self.levels[base])


class _Story:
    """Visits the body, or the notes, and writes paragraphs; see `trees.Visitor`."""

    def __init__(self, builder: TextBuilder, styles: _Styles, *, notes: bool = False) -> None:
        self._builder = builder
        self._styles = styles
        self._notes = notes
        self._cells: list[bool] = []  # for each cell we are in: whether a paragraph of it was begun
        self._first_cell: list[bool] = []  # for each row we are in
        self._in_text = 0

    def enter(self, element: etree._Element, name: str) -> bool:
        if name in _DROPPED or (self._notes and _attribute(element, "type") in _SEPARATORS):
            return False
        if name == "r" and _is_on(element.find("{*}rPr/{*}vanish")):
            return False
        if name == "p":
            self._begin(element)
        elif name == "r" and self._is_bold(element):
            self._builder.strong(True)
        elif name == "t":
            self._in_text += 1
        elif name in {"br", "cr"}:
            self._break(element)
        elif name in _CHARACTERS:
            self._builder.say_as_is(_CHARACTERS[name])
        elif name == "tr":
            self._first_cell.append(True)
        elif name == "tc":
            self._cells.append(False)
        return True

    def leave(self, element: etree._Element, name: str) -> None:
        if name == "r" and self._is_bold(element):
            self._builder.strong(False)
        elif name == "t":
            self._in_text -= 1
        elif name == "tr":
            self._first_cell.pop()
        elif name == "tc":
            self._cells.pop()
        elif name == "p":
            self._builder.begin()

    def text(self, data: str) -> None:
        if self._in_text:
            self._builder.say_as_is(_LINE_ENDS.sub(" ", data))

    def _break(self, element: etree._Element) -> None:
        if _attribute(element, "type") in {"page", "column"}:
            self._builder.say(" ")
        else:
            self._builder.break_line()

    def _begin(self, paragraph: etree._Element) -> None:
        properties = paragraph.find("{*}pPr")
        style = _value(properties, "pStyle")
        if self._notes:
            self._builder.begin("aside")
        elif self._cells:
            self._begin_in_cell()
        elif level := _outline_level(properties) or self._styles.levels.get(style or "", 0):
            self._builder.begin("heading", level=level)
        elif (depth := _list_depth(properties)) or style in self._styles.items:
            self._builder.begin("item", level=depth or 1, gap=LINE_GAP)
        else:
            self._builder.begin()

    def _begin_in_cell(self) -> None:
        gap = LINE_GAP
        if self._first_cell and not self._cells[-1]:
            gap = LINE_GAP if self._first_cell[-1] else CELL_GAP
            self._first_cell[-1] = False
            self._cells[-1] = True
        self._builder.begin("cell", gap=gap)

    def _is_bold(self, run: etree._Element) -> bool:
        properties = run.find("{*}rPr")
        bold = properties.find("{*}b") if properties is not None else None
        if bold is not None:
            return _is_on(bold)
        return _value(properties, "rStyle") in self._styles.bold


def _facts(core: etree._Element | None) -> Facts:
    """Title and language from the core properties; their dates are those of the file, not of what it says."""
    if core is None:
        return Facts()
    title = " ".join((core.findtext("{*}title") or "").split())
    return Facts(title=title or None, language=language_code(core.findtext("{*}language")))


def _style_level(style: etree._Element) -> int:
    outline = _outline_level(style.find("{*}pPr"))
    if outline:
        return outline
    match = _HEADING_NAME.fullmatch(_value(style, "name") or "")
    if not match:
        return 0
    return int(match[1]) if match[1] else (1 if match[2] else 2)


def _outline_level(properties: etree._Element | None) -> int:
    """From 1; 0 for body text."""
    value = _value(properties, "outlineLvl") or ""
    return int(value) + 1 if value in set("012345678") else 0


def _list_depth(properties: etree._Element | None) -> int:
    numbering = properties.find("{*}numPr") if properties is not None else None
    if numbering is None or _value(numbering, "numId") == "0":
        return 0
    depth = _value(numbering, "ilvl") or "0"
    return int(depth) + 1 if depth in set("012345678") else 1


def _value(element: etree._Element | None, name: str) -> str | None:
    """The `w:val` of the first child of a name."""
    child = element.find(f"{{*}}{name}") if element is not None else None
    return _attribute(child, "val") if child is not None else None


def _attribute(element: etree._Element, name: str) -> str | None:
    """An attribute in the element's own namespace, or in none."""
    namespace = str(element.tag).rpartition("}")[0]
    return element.get(f"{namespace}}}{name}" if namespace else name) or element.get(name)


def _is_on(toggle: etree._Element | None) -> bool:
    return toggle is not None and (_attribute(toggle, "val") or "1").lower() not in _OFF
