"""Whatever chance does to a record, it is read or refused in one line, soon and in little room."""

from __future__ import annotations

from servanda.readings import STEPS
from tests.soak.fuzzing import MEGABYTES, SECONDS, Told, read, seeds, trial

RECORDS = 1000
"""A soak goes on where this ends: `python -m tests.soak.fuzzing 1000000 1`."""


def test_damaged_records_of_every_form_are_read_or_refused_in_one_line() -> None:
    told = trial(RECORDS, seed=20240524)
    assert told.faults == []
    assert told.slowest < SECONDS
    assert told.peak_megabytes < MEGABYTES
    assert 0.01 < told.refused / told.records < 0.9  # both are tried


def test_damaged_records_are_read_to_the_end_or_refused_in_one_line() -> None:
    told = trial(RECORDS // 2, seed=20240524, steps=STEPS)
    assert told.faults == []
    assert told.slowest < SECONDS
    assert told.peak_megabytes < MEGABYTES


def test_what_is_damaged_is_read_where_it_is_whole() -> None:
    told = Told()
    for name, content in seeds():
        read(content, name, told)
    assert told.refused == 0
