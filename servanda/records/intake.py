"""The door: a file, bytes or a text come in, a record and its problems go out.

What cannot become a record is refused by an exception of `servanda.errors.IntakeError`; whatever else is wrong with a record
is a `Problem` with its place. No input, however broken, gets out in any other way.
"""

from __future__ import annotations

import re
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final, get_args

from servanda.errors import EmptyRecordError, IntakeError, TooLargeError, UnreadableError, UsageError
from servanda.model import Ground, Origin, Problem, Record, RecordKind, digest, text_digest
from servanda.records.decoding import Decoded, decode
from servanda.records.extraction import Extraction, Fault
from servanda.records.forms import Form, form_of, promised_form, text_form_of
from servanda.records.heads import head_of
from servanda.records.plain import extract_captions, extract_markdown, extract_plain

__all__ = ["BYTES_LIMIT", "Taken", "take_bytes", "take_file", "take_text"]

BYTES_LIMIT: Final = 256 * 1024 * 1024
"""Largest record that is read, in bytes."""

Taken = tuple[Record, tuple[Problem, ...]]

_PIECE: Final = 1024 * 1024
"""Bytes asked for at a time: room is made for as many as are asked for, however few there are."""

_CODE: Final = re.compile(r"[a-z]{2}")

_FORMS: Final[dict[Form, str]] = {
    "text": "plain text",
    "html": "an HTML page",
    "xml": "an XML document",
    "pdf": "a PDF document",
    "docx": "a DOCX document",
}
"""How a form is told to a reader."""


def take_file(
    path: Path, *, reference_date: str | None = None, kind: RecordKind | None = None, language: str | None = None
) -> Taken:
    """The record that a file holds. Raises `IntakeError` where it holds none, `UsageError` for a date or kind that is none."""
    _check_call(reference_date, kind, language)
    try:
        content = _bytes_of(path)
    except IntakeError as fault:
        fault.place = str(path)
        raise
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or str(fault)
        raise UnreadableError(
            f"the file cannot be read: {why}", place=str(path), remedy="check the path and the rights to it"
        ) from fault
    return take_bytes(content, source=str(path), reference_date=reference_date, kind=kind, language=language)


def _bytes_of(path: Path) -> bytes:
    """What a file or a pipe gives, up to the limit. A device has no end, and is refused."""
    facts = path.stat()
    if stat.S_ISCHR(facts.st_mode) or stat.S_ISBLK(facts.st_mode):
        raise UnreadableError("this is a device, not a file", remedy="name a file, or - for standard input")
    if stat.S_ISDIR(facts.st_mode):
        raise UnreadableError(
            "this is a folder with nothing in it that can be read", remedy="name a file, or a folder of records"
        )
    _check_size(facts.st_size)
    pieces: list[bytes] = []
    left = BYTES_LIMIT + 1  # one too many is enough to be refused
    with path.open("rb") as stream:
        while left and (piece := stream.read(min(left, _PIECE))):
            pieces.append(piece)
            left -= len(piece)
    return b"".join(pieces)


def take_bytes(
    content: bytes,
    *,
    source: str | None = None,
    reference_date: str | None = None,
    kind: RecordKind | None = None,
    language: str | None = None,
) -> Taken:
    """The record that some bytes hold, of any form that is read here. As `take_file`; `source` is where they came from."""
    _check_call(reference_date, kind, language)
    try:
        _check_size(len(content))
        form = _form(content, source)
        extraction = _extract(form, content, source)
    except IntakeError as fault:
        fault.place = fault.place or source
        raise
    bare_utf8 = extraction.encoding == "utf-8" and extraction.extractor.startswith(("plain", "markdown", "captions"))
    same = bare_utf8 and not content.startswith(b"\xef\xbb\xbf") and not extraction.faults
    of_bytes = digest(content)
    origin = Origin(of_bytes, of_bytes if same else text_digest(extraction.text))
    return _take(_doubted(extraction, form, source), origin, content, source, reference_date, kind, language)


