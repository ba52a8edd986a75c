"""Records go in, what a reader should be told comes out: chosen strictly, in neutral words, with both places."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from servanda import work
from servanda.comparison import Comparison
from servanda.comparison.findings.findings import findings_of
from servanda.comparison.findings.sentences import sentence
from servanda.comparison.relations import relations_of
from servanda.errors import NotFoundError
from servanda.faces.cli import Settings, servanda
from servanda.model import Claim, Finding, Matter, Reading, Relation
from tests.claims_written import AUTUMN, LATER, SPRING, event, said

PROMISE = said("commitment", SPRING, "open the first section of the Sorrel railway tunnel")
OPENED = said("progress", LATER, "the first section of the Sorrel railway tunnel has been opened", by="Jonas Halden")


def found(*claims: Claim) -> list[Finding]:
    matter = Matter(id="matter-1", name="Sorrel railway", kind="project", claims=claims, relations=tuple(relations_of(claims)))
    return findings_of(matter)


def shown(*claims: Claim) -> list[str]:
    return [one.kind for one in found(*claims) if one.shown]


# What is shown of a matter


def test_a_promise_that_is_reported_as_done_is_shown() -> None:
    assert shown(PROMISE, OPENED) == ["fulfils"]


def test_a_finding_names_both_places_and_the_matter() -> None:
    (one,) = found(PROMISE, OPENED)
    assert (one.later, one.earlier, one.matter_name) == (OPENED.place, PROMISE.place, "Sorrel railway")


def test_what_one_record_says_twice_is_not_shown() -> None:
    later = said("progress", SPRING, OPENED.place.text, at=900, record=PROMISE.place.record)
    assert shown(PROMISE, later) == []


def test_what_is_said_of_other_states_is_not_shown() -> None:
    assert shown(PROMISE, said("progress", LATER, OPENED.place.text, scope=("corvia", "tessaly islands"))) == []


def test_what_shares_only_the_matters_name_is_not_shown() -> None:
    assert shown(PROMISE, said("progress", LATER, "tickets for the railway have been printed")) == []


def test_what_is_only_pointed_at_is_not_shown() -> None:
    amended = said("commitment", SPRING, "adopt this amendment on railway tunnel tariffs")
    assert shown(amended, said("progress", LATER, "this amendment on railway tunnel tariffs has been adopted")) == []


def test_what_the_reader_is_not_sure_of_is_not_shown() -> None:
    unsure = said("commitment", SPRING, PROMISE.place.text, confidence=0.4)
    assert shown(unsure, OPENED) == []


def sure(claim: Claim, confidence: float) -> Claim:
    return replace(claim, values={**claim.values, "confidence": confidence})


BRIDGE = said("commitment", SPRING, "define the optimal pathway for the building of the Corvin suspension bridge")


def test_two_statements_that_are_nearly_sure_bear_each_other_out_where_they_name_one_thing() -> None:
    found_it = said("progress", LATER, "the optimal pathway to build the Corvin suspension bridge has been found")
    assert shown(BRIDGE, sure(found_it, 0.8)) == ["fulfils"]
    assert shown(BRIDGE, sure(found_it, 0.6)) == []


def test_what_has_words_in_common_and_names_another_thing_bears_nothing_out() -> None:
    other = said("progress", LATER, "a loan for the optimal pathway of the Corvin suspension bridge has been found")
    assert shown(BRIDGE, sure(other, 0.8)) == []


def test_what_one_day_tells_of_a_beginning_twice_is_no_news() -> None:
    launch = said("commitment", SPRING, "launch the Sorrel Valley health partnership")
    begun = said("progress", SPRING, "we are launching the Sorrel Valley health partnership", status="in_progress", record="b")
    assert shown(launch, begun) == []
    assert shown(launch, replace(begun, place=replace(begun.place, day=LATER))) == ["updates"]


def test_who_is_against_a_thing_has_not_moved_it_on_by_promising_another() -> None:
    against = said("position", SPRING, "the ballistic missile programmes of Corvia", stance="opposes")
    promise = said("commitment", LATER, "pursue defence against the ballistic missile programmes of Corvia")
    assert shown(against, promise) == []


def test_to_be_at_it_still_is_what_was_promised() -> None:
    promise = said("commitment", SPRING, "continue to restore the old harbour of the Tessaly Islands")
    still = said("progress", LATER, "we are restoring the old harbour of the Tessaly Islands", status="in_progress")
    assert shown(promise, still) == []


def test_a_promise_made_again_tells_nothing_new() -> None:
    again = said("commitment", AUTUMN, PROMISE.place.text)
    assert [(one.kind, one.shown) for one in found(PROMISE, again)] == [("repeats", False)]


def test_another_sides_weaker_words_are_no_weakening() -> None:
    other = said("commitment", AUTUMN, PROMISE.place.text, by="Jonas Halden", force="proposed")
    assert shown(PROMISE, other) == []


def test_a_treaty_that_went_on_from_signing_to_force_is_shown() -> None:
    name = "Treaty on the River Lidd"
    signed = said("instrument", SPRING, name, events=[event("signed", SPRING)])
    force = said("instrument", LATER, name, events=[event("entered_into_force", "2025-12-01")])
    (one,) = found(signed, force)
    assert one.shown
    assert one.sentence == (
        "On 30 March 2023 Ada Marsh told of “Treaty on the River Lidd” as signed (2023-03-30); "
        "on 11 December 2025 Ada Marsh told of “Treaty on the River Lidd” as in force (2025-12-01)."
    )


def test_the_same_words_give_the_same_id_in_whatever_order_they_come() -> None:
    assert [one.id for one in found(PROMISE, OPENED)] == [one.id for one in found(OPENED, PROMISE)]


def test_another_who_retells_the_words_with_another_figure_is_shown() -> None:
    first = said("figure", SPRING, "more than 90 percent", value=90, modifier="more_than", unit="%", measure="joint programmes")
    words = "President Marsh says that 80 percent of the joint programmes are done."
    retold = replace(first, said_by="Jonas Halden", sentence=words, place=replace(first.place, record="later", day=AUTUMN))
    told = Relation(
        later=retold, earlier=first, relation="differs_by_source", confidence=0.55, rule="relations.figures.as_of_day", why="-"
    )
    matter = Matter(id="matter-1", name="joint programmes", kind="programme", claims=(first, retold), relations=(told,))
    assert [one.shown for one in findings_of(matter)] == [True]
    own = replace(told, later=replace(retold, sentence="80 percent of the joint programmes are done."))
    assert [one.shown for one in findings_of(replace(matter, relations=(own,)))] == [False]


def test_a_retold_figure_is_called_retold() -> None:
    first = said("figure", SPRING, "more than 90 percent", value=90, modifier="more_than", unit="%")
    retold = said("figure", AUTUMN, "90 percent", by="Jonas Halden", sentence="President Marsh says that 90 percent is done.")
    told = Relation(
        later=retold, earlier=first, relation="differs_by_source", confidence=0.6, rule="relations.figures.x", why="-"
    )
    assert sentence(told).endswith("Jonas Halden retells “more than 90 percent” of Ada Marsh as “90 percent”.")


def test_a_figure_whose_scale_is_left_to_words_beside_it_is_told_with_it() -> None:
    first = said("figure", SPRING, "$38.5 billion", value=38_500_000_000, unit="USD")
    later = said("figure", AUTUMN, "just over $50", value=50_000_000_000, unit="USD")
    told = Relation(later=later, earlier=first, relation="updates", confidence=1, rule="relations.figures.", why="-")
    assert sentence(told).endswith("from “$38.5 billion” to “just over $50” (billion).")


def test_one_record_updates_an_earlier_statement_once() -> None:
    again = said("progress", LATER, "the first section of the railway tunnel at Sorrel was opened", at=500, by="Jonas Halden")
    assert shown(PROMISE, OPENED, again) == ["fulfils"]


def test_a_promise_that_is_also_on_the_agenda_is_called_a_promise() -> None:
    task = said("topic", SPRING, PROMISE.place.text, outcome="referred", record=PROMISE.place.record)
    assert [one.earlier.text for one in found(PROMISE, task, OPENED) if one.shown and one.earlier] == [PROMISE.place.text]
    assert shown(PROMISE, task, OPENED) == ["fulfils"]


def test_what_was_still_to_be_made_and_is_taken_to_be_there_is_shown() -> None:
    making = said("progress", SPRING, "we are creating a common timber market for planks and pulp", status="in_progress")
    there = said("mention", AUTUMN, "The efficiency of our common timber market for planks and pulp is increasing.")
    (one,) = [each for each in found(making, there) if each.shown]
    assert (one.kind, one.rule) == ("updates", "making.there")
    assert one.sentence.endswith("(the earlier words have it still to be made, the later ones take it to be there).")


def test_what_is_only_needed_stronger_is_not_taken_to_be_there() -> None:
    begun = said("mention", SPRING, "we have begun the process to establish a consular presence in the eastern Tessaly Islands")
    needed = said("mention", LATER, "they spoke of the need for an enhanced consular presence in the eastern Tessaly Islands")
    assert shown(begun, needed) == []


def test_what_was_asked_for_plainly_and_is_under_way_is_shown() -> None:
    asked = said("mention", SPRING, "A ferry timetable agreement must be concluded between Ardania and Belmora.")
    on = said("progress", AUTUMN, "a ferry timetable and tariff agreement is being prepared", status="in_progress")
    assert shown(asked, on) == ["updates"]


def test_talks_of_many_are_of_the_same_states_where_neither_sentence_names_any() -> None:
    assert shown(PROMISE, said("progress", LATER, OPENED.place.text, scope=("belmora", "corvia", "ardania"))) == ["fulfils"]
    wide = ("belmora", "corvia", "tessaly islands")
    assert shown(PROMISE, said("progress", LATER, OPENED.place.text, scope=wide)) == ["fulfils"]
    named = f"In Corvia and France, {OPENED.place.text}"
    assert shown(PROMISE, said("progress", LATER, OPENED.place.text, scope=wide, sentence=named)) == []


def test_a_work_that_was_going_on_and_is_done_is_shown_where_its_sentence_says_which() -> None:
    going = said(
        "progress",
        SPRING,
        "we are completing a large project",
        status="in_progress",
        matter="a large project",
        sentence="In water power (we are completing a large project) and in timber we work together.",
    )
    words = "the largest project of the water power station has been completed"
    done = said("progress", LATER, words, matter="the largest project of the water power station")
    assert shown(going, done) == ["fulfils"]
    assert shown(going, replace(done, said_by="Jonas Halden")) == []
    assert shown(going, replace(done, scope=("ardania", "corvia"))) == []


# Findings of a ledger

TALKS = """Talks of the Presidents of Ardania and Belmora

