"""From printed label to person: short forms, offices, wrong labels, journalists who say who they are."""

from __future__ import annotations

import re
import time

import pytest

from servanda.model import Block, Reading, SpeakerHint, Turn
from servanda.readings.introductions import introduction
from servanda.readings.labels import shape
from servanda.readings.officeholders import holder_named, holder_of
from servanda.readings.persons import alike, parsed, same_person
from servanda.readings.speakers import resolve_speakers
from servanda.readings.turns import find_turns
from tests.test_turns import record_of


def resolved(text: str, **facts: object) -> list[Turn]:
    reading = resolve_speakers(find_turns(Reading(record=record_of(text, **facts))))
    return [turn for turn in sorted(reading.of(Turn), key=lambda turn: turn.span.start) if turn.role != "publisher"]


def speakers(text: str, **facts: object) -> list[str | None]:
    return [turn.speaker for turn in resolved(text, **facts)]


def test_a_short_form_takes_the_full_name_from_the_title() -> None:
    text = (
        "Remarks by President Orel and Prime Minister Mira Tal of Belmora\n\nPRESIDENT OREL:  I thank you all.\n\n"
        "PRIME MINISTER TAL:  I thank you, President Jan Orel.\n\nPRESIDENT OREL:  You are welcome.\n"
    )
    assert speakers(text) == ["Jan Orel", "Mira Tal", "Jan Orel"]


def test_a_bare_office_means_whom_the_title_names() -> None:
    text = (
        "Remarks by President Orel at the Bridge\n\nTHE PRESIDENT:  I thank you all for this bridge.\n\nQ    "
        "Mr. President, how?\n\nTHE PRESIDENT:  By hand.\n"
    )
    assert speakers(text) == ["Orel", None, "Orel"]


@pytest.mark.parametrize("name", ["Lina di Marro", "Lina de Marro", "Lina van der Marro", "Lina al Marro"])
def test_a_small_word_within_a_name_is_part_of_the_label(name: str) -> None:
    text = f"Mira Halden: I shall be brief.\n\n{name}: We have agreed on the ferry.\n\nMira Halden: Then let us begin.\n"
    assert speakers(text) == ["Mira Halden", name, "Mira Halden"]


def test_words_of_an_office_before_a_name_are_not_the_name() -> None:
    text = (
        "Press Briefing by Press Secretary Vera Brandt and Coordinator for Strategic Communications Pavel Ross\n\n"
        "MS. BRANDT:  Good afternoon to you.\n\nMR. ROSS:  I thank you.\n\nMS. BRANDT:  Questions?\n\nQ    Why?\n"
    )
    assert speakers(text) == ["Vera Brandt", "Pavel Ross", "Vera Brandt", None]


def test_initials_are_read_by_the_records_own_words_in_whatever_case() -> None:
    text = (
        "Встреча Андрея Орла с Марией Таль\n\nА.Орёл: Уважаемая Мария Ивановна! Я рад вас видеть. М.Таль: "
        "Спасибо, Андрей Петрович. Мы тоже рады вам. "
        "А.Орёл: Начнём."
    )
    assert speakers(text)[1] == "Мария Таль"


def test_a_journalist_without_a_name_is_who_he_says_to_be() -> None:
    text = (
        "PRESIDENT OREL:  Your turn.  Go ahead.\n\nQ    Thank you.  Mira Tal, Daily Mirror.  Will you go to "
        "Corvia?\n\nPRESIDENT OREL:  I can’t hear you.\n\n"
        "Q    But will you?\n\nPRESIDENT OREL:  No.  Next question, please.\n\nQ    And why?\n"
    )
    assert speakers(text)[1:] == ["Mira Tal", "Orel", "Mira Tal", "Orel", None]


def test_a_journalist_who_is_called_by_the_full_name_bears_it() -> None:
    text = (
        "MODERATOR:  We’ll go to Mira Tal.  Please state your outlet.\n\nQ    Good morning.  "
        "Why?\n\nMODERATOR:  Next.\n\nQ    Me?\n\nMODERATOR:  Yes, you.\n"
    )
    assert speakers(text) == [None, "Mira Tal", None, None, None]


