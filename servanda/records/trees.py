"""Markup becomes a tree, safely, and a tree becomes a stream of events.

Nothing outside the document is ever opened: no external entity, no DTD, no XInclude, no network. Entities of the internal
subset are expanded by libxml2 under its own cap on amplification; the tree is walked with a stack of our own, so that no
depth of nesting can exhaust Python's.
"""

from __future__ import annotations

import html.entities
from collections.abc import Iterator
from typing import Protocol

from lxml import etree

from servanda.errors import DamagedError, EmptyRecordError, TooLargeError
from servanda.records.extraction import Fault
from servanda.records.mending import mended, without_printers_marks

__all__ = ["Visitor", "local_name", "parse_html", "parse_xml", "text_of", "walk"]

MAX_BYTES = 256 * 1024 * 1024
"""Larger markup is refused."""
MAX_DEPTH = 2048
"""Elements nested deeper are no document."""

MENDINGS = 2
"""So many kinds of error are mended in one document."""

_AS_TEXT = "split it into its documents, or give its plain text"
_ERR_NO_MEMORY = 2
_ERR_RESOURCE_LIMIT = 114


class Visitor(Protocol):
    """What `walk` calls, in the order of the document."""

    def enter(self, element: etree._Element, name: str) -> bool:
        """An element begins; False leaves it and all within it out (then `leave` is not called)."""

    def leave(self, element: etree._Element, name: str) -> None:
        """An element that was entered ends."""

    def text(self, data: str) -> None:
        """Character data."""


def parse_xml(content: bytes) -> tuple[etree._Element, tuple[Fault, ...]]:
    """The root element, and what had to be mended.

    Raises `DamagedError` where the document is not well formed, `TooLargeError` where it is too large, too deep, or grows
    without measure through its entities.
    """
    _check_size(content)
    faults: tuple[Fault, ...] = ()
    for _ in range(MENDINGS):
        try:
            return _parse_strictly(content), faults
        except etree.XMLSyntaxError as error:
            better = mended(content, _code(error))
            if better is None:
                raise _refusal(error) from None
        content, faults = better[0], faults + better[1]
    try:
        return _parse_strictly(content), faults
    except etree.XMLSyntaxError as error:
        raise _refusal(error) from None


def parse_html(text: str) -> etree._Element:
    """The root element. HTML is mended as browsers do.

    Raises `EmptyRecordError` where nothing is left, `TooLargeError` where elements are nested beyond limits.
    """
    if not text.strip():
        raise EmptyRecordError("the page is empty", remedy="give a record that holds text")
    text = text.replace("\x00", "\ufffd")
    root, too_deep = _parse_page(text)
    if too_deep:
        root, too_deep = _parse_page(without_printers_marks(text))
    if too_deep:
        raise TooLargeError("the page nests its elements deeper than a page does", remedy=_AS_TEXT)
    if root is None:
        raise EmptyRecordError("the page holds no markup that can be read", remedy="give a record that holds text")
    return root


def walk(root: etree._Element, visitor: Visitor) -> None:
    """Show a tree to a visitor. Comments and processing instructions are passed over, what follows them is not."""
    name = local_name(root)
    if not visitor.enter(root, name):
        return
    if root.text:
        visitor.text(root.text)
    stack: list[tuple[etree._Element, str, Iterator[etree._Element]]] = [(root, name, iter(root))]
    while stack:
        element, name, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            visitor.leave(element, name)
            if stack and element.tail:
                visitor.text(element.tail)
            continue
        child_name = local_name(child)
        if child_name and visitor.enter(child, child_name):
            if len(stack) >= MAX_DEPTH:
                raise TooLargeError(f"elements are nested deeper than {MAX_DEPTH}", remedy=_AS_TEXT)
            if child.text:
                visitor.text(child.text)
            stack.append((child, child_name, iter(child)))
            continue
        if child.tag is etree.Entity:
            visitor.text(_entity_text(child))
        if child.tail:
            visitor.text(child.tail)


def local_name(element: etree._Element) -> str:
    """Name without namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(element: etree._Element) -> str:
    """All text within, white space folded."""
    return " ".join("".join(str(piece) for piece in element.itertext()).split())


def _check_size(content: bytes) -> None:
    if len(content) > MAX_BYTES:
        raise TooLargeError(f"markup of {len(content):,} bytes is beyond the limit of {MAX_BYTES:,}", remedy=_AS_TEXT)


def _parse_page(text: str) -> tuple[etree._Element | None, bool]:
    """The root, if any, and whether elements were nested too deep, so that text was left out."""
    content = text.encode("utf-8", "replace")
    _check_size(content)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        if _code(error) == _ERR_RESOURCE_LIMIT:
            return None, True
        raise _refusal(error) from None
    return root, any(entry.type == _ERR_RESOURCE_LIMIT for entry in parser.error_log)


def _parse_strictly(content: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities="internal",  # type: ignore[arg-type] # the stubs are older than the value
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(content, parser)


def _refusal(error: etree.XMLSyntaxError) -> DamagedError | TooLargeError:
    line = error.lineno or 0
    message = (error.msg or "no reason given").splitlines()[0]
    if _code(error) in {_ERR_RESOURCE_LIMIT, _ERR_NO_MEMORY}:
        return TooLargeError(
            f"the markup nests or expands beyond the limits that keep the machine safe, in line {line}", remedy=_AS_TEXT
        )
    return DamagedError(f"the markup is not well formed, in line {line}: {message}", remedy="fetch the document anew")


def _code(error: etree.XMLSyntaxError) -> int | None:
    """libxml2's number of the error (`xmlParserErrors`)."""
    return getattr(error, "code", None)


def _entity_text(entity: etree._Element) -> str:
    printed = entity.text or ""  # "&name;"
    return html.entities.html5.get(printed[1:], printed)
