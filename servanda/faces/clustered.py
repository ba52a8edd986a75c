"""`servanda read --engine`: the same account of the same records, read on a cluster."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from servanda.errors import UsageError

if TYPE_CHECKING:
    from servanda.working.cluster.inputs import Part


_OF_ONE_MACHINE = ("jobs", "quarantine", "retry", "again")
"""What a cluster has its own way of: it asks the shelf what was read, and what was set aside."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Which cluster reads, where it puts readings, and how many at a time."""

    engine: str
    shelf: str
    part: int | None


def cluster_of(asked: dict[str, Any]) -> Cluster | None:
    """Takes the options of a cluster out of all that was asked; None where this machine reads as usual."""
    engine, shelf, part = asked.pop("engine"), asked.pop("shelf"), asked.pop("part")
    if engine is None and (shelf or part):
        raise UsageError("--shelf and --part are a cluster's", remedy="name one: --engine ray://local")
    if engine is None:
        return None
    if not shelf:
        raise UsageError("a cluster needs a place for its readings", remedy="name one that all workers reach: --shelf FOLDER")
    unheeded = [f"--{name}" for name in _OF_ONE_MACHINE if asked[name]]
    if unheeded:
        raise UsageError(f"{', '.join(unheeded)} and --engine do not go together", remedy="another --shelf reads all afresh")
    return Cluster(engine, shelf, part)


def read_on_cluster(
    cluster: Cluster, paths: Sequence[str], ledger: str | None, asked: dict[str, Any], *, quiet: bool, full: bool
) -> int:
    """Read what paths and URLs name, keep it, and tell of each. Gives the exit code."""
    from servanda.faces.account import Account

    parts = _parts(cluster, paths, asked)
    limits = asked.pop("limits")
    items = [item for part in parts for item in part.items]
    with ExitStack() as stack:
        account = stack.enter_context(Account([item.place for item in items], sys.stdout, quiet=quiet, full=full))
        for outcome in _outcomes(stack, cluster, parts, ledger, limits, asked):
            account.tell(outcome)
        account.sum_up(ledger=ledger, target=None, report=None)
    return account.exit_code


def _parts(cluster: Cluster, paths: Sequence[str], asked: dict[str, Any]) -> list[Part]:
    try:
        from servanda.working.cluster.inputs import PART, items_of, parts_of
        from servanda.working.one import reader_of

        how = {name: value for name, value in asked.items() if name != "limits"}
        return list(parts_of(items_of(paths), how, reader_of(asked.get("model")), cluster.part or PART))  # type: ignore[arg-type]
    except ModuleNotFoundError as fault:
        raise UsageError(
            f"a cluster needs {fault.name}", remedy="pip install 'servanda[cluster]' installs what it needs"
        ) from fault


def _outcomes(
    stack: ExitStack, cluster: Cluster, parts: list[Part], ledger: str | None, limits: Any, asked: dict[str, Any]
) -> Any:
    from servanda import work
    from servanda.faces.oneself import own_name
    from servanda.working.cluster.keeping import read_on_cluster as outcomes
    from servanda.working.keeping import Noting

    kept = stack.enter_context(work.open_ledger(ledger)) if ledger else None
    return outcomes(
        kept,
        parts,
        engine=cluster.engine,
        shelf=cluster.shelf,
        asked=asked,  # type: ignore[arg-type]
        limits=limits,
        noting=Noting(by=own_name()),
    )
