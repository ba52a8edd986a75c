"""A report or a talk goes in; reported words come out, each with its cue, its source and the manner of reporting."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.model import Figure, Quotation, Reading
from servanda.readings.quotes import tagger
from servanda.work import read_text

WITH_MODEL = pytest.param(
    True, id="with the model", marks=pytest.mark.skipif(not tagger.available(), reason="the trained model is not installed")
)
BOTH = pytest.mark.parametrize("model", [WITH_MODEL, pytest.param(False, id="by rules")])

REPORT = """Ardania and Belmora hold talks in Velmar

14 March 2025

President of Ardania Elena Marsh met with Prime Minister of Belmora Tomas Weller in Velmar on Friday.

The Head of State stressed that the railway to the Tessaly Islands would be finished by the end of the year. “We have laid 40 \
percent of the line,” she said. “The rest is a matter of months.”

According to Tomas Weller, his government will pay for two bridges. The parties agreed to resume the work of the commission.

It was underlined that both states remain committed to the border treaty.
"""

TALK = """President of Ardania Elena Marsh: I think that our trade will grow. We believe in this railway.

Anna Reyes: Mr Weller said, “Nobody has seen the money.” What do you say to this?

Elena Marsh: Minister Weller told us yesterday that 30 bridges had been built. I want to stress that the money is there.
"""


def read(text: str, *, model: bool, kind: str = "report") -> Reading:
    return read_text(text, record_kind=kind, language="en", reference_date="2025-03-14", model=model)


def quotations(text: str, *, model: bool, kind: str = "report") -> tuple[Quotation, ...]:
    return read(text, model=model, kind=kind).of(Quotation)


def about(words: str, found: tuple[Quotation, ...]) -> Quotation:
    """The innermost quotation whose content holds some words."""
    holding = [quotation for quotation in found if any(words in span.text for span in quotation.content)]
    assert holding, f"nobody is quoted with {words!r}"
    return max(holding, key=lambda quotation: quotation.level)


@BOTH
def test_an_office_stands_for_the_person_who_holds_it(model: bool):
    quotation = about("would be finished", quotations(REPORT, model=model))
    assert quotation.source == "Elena Marsh"
    assert quotation.source_mention.text == "The Head of State"
    assert quotation.cue.text == "stressed"
    assert quotation.type == "indirect"


@BOTH
def test_divided_speech_is_one_quotation_in_two_pieces(model: bool):
    quotation = about("40 percent", quotations(REPORT, model=model))
    assert [span.text for span in quotation.content] == [
        "“We have laid 40 percent of the line,”",
        "“The rest is a matter of months.”",
    ]
    assert quotation.type == "direct"
    assert quotation.source_mention.text == "she"
    assert quotation.source == "Elena Marsh"


@BOTH
def test_according_to_somebody_reports_his_words(model: bool):
    quotation = about("two bridges", quotations(REPORT, model=model))
    assert quotation.source == "Tomas Weller"
    assert quotation.cue.text == "According to"


@BOTH
def test_what_parties_agree_on_is_reported_of_them_together(model: bool):
    quotation = about("resume the work", quotations(REPORT, model=model))
    assert quotation.cue.text == "agreed"
    assert quotation.source_mention.text == "The parties"


@BOTH
def test_a_passive_without_an_agent_has_no_source(model: bool):
    quotation = about("committed to the border treaty", quotations(REPORT, model=model))
    assert quotation.source_mention is None
    assert quotation.source is None


@BOTH
def test_a_caption_or_heading_is_no_part_of_what_is_reported_beneath_it(model: bool):
    text = (
        "Ministers say\n\nThe crossing at Kessin has been closed since 2019\n\nPhoto: Jan Brel/Courier\n\n"
        "A spokesman for the drivers, Pavel Orlic, said that the toll “would kill small hauliers”.\n"
    )
    for quotation in quotations(text, model=model):
        assert "\n\n" not in quotation.span.text


@BOTH
@pytest.mark.parametrize(
    "told",
    [
        "Tomas Weller was asked to present a plan for the locks.",
        "Tomas Weller was told that the locks would be repaired by May.",
        "Tomas Weller and Elena Marsh have also been instructed to prepare an agreement on the locks.",
    ],
)
def test_who_was_told_or_instructed_is_not_the_source_of_what_he_was_told(model: bool, told: str):
    assert all(quotation.source is None for quotation in quotations(f"{told}\n", model=model))


@BOTH
def test_words_partly_between_marks_are_mixed(model: bool):
    found = quotations("Tomas Weller said that the crews had done “a job beyond all praise” this winter.\n", model=model)
    assert about("beyond all praise", found).type == "mixed"


@BOTH
def test_a_title_between_marks_is_no_quotation(model: bool):
    assert not quotations("The delegation visited the exhibition “Rivers of Old Corvia” before lunch.\n", model=model)


@BOTH
def test_speech_carried_over_paragraphs_is_one_speaker_s(model: bool):
    text = "Mr. Weller said: “We want the railway.\n\n“We have always wanted it, and we will go on building it.”\n"
    found = quotations(text, model=model)
    assert about("We want the railway", found) == about("We have always wanted it", found)
    assert "Weller" in found[0].source


def test_a_quotation_within_a_quotation_is_one_level_deeper_and_another_s():
    text = "Elena Marsh said that Minister Tomas Weller had told her that “the bridge is safe.”\n"
    found = quotations(text, model=False)
    outer, inner = about("had told her", found), about("the bridge is safe", found)
    assert (outer.level, outer.source) == (1, "Elena Marsh")
    assert (inner.level, inner.type) == (2, "direct")
    assert "Tomas Weller" in inner.source


@BOTH
def test_what_a_speaker_says_now_is_not_quoted_from_him(model: bool):
    reading = read(TALK, model=model, kind="transcript")
    contents = " ".join(span.text for quotation in reading.of(Quotation) for span in quotation.content)
    for own in ("trade will grow", "railway", "money is there"):
        assert own not in contents


@BOTH
def test_whom_a_speaker_quotes_is_named(model: bool):
    found = quotations(TALK, model=model, kind="transcript")
    assert "Weller" in about("Nobody has seen", found).source
    assert "Weller" in about("30 bridges", found).source


ASIDES = """President of Ardania Elena Marsh: To those who left we say: come back at any hour. Have you expressed any wishes \
to him? The minister told me that before too. We have agreed on technology. I told him: do not wait for us. The President has \
confirmed this once again, and there is nothing to add.

