"""`servanda policy`: which entries need a second reader."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from servanda.faces.moments import now
from servanda.faces.options import json_option, ledger_option


@click.group(
    name="policy", invoke_without_command=True, short_help="Tell or decide which entries are settled by two readers only."
)
@ledger_option
@json_option
@click.pass_context
def command(ctx: click.Context, ledger_url: str, as_json: bool) -> None:
    """Tell which entries are settled only when two people ruled the same; `policy second` decides it.

    The second reader is not shown what the first ruled. What they disagree upon waits in `servanda rulings --disagreements`,
    until one changes his mind, or a third settles it by `servanda rule … --settles`. Until an entry is settled it is told as
    it was read. What was decided is among the decisions, and `servanda undo` takes it back.

    \b
    servanda policy
    servanda policy second commitment position
    servanda policy second figure --share 0.1 --below 0.95 --by anna
    """  # noqa: D301 - click's mark for lines that are kept as they are
    if ctx.invoked_subcommand is None:
        _tell(ledger_url, as_json=as_json)


@command.command(name="second")
@click.argument("kinds", nargs=-1, required=True, metavar="KIND…")
@click.option("--share", type=click.FloatRange(0, 1), default=1.0, show_default=True, help="Of how many; 0 of none any more.")
@click.option("--below", type=click.FloatRange(0, 1), help="Only where the reader was less sure than this.")
@click.option("--above", type=click.FloatRange(0, 1), help="Only where the reader was this sure, or more.")
@click.option("--why", metavar="WORDS", help="Why, for whoever reads the log.")
@click.option("--by", metavar="NAME", help="Who decides.")
@ledger_option
def second(kinds: tuple[str, ...], ledger_url: str, **asked: Any) -> None:
    """Settle entries of these kinds (commitment, figure, …) only when two people ruled the same.

    It holds for what was ruled before, too: what one person settled waits for a second.

    \b
    servanda policy second commitment position
    servanda policy second figure --share 0.1
    servanda policy second commitment --share 0
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda import work

    with work.open_ledger(ledger_url, create=False) as ledger:
        made = ledger.second_reader(kinds, at=now(), **asked)
    click.echo(f"Decision {made.number}: it holds from now on. `servanda undo {made.number}` takes it back.")


def _tell(ledger_url: str, *, as_json: bool) -> None:
    from servanda import work

    with work.open_ledger(ledger_url, create=False) as ledger:
        found = ledger.policy()
    if as_json:
        from servanda.faces.jsonlines import print_json_lines
        from servanda.outward.rulings import policy_to_dict

        print_json_lines(map(policy_to_dict, found))
        return
    for one in found:
        click.echo(f"{needs(one.kinds, one.share, one.below, one.above)} (decision {one.decision}).")
    if not found:
        click.echo("One reader settles an entry: `servanda policy second KIND` asks for two.")


def needs(kinds: Sequence[str], share: float, below: float | None, above: float | None) -> str:
    """Which entries need two readers, in words."""
    if not share:
        return f"{', '.join(kinds)}: one reader settles each"
    bounds = [f"less sure than {below:g}"] if below is not None else []
    bounds += [f"{above:g} sure or more"] if above is not None else []
    which = f", where the reader was {' and '.join(bounds)}" if bounds else ""
    return f"{', '.join(kinds)}: {'each needs' if share == 1 else f'{share:.0%} of them need'} two readers{which}"
