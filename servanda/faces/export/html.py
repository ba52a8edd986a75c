"""HTML, written by hand: every text escaped, every attribute quoted."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib.resources import files

from servanda.faces.safety import one_line, visible

_PLAIN = re.compile(r"[A-Za-z0-9#/?=-]+").fullmatch
"""What is the same escaped, as ids, classes and most targets are: a page has tens of thousands of them."""


@cache
def sheet(name: str) -> str:
    """A page's style sheet, which is kept beside this module."""
    return files(__package__ or "").joinpath(f"{name}.css").read_text(encoding="utf-8")


def top(title: str, style: str, *, more: str = "") -> str:
    """A page up to where its body begins; `more` is what else its head holds.

    Records come from strangers: by the page's own policy a browser loads and runs nothing, and takes no style but this one.
    """
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="referrer" content="no-referrer">\n{more}'
        f"<title>{line(title)} · Servanda</title>\n<style>{style}</style>\n</head>\n<body>\n"
    )


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