@pytest.mark.parametrize(
    ("call", "asker"),
    [
        ("We have no more to say on that.  Go ahead, Selma.", "Selma"),
        ("We have no more to say on that.  Go ahead, Tovi.", "Tovi"),
        ("Sure.  Nancy, go ahead.  (Laughter.)", "Nancy"),
        ("Okay.  M.J., please.", "M.J."),
        ("Go ahead, M.J.", "M.J."),
        ("Okay.  Michael.", "Michael"),
        ("Oh, go ahead.", None),
        ("Go ahead, sir.", None),
        ("Go ahead, Admiral.", None),
        ("Thanks, Karen.", None),
        ("I spoke of that with Michael.", None),
        ("Go ahead, Karen.", None),
    ],
)
def test_a_journalist_who_is_called_by_a_first_name_bears_it(call: str, asker: str | None) -> None:
    text = (
        f"MR. OREL:  Good morning.\n\nMS. KAREN BRANDT:  {call}\n\nQ    Will the bridge open?\n\nMS. KAREN BRANDT:  It will.\n"
    )
    assert speakers(text)[2] == asker


def test_a_colleague_may_name_who_asked_before() -> None:
    text = (
        "PRESIDENT OREL:  Go ahead.  Blue shirt.\n\nQ    Do you think the bridge over the northern river should "
        "stay closed?\n\n"
        "PRESIDENT OREL:  I can’t hear you.\n\nQ    Okay.\n\nPRESIDENT OREL:  How about you?  Back there.\n\n"
        "Q    Vera Brandt from Daily Mirror, sir.  I’ll take my colleague Mira Tal’s question forward: will the "
        "bridge over the northern river open?\n\n"
        "PRESIDENT OREL:  It will.\n"
    )
    assert speakers(text) == ["Orel", "Mira Tal", "Orel", "Mira Tal", "Orel", "Vera Brandt", "Orel"]


CONFLICT = (
    "President of Ardania Jan Orel: Dear friends, I thank you all for coming.\n"
    "President of Ardania Anna Tal: Dear Jan, we in Belmora thank you. It is my first visit since I became "
    "President of Belmora Anna Tal.\n"
    "Nikolai Brandt: Good afternoon.\nNatalia Brandt, First Channel, Belmora.\nMr President, what will you do?\n"
    "Jan Orel: We shall see.\nNikolai Brandt: And you?\nAnna Tal: I agree with him.\n"
)


def test_a_label_at_odds_with_the_introduction_keeps_its_print_and_is_marked() -> None:
    turn = resolved(CONFLICT)[2]
    assert (turn.label and turn.label.text, turn.speaker, turn.role, turn.anomaly) == (
        "Nikolai Brandt",
        "Natalia Brandt",
        "asker",
        "label_conflict",
    )
    assert resolved(CONFLICT)[4].speaker == "Natalia Brandt"


def test_an_office_given_to_the_wrong_person_is_marked_and_to_the_right_one_not() -> None:
    found = resolved(CONFLICT)
    assert [turn.anomaly for turn in found[:2]] == [None, "office_conflict"]
    assert found[1].speaker == "Anna Tal"


def test_a_transliteration_is_no_conflict() -> None:
    text = (
        "Jan Orel: I thank you. Your questions.\nAleksandr Yezhov: Alexander Ezhov, Daily Mirror. Will you "
        "go?\nJan Orel: I will. Thank you.\n"
        "Aleksandr Yezhov: When?\n"
    )
    assert {turn.anomaly for turn in resolved(text)} == {None}


def test_a_moderator_who_gives_the_floor_does_not_introduce_himself() -> None:
    text = (
        "V. Brandt: Mira Tal, from Ardan, please.\nMira Tal: I thank you. Why so late?\nJan Orel: We had no time. I am sorry.\n"
        "V. Brandt: Thank you.\nJan Orel: Thank you.\n"
    )
    assert speakers(text)[0] != "Mira Tal"


