from __future__ import annotations

import re

from servanda.model import Block
from servanda.records.extraction import Extraction

_LINE = re.compile(r"[^\n]*\S[^\n]*")


def extract_plain(content: bytes) -> Extraction:
    text = content.decode("utf-8", "replace").removeprefix("\ufeff")
    blocks = tuple(Block(m.start(), m.end()) for m in _LINE.finditer(text))
    return Extraction(text, blocks, "text/plain", "plain/1", "utf-8")
