"""Tags that a text keeps of the page it was made from are no words, and what stands in them is nobody's."""

from __future__ import annotations

import time

import pytest

import servanda
from servanda.model import Commitment, Figure, Quotation, Reading, Time
from servanda.readings.tags import without_tags
from servanda.records.paragraphs import blocks_of

PICTURE = """<figure>
<img src="https://velmar.example/a.jpg" sizes="(max-width: 1231px) 100vw, 1231px"
srcset="https://velmar.example/a.jpg 1231w, https://velmar.example/a.jpg?resize=518,600 518w" width="1231"
alt="President Elena Marsh said that Ardania will open 40 locks in May 2023. They hold." />
<figcaption>Minister Brandt said that he will build 12 boats.</figcaption>
</figure>"""


def read(text: str) -> Reading:
    return servanda.read_text(f"Fact sheet on the locks\n\n{text}\n", reference_date="2024-05-04", model=False)


def test_a_picture_with_its_sizes_and_what_it_shows_is_told_by_nobody() -> None:
    found = read(f"The works go on.\n\n{PICTURE}\n\nThey cost $4 million.")
    assert [figure.span.text for figure in found.of(Figure)] == ["12 boats", "$4 million"]
    assert not found.of(Quotation) + found.of(Commitment) + found.of(Time)


def test_a_picture_is_an_aside_and_a_paragraph_about_a_figure_is_none() -> None:
    text = f"{PICTURE}\n\n<img src='a.png' /> The works go on in Lida.\n\n<figure> is how a page begins one."
    blocks = [(block.kind, text[block.start : block.end]) for block in blocks_of(text, markdown=True)]
    assert "\n".join(words for kind, words in blocks if kind == "aside").split() == PICTURE.split()
    assert [words.split()[-1] for kind, words in blocks if kind == "paragraph"] == ["Lida.", "one."]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("The locks open on May 9<sup>th</sup>, 2025.", "May 9<sup>th</sup>, 2025"),
        ("The locks <u>open on</u> <strong>May</strong> 9, 2025.", "May</strong> 9, 2025"),
        ('The locks open on <span style="margin: 2024">May 9, 2025</span>.', "May 9, 2025"),
    ],
)
def test_tags_part_no_date(told: str, words: str) -> None:
    (day,) = read(told).of(Time)
    assert (day.span.text, day.value) == (words, "2025-05-09")


@pytest.mark.parametrize(
    ("told", "figures"),
    [
        ("It is the 9<sup>th</sup> lock of the river.", []),
        ("The locks let out less CO<sub>2</sub> by night.", []),
        ("It rose by 12<sup>3</sup> percent.", ["12<sup>3</sup> percent"]),
        ('<p data-rows="12">The boats are <em>40</em> tons.</p>', ["40</em> tons"]),
        ("<tr>\n<td>40 boats</td>\n<td>Lida</td>\n</tr>", ["40 boats"]),
    ],
)
def test_a_figure_is_counted_beside_tags_and_never_within_them(told: str, figures: list[str]) -> None:
    assert [figure.span.text for figure in read(told).of(Figure)] == figures


def test_tags_hide_neither_who_reports_nor_what() -> None:
    (told,) = read('Minister Ivo Brandt <u class="bold">said that</u> it will build <u>12</u> locks.').of(Quotation)
    assert (told.source, told.cue and told.cue.text) == ("Ivo Brandt", "said")
    assert told.content[0].text == "it will build <u>12</u> locks"


def test_marks_in_a_tag_open_and_close_no_speech() -> None:
    (told,) = read('<a href="https://velmar.example" title="Read “more">"We are ready,"</a> Lena Marsh said.').of(Quotation)
    assert (told.source, told.content[0].text) == ("Lena Marsh", '"We are ready,"')


def test_a_promise_is_one_whatever_is_underlined_in_it() -> None:
    plain = "“We will build 14 ferries,” Minister Brandt said."
    (plainly,) = read(plain).of(Commitment)
    (underlined,) = read(plain.replace("will build", "<u>will</u> build")).of(Commitment)
    assert (underlined.holder, underlined.force) == (plainly.holder, plainly.force)


def test_signs_of_less_and_addresses_in_brackets_are_no_tags() -> None:
    for text in ("a < b and c > d", "<https://velmar.example/a>", "p <0.05, or >3", "<Applause>", "</unknown>"):
        assert without_tags(text) == text


def test_tags_are_found_in_time_linear_in_the_text() -> None:
    def cost(times: int) -> float:
        text = '<a b="c" ' * times + "<sup>1 " * times
        begin = time.process_time()
        without_tags(text)
        return time.process_time() - begin

    cost(200)
    assert cost(20_000) < max(0.6, 40 * cost(1_000))
