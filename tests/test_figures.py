"""Figures: a sentence of a talk goes in, amounts come out with span, value, unit, modifier and what they measure."""

from __future__ import annotations

import json
from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.model import Block, Figure, Origin, Reading, Record, Time, text_digest
from servanda.readings.figures import find_figures


def record_of(text: str, language: str | None = "en") -> Record:
    blocks, start = [], 0
    for paragraph in text.split("\n\n"):
        if paragraph.strip():
            blocks.append(Block(start, start + len(paragraph)))
        start += len(paragraph) + 2
    digest = text_digest(text)
    return Record(origin=Origin(digest, digest), text=text, blocks=tuple(blocks), language=language)


def figures_in(text: str, language: str | None = "en") -> list[Figure]:
    return list(find_figures(Reading(record=record_of(text, language))).of(Figure))


def only(text: str, language: str | None = "en") -> Figure:
    found = figures_in(text, language)
    assert len(found) == 1, [figure.span.text for figure in found]
    return found[0]


def said(text: str) -> list[str]:
    return [figure.span.text for figure in figures_in(text)]


@pytest.mark.parametrize(
    ("text", "span", "value", "unit"),
    [
        ("Trade with Belmora reached $50 billion.", "$50 billion", "50000000000", "USD"),
        ("Ardania owes EUR 3.2bn to the fund.", "EUR 3.2bn", "3200000000", "EUR"),
        ("The port received USD 300 mln in loans.", "USD 300 mln", "300000000", "USD"),
        ("A grant of CAD 1.2m was signed.", "CAD 1.2m", "1200000", "CAD"),
        ("Exports came to US$38.5 billion.", "US$38.5 billion", "38500000000", "USD"),
        ("Bilateral trade was S$24.9 billion.", "S$24.9 billion", "24900000000", "SGD"),
        ("They lent us 4.5 bn euros.", "4.5 bn euros", "4500000000", "EUR"),
        ("The toll is 50 dollars.", "50 dollars", "50", "USD"),
        ("The bridge cost 700 million Belarusian roubles.", "700 million Belarusian roubles", "700000000", "BYN"),
        ("A ticket costs ₽120 there.", "₽120", "120", "RUB"),
        ("Corvia will invest four and a half billion dollars.", "four and a half billion dollars", "4500000000", "USD"),
        ("They promised half a million euros.", "half a million euros", "500000", "EUR"),
        ("We saved two hundred and sixty-one thousand pounds sterling.", None, "261000", "GBP"),
        ("Growth was 5.7 percent.", "5.7 percent", "5.7", "%"),
        ("The tariff is 24 percentage points too high.", "24 percentage points", "24", "percentage point"),
        ("The rate rose by 25 basis points.", "25 basis points", "25", "basis point"),
        ("The line is two thousand kilometers long.", "two thousand kilometers", "2000", "km"),
        ("The plant gives 1,200 MW.", "1,200 MW", "1200", "MW"),
        ("Corvia delivered 10 bcm of gas.", "10 bcm", "10000000000", "m3"),
        ("They shipped 95,000 tonnes of grain.", "95,000 tonnes", "95000", "t"),
        ("It covers 301 338 km2.", "301 338 km2", "301338", "km2"),
        ("It was minus 38 degrees Celsius.", "minus 38 degrees Celsius", "-38", "°C"),
        ("All 28 integration programmes were adopted.", "28 integration programmes", "28", "programme"),
        ("We opened 28 programs.", "28 programs", "28", "programme"),
        ("There were 12 thousand Ardanian young people.", "12 thousand Ardanian young people", "12000", "person"),
        ("The army sent 1000 personnel, with doctors.", "1000 personnel", "1000", "person"),
        ("I speak for 1.4 billion Indians today.", "1.4 billion Indians", "1400000000", "Indian"),
        ("Here live three Slavic peoples.", "three Slavic peoples", "3", "people"),
        ("They signed three arms control agreements.", "three arms control agreements", "3", "agreement"),
        ("We have two political and economic priorities.", "two political and economic priorities", "2", "priority"),
        ("A dozen countries joined.", "A dozen countries", "12", "country"),
        ("We held a third of our talks.", "a third", "0.3333", "1"),
        ("Two thirds of the shops closed.", "Two thirds", "0.6667", "1"),
        ("That is three times as much.", "three times", "3", "1"),
        ("One in five children is ill.", "One in five", "0.2", "1"),
        ("Output rose fourfold.", "fourfold", "4", "1"),
        ("It is a quarter of a million dollars.", "a quarter of a million dollars", "250000", "USD"),
        ("There were 12 dead.", "12 dead", "12", "person"),
        ("They keep a 30,000-strong army.", "30,000-strong", "30000", "person"),
        ("Three noble MPs spoke.", "Three noble MPs", "3", "MP"),
        ("I saw you four times.", "four times", "4", "time"),
    ],
)
def test_an_amount_is_read_with_its_span_value_and_unit(text: str, span: str | None, value: str, unit: str) -> None:
    figure = only(text)
    assert (figure.value, figure.unit) == (Decimal(value), unit)
    assert span is None or figure.span.text == span


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("We need 10 to 12 billion cubic metres.", "10000000000", "12000000000", "m3"),
        ("It will grow between 5 and 7 percent.", "5", "7", "%"),
        ("Two or three such questions remain.", "2", "3", "question"),
        ("It takes 14-18 litres.", "14", "18", "L"),
        ("A fine of $3 billion to $5 billion is due.", "3000000000", "5000000000", "USD"),
        ("From 800 to 1.2 million people came.", "800", "1200000", "person"),
        ("The gap is 5 percent to 20 percent.", "5", "20", "%"),
    ],
)
def test_a_range_shares_scale_and_unit(text: str, low: str, high: str, unit: str) -> None:
    figure = only(text)
    assert (figure.value, figure.low, figure.high, figure.unit) == (None, Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize(
    ("text", "span", "modifier"),
    [
        ("It gives about 40 percent of our power.", "about 40 percent", "about"),
        ("Trade exceeded $50 billion.", "exceeded $50 billion", "more_than"),
        ("More than two thousand Corvian companies work here.", "More than two thousand Corvian companies", "more_than"),
        ("Over 90 percent of payments clear.", "Over 90 percent", "more_than"),
        ("The front is almost two thousand kilometers.", "almost two thousand kilometers", "almost"),
        ("No fewer than 30 members must vote.", "No fewer than 30 members", "at_least"),
        ("At least four or five times we met.", "At least four or five times", "at_least"),
        ("They may send up to 500 observers.", "up to 500 observers", "at_most"),
        ("Less than 1 percent was spent.", "Less than 1 percent", "less_than"),
        ("We received 600,000 or so doses.", "600,000 or so doses", "about"),
        ("It lists 45 grams or more.", "45 grams or more", "at_least"),
        ("Just under 20 percent agreed.", "Just under 20 percent", "less_than"),
        ("Seats: 129,000.", None, "exact"),
    ],
)
def test_the_span_begins_at_the_modifying_words(text: str, span: str | None, modifier: str) -> None:
    figure = only(text)
    assert figure.modifier == modifier
    assert span is None or figure.span.text == span


@pytest.mark.parametrize(
    "text",
    [
        "Article 5 and Resolution 2728 bind us.",
        "Articles 12 and 13 apply.",
        "They flew a Su-35 and a Boeing 737 over the strait.",
        "The G7 met before COVID-19 and after 9/11.",
        "Nord Stream 2 was never opened.",
        "One of them said that no one came, one after another.",
        "In one way or another it concerns us.",
        "In 2019 companies left; by 2030 they may return.",
        "Since 2022 military exercises have grown.",
        "It began at 10:30 on 24 May, or May 25, or 24.05.2024.",
        "It lasted 30 days, five full working days, or three years.",
        "A five-year plan and the 80th anniversary were agreed.",
        "The first half went to a third country.",
        "Citizens of the Two Countries may vote; the Normandy Four will meet.",
        "1. Trade. See page 4, No. 12 and footnote [3].",
        "Call +1 202 555 0134 or see document S/2026/8.",
        "The proposal was half-baked.",
        "The two will meet again.",
        "The 5G network and the 3D map are new.",
        "They asked what one sixth grader said in ’22.",
        "See https://belmora.example/a%20b%2C80%99s for more.",
        "A two-state solution needs a three-tiered, two-way plan.",
        "COP28 wants net zero emissions and a “One Health” approach.",
        "All but one of them had a zero tolerance policy, and the reasons are twofold.",
        "Amendment 48 requires it, at col. 582, for those at the age of 20.",
        "Let us recall Executive Order 14257 and Regulation 2019/881.",
    ],
)
def test_what_only_looks_like_an_amount_is_left_out(text: str) -> None:
    assert said(text) == []


def test_years_and_counts_of_the_same_size_are_told_apart() -> None:
    assert said("In 2024 we hosted 2,024 guests and 2000 athletes.") == ["2,024 guests", "2000 athletes"]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("Trade grew by about 6 percent.", "up"),
        ("Exports fell 3%.", "down"),
        ("We will cut the staff by 400 posts.", "down"),
        ("Sales were up 19 cents.", "up"),
        ("They saw 10% growth.", "up"),
        ("Output rose to $5 billion.", None),
        ("Its share is 5 percent.", None),
        ("The number of seats went from 9 to 10 percent.", None),
    ],
)
def test_a_growth_is_told_from_a_level(text: str, change: str | None) -> None:
    assert only(text).change == change


