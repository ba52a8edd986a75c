"""Two sides tell of one round of talks: what both tell, what one tells alone, what they tell differently, in their words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.comparison import Comparison
from servanda.comparison.accounts.meaning import likeness, weighed
from servanda.errors import NotFoundError
from servanda.faces.cli import Settings, main, servanda
from servanda.model import Accounts, Point
from tests.small_ledger import compared

CORVIA = """Telephone conversation with President of Ardania Nadia Brook

May 4, 2024

Pavel Denham had a telephone conversation with President of Ardania Nadia Brook.

The President of Corvia expressed serious concern about the movements of troops near the border at Orsk. Nadia Brook, in turn, \
spoke of the sanctions that her government is ready to impose should the situation escalate any further.

The two presidents instructed their representatives to hold consultations on the fishing quotas. They discussed the ferry \
between Orsk and Linn, which will carry 400 passengers a day. The leaders also exchanged views on ransomware.

The contract for the dredging of the Linn channel was signed on May 4, 2024.

Overall, the conversation was frank and business-like.
"""

ARDANIA = """Readout of President Brook's Call with President Pavel Denham of Corvia

May 4, 2024

OFFICE OF THE PRESIDENT OF ARDANIA

President Nadia Brook spoke today with President Pavel Denham of Corvia.

President Brook made clear that Ardania will respond with economic measures in the event of military escalation. \
The presidents tasked their teams to follow up on the fishing quotas. The leaders discussed a dialogue on cybercrime, as well \
as the ferry between Orsk and Linn, which will carry 250 passengers a day.

President Brook thanked President Denham for the rescue of the crew of the trawler Petrel.

The contract for the dredging of the Linn channel will be signed in the autumn.
"""

TALKS = {"corvia.txt": CORVIA, "ardania.txt": ARDANIA}

TOGETHER = """Press statements and answers to questions after the talks between Corvia and Ardania

June 9, 2024
Velmar

President of Corvia Pavel Denham: Good afternoon. Today we discussed the fishing quotas in detail. Corvia supports the quota \
of 900 tonnes of herring for the coming season. The lighthouse at Orsk has been repaired.

President of Ardania Nadia Brook: Thank you, Mr President. We discussed the fishing quotas. Ardania opposes the quota of 900 \
tonnes of herring. We will reopen the consulate in Linn by the end of the year.
"""


@pytest.fixture(scope="module")
def comparison(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Comparison]:
    with compared(tmp_path_factory.mktemp("accounts"), TALKS) as made:
        yield made


@pytest.fixture(scope="module")
def found(comparison: Comparison) -> Accounts:
    return comparison.accounts(["Corvia", "2024-05-04"])


def words(point: Point) -> str:
    return " | ".join(" ".join(told.place.text.split()) for told in point.tellings)


def having(found: Accounts, *said: str) -> Point:
    [point] = [one for one in found.points if all(each in words(one) for each in said)]
    return point


def test_each_record_is_the_account_of_the_side_that_tells_it(found: Accounts) -> None:
    whose = {Path(account.told.source or "").name: account.sides for account in found.accounts}
    assert whose == {"corvia.txt": ("Corvia",), "ardania.txt": ("Ardania",)}


def test_that_the_talks_took_place_is_told_by_both(found: Accounts) -> None:
    assert having(found, "had a telephone conversation", "spoke today with").standing == "both"


def test_one_thing_in_other_words_is_told_by_both(found: Accounts) -> None:
    point = having(found, "the sanctions that her government", "will respond with economic measures")
    assert (point.standing, point.sides, point.unmentioned) == ("both", ("Ardania", "Corvia"), ())
    assert having(found, "instructed their representatives", "tasked their teams").standing == "both"
    assert having(found, "ransomware", "cybercrime").standing == "both"


def test_what_one_side_leaves_out_is_not_mentioned_by_it(found: Accounts) -> None:
    point = having(found, "the crew of the trawler Petrel")
    assert (point.standing, point.sides, point.unmentioned) == ("one", ("Ardania",), ("Corvia",))
    assert having(found, "frank and business-like").unmentioned == ("Ardania",)


def test_what_one_tells_as_done_and_the_other_as_ahead_is_told_differently(found: Accounts) -> None:
    point = having(found, "was signed on May 4", "will be signed in the autumn")
    assert point.standing == "differently"
    assert point.differs == ("told as done, and as ahead: “was signed”, “will be signed”",)


def test_another_value_of_one_thing_is_told_differently(found: Accounts) -> None:
    point = having(found, "400 passengers", "250 passengers")
    assert point.standing == "differently"
    assert any(one.startswith("value: ") for one in point.differs)


def test_every_telling_is_an_exact_stretch_of_its_record(comparison: Comparison, found: Accounts) -> None:
    for point in found.points:
        for told in point.tellings:
            text = TALKS[Path(told.place.source or "").name]
            assert text[told.place.start : told.place.end] == told.place.text


def test_each_stretch_stands_in_one_point_only(found: Accounts) -> None:
    places = [(told.account, told.place.start) for point in found.points for told in point.tellings]
    assert len(places) == len(set(places))


def test_the_order_in_which_records_came_makes_no_difference(tmp_path: Path, found: Accounts) -> None:
    for number, names in enumerate(permutations(TALKS)):
        folder = tmp_path / str(number)
        folder.mkdir()
        with compared(folder, {name: TALKS[name] for name in names}) as other:
            assert other.accounts(["Corvia", "2024-05-04"]) == found


def test_where_both_speak_in_one_record_each_has_an_account_of_his_own(tmp_path: Path) -> None:
    with compared(tmp_path, {"together.txt": TOGETHER}) as comparison:
        found = comparison.accounts(["Corvia"])
    assert [(account.sides, account.speaker) for account in found.accounts] == [
        (("Corvia",), "Pavel Denham"),
        (("Ardania",), "Nadia Brook"),
    ]
    quota = having(found, "supports the quota", "opposes the quota")
    assert (quota.standing, quota.differs) == ("differently", ("stance: supports, opposes",))
    assert having(found, "reopen the consulate").sides == ("Ardania",)


ANSWERS = f"""{TOGETHER}
Question: Will the ferry between Orsk and Linn run in winter, and what does it cost?

