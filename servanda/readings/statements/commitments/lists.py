"""Items of a list whose lead stands in a paragraph before: "The Parties agreed: (a) to bring …, (b) to establish …"."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from servanda.model import Force, Record
from servanda.readings.grammar import Sentence, Stretch, analyse
from servanda.readings.layers import sentences_in
from servanda.readings.statements.commitments.forms import Undertaking, action_of
from servanda.readings.statements.commitments.undertaking import group, leads
from servanda.readings.statements.subjects import subject_kind

_ITEMS = 14
"""Paragraphs before an item within which its lead stands."""
_NUMBER = re.compile(r"\W*(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]\s*|[•·●▪*–—-]\s+)*", re.I)
"""What may stand before the words of an item."""
_LIFTED = 8
"""Tokens within which an item's verb begins."""
_HEADS = frozenset({"to", "-ing", ""})


@dataclass(frozen=True, slots=True)
class ListLead:
    """The clause that leads into a list."""

    sentence: Sentence
    subject: Stretch | None
    kind: str
    force: Force
    word: str


def list_lead(record: Record, sentence: Sentence) -> ListLead | None:
    """The lead of the list an item of which a sentence opens; None where it opens none."""
    if not sentence.clauses or sentence.clauses[0].verb.first > _LIFTED or not _opens_item(sentence):
        return None
    blocks = record.blocks
    here = bisect_right(blocks, sentence.start, key=lambda block: block.start) - 1
    if here < 1 or not _NUMBER.fullmatch(record.text, blocks[here].start, sentence.start):
        return None
    for block in reversed(blocks[max(0, here - _ITEMS) : here]):
        if record.text[block.start : block.end].rstrip().endswith(":"):
            return _led(record, block.start, block.end)
        if block.kind == "heading":
            return None
    return None


def _opens_item(sentence: Sentence) -> bool:
    """Whether a sentence begins, behind its number, with an infinitive, a gerund or a bare verb without a subject."""
    clause = sentence.clauses[0]
    begins = _NUMBER.match(sentence.text, sentence.start, sentence.end)
    start = begins.end() if begins else sentence.start
    alone = clause.verb.tense == "imperative" or not any(other.verb.finite and not other.head for other in sentence.clauses)
    unled = clause.subject is None and clause.verb.tense in ("infinitive", "gerund", "imperative") and alone
    return unled and clause.head in _HEADS and clause.start <= start + 1


def _led(record: Record, start: int, end: int) -> ListLead | None:
    stretches = sentences_in(record.text, start, end)
    if not stretches:
        return None
    sentence = analyse(record.text, *stretches[-1])
    for clause in reversed(sentence.clauses):
        verb = clause.verb
        if not verb.finite:
            continue
        lead = leads("passive" if verb.passive else "verb").get(verb.lemma)
        if lead is not None and lead.word not in group("wishing"):
            return ListLead(sentence, clause.subject, subject_kind(sentence, clause.subject), lead.force, lead.word)
        if verb.modal in group("will"):
            return ListLead(sentence, clause.subject, subject_kind(sentence, clause.subject), "pledged", verb.modal or "will")
        if verb.modal in group("ought"):
            return ListLead(
                sentence, clause.subject, subject_kind(sentence, clause.subject), "proposed", verb.modal or "should"
            )
    return None


def of_list(sentence: Sentence, lead: ListLead) -> Undertaking:
    """The undertaking that an item states. Its subject stands in the lead."""
    clause = sentence.clauses[0]
    return Undertaking(
        f"commitments.list-{lead.word.replace(' ', '-')}",
        lead.force,
        lead.word,
        (clause.start, clause.end),
        action_of(sentence, clause),
        lead.subject,
        lead.kind,
        0,
    )