def test_a_correction_and_a_second_wording_keep_the_direction() -> None:
    text = "Trade grew by about 6 percent, about 5.7 percent. It rose by more than a third in May, or 34.4 percent."
    assert [figure.change for figure in figures_in(text)] == ["up"] * 4


def test_an_amount_said_again_in_brackets_is_as_exact_as_before() -> None:
    crowns, dollars = figures_in("They hold more than 7 million Danish crowns ($1 million).")
    assert (crowns.modifier, dollars.modifier, dollars.unit) == ("more_than", "more_than", "USD")


def test_a_list_says_its_unit_once() -> None:
    found = figures_in("Duties of 5, 10 and 15 percent, and four-, five- and six-cylinder engines.")
    assert [(figure.value, figure.unit) for figure in found] == [
        *((Decimal(n), "%") for n in (5, 10, 15)),
        *((Decimal(n), "cylinder") for n in (4, 5, 6)),
    ]


def test_an_order_of_magnitude_is_a_lower_bound() -> None:
    figure = only("We could load millions of tonnes.")
    assert (figure.value, figure.low, figure.high, figure.modifier) == (None, Decimal(2_000_000), None, "at_least")


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Ardania provides 60 percent of Belmora's foreign trade turnover.", "Belmora's foreign trade turnover"),
        ("Last year, bilateral trade grew by 6 percent.", "bilateral trade"),
        ("We keep the remaining rate of 10 percent on these goods.", "remaining rate"),
        ("The 28 programmes that were planned are done.", "programmes that were planned"),
        ("Corvia has invested 4 billion dollars in our ports.", "invested"),
        ("The budget holds $45 million in military aid.", "military aid"),
        ("The two countries.", "countries"),
        ("87 percent voted for the treaty, he said.", "voted for the treaty"),
        ("Last year our mutual trade exceeded $6 billion.", "our mutual trade"),
        ("All the programmes that were planned have been fulfilled by 100 percent.", "All the programmes that were planned"),
        ("She acknowledged that exports of machinery had fallen by almost a fifth.", "exports of machinery"),
    ],
)
def test_what_is_measured_is_cut_from_the_sentence(text: str, measure: str) -> None:
    figure = only(text)
    assert figure.measure == measure
    (ground,) = (ground for ground in figure.grounds if ground.attribute == "measure")
    assert ground.span.text == measure


