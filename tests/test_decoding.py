"""Bytes in any character set become the same characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.records.decoding import FAULTS_NAMED, character_faults, decode

SENTENCES = {
    "ru": "Президент Ардании заявил, что переговоры прошли успешно. «Мы договорились», – сказал он.",
    "uk": "Прем’єр-міністр Бельмори заявив, що її уряд ще не ухвалив рішення щодо кредиту.",
    "fr": "Le président a déclaré que les négociations étaient terminées. Où ? À Genève, là-bas, c’est sûr.",
    "de": "Der Präsident erklärte: „Wir müssen über die Größe sprechen.“ Die Außenminister hörten zu.",
    "pl": "Minister powiedział, że rozmowy były trudne. „Będziemy działać” – dodał. Źródło: śnieżna Łódź.",
    "cs": "Předseda vlády řekl, že jednání byla úspěšná. Příští týden se sejdou znovu. Žádné výjimky.",
    "hu": "A miniszterelnök azt mondta, hogy a tárgyalások sikeresek voltak. Őszinte párbeszéd, erős szövetség.",
    "tr": "Cumhurbaşkanı görüşmelerin başarılı olduğunu söyledi. İki ülke arasında güçlü işbirliği var.",
    "el": "Ο πρόεδρος δήλωσε ότι οι συνομιλίες ήταν επιτυχείς. Η κυβέρνηση θα συνεχίσει.",
    "en": "The president said: “We won’t sign” – and left. It cost £5 million.",
    "ja": "大統領は会談が成功したと述べた。両国は協力を続けるだろう。次の会合は来週に行われる予定です。",
}


@pytest.mark.parametrize(
    ("language", "codec"),
    [
        ("ru", "cp1251"),
        ("ru", "koi8-r"),
        ("ru", "cp866"),
        ("ru", "mac_cyrillic"),
        ("uk", "cp1251"),
        ("fr", "cp1252"),
        ("fr", "latin-1"),
        ("fr", "mac_roman"),
        ("de", "cp1252"),
        ("pl", "cp1250"),
        ("pl", "iso8859_2"),
        ("cs", "cp1250"),
        ("hu", "cp1250"),
        ("tr", "cp1254"),
        ("el", "cp1253"),
        ("en", "cp1252"),
        ("ja", "shift_jis"),
        ("ja", "euc_jp"),
    ],
)
def test_a_sentence_is_read_in_the_set_it_was_written_in(language: str, codec: str) -> None:
    content = SENTENCES[language].encode(codec, "ignore")
    assert decode(content).text == content.decode(codec)


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
@pytest.mark.parametrize("language", ["ru", "fr", "el", "en"])
def test_unicode_is_read_with_or_without_its_mark(language: str, codec: str) -> None:
    assert decode(SENTENCES[language].encode(codec)).text == SENTENCES[language]


def test_the_mark_is_dropped_and_line_ends_are_kept() -> None:
    assert decode("\ufeffone\r\ntwo\rthree\n".encode()).text == "one\r\ntwo\rthree\n"


def test_a_declared_set_is_believed_where_the_bytes_are_not_utf8() -> None:
    assert decode("Łódź".encode("iso8859_2"), "ISO-8859-2").text == "Łódź"


def test_a_declared_set_that_is_none_is_passed_over() -> None:
    assert decode("naïve café".encode("cp1252"), "no-such-set").text == "naïve café"


def test_a_few_broken_bytes_do_not_make_utf8_something_else() -> None:
    decoded = decode("Délégués réunis à Belmora, près de Tessalé.".encode().replace("é".encode(), b"\xc3", 1))
    assert decoded.encoding == "utf-8"
    assert decoded.damaged
    assert decoded.text.count("\ufffd") == 1


def test_each_stretch_of_lost_bytes_has_its_place() -> None:
    faults = character_faults("one \ufffd\ufffd two \ufffd", damaged=True)
    assert [(fault.code, fault.start, fault.end) for fault in faults] == [
        ("intake.undecodable", 4, 6),
        ("intake.undecodable", 11, 12),
    ]


def test_nuls_have_their_places() -> None:
    assert [(fault.code, fault.start) for fault in character_faults("a\0b")] == [("intake.nul", 1)]


def test_countless_faults_are_named_up_to_a_limit_and_then_summed_up() -> None:
    faults = character_faults("x\0" * (FAULTS_NAMED * 3))
    assert len(faults) == FAULTS_NAMED + 1
    assert faults[-1].start is None


@given(st.text())
def test_whatever_utf8_holds_comes_back(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode()).text == text


@given(st.binary(max_size=400))
def test_no_bytes_are_refused(content: bytes) -> None:
    assert isinstance(decode(content).text, str)
