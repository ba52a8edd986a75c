"""Where a report of progress stands: its span, the words of its matter, and the period it is for."""

from __future__ import annotations

from servanda.model import Span
from servanda.readings.grammar import Sentence
from servanda.readings.statements.matters import matter_end, trimmed
from servanda.readings.statements.parts import Run
from servanda.readings.statements.progress.deeds import Deed, subject_run, told_of
from servanda.readings.statements.progress.degrees import part
from servanda.readings.statements.progress.verbforms import only_describes
from servanda.readings.statements.setting import Setting

_LATER = 6
"""Clauses behind a report among which one with a subject of its own would end it."""
_LEAD = 0.4
"""Share of a clause's length that words before its subject may have, to be kept in the span."""
_BETWEEN = 6
"""Tokens between a verb and its matter: "working *together effectively on* promoting"."""
_TAIL = frozenset(("and", "or", "but", ",", "particular", "also", "therefore", "however", "indeed", "moreover", "furthermore"))
_WITH = frozenset(("with", "alongside"))
_ON_WHAT = frozenset(("on", "about", "over", "regarding", "concerning", "toward", "towards"))
_MARKS_ENDING = frozenset((";", ":", "(", "–", "—", "who", "which", "that"))
_PARTNERS = 24
"""Tokens that may name those with whom something is done: a list of states and bodies."""
_PRONOUNS = frozenset(["we", "i", "you", "he", "she", "they", "it", "there", "this", "that", "these", "those", "which", "who"])


def span_of(sentence: Sentence, deed: Deed, last: int) -> tuple[int, int]:
    """The clauses of a report, up to clause `last`, without a long lead; with what a relative clause tells of."""
    clause = deed.clause
    start, end = min(clause.start, sentence.tokens[deed.opens].start), _end(sentence, last)
    told = told_of(sentence, deed)
    if told:
        start = min(start, sentence.tokens[told[0]].start)
    elif clause.subject and not clause.inherits and clause.subject[0] - start > _LEAD * (end - start):
        start = clause.subject[0]
    return start, end


def _end(sentence: Sentence, last: int) -> int:
    """The last clause's end without what leads on; with the second half of a list whose middle looks like another clause."""
    clause = sentence.clauses[last]
    later = sentence.clauses[last + 1 : last + 1 + _LATER]
    if sentence.low(clause.closes) == "and" and not any(other.verb.finite and other.subject for other in later):
        final = sentence.tokens[-1]
        return final.start if not final.text[0].isalnum() else final.end
    if later and later[0].opens == clause.closes + 1 and only_describes(sentence, last + 1):
        return later[0].end
    after = clause.closes
    while after - 1 > clause.verb.last and (
        sentence.low(after - 1) in _TAIL or (sentence.low(after - 1) == "in" and sentence.low(after) == "particular")
    ):
        after -= 1
    return clause.end if after == clause.closes else sentence.tokens[after - 1].end


def matter_of(sentence: Sentence, deed: Deed, place: Run | None) -> Run:
    """The tokens of what was undertaken: in `place`, where that names it, else the subject, else the verb."""
    if place:
        limit = _limit(sentence, deed, place[1])
        begin = _past_partners(sentence, place[0], limit)
        run = trimmed(sentence, (_past_particles(sentence, begin, limit), matter_end(sentence, begin, limit)))
        if any(sentence.classes[i] != "adverb" for i in range(*run)):
            return run
    subject = told_of(sentence, deed) or subject_run(sentence, deed.clause)
    if subject is None or subject[0] >= subject[1] or (subject[1] - subject[0] == 1 and sentence.low(subject[0]) in _PRONOUNS):
        return deed.main, deed.main + 1
    return subject


def _past_particles(sentence: Sentence, begin: int, limit: int) -> int:
    """Past what stands between a verb and what it is about: "*together effectively on* promoting", "*out* some reforms"."""
    i = begin
    while i < min(limit, begin + _BETWEEN) and (sentence.low(i) in part("particle") or sentence.classes[i] == "adverb"):
        i += 1
    return i if i < limit else begin


def _past_partners(sentence: Sentence, begin: int, limit: int) -> int:
    """Past those with whom something is done: "*with our partners* on an agreement", "*with them* to end it"."""
    first = next((i for i in range(begin, min(limit, begin + _BETWEEN)) if sentence.classes[i] != "adverb"), limit)
    if first < limit and sentence.low(first) in ("together", "hand"):
        first += 1
    if sentence.low(first) not in _WITH:
        return begin
    for i in range(first + 2, min(limit - 1, first + _PARTNERS)):
        if sentence.low(i) in _ON_WHAT or sentence.classes[i] == "to":
            return i + 1
        if sentence.low(i) in _MARKS_ENDING:
            break
    return begin


def _limit(sentence: Sentence, deed: Deed, limit: int) -> int:
    """Where the next clause with a subject of its own begins that a comma parts from this one."""
    for other in sentence.clauses[deed.index + 1 : deed.index + 1 + _LATER]:
        comma = other.opens - 1
        while comma > deed.main and sentence.classes[comma] in ("conj", "adverb"):
            comma -= 1
        if other.verb.finite and other.subject and sentence.low(comma) == "," and deed.main < comma < limit:
            return comma
    return limit


def period_of(setting: Setting, start: int, end: int) -> tuple[str, Span] | None:
    """The interval that the one time of a stretch names, as TIMEX3, and its words; what is still ahead is none."""
    today = setting.record.reference_date
    times = [time for time in setting.times(start, end) if time.type == "DATE" and time.value[:4].isdigit()]
    if len(times) != 1 or (today and times[0].value > today):
        return None
    before = setting.record.text[max(start, times[0].span.start - 8) : times[0].span.start].lower().split()
    if before and before[-1] in ("until", "till", "by"):
        return None
    last = times[0].end_value or (".." if before and before[-1] == "since" else None)
    return (f"{times[0].value}/{last}" if last else times[0].value), times[0].span
