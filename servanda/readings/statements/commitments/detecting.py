"""Commitments: who undertakes what, how firmly, by when and on what condition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from servanda.model import Commitment, Force, Ground, Span
from servanda.readings.answerable import Answer
from servanda.readings.grammar import Sentence, Stretch
from servanda.readings.statements.commitments.actors import actor_of, teller_of
from servanda.readings.statements.commitments.deadlines import Deadline, carried, deadline
from servanda.readings.statements.commitments.effects import writing
from servanda.readings.statements.commitments.firmness import testable
from servanda.readings.statements.commitments.forms import Undertaking, with_shared_object
from servanda.readings.statements.commitments.lists import list_lead
from servanda.readings.statements.commitments.plausible import plausible, surety
from servanda.readings.statements.commitments.provisos import proviso
from servanda.readings.statements.commitments.seen import features
from servanda.readings.statements.commitments.success import success_test
from servanda.readings.statements.commitments.sums import of_sum
from servanda.readings.statements.commitments.undertaking import band
from servanda.readings.statements.commitments.undertakings import undertakings
from servanda.readings.statements.parts import said_again
from servanda.readings.statements.proposals import Proposal
from servanda.readings.statements.setting import Setting

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
_SAID_AGAIN = 0.85
"""How sure what is said is, where its last words are taken up once more and go on: its sense is then half told."""
_OWN = ("commitments.verb-", "commitments.ing-", "commitments.np-")
"""Rules by which a verb leads from who speaks into what he is to do himself."""


def detect(sentence: Sentence, setting: Setting) -> Iterator[Proposal]:
    """What a sentence undertakes, agrees, plans or asks for."""
    seen: set[Stretch] = set()
    shared = -1
    for one in undertakings(sentence, list_lead(setting.record, sentence)):
        found = with_shared_object(sentence, one)
        span = setting.trimmed(*found.span)
        action = setting.trimmed(*found.action)
        if span is None or action is None or found.action in seen or found.action[1] == shared:
            continue
        shared = found.action[1] if found is not one else shared
        declared = setting.record.kind in ("communique", "agreement")
        if not plausible(sentence, found, setting.answerable.turn_at(span.start), declared=declared):
            continue
        seen.add(found.action)
        yield _proposal(sentence, setting, found, span, action)
    yield from of_sum(sentence, setting)


def _proposal(sentence: Sentence, setting: Setting, found: Undertaking, span: Span, action: Span) -> Proposal:
    record = setting.record
    answer = setting.answer(action.start, action.end)
    condition = proviso(sentence, found)
    if condition is not None:
        span = setting.cut(min(span.start, condition[0]), max(span.end, condition[1]))
    due = _due(sentence, setting, found, span, action)
    clause = sentence.clauses[found.clause]
    actor = actor_of(sentence, found, setting, answer)
    entry = Commitment(
        origin=record.origin,
        span=span,
        holder=answer.speaker or (_told_holder(sentence, setting, found, actor) if answer.voice == "publisher" else None),
        actor=actor,
        action=action.text,
        force="conditional" if condition is not None else _force(sentence, setting, found, answer),
        condition=setting.cut(*condition).text if condition is not None else None,
        deadline=due.value if due else None,
        deadline_start=due.start if due else None,
        deadline_end=due.end if due else None,
        deadline_rule=due.rule if due else None,
        firmness=band(found.binding),
        testability=testable(clause, dated=due is not None, counted=bool(setting.figures(span.start, span.end))),
        confidence=0.5,
        rule=found.rule,
        grounds=_grounds(setting, found, action, due, condition),
    )
    entry = replace(entry, success_test=success_test(entry))
    commented = record.kind == "transcript" and answer.voice == "publisher"  # what a republisher or his readers say of talks
    floor = 0.0 if commented else surety(sentence, found, dated=due is not None)
    sure = _SAID_AGAIN if said_again(sentence, found.action[1]) else 1.0
    return Proposal(entry, features(sentence, setting, found, entry, answer), floor, sure)


def _told_holder(sentence: Sentence, setting: Setting, found: Undertaking, actor: str | None) -> str | None:
    """Who holds what is told in nobody's words: who undertook it himself, who asked for it, who spoke of his promise."""
    return actor if _own(sentence, found) else teller_of(sentence, found, setting)


def _own(sentence: Sentence, found: Undertaking) -> bool:
    """Whether it is told that somebody undertook something of his own, and so said it: "The ministry promised to open"."""
    clause = sentence.clauses[found.clause if found.lead is None else found.lead]
    return found.rule.startswith(_OWN) and found.force in ("pledged", "agreed") and not clause.verb.passive


def _due(sentence: Sentence, setting: Setting, found: Undertaking, span: Span, action: Span) -> Deadline | None:
    """The deadline set within an undertaking, or carried from the lead of its list.

    A time that merely says when something was agreed sets none: "Today we agreed to", "we decided this week to".
    """
    due = deadline(setting.times(span.start, span.end), setting.record.text, setting.record.reference_date)
    modal = sentence.clauses[found.clause].verb.modal
    if due is not None and due.rule == "in" and due.span.start < action.start and not modal:
        due = None
    return due or carried(setting, sentence, action.start)


def _force(sentence: Sentence, setting: Setting, found: Undertaking, answer: Answer) -> Force:
    """The force without a condition: that of the form, or `agreed` where a joint text or an agreement stands behind it."""
    force = found.force
    if found.rule == "commitments.asked-require" and found.lead is not None:
        subject = sentence.clauses[found.lead].subject
        laid_down = subject is not None and (writing(sentence, subject) or setting.instruments(*subject))
        force = "planned" if laid_down else force  # what a law requires is laid down
    if found.rule == "commitments.item" and answer.turn is None:
        force = "pledged"  # a programme's items are what its publisher undertakes
    declared = answer.turn is None and answer.quotation is None and setting.record.kind in ("communique", "agreement")
    return "agreed" if force in ("pledged", "planned") and (declared or _as_agreed(sentence)) else force


def _as_agreed(sentence: Sentence) -> bool:
    """Whether the sentence tells of its action as one that was agreed: "as we agreed", "under the agreement"."""
    said = sentence.text[sentence.start : sentence.end].lower()
    return any(form in said for form in _AGREED)


def _grounds(
    setting: Setting, found: Undertaking, action: Span, due: Deadline | None, condition: Stretch | None
) -> tuple[Ground, ...]:
    grounds = [Ground("action", action)]
    if found.subject is not None:
        grounds.append(Ground("actor", setting.cut(*found.subject)))
    if due is not None:
        grounds.append(Ground("deadline", due.span))
    if condition is not None:
        grounds.append(Ground("condition", setting.cut(*condition)))
    return tuple(grounds)
