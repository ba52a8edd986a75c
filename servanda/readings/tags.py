"""Tags that a text keeps of the page it was made from: they are no words, and part none ("May 9<sup>th</sup>")."""

from __future__ import annotations

import re

from servanda.words import words

_NAMES = "|".join(sorted(words("html-elements"), key=lambda name: (-len(name), name)))

TAG = rf"<su[bp]>\W{{0,3}}\d[^<>\n]{{0,12}}</su[bp]>|</?(?i:{_NAMES})(?:[\s/][^<>]*)?>"
"""A tag; and a raised or lowered number, which is the mark of a note or part of a formula, with its tags."""

_TAG = re.compile(TAG)


def without_tags(text: str) -> str:
    """The text with blanks in the place of its tags, so that every other character stands where it stood."""
    return _TAG.sub(lambda match: " " * len(match.group()), text) if "<" in text else text
