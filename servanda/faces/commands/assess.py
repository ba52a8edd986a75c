"""`servanda assess`: what bears on a commitment, and what people rule on it."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from servanda.faces.options import IsoDate, json_option, ledger_option

if TYPE_CHECKING:
    from servanda.comparison import Comparison
    from servanda.faces.terminal import Line
    from servanda.model import Decision

LISTED = 20
"""Commitments that are listed, unless more are asked for."""
_TESTS = {"test_kept": "kept", "test_partly": "partly", "test_broken": "broken"}


@click.command(name="assess", short_help="Rule on what became of a commitment, by what later records say.")
@click.argument("ref", required=False, metavar="[ENTRY]")
@ledger_option
@click.option(
    "--rule", "ruling", metavar="RULING", help="kept, partly kept, in the works, broken, not yet due, or cannot tell."
)
@click.option("--evidence", metavar="NUMBERS", help="What a ruling relies on: numbers of the sheet, or ids of entries: 1,3.")
@click.option("--test", "test_kept", metavar="WORDS", help="What would count as kept, in your words; empty: as drafted.")
@click.option("--test-partly", metavar="WORDS", help="What would count as partly kept.")
@click.option("--test-broken", metavar="WORDS", help="What would count as broken.")
@click.option(
    "--ask-second", is_flag=True, help="Ask for a second assessor; until he has ruled, the first ruling is not shown."
)
@click.option("--second", is_flag=True, help="As second assessor: the sheet without the rulings; with --rule, his ruling.")
@click.option("--unblind", is_flag=True, help="Show the rulings that are kept from the second assessor.")
@click.option("--settle", is_flag=True, help="With --rule: decide where two assessors differ.")
@click.option("--reply", metavar="WORDS", help="Keep what the assessed party says of it, word for word.")
@click.option("--why", metavar="WORDS", help="The reason, for whoever reads the log.")
@click.option("--by", metavar="NAME", help="Who signs.")
@click.option("--at", type=IsoDate(), help="The day of the signature; now, where none is given.")
@click.option("--on", type=IsoDate(), help="As of this day: what later records tell is left out. Today, if not given.")
@click.option("--of", metavar="NAME", help="In the list: only what this person or body said or is to do.")
@click.option("--since", type=IsoDate(), help="In the list: due on this day or later; in the last year, if not given.")
@click.option("--limit", type=click.IntRange(min=1), default=LISTED, show_default=True, help="In the list: how many at most.")
@click.option("--all", "everything", is_flag=True, help="Also what bears on it less plainly; in the list, what is less sure.")
@json_option
def command(ref: str | None, ledger_url: str, on: str | None, as_json: bool, **asked: Any) -> None:
    """Rule on what became of a commitment. The sheet of ENTRY shows its words, its day, its test, what later records say that
    bears on it, each side's apart, and what was ruled. Places are proposed; to rule is for people. Rulings are signed, kept for
    ever, and undone by `servanda undo`.

    ENTRY is an entry's id or the beginning of it, as `servanda commitments --json` prints it. A record (an agreement, say), a
    matter, or the id of an instrument lists the terms of it. Without ENTRY: what waits for somebody to rule.

    \b
    servanda assess
    servanda assess commitment-3f2a91
    servanda assess commitment-3f2a91 --rule "partly kept" --evidence 1,3 --why "one of two locks" --by "Ida Brandt"
    servanda assess commitment-3f2a91 --test "both locks are open to ships" --by "Ida Brandt"
    servanda assess commitment-3f2a91 --ask-second --by "Ida Brandt"
    servanda assess commitment-3f2a91 --second --rule kept --evidence 1 --by "Jan Orel"
    servanda assess commitment-3f2a91 --reply "The second lock opened in May." --by "Embassy of Belmora"
    servanda assess 2024-05-15-commission-communique.txt
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda.faces.comparing import opened

    today = datetime.datetime.now(datetime.UTC)
    day = on or today.date().isoformat()
    told = f"As of {day}" + ("" if on else ", today")
    _check(ref, asked)
    with opened(ledger_url) as comparison:
        if ref is None:
            _list(comparison, day, told, asked, as_json=as_json)
            return
        signed = {"why": asked["why"], "by": asked["by"], "at": asked["at"] or today.isoformat(timespec="seconds")}
        decision = _decide(comparison, ref, day, signed, asked)
        if decision is None:
            _show(comparison, ref, day, told, asked, as_json=as_json)
    if decision is not None:
        _confirm(decision, as_json=as_json)


