"""Who has the floor: a talk goes in, its turns come out."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.model import Block, Origin, Reading, Record, SpeakerHint, Turn, digest, text_digest
from servanda.readings.turns import find_turns


def record_of(text: str, *, blocks: tuple[Block, ...] = (), **facts: object) -> Record:
    origin = Origin(digest(text.encode("utf-8", "surrogatepass")), text_digest(text))
    return Record(origin=origin, text=text, blocks=blocks, **facts)  # type: ignore[arg-type]


def turns_of(text: str, **facts: object) -> list[Turn]:
    found = find_turns(Reading(record=record_of(text, **facts))).of(Turn)
    return sorted(found, key=lambda turn: turn.span.start)


def spoken(text: str, **facts: object) -> list[tuple[str | None, str]]:
    """Label and words of each spoken turn."""
    out = []
    for turn in turns_of(text, **facts):
        if turn.role != "publisher":
            label = turn.label.text if turn.label else None
            out.append((label, turn.span.text))
    return out


def labels(text: str, **facts: object) -> list[str | None]:
    return [label for label, _ in spoken(text, **facts)]


WRAPPED = """\
Remarks by President Orel and Prime Minister Tal in Joint Press Conference

East Hall

(May 3, 2023)

     4:44 P.M. CET

     PRESIDENT OREL:  Please, be seated.  It is an honor to have you
here.  (Applause.)

     We spoke about three things: trade, water, and rail.

     PRIME MINISTER TAL:  Thank you, Mr. President.  I have one thing to
add.

     Q    Mr. President, will you go to Corvia?

     PRESIDENT OREL:  We will see.

     (Cross-talk.)

     Go ahead, please.

     Q    Me?

     PRESIDENT OREL:  Yes.

     END                5:20 P.M. CET
