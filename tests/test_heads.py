"""A record goes in, what it says of itself comes out, each fact with the words it stands on."""

from __future__ import annotations

import pytest

from servanda.model import Record
from servanda.records.dates import day_in_name, days_in
from servanda.records.intake import take_bytes, take_text


def read(text: str, source: str | None = None) -> Record:
    return take_text(text, source=source)[0]


def ground(record: Record, attribute: str) -> str | None:
    """The words that an attribute stands on."""
    return next((found.span.text for found in record.grounds if found.attribute == attribute), None)


POSTED = """Posted: 24.05.2031 19:54:00

Orlov on the talks with Vann: no quarrel that cannot be settled

There is no quarrel between Ardania and Belmora that cannot be settled, the President of Ardania, Pavel Orlov, told the
press after today's talks. The parties went through the list of open questions.
"""

NEWS_CONFERENCE = """News conference following Ardanian-Belmoran talks

2031-02-18 | The Old Castle, Port Ansel

President of Ardania Pavel Orlov: Madam President, colleagues, ladies and gentlemen, I am glad to see you. \
President of Belmora Ines Vann: Thank you. It was a long day. Question: When will the bridge be open? Pavel Orlov: Soon.
"""

WHITE_PAPER = """Remarks by President Orlov and President Vann in Joint Press Conference
2031-02-13

Harbour Room
Port Ansel, Ardania

6:04 P.M. EST

PRESIDENT ORLOV:  Thank you.  We have had a good talk, and there is
much to report on it.

PRESIDENT VANN:  Indeed there is.

Q    Mr. President, when will the bridge be open?
"""


def test_a_posted_stamp_is_the_day_of_publication() -> None:
    record = read(POSTED)
    assert record.published == "2031-05-24"
    assert ground(record, "published") == "24.05.2031"


def test_the_title_stands_under_the_stamp() -> None:
    record = read(POSTED)
    assert record.title == "Orlov on the talks with Vann: no quarrel that cannot be settled"
    assert ground(record, "title") == record.title


def test_a_press_report_without_labels_is_a_report_of_its_day() -> None:
    record = read(POSTED)
    assert (record.kind, record.event_date, record.reference_date) == ("report", "2031-05-24", "2031-05-24")


def test_the_date_line_of_a_transcript_is_the_day_of_the_talks_with_its_place() -> None:
    record = read(NEWS_CONFERENCE)
    assert (record.kind, record.event_date, record.published) == ("transcript", "2031-02-18", None)
    assert ground(record, "place") == "The Old Castle, Port Ansel"


def test_the_lines_above_the_time_of_day_are_the_place() -> None:
    record = read(WHITE_PAPER)
    assert record.place == "Harbour Room, Port Ansel, Ardania"
    assert record.event_date == "2031-02-13"


def test_the_title_becomes_a_heading() -> None:
    record = read(NEWS_CONFERENCE)
    assert record.blocks[0].kind == "heading"


def test_a_call_has_no_place() -> None:
    assert read(WHITE_PAPER.replace("Harbour Room\nPort Ansel, Ardania", "Via Teleconference")).place is None


def test_a_place_and_a_date_in_brackets_are_a_date_line() -> None:
    text = (
        "Joint Statement of the President of Corvia and the President of Ardania\n\n"
        "(Vienna, 2 February 2031)\n\n"
        "The leaders met and agreed.\n"
    )
    record = read(text)
    assert (record.kind, record.place, record.published) == ("communique", "Vienna", "2031-02-02")


def test_an_assembly_gives_weekday_day_and_hour() -> None:
    text = (
        "S/PV.9999\n\nUnited Nations\n\nSecurity Council\n\nThursday, 13 December 2029, 3 p.m.\nNew York\n\n"
        "The meeting was called to order at 3.10 p.m.\n"
        "The President: I thank the delegations.\n"
        "Ms. Tarn (Belmora): Thank you.\n"
        "The President: The meeting rose.\n"
    )
    record = read(text)
    assert (record.kind, record.event_date, record.place, record.publisher) == (
        "debate",
        "2029-12-13",
        "New York",
        "United Nations",
    )


def test_a_head_run_together_with_its_body_is_taken_apart() -> None:
    body = "В.Орлов: Уважаемые коллеги! Рад приветствовать вас. " * 12
    text = "Переговоры с Президентом Бельморы Инес Ванн 13 марта 2031 года 19:00 Москва, Кремль " + body
    record = read(text)
    assert record.title == "Переговоры с Президентом Бельморы Инес Ванн"
    assert (record.event_date, record.place, record.language) == ("2031-03-13", "Москва, Кремль", "ru")


