"""What form of document some bytes are: told by the first bytes, then by structure, and by the name only in doubt."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal

from servanda.errors import UnsupportedError
from servanda.words import rows

__all__ = ["Form", "TextForm", "form_of", "promised_form", "text_form_of"]

Form = Literal["text", "html", "xml", "pdf", "docx"]
TextForm = Literal["plain", "markdown", "captions"]

_PROMISED: Final[dict[str, Form]] = {".docx": "docx", ".pdf": "pdf"}
"""Endings that promise one form. Those of texts and pages do not: the words of a page are often kept under its address."""
_SNIFF: Final = 4096
"""Bytes by which a form is told."""
_ZONE: Final = 100_000
"""Characters in which signs of Markdown are looked for."""
_CONTROL: Final = bytes(set(range(32)) - {0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A, 0x1B}) + b"\x7f"

_XML_START: Final = re.compile(r"\s*(?:<\?xml\b|<!DOCTYPE\s+(?!html))", re.IGNORECASE)
_HTML_START: Final = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype\s+html|<html\b|<head\b|<body\b)", re.IGNORECASE)
_ROOT: Final = re.compile(r"\s*<([A-Za-z_][\w.:-]*)(?=[\s>/])")
_HTML_FRAGMENT: Final = re.compile(
    r"\s*<(?:p|div|article|main|section|h[1-6]|table|ul|ol|span|center|pre|font|title|meta|link)\b", re.IGNORECASE
)
_CLOSING: Final = re.compile(r"</(?:p|div|article|h[1-6]|section|main|pre|table|ul|ol)\s*>", re.IGNORECASE)

_CUE: Final = re.compile(
    r"^\ufeff?\s*(?:WEBVTT\b|\d+[ \t]*\r?\n(?:\d+:)?\d\d:\d\d[,.]\d{1,3}[ \t]*-->[ \t]*(?:\d+:)?\d\d:\d\d[,.]\d{1,3})"
)
_FRONT_MATTER: Final = re.compile(r"---[ \t]*\r?\n(?:[\w-]+:|#)")
_MARKDOWN: Final = re.compile(
    r"^#{1,6} +\S|^```|(?<![*\w\\])\*\*(?=[^\s*])[^\n*]{1,300}\*\*|!?\[[^\]\n]{1,200}\]\((?:https?:|/|#|mailto:)[^\s)]*\)",
    re.MULTILINE,
)


def form_of(content: bytes, name: str | None = None) -> Form:
    """The form of some bytes. Raises `UnsupportedError` for what is no text and no document that is read here."""
    head = content[:_SNIFF]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _zipped(content, (name or "").lower())
    if head.startswith(bytes.fromhex("d0cf11e0a1b11ae1")):
        raise _old_office(content)
    _refuse_known(head)
    start = _without_comments(_readable(head))
    if _HTML_START.match(start):
        return "html"
    if _XML_START.match(start):
        return "xml"
    if root := _ROOT.match(start):
        return _marked_up(content, start, root.group(1), (name or "").lower())
    if not start.startswith(("\ufeff", "\xff\xfe")) and _is_binary(content):
        raise UnsupportedError(
            "this is no text: it seems to be a binary file", remedy="give a text, HTML, XML, PDF or DOCX file"
        )
    return "text"


def promised_form(name: str | None) -> Form | None:
    """The form that the ending of a name promises; None where it promises none."""
    low = (name or "").lower()
    return next((form for ending, form in _PROMISED.items() if low.endswith(ending)), None)


def text_form_of(text: str, name: str | None = None) -> TextForm:
    """How a text marks its parts: not at all, as Markdown, or as captions."""
    if _CUE.match(text[:_SNIFF]):
        return "captions"
    if _FRONT_MATTER.match(text) or _MARKDOWN.search(text, 0, _ZONE):
        return "markdown"
    return "markdown" if (name or "").lower().endswith((".md", ".markdown")) else "plain"


def _readable(head: bytes) -> str:
    """Enough of the first characters to see tags by, whatever the encoding."""
    if head.startswith((b"\xff\xfe", b"<\0", b" \0", b"\n\0", b"\r\0")):
        return head.decode("utf-16-le", "replace").lstrip("\ufeff")
    if head.startswith((b"\xfe\xff", b"\0<", b"\0 ", b"\0\n", b"\0\r")):
        return head.decode("utf-16-be", "replace").lstrip("\ufeff")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _without_comments(start: str) -> str:
    """What follows the comments that a page may begin with."""
    start = start.lstrip()
    while start.startswith("<!--"):
        end = start.find("-->")
        start = start[end + 3 :].lstrip() if end > 0 else ""
    return start


def _marked_up(content: bytes, start: str, root: str, name: str) -> Form:
    """A document that begins with a tag, undeclared: XML where its root is closed at the end, HTML where its tags are."""
    if _HTML_FRAGMENT.match(start) and (name.endswith((".html", ".htm")) or _CLOSING.search(start)):
        return "html"
    end = content[-1024:].replace(b"\0", b"").rstrip()
    if end.endswith(b">") and f"</{root}".encode("utf-8", "replace") in end:
        return "xml"
    return "xml" if name.endswith(".xml") else "text"


def _zipped(content: bytes, name: str) -> Form:
    head, tail = content[: 1 << 16], content[-(1 << 16) :]
    for inside, what in (
        (b"word/", None),
        (b"xl/", "a spreadsheet"),
        (b"ppt/", "a slide show"),
        (b"opendocument.text", "an OpenDocument text"),
        (b"opendocument", "an OpenDocument file"),
        (b"epub+zip", "an EPUB book"),
    ):
        if inside in head or inside in tail:
            if what is None:
                return "docx"
            raise UnsupportedError(f"{what} is not read here", remedy="save it as DOCX, PDF or plain text")
    if name.endswith(".docx"):
        return "docx"  # its reader says what is wrong with it
    raise UnsupportedError("this seems to be a ZIP archive", remedy="unpack it and give the files in it")


def _old_office(content: bytes) -> UnsupportedError:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return UnsupportedError("the document is protected by a password", remedy="save it without the password")
    return UnsupportedError("this is an old Office document (.doc, .xls, .msg)", remedy="save it as DOCX, PDF or plain text")


@cache
def _signatures() -> tuple[tuple[int, bytes, str, str], ...]:
    return tuple((int(offset), bytes.fromhex(code), what, remedy) for offset, code, what, remedy in rows("file-signatures"))


def _refuse_known(head: bytes) -> None:
    for offset, code, what, remedy in _signatures():
        if head.startswith(code, offset) and not (len(code) < 4 and _is_prose(head)):
            raise UnsupportedError(f"this seems to be {what}", remedy=remedy)


def _is_prose(head: bytes) -> bool:
    """Guards the short signatures: a text may begin with "BM"."""
    return head.translate(None, _CONTROL) == head


def _is_binary(content: bytes) -> bool:
    """More control characters than damage explains; UTF-16 and UTF-32 without a mark are no such thing."""
    sample = content[:_SNIFF] + content[len(content) // 2 :][:_SNIFF]
    control = len(sample) - len(sample.translate(None, _CONTROL))
    if control * 20 <= len(sample):
        return False
    from servanda.records.decoding import decode

    return decode(content[:_SNIFF]).encoding not in {"utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"}
