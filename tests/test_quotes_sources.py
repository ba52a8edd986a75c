"""Whose words: a record with its quotations goes in, the person or body that each mention means comes out."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda import read_text
from servanda.model import Quotation, QuotationType, Reading, Record, Span
from servanda.readings.answerable import answerable
from servanda.readings.quotes.authors import authors_of
from servanda.readings.quotes.descriptions import described
from servanda.readings.quotes.mentions import body
from servanda.readings.quotes.parties import joined
from servanda.readings.quotes.people import Cast
from servanda.readings.quotes.sources import resolve

# In the texts below [[mention|cue|content]] marks one quotation; mention and cue may be empty.

CALL = """Telephone conversation with President of Corvia Mira Tal

President of Ardania Jan Orel had a telephone conversation with President of Corvia Mira Tal on the state of the gas market.
"""


def sources(marked: str, kind: QuotationType = "indirect", **known: str) -> list[str | None]:
    """The sources of the quotations marked in a text, in its order."""
    reading, quotations = _marked(marked, kind, **known)
    return [quotation.source for quotation in resolve(reading, quotations)]


_MARK = re.compile(r"\[\[(?P<mention>[^|]*?)\|(?P<cue>[^|\]]*)\|(?P<content>[^\]]*)\]\]")


def _marked(marked: str, kind: QuotationType, **known: str) -> tuple[Reading, list[Quotation]]:
    plain: list[str] = []
    places: list[list[tuple[int, int] | None]] = []
    behind = length = 0
    for match in _MARK.finditer(marked):
        before = marked[behind : match.start()]
        plain.append(before)
        length += len(before)
        parts: list[tuple[int, int] | None] = []
        for name in ("mention", "cue", "content"):
            part = match.group(name)
            parts.append((length, length + len(part)) if part else None)
            said = f"{part} " if part and name != "content" else part
            plain.append(said)
            length += len(said)
        places.append(parts)
        behind = match.end()
    plain.append(marked[behind:])
    reading = read_text("".join(plain), **known)  # type: ignore[arg-type]
    bare = Reading(record=reading.record).having(entry for entry in reading.entries if not isinstance(entry, Quotation))
    return bare, [_quotation(bare.record, parts, kind) for parts in places]


def _quotation(record: Record, parts: list[tuple[int, int] | None], kind: QuotationType) -> Quotation:
    mention, cue, content = (record.cut(*part) if part else None for part in parts)
    assert content is not None
    start = min(span.start for span in (mention, cue, content) if span)
    return Quotation(
        origin=record.origin,
        span=record.cut(start, content.end),
        content=(content,),
        cue=cue,
        source_mention=mention,
        type=kind,
        rule="test",
    )


def test_a_surname_is_given_its_full_form() -> None:
    assert sources(f"{CALL}[[Orel|stressed that|the pipeline is safe]].") == ["Jan Orel"]


def test_a_title_before_a_name_is_no_part_of_it() -> None:
    assert sources(f"{CALL}[[President of Ardania Jan Orel|said that|the pipeline is safe]].") == ["Jan Orel"]


def test_a_title_in_apposition_is_no_part_of_a_name() -> None:
    assert sources(f"{CALL}[[the President of Ardania, Jan Orel,|said that|the pipeline is safe]].") == ["Jan Orel"]


@pytest.mark.parametrize(
    ("mention", "source"),
    [
        ("The President of Latvia", "Mira Tal"),
        ("The Latvian leader", "Mira Tal"),
        ("the President of Estonia", "Jan Orel"),
        ("The Estonian Head of State", "Jan Orel"),
        ("The Head of State", "Jan Orel"),
        ("The President", "Jan Orel"),
    ],
)
def test_an_office_means_whoever_bears_it_in_the_record(mention: str, source: str) -> None:
    text = "President of Estonia Jan Orel spoke with President of Latvia Mira Tal on the state of the gas market.\n"
    assert sources(f"{text}[[{mention}|noted that|the pipeline is safe]].") == [source]


def test_a_deputy_is_not_taken_for_the_one_he_stands_in_for() -> None:
    text = "Deputy Head of the Office of the President Pavel Ross met with Head of the Office of the President Jan Orel.\n"
    assert sources(f"{text}[[The Deputy Head of the Office|added that|all is well]].") == ["Pavel Ross"]
    assert sources(f"{text}[[The Head of the President's Office|added that|all is well]].") == ["Jan Orel"]


def test_he_is_the_last_subject_and_not_the_last_name() -> None:
    text = f"{CALL}\nJan Orel informed Pavel Ross of the matter. "
    assert sources(f"{text}[[He|stressed that|the pipeline is safe]].") == ["Jan Orel"]


def test_he_and_she_are_told_apart() -> None:
    text = f"{CALL}\n[[Mira Tal|noted that|the gas is cheap]]. [[He|replied that|it is not]]. [[She|insisted that|it is]]."
    assert sources(text) == ["Mira Tal", "Jan Orel", "Mira Tal"]


@pytest.mark.parametrize(
    "mention", ["The parties", "Both leaders", "The two presidents", "They", "The presidents", "Both sides"]
)
def test_all_together_are_those_who_met(mention: str) -> None:
    assert sources(f"{CALL}[[{mention}|agreed|to meet in spring]].") == ["Jan Orel and Mira Tal"]


def test_several_are_met_at_once() -> None:
    text = "Jan Orel met with Minister of Energy of Corvia Mira Tal, Ambassador of Corvia Pavel Ross and Adviser Anna Lind.\n"
    assert sources(f"{text}[[The interlocutors|agreed|to meet in spring]].") == ["Jan Orel, Mira Tal, Pavel Ross and Anna Lind"]


def test_a_body_that_is_met_is_cited_in_the_record_s_words() -> None:
    text = "President Jan Orel met with the members of the Corvian delegation in the capital.\n"
    assert sources(f"{text}[[The parties|agreed|to meet in spring]].") == ["Jan Orel and the members of the Corvian delegation"]


@pytest.mark.parametrize("mention", ["President Biden", "Biden", "The Pre- — President Biden"])
def test_an_office_holder_is_not_taken_for_a_relative_who_is_named_in_full(mention: str) -> None:
    text = "First Lady Jill Biden will be there, and so will Hunter Biden. President Biden has left for Kessin.\n"
    assert sources(f"{text}[[{mention}|said that|the pipeline is safe]].", reference_date="2022-05-03") == ["Joe Biden"]


@pytest.mark.parametrize(
    "mention",
    [
        "Jan Orel furthermore",
        "President Orel also",
        "the President of Ardania then",
        "Ardania’s president Jan Orel on Tuesday",
        "Jan Orel late on Friday evening",
    ],
)
def test_an_adverb_or_a_day_behind_a_name_is_no_part_of_it(mention: str) -> None:
    assert sources(f"{CALL}[[{mention}|stressed that|the pipeline is safe]].") == ["Jan Orel"]


@pytest.mark.parametrize("mention", ["the lease", "This letter", "Article IV", "the following concept", "the White Paper"])
def test_words_of_a_writing_are_nobodys_whom_its_mention_names(mention: str) -> None:
    text = f"{CALL}[[{mention}|says:|“Ardania will pay 40 million in advance.”]]"
    reading, quotations = _marked(text, "direct")
    told = answerable(reading.having(resolve(reading, quotations)))
    place = reading.record.text.index("40 million")
    answer = told.at(place, place + 2)
    assert (answer.speaker, answer.voice) == (None, "quoted")


def test_words_of_a_statement_are_those_of_whose_statement_it_is() -> None:
    text = f"{CALL}[[The Energy Ministry’s statement|says:|“Ardania will pay 40 million in advance.”]]"
    reading, quotations = _marked(text, "direct")
    told = answerable(reading.having(resolve(reading, quotations)))
    place = reading.record.text.index("40 million")
    assert told.at(place, place + 2).speaker is not None


def test_an_agentless_passive_has_no_source() -> None:
    reading, quotations = _marked(f"{CALL}It [[|was stressed that|the pipeline is safe]].", "indirect")
    assert [quotation.source for quotation in resolve(reading, quotations)] == [None]


def test_one_who_goes_on_without_a_mention_is_still_the_source() -> None:
    text = f"{CALL}[[Mira Tal|said that|the gas is cheap]]. [[||Besides, the winter was mild]]."
    assert sources(text) == ["Mira Tal", "Mira Tal"]


def test_i_in_quoted_words_is_whoever_is_quoted() -> None:
    text = f"{CALL}[[Mira Tal|said:|“The winter was mild, I believe that the gas is cheap.”]]"
    reading, (outer,) = _marked(text, "direct")
    record = reading.record
    inside = record.text.index("I believe")
    inner = Quotation(
        origin=record.origin,
        span=record.cut(inside, outer.span.end - 2),
        content=(record.cut(inside + len("I believe that "), outer.span.end - 2),),
        cue=record.cut(inside + 2, inside + len("I believe")),
        source_mention=record.cut(inside, inside + 1),
        type="indirect",
    )
    assert [found.source for found in resolve(reading, [inner, outer])] == ["Mira Tal", "Mira Tal"]


TALKS = """Joint press conference

