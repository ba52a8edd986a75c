"""A figure's period and basis: a talk goes in, and each figure says for when it holds and by whose statistics."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import servanda
from servanda.model import Figure, grounds_of


def figures_of(text: str) -> list[Figure]:
    reading = servanda.read_text(text, reference_date="2024-10-01")
    return sorted(reading.of(Figure), key=lambda figure: figure.span.start)


def periods(text: str) -> list[str | None]:
    return [figure.period for figure in figures_of(text)]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("In 2021 trade with Belmora grew by 6 percent.", "2021"),
        ("Trade with Belmora grew by 6 percent in 2021.", "2021"),
        ("Last year our ports handled 4 million tonnes.", "2023"),
        ("In January-August 2024, exports rose by 9 percent.", "2024-01/2024-08"),
        ("Between 2020 and 2023 Corvia received 14 grants.", "2020/2023"),
        ("Since 2019 we have planted 3 million trees.", "2019/.."),
        ("Over the past three years, wages have risen by 12 percent.", "P3Y"),
        ("By 2030 we shall bring emissions down by 40 percent.", "2030"),
        ("We shall protect 30 percent of our land and seas by 2030.", "2030"),
        ("At the end of last year, the debt was $4 billion.", "2023"),
    ],
)
def test_a_figure_takes_the_period_its_clause_names(text: str, period: str) -> None:
    figure = figures_of(text)[0]
    assert figure.period == period
    assert grounds_of(figure, "period")


@pytest.mark.parametrize(
    "text",
    [
        "That is 6 percent more than in 2021.",
        "It will be cut by half compared to 2010.",
        "It has given $5 billion since we last met in February 2024.",
        "Compared with 2021, it is lower by 6 percent.",
        "It is above last year's level by 6 percent.",
        "The treaty signed in 1999 covers 14 ports.",
        "The three countries met on 5 May 2024.",
        "Trade grew by 6 percent, and the commission met in May 2024.",
        "Wages rose by 6 percent; in 2021 the union was founded.",
    ],
)
def test_a_time_that_is_only_compared_with_or_tells_of_another_thing_is_no_period(text: str) -> None:
    assert all(period is None for period in periods(text))


def test_each_figure_of_a_sentence_takes_its_own_time() -> None:
    assert periods("Exports came to $5 billion in 2020 and $6 billion in 2021.") == ["2020", "2021"]


def test_a_leading_time_holds_for_all_figures_of_the_clause() -> None:
    assert periods("In 2020, exports reached $5 billion and imports $6 billion.") == ["2020", "2020"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Trade increased by more than a third in 2021, or 34.4 percent, and amounted to a mighty $38.5 billion.",
            ["2021", "2021", "2021"],
        ),
        ("Exports grew by 6 percent in 2021 and reached $5 billion.", ["2021", "2021"]),
        ("Exports grew by 6 percent in 2021, and the port handles 5 million tonnes.", ["2021", None]),
        ("Exports grew by 6 percent in 2021, and we invested $5 billion.", ["2021", None]),
        ("Exports grew by 6 percent in 2021 and reached, as we hoped when the road was built, $5 billion.", ["2021", None]),
    ],
)
def test_what_goes_on_with_the_same_subject_is_for_the_same_period(text: str, wanted: list[str | None]) -> None:
    assert periods(text) == wanted


def test_a_list_takes_the_period_of_the_words_that_lead_up_to_it() -> None:
    text = "Results for 2023:\n\n- exports of $5 billion\n\n- 14 new schools\n"
    assert periods(text) == ["2023", "2023"]


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("According to Ardstat, trade grew by 6 percent.", "Ardstat"),
        ("Trade grew by 6 percent, according to the Institute of Shipping.", "the Institute of Shipping"),
        ("By our estimates, 40 percent of the roads are worn out.", "our estimates"),
        ("Harbour Authority data show that 14 ships were held.", "Harbour Authority data"),
        ("The ILO estimates that 3 million people are out of work.", "The ILO"),
        ("According to projections by the Coral Bank, growth will be 2 percent.", "projections by the Coral Bank"),
    ],
)
def test_a_figure_tells_whose_statistics_it_comes_from(text: str, basis: str) -> None:
    figure = figures_of(text)[-1]
    assert figure.basis == basis
    assert [span.text for span in grounds_of(figure, "basis")] == [basis]


@pytest.mark.parametrize(
    "text",
    [
        "According to the agreement, 14 ports will open.",
        "The President said that 14 ports will open.",
        "Trade grew by 6 percent.",
        "The report made 14 recommendations.",
    ],
)
def test_who_keeps_no_statistics_is_no_basis(text: str) -> None:
    assert all(figure.basis is None for figure in figures_of(text))


@given(
    st.lists(
        st.sampled_from(["In 2021", "last year", "6 percent", "by", "than", "and", ",", "Ardstat", "data show", "$5"]),
        max_size=30,
    )
)
def test_grounds_are_stretches_of_the_record(words: list[str]) -> None:
    reading = servanda.read_text(" ".join(words) or "-", reference_date="2024-10-01")
    for figure in reading.of(Figure):
        assert all(reading.record.holds(ground.span) for ground in figure.grounds)
        assert (figure.period is None) == (not grounds_of(figure, "period"))


def test_hostile_sentences_cost_no_more_than_in_proportion() -> None:
    def seconds(times: int) -> float:
        text = "according to " * times + "in 2021 5 percent, by—the " * times
        begun = process_time()
        servanda.read_text(text)
        return process_time() - begun

    seconds(10)
    assert seconds(240) < 20 * max(seconds(24), 0.02)


def test_whose_statistics_it_is_is_told_in_russian_too() -> None:
    first, second = figures_of(
        "По нашей статистике, товарооборот вырос на 6%. По данным Ардстата, он превысил 50 миллиардов долларов."
    )
    assert (first.basis, second.basis) == ("нашей статистике", "данным Ардстата")


def test_who_releases_money_counts_nothing() -> None:
    assert [
        one.basis for one in servanda.read_text("In April, the Ministry released $385 million to lower bills.").of(Figure)
    ] == [None]
