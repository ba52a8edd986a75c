"""Items that open with a sum of money and say what it is for: "$10 million to widen the coast road", without any main verb.

Budgets, programmes and fact sheets list what they undertake so, one item a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from servanda.model import Commitment, Ground, Record
from servanda.readings.grammar import Sentence
from servanda.readings.statements.commitments.deadlines import carried, deadline
from servanda.readings.statements.commitments.success import success_test
from servanda.readings.statements.proposals import Proposal
from servanda.readings.statements.setting import Setting

_SUM = re.compile(
    r"(?:(?:an? )?(?:additional|further|extra|new|up to|more than|over|almost|nearly)\s+)*"
    r"(?:[A-Z]{1,3}\s?)?[$€£¥]\s?\d[\d.,]*\s*(?:million|billion|trillion|thousand|m|bn|b|k)?\b"
    r"(?:\s+(?:a|per) year|\s+annually)?"
    r"(?:\s+(?:over|across)\s+[\w-]+\s+years?)?(?:\s+(?:in|of)\s+[a-z][\w-]*(?:\s+[a-z][\w-]*){0,3}?)?"
    r"\s+(?P<use>for|to|towards?)\s+(?P<what>\w+)",
    re.IGNORECASE,
)
"""A sum, with what tells more of it, and the word that leads to its use."""
_BULLET = re.compile(r"\W*")
"""What may stand between the beginning of a paragraph and an item's words."""


def of_sum(sentence: Sentence, setting: Setting) -> Iterator[Proposal]:
    """The undertaking of an item that opens with a sum, in print alone: a speaker's sums have their verbs."""
    text = sentence.text
    begins = _BULLET.match(text, sentence.start, sentence.end)
    start = begins.end() if begins else sentence.start
    start -= text[start - 1 : start] in ("$", "€", "£", "¥")
    found = _SUM.match(text, start, sentence.end)
    if found is None or any(clause.verb.finite and not clause.head for clause in sentence.clauses):
        return
    span = setting.trimmed(start, sentence.end)
    if span is None or not _opens_block(setting.record, start):
        return
    answer = setting.answer(span.start, span.end)
    if answer.turn is not None or answer.quotation is not None:
        return
    times = setting.times(span.start, span.end)
    due = deadline(times, text, setting.record.reference_date) or carried(setting, sentence, span.start)
    entry = Commitment(
        origin=setting.record.origin,
        span=span,
        actor=setting.answerable.parties,
        action=span.text,
        force="agreed" if setting.record.kind in ("communique", "agreement") else "planned",
        deadline=due.value if due else None,
        deadline_start=due.start if due else None,
        deadline_end=due.end if due else None,
        deadline_rule=due.rule if due else None,
        testability=True,
        confidence=0.5,
        rule="commitments.sum",
        grounds=(Ground("action", span), *((Ground("deadline", due.span),) if due else ())),
    )
    seen = ("rule=sum", "form=sum", f"next={found['use'].lower()}", f"voice={answer.voice}", "figure")
    verb = next((f"verb={clause.verb.lemma}" for clause in sentence.clauses if clause.head == "to"), "verb=none")
    record = f"record={setting.record.kind or 'unknown'}"
    yield Proposal(replace(entry, success_test=success_test(entry)), (*seen, verb, record))


def _opens_block(record: Record, start: int) -> bool:
    """Whether nothing but marks stands before a place in its line."""
    line = record.text.rfind("\n", 0, start) + 1
    return _BULLET.fullmatch(record.text, line, start) is not None
