"""A text goes in, its blocks come out: each layout in the mess it comes in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from servanda.model import Block
from servanda.records.paragraphs import blocks_of


def cut(text: str, *, markdown: bool = False) -> list[str]:
    """The blocks' words, line ends made blanks."""
    return [" ".join(text[block.start : block.end].split()) for block in blocks_of(text, markdown=markdown)]


def kinds(text: str, *, markdown: bool = False) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in blocks_of(text, markdown=markdown)]


WRAPPED = """PRESIDENT ORLOV:  Thank you all for coming to the harbour this morning.
We have talked for three hours about grain, about the two bridges and
about the prisoners, and we have agreed on most of it.

PRESIDENT VANN:  I have little to add to what my colleague has said, but
the bridges will be open before the winter comes.
"""


def test_lines_that_were_wrapped_are_one_paragraph() -> None:
    assert len(cut(WRAPPED)) == 2


def test_one_paragraph_a_line_stays_so() -> None:
    text = "\n".join(
        f"This is paragraph {number} of the statement, and it is rather long: " + "word " * 40 for number in range(5)
    )
    assert len(cut(text)) == 5


def test_a_flattened_text_is_one_block() -> None:
    assert len(cut("Talks in Corvia. President Orlov: Thank you. Question: When? " * 40)) == 1


def test_an_indented_label_begins_a_block_without_a_blank_line() -> None:
    text = (
        "  The CHAIR. The question is on the amendment offered by the gentleman\n"
        "from the Northern District, which the clerk has read.\n"
        "  Mr. HALE. Madam Chair, I rise in support of the amendment, which is\nlong overdue.\n"
        "  I thank the committee.\n"
        "  Ms. ROOK. Madam Chair, I oppose it, because the money that it takes\n"
        "is needed elsewhere.\n"
    )
    assert [piece.split(".")[0] for piece in cut(text)] == ["The CHAIR", "Mr", "I thank the committee", "Ms"]


def test_a_label_after_a_full_stop_begins_a_block_in_wrapped_text() -> None:
    text = (
        "The President (spoke in Ardanian): The draft resolution received\n"
        "thirteen votes in favour, none against and two abstentions. It is\n"
        "adopted.\n"
        "Ms. Tarn (Belmora): My delegation voted in favour because the text\n"
        "asks for what we have asked for since the spring.\n"
    )
    assert [piece.split(":")[0] for piece in cut(text)] == ["The President (spoke in Ardanian)", "Ms. Tarn (Belmora)"]


def test_a_colon_in_the_middle_of_a_wrapped_sentence_begins_nothing() -> None:
    text = (
        "We have brought with us a very clear and simple message for the people of\n"
        "Ardania: come back to the table, and bring the maps that you were asked to\n"
        "bring, for we have ours.\n"
    )
    assert len(cut(text)) == 1


def test_page_numbers_rules_and_clock_times_are_asides() -> None:
    text = (
        "The sitting was resumed after the interval.\n\n"
        "12/38\n\n"
        "15:45:00\n\n"
        "* * *\n\n"
        "The minister went on with her statement.\n"
    )
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "aside", "aside", "aside", "paragraph"]


def test_items_are_items_with_their_wrapped_lines() -> None:
    text = (
        "The parties will take the following steps before the end of the year:\n\n"
        "1.  open the northern crossing to lorries, buses and private cars, at\n    all hours and without fees;\n"
        "2.  return the archives.\n"
    )
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "item", "item"]


def test_markdown_headings_and_bold_are_seen() -> None:
    text = "# Joint Statement\n\n**Preamble**\n\nWe met in **Port Ansel** and agreed.\n"
    blocks = list(blocks_of(text, markdown=True))
    assert (blocks[0].kind, blocks[0].level) == ("heading", 1)
    assert [text[start:end] for block in blocks for start, end in block.strong] == ["Preamble", "Port Ansel"]


def test_an_article_alone_on_its_line_is_a_heading() -> None:
    assert kinds("Article 5\n\nThe Parties shall meet every spring.\n")[0] == ("heading", "Article 5")


def test_old_macintosh_and_windows_line_ends_are_line_ends() -> None:
    text = "First paragraph here.\r\rSecond paragraph here."
    assert cut(text) == ["First paragraph here.", "Second paragraph here."]
    assert cut(text.replace("\r", "\r\n")) == ["First paragraph here.", "Second paragraph here."]


def covers(text: str, blocks: list[Block]) -> bool:
    """Whether blocks are in order, do not overlap, and hold all but white space."""
    place = 0
    for block in blocks:
        if block.start < place or block.end <= block.start or text[place : block.start].strip():
            return False
        place = block.end
    return not text[place:].strip()


@given(
    st.lists(
        st.sampled_from([*"aZ: .\n\r\t#*-1)(Q_", "\n\n", "  ", "**", "\f", "\u2028", "\0", "Mr. VANN:", "12/38", "é", "漢"])
    ).map("".join),
    st.booleans(),
)
def test_blocks_hold_every_character_but_white_space(text: str, markdown: bool) -> None:
    assert covers(text, list(blocks_of(text, markdown=markdown)))
