"""`servanda status`: the chain of events in the life of a matter."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from servanda.faces.options import IsoDate, json_option, ledger_option

if TYPE_CHECKING:
    from servanda.comparison.status import Status
    from servanda.faces.terminal import Line
    from servanda.model import Following


@click.command(name="status", short_help="Tell what befell a matter, step by step, and what is still asked.")
@click.argument("name", nargs=-1, required=True, metavar="MATTER…")
@ledger_option
@click.option("--on", type=IsoDate(), help="As of this day: only what records of this day or earlier tell.")
@click.option("--all", "everything", is_flag=True, help="Also what less sure entries tell.")
@json_option
def command(name: tuple[str, ...], ledger_url: str, on: str | None, everything: bool, as_json: bool) -> None:
    """Tell what befell a matter: raised, discussed, postponed, referred, agreed, signed, in force, in progress, done, dropped.

    Each step has its day, who tells of it and the exact words. Steps that contradict one another stand side by side: what is
    called the status is only what was told last, by whom and when. Questions are followed until somebody speaks to them.
    MATTER is a name as `servanda matters` prints it, words of it, or an id.

    \b
    servanda status lidd treaty
    servanda status lidd treaty --on 2024-06-30
    servanda status matter-3f2a91 --json
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda.faces.comparing import opened

    with opened(ledger_url) as comparison:
        found = comparison.status(" ".join(name), on=on, everything=everything)
    if as_json:
        _json(found)
        return
    from servanda.faces.terminal import wants_colour, width, wrapped

    colour = wants_colour(sys.stdout)
    _head(found, colour=colour)
    for fragments, indent in _lines(found):
        for text in wrapped(fragments, width(), colour=colour, indent=indent) if fragments else [""]:
            click.echo(text)


def _json(found: Status) -> None:
    from servanda.faces.jsonlines import json_lines
    from servanda.outward_joined import status_to_dict

    value = status_to_dict(found.matter, found.events, found.last, found.questions)
    sys.stdout.buffer.writelines(json_lines([value], "-"))
    sys.stdout.buffer.flush()


def _head(found: Status, *, colour: bool) -> None:
    """Title and the table of steps."""
    from servanda.faces import chronicle
    from servanda.faces.terminal import paint, tabulated, width, wrapped

    for fragments, indent in chronicle.title(found.matter):
        for text in wrapped(fragments, width(), colour=colour, indent=indent):
            click.echo(text)
    click.echo()
    if not found.events:
        click.echo("No step is told of.")
        return
    rows = [
        (
            event.day or "-",
            chronicle.step_words(event),
            chronicle.who(event.claim),
            chronicle.record_of(event.evidence),
            chronicle.quoted(event.evidence),
        )
        for event in found.events
    ]
    head, *lines = tabulated([("day", "step", "told by", "record", "words"), *rows])
    click.echo(paint(head, "quiet", colour=colour))
    for text in lines:
        click.echo(text)


def _lines(found: Status) -> Iterator[Line]:
    from servanda.faces import chronicle
    from servanda.faces.telling import line
    from servanda.faces.wording import counted

    yield line()
    if found.last:
        told = "; ".join(f"{chronicle.step_words(event)}, by {chronicle.who(event.claim)}" for event in found.last)
        yield line((f"Last told on {found.last[0].claim.day}: ", "strong"), (f"{told}.", ""))
    still = [one for one in found.questions if one.is_open]
    if still:
        yield line((f"{counted(len(still), 'open question')}:", "strong"))
        for one in still:
            yield from _question(one)
    answered = len(found.questions) - len(still)
    if answered:
        yield line((f"{counted(answered, 'question')} answered since: --json tells by what.", "quiet"))
    if found.unsure:
        yield line((f"{counted(found.unsure, 'more step')} told of by less sure entries: --all shows them too.", ""))


def _question(one: Following) -> Iterator[Line]:
    from servanda.faces import chronicle
    from servanda.faces.telling import line

    asked = f"{one.question.day or 'no date'}, {chronicle.who(one.claim)}"
    attached = "attached to a position" if one.claim.kind == "position" else f"reply there: {one.reply or 'not judged'}"
    yield line((f"{asked} ({attached}): ", "quiet"), (chronicle.quoted(one.question), ""), indent="  ")
