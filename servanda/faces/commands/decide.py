"""What a user decides: `merge`, `split`, `rename`, `set`, `undo`; and `decisions`, the log of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from servanda.faces.commands.policy import needs
from servanda.faces.moments import now
from servanda.faces.options import IsoDate, json_option, ledger_option
from servanda.model import Level

if TYPE_CHECKING:
    from servanda.comparison import Comparison
    from servanda.model import Decision

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _signed(command: _Command) -> _Command:
    """Options of every decision."""
    for option in reversed(
        (
            ledger_option,
            click.option("--why", metavar="WORDS", help="Why, for whoever reads the log."),
            click.option("--by", metavar="NAME", help="Who decides."),
            json_option,
        )
    ):
        command = option(command)
    return command


@click.command(name="merge", short_help="Say that two persons, bodies or matters are one.")
@click.argument("one", metavar="ONE")
@click.argument("other", metavar="OTHER")
@_signed
def merge(one: str, other: str, **asked: Any) -> None:
    """Say that two persons, bodies or matters are one. Names do where they are one's only; ids always.

    The name of the first stays, and of a matter its kind, until `rename` gives another.

    \b
    servanda merge "Mira Halden" person-3f2a91c04d17 --why "the surname alone, same talks" --by desk
    """  # noqa: D301 - click's mark for lines that are kept as they are
    _decide(lambda comparison, signed: comparison.merge(one, other, **signed), **asked)


@click.command(name="split", short_help="Say that spellings of a person, or entries of a matter, are another's.")
@click.argument("ref", metavar="NAME")
@click.argument("parts", nargs=-1, required=True, metavar="PART…")
@_signed
def split(ref: str, parts: tuple[str, ...], **asked: Any) -> None:
    """Take spellings out of a person, or entries out of a matter: they become somebody, or something, of their own.

    \b
    servanda split "Jan Orel" "Jan P. Orel" --why "father and son"
    servanda split matter-90ce11d2 figure-3f2a91 commitment-77aa02
    """  # noqa: D301 - click's mark for lines that are kept as they are
    _decide(lambda comparison, signed: comparison.split(ref, *parts, **signed), **asked)


@click.command(name="rename", short_help="Call a person, body or matter by another name.")
@click.argument("ref", metavar="NAME")
@click.argument("name", metavar="NEW-NAME")
@_signed
def rename(ref: str, name: str, **asked: Any) -> None:
    """Call a person, body or matter by another name. Records' own spellings stay what they are.

    \b
    servanda rename matter-90ce11d2 "Corvin bridge"
    """  # noqa: D301 - click's mark for lines that are kept as they are
    _decide(lambda comparison, signed: comparison.rename(ref, name, **signed), **asked)


@click.command(name="set", short_help="Give a matter a level, an owner, a next step, a due date; pin it.")
@click.argument("ref", metavar="MATTER")
@click.option("--level", type=click.Choice([*get_args(Level), ""]), help="The level at which it is.")
@click.option("--owner", metavar="NAME", help="Whose desk it is on.")
@click.option("--next", "next_step", metavar="WORDS", help="What is to be done next.")
@click.option("--due", metavar="DATE", help="By when, as 2025-06-30.")
@click.option("--pin/--no-pin", "pinned", default=None, help="List it first, or no more.")
@_signed
def settle(
    ref: str,
    level: str | None,
    owner: str | None,
    next_step: str | None,
    due: str | None,
    pinned: bool | None,
    **asked: Any,
) -> None:
    """Give a matter what your desk knows of it. It is told apart from what records say; an empty value takes it back.

    \b
    servanda set "Corvin bridge" --owner "transport desk" --next "ask for the tender" --due 2025-06-30
    servanda set "Corvin bridge" --due ""
    servanda set "Corvin bridge" --pin
    """  # noqa: D301 - click's mark for lines that are kept as they are
    said = {"level": level, "owner": owner, "next_step": next_step, "due": due, "pinned": pinned}
    settings = {name: value for name, value in said.items() if value is not None}
    if not settings:
        raise click.UsageError("Say what to set: --level, --owner, --next, --due, --pin or --no-pin.")
    _decide(lambda comparison, signed: comparison.settle(ref, settings, **signed), **asked)


@click.command(name="undo", short_help="Undo a decision; it stays in the log.")
@click.argument("number", type=click.IntRange(min=1))
@_signed
def undo(number: int, **asked: Any) -> None:
    """Undo a decision by its number. It stays in the log, and the undoing can be undone.

    \b
    servanda decisions
    servanda undo 3 --why "two men after all"
    """  # noqa: D301 - click's mark for lines that are kept as they are
    _decide(lambda comparison, signed: comparison.undo(number, **signed), **asked)


@click.command(name="decisions", short_help="Tell what was decided, by whom and why.")
@ledger_option
@click.option("--on", type=IsoDate(), help="Only what was decided up to this day.")
@json_option
def log(ledger_url: str, on: str | None, as_json: bool) -> None:
    """Tell what users decided of persons and matters, in its order; what is undone is marked.

    \b
    servanda decisions
    servanda decisions --json
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda import work
    from servanda.ledger.decisions import decisions

    with work.open_ledger(ledger_url, create=False) as ledger, ledger.reads() as connection:
        found = decisions(connection, until=on)  # nothing need be compared for that
    if as_json:
        _json(found)
    else:
        _table(found)


