"""`servanda serve`: the ledger in a browser."""

from __future__ import annotations

import errno
import ipaddress
import logging
import signal
import socket
from collections.abc import Sequence
from contextlib import closing, suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from servanda.errors import UsageError
from servanda.faces import logs
from servanda.faces.logs import LogFormat
from servanda.faces.oneself import own_name
from servanda.faces.options import ledger_option

if TYPE_CHECKING:
    import uvicorn

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_HOST = "127.0.0.1"
_MAKE_ONE = "`servanda user add NAME --role steward` makes an account"


@click.command(name="serve", short_help="Open the ledger in the browser.")
@ledger_option
@click.option("--host", metavar="ADDRESS", default=_HOST, show_default=True, help="Where to listen; elsewhere for teams only.")
@click.option("--port", type=click.IntRange(1, 65535), default=8420, show_default=True, help="At which port.")
@click.option(
    "--name", "names", multiple=True, metavar="URL", help="By which name a team reaches it, as https://talks.example.org."
)
@click.option(
    "--proxy", metavar="ADDRESS", default=_HOST, show_default=True, help="With --name: which proxy to believe whom it serves."
)
@click.option("--as", "reviewer", metavar="NAME", help="In whose name is ruled what is ruled there (default: this account's).")
@click.option(
    "--log-format",
    "log_format",
    type=click.Choice(["text", "json"]),
    help="Write a line for each request to standard error, for people or for programs.",
)
@click.option("--open", "opens", is_flag=True, help="Open the first page in the browser of this machine.")
def command(
    ledger_url: str,
    host: str,
    port: int,
    names: Sequence[str],
    proxy: str,
    reviewer: str | None,
    log_format: LogFormat | None,
    opens: bool,
) -> None:
    """Open the ledger in the browser, for one person on this machine, or for a team.

    Records with their voices and entries, matters with their figures and events, people, meetings, findings, what is due, full
    text. Every page has an address that stays, and ends in `.json` for programs; matters, people and searches can be followed
    by Atom, what is due by iCalendar. It listens on this machine alone, and fetches nothing from elsewhere.

    Where the ledger has accounts (`servanda user add`), everybody logs in. Then it may listen elsewhere too, behind a proxy
    that speaks TLS for it: --name says by which name browsers reach that.

    /health says whether it can serve, /metrics what it did, in the format of Prometheus. Logins, refusals and faults are told
    on standard error; --log-format adds a line for each request.

    \b
    servanda serve
    servanda serve --ledger talks.servanda --port 8500 --open
    servanda serve --name https://talks.example.org
    servanda serve --host 10.0.0.5 --name https://talks.example.org --proxy 10.0.0.1
    servanda serve --name https://talks.example.org --log-format json
    """  # noqa: D301 - click's mark for lines that are kept as they are
    try:
        import uvicorn

        from servanda.faces.web.app import LOCAL, application
        from servanda.faces.web.comparing import Beside
        from servanda.faces.web.door import Door
        from servanda.faces.web.room import Room, current_day
    except ModuleNotFoundError as fault:
        raise UsageError(
            f"the reading room needs {fault.name}", remedy="pip install 'servanda[web]' installs what it needs"
        ) from fault
    from servanda.faces.comparing import opened

    if proxy != _HOST and not names:
        raise UsageError("no proxy is believed by a room that has no name", remedy="--name https://talks.example.org, too")
    hosts = [_public(name) for name in names]
    listen = _address(host)
    _check(ledger_url, listen, hosts, reviewer)
    with opened(ledger_url) as comparison:
        room = Room(
            comparison.ledger,
            reviewer=reviewer or own_name(),
            door=Door(comparison.ledger, secure=bool(hosts)),
            comparing=Beside(comparison.ledger, current_day),
        )
        config = uvicorn.Config(
            application(room, hosts=(*LOCAL, *hosts)),
            log_config=None,  # what it has to tell goes where ours does
            access_log=False,  # it would hold addresses with what was asked, and keys
            server_header=False,
            proxy_headers=bool(hosts),
            forwarded_allow_ips=str(_address(proxy)),
        )
        with _listening(listen, port) as door, closing(room.comparing):
            logs.set_up(log_format)
            address = _url(listen, door.getsockname()[1])
            _tell_open(names[0] if names else address, log_format)
            if opens:
                click.launch(names[0] if names else address)
            _serve(uvicorn.Server(config), door)


def _check(ledger_url: str, listen: _Address, hosts: Sequence[str], reviewer: str | None) -> None:
    """Raises `UsageError` where a room would be open to others without accounts, or to a team without a name."""
    from servanda import work
    from servanda.ledger import members

    with work.open_ledger(ledger_url, create=False) as ledger:
        team = members.any_there(ledger)
    if team and reviewer:
        raise UsageError("this ledger has accounts, and each rules in his own name", remedy="leave --as out, and log in")
    if hosts and not team:
        raise UsageError("a room that others reach by a name needs accounts, and this ledger has none", remedy=_MAKE_ONE)
    if listen.is_loopback:
        return
    if not team:
        raise UsageError(f"a room that listens on {listen} needs accounts, and this ledger has none", remedy=_MAKE_ONE)
    if not hosts:
        raise UsageError(
            f"a room that listens on {listen} needs the name by which browsers reach it",
            remedy="--name https://talks.example.org, of a proxy that speaks TLS for it",
        )


def _public(name: str) -> str:
    """The host of a public name. Raises `UsageError` where passwords would go to it in the clear."""
    try:
        parts = urlsplit(name)
        host = parts.hostname
    except ValueError:
        parts, host = urlsplit(""), None
    if parts.scheme != "https" or not host or parts.path not in ("", "/") or parts.query or parts.username or "*" in host:
        raise UsageError(
            f"{name!r} is no name by which a team can safely reach it",
            remedy="give it as https://talks.example.org; passwords never go without TLS",
        )
    return host


def _address(host: str) -> _Address:
    try:
        return ipaddress.ip_address(_HOST if host == "localhost" else host.strip("[]"))
    except ValueError as fault:
        raise UsageError(f"{host!r} is no address", remedy="write it in digits, as 127.0.0.1 or 10.0.0.5") from fault


def _url(listen: _Address, port: int) -> str:
    return f"http://{f'[{listen}]' if listen.version == 6 else listen}:{port}/"


def _listening(listen: _Address, port: int) -> socket.socket:
    """A door there. Raises `UsageError` where somebody else listens, or this machine has no such address."""
    family = socket.AF_INET6 if listen.version == 6 else socket.AF_INET
    try:
        return socket.create_server((str(listen), port), family=family)
    except OSError as fault:
        if listen.is_loopback:
            told = "is taken" if fault.errno == errno.EADDRINUSE else "cannot be listened at"
            raise UsageError(f"port {port} {told}: {fault.strerror}", remedy="name another by --port") from fault
        raise UsageError(
            f"nothing can listen on {listen}, port {port}: {fault.strerror}", remedy="name another by --host or --port"
        ) from fault


def _serve(server: uvicorn.Server, door: socket.socket) -> None:
    """Serve until a person or a supervisor says that it is enough; then what was asked is still answered."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        server.run(sockets=[door])
    logs.told(logging.getLogger("servanda.room"), "closed")


def _tell_open(address: str, log_format: LogFormat | None) -> None:
    if log_format == "json":
        logs.told(logging.getLogger("servanda.room"), "open", address=address)
    else:
        click.echo(f"The reading room is open at {address} (Ctrl-C closes it).", err=True)
