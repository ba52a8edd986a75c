"""The options of `servanda read` that say how it goes about many records: processes, limits, what is passed over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from servanda.work import How

_Command = TypeVar("_Command", bound=Callable[..., Any])

_LEAST_MEMORY = 64

_OPTIONS = (
    click.option(
        "--jobs",
        type=click.IntRange(1, 1024),
        metavar="N",
        help="Processes that read at a time: as many as there are processors, where there is enough to read.",
    ),
    click.option(
        "--time-limit",
        type=click.FloatRange(0, min_open=True),
        metavar="SECONDS",
        help="What one record may take: two minutes, and a second more for every 2 kB of it.",
    ),
    click.option(
        "--memory-limit",
        type=click.IntRange(_LEAST_MEMORY),
        metavar="MB",
        help="What the process that reads it may hold: 4096.",
    ),
    click.option(
        "--quarantine",
        metavar="FILE.jsonl",
        help="Where it is noted which records took more, or ended the process; beside the ledger, unless you name another.",
    ),
    click.option(
        "--engine",
        metavar="ray://…",
        help="Read on a cluster: ray://local (this machine), ray://auto (the one it belongs to), ray://HOST:10001.",
    ),
    click.option(
        "--shelf",
        metavar="FOLDER",
        help="With --engine: where the readings are put as Parquet, a folder or URL that all workers reach.",
    ),
    click.option(
        "--part",
        type=click.IntRange(1),
        metavar="N",
        help="With --engine: records that one worker reads and puts there together: 64.",
    ),
    click.option("--retry", is_flag=True, help="Try those again that were set aside."),
    click.option("--again", is_flag=True, help="Read afresh also what the ledger has of the same bytes."),
)


def running_options(command: _Command) -> _Command:
    """How many processes read, within which limits, and what is read again."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def how_of(asked: dict[str, Any], ledger: str | None) -> How:
    """Takes those options out of all that was asked."""
    from servanda.work import How, Limits, Quarantine

    jobs, seconds, megabytes = asked.pop("jobs"), asked.pop("time_limit"), asked.pop("memory_limit")
    file, retry, again = asked.pop("quarantine"), asked.pop("retry"), asked.pop("again")
    limits = None
    if seconds is not None or megabytes is not None:
        limits = Limits(seconds) if megabytes is None else Limits(seconds, megabytes)
    path = Path(file) if file else _beside(ledger)
    return How(jobs, limits, again, quarantine=Quarantine(path, retry=retry) if path else None)


def _beside(ledger: str | None) -> Path | None:
    """The quarantine of a ledger in a file; one in a server's database has none unless it is named."""
    path = (ledger or "").removeprefix("sqlite:///")
    return Path(f"{path}-quarantine.jsonl") if path and "://" not in path else None
