"""Commitments: who undertakes what, how firmly, by when and on what condition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from servanda.model import Commitment, Force, Ground, Span
from servanda.readings.grammar import Clause, Sentence, Stretch
from servanda.readings.statements.actors import actor_of
from servanda.readings.statements.deadlines import Deadline, carried, deadline
from servanda.readings.statements.firmness import testable
from servanda.readings.statements.forms import Undertaking
from servanda.readings.statements.lists import list_lead
from servanda.readings.statements.plausible import plausible
from servanda.readings.statements.proposals import Proposal
from servanda.readings.statements.seen import features
from servanda.readings.statements.setting import Setting
from servanda.readings.statements.success import success_test
from servanda.readings.statements.undertaking import band
from servanda.readings.statements.undertakings import undertakings

__all__ = ["detect"]

_AGREED = (
    "as agreed",
    "as we agreed",
    "as was agreed",
    "existing agreement",
    "agreed with the",
    "by agreement",
    "under the agreement",
)
_CONDITIONS = frozenset(
    [
        "if",
        "unless",
        "provided that",
        "provided",
        "providing",
        "providing that",
        "once",
        "on condition that",
        "so long as",
        "as long as",
    ]
)
_SHORT_CONDITIONS = (
    ("if", "necessary"),
    ("if", "needed"),
    ("if", "required"),
    ("if", "possible"),
    ("as", "required"),
    ("as", "necessary"),
    ("as", "appropriate"),
    ("where", "appropriate"),
    ("where", "necessary"),
    ("when", "necessary"),
    ("subject", "to"),
    ("in", "the", "event", "of"),
    ("in", "case", "of"),
    ("upon", "agreement"),
    ("on", "condition"),
)
_TERMS = frozenset({"condition", "conditions", "terms"})


def detect(sentence: Sentence, setting: Setting) -> Iterator[Proposal]:
    """What a sentence undertakes, agrees, plans or asks for."""
    seen: set[Stretch] = set()
    for found in undertakings(sentence, list_lead(setting.record, sentence)):
        span = setting.record.trimmed(*found.span)
        action = setting.record.trimmed(*found.action)
        if span is None or action is None or found.action in seen:
            continue
        declared = setting.record.kind in ("communique", "agreement")
        if not plausible(sentence, found, setting.answerable.turn_at(span.start), declared=declared):
            continue
        seen.add(found.action)
        yield _proposal(sentence, setting, found, span, action)


def _proposal(sentence: Sentence, setting: Setting, found: Undertaking, span: Span, action: Span) -> Proposal:
    clause = sentence.clauses[found.clause]
    answer = setting.answer(action.start, action.end)
    condition = _condition(sentence, found)
    if condition is not None:
        span = setting.record.cut(min(span.start, condition[0]), max(span.end, condition[1]))
    due = deadline(setting.times(span.start, span.end), setting.record.text, setting.record.reference_date)
    due = due or carried(setting, sentence, action.start)
    force: Force = "conditional" if condition is not None else found.force
    declared = answer.turn is None and answer.quotation is None and setting.record.kind in ("communique", "agreement")
    if found.rule == "commitments.item" and answer.turn is None:
        force = "pledged"  # a programme's items are what its publisher undertakes
    if force in ("pledged", "planned") and (declared or _as_agreed(sentence)):
        force = "agreed"
    actor = actor_of(sentence, found, setting, answer)
    tested = testable(clause, dated=due is not None, counted=bool(setting.figures(span.start, span.end)))
    entry = Commitment(
        origin=setting.record.origin,
        span=span,
        holder=answer.speaker,
        actor=actor,
        action=action.text,
        force=force,
        firmness=band(found.binding),
        testability=tested,
        confidence=0.5,
        rule=found.rule,
        grounds=_grounds(setting, found, action, due, condition),
    )
    entry = _with_deadline(entry, due)
    if condition is not None:
        entry = replace(entry, condition=setting.record.cut(*condition).text)
    entry = replace(entry, success_test=success_test(entry))
    return Proposal(entry, features(sentence, setting, found, entry, answer))


def _as_agreed(sentence: Sentence) -> bool:
    """Whether the sentence tells of its action as one that was agreed: "as we agreed", "under the agreement"."""
    said = sentence.text[sentence.start : sentence.end].lower()
    return any(form in said for form in _AGREED)


def _with_deadline(entry: Commitment, due: Deadline | None) -> Commitment:
    if due is None:
        return entry
    return replace(entry, deadline=due.value, deadline_start=due.start, deadline_end=due.end, deadline_rule=due.rule)


def _grounds(
    setting: Setting, found: Undertaking, action: Span, due: Deadline | None, condition: Stretch | None
) -> tuple[Ground, ...]:
    grounds = [Ground("action", action)]
    if found.subject is not None:
        grounds.append(Ground("actor", setting.record.cut(*found.subject)))
    if due is not None:
        grounds.append(Ground("deadline", due.span))
    if condition is not None:
        grounds.append(Ground("condition", setting.record.cut(*condition)))
    return tuple(grounds)


def _condition(sentence: Sentence, found: Undertaking) -> Stretch | None:
    """The condition attached to an undertaking: a clause with "if" before or behind it, or a short form."""
    line = _line(sentence, found)
    for n, other in enumerate(sentence.clauses):
        if other.head in _CONDITIONS and (other.parent in line or _ahead(sentence, n, found)):
            first = _head_start(sentence, other)
            return first, other.end
    return _short_condition(sentence, found)


def _line(sentence: Sentence, found: Undertaking) -> set[int]:
    """The action's clause, what it lies within up to the lead, and what leads it."""
    line = {found.clause}
    n = sentence.clauses[found.clause].parent
    while n is not None and n not in line and found.lead is not None and n >= found.lead:
        line.add(n)
        n = sentence.clauses[n].parent
    return line


