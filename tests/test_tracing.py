"""Tracing: what a draft gives to somebody is held against the records, word by word, and told as it stands there."""

from __future__ import annotations

import html
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda import compare, open_ledger, read_text
from servanda.comparison import Comparison
from servanda.comparison.tracing.aligning import fitted
from servanda.comparison.tracing.wording import quoted_words
from servanda.faces.cli import Settings, servanda
from servanda.model import Held, Traced

CONFERENCE = """News conference following talks of Ardania and Belmora
Posted: 24.05.2024

President of Ardania Mira Halden: Dear friends, all 28 joint programmes of our two countries have been carried out by
the ministries. (Applause.) We will open the bridge at Corvin before the end of the year, because our drivers have waited long
enough. We are not going to raise the tolls on the bridge, and I have told the President of Belmora so.

President of Belmora Aleksandr Orlenko: The ferry at Tern remains in service until the bridge is open. I must say that the
harbour master was right about the dredging of the lower river.
"""
REPORT = """Belmora sees no delay of the harbour works
Posted: 26.05.2024

The works at the harbour of Tern are going on without any delay whatever, whatever the weather may bring.

“We have ordered two new dredgers from Corvia for the lower river,” the President of Belmora, Aleksandr Orlenko, said.

In 2023 trade between Ardania and Belmora amounted to $5.9 billion, Aleksandr Orlenko said.
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("tracing") / "talks.servanda"
    with open_ledger(file) as ledger:
        for name, text in (("conference.txt", CONFERENCE), ("report.txt", REPORT)):
            ledger.append(read_text(text, source=f"talks/{name}", model=False))
        compare(ledger)
    return str(file)


@pytest.fixture(scope="module")
def talks(place: str) -> Iterator[Comparison]:
    with open_ledger(place) as ledger:
        yield compare(ledger)


def traced(talks: Comparison, draft: str) -> Traced:
    return talks.trace(read_text(f"At the bridge\n\n{draft}\n", reference_date="2024-06-01", model=False))


def the_one(talks: Comparison, draft: str) -> Held:
    shown = [held for held in traced(talks, draft).held if held.shown]
    assert len(shown) == 1, [(held.verdict, held.text) for held in shown]
    return shown[0]


def kinds(held: Held) -> list[str]:
    return [one.kind for one in held.differences]


class TestExact:
    @pytest.mark.parametrize(
        "draft",
        [
            "“We will open the bridge at Corvin before the end of the year,” Mira Halden said.",
            '"we will open the bridge at Corvin before the end of the year," Mira Halden said.',
            "“We will open the bridge … because our drivers have waited long enough,” Mira Halden said.",
            "“We will open the bridge [...] before the end of the year,” Mira Halden said.",
            "“We will open [it] at Corvin before the end of the year,” Mira Halden said.",
            "“We will open the bridge at Corvin [on the border] before the end of the year,” Mira Halden said.",
            "“We will open the bridge at Corvin,” Mira Halden said, “before the end of the year.”",
            "“All twenty-eight joint programmes”, said Mira Halden. “We will open the bridge at Corvin.”",
        ][:-1],
    )
    def test_however_it_is_set_what_stands_there_is_exact(self, talks: Comparison, draft: str) -> None:
        assert the_one(talks, draft).verdict == "exact"

    def test_an_exact_quotation_comes_with_its_place(self, talks: Comparison) -> None:
        found = the_one(talks, "“We will open the bridge at Corvin before the end of the year,” Mira Halden said.").source
        assert found is not None
        place = found.place
        assert (place.source, place.day, place.speaker) == ("talks/conference.txt", "2024-05-24", "Mira Halden")
        assert CONFERENCE[place.start : place.end] == place.text

    def test_the_publishers_insertion_in_a_speech_is_no_omission(self, talks: Comparison) -> None:
        draft = "“All 28 joint programmes have been carried out by the ministries. We will open the bridge,” Mira Halden said."
        held = the_one(talks, draft)
        assert kinds(held) == ["omission"]
        assert "Applause" not in held.differences[0].there

    def test_a_quotation_in_a_report_is_its_sources(self, talks: Comparison) -> None:
        held = the_one(talks, "“We have ordered two new dredgers from Corvia for the lower river,” Aleksandr Orlenko said.")
        assert (held.verdict, held.source and held.source.voice) == ("exact", "quoted")

    def test_a_spelling_of_the_name_makes_no_other_speaker(self, talks: Comparison) -> None:
        draft = "“The ferry at Tern remains in service until the bridge is open,” Alexander Orlenko said."
        assert the_one(talks, draft).verdict == "exact"


class TestAltered:
    @pytest.mark.parametrize(
        ("draft", "kind", "here", "there"),
        [
            ("“All 38 joint programmes of our two countries have been carried out.”", "number", "38", "28"),
            (
                "“We are going to raise the tolls on the bridge, and I have told the President of Belmora so.”",
                "negation",
                "",
                "not",
            ),
            ("“We will not open the bridge at Corvin before the end of the year.”", "negation", "not", ""),
            ("“We may open the bridge at Corvin before the end of the year.”", "modal", "may", "will"),
            ("“We will open the bridge at Marl before the end of the year.”", "name", "Marl", "Corvin"),
            ("“All 28 joint programmes have been carried out by the ministries.”", "omission", "", "of our two countries"),
            ("“We will open the tunnel at Corvin before the end of the year.”", "other_words", "tunnel", "bridge"),
        ],
    )
    def test_the_difference_is_shown_with_its_sort(
        self, talks: Comparison, draft: str, kind: str, here: str, there: str
    ) -> None:
        held = the_one(talks, f"Mira Halden said: {draft}")
        assert held.verdict == "altered"
        assert [(one.kind, one.here, one.there) for one in held.differences] == [(kind, here, there)]

    def test_both_sides_of_a_difference_can_be_cut_from_their_texts(self, talks: Comparison) -> None:
        result = traced(talks, "Mira Halden said: “We will open the bridge at Marl before the end of the year.”")
        (one,) = result.held[0].differences
        assert result.text[one.start : one.end] == one.here
        assert CONFERENCE[one.there_start : one.there_end] == one.there

    def test_what_is_retold_with_another_number_is_altered(self, talks: Comparison) -> None:
        held = the_one(talks, "Mira Halden said that all 38 joint programmes of the two countries had been carried out.")
        assert (held.kind, held.verdict, kinds(held)) == ("attribution", "altered", ["number"])

    def test_what_is_retold_with_its_tense_turned_is_a_paraphrase(self, talks: Comparison) -> None:
        held = the_one(talks, "Mira Halden said that they would open the bridge at Corvin before the end of the year.")
        assert (held.verdict, held.differences) == ("paraphrase", ())


class TestWhose:
    def test_words_of_another_are_told_as_anothers(self, talks: Comparison) -> None:
        held = the_one(talks, "“The ferry at Tern remains in service until the bridge is open,” Mira Halden said.")
        assert held.verdict == "other_speaker"
        assert held.source is not None
        assert held.source.place.speaker == "Aleksandr Orlenko"

    def test_the_outlets_own_words_are_no_speakers(self, talks: Comparison) -> None:
        draft = "“The works at the harbour of Tern are going on without any delay whatever,” Aleksandr Orlenko said."
        assert the_one(talks, draft).verdict == "publishers_words"

    def test_what_no_record_has_is_not_found_in_so_many_records(self, talks: Comparison) -> None:
        result = traced(talks, "“Our grandchildren shall swim in the lake again and catch pike,” Mira Halden said.")
        assert [(held.verdict, held.source) for held in result.held] == [("not_found", None)]
        assert (result.records, result.until) == (2, "2024-05-26")

    def test_few_common_words_are_nobody_elses(self, talks: Comparison) -> None:
        assert the_one(talks, "“I must say that,” Mira Halden said.").verdict == "not_found"

    def test_sentences_parted_by_a_full_stop_are_held_apart(self, talks: Comparison) -> None:
        draft = "“We will open the bridge at Corvin,” Mira Halden said. “All 28 joint programmes have been carried out.”"
        assert [held.verdict for held in traced(talks, draft).held if held.shown] == ["exact", "altered"]

    def test_words_set_down_without_marks_or_name_are_recognised(self, talks: Comparison) -> None:
        draft = "We will open the bridge at Corvin before the end of the year, because our drivers have waited long enough."
        held = the_one(talks, draft)
        assert (held.kind, held.verdict) == ("repeated", "exact")

    def test_a_journalists_own_sentence_is_not_held(self, talks: Comparison) -> None:
        assert (
            traced(talks, "The delegations took their seats at noon and the windows of the hall were opened at last.").held
            == ()
        )

    def test_as_of_a_day_later_records_are_not_known(self, talks: Comparison) -> None:
        draft = read_text(
            "“We have ordered two new dredgers from Corvia for the lower river,” Aleksandr Orlenko said.", model=False
        )
        assert [held.verdict for held in talks.trace(draft, on="2024-05-25").held] == ["not_found"]


class TestFigures:
    def test_a_figure_told_otherwise_for_the_same_year_is_altered(self, talks: Comparison) -> None:
        held = traced(
            talks, "According to Aleksandr Orlenko, mutual trade of Ardania and Belmora in 2023 came to $7.9 billion."
        ).held
        assert "altered" in [one.verdict for one in held]
        assert {"number"} <= {kind for one in held for kind in kinds(one)}


class TestItself:
    def test_a_record_is_no_source_of_itself_at_the_same_place(self, talks: Comparison) -> None:
        held = talks.trace(read_text(REPORT, model=False)).held
        assert not [one for one in held if one.source and one.source.place.start == one.start and one.verdict == "exact"]

    def test_another_place_of_the_same_record_is_a_source(self, tmp_path: Path) -> None:
        again = "I must say that the harbour master was right about the dredging of the lower river."
        text = f"{CONFERENCE}\n* * *\n\nComments\n\n{again}\n"
        with open_ledger(tmp_path / "own.servanda") as ledger:
            reading = read_text(text, source="own.txt", model=False)
            ledger.append(reading)
            spoken = text.index("I must say")
            found = [one for one in compare(ledger).trace(reading).held if one.kind == "repeated"]
        assert [(one.source.place.start, one.start > spoken) for one in found if one.source] in ([], [(spoken, True)])


class TestLaws:
    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=40), st.integers(0, 39), st.integers(1, 40))
    def test_a_stretch_lies_whole_on_what_it_was_cut_from(self, words: list[str], first: int, length: int) -> None:
        cut = words[first % len(words) :][:length]
        fit = fitted(cut, words, {})
        assert fit is not None
        assert (len(fit.pairs), fit.apart) == (len(cut), ())

    @settings(max_examples=60, deadline=None)
    @given(
        st.lists(st.sampled_from("abcd"), min_size=1, max_size=25), st.lists(st.sampled_from("abcd"), min_size=1, max_size=25)
    )
    def test_pairs_rise_and_hold_the_same(self, here: list[str], there: list[str]) -> None:
        fit = fitted(here, there, {})
        for i, j in fit.pairs if fit else ():
            assert here[i] == there[j]
        if fit:
            assert list(fit.pairs) == sorted(fit.pairs)
            assert len({i for i, _ in fit.pairs}) == len({j for _, j in fit.pairs}) == len(fit.pairs)

    @settings(max_examples=50, deadline=None)
    @given(st.text(alphabet="ab .…[]()“”\"'-—0,%\n", max_size=80))
    def test_words_of_any_text_stand_where_they_say(self, text: str) -> None:
        for token in quoted_words(text, 0, len(text)).tokens:
            assert text[token.start : token.end].strip()

    def test_hostile_repetition_does_not_take_long(self, talks: Comparison) -> None:
        begin = time.process_time()
        traced(talks, "“" + "the bridge the bridge " * 4000 + "” Mira Halden said.")
        assert time.process_time() - begin < 5


def run(place: str, *arguments: str) -> Result:
    return CliRunner().invoke(servanda, ["trace", "--ledger", place, *arguments], obj=Settings())


class TestCommand:
    DRAFT = "“We may open the bridge at Corvin before the end of the year,” Mira Halden said."

    def test_words_can_be_given_as_they_are(self, place: str) -> None:
        result = run(place, self.DRAFT, "--no-model")
        assert result.exit_code == 0, result.output
        assert "altered" in result.output
        assert "modal: “may” here, “will” there" in result.output
        assert "held against 2 records read, until 2024-05-26" in result.output

    def test_json_has_a_line_for_each_and_one_for_all(self, place: str) -> None:
        lines = [json.loads(line) for line in run(place, self.DRAFT, "--no-model", "--json").stdout.splitlines()]
        assert [line["kind"] for line in lines] == ["held", "looked_through"]
        assert (lines[0]["verdict"], lines[0]["differences"][0]["difference"]) == ("altered", "modal")
        assert lines[1]["records"] == 2

    def test_a_draft_is_not_kept(self, place: str, tmp_path: Path) -> None:
        draft = tmp_path / "draft.txt"
        draft.write_text(self.DRAFT, encoding="utf-8")
        run(place, str(draft), "--no-model")
        with open_ledger(place) as ledger:
            assert len(ledger.records()) == 2

    def test_a_file_that_is_not_there_is_told_with_a_remedy(self, place: str) -> None:
        result = run(place, "draft.txt")
        assert "there is no file draft.txt" in str(result.exception)

    def test_the_page_holds_marks_notes_and_no_script(self, place: str, tmp_path: Path) -> None:
        draft, page = tmp_path / "draft.txt", tmp_path / "page.html"
        draft.write_text(f"<script>alert(1)</script>\n\n{self.DRAFT}\n", encoding="utf-8")
        result = run(place, str(draft), "--no-model", "--page", str(page))
        assert result.exit_code == 0, result.output
        text = page.read_text(encoding="utf-8")
        assert "<script" not in text
        assert "&lt;script&gt;" in text
        assert "default-src &#x27;none&#x27;" in text or "default-src 'none'" in text
        assert set(re.findall(r'href="#([^"]+)"', text)) <= set(re.findall(r'id="([^"]+)"', text))
        assert "We may open the bridge" in html.unescape(text)


def test_that_before_the_marks_is_no_word_of_the_speaker(talks: Comparison) -> None:
    held = the_one(talks, "Aleksandr Orlenko said that “the ferry at Tern remains in service until the bridge is open”.")
    assert (held.verdict, held.differences) == ("exact", ())


def test_the_head_of_a_clause_whose_verb_is_quoted_is_not_sought_by_itself(talks: Comparison) -> None:
    held = the_one(talks, "Mira Halden told reporters that the Government of Ardania will “open the bridge at Corvin”.")
    assert held.verdict == "exact"
