"""Instruments: a talk or a treaty goes in, names and what happened to them come out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import servanda
from servanda.model import Instrument, Problem, Reading
from servanda.readings import read_record
from servanda.readings.instruments import find_instruments
from servanda.readings.times import find_times
from servanda.readings.turns import find_turns
from servanda.records import intake

DAY = "2024-06-27"


def reading(text: str) -> Reading:
    record, _ = intake.take_text(text, reference_date=DAY)
    return read_record(record, (find_turns, find_times, find_instruments))


def instruments(text: str) -> list[Instrument]:
    return list(reading(text).of(Instrument))


def names(text: str) -> list[str]:
    return [instrument.name for instrument in instruments(text)]


def told(text: str) -> list[tuple[str, str, str | None]]:
    """Name, event and date of all that is told."""
    return [(found.name, event.event, event.date) for found in instruments(text) for event in found.events]


# Names


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("We rely on the Treaty on Common Security within the Northern League.", "Treaty on Common Security", "treaty"),
        ("They observe the Varna agreements in full.", "Varna agreements", "agreement"),
        (
            "They spoke of the Agreement between Ardania and the member states of the Inner Union.",
            "Agreement between Ardania and the member states of the Inner Union",
            "agreement",
        ),
        ("This follows from the 1998 Treaty between Ardania and Belmora on Equal Rights of Citizens.", "1998 Treaty", "treaty"),
        ("The sides recalled Security Council Resolution 2202.", "Security Council Resolution 2202", "resolution"),
        ("The council repeated resolution 79/14 (2024).", "resolution 79/14 (2024)", "resolution"),
        ("Duties set forth in Executive Order 14257 stay.", "Executive Order 14257", "executive order"),
        ("We work under the Ardania-Belmora Free Trade Agreement.", "Ardania-Belmora Free Trade Agreement", "agreement"),
        ("They cited the Law of the Republic of Belmora No. 5 of 2021.", "Law of the Republic of Belmora No. 5 of 2021", "law"),
        ("He referred to the Coastal Protection Act 1972.", "Coastal Protection Act 1972", "act"),
        ("They welcomed the Freedom to Travel Act.", "Freedom to Travel Act", "act"),
        ("They recalled the Farmers with Families Act.", "Farmers with Families Act", "act"),
        ("They broke the Children’s Travel Safety Act.", "Children’s Travel Safety Act", "act"),
        ("They carry out the joint Farmers and Herders Advancement Act.", "Farmers and Herders Advancement Act", "act"),
        ("Ours is the Biological and Toxin Arms Convention.", "Biological and Toxin Arms Convention", "convention"),
        ("The Charter of the Northern League binds us.", "Charter of the Northern League", "charter"),
        ("We carry out the Security Concept of the Northern League.", "Security Concept of the Northern League", "concept"),
        (
            "Announcement of the Customs Board of Belmora No. 4\nof 2025 stays.",
            "Announcement of the Customs Board",
            "announcement",
        ),
        (
            "We keep to the Treaty on Friendship, Trade and Mutual Assistance.",
            "Treaty on Friendship, Trade and Mutual",
            "treaty",
        ),
    ],
)
def test_what_is_named_is_found_with_its_kind(text: str, name: str, kind: str) -> None:
    (found, *_) = instruments(text)
    assert found.name.startswith(name)
    assert found.instrument_kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "The agreement matters to us, and so do all our agreements.",
        "He leads the Northern Security Treaty Organisation.",
        "She is Programme Director in Varna.",
        "We came to an agreement and made many statements.",
        "We act in order to protect the rule of law, by an act of good will.",
        "There are 28 programmes and a plan.",
        "International Law and Martial Law are taught here.",
        "Taxation: Anti-fraud agreements with third countries were looked at.",
        "The Explanatory Memorandum tells the House what the proposal is for.",
    ],
)
def test_bodies_and_plain_nouns_are_no_instruments(text: str) -> None:
    assert names(text) == []


def test_joined_instruments_are_kept_apart() -> None:
    text = "They praised the Treaty on Open Skies and the Security Concept of the Northern League."
    assert names(text) == ["Treaty on Open Skies", "Security Concept of the Northern League"]


def test_a_state_behind_and_is_no_part_of_a_name() -> None:
    assert names("Under the Treaty on Open Skies and Belmora has agreed to it.") == ["Treaty on Open Skies"]


def test_a_name_within_a_name_is_an_instrument_of_its_own() -> None:
    found = names("It is the Protocol on Amendments to the 1998 Treaty on Equal Rights.")
    assert found == ["Protocol on Amendments to the 1998 Treaty on Equal Rights", "1998 Treaty on Equal Rights"]


def test_an_instrument_is_one_entry_however_often_it_is_named() -> None:
    text = "The Varna Agreements hold. Nobody keeps the Varna Agreements. The Varna Agreements are the key."
    assert names(text) == ["Varna Agreements"]


def test_a_short_form_in_brackets_is_no_second_instrument() -> None:
    text = "The Ardania-Belmora Free Trade Agreement (ABFTA) helps. The ABFTA is new."
    assert names(text) == ["Ardania-Belmora Free Trade Agreement"]


def test_a_speaker_is_one_of_those_whose_statement_it_is() -> None:
    found = names("The joint statement of the President of Belmora and I clearly says so.")
    assert found == ["joint statement of the President of Belmora and I"]


# What happened


@pytest.mark.parametrize(
    ("text", "event", "date"),
    [
        ("The Treaty on Open Skies was signed on May 15, 1992.", "signed", "1992-05-15"),
        ("On 6 October 2004, we signed the Treaty on Open Skies.", "signed", "2004-10-06"),
        ("This was 1997, when the Ardania-League Founding Act was signed.", "signed", "1997"),
        ("They keep the Treaty on Open Skies, signed on 6 December 2023 in Varna.", "signed", "2023-12-06"),
        ("After the signing of the Varna agreements he left.", "signed", None),
        ("The signing of the Northern State Treaty in 1955 was a turn.", "signed", "1955"),
        ("The parliament of Corvia ratified the Treaty on Open Skies in March 2020.", "ratified", "2020-03"),
        ("We welcome the ratification of the Varna Statute by Corvia on 11 November 2023.", "ratified", "2023-11-11"),
        ("The Varna Convention entered into force on 1 June 2001.", "entered_into_force", "2001-06-01"),
        ("Belmora withdrew from the Varna Convention in 2019.", "terminated", "2019"),
        ("The Coastal Protection Act was repealed in 1999.", "terminated", "1999"),
        ("The Assembly adopted Resolution 2202 on 17 February 2015.", "adopted", "2015-02-17"),
        ("The Varna Memorandum was extended last year.", "extended", "2023"),
        ("Experts initialled the Varna Protocol yesterday.", "initialled", "2024-06-26"),
        ("Belmora suspended the Varna Protocol today.", "suspended", DAY),
        ("Today there was an exchange of instruments of ratification of the Treaty on Open Skies.", "exchanged", DAY),
    ],
)
def test_an_event_is_told_with_its_date(text: str, event: str, date: str | None) -> None:
    assert [(found[1], found[2]) for found in told(text)] == [(event, date)]


@pytest.mark.parametrize(
    "text",
    [
        "We will sign the Treaty on Open Skies tomorrow.",
        "The next step will be the signing of the Treaty on Open Skies.",
        "They plan to ratify the Treaty on Open Skies in July.",
        "Belmora has not signed the Treaty on Open Skies.",
        "Nobody ratified the Treaty on Open Skies.",
        "If the Treaty on Open Skies is signed, we shall rejoice.",
        "Was the Treaty on Open Skies signed in Varna?",
        "We speed up talks on signing the Treaty on Open Skies.",
        "Once the Treaty on Open Skies enters into force, trade will grow.",
        "The Treaty on Open Skies must be ratified by the end of the year.",
    ],
)
def test_what_is_to_come_denied_or_conditional_has_not_happened(text: str) -> None:
    assert told(text) == []


def test_the_place_stands_on_its_words() -> None:
    (found,) = instruments("They keep the Treaty on Open Skies signed on December 6, 2023 in Varna.")
    (event,) = found.events
    assert event.place == "Varna"
    assert {ground.attribute: ground.span.text for ground in event.grounds} == {"date": "December 6, 2023", "place": "Varna"}


def test_one_event_is_shared_by_what_is_joined() -> None:
    text = "We keep the Treaty on Open Skies and the Security Concept of the Northern League, signed in December last year."
    assert told(text) == [
        ("Treaty on Open Skies", "signed", "2023-12"),
        ("Security Concept of the Northern League", "signed", "2023-12"),
    ]


def test_it_is_what_was_named_before() -> None:
    text = "The Treaty on Open Skies was signed in 2019. It entered into force on 1 May 2020."
    assert told(text) == [
        ("Treaty on Open Skies", "signed", "2019"),
        ("Treaty on Open Skies", "entered_into_force", "2020-05-01"),
    ]


def test_the_treaty_is_the_last_treaty_named() -> None:
    text = (
        "Today there was an exchange of instruments of ratification of the bilateral Treaty on Open Skies signed on"
        " December 6, 2023 in Varna, and, thus, the treaty entered into force."
    )
    assert told(text) == [
        ("Treaty on Open Skies", "exchanged", DAY),
        ("Treaty on Open Skies", "signed", "2023-12-06"),
        ("Treaty on Open Skies", "entered_into_force", DAY),
    ]


def test_a_joint_statement_counts_where_something_happens_to_it() -> None:
    text = "A joint statement signed following today's summit was a proof. The joint statement names our aims."
    assert told(text) == [("joint statement", "signed", DAY)]
    assert names(text) == ["joint statement"]


def test_a_date_of_something_else_is_left_alone() -> None:
    text = "On May 29 we will mark eight years since the signing of the Treaty on Open Skies."
    assert told(text) == [("Treaty on Open Skies", "signed", None)]


def test_a_modifier_is_not_what_was_extended() -> None:
    assert told("They extended the Fair Housing Act credits.") == []


# The record as an instrument

TREATY = """TREATY ON THE PROTECTION OF THE INNER SEA