President of Ardania Jan Orel: Good afternoon. We had long talks. {first}

President of Corvia Mira Tal: Thank you, Mr President. {second}

President of Ardania Jan Orel: Thank you all.

Mira Tal: Thank you.
"""


def talks(first: str = "", second: str = "") -> list[str | None]:
    """The sources of quotations in the two leaders' turns."""
    return sources(TALKS.format(first=first, second=second))


def test_i_in_a_turn_is_its_speaker() -> None:
    assert talks(second="[[I|have already said that|the gas is cheap]].") == ["Mira Tal"]


def test_you_in_a_turn_is_the_one_addressed() -> None:
    assert talks(second="[[You|said that|the gas is dear]].") == ["Jan Orel"]


def test_an_office_in_a_turn_is_not_the_speaker_s_own() -> None:
    assert talks(first="[[The President|told me that|the gas is cheap]].") == ["Mira Tal"]


def test_what_we_agreed_is_everybody_s() -> None:
    assert talks(first="[[We|agreed that|the gas is cheap]].") == ["Jan Orel and Mira Tal"]


def test_a_list_with_i_names_the_speaker() -> None:
    assert talks(first="[[The President of Corvia and I|agreed that|the gas is cheap]].") == ["Mira Tal and Jan Orel"]


def test_a_given_name_with_a_patronymic_is_the_speaker_of_that_name() -> None:
    text = TALKS.replace("Jan Orel", "Ivan Orel").format(first="", second="[[Ivan Petrovich|confirmed|his visit]].")
    assert sources(text) == ["Ivan Orel"]


