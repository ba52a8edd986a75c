"""`servanda plot`: a matter's figures over time, as a drawing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from servanda.faces.options import IsoDate, ledger_option, writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servanda.comparison.matters.series import Panel

_LEAST = 2
"""A scale with fewer figures is drawn only where it is asked for, or where no other has more."""


def _in_folder(_context: click.Context, _option: click.Parameter, target: str) -> str:
    """The file's name as given; an error where the folder that it names is none, for that is more often a slip than a wish."""
    folder = Path(target).parent
    if target != "-" and not folder.is_dir():
        raise click.BadParameter(f"there is no folder {folder}")
    return target


@click.command(name="plot", short_help="Draw a matter's figures over time, as SVG.")
@click.argument("name", nargs=-1, required=True, metavar="MATTER…")
@ledger_option
@click.option(
    "-o",
    "--output",
    required=True,
    callback=_in_folder,
    metavar="FILE.svg",
    help="Where to write the drawing (- is standard output).",
)
@click.option("--unit", metavar="UNIT", help="Only figures in this unit: USD, %, km, or a noun that is counted.")
@click.option("--on", type=IsoDate(), help="As of this day: only figures of records of this day or earlier.")
@click.option("--all", "everything", is_flag=True, help="Also a figure alone on its scale, and what counts nothing named.")
def command(name: tuple[str, ...], ledger_url: str, output: str, unit: str | None, on: str | None, everything: bool) -> None:
    """Draw a matter's figures over time, one colour and shape a speaker, each with its exact words where the pointer rests.

    One SVG file that needs no other, to be read in a browser and on paper, in grey too. A figure stands at the period that it
    is for, where the record says it, else at the day of the record. Units never share a scale.

    \b
    servanda plot trade turnover -o trade.svg
    servanda plot trade turnover --unit USD -o trade.svg
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda.faces.comparing import opened
    from servanda.faces.export.plot import plot

    asked = " ".join(name)
    with opened(ledger_url) as comparison:
        title = comparison.matter(asked, on=on).name
        panels = comparison.figures(asked, on=on, unit=unit)
    drawn = [panel for panel in panels if everything or unit or _is_drawn(panel)] or list(panels[:1])
    if not drawn:
        of = f" in {unit}" if unit else ""
        raise click.ClickException(f"no figure{of} is told of {title} (`servanda matters` with its name shows what is)")
    with writing(output) as stream:
        stream.writelines(f"{line}\n".encode() for line in plot(title, drawn))
    left_out = [panel for panel in panels if panel not in drawn]
    if left_out:
        click.echo(f"{_left_out(left_out)}: --all draws them too.", err=True)


def _is_drawn(panel: Panel) -> bool:
    return len(panel.points) >= _LEAST and not panel.vague


def _left_out(panels: Sequence[Panel]) -> str:
    count = sum(len(panel.points) for panel in panels)
    units = ", ".join(dict.fromkeys(panel.unit or "no unit" for panel in panels))
    return f"{count} more {'figure is' if count == 1 else 'figures are'} alone on a scale, or of nothing named ({units})"
