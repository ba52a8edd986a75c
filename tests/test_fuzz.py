"""Whatever the bytes, a reading or one clear error: no traceback, no hang, and every span holds."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda import work
from servanda.errors import ServandaError
from servanda.model import Reading, Turn
from servanda.outward import to_line
from servanda.readings.quotes import tagger

EXAMPLES = sorted((Path(__file__).parent.parent / "examples" / "records").glob("*.*"))
SECONDS = 5.0

PIECES = [
    "PRESIDENT ARLEN:  ", "Q    ", "QUESTION: ", "[in the hall] ", "(Laughter.) ", "\n\n", "\r\n", "\t", "<p>",
    "</speech>", "&#x27;", "“", "”", "$3.2bn ", "10 to 12 billion ", "a third ", "about 60 percent ", "24.05.2024 ",
    "June 27th-28th ", "at the end of last year ", "May ", "99999999999999 ", "1,2,3,4,5,6,7,8 ", "-- ", ":::: ",
    "?!?! ", "\u202e", "\ud800", "\x00", "\ufeff", "ﬁ", "Ардания ", "zwei Millionen ", "İ", "one hundred and ",
    "1/0 ", "30 February 2024 ",
]  # fmt: skip


def check(reading: Reading) -> None:
    """What every reading promises."""
    record = reading.record
    for entry in reading.entries:
        for span in entry.spans:
            assert record.holds(span), entry
        for ground in entry.grounds:
            assert record.holds(ground.span), entry
        assert 0 <= entry.confidence <= 1
        assert entry.rule
    assert len({entry.id for entry in reading.entries}) == len(reading.entries)
    turns = sorted((turn.span.start, turn.span.end) for turn in reading.of(Turn))
    assert all(end <= start for (_, end), (start, _) in pairwise(turns)), "turns overlap"
    covered = bytearray(len(record.text))
    for start, end in turns:
        covered[start:end] = b"\1" * (end - start)
    assert all(covered[i] or character.isspace() for i, character in enumerate(record.text)), "a stretch nobody answers for"
    for line in map(to_line, reading.to_dicts()):
        line.encode("utf-8")


def reading_or_refusal(reader: Callable[[], Reading]) -> None:
    refusal = None
    try:
        check(reader())
    except ServandaError as error:
        refusal = error
    if refusal is not None:
        assert refusal.message
        assert "\n" not in str(refusal)


def read(content: bytes, name: str) -> None:
    begin = time.process_time()
    reading_or_refusal(lambda: work.read_bytes(content, source=name, model=False))
    assert time.process_time() - begin < SECONDS


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=60))
def test_any_text_is_read_or_refused_in_one_line(pieces: list[str]) -> None:
    reading_or_refusal(lambda: work.read_text("".join(pieces), model=False))


@pytest.mark.skipif(not tagger.available(), reason="the model is an extra: pip install servanda[model]")
@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=60))
def test_the_model_reads_any_text_too(pieces: list[str]) -> None:
    reading_or_refusal(lambda: work.read_text("".join(pieces)))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_one_line(content: bytes) -> None:
    read(content, "anything")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_a_damaged_record_is_read_or_refused_in_one_line(path: Path) -> None:
    whole = path.read_bytes()
    chance = random.Random(path.name)
    for _ in range(25):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(content))
            match chance.randrange(4):
                case 0:
                    content[at] = chance.randrange(256)
                case 1:
                    del content[at : at + chance.randrange(200)]
                case 2:
                    content[at:at] = chance.choice(PIECES).encode("utf-8", "surrogatepass") * chance.randint(1, 30)
                case _:
                    content[at:at] = content[: chance.randrange(1, 300)]
            content = content or bytearray(b"x")
        read(bytes(content), path.name)


@pytest.mark.parametrize(
    "monotony",
    [
        "a", " ", "\n", "1", "1 ", "1,", "one ", "hundred ", "(", "[", "“", '"', ":", "A:", "Q ", "Mr. ", "A B ",
        "May ", "May 1, ", "$", "and ", "to ", "last year ", "about ", "<", "<a>", "&amp;", "X\n", "JOHN: ", "2024-",
        "more than ", "?", "Why? ", "-", ".", "John Smith ",
    ],
)  # fmt: skip
def test_monotonous_text_costs_no_more_a_character_the_longer_it_is(monotony: str) -> None:
    def cost(characters: int) -> float:
        begin = time.process_time()
        reading_or_refusal(lambda: work.read_text(monotony * (characters // len(monotony)), model=False))
        return time.process_time() - begin

    short = min(cost(8_000), cost(8_000))
    long = min(cost(32_000), cost(32_000))  # once alone may be when Python clears up after all tests before
    assert long < 8 * max(short, 0.05)  # four times is linear, sixteen quadratic
    assert cost(60_000) < SECONDS