def test_a_treaty_is_dated_by_its_signing() -> None:
    text = (
        "AGREEMENT ON THE TWO BRIDGES\n\n"
        "The High Contracting Parties have agreed as follows:\n\n"
        "Article 1\n\n"
        "The bridges shall be rebuilt.\n\n"
        "Article 2\n\nThis Agreement shall enter into force on signature.\n\nDone at Geneva on 8 December 2030 in two copies.\n"
    )
    record = read(text)
    assert (record.kind, record.event_date, record.place) == ("agreement", "2030-12-08", "Geneva")


def test_a_date_that_ends_the_title_is_the_day_of_what_it_tells() -> None:
    text = (
        "Working Visit of Foreign Minister Ines Vann, 12 January 2031\n"
        "12 Jan 2031, 23:53\n\n"
        "Foreign Minister Vann visited Corvia.\n"
    )
    record = read(text)
    assert (record.published, record.event_date, record.kind) == ("2031-01-12", "2031-01-12", "report")


def test_front_matter_gives_facts_without_grounds() -> None:
    text = (
        "---\n"
        'title: "Readout of President Orlov\\u2019s\\\n'
        '  \\ Call"\n'
        "date: '2031-04-08'\n"
        "---\n\n"
        "President Orlov spoke today with President Vann of Belmora.\n"
    )
    record = read(text)
    assert (record.title, record.published, record.kind) == ("Readout of President Orlov’s Call", "2031-04-08", "report")
    assert ground(record, "title") is None
    assert record.blocks[0].kind == "aside"


def test_a_record_that_says_no_date_has_none() -> None:
    record = read("The minister said that talks would go on. On 3 May 2029 they had been broken off.")
    assert (record.published, record.event_date, record.reference_date) == (None, None, None)


def test_the_files_name_dates_a_record_only_where_the_text_does_not() -> None:
    assert read("The minister said that talks would go on.", "talks-2031-05-02.txt").reference_date == "2031-05-02"
    assert read(POSTED, "talks-2001-01-01.txt").reference_date == "2031-05-24"


def test_what_is_asked_for_goes_before_what_is_found() -> None:
    record, _ = take_bytes(POSTED.encode(), reference_date="2031-06-01", kind="briefing", language="sl")
    assert (record.reference_date, record.kind, record.language) == ("2031-06-01", "briefing", "sl")


def test_every_ground_is_cut_from_the_record() -> None:
    for text in (POSTED, NEWS_CONFERENCE, WHITE_PAPER):
        record = read(text)
        assert record.grounds
        assert all(record.holds(found.span) for found in record.grounds)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("Thursday, 13 December 2018, 3 p.m.", "2018-12-13"),
        ("February 13, 2025", "2025-02-13"),
        ("25 марта 2025 года", "2025-03-25"),
        ("28 de junio de 2021", "2021-06-28"),
        ("le 1er février 2022", "2022-02-01"),
        ("Ljubljana, 8. december 1998", "1998-12-08"),
        ("Berlin, den 3. März 2020", "2020-03-03"),
        ("2025年3月18日", "2025-03-18"),
        ("13/12/2018", "2018-12-13"),
        ("12/13/2018", "2018-12-13"),
        ("this 8th day of December, 1991", "1991-12-08"),
        ("2024. május 3.", "2024-05-03"),
    ],
)
def test_days_are_known_in_many_languages(printed: str, day: str) -> None:
    assert [found.iso for found in days_in(printed, 0, len(printed))] == [day]


@pytest.mark.parametrize("printed", ["07/12/2021", "11-13 June 2021", "30 February 2020", "June 2021", "A/79/2024"])
def test_what_is_no_single_day_is_none(printed: str) -> None:
    assert not list(days_in(printed, 0, len(printed)))


def test_two_days_in_a_name_are_none() -> None:
    assert day_in_name("2020-01-02_2021-01-02.txt") is None


def test_the_fields_of_a_head_are_read() -> None:
    record = read(
        "Statement on the talks\n\nFrom:\nForeign Office\nVenue: Harbour Hall\nPublished\n3 March 2031\n\n"
        "The talks were useful.\n"
    )
    assert (record.published, record.place) == ("2031-03-03", "Harbour Hall")


def test_an_agencys_first_line_gives_place_and_day() -> None:
    record = read(
        "GENEVA, 3 March 2031 – The ministers of Ardania and Belmora met for the third time, and parted as friends.\n"
    )
    assert (record.published, record.place) == ("2031-03-03", "GENEVA")


def test_a_letterhead_gives_the_day_and_the_title_stands_below() -> None:
    text = (
        "Congressional Record, Volume 151 Issue 99 (Wednesday, July 20, 2005)\n\n\n[House]\n[Pages H6117-H6173]\n\n\n"
        "     DEPARTMENT OF HARBOURS, BRIDGES, AND RELATED WORKS\n                  APPROPRIATIONS ACT, 2006\n\n"
        "  Mr. HALE. Madam Speaker, I rise in support of the amendment.\n  Ms. ROOK. Madam Speaker, I oppose it.\n"
    )
    record = read(text)
    assert record.title == "DEPARTMENT OF HARBOURS, BRIDGES, AND RELATED WORKS APPROPRIATIONS ACT, 2006"
    assert (record.event_date, record.kind) == ("2005-07-20", "debate")


