"""Peer: duckling (BSD) in a native wheel: numbers, money, quantities, distances, volumes, temperatures, durations."""

# packages: pyduckling-native==0.1.0 pytz==2019.3
# python: 3.8 (the wheel is built for it)
from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckling
import pytz

DIMENSIONS = ["amount-of-money", "quantity", "distance", "volume", "temperature", "duration", "number"]
ZONE = "Europe/London"
PREFERRED = {name: place for place, name in enumerate(DIMENSIONS)}


def context() -> Any:
    """It reads a folder of time zones, and stops at the first it cannot read: so it gets one."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / ZONE
        place.parent.mkdir(parents=True)
        shutil.copy(Path(pytz.__file__).parent / "zoneinfo" / ZONE, place)
        moment = duckling.parse_ref_time(duckling.load_time_zones(folder), ZONE, 1_640_995_200)
    return duckling.Context(moment, duckling.parse_locale("EN_US", duckling.default_locale_lang(duckling.parse_lang("EN"))))


def _one(entity: dict[str, Any]) -> dict[str, Any] | None:
    value = entity["value"]
    if value.get("type") == "interval":
        low, high = value.get("from", {}), value.get("to", {})
        if not low and not high:
            return None
        return {"low": low.get("value"), "high": high.get("value"), "unit": (low or high).get("unit")}
    return {"value": value.get("value"), "unit": value.get("unit")}


def quantities(text: str, moment: Any, dimensions: Any) -> list[dict[str, Any]]:
    """The longest reading of each stretch, those with a unit first; it gives every reading there is."""
    entities = duckling.parse(text, moment, dimensions, False)
    entities.sort(key=lambda entity: (entity["start"] - entity["end"], PREFERRED.get(entity["dim"], 9)))
    found: list[dict[str, Any]] = []
    for entity in entities:
        one = _one(entity)
        start, end = entity["start"], entity["end"]
        if one and not any(start < other["span"][1] and other["span"][0] < end for other in found):
            found.append({"span": [start, end], **one})
    return sorted(found, key=lambda one: one["span"])


def main() -> None:
    documents = [json.loads(line) for line in sys.stdin]
    moment, dimensions = context(), duckling.parse_dimensions(DIMENSIONS)
    quantities("5 km", moment, dimensions)
    seconds = 0.0
    for document in documents:
        began = time.process_time()
        found = quantities(document["text"], moment, dimensions)
        seconds += time.process_time() - began
        print(json.dumps({"id": document["id"], "quantities": found}))
    print(json.dumps({"seconds": seconds}))


if __name__ == "__main__":
    main()
