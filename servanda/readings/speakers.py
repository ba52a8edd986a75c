from __future__ import annotations

from servanda.model import Reading


def resolve_speakers(reading: Reading) -> Reading:
    return reading
