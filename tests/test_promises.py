"""Promises in so many words: who says "I promise" has promised, whatever the weights make of the rest of his sentence."""

from __future__ import annotations

import pytest

from servanda import read_text
from servanda.model import Commitment
from servanda.standing import shown_first


def promised(words: str) -> list[Commitment]:
    """What Elena Marsh undertakes in a talk."""
    talk = f"Remarks by President Elena Marsh\n2024-05-06\n\nELENA MARSH: Good day.\n\nELENA MARSH: {words}\n"
    return [entry for entry in read_text(talk, model=False).entries if isinstance(entry, Commitment)]


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ("We pledge to cut the duties by half.", "cut the duties by half"),
        ("I vow to end the strike.", "end the strike"),
        ("We hereby undertake to open the border.", "open the border"),
        ("We promise that we will build the school.", "build the school"),
        ("You have my word that we will build the road.", "build the road"),
        ("I give you my word that the road will be built.", "the road will be built"),
        ("We guarantee that the pensions will be paid.", "the pensions will be paid"),
    ],
)
def test_who_binds_himself_in_so_many_words_is_shown_first_as_bound(words: str, action: str) -> None:
    (found,) = promised(words)
    assert (found.action, found.force, found.holder) == (action, "pledged", "Elena Marsh")
    assert shown_first("commitment", found.confidence)


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ("We will not let this happen.", "not let this happen"),
        ("We will never allow Corvia to close the strait.", "never allow Corvia to close the strait"),
        ("I won’t let any of them close it.", "won’t let any of them close it"),
    ],
)
def test_who_will_not_let_it_happen_undertakes_to_prevent_it(words: str, action: str) -> None:
    (found,) = promised(words)
    assert found.action == action


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ("We intend to open the archives.", "open the archives"),
        ("Our intention is to close the plant by June.", "close the plant by June"),
        ("Our plan is to open ten clinics next year.", "open ten clinics next year"),
    ],
)
def test_what_somebody_says_he_means_to_do_is_planned(words: str, action: str) -> None:
    (found,) = promised(words)
    assert (found.action, found.force) == (action, "planned")


def test_no_longer_denies_the_deed_behind_it() -> None:
    (found,) = promised("From 1 June 2024 we will no longer sign such contracts.")
    assert found.action == "no longer sign such contracts"


@pytest.mark.parametrize("words", ["I promise to build the school.", "I swear that we will not sell the port."])
def test_what_one_person_promises_by_the_way_is_kept_and_waits_to_be_reviewed(words: str) -> None:
    (found,) = promised(words)
    assert not shown_first("commitment", found.confidence)


@pytest.mark.parametrize(
    "words",
    [
        "I do not promise to build the school.",
        "I cannot promise to build the school.",
        "If I promise to build the school, you will laugh.",
        "I promise to be brief.",
        "I promise I will answer that.",
        "I promise you, he will pay for it.",
        "The word that she will build spread fast.",
        "We won’t let up.",
        "I intend to be brief.",
        "We will launch a new — excuse me, it is late.",
        "I call on Deputy Minister Orel to sum up.",
        "The road to the coast must be open.",
    ],
)
def test_what_is_not_promised_or_promised_of_ones_speech_alone_binds_nobody(words: str) -> None:
    assert promised(words) == []


def test_a_word_between_a_pronoun_and_its_verb_parts_them_not() -> None:
    (found,) = promised("We each undertake to remove one fence.")
    assert found.action == "remove one fence"


def test_what_leads_into_a_list_is_no_part_of_the_action() -> None:
    (found,) = promised(
        "We will strengthen the schools of the coast, including:\n\n- the school at Lida\n\n- the school at Tarn"
    )
    assert found.action == "strengthen the schools of the coast"


def test_who_is_committing_to_several_things_promises_each_once() -> None:
    found = promised("The Ministry of Roads is committing to providing tools and delivering training over the coming year.")
    assert [entry.action for entry in found] == ["providing tools", "delivering training over the coming year"]


@pytest.mark.parametrize("head", ["because", "since"])
def test_what_one_will_do_is_promised_also_as_the_ground_of_something_else(head: str) -> None:
    (found,) = promised(f"There will be no shortage in Belmora, {head} we will coordinate the deliveries.")
    assert found.action == "coordinate the deliveries"


@pytest.mark.parametrize("words", ["If we will send more fuel, they are safe.", "They are safe because we will prevail."])
def test_a_condition_and_a_hope_given_as_a_ground_promise_nothing(words: str) -> None:
    assert promised(words) == []


@pytest.mark.parametrize("words", ["We are sending two ships tomorrow.", "We’re closing the plant immediately."])
def test_what_one_is_about_to_do_is_planned_and_waits_to_be_reviewed(words: str) -> None:
    (found,) = promised(words)
    assert found.force == "planned"
    assert not shown_first(found.kind, found.confidence)