President of Ardania Elena Marsh: Good afternoon. We will open a consulate general in Marl by July 1, 2023. \
We have resolved all issues by now, and there are no unresolved problems. Today there was an exchange of instruments of \
ratification of the Treaty on the River Lidd signed on January 12, 2023 in Kessin.

President of Belmora Tomas Weller: Thank you. I promise that we will build a second bridge at Tern by the end of 2024.

President of Ardania Elena Marsh: The countries should eliminate the remaining restrictions on trade in timber.
"""
LATER_TALKS = """Meeting of the Presidents of Ardania and Belmora

President of Ardania Elena Marsh: Good afternoon. Our trade is growing.

President of Belmora Tomas Weller: Thank you. {}
"""
SILENT, SPOKEN = "The harvest was good.", "The second bridge at Tern is late, I know."
DAYS = ("2023-03-30", "2025-03-14", "2025-03-15")


def read(text: str, place: int) -> Reading:
    return work.read_text(text, source=f"{place}.txt", reference_date=DAYS[place], model=False)


@contextmanager
def ledger_of(folder: Path, *texts: str) -> Iterator[Comparison]:
    with work.open_ledger(folder / "talks.servanda") as ledger:
        for number, text in enumerate(texts):
            ledger.append(read(text, number))
        yield work.compare(ledger)


def overdue(folder: Path, *texts: str, on: str = "2025-06-01", everything: bool = False) -> list[Finding]:
    with ledger_of(folder, *texts) as comparison:
        return comparison.findings(kind="overdue", on=on, everything=everything)


def test_what_is_overdue_says_how_many_later_records_were_read_and_until_when(tmp_path: Path) -> None:
    found = overdue(tmp_path, TALKS, LATER_TALKS.format(SILENT))
    assert [one.later.text for one in found] == [
        "We will open a consulate general in Marl by July 1, 2023",
        "I promise that we will build a second bridge at Tern by the end of 2024",
    ]
    assert {one.why for one in found} == {"date passed; nothing found in 1 later record, the last of 2025-03-14"}


def test_a_promise_that_two_records_of_one_day_print_is_overdue_once(tmp_path: Path) -> None:
    summary = """Fact sheet on the talks of Ardania and Belmora

