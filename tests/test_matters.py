"""Matters: what several records say of one thing meets, in whatever order they came, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import servanda
from servanda.comparison.claims.claims import claims_in
from servanda.comparison.claims.scope import scope_of, states_in
from servanda.comparison.claims.stems import american, stem
from servanda.comparison.claims.terms import is_rare, names_instrument, terms_of
from servanda.comparison.matters.matching import BROADEST, Hub, hubs_of
from servanda.comparison.matters.matters import kind_of, tellers_of
from servanda.errors import NotFoundError
from servanda.ledger import Ledger, Summary
from servanda.ledger.matters import Use
from servanda.model import Claim, Matter, Reading
from tests.claims_written import SPRING as EARLY
from tests.claims_written import said

SPRING = """Meeting with President of Belmora Tomas Weller
March 4, 2024

Elena Marsh: Our mutual trade reached 5 billion euros last year. We will set up a joint microelectronics plant in Kessin by
2026. The 28 joint programmes are about 30 percent complete. We have agreed to sign the Treaty on the River Lidd.
"""
AUTUMN = """News conference of Presidents of Ardania and Belmora
October 9, 2024

Elena Marsh: The Treaty on the River Lidd has been signed today. Trade with Belmora has reached 6 billion euros this year.

Tomas Weller: In microelectronics we have agreed to launch the first line in 2025. The microelectronics plant is a priority.
All the 28 programmes have been implemented in full.
"""
WINTER = """Talks with President of Belmora Tomas Weller
January 20, 2025

Tomas Weller: The Treaty on the River Lidd entered into force on January 15, 2025. Much was said about microelectronics too.
The weather in Velmar was mild.
"""


ASKED = """News conference of Presidents of Ardania and Belmora
October 9, 2024

Elena Marsh: Let us go over to questions. We have signed the Treaty on the River Lidd today.

Clara Voss: Clara Voss, Velmar Courier. When will the pumps of the drainage canal run again?

Tomas Weller: The pumps of the drainage canal will run in spring. Our engineers have promised it.

Clara Voss: Velmar Courier once more. The microelectronics plant was to be opened last year.

Elena Marsh: The microelectronics plant will be opened in May.
"""


def ledger_of(folder: Path, *texts: str) -> Ledger:
    """A ledger with these talks, read one after the other."""
    ledger = Ledger.open(folder / "talks.servanda")
    for text in texts:
        ledger.append(read(text))
    return ledger


def read(text: str) -> Reading:
    return servanda.read_text(text, source=f"{text.split(maxsplit=1)[0]}-{len(text)}.txt", model=False)


def told(ledger: Ledger) -> list[tuple[object, ...]]:
    """All that a ledger's matters tell."""
    comparison = servanda.compare(ledger)
    whole = [comparison.matter(one.id) for one in comparison.matters(everything=True)]
    return [
        (one.id, one.name, one.kind, one.scope, [(claim.kind, claim.place.text, one.why[claim.id]) for claim in one.claims])
        for one in whole
    ]


def claims_of(reading: Reading) -> list[Claim]:
    """The claims of a talk that is in no ledger."""
    told = {one.name: None for one in fields(Summary)} | {"record": "0", "characters": len(reading.record.text)}
    return list(claims_in(reading, Summary(**told)))  # type: ignore[arg-type]


def called(ledger: Ledger, name: str) -> Matter:
    return servanda.compare(ledger).matter(name)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with ledger_of(tmp_path_factory.mktemp("matters"), SPRING, AUTUMN, WINTER) as kept:
        yield kept


def test_one_thing_in_several_records_is_one_matter_called_as_they_call_it(ledger: Ledger) -> None:
    matter = called(ledger, "microelectronics")
    assert matter.records == 3
    assert {claim.day for claim in matter.claims} == {"2024-03-04", "2024-10-09", "2025-01-20"}


def test_a_treaty_is_a_matter_from_its_plan_to_its_force(ledger: Ledger) -> None:
    treaty = called(ledger, "Treaty on the River Lidd")
    assert treaty.kind == "instrument"
    assert (treaty.first_day, treaty.last_day) == ("2024-03-04", "2025-01-20")


def test_counted_sets_meet_by_their_number(ledger: Ledger) -> None:
    shares = called(ledger, "28 programmes")
    assert {claim.day for claim in shares.claims} == {"2024-03-04", "2024-10-09"}


def test_every_claim_of_a_matter_says_why_it_is_there(ledger: Ledger) -> None:
    matter = called(ledger, "microelectronics")
    assert all(matter.why[claim.id] for claim in matter.claims)
    assert any("microelectronics" in reason for reason in matter.why.values())


