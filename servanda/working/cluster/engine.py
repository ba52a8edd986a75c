"""Parts go out to a Ray cluster, through Ray Data, and are on the shelf when they come back.

Ray counts what it is used for and tells its makers, unless it is told not to: here it is told not to, and opens no page.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from servanda.errors import ServandaError, UsageError
from servanda.working.cluster.inputs import Part
from servanda.working.cluster.reading import Manner, PartReader
from servanda.working.outcomes import Asked, Limits

REMEDY = "pip install 'servanda[cluster]' installs it"


def read_parts(parts: Sequence[Part], *, engine: str, shelf: str, asked: Asked, limits: Limits) -> Iterator[int]:
    """Have parts read that are not on the shelf; gives the number of each as it comes back, in the order of the parts.

    `engine` is `ray://local` for this machine's own processors, `ray://auto` for the cluster that this machine belongs to, or
    `ray://HOST:PORT` for one elsewhere. Raises `UsageError` where Ray is missing or cannot be reached.
    """
    if not parts:
        return
    with _connected(engine) as ray:
        set_up(ray.data)
        how = Manner(asked, limits, shelf).to_json()
        rows = [{"part": part.to_json(), "how": how} for part in parts]
        workers = max(1, min(len(parts), int(ray.cluster_resources().get("CPU", 1))))
        # A worker or a machine that is lost is replaced, and its part is handed out again: Ray Data's own way with actors.
        strategy = ray.data.ActorPoolStrategy(size=workers, max_tasks_in_flight_per_actor=2)
        done = ray.data.from_items(rows, override_num_blocks=len(rows)).map(PartReader, compute=strategy, num_cpus=1)
        try:
            # None is fetched ahead: each would be told of only when the next ones are done, and kept that much later.
            for some in done.iter_batches(batch_size=None, batch_format="numpy", prefetch_batches=0):
                yield from map(int, some["number"])
        except ray.exceptions.RayError as fault:
            raise ServandaError(
                f"the cluster gave up: {_first_line(fault)}", place=engine, remedy="the same command goes on from there"
            ) from fault


def set_up(data: Any) -> None:
    """Results in the order of the parts, and nothing told to a person that he cannot use."""
    context = data.DataContext.get_current()
    context.enable_progress_bars = False
    context.execution_options.preserve_order = True
    logging.getLogger("ray.data").setLevel(logging.ERROR)


@contextmanager
def _connected(engine: str) -> Iterator[Any]:
    """Ray, connected to a cluster; to the one that the caller's program is connected to, where it is."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    address = _address(engine)
    try:
        import ray
        import ray.data
    except ModuleNotFoundError as fault:
        raise UsageError(f"the engine needs {fault.name}", place=engine, remedy=REMEDY) from fault
    if ray.is_initialized():
        yield ray
        return
    try:
        ray.init(address=address, include_dashboard=False, log_to_driver=False, configure_logging=False, **_local(address))
    except (ConnectionError, ray.exceptions.RayError, ValueError) as fault:
        raise UsageError(
            f"no cluster can be reached there: {_first_line(fault)}", place=engine, remedy="ray://local reads on this machine"
        ) from fault
    try:
        yield ray
    finally:
        ray.shutdown()


def _address(engine: str) -> str:
    """The address as Ray takes it. Raises `UsageError` for what is none."""
    parts = urlsplit(engine)
    if parts.scheme != "ray" or not parts.netloc:
        raise UsageError(
            "this is no engine", place=engine, remedy="name ray://local, ray://auto, or ray://HOST:10001 of a cluster"
        )
    return parts.netloc if parts.netloc in ("local", "auto") else engine


def _local(address: str) -> dict[str, Any]:
    """What only a cluster that we start ourselves is told."""
    if address != "local":
        return {}
    return {"num_cpus": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()}


def _first_line(fault: BaseException) -> str:
    return str(fault).strip().splitlines()[0] if str(fault).strip() else type(fault).__name__
