"""Views of a record's text that several steps share: made once, when first wanted, through `Reading.layer`."""

from __future__ import annotations

import re

from servanda.model import Record
from servanda.readings.tags import TAG, without_tags
from servanda.words import words

Stretch = tuple[int, int]
"""Half-open offsets into the record's text."""

_END = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”’»)\]*_]*+(?=\s|</?[a-z])|\n[ \t\r]*\n"  # emphasis closes like a mark: "**It goes on.** Across"
    r"|(?<=[a-z]{4})\.(?=[A-Z][a-z]+ [a-z])"  # the space was lost: "the study.This shows"
    r"|</(?:td|th|li|p|h[1-6]|div|caption|figcaption|dt|dd)>"
    rf"|(?P<tag>{TAG})"
)
_FILE_HEAD = re.compile(r"---[ \t]*\r?\n\s*[\w-]+:")
_WRAP = re.compile(r"\n(?<=[^\n]{50}\n)(?=[^\W\d_])")
"""The end of a line that is long enough to have been wrapped."""
_LETTERS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_WORD_BEFORE = re.compile(r"([^\W\d_](?:[\w.]*\w)?)$")


def paragraphs(record: Record) -> tuple[Stretch, ...]:
    """Every block's stretch."""
    return tuple((block.start, block.end) for block in record.blocks)


def file_head(record: Record) -> int:
    """Where the head of keys and values ends with which a Markdown file begins; 0 without one. It says what is known of it."""
    first = record.blocks[0] if record.blocks else None
    headed = first is not None and first.kind == "aside" and _FILE_HEAD.match(record.text, first.start)
    return first.end if first is not None and headed else 0


def unwrapped(record: Record) -> str:
    """The text with a blank for each line end at which a paragraph was wrapped: names go on there.

    The head of a file is blank: its names are those of the title, often cut by signs that stand for others.
    """
    head = file_head(record)
    text, parts, at = record.text, [" " * head], head
    for start, end in paragraphs(record):
        if end <= head:
            continue
        parts += [text[at:start], _WRAP.sub(" ", text[start:end])]
        at = end
    return "".join((*parts, text[at:]))


def sentences(record: Record) -> tuple[Stretch, ...]:
    """Sentences, without white space and tags at their ends, in order; none crosses a block's border."""
    found: list[Stretch] = []
    for start, end in paragraphs(record):
        found.extend(_sentences(record.text, start, end))
    return tuple(found)


def telling_paragraphs(record: Record) -> tuple[Stretch, ...]:
    """The stretches of the blocks that tell something: all but asides, such as the head of a file, captions, comments."""
    return tuple((block.start, block.end) for block in record.blocks if block.kind != "aside")


def telling_sentences(record: Record) -> tuple[Stretch, ...]:
    """The sentences of those blocks, as `sentences`."""
    return tuple(one for start, end in telling_paragraphs(record) for one in _sentences(record.text, start, end))


def sentences_in(text: str, start: int, end: int) -> tuple[Stretch, ...]:
    """The sentences of one stretch of a text, such as a paragraph."""
    return tuple(_sentences(text, start, end))


def _sentences(text: str, start: int, end: int) -> list[Stretch]:
    found: list[Stretch] = []
    begin = start
    for match in _END.finditer(text, start, end):
        if match.lastgroup == "tag":
            continue  # a stop within it ends nothing
        if match.group().startswith(".") and not _ends_sentence(text, match.start(), match.end(), begin, end):
            continue
        _add(text, begin, match.end(), found)
        begin = match.end()
    _add(text, begin, end, found)
    return found


def _add(text: str, start: int, end: int, found: list[Stretch]) -> None:
    piece = without_tags(text[start:end])
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    if left < right:
        found.append((left, right))


def _ends_sentence(text: str, dot: int, after: int, begin: int, end: int) -> bool:
    word = _WORD_BEFORE.search(text, max(begin, dot - 12), dot)
    if word:
        known = word.group(1).lower()
        if known in words("abbreviations") or word.group(1) == "v" or (len(known) == 1 and word.group(1).isupper()):
            return False  # "v" parts those of a case: "Orel v. Marsh"
    behind = text[after:end]
    follows = (without_tags(behind) if behind.startswith("<") else behind).lstrip()[:1]
    if word and follows.isdigit() and _LETTERS.fullmatch(word.group(1)):
        return False  # "H.R. 4521"
    return not follows.islower()