def test_a_sentence_that_claims_nothing_is_a_mention_with_its_speaker(ledger: Ledger) -> None:
    mentions = [claim for claim in called(ledger, "microelectronics").claims if claim.kind == "mention"]
    assert ("The microelectronics plant is a priority.", "Tomas Weller", None) in {
        (claim.place.text, claim.said_by, claim.place.entry) for claim in mentions
    }


def test_what_is_said_once_in_passing_is_no_matter(ledger: Ledger) -> None:
    assert not any("weather" in str(matter) for matter in told(ledger))


def test_what_one_record_alone_claims_twice_is_a_matter_that_waits(tmp_path: Path) -> None:
    with ledger_of(tmp_path, SPRING) as kept:
        comparison = servanda.compare(kept)
        assert comparison.matters() == []
        assert "28 joint programmes" in {matter.name for matter in comparison.matters(everything=True)}


def test_what_two_speak_of_in_one_record_is_listed(tmp_path: Path) -> None:
    two = SPRING + "Tomas Weller: We shall open the microelectronics plant in Marl too.\n"
    with ledger_of(tmp_path, two) as ledger:
        assert {"microelectronics", "plant"} <= {one.name for one in servanda.compare(ledger).matters()}


def test_whose_statistics_a_figure_is_by_counts_as_one_who_tells() -> None:
    one = replace(said("figure", EARLY, "51 billion", basis="Belmoran statistics"), terms={"trade": 236})
    assert tellers_of("trade", [one, replace(one, values={"basis": None})]) == 2
    assert tellers_of("trade", [replace(one, values={}), replace(one, values={}, said_by=None)]) == 1
    assert tellers_of("trade", [replace(one, kind="mention")]) == 0


def test_two_names_of_one_thing_give_one_term() -> None:
    found = {
        term.term for text in ("nuclear energy", "atomic power") for term in terms_of(text, 0, len(text)) if " " in term.term
    }
    assert found == {"nuclear power"}


def test_electricity_is_no_election() -> None:
    terms = [{term.term for term in terms_of(text, 0, len(text))} for text in ("electricity needs", "election needs")]
    assert terms[0].isdisjoint(terms[1])


def test_as_of_a_day_later_records_tell_nothing(ledger: Ledger) -> None:
    comparison = servanda.compare(ledger)
    assert {claim.day for claim in comparison.matter("microelectronics", on="2024-12-31").claims} == {
        "2024-03-04",
        "2024-10-09",
    }
    assert comparison.matters(on="2023-12-31", everything=True) == []


def test_matters_are_the_same_in_whatever_order_records_came(tmp_path: Path) -> None:
    found = []
    for number, order in enumerate(((SPRING, AUTUMN, WINTER), (WINTER, AUTUMN, SPRING), (AUTUMN, SPRING, WINTER))):
        (tmp_path / str(number)).mkdir()
        with ledger_of(tmp_path / str(number), *order) as kept:
            found.append(told(kept))
    assert all(one == found[0] for one in found)


def test_a_record_that_is_added_later_gives_what_all_at_once_give(tmp_path: Path, ledger: Ledger) -> None:
    with ledger_of(tmp_path, SPRING) as growing:
        servanda.compare(growing)
        for text in (AUTUMN, WINTER):
            growing.append(read(text))
            servanda.compare(growing)
        assert told(growing) == told(ledger)


def test_an_unknown_matter_is_not_found(ledger: Ledger) -> None:
    with pytest.raises(NotFoundError):
        called(ledger, "the moon")


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("We want import substitution.", "import substitut"),
        ("The substitution of imports goes on.", "import substitut"),
        ("The Treaty on the River Lidd entered into force.", "lidd treati"),
        ("The Sorrel Line will be opened.", "sorrel line"),
        ("All the 28 sectoral programmes are done.", "28 program"),
        ("Taxation was discussed.", "tax"),
    ],
)
def test_phrases_give_the_term_of_their_thing(text: str, term: str) -> None:
    assert term in {one.term for one in terms_of(text, 0, len(text))}


@pytest.mark.parametrize(
    "text",
    [
        "We met today and discussed several important issues of our cooperation.",
        "See https://example.org/trade-microelectronics and write to trade@example.org.",
        "The talks of 28 April took 28 minutes.",
        "President Tomas Weller of Belarus said so.",
    ],
)
def test_what_every_talk_has_names_no_matter(text: str) -> None:
    assert [one.term for one in terms_of(text, 0, len(text))] == []


@given(st.text())
def test_terms_stand_in_any_text_where_they_say(text: str) -> None:
    for one in terms_of(text, 0, len(text)):
        assert 0 <= one.start < one.end <= len(text)
        assert one.weight > 0


def test_forms_of_one_word_have_one_stem() -> None:
    assert len({stem(word) for word in ("restriction", "restrictions", "restricted", "restrict")}) == 1
    assert stem("programme") == stem("programs")
    assert stem("harmonising") == stem("harmonized")
    assert american("exercise") == "exercise"


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1))
def test_every_word_has_a_stem(word: str) -> None:
    assert stem(word)