def test_a_greeting_is_no_title() -> None:
    assert read("Dear friends and colleagues!\n\nI am glad to see so many of you here in the old hall.\n").title is None


def test_an_agenda_item_about_a_day_is_no_date() -> None:
    record = read(
        "Summit of 18 November 2031 in Corvia (debate)\n\nThe next item is the statement of the Council on the summit.\n"
    )
    assert record.event_date is None


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Ardania-Belmora Summit Joint Statement", "communique"),
        ("Joint Ardania-Belmora Statement on Launching a Dialogue", "communique"),
        ("Declaration of Emergency and Extensions of Time", "report"),
        ("R7 Leaders’ Statement on the Belmora Strait", "communique"),
        ("R7 Foreign Ministers' Statement on Corvia", "communique"),
        ("The Ansel Declaration: A Framework for Trade", "communique"),
        ("Statement by the Foreign Ministers of Ardania, Belmora and Corvia", "communique"),
        ("Joint Statement | Ministry of Foreign Affairs of Ardania", "communique"),
        ("Protocol to the River Treaty on the Accession of Corvia", "agreement"),
        ("Ardania-Belmora Peace Treaty", "agreement"),
        ("ARDANIA-BELMORA AGREEMENT ON GRAIN TRANSIT", "agreement"),
        ("President Orlov Approves Port Ansel Emergency Declaration", "report"),
        ("Ardania and Belmora close to signing of joint statement, minister says", "report"),
        ("Reaction to the Joint Statement of Ardania and Belmora", "report"),
        ("Ardania Signs Grain Agreement with Belmora", "report"),
        ("National Charter Schools Week", "report"),
        ("Readout of President Orlov's Call on the Joint Declaration", "report"),
    ],
)
def test_a_documents_own_name_tells_its_kind_and_a_headline_about_it_does_not(title: str, kind: str) -> None:
    body = "The bridge over the Lidd was closed for repairs in May. It will be open again before the winter sets in.\n"
    assert read(f"{title}\n\n{body}").kind == kind


def test_the_words_we_the_leaders_make_a_communique_of_an_odd_title() -> None:
    text = (
        "R7 Vision for Quiet Seas\n\nWe, the leaders of the seven river states, met in Ansel to reaffirm our will to peace.\n"
    )
    assert read(text).kind == "communique"


DELEGATION = """PERMANENT MISSION OF ARDANIA TO THE LEAGUE OF RIVERS

STATEMENT

by

H.E. Mr. Jan Orel

Minister for Foreign Affairs of Ardania

at the General Debate of the 79th Assembly

Geneva, 24 September 2031

Mr. President,
Excellencies,

Ardania has always stood for peace. We have signed the treaty on the river and we will keep it. I thank the
delegation of Belmora, which has worked with us for many years on this matter. We shall open the bridge in June.
"""


def test_a_delegations_statement_is_a_speech_under_the_missions_letterhead() -> None:
    record = read(DELEGATION)
    assert record.publisher == "PERMANENT MISSION OF ARDANIA TO THE LEAGUE OF RIVERS"
    assert record.title is not None
    assert record.title.startswith("STATEMENT by H.E. Mr. Jan Orel")
    assert (record.kind, record.event_date) == ("transcript", "2031-09-24")


def test_a_ministers_statement_that_greets_nobody_is_a_report() -> None:
    text = "Statement by Minister Jan Orel on the Bridge\n\nThe bridge over the Lidd will be open in May, at no cost.\n"
    assert read(text).kind == "report"


def test_a_sittings_number_is_the_title_where_there_is_no_other() -> None:
    text = (
        "United Nations\n\nS/PV.812\n\nProvisional\n\n812th meeting\n\nFriday, 30 January 2032, 3 p.m.\nNew York\n\n"
        "The meeting was called to order at 3.05 p.m.\n"
    )
    assert read(text).title == "812th meeting"


def test_a_wrapped_text_stays_wrapped_where_addresses_make_lines_long() -> None:
    address = "https://example.org/" + "a" * 130
    paragraph = (
        "The ministry of Ardania has today put out its yearly figures for the\n"
        f"river trade, which are\n[higher]({address})\nthan those of last year, and the highest in\n"
        "50 years of records kept by the harbour office of the Tessaly Islands.\n\n"
    )
    record, _ = take_bytes(("# Figures\n\n" + paragraph * 6).encode(), source="figures.md")
    assert not any(record.text[block.start :].startswith("50 years") for block in record.blocks)
