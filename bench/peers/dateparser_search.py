"""Peer: dateparser (BSD), its search for dates in running text."""

# packages: dateparser==1.2.0
from __future__ import annotations

import json
import sys
import time
from datetime import datetime
from typing import Any

from dateparser.search import search_dates


def times(text: str, reference: str | None) -> list[dict[str, Any]]:
    settings: dict[str, Any] = {"RETURN_AS_TIMEZONE_AWARE": False}
    if reference:
        settings["RELATIVE_BASE"] = datetime.fromisoformat(reference[:10])
    found: list[dict[str, Any]] = []
    free = 0
    for words, moment in search_dates(text, languages=["en"], settings=settings) or []:
        start = text.find(words, free)
        if start < 0:
            continue
        free = start + len(words)
        day = moment.replace(tzinfo=None)
        found.append(
            {"span": [start, free], "type": "DATE", "value": day.date().isoformat(), "intervals": [[day.isoformat(), None]]}
        )
    return found


def main() -> None:
    documents = [json.loads(line) for line in sys.stdin]
    times("May 5, 2020", "2020-01-01")  # loads its languages
    seconds = 0.0
    for document in documents:
        began = time.process_time()
        try:
            found = times(document["text"], document.get("reference_date"))
        except Exception:
            found = []
        seconds += time.process_time() - began
        print(json.dumps({"id": document["id"], "times": found}))
    print(json.dumps({"seconds": seconds}))


if __name__ == "__main__":
    main()