def _check(ref: str | None, asked: dict[str, Any]) -> None:
    """What is asked at once must go together."""
    tests = any(asked[name] is not None for name in _TESTS)
    acts = [asked["ruling"] is not None, tests, asked["ask_second"], asked["reply"] is not None]
    if sum(acts) > 1:
        raise click.UsageError("--rule, --test, --ask-second and --reply are one decision each: give one at a time.")
    if any(acts) and ref is None:
        raise click.UsageError("Say which commitment: ENTRY is its id.")
    if asked["ruling"] is None and (asked["evidence"] or asked["settle"]):
        raise click.UsageError("--evidence and --settle go with --rule.")


def _decide(comparison: Comparison, ref: str, day: str, signed: dict[str, Any], asked: dict[str, Any]) -> Decision | None:
    """What is decided; None where a sheet is only asked for."""
    wording = {part: asked[name] for name, part in _TESTS.items() if asked[name] is not None}
    if asked["ruling"] is not None:
        evidence = [one for one in (asked["evidence"] or "").replace(",", " ").split() if one]
        how = {name: asked[name] for name in ("second", "settle", "unblind")}
        return comparison.rule(ref, asked["ruling"], evidence=evidence, on=day, **how, **signed)
    if wording:
        return comparison.word_test(ref, wording, **signed)
    if asked["ask_second"]:
        return comparison.ask_second(ref, **signed)
    if asked["reply"] is not None:
        return comparison.reply(ref, asked["reply"], **signed)
    return None


def _show(comparison: Comparison, ref: str, day: str, told: str, asked: dict[str, Any], *, as_json: bool) -> None:
    """One sheet, or the terms of an agreement."""
    from servanda.comparison.assessing.sheets import Viewer, is_entry
    from servanda.faces.assessing import sheet_lines, terms_lines
    from servanda.outward.assessing import sheet_to_dict

    if is_entry(ref) and not ref.startswith("instrument-"):
        viewer = Viewer(by=asked["by"], second=asked["second"], unblind=asked["unblind"])
        sheet = comparison.assessment(ref, on=day, everything=asked["everything"], viewer=viewer)
        _print([sheet_to_dict(sheet)] if as_json else None, sheet_lines(sheet, told))
    else:
        terms = comparison.terms(ref, on=day)
        _print(map(sheet_to_dict, terms.sheets) if as_json else None, terms_lines(terms, told))


def _list(comparison: Comparison, day: str, told: str, asked: dict[str, Any], *, as_json: bool) -> None:
    """What waits."""
    from servanda.faces.assessing import desk_lines
    from servanda.outward.assessing import desk_to_dict, waiting_to_dict

    limit = None if as_json else asked["limit"]
    desk = comparison.desk(day, since=asked["since"], of=asked["of"], limit=limit, everything=asked["everything"])
    _print([*map(waiting_to_dict, desk.waiting), desk_to_dict(desk)] if as_json else None, desk_lines(desk, told))


def _confirm(decision: Decision, *, as_json: bool) -> None:
    """What was kept, with the words that a ruling relies on: numbers of a sheet are of the day."""
    from servanda.faces.assessing import relied_on
    from servanda.faces.commands.decide import told
    from servanda.outward.joined import decision_to_dict

    if as_json:
        _print([decision_to_dict(decision)], ())
        return
    click.echo(f"Decision {decision.number}: {told(decision)}. `servanda undo {decision.number}` undoes it.")
    _print(None, relied_on(decision.values.get("evidence", ())))


def _print(dicts: Iterable[dict[str, Any]] | None, lines: Iterable[Line]) -> None:
    from servanda.faces.jsonlines import print_json_lines
    from servanda.faces.terminal import wants_colour, width, wrapped

    if dicts is not None:
        print_json_lines(dicts)
        return
    colour = wants_colour(sys.stdout)
    for fragments, indent in lines:
        for text in wrapped(fragments, width(), colour=colour, indent=indent) if fragments else [""]:
            click.echo(text)