def test_a_journalist_s_you_is_the_one_who_answers() -> None:
    text = """Press briefing by Press Secretary Mira Tal

MS. TAL: Good afternoon. Questions, please.

Q    Thank you. Last week [[you|said that|the talks would go on]]. Will they?

MS. TAL: They will.
"""
    assert sources(text) == ["Mira Tal"]


@pytest.mark.parametrize(
    ("mention", "source"),
    [
        ("The Ministry of Energy of Corvia", "the Ministry of Energy of Corvia"),
        ("The Corvian side", "the Corvian side"),
        ("ACN", "ACN"),
        ("a senior official of the ministry", "a senior official of the ministry"),
        ("Warsaw", "Poland"),
        ("Warsaw and Vilnius", "Poland and Lithuania"),
        ("This [Orel]", "Jan Orel"),
        ("And the Corvian side", "the Corvian side"),
    ],
)
def test_bodies_are_cited_in_the_record_s_words(mention: str, source: str) -> None:
    assert sources(f"{CALL}[[{mention}|said that|all is well]].") == [source]


def test_a_relative_clause_is_no_part_of_a_name() -> None:
    text = f"{CALL}[[Minister of Energy Pavel Ross, who came along,|said that|all is well]]."
    assert sources(text) == ["Pavel Ross"]


