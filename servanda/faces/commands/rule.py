"""`servanda rule`: a person rules upon an entry; and `rulings`, the trail of it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, get_args

import click

from servanda.errors import UsageError
from servanda.faces.correcting import as_meant, correction
from servanda.faces.moments import now
from servanda.faces.options import IsoDate, json_option, ledger_option, private_option
from servanda.model import EntryVerdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from servanda.ledger import Ledger
    from servanda.ledger.review import Disagreement, Stale
    from servanda.model import EntryRuling


@click.command(name="rule", short_help="Say that an entry is right, is none, or what it should have been.")
@click.argument("entry", metavar="ENTRY")
@click.argument("verdict", type=click.Choice(get_args(EntryVerdict)))
@click.option("--set", "fields", multiple=True, metavar="FIELD=VALUE", help="With `corrected`: what a field should have been.")
@click.option(
    "--words", metavar="WORDS", help="With `corrected`: the right words, exactly as the record has them; of a turn, see below."
)
@click.option("--from", "first", metavar="WORDS", help="Of a turn: another speaks from the sentence with these words on.")
@click.option("--to", "last", metavar="WORDS", help="Of a turn: another speaks up to the sentence with these words.")
@click.option("--seen", metavar="VERSION", help="Refuse, if the entry is no longer as it was shown (`seen` of --json).")
@click.option("--why", metavar="WORDS", help="Why, for whoever reads the trail.")
@click.option("--by", metavar="NAME", help="Who rules.")
@click.option("--settles", is_flag=True, help="Settle what two readers disagree upon (`servanda policy`); neither of them can.")
@ledger_option
@private_option
@json_option
def rule(
    entry: str, verdict: str, fields: tuple[str, ...], words: str | None, first: str | None, last: str | None, **asked: Any
) -> None:
    """Rule upon an entry: `accepted`, `rejected`, or `corrected`.

    What is accepted or corrected is sure from then on and shown first; what is rejected is shown no more unless asked for, and
    no matter or finding stands on it. What the reader made of the record is kept beside the ruling. Where a turn is put down to
    the wrong speaker, correcting it corrects all that was read in it. Where two speakers run together in one turn, `--words`
    says which of its sentences another speaks, or `--from` and `--to` where he begins and ends (without one of them, the turn's
    own beginning or end); all that was read in them is corrected with them, and the rest stays as it is.

    \b
    servanda rule commitment-3f2a91 accepted --by anna
    servanda rule commitment-3f2a91 rejected --why "a courtesy, no promise"
    servanda rule figure-77aa02 corrected --set unit=EUR --words "12 million euros"
    servanda rule turn-90ce11 corrected --set speaker="Elena Marsh"
    servanda rule turn-90ce11 corrected --set speaker="Iris Holm" --words "We were never asked"
    servanda rule turn-90ce11 corrected --set speaker="Iris Holm" --from "Thank you, Mr President"
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda.faces.oneself import shelf

    corrected = dict(_field(entry, given) for given in fields)
    with shelf(asked["ledger_url"], asked["private_to"]) as ledger:
        corrected |= _where(ledger, entry, words, first, last)
        signed = {name: asked[name] for name in ("seen", "why", "by", "settles")}
        made = ledger.rule(entry, verdict, corrected=corrected, at=now(), **signed)
    if asked["as_json"]:
        _json([made])
    else:
        click.echo(f"Ruling {made.number}: {made.entry} {_told(made)}. `servanda rulings --undo {made.number}` undoes it.")