def test_a_part_played_names_nobody() -> None:
    text = (
        "MODERATOR:  Good evening.\n\nSENIOR ADMINISTRATION OFFICIAL:  I thank you.\n\nQ    Why?\n\nSENIOR "
        "ADMINISTRATION OFFICIAL:  I said why.\n"
    )
    found = resolved(text)
    assert [turn.speaker for turn in found] == [None] * 4
    assert [turn.role for turn in found] == ["other", "other", "asker", "other"]


def test_an_outlet_in_brackets_makes_an_asker() -> None:
    text = (
        "Minister Mira Tal: I thank you. Your questions.\nPavel Ross (Daily Mirror): Could you say "
        "more?\nMinister Tal: I could.\n"
    )
    assert [(turn.speaker, turn.role) for turn in resolved(text)] == [
        ("Mira Tal", "principal"),
        ("Pavel Ross", "asker"),
        ("Mira Tal", "principal"),
    ]


def test_who_has_lost_his_label_is_the_one_who_is_left() -> None:
    text = (
        "     Friends, I thank you for your trust.  We will build the bridge together.\n\n     President Orel, I "
        "am grateful to you.\n\n"
        "     PRESIDENT OREL:  Thank you very much.\n\n     PRIME MINISTER TAL:  Thank you.\n\n     Q    "
        "When?\n\n     PRESIDENT OREL:  In May.\n"
    )
    assert speakers(text)[0] == "Tal"


def test_a_minister_named_in_brackets_behind_his_office_is_the_speaker() -> None:
    sitting = """House of Deputies
16 December 1985

Ms. Marsh: Is the Secretary of State aware of the drought?

The Secretary of State for Inland Waters (Mr. Pavel Orel): With permission, I shall make a statement.

Ms. Marsh: Nobody wants it.

Mr. Orel: We shall dig new wells in 1987."""
    assert speakers(sitting) == ["Marsh", "Pavel Orel", "Marsh", "Pavel Orel"]


def test_a_chair_holds_until_another_is_named() -> None:
    text = (
        "  The PRESIDING OFFICER (Mr. Brandt). The clerk will call the roll.\n  Mr. OREL. I ask to be heard.\n"
        "  The PRESIDING OFFICER. Without objection.\n  The PRESIDING OFFICER (Ms. Tal). The Senator is "
        "recognized.\n  The PRESIDING OFFICER. Is there more?\n"
    )
    assert speakers(text) == ["Brandt", "Orel", "Brandt", "Tal", "Tal"]


@pytest.mark.parametrize(
    "list_of_others",
    [
        "Anna Lind, Lind & Sons; Mark S. McOrel, Velmar University; Piotr Sobel, Lidd Shipping",
        "Anna Lind, Lind & Sons, Mark McOrel, Velmar & Daughters, Piotr Sobel, Sobel & Lann",
    ],
)
def test_who_stands_in_a_list_of_others_with_their_firms_is_not_who_speaks(list_of_others: str) -> None:
    text = (
        "  Mr. McOREL. I ask that this letter be printed in the Record.\n\n  The following wrote to us: "
        f"{list_of_others}.\n\n  Mr. TAL. Without objection.\n  Mr. McOREL. I thank Senator McOrel’s staff.\n"
    )
    assert speakers(text) == ["McOrel", "Tal", "McOrel"]


def test_who_stands_in_a_list_of_those_present_with_their_offices_may_speak() -> None:
    text = (
        "Present: Anna Lind, Minister of Trade; Mark McOrel, Minister of Health; Piotr Sobel, Secretary.\n\n"
        "Mr. McOREL: We begin.\n\nMs. LIND: Thank you.\n\nMr. McOREL: I thank you.\n"
    )
    assert speakers(text)[0] == "Mark McOrel"


