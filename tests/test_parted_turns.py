"""A part of a turn that another speaks: it is his with all that stands in it, it is told, and it is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import servanda
from servanda import open_ledger, read_text
from servanda.comparison.deciding import parting
from servanda.errors import UsageError
from servanda.faces.cli import Settings
from servanda.faces.cli import servanda as cli
from servanda.faces.correcting import correction
from servanda.ledger import Ledger, parted, review
from servanda.ledger.chain import broken_links
from servanda.model import Commitment, Figure, Turn

TALKS = """Talks on the River Lidd
May 24, 2024

President of Ardania Elena Marsh and President of Belmora Tomas Weller held talks in Velmar.

Elena Marsh: Last year trade between our countries amounted to 40 million euros. We have agreed to sign the Treaty on the
River Lidd by the end of 2024. We will open the second lock by the end of October 2024. Thank you, Elena. (Laughter.) We will
lay the new line by the end of June 2025. Let us go on.

Tomas Weller: We support the Treaty on the River Lidd unless who pays for the dredging of the Lidd is left open. I propose to
open a ferry by the end of 2024. Our ministers have prepared the Agreement on Grain Transit.
"""

pytestmark = pytest.mark.usefixtures("store")  # each test on every store


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "talks.servanda") as opened:
        opened.append(read_text(TALKS, source="talks/lidd.txt", model=False))
        yield opened


def the_turn(ledger: Ledger, speaker: str = "Elena Marsh") -> dict:
    return next(one for one in ledger.entries("turn") if one["label"] and one["label"].startswith(speaker))


def given_to(ledger: Ledger, speaker: str, words: str, **said: object) -> object:
    """The sentences with some words are somebody's."""
    found = review.turn_of(ledger, the_turn(ledger)["id"])
    assert found is not None
    start, end = parting.sentences_with(*found, words=words)
    corrected = {"speaker": speaker, "start": start, "end": end}
    return ledger.rule(the_turn(ledger)["id"], "corrected", corrected=corrected, **said)


def holders(ledger: Ledger) -> dict[str, str | None]:
    """Who holds each promise, by the thing promised."""
    found = {one.span.text: one.holder for one in ledger.ruled("lidd.txt").of(Commitment)}
    return {thing: holder for thing in ("lock", "line", "ferry") for words, holder in found.items() if thing in words}


def test_what_is_read_in_a_part_follows_it_and_what_is_read_beside_it_does_not(ledger):
    given_to(ledger, "Tomas Weller", "lay the new line")
    assert holders(ledger) == {"lock": "Elena Marsh", "line": "Tomas Weller", "ferry": "Tomas Weller"}
    assert {one.speaker for one in ledger.ruled("lidd.txt").of(Figure)} == {"Elena Marsh"}
    told = next(one for one in ledger.entries("commitment") if "line" in one["text"])
    assert (told["holder"], told["speaker"]) == ("Tomas Weller", "Tomas Weller")


def test_a_ruled_reading_has_the_turn_as_what_is_before_the_part_the_part_and_what_is_behind(ledger):
    whole = the_turn(ledger)
    given_to(ledger, "Tomas Weller", "lay the new line")
    inside = [one for one in ledger.ruled("lidd.txt").of(Turn) if whole["start"] <= one.span.start < whole["end"]]
    assert [one.speaker for one in inside] == ["Elena Marsh", "Tomas Weller", "Elena Marsh"]
    assert [one.span.text.split(maxsplit=1)[0] for one in inside] == ["Elena", "We", "Let"]
    assert [one.label is not None for one in inside] == [True, False, False]
    assert [one.text for turn in inside for one in turn.insertions] == ["(Laughter.)"]


def test_the_turn_keeps_its_name_and_its_outward_form_tells_its_parts(ledger):
    whole = the_turn(ledger)
    given_to(ledger, "Tomas Weller", "lay the new line", by="Anna", why="he answers her thanks")
    told = the_turn(ledger)
    assert (told["id"], told["text"], told["speaker"]) == (whole["id"], whole["text"], "Elena Marsh")
    assert [one["speaker"] for one in told["parts"]] == ["Elena Marsh", "Tomas Weller", "Elena Marsh"]
    assert told["ruling"]["by"] == "Anna"
    exported = next(one for one in ledger.export() if one["id"] == whole["id"])
    assert exported["parts"] == told["parts"]
    assert ledger.entry(whole["id"])[1] == told


