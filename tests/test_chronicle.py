"""Matters in words: each sentence once, its claims set off, whoever said it named as the record names him."""

from __future__ import annotations

import pytest

from servanda.faces import chronicle
from servanda.faces.telling import Line
from servanda.model import Relation
from tests.spoken import event, matter, said

SENTENCE = "Trade came to 40 million euros, and we will open the second lock in May."
TRADE = said("figure", "2025-03-14", "40 million euros", sentence=SENTENCE, at=14, value=40_000_000)
LOCK = said(
    "commitment", "2025-03-14", "we will open the second lock in May", sentence=SENTENCE, at=36, deadline_end="2025-05-31"
)


def printed(lines: list[Line]) -> str:
    return "\n".join("".join(text for text, _ in fragments) for fragments, _ in lines)


def timeline(*relations: Relation, why: bool = False, marked: bool = False) -> str:
    earlier = [one.earlier for one in relations]
    found = matter(*earlier, TRADE, LOCK, relations=relations)
    return printed(list(chronicle.timeline(found, found.claims, why=why, marked=marked)))


def test_claims_of_one_sentence_are_told_with_it_once() -> None:
    page = timeline()
    assert page.count("Trade came to") == 1
    assert "figure, commitment (pledged, by 2025-05-31)" in page


def test_without_bold_print_the_words_of_a_claim_stand_in_brackets() -> None:
    text = "".join(words for words, _ in chronicle.in_sentence([TRADE], marked=True))
    assert text == "“Trade came to [40 million euros], and we will open the second lock in May.”"


def test_a_long_sentence_is_cut_around_the_words() -> None:
    words = said("figure", "2025-03-14", "40 euros", sentence=f"{'before ' * 100}40 euros{' behind' * 100}")
    text = "".join(part for part, _ in chronicle.in_sentence([words]))
    assert text.startswith("“… before")
    assert text.endswith("…”")
    assert "40 euros" in text
    assert len(text) < 400


def test_the_label_of_a_turn_is_no_part_of_what_is_said() -> None:
    labelled = said("figure", "2025-03-14", "40 euros", sentence="President Elena Marsh: It was 40 euros.")
    assert chronicle.sentence_of(labelled) == "It was 40 euros."


@pytest.mark.parametrize(
    "sentence", ["He said: it was 40 euros.", "40 euros: Marsh said no more.", "At 10:30 it was 40 euros."]
)
def test_a_colon_that_ends_no_label_cuts_nothing(sentence: str) -> None:
    assert chronicle.sentence_of(said("figure", "2025-03-14", "40 euros", sentence=sentence)) == sentence


def relation(confidence: float, rule: str = "stages.on") -> Relation:
    earlier = said("commitment", "2024-05-24", "open the lock", force="proposed")
    return Relation(
        later=LOCK, earlier=earlier, relation="updates", confidence=confidence, rule=rule, why="asked for, then promised"
    )


def test_how_a_claim_stands_to_an_earlier_one_is_told_with_its_day_and_words() -> None:
    assert "→ updates the commitment of 2024-05-24, Elena Marsh: “open the lock”" in timeline(relation(0.8))


@pytest.mark.parametrize("weak", [relation(0.2), relation(0.8, rule="again")])
def test_what_is_unsure_or_says_nothing_new_waits_for_why(weak: Relation) -> None:
    assert "→" not in timeline(weak)
    assert "asked for, then promised" in timeline(weak, why=True)


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        (said("commitment", "2024-05-24", "x", force="pledged"), "raised (pledged)"),
        (said("progress", "2024-05-24", "x", status="fulfilled"), "done"),
        (said("progress", "2024-05-24", "x", status="partly_fulfilled", degree=26), "in progress (partly fulfilled, 26 %)"),
        (said("progress", "2024-05-24", "x", status="broken"), "told as not kept"),
        (
            said("topic", "2024-05-24", "x", outcome="referred", level_from="government", level_to="head"),
            "referred: government → head",
        ),
        (said("topic", "2024-05-24", "x", outcome="referred", level_to="government"), "referred: government"),
        (said("instrument", "2024-05-24", "x", events=[event("ratified", "ratified")]), "in progress (ratified)"),
    ],
)
def test_a_step_is_told_in_words(claim: object, words: str) -> None:
    from servanda.comparison.matters.chains import events_of

    [only] = events_of(matter(claim))  # type: ignore[arg-type]
    assert chronicle.step_words(only) == words


def test_what_a_user_set_is_said_to_be_in_no_record() -> None:
    page = printed(list(chronicle.title(matter(TRADE, owner="Ida Brandt", due="2025-05-01"))))
    assert "Set by a user, in no record: owner Ida Brandt · due 2025-05-01" in page
    assert "Set by a user" not in printed(list(chronicle.title(matter(TRADE))))
