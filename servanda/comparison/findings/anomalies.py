"""Findings of one record alone: labels printed over the words of somebody else."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.comparison.findings.sentences.phrases import day_words, quoted, record_words
from servanda.ledger import Summary
from servanda.model import Finding, Reading, Span, Turn, digest

_SAID = {
    "label_conflict": "names another than the speaker names himself",
    "office_conflict": "gives the office to the wrong person",
}
"""Anomalies that are findings. That a label is missing is plain to every reader."""


def anomalies_in(reading: Reading, summary: Summary) -> Iterator[Finding]:
    """A finding for each label that a careful reader knows to be wrong, at the first turn under it."""
    seen: set[tuple[str, str | None]] = set()
    for turn in reading.entries:
        if not isinstance(turn, Turn) or turn.label is None or turn.anomaly not in _SAID:
            continue
        if (turn.label.text, turn.speaker) not in seen:
            seen.add((turn.label.text, turn.speaker))
            yield _finding(turn, turn.label, turn.anomaly, summary)


def _finding(turn: Turn, label: Span, anomaly: str, summary: Summary) -> Finding:
    place = summary.located(label, entry=turn.id)
    speaker = turn.speaker or "somebody else"
    when = f", of {day_words(place.day)}," if place.day else ""
    return Finding(
        id=f"finding-{digest(f'label_anomaly|{turn.id}|{place.record}'.encode())[:16]}",
        kind="label_anomaly",
        sentence=f"In {record_words(place)}{when} {quoted(label.text)} is printed over the words of {speaker}.",
        later=place,
        confidence=turn.confidence,
        rule=f"anomalies.{anomaly}",
        why=f"the label {_SAID[anomaly]}",
    )
