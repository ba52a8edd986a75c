"""Records come from strangers: what could steer a terminal or turn the reading order is made visible before it is shown.

The text of a record is never altered by this; only what a face prints of it.
"""

from __future__ import annotations

import re

_C0 = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"}
_C1 = {code: f"⟨U+{code:04X}⟩" for code in range(0x80, 0xA0)}
_BIDI = {code: f"⟨U+{code:04X}⟩" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")

_BREAKS = re.compile(r"[ \t\n\v\f\r\u0085\u2028\u2029]+")

_VISIBLE = str.maketrans({**_C0, 0x7F: "␡", **_C1, **_BIDI, **_SURROGATES})

_JSON = {code: f"\\u{code:04x}" for code in (0x7F, *_C1, *_BIDI)}


def visible(text: str) -> str:
    """The text with control characters, escapes, bidirectional overrides and lone surrogates shown as signs of their own.

    Tabs and line ends stay; a Windows line end becomes a plain one.
    """
    if text.isprintable():
        return text
    return text.replace("\r\n", "\n").translate(_VISIBLE)


def one_line(text: str) -> str:
    """The same on a single line: every run of spaces and line ends is one space; spaces that must not break stay."""
    if "  " not in text and text.isprintable():  # as most are, and a page asks this of thousands
        return text.strip(" ")
    return visible(_BREAKS.sub(" ", text).strip(" "))


def json_escaped(line: str) -> str:
    """A line of JSON with the same characters escaped: other to look at, the same to read in."""
    return line.translate(_JSON)