"""


def test_capital_labels_and_q_begin_turns_in_wrapped_text() -> None:
    assert labels(WRAPPED) == [
        "PRESIDENT OREL",
        "PRIME MINISTER TAL",
        "Q",
        "PRESIDENT OREL",
        "Q",
        "PRESIDENT OREL",
    ]


def test_a_turn_runs_from_its_label_to_its_last_character() -> None:
    turn = spoken(WRAPPED)[3]
    assert turn[1] == "PRESIDENT OREL:  We will see.\n\n     (Cross-talk.)\n\n     Go ahead, please."


def test_head_and_closing_line_are_the_publishers() -> None:
    first, *_, last = turns_of(WRAPPED)
    assert first.role == "publisher"
    assert first.span.text.endswith("4:44 P.M. CET")
    assert (last.role, last.span.text) == ("publisher", "END                5:20 P.M. CET")


def test_stage_directions_are_insertions() -> None:
    inserted = [span.text for turn in turns_of(WRAPPED) for span in turn.insertions]
    assert inserted == ["(Applause.)", "(Cross-talk.)"]


FLATTENED = (
    "Meeting with President of Belmora Anna Tal\n\n2022-05-04 | Ardan\n\nJan Orel met with President of Belmora Anna Tal. "
    "President of Ardania Jan Orel: Good afternoon, colleagues. Our trade has grown. I would say this: it is a record… "
    "President of Belmora Anna Tal: Thank you, Mr Orel. We still have a problem: the bridge. Jan Orel: Which one? "
    "Anna Tal:…The old one. Jan Orel: I see. Question: May I ask about the bridge? Jan Orel: You may. <…>"
)


def test_labels_inside_a_flattened_paragraph_are_found_after_a_sentence_end() -> None:
    assert labels(FLATTENED) == [
        "President of Ardania Jan Orel",
        "President of Belmora Anna Tal",
        "Jan Orel",
        "Anna Tal",
        "Jan Orel",
        "Question",
        "Jan Orel",
    ]


def test_a_sites_note_of_who_is_who_belongs_to_the_label() -> None:
    text = (
        "Talks\n\nPresident of Ardania Jan Orel: I am glad to see you. Welcome. "
        "President of Belmora Anna Tal Tal AnnaPresident of Belmora: Thank you. We are glad too. Jan Orel: "
        "Please. Anna Tal: Thank you."
    )
    assert labels(text)[1] == "President of Belmora Anna Tal Tal AnnaPresident of Belmora"


def test_initials_before_a_colon_are_a_label_even_without_a_stop_before() -> None:
    text = (
        "Заявления для прессы 17 марта 2025 года 17:45 Ардан А.Орёл: Уважаемая госпожа Таль! Я рад вас "
        "видеть. М.Таль: Спасибо. Мы рады."
    )
    assert labels(text) == ["А.Орёл", "М.Таль"]


def test_a_colon_in_prose_is_no_label() -> None:
    text = (
        "PRESIDENT OREL:  My question is:  what next?\n\nOne more thing:  we need the bridge.\n\nTrade and "
        "Water:  both matter.\n\n"
        "Q    And the other question:  when?\n\nPRESIDENT OREL:  Soon.\n"
    )
    assert labels(text) == ["PRESIDENT OREL", "Q", "PRESIDENT OREL"]


@pytest.mark.parametrize(
    "text",
    [
        "Joint statement of Ardania and Belmora\n\nThe parties agreed on the following:\n\nTrade: the parties "
        "will lower tariffs.\n\n"
        "Water: the parties will share data.\n\nTrade: nothing else.\n",
        "Mira Tal: Ardania will build the bridge\n\nThe minister, Mira Tal, said on Monday that the bridge would be built. "
        '"We need it," she said.\n\nPhoto: Press service\nSource: Ministry\n',
        (
            "Agreement\n\nArticle 1: Definitions\n\nFor the Government of Ardania:\nJan Orel\n\nFor the Government "
            "of Belmora:\nAnna Tal\n"
        ),
    ],
)
def test_statements_reports_and_agreements_have_no_turns(text: str) -> None:
    found = turns_of(text)
    assert [turn.role for turn in found] == ["publisher"]


def test_a_once_named_questioner_is_heard_where_others_have_labels() -> None:
    text = (
        "Vera Orel: Good morning. I will be brief. We agreed.\nAnna Tal: Thank you. I agree.\nPavel Ross (Daily "
        "Mirror): When?\n"
        "Vera Orel: In May.\nOlga Brandt: And the price?\nAnna Tal: It is open.\n"
    )
    assert labels(text) == ["Vera Orel", "Anna Tal", "Pavel Ross (Daily Mirror)", "Vera Orel", "Olga Brandt", "Anna Tal"]


def test_a_name_alone_before_a_colon_takes_the_lines_below() -> None:
    text = "# A talk\n\n" + "\n".join(
        [
            "Vera Orel:",
            "Good evening, friends.",
            "Shall we begin?",
            "Anna Tal:",
            "Yes, we shall.",
            "Vera Orel:",
            "Then you go first.",
        ]
        * 2
    )
    assert labels(text)[:3] == ["Vera Orel", "Anna Tal", "Vera Orel"]


def test_capital_names_alone_on_their_lines_are_labels() -> None:
    text = "Conferencia de prensa\n3 de mayo de 2023\n---\n" + "".join(
        f"{name}\n{words}\n---\n"
        for name, words in [
            ("PRESIDENTA ANA OREL", "Buenos días. Vamos a empezar, amigos, con nuestras noticias."),
            ("PREGUNTA", "¿Cuándo, presidenta?"),
            ("PRESIDENTA ANA OREL", "Mañana, te digo. Nosotros vamos mañana."),
            ("PREGUNTA", "Gracias, señora."),
            ("PRESIDENTA ANA OREL", "Gracias a usted. Yo me voy."),
        ]
    )
    found = spoken(text)
    assert [label for label, _ in found] == [
        "PRESIDENTA ANA OREL",
        "PREGUNTA",
        "PRESIDENTA ANA OREL",
        "PREGUNTA",
        "PRESIDENTA ANA OREL",
    ]
    assert found[1][1] == "PREGUNTA\n¿Cuándo, presidenta?"


def test_peers_alone_on_their_lines_are_labels_and_time_stamps_are_not_spoken() -> None:
    text = (
        "Bridges Bill\n\n15:37:00\n\nLord Orel of Ardan (Lab)\nMy Lords, I thank you for this bridge. We need "
        "it.\n\n15:45:00\n\n"
        "I shall be brief.\n\nBaroness Tal (Con)\nMy Lords, we do not need it.\n\nLord Orel of Ardan\nI hear "
        "you.\n\n16:00:00\n\n"
        "The Countess of Brandt (CB)\nMy Lords, I agree with you.\n"
    )
    found = turns_of(text)
    assert [turn.label.text for turn in found if turn.label] == [
        "Lord Orel of Ardan (Lab)",
        "Baroness Tal (Con)",
        "Lord Orel of Ardan",
        "The Countess of Brandt (CB)",
    ]
    assert [span.text for turn in found for span in turn.insertions] == ["15:45:00"]
    assert "16:00:00" in [turn.span.text for turn in found if turn.role == "publisher"]


def test_congressional_labels_end_with_a_stop() -> None:
    text = (
        "[Congressional Record]\n\n  The SPEAKER pro tempore (Mr. Brandt). Without objection, it is so ordered.\n"
        "  There was no objection.\n\n[[Page H12]]\n\n  Mr. OREL of New Ardan. Mr. Speaker, I thank Mr. TAL for this. \n"
        "He is right.\n  Ms. McTAL-ROSS. I yield back.\n"
    )
    assert spoken(text) == [
        ("The SPEAKER pro tempore (Mr. Brandt)", "The SPEAKER pro tempore (Mr. Brandt). Without objection, it is so ordered."),
        ("Mr. OREL of New Ardan", "Mr. OREL of New Ardan. Mr. Speaker, I thank Mr. TAL for this. \nHe is right."),
        ("Ms. McTAL-ROSS", "Ms. McTAL-ROSS. I yield back."),
    ]


def test_united_nations_labels_carry_country_and_language_over_a_line_break() -> None:
    text = (
        "President:\n\nMr. Orel . . . . . . . (Ardania)\n\nThe meeting was called to order at 3 p.m.\n"
        "The President (spoke in French): We shall now vote.\n"
        "Mr. Brandt (Corvia): We thank you for this draft.\n"
        "Ms. Tal (United Kingdom of the Northern Belmora and\nthe Tessaly Islands) (spoke in Spanish): I shall be brief.\n"
        "The President (spoke in French): I thank you.\nThe meeting rose at 4 p.m.\n"
    )
    assert labels(text) == [
        "The President (spoke in French)",
        "Mr. Brandt (Corvia)",
        "Ms. Tal (United Kingdom of the Northern Belmora and\nthe Tessaly Islands) (spoke in Spanish)",
        "The President (spoke in French)",
    ]
    assert turns_of(text)[-1].span.text == "The meeting rose at 4 p.m."


def test_speaker_tags_in_the_text_begin_turns() -> None:
    text = (
        '<CHAPTER ID="1">\nBridges\n<SPEAKER ID="1" NAME="President">\nThe debate is open.\n<P>\nMr '
        'Orel.\n<SPEAKER ID="2" NAME="Jan Orel">\nThank you.\n'
    )
    assert labels(text) == ["President", "Jan Orel"]


def test_names_with_a_time_stamp_begin_turns() -> None:
    text = "".join(
        f"{name} (0{minute}:12):\nI would say {minute} is right.\n\n"
        for minute, name in enumerate(["Jan Orel", "Speaker 2"] * 3)
    )
    assert labels(text) == ["Jan Orel", "Speaker 2"] * 3


def test_capital_names_before_a_stop_begin_turns() -> None:
    text = (
        "Transcript of the press conference\n\nCHAIR OREL.  Good afternoon.  I thank you for coming.\n\nMIRA "
        "TAL.  Thank you, Mr. Chair.  Why?\n\n"
        "CHAIR OREL.  We had to.  I said so.\n\nMIRA TAL.  Thank you.\n\nPAVEL ROSS.  Will you resign?\n\nCHAIR "
        "OREL.  I will not.\n"
    )
    assert labels(text) == ["CHAIR OREL", "MIRA TAL", "CHAIR OREL", "MIRA TAL", "PAVEL ROSS", "CHAIR OREL"]


def test_a_dash_behind_the_stop_makes_a_label_too() -> None:
    text = "".join(
        f"{name}. – {words}\n\n"
        for name, words in [
            ("Mme la présidente", "La parole est à vous, monsieur."),
            ("M. Jean Orel", "Merci. Je vous remercie."),
        ]
        * 3
    )
    assert labels(text)[:2] == ["Mme la présidente", "M. Jean Orel"]


def test_bold_labels_are_read_without_their_stars() -> None:
    text = "**Jan Orel:** I thank you.\n\n**Q:** Why?\n\n**Jan Orel**: I said why.\n\n**Q:** And when?\n"
    assert labels(text) == ["Jan Orel", "Q", "Jan Orel", "Q"]


def test_an_outlet_may_stand_for_who_asks() -> None:
    text = "Ardan Daily: Will you go?\n\nJan Orel: I will.\n\nReuters: And when?\n\nJan Orel: I cannot say. Thank you.\n"
    assert [(turn.label.text, turn.role) for turn in turns_of(text) if turn.label] == [
        ("Ardan Daily", "asker"),
        ("Jan Orel", "principal"),
        ("Reuters", "asker"),
        ("Jan Orel", "principal"),
    ]


def test_windows_line_ends_change_nothing() -> None:
    assert labels(WRAPPED.replace("\n", "\r\n")) == labels(WRAPPED)


def test_questions_and_answers_without_names_are_turns() -> None:
    text = "An interview\n\nQ: What did you agree on?\n\nA: We agreed on rail.\n\nQ: And on water?\n\nA: I cannot say.\n"
    assert labels(text) == ["Q", "A", "Q", "A"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("记者：你好吗？\n\n发言人：我很好。\n\n记者：谢谢。\n\n发言人：再见。\n", ["记者", "发言人", "记者", "发言人"]),
        (
            "Frage: Wann kommen Sie?\n\nBK Orel: Ich komme morgen.\n\nFrage: Und wir?\n\nBK Orel: Sie auch.\n",
            ["Frage", "BK Orel"] * 2,
        ),
    ],
)
def test_other_scripts_and_languages_have_labels_too(text: str, wanted: list[str]) -> None:
    assert labels(text) == wanted


def test_the_editors_note_and_all_behind_it_is_the_publishers() -> None:
    text = (
        "Jan Orel: I thank you all. We agreed.\nAnna Tal: I am glad, too. We did. [My Emphasis]\n"
        "Curious that they agreed at all.\n*\n*\n*\nSubscribe for more.\nWell said!\n"
    )
    last = turns_of(text)[-1]
    assert (last.role, last.span.text[:13]) == ("publisher", "[My Emphasis]")
    assert spoken(text)[-1][1] == "Anna Tal: I am glad, too. We did."


def test_captions_below_the_last_turn_are_the_publishers() -> None:
    text = (
        "Jan Orel: I thank you all.\nAnna Tal: I am glad, too.\nQ&A\nJan Orel: We are done.\nPhoto Caption: "
        "Jan Orel and Anna Tal\nPhoto Credit: Ministry\n"
    )
    assert [turn.span.text.split("\n")[0] for turn in turns_of(text) if turn.role == "publisher"] == [
        "Q&A",
        "Photo Caption: Jan Orel and Anna Tal",
    ]


def test_a_record_that_opens_in_mid_speech_has_a_turn_without_a_label() -> None:
    text = (
        "     Friends, I thank you for your trust.  We will build the bridge together, and you\nwill see it.\n\n"
        "     PRESIDENT OREL:  Thank you very much.\n\n     Q    When?\n\n     PRESIDENT OREL:  In May.\n"
    )
    first = turns_of(text)[0]
    assert (first.role, first.label, first.rule) == ("principal", None, "turns.opening")
    assert first.span.start == 5


def test_an_address_without_a_label_is_one_turn() -> None:
    text = (
        "Address by the President of Ardania\n2023-05-03\n\nDear friends! I speak to you tonight because our bridge is done. "
        "I thank all of you who built it, and we shall be proud of it. You have my word that I will walk over it with you. "
        "Good night to you all, and thank you.\n"
    )
    found = turns_of(text)
    assert [(turn.role, turn.label) for turn in found] == [("publisher", None), ("principal", None)]
    assert found[1].span.text.startswith("Dear friends!")


def test_blocks_of_one_utterance_are_one_turn_whatever_they_hold() -> None:
    text = "Heading\nJan Orel\nMy Lords: we begin.\nAnna Tal: she said.\n(Laughter.)\nSecond speaker."
    places = [0, *(index + 1 for index, character in enumerate(text) if character == "\n")]
    ends = [*(place - 1 for place in places[1:]), len(text)]
    orel, tal = SpeakerHint("Jan Orel", 0), SpeakerHint("Anna Tal", 1)
    hints = [None, orel, orel, orel, orel, tal]
    kinds = ["heading", "paragraph", "paragraph", "paragraph", "aside", "paragraph"]
    blocks = tuple(Block(a, b, kind=kind, speaker=hint) for a, b, kind, hint in zip(places, ends, kinds, hints, strict=True))  # type: ignore[arg-type]
    found = turns_of(text, blocks=blocks)
    assert [(turn.role, turn.speaker, turn.span.text) for turn in found] == [
        ("publisher", None, "Heading"),
        ("principal", "Jan Orel", "Jan Orel\nMy Lords: we begin.\nAnna Tal: she said.\n(Laughter.)"),
        ("principal", "Anna Tal", "Second speaker."),
    ]
    assert [span.text for span in found[1].insertions] == ["(Laughter.)"]


def test_asides_between_blocks_of_one_voice_stand_inside_its_turn() -> None:
    text = "00:01 --> 00:04\nGood afternoon to you\n\n00:05 --> 00:07\nand welcome.\n\n00:08 --> 00:09\nThank you."
    hint, other = SpeakerHint("Lena Farrow", 0), SpeakerHint("Reporter", 1)
    places = [(text.index(line), text.index(line) + len(line)) for line in text.split("\n") if line]
    kinds = (None, hint, None, hint, None, other)
    blocks = tuple(
        Block(*place, "paragraph" if who else "aside", speaker=who) for place, who in zip(places, kinds, strict=True)
    )
    first, second = (turn for turn in turns_of(text, blocks=blocks) if turn.role != "publisher")
    assert first.span.text == "Good afternoon to you\n\n00:05 --> 00:07\nand welcome."
    assert [one.text for one in first.insertions] == ["00:05 --> 00:07"]
    assert (second.span.text, second.speaker, second.role) == ("Thank you.", None, "asker")


@pytest.mark.parametrize(
    "label",
    [
        "Velmar Courier correspondent Anna Reyes",
        "Anna Reyes, Velmar Courier",
        "Journalist Anna Reyes",
        "Velmar Courier, Anna Reyes",
    ],
)
def test_a_label_may_tell_the_outlet_beside_the_name(label: str) -> None:
    text = (
        f"President of Ardania Jan Orel: I am glad to see you all. {label}: Will you go to Belmora? "
        "Jan Orel: I will, as I have said. Question: When? Jan Orel: In May, I think."
    )
    assert labels(text) == ["President of Ardania Jan Orel", label, "Jan Orel", "Question", "Jan Orel"]


def test_who_asks_but_once_under_one_word_is_heard() -> None:
    text = (
        "Minister Jan Orel: I am glad to be here.\n\nAFP: Who pays?\n\nMinister Jan Orel: We all do. One thing: it is dear.\n\n"
        "Siddharth: Will you go to Belmora?\n\nMinister Jan Orel: I will when I am invited.\n"
    )
    assert labels(text) == ["Minister Jan Orel", "AFP", "Minister Jan Orel", "Siddharth", "Minister Jan Orel"]


def test_a_question_without_a_label_is_a_turn_and_marked() -> None:
    text = (
        "PRESIDENT OREL:  We are going to dredge the river.\n\nMr. President, when will the work begin?\n\n"
        "PRESIDENT OREL:  In May.\n\nQ    Who pays?\n\nPRESIDENT OREL:  We do.  Who else should?\n\nPRESIDENT OREL:  Nobody.\n"
    )
    blocks = tuple(Block(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text))
    found = [turn for turn in turns_of(text, blocks=blocks) if turn.role != "publisher"]
    assert [turn.span.text for turn in found if turn.anomaly == "missing_label"] == ["Mr. President, when will the work begin?"]
    assert len(found) == 6


def test_a_salutation_or_a_sentences_beginning_is_no_label() -> None:
    text = (
        "PRESIDENT OREL:  I thank you all.\n\nMr. President, Dear Jan: Corvia is trying to divide us.\n\n"
        "PRESIDENT TAL:  It is.\n\n(As interpreted.)  As to President Vos: In 2019 we met.\n\nPRESIDENT OREL:  I know.\n"
    )
    assert labels(text) == ["PRESIDENT OREL", "PRESIDENT TAL", "PRESIDENT OREL"]


def test_marks_before_a_label_belong_to_nobody() -> None:
    text = ">> LENA FAROW: I have one announcement.\n>> REPORTER: And then?\n>> LENA FAROW: I will take questions.\n"
    assert [said[-1] for _, said in spoken(text)] == [".", "?", "."]


@pytest.mark.parametrize("title", ["Remarks as Prepared by Mira Tal", "Remarks by Port Adviser Mira Tal at the River Forum"])
def test_what_the_title_calls_somebody_s_remarks_is_spoken_from_its_first_sentence(title: str) -> None:
    text = (
        "Dulwich, Corvia\n\nThe river has taken more from us than a winter ever did, and we all know it.\n\n"
        "I am here to thank you. I want you to know that we will build the lock again, and I will be there when it opens."
    )
    starts = [0, text.index("The river"), text.index("I am here")]
    blocks = tuple(Block(start, end) for start, end in zip(starts, [15, starts[2] - 2, len(text)], strict=True))
    (turn,) = (turn for turn in turns_of(text, blocks=blocks, title=title) if turn.role != "publisher")
    assert turn.span.text.startswith("The river")


def test_glosses_are_insertions_and_enumerations_are_not() -> None:
    text = (
        "Jan Orel: Dadeer (Good morning). I thank ASEAN (Association of Nations) for point (a) and point (2).\n"
        "Anna Tal: I thought (and I still think that we should have done it) of you [in the hall].\n"
        "Jan Orel: Thank you.\n"
    )
    inserted = [span.text for turn in turns_of(text) for span in turn.insertions]
    assert inserted == ["(Good morning)", "(Association of Nations)", "[in the hall]"]


PIECES = st.sampled_from(
    [
        "PRESIDENT OREL:  We will see.",
        "Q    When?",
        "Jan Orel: I thank you.",
        "Anna Tal (Daily Mirror): Why?",
        "(Applause.)",
        "* * *",
        "One thing: water.",
        "[[Page H12]]",
        "Photo Caption: a bridge",
        "  Mr. OREL. I yield.",
        "END",
        "\xa0",
        "\r",
        "\u200f",
        "Лес.",
        "17:45",
        "(",
        "]",
        '<SPEAKER ID="1" NAME="Jan Orel">',
    ]
)


@given(st.lists(PIECES, max_size=30), st.sampled_from(["\n", "\n\n", " ", "\r\n"]))
@settings(max_examples=150, deadline=None)
def test_turns_and_publishers_stretches_cover_all_text_once(pieces: list[str], joint: str) -> None:
    text = joint.join(pieces)
    found = turns_of(text)
    covered = 0
    for turn in found:
        assert not text[covered : turn.span.start].strip()
        assert text[turn.span.start : turn.span.end] == turn.span.text
        assert all(turn.span.start <= span.start < span.end <= turn.span.end for span in turn.insertions)
        assert turn.label is None or turn.span.start <= turn.label.start < turn.label.end <= turn.span.end
        covered = turn.span.end
    assert not text[covered:].strip()


@given(st.text(max_size=400))
@settings(max_examples=100, deadline=None)
def test_any_text_whatever_is_read(text: str) -> None:
    for turn in turns_of(text):
        assert text[turn.span.start : turn.span.end] == turn.span.text


@pytest.mark.parametrize(
    "unit",
    [
        "A ",
        "A. ",
        ": ",
        "Q ",
        "(",
        "[",
        "(a",
        "Mr. ",
        "  Mr. AA ",
        "\n:",
        "A:\n",
        "* ",
        "- ",
        "Anna Tal ",
        "Anna Tal: ",
        "1:11\n",
        "The ",
        "<SPEAKER ",
        "В.",
    ],
)
def test_hostile_repetition_costs_no_more_than_its_length(unit: str) -> None:
    started = time.process_time()
    turns_of(unit * (200_000 // len(unit)))
    assert time.process_time() - started < 4


def test_a_heading_within_an_interview_is_the_outlets() -> None:
    text = (
        "Ardanews: Mr. President, do you think that there is a future for the river talks?\n\n"
        "Jan Orel: I do. We have come a long way, and I will go on.\n\n"
        "The price of quiet borders\n\n"
        "Ardanews: How do you feel about the price?\n\n"
        "Jan Orel: I feel that it is fair. You have to pay for what you want.\n"
    )
    found = [turn for turn in turns_of(text, kind="transcript") if turn.role != "publisher"]
    assert not any("price of quiet" in turn.span.text for turn in found)
    assert len(found) == 4


def test_an_answer_without_a_stop_is_no_heading() -> None:
    text = (
        "Q    Which ports are to be closed?\n\nMR. OREL:  Two of them.  I have seen the list.\n\n"
        "Q    North Belmora\n\nMR. OREL:  And the old port.\n\nQ    And when will you tell us?\n\nMR. OREL:  Soon, I hope.\n"
    )
    assert [turn.span.text for turn in turns_of(text, kind="transcript")][2].endswith("North Belmora")


def test_remarks_noted_as_prepared_are_the_speakers() -> None:
    text = (
        "Remarks by Minister Mira Tal on the Tax on Grain\n\n*At the Harbour Institute*\n\n*As Prepared for Delivery*\n\n"
        "The economy of Ardania has come back strong, and our trade with Belmora has grown in each of the last five years. "
        "What lies ahead is a choice. We can go back to the old tax, or we can build on what we have."
        "\n\nThe choice is plain to all who have seen the harbours of our islands in these years.\n"
    )
    blocks = tuple(Block(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text))
    found = turns_of(text, kind="transcript", blocks=blocks)
    assert [turn.span.text[:11] for turn in found if turn.role != "publisher"] == ["The economy"]


def test_the_numbered_parts_of_a_text_do_not_speak() -> None:
    parts = (
        ("Pillar I: Sharing the ferries", "We will share our ferries with the islands on the lower river."),
        ("Pillar II: Readiness of the harbours", "We will build two harbours, and we will open them to all."),
        ("Pillar III: A partnership for the locks", "We will repair our locks together, as we have said before."),
    )
    assert labels("\n\n".join(f"-   **{head}**: {words}" for head, words in parts)) == []


def test_a_notice_printed_at_the_foot_of_a_page_is_not_the_speakers():
    notice = (
        "This record contains the text of speeches delivered in Ardanian and of the translation\n"
        "of other speeches. Corrections should be sent (with a copy) to records@lidd.example."
    )
    text = f"""The President: I give the floor to the representative of Belmora.

