"""Text becomes entries. The whole pipeline, on one screen.

A step is a pure function: a reading so far goes in, a reading with more entries (or with some revised) comes out. Steps know
the model and the word lists, never a file, a clock or a ledger. Each entry names the rule that made it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from servanda.model import Entry, Reading, Record
from servanda.readings.attribution import attribute
from servanda.readings.exchanges import find_exchanges
from servanda.readings.figures import find_figures
from servanda.readings.instruments import find_instruments
from servanda.readings.quantities.contexts import date_figures
from servanda.readings.quotations import find_quotations, find_quotations_with_model
from servanda.readings.replies import judge_replies
from servanda.readings.speakers import resolve_speakers
from servanda.readings.statements import find_statements, find_statements_with_model
from servanda.readings.times import find_times
from servanda.readings.turns import find_turns

__all__ = ["STEPS", "STEPS_WITH_MODEL", "read_record"]

Step = Callable[[Reading], Reading]

STEPS: tuple[Step, ...] = (
    find_turns,  # who has the floor: labels and stretches, in whatever layout
    resolve_speakers,  # from printed label to person; labels that are wrong
    find_exchanges,  # who asks whom, and which turns answer
    find_times,  # TIMEX3, against the record's own date
    find_figures,  # numbers that count or measure, outside the times
    find_instruments,  # treaties, statements and acts that are named, and what happened to them
    find_quotations,  # reported words and their sources
    find_statements,  # what is promised, done, held, foreseen and on the agenda
    date_figures,  # for when each figure holds, and by whose statistics
    judge_replies,  # how each question was answered
    attribute,  # last: who is answerable for each entry, and in which voice
)

_MODELLED: dict[Step, Step] = {find_quotations: find_quotations_with_model, find_statements: find_statements_with_model}
STEPS_WITH_MODEL: tuple[Step, ...] = tuple(_MODELLED.get(step, step) for step in STEPS)
"""The same with the trained model beside the rules."""


def read_record(record: Record, steps: tuple[Step, ...] = STEPS) -> Reading:
    """Run the steps over a record; entries come out in the order of the text."""
    reading = Reading(record=record)
    for step in steps:
        reading = step(reading)
    return replace(reading, entries=tuple(sorted(reading.entries, key=_place)))


def _place(entry: Entry) -> tuple[int, int, str]:
    first = entry.spans[0]
    return (first.start, -first.end, entry.kind)