President of Belmora Tomas Weller: I promise that we will build the second bridge over the Lidd at Tern by the end of 2024.
"""
    with work.open_ledger(tmp_path / "talks.servanda") as ledger:
        for name, text, place in (("talks", TALKS, 0), ("sheet", summary, 0), ("later", LATER_TALKS.format(SILENT), 1)):
            ledger.append(work.read_text(text, source=f"{name}.txt", reference_date=DAYS[place], model=False))
        comparison = work.compare(ledger)
        bridges = [one for one in comparison.findings(kind="overdue", on="2025-06-01") if "bridge" in one.later.text]
        every = comparison.findings(kind="overdue", on="2025-06-01", everything=True)
    assert len(bridges) == 1
    assert sum("bridge" in one.later.text for one in every) == len(bridges) + 1


def test_a_year_through_which_something_lasts_is_no_last_day(tmp_path: Path) -> None:
    backed = TALKS.replace(
        "we will build a second bridge at Tern by the end of", "we will support the Lidd Council presidency in"
    )
    assert [one.later.text[:12] for one in overdue(tmp_path, backed, LATER_TALKS.format(SILENT))] == ["We will open"]


def test_nothing_is_overdue_before_its_day(tmp_path: Path) -> None:
    with ledger_of(tmp_path, TALKS, LATER_TALKS.format(SILENT)) as comparison:
        assert [one.later.text[:7] for one in comparison.findings(kind="overdue", on="2024-06-01", everything=True)] == [
            "We will"
        ]
        assert comparison.findings(kind="overdue", on="2023-07-01", everything=True) == []


def test_what_no_later_record_could_tell_of_waits(tmp_path: Path) -> None:
    assert overdue(tmp_path, TALKS) == []
    (one, _) = overdue(tmp_path, TALKS, everything=True)
    assert one.why == "date passed; nothing found in 0 later records"


def test_what_a_later_record_speaks_of_is_not_called_overdue(tmp_path: Path) -> None:
    found = overdue(tmp_path, TALKS, LATER_TALKS.format(SPOKEN))
    assert [one.later.text[:12] for one in found] == ["We will open"]


def test_records_in_languages_that_are_not_read_are_told_apart(tmp_path: Path) -> None:
    spanish = """Encuentro de los presidentes de Ardania y de Belmora

