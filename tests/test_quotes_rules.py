"""Reported words by rules: who reports what, by which words, and where it ends."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.readings.quotes.marks import marked_stretches
from servanda.readings.quotes.proposals import Proposal
from servanda.readings.quotes.rules import propose


def paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((at, at + len(line)))
        at += len(line) + 1
    return tuple(found)


def proposals(text: str) -> tuple[Proposal, ...]:
    places = paragraphs(text)
    return propose(text, places, marked_stretches(text, places))


def told(text: str) -> list[tuple[str | None, str | None, str]]:
    """Source, cue and content of each proposal; the parts of a content are joined by " … "."""

    def cut(stretch: tuple[int, int] | None) -> str | None:
        return None if stretch is None else text[slice(*stretch)]

    return [(cut(p.source), cut(p.cue), " … ".join(text[slice(*part)] for part in p.content)) for p in proposals(text)]


SENTENCES = [
    # that-clauses
    (
        "The Foreign Minister stressed that Ardania would not sign.",
        ("The Foreign Minister", "stressed", "Ardania would not sign"),
    ),
    ("He told reporters that the talks had failed.", ("He", "told", "the talks had failed")),
    ("The envoy noted, in particular, that the road was closed.", ("The envoy", "noted", "the road was closed")),
    ("Lena Orlan has also said that she will come.", ("Lena Orlan", "has also said", "she will come")),
    ("Ivo Tarn, for his part, confirmed that the pact stands.", ("Ivo Tarn", "confirmed", "the pact stands")),
    ("The President is convinced that both states will gain.", ("The President", "is convinced", "both states will gain")),
    ("The sides expressed hope that the ceasefire would hold.", ("The sides", "expressed hope", "the ceasefire would hold")),
    # without "that"
    ("Officials said the bridge was safe.", ("Officials", "said", "the bridge was safe")),
    ("Mara Quill said Tuesday she would resign.", ("Mara Quill", "said", "she would resign")),
    # nouns that are given, judgements, fronted participles
    ("Attention was drawn to the weapons sent to Corvia.", (None, "Attention was drawn to", "the weapons sent to Corvia")),
    ("An agreement was reached on deepening trade.", (None, "An agreement was reached on", "deepening trade")),
    ("Jan Orel spoke in favour of direct talks.", ("Jan Orel", "spoke in favour of", "direct talks")),
    ("The presidents found it expedient to meet again.", ("The presidents", "found it expedient", "to meet again")),
    ("The fact that Ardania broke its word was noted.", (None, "was noted", "Ardania broke its word")),
    ("The minister was clear that the port would close.", ("The minister", "was clear", "the port would close")),
    ("The talks were hard – Jan Orel said.", ("Jan Orel", "said", "The talks were hard")),
    # an agency that quotes another
    ("BELNA quoted the Ministry as saying that the port was closed.", ("the Ministry", "saying", "the port was closed")),
    ("Jan Orel was quoted as saying the port was closed.", ("Jan Orel", "saying", "the port was closed")),
    # infinitives, persons asked
    ("The two sides agreed to resume talks in March.", ("The two sides", "agreed", "to resume talks in March")),
    ("They agreed in principle to meet again.", ("They", "agreed", "to meet again")),
    ("The President called on Belmora to open the port.", ("The President", "called on", "to open the port")),
    # noun phrases
    (
        "The ministers expressed deep concern over the drought.",
        ("The ministers", "expressed", "deep concern over the drought"),
    ),
    ("Both sides noted the growth of trade.", ("Both sides", "noted", "the growth of trade")),
    ("He drew attention to the lack of housing.", ("He", "drew attention to", "the lack of housing")),
    ("The Prime Minister called for an inquiry.", ("The Prime Minister", "called for", "an inquiry")),
    # phrases
    ("According to Tarn, the talks lasted four hours.", ("Tarn", "According to", "the talks lasted four hours")),
    ("The harvest was poor, according to the ministry.", ("the ministry", "according to", "The harvest was poor")),
    (
        "That is why, according to the President, Ardania seeks a new pact.",
        ("the President", "according to", "That is why … Ardania seeks a new pact"),
    ),
    ("In his opinion, the pact is dead.", ("his", "In his opinion", "the pact is dead")),
    ("As Lena Orlan noted, the border is quiet.", ("Lena Orlan", "noted", "the border is quiet")),
    (
        "As was noted by the head of the chamber, Corvia wants a settlement.",
        ("the head of the chamber", "was noted", "Corvia wants a settlement"),
    ),
    ("The Secretary's view was that sanctions had failed.", ("The Secretary's", "view was", "sanctions had failed")),
    # passives
    ("It was underlined that both parties remain committed.", (None, "was underlined", "both parties remain committed")),
    ("It was agreed to widen the road.", (None, "was agreed", "to widen the road")),
    (
        "The need to take steps to end the drought was emphasised.",
        (None, "was emphasised", "The need to take steps to end the drought"),
    ),
    # before the verb
    ("The talks went well, he told reporters.", ("he", "told", "The talks went well")),
    ("Ardania seeks a fair pact, said President Ivo Tarn.", ("President Ivo Tarn", "said", "Ardania seeks a fair pact")),
    # direct speech
    ("“We are ready,” Lena Orlan said.", ("Lena Orlan", "said", "“We are ready,”")),
    ("«We shall meet in the spring», the envoy noted.", ("the envoy", "noted", "«We shall meet in the spring»")),
    ('The Head of State stressed: "We need peace."', ("The Head of State", "stressed", '"We need peace."')),
    ("“Will they come?” asked the speaker of the chamber.", ("the speaker of the chamber", "asked", "“Will they come?”")),
    ("“It is late,” he beamed.", ("he", "beamed", "“It is late,”")),
    (
        "“We are ready,” Tarn said. “But it must be fair.”",
        ("Tarn", "said", "“We are ready,” … “But it must be fair.”"),
    ),
    ("“We are,” said Tarn, “ready to sign.”", ("Tarn", "said", "“We are,” … “ready to sign.”")),
    ("“Terms must be fair to all,” — Lena Orlan.", ("Lena Orlan", None, "“Terms must be fair to all,”")),
    ("Then I told him: do not look for the guilty now.", ("I", "told", "do not look for the guilty now")),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_one_report_gives_its_source_cue_and_content(sentence: str, expected: tuple[str | None, str | None, str]) -> None:
    assert told("The talks ended.\n" + sentence) == [expected]


def test_a_second_verb_has_a_report_of_its_own_from_the_same_source() -> None:
    text = "The President noted the results of the summit and stressed that the pact stands, adding that Corvia would join."
    assert told(text) == [
        ("The President", "noted", "the results of the summit"),
        ("The President", "stressed", "the pact stands"),
        ("The President", "adding", "Corvia would join"),
    ]


def test_a_participle_before_its_clause_reports_up_to_the_comma() -> None:
    text = "Noting that the road was closed, Lena Orlan called on both sides to open it."
    assert told(text) == [
        ("Lena Orlan", "Noting", "the road was closed"),
        ("Lena Orlan", "called on", "to open it"),
    ]


def test_a_report_within_a_report_is_kept_beside_it() -> None:
    text = "Tarn said that the Belmoran minister had told him that “the works are over.”"
    assert told(text) == [
        ("Tarn", "said", "the Belmoran minister had told him that “the works are over.”"),
        ("the Belmoran minister", "had told", "“the works are over.”"),
    ]


def test_speech_carried_over_paragraphs_is_one_report() -> None:
    text = "Mr. Tarn said: “We want peace.\n“We have always wanted it.”"
    assert told(text) == [("Mr. Tarn", "said", "“We want peace. … “We have always wanted it.”")]


def test_speech_announced_with_a_colon_belongs_to_who_announced_it() -> None:
    text = "The chair went on, and the envoy replied:\n“We have no more to say about it.”"
    assert told(text)[-1] == ("the envoy", "replied", "“We have no more to say about it.”")


def test_speech_alone_falls_to_who_spoke_last() -> None:
    text = "The president praised the accord.\n“This is a great day for both our nations.”"
    assert told(text)[-1] == ("The president", None, "“This is a great day for both our nations.”")


def test_a_sentence_that_points_back_gives_the_sentence_before() -> None:
    text = "The border will open in May. This was stated by Prime Minister Mara Quill."
    assert told(text) == [("Prime Minister Mara Quill", "was stated", "The border will open in May.")]


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Mara Quill: The border will open in May", ("Mara Quill", None, "The border will open in May")),
        ("The border will open in May – Mara Quill", ("Mara Quill", None, "The border will open in May")),
        ("Mara Quill on the talks: no quarrels are left", ("Mara Quill", None, "no quarrels are left")),
    ],
)
def test_headlines_name_who_said_them(headline: str, expected: tuple[str, None, str]) -> None:
    assert told(f"{headline}\nThe talks ended on Monday.") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The delegation visited the exhibition “Roads of the Old Kings” before lunch.",
        "IVO TARN: Good afternoon, colleagues.\nQUESTION: Will you meet again?\nIVO TARN: Yes, in the autumn.",
        "I think that we are close, and I would like to stress that we believe in peace.",
        "The reports of the ministers and their views were printed.",
        "He said this during a meeting in Belmora.",
        "It should be noted that the road is long.",
        "",
        "Nothing.",
    ],
)
def test_what_reports_nothing_gives_nothing(text: str) -> None:
    assert told(text) == []


def test_a_pronoun_and_a_name_beside_the_verb_are_the_whole_source() -> None:
    text = "During the visit the President of Ardania said the works would go on."
    assert told(text) == [("the President of Ardania", "said", "the works would go on")]


WORDS = st.sampled_from(
    [
        "said",
        "that",
        "“We",
        "go,”",
        ",",
        ".",
        ":",
        "he",
        "the",
        "President",
        "noted",
        "according",
        "to",
        "as",
        "was",
        "agreed",
        "and",
        "to",
        "adding",
        "“",
        "”",
        "—",
        "‘no’",
        "\n",
        "I",
        "of",
    ]
)


@given(st.lists(WORDS, max_size=30))
def test_every_stretch_is_a_place_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for proposal in proposals(text):
        stretches = [*proposal.content, *(part for part in (proposal.cue, proposal.source) if part)]
        assert proposal.content
        assert all(0 <= start < end <= len(text) for start, end in stretches)
        assert all(text[start:end] == text[start:end].strip() for start, end in stretches)
        assert 0.5 <= proposal.confidence <= 1.0
        assert proposal.rule.startswith("quotes.")


@given(st.lists(WORDS, max_size=30))
def test_the_same_text_gives_the_same_proposals(words: list[str]) -> None:
    text = " ".join(words)
    assert proposals(text) == proposals(text)


@pytest.mark.parametrize(
    "piece",
    [
        "he said that ",
        "said, ",
        "it was noted and ",
        "according to ",
        "“a” ",
        "“So we go.” ",
        "“So we go.”\n",
        "as he noted, ",
        "(",
        "“So\n",
    ],
)
def test_text_without_end_takes_linear_time(piece: str) -> None:
    def cost(times: int) -> float:
        text = piece * times
        places = paragraphs(text)
        marked = marked_stretches(text, places)
        begin = time.process_time()
        propose(text, places, marked)
        return time.process_time() - begin

    cost(100)
    assert cost(2_000) < max(0.8, 20 * cost(250))


def test_a_participle_with_having_belongs_to_the_main_subject() -> None:
    found = told("Having noted the value of mediation, Mira Tal expressed support for further talks.")
    assert found == [
        ("Mira Tal", "Having noted", "the value of mediation"),
        ("Mira Tal", "expressed", "support for further talks"),
    ]


def test_what_somebody_was_asked_ends_where_he_answers() -> None:
    assert told("Asked whether Ardania would sign, Jan Orel said that it would.") == [
        (None, "Asked", "whether Ardania would sign"),
        ("Jan Orel", "said", "it would"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Each state will protect the area according to national circumstances.",
        "The forces mentioned above may stay in Zone B.",
        "As in the United States, the shift starts at six in the morning.",
        "The guarantees that will protect Ardania are ready.",
        "If Corvia undertakes a further attack, the states will answer together.",
        "Ardania needs better early warning systems and a rapid response.",
        "The parties will request the Council to send observers.",
        "It is clear that the port is closed.",
    ],
)
def test_measures_references_and_foretold_requests_report_nothing(text: str) -> None:
    assert told(text) == []


def test_what_one_tells_of_another_s_attitude_is_told_once() -> None:
    assert told("Jan Orel noted that Corvia offers help to the islands.") == [
        ("Jan Orel", "noted", "Corvia offers help to the islands")
    ]


def test_a_headline_in_the_first_person_is_printed_as_own_words() -> None:
    found = proposals("Jan Orel: We will sign the treaty in May\n\nThe ministers met in Ardan on Monday.")
    assert [proposal.rule for proposal in found] == ["quotes.headline-own"]


def test_what_a_conceding_clause_reports_ends_where_the_main_clause_begins() -> None:
    assert told("While Jan Orel says he will stay, he packed his bags.") == [("Jan Orel", "says", "he will stay")]


def test_speech_goes_on_with_the_direct_words_of_its_sentence() -> None:
    text = "“The road is open,” Marsh said, noting that the crews had left. “The pass is not.”"
    assert ("Marsh", "said", "“The road is open,” … “The pass is not.”") in told(text)


def test_a_clause_behind_the_speaker_s_name_has_no_part_in_his_speech() -> None:
    text = "“The road is open,” said Ada Marsh, an envoy who advised the mission. “The pass is not.”"
    assert told(text) == [("Ada Marsh", "said", "“The road is open,” … “The pass is not.”")]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Mr Orlin, citing “delays in the north,” said the envoy would come later.", "citing"),
        ("Although Marsh admitted that she had “seen the map,” she claimed it was old.", "admitted"),
    ],
)
def test_words_between_marks_are_of_the_verb_that_leads_to_them(text: str, cue: str) -> None:
    assert {verb for _, verb, content in told(text) if "“" in content} == {cue}


def test_a_title_within_a_phrase_is_no_speech() -> None:
    assert told("Ada Marsh, the author of “Rivers,” thanked the mission.") == []


def test_a_second_verb_of_saying_has_its_own_speech() -> None:
    text = "“The road is open,” she said at the border, and then predicted: “The pass will be open by May.”"
    assert {content for _, _, content in told(text)} == {"“The road is open,”", "“The pass will be open by May.”"}


def test_emphasis_that_closes_behind_a_stop_belongs_to_neither_report() -> None:
    assert told(
        "The talks ended.\n**Lena Orlan said the port would open.** Corvia agreed to wait. _“So be it,” said Ivo Tarn._"
    ) == [
        ("Lena Orlan", "said", "the port would open"),
        ("Corvia", "agreed", "to wait"),
        ("Ivo Tarn", "said", "“So be it,”"),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("On Corvia One’s “Harbour Hour,” Lena Orlan said the port was safe.", ("Lena Orlan", "said", "the port was safe")),
        ("He told Corvia One’s “Good Morning, Ardan” that the port was safe.", ("He", "told", "the port was safe")),
        ("As the envoy, Ivo Tarn, put it in a letter, “we are late.”", ("the envoy", "put it", "“we are late.”")),
        ("The bridge is “a work of giants,” as Lena Orlan put it.", ("Lena Orlan", "put it", "“a work of giants,”")),
        ("As Ivo Tarn puts it, the bridge is a work of giants.", ("Ivo Tarn", "puts it", "the bridge is a work of giants")),
        ("The crowd leaned in and boomed: “Let us through.”", ("The crowd", "boomed", "“Let us through.”")),
        ("The rule is shown by this finding: “No ship has sailed.”", (None, None, "“No ship has sailed.”")),
    ],
)
def test_a_title_is_no_speech_and_words_put_so_are(sentence: str, expected: tuple[str | None, str | None, str]) -> None:
    assert told("The talks ended.\n" + sentence) == [expected]


def test_speech_before_a_conjunction_is_not_that_of_the_clause_behind_it() -> None:
    text = "Orlan said the film did not give “any evidence at all,” but she said that the witnesses “support the account.”"
    assert told(text) == [
        ("Orlan", "said", "the film did not give “any evidence at all,”"),
        ("she", "said", "the witnesses “support the account.”"),
    ]


def test_a_nickname_within_a_name_does_not_part_speech_from_who_spoke() -> None:
    text = "“This is a great day!” Tarn’s niece, the envoy Mara “Red” Quill (Corvia), shouted to the crowd. “We are home.”"
    assert [content for _, _, content in told(text)] == ["“This is a great day!” … “We are home.”"]


def test_speech_signed_line_by_line_is_one_report_a_line() -> None:
    text = "“The port must open now.”— Lena Orlan\n“We have waited for years.” — Ivo Tarn"
    found = propose(text, ((0, len(text)),), marked_stretches(text, ((0, len(text)),)))
    assert [(text[slice(*one.source)], text[slice(*one.content[0])]) for one in found if one.source] == [
        ("Lena Orlan", "“The port must open now.”"),
        ("Ivo Tarn", "“We have waited for years.”"),
    ]


def test_a_link_and_bold_print_hide_no_verb() -> None:
    text = (
        "**The Minister of Roads** [**announced**](https://example.org/a-plan) that the [port](https://example.org/b) is open."
    )
    assert told(text) == [("The Minister of Roads", "announced", "the [port](https://example.org/b) is open")]
