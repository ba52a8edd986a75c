"""A brief as Markdown, with its notes as footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.faces.export import brief_words
from servanda.faces.safety import one_line
from servanda.model import Brief, BriefLine

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~])")
"""What means something in Markdown: a record's words never do."""


def markdown(brief: Brief) -> Iterator[str]:
    """The brief, line by line."""
    yield f"# {_plain(brief.title)}"
    yield ""
    yield _plain(brief_words.as_of(brief))
    if brief.desk:
        yield f"\n{_plain(brief.desk)}"
    for section in brief.sections:
        yield f"\n## {_plain(section.title)}\n"
        yield from (f"- {_line(line)}" for line in section.lines)
        if section.nothing:
            yield _plain(section.nothing)
        if section.more:
            yield f"{chr(10) if section.lines else ''}{brief_words.more_words(section)} {_code(section.command or '')}"
    yield f"\n{brief_words.caution()}\n"
    in_full = brief_words.told_in_full(brief)
    for note in brief.notes:
        words = brief_words.note_words(note, in_full=note.number in in_full)
        yield f"[^{note.number}]: “{_plain(words)}” {_plain(brief_words.note_place(note))}"


def _line(line: BriefLine) -> str:
    return "".join(f"“{_plain(part.text)}”[^{part.note}]" if part.note else _plain(part.text, ends=True) for part in line.parts)


def _code(text: str) -> str:
    """Words as they are typed, between more backticks than stand together in them."""
    line = one_line(text)
    fence = "`" * (1 + max(map(len, re.findall("`+", line)), default=0))
    space = " " if len(fence) > 1 else ""
    return f"{fence}{space}{line}{space}{fence}"


def _plain(text: str, *, ends: bool = False) -> str:
    """Words without any meaning in Markdown; `ends` keeps the spaces at their ends."""
    plain = _SIGNS.sub(r"\\\1", one_line(text))
    if not ends:
        return plain
    return f"{' ' * text[:1].isspace()}{plain}{' ' * text[-1:].isspace()}"