Presidenta Elena Marsh: Buenas tardes a todos. Nuestro comercio con Belmora crece mucho y los trenes ya llegan a la frontera.

Presidente Tomas Weller: Muchas gracias. Es verdad que el comercio crece, y que la cosecha de este año ha sido muy buena.
"""
    (one, *_) = overdue(tmp_path, TALKS, LATER_TALKS.format(SILENT), spanish)
    assert one.why == (
        "date passed; nothing found in 1 later record, the last of 2025-03-14; "
        "1 more record is in languages whose statements are not read"
    )


def test_a_treatys_life_told_in_one_sentence_is_shown(tmp_path: Path) -> None:
    with ledger_of(tmp_path, TALKS) as comparison:
        (one,) = comparison.findings(kind="updates")
    assert one.sentence == (
        "On 30 March 2023 Elena Marsh told of “Treaty on the River Lidd”: signed on 12 January 2023, "
        "its instruments of ratification exchanged on 30 March 2023."
    )


def test_nothing_left_to_solve_stands_beside_what_is_left(tmp_path: Path) -> None:
    with ledger_of(tmp_path, TALKS) as comparison:
        (one,) = comparison.findings(kind="weakens")
    assert (
        "nothing is left to solve: “We have resolved all issues by now, and there are no unresolved problems”" in one.sentence
    )
    assert (
        "what remains is named: “The countries should eliminate the remaining restrictions on trade in timber”" in one.sentence
    )


def test_the_time_said_to_have_passed_stands_beside_the_day_that_does_not_fit(tmp_path: Path) -> None:
    text = """Talks of the Presidents of Ardania and Belmora

