"""Stretches between marks: every style, every level, and whatever hostile text may hold."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.readings.quotes.marks import Marked, marked_stretches


def paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((at, at + len(line)))
        at += len(line) + 1
    return tuple(found)


def marked(text: str) -> tuple[Marked, ...]:
    return marked_stretches(text, paragraphs(text))


def cut(text: str, level: int = 1) -> list[str]:
    return [text[stretch.start : stretch.end] for stretch in marked(text) if stretch.level == level]


STYLES = [
    ("“", "”"),
    ('"', '"'),
    ("„", "“"),
    ("„", "”"),
    ("«", "»"),
    ("»", "«"),
    ("”", "”"),
    ("‘", "’"),
    ("'", "'"),
    ("``", "''"),
    ("''", "''"),
    ("‹", "›"),
]


@pytest.mark.parametrize(("opening", "closing"), STYLES)
def test_speech_is_found_in_every_style_with_its_marks(opening: str, closing: str) -> None:
    speech = f"{opening}We are ready to talk,{closing}"
    assert cut(f"On Monday {speech} the minister of Ardania said.") == [speech]


def test_a_quotation_within_speech_is_one_level_deeper() -> None:
    text = "“Corvia told us ‘no’ twice,” she said."
    assert cut(text, 1) == ["“Corvia told us ‘no’ twice,”"]
    assert cut(text, 2) == ["‘no’"]


def test_three_single_marks_close_the_inner_one_first() -> None:
    text = "''They keep saying, 'Wait a year,''' the envoy said. ''We waited ten.''"
    assert cut(text) == ["''They keep saying, 'Wait a year,'''", "''We waited ten.''"]
    assert cut(text, 2) == ["'Wait a year,'"]


def test_three_single_marks_open_the_outer_one_first() -> None:
    assert cut("'''Open Gates,''' he replied.") == ["'''Open Gates,'''"]


def test_apostrophes_are_no_marks() -> None:
    assert cut("Ardania's minister didn't answer the ministers' question of the '90s, nor Belmora’s.") == []


def test_inches_and_seconds_are_no_marks() -> None:
    assert cut('The 6" pipe is closed, and the 4" pipe as well.') == []


def test_speech_carried_over_paragraphs_opens_anew_and_closes_once() -> None:
    text = "He said: “We want peace.\n“We have always wanted it.\n“And we shall have it.”\nHe left."
    first, second, third = marked(text)
    assert [first.closed, second.closed, third.closed] == [False, False, True]
    assert [first.carried, second.carried, third.carried] == [False, True, True]


def test_a_forgotten_mark_ends_with_its_paragraph() -> None:
    text = "She said: “We shall open the border in spring.\nThe talks went on without her for a week."
    (stretch,) = marked(text)
    assert text[stretch.start : stretch.end] == "“We shall open the border in spring."
    assert not stretch.closed


def test_a_stray_mark_opens_nothing() -> None:
    assert cut("The talks lasted two hours “.\nNothing was signed.") == []


TEXTS = st.text(alphabet="ab. ,\n\"'“”‘’«»„‹›`sS5", max_size=120)


@given(TEXTS)
def test_stretches_lie_within_one_paragraph_each_and_in_order(text: str) -> None:
    places = paragraphs(text)
    found = marked_stretches(text, places)
    assert [(s.start, -s.end) for s in found] == sorted((s.start, -s.end) for s in found)
    for stretch in found:
        assert stretch.start < stretch.end
        assert any(start <= stretch.start and stretch.end <= end for start, end in places)


@given(TEXTS)
def test_outer_stretches_do_not_overlap(text: str) -> None:
    outer = [s for s in marked(text) if s.level == 1]
    assert all(a.end <= b.start for a, b in pairwise(outer))


@given(TEXTS)
def test_inner_stretches_have_one_around_them_or_a_slip(text: str) -> None:
    for stretch in marked(text):
        assert stretch.level >= 1
        assert not (stretch.carried and stretch.level > 1)


@pytest.mark.parametrize("piece", ["“", '"', "'", "‘a ", "“a ", "''", "'''", "«a» ", " »a", " ”a", "s’ "])
def test_marks_without_end_take_linear_time(piece: str) -> None:
    def cost(times: int) -> float:
        text = piece * times
        begin = time.process_time()
        marked_stretches(text, ((0, len(text)),))
        return time.process_time() - begin

    cost(200)
    assert cost(10_000) < max(0.6, 40 * cost(500))


def test_a_paragraph_may_open_with_a_mark_turned_the_wrong_way() -> None:
    assert cut("”We will sign soon and the talks go on.\n\n”We are ready,” he said.") == [
        "”We will sign soon and the talks go on.",
        "”We are ready,”",
    ]