def test_a_name_of_many_forms_is_one_person() -> None:
    text = f"{CALL}\n[[Minister Pavel Ross|said that|all is well]]. [[Mr Ross|added that|it stays so]]. [[Ross|smiled:|yes]]."
    assert sources(text) == ["Pavel Ross"] * 3


def test_an_office_holder_of_the_day_is_known_where_the_record_gives_no_name() -> None:
    text = "The ministers met.\n\n[[the President of France|said that|all is well]]."
    assert sources(text, reference_date="2021-11-19") == ["Emmanuel Macron"]
    assert sources(text) == ["the President of France"]


def test_the_answer_does_not_depend_on_the_order_given() -> None:
    reading, quotations = _marked(f"{CALL}[[Mira Tal|said that|all is well]]. [[She|added that|it stays so]].", "indirect")
    there = resolve(reading, quotations)
    back = resolve(reading, quotations[::-1])
    assert there == back[::-1]


def test_the_rule_and_the_sureness_say_how_a_source_was_found() -> None:
    reading, quotations = _marked(f"{CALL}[[Mira Tal|said that|all is well]].", "indirect")
    (found,) = resolve(reading, quotations)
    assert found.rule == "test+sources.named"
    assert 0 < found.confidence < 1


def test_a_participle_without_a_mention_belongs_to_the_subject_of_its_sentence() -> None:
    text = f"{CALL}It [[|was noted that|all is well]]. Mira Tal left early, [[|stressing|the importance of rest]]."
    assert sources(text)[1:] == ["Mira Tal"]


def test_who_is_the_person_just_named() -> None:
    assert sources(f"{CALL}They heard Mira Tal, [[who|said that|all is well]].") == ["Mira Tal"]


def test_it_is_the_body_that_spoke_last() -> None:
    text = f"{CALL}[[The Energy Committee of Corvia|said that|all is well]]. [[It|added that|it stays so]]."
    assert sources(text) == ["the Energy Committee of Corvia"] * 2


def test_a_mention_cut_off_behind_a_small_word_is_read_whole() -> None:
    record = read_text("Minister for Protection of the Northern Shores Anna Lind said that all is well.").record
    said = Quotation(
        origin=record.origin,
        span=record.cut(0, 78),
        content=(record.cut(67, 78),),
        cue=record.cut(57, 66),
        source_mention=record.cut(0, len("Minister for Protection of the")),
        type="indirect",
    )
    assert [found.source for found in resolve(Reading(record=record), [said])] == ["Anna Lind"]


def test_presidents_of_one_state_are_not_those_of_another() -> None:
    text = "President of Estonia Jan Orel spoke with President of Latvia Mira Tal on the state of the gas market.\n"
    assert sources(f"{text}[[The Polish presidents|noted that|all is well]].") == ["the Polish presidents"]


def test_ministers_in_general_are_nobody_in_particular() -> None:
    text = "Minister of Energy Jan Orel met with Minister of Transport Mira Tal.\n"
    assert sources(f"{text}[[Ministers|said that|all is well]].") == ["Ministers"]
    assert sources(f"{text}[[Both ministers|said that|all is well]].") == ["Jan Orel and Mira Tal"]


def test_a_minister_is_not_the_minister() -> None:
    text = "Minister of Energy Jan Orel came to the port.\n"
    assert sources(f"{text}[[A minister|said that|all is well]]. [[The Minister|said that|it is]].") == [
        "a minister",
        "Jan Orel",
    ]


def test_a_form_of_address_tells_namesakes_apart() -> None:
    text = "Minister Mira Orel and Ambassador Paul Orel came.\n"
    assert sources(f"{text}[[Mr Orel|said that|all is well]]. [[Ms Orel|said that|it is]].") == ["Paul Orel", "Mira Orel"]


def test_words_that_a_record_also_prints_small_are_no_names() -> None:
    text = f"{CALL}A white paper came out. [[The White Paper|argues that|all is well]]."
    assert sources(text) == ["the White Paper"]


def test_no_quotations_need_no_answer() -> None:
    assert resolve(read_text(CALL), ()) == ()