def test_a_stretch_that_names_nothing_is_not_what_is_measured() -> None:
    assert only("The remaining 112 kilometres are to be finished.").measure is None


def test_a_left_out_subject_is_the_one_before() -> None:
    found = figures_in("At the end of May, trade grew by 6 percent and exceeded $50 billion. It was $51 billion, they say.")
    assert [figure.measure for figure in found] == ["trade", "trade", "trade"]


def test_what_an_amount_is_counted_per_is_kept_apart_from_the_unit() -> None:
    figure = only("Crude was $58.24 per barrel.")
    assert figure.unit == "USD"
    assert [ground.span.text for ground in figure.grounds if ground.attribute == "per"] == ["barrel"]


def test_no_figure_stands_where_a_time_stands() -> None:
    text = "Over 30 nights we counted 30 boats."
    record = record_of(text)
    time = Time(origin=record.origin, span=record.cut(0, 14), type="DURATION", value="P30D")
    found = find_figures(Reading(record=record, entries=(time,))).of(Figure)
    assert [figure.span.text for figure in found] == ["30 boats"]


def test_other_languages_are_read_where_the_notation_is_international() -> None:
    found = figures_in("Товарооборот вырос на 5,7 процента и превысил 50 миллиардов долларов за 2024 год.", "ru")
    assert [(figure.value, figure.unit) for figure in found] == [(Decimal("5.7"), "%"), (Decimal(50_000_000_000), "USD")]


