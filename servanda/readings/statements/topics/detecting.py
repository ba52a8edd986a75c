"""Topics: what a record says was raised, discussed, agreed, postponed, referred or left open, promised or not.

What is only intended, asked or denied is no agenda: the verbs must tell what was done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servanda.model import Ground, Level, Topic
from servanda.readings.grammar import Clause, Sentence
from servanda.readings.statements.matters import (
    head_of,
    is_adjective,
    matter_end,
    members,
    opens_on_pronoun,
    points_back,
    trimmed,
    without_frame,
)
from servanda.readings.statements.parts import Run, class_at, rest_of, run_of, stretch_of, subject_of
from servanda.readings.statements.proposals import Proposal
from servanda.readings.statements.setting import Setting
from servanda.readings.statements.topics.agenda import Hit, during, hits, is_party, is_talks, triggers
from servanda.readings.statements.topics.levels import level_in, moved
from servanda.readings.statements.topics.referrals import referrals

__all__ = ["detect"]


def detect(sentence: Sentence, setting: Setting) -> Iterable[Proposal]:
    """The topics that a sentence tells of: one for each matter."""
    for clause, hit in referrals(sentence, setting):
        yield from _topics(sentence, clause, hit, setting)
    if triggers().isdisjoint(token.lower for token in sentence.tokens):
        return
    seen: set[int] = set()
    led = during(sentence)
    if led is not None:
        yield from _topics(sentence, sentence.clauses[0], led, setting)
    for clause in sentence.clauses:
        if clause.head in ("who", "whose"):
            continue  # "a couple who had put off their honeymoon": it tells who they are
        for hit in hits(sentence, clause):
            if hit.matter[1] not in seen:  # "continued to exchange views on …" is one, not two
                yield from _topics(sentence, clause, hit, setting)
            seen.add(hit.matter[1])


# From what was found to entries


def _topics(sentence: Sentence, clause: Clause, hit: Hit, setting: Setting) -> Iterator[Proposal]:
    first, limit = hit.matter
    if clause.verb.tense == "gerund" and clause.verb.first <= 1:  # "Discussing trade, the ministers …"
        limit = next((i for i in range(first, limit) if sentence.low(i) == ","), limit)
    elif clause.parent is not None and clause.verb.first < sentence.clauses[clause.parent].opens:
        limit = min(limit, sentence.clauses[clause.parent].opens)
    limit = _mended(sentence, first, limit)
    first = _past_occasions(sentence, first, limit)
    within = trimmed(sentence, (first, matter_end(sentence, first, limit)))
    if within[0] >= within[1] or opens_on_pronoun(sentence, within):
        return
    raiser = _raiser(clause, setting) if hit.raiser else None
    level_from, level_to = hit.levels or (_moved(sentence, clause) if hit.outcome == "referred" else (None, None))
    for run in members(sentence, within):
        matter = without_frame(sentence, run)
        if points_back(sentence, matter) and hit.levels is None:
            continue
        span = setting.cut(*stretch_of(sentence, matter))
        grounds = [Ground("matter", span)]
        if raiser and clause.subject:
            grounds.append(Ground("raised_by", setting.cut(*clause.subject)))
        entry = Topic(
            origin=setting.record.origin,
            span=setting.cut(clause.start, clause.end),
            matter=span.text,
            raised_by=raiser,
            outcome=hit.outcome,
            level_from=level_from,
            level_to=level_to,
            confidence=hit.confidence,
            rule=hit.rule,
            grounds=tuple(grounds),
        )
        yield Proposal(entry, _features(sentence, clause, hit, matter))


def _past_occasions(sentence: Sentence, first: int, limit: int) -> int:
    """Past how often they talked: "[on two occasions, with Corvia, over] the dams"; its own place where that is not told."""
    if not {sentence.low(i) for i in range(first, min(limit, first + 3))} & {"occasion", "occasions", "times"}:
        return first
    return next((i + 1 for i in range(first, limit) if sentence.low(i) in ("over", "about", "regarding", "concerning")), limit)


def _mended(sentence: Sentence, first: int, limit: int) -> int:
    """The limit of a matter moved behind a noun that was taken for the next clause's verb: "to a normal [life]"."""
    if limit <= first or not (class_at(sentence, limit - 1) in ("det", "poss") or is_adjective(sentence.low(limit - 1))):
        return limit
    while limit < len(sentence.tokens) and (not class_at(sentence, limit) or sentence.low(limit) == ","):
        limit += 1
    return limit


def _features(sentence: Sentence, clause: Clause, hit: Hit, matter: Run) -> tuple[str, ...]:
    subject = subject_of(sentence, clause)
    who = "none"
    if subject is not None:
        who = "party" if is_party(sentence, subject) else "talks" if is_talks(sentence, subject) else "other"
    return (f"rule={hit.rule}", f"tense={clause.verb.tense}", f"who={who}", f"head={head_of(sentence, matter)}")


def _moved(sentence: Sentence, clause: Clause) -> tuple[Level | None, Level | None]:
    """The levels between which a clause says that its matter goes; those told to see to it are where it goes."""
    level_from, level_to = moved(sentence, run_of(sentence, clause.verb.end, clause.end))
    told = subject_of(sentence, clause) if clause.verb.passive else rest_of(clause)
    return level_from, level_to or (level_in(sentence, told) if told else None)


def _raiser(clause: Clause, setting: Setting) -> str | None:
    if clause.subject is None or clause.verb.passive:
        return None
    return setting.meant(*clause.subject)