Mr. Weller (Belmora): We thank the Commission for its report on the locks. The Commission
must be able to do its work only by ensuring that its funds are there and
{notice}

24-00017 (E)

that its experts may travel. Belmora will pay its share this year.

Mrs. Marsh (Ardania): So will Ardania.
"""
    weller = next(turn for turn in turns_of(text) if turn.label and "Weller" in turn.label.text)
    assert [span.text for span in weller.insertions] == [notice, "24-00017 (E)"]
    assert weller.span.text.endswith("its share this year.")


def test_a_written_statement_that_its_title_gives_to_one_person_is_spoken_by_him() -> None:
    words = "The port was closed today without a word to those who work there. We call on the Council to open it."
    text = f"Statement by Minister Mira Tal on the Port of Orsk\n\n{words}"
    blocks = (Block(0, 50, "heading", 1), Block(52, len(text)))
    title = "Statement by Minister Mira Tal on the Port of Orsk"
    assert spoken(text, blocks=blocks, kind="report", title=title) == [(None, words)]
    for other in (
        "Statement by the Parties on the Port of Orsk",
        "Statement by Minister Mira Tal and Minister Jan Orel on Orsk",
    ):
        assert spoken(text, blocks=blocks, kind="report", title=other) == []


def test_the_words_of_a_link_are_the_speakers_and_its_address_is_not() -> None:
    said = "I signed a [Harbour Memorandum](https://orsk.example/memo) in my first week, and I thank you."
    text = f"PRESIDENT OREL: {said}\n\nPRESIDENT TAL: I thank you, Mr President.\n\nPRESIDENT OREL: We are done."
    [first, *_] = [turn for turn in turns_of(text) if turn.role != "publisher"]
    assert [span.text for span in first.insertions] == ["(https://orsk.example/memo)"]


def test_the_items_of_a_list_of_places_do_not_speak() -> None:
    text = (
        "FACT SHEET: Ardania launches a network for its villages\n\nRural staff will be on the ground in these regions:\n\n"
        "-   **Lidd Valley**\n    -   Upper Lidd Partnership: Districts of Kessin, Morav, and\n        Tarn\n\n"
        "    -   Kessin Highlands: Districts of Brenn, Aldo, Vesk, and the whole of the old\n        forest by the Lidd\n"
        "-   **Southern Plain**\n    -   Greater Morav District: Districts of Solm and Yarrow, which joined it in spring\n\n"
        "    -   Northern Plain Pathways: Districts of San Orvo, Tolm,\n        Mira, and Colm\n\n"
        "These regions were chosen by the Ministry of Agriculture. The network will grow to all regions by the end of August.\n"
    )
    assert spoken(text) == []


def test_the_places_of_a_list_that_come_back_do_not_speak() -> None:
    text = """New laws across the provinces

