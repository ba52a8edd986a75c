"""`servanda matters`: what the records speak of, and one matter's timeline."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

import click

from servanda.faces.options import IsoDate, json_option, ledger_option
from servanda.model import MatterKind

if TYPE_CHECKING:
    from servanda.comparison import Comparison
    from servanda.model import Claim, Matter

LISTED = 50
"""Matters in a list, unless more are asked for."""
WORDS = 48
"""Characters of what was said last that a list shows: its lines fit a terminal of 120 columns."""

Sort = Literal["last", "records", "name"]
_STATEMENTS = ("commitment", "progress", "position", "topic", "forecast", "instrument")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a user asks of matters; `since` and `on` are days (ISO)."""

    since: str | None = None
    on: str | None = None
    kind: MatterKind | None = None
    sort: Sort = "last"
    limit: int = LISTED
    why: bool = False
    everything: bool = False


@click.command(name="matters", short_help="List what the records speak of together; with a name, show its timeline.")
@click.argument("name", nargs=-1, metavar="[MATTER…]")
@ledger_option
@click.option("--since", type=IsoDate(), help="Only matters spoken of on this day or later; of one, only what was said since.")
@click.option("--on", type=IsoDate(), help="As of this day: only what records of this day or earlier tell.")
@click.option("--kind", type=click.Choice(get_args(MatterKind)), help="Only matters of this kind.")
@click.option(
    "--sort", type=click.Choice(get_args(Sort)), default="last", show_default=True, help="By last day, records or name."
)
@click.option("--limit", type=click.IntRange(min=1), default=LISTED, show_default=True, help="How many to list.")
@click.option("--why", is_flag=True, help="Say of each claim why it is here, and of each relation what was compared.")
@click.option("--all", "everything", is_flag=True, help="Also matters of one record, and less sure claims.")
@json_option
def command(name: tuple[str, ...], ledger_url: str, as_json: bool, **asked: Any) -> None:
    """List the matters that records speak of together: a measure, a project, a programme, an instrument, a dispute.

    With MATTER (words of a name, or an id) it shows that matter's timeline: by day, who said what in which exact words, and how
    it stands to what was said before. Where the words fit several matters, these are listed.

    What one record alone tells of waits behind --all; --json gives every matter, and says of each whether it is `shown`.

    \b
    servanda matters
    servanda matters --kind instrument --since 2024-01-01
    servanda matters trade turnover --why
    servanda matters --json | jq -r .name
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda.faces.comparing import opened

    with opened(ledger_url) as comparison:
        _tell(comparison, " ".join(name), Asked(**asked), as_json=as_json)


def _tell(comparison: Comparison, name: str, asked: Asked, *, as_json: bool) -> None:
    from servanda.outward.joined import matter_to_dict

    found = [
        one
        for one in comparison.matters(name or None, on=asked.on, everything=asked.everything or as_json or bool(name))
        if (asked.kind is None or one.kind == asked.kind) and (asked.since is None or (one.last_day or "") >= asked.since)
    ]
    if name:
        exact = [one for one in found if name.casefold() in (one.name.casefold(), one.id)]
        found = exact or found or [comparison.matter(name, on=asked.on)]  # which says what is wrong where there is none
    found = _sorted(found, asked.sort)
    if as_json:
        first = {one.id for one in comparison.matters(on=asked.on)}
        _json({**matter_to_dict(comparison.matter(one.id, on=asked.on)), "shown": one.id in first} for one in found)
    elif name and len(found) == 1:
        _timeline(comparison.matter(found[0].id, on=asked.on), asked)
    else:
        _table(comparison, found, asked)


def _json(found: Iterable[dict[str, Any]]) -> None:
    from servanda.faces.jsonlines import print_json_lines

    print_json_lines(found)


def _table(comparison: Comparison, found: Sequence[Matter], asked: Asked) -> None:
    from servanda.faces.terminal import paint, tabulated, wants_colour
    from servanda.faces.wording import counted

    if not found:
        click.echo("No matters found.")
        return
    rows = [
        (
            f"{'* ' if one.pinned else ''}{one.name}",
            one.kind,
            str(one.records),
            one.last_day or "-",
            _last_said(comparison, one, asked),
        )
        for one in found[: asked.limit]
    ]
    head, *lines = tabulated([("name", "kind", "records", "last", "said last"), *rows])
    click.echo(paint(head, "quiet", colour=wants_colour(sys.stdout)))
    for line in lines:
        click.echo(line)
    if len(found) > asked.limit:
        more = counted(len(found) - asked.limit, "more matter")
        click.echo(f"{more}: --limit {len(found)} lists them too.")


def _last_said(comparison: Comparison, listed: Matter, asked: Asked) -> str:
    """The newest that was said of it, by whom: a statement rather than a figure of its day. Its day, if before `last`.

    Mentions count only where there is nothing else, for they claim nothing.
    """
    from servanda.comparison.matters.status import is_sure
    from servanda.faces import chronicle

    matter = comparison.matter(listed.id, on=asked.on)
    sure = [claim for claim in matter.claims if is_sure(claim) and claim.id not in matter.beside]
    claiming = [claim for claim in sure if claim.kind != "mention"] or sure or list(matter.claims)
    if not claiming:
        return "-"
    newest = max(claim.day or "" for claim in claiming)
    said = max((claim for claim in claiming if (claim.day or "") == newest), key=lambda claim: claim.kind in _STATEMENTS)
    before = f"{newest} " if newest and newest != listed.last_day else ""
    return f"{before}{chronicle.who(said)}: {chronicle.words_of(said, WORDS - len(before))}"


def _sorted(found: Sequence[Matter], by: Sort) -> list[Matter]:
    """In the order asked for; what a user pinned comes first."""
    ordered = sorted(found, key=lambda one: (one.name.casefold(), one.id))
    if by == "records":
        ordered.sort(key=lambda one: one.records, reverse=True)
    elif by == "last":
        ordered.sort(key=lambda one: (one.last_day or "", one.records), reverse=True)
    return sorted(ordered, key=lambda one: not one.pinned)


def _timeline(matter: Matter, asked: Asked) -> None:
    from servanda.comparison.matters.status import is_sure
    from servanda.faces import chronicle
    from servanda.faces.terminal import wants_colour, width, wrapped

    then: list[Claim] = [claim for claim in matter.claims if asked.since is None or (claim.day or "") >= asked.since]
    shown = [claim for claim in then if asked.everything or is_sure(claim)]
    colour = wants_colour(sys.stdout)
    for fragments, indent in (*chronicle.title(matter), *chronicle.timeline(matter, shown, why=asked.why, marked=not colour)):
        for text in wrapped(fragments, width(), colour=colour, indent=indent) if fragments else [""]:
            click.echo(text)
    waiting = len(then) - len(shown)
    if waiting:
        noun = "claim is" if waiting == 1 else "claims are"
        click.echo(f"\n{waiting} more {noun} unreviewed: --all shows them too.")