Tomas Weller: According to our figures, trade is four billion, according to theirs, it is nearly five. Illegal duties called \
levies are gone. As the President of Ardania, who was there, said today, many envoys saw the works. You said that we were late.

I think the talks went well. The deal was known to be weak, and the press blames both.
"""


@pytest.mark.parametrize(
    "words", ["wishes", "before too", "on technology", "this once again", "levies", "talks went well", "be weak", "blames"]
)
@BOTH
def test_what_is_asked_pointed_to_done_or_named_in_a_turn_is_no_quotation(words: str, model: bool):
    found = quotations(ASIDES, model=model, kind="transcript")
    assert not [quotation for quotation in found if words in quotation.span.text]


@BOTH
def test_words_after_a_colon_are_quoted_from_the_speaker_too(model: bool):
    found = quotations(ASIDES, model=model, kind="transcript")
    for words in ("come back", "do not wait"):
        assert about(words, found).cue.text in ("say", "told")
        assert about(words, found).type == "direct"


@BOTH
def test_two_accounts_in_one_sentence_are_told_apart(model: bool):
    found = quotations(ASIDES, model=model, kind="transcript")
    assert [span.text for span in about("nearly five", found).content] == ["it is nearly five"]


@BOTH
def test_a_subject_keeps_its_verb_behind_a_relative_clause(model: bool):
    said = about("many envoys", quotations(ASIDES, model=model, kind="transcript"))
    assert said.source == "Elena Marsh"


@BOTH
def test_a_headline_is_no_part_of_the_words_below_it(model: bool):
    found = quotations(
        "Marsh on talks with Weller: no open questions are left\n\nThere are no open questions, stated Elena Marsh.\n",
        model=model,
    )
    assert all("\n\n" not in span.text for quotation in found for span in quotation.content)


@BOTH
def test_a_quotation_is_in_the_voice_of_the_one_quoted(model: bool):
    for quotation in quotations(REPORT, model=model):
        assert quotation.voice == "quoted"
        assert quotation.speaker == quotation.source


@BOTH
def test_a_figure_in_quoted_words_is_the_source_s(model: bool):
    (share,) = (figure for figure in read(REPORT, model=model).of(Figure) if figure.span.text.startswith("40"))
    assert (share.voice, share.speaker) == ("quoted", "Elena Marsh")


@BOTH
def test_the_same_text_is_read_the_same_way_twice(model: bool):
    assert quotations(REPORT, model=model) == quotations(REPORT, model=model)


WORDS = "Elena Marsh|he|said|that|according to|agreed to|the line|will open|It was stressed|Corvia|ё"
SIGNS = "“|”|\"|«|»|'|\n\n|,|.|:|–|?|\u202e|💬"
PIECES = st.sampled_from([*WORDS.split("|"), *SIGNS.split("|")])


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=40).map(" ".join))
def test_whatever_is_quoted_stands_in_the_record_and_within_its_own_span(text: str):
    reading = read(f"Talks in Velmar.\n\n{text}", model=False)
    for quotation in reading.of(Quotation):
        parts = [*quotation.content, *(span for span in (quotation.cue, quotation.source_mention) if span)]
        assert all(reading.record.holds(span) for span in parts)
        assert quotation.span.start == min(span.start for span in parts)
        assert quotation.span.end == max(span.end for span in parts)
        assert 0 <= quotation.confidence <= 1


@pytest.mark.skipif(not tagger.available(), reason="the trained model is not installed")
@pytest.mark.parametrize("name", ["Darzu", "Wilwiltan", "Brigul", "Kelho"])
def test_a_name_that_the_model_reads_in_pieces_is_whole(name: str):
    text = (
        f"President Elena {name} of Ardania held a video call today with President Mira Tal to discuss a range of issues. "
        f"President {name} voiced the deep concerns of Ardania about the blockade and reiterated her support for the treaty "
        "and called for de-escalation and a return to diplomacy.\n"
    )
    found = quotations(text, model=True)
    assert {quotation.source for quotation in found} == {f"Elena {name}"}
    assert all(quotation.source_mention.text.endswith(name) for quotation in found)


COLLECTED = """---
title: What they say about the river act
date: 2025-03-14
---