Ardania: Pupils can choose the school they attend. The law was passed in the autumn.

Belmora: Workers in 13 towns see a rise of the minimum wage to $8.25 an hour.

Corvia: A prohibited shot is one that was fired from a boat.

Hunting and fishing

Belmora: Traps may be set from the first of the month.

Ardania: The fee for a licence rises by less than 15 cents.
"""
    assert spoken(text) == []


INTERPRETED = """Press conference in Lida

President Jan Orel (interpretation from
Belmoran): We are glad to have you here. We built the bridge together.

Mr. Tal (interpretation from
Corvian): I thank you for it. We shall come again.

Jan Orel (interpretation from
Belmoran): You are always welcome here, my friend.

Mr. Tal (interpretation from
Corvian): Thank you.
"""


def test_a_label_whose_bracket_breaks_over_a_line_is_one_label() -> None:
    assert [" ".join((label or "").split()) for label in labels(INTERPRETED)] == [
        "President Jan Orel (interpretation from Belmoran)",
        "Mr. Tal (interpretation from Corvian)",
        "Jan Orel (interpretation from Belmoran)",
        "Mr. Tal (interpretation from Corvian)",
    ]


def test_a_share_in_brackets_beside_another_is_said() -> None:
    talk = """Jan Orel: Our trade grew by 4 percent (5 percent in Ardania). I am glad (applause) of it.

