"""Text that flows through elements as it does in HTML: what the dialects of markup have in common.

A dialect reader is a `Flow` with its own element names and its own handling of utterances. Elements that are named neither
inline nor anything else are blocks of their own, so that no text is lost and no two paragraphs run together.
"""

from __future__ import annotations

from lxml import etree

from servanda.model import BlockKind, SpeakerHint
from servanda.records.building import CELL_GAP, LINE_GAP, PARAGRAPH_GAP, TextBuilder

__all__ = ["INLINE", "Flow"]

_INLINE = """
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark phrase q rp rt ruby s samp small span
    strike strong sub sup time tt u var wbr
"""
INLINE = frozenset(_INLINE.split())
"""Elements of HTML, and those many XML dialects borrow from it, that do not end a paragraph."""

_BOLD = frozenset({"b", "strong"})
_BREAKS = frozenset({"br", "lb", "eol"})
_CELLS = frozenset({"td", "th", "cell", "entry"})
_ROWS = frozenset({"tr", "row"})
_ITEMS = frozenset({"li", "item"})
_LISTS = frozenset({"ul", "ol", "list", "dir", "menu"})
_PAGE_PARTS = ("p", "div", "table", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "br")
_ASIDES = frozenset({"caption", "figcaption"})


class Flow:
    """Visits a tree and writes its text. `hint` is who speaks what comes next."""

    inline: frozenset[str] = INLINE
    asides: frozenset[str] = _ASIDES
    """Blocks that the markup marks as not spoken."""

    def __init__(self) -> None:
        self.builder = TextBuilder()
        self.hint: SpeakerHint | None = None
        self.utterances = 0
        self._list_depth = 0
        self._inside: list[tuple[str, BlockKind, int]] = []  # the items and cells we are in
        self._in_row = False

    def enter(self, element: etree._Element, name: str) -> bool:
        """See `trees.Visitor`."""
        name = name.lower()
        if name in self.inline:
            if self.is_bold(element, name):
                self.builder.strong(True)
        elif name in _BREAKS:
            self.builder.break_line()
        elif level := self.heading_level(element, name):
            self.open("heading", level=level)
        else:
            self._enter_block(element, name)
        return True

    def leave(self, element: etree._Element, name: str) -> None:
        """See `trees.Visitor`."""
        name = name.lower()
        if name in self.inline:
            if self.is_bold(element, name):
                self.builder.strong(False)
        elif name in self.asides:
            self.leave_aside(element, name)
        elif name not in _BREAKS:
            self._leave_block(name)

    def text(self, data: str) -> None:
        """See `trees.Visitor`."""
        self.builder.say(data)

    def heading_level(self, element: etree._Element, name: str) -> int:  # noqa: ARG002 - dialects look at the element
        """Depth of a heading from 1; 0 for what is none."""
        return int(name[1]) if len(name) == 2 and name[0] == "h" and name[1] in "123456" else 0

    def is_bold(self, element: etree._Element, name: str) -> bool:  # noqa: ARG002 - dialects look at the element
        """Whether an inline element prints in bold."""
        return name in _BOLD

    def open(self, kind: BlockKind = "paragraph", *, level: int = 0, gap: str = PARAGRAPH_GAP) -> None:
        """Begin a block in the present speaker's name."""
        self.builder.begin(kind, level=level, speaker=self.hint, gap=gap)

    def enter_aside(self, name: str) -> None:
        """Begin what is not spoken; in running text it stays on its line, and its own paragraphs are asides too."""
        self.builder.begin("aside", speaker=self.hint, gap=" " if self.builder.is_open else PARAGRAPH_GAP)
        self._inside.append((name, "aside", 0))

    def leave_aside(self, element: etree._Element, name: str) -> None:
        """End it; text that goes on after it stays on its line."""
        if self._inside and self._inside[-1][0] == name:
            self._inside.pop()
        self.builder.begin(speaker=self.hint, gap=" " if (element.tail or "").strip() else PARAGRAPH_GAP)

    def utterance(
        self, name: str | None, *, identifier: str | None = None, office: str | None = None, role: str | None = None
    ) -> SpeakerHint:
        """The hint for a new utterance."""
        hint = SpeakerHint(name or None, self.utterances, identifier or None, office or None, role or None)
        self.utterances += 1
        return hint

    def _enter_block(self, element: etree._Element, name: str) -> None:
        if name in _CELLS and not _lays_out(element):
            self.open("cell", gap=CELL_GAP if self._in_row else LINE_GAP)
            self._inside.append((name, "cell", 0))
            self._in_row = True
        elif name in _ROWS:
            self._in_row = False
            self.open(gap=LINE_GAP)
        elif name in _ITEMS:
            level = max(1, self._list_depth)
            self.open("item", level=level, gap=LINE_GAP)
            self._inside.append((name, "item", level))
        elif name in self.asides:
            self.enter_aside(name)
        else:
            self._list_depth += name in _LISTS
            self._continue()

    def _leave_block(self, name: str) -> None:
        self._list_depth -= name in _LISTS
        if name in _ROWS or name == "table":
            self._in_row = False
        if self._inside and self._inside[-1][0] == name:
            self._inside.pop()
        self._continue()

    def _continue(self) -> None:
        """A new block: a paragraph, or more of the item or cell we are in."""
        if not self._inside:
            self.open()
            return
        _, kind, level = self._inside[-1]
        if self.builder.is_open or self.builder.kind != kind:
            self.open(kind, level=level, gap=LINE_GAP)


def _lays_out(cell: etree._Element) -> bool:
    """Whether a cell holds a piece of the page (paragraphs, tables, lists) rather than a datum."""
    weight = 0
    for element in cell.iter(*_PAGE_PARTS):
        weight += 1 if element.tag == "br" else 2
        if weight >= 4:
            return True
    return False
