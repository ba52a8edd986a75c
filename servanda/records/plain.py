"""Texts whose characters are the record's own: plain text, Markdown, captions. What is cited is what stands in the file."""

from __future__ import annotations

import re
from typing import Final

from servanda.model import Block, SpeakerHint
from servanda.records.decoding import Decoded, character_faults
from servanda.records.extraction import Extraction, Fault
from servanda.records.frontmatter import facts_of, front_matter
from servanda.records.paragraphs import blocks_of, lines_of

__all__ = ["extract_captions", "extract_markdown", "extract_plain"]

_TIMING: Final = re.compile(r"(?:\d+:)?\d\d:\d\d[,.]\d{1,3}[ \t]*-->")
_VOICE: Final = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^<>\n]{1,200})>")
_TAG: Final = re.compile(r"</?(?:v|c|i|b|u|lang|ruby|rt|font)\b[^<>\n]{0,200}>|<\d\d:[\d:.]{3,12}>", re.IGNORECASE)


def extract_plain(decoded: Decoded) -> Extraction:
    """Plain text: paragraphs by blank lines, indentation, line ends."""
    text = decoded.text
    blocks = tuple(blocks_of(text))
    return Extraction(text, blocks, "text/plain", "plain/1", decoded.encoding, faults=_faults(decoded))


def extract_markdown(decoded: Decoded) -> Extraction:
    """Markdown as it stands, marks and all: its head is an aside, headings, items and bold are seen."""
    text = decoded.text
    start, fields = front_matter(text)
    head = (Block(0, start, "aside"),) if start else ()
    blocks = (*head, *blocks_of(text, start, markdown=True))
    return Extraction(text, blocks, "text/markdown", "markdown/1", decoded.encoding, facts_of(fields), _faults(decoded))


def extract_captions(decoded: Decoded) -> Extraction:
    """SubRip or WebVTT. Numbers, times and voice tags are asides; the cues of one voice on end are one utterance."""
    text = decoded.text
    webvtt = text.lstrip("\ufeff \t\r\n").startswith("WEBVTT")
    blocks = tuple(_caption_blocks(text, webvtt=webvtt))
    media_type = "text/vtt" if webvtt else "application/x-subrip"
    return Extraction(text, blocks, media_type, "captions/1", decoded.encoding, faults=_faults(decoded))


def _faults(decoded: Decoded) -> tuple[Fault, ...]:
    return character_faults(decoded.text, damaged=decoded.damaged)


def _caption_blocks(text: str, *, webvtt: bool) -> list[Block]:
    """Each cue: what stands before its words as one aside, then the words."""
    blocks: list[Block] = []
    head: tuple[int, int] | None = None
    voices = _Voices()
    speaking = False
    for line in lines_of(text):
        if line.apart:
            speaking = False
        if not speaking:
            head = (head[0] if head else line.start, line.end)
            if _TIMING.match(text, line.start, line.end):
                blocks.append(Block(*head, "aside"))
                head, speaking = None, True
            continue
        blocks.extend(_cue_line(text, line.start, line.end, voices, webvtt=webvtt))
    if head:
        blocks.append(Block(*head, "aside"))
    return blocks


class _Voices:
    """Who has the floor, while cues are read in order."""

    def __init__(self) -> None:
        self.name: str | None = None
        self.utterance = -1

    def hear(self, name: str) -> None:
        if name != self.name:
            self.name = name
            self.utterance += 1

    @property
    def hint(self) -> SpeakerHint | None:
        return SpeakerHint(self.name, self.utterance) if self.name else None


def _cue_line(text: str, start: int, end: int, voices: _Voices, *, webvtt: bool) -> list[Block]:
    """The words of one line of a cue, its tags set aside."""
    blocks: list[Block] = []
    for tag in _TAG.finditer(text, start, end) if webvtt or "<" in text[start:end] else ():
        blocks.extend(_words(text, start, tag.start(), voices))
        if voice := _VOICE.match(text, tag.start(), tag.end()):
            voices.hear(" ".join(voice.group(1).split()))
        blocks.append(Block(tag.start(), tag.end(), "aside"))
        start = tag.end()
    blocks.extend(_words(text, start, end, voices))
    return blocks


def _words(text: str, start: int, end: int, voices: _Voices) -> list[Block]:
    piece = text[start:end]
    left, right = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
    return [Block(left, right, "paragraph", speaker=voices.hint)] if left < right else []
