"""Peer: quantulum3 (MIT), without its classifier."""

# packages: quantulum3==0.10.0
from __future__ import annotations

import json
import sys
import time
import warnings

sys.path.pop(0)  # this script bears the package's name
warnings.simplefilter("ignore")  # it warns that its classifier is not installed
from quantulum3 import parser  # noqa: E402


def quantities(text: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for quantity in parser.parse(text):
        one: dict[str, object] = {"span": list(quantity.span), "unit": quantity.unit.name}
        if quantity.uncertainty:
            one["low"], one["high"] = quantity.value - quantity.uncertainty, quantity.value + quantity.uncertainty
        else:
            one["value"] = quantity.value
        found.append(one)
    return found


def main() -> None:
    documents = [json.loads(line) for line in sys.stdin]
    parser.parse("5 km")  # loads its tables
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
