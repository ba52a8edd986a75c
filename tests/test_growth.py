"""Records are multiplied with other people's names and other days, and the sums on paper follow from what was measured."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from bench import archive, sizing
from bench.__main__ import DOCS
from bench.curves import drawing
from bench.multiplying import multiplied

TALK = """---
date: '2025-03-14'
---
Friday, March 14, 2025

MR. WELLER: President Marsh told me in 2024 that the bridge would be opened. Ms. Marsh’s word is good.

President Marsh met Secretary Weller of State on March 3, 2025.
"""


def copies(times: int) -> list[str]:
    return [content.decode() for _, content in multiplied([("talk.md", TALK.encode())], times)]


def test_the_records_themselves_come_first_and_as_they_are() -> None:
    assert copies(3)[0] == TALK
    assert len(copies(3)) == 3


def test_in_a_copy_a_person_has_one_other_name_in_labels_and_in_sentences() -> None:
    copy = copies(2)[1]
    assert "marsh" not in copy.lower()
    assert "weller" not in copy.lower()
    label = re.search(r"^MR\. (\w+):", copy, re.M)
    titled = re.search(r"Secretary (\w+) of State", copy)
    assert label is not None
    assert titled is not None
    assert label[1] == titled[1].upper()


def test_nobody_is_called_alike_in_two_copies() -> None:
    names = [re.findall(r"(?:President|Secretary) (\w+)", copy) for copy in copies(6)]
    assert len({name for each in names for name in each}) == 2 * len(names)


def test_days_of_a_copy_are_other_days_of_the_same_weekday() -> None:
    for number, copy in enumerate(copies(5)):
        written = re.search(r"Friday, (\w+ \d+, \d{4})", copy)
        assert written is not None
        day = datetime.datetime.strptime(written[1], "%B %d, %Y").replace(tzinfo=datetime.UTC).date()
        assert day.strftime("%A") == "Friday"
        assert day == datetime.date(2025, 3, 14) + datetime.timedelta(weeks=52 * number)
        assert f"date: '{day}'" in copy
        assert f"in {2024 + number} that" in copy


def test_the_same_records_are_multiplied_to_the_same_bytes() -> None:
    assert copies(4) == copies(4)


def test_a_curve_that_is_linear_lies_on_the_straight_line() -> None:
    drawn = drawing("x", [1, 2, 10], {"linear": [3.0, 6.0, 30.0]}, bound=1.2)
    lines = re.findall(r'points="([^"]+)"', drawn)
    assert lines[0].split() == [lines[2].split()[0], lines[2].split()[-1]]


def test_what_stands_on_paper_follows_from_what_was_measured() -> None:
    for module, page in ((archive, "scale.md"), (sizing, "operations.md")):
        assert module.markdown(module.run(Path())) in (DOCS / page).read_text(encoding="utf-8")
