"""Peer: Microsoft Recognizers-Text (MIT), numbers, percentages, currencies, dimensions, temperatures, ages."""

# packages: ms-recognizers-text==1.0.1 ms-recognizers-text-number==1.0.0.1 ms-recognizers-text-number-with-unit==1.0.0.1
from __future__ import annotations

import importlib
import json
import pkgutil
import sys
import time
from typing import Any

CULTURE = "en-us"


def _under_its_old_name() -> None:
    """The wheels import `recognizers_text`, but ship it as `ms_recognizers_text`."""
    package = importlib.import_module("ms_recognizers_text")
    sys.modules["recognizers_text"] = package
    for module in pkgutil.walk_packages(package.__path__, "ms_recognizers_text."):
        sys.modules[module.name.removeprefix("ms_")] = importlib.import_module(module.name)


_under_its_old_name()
WITH_UNIT = importlib.import_module("recognizers_number_with_unit")
NUMBER = importlib.import_module("recognizers_number")
# later ones give way to earlier ones on the same stretch
RECOGNIZERS = (
    WITH_UNIT.recognize_currency,
    NUMBER.recognize_percentage,
    WITH_UNIT.recognize_temperature,
    WITH_UNIT.recognize_dimension,
    WITH_UNIT.recognize_age,
    NUMBER.recognize_number,
)


def _number(value: Any) -> float | None:
    try:
        return float(str(value).rstrip("%").replace(",", ""))
    except ValueError:
        return None


def quantities(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for recognize in RECOGNIZERS:
        for match in recognize(text, CULTURE):
            start, end = match.start, match.end + 1
            if any(start < other["span"][1] and other["span"][0] < end for other in found):
                continue
            resolution = match.resolution or {}
            value = _number(resolution.get("value"))
            if value is None:
                continue
            unit = "percent" if str(resolution.get("value", "")).endswith("%") else resolution.get("unit")
            found.append({"span": [start, end], "value": value, "unit": unit})
    return found


def main() -> None:
    documents = [json.loads(line) for line in sys.stdin]
    quantities("5 km")  # loads its models
    seconds = 0.0
    for document in documents:
        began = time.process_time()
        try:
            found = quantities(document["text"])
        except Exception:
            found = []
        seconds += time.process_time() - began
        print(json.dumps({"id": document["id"], "quantities": found}))
    print(json.dumps({"seconds": seconds}))


if __name__ == "__main__":
    main()
