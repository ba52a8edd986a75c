"""Tags that a text keeps of the page it was made from: they are no words, and part none ("May 9<sup>th</sup>")."""

from __future__ import annotations

import re

from servanda.words import words

_NAMES = "|".join(sorted(words("html-elements"), key=lambda name: (-len(name), name)))

TAG = rf"<su[bp]>\W{{0,3}}\d[^<>\n]{{0,12}}</su[bp]>|</?(?i:{_NAMES})(?:[\s/][^<>]*)?>"
"""A tag; and a raised or lowered number, which is the mark of a note or part of a formula, with its tags."""

LINK = r"\[(?=[^\[\]\n]{1,200}(?:\n[^\[\]\n]{1,200}){0,2}\]\((?:https?:|mailto:|/))|\]\((?:https?:|mailto:|/)[^\s()]{0,1000}\)"
"""What makes a link of words in Markdown, "[words](address)": the bracket before them; the bracket behind, with the address."""

_TAG = re.compile(TAG)
_LINK = re.compile(LINK)
_ADDRESS = 1300
"""Characters behind a stretch in which a link that it opens is closed."""


def without_tags(text: str) -> str:
    """The text with blanks in the place of its tags, so that every other character stands where it stood."""
    return _TAG.sub(lambda match: " " * len(match.group()), text) if "<" in text else text


def without_links(text: str, start: int, end: int) -> str:
    """The words of a stretch as they are read, without what makes links of them."""
    near = text[start : end + _ADDRESS]
    read, at = [], 0
    for link in _LINK.finditer(near):
        if link.start() >= end - start:
            break
        read.append(near[at : link.start()])
        at = link.end()
    return "".join((*read, near[at : end - start]))