def test_a_heading_in_capitals_names_those_joined_by_and() -> None:
    text = (
        "REMARKS BY PRESIDENT JAN OREL AND PRIME MINISTER MIRA TAL\n\nPRESIDENT OREL:  I thank you all.\n\n"
        "PRIME MINISTER TAL:  I thank you.\n\nPRESIDENT OREL:  You are welcome.\n"
    )
    assert speakers(text) == ["Jan Orel", "Mira Tal", "Jan Orel"]


def test_a_headlines_verb_is_no_part_of_the_name() -> None:
    text = (
        "Remarks By President Jan Orel Highlighting State and Local Leaders\n\n"
        "THE PRESIDENT:  Good afternoon.  I am glad.\n\nQ    Why?\n"
    )
    assert speakers(text) == ["Jan Orel", None]


def test_words_in_an_address_on_the_web_are_no_words_of_the_language() -> None:
    text = (
        "https://ardania.example/remarks-by-ursula-von-tal\n\nRemarks by President Orel and Chancellor Ursula von Tal\n\n"
        "PRESIDENT OREL:  I thank you all.\n\nCHANCELLOR VON TAL:  I thank you, too.\n\nPRESIDENT OREL:  Well, then.\n"
    )
    assert speakers(text)[1] == "Ursula von Tal"


def test_who_is_called_a_host_once_is_one_throughout() -> None:
    text = (
        "Mira Solt, Host: Good evening, I am glad to see you.\n\nMinister Jan Orel: I thank you.\n\n"
        "Mira Solt: Shall we begin?\n\nMinister Jan Orel: We shall.\n"
    )
    assert [(turn.speaker, turn.role) for turn in resolved(text)][::2] == [("Mira Solt", "other")] * 2


def test_a_parliaments_markup_is_followed_as_it_cites_its_members() -> None:
    text = "Order.\n\nI am grateful."
    blocks = (
        Block(0, 6, speaker=SpeakerHint("Speaker of the House", 0)),
        Block(8, len(text), speaker=SpeakerHint("Mr. McCORD", 1)),
    )
    assert speakers(text, blocks=blocks, kind="debate") == ["Speaker of the House", "Mr. McCord"]


def test_captions_of_a_talk_name_speakers_in_full() -> None:
    text = "I am President Jan Orel.\n\nHello. Pia Lomm, Velmar Courier. When?"
    blocks = (
        Block(0, 24, speaker=SpeakerHint("President Orel", 0)),
        Block(26, len(text), speaker=SpeakerHint("Reporter", 1)),
    )
    assert speakers(text, blocks=blocks, kind="transcript") == ["Jan Orel", "Pia Lomm"]


def test_the_list_of_office_holders_speaks_only_for_its_day() -> None:
    assert holder_named("Merkel", "chancellor", "2015-01") is not None
    assert holder_named("Merkel", "chancellor", "2023-01") is None
    assert holder_of("president", "Nowhere", "2015-01") is None


@pytest.mark.parametrize(
    ("words", "name", "outlet"),
    [
        ("Thank you. Mira Tal, Daily Mirror. Will you go?", "Mira Tal", "Daily Mirror"),
        ("Good afternoon.\nMira Tal, First Channel, Ardania.\nMr President, why?", "Mira Tal", "First Channel, Ardania"),
        ("Mira Tal from Ardania Today, sir. Why?", "Mira Tal", "Ardania Today"),
        ("Hi. I'm Pavel de Ross with the Ardan Post. Why?", "Pavel de Ross", "Ardan Post"),
        ("Ardan News Agency, Mira Tal. Why?", "Mira Tal", "Ardan News Agency"),
        ("Good evening. Clara Vos, Velmar Courier.\nMy question is to both.", "Clara Vos", "Velmar Courier"),
        ("Mira Tal with Ardan Group, Mr. President. Why?", "Mira Tal", "Ardan Group"),
        ("Hello. Mira Tal, host of Crossroads. Why?", "Mira Tal", "Crossroads"),
        ("My name is Mira Tal and I am from the Ardan Post. Why?", "Mira Tal", "Ardan Post"),
        ("Thanks. It's Mira Tal from Reuters. Why?", "Mira Tal", "Reuters"),
        ("Добрый день! Мира Таль, телеканал «Ардан». Почему?", "Мира Таль", "телеканал «Ардан»"),
        ("Агентство «Ардан». Почему?", None, "Агентство «Ардан»"),
    ],
)
def test_an_introduction_gives_name_and_outlet_with_their_places(words: str, name: str | None, outlet: str | None) -> None:
    text = f"Q  {words}"
    found = introduction(text, 3, len(text))
    assert found is not None
    assert (found.name, found.outlet) == (name, outlet)
    assert found.name_span is None or " ".join(text[slice(*found.name_span)].split()) == name
    assert found.outlet_span is None or text[slice(*found.outlet_span)] == outlet