Mira Tal: So am I. Thank you.

Jan Orel: We thank you, Madam President.

Mira Tal: We shall go on (in Belmoran).
"""
    inserted = [span.text for turn in turns_of(talk) for span in turn.insertions]
    assert inserted == ["(applause)", "(in Belmoran)"]


def test_a_label_that_a_line_repeats_begins_one_turn() -> None:
    talk = """PRESIDENT OREL: RESIDENT OREL: RESIDENT OREL: Trade grew by 6 percent.

Q Who pays for the bridge?

PRESIDENT OREL: We do.

Q When will it open?

PRESIDENT OREL: In May.
"""
    turns = turns_of(talk)
    assert [(turn.label.text if turn.label else None) for turn in turns] == ["PRESIDENT OREL", "Q"] * 2 + ["PRESIDENT OREL"]
    assert all(one.span.end <= other.span.start for one, other in pairwise(turns))


def test_what_is_printed_bold_as_one_with_its_line_is_a_heading_and_nobody_speaks() -> None:
    announcement = """President Orel Names the Board of Ports

**<u>Lena Tal: Nominee for the Board of Ports</u>**

Lena Tal has built ports since 2009. She lives in Lida.

**<u>Mark Sobel: Nominee for the Board of Ports</u>**

Mark Sobel has run the ferry of Brod since 2011.

