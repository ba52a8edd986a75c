"""Long trials. `make soak` takes them whole, the tests a tenth, of the same seed."""

from __future__ import annotations

import os


def share() -> float:
    """How much of a trial is taken: all of it in a soak, a tenth in the tests."""
    return 1.0 if os.environ.get("SERVANDA_SOAK") else 0.1
