"""`servanda sample`: how many entries of your own records are right, by ruling a random sample of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from servanda.faces.options import json_option, ledger_option

if TYPE_CHECKING:
    from servanda.model import Measured


@click.command(name="sample", short_help="Draw a random sample of entries, and tell how many of those ruled are right.")
@click.option("--n", "count", type=click.IntRange(min=1), default=200, show_default=True, help="How many entries.")
@click.option("--kind", metavar="KIND", help="Only entries of this kind (commitment, figure, …).")
@click.option("--seed", default="1", show_default=True, help="Another seed draws another sample.")
@click.option("--by", metavar="NAME", help="Tell which entries this reader has not ruled upon yet.")
@ledger_option
@json_option
def command(count: int, kind: str | None, seed: str, by: str | None, ledger_url: str, as_json: bool) -> None:
    """Draw a random sample, and tell what the rulings upon it say: the share that is right, with its 95 % interval.

    Rule the sample in the reading room (`servanda serve`, page /sample) or with `servanda rule`. Two readers rule blind: each
    is offered what he has not ruled himself, and their agreement is told as Krippendorff's alpha. An entry is right where
    everybody who ruled upon it accepted it as it was read. The same seed draws the same sample.

    \b
    servanda sample --n 200
    servanda sample --n 50 --kind commitment --by anna
    servanda sample --n 200 --seed 2 --json
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda import work
    from servanda.ledger import sampling

    with work.open_ledger(ledger_url, create=False) as ledger:
        drawn = sampling.drawn(ledger, count, kind=kind, seed=seed)
        found = sampling.measured(ledger, drawn)
        waiting = sampling.unruled(ledger, drawn, by)
    if as_json:
        from servanda.faces.jsonlines import print_json_lines
        from servanda.outward.rulings import sample_to_dict

        print_json_lines([sample_to_dict(found, waiting)])
        return
    for line in _lines(found):
        click.echo(line)
    if by is not None:
        click.echo(f"{by} has {len(waiting)} of them to rule upon{':' if waiting else '.'}")
        for name in waiting:
            click.echo(f"  {name}")


def _lines(found: Measured) -> list[str]:
    lines = [f"{found.drawn} entries drawn, {found.ruled} ruled upon."]
    if found.precision is not None:
        lines.append(
            f"Right: {found.right} of {found.ruled}, {found.precision:.1%} (95 % interval {found.low:.1%} to {found.high:.1%})."
        )
    if found.alpha is not None:
        lines.append(f"Agreement of {', '.join(found.readers)}: Krippendorff's alpha {found.alpha:.2f}.")
    return lines
