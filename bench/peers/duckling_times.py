"""Peer: duckling (BSD) in a native wheel: times and durations."""

# packages: pyduckling-native==0.1.0 pytz==2019.3
# python: 3.8 (the wheel is built for it)
from __future__ import annotations

import calendar
import json
import shutil
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import duckling
import pytz

ZONE = "Europe/London"
LENGTHS = {"year": "Y", "quarter": "Q", "month": "M", "week": "W", "day": "D", "hour": "H", "minute": "M", "second": "S"}


def zones(folder: str) -> Any:
    """It reads a folder of time zones, and stops at the first it cannot read: so it gets one."""
    place = Path(folder) / ZONE
    place.parent.mkdir(parents=True)
    shutil.copy(Path(pytz.__file__).parent / "zoneinfo" / ZONE, place)
    return duckling.load_time_zones(folder)


def _timex(moment: str, grain: str) -> str:
    day = moment[:10]
    if grain == "year":
        return day[:4]
    if grain == "month":
        return day[:7]
    if grain == "quarter":
        return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"
    if grain == "week":
        year, week, _ = datetime.fromisoformat(day).isocalendar()
        return f"{year}-W{week:02}"
    return day if grain == "day" else f"{day}T{moment[11:16]}"


def _one(entity: dict[str, Any]) -> dict[str, Any] | None:
    value = entity["value"]
    if entity["dim"] == "duration":
        unit = value.get("unit", "")
        if unit not in LENGTHS:
            return None
        clock = "T" if unit in ("hour", "minute", "second") else ""
        return {"type": "DURATION", "value": f"P{clock}{value.get('value')}{LENGTHS[unit]}"}
    bound = value.get("from") or value.get("to") or value
    if "value" not in bound:
        return None
    grain = bound.get("grain", "day")
    ends = [value.get("from", {}).get("value"), value.get("to", {}).get("value")] if value.get("type") == "interval" else None
    given = {"type": "TIME" if grain in ("hour", "minute", "second") else "DATE", "value": _timex(bound["value"], grain)}
    if ends:
        given["intervals"] = [[end[:19] if end else None for end in ends]]
    return given


def times(text: str, context: Any, dimensions: Any) -> list[dict[str, Any]]:
    """The longest reading of each stretch; it gives every reading there is."""
    entities = duckling.parse(text, context, dimensions, False)
    entities.sort(key=lambda entity: entity["start"] - entity["end"])
    found: list[dict[str, Any]] = []
    for entity in entities:
        one = _one(entity)
        start, end = entity["start"], entity["end"]
        if one and not any(start < other["span"][1] and other["span"][0] < end for other in found):
            found.append({"span": [start, end], **one})
    return sorted(found, key=lambda one: one["span"])


def main() -> None:
    documents = [json.loads(line) for line in sys.stdin]
    dimensions = duckling.parse_dimensions(["time", "duration"])
    locale = duckling.parse_locale("EN_US", duckling.default_locale_lang(duckling.parse_lang("EN")))
    seconds = 0.0
    with tempfile.TemporaryDirectory() as folder:
        known = zones(folder)
        for document in documents:
            day = datetime.fromisoformat((document.get("reference_date") or "2022-01-01")[:10])
            moment = duckling.parse_ref_time(known, ZONE, calendar.timegm(day.timetuple()) + 43_200)
            began = time.process_time()
            found = times(document["text"], duckling.Context(moment, locale), dimensions)
            seconds += time.process_time() - began
            print(json.dumps({"id": document["id"], "times": found}))
    print(json.dumps({"seconds": seconds}))


if __name__ == "__main__":
    main()