def test_the_part_that_somebody_plays_is_the_one_he_plays_elsewhere_in_the_record(ledger):
    given_to(ledger, "Tomas Weller", "lay the new line")
    weller = the_turn(ledger, "Tomas Weller")
    assert the_turn(ledger)["parts"][1]["role"] == weller["role"]
    given_to(ledger, "Iris Holm", "lay the new line")
    assert the_turn(ledger)["parts"][1]["role"] == "other"


def test_another_part_is_added_to_what_was_ruled_and_the_last_word_on_a_sentence_holds(ledger):
    given_to(ledger, "Tomas Weller", "Last year trade")
    given_to(ledger, "Tomas Weller", "lay the new line")
    given_to(ledger, "Iris Holm", "Last year trade")
    assert [one["speaker"] for one in the_turn(ledger)["parts"]] == ["Iris Holm", "Elena Marsh", "Tomas Weller", "Elena Marsh"]
    assert {one.speaker for one in ledger.ruled("lidd.txt").of(Figure)} == {"Iris Holm"}


def test_parts_of_one_speaker_that_follow_upon_each_other_are_one(ledger):
    given_to(ledger, "Tomas Weller", "Let us go on")
    given_to(ledger, "Tomas Weller", "lay the new line")
    assert [one["speaker"] for one in the_turn(ledger)["parts"]] == ["Elena Marsh", "Tomas Weller"]


def test_a_part_is_given_back_to_the_turns_own_speaker(ledger):
    given_to(ledger, "Tomas Weller", "Last year trade")
    given_to(ledger, "Tomas Weller", "lay the new line")
    given_to(ledger, "Elena Marsh", "Last year trade")
    assert [one["speaker"] for one in the_turn(ledger)["parts"]] == ["Elena Marsh", "Tomas Weller", "Elena Marsh"]
    with pytest.raises(UsageError, match="as it was read"):
        given_to(ledger, "Elena Marsh", "lay the new line")


def test_a_part_of_a_turn_whose_speaker_was_corrected_stands_beside_that(ledger):
    ledger.rule(the_turn(ledger)["id"], "corrected", corrected={"speaker": "Iris Holm"})
    given_to(ledger, "Tomas Weller", "lay the new line")
    assert holders(ledger) == {"lock": "Iris Holm", "line": "Tomas Weller", "ferry": "Tomas Weller"}
    assert [one["speaker"] for one in the_turn(ledger)["parts"]] == ["Iris Holm", "Tomas Weller", "Iris Holm"]


def test_to_give_all_sentences_away_is_to_correct_the_turns_speaker(ledger):
    turn = the_turn(ledger)
    made = ledger.rule(turn["id"], "corrected", corrected={"speaker": "Iris Holm", "start": turn["start"], "end": turn["end"]})
    assert dict(made.corrected) == {"speaker": "Iris Holm"}
    assert "parts" not in the_turn(ledger)


def test_a_part_is_taken_back_as_any_ruling_and_the_one_before_holds_again(ledger):
    given_to(ledger, "Tomas Weller", "Last year trade")
    made = given_to(ledger, "Tomas Weller", "lay the new line")
    ledger.undo_ruling(made.number)
    assert [one["speaker"] for one in the_turn(ledger)["parts"]] == ["Tomas Weller", "Elena Marsh"]
    ledger.undo_ruling(1)
    assert "parts" not in the_turn(ledger)
    assert ledger.ruled("lidd.txt") == ledger.reading("lidd.txt")
    with ledger.reads() as connection:
        assert broken_links(connection) == []


def test_what_records_say_together_goes_by_who_speaks_the_part(ledger):
    given_to(ledger, "Tomas Weller", "lay the new line")
    dues = servanda.compare(ledger).due("2026-01-31", everything=True).dues
    assert [one.claim.place.speaker for one in dues if one.claim and "new line" in one.claim.place.text] == ["Tomas Weller"]


