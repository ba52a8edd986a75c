from __future__ import annotations

from pathlib import Path

from servanda.model import Origin, Problem, Record, RecordKind, digest, text_digest
from servanda.records.plain import extract_plain

Taken = tuple[Record, tuple[Problem, ...]]


def take_file(
    path: Path, *, reference_date: str | None = None, kind: RecordKind | None = None, language: str | None = None
) -> Taken:
    return take_bytes(path.read_bytes(), source=str(path), reference_date=reference_date, kind=kind, language=language)


def take_bytes(
    content: bytes,
    *,
    source: str | None = None,
    reference_date: str | None = None,
    kind: RecordKind | None = None,
    language: str | None = None,
) -> Taken:
    extraction = extract_plain(content)
    record = Record(
        origin=Origin(digest(content), text_digest(extraction.text)),
        text=extraction.text,
        blocks=extraction.blocks,
        content=content,
        media_type=extraction.media_type,
        encoding=extraction.encoding,
        extractor=extraction.extractor,
        source=source,
        reference_date=reference_date,
        kind=kind,
        language=language,
    )
    return record, ()


def take_text(
    text: str,
    *,
    source: str | None = None,
    reference_date: str | None = None,
    kind: RecordKind | None = None,
    language: str | None = None,
) -> Taken:
    return take_bytes(
        text.encode("utf-8", "surrogatepass"), source=source, reference_date=reference_date, kind=kind, language=language
    )
