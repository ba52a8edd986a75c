"""`servanda diff`: what was changed in a record between two versions of it, and by whose words."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from servanda.faces.options import IsoDate, complete_record, json_option, ledger_option

if TYPE_CHECKING:
    from servanda.comparison.versions.versions import Difference
    from servanda.faces.terminal import Fragment
    from servanda.ledger import Summary
    from servanda.model import Edit

_INDENT = "    "
_LONGEST = 600
"""Characters of a wording that are shown."""
_GONE, _NEW = ("[-", "-]"), ("{+", "+}")
"""What is taken out and what is put in where there are no colours: the signs of wdiff."""


@click.command(name="diff", short_help="Show what was changed between two versions of a record.")
@click.argument("earlier", metavar="RECORD", shell_complete=complete_record)
@click.argument("later", metavar="[RECORD]", required=False, shell_complete=complete_record)
@ledger_option
@click.option("--on", type=IsoDate(), help="As of this day: the version that was out then, against the one before it.")
@click.option("--all", "everything", is_flag=True, help="Also what is only set or spelt otherwise.")
@json_option
def command(earlier: str, later: str | None, ledger_url: str, on: str | None, everything: bool, as_json: bool) -> None:
    """Show what was changed between two versions of a record: added, taken out, altered, and whose words they are.

    With one RECORD, it is compared with the version before it: with what its address held before, or with the record that it
    was read to replace (`servanda read NEW --replaces OLD`). Where there is none, the corrections that it prints itself are
    shown.
    With two, the first is taken as the earlier one, whether the ledger knows them as versions of one record or not.

    \b
    servanda diff talks.txt
    servanda diff talks.txt talks-corrected.txt
    servanda diff talks.txt --on 2024-06-01
    servanda diff talks.txt talks-corrected.txt --json | jq -r .changed
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda import work
    from servanda.comparison.versions import versions

    if later is not None and on is not None:
        raise click.UsageError("--on chooses a version by itself: name one record.")
    with work.open_ledger(ledger_url, create=False) as ledger:
        found = versions.difference(ledger, later or earlier, earlier if later else None, on=on)
    shown = [edit for edit in found.edits if everything or edit.changed != "typography"]
    if as_json:
        _json(found, shown)
    else:
        _tell(found, shown)
    hidden = len(found.edits) - len(shown)
    if hidden:
        noun = "place is" if hidden == 1 else "places are"
        click.echo(f"{hidden} more {noun} only set or spelt otherwise: --all shows them too.", err=as_json)


def _json(found: Difference, shown: Iterable[Edit]) -> None:
    from servanda.faces.jsonlines import print_json_lines
    from servanda.outward.joined import edit_to_dict

    entries: dict[str, Any] = {
        "kind": "entries",
        "earlier": found.earlier.record,
        "later": found.later.record,
        "stayed": dict(found.stayed),
        "went": [entry["id"] for entry in found.went],
        "came": [entry["id"] for entry in found.came],
        "unheld": [{"decision": number, "entries": count} for number, count in found.unheld.items()],
    }
    print_json_lines([*map(edit_to_dict, shown), entries])


def _tell(found: Difference, shown: list[Edit]) -> None:
    from servanda.faces.terminal import paint, wants_colour, width, wrapped

    colour = wants_colour(sys.stdout)
    for line in _head(found):
        click.echo(paint(line, "strong", colour=colour))
    if not shown:
        click.echo("No word was changed.")
    for speaker, edits in groupby(shown, key=_speaker):
        click.echo()
        click.echo(paint(speaker, "publisher" if speaker == "publisher" else "speaker", colour=colour))
        for edit in edits:
            for line in wrapped(_fragments(edit, colour=colour), width(), colour=colour, indent=_INDENT):
                click.echo(line)
    if found.earlier.record != found.later.record:
        click.echo()
        for line in _entries(found):
            click.echo(line)


def _head(found: Difference) -> Iterator[str]:
    if found.earlier.record == found.later.record:
        yield f"{_name(found.later)}: corrections that the record prints itself"
    else:
        yield f"{_name(found.earlier)} → {_name(found.later)}"


def _name(summary: Summary) -> str:
    from servanda.faces.safety import one_line

    return one_line(summary.source or summary.id)


def _speaker(edit: Edit) -> str:
    """Whose words an edit is in; where that changed, both."""
    from servanda.faces.safety import one_line

    names = dict.fromkeys(place.speaker or "publisher" for place in (edit.earlier, edit.later) if place)
    return one_line(" → ".join(names))


def _fragments(edit: Edit, *, colour: bool) -> list[Fragment]:
    """The edit among the words around it, on one line."""
    from servanda.faces.safety import visible

    found: list[Fragment] = [(f"{edit.changed}: ", "quiet"), (visible(edit.before), "")]
    for place, signs, style in ((edit.earlier, _GONE, "bad"), (edit.later, _NEW, "good")):
        if place:
            words = _cut(_safe(place.text))
            found.append((words if colour else f"{signs[0]}{words}{signs[1]}", style))
            if place is edit.earlier and edit.later:
                found.append((" ", ""))
    found.append((visible(edit.after), ""))
    return found


def _cut(words: str) -> str:
    """Words with their middle left out where they are very long; --json has them all."""
    if len(words) <= _LONGEST:
        return words
    half = _LONGEST // 2
    return f"{words[:half].rpartition(' ')[0]} … {words[-half:].partition(' ')[2]}"


def _safe(text: str) -> str:
    from servanda.faces.safety import one_line

    return one_line(text)


def _entries(found: Difference) -> Iterator[str]:
    """What became of the entries, with the words of those that went and came."""
    from servanda.faces.terminal import shortened, width

    yield (f"Entries: {len(found.stayed)} stand on the same words as before, {len(found.went)} went, {len(found.came)} came.")
    for sign, entries in (("-", found.went), ("+", found.came)):
        for kind, count in sorted(Counter(entry["kind"] for entry in entries).items()):
            words = "; ".join(_safe(entry.get("text") or "") for entry in entries if entry["kind"] == kind)
            yield shortened(f"  {sign} {count} {kind}: {words}", width())
    for number, count in found.unheld.items():
        noun = "entry whose words stand" if count == 1 else "entries whose words stand"
        yield f"Decision {number} named {count} {noun} no longer: it does not hold for what took their place."
