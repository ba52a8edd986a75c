"""Three records of the talks of Ardania and Belmora on the River Lidd, as they are read, in a ledger of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from servanda import compare, open_ledger, read_text
from servanda.ledger import Ledger
from servanda.model import Reading

REPORT = """PRESS RELEASE
May 24, 2024

Talks with President of Belmora Tomas Weller

President of Ardania Elena Marsh and President of Belmora Tomas Weller held talks in Velmar.

On June 27-28 this year, Velmar will host the Forum of Border Towns.

Elena Marsh: Last year trade between our countries amounted to 40 million euros. We have agreed to sign the Treaty on the
River Lidd by the end of 2024. We will open the second lock by the end of October 2024. We will lay the new line by the end of
June 2025.

Tomas Weller: We support the Treaty on the River Lidd unless who pays for the dredging of the Lidd is left open. I propose to
open a ferry by the end of 2024. Our ministers have prepared the Agreement on Grain Transit.
"""
CONFERENCE = """News conference of the Presidents of Ardania and Belmora
December 6, 2024

President of Ardania Elena Marsh and President of Belmora Tomas Weller held talks in Velmar, and met the press.

Elena Marsh: Today we have signed the Treaty on the River Lidd. The second lock has been opened.

Anna Reyes: Mrs Marsh, when will the Treaty on the River Lidd enter into force?

Elena Marsh: In spring.
"""
MEETING = """Meeting with President of Belmora Tomas Weller
March 14, 2025

President of Ardania Elena Marsh met with President of Belmora Tomas Weller in Kessin.

Elena Marsh: The Treaty on the River Lidd entered into force on March 13, 2025. In 2024 trade between our countries amounted
to 44 million euros under the Treaty on the River Lidd.

Tomas Weller: In 2024, trade under the Treaty on the River Lidd came to about 47 million euros. The Agreement on
Grain Transit was signed in Kessin on March 1, 2025.
"""
TREATY = "Treaty on the River Lidd"


@cache
def readings() -> tuple[Reading, ...]:
    """The records as the rules read them."""
    texts = (("report.txt", REPORT), ("conference.txt", CONFERENCE), ("meeting.txt", MEETING))
    return tuple(read_text(text, source=f"talks/{name}", model=False) for name, text in texts)


def ledger_of_talks(folder: Path) -> str:
    """A ledger that holds them."""
    place = folder / "talks.servanda"
    with open_ledger(place) as ledger:
        for reading in readings():
            ledger.append(reading)
    return str(place)


@contextmanager
def compared_talks(folder: Path) -> Iterator[Ledger]:
    """That ledger, open, with all in it compared."""
    with open_ledger(ledger_of_talks(folder), create=False) as ledger:
        compare(ledger)
        yield ledger
