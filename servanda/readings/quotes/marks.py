"""Stretches between quotation marks, of every usual style, with their levels.

A deterministic layer: which marks open, which close, where speech is carried over from paragraph to paragraph, and where a
mark was forgotten. It says nothing about who speaks, or whether a stretch is speech, a title, or a word held with tongs.

Conventions: The Chicago Manual of Style 13.29-13.50 (levels alternate; each continued paragraph opens anew and only the
last closes), and the national styles („…“, «…», »…«, ”…”) as Unicode's chapter 6.2 lists them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from servanda.readings.tags import TAG

_MARK = re.compile(rf"(?P<tag>{TAG})|" r"'''(?!')|''|``|[“”„‟\"«»‘’‚'‹›]")
_DOUBLE_OPEN = frozenset("“„‟«")
_SINGLE = frozenset("‘’‚'‹›")
_BEFORE_OPENING = frozenset(" \t\r\n\u00a0([{—–―‒-/…:;,>*_")
_ELISIONS = frozenset(["tis", "twas", "em", "til", "cause", "bout", "round", "n"])
_FORGOTTEN = 4
"""Words after a mark that nothing closes, from which on a forgotten mark is likelier than a stray one."""
_CLOSED_BY: dict[str, tuple[str, ...]] = {
    "“": ("”", '"', "“"),
    "„": ("“", "”", "‟", '"'),
    "‟": ("”", '"'),
    "«": ("»", '"'),
    "»": ("«",),
    "”": ("”",),
    '"': ('"', "”"),
    "``": ("''", '"'),
    "''": ("''",),
    "‘": ("’", "'"),
    "'": ("'", "’"),
    "’": ("’",),
    "‚": ("‘", "’"),
    "‹": ("›",),
    "›": ("‹",),
}
_DEEPEST = 6
"""Marks open at one time; more are slips, and must not be searched through."""
_LONGEST_SEARCH = 2000


@dataclass(frozen=True, slots=True)
class Marked:
    """One stretch between marks within one paragraph, marks included."""

    start: int
    end: int
    level: int
    """1 for speech, 2 for a quotation within it, and so on."""
    closed: bool
    """False where the closing mark was forgotten, or speech goes on in the next paragraph."""
    carried: bool
    """Whether it goes on with the speech of the paragraph before."""


@dataclass(slots=True)
class _Open:
    mark: str
    start: int
    carried: bool


def marked_stretches(text: str, paragraphs: tuple[tuple[int, int], ...]) -> tuple[Marked, ...]:
    """All stretches, in the order of their first marks."""
    found: list[Marked] = []
    unfinished: str | None = None
    for (start, end), after in zip(paragraphs, (*paragraphs[1:], (len(text), len(text))), strict=False):
        unfinished = _paragraph(text, start, end, unfinished, found, goes_on=text[after[0] : after[0] + 1])
    return tuple(sorted(found, key=lambda stretch: (stretch.start, -stretch.end)))


def _paragraph(text: str, start: int, end: int, unfinished: str | None, found: list[Marked], *, goes_on: str) -> str | None:
    """Add one paragraph's stretches; the mark of speech left open at its end, or None. `goes_on` is how the next one begins."""
    stack: list[_Open] = []
    first = True
    for mark, at in _marks(text, start, end, stack):
        after = at + len(mark)
        if _is_apostrophe(text, mark, at, after, start, end, stack):
            continue
        carried = first and unfinished is not None and at == start and _same_style(unfinished, mark)
        first = False
        if not carried and _closes(text, mark, at, after, end, stack):
            _close(stack, mark, after, found)
        elif carried or _opens(text, mark, at, after, start, end):
            del stack[_DEEPEST - 1 :]
            stack.append(_Open(mark, at, carried))
    return _leave_open(text, stack, end, found, goes_on)