def test_a_figure_keeps_every_digit() -> None:
    assert only("The sum is $123,456,789,012,345.67 in all.").value == Decimal("123456789012345.67")


def test_every_figure_names_its_rule_and_an_honest_confidence() -> None:
    for figure in figures_in("$5, 5 percent, 5 km, 5 boats, a third of it, about 40."):
        assert figure.rule.startswith("figures.")
        assert 0.5 <= figure.confidence < 1.0


_NUMBERS = ["5", "10,000", "½", "two", "hundred", "million", "bn", "half", "third", "one", "2024", "x10", "a", "fold", "times"]
_UNITS = ["$", "€", "%", "percent", "km", "people", "boats", "US", "June", "Article", "No"]
_BETWEEN = ["about", "to", "and", "of", "the", "in", "from", "between", "by", "grew", "minus", "-", "–", "+", "/"]
_SIGNS = [".", ",", "(", ")", "\n", "\n\n", "'s", "é", "\u00a0"]
_PIECES = st.sampled_from([*_NUMBERS, *_UNITS, *_BETWEEN, *_SIGNS])


@given(st.lists(st.tuples(_PIECES, st.sampled_from(["", " "])), max_size=40))
def test_any_mixture_of_words_gives_spans_of_the_text_that_do_not_overlap(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + gap for piece, gap in pieces)
    if not text.strip():
        return
    end = 0
    for figure in figures_in(text):
        assert figure.span.start >= end
        assert text[figure.span.start : figure.span.end] == figure.span.text
        end = figure.span.end


@given(st.integers(min_value=10, max_value=10**12))
def test_a_number_with_separators_is_the_number(value: int) -> None:
    assert only(f"We counted exactly {value:,} boats.").value == value


@pytest.mark.parametrize("text", ["9" * 5_000, "1" + ",000" * 2_000, "a " + "million " * 2_000, "5x10-99 km", "1/" * 3_000])
def test_a_number_beyond_all_measure_is_no_fault(text: str) -> None:
    for line in find_figures(Reading(record=record_of(text))).to_dicts():
        assert len(json.dumps(line)) < 50_000


def test_the_same_text_gives_the_same_figures() -> None:
    text = "Trade grew by 6 percent to $5 billion and 20 boats came."
    assert figures_in(text) == figures_in(text)


@pytest.mark.parametrize("piece", ["1,", "a ", "million ", "5-", "one hundred and ", "$", "10 to ", "half ", "(5 ", "5 and "])
def test_a_hostile_text_costs_no_more_than_in_proportion(piece: str) -> None:
    began = process_time()
    figures_in(piece * 5_000)
    assert process_time() - began < 3


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Total port costs will increase to nearly £73 billion.", "Total port costs"),
        ("We have rightly reduced harbour staff by 20 percent.", "harbour staff"),
        ("It is necessary to load 14 billion cubic metres.", None),
        ("Around 90 per cent. of elderly islanders have voted.", "elderly islanders"),
        ("Is my right hon. Friend aware that only 80 tonnes have been found?", None),
        ("At the end of last year exports were $4 billion.", "exports"),
        ("The plan cuts the deficit by $2 trillion.", "the deficit"),
        ("Its goal is to reduce the costs of wind power by at least 70%.", "the costs of wind power"),
        ("We will raise the school age to 18.", "the school age"),
        ("The Corvian fire service will receive $2.2 million to train its crews.", None),
        ("Gila County will receive $341,000 for evacuation planning.", "evacuation planning"),
        ("Do you believe you've requested $16 billion?", None),
        ("About 50 percent of islanders plan to vote.", "islanders"),
        ("They restored 30% of terrestrial and marine ecosystems.", "terrestrial and marine ecosystems"),
        ("Half their salary goes on rent.", "their salary"),
        ("That $400 million covers our share.", None),
        ("Two shop owners I met on the quay in the last couple of days agreed.", "shop owners I met on the quay"),
        ("Some 28 programmes that were planned have all been carried out.", "programmes that were planned"),
        ("The value of the flat fell from $3 million in 2016.", "The value of the flat"),
        ("Mira Tal is suing the port for $2 million.", None),
        ("This resulted in 17,000 megawatts, enough for us.", None),
        ("Our guns reach the ford from up to 100 metres away.", None),
        ("The bill assumes a long-term interest rate of 4 per cent.", "long-term interest rate"),
        ("We heard five firms whose rate of growth is already high.", "firms"),
        ("Grants for pupils in schools and colleges will rise to £500.", "Grants for pupils in schools and colleges"),
        ("One former partner said they came forward.", "former partner"),
        ("One source close to the talks denied it.", "source"),
        ("Firms have announced building works totaling more than $4 billion.", "building works"),
        ("More than 50 states have promised nearly 2,000 lorries.", "states"),
    ],
)
def test_a_measure_is_a_name_and_never_a_clause(text: str, measure: str | None) -> None:
    assert figures_in(text)[0].measure == measure


