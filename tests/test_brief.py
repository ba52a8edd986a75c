"""A brief before a meeting: what is told and what is not, whose words stand behind it, and that it is two pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from servanda import compare, open_ledger, read_text
from servanda.comparison import Comparison
from servanda.comparison.briefing.lines import holds
from servanda.errors import NotFoundError, UsageError
from servanda.ledger import Ledger
from servanda.model import Brief, BriefNote, BriefSection, BriefSectionName
from tests.river_talks import TREATY, ledger_of_talks
from tests.river_talks import readings as river_talks

DAY = "2025-04-01"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with open_ledger(ledger_of_talks(tmp_path_factory.mktemp("brief"))) as opened:
        yield opened


@pytest.fixture(scope="module")
def comparison(ledger: Ledger) -> Comparison:
    return compare(ledger)


@pytest.fixture(scope="module")
def with_weller(comparison: Comparison) -> Brief:
    return comparison.brief(DAY, with_="Weller")


def of_texts(folder: Path, *texts: str) -> Ledger:
    """A ledger of records that are given as texts."""
    ledger = open_ledger(folder / "talks.servanda")
    for number, text in enumerate(texts):
        ledger.append(read_text(text, source=f"talks/{number}.txt", model=False))
    return ledger


def section(brief: Brief, name: BriefSectionName) -> BriefSection:
    return next(one for one in brief.sections if one.name == name)


def told(brief: Brief, name: BriefSectionName) -> list[str]:
    return [line.text for line in section(brief, name).lines]


def notes_of(brief: Brief, numbers: Sequence[int]) -> list[BriefNote]:
    notes = {note.number: note for note in brief.notes}
    return [notes[number] for number in numbers]


def briefs(comparison: Comparison) -> list[Brief]:
    return [
        comparison.brief(DAY, with_="Weller"),
        comparison.brief(DAY, with_="Marsh", since="last"),
        comparison.brief("2024-12-31", with_="Belmora"),
        comparison.brief(DAY, matter=TREATY),
        comparison.brief(DAY, matter=TREATY, with_="Marsh"),
    ]


def test_it_tells_when_the_last_meeting_was_and_who_is_named_as_taking_part(with_weller: Brief) -> None:
    [line] = told(with_weller, "meeting")
    assert with_weller.last_meeting == "2025-03-14"
    assert "on 14 March 2025" in line
    assert "Elena Marsh (president of Ardania) and Tomas Weller (president of Belmora)" in line


def test_a_later_meeting_is_not_known_on_the_day_asked(comparison: Comparison) -> None:
    assert comparison.brief("2024-12-31", with_="Weller").last_meeting == "2024-12-06"


def test_what_is_past_its_day_says_in_how_many_later_records_nothing_was_found(with_weller: Brief) -> None:
    [forum] = [line for line in told(with_weller, "due") if "Forum of Border Towns" in line]
    assert forum.startswith("Due by 28 June 2024, which has passed: on 24 May 2024 the record’s publisher ")
    assert forum.endswith("Nothing was found of it in 2 later records, the last of 14 March 2025.")


def test_nothing_is_ever_said_to_be_not_done(comparison: Comparison) -> None:
    lines = [line.text for brief in briefs(comparison) for one in brief.sections for line in one.lines]
    assert lines
    assert not [line for line in lines if "not done" in line or "not kept" in line]


def test_what_is_soon_due_stands_beside_what_is_past(with_weller: Brief) -> None:
    [line] = [line for line in told(with_weller, "due") if "new line" in line]
    assert line.startswith("Due by 30 June 2025: on 24 May 2024 Elena Marsh said, as an undertaking: ")


def test_a_promise_that_a_later_record_tells_as_done_is_told_as_done_and_not_as_due(with_weller: Brief) -> None:
    assert not [line for line in told(with_weller, "due") if "second lock" in line]
    [line] = [line for line in told(with_weller, "done") if "second lock" in line]
    assert "The second lock has been opened" in line


def test_a_question_left_open_in_a_position_is_told(with_weller: Brief) -> None:
    assert any("who pays for the dredging of the Lidd" in line for line in told(with_weller, "open"))


def test_every_note_gives_the_words_at_its_place(ledger: Ledger, comparison: Comparison) -> None:
    for brief in briefs(comparison):
        for note in brief.notes:
            text = ledger.reading(note.place.record).record.text
            assert text[note.place.start : note.place.end] == note.place.text
            assert text[note.own.start : note.own.end] == note.own.text
            assert note.place.start <= note.own.start < note.own.end <= note.place.end
            assert text[: note.place.start].count("\n") + 1 == note.line


def test_every_line_has_a_note_whose_words_it_gives(comparison: Comparison) -> None:
    for brief in briefs(comparison):
        for one in brief.sections:
            for line in one.lines:
                assert line.notes
                words = {note.number: note.place.text for note in notes_of(brief, line.notes)}
                assert all(holds(words[part.note], part.text) for part in line.parts if part.note)


def test_notes_are_numbered_in_the_order_of_the_page(comparison: Comparison) -> None:
    for brief in briefs(comparison):
        named = [number for one in brief.sections for line in one.lines for number in line.notes]
        assert named == [note.number for note in brief.notes] == list(range(1, len(named) + 1))


def test_a_section_without_lines_says_in_how_many_records_nothing_was_found_and_until_when(comparison: Comparison) -> None:
    brief = comparison.brief(DAY, matter=TREATY, since="2025-01-01")
    assert section(brief, "promised").nothing == "Nothing found in 1 record, until 14 March 2025."


def test_since_the_last_meeting_means_from_its_day_on(comparison: Comparison) -> None:
    brief = comparison.brief(DAY, with_="Weller", since="last")
    assert (brief.since, brief.records) == ("2025-03-14", 1)
    assert {note.place.day for name in ("open", "promised", "positions", "said") for note in _of(brief, name)} <= {"2025-03-14"}


def _of(brief: Brief, name: str) -> list[BriefNote]:
    return [note for one in brief.sections if one.name == name for line in one.lines for note in notes_of(brief, line.notes)]


def test_the_records_order_makes_no_difference(tmp_path: Path, with_weller: Brief) -> None:
    with open_ledger(tmp_path / "reversed.servanda") as ledger:
        for reading in reversed(river_talks()):
            ledger.append(reading)
        assert compare(ledger).brief(DAY, with_="Weller") == with_weller


def test_it_needs_somebody_or_something(comparison: Comparison) -> None:
    with pytest.raises(UsageError, match="with somebody or on a matter"):
        comparison.brief(DAY)
    with pytest.raises(NotFoundError, match="nobody is called Nemo"):
        comparison.brief(DAY, with_="Nemo")
    with pytest.raises(NotFoundError, match="no matter"):
        comparison.brief(DAY, matter="perpetual motion")


def test_where_no_meeting_is_told_of_last_asks_for_a_day(tmp_path: Path) -> None:
    speech = (
        "Address by President of Ardania Elena Marsh\nMay 24, 2024\n\nElena Marsh: We will mend the weir by July 1, 2024.\n"
    )
    with of_texts(tmp_path, speech) as ledger, pytest.raises(NotFoundError, match="give a day"):
        compare(ledger).brief(DAY, with_="Elena Marsh", since="last")


HOPES = """Talks with President of Belmora Tomas Weller
May 24, 2024

