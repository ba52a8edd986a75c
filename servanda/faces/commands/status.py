"""`servanda status`: the chain of events in the life of a matter."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from servanda.faces.options import IsoDate, json_option, ledger_option

if TYPE_CHECKING:
    from servanda.comparison.matters.status import Status
    from servanda.faces.terminal import Line
    from servanda.model import Following, MatterEvent


_OTHERS = 3
"""Others who tell of the same step that are named."""


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
    for fragments, indent in _lines(found):
        for text in wrapped(fragments, width(), colour=colour, indent=indent) if fragments else [""]:
            click.echo(text)


def _json(found: Status) -> None:
    from servanda.faces.jsonlines import print_json_lines
    from servanda.outward.joined import status_to_dict

    value = status_to_dict(found.matter, found.events, found.last, found.questions, found.spoken)
    print_json_lines([value])


def _lines(found: Status) -> Iterator[Line]:
    from servanda.faces import chronicle
    from servanda.faces.telling import line
    from servanda.faces.wording import counted

    yield from chronicle.title(found.matter)
    yield line()
    if not found.events:
        yield line(("No step is told of.", ""))
    for (day, step), events in groupby(
        found.events, key=lambda event: (chronicle.day_words(event), chronicle.step_words(event))
    ):
        yield from _step(day, step, list(events))
    yield line()
    if found.last:
        told = "; ".join(f"{chronicle.step_words(event)}, by {chronicle.who(event.claim)}" for event in found.last)
        yield line((f"Last told on {found.last[0].claim.day}: ", "strong"), (f"{told}.", ""))
    elif found.events:
        yield line(("What was told last is not known: no record that tells of it has a day.", ""))
    if found.spoken:
        record = chronicle.record_of(found.spoken.place)
        yield line(
            (f"Spoken of last on {found.spoken.day}, {chronicle.who(found.spoken)}, {record}: ", "strong"),
            (chronicle.words_of(found.spoken, 160), ""),
        )
    still = [one for one in found.questions if one.is_open]
    if still:
        yield line((f"{counted(len(still), 'open question')}:", "strong"))
        for one in still:
            yield from _question(one)
    answered = len(found.questions) - len(still)
    if answered:
        yield line((f"{counted(answered, 'question')} answered since: --json tells by what.", "quiet"))
    if found.unsure:
        yield line(
            (f"{counted(found.unsure, 'more step')} told of less surely, or beside the matter: --all shows them too.", "")
        )


def _step(day: str, step: str, events: Sequence[MatterEvent]) -> Iterator[Line]:
    """One step: who told of it in which words, and who else told the same."""
    from servanda.faces import chronicle
    from servanda.faces.telling import line
    from servanda.faces.wording import counted

    yield line((f"{day}  ", "time"), (step, "strong"))
    for first, *others in _alike(events):
        yield line((f"{_teller(first)}: ", "quiet"), (chronicle.quoted(first.evidence), ""), indent="    ")
        also = list(dict.fromkeys(map(_teller, others)))
        if also:
            more = f" and {counted(len(also) - _OTHERS, 'more record')}" if len(also) > _OTHERS else ""
            yield line((f"also {'; '.join(also[:_OTHERS])}{more}", "quiet"), indent="    ")


def _alike(events: Sequence[MatterEvent]) -> list[list[MatterEvent]]:
    """Those that tell the same together: of one event in an instrument's life, or in the same words."""
    together: dict[str, list[MatterEvent]] = {}
    for event in events:
        same = "instrument" if event.claim.kind == "instrument" else " ".join(event.evidence.text.casefold().split())
        together.setdefault(same, []).append(event)
    return list(together.values())


def _teller(event: MatterEvent) -> str:
    """Who tells of a step, where, and when if that is another day."""
    from servanda.faces import chronicle

    on = f", told on {event.claim.day}" if event.claim.day and event.claim.day != event.day else ""
    return f"{chronicle.who(event.claim)}, {chronicle.record_of(event.evidence)}{on}"


def _question(one: Following) -> Iterator[Line]:
    from servanda.faces import chronicle
    from servanda.faces.telling import line
    from servanda.faces.wording import replied

    asked = f"{one.question.day or 'no date'}, {chronicle.who(one.claim)}"
    stands = "attached to a position" if one.claim.kind == "position" else replied(one.claim.values) or "reply not judged"
    yield line((f"{asked} ({stands}): ", "quiet"), (chronicle.quoted(one.question), ""), indent="  ")