President of Ardania Elena Marsh: We studied what was approved at the November 4, 2022, meeting of the River Supreme Council.

President of Belmora Tomas Weller: {} months have passed since the Declaration of the River Supreme Council was signed.
"""
    with ledger_of(tmp_path, text.format("Seven and a half")) as comparison:
        (one,) = comparison.findings(kind="contradicts")
    assert one.rule == "elapsed.beside"
    assert (
        "“Seven and a half months have passed since the Declaration of the River Supreme Council was signed.”" in one.sentence
    )
    (tmp_path / "right").mkdir()
    with ledger_of(tmp_path / "right", text.format("Almost five")) as comparison:
        assert comparison.findings(kind="contradicts") == []


def test_problems_put_off_contradict_that_all_are_solved(tmp_path: Path) -> None:
    text = TALKS.replace("Today there was", "There are some questions which have been postponed. Today there was")
    with ledger_of(tmp_path, text) as comparison:
        (one,) = comparison.findings(kind="contradicts")
    assert one.sentence.endswith("in the same record what remains is named: “some questions which have been postponed”.")


def test_what_can_be_solved_is_no_contradiction_of_what_is_put_off(tmp_path: Path) -> None:
    text = "Elena Marsh: There are no unsolvable problems, there are those which have been postponed.\n"
    with ledger_of(tmp_path, text) as comparison:
        assert comparison.findings(kind="contradicts") == []


def test_what_is_promised_again_before_its_day_is_no_word_of_what_became_of_it(tmp_path: Path) -> None:
    again = "President of Ardania Elena Marsh: Good evening. We will open a consulate general in Marl by July 1, 2023.\n"
    with work.open_ledger(tmp_path / "l") as ledger:
        for place, (text, day) in enumerate(((TALKS, DAYS[0]), (again, "2023-05-02"), (LATER_TALKS.format(SILENT), DAYS[1]))):
            ledger.append(work.read_text(text, source=f"{place}.txt", reference_date=day, model=False))
        found = work.compare(ledger).findings(kind="overdue", on="2025-06-01")
    assert {one.later.text for one in found} >= {"We will open a consulate general in Marl by July 1, 2023"}


def test_a_wrong_label_is_a_finding(tmp_path: Path) -> None:
    question = "\nPiotr Lann: Good evening. Radio Kessin, Jonas Brandt. When will the bridge be open?\n\nTomas Weller: Soon.\n"
    with ledger_of(tmp_path, TALKS + question) as comparison:
        told = [one.sentence for one in comparison.findings(kind="label_anomaly")]
    assert told == [
        "In the record “Talks of the Presidents of Ardania and Belmora”, of 30 March 2023, "
        "“Piotr Lann” is printed over the words of Jonas Brandt."
    ]


def told(comparison: Comparison) -> list[str]:
    return [one.sentence for one in comparison.findings(on="2025-06-01", everything=True)]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_order_in_which_records_come_makes_no_difference(tmp_path: Path, order: Sequence[int]) -> None:
    texts = (TALKS, LATER_TALKS.format(SPOKEN))
    with ledger_of(tmp_path, *texts) as comparison:
        expected = told(comparison)
    (tmp_path / "other").mkdir()
    with work.open_ledger(tmp_path / "other" / "l") as ledger:
        for place in order:
            ledger.append(read(texts[place], place))
            work.compare(ledger)
        assert told(work.compare(ledger)) == expected


def test_what_a_corrected_record_does_not_say_any_more_is_no_finding(tmp_path: Path) -> None:
    with work.open_ledger(tmp_path / "l") as ledger:
        ledger.append(read(TALKS, 0))
        assert work.compare(ledger).findings(kind="weakens")
        corrected = TALKS.replace("We have resolved all issues by now, and there are no unresolved problems. ", "")
        ledger.append(read(corrected, 0))
        assert work.compare(ledger).findings(kind="weakens") == []


def test_findings_are_asked_for_by_name_and_day(tmp_path: Path) -> None:
    with ledger_of(tmp_path, TALKS, LATER_TALKS.format(SILENT)) as comparison:
        assert {one.later.speaker for one in comparison.findings(by="weller", on="2025-06-01")} == {"Tomas Weller"}
        assert comparison.findings(since="2025-06-01", on="2025-06-01") == []


def test_a_name_that_nothing_has_is_said_to_be_unknown(tmp_path: Path) -> None:
    with ledger_of(tmp_path, TALKS) as comparison:
        with pytest.raises(NotFoundError, match="no matter is called"):
            comparison.findings(matter="no such thing")
        with pytest.raises(NotFoundError, match="nobody is called"):
            comparison.findings(by="Nobody Known")


# The command


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    with ledger_of(tmp_path, TALKS, LATER_TALKS.format(SILENT)):
        return str(tmp_path / "talks.servanda")


def run(*arguments: str) -> tuple[str, str]:
    result = CliRunner().invoke(servanda, ["findings", *arguments], obj=Settings())
    assert result.exit_code == 0, result.output
    return result.stdout, result.stderr


def test_the_command_prints_a_sentence_its_reason_and_its_places(ledger: str) -> None:
    out, _ = run("--ledger", ledger, "--kind", "overdue", "--on", "2025-06-01")
    words = " ".join(out.split())
    assert "nothing was found on it in 1 later record, the last of 14 March 2025." in words
    assert "(date passed; nothing found in 1 later record, the last of 2025-03-14; 0.txt" in words


def test_the_command_counts_what_waits(ledger: str) -> None:
    out, _ = run("--ledger", ledger, "--on", "2023-04-01")
    everything, _ = run("--ledger", ledger, "--on", "2023-04-01", "--all")
    assert len(everything) >= len(out)
    assert "--all shows them too" not in everything


def test_the_command_says_which_day_it_took_for_today(ledger: str) -> None:
    assert "Overdue as of today, " in run("--ledger", ledger)[0]
    assert "Overdue as of today, " not in run("--ledger", ledger, "--on", "2025-06-01")[0]


def test_json_has_one_finding_a_line_with_the_exact_words(ledger: str) -> None:
    out, _ = run("--ledger", ledger, "--on", "2025-06-01", "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert {line["kind"] for line in lines} == {"finding"}
    text = {"0.txt": TALKS, "1.txt": LATER_TALKS.format(SILENT)}
    for place in (place for line in lines for place in (line["later"], line["earlier"]) if place):
        assert text[place["source"]][place["start"] : place["end"]] == place["text"]


def test_nothing_found_is_said(tmp_path: Path) -> None:
    with ledger_of(tmp_path, "Velmar, 30 March 2023\n\nIt rained.\n"):
        pass
    assert run("--ledger", str(tmp_path / "talks.servanda"))[0] == "No findings.\n"
