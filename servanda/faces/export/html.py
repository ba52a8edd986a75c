"""HTML, written by hand: every text escaped, every attribute quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from servanda.faces.safety import one_line, visible

_PLAIN = re.compile(r"[A-Za-z0-9#/?=-]+").fullmatch
"""What is the same escaped, as ids, classes and most targets are: a page has tens of thousands of them."""


def text(value: str) -> str:
    """A record's or a program's words, as the content of an element."""
    return escape(visible(value))


def line(value: str) -> str:
    """The same on one line."""
    return escape(one_line(value))


def element(tag: str, content: str = "", **attributes: str | None) -> str:
    """An element around content that is HTML already. None leaves an attribute out; `class_` is `class`, `_` is `-`."""
    return f"{opening(tag, **attributes)}{content}</{tag}>"


def opening(tag: str, **attributes: str | None) -> str:
    """A start tag."""
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{value if _PLAIN(value) else line(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{written}>"


def link(target: str, content: str, **attributes: str | None) -> str:
    """A link to a place on the same page."""
    return element("a", content, href=f"#{target}", **attributes)


def name(value: str) -> str:
    """A name within another text; its writing direction is its own."""
    return element("bdi", line(value))


def table(caption: str, heads: Iterable[str], rows: Iterable[str], **attributes: str | None) -> str:
    """A table with a caption and column headings; empty where there are no rows."""
    return grouped(caption, heads, (rows,), **attributes)


def grouped(caption: str, heads: Iterable[str], groups: Iterable[Iterable[str]], **attributes: str | None) -> str:
    """A table whose rows come in groups, each of which may begin with a heading of its own."""
    bodies = [element("tbody", f"\n{body}") for body in ("".join(rows) for rows in groups) if body]
    if not bodies:
        return ""
    head = "".join(element("th", line(title), scope="col") for title in heads)
    top = f"{element('caption', line(caption))}<thead><tr>{head}</tr></thead>\n"
    return element("table", top + "\n".join(bodies), **attributes)


def row(cells: Iterable[str], **attributes: str | None) -> str:
    """A row of a table; cells are HTML already."""
    return element("tr", "".join(element("td", cell) for cell in cells), **attributes) + "\n"
