"""Bytes, files and texts come in; records and one-line errors go out, and nothing else."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.errors import (
    DamagedError,
    EmptyRecordError,
    IntakeError,
    TooLargeError,
    UnreadableError,
    UnsupportedError,
    UsageError,
)
from servanda.model import Record, digest
from servanda.records import intake
from servanda.records.intake import Taken, take_bytes, take_file, take_text

TALK = "News conference\n\n2031-02-18 | Port Ansel\n\nPavel Orlov: Good afternoon. We signed.\n\nInes Vann: Thank you.\n"

SUBRIP = (
    "1\n"
    "00:00:01,000 --> 00:00:03,000\n"
    "We have agreed\n"
    "on the bridge.\n\n"
    "2\n"
    "00:00:03,500 --> 00:00:05,000\n"
    "<i>Both</i> of them.\n"
)

WEBVTT = """WEBVTT

00:01.000 --> 00:03.000
<v Pavel Orlov>We have agreed

00:03.000 --> 00:05.000
<v Pavel Orlov>on the bridge.</v>

00:05.000 --> 00:07.000
<v Ines Vann>Yes.
"""


def spoken(record: Record) -> list[tuple[str, str | None, int | None]]:
    """The paragraphs with whom the markup names for them."""
    return [
        (
            record.text[block.start : block.end],
            *((block.speaker.name, block.speaker.utterance) if block.speaker else (None, None)),
        )
        for block in record.blocks
        if block.kind == "paragraph"
    ]


def test_a_record_keeps_its_bytes_and_their_digest() -> None:
    record, problems = take_bytes(TALK.encode())
    assert (record.content, record.origin.record, record.origin.text) == (
        TALK.encode(),
        digest(TALK.encode()),
        digest(TALK.encode()),
    )
    assert problems == ()


def test_the_same_words_in_another_encoding_are_the_same_text_of_other_bytes() -> None:
    one, _ = take_bytes(TALK.encode())
    other, _ = take_bytes(TALK.encode("utf-16"))
    assert one.origin.text == other.origin.text
    assert one.origin.record != other.origin.record


def test_a_text_given_as_text_has_no_bytes_and_no_encoding() -> None:
    record, _ = take_text(TALK)
    assert (record.content, record.encoding) == (None, None)


def test_lone_surrogates_in_a_text_are_kept() -> None:
    record, _ = take_text("The minister said \ud800 and left.")
    assert "\ud800" in record.text


def test_tags_in_plain_text_are_characters_like_others() -> None:
    text = '<CHAPTER ID="013">\nTrade with Corvia (debate)\n<SPEAKER ID="1" NAME="President">\nThe next item is trade.\n'
    record, _ = take_bytes(text.encode())
    assert (record.media_type, record.text) == ("text/plain", text)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (
            b"<!DOCTYPE html><html><body><article><p>We have agreed on the bridge, both of them.</p></article></body></html>",
            "text/html",
        ),
        (b"<publicwhip><speech id='1' speakername='Pavel Orlov'><p>We agree.</p></speech></publicwhip>", "application/xml"),
        (b"# Talks in Corvia\n\nThey met.\n", "text/markdown"),
        (SUBRIP.encode(), "application/x-subrip"),
        (WEBVTT.encode(), "text/vtt"),
    ],
)
def test_the_form_is_told_by_the_bytes_not_by_the_name(content: bytes, media_type: str) -> None:
    assert take_bytes(content, source="record.txt")[0].media_type == media_type


def test_numbers_and_times_of_captions_are_asides() -> None:
    record, _ = take_bytes(SUBRIP.encode())
    assert [text for text, _, _ in spoken(record)] == ["We have agreed", "on the bridge.", "Both", "of them."]


def test_consecutive_cues_of_one_voice_are_one_utterance() -> None:
    record, _ = take_bytes(WEBVTT.encode())
    assert spoken(record) == [
        ("We have agreed", "Pavel Orlov", 0),
        ("on the bridge.", "Pavel Orlov", 0),
        ("Yes.", "Ines Vann", 1),
    ]


def test_nuls_are_kept_and_told_with_their_place() -> None:
    record, problems = take_bytes(b"The minister said yes." + b" It was late." * 20 + b"\0 Then no.")
    assert "\0" in record.text
    assert [(problem.code, problem.span and problem.span.text) for problem in problems] == [("intake.nul", "\0")]


def test_bytes_that_are_no_character_are_told_with_their_place() -> None:
    record, problems = take_bytes("Délégués réunis à Belmora".encode() + b"\xff and home.")
    assert [problem.code for problem in problems] == ["intake.undecodable"]
    assert problems[0].span == record.cut(25, 26)


def test_marks_of_direction_are_kept() -> None:
    text = "\u200fOrlov: yes\u200e."
    assert take_bytes(text.encode())[0].text == text


@pytest.mark.parametrize("content", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\0\0\0", "\u2003\n".encode()])
def test_nothing_is_no_record(content: bytes) -> None:
    with pytest.raises(EmptyRecordError):
        take_bytes(content)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "image"),
        (b"\xff\xd8\xff\xe0" + bytes(64), "image"),
        (gzip.compress(b"talk", mtime=0), "archive"),
        (b"PK\x03\x04" + bytes(64), "archive"),
        (b"\x7fELF" + bytes(64), "program"),
        (b"ID3\x03" + bytes(64), "recording"),
        (b"{\\rtf1 Talk}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "old Office"),
        (bytes(range(256)) * 8, "binary"),
    ],
)
def test_what_is_no_text_is_refused_by_name_with_a_remedy(content: bytes, what: str) -> None:
    with pytest.raises(UnsupportedError, match=what) as refused:
        take_bytes(content, source="talk.txt")
    assert refused.value.remedy
    assert refused.value.place == "talk.txt"


def test_a_text_that_begins_like_a_bitmap_is_a_text() -> None:
    assert take_bytes(b"BM Orlov said that the talks would go on.")[0].media_type == "text/plain"


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError) as refused:
        take_file(tmp_path / "none.txt")
    assert "\n" not in str(refused.value)


def test_a_folder_is_no_record(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        take_file(tmp_path)


def test_a_name_that_is_no_text_names_a_record_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "talk\udcff.txt"
    path.write_bytes(TALK.encode())
    assert take_file(path)[0].title == "News conference"


def test_a_name_with_a_nul_is_unreadable() -> None:
    with pytest.raises(UnreadableError):
        take_file(Path("talk\0.txt"))


def test_too_large_a_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "BYTES_LIMIT", 10)
    path = tmp_path / "talk.txt"
    path.write_bytes(TALK.encode())
    with pytest.raises(TooLargeError):
        take_file(path)


def test_a_device_is_refused_for_it_may_never_end() -> None:
    with pytest.raises(UnreadableError, match="device"):
        take_file(Path("/dev/zero"))


def test_a_folder_without_records_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="folder"):
        take_file(tmp_path)


@pytest.mark.parametrize("wish", [{"reference_date": "31.12.2020"}, {"kind": "talk"}, {"language": "English"}])
def test_a_call_that_cannot_be_meant_is_refused(wish: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        take_bytes(TALK.encode(), **wish)  # type: ignore[arg-type]


def taken_or_refused(content: bytes) -> Taken | str:
    """What became of some bytes; a refusal as the line that a user sees."""
    try:
        return take_bytes(content)
    except IntakeError as refused:
        return str(refused)


def whole(record: Record) -> bool:
    """Whether blocks are in order and hold all but white space, and every ground is cut from the record."""
    place = 0
    for block in record.blocks:
        if block.start < place or block.end <= block.start or record.text[place : block.start].strip():
            return False
        place = block.end
    return not record.text[place:].strip() and all(record.holds(found.span) for found in record.grounds)


SEEDS = [
    TALK.encode(),
    SUBRIP.encode(),
    WEBVTT.encode(),
    TALK.encode("utf-16"),
    b"---\ntitle: x\n---\n\n**a**",
    b"%PDF-1.4\n",
    b"<a><b>x</b></a>",
]
PIECES = [b"\0", b"\xff", b"\r", b"\n\n", b"<", b"**", b": ", b"<html>", b"PK\x03\x04", b"2031-02-30", b"\xe2\x80\xa8", b"&#0;"]


@given(st.binary(max_size=600))
def test_any_bytes_become_a_record_or_a_clean_refusal(content: bytes) -> None:
    taken = taken_or_refused(content)
    if isinstance(taken, str):
        assert "\n" not in taken
    else:
        record, problems = taken
        assert whole(record)
        assert all(problem.span is None or record.holds(problem.span) for problem in problems)


@given(
    st.sampled_from(SEEDS), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 30), st.sampled_from(PIECES)), max_size=6)
)
def test_mutilated_records_become_a_record_or_a_clean_refusal(seed: bytes, cuts: list[tuple[int, int, bytes]]) -> None:
    content = seed
    for place, length, piece in cuts:
        content = content[:place] + piece + content[place + length :]
    taken = taken_or_refused(content)
    assert "\n" not in taken if isinstance(taken, str) else whole(taken[0])


@given(st.text(max_size=300))
def test_any_text_becomes_a_record_or_a_clean_refusal(text: str) -> None:
    try:
        assert whole(take_text(text)[0])
    except EmptyRecordError:
        assert not text.strip("\ufeff").strip("\0").strip() or not text.removeprefix("\ufeff").strip()


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("more", range(4))
def test_a_wide_text_without_a_mark_is_read_whatever_its_length(codec: str, more: int) -> None:
    text = TALK + "!" * more
    assert take_bytes(text.encode(codec))[0].text == text


@pytest.mark.parametrize("content", [b"PK\x03\x04 cut off", b"PK\x03\x04" + bytes(100)])
def test_what_is_called_a_word_document_and_is_broken_is_told_as_one(content: bytes) -> None:
    with pytest.raises(DamagedError, match="DOCX package is cut off or broken"):
        take_bytes(content, source="talks.docx")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("talks.docx", TALK.encode(), "a DOCX document, the bytes are plain text"),
        ("TALKS.PDF", TALK.encode(), "a PDF document, the bytes are plain text"),
        (
            "talks.pdf",
            b"<!DOCTYPE html><p>The page that you asked for was not found.</p>",
            "a PDF document, the bytes are an HTML",
        ),
    ],
)
def test_a_record_that_is_no_document_of_the_form_its_name_says_is_read_and_told_of(
    name: str, content: bytes, told: str
) -> None:
    record, problems = take_bytes(content, source=name)
    assert record.text
    assert [(one.code, one.span) for one in problems] == [("intake.misnamed", None)]
    assert told in problems[0].message
    assert record.origin == take_bytes(content)[0].origin


@pytest.mark.parametrize("name", [None, "talks", "talks.txt", "talks.html", "https://news.example/talks.htm"])
def test_a_text_kept_under_any_other_name_is_no_problem(name: str | None) -> None:
    assert take_bytes(TALK.encode(), source=name)[1] == ()


def test_a_caption_files_signature_is_no_part_of_its_title() -> None:
    told = "WEBVTT - Briefing of the Ministry of Trade\n\n00:00:01.000 --> 00:00:04.000\n<v Lena Farrow>Good afternoon.\n"
    assert take_bytes(told.encode())[0].title == "Briefing of the Ministry of Trade"
