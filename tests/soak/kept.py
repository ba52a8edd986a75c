"""A plug-in for pytest (`-p tests.soak.kept`) by which each trial leaves a line of what it came to: see `bench.soaks`.

A trial tells its seed and what it counted by `record_property`.
"""

from __future__ import annotations

import os

import pytest

from bench.soaks import LEFT_OUT, keep
from tests.soak import share


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep what became of a trial that was taken whole; where many processes try, the one that hears of all keeps it."""
    if share() < 1 or "PYTEST_XDIST_WORKER" in os.environ:
        return
    if report.when == "call" or report.outcome != "passed":
        told = dict(report.user_properties) if report.outcome != LEFT_OUT else {}
        keep(_promise(report.nodeid), report.outcome, report.duration, told)


def _promise(nodeid: str) -> str:
    """What a test promises, by its name."""
    name, _, case = nodeid.rpartition("::")[2].partition("[")
    words = name.removeprefix("test_").replace("_", " ")
    return f"{words} ({case.removesuffix(']')})" if case else words
