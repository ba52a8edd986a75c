"""Persons, bodies and states: records go in, whom they name comes out, one person however spelt, two however alike."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.comparison import Comparison
from servanda.comparison.people import spelling
from servanda.comparison.people.gazetteer import body_skeleton, is_short, kind_of, known_state
from servanda.comparison.people.printed_offices import printed_beside
from servanda.comparison.people.tenures import parted, tenures
from servanda.model import NameUse
from servanda.words import rows
from tests.small_ledger import compared

TALKS = {
    "lidd.txt": """Meeting with President of Belmora Aleksandr Orlenko
2022-04-12 | Velmar

President of Ardania Mira Halden: Good afternoon. We will open the second lock in 2023.

President of Belmora Aleksandr Orlenko: Thank you, Mira Halden. Trade grew by 6 percent in 2021.
""",
    "velmar.txt": """Meeting with President of Belmora Alexander Orlenka
2022-06-14 | Orsk

President of Ardania Mira Halden: Welcome. The second lock is our first task.

President of Belmora Alexander Orlenka: Minister Tal said that the ferries are ready.
""",
    "press.txt": """News conference following the talks
2024-03-01 | Velmar

President of Ardania Tomas Weller: We met in good spirit.

Question: Will the fares fall?

Tomas Weller: They will.
""",
    "debate.txt": """Remarks by Minister Tal to the chamber
2024-03-02