def _decide(act: Callable[[Comparison, dict[str, Any]], Decision], ledger_url: str, as_json: bool, **signed: Any) -> None:
    from servanda.faces.comparing import opened

    signed["at"] = now()
    with opened(ledger_url) as comparison:
        decision = act(comparison, signed)
    if as_json:
        _json([decision])
    else:
        click.echo(
            f"Decision {decision.number}: {told(decision)}.{_doubt(decision)} `servanda undo {decision.number}` undoes it."
        )


def _doubt(one: Decision) -> str:
    """What speaks against a decision, to be thought of while it is easily undone."""
    states = one.values.get("states") if one.action == "merge" else None
    return f" Note that records give them offices of {' and of '.join(states)}." if states else ""


def _json(found: list[Decision]) -> None:
    from servanda.faces.jsonlines import print_json_lines
    from servanda.outward.joined import decision_to_dict

    print_json_lines(map(decision_to_dict, found))


def _table(found: list[Decision]) -> None:
    from servanda.comparison.deciding.deciding import holding
    from servanda.faces.terminal import paint, tabulated, wants_colour

    if not found:
        click.echo("Nothing was decided.")
        return
    holds = holding(found)
    called = {one.subject: one.values["called"] for one in reversed(found) if "called" in one.values}
    cells = [
        (
            str(one.number),
            (one.decided_at or "-")[:10],
            one.owner or "-",
            "" if one.number in holds else "undone",
            told(one, called.get(one.subject)) + (f" ({one.why})" if one.why else ""),
        )
        for one in found
    ]
    head, *lines = tabulated([("no", "date", "by", "state", "what"), *cells])
    click.echo(paint(head, "quiet", colour=wants_colour(sys.stdout)))
    for line in lines:
        click.echo(line)


def told(one: Decision, called: str | None = None) -> str:
    """A decision in one line; an undoing says no name itself, but others of its subject do: `called`."""
    values = one.values
    subject = _named(one.subject, values.get("called") or called)
    if one.action == "merge":
        return f"{subject} joined with {_named(values['with'], values.get('with_called'))}"
    if one.action == "split":
        return f"{subject} parted: {', '.join(values['parts'])} is now {values['into']}"
    if one.action == "rename":
        return f"{subject} called {values['name']}"
    if one.action == "replaces":
        return f"{one.subject} is a later version of record-{values['earlier'][:16]}"
    if one.action == "undo":
        return f"{subject}: decision {values['undoes']} undone"
    if one.action == "second_reader":
        return needs(values["kinds"], values["share"], values["below"], values["above"])
    if one.action in _ASSESSED:
        return f"{subject} {_ASSESSED[one.action](values)}"
    said = ", ".join(
        f"{name} {_value(values[name])}" for name in sorted(values) if name not in ("called", "parts", "skeletons")
    )
    return f"{subject} {one.action}: {said}"


def _ruled(values: Mapping[str, Any]) -> str:
    part = {"second": " by a second assessor", "settling": ", which settles it"}.get(values["part"], "")
    return f"ruled {values['ruling'].replace('_', ' ')}{part}"


def _worded(values: Mapping[str, Any]) -> str:
    said = (f"{name} “{values[name]}”" for name in ("kept", "partly", "broken") if values[name])
    return f"test worded: {', '.join(said) or 'as it was drafted'}"


_ASSESSED: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "assess": _ruled,
    "test": _worded,
    "second": lambda _: "a second assessor is asked for",
    "reply": lambda values: f"replied to: “{values['words']}”",
}
"""What assessors decide of a commitment, in words."""


def _named(id_: str, name: str | None) -> str:
    """An id with the name that it had when it was decided upon."""
    return f"{name} ({id_})" if name else id_


def _value(value: Any) -> str:
    if value is None:
        return "taken back"
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