Pavel Denham: The ferry between Orsk and Linn will run all winter. We will not raise the fares before spring.

Nadia Brook: The ferry between Orsk and Linn will run in winter, as it always did. We will buy a second ship in autumn.

Question: What of the herring?

Pavel Denham: We will publish the count of herring in August.

Nadia Brook: I have nothing to add.
"""


def test_what_both_were_asked_is_never_told_unasked_as_of_one_side_alone(tmp_path: Path) -> None:
    with compared(tmp_path, {"answers.txt": ANSWERS}) as comparison:
        found = comparison.accounts(["Corvia"])
    assert having(found, "run all winter", "as it always did").standing == "both"
    for said in ("raise the fares", "a second ship", "the count of herring"):
        point = having(found, said)
        assert (point.standing, point.shown) == ("one", False)
    assert having(found, "reopen the consulate").shown


def test_answers_to_one_question_are_more_surely_of_one_thing_than_answers_to_two(tmp_path: Path) -> None:
    answer = "Nadia Brook: The ferry"
    sure = []
    for name, text in (("one", ANSWERS), ("two", ANSWERS.replace(answer, f"Question: And in Linn?\n\n{answer}"))):
        folder = tmp_path / name
        folder.mkdir()
        with compared(folder, {"answers.txt": text}) as comparison:
            point = having(comparison.accounts(["Corvia"]), "run all winter")
        sure.append(point.confidence if point.standing == "both" else 0.0)
    together, apart = sure
    assert together > apart


def test_one_account_alone_leaves_nothing_to_lay_beside_it(comparison: Comparison) -> None:
    found = comparison.accounts(["Corvia", "2024-05-04"], ["ardania.txt"])
    assert found.sides == ("Ardania",)
    assert {point.standing for point in found.points} == {"one"}


def test_a_meeting_nobody_told_of_is_refused_with_a_remedy(comparison: Comparison) -> None:
    with pytest.raises(NotFoundError, match="no meeting is known by Corvia 2023"):
        comparison.accounts(["Corvia", "2023"])


def test_several_meetings_are_named_with_their_days(tmp_path: Path) -> None:
    with compared(tmp_path, {**TALKS, "together.txt": TOGETHER}) as comparison:
        with pytest.raises(NotFoundError, match=r"2 meetings are known by Corvia .*2024-05-04.*2024-06-09"):
            comparison.accounts("Corvia")
        assert comparison.accounts(["Corvia", "2024-06"]).meeting.day == "2024-06-09"


def test_a_record_of_other_talks_is_no_account_of_these(tmp_path: Path) -> None:
    with (
        compared(tmp_path, {**TALKS, "together.txt": TOGETHER}) as comparison,
        pytest.raises(NotFoundError, match=r"together\.txt is no account of meeting-"),
    ):
        comparison.accounts(["Corvia", "2024-05-04"], ["together.txt"])


@given(st.lists(st.dictionaries(st.sampled_from("abcdef"), st.floats(0.1, 9.0)), min_size=2, max_size=6))
@settings(deadline=None)
def test_likeness_is_the_same_both_ways_and_whole_with_itself(meanings: list[dict[str, float]]) -> None:
    sides = [frozenset((str(number),)) for number in range(len(meanings))]
    one, other, *_ = weighed(meanings, sides)
    assert likeness(one, other) == likeness(other, one)
    assert not one or likeness(one, one)[1] == pytest.approx(1.0)
    assert 0.0 <= likeness(one, other)[1] <= 1.0


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("asked")
    with compared(folder, TALKS):
        return str(folder / "talks.servanda")


def ask(ledger: str, *arguments: str) -> str:
    arguments = ("accounts", "--ledger", ledger, *arguments)
    return CliRunner().invoke(servanda, arguments, catch_exceptions=False, obj=Settings()).stdout


def test_the_command_shows_both_sides_words_and_never_says_denied_of_silence(ledger: str) -> None:
    shown = " ".join(ask(ledger, "Corvia", "Ardania").split())
    assert "Told differently: 2" in shown
    assert "Ardania only, not mentioned by Corvia:" in shown
    assert "→ told as done, and as ahead: “was signed”, “will be signed”" in shown
    assert shown.endswith("“Not mentioned” means that nothing of it was found in the 2 accounts read; it is not “denied”.")


def test_the_lines_for_programs_have_every_place(ledger: str) -> None:
    head, *points = map(json.loads, ask(ledger, "Corvia", "--json").splitlines())
    assert (head["kind"], head["sides"]) == ("accounts", ["Ardania", "Corvia"])
    assert {point["standing"] for point in points} == {"both", "differently", "one"}
    for told in (told for point in points for told in point["tellings"]):
        text = TALKS[Path(head["accounts"][told["account"]]["told"]["source"]).name]
        assert text[told["start"] : told["end"]] == told["text"]


def test_an_unknown_meeting_ends_in_one_line(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["accounts", "--ledger", ledger, "Belmora"]) == 3
    assert capsys.readouterr().err == "servanda: no meeting is known by Belmora (`servanda meetings` lists them)\n"
