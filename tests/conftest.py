"""Where the tests' ledgers are kept: a module that asks for `store` runs once for each place that a ledger may be kept in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres import Cluster, NoServerError, cluster
from tests.soak import share
from tests.stores import Files, Server, Stores

settings.register_profile("busy machine", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy machine")  # as Hypothesis does in CI: its own limits are by the clock; ours are of processor time


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A server of our own. Where there can be none, the tests that need it are left out, and say why."""
    try:
        opened = cluster()
        server = opened.__enter__()
    except NoServerError as reason:
        pytest.skip(str(reason))
    yield server
    opened.__exit__(None, None, None)


CONTRACT = ("test_ledger", "test_listed_findings", "test_rulings")
"""Modules that are asked of a server each time. The others' databases take minutes to make: a soak asks them too."""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Iterator[Stores]:
    """Every ledger that a test opens at a path is kept in a file there, then, again, in a database of a server."""
    if request.param == "sqlite":
        yield Files()
        return
    if share() < 1 and request.module.__name__.rpartition(".")[2] not in CONTRACT:
        pytest.skip("`make soak` asks it of a server's database too")
    with pytest.MonkeyPatch.context() as patch:
        server = Server(request.getfixturevalue("postgres"))
        patch.setattr("servanda.ledger.book.store_at", server.store_at)
        yield server
        server.forget()