def test_one_at_a_time_counts_nothing() -> None:
    assert figures_in("We do it one step at a time, one road at a time.") == []


def test_a_raised_point_is_a_decimal_point() -> None:
    first, second = figures_in("Costs rose from under £15·5 billion to nearly £49 billion a year.")
    assert (first.value, second.value, second.low) == (Decimal("15500000000"), Decimal("49000000000"), None)


def test_the_name_of_a_state_is_not_counted() -> None:
    assert said("We hold to the one China policy.") == said("They restated their one China policies.") == []


def test_under_says_where_not_how_much_before_a_few_that_are_counted() -> None:
    found = figures_in("The plan sets goals under five headings. It cost under five euros.")
    assert [(one.span.text, one.modifier) for one in found] == [("five headings", "exact"), ("under five euros", "less_than")]


def test_hyphens_join_a_half_to_its_number() -> None:
    assert only("More than $2-and-a-half billion was spent.").value == Decimal(2_500_000_000)


@pytest.mark.parametrize(
    "text",
    [
        "It is the number one task now.",
        "AIR FORCE ONE CREW: Good evening.",
        "It is a 501(c)(4) organization.",
        "The Act is found in 44 U.S.C. 2107.",
    ],
)
def test_names_ranks_and_places_in_the_law_are_no_figures(text: str) -> None:
    assert figures_in(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "See posts 542 and 543 for the earlier debate.",
        "Sections 12 and 14 of the law apply.",
        "She is a member of the Corvian Local 150 Welders.",
        "They will use the planned Polaria and Merid 3 Shipping Contracts.",
        "H.R. 1319 was passed; the opinion is at 20 Op. A.B.C. 124.",
        "Squadron 12 took motorway 7 past junction 14.",
    ],
)
def test_a_number_that_names_a_post_a_section_or_a_branch_is_no_figure(text: str) -> None:
    assert said(text) == []


def test_a_number_word_behind_a_verb_of_posting_still_counts() -> None:
    assert said("The bank posts 3 million in losses, and Ardania sent Belmora 300 Corvians.") == ["3 million", "300 Corvians"]


def test_how_old_somebody_is_is_no_figure_but_how_many_there_are_is() -> None:
    assert said("Children under 6 and adults over 65 travel free; we turn no children, under 18, away.") == []
    assert said("Of the workers, over 90, as we heard, were hurt.") == ["over 90"]


@pytest.mark.parametrize("line", ["245 Shares", "12 comments", "3 likes"])
def test_what_a_page_counts_of_itself_on_a_line_of_its_own_is_no_figure(line: str) -> None:
    assert said(line) == []
    assert said(f"The firm holds {line} of the total.") != []


