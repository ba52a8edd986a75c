"""A sentence that says what became of what the one before named: "… will be ours. And that's exactly what happened"."""

from __future__ import annotations

from functools import cache
from typing import cast

from servanda.model import Ground, Progress
from servanda.model.statements import Status
from servanda.readings.grammar import Clause, Sentence, analyse
from servanda.readings.statements.parts import Run
from servanda.readings.statements.proposals import PLAIN, Proposal
from servanda.readings.statements.setting import Setting
from servanda.words import rows, table

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
_PARTIES = frozenset(("we", "they", "both sides", "the sides", "the parties", "the two sides", "both parties"))
_PRONOUNS = 2
"""Words of what is settled, where it was named before: "them", "these too"."""
_VOWED = frozenset(("promise", "plan", "agree", "pledge", "undertake", "vow", "intend", "predict", "commit"))


def outcome_of(sentence: Sentence, setting: Setting) -> Proposal | None:
    """The progress that a sentence reports of what the sentence before foresaw or promised."""
    said = _says(sentence)
    earlier = _earlier(sentence, setting) if said else None
    ahead = _foreseen(earlier) if earlier else None
    if said is None or ahead is None:
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


def settled_of(sentence: Sentence, setting: Setting) -> Proposal | None:
    """What is said to be settled of the issues named right before: "There were two such issues. We have agreed on them"."""
    clause = next((one for one in sentence.clauses if _settles(sentence, one)), None)
    earlier = _earlier(sentence, setting) if clause else None
    run = _issues(earlier) if earlier else None
    if clause is None or earlier is None or run is None:
        return None
    record = setting.record
    matter = setting.cut(earlier.tokens[run[0]].start, earlier.tokens[run[1] - 1].end)
    entry = Progress(
        origin=record.origin,
        span=setting.cut(earlier.start, clause.end),
        holder=setting.answer(sentence.start, sentence.end).speaker,
        matter=matter.text,
        status="fulfilled",
        confidence=CONFIDENCE,
        rule="progress.settled",
        grounds=(Ground("matter", matter), Ground("status", setting.cut(clause.start, clause.end))),
    )
    return Proposal(entry, (*_AS_PLANNED, "status=fulfilled", f"verb={clause.verb.lemma}", f"kind={record.kind}"), PLAIN)


def _earlier(sentence: Sentence, setting: Setting) -> Sentence | None:
    """The sentence right before, where the same turn says it and it is short enough to be meant as a whole."""
    before = setting.sentence_before(sentence.start)
    if before is None or before[1] - before[0] > _FARTHEST:
        return None
    same = setting.answerable.turn_at(before[0]) is setting.answerable.turn_at(sentence.start)
    return analyse(setting.record.text, *before) if same else None


def _settles(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause says of what was named before that those who speak have settled it."""
    verb = clause.verb
    done = verb.tense in ("perfect", "past") and verb.modal is None and not verb.negated and not verb.passive
    if not done or clause.head or clause.subject is None or sentence.cut(clause.subject).lower() not in _PARTIES:
        return False
    leads = verb.lemma == "agree" and sentence.low(verb.last + 1) == "on"
    if not leads and verb.lemma not in ("settle", "resolve", "solve"):
        return False
    first = verb.last + 1 + leads
    said = [sentence.low(i) for i in range(first, clause.closes) if sentence.low(i) != "all" and sentence.low(i) != "of"]
    return said[:1] in (["them"], ["these"], ["those"]) and len(said) <= _PRONOUNS


def _issues(sentence: Sentence) -> Run | None:
    """The noun phrase of the issues that a sentence says there were, or names: "two or three such questions"."""
    for i in range(len(sentence.tokens)):
        if table("topic-heads").get(sentence.low(i)) == "issue" and sentence.low(i).endswith("s"):
            first = i
            while first > 0 and sentence.classes[first - 1] in ("", "det", "poss", "number", "conj"):
                first -= 1
            return first, i + 1
    return None


def _says(sentence: Sentence) -> Status | None:
    if not 0 < len(sentence.tokens) <= _LONGEST or sentence.tokens[-1].text == "?":
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
