"""Assessing: what later records say is proposed, people rule, and what is no longer so is never applied in silence."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from servanda import compare, open_ledger, read_text
from servanda.comparison import Comparison
from servanda.comparison.assessing.assessments import assessment_of
from servanda.comparison.assessing.ruling import ruling_name
from servanda.comparison.assessing.sheets import Viewer
from servanda.errors import NotFoundError, UsageError
from servanda.faces.cli import USAGE, Settings, main, servanda
from servanda.model import Commitment, Decision, Sheet
from tests.spoken import said

PROMISE = """Press conference of the Presidents of Ardania and Belmora
March 14, 2024

President of Ardania Elena Marsh and President of Belmora Tomas Weller held talks in Velmar, and met the press.

Elena Marsh: We spoke of the ferry at Kessin. We will open it by September 1, 2024, before the schools do.
We will restore drinking water to 30 villages by the end of 2024.

Tomas Weller: We will ratify the Treaty on the River Lidd by the end of January 2025.
"""
LATER = """News conference of the Presidents of Ardania and Belmora
October 12, 2024

President of Ardania Elena Marsh and President of Belmora Tomas Weller held talks in Kessin, and met the press.

Elena Marsh: The ferry at Kessin has been opened. Drinking water has been restored to 22 of the 30 villages.

Anna Reyes: Mr Weller, does everybody use it?

Tomas Weller: The ferry at Kessin does not run at night, and nothing was said of that.

Elena Marsh: We have heard it.

Tomas Weller: Thank you.
"""
PAPER = """Statement of the Presidents of Ardania and Belmora
February 20, 2025

The Presidents of Ardania and Belmora state that the ferry at Kessin is in operation, and that both sides are glad of it.
"""
PRESS = """The Lidd Courier
November 3, 2024

A ferry that does not run

The ferry at Kessin stands idle every Monday, as travellers told this newspaper. The ministry did not answer.
"""
CORVIA = """News conference of the Prime Minister of Corvia
December 1, 2024

Prime Minister of Corvia Jan Orel met the press in Orsk.

Anna Reyes: Mr Orel, what do you say of the new ferry?

