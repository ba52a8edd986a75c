"""Tables on a terminal: days, ids and numbers stand whole, words are cut or wrapped, no line is broader than the terminal."""

from __future__ import annotations

import os
import re
import shutil
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.faces.terminal import tabulated

HEADS = ("date", "sides", "level", "records", "entry", "words")
ROWS = [
    (
        "2025-03-14",
        "Ardania, Belmora, Corvia, Tessaly Islands",
        "head",
        "12",
        "person-24a86f84e1e9",
        "The lock opens in May, said Mira Halden.",
    ),
    ("-", "Ardania", "government", "3", "commitment-1faafc6ee81a8a69", "Nothing."),
]


def on_terminal(monkeypatch: pytest.MonkeyPatch, columns: int, rows: list[tuple[str, ...]]) -> list[str]:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(shutil, "get_terminal_size", lambda: os.terminal_size((columns, 40)))
    return tabulated(rows)


@pytest.mark.parametrize("columns", [80, 100, 120, 200])
def test_no_line_is_broader_than_the_terminal(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    assert max(map(len, on_terminal(monkeypatch, columns, [HEADS, *ROWS]))) <= columns


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_days_ids_and_numbers_are_never_cut(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    shown = " ".join(on_terminal(monkeypatch, columns, [HEADS, *ROWS])).split()
    assert {"2025-03-14", "12", "person-24a86f84e1e9", "3", "commitment-1faafc6ee81a8a69"} <= set(shown)


@given(st.integers(40, 160), st.lists(st.text("ab -", max_size=60), min_size=1, max_size=5))
def test_all_words_of_the_last_column_are_shown_at_any_width(columns: int, told: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        lines = on_terminal(patch, columns, [("date", "words"), *(("2025-03-14", words) for words in told)])
    shown = " ".join(lines[1:]).replace("2025-03-14", " ").split()
    assert shown == " ".join(told).split()


def test_elsewhere_each_row_is_one_line() -> None:
    assert not sys.stdout.isatty()
    first, *lines = tabulated([HEADS, *ROWS])
    assert first.split() == list(HEADS)
    assert [re.split(r"\s{2,}", line)[0] for line in lines] == ["2025-03-14", "-"]