@pytest.mark.parametrize(
    "words",
    [
        "Mr. President, Mr. Prime Minister. Why?",
        "Jan Orel, Mr President, my question is: why?",
        "Two questions. South Africa, Japan.",
        "This is Jan Orel's war.",
        "Mira Tal from Ardan, please.",
        "Is it rising in some states? North Ardan, Mira Valley. Why?",
        "Why?",
    ],
)
def test_an_address_or_a_list_is_no_introduction(words: str) -> None:
    assert introduction(words, 0, len(words)) is None


@pytest.mark.parametrize(
    ("label", "office", "state", "name"),
    [
        ("President of Russia Jan Orel", "president", "Russia", "Jan Orel"),
        ("President of the Republic of Belarus, Jan Orel", "president", "Belarus", "Jan Orel"),
        (
            "Minister of Foreign Affairs and Cooperation Pedro dos Santos Ross",
            "minister foreign",
            None,
            "Pedro dos Santos Ross",
        ),
        ("MIRA TAL, SECRETARIA DE ENERGÍA", "secretaria", None, "MIRA TAL"),
        ("Mr. OREL of New Ardan", "", None, "OREL"),
        ("The President", "president", None, ""),
        ("Lord Orel of Ardan", "", None, "Lord Orel of Ardan"),
    ],
)
def test_a_label_is_parted_into_office_state_and_name(label: str, office: str, state: str | None, name: str) -> None:
    found = parsed(label)
    assert (found.office, found.state, found.name) == (office, state, name)


@pytest.mark.parametrize(
    "stretch", ["My question is", "Photo Caption", "Article 5", "For the Government of Ardania", "Mr Orel said", ""]
)
def test_pieces_of_sentences_have_no_labels_shape(stretch: str) -> None:
    assert shape(stretch) is None


def test_names_are_alike_across_transliterations_only() -> None:
    assert alike("Aleksandr", "Alexander")
    assert alike("Sergey", "Sergei")
    assert not alike("Igor", "Ilya")
    assert same_person("A. Tal", "Anna Tal")
    assert not same_person("Nikolai Brandt", "Natalia Brandt")


def test_thousands_of_short_names_cost_no_more_than_their_length() -> None:
    letters = [f"{chr(65 + i % 26)}.{chr(65 + i // 26 % 26)}{chr(97 + i // 676 % 26)}" for i in range(2000)]
    text = "".join(f"{one}rel: I thank you all for this.\n\nMR. {one[2:].upper()}TAL:  You are welcome.\n\n" for one in letters)
    started = time.process_time()
    assert len(resolved(text)) > 1900
    assert time.process_time() - started < 4


def test_an_outlet_that_asks_is_no_person() -> None:
    text = (
        "Ardanews: Mr. President, will the river talks go on?\n\nJan Orel: They will. I have said so to my friends.\n\n"
        "Ardanews: And the bridge?\n\nJan Orel: I hope that you will see it open in May.\n"
    )
    found = resolved(text, kind="transcript")
    assert [(turn.speaker, turn.role) for turn in found if turn.role != "publisher"][:2] == [
        (None, "asker"),
        ("Jan Orel", "principal"),
    ]