def test_states_are_told_by_name_adjective_and_capital() -> None:
    assert states_in("Polish troops left Minsk for the United States, and us with US$5.") == {
        "poland",
        "belarus",
        "united states",
    }
    assert scope_of(frozenset(("poland",)), frozenset(("belarus", "russia"))) == {"poland"}
    assert scope_of(frozenset(("russia",)), frozenset(("belarus", "russia"))) == {"belarus", "russia"}


def use(claim: int, reading: int, *scope: str, weight: int = 300, kind: str = "figure") -> Use:
    return Use(claim, reading, kind, weight, frozenset(scope))


def test_trade_with_one_state_is_not_trade_with_another() -> None:
    uses = [use(1, 1, "a", "b"), use(2, 2, "a", "b"), use(3, 3, "a", "c"), use(4, 4, "a", "c")]
    assert [(hub.scope, hub.claims) for hub in hubs_of("trade", uses)] == [(("a", "b"), (1, 2)), (("a", "c"), (3, 4))]


def test_a_rare_name_is_one_thing_wherever_its_states_hang_together() -> None:
    uses = [use(1, 1, "a"), use(2, 2, "a", "b"), use(3, 3, "b"), use(4, 4, "z")]
    assert is_rare("lidd treati")
    assert names_instrument("lidd treati")
    assert [hub.claims for hub in hubs_of("lidd treati", uses)] == [(1, 2, 3)]


def test_what_all_speak_of_is_a_field_and_no_matter() -> None:
    assert hubs_of("lidd treati", [use(number, number, "a") for number in range(BROADEST + 1)]) == []


def test_mentions_alone_make_no_matter() -> None:
    assert hubs_of("lidd treati", [use(1, 1, "a", kind="mention"), use(2, 2, "a", kind="mention")]) == []


def test_what_three_records_claim_something_of_is_a_matter_though_its_word_is_common() -> None:
    weak = [use(number, number, "a", "b", weight=200) for number in (1, 2, 3)]
    assert [hub.claims for hub in hubs_of("market", weak)] == [(1, 2, 3)]
    assert hubs_of("market", weak[:2]) == []


def test_what_names_no_state_is_of_those_that_its_record_names_with_the_word() -> None:
    uses = [use(1, 1, "a", "b"), use(2, 2, "a", "c"), use(3, 2, kind="mention")]
    assert [(hub.scope, hub.claims) for hub in hubs_of("migrant", uses)] == [(("a",), (1, 2, 3))]


def test_what_is_denied_by_a_prefix_is_the_same_matter() -> None:
    texts = ("the non-expansion of the Lidd fleet", "the expansion of the Lidd fleet")
    plain, denied = ({one.term for one in terms_of(text, 0, len(text))} for text in texts)
    assert plain == denied


STATES = st.frozensets(st.sampled_from("abcd"), max_size=3)
USES = st.lists(st.tuples(st.integers(1, 4), STATES, st.integers(170, 400)), max_size=12)


@given(USES, st.randoms(use_true_random=False), st.sampled_from(["trade", "lidd treati"]))
def test_the_order_of_claims_makes_no_difference(
    found: list[tuple[int, frozenset[str], int]], chance: object, term: str
) -> None:
    uses = [Use(number, reading, "figure", weight, scope) for number, (reading, scope, weight) in enumerate(found)]
    mixed = list(uses)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert hubs_of(term, mixed) == hubs_of(term, uses)


def test_a_matters_id_follows_from_what_it_is_about_not_from_its_claims() -> None:
    assert Hub("trade", ("a", "b"), (1,)).id == Hub("trade", ("a", "b"), (1, 2, 3)).id
    assert Hub("trade", ("a", "b"), (1,)).id != Hub("trade", ("a", "c"), (1,)).id


def test_a_printed_label_is_nobodys_sentence() -> None:
    reading = read(ASKED)
    for claim in claims_of(reading):
        assert "Clara Voss:" not in claim.sentence + claim.place.text
        if "Courier" in claim.place.text:
            assert claim.said_by == "Clara Voss"


def test_names_of_speakers_and_outlets_name_no_matter() -> None:
    reading = read(ASKED)
    terms = {term for claim in claims_of(reading) for term in claim.terms}
    assert terms
    assert not terms & {"velmar courier", "courier", "voss", "clara voss"}


def test_a_stance_or_two_among_other_claims_make_no_position() -> None:
    stances = [said("position", EARLY, "the tunnel is needed")]
    others = [said("progress", EARLY, "the tunnel has been opened"), said("topic", EARLY, "the tunnel was discussed")]
    assert kind_of("tunnel", [*stances, *others]) == "project"
    assert kind_of("tunnel", stances * 3) == "position"
