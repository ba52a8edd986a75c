"""No run of a sign, wherever it stands, costs the whole reading more than its length: no pattern tries a run in every way."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable

import pytest

import servanda
from tests.soak import share

TALK = """# Press conference

**Velmar, 11 March 2024**

Photo: Jan Orel © 2024 Press office

President: Mr. Orel (Ardania)

PRESIDENT OREL (as interpreted): Thank you. We agreed on 3 May at 10:30 a.m. to build a bridge at Lida by 2026, \
said Mr. Tal's aide. "We will pay 5 percent," he added.

Q (John Smith): When will it open? Who pays?

MS. TAL: [Laughter] I said “it is not done”, as the Minister of Roads of Belmora promised. \
Trade grew from $3.9 billion to 4 billion.

- Mira Tal: the treaty was signed in 2021 and entered into force.

[Read more](https://press.example/c?d=1) | Home | News

— Jan Orel, President

END 5:30 P.M.
"""
SIGNS = (
    " ", "\t", "\n", "\n\n", "\r", "\xa0", "\u2009", "*", "-", "_", "=", "#", ">", "|", "&", ".", ",", ":", ";", "!", "? ",
    "'", "’", '"', "“", "”", "«", "(", "[", ") ", "](", "—", "… ", "- ", "\n- ", ", ", ": ", "; ", "1", "1,", "1 ", "1.", "0 ",
    "$1 ", "5%", "a", "a ", "a-", "A", "A ", "A.", "A. ", "A/", "A-", "A\n", "Ab ", "x.", "the ", "and ", "of ", "Mr. ", "Q ",
    "http://", "<td><tr>",
)  # fmt: skip
LENGTH = 8000
"""Characters of a run: where one is tried in every way by two parts of a pattern at once, that takes seconds."""
SECONDS = 2.0
"""Of the processor's time, for a talk of some 9,000 characters."""


def test_a_run_of_any_sign_anywhere_in_a_talk_is_read_in_the_time_of_its_length(record_property: Callable[..., None]) -> None:
    places = [match.start() for match in re.finditer(r"\b|(?<=\W)(?=\W)", TALK)]
    every = [(place, sign) for place in places for sign in SIGNS]
    taken = random.Random(20240524).sample(every, int(len(every) * share() / 5))
    slow: list[tuple[float, int, str]] = []
    slowest = 0.0
    for place, sign in taken:
        begun = time.process_time()
        servanda.read_text(TALK[:place] + sign * (LENGTH // len(sign)) + TALK[place:], model=False)
        spent = time.process_time() - begun
        slowest = max(slowest, spent)
        if spent > SECONDS:
            slow.append((spent, place, sign))
    record_property("seed", 20240524)
    record_property("talks", len(taken))
    record_property("slowest, seconds of a processor", slowest)
    assert slow == []


@pytest.mark.parametrize(
    "line",
    [
        "*" * LENGTH + " The talks went on.",
        "00:00" + "\t" * LENGTH + "The talks went on.",
        "The table has 5" + "-" * LENGTH + " rows.",
        "— " + "A" * LENGTH + " “We will open the road to the coast.”",
        "President:" + " " * LENGTH + "the talks went on.",
        "<td><tr>" * 100,
    ],
    ids=["asterisks", "a clock and tabs", "dashes behind a number", "a word of capitals", "a head without a name", "tags"],
)
def test_a_line_that_is_nearly_a_mark_is_read_at_once(line: str) -> None:
    begun = time.process_time()
    reading = servanda.read_text(f"{TALK}\n\n{line}\n", model=False)
    assert time.process_time() - begun < SECONDS
    assert reading.record.text.rstrip().endswith(line)