@click.command(name="rulings", short_help="Tell what was ruled upon entries, by whom and why; undo a ruling.")
@click.argument("entry", required=False, metavar="[ENTRY]")
@click.option("--on", type=IsoDate(), help="Only what was ruled up to this day.")
@click.option("--disagreements", is_flag=True, help="Only what two readers ruled differently where both must agree.")
@click.option("--stale", is_flag=True, help="Only what holds no more, since a later version of the record has other words.")
@click.option("--undo", type=int, metavar="NUMBER", help="Undo this ruling, and those made in one stroke with it.")
@click.option("--why", metavar="WORDS", help="With --undo: why.")
@click.option("--by", metavar="NAME", help="With --undo: who undoes it.")
@ledger_option
@private_option
@json_option
def rulings(
    entry: str | None, on: str | None, undo: int | None, disagreements: bool, stale: bool, as_json: bool, **asked: Any
) -> None:
    """Tell what users ruled upon entries, in its order; what is undone is marked. Nothing ruled is ever overwritten.

    \b
    servanda rulings
    servanda rulings commitment-3f2a91 --json
    servanda rulings --disagreements
    servanda rulings --stale
    servanda rulings --undo 12 --why "the second reader was right"
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda.faces.oneself import shelf

    with shelf(asked["ledger_url"], asked["private_to"]) as ledger:
        if undo is not None:
            made = ledger.undo_ruling(undo, at=now(), why=asked["why"], by=asked["by"])
            for one in made:
                click.echo(f"Ruling {one.number} undoes ruling {one.undoes} upon {one.entry}.", err=as_json)
            return
        if disagreements or stale:
            _told_apart(ledger, disagreements=disagreements, as_json=as_json)
            return
        found = ledger.rulings(entry, until=on)
    if as_json:
        _json(found)
    else:
        _table(found)


@click.command(name="reply", short_help="Keep what somebody says of an entry, apart from the words of records.")
@click.argument("entry", metavar="ENTRY")
@click.argument("words")
@click.option("--party", required=True, metavar="NAME", help="Who replies.")
@click.option("--why", metavar="WORDS", help="How it came to you, for whoever reads the log.")
@click.option("--by", metavar="NAME", help="Who keeps it.")
@ledger_option
def reply(entry: str, words: str, party: str, ledger_url: str, **signed: Any) -> None:
    """Keep what somebody of whom an entry tells says of it, word for word: a right of reply.

    It is told wherever the entry is told whole (`servanda why`, the reading room), never as words of the record, and changes
    nothing of what was read or ruled. `servanda undo` takes it back. Of how a commitment was assessed, parties reply by
    `servanda assess --reply`.

    \b
    servanda reply position-3f2a91 "We never opposed the ferry." --party "Embassy of Belmora"
    """  # noqa: D301 - click's mark for lines that are kept as they are
    from servanda import work
    from servanda.comparison.deciding import replies
    from servanda.comparison.deciding.deciding import Signed

    with work.open_ledger(ledger_url, create=False) as ledger:
        made = replies.reply(ledger, entry, words, party, Signed(at=now(), **signed))
    click.echo(f"Decision {made.number}: the reply is kept with {made.subject}. `servanda undo {made.number}` takes it back.")


def _told_apart(ledger: Ledger, *, disagreements: bool, as_json: bool) -> None:
    """What waits for somebody to settle it, or what holds no more."""
    from servanda.comparison import updating
    from servanda.ledger import review
    from servanda.outward.rulings import disagreement_to_dict, stale_to_dict

    if ledger.owner is None:
        updating.bring_up_to_date(ledger)  # it is there that it is found out what became of rulings in later versions
    disputed = review.disagreements(ledger) if disagreements else []
    stale = [] if disagreements else review.stale(ledger)
    if as_json:
        _write(disagreement_to_dict(one.values, one.record.source, one.version, one.each) for one in disputed)
        _write(stale_to_dict(one.ruling, one.words, one.later.id) for one in stale)
    elif disputed or stale:
        _tell_disputed(disputed)
        _tell_stale(stale)
    else:
        click.echo("No two readers disagree." if disagreements else "No ruling lost its words.")


def _tell_disputed(found: Iterable[Disagreement]) -> None:
    from servanda.faces.safety import one_line

    for one in found:
        click.echo(f"{one.values['id']}  {one_line(str(one.values.get('text', '')))}")
        for each in one.each:
            why = f": {one_line(each.why)}" if each.why else ""
            click.echo(f"    {each.owner or 'somebody'}: {_told(each)}{why} (ruling {each.number})")


def _tell_stale(found: Iterable[Stale]) -> None:
    from servanda.faces.safety import one_line

    for one in found:
        name = one_line(one.later.source or one.later.id)
        click.echo(f"{one.ruling.number}  {one.ruling.owner or 'somebody'}: {_told(one.ruling)} {one.ruling.entry}")
        click.echo(f"    its words are gone from {name}: “{one_line(one.words or '')}”")


def _where(ledger: Ledger, entry: str, words: str | None, first: str | None, last: str | None) -> dict[str, Any]:
    """The right words of an entry, or the part of a turn that is meant."""
    from servanda.comparison.deciding import parting
    from servanda.ledger import review

    if words is None and first is None and last is None:
        return {}
    if found := review.turn_of(ledger, entry):
        start, end = parting.sentences_with(*found, words=words, first=first, last=last)
        return {"start": start, "end": end}
    if words is None or first is not None or last is not None:
        raise UsageError("only a turn has sentences that another speaks", remedy="give the right words of an entry by --words")
    return {"words": words}


def _field(entry: str, given: str) -> tuple[str, Any]:
    """A field of an entry and what it should have been; the id of an entry begins with its kind."""
    name, sign, value = given.partition("=")
    if not sign:
        raise UsageError(f"{given!r} sets nothing", remedy="write FIELD=VALUE, as in --set holder='Elena Marsh'")
    name = name.strip()
    return name, as_meant(entry.partition("-")[0], name, value)


def _told(one: EntryRuling) -> str:
    set_to = ", ".join(f"{name} = {correction(name, value)}" for name, value in one.corrected.items())
    what = f"{one.act} {one.undoes}" if one.undoes else one.act
    return f"{what} ({set_to})" if set_to else what


def _json(found: list[EntryRuling]) -> None:
    from servanda.outward.rulings import ruling_to_dict

    _write(map(ruling_to_dict, found))


def _write(values: Iterable[dict[str, Any]]) -> None:
    from servanda.faces.jsonlines import print_json_lines

    print_json_lines(values)


def _table(found: list[EntryRuling]) -> None:
    from servanda.faces.terminal import paint, tabulated, wants_colour

    if not found:
        click.echo("Nothing was ruled.")
        return
    undone = {one.undoes for one in found if one.undoes}
    heads = ("number", "when", "by", "ruled", "entry", "why")
    cells = [
        (
            str(one.number),
            (one.ruled_at or "-")[:16],
            one.owner or "-",
            _told(one) + (" (undone)" if one.number in undone else ""),
            one.entry,
            one.why or "",
        )
        for one in found
    ]
    head, *lines = tabulated([heads, *cells])
    click.echo(paint(head, "quiet", colour=wants_colour(sys.stdout)))
    for line in lines:
        click.echo(line)