def take_text(
    text: str,
    *,
    source: str | None = None,
    reference_date: str | None = None,
    kind: RecordKind | None = None,
    language: str | None = None,
) -> Taken:
    """The record that a text is: plain, Markdown or captions; tags in it are characters like others. As `take_bytes`."""
    _check_call(reference_date, kind, language)
    decoded = Decoded(text.removeprefix("\ufeff"), "utf-8")
    try:
        _check_size(len(text))
        extraction = _extract_text(decoded, source)
    except IntakeError as fault:
        fault.place = fault.place or source
        raise
    of_text = text_digest(decoded.text)
    return _take(extraction, Origin(of_text, of_text), None, source, reference_date, kind, language)


def _form(content: bytes, source: str | None) -> Form:
    """The form of bytes that hold something; raises `EmptyRecordError` where they hold nothing."""
    if not content.strip(b"\0 \t\r\n\f\v"):
        raise EmptyRecordError("there is nothing in it", remedy="give a record that holds text")
    return form_of(content, source)


def _extract(form: Form, content: bytes, source: str | None) -> Extraction:
    """Hand the bytes to the reader of their form; the dear ones are loaded when first wanted."""
    if form == "text":
        return _extract_text(decode(content), source)
    if form == "html":
        from servanda.records.markup import extract_html

        return extract_html(content)
    if form == "xml":
        from servanda.records.markup import extract_xml

        return extract_xml(content)
    if form == "pdf":
        from servanda.records.office import extract_pdf

        return extract_pdf(content)
    from servanda.records.office import extract_docx

    return extract_docx(content)


def _doubted(extraction: Extraction, form: Form, source: str | None) -> Extraction:
    """An extraction that says so where a name promised another form: what was saved may be another thing than was meant."""
    promised = promised_form(source)
    if promised is None or promised == form:
        return extraction
    message = f"The name says {_FORMS[promised]}, the bytes are {_FORMS[form]}, and were read as that."
    return replace(extraction, faults=(*extraction.faults, Fault("intake.misnamed", message)))


def _extract_text(decoded: Decoded, source: str | None) -> Extraction:
    form = text_form_of(decoded.text, source)
    extract = {"plain": extract_plain, "markdown": extract_markdown, "captions": extract_captions}[form]
    return extract(decoded)


def _take(
    extraction: Extraction,
    origin: Origin,
    content: bytes | None,
    source: str | None,
    reference_date: str | None,
    kind: RecordKind | None,
    language: str | None,
) -> Taken:
    """The record of an extraction, with what its head says, and the extraction's faults as problems."""
    if not extraction.blocks:
        raise EmptyRecordError("there is no text in it", place=source, remedy="give a record that holds text")
    head = head_of(extraction, source, kind=kind, language=language)
    bare = Record(origin=origin, text=extraction.text, blocks=head.blocks)
    record = Record(
        origin=origin,
        text=extraction.text,
        blocks=head.blocks,
        content=content,
        media_type=extraction.media_type,
        encoding=extraction.encoding if content is not None else None,
        extractor=extraction.extractor,
        source=source,
        title=head.title,
        publisher=head.publisher,
        published=head.published,
        event_date=head.event_date,
        place=head.place,
        language=head.language,
        kind=head.kind,
        reference_date=reference_date or head.event_date or head.published,
        grounds=tuple(Ground(attribute, bare.cut(start, end)) for attribute, start, end in head.grounds),
    )
    faults = extraction.faults
    return record, tuple(_problem(record, fault) for fault in faults)


def _problem(record: Record, fault: Fault) -> Problem:
    placed = fault.start is not None and fault.end is not None
    span = record.cut(fault.start or 0, fault.end or 0) if placed else None
    return Problem(origin=record.origin, code=fault.code, message=fault.message, span=span)


def _check_size(size: int) -> None:
    if size > BYTES_LIMIT:
        limit = BYTES_LIMIT // (1024 * 1024)
        raise TooLargeError(f"it holds more than the {limit} MiB that are read", remedy="split it into its documents")


def _check_call(reference_date: str | None, kind: str | None, language: str | None) -> None:
    if kind is not None and kind not in get_args(RecordKind):
        raise UsageError(f"{kind!r} is no kind of record", remedy=f"one of {', '.join(get_args(RecordKind))}")
    if language is not None and not _CODE.fullmatch(language):
        raise UsageError(f"{language!r} is no language code", remedy="give two small letters, as in ISO 639-1")
    if reference_date is not None:
        try:
            date.fromisoformat(reference_date)
        except ValueError:
            raise UsageError(f"{reference_date!r} is no date", remedy="write it as 2024-05-31") from None
