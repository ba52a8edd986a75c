"""A server of our own for the tests: started once for all of them, stopped behind the last, and nothing of it is left."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

_NUMBERS = count(1)
_PLENTY = 2 << 30
"""Bytes."""


class NoServerError(Exception):
    """There is no PostgreSQL on this machine, or it cannot be started; the message says why."""


class Cluster:
    """A server with its data in a folder, on a socket there and on a port of this machine alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self._used: list[str] = []
        self._programs = _programs()
        self._user = _other_user() if os.geteuid() == 0 else None  # no server starts as root

    def make(self) -> None:
        if self._user:
            shutil.chown(self.folder, self._user)
        self._run(
            "initdb", "--pgdata", self._data, "--username", "servanda", "--encoding", "UTF8", "--locale", "C", "--no-sync"
        )

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} -c fsync=on"
        self._run("pg_ctl", "start", "--pgdata", self._data, "--wait", "--log", str(self.folder / "log"), "--options", options)

    def stop(self, mode: str = "fast") -> None:
        """Stop it: `fast` is in order, `immediate` is a crash."""
        self._run("pg_ctl", "stop", "--pgdata", self._data, "--wait", "--mode", mode)

    def url(self, database: str) -> str:
        return f"postgresql://servanda@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """The address of a database in which is nothing."""
        if self._used:
            return self._emptied(self._used.pop())
        name = f"talks_{os.getpid()}_{next(_NUMBERS)}"
        self.execute("postgres", f'CREATE DATABASE "{name}"')
        return self.url(name)

    def give_back(self, *urls: str) -> None:
        """These databases are not needed any more."""
        self._used += urls

    def _emptied(self, url: str) -> str:
        self.execute(url.rpartition("/")[2], "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
        return url

    def execute(self, database: str, *statements: str) -> list[tuple[Any, ...]]:
        """What the last of these statements gives."""
        from pg8000.dbapi import connect

        with closing(connect(user="servanda", host="127.0.0.1", port=self.port, database=database)) as connection:
            connection.autocommit = True
            cursor = connection.cursor()
            for statement in statements:
                cursor.execute(statement)
            return [tuple(row) for row in cursor.fetchall()] if cursor.description else []

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        who: dict[str, Any] = (
            {"user": self._user, "group": pwd.getpwnam(self._user).pw_gid, "extra_groups": []} if self._user else {}
        )
        with (self.folder.parent / f"{self.folder.name}.out").open("w+") as out:  # a server inherits it, so it is no pipe
            done = subprocess.run(command, stdout=out, stderr=out, cwd="/", check=False, **who)
            out.seek(0)
            if done.returncode:
                log = self.folder / "log"
                raise NoServerError(f"{program}: {out.read()}{log.read_text() if log.exists() else ''}")


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A server. Raises `NoServerError` where there can be none."""
    if find_spec("pg8000") is None:
        raise NoServerError("the driver for PostgreSQL is not installed (pip install 'servanda[postgresql]')")
    with tempfile.TemporaryDirectory(prefix="servanda-pg-", dir=_quick_folder()) as outer:
        Path(outer).chmod(0o755)
        folder = Path(outer, "cluster")
        folder.mkdir()
        made = Cluster(folder)
        made.make()
        made.start()
        try:
            yield made
        finally:
            made.stop("immediate")


def _programs() -> Path:
    found = [*Path("/usr/lib/postgresql").glob("*/bin/initdb"), *filter(None, [shutil.which("initdb")])]
    if not found:
        raise NoServerError("no PostgreSQL is installed (on Debian and Ubuntu: apt-get install postgresql)")
    return Path(max(found, key=str)).parent


def _quick_folder() -> str | None:
    """In memory, where there is plenty: each database is hundreds of files."""
    memory = Path("/dev/shm")
    return str(memory) if memory.is_dir() and shutil.disk_usage(memory).free > _PLENTY else None


def _other_user() -> str:
    names = {one.pw_name for one in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
