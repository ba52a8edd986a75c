"""Mends what can be mended in markup without guessing at its structure: stray ampersands, entities, wrong characters.

What is missing (an element that does not end) or crossed is not mended: nobody but its author knows where it belongs.
"""

from __future__ import annotations

import html.entities
import re

from servanda.records.decoding import decode
from servanda.records.extraction import Fault

__all__ = ["mended", "without_printers_marks"]

# libxml2's numbers of errors (`xmlParserErrors`)
_UNDECLARED_ENTITY = 26
_AMPERSANDS = frozenset({22, 23, 68, _UNDECLARED_ENTITY})
"""An ampersand that begins no entity, an entity without its semicolon, one without a name, one that nothing declares."""
_CHARACTERS = frozenset({9, 31, 32, 64, 65, 81, 1544})
"""Invalid character, unknown or unsupported encoding, a declaration not in its place, bytes that do not fit the encoding."""

_AMPERSAND = re.compile(
    rb"<!\[CDATA\[(?:.*?\]\]>|.*)"  # one that does not end takes the rest: each byte is looked at once
    rb"|<!--(?:.*?-->|.*)"
    rb"|&(?!#)(?:([A-Za-z_:][A-Za-z0-9_:.-]{0,63});)?",
    re.DOTALL,
)
_DECLARED = re.compile(rb"<!ENTITY\s+([A-Za-z_:][A-Za-z0-9_:.-]*)\s+[\"']")
_PREDEFINED = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_OPENING = re.compile(r"<([A-Za-z][A-Za-z0-9-]{0,40})(?:\s[^<>]{0,400})?>")
_CLOSING = re.compile(r"</([A-Za-z][A-Za-z0-9-]{0,40})\s*>")
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
_ENCODING = re.compile(rb"\s*<\?xml\b[^>]*\bencoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def mended(content: bytes, error: int | None) -> tuple[bytes, tuple[Fault, ...]] | None:
    """The document without the error of that number, and what to tell of it; None where it cannot be mended."""
    if error in _AMPERSANDS:
        return _with_ampersands(content)
    if error in _CHARACTERS:
        return _with_characters(content)
    return None


def without_printers_marks(page: str) -> str:
    """A page without tags that HTML does not know and nothing closes (`<bullet>`): each would hold all that follows."""
    from lxml.html.defs import tags  # dear to load, and wanted only for pages that nest too deep

    closed = {name.lower() for name in _CLOSING.findall(page)}

    def strip(match: re.Match[str]) -> str:
        name = match[1].lower()
        return match[0] if name in tags or name in closed else ""

    return _OPENING.sub(strip, page)


def _with_ampersands(content: bytes) -> tuple[bytes, tuple[Fault, ...]] | None:
    """Undeclared entities of HTML become their characters, other ampersands stay as printed."""
    declared = {match.group(1) for match in _DECLARED.finditer(content)} | _PREDEFINED
    printed: set[str] = set()

    def mend(match: re.Match[bytes]) -> bytes:
        whole = match.group()
        name: bytes | None = match.group(1)
        if not whole.startswith(b"&") or name in declared:
            return whole
        known = html.entities.html5.get(f"{name.decode('ascii')};") if name else None
        if known is None:
            printed.add(whole.decode("ascii"))
            return b"&amp;" + whole[1:]
        return b"".join(b"&#%d;" % ord(character) for character in known)

    better = _AMPERSAND.sub(mend, content)
    if better == content:
        return None
    if not printed:
        return better, ()
    names = " ".join(sorted(printed)[:20])
    return better, (
        Fault("markup.undeclared_entity", f"What looks like entities but is declared nowhere stays as printed: {names}"),
    )


def _with_characters(content: bytes) -> tuple[bytes, tuple[Fault, ...]]:
    declared = _ENCODING.match(content[:200])
    decoded = decode(content, declared[1].decode("ascii") if declared else None)
    text = _FORBIDDEN.sub("\ufffd", _DECLARATION.sub("", decoded.text, count=1))
    if decoded.damaged or text.count("\ufffd") > decoded.text.count("\ufffd"):
        fault = Fault("markup.forbidden_character", "Characters that XML does not allow, or that are none, became U+FFFD.")
    else:
        fault = Fault("markup.wrong_declaration", f"The XML declaration is wrong; the text was read as {decoded.encoding}.")
    return text.encode("utf-8"), (fault,)
