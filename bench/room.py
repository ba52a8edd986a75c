"""How soon the reading room answers on a large ledger: pages asked cold, then at 20 requests a second, while somebody rules.

Run by hand, since the ledger takes long to make. `SERVANDA_ROOM` names a compared ledger; where it is not set, the largest of
`SERVANDA_SCALE` (see `bench.scale`) is compared first. It is worked on in a copy. The server is a process of its own.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import shutil
import statistics
import tempfile
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import Engine, event
from starlette.applications import Starlette
from starlette.types import Message, Scope

from bench.load import talk
from bench.scale import SEARCHES, SIZES, copied
from bench.serving import asked, opened, token_of
from servanda import work
from servanda.comparison.findings import reporting
from servanda.faces.web.app import application
from servanda.faces.web.remembering import Remembered
from servanda.faces.web.room import Room

FLOORS = {"median_s": 0.1, "p95_s": 0.3, "ruling_s": 0.05, "long_record_s": 1.0, "memory_mb": 500.0}
RATE = 20
"""Requests a second."""
SECONDS = 60
PAGES = (
    "/",
    "/records",
    "/records?page=100",
    "/people",
    "/people?name=Biden",
    "/matters",
    "/matters?page=300",
    "/matters?all=1",
    "/meetings",
    "/findings",
    "/due",
    "/search?q=trade+agreement",
    "/review",
    "/review/list",
)
"""What is made in this process, to see what it takes."""
KINDS = ("record", "matter", "search")
OF_EACH = 40
"""Addresses of a kind, all of them different."""
LONG, WORDS = 16, 10_000
"""Talks that are put together to a long record, with some 1,500 entries, and words that it is filled up to."""
PLAIN = "The interpreters changed places, and the hall was quiet for a while."
"""What fills it: it says nothing that is an entry."""
RULINGS = 40
"""Rulings made: half of them while nobody reads, half in the second minute."""
SEED = "reading room"
_HELD = re.compile(r"^process_resident_memory_bytes (\S+)", re.MULTILINE)

Timed = tuple[str, float]
"""The kind of an address, and the seconds from when it should have been asked until it was answered."""


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:  # noqa: ARG001 - every measurement is called so
    """Each address once, cold; a minute of reading; and a minute of reading while somebody rules."""
    given = os.environ.get("SERVANDA_ROOM") or str(Path(os.environ["SERVANDA_SCALE"]) / f"{SIZES[-1]}.servanda")
    with tempfile.TemporaryDirectory(dir=Path(given).parent) as folder:
        ledger = Path(folder) / "room.servanda"
        copied(Path(given), ledger)
        os.sync()  # or the disk would go on with the copy while pages are timed
        addresses, entries, records = _asked_for(ledger)
        work_of = _work_of(ledger)
        with opened(ledger) as port:
            cold = [(kind, _asked(port, address)) for kind, address in addresses]
            warm = _load(port, addresses)
            alone: list[float] = []
            _rule(port, entries[RULINGS // 2 :], alone, within=SECONDS / 4)
            ruled: list[float] = []
            ruling = threading.Thread(target=_rule, args=(port, entries[: RULINGS // 2], ruled))
            ruling.start()
            beside = _load(port, addresses)
            ruling.join()
            memory = _memory(port)
    result: dict[str, Any] = {
        "records": records,
        "work": work_of,
        "cold": _figures(cold),
        "warm": _figures(warm),
        "beside_rulings": _figures(beside),
        "rulings_alone": len(alone),
        "ruling_alone_s": statistics.median(alone),
        "slowest_ruling_alone_s": max(alone),
        "rulings": len(ruled),
        "ruling_s": statistics.median(ruled),
        "slowest_ruling_s": max(ruled),
        "memory_mb": memory,
        **_long_record(),
    }
    return {**result, "broken": broken(result)}


def _asked_for(ledger_file: Path) -> tuple[list[tuple[str, str]], list[str], int]:
    """Addresses of each kind in a seeded order, entries to rule upon, and how many records there are."""
    draw = random.Random(SEED)
    with work.open_ledger(ledger_file) as ledger:
        compared = work.compare(ledger)
        records = ledger.records()
        matters = compared.matters()
        some = draw.sample(records, OF_EACH + RULINGS)
        found = [("record", f"/record/{one.id}") for one in some[:OF_EACH]]
        found += [("matter", f"/matter/{one.id}") for one in draw.sample(matters, OF_EACH)]
        found += [("search", "/search?" + urlencode({**_typed(asked)})) for asked in SEARCHES]
        found += [("home", "/")]
        draw.shuffle(found)
        firsts = (next(iter(ledger.entries("commitment", one.record)), None) for one in some[OF_EACH:])
        return found, [str(one["id"]) for one in firsts if one], len(records)


def _typed(asked: dict[str, Any]) -> dict[str, Any]:
    return {"q" if name == "words" else name: value for name, value in asked.items()}


def _long_record() -> dict[str, float]:
    """Seconds until a record of ten thousand words can be read and clicked in Chromium, the middle of three times, cold.

    Its entries are more than a record of that length has as a rule.
    """
    from playwright.sync_api import sync_playwright

    draw = random.Random(SEED)
    talks = [talk(draw, number) for number in range(LONG)]
    text = "\n\n".join([talks[0], *(one.split("\n\n", 1)[1].replace("President of ", "") for one in talks[1:])])
    paragraphs = text.split("\n\n")
    missing = max(0, WORDS - len(text.split())) // len(PLAIN.split())
    text = "\n\n".join(
        " ".join([one, *[PLAIN] * (missing * (number + 1) // len(paragraphs) - missing * number // len(paragraphs))])
        for number, one in enumerate(paragraphs)
    )
    with tempfile.TemporaryDirectory(prefix="servanda-room-") as folder:
        place = Path(folder) / "long.servanda"
        with work.open_ledger(place) as ledger:
            reading = work.read_text(text, source="long.txt", model=False)
            ledger.append(reading)
            work.compare(ledger)
            record = ledger.records()[0].id
        with opened(place) as port, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{port}/records")
            spent = []
            for number in range(3):  # each address is another, and so nothing of it is remembered
                page.goto(f"http://127.0.0.1:{port}/record/{record}?time={number}")
                spent.append(page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd") / 1000)
            browser.close()
    return {
        "long_record_s": statistics.median(spent),
        "long_record_words": len(text.split()),
        "long_record_entries": len(reading.entries),
    }


def _work_of(ledger_file: Path) -> list[dict[str, Any]]:
    """What it takes to make a page of each kind, in this process: database statements, seconds of the processor, bytes.

    The first is the same on every machine, the second nearly whatever else the machine does. Each is made twice, and the second
    time counts; nothing is remembered.
    """
    statements = 0

    def counted(*_: object) -> None:
        nonlocal statements
        statements += 1

    found = []
    with work.open_ledger(ledger_file) as ledger:
        room = Room(ledger, reviewer="bench")
        reporting.measure(ledger, room.today)
        app = application(room)
        event.listen(Engine, "before_cursor_execute", counted)
        try:
            for address in PAGES:
                for _ in range(2):
                    room.remembered = Remembered()
                    statements, begin = 0, time.process_time()
                    size = len(asyncio.run(_page(app, address)))
                    spent = time.process_time() - begin
                found.append({"address": address, "statements": statements, "cpu_s": spent, "bytes": size})
        finally:
            event.remove(Engine, "before_cursor_execute", counted)
    return found


async def _page(app: Starlette, address: str) -> bytes:
    """A page, without a server."""
    path, _, query = address.partition("?")
    body, statuses = bytearray(), []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])
        body.extend(message.get("body", b""))

    scope: Scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(b"host", b"127.0.0.1")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    await app(scope, receive, send)
    if statuses != [200]:
        raise RuntimeError(f"{address}: {statuses}")
    return bytes(body)


def _asked(port: int, address: str, since: float | None = None) -> float:
    """Seconds until a page was there, whole."""
    begin = time.perf_counter() if since is None else since
    _fetched(port, "GET", address)
    return time.perf_counter() - begin


def _fetched(port: int, method: str, address: str, body: str | None = None) -> str:
    """A page. Raises `RuntimeError` where none is given, so that nothing is timed that did not come."""
    status, words = asked(port, method, address, body)
    if status not in (200, 303):
        raise RuntimeError(f"{method} {address}: {status}")
    return words


def _load(port: int, addresses: list[tuple[str, str]]) -> list[Timed]:
    """A minute of requests, each at its time, whether those before are answered or not; the four kinds as often."""
    draw = random.Random(SEED)
    of: dict[str, list[str]] = defaultdict(list)
    for kind, address in addresses:
        of[kind].append(address)
    kinds = ("home", *KINDS)
    begin = time.perf_counter()

    def ask(number: int) -> Timed:
        kind = kinds[number % len(kinds)]
        at = begin + number / RATE
        time.sleep(max(0.0, at - time.perf_counter()))
        return kind, _asked(port, chosen[number], at)

    chosen = [draw.choice(of[kinds[number % len(kinds)]]) for number in range(RATE * SECONDS)]
    with ThreadPoolExecutor(64) as pool:
        return list(pool.map(ask, range(len(chosen))))


def _rule(port: int, entries: list[str], spent: list[float], *, within: float = SECONDS) -> None:
    """Accept entries, evenly over so many seconds, each as it is shown to be ruled upon; seconds until each is acknowledged."""
    for entry in entries:
        token = token_of(_fetched(port, "GET", f"/review?entry={entry}"))
        begin = time.perf_counter()
        body = urlencode({"token": token, "entry": entry, "verdict": "accepted", "back": "/review"})
        _fetched(port, "POST", "/rule", body)
        spent.append(time.perf_counter() - begin)
        time.sleep(within / len(entries))


def _memory(port: int) -> float:
    """Megabytes that the room's process holds."""
    held = _HELD.search(_fetched(port, "GET", "/metrics"))
    if held is None:
        raise RuntimeError("the room does not tell what it holds: only Linux does")
    return float(held[1]) / 2**20