def _marks(text: str, start: int, end: int, stack: list[_Open]) -> Iterator[tuple[str, int]]:
    """Marks in order. Three in a row are a double one and a single one: the inner opens last and closes first."""
    for match in _MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if match.lastgroup == "tag":
            continue  # what stands between its marks is an attribute
        if len(mark) < 3:
            yield mark, at
        elif stack and stack[-1].mark == "'":
            yield "'", at
            yield "''", at + 1
        else:
            yield "''", at
            yield "'", at + 2


def _close(stack: list[_Open], mark: str, after: int, found: list[Marked]) -> None:
    depth = max(i for i, opened in enumerate(stack) if _matches(opened.mark, mark))
    opened = stack[depth]
    found.append(Marked(opened.start, after, depth + 1, closed=True, carried=opened.carried))
    del stack[depth:]  # an inner mark left open is a slip, not a stretch


def _leave_open(text: str, stack: list[_Open], end: int, found: list[Marked], goes_on: str) -> str | None:
    if not stack or stack[0].mark in _SINGLE:
        return None
    opened = stack[0]
    tail = text[opened.start + len(opened.mark) : end].rstrip()
    if not (goes_on and _same_style(opened.mark, goes_on)) and len(tail.split()) < _FORGOTTEN:
        return None
    found.append(Marked(opened.start, opened.start + len(opened.mark) + len(tail), 1, closed=False, carried=opened.carried))
    return opened.mark


def _same_style(unfinished: str, mark: str) -> bool:
    return (
        mark == unfinished
        or (unfinished == "“" and mark == '"')
        or (unfinished == '"' and mark == "“")
        or mark == "»" == unfinished
    )


def _matches(opening: str, mark: str) -> bool:
    return mark in _CLOSED_BY.get(opening, ())


def _closes(text: str, mark: str, at: int, after: int, end: int, stack: list[_Open]) -> bool:
    if not any(_matches(opened.mark, mark) for opened in stack):
        return False
    if mark in ('"', "''") or mark in _SINGLE or mark == "“":
        before = text[at - 1] if at else " "
        follows = text[after] if after < end else " "
        if before.isspace() and not follows.isspace():
            return False  # it stands like an opening mark
        return not (mark == "“" and follows.isalnum())
    return True


def _opens(text: str, mark: str, at: int, after: int, start: int, end: int) -> bool:
    follows = text[after] if after < end else " "
    if follows.isspace() and mark not in "«„":
        return False
    before = text[at - 1] if at > start else " "
    if mark in _DOUBLE_OPEN or mark == "``":
        return True
    if mark == "»":
        return before in _BEFORE_OPENING and _later(text, "«", after, end)
    if mark == "”":
        return (at == start and follows.isalnum()) or (before in _BEFORE_OPENING and _later(text, "”", after, end))
    return before in _BEFORE_OPENING or before in _DOUBLE_OPEN or before in "\"'"


def _later(text: str, mark: str, start: int, end: int) -> bool:
    return text.find(mark, start, min(end, start + _LONGEST_SEARCH)) >= 0


def _is_apostrophe(text: str, mark: str, at: int, after: int, start: int, end: int, stack: list[_Open]) -> bool:
    before = text[at - 1] if at > start else " "
    follows = text[after] if after < end else " "
    if mark in ('"', "''"):
        return before.isdigit() and not stack  # inches and seconds
    if mark not in ("’", "'", "‘"):
        return False
    if before.isalnum() and follows.isalnum():
        return True
    just_opened = bool(stack) and stack[-1].start + len(stack[-1].mark) == at
    if follows.isalnum() and (just_opened or before in _BEFORE_OPENING or before in _DOUBLE_OPEN):
        return _elided(text, mark, after, end, follows)
    single_open = any(opened.mark in _SINGLE for opened in stack)
    if not single_open:
        return True  # nothing to close: a possessive
    return before in "sS" and follows.isspace() and _later(text, mark, after, end)


def _elided(text: str, mark: str, after: int, end: int, follows: str) -> bool:
    if follows.isdigit():
        return mark != "‘"  # the ’90s
    word = re.match(r"[^\W\d_]*", text[after : min(end, after + 8)])
    return mark == "’" or (word is not None and word.group().lower() in _ELISIONS)
