"""Findings of one record alone: the time said to have passed since an event does not fit the day that is told for it there.

Every sentence that names a time is looked at, also those that claim nothing: a day is often told in passing.
"""

from __future__ import annotations

from collections.abc import Iterator

from servanda.comparison.claims.about import Sentences
from servanda.comparison.claims.dating import Dates
from servanda.comparison.findings.sentences import sentence
from servanda.comparison.relations import lengths
from servanda.ledger import Summary
from servanda.model import Claim, Finding, Reading, Relation, digest
from servanda.readings.answerable import answerable


def elapsed_in(reading: Reading, summary: Summary) -> Iterator[Finding]:
    """A finding for each length of time that no day fits which the record tells for the same event."""
    if lengths.counts_back(reading.record.text):
        for relation in lengths.relations_of(list(_dated(reading, summary))):
            yield _finding(relation)


def _dated(reading: Reading, summary: Summary) -> Iterator[Claim]:
    """The sentences of a reading that name a time."""
    dates, whose = Dates(reading), answerable(reading)
    for start, end in Sentences(reading, summary.title).stretches:
        span = reading.record.cut(start, end)
        dating = dates.of("mention", span, {})
        if dating.get("times"):
            speaker = whose.at(start, end).speaker
            place = summary.located(span, speaker=speaker)
            yield Claim(id=0, place=place, kind="mention", values={}, sentence=span.text, said_by=speaker, **dating)


def _finding(relation: Relation) -> Finding:
    later, earlier = relation.later.place, relation.earlier.place
    seed = f"elapsed|{later.record}|{later.start}-{later.end}|{earlier.start}-{earlier.end}"
    return Finding(
        id=f"finding-{digest(seed.encode())[:16]}",
        kind=relation.relation,
        sentence=sentence(relation),
        later=later,
        earlier=earlier,
        confidence=relation.confidence,
        rule="elapsed.beside",
        why=relation.why,
    )
