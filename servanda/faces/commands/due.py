"""`servanda due`: what falls due around a day, and what later records tell of it."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from servanda.faces.options import IsoDate, json_option, ledger_option

if TYPE_CHECKING:
    from servanda.faces.terminal import Line
    from servanda.model import Due

_TOLD = {
    "fulfils": "told as done",
    "partly_fulfils": "told as done in part",
    "updates": "told of",
    "contradicts": "told otherwise",
}
LISTED = 60
"""Commitments that are told, unless more are asked for."""


@click.command(name="due", short_help="Tell what falls due, what is past its day, and what came of it.")
@ledger_option
@click.option("--on", type=IsoDate(), help="The day to ask on; today where none is given.")
@click.option("--by", metavar="NAME", help="Only what this person or body said or is to do, and matters on that desk.")
@click.option("--since", type=IsoDate(), help="Only what is due on this day or later.")
@click.option(
    "--within", type=click.IntRange(min=0), metavar="DAYS", default=90, show_default=True, help="How far to look ahead."
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=LISTED, show_default=True, help="How many to tell at most, the last ones."
)
@click.option("--all", "everything", is_flag=True, help="Also what is less sure, only proposed, or a diary of days long gone.")
@json_option
def command(
    ledger_url: str,
    on: str | None,
    by: str | None,
    since: str | None,
    within: int,
    limit: int,
    everything: bool,
    as_json: bool,
) -> None:
    """Tell what falls due around a day, and of what is past its day what later records tell of it.

    Where no later record tells of a commitment, it is said how many were read and until when. That is not to say that it was
    not kept. Due dates that a user set for a matter are told apart from what the records say.

    \b
    servanda due
    servanda due --on 2025-06-30 --by Ardania
    servanda due --since 2024-01-01 --json
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda.faces.comparing import opened

    day = on or datetime.datetime.now(datetime.UTC).date().isoformat()
    with opened(ledger_url) as comparison:
        found = comparison.due(day, since=since, within=within, by=by, limit=None if as_json else limit, everything=everything)
    if as_json:
        _json(found.dues)
        return
    from servanda.faces.terminal import wants_colour, width, wrapped

    colour = wants_colour(sys.stdout)
    asked = f"As of {day}" + ("" if on else " (today)")
    for fragments, indent in _lines(asked, found.dues):
        for text in wrapped(fragments, width(), colour=colour, indent=indent) if fragments else [""]:
            click.echo(text)
    if found.earlier:
        click.echo(f"{found.earlier} more passed earlier: --limit {found.earlier + limit} tells them too.")
    if found.unsure:
        noun = "commitment" if found.unsure == 1 else "commitments"
        click.echo(
            f"{found.unsure} more {noun} (less sure, only proposed, or a diary of days long gone): --all tells them too."
        )


def _json(dues: Sequence[Due]) -> None:
    from servanda.faces.jsonlines import print_json_lines
    from servanda.outward.joined import due_to_dict

    print_json_lines(map(due_to_dict, dues))


def _lines(asked: str, dues: Sequence[Due]) -> Iterator[Line]:
    from servanda.faces.telling import line

    if not dues:
        yield line((f"{asked}: nothing due.", ""))
        return
    for heading, own, passed in (
        ("past their day", False, True),
        ("coming", False, False),
        ("set by users for their matters, in no record", True, None),
    ):
        some = [one for one in dues if (one.claim is None) == own and passed in (None, one.passed)]
        if some:
            yield line((f"{asked}: {heading}", "strong"))
            day = None
            for one in some:
                if one.day != day:
                    day = one.day
                    yield line((day, "time"), indent="  ")
                yield from _own(one) if own else _promise(one)
            yield line()


def _own(one: Due) -> Iterator[Line]:
    from servanda.faces.telling import line

    more = " · ".join(part for part in (one.owner, one.next_step, "date passed" if one.passed else None) if part)
    yield line((one.matter_name or one.matter or "", ""), (f"  {more}", "quiet"), indent="    ")


def _promise(one: Due) -> Iterator[Line]:
    """A commitment: who is to do what by whose words, and what is told of it."""
    from servanda.faces import chronicle
    from servanda.faces.telling import line
    from servanda.faces.wording import counted

    claim = one.claim
    assert claim is not None  # noqa: S101 - asked by the caller
    said = f"{claim.values['force']} by {chronicle.who(claim)}, {claim.day or 'no date'}, {chronicle.record_of(claim.place)}"
    again = f"; and in {counted(len(one.repeated), 'more record')}" if one.repeated else ""
    matter = f"; matter: {one.matter_name}" if one.matter_name else ""
    yield line(
        (f"{(claim.values['actor'] or '').strip(' ,;') or 'actor not named'}: ", "speaker"),
        (chronicle.quoted(claim.place), ""),
        indent="    ",
    )
    yield line((f"{said}{again}{matter}", "quiet"), indent="      ")
    for told in one.told:
        later = told.later
        told_by = f"{_TOLD[told.relation]} on {later.day} by {chronicle.who(later)}, {chronicle.record_of(later.place)}: "
        yield line((told_by, "good"), (chronicle.words_of(later, 160), ""), indent="      ")
    if one.spoken:
        said_by = one.spoken.speaker or "publisher"
        spoken = f"spoken of on {one.spoken.day} by {said_by}, {chronicle.record_of(one.spoken)}: "
        yield line((spoken, "cue"), (chronicle.quoted(one.spoken, 160), ""), indent="      ")
    elif not one.told:
        yield line((_silence(one), "" if one.passed else "quiet"), indent="      ")


def _silence(one: Due) -> str:
    """What it is worth that nothing was found."""
    from servanda.comparison.findings.silence import Later

    later = Later(one.later_records, one.last_record, one.unread_records)
    if not one.passed:
        return "not due yet"
    if not one.later_records and not one.unread_records:
        return "date passed; no later record of its speakers, its sides or its matter was read"
    return f"date passed; nothing found in {later.words}"
