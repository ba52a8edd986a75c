"""Meetings and persons: are the records of the same talks brought together, no talks made of others, and each person one?

The talks of the shared records and seeds were found by reading them; here they stand by the numbers of their records. The
rules were written with these records at hand: figures for others are lower. The persons are spelt in several ways there.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

import servanda
from servanda.comparison.meetings import occasions
from servanda.comparison.meetings.meetings import brought_together
from servanda.comparison.people import naming, spelling
from servanda.model import NameUse, Occasion

ALONE = (
    "000 002 005 006 008 009 010 012 013 018 021 023 040 042 043 044 047 055 056 059 061 070 071 072 073 200 201 210 211 213"
    " 220 300 301 307"
)
"""Records that tell alone of a round of talks."""
TOGETHER = ("003 004", "014 015 016 017 020 001", "045 046", "048 057", "051 202 203", "204 205", "075 206 207")
"""Rounds of talks of which several records tell."""

PERSONS = (
    ("Alexander Lukashenko", "Aleksandr Lukashenko", "Александр Лукашенко"),
    ("Vladimir Putin", "Владимир Путин"),
    ("Joe Biden", "Joseph Biden", "Joseph R. Biden"),
    ("Volodymyr Zelenskyy", "Vladimir Zelensky"),
    ("Donald Trump", "Donald J. Trump", "Дональд Трамп"),
    ("Sergei Lavrov", "Сергей Лавров"),
    ("Emomali Rahmon", "Эмомали Рахмон"),
    ("Anna Pyzh", "Анна Пыж"),
    ("Natalia Breus", "Наталья Бреус"),
    ("Ilya Yezhov", "Илья Ежов"),
)
"""Spellings of one person in different records."""


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:  # noqa: ARG001 - the form of a measurement
    """Counts, errors by the numbers of records, and seconds of work."""
    accounts, names, seconds, records = _noted(shared)
    found = [frozenset(_number(one.told.source) for one in talks.accounts) for talks in brought_together(accounts)]
    wanted = [frozenset(talks.split()) for talks in (*ALONE.split(), *TOGETHER)]
    told = {number for talks in wanted for number in talks}
    return {
        "records": records,
        "talks": len(wanted),
        "found": len(found),
        "whole": sum(talks in found for talks in wanted),
        "accounts": len(told),
        "accounts_found": len(told & {number for talks in found for number in talks}),
        "made": sorted(" ".join(sorted(talks)) for talks in found if not talks & told),
        "apart": sorted(" ".join(sorted(talks)) for talks in found if talks & told and talks not in wanted),
        "missed": sorted(told - {number for talks in found for number in talks}),
        "persons": len(PERSONS),
        "persons_one": sum(len({spelling.key(name) for name in one}) == 1 for one in PERSONS if names.issuperset(one)),
        "seconds_for_100_records": round(seconds / records * 100, 2),
    }


def _noted(shared: Path) -> tuple[list[Occasion], set[str], float, int]:
    accounts: list[Occasion] = []
    names: list[NameUse] = []
    with tempfile.TemporaryDirectory() as folder, servanda.open_ledger(Path(folder) / "bench.servanda") as ledger:
        for path in sorted([*(shared / "records").glob("*.txt"), *(shared / "seeds").glob("*.txt")]):
            ledger.append(servanda.read(path))
        readings = [(ledger.reading(summary.record), summary) for summary in ledger.records()]
        begun = time.process_time()
        for reading, summary in readings:
            own = naming.names_in(reading, summary)
            names.extend(own)
            account = occasions.occasion_in(reading, summary, own)
            accounts.extend([account] if account else [])
        seconds = time.process_time() - begun
    return accounts, {one.name for one in names}, seconds, len(readings)


def _number(source: str | None) -> str:
    return Path(source or "").name[:3]


def markdown(result: dict[str, Any]) -> str:
    """A table for docs/measured.md."""
    rows = [
        ("rounds of talks in the records, by reading", result["talks"]),
        ("told, with all their accounts and no other", result["whole"]),
        ("accounts of them found", f"{result['accounts_found']} of {result['accounts']}"),
        ("meetings made of what is none", len(result["made"])),
        ("persons spelt in several ways that are one", f"{result['persons_one']} of {result['persons']}"),
        ("seconds for the names and talks of 100 records", result["seconds_for_100_records"]),
    ]
    lines = [f"| over {result['records']} records | |", "|---|---:|", *(f"| {name} | {value} |" for name, value in rows)]
    return "\n".join(lines) + "\n"
