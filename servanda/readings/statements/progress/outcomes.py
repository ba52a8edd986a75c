"""A sentence that says of the one before that it came about, or did not: "… will be ours. And that's exactly what happened"."""

from __future__ import annotations

from functools import cache
from typing import cast

from servanda.model import Ground, Progress
from servanda.model.statements import Status
from servanda.readings.grammar import Clause, Sentence, analyse
from servanda.readings.statements.proposals import Proposal
from servanda.readings.statements.setting import Setting
from servanda.words import rows

CONFIDENCE = 0.6
_LONGEST = 14
"""Tokens of a sentence that only says so."""
_FARTHEST = 600
"""Characters of a sentence before that is looked at."""
_AHEAD = frozenset(("will", "would", "shall", "going to", "should", "must"))
_AS_PLANNED = (
    "rule=outcome",
    "class=finish",
    "aspect=perfect",
    "main",
    "matter=undertaking",
    "form+matter=perfect+undertaking",
    "planned",
)
"""What was foretold and came about is weighed like what was planned and is done."""
_VOWED = frozenset(("promise", "plan", "agree", "pledge", "undertake", "vow", "intend", "predict", "commit"))


def outcome_of(sentence: Sentence, setting: Setting) -> Proposal | None:
    """The progress that a sentence reports of what the sentence before foresaw or promised."""
    said = _says(sentence)
    before = setting.sentence_before(sentence.start) if said else None
    if said is None or before is None or before[1] - before[0] > _FARTHEST:
        return None
    earlier = analyse(setting.record.text, *before)
    ahead = _foreseen(earlier)
    if ahead is None or setting.answerable.turn_at(before[0]) is not setting.answerable.turn_at(sentence.start):
        return None
    record = setting.record
    matter = setting.cut(ahead.start, ahead.end)
    span = setting.cut(ahead.start, sentence.end)
    entry = Progress(
        origin=record.origin,
        span=span,
        holder=setting.answer(sentence.start, sentence.end).speaker,
        matter=matter.text,
        status=said,
        confidence=CONFIDENCE,
        rule="progress.outcome",
        grounds=(Ground("matter", matter), Ground("status", setting.cut(sentence.start, sentence.end))),
    )
    return Proposal(entry, (*_AS_PLANNED, f"status={said}", f"verb={ahead.verb.lemma}", f"kind={record.kind}"))


def _says(sentence: Sentence) -> Status | None:
    if len(sentence.tokens) > _LONGEST or sentence.tokens[-1].text == "?":
        return None
    text = " ".join(sentence.text[sentence.start : sentence.end].lower().split())
    text = text.removeprefix("and ").removeprefix("but ").removeprefix("well, ").rstrip('.!…"”’ ')
    return _phrases().get(text)


def _foreseen(sentence: Sentence) -> Clause | None:
    """The last clause that says what was to come."""
    for clause in reversed(sentence.clauses):
        if clause.subject is not None and (clause.verb.modal in _AHEAD or clause.verb.lemma in _VOWED):
            return clause
    return None


@cache
def _phrases() -> dict[str, Status]:
    return {row[0]: cast(Status, row[1]) for row in rows("came-true")}
