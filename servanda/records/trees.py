"""Markup becomes a tree, safely, and a tree becomes a stream of events.

Nothing outside the document is ever opened: no external entity, no DTD, no XInclude, no network. Entities of the internal
subset are expanded by libxml2 under its own cap on amplification; the tree is walked with a stack of our own, so that no
depth of nesting can exhaust Python's.
"""

from __future__ import annotations

import html.entities
import re
from collections.abc import Iterator
from typing import Protocol

from lxml import etree

from servanda.errors import DamagedError, EmptyRecordError, TooLargeError
from servanda.records.decoding import decode
from servanda.records.extraction import Fault

__all__ = ["Visitor", "local_name", "parse_html", "parse_xml", "text_of", "walk"]

MAX_BYTES = 256 * 1024 * 1024
"""Larger markup is refused."""
MAX_DEPTH = 2048
"""Elements nested deeper are no document."""

_ERR_NO_MEMORY = 2
_ERR_UNDECLARED_ENTITY = 26
_ERR_RESOURCE_LIMIT = 114
_ERR_CHARACTERS = frozenset({9, 31, 32, 64, 65, 81, 1544})
"""Invalid character, unknown or unsupported encoding, a declaration not in its place, bytes that do not fit the encoding."""
_REFERENCE = re.compile(
    rb"<!\[CDATA\[(?:.*?\]\]>|.*)"  # one that does not end takes the rest: each byte is looked at once
    rb"|<!--(?:.*?-->|.*)"
    rb"|&([A-Za-z][A-Za-z0-9]{0,31});",
    re.DOTALL,
)
_DECLARED = re.compile(rb"<!ENTITY\s+([A-Za-z][A-Za-z0-9]*)\s+[\"']")
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
_ENCODING = re.compile(rb"\s*<\?xml\b[^>]*\bencoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PREDEFINED = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})


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
    try:
        return _parse_strictly(content), ()
    except etree.XMLSyntaxError as error:
        first = error
    if _code(first) == _ERR_RESOURCE_LIMIT:
        raise _refusal(first)
    mended, faults = _mended(content, first)
    if mended is not None:
        try:
            return _parse_strictly(mended), faults
        except etree.XMLSyntaxError as error:
            first = error
    raise _refusal(first)


def parse_html(text: str) -> etree._Element:
    """The root element. HTML is mended as browsers do; raises `TooLargeError` or `DamagedError` where there is none."""
    if not text.strip():
        raise EmptyRecordError("the page is empty")
    content = text.replace("\x00", "\ufffd").encode("utf-8", "replace")
    _check_size(content)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise _refusal(error) from None
    if any(entry.type == _ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise TooLargeError("the page nests its elements deeper than a page does")
    if root is None:
        raise DamagedError("the page holds no markup that can be read")
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
                raise TooLargeError(f"elements are nested deeper than {MAX_DEPTH}")
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
        raise TooLargeError(f"markup of {len(content):,} bytes is beyond the limit of {MAX_BYTES:,}")


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
        return TooLargeError(f"the markup is beyond the limits that keep the machine safe, in line {line}: {message}")
    return DamagedError(f"the markup is not well formed, in line {line}: {message}", remedy="fetch the document anew")


def _mended(content: bytes, error: etree.XMLSyntaxError) -> tuple[bytes | None, tuple[Fault, ...]]:
    """The document with what can be mended without guessing: entities that nothing declares, characters that XML forbids."""
    if _code(error) == _ERR_UNDECLARED_ENTITY:
        mended, unknown = _declared_only(content)
        if not unknown:
            return mended, ()
        names = ", ".join(sorted(unknown)[:20])
        return mended, (Fault("markup.undeclared_entity", f"Entities that are declared nowhere are left as printed: {names}."),)
    if _code(error) not in _ERR_CHARACTERS:
        return None, ()
    decoded = decode(content, _declared_encoding(content))
    text = _FORBIDDEN.sub("\ufffd", _DECLARATION.sub("", decoded.text, count=1))
    if decoded.damaged or text.count("\ufffd") > decoded.text.count("\ufffd"):
        fault = Fault("markup.forbidden_character", "Characters that XML does not allow, or that are none, became U+FFFD.")
    else:
        fault = Fault("markup.wrong_declaration", f"The XML declaration is wrong; the text was read as {decoded.encoding}.")
    return text.encode("utf-8"), (fault,)


def _declared_encoding(content: bytes) -> str | None:
    match = _ENCODING.match(content[:200])
    return match[1].decode("ascii", "replace") if match else None


def _code(error: etree.XMLSyntaxError) -> int | None:
    """libxml2's number of the error (`xmlParserErrors`)."""
    return getattr(error, "code", None)


def _declared_only(content: bytes) -> tuple[bytes, set[str]]:
    """The document with undeclared entities of HTML as characters and all others as printed, and the names of these."""
    declared = {match.group(1) for match in _DECLARED.finditer(content)} | _PREDEFINED
    unknown: set[str] = set()

    def mend(match: re.Match[bytes]) -> bytes:
        name: bytes | None = match.group(1)
        if name is None or name in declared:
            return match.group()
        known = html.entities.html5.get(name.decode("ascii") + ";")
        if known is None:
            unknown.add(name.decode("ascii"))
            return b"&amp;" + name + b";"
        return b"".join(b"&#%d;" % ord(character) for character in known)

    return _REFERENCE.sub(mend, content), unknown


def _entity_text(entity: etree._Element) -> str:
    printed = entity.text or ""  # "&name;"
    return html.entities.html5.get(printed[1:], printed)