def test_in_a_debate_nobody_introduces_himself() -> None:
    text = (
        "  Mr. HALE. Mr. Chairman, I yield to the gentlewoman.\n  Ms. ROOK. Mr. Chairman, I rise in opposition. "
        "It says that we must not\n``withdraw the Ardanian Armed\nForces from Belmora.''\n"
        "  Mr. HALE. Mr. Chairman, I yield back.\n"
    )
    assert not any(turn.anomaly for turn in resolved(text, kind="debate"))


def test_a_common_noun_in_capitals_is_a_part_played() -> None:
    text = "THE PRESIDENT:  Hello.\n\nCUSTOMER:  I am well.\n\nTHE PRESIDENT:  I thank you.\n\nQ    Sir, will you stay?\n"
    found = resolved(text, kind="transcript")
    assert [turn.role for turn in found if turn.label and turn.label.text == "CUSTOMER"] == ["other"]


def test_a_delegations_statement_is_of_him_whom_its_head_names() -> None:
    text = (
        "STATEMENT\n\nby\n\nH.E. Mr. Jan Orel\n\n"
        "Minister for Foreign Affairs of Ardania\n\nMr. President,\n\n"
        "I thank you. We have signed the treaty on the river and we will keep it, as my country has always done. I call on "
        "all to do so, and we shall do our part in the years to come, as you know.\n"
    )
    assert "Jan Orel" in speakers(text, kind="transcript")


def test_a_first_word_before_a_colon_is_no_part_of_the_label() -> None:
    text = (
        "Press Briefing by Press Secretary Vera Brandt\n\nMS. BRANDT:  Good afternoon to you.\n\nQ    And ferrymen?\n\n"
        "MS. BRANDT:  Ferrymen: Yes.\n\nQ    All of them?\n\nMS. BRANDT:  All.\n"
    )
    assert speakers(text) == ["Vera Brandt", None, "Vera Brandt", None, "Vera Brandt"]


def blocks_of(text: str) -> tuple[Block, ...]:
    """Its paragraphs."""
    return tuple(Block(match.start(), match.end()) for match in re.finditer(r"(?:[^\n]+\n?)+", text))


LETTER = """Letter to the Speaker on the Locks of Velmar

Dear Madam Speaker:

I am sending you the report on the locks, which my Cabinet adopted last week. It tells how the 40 locks of
Velmar were repaired, and I ask the House to consider it before the summer. We shall send another in the autumn.

                         {close}

                         {name}

THE RIVER HOUSE,
    May 4, 2024.
"""


@pytest.mark.parametrize(
    ("close", "name", "speaker"),
    [
        ("Sincerely,", "ELENA R. MARSH JR.", "Elena R. Marsh"),
        ("With best regards,", "Elena Marsh", "Elena Marsh"),
        ("", "ELENA MARSH", "Elena Marsh"),
    ],
)
def test_a_writing_in_the_first_person_is_its_signers(close: str, name: str, speaker: str) -> None:
    (turn,) = resolved(
        LETTER.format(close=close, name=name), kind="report", blocks=blocks_of(LETTER.format(close=close, name=name))
    )
    assert turn.speaker == speaker
    assert turn.span.text.startswith("Dear Madam Speaker")
    assert turn.span.text.endswith("in the autumn.")


@pytest.mark.parametrize(
    ("close", "name"), [("", "READ MORE"), ("Photo:", "Elena Marsh"), ("The crews were led by", "Elena Marsh")]
)
def test_a_name_below_a_text_that_does_not_close_like_a_letter_signs_nothing(close: str, name: str) -> None:
    text = LETTER.format(close=close, name=name)
    assert resolved(text, kind="report", blocks=blocks_of(text)) == []