@pytest.mark.parametrize(
    "text", ["One hit the pier.", "Let me take that second one first.", "We spoke with one voice.", "One cut the rope."]
)
def test_one_that_does_something_or_comes_first_counts_nothing(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        (
            "They set aside 5 percent of grant funds to train workers on new electric ferry fleets.",
            "grant funds to train workers",
        ),
        (
            "It takes 5 percent of the eligible harbour funds of the Corvian ministry in deep water dredging.",
            "the eligible harbour funds of the Corvian ministry",
        ),
        ("More than 500 clubs in nearly every town will offer drop-in care.", "clubs"),
        ("They named eight safety steps that schools can take to open.", "safety steps that schools can take to open"),
        ("They sent 120 million doses and 200 million doses by the end of May.", "doses"),
        ("They want another 100 doses this afternoon.", "doses"),
        ("She signed $45 million in urgently needed relief for Corvia.", "urgently needed relief for Corvia"),
        ("The fund spent $45 million in Corvia.", "spent"),
        ("They are two of the most recent examples of how it went.", "most recent examples"),
        ("About 73% of islanders age 40 and over were seen.", "islanders"),
        ("They shipped $4 billion in human- — humanitarian aid.", None),
        ("A loaf of bread costs 50 percent more now.", "A loaf of bread"),
        ("It will cost $2 billion a year.", None),
        ("Investing billions of dollars will help.", None),
        ("My ministry will provide young buyers with $25,000 next year.", None),
        ("Mira Tal will announce that more than $80 billion has now come.", None),
        ("The council apportioned almost $1.4 billion.", None),
        ("The alliance will not expand eastward by 10 kilometres.", "The alliance"),
        ("A 2,000-strong force was sent.", "force"),
    ],
)
def test_a_measure_is_whole_and_neither_the_giver_nor_the_verb(text: str, measure: str | None) -> None:
    assert figures_in(text)[-1].measure == measure


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("75 percent of students received a grant.", "students"),
        ("Half of our households earned it.", "our households"),
        ("60 percent of students enrolled in colleges are poor.", "students enrolled in colleges"),
    ],
)
def test_a_group_is_measured_and_not_what_it_did_to_something(text: str, measure: str) -> None:
    assert figures_in(text)[-1].measure == measure


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("More than 70 percent of [pupils](https://lida.example/pupils) are here.", "pupils"),
        ("60 percent of [fishing schools](https://lida.example/s) in Lida are shut.", "fishing schools in Lida"),
        ("The council opened 12 [new fishing schools](/schools/20) in Lida.", "new fishing schools"),
        ("A sum of $40 million in [port fees](https://lida.example/fees_100) was paid.", "port fees"),
    ],
)
def test_a_measure_goes_on_through_the_words_of_a_link_and_holds_no_address(text: str, measure: str) -> None:
    (figure,) = figures_in(text)
    assert figure.measure == measure


def test_the_time_that_a_house_prints_in_its_record_is_no_figure() -> None:
    assert said("{time}  1130") == []
    assert said("We built 1130 houses {time} in all.") == ["1130 houses"]


def test_in_a_language_whose_grammar_is_not_known_a_figure_says_not_what_it_measures() -> None:
    (found,) = figures_in("El 99 por ciento de las escuelas de Lida está abierto.", "es")
    assert (found.unit, found.measure) == ("%", None)


@pytest.mark.parametrize(
    "text",
    [
        "hall.jpg 1231w, hall-small.jpg 640w",
        "https://lida.example/a.jpg 300w, https://lida.example/b.jpg 768w",
        "sizes 150x150, 300x200 pixels",
        "They sent 4x4 cars.",
    ],
)
def test_the_size_of_a_picture_or_the_drive_of_a_car_counts_nothing(text: str) -> None:
    assert said(text) == []


def test_costs_before_a_comparison_are_what_is_measured() -> None:
    assert figures_in("We saw collective costs greater than $87 million.")[0].measure == "collective costs"


def test_and_over_joins_two_amounts_where_a_number_follows() -> None:
    found = figures_in("It serves about 100 towns and over 10 million people, or over 12 million.")
    assert [(one.span.text, one.modifier) for one in found][:2] == [
        ("about 100 towns", "about"),
        ("over 10 million people", "more_than"),
    ]


def test_plus_between_a_number_and_its_scale_is_a_lower_bound() -> None:
    figure = only("They sent 13-plus billion dollars.")
    assert (figure.value, figure.unit, figure.modifier) == (Decimal(13_000_000_000), "USD", "more_than")


def test_a_hyphen_left_open_belongs_to_the_counted_noun() -> None:
    figure = only("It helps hundreds of thousands of low- and middle-income families.")
    assert (figure.unit, figure.measure) == ("family", "low- and middle-income families")


@pytest.mark.parametrize(
    "text",
    [
        "Each side may draw ~~500~~ [350]* million cubic metres of water.",
        "We pay <s>12</s> [14] million euros.",
        "There were ~~18 of 24 bridges~~.",
    ],
)
def test_what_a_printed_correction_strikes_out_is_no_figure_nor_is_a_scale_behind_it(text: str) -> None:
    assert said(text) == []


