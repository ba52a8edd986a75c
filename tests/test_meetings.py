"""Meetings: records of talks go in, who met, when, how and by which accounts comes out; no meeting is made of a briefing."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import servanda
from servanda.comparison import Comparison
from servanda.comparison.meetings.levels import office_level
from servanda.comparison.meetings.meetings import Talks, brought_together
from servanda.comparison.meetings.sides import states_in
from servanda.comparison.meetings.telling import formats_in, in_sentence, in_title, place_in
from servanda.comparison.people.spelling import key
from servanda.model import Meeting, Occasion, Participant, Place
from tests.small_ledger import compared

TALKS = {
    "talks.txt": """Meeting with President of Belmora Jan Orel
2024-05-24 | Velmar

President of Ardania Mira Halden: Good afternoon. We will open the second lock in 2025.

President of Belmora Jan Orel: Thank you. Trade grew by 6 percent in 2023.
""",
    "conference.txt": """News conference following talks with President of Belmora Jan Orel
2024-05-24 | Velmar

President of Ardania Mira Halden: Our talks were held in a restricted format first.

President of Belmora Jan Orel: They were useful.

Question: When will the lock be opened?

Mira Halden: In 2025.
""",
    "call.txt": """Telephone conversation with President of Belmora Jan Orel
2024-06-03

President of Ardania Mira Halden had a telephone conversation with President of Belmora Jan Orel on June 2.
""",
    "readout.txt": """Readout of President Jan Orel of Belmora’s Call with President Mira Halden of Ardania
2024-06-02

President Jan Orel of Belmora spoke today with President Mira Halden of Ardania. The presidents discussed the ferries.
""",
    "briefing.txt": """Press Briefing by Press Secretary Elena Marsh
2024-05-24

MS. MARSH: Good afternoon. I have no news of the talks in Velmar.

Q: Did President Halden meet President Orel?

MS. MARSH: You have seen the pictures.
""",
    "address.txt": """Address by the President of Ardania
2024-05-24

President of Ardania Mira Halden: Friends, the talks with Belmora are over. President of Belmora Jan Orel is our guest.
""",
}


@pytest.fixture(scope="module", autouse=True)
def names_known() -> None:
    """Whoever is first to compare names loads their tables: no law is timed by that."""
    key("Mira Halden")


@pytest.fixture(scope="module")
def comparison(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Comparison]:
    with compared(tmp_path_factory.mktemp("meetings"), TALKS) as found:
        yield found


def accounts(meeting: Meeting) -> set[str]:
    return {(place.source or "").rpartition("/")[2] for place in meeting.accounts}


def test_records_of_the_same_talks_are_accounts_of_one_meeting(comparison: Comparison) -> None:
    assert [(one.day, accounts(one)) for one in comparison.meetings()] == [
        ("2024-05-24", {"talks.txt", "conference.txt"}),
        ("2024-06-02", {"call.txt", "readout.txt"}),
    ]


def test_a_meeting_has_its_sides_persons_level_form_and_place(comparison: Comparison) -> None:
    met, call = comparison.meetings()
    assert met.states == ("Ardania", "Belmora")
    assert [(one.name, one.office, one.state) for one in met.participants] == [
        ("Mira Halden", "president", "Ardania"),
        ("Jan Orel", "president", "Belmora"),
    ]
    assert (met.level, met.place) == ("head", "Velmar")
    assert (call.level, call.formats, call.place) == ("head", ("telephone",), None)


def test_the_meetings_of_the_same_sides_are_in_line(comparison: Comparison) -> None:
    met, call = comparison.meetings()
    assert (met.previous, met.next, call.previous, call.next) == (None, call.id, met.id, None)


def test_every_account_stands_on_the_records_words(comparison: Comparison) -> None:
    for meeting in comparison.meetings():
        for place in meeting.accounts:
            text = TALKS[(place.source or "").rpartition("/")[2]]
            assert text[place.start : place.end] == place.text


def test_participants_are_persons_of_the_ledger(comparison: Comparison) -> None:
    known = {one.id for one in comparison.people(everything=True)}
    assert {one.person for meeting in comparison.meetings() for one in meeting.participants} <= known


def test_meetings_are_asked_for_by_who_met_and_since_when(comparison: Comparison) -> None:
    assert len(comparison.meetings("Halden", "Belmora")) == 2
    assert comparison.meetings("Corvia") == []
    assert [one.day for one in comparison.meetings(since="2024-06-01")] == ["2024-06-02"]


def test_as_of_a_day_later_accounts_are_not_known(comparison: Comparison) -> None:
    assert [accounts(one) for one in comparison.meetings(on="2024-06-02")][1] == {"readout.txt"}


def test_the_order_in_which_records_came_makes_no_difference(tmp_path: Path, comparison: Comparison) -> None:
    wanted = comparison.meetings()
    for place, names in enumerate(itertools.islice(itertools.permutations(TALKS), 0, 720, 500)):
        folder = tmp_path / str(place)
        folder.mkdir()
        with compared(folder, {name: TALKS[name] for name in names}) as other:
            assert other.meetings() == wanted


def test_a_state_that_no_list_has_is_known_by_its_office_holders(tmp_path: Path) -> None:
    report = """Halden and Orel in Orsk: the railway first