**Repairing Ports for the Long
Haul:** The Board will repair the ports. We will pay for it.

**Building Back Roads**: We will build roads, and you will see them. I will sign it.

**Opening New Lines**: We will open lines, and you will ride on them. I will sign it."""
    assert [turn.label for turn in find_turns(Reading(record=record_of(announcement))).of(Turn) if turn.label] == []


def test_a_question_that_is_bold_with_its_label_is_asked_by_it() -> None:
    interview = """**Mira Sund: What will you build, and when will you build it?**

**Lena Tal:** I will build a port. We begin in May, and you are all invited.

**Mira Sund: And what will it cost us?**

**Lena Tal:** I cannot tell you that today, and I am sorry for it."""
    found = find_turns(Reading(record=record_of(interview))).of(Turn)
    assert [turn.label.text for turn in found if turn.label] == ["Mira Sund", "Lena Tal"] * 2


def test_a_list_of_what_each_gets_is_no_talk() -> None:
    sums = "FACT SHEET\n\n" + "\n".join(
        f"-   {town} University: $5,000,000" for town in ("Lida", "Brod", "Orsk", "Velm", "Tarn")
    )
    assert not [turn for turn in find_turns(Reading(record=record_of(sums))).of(Turn) if turn.label]


ITEMS = """FACT SHEET: What states will do for the river