def _ahead(sentence: Sentence, n: int, found: Undertaking) -> bool:
    """Whether a conditional clause leads the sentence in which the undertaking is the main clause."""
    other, clause = sentence.clauses[n], sentence.clauses[found.lead if found.lead is not None else found.clause]
    return (
        n < found.clause
        and other.parent is None
        and other.end <= clause.start
        and not any(other.end < between.start < clause.start and not between.head for between in sentence.clauses)
    )


def _head_start(sentence: Sentence, clause: Clause) -> int:
    i = clause.opens - 1
    words = set(clause.head.split())
    while i > 0 and sentence.low(i) in ('"', "“", ","):
        i -= 1
    while i > 0 and sentence.low(i - 1) in words | {"only", "even"}:
        i -= 1
    return sentence.tokens[i].start if i >= 0 and sentence.low(i) in words else clause.start


def _short_condition(sentence: Sentence, found: Undertaking) -> Stretch | None:
    first = next((i for i, token in enumerate(sentence.tokens) if token.start >= found.span[0]), 0)
    if first >= 2 and sentence.low(first - 1) == ",":
        first = max(0, first - 4)
    for i in range(first, len(sentence.tokens)):
        if sentence.tokens[i].start > found.span[1] + 2:
            return None
        for form in _SHORT_CONDITIONS:
            if sentence.low(i) == form[0] and all(sentence.low(i + k) == word for k, word in enumerate(form)):
                end = i + len(form)
                if form[-1] in ("to", "of", "agreement"):
                    while end < len(sentence.tokens) and sentence.classes[end] not in ("mark", "conj", "modal", "be"):
                        end += 1
                return sentence.tokens[i].start, sentence.tokens[end - 1].end
        if sentence.low(i) == "under":
            last = next((k for k in range(i + 1, i + 5) if sentence.low(k) in _TERMS), None)
            if last is not None:
                return sentence.tokens[i].start, sentence.tokens[last].end  # "under our new conditions"
    return None
