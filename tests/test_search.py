"""Search: what was said is found by its words, with who said it and where. Whatever is typed, no error comes up."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda import compare, open_ledger, read_text
from servanda.comparison import Comparison, hands
from servanda.comparison.search.passages import passages_in
from servanda.comparison.search.searching import Hits, understood
from servanda.errors import UsageError
from servanda.faces.cli import Settings, servanda
from servanda.ledger import Ledger
from servanda.ledger.fulltext import Term, places
from tests.stores import Stores

pytestmark = pytest.mark.usefixtures("store")  # each test on every store

NEWS_CONFERENCE = """News conference following talks of Ardania and Belmora
Posted: 24.05.2024

President of Ardania Mira Halden: Dear friends, our trade grew by six percent last year. (Applause.) We want to build
the bridge at Corvin together.

Both governments agreed on the loan for it. The customs union is a matter for later.

President of Belmora Aleksandr Orlenko: I thank you. We shall open the bridge, and we are developing the port.

Question: When will the café at the border crossing be open again?
Mira Halden: In autumn.
"""

REPORT = """Belmora sees no delay of the port
12 June 2024

VELMAR – “The port will be ready next year,” President Aleksandr Orlenko told reporters on Wednesday. The Corvian ministry of
transport gave no comment on the bridges.
"""

BRIEFING = """Брифинг представителя министерства
3 марта 2023 года