@pytest.mark.parametrize(
    ("corrected", "told"),
    [
        ({"speaker": "Iris Holm", "start": 0}, "no part of the turn"),
        ({"speaker": "Iris Holm", "end": len(TALKS)}, "no part of the turn"),
        ({"start": TALKS.index("We will open")}, "not said who speaks"),
        ({"speaker": "Iris Holm", "start": TALKS.index("e will open")}, "within a word"),
        ({"speaker": "Iris Holm", "start": TALKS.index("(Laugh") + 1}, "words of the publisher's"),
        ({"speaker": "Iris Holm", "end": TALKS.index(": Last")}, "no words are spoken"),
        ({"speaker": "Iris Holm", "anomaly": "none", "end": TALKS.index("We will open")}, "cannot be corrected"),
        ({"parts": "Iris Holm"}, "parts cannot be"),
        ({"parts": [{"start": 1, "end": 2, "speaker": "Iris Holm"}]}, "one behind the other"),
    ],
)
def test_a_part_that_cannot_be_meant_is_refused_and_nothing_is_kept(ledger, corrected, told):
    with pytest.raises(UsageError, match=told):
        ledger.rule(the_turn(ledger)["id"], "corrected", corrected=corrected)
    assert ledger.rulings() == []


def test_words_that_stand_more_than_once_or_not_at_all_say_no_part(ledger):
    for words, told in (("We will", "more than once"), ("We shall", "does not stand"), ("Laughter", "is not spoken")):
        with pytest.raises(UsageError, match=told):
            given_to(ledger, "Iris Holm", words)


def test_a_second_reader_who_says_the_same_of_a_part_settles_it(ledger):
    ledger.second_reader(["turn"])
    given_to(ledger, "Tomas Weller", "lay the new line", by="Anna")
    assert the_turn(ledger)["review"] == "once"
    assert "parts" not in the_turn(ledger)
    given_to(ledger, "Tomas Weller", "lay the new line", by="Boris")
    assert len(the_turn(ledger)["parts"]) == 3


def test_a_part_follows_into_a_later_version_where_the_turns_words_stand_though_lines_break_otherwise(ledger):
    given_to(ledger, "Tomas Weller", "lay the new line")
    later = "CORRECTED\n" + TALKS.replace("will\nlay the", "will  lay\nthe").replace("prepared the", "signed the")
    ledger.append(read_text(later, source="talks/lidd.txt", model=False))
    servanda.compare(ledger)
    told = the_turn(ledger)
    assert [one["text"] for one in told["parts"]][1] == "We will  lay\nthe new line by the end of June 2025."
    assert told["ruling"]["carried_from"]
    assert holders(ledger)["line"] == "Tomas Weller"


def test_a_part_of_a_turn_whose_words_were_changed_holds_no_more_and_is_listed_as_stale(ledger):
    made = given_to(ledger, "Tomas Weller", "lay the new line")
    ledger.append(read_text(TALKS.replace("new line", "old line"), source="talks/lidd.txt", model=False))
    servanda.compare(ledger)
    assert "parts" not in the_turn(ledger)
    assert [one.ruling.number for one in review.stale(ledger)] == [made.number]


PLACES = st.integers(0, len(TALKS))


@given(wanted=st.lists(st.tuples(PLACES, PLACES, st.sampled_from(["Elena Marsh", "Tomas Weller", "Iris Holm"])), max_size=6))
@settings(max_examples=150, deadline=None)
def test_whatever_is_given_away_the_pieces_cover_the_turn_and_their_text_is_the_records(wanted):
    reading = read_text(TALKS, model=False)
    record = reading.record
    turn = next(one for one in reading.of(Turn) if one.speaker == "Elena Marsh")
    sentences, held = parting.sentences_of(reading, turn), {}
    for first, last, speaker in wanted:
        low, high = sorted((first % len(sentences), last % len(sentences)))
        part = {"speaker": speaker, "start": sentences[low].start, "end": sentences[high].end}
        try:
            held = parted.composed(held, parted.part_meant(turn, record, part), turn, record)
        except UsageError:
            held = {}
            continue
        parts = held.get("parts", ())
        made = parted.pieces(replace(turn, speaker=held.get("speaker", turn.speaker)), parts, record, {})
        assert "".join("".join(one.span.text.split()) for one in made) == "".join(turn.span.text.split())
        assert all(record.holds(one.span) for one in made)
        assert all(left.span.end <= right.span.start for left, right in pairwise(made))
        spoken = {one.speaker for one in made if one.span.start <= part["start"] and part["end"] <= one.span.end}
        assert spoken == {speaker}


def ran(ledger: Ledger, *arguments: str) -> str:
    done = CliRunner().invoke(cli, [*arguments, "--ledger", ledger.place], catch_exceptions=False, obj=Settings())
    assert done.exit_code == 0, done.output
    return done.output