2022-10-21

The President of Ardania, Mira Halden, and the President of Belmora, Jan Orel, held talks in Orsk. They began in a
restricted format.
"""
    with compared(tmp_path, {"report.txt": report}) as comparison:
        [met] = comparison.meetings()
        assert (met.states, met.formats) == (("Ardania", "Belmora"), ("restricted",))
        assert [one.name for one in met.participants] == ["Mira Halden", "Jan Orel"]


def test_a_side_that_one_account_leaves_out_is_told_by_the_records_of_others(tmp_path: Path) -> None:
    call = """Telephone conversation with President of Belmora Jan Orel

2023-07-11

Mira Halden had a telephone conversation with President of Belmora Jan Orel. Mira Halden stressed that the treaty must be
signed.
"""
    with compared(tmp_path, {"call.txt": call}) as comparison:
        assert [one.states for one in comparison.meetings()] == [("Belmora",)]
    (tmp_path / "both").mkdir()
    with compared(tmp_path / "both", {"call.txt": call, "talks.txt": TALKS["talks.txt"]}) as comparison:
        assert [one.states for one in comparison.meetings()] == [("Ardania", "Belmora")] * 2


def test_who_is_only_spoken_of_took_no_part(tmp_path: Path) -> None:
    remarks = """Remarks by Minister Mira Tal at the University on the Work of President Jan Orel and President Mira Halden
2023-07-11