@given(st.text(alphabet="A aeM.,’'\nandofthe-“”PresidentOrel", max_size=120), st.data())
def test_any_text_and_any_mention_has_an_answer(text: str, data: st.DataObject) -> None:
    record = read_text(f"x {text} x").record
    size = len(record.text)
    cuts = sorted(data.draw(st.lists(st.integers(0, size), min_size=4, max_size=4, unique=True)))
    quotation = Quotation(
        origin=record.origin,
        span=record.cut(cuts[0], cuts[3]),
        content=(record.cut(cuts[2], cuts[3]),),
        source_mention=record.cut(cuts[0], cuts[1]),
        type="indirect",
    )
    (found,) = resolve(Reading(record=record), [quotation])
    assert found.content == quotation.content
    assert found.source is None or found.source.strip()


@given(st.lists(st.text(alphabet="abc", min_size=1), max_size=5))
def test_joined_names_are_each_there_once(names: list[str]) -> None:
    assert re.split(r" and |, ", joined(names)) == (list(dict.fromkeys(names)) or [""])


def test_descriptions_compare_heads_states_and_further_words() -> None:
    title = described("President of Poland")
    assert title is not None
    fitting = {
        phrase: _fit(phrase, "President of Poland") > 0
        for phrase in ("the Polish leader", "the Czech president", "the minister")
    }
    assert fitting == {"the Polish leader": True, "the Czech president": False, "the minister": False}
    assert _fit("the Japanese diplomat", "Ambassador of Japan to Corvia") > 0
    assert _fit("the Vice President", "President") == 0


def _fit(phrase: str, title: str) -> float:
    one, other = described(phrase), described(title)
    assert one is not None
    assert other is not None
    return one.fits(other)


def test_a_possessive_is_not_part_of_a_body() -> None:
    assert body("Our committee’s") == "committee"


def test_people_are_not_found_in_bodies_and_months() -> None:
    cast = Cast("The United Nations and the Energy Committee met in March. President Jan Orel came.", None, (), ())
    assert [person.name for person in cast.people] == ["Jan Orel"]


def test_a_mention_that_speaks_is_a_person_even_without_a_title() -> None:
    text = "Yavor Quill said no."
    assert [person.name for person in Cast(text, None, [Span(0, 11, text[:11])], ()).people] == ["Yavor Quill"]


GROUP = """Communiqué of the Quay Four

We, the Leaders of the Quay Four (Q4), met in Ardan. We commit to ending hunger.

[[the Harbour Bank|estimates|that trade will grow]]. [[We|commit|to opening our ports]]. [[|recognising|that time is short]]
"""


def test_a_joint_text_s_own_words_are_no_quotation() -> None:
    assert sources(GROUP, record_kind="communique") == ["the Harbour Bank"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We, the Leaders of the Quay Four (Q4), met in Ardan.", ("the Leaders of the Quay Four (Q4)",)),
        ("We, the Foreign Ministers of France and Poland, met in Ardan.", ("France", "Poland")),
        ("The Security Council, recalling its rules, decides to meet.", ("the Security Council",)),
        ("Today, the President of Poland and the King of Spain affirm their bond.", ("Poland", "Spain")),
        ("France, Poland and Spain consider peace their first duty. They name Italy.", ("France", "Poland", "Spain")),
        ("The text mentions Poland in passing.", ()),
    ],
)
def test_the_authors_of_a_joint_text_are_those_who_declare_it(text: str, expected: tuple[str, ...]) -> None:
    assert authors_of(f"Joint statement\n\n{text}\n", ((0, 15), (17, 17 + len(text)))) == expected


def test_he_may_be_one_of_whom_only_a_surname_is_printed() -> None:
    assert sources("[[Novar|said|the line was closed]]. [[he|added|repairs take a week]].") == ["Novar", "Novar"]


def test_an_abbreviated_office_is_no_part_of_a_name() -> None:
    assert sources("[[APNSA Jake Orlan|said|talks go on]].") == ["Jake Orlan"]