Jan Orel: The ferry at Kessin is a matter of our neighbours; we use it gladly.
"""
RECORDS = {"promise.txt": PROMISE, "later.txt": LATER, "paper.txt": PAPER, "press.txt": PRESS, "corvia.txt": CORVIA}
FERRY = "We will open it by September 1, 2024"
WATER = "We will restore drinking water to 30 villages by the end of 2024"
IDA, JAN = "Ida Brandt", "Jan Falk"


def keep(place: Path, records: dict[str, str]) -> None:
    with open_ledger(place) as ledger:
        for name, text in records.items():
            ledger.append(read_text(text, source=f"talks/{name}", model=False))
        compare(ledger)


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("assessing") / "talks.servanda"
    keep(place, RECORDS)
    return place


@pytest.fixture
def own(talks: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(talks, tmp_path / "own.servanda"))


@pytest.fixture
def comparison(own: Path) -> Iterator[Comparison]:
    with open_ledger(own) as ledger:
        yield compare(ledger)


def entry(comparison: Comparison, words: str) -> str:
    [found] = [
        one.assessment.entry
        for one in comparison.terms("promise.txt").sheets
        if one.claim and " ".join(one.claim.place.text.split()).startswith(words)
    ]
    return found


@pytest.fixture
def ferry(comparison: Comparison) -> str:
    return entry(comparison, FERRY)


def words_of(sheet: Sheet) -> list[str]:
    return [" ".join(one.place.text.split()) for one in sheet.evidence]


# What is proposed


def test_what_was_promised_of_a_thing_named_before_is_found_by_that_name(comparison: Comparison, ferry: str) -> None:
    assert words_of(comparison.assessment(ferry))[0] == "The ferry at Kessin has been opened."


def test_each_place_stands_on_exact_words_of_a_later_record(comparison: Comparison, ferry: str) -> None:
    for one in comparison.assessment(ferry, everything=True).evidence:
        record = {read_text(text, model=False).record.origin.record: text for text in RECORDS.values()}[one.place.record]
        assert record[one.place.start : one.place.end] == one.place.text
        assert (one.place.day or "") > "2024-03-14"


def test_each_sides_words_are_told_apart(comparison: Comparison, ferry: str) -> None:
    sides = {
        one.side: " ".join(one.place.text.split()) for one in reversed(comparison.assessment(ferry, everything=True).evidence)
    }
    assert sides["holder"].startswith("The ferry at Kessin has been opened")
    assert sides["other"].startswith("The ferry at Kessin does not run at night")
    assert sides["third"].startswith("The ferry at Kessin is a matter of our neighbours")
    assert sides["publisher"].startswith(("The ferry at Kessin stands idle", "A ferry"))


def test_it_is_said_why_a_place_is_proposed(comparison: Comparison, ferry: str) -> None:
    first = comparison.assessment(ferry).evidence[0]
    assert any(why.startswith("same words:") and "ferry" in why for why in first.why)
    assert any("as done" in why for why in first.why)
    denied = [one for one in comparison.assessment(ferry).evidence if "does not run at night" in one.place.text]
    assert "it says “not”" in denied[0].why


def test_the_answer_to_a_question_that_names_it_is_proposed_behind_the_question(tmp_path: Path) -> None:
    asked = CORVIA.replace("what do you say of the new ferry?", "what has become of the ferry at Kessin?")
    answered = asked.replace("The ferry at Kessin is a matter of our neighbours; we use it gladly.", "Not today. Thank you.")
    keep(tmp_path / "l.servanda", {"promise.txt": PROMISE, "corvia.txt": answered})
    with open_ledger(tmp_path / "l.servanda") as ledger:
        comparison = compare(ledger)
        question, answer = comparison.assessment(entry(comparison, FERRY)).evidence
    assert question.place.text.endswith("what has become of the ferry at Kessin?")
    assert (answer.place.text, answer.said_by) == ("Not today. Thank you.", "Jan Orel")
    assert "it answers a question that has the same words" in answer.why


def test_a_counted_part_is_never_told_as_all_of_it(comparison: Comparison) -> None:
    first = comparison.assessment(entry(comparison, WATER)).evidence[0]
    assert "22 of the 30" in first.place.text
    assert "an entry there tells of something as done in part" in first.why


def test_asked_as_of_a_day_nothing_later_is_known(comparison: Comparison, ferry: str) -> None:
    assert {one.place.day for one in comparison.assessment(ferry, on="2024-10-31").evidence} == {"2024-10-12"}
    assert comparison.assessment(ferry, on="2024-08-01").evidence == ()


def test_where_nothing_is_found_it_is_said_in_how_many_records(tmp_path: Path) -> None:
    quiet = LATER.replace("ferry at Kessin", "school at Marl").replace("Drinking water has been restored to", "We saw")
    keep(tmp_path / "l.servanda", {"promise.txt": PROMISE, "quiet.txt": quiet})
    with open_ledger(tmp_path / "l.servanda") as ledger:
        comparison = compare(ledger)
        treaty = comparison.assessment(entry(comparison, "We will ratify"))
    assert (treaty.evidence, treaty.later_records, treaty.last_record) == ((), 1, "2024-10-12")


def test_the_order_in_which_records_came_makes_no_difference(talks: Path, tmp_path: Path) -> None:
    keep(tmp_path / "l.servanda", dict(reversed(RECORDS.items())))
    told = []
    for place in (talks, tmp_path / "l.servanda"):
        with open_ledger(place) as ledger:
            comparison = compare(ledger)
            told.append(comparison.assessment(entry(comparison, FERRY), everything=True).evidence)
    assert [(one.number, one.place.text, one.why) for one in told[0]] == [
        (one.number, one.place.text, one.why) for one in told[1]
    ]


# Ruling


def test_nothing_is_ruled_until_a_person_rules(comparison: Comparison, ferry: str) -> None:
    assert comparison.assessment(ferry).assessment.state == "unruled"
    assert comparison.register() == ()


def test_a_ruling_keeps_what_it_relies_on_the_test_and_what_was_seen(comparison: Comparison, ferry: str) -> None:
    comparison.rule(ferry, "kept", evidence=[1], why="opened in time", by=IDA, at="2025-01-10")
    found = comparison.assessment(ferry).assessment
    [ruling] = found.rulings
    assert (found.state, found.ruling) == ("ruled", "kept")
    assert (ruling.by, ruling.why, ruling.at, ruling.part) == (IDA, "opened in time", "2025-01-10", "first")
    assert ruling.evidence[0].text.startswith("The ferry at Kessin has been opened")
    assert ruling.test.kept
    assert ruling.seen["deadline_end"] == "2024-09-01"


@pytest.mark.parametrize("said", ["partly kept", "Partly-Kept", "partly_kept"])
def test_a_ruling_may_be_written_as_people_write_it(said: str) -> None:
    assert ruling_name(said) == "partly_kept"


def test_what_cannot_be_meant_is_refused(comparison: Comparison, ferry: str) -> None:
    with pytest.raises(UsageError, match="must be signed"):
        comparison.rule(ferry, "kept", evidence=[1])
    with pytest.raises(UsageError, match="is no ruling"):
        comparison.rule(ferry, "fine", by=IDA)
    with pytest.raises(UsageError, match="needs a ground"):
        comparison.rule(ferry, "broken", by=IDA)
    with pytest.raises(UsageError, match="no evidence is numbered 99"):
        comparison.rule(ferry, "kept", evidence=[99], by=IDA)
    with pytest.raises(UsageError, match="no first ruling"):
        comparison.rule(ferry, "kept", evidence=[1], second=True, by=IDA)
    with pytest.raises(UsageError, match="nothing to settle"):
        comparison.rule(ferry, "kept", evidence=[1], settle=True, by=IDA)
    with pytest.raises(NotFoundError, match="no entry is called"):
        comparison.rule("commitment-0000", "kept", why="x", by=IDA)
    assert comparison.decisions() == []


def test_of_one_assessors_rulings_the_last_holds_and_none_is_lost(comparison: Comparison, ferry: str) -> None:
    comparison.rule(ferry, "in the works", by=IDA)
    comparison.rule(ferry, "kept", evidence=[1], by=IDA.upper())
    assert comparison.assessment(ferry).assessment.ruling == "kept"
    assert len(comparison.decisions()) == 2


def test_undone_a_ruling_leaves_what_held_without_it(comparison: Comparison, ferry: str) -> None:
    comparison.rule(ferry, "in the works", by=IDA)
    comparison.rule(ferry, "kept", evidence=[1], by=IDA)
    comparison.undo(2)
    assert comparison.assessment(ferry).assessment.ruling == "in_the_works"
    comparison.undo(1)
    assert comparison.assessment(ferry).assessment.state == "unruled"


def test_asked_as_of_a_day_later_rulings_are_not_known(comparison: Comparison, ferry: str) -> None:
    comparison.rule(ferry, "kept", evidence=[1], by=IDA, at="2025-01-10")
    assert comparison.assessment(ferry, on="2025-01-09").assessment.state == "unruled"


# A second assessor


def test_a_second_assessor_does_not_see_the_first_ruling_unless_he_asks(comparison: Comparison, ferry: str) -> None:
    comparison.rule(ferry, "kept", evidence=[1], by=IDA)
    comparison.ask_second(ferry, by=IDA)
    blind = comparison.assessment(ferry)
    assert (blind.assessment.rulings, blind.assessment.ruling, blind.hidden) == ((), None, 1)
    assert len(comparison.assessment(ferry, viewer=Viewer(unblind=True)).assessment.rulings) == 1
    assert len(comparison.assessment(ferry, viewer=Viewer(by=IDA)).assessment.rulings) == 1
    assert comparison.register()[0].assessment.rulings == ()


def test_until_the_second_has_ruled_no_ruling_holds(comparison: Comparison, ferry: str) -> None:
    comparison.rule(ferry, "kept", evidence=[1], by=IDA)
    comparison.ask_second(ferry, by=IDA)
    assert comparison.assessment(ferry, viewer=Viewer(unblind=True)).assessment.ruling is None
    comparison.rule(ferry, "kept", evidence=[1], by=JAN)
    found = comparison.assessment(ferry).assessment
    assert (found.state, found.ruling, [one.part for one in found.rulings]) == ("agreed", "kept", ["first", "second"])
    assert found.rulings[1].blind


def test_where_two_differ_nothing_holds_until_somebody_settles_it(comparison: Comparison, ferry: str) -> None:
    comparison.rule(ferry, "kept", evidence=[1], by=IDA)
    with pytest.raises(UsageError, match="ruled on it already"):
        comparison.rule(ferry, "broken", why="it stands idle", by=JAN)
    comparison.rule(ferry, "broken", why="it stands idle", second=True, by=JAN)
    assert (comparison.assessment(ferry).assessment.state, comparison.assessment(ferry).assessment.ruling) == (
        "disagreed",
        None,
    )
    comparison.rule(ferry, "partly kept", why="by day only", settle=True, by="Ada Lund")
    found = comparison.assessment(ferry).assessment
    assert (found.state, found.ruling, len(found.rulings)) == ("settled", "partly_kept", 3)


# Tests and replies


def test_a_persons_wording_of_the_test_holds_and_can_be_taken_back(comparison: Comparison, ferry: str) -> None:
    drafted = comparison.assessment(ferry).assessment.test
    comparison.word_test(ferry, {"kept": "ships and cars cross by day and by night"}, by=IDA)
    worded = comparison.assessment(ferry).assessment.test
    assert (worded.kept, worded.partly, worded.by) == ("ships and cars cross by day and by night", drafted.partly, IDA)
    comparison.word_test(ferry, {"kept": ""}, by=IDA)
    assert comparison.assessment(ferry).assessment.test == drafted


def test_a_ruling_by_another_test_is_stale(comparison: Comparison, ferry: str) -> None:
    comparison.rule(ferry, "kept", evidence=[1], by=IDA)
    comparison.word_test(ferry, {"kept": "by night too"}, by=IDA)
    found = comparison.assessment(ferry).assessment
    assert (found.state, found.ruling, found.rulings[0].stale) == ("stale", None, ("the test is worded otherwise now",))


def test_a_reply_is_kept_word_for_word(comparison: Comparison, ferry: str) -> None:
    comparison.reply(ferry, "The ferry <b>runs</b>.", by="Embassy of Ardania")
    [reply] = comparison.assessment(ferry).assessment.replies
    assert (reply.words, reply.by) == ("The ferry <b>runs</b>.", "Embassy of Ardania")


# What is stale


def corrected(own: Path, text: str) -> None:
    with open_ledger(own) as ledger:
        ledger.append(read_text(text, source="talks/corrected.txt", model=False))
        ledger.replace("promise.txt", "corrected.txt")
        compare(ledger)


def test_a_ruling_goes_with_the_very_words_into_a_corrected_record(own: Path) -> None:
    with open_ledger(own) as ledger:
        comparison = compare(ledger)
        comparison.rule(entry(comparison, FERRY), "kept", evidence=[1], by=IDA)
    corrected(own, PROMISE.replace("30 villages", "32 villages"))
    with open_ledger(own) as ledger:
        [sheet] = compare(ledger).register()
    assert (sheet.assessment.ruling, sheet.assessment.rulings[0].stale) == ("kept", ())


def test_where_the_words_are_gone_the_ruling_is_stale_and_kept(own: Path) -> None:
    with open_ledger(own) as ledger:
        comparison = compare(ledger)
        gone = entry(comparison, FERRY)
        comparison.rule(gone, "kept", evidence=[1], by=IDA)
    corrected(own, PROMISE.replace("We will open it by September 1, 2024, before the schools do.", "It is a fine river."))
    with open_ledger(own) as ledger:
        comparison = compare(ledger)
        [sheet] = comparison.register()
        assert (sheet.claim, sheet.assessment.state, sheet.assessment.ruling) == (None, "stale", None)
        assert "its words are gone" in sheet.assessment.rulings[0].stale[0]
        assert comparison.assessment(gone).claim is None
        with pytest.raises(UsageError, match="no more in the ledger"):
            comparison.rule(gone, "kept", why="x", by=IDA)


@pytest.mark.parametrize(
    ("text", "state"), [(LATER.replace("has been opened", "will be opened"), "stale"), (LATER + "\n", "ruled")]
)
def test_where_what_it_relies_on_is_gone_a_ruling_is_stale(own: Path, text: str, state: str) -> None:
    with open_ledger(own) as ledger:
        comparison = compare(ledger)
        comparison.rule(entry(comparison, FERRY), "kept", evidence=[1], by=IDA)
        ledger.append(read_text(text, source="talks/later-corrected.txt", model=False))
        ledger.replace("later.txt", "later-corrected.txt")
        [sheet] = compare(ledger).register()
    assert sheet.assessment.state == state
    assert [why.partition(":")[0] for why in sheet.assessment.rulings[0].stale] == (
        ["what it relies on is gone from the version that replaced its record"] if state == "stale" else []
    )


def test_where_the_entry_is_read_otherwise_it_is_said_in_what(own: Path) -> None:
    with open_ledger(own) as ledger:
        comparison = compare(ledger)
        comparison.rule(entry(comparison, FERRY), "kept", evidence=[1], by=IDA)
    reread(own)
    with open_ledger(own) as ledger:
        [sheet] = compare(ledger).register()
    assert (sheet.assessment.state, sheet.assessment.ruling) == ("stale", None)
    assert sheet.assessment.rulings[0].stale == ("force was “pledged”, is now “planned”",)


def reread(own: Path) -> None:
    """The record is read again by a reader who takes every promise for a plan."""
    reading = read_text(PROMISE, source="talks/promise.txt", model=False)
    entries = tuple(replace(one, force="planned") if isinstance(one, Commitment) else one for one in reading.entries)
    with open_ledger(own) as ledger:
        ledger.append(replace(reading, entries=entries))
        compare(ledger)


# What waits, the terms of an agreement, the register


def test_what_waits_comes_by_its_day_the_last_passed_first(comparison: Comparison) -> None:
    desk = comparison.desk("2025-02-10")
    assert [one.sheet.due for one in desk.waiting] == ["2025-01-31", "2024-12-31", "2024-09-01"]
    assert {one.why for one in desk.waiting} == {"its day has passed"}
    assert [one.sheet.due for one in comparison.desk("2024-11-10").waiting] == ["2024-09-01", "2024-12-31", "2025-01-31"]


def test_what_is_ruled_waits_no_more_but_what_two_see_differently_comes_first(comparison: Comparison, ferry: str) -> None:
    comparison.rule(ferry, "kept", evidence=[1], by=IDA)
    desk = comparison.desk("2025-02-10")
    assert ferry not in {one.sheet.assessment.entry for one in desk.waiting}
    assert (desk.rulings, desk.assessors) == ({"kept": 1}, {IDA: 1})
    comparison.rule(ferry, "broken", why="it stands idle", second=True, by=JAN)
    assert comparison.desk("2025-02-10").waiting[0].sheet.assessment.entry == ferry


def test_not_yet_due_is_asked_again_once_the_day_has_passed(comparison: Comparison) -> None:
    water = entry(comparison, WATER)
    comparison.rule(water, "not yet due", by=IDA, at="2024-10-20")
    assert water not in {one.sheet.assessment.entry for one in comparison.desk("2024-12-01").waiting}
    [again] = [one for one in comparison.desk("2025-02-10").waiting if one.sheet.assessment.entry == water]
    assert again.why == "ruled not yet due, and its day has passed since"


def test_it_can_be_asked_by_who_promised(comparison: Comparison) -> None:
    assert [one.sheet.due for one in comparison.desk("2025-02-10", of="Weller").waiting] == ["2025-01-31"]


def test_of_more_than_are_wanted_the_rest_is_counted(comparison: Comparison) -> None:
    desk = comparison.desk("2025-02-10", limit=1)
    assert (len(desk.waiting), desk.more) == (1, 2)


def test_the_terms_of_a_record_are_told_as_they_stand(comparison: Comparison, ferry: str) -> None:
    comparison.rule(ferry, "kept", evidence=[1], by=IDA)
    terms = comparison.terms("promise.txt")
    assert [one.assessment.state for one in terms.sheets] == ["ruled", "unruled", "unruled"]
    with pytest.raises(NotFoundError, match="no entry, no record and no matter"):
        comparison.terms("nothing of the kind")


def ask(place: Path, *arguments: str) -> Result:
    command, *others = arguments
    return CliRunner().invoke(servanda, [command, "--ledger", str(place), *others], catch_exceptions=False, obj=Settings())


def told(place: Path, *arguments: str) -> str:
    return " ".join(ask(place, *arguments).stdout.split())


@pytest.fixture
def entry_id(own: Path) -> str:
    with open_ledger(own) as ledger:
        return entry(compare(ledger), FERRY)


def test_the_sheet_shows_words_day_test_evidence_and_that_nobody_ruled(own: Path, entry_id: str) -> None:
    words = told(own, "assess", entry_id, "--on", "2025-02-10")
    for part in (
        "“We will open it by September 1, 2024",
        "due by 2024-09-01, which is past",
        "Test · drafted",
        "nobody has ruled",
    ):
        assert part in words
    assert "by the side of who said it 1 · 2024-10-12 · Elena Marsh · later.txt" in words


def test_a_ruling_on_the_command_line_repeats_the_words_it_relies_on(own: Path, entry_id: str) -> None:
    words = told(own, "assess", entry_id, "--rule", "kept", "--evidence", "1", "--by", IDA, "--at", "2025-02-11")
    assert "ruled kept. `servanda undo 1` undoes it. relied on 2024-10-12, Elena Marsh" in words
    assert "ruled kept" in told(own, "decisions")


def test_a_sheet_of_an_earlier_day_says_that_later_rulings_are_not_shown(own: Path, entry_id: str) -> None:
    ask(own, "assess", entry_id, "--rule", "kept", "--evidence", "1", "--by", IDA, "--at", "2025-02-11")
    words = told(own, "assess", entry_id, "--on", "2025-02-10")
    assert "nobody has ruled · as of 2025-02-10: later rulings are not shown" in words


def test_one_decision_is_made_at_a_time(own: Path, entry_id: str) -> None:
    assert main(["assess", entry_id, "--ledger", str(own), "--rule", "kept", "--reply", "x", "--by", IDA]) == USAGE
    assert main(["assess", "--ledger", str(own), "--rule", "kept", "--by", IDA]) == USAGE
    assert main(["assess", entry_id, "--ledger", str(own), "--rule", "kept", "--evidence", "1"]) == USAGE


def test_the_register_is_passed_on_as_lines_as_a_table_and_as_a_page(own: Path, entry_id: str, tmp_path: Path) -> None:
    ask(own, "assess", entry_id, "--rule", "kept", "--evidence", "1", "--why", "=opened", "--by", IDA)
    ask(own, "assess", entry_id, "--reply", "<script>late()</script>", "--by", "=Embassy")
    [line] = ask(own, "register", "--json").stdout.splitlines()
    value = json.loads(line)
    assert (value["kind"], value["ruling"], value["rulings"][0]["evidence"][0]["speaker"]) == (
        "assessment",
        "kept",
        "Elena Marsh",
    )
    [row] = csv.DictReader(io.StringIO(ask(own, "register", "--csv").stdout))
    assert (row["ruling"], row["holder"]) == ("kept", "Elena Marsh")
    assert not any(cell.startswith("=") for cell in row.values())
    page = tmp_path / "register.html"
    ask(own, "register", "--html", str(page))
    text = page.read_text(encoding="utf-8")
    assert "&lt;script&gt;late()&lt;/script&gt;" in text
    assert "<script" not in text
    assert "Reply of the assessed, in no record" in text


def test_what_waits_is_listed_with_the_progress_of_the_desk(own: Path, entry_id: str) -> None:
    ask(own, "assess", entry_id, "--rule", "kept", "--evidence", "1", "--by", IDA, "--at", "2025-02-11")
    words = told(own, "assess", "--on", "2025-02-12")
    assert "due by 2025-01-31 · its day has passed" in words
    assert "Ruled: kept 1" in words
    assert "By assessor: Ida Brandt 1" in words


def test_check_tells_a_log_of_decisions_that_was_altered(own: Path, entry_id: str) -> None:
    ask(own, "assess", entry_id, "--rule", "kept", "--evidence", "1", "--by", IDA)
    assert "decisions.broken" not in told(own, "check")
    with closing(sqlite3.connect(own)) as database:
        database.execute("UPDATE decision SET owner = 'somebody else'")
        database.commit()
    assert "decision 1 was altered" in told(own, "check")


# Laws of what holds

EMPTY = replace(said("commitment", "2024-03-14", "we will"), values={})
RULED = st.lists(st.tuples(st.sampled_from([IDA, JAN]), st.sampled_from(["kept", "broken", "in_the_works"])), max_size=5)


def log_of(ruled: list[tuple[str, str]]) -> list[Decision]:
    test = {"kept": None, "partly": None, "broken": None, "number": None}
    values = {"part": "first", "evidence": [], "test": test, "blind": False, "seen": {}}
    return [
        Decision(
            number=number,
            subject="commitment-1",
            action="assess",
            values={**values, "ruling": ruling},
            why=None,
            decided_at=None,
            owner=by,
        )
        for number, (by, ruling) in enumerate(ruled, 1)
    ]


@given(RULED)
def test_a_ruling_holds_only_where_all_who_ruled_last_agree(ruled: list[tuple[str, str]]) -> None:
    last = dict(ruled)
    found = assessment_of("commitment-1", EMPTY, log_of(ruled))
    names = set(last.values())
    assert found.ruling == (names.pop() if len(names) == 1 else None)
    assert len(found.rulings) == len(last)


@given(RULED, st.randoms(use_true_random=False))
def test_the_order_in_which_the_log_is_given_makes_no_difference(ruled: list[tuple[str, str]], chance: Any) -> None:
    log = log_of(ruled)
    shuffled = list(log)
    chance.shuffle(shuffled)
    assert assessment_of("commitment-1", EMPTY, log) == assessment_of("commitment-1", EMPTY, shuffled)
