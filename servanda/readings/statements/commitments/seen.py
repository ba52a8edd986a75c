"""What a commitment's detector saw: short strings for the scorer to weigh."""

from __future__ import annotations

from servanda.model import Commitment
from servanda.readings.answerable import Answer
from servanda.readings.grammar import Clause, Sentence
from servanda.readings.statements.commitments.forms import Undertaking
from servanda.readings.statements.commitments.undertaking import deed
from servanda.readings.statements.setting import Setting
from servanda.readings.statements.subjects import subject_kind

_WHOLE = 0.8
"""Share of a sentence from which on an entry takes up all of it."""
_FIRST, _SHORT = 12, 30
"""Characters before a clause that opens its sentence; characters of a short entry."""


def features(sentence: Sentence, setting: Setting, found: Undertaking, entry: Commitment, answer: Answer) -> tuple[str, ...]:
    """Features of one proposal: its form, verb, subject, modal, what governs it, what stands in it, whose words it is."""
    clause = sentence.clauses[found.clause]
    verb = clause.verb
    form = found.rule.removeprefix("commitments.")
    seen = [
        f"rule={form}",
        f"form={form.split('-')[0]}",
        f"force={found.force}",
        f"verb={verb.lemma}",
        f"subject={found.kind}",
        f"modal={verb.modal or 'none'}",
        f"tense={verb.tense}",
        f"head={clause.head or 'main'}",
        f"voice={answer.voice}",
        f"record={setting.record.kind or 'unknown'}",
        f"form+subject={form.split('-')[0]}+{found.kind}",
        f"subject+voice={found.kind}+{'passive' if verb.passive else 'active'}",
        *(f"subject+deed={found.kind}+{kind}" for kind in sorted(deed(verb.lemma))),
        f"own={_whose(found, answer)}+{form.split('-')[0]}",
        *(f"deed={kind}" for kind in sorted(deed(verb.lemma))),
        *_of_governor(sentence, clause),
        *_of_object(sentence, clause),
    ]
    if answer.turn is not None:
        seen.append(f"role={answer.turn.role}")
    flags = {
        "negated": verb.negated,
        "passive": verb.passive,
        "progressive": verb.progressive,
        "question": sentence.text[sentence.start : sentence.end].rstrip("\"'”’»)").endswith("?"),
        "deadline": entry.deadline is not None,
        "figure": bool(setting.figures(entry.span.start, entry.span.end)),
        "instrument": bool(setting.instruments(entry.span.start, entry.span.end)),
        "condition": entry.condition is not None,
        "led": found.lead is not None,
        "inherits": clause.inherits,
        "whole": entry.span.end - entry.span.start > _WHOLE * (sentence.end - sentence.start),
        "first": clause.start - sentence.start < _FIRST,
        "short": entry.span.end - entry.span.start < _SHORT,
        "parties": setting.answerable.parties is not None,
        "talking-of-speech": found.kind in ("i", "we") and "telling" in deed(verb.lemma),
    }
    seen.extend(name for name, value in flags.items() if value)
    seen.append(f"lead={found.binding}")
    if found.lead is not None:
        lead = sentence.clauses[found.lead]
        seen.append(f"leader={subject_kind(sentence, lead.subject)}")
        seen.append(f"lead-tense={lead.verb.tense}")
        if lead.verb.modal:
            seen.append(f"lead-modal={lead.verb.modal}")
        if lead.verb.negated:
            seen.append("lead-negated")
    return tuple(seen)


def _whose(found: Undertaking, answer: Answer) -> str:
    """Whether who is answerable speaks of his own, of another or of a thing; and whether anybody is answerable."""
    if found.kind in ("i", "we", "both"):
        return "own" if answer.speaker else "ours"
    if found.kind in ("person", "state", "body", "named", "people", "they", "you"):
        return "other" if answer.speaker else "told"
    return "thing" if answer.speaker else "nobody"


def _of_governor(sentence: Sentence, clause: Clause) -> list[str]:
    if clause.parent is None:
        return ["governor=none"]
    parent = sentence.clauses[clause.parent]
    return [f"governor={parent.verb.lemma}", f"governor-subject={subject_kind(sentence, parent.subject)}"]


def _of_object(sentence: Sentence, clause: Clause) -> list[str]:
    """The words right after the verb: its particle or preposition, its object's determiner and head."""
    after = clause.verb.last + 1
    if after >= clause.closes:
        return ["object=none"]
    seen = [f"next={sentence.low(after) if sentence.classes[after] else 'word'}"]
    i = after
    while i < clause.closes and sentence.classes[i] in ("det", "poss", "number", "adverb"):
        i += 1
    while i + 1 < clause.closes and not sentence.classes[i + 1]:
        i += 1
    if i < clause.closes and not sentence.classes[i]:
        seen.append(f"object={sentence.low(i)}")
    return seen
