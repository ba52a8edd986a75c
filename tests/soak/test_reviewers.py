"""Fifty reviewers at once. `make soak` takes five minutes of it by `python -m bench load`."""

from __future__ import annotations

from bench.load import trial

SECONDS = 10.0


def test_of_fifty_who_rule_at_once_nobody_loses_a_ruling_or_overwrites_one_unseen():
    result = trial(SECONDS)
    assert result["broken"] == []
    assert result["failed"] == {}
    assert result["kept"] > 10
    assert result["stale"] > 10