Lida, 12 May 2024

- **Port of Velmar:** {first}

- **Belmora:** {second}

- [**Tal and Reyes
  Foundation**](https://foundation.example/)**:** Commits up to $5 million to new buoys at the mouth of the river and beyond.
"""


def test_what_heads_the_items_of_a_list_speaks_none_of_them() -> None:
    told = ITEMS.format(
        first="Will expand its work on the locks to take larger ferries by the end of the year.",
        second="Will provide two ferries and a crew for each of them, and train the crews of other states.",
    )
    assert [turn for turn in turns_of(told) if turn.role != "publisher"] == []


def test_items_that_are_spoken_are_their_speakers() -> None:
    said = (
        ITEMS.format(
            first="I think that we have waited long enough, and I ask you to open the lock.",
            second="I agree with you, and we shall open it as soon as my ministers have met.",
        )
        .replace("Port of Velmar", "President Jan Orel")
        .replace("Belmora", "Minister Mira Tal")
    )
    assert [turn.label.text for turn in turns_of(said) if turn.label] == ["President Jan Orel", "Minister Mira Tal"]


def test_a_heading_that_tells_what_is_done_speaks_nothing() -> None:
    text = (
        "FACT SHEET\n\n**SECURING THE RIVER:** Today, the President signed an order for our river, and we thank all.\n\n"
        "**DELIVERING SAFE LOCKS FOR ARDANIANS:** We will open two locks, and our pilots will be trained for them by May.\n"
    )
    assert [turn for turn in turns_of(text) if turn.role != "publisher"] == []


def test_an_acting_mayor_speaks() -> None:
    text = "ACTING MAYOR TAL: I came by train.\n\nQ    Will you stay?\n\nACTING MAYOR TAL: I will.\n"
    assert [turn.label.text for turn in turns_of(text) if turn.label] == ["ACTING MAYOR TAL", "Q", "ACTING MAYOR TAL"]
