from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.model.days import days_after, interval


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-06-27", "2024-06-27", "2024-06-27"),
        ("2024-06-27T18:04", "2024-06-27", "2024-06-27"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-Q2", "2025-04-01", "2025-06-30"),
        ("2025-H2", "2025-07-01", "2025-12-31"),
        ("2025-SU", "2025-06-01", "2025-08-31"),
        ("2025-W03", "2025-01-13", "2025-01-19"),
        ("2025-W03-WE", "2025-01-18", "2025-01-19"),
        ("202", "2020-01-01", "2029-12-31"),
    ],
)
def test_a_calendar_value_has_a_first_and_a_last_day(value: str, first: str, last: str) -> None:
    assert interval(value) == (first, last)


def test_a_winter_belongs_to_the_year_in_which_it_begins_and_ends_in_the_next() -> None:
    assert interval("2023-WI") == ("2023-12-01", "2024-02-29")


@pytest.mark.parametrize("value", ["2025-13", "2025-02-30", "2025-W60", "0000", "PAST_REF", "XXXX-06-27", "P3D", ""])
def test_what_has_no_place_in_the_calendar_has_no_days(value: str) -> None:
    assert interval(value) is None


@given(st.from_regex(r"[0-9]{3,4}(-([0-9]{2}|[QHW][0-9]{1,2}|SP|SU|FA|WI))?", fullmatch=True))
def test_no_value_ends_before_it_begins(value: str) -> None:
    days = interval(value)
    assert days is None or days[0] <= days[1]


def test_the_calendar_has_an_end_on_either_side() -> None:
    assert days_after("2024-02-28", 2) == "2024-03-01"
    assert days_after("0001-01-12", -180) == "0001-01-01"
    assert days_after("9999-12-30", 7) == "9999-12-31"
