"""`servanda accounts`: what each side's account of one round of talks tells, beside the other's."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from servanda.faces.options import IsoDate, json_option, ledger_option

if TYPE_CHECKING:
    from servanda.faces.terminal import Line
    from servanda.model import Account, Accounts, Point, Telling

_TWO = 2
_WORDS = 400
"""Characters of a telling that are shown."""


@click.command(name="accounts", short_help="Lay the sides' accounts of one round of talks beside each other.")
@click.argument("meeting", nargs=-1, required=True, metavar="MEETING…")
@ledger_option
@click.option("--record", "records", multiple=True, metavar="RECORD", help="Only this record's account; may be repeated.")
@click.option("--on", type=IsoDate(), help="Only from records up to this day.")
@click.option(
    "--all", "everything", is_flag=True, help="Also what is less surely of one thing, and plain sentences of long records."
)
@json_option
def command(
    meeting: tuple[str, ...], records: tuple[str, ...], ledger_url: str, on: str | None, everything: bool, as_json: bool
) -> None:
    """Lay the accounts that records give of one round of talks beside each other: what both sides tell, what they tell
    differently, and what one tells alone, each in its own words.

    A record is an account of the side that tells it; where both sides speak in one record, each speaker's words are an account.
    What one account leaves out is not mentioned in it: that is not to say that it was denied, or did not happen. MEETING is an
    id as `servanda meetings --json` gives it, or names of those who met, with the day where they met more than once.

    \b
    servanda accounts Ardania Belmora 2023-07-11
    servanda accounts Marsh Weller 2023-07 --all
    servanda accounts Ardania Belmora 2023-07-11 --json
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda.faces.comparing import opened

    with opened(ledger_url) as comparison:
        found = comparison.accounts(meeting, records, on=on)
    if as_json:
        _json(found)
        return
    from servanda.faces.terminal import wants_colour, width, wrapped

    colour = wants_colour(sys.stdout)
    for fragments, indent in _lines(found, everything=everything):
        for text in wrapped(fragments, width(), colour=colour, indent=indent) if fragments else [""]:
            click.echo(text)


def _json(found: Accounts) -> None:
    from servanda.faces.jsonlines import print_json_lines
    from servanda.outward.accounts import accounts_to_dicts

    print_json_lines(accounts_to_dicts(found))


def _lines(found: Accounts, *, everything: bool) -> Iterator[Line]:
    from servanda.faces.chronicle import record_of
    from servanda.faces.telling import line
    from servanda.faces.wording import counted

    who = ", ".join(one.name for one in found.meeting.participants)
    heading = f"{found.meeting.day or 'no date'}  {' and '.join(found.meeting.states) or who}"
    yield line((heading, "strong"))
    yield line((f"{found.meeting.id} · {counted(len(found.accounts), 'account')}{f' · {who}' if who else ''}", "quiet"))
    for one in found.accounts:
        yield line((_side(one), "speaker"), (f"  {record_of(one.told)}", "quiet"), indent="  ")
    for place in found.unread:
        yield line((f"not compared, in another language than English: {record_of(place)}", "problem"), indent="  ")
    shown = [point for point in found.points if everything or point.shown]
    several = "Said by both sides" if len(found.sides) <= _TWO else "Said by several sides"
    yield from _shared(found, [point for point in shown if point.standing == "both"], several)
    yield from _shared(found, [point for point in shown if point.standing == "differently"], "Told differently")
    for side in found.sides:
        yield from _alone(found, [point for point in shown if point.standing == "one" and point.sides == (side,)], side)
    waiting = len(found.points) - len(shown)
    yield line()
    if len(found.sides) < 2:
        yield line(("Only one side's account is in this ledger: there is nothing to lay beside it.", ""))
    if waiting:
        yield line(
            (f"{counted(waiting, 'more point')} less sure, or plain sentences of long accounts: --all shows them too.", "")
        )
    read = counted(len(found.accounts), "account")
    yield line((f"“Not mentioned” means that nothing of it was found in the {read} read; it is not “denied”.", "quiet"))


def _side(one: Account) -> str:
    sides = " and ".join(one.sides)
    return f"{sides} ({one.speaker})" if one.speaker and one.speaker not in one.sides else sides


def _shared(found: Accounts, points: Sequence[Point], heading: str) -> Iterator[Line]:
    """Points that several sides tell, each side's words under its name."""
    from servanda.faces.telling import line

    yield line()
    yield line((f"{heading}: {len(points) or 'nothing found'}", "strong"))
    for number, point in enumerate(points, 1):
        missing = f"  (not mentioned by {', '.join(point.unmentioned)})" if point.unmentioned else ""
        yield line((f"{number}.{missing}", "quiet"), indent="  ")
        for told in point.tellings:
            yield _told(found, told, label=True)
        for differs in point.differs:
            yield line((f"→ {differs}", "cue"), indent="     ")


def _alone(found: Accounts, points: Sequence[Point], side: str) -> Iterator[Line]:
    """Points that one side tells, and no other mentions."""
    from servanda.faces.telling import line

    others = ", ".join(other for other in found.sides if other != side)
    if not others:
        return
    yield line()
    yield line((f"{side} only, not mentioned by {others}: {len(points) or 'nothing'}", "strong"))
    for point in points:
        for told in point.tellings:
            yield _told(found, told, label=False)


def _told(found: Accounts, told: Telling, *, label: bool) -> Line:
    """The words of one telling, and where they stand."""
    from pathlib import PurePath

    from servanda.faces.chronicle import quoted
    from servanda.faces.telling import line

    side = ((f"{' and '.join(found.accounts[told.account].sides)}: ", "speaker"),) if label else ()
    name = PurePath(told.place.source).name if told.place.source else told.place.record[:12]
    where = (
        f" ({told.kind}; {name} {told.place.start}–{told.place.end})"
        if told.kind != "sentence"
        else f" ({name} {told.place.start}–{told.place.end})"
    )
    return line(*side, (quoted(told.place, _WORDS), ""), (where, "quiet"), indent="     " if label else "  ")
