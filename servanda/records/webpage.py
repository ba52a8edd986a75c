"""Web pages: the main text with its headings, paragraphs, items and cells, and what the page says of itself."""

from __future__ import annotations

import re

from lxml import etree

from servanda.records import maintext, pagefacts
from servanda.records.decoding import character_faults, decode
from servanda.records.extraction import Extraction, Fault
from servanda.records.flow import Flow
from servanda.records.trees import local_name, parse_html, walk

__all__ = ["extract_html", "extract_xhtml"]

EXTRACTOR = "markup-html/1"

_META_CHARSET = re.compile(rb"<meta[^>]{1,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{2,40})", re.IGNORECASE)
_META_WINDOW = 8192
_PREFORMATTED = frozenset({"pre", "xmp", "listing"})
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_BOLD_CLASS = re.compile(r"(?:^|[\s_-])(?:bold|strong|speaker)(?:$|[\s_-])", re.IGNORECASE)


def extract_html(content: bytes, encoding_hint: str | None = None) -> Extraction:
    """The main text of a web page.

    `encoding_hint` is the character set that the carrier named (an HTTP header); a byte order mark and valid UTF-8 go before
    it, the page's own `<meta charset>` comes after it. Entities are decoded once. Raises `EmptyRecordError` where the page
    holds no text but navigation, `TooLargeError` and `DamagedError` as `parse_html`.
    """
    declared = _META_CHARSET.search(content[:_META_WINDOW])
    decoded = decode(content, encoding_hint or (declared[1].decode("ascii") if declared else None))
    return _extract(parse_html(decoded.text), encoding=decoded.encoding, media_type="text/html", damaged=decoded.damaged)


def extract_xhtml(root: etree._Element, faults: tuple[Fault, ...]) -> Extraction:
    """A page that is well-formed XML; its elements lose their namespace here."""
    for element in root.iter(etree.Element):
        element.tag = local_name(element)
    encoding = root.getroottree().docinfo.encoding
    return _extract(root, encoding=encoding.lower() if encoding else None, media_type="application/xhtml+xml", faults=faults)


def _extract(
    root: etree._Element,
    *,
    encoding: str | None,
    media_type: str,
    damaged: bool = False,
    faults: tuple[Fault, ...] = (),
) -> Extraction:
    page = maintext.measure(root)
    reader = WebPage(page)
    for region in page.regions():
        reader.open()
        walk(region, reader)
    built = reader.builder.finish()
    return Extraction(
        text=built.text,
        blocks=built.blocks,
        media_type=media_type,
        extractor=EXTRACTOR,
        encoding=encoding,
        facts=pagefacts.facts_of(root, page.heading),
        faults=(*faults, *character_faults(built.text, damaged=damaged)),
    )


class WebPage(Flow):
    """Reads the text of a page's main part."""

    def __init__(self, page: maintext.Page) -> None:
        super().__init__()
        self._page = page
        self._preformatted = 0

    def enter(self, element: etree._Element, name: str) -> bool:
        if self._page.is_furniture(element, name):
            return False
        if self._page.is_link_list(element, name):
            return False
        if self._preformatted:
            self._enter_preformatted(element, name)
            return True
        if element in self._page.comments:
            self.enter_aside(name)  # what readers say of a page is no part of what it tells
            return True
        super().enter(element, name)
        self._preformatted += name in _PREFORMATTED
        if name not in self.inline and self.is_bold(element, name):
            self.builder.strong(True)
        return True

    def leave(self, element: etree._Element, name: str) -> None:
        if self._preformatted and name not in _PREFORMATTED:
            if self.is_bold(element, name):
                self.builder.strong(False)
            return
        self._preformatted -= name in _PREFORMATTED
        if name not in self.inline and self.is_bold(element, name):
            self.builder.strong(False)
        if element in self._page.comments:
            self.leave_aside(element, name)
            return
        super().leave(element, name)

    def text(self, data: str) -> None:
        if self._preformatted:
            self.builder.say_exactly(data)
        else:
            self.builder.say(data)

    def _enter_preformatted(self, element: etree._Element, name: str) -> None:
        """In preformatted text nothing but its own lines parts paragraphs; printers' marks (`<bullet>`) do not."""
        self._preformatted += name in _PREFORMATTED
        if name == "br":
            self.builder.say_exactly("\n")
        elif self.is_bold(element, name):
            self.builder.strong(True)

    def is_bold(self, element: etree._Element, name: str) -> bool:
        if name in {"b", "strong"}:
            return True
        style, kind = element.get("style"), element.get("class")
        return bool((style and _BOLD_STYLE.search(style)) or (kind and _BOLD_CLASS.search(kind)))