def _figures(timed: list[Timed]) -> dict[str, Any]:
    """Median, 95th percentile and the longest, of all and of each kind."""
    of: dict[str, list[float]] = defaultdict(list)
    for kind, seconds in timed:
        of["all"].append(seconds)
        of[kind].append(seconds)
    return {
        kind: {
            "asked": len(all_),
            "median_s": statistics.median(all_),
            "p95_s": sorted(all_)[int(0.95 * (len(all_) - 1))],
            "slowest_s": max(all_),
        }
        for kind, all_ in sorted(of.items())
    }


def broken(result: dict[str, Any]) -> list[str]:
    """The floors not kept: of reading at that rate, and of rulings."""
    figures = {**result["warm"]["all"], **{name: result[name] for name in ("ruling_s", "long_record_s", "memory_mb")}}
    return [f"{name} {figures[name]:.3g}, floor {floor}" for name, floor in FLOORS.items() if figures[name] > floor]


def markdown(result: dict[str, Any]) -> str:
    """The table."""
    heads = ("cold", "warm", "beside_rulings")
    lines = [
        f"| {result['records']:,} records; ms: median, 95th percentile, longest | asked once, one after the other "
        f"| {RATE} a second | {RATE} a second, somebody rules |",
        "|---|---|---|---|",
    ]
    for kind in ("home", *KINDS, "all"):
        cells = (
            " / ".join(f"{result[head][kind][name] * 1000:,.0f}" for name in ("median_s", "p95_s", "slowest_s"))
            for head in heads
        )
        lines.append(f"| {kind} | {' | '.join(cells)} |")
    lines += ["", "| made by itself | database statements | processor, ms | kB |", "|---|---|---|---|"]
    lines += [
        f"| `{one['address']}` | {one['statements']} | {one['cpu_s'] * 1000:,.0f} | {one['bytes'] / 1000:,.0f} |"
        for one in result["work"]
    ]
    told = (
        f"{result[f'rulings{when}']} rulings {while_}: acknowledged in {result[f'ruling{when}_s'] * 1000:,.0f} ms, "
        f"the slowest in {result[f'slowest_ruling{when}_s'] * 1000:,.0f} ms."
        for when, while_ in (("_alone", "while nobody reads"), ("", f"beside {RATE} requests a second"))
    )
    held = f" After all that the room's process holds {result['memory_mb']:,.0f} MB." if "memory_mb" in result else ""
    lines += ["", " ".join(told) + held]
    lines += [
        "",
        f"A record of {result['long_record_words']:,} words and {result['long_record_entries']:,} entries can be read and "
        f"clicked in Chromium {result['long_record_s'] * 1000:,.0f} ms after it was asked for.",
    ]
    return "\n".join(lines)