def test_an_article_written_on_to_a_surname_belongs_to_the_name() -> None:
    text = "President of Egypt Abdel Karim el-Tarif came. [[Mr Tarif|said|all was well]]. [[El-Tarif|added|he would stay]]."
    assert sources(text) == ["Abdel Karim el-Tarif", "Abdel Karim el-Tarif"]


def test_the_other_side_of_a_call_is_known_by_the_two_states_and_the_office() -> None:
    text = "Telephone conversation with President of Egypt Omar el-Tarif\n\nRussian-Egyptian trade was discussed. "
    found = sources(text + "[[The presidents|agreed|to meet again]].", reference_date="2021-11-15")
    assert found == ["Vladimir Putin and Omar el-Tarif"]


def test_the_president_most_spoken_of_is_meant_where_several_are_named() -> None:
    text = "President Jan Orel came. Orel smiled. Orel left. President Mira Tal wrote. Orel waved. Orel sat. Orel sang.\n\n"
    far = "The weather was fair and the harbour calm. " * 30
    assert sources(text + far + "[[The President|said|all was well]].") == ["Jan Orel"]


def test_a_group_that_declares_itself_is_answerable_whatever_the_record_is_called() -> None:
    text = "Statement\n\nToday we, the Leaders of the Quay Four (Q4), met in Ardan. "
    assert sources(text + "[[The four governments|agreed|to open the ports]].") == ["the Leaders of the Quay Four (Q4)"]


def test_a_conflict_of_two_states_makes_neither_a_party() -> None:
    text = "President of Egypt Omar el-Tarif spoke of the Russia-Egypt dispute. [[They|agreed|to meet]]."
    assert sources(text, reference_date="2021-11-15") != ["Vladimir Putin and Omar el-Tarif"]


def test_a_name_set_beside_an_office_is_whom_it_means() -> None:
    assert sources("[[Ardania’s ambassador||the river stays open]].") == ["Ardania’s ambassador"]
    text = "[[Ardania’s ambassador|, Lena Quorn, said|the river stays open]]."
    reading, (one,) = _marked(text, "indirect")
    assert one.cue is not None
    cue = reading.record.cut(one.cue.end - len("said"), one.cue.end)
    assert [found.source for found in resolve(reading, [replace(one, cue=cue)])] == ["Lena Quorn"]


def test_an_office_does_not_mean_whom_only_later_words_name() -> None:
    text = (
        "Secretary Brandt came to Lida. "
        + "The river was calm that day, and many boats were on it. " * 20
        + "[[The Secretary|said|the bridge stays open]]. Years ago President Tal came there, and Secretary Tal came with him. "
        "Mr Tal spoke, Mr Tal wrote, Mr Tal went."
    )
    assert sources(text) == ["Brandt"]


def test_all_states_are_no_heads_of_state() -> None:
    assert described("all States") is None
    assert described("the heads of state") is not None


def test_marks_of_type_are_no_part_of_a_name() -> None:
    assert body("The **Ministry of Ferries**’ Harbour Office") == "the Ministry of Ferries’ Harbour Office"


def test_an_article_alone_is_nobody() -> None:
    assert body("The") is None


def test_a_joint_text_whose_lines_break_within_a_name_is_both_states() -> None:
    text = (
        "President Jan Orel of the Republic of Poland and President Mira Tal\nof the Republic of Estonia spoke on Friday, to "
        "the benefit of Polish and\nEuropean partners."
    )
    assert authors_of(text, ((0, len(text)),)) == ("Poland", "Estonia")


def test_the_tail_of_a_list_of_guests_makes_no_joint_text() -> None:
    text = "President Orel was joined by leaders from Poland, Estonia, Ardanland,\nMexico, and Norway, as on the days before."
    assert "Mexico" not in authors_of(text, ((0, len(text)),))


def test_what_the_chair_sums_up_is_in_nobody_elses_name() -> None:
    reading = read_text("Ferry Meeting\n\nPoland and Estonia intend to open the ferry in 2030.\n", model=False)
    named = {
        title: answerable(Reading(record=replace(reading.record, kind="communique", title=title))).parties
        for title in ("Joint Statement of the Ferry Meeting", "Ferry Meeting: Chair’s Summary")
    }
    assert list(named.values()) == ["Poland and Estonia", None]


