"""What tests of web pages and of XML have in common: documents go in, what was won from them comes out in short."""

from __future__ import annotations

from textwrap import dedent

from servanda.model import Block
from servanda.records.extraction import Extraction
from servanda.records.markup import extract_html, extract_xml

PROSE = "The delegations of Ardania and Belmora met in Velmar on Tuesday and agreed on the points that follow below."


def html(page: str) -> Extraction:
    return extract_html(dedent(page).encode())


def xml(document: str) -> Extraction:
    return extract_xml(dedent(document).strip().encode())


def texts(extraction: Extraction, kind: str | None = None) -> list[str]:
    return [extraction.text[block.start : block.end] for block in extraction.blocks if kind in (None, block.kind)]


def strong(extraction: Extraction) -> list[str]:
    return [extraction.text[start:end] for block in extraction.blocks for start, end in block.strong]


def spoken(extraction: Extraction) -> list[tuple[int, str | None, str]]:
    """Utterance, speaker and text of each block that has a speaker."""
    return [(b.speaker.utterance, b.speaker.name, extraction.text[b.start : b.end]) for b in extraction.blocks if b.speaker]


def assert_sound(text: str, blocks: tuple[Block, ...]) -> None:
    """Blocks are in order, do not overlap, hold all text but white space, and none is empty."""
    at = 0
    for block in blocks:
        assert at <= block.start < block.end
        assert not text[at : block.start].strip()
        assert text[block.start : block.end].strip()
        assert all(block.start <= start < end <= block.end for start, end in block.strong)
        at = block.end
    assert not text[at:].strip()
