"""Helpers: this interpreter, started anew beside this process, with a module of Servanda that opens the same ledger."""

from __future__ import annotations

import os
import subprocess
import sys

from servanda.ledger.book import Ledger

Helper = subprocess.Popen[str]


def started(
    ledger: Ledger, module: str, *arguments: str, asked: bool = True, quiet: bool = True, own_group: bool = False
) -> Helper:
    """A helper at work, or, where it is `asked`, one that waits for lines on a pipe and answers on another.

    What it says on its standard error goes where this process's goes, unless it is to be `quiet`. In a group of its own
    a Ctrl-C does not reach it. Raises `OSError` where the system starts none.
    """
    # -P: what lies in the folder one stands in, among records of strangers, is never imported
    command = [sys.executable, "-P", "-m", module, *arguments]
    secrets = {**os.environ, **ledger.environment}  # what is on a command line, everybody sees
    pipe = subprocess.PIPE if asked else subprocess.DEVNULL
    return subprocess.Popen(  # noqa: S603 - nothing of a record is in it
        command,
        stdin=pipe,
        stdout=pipe,
        stderr=subprocess.DEVNULL if quiet else None,
        env=secrets,
        text=True,
        process_group=0 if own_group else None,
    )