**President Elena Marsh opened the meeting by highlighting some of her cabinet's work.**

- “When we took office, we inherited 40 broken bridges.”
  ([Watch](https://example.org/watch))
- “In July we built [70 ferries](https://example.org/ferries). They are fast.”

**Minister of Roads Tomas Weller**
[**reported**](https://example.org/roads) **on the progress of the crews.**

- “Just today we will hire 17 masons.”

**Governor Mira Tal (Velmar):** “This act brings 400 jobs to Velmar.”

**Ivo Brandt, Chief Executive Officer of Ardan Grain:** “We will invest 20 million dollars.

“And we will open 30 stores.”

- **Anna Reyes**, Ardan Rail: “We will build 3 stations.”

“We will send 80 teachers.”

— Oskar Dahl, head of the teachers' league

**Executive Order 14:** “Opening the River Ports of the North to 90 Ships”

- “Nobody has signed these 50 words of praise.”
"""


@BOTH
@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("40", "Elena Marsh"),
        ("70", "Elena Marsh"),
        ("17", "Tomas Weller"),
        ("400", "Mira Tal"),
        ("20", "Ivo Brandt"),
        ("30", "Ivo Brandt"),
        ("3", "Anna Reyes"),
        ("80", "Oskar Dahl"),
        ("90", None),
        ("50", None),
    ],
)
def test_speech_that_the_layout_gives_to_a_name_is_that_persons(model: bool, words: str, source: str | None):
    figures = read(COLLECTED, model=model).of(Figure)
    (figure,) = [figure for figure in figures if figure.span.text.split()[0] == words]
    assert figure.speaker == source


@BOTH
def test_a_verb_of_saying_before_speech_is_its_cue_whatever_the_layout(model: bool):
    text = "**Anna Reyes, speaking in Lida, said:** “We will build 3 stations.”\n"
    assert about("stations", quotations(text, model=model)).cue.text.startswith("said")


@BOTH
@pytest.mark.parametrize(
    ("told", "source"),
    [
        (
            "Minister Ivo Brandt and Lena Marsh, head of the Port Office, said that 40 cranes would come.",
            "Ivo Brandt and Lena Marsh",
        ),
        (
            "Jan Orel and Lena Marsh, President and CEO of Ardan Grain, said that 40 ships would come.",
            "Jan Orel and Lena Marsh",
        ),
        ("Anna Reyes for Ardan Rail said that 40 trains would come.", "Anna Reyes"),
    ],
)
def test_what_somebody_is_or_speaks_for_is_no_further_name(model: bool, told: str, source: str):
    text = f"Ports and rails\n\nLida, 4 May 2024\n\n{told} It was a long day for all of them.\n"
    assert about("would come", quotations(text, model=model)).source == source


@BOTH
def test_a_verb_in_a_link_tells_whose_speech_fills_its_item(model: bool):
    text = """The year in Velmar

- **President Elena Marsh** [**recalled**](https://example.org/a) **the works as hard:** “We built 40 locks in one year.”
- **President Elena Marsh** [**praised**](https://example.org/b) **the crews:** “They laid 60 miles of track.”
- **Ivo Tarn, Jr.,** [**praised**](https://example.org/d) **the pilots:** “They sailed 20 boats.”
- **Photojournalist Lena Orlan:** “I saw 30 boats.”
"""
    figures = [figure for figure in read(text, model=model).of(Figure) if figure.span.text[0].isdigit()]
    assert [figure.speaker for figure in figures] == ["Elena Marsh", "Elena Marsh", "Ivo Tarn", "Lena Orlan"]


@BOTH
def test_a_surname_that_a_capital_has_too_is_the_persons(model: bool):
    text = "A pilot speaks\n\nLena Vienna, a pilot, said the ferry was safe. Vienna said that she would sail again.\n"
    assert about("sail again", quotations(text, model=model)).source == "Lena Vienna"


@BOTH
def test_a_verb_of_saying_on_plain_ground_reports_by_itself_and_not_by_layout(model: bool):
    text = 'The talks\n\nJan Orel said on 16 May 2024: "We will deepen the work of both ports with all of our partners."\n'
    said = about("deepen the work", quotations(text, model=model))
    assert said.source == "Jan Orel"
    assert not said.rule.startswith("quotes.collected")


@BOTH
@pytest.mark.parametrize("given", ["Vladimir Tarn", "Volodymyr Tarn"])
def test_a_given_name_in_another_language_makes_no_second_person(model: bool, given: str):
    text = (
        f"The press meets\n\n{given} arrived. President Volodymyr Tarn spoke later. President Tarn said the dam would hold.\n"
    )
    assert about("dam would hold", quotations(text, model=model)).source == given


@pytest.mark.skipif(not tagger.available(), reason="the trained model is not installed")
@pytest.mark.parametrize(
    "named",
    ["Prime Minister Tal", "Secretary-General Brandt", "President Orel", "The Joint Board", "the Port Office", "Joseph Weller"],
)
@pytest.mark.parametrize("before", ["", "On 13 March 2025 "])
def test_who_says_is_named_to_the_end_of_his_name(named: str, before: str):
    last = named.rsplit(maxsplit=1)[-1]
    text = f"{before}{named}, in turn, focused on what he described as a great work. The {last} dam will hold."
    mentioned = [one.source_mention.text for one in quotations(text, model=True) if one.source_mention]
    assert all(named.endswith(said.rstrip(",")) or said == "he" for said in mentioned), mentioned


def test_in_my_view_reports_nobody() -> None:
    talk = "Jan Orel: Good morning. The port, in my view, will be closed. Thank you all.\n\nMira Tal: Thank you.\n"
    assert not [one for one in read_text(talk).of(Quotation) if "in-opinion" in one.rule]
