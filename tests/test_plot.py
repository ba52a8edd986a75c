"""A matter's figures over time: what shares a scale, where it stands, and a drawing that can be trusted with any words."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.comparison.matters.series import panels_of
from servanda.faces.export.axes import days_axis, values_axis
from servanda.faces.export.plot import plot
from servanda.model import Claim, Matter
from tests.spoken import matter, said

SVG = "{http://www.w3.org/2000/svg}"


def figure(value: Any, period: str | None = None, day: str | None = "2025-03-14", **values: Any) -> Claim:
    return said("figure", day, values.pop("words", f"{value} euros"), value=value, period=period, **values)


def drawn(found: Matter) -> ElementTree.Element:
    return ElementTree.fromstring("\n".join(plot(found.name, panels_of(found))))


def told(found: Matter) -> list[str]:
    """What resting the pointer on each mark tells."""
    return [title.text or "" for group in drawn(found).iter(f"{SVG}g") for title in group.findall(f"{SVG}title")]


# What stands where


def test_a_figure_stands_at_the_period_that_it_is_for() -> None:
    [panel] = panels_of(matter(figure(40, "2024")))
    [point] = panel.points
    assert (point.first, point.last, point.dated_by) == (date(2024, 1, 1), date(2024, 12, 31), "said")


def test_without_a_period_it_stands_at_the_day_of_its_record_and_says_so() -> None:
    [panel] = panels_of(matter(figure(40)))
    [point] = panel.points
    assert (point.first, point.last, point.dated_by) == (date(2025, 3, 14), date(2025, 3, 14), "record")


def test_a_period_that_was_inferred_is_told_apart() -> None:
    [panel] = panels_of(matter(figure(40, "2024", period_from="before")))
    assert panel.points[0].dated_by == "inferred"


def test_what_has_no_day_at_all_is_left_out() -> None:
    assert panels_of(matter(figure(40, day=None))) == ()


def test_units_never_share_a_scale_nor_does_growth_with_a_level() -> None:
    found = matter(
        figure(40, "2023"),
        figure(41, "2024", at=20),
        figure(7, "2024", unit="%", at=40),
        figure(3, "2024", unit="%", change="up", at=60),
    )
    assert [(panel.unit, panel.growth, len(panel.points)) for panel in panels_of(found)] == [
        ("EUR", False, 2),
        ("%", False, 1),
        ("%", True, 1),
    ]


def test_billions_and_single_pieces_do_not_share_a_scale() -> None:
    found = matter(figure(38_500_000_000, "2021"), figure(50, "2022", at=20))
    assert len(panels_of(found)) == 2


def test_a_fall_is_a_growth_below_zero() -> None:
    [panel] = panels_of(matter(figure(17, "2020", unit="%", change="down")))
    assert panel.points[0].high == Decimal(-17)


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("In the first eight months of 2024 trade came to 39 euros", date(2024, 8, 31)),
        ("Over the first 10 months of last year trade came to 39 euros", date(2024, 10, 31)),
    ],
)
def test_the_first_months_of_a_year_are_a_period_of_their_own(words: str, last: date) -> None:
    [panel] = panels_of(matter(figure(39, words="39 euros", sentence=words)))
    [point] = panel.points
    assert (point.first, point.last, point.dated_by) == (date(2024, 1, 1), last, "said")


def test_what_counts_nothing_that_is_named_comes_last_and_is_called_vague() -> None:
    found = matter(figure(2, unit="word"), figure(3, unit="word", at=20), figure(40, "2023", at=40))
    assert [(panel.unit, panel.vague) for panel in panels_of(found)] == [("EUR", False), ("word", True)]


def test_one_unit_can_be_asked_for() -> None:
    found = matter(figure(40, "2023"), figure(7, "2024", unit="%", at=40))
    assert [panel.unit for panel in panels_of(found, "eur")] == ["EUR"]
    assert panels_of(found, "km") == ()


# The drawing


def test_a_mark_tells_who_when_and_the_exact_words() -> None:
    found = matter(
        figure(
            40,
            "2024",
            words="almost 40 euros",
            modifier="almost",
            sentence="We took almost 40 euros.",
            basis="the Harbour Board",
        )
    )
    [words] = told(found)
    assert words.startswith("Elena Marsh, 2025-03-14, for 2024-01-01 – 2024-12-31: “almost 40 euros”")
    assert "By the Harbour Board." in words
    assert "“We took almost 40 euros.”" in words
    assert "talks/2025-03-14.txt" in words


def test_a_quotation_mark_that_has_no_other_is_not_shown() -> None:
    [words] = told(matter(figure(40, "2024", words="40 euros", sentence="“Trade came to 40 euros, as the “Gazette” says.")))
    assert "“Trade came to 40 euros, as the “Gazette” says.”" in words
    assert words.count("“") == words.count("”")


def test_figures_of_one_period_stand_at_one_place_unless_they_cover_one_another() -> None:
    found = matter(figure(40, "2024"), figure(80, "2024", at=20), figure(80, "2024", at=40))
    places = [circle.get("cx") for circle in drawn(found).iter(f"{SVG}circle")][1:]
    low, *high = map(float, places)
    assert low == sum(high) / 2
    assert high[0] < high[1]


def test_each_speaker_has_a_colour_and_a_shape_that_the_legend_names() -> None:
    found = matter(figure(40, "2023", by="Elena Marsh"), figure(42, "2023", by="Tomas Weller", at=30))
    page = drawn(found)
    words = [element.text for element in page.iter(f"{SVG}text")]
    assert {"Elena Marsh", "Tomas Weller"} <= set(words)
    circles = {element.get("fill") for element in page.iter(f"{SVG}circle")}
    polygons = {element.get("fill") for element in page.iter(f"{SVG}polygon")}
    assert len(circles) == len(polygons) == 1
    assert circles.isdisjoint(polygons)


def test_a_speaker_who_is_spelt_in_two_ways_has_one_colour() -> None:
    names = ("Aleksandr Orlenko", "Alexander Orlenko", "Alexander Orlenko")
    page = drawn(matter(*(figure(40 + place, "2023", by=name, at=place * 30) for place, name in enumerate(names))))
    assert [text for text in (one.text for one in page.iter(f"{SVG}text")) if text and "Orlenko" in text] == [
        "Alexander Orlenko"
    ]


def test_what_is_about_is_hollow_and_a_range_has_a_whisker() -> None:
    about = drawn(matter(figure(40, "2023", modifier="about")))
    assert "#fff" in {element.get("fill") for group in about.iter(f"{SVG}g") for element in group.iter(f"{SVG}circle")}
    plain = len(list(drawn(matter(figure(40, "2023"))).iter(f"{SVG}line")))
    ranged = len(list(drawn(matter(figure(None, "2023", low=30, high=40))).iter(f"{SVG}line")))
    assert ranged > plain


@pytest.mark.parametrize(("modifier", "up"), [("more_than", True), ("at_least", True), ("less_than", False), ("almost", False)])
def test_an_arrow_points_to_where_the_words_leave_it_open(modifier: str, up: bool) -> None:
    page = drawn(matter(figure(40, "2023", modifier=modifier)))
    [circle] = [one for group in page.iter(f"{SVG}g") for one in group.findall(f"{SVG}circle")]
    [arrow] = [one for group in page.iter(f"{SVG}g") for one in group.findall(f"{SVG}polygon")]
    tip = float((arrow.get("points") or "").split()[0].split(",")[1])
    assert (tip < float(circle.get("cy") or 0)) is up


def test_growths_are_drawn_with_zero_and_a_cut_axis_says_so() -> None:
    cut = "\n".join(plot("x", panels_of(matter(figure(100, "2023"), figure(101, "2024", at=20)))))
    assert "does not begin at zero" in cut
    growth = "\n".join(plot("x", panels_of(matter(figure(100, "2023", change="up"), figure(101, "2024", at=20, change="up")))))
    assert "does not begin at zero" not in growth


def test_hostile_words_stay_words() -> None:
    bad = '"></svg><script>alert(1)</script> & \x1b[31m\x00 \ufffe \ud800'
    found = matter(figure(40, "2024", words=bad, by=bad, sentence=bad, basis=bad), name=bad)
    text = "\n".join(plot(found.name, panels_of(found)))
    page = ElementTree.fromstring(text)
    assert {element.tag.removeprefix(SVG) for element in page.iter()} <= {
        *("svg", "title", "desc", "rect", "g", "text", "line", "circle", "polygon"),
    }
    assert not re.search(r"\son\w+=|href|<script", text)
    text.encode("utf-8")


def test_the_same_matter_gives_the_same_bytes() -> None:
    claims = [figure(40 + place, str(2020 + place), at=place * 20) for place in range(5)]
    one, other = matter(*claims), matter(*reversed(claims))
    assert list(plot("x", panels_of(one))) == list(plot("x", panels_of(other)))


NUMBERS = st.decimals(min_value=-(10**14), max_value=10**14, places=3) | st.decimals(allow_nan=False, allow_infinity=False)
PERIODS = st.sampled_from(["2024", "2023-Q2", "1991", "2024-05", "2024-05-24", "0001", "9999", "P3D", "PAST_REF", None, "19"])


@given(
    st.lists(
        st.tuples(
            NUMBERS, PERIODS, st.sampled_from(["exact", "about", "more_than", "almost"]), st.sampled_from([None, "up", "down"])
        ),
        min_size=1,
        max_size=12,
    )
)
def test_whatever_figures_are_told_the_drawing_is_whole_and_every_mark_within_it(rows: list[tuple[Any, ...]]) -> None:
    claims = [
        figure(str(value), period, modifier=modifier, change=change, at=place * 20)
        for place, (value, period, modifier, change) in enumerate(rows)
    ]
    found = matter(*claims)
    panels = panels_of(found)
    if not panels:
        return
    page = ElementTree.fromstring("\n".join(plot("x", panels)))
    _, _, width, height = map(float, (page.get("viewBox") or "").split())
    for circle in page.iter(f"{SVG}circle"):
        assert 0 <= float(circle.get("cx") or -1) <= width
        assert 0 <= float(circle.get("cy") or -1) <= height


SIZES = st.floats(min_value=-1e30, max_value=1e30).filter(lambda value: value == 0 or abs(value) > 1e-30)


@given(st.lists(SIZES, min_size=1, max_size=20), st.booleans())
def test_an_axis_of_values_holds_them_and_has_a_readable_number_of_ticks(values: list[float], with_zero: bool) -> None:
    axis = values_axis(values, with_zero=with_zero)
    assert all(-1e-6 <= axis.share(value) <= 1 + 1e-6 for value in values)
    assert 2 <= len(axis.ticks) <= 12


@given(st.dates(), st.dates())
def test_an_axis_of_time_holds_its_days_and_has_at_most_ten_ticks(one: date, other: date) -> None:
    axis = days_axis(min(one, other), max(one, other))
    assert axis.first <= min(one, other) <= max(one, other) <= axis.last
    assert len(axis.ticks) <= 10
