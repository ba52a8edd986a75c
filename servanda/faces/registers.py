"""Registers: the statements of one kind over all records of a ledger, as rows that can be chosen from and written out.

Rows are taken from the outward form, so that what a register shows is what `export` gives.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, get_args

from servanda.faces.wording import replied, timex_words
from servanda.model import Force, LifeEvent, Outcome, Reply, Stance, Status
from servanda.standing import shown_first

if TYPE_CHECKING:
    from servanda.ledger import Ledger, Summary

Values = dict[str, Any]
Cell = Callable[[Values], str]

_SHARED = ("kind", "id", "record", "asker", "outlet", "confidence", "reader", "rule", "voice")
"""What a question has of its exchange."""
_LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One statement, and the record it stands in."""

    values: Values
    """Its outward form; a question's has its exchange's `asker` and `outlet` beside its own fields."""
    record: Summary

    @property
    def day(self) -> str:
        """The day of the record; empty where it is not known."""
        return self.record.day or ""

    @property
    def name(self) -> str:
        """The record's file name; of an address its last part, else the first digits of its hash."""
        return PurePath(self.record.source).name if self.record.source else self.record.record[:12]

    @property
    def shown_first(self) -> bool:
        """Whether it is at or above its kind's operating point, or a person ruled that it is right."""
        ruling = self.values.get("ruling")
        if ruling:
            return bool(ruling["verdict"] != "rejected")
        return shown_first(self.values["kind"], self.values["confidence"])


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a register's table."""

    head: str
    cell: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Which entries a register holds, how it is asked, and what its table shows."""

    name: str
    """As the command is called."""
    kind: str
    """The kind of entry in the outward form."""
    title: str
    columns: tuple[Column, ...]
    words: str = "text"
    """The field whose words the table shows in its last column."""
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Attributes that can be asked for, with the values they may have."""
    by: tuple[str, ...] = ("holder",)
    """Fields that `--by` looks in."""
    to: tuple[str, ...] = ()
    """Fields that `--to` looks in; where there are none, it asks who else speaks in the record."""
    due: str | None = None
    """The field that `--due-before` compares."""
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a user asks of a register; empty is everything."""

    refs: tuple[str, ...] = ()
    by: str | None = None
    to: str | None = None
    since: str | None = None
    due_before: str | None = None
    chosen: dict[str, str] = field(default_factory=dict)


def unread(ledger: Ledger, asked: Asked) -> int:
    """How many of the records asked for are in a language whose statements are not read."""
    summaries = [ledger.record(ref) for ref in asked.refs] if asked.refs else ledger.records()
    return sum(summary.language not in (None, "en") for summary in summaries)


def rows(ledger: Ledger, register: Register, asked: Asked) -> Iterator[Row]:
    """The rows asked for, record by record. Raises `NotFoundError` for a record that is not there, before the first row."""
    summaries = [ledger.record(ref) for ref in asked.refs] if asked.refs else ledger.records()
    for summary in summaries:
        if not summary.counts.get(register.kind) or (asked.since and Row({}, summary).day < asked.since):
            continue
        heard = _speakers(ledger, summary) if asked.to and not register.to else frozenset()
        for values in _entries(ledger, register.kind, summary):
            if _wanted(values, register, asked, heard):
                yield Row(values, summary)


def _entries(ledger: Ledger, kind: str, summary: Summary) -> Iterator[Values]:
    for entry in ledger.entries(kind, summary.record):
        if kind == "exchange":
            yield from _questions(entry)
        else:
            yield entry


def _questions(exchange: Values) -> Iterator[Values]:
    shared = {name: exchange[name] for name in _SHARED}
    for question in exchange["questions"]:
        yield {**shared, **question, "speaker": exchange["speaker"], "answers": exchange["answers"]}


def _wanted(values: Values, register: Register, asked: Asked, heard: frozenset[str]) -> bool:
    if asked.by and not any(_is(asked.by, name) for name in _names(values, register.by)):
        return False
    if asked.to:
        own = set(_names(values, register.by))
        names = _names(values, register.to) if register.to else heard - own
        if not any(_is(asked.to, name) for name in names):
            return False
    if asked.due_before and not _due_before(values, register, asked.due_before):
        return False
    return all(_has(values, name, value) for name, value in asked.chosen.items())


def _has(values: Values, name: str, value: str) -> bool:
    if name == "event":
        return any(event["event"] == value for event in values["events"])
    return bool(values[name] == value)


def _due_before(values: Values, register: Register, day: str) -> bool:
    due = values[register.due] if register.due else None
    return due is not None and due < day


def _names(values: Values, fields: Iterable[str]) -> Iterator[str]:
    for name in fields:
        value = values.get(name)
        if isinstance(value, list):
            yield from (one for one in value if isinstance(one, str))
        elif value:
            yield value


def _is(asked: str, name: str) -> bool:
    """Whether all words asked for are in a name, whatever their case and accents."""
    return _plain(asked) <= _plain(name)


def _plain(name: str) -> set[str]:
    bare = "".join(sign for sign in unicodedata.normalize("NFD", name) if not unicodedata.combining(sign))
    return set(_LETTERS.findall(bare.casefold()))


def _speakers(ledger: Ledger, summary: Summary) -> frozenset[str]:
    turns = (one for turn in ledger.entries("turn", summary.record) for one in turn.get("parts") or [turn])
    return frozenset(turn["speaker"] for turn in turns if turn["speaker"] and turn["role"] != "publisher")


# The registers


def _of(name: str) -> Cell:
    return lambda values: str(values[name]) if values[name] is not None else "-"


def _holder(name: str = "holder") -> Cell:
    return lambda values: values[name] or ("-" if values["voice"] == "speaker" else "publisher")


def _deadline(values: Values) -> str:
    """The last day; where the deadline has no calendar meaning, what it means in words."""
    return values["deadline_end"] or _when("deadline")(values)


def _when(name: str) -> Cell:
    return lambda values: timex_words(values[name]) if values[name] else "-"


def _degree(values: Values) -> str:
    signs = {"about": "~", "almost": "<", "more_than": ">", "at_least": "≥", "less_than": "<", "at_most": "≤"}
    degree = values["degree"]
    done = f" {signs.get(values['modifier'] or '', '')}{degree} %" if degree is not None else ""
    return f"{values['status'].replace('_', ' ')}{done}"


def _events(values: Values) -> str:
    told = (
        " ".join(part for part in (event["event"].replace("_", " "), event["date"], event["place"]) if part)
        for event in values["events"]
    )
    return "; ".join(told) or "-"


def _spaced(name: str) -> Cell:
    return lambda values: (values[name] or "-").replace("_", " ")


def _levels(values: Values) -> str:
    levels = [values[name] for name in ("level_from", "level_to") if values[name]]
    return " → ".join(levels) or "-"


def _asked_of(values: Values) -> str:
    return ", ".join(values["addressees"]) or "-"


REGISTERS: dict[str, Register] = {
    register.name: register
    for register in (
        Register(
            name="commitments",
            kind="commitment",
            title="Who promised what, how firmly, and by when.",
            columns=(
                Column("by", _holder()),
                Column("actor", _of("actor")),
                Column("force", _of("force")),
                Column("firm", _of("firmness")),
                Column("due", _deadline),
            ),
            choices={"force": get_args(Force)},
            by=("holder", "actor"),
            due="deadline_end",
            examples=("--by Marsh", "--force pledged --due-before 2026-01-01", "--json | jq -r .success_test.kept"),
        ),
        Register(
            name="progress",
            kind="progress",
            title="What is said to be done of what was undertaken, and how far.",
            columns=(Column("by", _holder()), Column("status", _degree)),
            choices={"status": get_args(Status)},
            examples=("--status postponed", "--by Marsh --since 2025-01-01"),
        ),
        Register(
            name="instruments",
            kind="instrument",
            title="Treaties, agreements, statements and programmes that are named, and what is said of their life.",
            columns=(Column("kind", _of("instrument_kind")), Column("events", _events)),
            choices={"event": get_args(LifeEvent)},
            by=("speaker",),
            examples=("--event signed", "--csv > instruments.csv"),
        ),
        Register(
            name="positions",
            kind="position",
            title="Who holds what, and under which conditions.",
            columns=(Column("by", _holder()), Column("stance", _spaced("stance"))),
            choices={"stance": get_args(Stance)},
            examples=("--stance opposes", "--by Marsh --json"),
        ),
        Register(
            name="questions",
            kind="exchange",
            title="What was asked of whom, and whether it was answered.",
            columns=(
                Column("by", lambda values: values["asker"] or "-"),
                Column("to", _asked_of),
                Column("reply", lambda values: replied(values) or "-"),
            ),
            choices={"reply": get_args(Reply)},
            by=("asker", "outlet"),
            to=("addressees",),
            examples=("--to Marsh --reply deflected", "--by Reyes"),
        ),
        Register(
            name="topics",
            kind="topic",
            title="What was raised, discussed, agreed, postponed or referred.",
            columns=(Column("raised by", _of("raised_by")), Column("outcome", _of("outcome")), Column("level", _levels)),
            words="matter",
            choices={"outcome": get_args(Outcome)},
            by=("raised_by",),
            examples=("--outcome postponed", "--since 2025-01-01"),
        ),
        Register(
            name="forecasts",
            kind="forecast",
            title="What is said to be coming, by others or by events.",
            columns=(Column("by", _holder()), Column("when", _when("horizon"))),
            examples=("--by Marsh", "--csv"),
        ),
    )
}
