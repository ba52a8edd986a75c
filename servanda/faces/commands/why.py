"""`servanda why`: what an entry stands on, and what made it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from servanda.faces.options import json_option, ledger_option, private_option

if TYPE_CHECKING:
    from servanda.faces.terminal import Line
    from servanda.ledger import Summary
    from servanda.model import Record

_COMMON = frozenset(
    ("kind", "id", "record", "start", "end", "text", "speaker", "voice", "confidence", "reader", "rule", "grounds")
)


@click.command(name="why", short_help="Say what an entry stands on, and what made it.")
@click.argument("entry", metavar="ENTRY")
@ledger_option
@private_option
@json_option
def command(entry: str, ledger_url: str, private_to: str | None, as_json: bool) -> None:
    """Say what an entry stands on: its words and where they are, the words behind each attribute, who is answerable, the
    rule or model that made it, and how sure that is. Where the trained model is installed, of a commitment, progress, a
    position or a forecast also the speech act of its sentence, which had no part in making it.

    ENTRY is an entry's id or the beginning of it, as the registers print it.

    \b
    servanda why commitment-3f2a91
    servanda commitments --json | jq -r .id | head -1 | xargs servanda why
    """  # noqa: D301
    from servanda.comparison.deciding.replies import replies_to
    from servanda.faces.oneself import shelf
    from servanda.faces.safety import one_line
    from servanda.faces.terminal import wants_colour, width, wrapped
    from servanda.outward.rulings import replies_to_dict

    with shelf(ledger_url, private_to) as ledger:
        summary, values = ledger.entry(entry)
        record = ledger.reading(summary.record).record
        said = replies_to(ledger, values["id"])
    act = _act(values, record)
    if as_json:
        from servanda.faces.citing import of_entry
        from servanda.faces.jsonlines import print_json_lines

        beside: dict[str, Any] = {"source": summary.source, "cite": str(of_entry(summary, values))}
        if act is not None:
            beside["speech_act"] = {"act": act[0], "likely": round(act[1], 2)}
        print_json_lines([{**values, **replies_to_dict(said), **beside}])
        return
    colour = wants_colour(sys.stdout)
    for fragments, indent in _lines(values, summary, record, act):
        for text in wrapped(fragments, width(), colour=colour, indent=indent) if fragments else [""]:
            click.echo(text)
    for one in said:
        told = f"Reply of {one.by}, {(one.at or 'no date')[:10]}, no words of the record: “{one.words}”"
        for text in wrapped([(one_line(told), "quiet")], width(), colour=colour):
            click.echo(text)


_STATED = frozenset(("commitment", "progress", "position", "forecast"))
"""Kinds of entries that a sentence states by an act of its own."""


def _act(values: dict[str, Any], record: Record) -> tuple[str, float] | None:
    """What the sentence of a statement does, where the trained model is installed."""
    from servanda.readings.statements.acts import act_at
    from servanda.work import has_model

    return act_at(record, values["start"]) if values["kind"] in _STATED and has_model() else None


def _lines(values: dict[str, Any], summary: Summary, record: Record, act: tuple[str, float] | None) -> Iterator[Line]:
    from servanda.faces import citing, wording
    from servanda.faces.telling import line
    from servanda.readings.statements.acts import NAME
    from servanda.standing import operating_points

    yield line((values["id"], "strong"))
    place = f", line {record.line(values['start'])}" if "start" in values else ""
    facts = " · ".join(fact for fact in (summary.title, summary.day) if fact)
    yield line((f"{summary.source or summary.id}{place}{f' ({facts})' if facts else ''}", "quiet"))
    if "text" in values:
        yield line((f"“{values['text']}”", ""), indent="  ")
    whose = wording.answerable(values) or ("nobody that the record names" if values["voice"] == "speaker" else "the publisher")
    yield line((f"Answerable for these words: {whose} ({values['voice']}).", ""))
    for name, value in values.items():
        if name not in _COMMON and value not in (None, [], {}):
            yield from _attribute(name, value, values["grounds"].get(name, []), record)
    if act is not None:
        yield line((f"As a speech act its sentence reads as {act[0]} ({act[1]:.2f}, {NAME}).", ""))
    point = operating_points().get(values["kind"])
    shown = ""
    if point is not None:
        shown = f"; shown first from {point:.2f} on" + ("" if values["confidence"] >= point else ", so it waits as unreviewed")
    yield line((f"Made by {values['rule'] or 'an unnamed rule'}, {values['reader']}.", ""))
    yield line((f"Confidence {values['confidence']:.2f}{shown}.", ""))
    yield line(("Cite as ", "quiet"), (str(citing.of_entry(summary, values)), ""))


def _attribute(name: str, value: Any, grounds: list[dict[str, int]], record: Record) -> Iterator[Line]:
    from servanda.faces import wording
    from servanda.faces.telling import line

    if isinstance(value, dict):
        for part, words in value.items():
            yield line((f"{name.replace('_', ' ')}, {part}: ", "quiet"), (str(words), ""), indent="  ")
        return
    yield line((f"{name.replace('_', ' ')}: ", "quiet"), (wording.told(value), ""), indent="  ")
    for ground in grounds:
        words = record.text[ground["start"] : ground["end"]]
        if words != value:
            yield line((f"by the words “{words}”, line {record.line(ground['start'])}", "quiet"), indent="    ")
