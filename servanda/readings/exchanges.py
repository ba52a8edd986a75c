from __future__ import annotations

from servanda.model import Reading


def find_exchanges(reading: Reading) -> Reading:
    return reading