Мост у Корвина будет открыт осенью. Торговля выросла на шесть процентов.
"""

TALKS = {"conference.txt": NEWS_CONFERENCE, "report.txt": REPORT, "briefing.txt": BRIEFING}


def ledger_of(place: Path, names: list[str]) -> Ledger:
    ledger = open_ledger(place)
    for name in names:
        ledger.append(read_text(TALKS[name], source=name, model=False))
    return ledger


@pytest.fixture(scope="module")
def file(store: Stores, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("search") / "talks.servanda"
    ledger_of(place, list(TALKS)).close()
    return place


@pytest.fixture(scope="module")
def talks(store: Stores, file: Path) -> Iterator[Comparison]:
    with open_ledger(file) as ledger:
        yield compare(ledger)


def sources(found: Hits) -> set[str | None]:
    return {hit.place.source for hit in found.hits}


def marked(found: Hits) -> list[str]:
    """What is set off in the hits."""
    return [
        hit.place.text[start - hit.place.start : end - hit.place.start] for hit in found.hits for start, end in hit.highlights
    ]


class TestFinding:
    def test_a_hit_is_an_exact_stretch_with_speaker_day_and_line(self, talks: Comparison) -> None:
        (hit,) = talks.search("loan").hits
        assert hit.place.text == "Both governments agreed on the loan for it."
        assert NEWS_CONFERENCE[hit.place.start : hit.place.end] == hit.place.text
        assert (hit.place.speaker, hit.place.day, hit.line) == ("Mira Halden", "2024-05-24", 7)

    def test_all_words_must_stand_in_one_passage(self, talks: Comparison) -> None:
        assert sources(talks.search("bridge loan")) == {"conference.txt"}
        assert talks.search("loan ministry").total == 0

    def test_words_of_two_speakers_are_no_passage(self, talks: Comparison) -> None:
        assert talks.search("loan port").total == 0

    def test_english_endings_and_case_make_no_difference(self, talks: Comparison) -> None:
        found = talks.search("BRIDGES")
        assert sources(found) == {"conference.txt", "report.txt"}
        assert set(marked(found)) == {"bridge", "bridges"}

    def test_accents_make_no_difference(self, talks: Comparison) -> None:
        assert marked(talks.search("cafe")) == marked(talks.search("CAFÉ")) == marked(talks.search("cafe\u0301")) == ["café"]

    def test_other_languages_are_found_by_their_words(self, talks: Comparison) -> None:
        assert marked(talks.search("мост КОРВИНА")) == ["Мост", "Корвина"]

    def test_words_in_a_row_are_found_as_they_stand(self, talks: Comparison) -> None:
        assert marked(talks.search('"customs union"')) == ["customs union"]
        assert talks.search("“union customs”").total == 0

    def test_words_in_a_row_are_found_across_what_the_publisher_put_in(self, talks: Comparison) -> None:
        assert marked(talks.search('"last year we want"')) == ["last year. (Applause.) We want"]

    def test_one_of_several_is_enough_where_or_stands(self, talks: Comparison) -> None:
        assert set(marked(talks.search("loan OR ministry"))) == {"loan", "ministry"}

    def test_what_must_not_be_there_is_left_out(self, talks: Comparison) -> None:
        assert sources(talks.search("bridge -ministry")) == {"conference.txt"}
        assert sources(talks.search('bridge NOT "six percent"')) == {"conference.txt", "report.txt"}

    def test_a_word_may_be_begun_only(self, talks: Comparison) -> None:
        assert marked(talks.search("devel*")) == ["developing"]

    def test_what_the_publisher_put_in_is_the_publishers(self, talks: Comparison) -> None:
        (hit,) = talks.search("applause").hits
        assert (hit.place.text, hit.place.speaker, hit.voice) == ("(Applause.)", None, "publisher")

    def test_printed_labels_are_not_what_is_said(self, talks: Comparison) -> None:
        assert all(hit.place.speaker is None for hit in talks.search("Halden").hits)

    def test_how_many_there_are_is_told_beside_the_best(self, talks: Comparison) -> None:
        found = talks.search("the", limit=2)
        assert len(found.hits) == 2 < found.total


class TestWhoAndWhen:
    @pytest.mark.parametrize("name", ["Orlenko", "Alexander Orlenko", "Орленко", "ORLENKA"])
    def test_a_speaker_is_found_in_any_spelling(self, talks: Comparison, name: str) -> None:
        assert {hit.place.speaker for hit in talks.search("bridge OR port", by=name).hits} == {"Aleksandr Orlenko"}

    def test_what_somebody_is_quoted_with_is_found_beside_what_he_says(self, talks: Comparison) -> None:
        found = talks.search("port", by="Orlenko")
        assert {(hit.place.source, hit.voice) for hit in found.hits} == {
            ("conference.txt", "speaker"),
            ("report.txt", "quoted"),
        }

    def test_quoted_words_are_found_once_where_nobody_is_asked_for(self, talks: Comparison) -> None:
        assert talks.search('"port will be ready"').total == 1

    def test_a_name_that_nobody_has_is_told_from_words_that_nobody_says(self, talks: Comparison) -> None:
        assert talks.search("port", by="Marsh").speakers == ()
        assert talks.search("hovercraft", by="Halden").speakers == ("Mira Halden",)

    def test_days_are_kept_to(self, talks: Comparison) -> None:
        assert sources(talks.search("port", since="2024-06-01")) == {"report.txt"}
        assert sources(talks.search("port", on="2024-06-01")) == {"conference.txt"}


class TestWhateverIsTyped:
    @settings(max_examples=150, deadline=None)
    @given(st.text(max_size=40) | st.text(alphabet='ab"*-()^:{}+ORNTA \n\0', max_size=30))
    def test_no_error_of_the_database_comes_up(self, talks: Comparison, words: str) -> None:
        with suppress(UsageError):
            talks.search(words, by="Halden")

    @pytest.mark.parametrize("words", ["", " ", '""', "-bridge", "* OR -", "\udcff", "word " * 51])
    def test_nothing_to_look_for_is_said_to_be_so(self, talks: Comparison, words: str) -> None:
        with pytest.raises(UsageError):
            talks.search(words)

    def test_signs_of_the_query_are_understood(self) -> None:
        wanted = understood('a "b c" OR d* -e NOT f')
        assert wanted.groups == ((Term("a"),), (Term("b c"), Term("d", begins=True)))
        assert wanted.without == (Term("e"), Term("f"))


class TestWhereItStands:
    @settings(max_examples=100, deadline=None)
    @given(st.lists(st.sampled_from(["trade", "трейд", "cafe\u0301", "ﬁne", "so\u00adft", "…", "\u0301", "\0", "\U0001d53b"])))
    def test_what_is_set_off_is_the_word_whatever_stands_around_it(self, pieces: list[str]) -> None:
        text = " ".join([*pieces, "bridge", *pieces])
        assert [text[start:end] for start, end in places(understood("bridges"), [text])[0]] == ["bridge"]

    @pytest.mark.parametrize(("typed", "word"), [("fine", "ﬁne"), ("soft", "so\u00adft"), ("café", "cafe\u0301")])
    def test_letters_that_look_alike_are_alike(self, typed: str, word: str) -> None:
        text = f"It was {word}."
        assert [text[start:end] for start, end in places(understood(typed), [text])[0]] == [word]


class TestPassages:
    @pytest.mark.parametrize("name", list(TALKS))
    def test_each_is_of_one_voice_and_all_that_is_said_is_in_one(self, name: str) -> None:
        reading = read_text(TALKS[name], source=name, model=False)
        plain = [one for one in passages_in(reading) if one.voice != "quoted"]
        outer = [one for one in plain if not any(o is not one and o.start <= one.start and one.end <= o.end for o in plain)]
        assert all(before.end <= after.start for before, after in pairwise(outer))
        assert all(one.voice == "speaker" or one.speaker is None for one in plain)

    def test_a_long_paragraph_is_parted_between_sentences(self) -> None:
        text = NEWS_CONFERENCE.replace("In autumn.", "It will be opened in autumn. " * 150)
        found = [one for one in passages_in(read_text(text, model=False)) if "It will be" in text[one.start : one.end]]
        assert len(found) > 2
        assert {text[one.start : one.end][:10] for one in found} == {"It will be"}
        assert {one.speaker for one in found} == {"Mira Halden"}


class TestKeeping:
    def test_the_order_in_which_records_came_makes_no_difference(self, tmp_path: Path) -> None:
        answers = []
        for number in range(3):
            names = list(TALKS)
            random.Random(number).shuffle(names)
            with ledger_of(tmp_path / f"{number}.servanda", names) as ledger:
                answers.append(compare(ledger).search("the OR bridge OR шесть", limit=50))
        assert answers[0] == answers[1] == answers[2]

    def test_words_of_a_version_that_was_replaced_are_found_no_more(self, tmp_path: Path) -> None:
        with ledger_of(tmp_path / "talks.servanda", list(TALKS)) as ledger:
            assert compare(ledger).search("loan").total == 1
            ledger.append(read_text(NEWS_CONFERENCE.replace("loan", "grant"), source="conference.txt", model=False))
            after = compare(ledger)
            assert after.search("loan").total == 0
            assert after.search("grant").total == after.search("café").total == 1


def ask(file: Path, *arguments: str) -> Result:
    return CliRunner().invoke(servanda, ["search", "--ledger", str(file), *arguments], catch_exceptions=False, obj=Settings())


class TestManyHands:
    def test_several_processes_make_what_one_makes(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with ledger_of(tmp_path / "one.servanda", list(TALKS)) as alone:
            expected = compare(alone)
            monkeypatch.setattr(hands, "MANY", 1)
            monkeypatch.setattr("os.cpu_count", lambda: 2)
            with ledger_of(tmp_path / "two.servanda", list(TALKS)) as helped:
                found = compare(helped)
                assert found.search("the OR bridge OR шесть", limit=50) == expected.search("the OR bridge OR шесть", limit=50)
                assert found.matters(everything=True) == expected.matters(everything=True)

    def test_what_a_helper_fails_to_do_is_done_here(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(hands, "MANY", 1)
        monkeypatch.setattr("os.cpu_count", lambda: 2)
        monkeypatch.setattr("sys.executable", str(tmp_path / "nothing"))
        with ledger_of(tmp_path / "talks.servanda", list(TALKS)) as ledger:
            assert len(sources(compare(ledger).search("the OR мост"))) == len(TALKS)


class TestCommand:
    def test_words_are_set_off_in_brackets_where_there_is_no_colour(self, file: Path) -> None:
        result = ask(file, "loan", "governments")
        assert (
            result.stdout == "2024-05-24  Mira Halden  conference.txt:7\n    Both [governments] agreed on the [loan] for it.\n"
        )

    def test_how_many_more_there_are_is_said(self, file: Path) -> None:
        assert "passages: --limit shows more" in ask(file, "the", "--limit", "1").stderr

    def test_nothing_found_is_said_in_words(self, file: Path) -> None:
        assert ask(file, "hovercraft").stdout == "No passage has all these words.\n"
        assert "Nobody called Marsh speaks" in ask(file, "port", "--by", "Marsh").stderr

    def test_json_has_one_line_for_each_hit(self, file: Path) -> None:
        (line,) = ask(file, "loan", "--json").stdout.splitlines()
        value = json.loads(line)
        assert (value["kind"], value["speaker"], value["line"]) == ("hit", "Mira Halden", 7)
        assert [one["text"] for one in value["highlights"]] == ["loan"]