President of Ardania Elena Marsh and President of Belmora Tomas Weller held talks in Velmar.

Elena Marsh: We hope that Belmora will send its fishermen to the Regatta on the Lidd by July 2024. We will deliver twelve new
pumps to the waterworks of Kessin by the end of 2024.

Tomas Weller: Corvia believes that a dam at Tern Bridge is unacceptable. I promise that Belmora will repair the sluice at Tern
Bridge by the end of 2024.
"""


def test_a_hope_is_no_undertaking(tmp_path: Path) -> None:
    with of_texts(tmp_path, HOPES) as ledger:
        brief = compare(ledger).brief("2024-06-01", with_="Weller")
    everything = " ".join(line for one in brief.sections for line in told(brief, one.name))
    assert "twelve new pumps" in everything
    assert "Regatta" not in everything


def test_a_stance_that_another_tells_of_is_not_given_as_said_by_its_holder(tmp_path: Path) -> None:
    with of_texts(tmp_path, HOPES) as ledger:
        brief = compare(ledger).brief("2024-06-01", with_="Weller")
    [line] = [line for line in told(brief, "positions") if "dam at Tern Bridge" in line]
    assert "Tomas Weller told, as the position of Corvia, against it: " in line


def talks(day: str, amount: str) -> str:
    return f"""Talks with President of Belmora Tomas Weller
{day}

President of Ardania Elena Marsh and President of Belmora Tomas Weller held talks in Velmar.

Elena Marsh: In 2023 trade between Ardania and Belmora amounted to {amount}.

Tomas Weller: Thank you for the warm welcome in Velmar.
"""


def test_figures_that_differ_stand_side_by_side_each_with_its_note(tmp_path: Path) -> None:
    with of_texts(tmp_path, talks("December 6, 2024", "$5.9 billion"), talks("March 6, 2025", "$5.2 billion")) as ledger:
        brief = compare(ledger).brief(DAY, with_="Weller")
    [line] = section(brief, "contradicted").lines
    assert [note.own.text for note in notes_of(brief, line.notes)] == ["$5.9 billion", "$5.2 billion"]
    assert "“$5.9 billion”" in line.text
    assert "“$5.2 billion”" in line.text


def many_promises() -> str:
    things = ("weir", "sluice", "ferry", "tunnel", "harbour", "library", "museum", "hospital", "lighthouse", "granary")
    towns = ("Kessin", "Halm", "Marl", "Velmar", "Tern Bridge", "Orsk", "Lidden", "Brack")
    sentences = (f"We will open a new {thing} in {town} in 2026." for thing in things for town in towns)
    return (
        "Talks with President of Belmora Tomas Weller\nMay 24, 2024\n\nPresident of Ardania Elena Marsh and President of "
        f"Belmora Tomas Weller held talks in Velmar.\n\nElena Marsh: {' '.join(sentences)}\n\nTomas Weller: Thank you.\n"
    )


def test_what_two_pages_have_no_room_for_is_counted_with_the_command_that_shows_it(tmp_path: Path) -> None:
    with of_texts(tmp_path, many_promises()) as ledger:
        brief = compare(ledger).brief("2024-06-01", with_="Weller")
    promised = section(brief, "promised")
    assert 10 < len(promised.lines) < 60
    assert promised.more > 10
    assert promised.command == "servanda commitments 0.txt"