def test_on_the_command_line_a_part_is_named_by_its_words_or_by_where_it_begins_and_ends(ledger):
    turn, speaker = the_turn(ledger)["id"], "speaker=Tomas Weller"
    ran(ledger, "rule", turn, "corrected", "--set", speaker, "--words", "lay the new line")
    parts = [one["text"] for one in the_turn(ledger)["parts"]]
    assert parts[1] == "We will\nlay the new line by the end of June 2025."
    ran(ledger, "rulings", "--undo", "1")
    ran(ledger, "rule", turn, "corrected", "--set", speaker, "--from", "Thank you")
    assert [one["speaker"] for one in the_turn(ledger)["parts"]] == ["Elena Marsh", "Tomas Weller"]
    ran(ledger, "rulings", "--undo", "3")
    ran(ledger, "rule", turn, "corrected", "--set", speaker, "--to", "second lock")
    assert [one["speaker"] for one in the_turn(ledger)["parts"]] == ["Tomas Weller", "Elena Marsh"]


def test_it_is_told_by_why_and_in_the_trail(ledger):
    turn = the_turn(ledger)["id"]
    ran(ledger, "rule", turn, "corrected", "--set", "speaker=Tomas Weller", "--words", "lay the new line", "--by", "Anna")
    words = " ".join(ran(ledger, "why", turn).split())
    assert "Tomas Weller: “We will lay the new line by the end of June 2025.”" in words
    (made,) = ledger.rulings()
    part = made.corrected["parts"][0]
    assert f"{part['start']} to {part['end']}" in ran(ledger, "rulings")
    assert correction("parts", made.corrected["parts"]) == f"{part['start']} to {part['end']}: Tomas Weller"


def test_only_a_turn_has_sentences_that_another_speaks(ledger):
    promise = next(ledger.entries("commitment"))["id"]
    done = CliRunner().invoke(cli, ["rule", promise, "corrected", "--from", "We", "--ledger", ledger.place], obj=Settings())
    assert isinstance(done.exception, UsageError)
    assert ledger.rulings() == []


UNMARKED = """Talks on the River Lidd
May 24, 2024

President of Ardania Elena Marsh met President of Belmora Tomas Weller in Velmar. Last year trade between the countries
amounted to 40 million euros. We will lay the new line by the end of June 2025. The ferry carried 300 people.
"""


def test_where_the_publisher_runs_somebodys_words_into_his_own_they_are_given_to_who_spoke_them(tmp_path):
    with open_ledger(tmp_path / "unmarked.servanda") as ledger:
        ledger.append(read_text(UNMARKED, source="talks/lidd.txt", model=False))
        turn = next(one["id"] for one in ledger.entries("turn") if "40 million" in one["text"])
        found = review.turn_of(ledger, turn)
        start, end = parting.sentences_with(*found, first="Last year trade", last="the new line")
        ledger.rule(turn, "corrected", corrected={"speaker": "Elena Marsh", "start": start, "end": end})
        told = {one["text"]: (one["speaker"], one["voice"]) for one in ledger.entries("figure")}
        assert told["40 million euros"] == ("Elena Marsh", "speaker")
        assert told["300 people"] == (None, "publisher")
        assert [one["role"] for one in ledger.entry(turn)[1]["parts"]] == ["publisher", "other", "publisher"]


ASKED = """News conference on the River Lidd
May 24, 2024

President of Ardania Elena Marsh met the press in Velmar.

Question: Trade amounted to 40 million euros last year. Will it grow? It will come to 50 million euros in 2026.

Elena Marsh: It will, and we are glad of it.

Question: When will the ferry run?

Elena Marsh: In spring.
"""


@pytest.mark.parametrize("words", [None, "50 million"])
def test_what_is_read_where_no_name_is_printed_follows_who_is_said_to_speak_it(tmp_path, words):
    with open_ledger(tmp_path / "asked.servanda") as ledger:
        ledger.append(read_text(ASKED, source="talks/lidd.txt", model=False))
        turn = next(one for one in ledger.entries("turn") if "Will it grow" in one["text"])
        assert turn["speaker"] is None
        found = review.turn_of(ledger, turn["id"])
        start, end = parting.sentences_with(*found, words=words) if words else (turn["start"], turn["end"])
        ledger.rule(turn["id"], "corrected", corrected={"speaker": "Iris Holm", "start": start, "end": end})
        told = {one["text"]: one["speaker"] for one in ledger.entries("figure")}
        assert told == {"40 million euros": None if words else "Iris Holm", "50 million euros": "Iris Holm"}