The Contracting Parties,
Recalling the Convention on Fisheries, signed at Corvia on 3 May 1961,
Have agreed as follows:

Article 1
The waters shall be clean.

Article 2
This Treaty shall enter into force on the thirtieth day after the second ratification.

In witness whereof the undersigned, being duly authorised, have signed this Treaty.

DONE at Varna, this 14th day of June, one thousand nine hundred and ninety-four, in two copies.
"""


def own(text: str) -> Instrument:
    return next(found for found in instruments(text) if found.rule == "instruments.title")


def test_a_treaty_says_when_and_where_it_was_signed() -> None:
    found = own(TREATY)
    assert found.name == "TREATY ON THE PROTECTION OF THE INNER SEA"
    assert [(event.event, event.date, event.place) for event in found.events] == [("signed", "1994-06-14", "Varna")]


@pytest.mark.parametrize(
    ("clause", "event", "date"),
    [
        (
            "Done at the city of Varna on the twenty-first day of the month of July of two thousand and two.",
            "signed",
            "2002-07-21",
        ),
        ("Done in Varna, the 6th may, 1882, in six copies.", "signed", "1882-05-06"),
        ("Signed at Varna on 1 December 1959.", "signed", "1959-12-01"),
        ("Adopted at Varna on 1 December 1959.", "adopted", "1959-12-01"),
        (
            "In faith whereof they have affixed their seals.done at varna, the second day of march, 1923.",
            "signed",
            "1923-03-02",
        ),
    ],
)
def test_final_clauses_of_many_ages_are_read(clause: str, event: str, date: str) -> None:
    head = "CONVENTION ON INLAND WATERS\n\nThe Governments of Ardania and Belmora agree:\n\n"
    text = f"{head}Article 1\nThis Convention is for peace.\n\n{clause}\n"
    assert [(event.event, event.date) for event in own(text).events] == [(event, date)]


def test_a_resolution_says_when_it_was_adopted() -> None:
    text = (
        "Resolution adopted by the Northern Assembly on 13 May 2010\n\nThe Assembly,\nRecalling its duties,\nDecides to act.\n"
    )
    assert [(event.event, event.date) for event in own(text).events] == [("adopted", "2010-05-13")]


def test_the_date_of_another_treaty_in_the_preamble_is_not_the_records_own() -> None:
    text = "AGREEMENT ON TRADE\n\nThe Governments,\nRecalling the Protocol on Tariffs, done at Varna on 3 May 1961,\nAgree.\n"
    assert not [found for found in instruments(text) if found.rule == "instruments.title"]


def test_talk_is_no_instrument_whatever_it_quotes() -> None:
    text = "ANNA ORLU: We read the Agreement on Trade.\nBORIS VALE: It says: Done at Varna on 3 May 1961.\nANNA ORLU: Yes.\n"
    assert not [found for found in instruments(text) if found.rule == "instruments.title"]


# The order of a life


def problems(text: str) -> list[Problem]:
    return [problem for problem in reading(text).problems if problem.code == "instruments.order"]


def test_dates_out_of_order_are_a_problem_with_a_place() -> None:
    text = "The Treaty on Open Skies was signed on 6 May 2021. The Treaty on Open Skies entered into force on 1 March 2020."
    (problem,) = problems(text)
    assert problem.message == "Treaty on Open Skies: signed 2021-05-06, but in force 2020-03-01 already."
    assert problem.span is not None


@pytest.mark.parametrize(
    "text",
    [
        "The Treaty on Open Skies was signed on 6 May 2019. It entered into force on 1 March 2020.",
        "The Treaty on Open Skies was signed in 2020. It entered into force on 1 March 2020.",
        "The Treaty on Open Skies was signed on 6 May 2021. It entered into force retroactively on 1 March 2020.",
        "The Varna Convention entered into force in 1990. Corvia ratified the Varna Convention in 2001.",
    ],
)
def test_known_exceptions_and_coarse_dates_break_no_order(text: str) -> None:
    assert problems(text) == []


# Promises about spans


SAID = (
    "the Treaty on Peace and Trade signed in Varna 2021 , . ( ) No 5 of Ardania Act Resolution 2202 was entered into force "
    "joint statement between Belmora – it to ratified protocol U.N Charter “ ” I's Decree and and Convention"
)
WORDS = st.sampled_from(SAID.split())


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=40))
def test_every_name_and_event_is_cut_from_the_record(said: list[str]) -> None:
    found = reading(" ".join(said))
    for instrument in found.of(Instrument):
        assert found.record.holds(instrument.span)
        assert instrument.name == instrument.span.text
        for event in instrument.events:
            assert found.record.holds(event.span)


def test_hostile_text_costs_no_more_than_in_proportion() -> None:
    for piece in ("Treaty on ", "the Act and ", "(Treaty) ", "Convention of the ", "signed the "):
        assert instruments(piece * 2000) is not None


def test_instruments_of_ratification_that_were_exchanged_are_told_of_their_treaty() -> None:
    text = "On 3 February 2025 we exchanged the instruments of ratification of the Treaty on the River Lidd."
    assert told(text) == [("Treaty on the River Lidd", "exchanged", "2025-02-03")]


def test_a_name_ends_before_the_article_of_another_instrument() -> None:
    assert "Resolution 14 of the Halm Conference" in names(
        "They recalled Resolution 14 of the Halm Conference and Article 9 of the Halm Treaty."
    )


def test_a_range_of_years_belongs_to_a_name() -> None:
    assert names("The ministers reviewed the Halm Programme for 2023–2025 in full.") == ["Halm Programme for 2023–2025"]


def test_a_name_ends_before_what_its_authors_go_on_to_do() -> None:
    said = "We will carry out the Lida Roadmap on implementing the review of port tariffs and call on the banks to lend more."
    assert names(said) == ["Lida Roadmap on implementing the review of port tariffs"]


@pytest.mark.parametrize("place", ["Corvian Treaty Room", "Treaty Bridge", "Lida Treaty House"])
def test_a_room_or_a_bridge_named_after_a_treaty_is_none(place: str) -> None:
    assert servanda.read_text(f"The Minister spoke in the {place} on Monday.").of(Instrument) == ()