def test_they_are_the_body_of_many_that_last_began_a_sentence() -> None:
    text = """President of Ardania Jan Orel and President of Corvia Mira Tal [[They|agreed that|trade grows]].

Ardanian Farmers have another view. [[They|have promised|to close the roads]].
"""
    assert sources(text)[-1] == "Ardanian Farmers"


HOSTED = "Jan Orel and Mira Tal hosted farmers today."


def test_they_are_those_many_of_whom_the_sentence_before_told() -> None:
    text = (
        f"{HOSTED} Participants discussed the harvest. [[They|noted|that rain was scarce]]. [[They|said|that wells are dry]].\n"
    )
    assert sources(text) == ["participants", "participants"]


def test_they_of_a_new_paragraph_are_not_those_of_the_last() -> None:
    text = f"{HOSTED} Growers spoke of rain.\n\nJan Orel and Mira Tal thanked them. [[They|said|that help comes]].\n"
    assert sources(text) == ["Jan Orel and Mira Tal"]


def test_where_somebody_is_from_is_not_his_name() -> None:
    text = f"{CALL}\n[[The former senator from Belmora|said|that trade grows]].\n"
    assert sources(text) == ["the former senator from Belmora"]


def test_we_of_a_report_outside_of_reported_words_is_the_publisher() -> None:
    text = f"{CALL}\nJan Orel [[|said that|trade grows]]. [[We|regret that|the roads are closed]].\n"
    assert sources(text)[-1] is None


def test_a_surname_that_a_leader_of_some_state_has_too_is_not_his_office() -> None:
    text = "MR. HASSAN: Good morning. President Orel of Ardania is here. [[the President|promised|to build it]].\n"
    assert sources(text, reference_date="2022-08-24") == ["Orel"]


def test_in_a_house_of_many_ministers_the_minister_is_one_named_just_before() -> None:
    far = "The committee met and went through the accounts of the harbour once more. " * 20
    text = f"Jan Orel, Minister of State, was here. {far}"
    said = f"{text}\n\nMIRA TAL: I thank him. [[the Minister|promised|to build it]].\n\nIVO SEN: Thank you.\n"
    assert sources(said, record_kind="debate") == ["the Minister"]


def test_they_are_no_subject_with_its_auxiliary_verb() -> None:
    text = f"{HOSTED} The report has prompted calls for salt. [[They|say|that salt helps]].\n"
    assert "the report has" not in sources(text)


def test_a_headlines_verb_is_no_part_of_a_name_but_a_surname_like_a_verb_is() -> None:
    text = (
        "President Jan B. Orel Promotes Trade With Corvia\n\nPresident Jan B. Orel came. President Orel Promotes Ports\n\n"
        "Senator Mike Rounds came."
    )
    assert [person.name for person in Cast(text, None, (), ()).people] == ["Jan B. Orel", "Mike Rounds"]


def test_a_name_goes_on_where_its_line_was_wrapped() -> None:
    text = (
        "The Minister of Ports will be joined there on Monday by the college's President Tony\n"
        "Allard, Senator Lisa Bond and several others, who will all walk with her along\n"
        "the quay and then go back to the ministry in the evening of that very same long\n"
        "day.\n\nAsked about it, the college has not said a word as yet to any of those who\n"
        "wanted to know more of what it was that they had in mind when they set out for\n"
        "the coast.\n"
    )
    reading = read_text(text, model=False)
    assert answerable(reading).scene.cast.named("Allard").name == "Tony Allard"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("In particular, Security Advisors Brook, Dent, and Fern expressed concern over the troops.", "all"),
        ("Brook, Dent, and Fern said that the truce holds.", "all"),
        ("Security Advisors Brook and Dent said that the truce holds.", "Anna Brook and Carl Dent"),
        ("She met Brook, Dent, and Fern said that the truce holds.", "Mira Fern"),
    ],
)
def test_all_who_are_listed_before_a_verb_of_saying_are_its_source(said: str, source: str) -> None:
    text = f"Security Advisors Anna Brook, Carl Dent, and Mira Fern met in Lida.\n\n{said}\n"
    told = read_text(text, model=False).of(Quotation)
    assert told[-1].source == ("Anna Brook, Carl Dent and Mira Fern" if source == "all" else source)