MINISTER TAL:  Good morning. President Mira Halden of Ardania and President Jan Orel of Belmora have done much.
"""
    with compared(tmp_path, {"remarks.txt": remarks}) as comparison:
        assert comparison.meetings() == []


# What titles and sentences tell


@pytest.mark.parametrize(
    "title",
    [
        "Meeting with President of Ardania Mira Halden",
        "Polish-Ukrainian talks",
        "Telephone conversation with President of Ardania Mira Halden",
        "Readout of President Orel’s Call with President Halden of Ardania",
        "News conference following Polish-Ukrainian talks",
        "Briefing by Aide to the President Elena Marsh following a telephone conversation between Jan Orel and Mira Halden",
        "Remarks by President Orel and President Halden of Ardania in Joint Press Conference",
        "Российско-украинские переговоры",
    ],
)
def test_a_title_of_talks_tells_of_them(title: str) -> None:
    assert in_title(title) is not None


@pytest.mark.parametrize(
    "title",
    [
        "Press Briefing by Press Secretary Elena Marsh",
        "Background Press Call on Corvia",
        "Address by the President",
        "Greetings to participants of a meeting of veterans",
        "Remarks by President Orel on the Harvest",
        "Mira Tal: our position in the negotiations has not changed",
        "The meeting was called a failure by the opposition",
        "Trade with Ardania grows",
    ],
)
def test_other_titles_tell_of_no_talks(title: str) -> None:
    assert in_title(title) is None


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Mira Halden met with Jan Orel in Velmar.", True),
        ("After talks in both formats the presidents took questions.", True),
        ("The delegations held the second round of negotiations.", True),
        ("A meeting of the ministers ended in Orsk.", True),
        ("Our position in the negotiations is known.", False),
        ("Grain is dear.", False),
    ],
)
def test_a_sentence_tells_of_talks_where_it_says_that_they_were_held(sentence: str, told: bool) -> None:
    assert (in_sentence(sentence) is not None) is told


def test_what_is_said_of_the_form_is_told() -> None:
    assert formats_in("talks in a restricted format, then in an expanded format") == ("open", "restricted")
    assert formats_in("a video call between the ministers") == ("video",)
    assert formats_in("talks in Velmar") == ()


def test_sides_are_named_by_adjective_too_but_not_by_where_they_met() -> None:
    assert list(states_in("Polish-Ukrainian talks in Latvia")) == ["Poland", "Ukraine"]
    assert list(states_in("российско-украинские переговоры")) == ["Russia", "Ukraine"]
    assert list(states_in("NATO and the EU")) == ["NATO", "European Union"]


@pytest.mark.parametrize(
    ("office", "level"),
    [
        ("president", "head"),
        ("prime minister", "head"),
        ("vice president", "government"),
        ("foreign minister", "government"),
        ("deputy prime minister", "government"),
        ("aide to the president", "department"),
        ("head of the office of the president", "department"),
        ("ambassador", "department"),
        ("poet", None),
    ],
)
def test_the_level_is_that_of_the_office(office: str, level: str | None) -> None:
    assert office_level(office) == level


# Which accounts are of one meeting

HALDEN, OREL = ("Mira Halden", "Ardania"), ("Jan Orel", "Belmora")
TAL, WELLER = ("Mira Tal", "Ardania"), ("Tomas Weller", "Belmora")


def account(record: str, day: str | None, *people: tuple[str, str], **said: object) -> Occasion:
    states = tuple(sorted({state for _, state in people})) or ("Ardania", "Belmora")
    return replace(
        Occasion(
            told=Place(record=record, source=None, title=None, day=day, start=0, end=1, text="T"),
            day=day,
            states=states,
            participants=tuple(Participant(name=name, state=state) for name, state in people),
            level="head" if HALDEN in people else None,
        ),
        **said,  # type: ignore[arg-type]
    )


def records(found: list[Talks]) -> list[set[str]]:
    return [{one.told.record for one in talks.accounts} for talks in found]


def test_a_call_may_be_dated_a_day_apart_and_a_meeting_may_not() -> None:
    calls = [
        account("a", "2024-01-01", HALDEN, OREL, formats=("telephone",)),
        account("b", "2024-01-02", HALDEN, OREL, formats=("telephone",)),
    ]
    assert records(brought_together(calls)) == [{"a", "b"}]
    assert len(brought_together([replace(one, formats=("in_person",)) for one in calls])) == 2


def test_presidents_and_their_ministers_meet_apart_on_one_day() -> None:
    found = brought_together(
        [account("a", "2024-01-01", HALDEN, OREL), account("b", "2024-01-01", TAL, WELLER), account("c", "2024-01-01")]
    )
    assert sorted(map(sorted, records(found))) == [["a", "c"], ["b"]]


def test_a_joint_statement_joins_the_talks_of_its_day_and_makes_none() -> None:
    statement = account("s", "2024-01-01", weak=True)
    assert brought_together([statement]) == []
    assert records(brought_together([statement, account("a", "2024-01-01", HALDEN, OREL)])) == [{"s", "a"}]


def test_a_record_without_a_date_goes_with_the_talks_at_which_the_same_people_asked() -> None:
    askers = ("dana reporter", "ivo writer", "lena anchor")
    talks = [account("a", "2024-01-01", HALDEN, OREL, others=askers), account("b", "2024-02-01", HALDEN, OREL, others=("x y",))]
    undated = account("u", None, HALDEN, OREL, others=askers[:2])
    assert records(brought_together([undated, *talks])) == [{"a", "u"}, {"b"}]
    assert records(brought_together([replace(undated, others=()), *talks])) == [{"u"}, {"a"}, {"b"}]


def test_an_account_of_one_side_goes_with_the_only_talks_it_can_be_of() -> None:
    talks = account("a", "2024-01-01", HALDEN, OREL)
    one_sided = account("o", "2024-01-01", OREL)
    assert records(brought_together([talks, one_sided])) == [{"a", "o"}]
    assert len(brought_together([talks, replace(one_sided, day="2024-03-01")])) == 2


@given(st.permutations(range(9)))
def test_accounts_come_together_in_whatever_order(order: list[int]) -> None:
    all_accounts = [
        account("a", "2024-01-01", HALDEN, OREL),
        account("b", "2024-01-01", TAL, WELLER),
        account("c", "2024-01-01"),
        account("d", "2024-01-02", HALDEN, OREL, formats=("telephone",)),
        account("e", "2024-01-03", HALDEN, OREL, formats=("telephone",)),
        account("f", "2024-01-04", HALDEN, OREL, formats=("video",)),
        account("g", "2024-01-01", OREL),
        account("h", None, HALDEN, OREL),
        account("i", "2024-01-02", weak=True),
    ]
    assert brought_together([all_accounts[place] for place in order]) == brought_together(all_accounts)


def test_a_council_is_told_of_with_all_who_took_part_and_the_form_they_took_part_in(tmp_path: Path) -> None:
    record = """Meeting of the Lidd Basin Council

2024-09-10 | The Old Palace, Velmar

Mira Halden attended, via videoconference, a meeting of the Lidd Basin Council.

Taking part in the meeting were President of Belmora Jan Orel and Prime Minister of Corvia Ines Duarte.

