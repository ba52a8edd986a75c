"""Findings of one record alone: the life of a treaty, where one statement tells of two of its events on different days."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.comparison.findings.sentences.phrases import day_words, quoted
from servanda.comparison.relations.stages import life_rank
from servanda.ledger import Summary
from servanda.model import Finding, Instrument, InstrumentEvent, Reading, digest
from servanda.standing import shown_first

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TOLD = {
    "drafted": "drafted",
    "initialled": "initialled",
    "adopted": "adopted",
    "signed": "signed",
    "ratified": "ratified",
    "exchanged": "its instruments of ratification exchanged",
    "entered_into_force": "in force",
    "amended": "amended",
    "extended": "extended",
    "suspended": "suspended",
    "terminated": "terminated",
}


def lives_in(reading: Reading, summary: Summary) -> Iterator[Finding]:
    """A finding for each instrument of which a reading tells that it went on from one day to another."""
    for instrument in reading.entries:
        if not isinstance(instrument, Instrument):
            continue
        dated = [event for event in instrument.events if event.date and _DAY.fullmatch(event.date)]
        dated.sort(key=lambda event: (event.date or "", life_rank(event.event)))
        if len(dated) > 1 and dated[0].date != dated[-1].date and dated[0].event != dated[-1].event:
            yield _finding(instrument, dated, summary)


def _finding(instrument: Instrument, events: list[InstrumentEvent], summary: Summary) -> Finding:
    later, earlier = (
        summary.located(event.span, speaker=instrument.speaker, entry=instrument.id) for event in (events[-1], events[0])
    )
    chain = ", ".join(f"{_TOLD[event.event]} on {day_words(event.date)}" for event in events)
    teller = f"{instrument.speaker} told" if instrument.speaker else "it was told"
    seed = f"updates|{instrument.id}|{later.record}"
    return Finding(
        id=f"finding-{digest(seed.encode())[:16]}",
        kind="updates",
        sentence=f"On {day_words(later.day)} {teller} of {quoted(instrument.name)}: {chain}.",
        later=later,
        earlier=earlier,
        confidence=instrument.confidence,
        rule="lives.dated",
        why="one statement gives the days of two events in its life",
        shown=shown_first("instrument", instrument.confidence),
    )