def test_the_body_behind_a_whole_name_is_no_part_of_it() -> None:
    text = "President Jan Orel met Secretary-General Anna Brook of the United Harbours. They reaffirmed that trade is free.\n"
    assert read_text(text, model=False).of(Quotation)[0].source == "Jan Orel and Anna Brook"


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (
            "Joint Statement by Polish President Jan Orel, Estonian Prime Minister Mira Tal, and Finnish President Ivo Brandt",
            "We shall open the ports of Norway and Sweden.",
            ("Poland", "Estonia", "Finland"),
        ),
        (
            "Joint Statement by President Orel and President Tal on Ports",
            "Poland and Estonia will open the ports.",
            ("Poland", "Estonia"),
        ),
        ("Joint Statement by Polish President Orel and President Tal on Ports", "Ships of Norway and Sweden may come.", ()),
        (
            "Poland-Estonia-Finland Joint Statement on Ports",
            "Ships of Norway and Sweden may come.",
            ("Poland", "Estonia", "Finland"),
        ),
        (
            "Joint Statement on Ports",
            "1. We, the governments of Poland,\n    New\n    Zealand, and Estonia, met.",
            ("Poland", "New Zealand", "Estonia"),
        ),
        ("Joint Statement on Ports", "We, Poland, Côte d’Ivoire, and Estonia, met.", ("Poland", "Ivory Coast", "Estonia")),
    ],
)
def test_a_joint_text_is_theirs_to_whom_its_title_gives_it(title: str, text: str, expected: tuple[str, ...]) -> None:
    assert authors_of(text, ((0, len(text)),), title) == expected


def test_a_joint_text_of_persons_whose_states_are_not_known_is_theirs() -> None:
    text = (
        "Joint Statement by President Jan Orel and President Mira von der Tal on Ports\n\n"
        "Orel and Tal met. Ships of Norway and Sweden may come. [[They|agreed|to open the ports]]."
    )
    assert sources(text) == ["Jan Orel and Mira von der Tal"]


def test_they_are_the_two_of_whom_the_sentence_before_began_to_tell() -> None:
    text = (
        "President Jan Orel and Minister Mira Tal met with Ivo Brandt and Lena Quorn. [[The President and the Minister|voiced|"
        "their support]]. [[They|noted|that the river matters]]. [[They|added|that the bridge stays]]."
    )
    assert sources(text) == ["Jan Orel and Mira Tal"] * 3


def test_he_is_no_woman_who_merely_speaks_there_too() -> None:
    said = "Secretary Jennifer Tal: I came.\n\nPress Secretary Mira Orel: Well, that is for others. [[He|said|it was late]].\n"
    assert sources(said, "mixed") == [None]
    assert sources(said.replace("[[He", "[[She"), "mixed") == ["Jennifer Tal"]


SENT = "President of Ardania Jan Orel sent a message of greetings to participants of the River Forum.\n\n"


def test_a_message_that_is_cited_is_the_words_of_who_sent_it() -> None:
    assert sources(f"{SENT}[[The message|reads|“Our rivers are the answer.”]]\n", "direct") == ["Jan Orel"]


def test_whose_a_letter_is_may_stand_behind_his_office() -> None:
    told = "The Minister of Water, Mira Tal, wrote a letter to the council.\n\n[[The letter|says|that the dam was built.]]\n"
    assert sources(told) == ["Mira Tal"]


def test_a_message_of_which_nobody_tells_who_sent_it_is_cited_as_it_is_named() -> None:
    told = "President of Ardania Jan Orel received a message from the council.\n\n[[The message|reads|“Our rivers.”]]\n"
    assert sources(told, "direct") == ["the message"]
