"""Grammar: sentences as they are spoken and printed; what each verb, subject and clause is taken for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.readings.grammar import Clause, Sentence, analyse


def read(text: str) -> Sentence:
    return analyse(text, 0, len(text))


def clause(text: str, lemma: str) -> tuple[Sentence, Clause]:
    sentence = read(text)
    return sentence, next(found for found in sentence.clauses if found.verb.lemma == lemma)


def subject(text: str, lemma: str) -> str | None:
    sentence, found = clause(text, lemma)
    return sentence.cut(found.subject) if found.subject else None


def stretch(text: str, lemma: str) -> str:
    _, found = clause(text, lemma)
    return text[found.start : found.end]


@pytest.mark.parametrize(
    ("text", "lemma", "tense", "modal"),
    [
        ("We will open the border.", "open", "future", "will"),
        ("We'll open the border.", "open", "future", "will"),
        ("The Parties shall inform each other.", "inform", "future", "shall"),
        ("Ardania is going to build a bridge.", "build", "future", "going to"),
        ("The talks are to resume in Lida.", "resume", "future", "be to"),
        ("We have to agree on a date.", "agree", "present", "have to"),
        ("We need to repair the road.", "repair", "present", "need to"),
        ("They should withdraw the troops.", "withdraw", "present", "should"),
        ("Let us start with the border.", "start", "imperative", "let's"),
        ("Let's sign it today.", "sign", "imperative", "let's"),
        ("The plan was approved.", "approve", "past", None),
        ("They had met before.", "meet", "pluperfect", None),
        ("Belmora has ratified the treaty.", "ratify", "perfect", None),
        ("We are building a school.", "build", "present", None),
        ("The minister signed the protocol.", "sign", "past", None),
        ("Corvia supports the proposal.", "support", "present", None),
        ("Strengthen the border posts.", "strengthen", "imperative", None),
    ],
)
def test_a_verb_group_tells_its_verb_tense_and_modal(text: str, lemma: str, tense: str, modal: str | None) -> None:
    verb = clause(text, lemma)[1].verb
    assert (verb.tense, verb.modal) == (tense, modal)


def test_an_aim_that_is_to_be_reached_is_no_plan() -> None:
    sentence = read("Our aim is to open the border.")
    assert [found.verb.modal for found in sentence.clauses] == [None, None]


@pytest.mark.parametrize(
    "text", ["The works will be completed by 2027.", "The works have been completed.", "It is being completed."]
)
def test_the_passive_is_seen(text: str) -> None:
    verb = clause(text, "complete")[1].verb
    assert verb.passive


def test_a_negation_is_seen_in_all_its_forms() -> None:
    for text in ("We will not sign it.", "We won't sign it.", "We will never sign it.", "They did not sign it."):
        assert clause(text, "sign")[1].verb.negated


def test_not_only_denies_nothing() -> None:
    sentence = read("The government would not only sign the treaty but also ratify it.")
    assert [(found.verb.lemma, found.verb.negated) for found in sentence.clauses] == [("sign", False), ("ratify", False)]


def test_adverbs_insertions_and_numbers_of_items_may_stand_within_a_group() -> None:
    assert clause("We will, of course, soon ratify it.", "ratify")[1].verb.modal == "will"
    assert clause("Ardania will (i) modify the tariff.", "modify")[1].verb.modal == "will"
    assert clause("The ministers will each also meet once a year.", "meet")[1].verb.modal == "will"


@pytest.mark.parametrize(
    ("text", "lemma", "expected"),
    [
        ("On 27 June this year, Orsk, Lida and Brod will host the forum.", "host", "Orsk, Lida and Brod"),
        ("The measures agreed at the meeting will be implemented.", "implement", "The measures agreed at the meeting"),
        ("The minister, who arrived yesterday, will sign it.", "sign", "The minister"),
        (
            "All the plans that are outlined on the site will be carried out.",
            "carry",
            "All the plans that are outlined on the site",
        ),
        ("During the visit the President will open a school.", "open", "the President"),
        ("Minister Tal and I will meet in May.", "meet", "Minister Tal and I"),
        ("That is our common road, and we need to build it.", "build", "we"),
        ("Looking ahead, the Union and Corvia will ensure supplies.", "ensure", "the Union and Corvia"),
        ("The talks of 9–10 May will be resumed.", "resume", "The talks of 9–10 May"),
        ("What we planned for 2023–2025 has been fulfilled.", "fulfil", "What we planned for 2023–2025"),
        ("The U.S. and the U.S.-Ardanian Council will publish it.", "publish", "The U.S. and the U.S.-Ardanian Council"),
        ("Today, President Dora J. Vale signed the order.", "sign", "President Dora J. Vale"),
        ("President Joss R. Vale, Jr. declared a holiday.", "declare", "President Joss R. Vale, Jr."),
        ("We will follow plan A. Then the ministers will vote.", "vote", "the ministers"),
        ("Towns and local elected officials should act.", "act", "Towns and local elected officials"),
        ("Agencies meet needs in a timely manner.", "meet", "Agencies"),
        ("The ports and the towns remain committed to it.", "remain", "The ports and the towns"),
        ("The talks were useful and both sides agreed to meet.", "agree", "both sides"),
        ("Trains from Orsk and St. Lena to Brod would be a gain.", "be", "Trains from Orsk and St. Lena to Brod"),
        (
            "The envoy is Mira Tal, Deputy Minister, and the members from the other side will follow.",
            "follow",
            "the members from the other side",
        ),
        (
            'Actions of the movement "Ardania remembers" will be organised.',
            "organise",
            'Actions of the movement "Ardania remembers"',
        ),
    ],
)
def test_a_subject_is_found_whole_and_alone(text: str, lemma: str, expected: str) -> None:
    assert subject(text, lemma) == expected


@pytest.mark.parametrize(
    "whole", ["9–10", "2023–2025", "1985-86", "p.m.", "U.S.", "U.S.-led", "U.S.'s", "E.ON", "https://a.example/b"]
)
def test_a_range_of_numbers_an_abbreviation_and_a_web_address_are_one_word_each(whole: str) -> None:
    assert whole in [token.text for token in read(f"It is said, {whole} and the rest.").tokens]


def test_a_joined_verb_takes_the_subject_and_the_modal_before() -> None:
    sentence, found = clause("We will sign the treaty and ratify it.", "ratify")
    assert found.inherits
    assert (sentence.cut(found.subject or (0, 0)), found.verb.modal) == ("We", "will")


@pytest.mark.parametrize(
    ("text", "lemma", "expected"),
    [
        ("If re-elected I will meet the ministers.", "meet", "I"),
        ("The cabinet if elected will fund the port.", "fund", "The cabinet"),
        ("The sponsor and a member opposed each will speak.", "speak", "The sponsor and a member opposed each"),
    ],
)
def test_a_participle_between_a_subject_and_its_verb_takes_neither(text: str, lemma: str, expected: str) -> None:
    assert subject(text, lemma) == expected


@pytest.mark.parametrize(
    "text",
    [
        "We support related work.",
        "They will end the council’s unfunded measures.",
        "He once visited Lida.",
        "They will talk of ports, roads, and related works.",
        "They backed the dam and other proposed works.",
        "Pass the Protecting Our Rivers (POR) Act.",
        "They will fight hatred.",
    ],
)
def test_a_form_in_ed_before_a_noun_is_no_verb(text: str) -> None:
    assert len(read(text).clauses) == 1


def test_a_clause_without_that_belongs_to_the_nouns_it_tells_of() -> None:
    text = "We will repair the roads and other works they have damaged."
    assert stretch(text, "repair") == text.rstrip(".")
    assert stretch("We thank the ministers and these days we will rest.", "thank") == "We thank the ministers"


@pytest.mark.parametrize(
    "text",
    [
        "We will settle social and economic issues that need care",
        "We will win over public and private firms committed to building it",
    ],
)
def test_an_object_of_two_parts_stays_whole(text: str) -> None:
    assert stretch(f"{text}.", read(text).clauses[0].verb.lemma) == text


def test_a_gerund_behind_to_is_a_verb_whatever_else_the_word_may_be() -> None:
    assert [one.verb.lemma for one in read("We remain committed to providing aid and to working with Corvia.").clauses][
        -2:
    ] == [
        "provide",
        "work",
    ]


def test_two_main_clauses_are_two() -> None:
    text = "Orsk will host the forum, and the Belmoran side expects many guests."
    assert [text[found.start : found.end] for found in read(text).clauses] == [
        "Orsk will host the forum",
        "the Belmoran side expects many guests",
    ]


@pytest.mark.parametrize(
    ("text", "lemma", "head"),
    [
        ("It was agreed that the talks would be held in Lida.", "hold", "that"),
        ("We hope the artists will take part.", "take", "that"),
        ("If the commission approves the plan, we will build it.", "approve", "if"),
        ("We are ready provided that all items are considered.", "consider", "provided that"),
        ("He met the people who built the road.", "build", "who"),
        ("We agreed to open two crossings.", "open", "to"),
        ("We thanked them for opening the crossing.", "open", "-ing"),
    ],
)
def test_a_subordinate_clause_tells_what_subordinates_it(text: str, lemma: str, head: str) -> None:
    assert clause(text, lemma)[1].head == head


def test_a_fronted_condition_belongs_to_the_main_clause() -> None:
    sentence, condition = clause("Once the law is adopted, the company will invest.", "adopt")
    assert condition.parent is not None
    assert sentence.clauses[condition.parent].verb.lemma == "invest"


def test_an_infinitive_list_is_governed_by_one_verb() -> None:
    sentence = read("Ardania and Belmora agreed to open two crossings and to build a bridge.")
    agreed, opening, building = sentence.clauses
    assert (opening.parent, building.parent, building.inherits) == (0, 0, True)
    assert agreed.verb.lemma == "agree"


def test_a_clause_holds_its_complements_but_not_its_relative_asides() -> None:
    text = "We hope that the artists will take part in the contest, which is planned for May."
    assert stretch(text, "hope") == "We hope that the artists will take part in the contest"
    assert stretch(text, "take") == "the artists will take part in the contest"


def test_what_tells_when_stays_in_the_clause_and_what_connects_does_not() -> None:
    assert (
        stretch("Therefore, in due course, we will have an ambassador.", "have") == "in due course, we will have an ambassador"
    )
    assert (
        stretch("Tomorrow, as we agreed, we will visit the plant.", "visit")
        == "Tomorrow, as we agreed, we will visit the plant"
    )


def test_questions_turn_subject_and_verb() -> None:
    assert subject("Will the parliament ratify the treaty this year?", "ratify") == "the parliament"
    assert subject("Are you going to withdraw the troops?", "withdraw") == "you"
    assert subject("What will you do?", "do") == "you"


def test_nouns_that_look_like_verbs_are_no_verbs() -> None:
    text = "State visits and peace talks in Lida were on the programme of our meeting."
    assert [found.verb.lemma for found in read(text).clauses] == ["be"]


def test_items_of_a_list_are_imperatives() -> None:
    text = "Strengthen the external border; support the work of the commission; report back by 2026."
    assert [found.verb.tense for found in read(text).clauses] == ["imperative"] * 3


_PIECES = st.sampled_from(
    [
        *(
            "we",
            "will",
            "to",
            "and",
            "that",
            "who",
            "agreed",
            "open",
            "the",
            "border",
            "Ardania",
            "not",
            "is",
            "going",
            "building",
        ),
        *("if", "been", "have", "'s", "don't", "which", "or", "must", "visits"),
        *(",", ";", ".", "—", "“", "”", "(", ")", "\n"),
    ]
)


@given(st.lists(_PIECES, max_size=60))
def test_whatever_is_written_every_clause_lies_within_the_sentence(pieces: list[str]) -> None:
    text = " ".join(pieces)
    sentence = read(text)
    for number, found in enumerate(sentence.clauses):
        assert 0 <= found.start <= found.verb.start < found.verb.end <= found.end <= len(text)
        assert found.parent is None or found.parent != number
        if found.subject is not None:
            assert found.subject[0] < found.subject[1]


@given(st.text(max_size=200))
def test_no_text_makes_it_fail(text: str) -> None:
    assert read(text).tokens is not None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We will open the bridge by May.”", "We will open the bridge by May"),
        ('We will open the bridge."', "We will open the bridge"),
        ("We will sign the “Road Pact”.", "We will sign the “Road Pact”"),
        ('We will sign the "Road Pact."', 'We will sign the "Road Pact."'),
        ("We will open the bridge (and the dam).", "We will open the bridge (and the dam)"),
        (
            "We will open a [House of Water](https://house.example/water) in May.",
            "We will open a [House of Water](https://house.example/water) in May",
        ),
    ],
)
def test_a_clause_keeps_a_closing_mark_where_it_has_the_opening_one(text: str, words: str) -> None:
    assert stretch(text, text.split()[2]) == words


@pytest.mark.parametrize(
    "text",
    [
        "Both sides welcomed the steady progress made and agreed to continue consultations.",
        "Both sides noted the progress made in the talks and agreed to meet again.",
    ],
)
def test_what_was_made_of_an_object_does_not_agree(text: str) -> None:
    assert subject(text, "agree") == "Both sides"
    assert clause(text, "make")[1].verb.tense == "participle"


def test_whose_promise_it_is_does_not_promise() -> None:
    sentence = read("After Ardania’s promise to build a lock, the tolls fell.")
    assert [found.verb.lemma for found in sentence.clauses] == ["build", "fall"]
    assert subject("The Parties promise to build a lock.", "promise") == "The Parties"


def test_that_behind_a_preposition_points_and_joins_nothing() -> None:
    text = "We believe we have answered the call for that increased presence."
    sentence = analyse(text, 0, len(text))
    assert [text[clause.start : clause.end] for clause in sentence.clauses][-1] == text[11:-1]


def test_a_clause_ends_before_the_next_though_something_is_inserted_there() -> None:
    text = "We are ready to talk, but all issues, as we said before, must be settled at once."
    sentence = analyse(text, 0, len(text))
    assert text[sentence.clauses[0].start : sentence.clauses[0].end] == "We are ready to talk"