President of Ardania Mira Halden: Good afternoon, colleagues. Trade grew by 6 percent in 2023.
"""
    with compared(tmp_path, {"council.txt": record}) as comparison:
        [met] = comparison.meetings()
    assert {one.name for one in met.participants} == {"Mira Halden", "Jan Orel", "Ines Duarte"}
    assert (met.formats, met.place) == (("video",), None)
    assert set(met.states) >= {"Ardania", "Belmora", "Corvia"}


def test_nobody_is_lost_from_a_long_list_of_those_who_took_part(tmp_path: Path) -> None:
    record = """Meeting of the Lidd Basin Council

2024-09-10 | The Old Palace, Velmar

Taking part were Prime Minister of Ardania Mira Halden, President of Belmora Jan Orel, President of Corvia Anna Duarte, \
President of Tessaly Piotr Lann, President of Orland Viktor Sobel, and Chairman of the Lidd Commission Board Irena Lind.

President of Belmora Jan Orel: Good afternoon, colleagues. Trade grew by 6 percent in 2023.
"""
    with compared(tmp_path, {"council.txt": record}) as comparison:
        [met] = comparison.meetings()
    assert {one.name for one in met.participants} == {
        *("Mira Halden", "Jan Orel", "Anna Duarte", "Piotr Lann", "Viktor Sobel", "Irena Lind"),
    }


def test_those_who_chaired_and_the_town_are_told_of_where_a_communique_says_them(tmp_path: Path) -> None:
    record = """JOINT COMMUNIQUÉ
of the Second Session of the Intergovernmental Commission of Ardania and Belmora

1. The Intergovernmental Commission of Ardania and Belmora held its second session in Orsk on 15 May 2024. The session was
chaired by the Prime Minister of Ardania, Mr Viktor Lind, and the Prime Minister of Belmora, Ms Irena Sobel.

2. The Commission noted that trade amounted to 5.7 billion crowns in 2023.
"""
    with compared(tmp_path, {"communique.txt": record}) as comparison:
        [met] = comparison.meetings()
    assert {(one.name, one.state) for one in met.participants} == {("Viktor Lind", "Ardania"), ("Irena Sobel", "Belmora")}
    assert met.place == "Orsk"


def test_a_day_given_for_a_record_without_one_is_its_day(tmp_path: Path) -> None:
    talks = TALKS["talks.txt"].replace("2024-05-24 | Velmar", "Velmar")
    with servanda.open_ledger(tmp_path / "talks.servanda") as ledger:
        ledger.append(servanda.read_text(talks, source="talks.txt", reference_date="2024-05-24"))
        [met] = servanda.compare(ledger).meetings()
        assert (met.day, ledger.records()[0].day) == ("2024-05-24", "2024-05-24")
        assert {tenure.first for one in servanda.compare(ledger).people("Mira Halden") for tenure in one.tenures} == {
            "2024-05-24"
        }


@pytest.mark.parametrize(
    ("said", "side"),
    [
        ("Talks with the Organization for Security and Co-operation in Europe", "OSCE"),
        ("CAPE FENWICK G7 SUMMIT COMMUNIQUÉ", "G7"),
        ("Talks with the Organisation for the Prohibition of Chemical Weapons", "OPCW"),
        ("Talks with the Asia-Pacific Economic Cooperation", "Asia-Pacific Economic Cooperation"),
    ],
)
def test_a_body_is_a_side_however_many_words_and_hyphens_its_name_has(said: str, side: str) -> None:
    assert list(states_in(said)) == [side]


@pytest.mark.parametrize(
    ("told", "place"),
    [
        (
            "Ardanian and Belmoran delegations held the first round of talks in the area of the Ardania-Belmora border.",
            "Ardania-Belmora border",
        ),
        ("The ministers met on the Belmoran border on 3 May.", "Belmoran border"),
        ("The parties held talks on the border issue.", None),
        ("The ministers met in Velmar on 3 May.", "Velmar"),
    ],
)
def test_talks_are_placed_where_the_record_says_that_they_were_held(told: str, place: str | None) -> None:
    assert place_in(told) == place


def test_front_matter_is_nobodys_account_of_a_meeting(tmp_path: Path) -> None:
    file = tmp_path / "statement.md"
    file.write_text(
        "---\ntags: statements\ndate: '2024-06-02'\nsource_url: https://velmar.example/2024/06/02/statement/\n"
        'title: "Joint Statement on the Phone Call between President\\_Orel and President\\_\\\n  \\ Halden"\n---\n\n'
        "President Jan Orel of Belmora and President Mira Halden of Ardania spoke by telephone on June 2.\n",
        encoding="utf-8",
    )
    with servanda.open_ledger(tmp_path / "talks.servanda") as ledger:
        ledger.append(servanda.read(file))
        told = [place.text for meeting in servanda.compare(ledger).meetings() for place in meeting.accounts]
    assert len(told) == 1
    assert told[0].startswith("President Jan Orel")
