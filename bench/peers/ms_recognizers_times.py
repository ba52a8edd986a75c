"""Peer: Microsoft Recognizers-Text (MIT), dates and times."""

# packages: ms-recognizers-text==1.0.1 ms-recognizers-text-number==1.0.0.1 ms-recognizers-text-date-time==1.0.0.1
from __future__ import annotations

import importlib
import json
import pkgutil
import sys
import time
from datetime import datetime, timedelta
from typing import Any

CULTURE = "en-us"


def _under_its_old_name() -> None:
    """The wheels import `recognizers_text`, but ship it as `ms_recognizers_text`."""
    package = importlib.import_module("ms_recognizers_text")
    sys.modules["recognizers_text"] = package
    for module in pkgutil.walk_packages(package.__path__, "ms_recognizers_text."):
        sys.modules[module.name.removeprefix("ms_")] = importlib.import_module(module.name)


_under_its_old_name()
recognize = importlib.import_module("recognizers_date_time").recognize_datetime


def _type(name: str, timex: str) -> str:
    if name in ("duration", "set"):
        return name.upper()
    return "TIME" if name.startswith(("time", "datetime")) and "T" in timex else "DATE"


def _intervals(values: list[dict[str, str]]) -> list[list[str | None]]:
    found: list[list[str | None]] = []
    for value in values:
        kind = value.get("type", "")
        start, end = value.get("start"), value.get("end")
        moment = value.get("value")
        try:
            if start or end:
                if any(bound and "-" not in bound for bound in (start, end)):
                    continue  # hours of no day
                found.append([start and start.replace(" ", "T"), end and end.replace(" ", "T")])
            elif kind == "date" and moment:
                following = datetime.fromisoformat(moment) + timedelta(1)
                found.append([moment, following.date().isoformat()])
            elif kind == "datetime" and moment:
                found.append([moment.replace(" ", "T"), None])
        except ValueError:
            continue
    return found


def times(text: str, reference: str | None) -> list[dict[str, Any]]:
    moment = datetime.fromisoformat(reference) if reference else None
    found: list[dict[str, Any]] = []
    for match in recognize(text, CULTURE, reference=moment) if moment else recognize(text, CULTURE):
        values = (match.resolution or {}).get("values") or []
        timex = str(values[0].get("timex", "")) if values else ""
        kind = match.type_name.rpartition(".")[2]
        value = timex.partition(",")[0].lstrip("(").replace("-WXX-", "-WXX-")
        given = {"span": [match.start, match.end + 1], "type": _type(kind, timex), "value": value}
        intervals = _intervals(values)
        found.append({**given, "intervals": intervals} if intervals else given)
    return found


def main() -> None:
    documents = [json.loads(line) for line in sys.stdin]
    times("May 5, 2020", "2020-01-01")  # loads its models
    seconds = 0.0
    for document in documents:
        began = time.process_time()
        try:
            found = times(document["text"], document.get("reference_datetime") or document.get("reference_date"))
        except Exception:
            found = []
        seconds += time.process_time() - began
        print(json.dumps({"id": document["id"], "times": found}))
    print(json.dumps({"seconds": seconds}))


if __name__ == "__main__":
    main()