Minister Tal: Grain is dear. The European Union asked us to wait.
""",
}


@pytest.fixture(scope="module")
def comparison(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Comparison]:
    with compared(tmp_path_factory.mktemp("people"), TALKS) as found:
        yield found


# Spelling

ONE_NAME = [
    ("Aleksandr Orlenko", "Alexander Orlenko", "Aliaksandr Orlenka", "Александр Орленко", "Alexandr Orlenko"),
    ("Vladimir Zarensky", "Volodymyr Zarenskyy", "Volodymyr Zarenskiy", "Volodymyr Zarenskyi", "Володимир Заренський"),
    ("LIDOV Sergei Viktorovich", "Sergey Lidov", "Lidov Sergei Viktorovich", "Сергей Лидов", "ЛИДОВ Сергей Викторович"),
    ("Joe R. Marsh", "Joseph Marsh", "Joseph R. Marsh, Jr.", "MARSH Joseph"),
    ("Kishida Haru", "Haru Kishida"),
    ("Viktor Orbel", "Viktór Örbel", "VIKTOR ORBEL", "Victor Orbel"),
    ("Maria Weller-Tal", "Maria Weller Tal", "María Weller-Tal"),
    ("Yury Ushev", "Yuri Ushev", "Юрий Ушев", "Yuriy Ushev"),
]


@pytest.mark.parametrize("names", ONE_NAME)
def test_spellings_of_one_name_have_one_key(names: tuple[str, ...]) -> None:
    assert len({spelling.key(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Aleksandr Orlenko", "Aleksandra Orlenko"),
        ("Jan Orel", "Jan Orlov"),
        ("Mira Tal", "Mira Talberg"),
        ("Tomas Weller", "Elena Weller"),
        ("Weller", "Tomas Weller"),
    ],
)
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert spelling.key(one) != spelling.key(other)


def test_a_patronymic_is_no_middle_name() -> None:
    assert spelling.middle("Sergei Viktorovich Lidov") == ""
    assert spelling.middle("George W. Marsh") == "w"


@pytest.mark.parametrize(("name", "short"), [("Orel", True), ("J. Orel", True), ("Ros-Tal", True), ("Jan Orel", False)])
def test_a_lone_surname_is_short_even_with_initials(name: str, short: bool) -> None:
    assert spelling.is_short(name) is short


@given(st.text(max_size=40))
def test_any_string_whatever_has_a_key(name: str) -> None:
    assert spelling.key(name) == spelling.key(f" {name} ")
    assert kind_of(name) in ("state", "body", None)
    spelling.middle(name)


# States and bodies


def test_the_gazetteer_has_every_member_of_the_united_nations() -> None:
    apart = {"European Union", "European Commission", "European Council", "Soviet Union", "Yugoslavia", "Czechoslovakia"}
    apart |= {"Kosovo", "Palestine", "Taiwan", "Vatican"}
    assert len({row[1] for row in rows("countries")} - apart) == 193


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("the Netherlands", "Netherlands"),
        ("Republic of El Salvador", "El Salvador"),
        ("the Sultanate of Oman", "Oman"),
        ("Türkiye", "Turkey"),
        ("U.S.", "United States"),
        ("Беларусь", "Belarus"),
        ("Ardania", None),
    ],
)
def test_a_state_is_known_by_its_usual_names(name: str, state: str | None) -> None:
    assert known_state(name) == state


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Poland", "state"),
        ("the EU", "body"),
        ("the Ministry of Trade", "body"),
        ("Ardan News Agency", "body"),
        ("Mira Tal", None),
        ("Each Party", None),
        ("the Minister of Trade of Ardania", None),
        ("trade", None),
    ],
)
def test_bodies_and_states_are_told_from_persons(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind


def test_a_government_is_one_body_however_its_state_is_put() -> None:
    assert body_skeleton("the Polish Government") == body_skeleton("Government of Poland") == "government of poland"


def test_a_body_without_a_name_of_its_own_is_its_records_own() -> None:
    assert is_short("the Government", "body")
    assert not is_short("the Ardan River Commission", "body")


@pytest.mark.parametrize(
    ("label", "office", "state"),
    [
        ("President of Ardania Mira Halden", "president", "Ardania"),
        ("Head of the Office of the President of Poland Jan Orel", "head of the office of the president", "Poland"),
        ("Mr. Orel (Poland)", None, "Poland"),
        ("PRESIDENT HALDEN", "president", None),
        ("Mira Tal", None, None),
    ],
)
def test_an_office_is_told_as_the_label_prints_it(label: str, office: str | None, state: str | None) -> None:
    beside = printed_beside(label)
    assert (beside.office if beside else None, beside.state if beside else None) == (office, state)


# People of a ledger


def test_one_person_spelt_in_two_ways_is_one(comparison: Comparison) -> None:
    [orlenko] = comparison.people("Orlenko", kind="person")
    assert set(orlenko.names) == {"Aleksandr Orlenko", "Alexander Orlenka"}
    assert len(orlenko.records) == 2


def test_an_office_means_whom_the_last_record_to_that_day_calls_so(comparison: Comparison) -> None:
    def holders(on: str | None) -> list[str]:
        return [one.name for one in comparison.people("President of Ardania", on=on)]

    assert holders("2022-05-01") == ["Mira Halden"]
    assert holders(None) == ["Tomas Weller"]
    assert holders("2022-01-01") == []


def test_offices_have_the_days_on_which_records_give_them(comparison: Comparison) -> None:
    [halden] = comparison.people("Mira Halden")
    [tenure] = halden.tenures
    assert (tenure.office, tenure.state, tenure.first, tenure.last) == ("president", "Ardania", "2022-04-12", "2022-06-14")


def test_a_lone_surname_is_never_joined_across_records(comparison: Comparison) -> None:
    found = [one for one in comparison.people("Tal", everything=True) if one.names == ("Tal",)]
    assert all(len(one.records) == 1 for one in found)
    assert not any(one.shown for one in found)


def test_as_of_a_day_nobody_is_known_from_later_records(comparison: Comparison) -> None:
    assert "Tomas Weller" not in [one.name for one in comparison.people(on="2023-01-01")]


def test_a_body_is_found_by_any_of_its_names(comparison: Comparison) -> None:
    assert [one.name for one in comparison.people("EU", everything=True)] == ["European Union"]


def test_people_are_found_by_the_beginning_of_their_id(comparison: Comparison) -> None:
    [halden] = comparison.people("Mira Halden")
    assert comparison.people(halden.id[:13]) == [halden]


def test_the_order_in_which_records_came_makes_no_difference(tmp_path: Path, comparison: Comparison) -> None:
    wanted = comparison.people(everything=True)
    for place, names in enumerate(itertools.islice(itertools.permutations(TALKS), 0, 24, 11)):
        folder = tmp_path / str(place)
        folder.mkdir()
        with compared(folder, {name: TALKS[name] for name in names}) as other:
            assert other.people(everything=True) == wanted


# Two people of one name


def use(record: str, name: str = "Peter Orel", **said: str | None) -> NameUse:
    return NameUse(record=record, name=name, skeleton="orel piotr", parts=("speaker",), **said)  # type: ignore[arg-type]


def groups(uses: list[NameUse]) -> list[list[str]]:
    return sorted(sorted(one.record for one in found) for found in parted(uses).values())


def test_offices_of_two_states_on_the_same_days_are_two_peoples() -> None:
    uses = [
        use("a", office="minister of trade", state="Ardania", day="2022-01-10"),
        use("b", office="minister of trade", state="Ardania", day="2024-01-10"),
        use("c", office="prime minister", state="Belmora", day="2023-02-01"),
        use("d", office="prime minister", state="Belmora", day="2023-03-01"),
        use("e", day="2024-01-09"),
    ]
    assert groups(uses) == [["a", "b", "e"], ["c", "d"]]


def test_an_office_elsewhere_after_the_first_is_one_persons_life() -> None:
    uses = [
        use("a", office="prime minister", state="Belmora", day="2020-01-10"),
        use("b", office="president", state="Ardania", day="2023-02-01"),
    ]
    assert groups(uses) == [["a", "b"]]


def test_one_slip_among_many_records_parts_nobody() -> None:
    uses = [use(f"r{n}", office="president", state="Ardania", day=f"2022-0{n}-01") for n in range(1, 8)]
    slip = use("slip", office="president", state="Belmora", day="2022-03-02")
    assert len(groups([*uses, slip])) == 1


def test_an_envoy_to_a_state_is_not_that_states() -> None:
    uses = [
        use("a", office="minister", state="Ardania", day="2022-01-10"),
        use("b", office="special envoy", state="Belmora", day="2022-01-10"),
    ]
    assert len(groups(uses)) == 1


def test_different_middle_initials_are_two_peoples_and_the_plain_name_goes_with_the_nearest() -> None:
    uses = [
        use("a", "George H. Marsh", day="1990-01-01"),
        use("b", "George W. Marsh", day="2003-01-01"),
        use("c", "George Marsh", day="2004-01-01"),
    ]
    assert groups(uses) == [["a"], ["b", "c"]]


@given(st.randoms(use_true_random=False))
def test_who_is_who_does_not_depend_on_the_order_of_records(chance: random.Random) -> None:
    states, offices = ["Ardania", "Belmora", None], ["minister", "president", None]
    uses = [
        use(f"r{n}", office=chance.choice(offices), state=chance.choice(states), day=f"202{chance.randrange(4)}-01-01")
        for n in range(8)
    ]
    shuffled = chance.sample(uses, len(uses))
    assert groups(uses) == groups(shuffled)
    assert tenures(uses) == tenures(shuffled)


def test_those_for_whom_a_communique_speaks_are_shown_and_a_body_has_no_full_stop(tmp_path: Path) -> None:
    name = "2024-05-15-commission-communique.txt"
    communique = (Path(__file__).parent.parent / "examples" / "talks" / name).read_text(encoding="utf-8")
    with compared(tmp_path, {name: communique}) as comparison:
        shown = {one.name for one in comparison.people()}
        known = comparison.people(everything=True)
    assert shown >= {"Viktor Lindqvist", "Irena Sobel"}
    assert "Statistical Office of Ardania" in {one.name for one in known}
    assert not [name for one in known for name in one.names if name.endswith(".")]
    assert all(one.uses >= len(one.records) for one in known)