def test_figures_beside_a_printed_correction_are_read() -> None:
    assert said("We pay ~~12~~ [14] million euros for 3 bridges, ~500 trees and <s>the</s> 7 locks.") == [
        "3 bridges",
        "~500 trees",
        "7 locks",
    ]


def test_the_number_behind_the_short_form_of_a_name_counts_nothing() -> None:
    assert said("It acts under Executive Order (EO) 140 and Council Resolution (CR) 13.") == []


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("The plan will facilitate sea shipment of 65,000 crates.", "crates"),
        ("The plan will facilitate sea shipment of 1.65 million 8-ounce bottles of milk.", "bottles of milk"),
        ("Mira Tal said you are at the 10-yard line.", "line"),
        ("The rate of new housing starts is up 17 percent compared to last year.", "The rate of new housing starts"),
        ("Daily deaths due to GRIX-19 are down 90 percent.", "Daily deaths due to GRIX-19"),
        ("Since the peak in December of 2,000 a day, it fell.", None),
        (
            "That led to the number of producing mines in Corvia decreasing from 31 to 19.",
            "number of producing mines in Corvia",
        ),
        ("Cap fees at no more than 7% of a family's income and encourage towns to waive them.", "a family's income"),
        ("They are 3 times larger than us.", None),
        ("Families with low incomes paid five times more than others.", None),
        ("They want the rate to be raised from 2 percent to 3 percent.", None),
        ("It leads to about 7% higher wages in adulthood.", "wages in adulthood"),
        ("Prices fell, saving families with old boats on average over $90 a month.", None),
        ("The council wastes billions of dollars each year.", None),
        ("The ferry law will invest a historic $3.5 billion in the programme.", None),
        ("Exports reached a record $3 billion.", "Exports"),
        ("Investment in Corvia exceeds $23 billion.", "Investment in Corvia"),
        ("Illegal fishing costs our country billions of dollars each year.", None),
        ("President Tal has signed it six times.", "signed it"),
        ("It made for the creation of more than 1 in every 4 new jobs in Corvia.", "new jobs in Corvia"),
        ("The theft involved five boats each of $200 in value.", None),
        ("He was released on $20,000 bail on Thursday.", "bail"),
    ],
)
def test_a_measure_is_no_doer_no_deed_and_no_time(text: str, measure: str | None) -> None:
    assert figures_in(text)[-1].measure == measure


def test_an_amount_in_brackets_behind_a_name_does_not_measure_what_the_sentence_before_did() -> None:
    found = figures_in("The average Belmoran tariff is 3.3%. But tariffs in Corvia (5%) and Ardania (7.5%) are higher.")
    assert [one.measure for one in found] == ["The average Belmoran tariff", None, None]


def test_neither_part_of_a_share_of_a_share_names_what_the_other_measures() -> None:
    assert [one.measure for one in figures_in("It is two tenths of 1 percent.")] == [None, None]


def test_the_beginning_of_a_word_broken_off_is_no_unit() -> None:
    assert figures_in("They fed 41 mi— 41 million people.")[-1].unit == "person"
    assert "mile" not in {one.unit for one in figures_in("They fed 41 mi— 41 million people.")}
    assert only("They swam 41 mi—and ran home.").unit == "mile"


def test_levels_of_a_year_are_not_so_many() -> None:
    assert said("Catches were kept at 2000 levels, or below the 1990 baseline.") == []


def test_a_number_said_twice_is_one_figure() -> None:
    assert said("It will reach 4 million — 4 million women in the state.") == ["4 million women"]


def test_the_number_of_a_code_counts_nothing() -> None:
    assert said("One was 4-F, and they drew 3-D plans.") == []


def test_who_makes_up_a_part_of_a_whole_grows_by_nothing() -> None:
    found = only("We make up just over two percent of the overall population.")
    assert (found.change, found.measure) == (None, "the overall population")


def test_a_number_goes_on_in_a_smaller_scale() -> None:
    assert only("It cost $1 trillion 400 billion.").value == Decimal("1400000000000")
    assert [one.value for one in figures_in("We have 3 million 400 ships.")] == [Decimal(3000000), Decimal(400)]
