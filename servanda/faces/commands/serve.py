"""`servanda serve`: the ledger in a browser."""

from __future__ import annotations

import getpass
import socket

import click

from servanda.errors import UsageError
from servanda.faces.options import ledger_option

_HOST = "127.0.0.1"


@click.command(name="serve", short_help="Open the ledger in the browser.")
@ledger_option
@click.option("--port", type=click.IntRange(1, 65535), default=8420, show_default=True, help="Where to listen.")
@click.option("--as", "reviewer", metavar="NAME", help="In whose name is ruled what is ruled there (default: this account's).")
@click.option("--open", "opens", is_flag=True, help="Open the first page in the browser of this machine.")
def command(ledger_url: str, port: int, reviewer: str | None, opens: bool) -> None:
    """Open the ledger in the browser, for one person on this machine.

    Records with their voices and entries, matters with their figures and events, people, meetings, findings, what is due, full
    text. Every page has an address that stays, and ends in `.json` for programs; matters, people and searches can be followed
    by Atom, what is due by iCalendar. It listens on this machine alone, and fetches nothing from elsewhere.

    \b
    servanda serve
    servanda serve --ledger talks.servanda --port 8500 --open
    """  # noqa: D301 - click's mark for lines that are kept as they are
    try:
        import uvicorn

        from servanda.faces.web.app import application
        from servanda.faces.web.room import Room
    except ModuleNotFoundError as fault:
        raise UsageError(
            f"the reading room needs {fault.name}", remedy="pip install 'servanda[web]' installs what it needs"
        ) from fault
    from servanda.faces.comparing import opened

    with opened(ledger_url) as comparison, _listening(port) as door:
        app = application(Room(comparison.ledger, reviewer=reviewer or _account()))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False))
        address = f"http://{_HOST}:{door.getsockname()[1]}/"
        click.echo(f"The reading room is open at {address} (Ctrl-C closes it).", err=True)
        if opens:
            click.launch(address)
        server.run(sockets=[door])


def _listening(port: int) -> socket.socket:
    """A door on this machine alone. Raises `UsageError` where somebody else listens there."""
    try:
        return socket.create_server((_HOST, port))
    except OSError as fault:
        raise UsageError(f"port {port} is taken: {fault.strerror}", remedy="name another by --port") from fault


def _account() -> str | None:
    """The name of the account that runs this; None where it has none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return None