def test_a_report_above_a_name_in_capitals_is_nobodys_speech() -> None:
    text = LETTER.format(close="", name="ELENA MARSH").replace("Dear Madam Speaker:\n\n", "")
    told = text.replace("I am sending you the report", "The Cabinet sent the report").replace("my Cabinet", "the Cabinet")
    told = told.replace("I ask the House", "asks the House").replace("We shall send", "It will send")
    assert resolved(told, kind="report", blocks=blocks_of(told)) == []


@pytest.mark.parametrize(
    ("title", "day", "speaker"),
    [
        ("Presidential Message on National Rivers Week, 2012", "2012-05-04", "Barack Obama"),
        ("Statement by the President on the Rivers Act", "2012-05-04", "Barack Obama"),
        ("Statement by the President of the Senate on the Rivers Act", "2012-05-04", None),
    ],
)
def test_a_written_statement_of_an_office_alone_is_its_holders(title: str, day: str, speaker: str | None) -> None:
    text = (
        f"{title}\n\nThe White House\n\nI thank the fishers of our Nation, and we will always have their back. Rivers are life."
    )
    found = resolved(text, kind="report", blocks=blocks_of(text), title=title, reference_date=day)
    assert [turn.speaker for turn in found] == ([speaker] if speaker else [])


@pytest.mark.parametrize("name", ["\u2003\u2003", "* * *", "***"])
def test_a_line_without_a_word_signs_nothing(name: str) -> None:
    text = LETTER.format(close="With best regards,", name=name)
    assert resolved(text, kind="report", blocks=blocks_of(text)) == []


@pytest.mark.parametrize(
    ("houses", "speaker"),
    [
        ("the White House", "Barack Obama"),
        ("www.whitehouse.gov", "Barack Obama"),
        ("the White House and Downing Street", None),
        ("the White House, the White House, the White House and Downing Street", "Barack Obama"),
        ("the River House", None),
    ],
)
def test_an_office_alone_is_its_holders_in_the_state_whose_seat_is_named_far_more_than_others(
    houses: str, speaker: str | None
) -> None:
    text = (
        f"Presidential Message on Rivers\n\nFrom {houses}\n\nI thank the fishers of our Nation. We will always have their back."
    )
    found = resolved(
        text, kind="report", blocks=blocks_of(text), title="Presidential Message on Rivers", reference_date="2012-05-04"
    )
    assert [turn.speaker for turn in found] == [speaker]


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("Presidential Message on the Birthday of President Lena Marsh", "Barack Obama"),
        ("Statement by President Obama Marking the Day of Rivers", "Barack Obama"),
        ("Statement by Port Adviser Dr. Mira Sel-Tal on the Visit of His Excellency Ivo Brandt", "Mira Sel-Tal"),
    ],
)
def test_a_written_statement_is_its_givers_and_not_that_of_whom_it_is_about(title: str, speaker: str) -> None:
    text = f"{title}\n\nThe White House\n\nI thank the fishers of our Nation, and we will always have their back."
    (turn,) = resolved(text, kind="report", blocks=blocks_of(text), title=title, reference_date="2012-05-04")
    assert turn.speaker == speaker


def test_the_president_among_the_press_is_he_of_the_house_that_the_record_names() -> None:
    text = (
        "Press Gaggle by Spokesman Jan Orel\n\nMR. OREL:  Good morning from the White House.\n\n"
        "Q    Why?\n\nTHE PRESIDENT:  By hand, as ever.\n"
    )
    assert speakers(text, reference_date="2023-03-09")[-1] == "Joe Biden"


PRAISE = """What They Are Saying

May 3, 2024

Leaders praised the plan:

**Senate Majority Whip, Velmar Senator Dana Orbin**: “We will lower the price of bread.”

**Ardan Congressman Greg Santon:** “NEW: The Ministry will negotiate the price of bread.”

**Corvan Congressman Tom Lieu**: “Our party is putting people first.”
"""


def test_those_who_praise_are_named_by_their_labels_whatever_their_offices_and_first_words() -> None:
    named = [one for one in speakers(PRAISE) if one]
    assert named == ["Dana Orbin", "Greg Santon", "Tom Lieu"]
