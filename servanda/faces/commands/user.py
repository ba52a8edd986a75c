"""`servanda user`: accounts of a team, for the reading room."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from servanda.errors import UsageError
from servanda.faces.moments import now
from servanda.faces.oneself import own_name
from servanda.faces.options import json_option, ledger_option
from servanda.model import MemberRole

if TYPE_CHECKING:
    from servanda.ledger import Ledger

_Command = TypeVar("_Command", bound=Callable[..., Any])
_MOST_BYTES = 8_192
"""Of a password on standard input: more than the longest has."""

_by = click.option("--by", metavar="NAME", help="Who does it, for the log (default: this machine's account).")
_stdin = click.option("--password-stdin", "from_stdin", is_flag=True, help="Read the password from standard input.")
_role = click.Choice(get_args(MemberRole))


def _changing(command: _Command) -> _Command:
    """Options of whatever changes an account."""
    for option in (_by, ledger_option):
        command = option(command)
    return command


@click.group(name="user", short_help="Make accounts for a team, and give them roles.")
def command() -> None:
    """Make accounts for a team that shares a reading room, and give them roles.

    A reader reads. A reviewer also rules upon entries, undoes what he ruled himself, and adds records. A steward also undoes
    what others ruled, and settles what is open between them. From the first account on `servanda serve` asks everybody to log
    in.

    \b
    servanda user add "Anna Reyes" --role steward
    servanda user list
    """  # noqa: D301 - click's mark for lines that are kept as they are


@command.command(name="add", short_help="Make an account.")
@click.argument("name")
@click.option("--role", type=_role, required=True, help="What its owner may do.")
@_stdin
@_changing
def add(name: str, role: str, from_stdin: bool, ledger_url: str, by: str | None) -> None:
    """Make an account. Its password is asked for twice; it has at least 15 characters and is never given on the command line.

    \b
    servanda user add "Anna Reyes" --role steward
    servanda user add boris --role reviewer --password-stdin < password.txt
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda.ledger import members

    with _opened(ledger_url) as ledger:
        members.check_new(ledger, name)  # before anybody types a password for it
        first = not members.any_there(ledger)
        made = members.add(ledger, name, role, _password(from_stdin), **_signed(by))
    click.echo(f"{made.name} is a {made.role} now.")
    if first:
        click.echo("From now on `servanda serve` asks everybody to log in.")


@command.command(name="list", short_help="List the accounts.")
@ledger_option
@json_option
def listed(ledger_url: str, as_json: bool) -> None:
    """List the accounts with their roles.

    \b
    servanda user list
    servanda user list --json
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda.ledger import members
    from servanda.outward.members import member_to_dict

    with _opened(ledger_url) as ledger:
        found = members.members(ledger)
    if as_json:
        _json(map(member_to_dict, found))
    elif not found:
        click.echo("There is no account: `servanda serve` opens the ledger for one person on this machine.")
    else:
        rows = [(one.name, one.role, "open" if one.enabled else "closed", (one.since or "-")[:10]) for one in found]
        _table(("name", "role", "state", "since"), rows)


@command.command(name="role", short_help="Give an account another role.")
@click.argument("name")
@click.argument("role", type=_role)
@_changing
def role(name: str, role: str, ledger_url: str, by: str | None) -> None:
    """Give an account another role. It holds from the next page on that its owner asks for.

    \b
    servanda user role boris steward
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda.ledger import members

    with _opened(ledger_url) as ledger:
        made = members.set_role(ledger, name, role, **_signed(by))
    click.echo(f"{made.name} is a {made.role} now.")


@command.command(name="password", short_help="Give an account another password.")
@click.argument("name")
@_stdin
@_changing
def password(name: str, from_stdin: bool, ledger_url: str, by: str | None) -> None:
    """Give an account another password. Whoever is logged in by it is logged out, the key of its feeds opens them no more, and
    failed tries are forgotten.

    \b
    servanda user password boris
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda.ledger import members

    with _opened(ledger_url) as ledger:
        members.named(ledger, name)  # before anybody types a password for it
        made = members.set_password(ledger, name, _password(from_stdin), **_signed(by))
    click.echo(f"{made.name} has another password now, and is logged out everywhere.")


@command.command(name="disable", short_help="Close an account.")
@click.argument("name")
@_changing
def disable(name: str, ledger_url: str, by: str | None) -> None:
    """Close an account: whoever is logged in by it is logged out. What was ruled in its name stays.

    \b
    servanda user disable boris
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda.ledger import members

    with _opened(ledger_url) as ledger:
        made = members.disable(ledger, name, **_signed(by))
    click.echo(f"The account of {made.name} is closed.")


@command.command(name="enable", short_help="Open an account again.")
@click.argument("name")
@_changing
def enable(name: str, ledger_url: str, by: str | None) -> None:
    """Open an account again that was closed, or that too many failed tries hold up.

    \b
    servanda user enable boris
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda.ledger import members

    with _opened(ledger_url) as ledger:
        made = members.enable(ledger, name, **_signed(by))
    click.echo(f"The account of {made.name} is open.")


@command.command(name="log", short_help="Tell what was done to accounts, by whom.")
@ledger_option
@json_option
def log(ledger_url: str, as_json: bool) -> None:
    """Tell what was ever done to accounts, in its order. It is a chain, each line with the hash of the one before.

    \b
    servanda user log
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda.ledger import members
    from servanda.outward.members import member_act_to_dict

    with _opened(ledger_url) as ledger:
        found = members.acts(ledger)
    if as_json:
        _json(map(member_act_to_dict, found))
    elif not found:
        click.echo("There is no account.")
    else:
        rows = [
            (str(one.number), (one.done_at or "-")[:16], one.owner or "-", one.action, one.role or "-", one.name)
            for one in found
        ]
        _table(("no", "when", "by", "what", "role", "account"), rows)


def _opened(ledger_url: str) -> AbstractContextManager[Ledger]:
    from servanda import work

    return work.open_ledger(ledger_url, create=False)


def _signed(by: str | None) -> Any:
    return {"by": by or own_name(), "at": now()}


def _password(from_stdin: bool) -> str:
    """A password, asked for twice, or the first line of standard input."""
    from servanda.ledger import passwords

    if not from_stdin:
        if sys.stdin is None or not sys.stdin.isatty():
            raise UsageError("there is no terminal to ask for a password at", remedy="--password-stdin reads it from a pipe")
        click.echo(f"It has at least {passwords.LEAST} characters, and is not shown while you type.", err=True)
        given: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        return given
    raw = sys.stdin.buffer.readline(_MOST_BYTES).rstrip(b"\r\n") if sys.stdin else b""
    if not raw:
        raise UsageError("no password came on standard input", remedy="write it there, as one line")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise UsageError("the password on standard input is not in UTF-8") from fault


def _json(values: Iterable[dict[str, Any]]) -> None:
    from servanda.faces.jsonlines import print_json_lines

    print_json_lines(values)


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    from servanda.faces.terminal import paint, tabulated, wants_colour

    head, *lines = tabulated([heads, *rows])
    click.echo(paint(head, "quiet", colour=wants_colour(sys.stdout)))
    for line in lines:
        click.echo(line)
