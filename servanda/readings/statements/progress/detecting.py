"""Progress: what was undertaken, and is said to be done, under way, put off, stuck or broken.

Each clause is read as a deed (`deeds`) and tried by the rules below, the plainest first. What merely happened is none: that
is told by the verb's class, by who is said to have done it and to what, and weighed by the scorer that comes after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from servanda.model import Ground, Progress
from servanda.model.statements import Status
from servanda.readings.grammar import Sentence
from servanda.readings.statements.matters import head_of
from servanda.readings.statements.parts import Run, class_at, stretch_of
from servanda.readings.statements.progress.deeds import Deed, asks, deed_of, rest_run, subject_run
from servanda.readings.statements.progress.degrees import Degree, degree_in, is_partial, part
from servanda.readings.statements.progress.extents import matter_of, period_of, span_of
from servanda.readings.statements.progress.outcomes import outcome_of, settled_of
from servanda.readings.statements.progress.persons import is_life, is_opinion
from servanda.readings.statements.progress.traits import traits
from servanda.readings.statements.proposals import PLAIN, Proposal
from servanda.readings.statements.setting import Setting
from servanda.words import words

__all__ = ["detect"]

CONFIDENCE = 0.5
"""Before the scorer has weighed what the detector saw."""


_COMPLEMENT = 6
"""Tokens behind "is" in which the state is named: "is now about 40 percent complete"."""
_COURSE = 4
"""Tokens of "in the active phase", "in full swing"."""
_MEASURING = frozenset(("percent", "per", "cent", "%", "about", "over", "more", "than", "almost", "nearly"))


_VOWED = frozenset(("promised", "planned", "pledged", "instructed", "vowed", "scheduled"))
"""Behind "as": what was undertaken has been done."""
_PUBLISHING = frozenset(("announce", "release", "publish", "present", "issue", "unveil"))
_WELL = frozenset(("ahead", "forward", "according", "as", "well", "smoothly", "step"))
"""Behind "going": how work goes, not where to."""
_UNDERTAKEN = frozenset(("matter=effort", "matter=undertaking"))
"""What may get stuck, as `traits` has it."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What a rule makes of a deed."""

    rule: str
    status: Status
    matter: Run | None
    """Tokens of what it is about; None for the subject."""


def detect(sentence: Sentence, setting: Setting) -> Iterator[Proposal]:
    """The progress that a sentence reports: one report a clause, and one for clauses that tell of one subject in a row."""
    if asks(sentence):
        return
    if outcome := outcome_of(sentence, setting) or settled_of(sentence, setting):
        yield outcome
        return
    found: list[tuple[Deed, _Told, int]] = []
    for index in range(len(sentence.clauses)):
        deed = deed_of(sentence, index)
        told = _told(sentence, deed) if deed else None
        if deed is None or told is None:
            if found and _leaves_nothing(sentence, index, found[-1]):
                found[-1] = (*found[-1][:2], index)
            continue
        if found and _goes_with(sentence, deed, told, found[-1]):
            found[-1] = (*found[-1][:2], index)
        else:
            found.append((deed, told, _last_within(sentence, index) if told.rule == "as-vowed" else index))
    outer = -1
    for deed, told, last in found:
        proposal = _proposal(sentence, deed, told, last, setting)
        if proposal and proposal.entry.span.end > outer:  # what stands within a report only tells of its matter
            outer = proposal.entry.span.end
            yield proposal


def _last_within(sentence: Sentence, index: int) -> int:
    """The last of the clauses right behind one that it governs: what was promised, and when."""
    last = index
    for following in range(index + 1, len(sentence.clauses)):
        parent = sentence.clauses[following].parent
        if parent is None or parent < index:
            break
        last = following
    return last


def _goes_with(sentence: Sentence, deed: Deed, told: _Told, before: tuple[Deed, _Told, int]) -> bool:
    """Whether a clause only goes on with the one before: "has been formed *and is functioning*"."""
    _, earlier, last = before
    kept = {earlier.status, told.status} <= {"fulfilled", "in_progress", "partly_fulfilled"}
    return kept and deed.clause.inherits and deed.index == last + 1 and sentence.clauses[last].verb.finite


def _leaves_nothing(sentence: Sentence, index: int, before: tuple[Deed, _Told, int]) -> bool:
    """Whether a clause only says that nothing is left to do: "all is settled, *and there are no open questions*"."""
    clause = sentence.clauses[index]
    _, earlier, last = before
    there = (
        clause.verb.lemma == "be"
        and sentence.low(clause.opens) == "there"
        and sentence.low(clause.verb.last + 1) in ("no", "none")
    )
    return there and earlier.status == "fulfilled" and index == last + 1 and clause.head == ""


def _told(sentence: Sentence, deed: Deed) -> _Told | None:
    if is_life(sentence, deed) or is_opinion(sentence, deed):
        return None
    for rule in _RULES:
        if told := rule(sentence, deed):
            return told
    return None


def _as_planned(sentence: Sentence, deed: Deed) -> _Told | None:
    """As in "we used force to supply the plant, *as promised*", whatever the verb."""
    if deed.aspect not in ("perfect", "past"):
        return None
    for i in range(max(0, deed.opens - _COURSE), min(len(sentence.tokens) - 1, deed.clause.closes + _COURSE)):
        if sentence.low(i) == "as" and sentence.low(i + 1) in _VOWED and class_at(sentence, i + 2) in ("mark", "prep", "to"):
            return _Told("as-planned", "broken" if deed.negated else "fulfilled", None if deed.passive else rest_run(deed))
    return None


def _state(sentence: Sentence, deed: Deed) -> _Told | None:
    """As in "the talks remain stalled", "work is under way", "the bridge is complete", "is nearing completion"."""
    if deed.lemma == "near" and sentence.low(deed.main + 1) == "completion":
        return _Told("nearing", "in_progress", None)
    if deed.lemma not in ("be", "remain", "stay", "get") or deed.clause.subject is None:
        return None
    begin, end = rest_run(deed)
    for i in range(begin, min(end, begin + 8)):
        if sentence.low(i) == "on" and sentence.low(i + 1) == "track":
            aim = (i + 2, end) if sentence.low(i + 2) in ("to", "for") and i + 3 < end else None
            return _Told("state", "stalled" if deed.negated else "in_progress", aim and (aim[0] + 1, aim[1]))
    about = (begin, end) if _subject_is(sentence, deed, ("there",)) else None
    for i in range(begin, min(end, begin + _COMPLEMENT)):
        word = sentence.low(i)
        if word in ("on", "in", "under") and sentence.low(i + 1) in ("place", "way", "force", "effect", "operation"):
            going = sentence.low(i + 1) not in ("place", "force", "effect")
            return (
                None if going and _is_harm(sentence, deed) else _Told("state", "in_progress" if going else "fulfilled", about)
            )
        if word == "in" and any(sentence.low(k) in part("course") for k in range(i + 1, min(end, i + _COURSE))):
            return _Told("state", "stalled" if deed.negated else "in_progress", about)
        for name, status in _STATES.items():
            if word in part(name) and not (name == "going" and _is_harm(sentence, deed)):
                return _Told("state", _turned(status, negated=deed.negated), about)
        if sentence.classes[i] not in ("adverb", "neg", "number") and word not in _MEASURING:
            return None
    return None


def _is_harm(sentence: Sentence, deed: Deed) -> bool:
    """Whether what goes on is what nobody undertakes to bring about: "the war is under way"."""
    subject = subject_run(sentence, deed.clause)
    return subject is not None and head_of(sentence, subject) in part("harm")


def _headway(sentence: Sentence, deed: Deed) -> _Told | None:
    """As in "tangible progress has been made", "we have achieved progress", "there is active cooperation"."""
    begin, end = rest_run(deed)
    if sentence.low(deed.clause.opens) == "there" or _subject_is(sentence, deed, ("there",)):
        return _there(sentence, deed)
    subject = subject_run(sentence, deed.clause)
    place = subject if deed.passive else (begin, min(end, begin + 7))
    if deed.lemma in part("made") and place and any(sentence.low(i) in part("headway") for i in range(*place)):
        return _Told("headway", "stalled" if deed.negated else "in_progress", place if deed.passive else (begin, end))
    return None


def _there(sentence: Sentence, deed: Deed) -> _Told | None:
    begin, end = rest_run(deed)
    for i in range(begin, min(end, begin + 6)):
        if sentence.low(i) in part("headway") or sentence.low(i) in part("talk"):
            if class_at(sentence, i + 1) == "" or _is_left(sentence, i + 1):
                return None  # "there is a cooperation *programme*", "there is more work *to do*"
            exchanged = sentence.low(i) == "exchange" and deed.aspect == "past"
            none = deed.negated or sentence.low(begin) == "no"
            return _Told("there", "stalled" if none else "fulfilled" if exchanged else "in_progress", (begin, end))
    return None


def _is_left(sentence: Sentence, i: int) -> bool:
    """Whether work is still to be done: "work to do", "work ahead of us", "work that remains"."""
    return sentence.low(i) in ("ahead", "left", "remaining") or class_at(sentence, i) == "to"


def _as_vowed(sentence: Sentence, deed: Deed) -> _Told | None:
    """As in "we did what we promised", "they have done everything they undertook"."""
    begin, end = rest_run(deed)
    if deed.lemma not in ("do", "deliver", "fulfil", "accomplish") or sentence.low(begin) not in part("whole"):
        return None
    if not any(clause.verb.lemma in part("vow") for clause in sentence.clauses[deed.index + 1 : deed.index + 3]):
        return None
    return _Told("as-vowed", "broken" if deed.negated else "fulfilled", (begin, end))


def _broken(sentence: Sentence, deed: Deed) -> _Told | None:
    """As in "is violating the agreement", "failed to carry out", "does not comply with", "has not been fulfilled"."""
    if "breach" in deed.classes and not deed.negated:
        return _Told("breach", "broken", None if deed.passive else rest_run(deed))
    if "fail" in deed.classes and sentence.low(deed.main + 1) == "to" and not deed.negated:
        return _Told("failed", "broken", rest_run(deed))
    if deed.negated and "finish" in deed.classes:
        yet = any(sentence.low(i) in ("yet", "still") for i in range(deed.clause.opens, deed.clause.closes + 2))
        return _Told("undone", "stalled" if yet else "broken", None if deed.passive else rest_run(deed))
    return None


def _put_off(_: Sentence, deed: Deed) -> _Told | None:
    if deed.negated:
        return None
    for name, status in (("postpone", "postponed"), ("stall", "stalled")):
        if name in deed.classes and (deed.passive or deed.aspect in ("perfect", "past", "progressive", "present")):
            return _Told(name, status, None if deed.passive else rest_run(deed))  # type: ignore[arg-type]
    return None


def _done(sentence: Sentence, deed: Deed) -> _Told | None:
    """As in "has been signed", "we have resolved", "we launched", "we have held only a third of our talks"."""
    if deed.negated or deed.aspect not in ("perfect", "past") or sentence.low(deed.main + 1) == "that":
        return None
    partial = is_partial(sentence, deed)
    if deed.lemma in ("enter", "come", "put") and _takes_effect(sentence, deed):
        return _Told("effect", "fulfilled", None)
    if not deed.classes & {"finish", "make", "weak"} and not (partial and deed.lemma in ("do", "hold", "carry", "cover")):
        return None
    rule = ("done" if deed.aspect == "perfect" else "did") + (".passive" if deed.passive else "")
    return _Told(rule, "partly_fulfilled" if partial else "fulfilled", None if deed.passive else rest_run(deed))


def _takes_effect(sentence: Sentence, deed: Deed) -> bool:
    """As in "entered into force", "came into operation"."""
    i = deed.main + 1
    return sentence.low(i) == "into" and sentence.low(i + 1) in ("force", "effect", "operation", "service")


def _begun(sentence: Sentence, deed: Deed) -> _Told | None:
    if deed.negated or "begin" not in deed.classes or deed.aspect == "present":
        return None
    run = rest_run(deed)
    if run[0] >= run[1] and not deed.passive and _subject_is(sentence, deed, ("we", "i", "they")):
        return None  # "the strategy we've launched": what was begun stands before it
    return _Told("begun", "in_progress", None if deed.passive else rest_run(deed))


def _doing(sentence: Sentence, deed: Deed) -> _Told | None:
    """As in "are being implemented", "we are creating", "have been working on"."""
    if deed.negated or not deed.classes or deed.aspect not in ("progressive", "perfect progressive"):
        return None
    if _only_says(sentence, deed):
        return None
    rule = "doing" + (".passive" if deed.passive else "")
    return _Told(rule, "in_progress", None if deed.passive else rest_run(deed))


def _only_says(sentence: Sentence, deed: Deed) -> bool:
    """Whether nothing is told but what is being made known, or where one goes: "are releasing a plan", "are going to Orsk"."""
    if deed.lemma in _PUBLISHING and not deed.passive:
        begin, end = rest_run(deed)
        names = {sentence.low(i) for i in range(begin, min(end, begin + _COMPLEMENT))}
        return deed.lemma == "announce" or not names.isdisjoint(part("publication"))
    return deed.lemma == "go" and sentence.low(deed.main + 1) not in _WELL


def _going_on(sentence: Sentence, deed: Deed) -> _Told | None:
    """As in "work in this direction continues", "officials have participated in the programme"."""
    if deed.negated or "proceed" not in deed.classes or deed.aspect not in ("present", "perfect"):
        return None
    rest = rest_run(deed)
    if (deed.aspect == "present" and not _efforts(sentence, deed)) or _only_holds(sentence, deed):
        return None
    about_subject = deed.passive or rest[0] >= rest[1] or deed.lemma in ("develop", "evolve", "grow", "progress")
    return _Told(f"goes-on.{deed.aspect}", "in_progress", None if about_subject else rest)


def _efforts(sentence: Sentence, deed: Deed) -> bool:
    """Whether work on something is what goes on: "talks continue", "we continue our efforts", "they continue to build"."""
    subject = subject_run(sentence, deed.clause)
    begin, end = rest_run(deed)
    named = subject is not None and head_of(sentence, subject) in part("effort")
    followed = sentence.low(begin) == "to" or any(sentence.low(i) in part("effort") for i in range(begin, min(end, begin + 5)))
    return named or (deed.lemma in ("continue", "proceed") and followed)


def _only_holds(sentence: Sentence, deed: Deed) -> bool:
    """Whether what goes on is a view, a word or a state, and no work: "we continue to believe", "it continues to be"."""
    begin, end = rest_run(deed)
    if deed.lemma != "continue" or sentence.low(begin) != "to":
        return False
    after = next((i for i in range(begin + 1, end) if sentence.classes[i] != "adverb"), begin)
    return sentence.low(after) in words("no-work")


_RULES: tuple[Callable[[Sentence, Deed], _Told | None], ...] = (
    _headway,
    _as_vowed,
    _as_planned,
    _state,
    _broken,
    _put_off,
    _begun,
    _done,
    _doing,
    _going_on,
)
_STATES: dict[str, Status] = {"going": "in_progress", "done": "fulfilled", "stalled": "stalled", "postponed": "postponed"}


_TURNED: dict[Status, Status] = {"fulfilled": "stalled", "in_progress": "stalled", "stalled": "in_progress"}


def _turned(status: Status, *, negated: bool) -> Status:
    return _TURNED.get(status, status) if negated else status


def _subject_is(sentence: Sentence, deed: Deed, wanted: tuple[str, ...]) -> bool:
    run = subject_run(sentence, deed.clause)
    return run is not None and run[1] - run[0] == 1 and sentence.low(run[0]) in wanted


def _proposal(sentence: Sentence, deed: Deed, told: _Told, last: int, setting: Setting) -> Proposal | None:
    start, end = span_of(sentence, deed, last)
    matter = matter_of(sentence, deed, told.matter)
    degree = degree_in(sentence, deed, setting, (start, end))
    record = setting.record
    span = setting.trimmed(start, end)
    if span is None:
        return None
    named = setting.cut(*stretch_of(sentence, matter))
    grounds = [Ground("matter", named), *(degree.grounds if degree else ())]
    period = period_of(setting, start, end)
    if period:
        grounds.append(Ground("period", period[1]))
    status = _with_degree(told.status, degree)
    entry = Progress(
        origin=record.origin,
        span=span,
        holder=setting.answer(start, end).speaker,
        matter=named.text,
        status=status,
        degree=degree.value if degree else None,
        modifier=degree.modifier if degree else None,
        period=period[0] if period else None,
        confidence=CONFIDENCE,
        rule=f"progress.{told.rule}",
        grounds=tuple(grounds),
    )
    seen = traits(sentence, deed, told.rule, status, matter, setting)
    return Proposal(entry, seen, PLAIN if _plainly(deed, told, seen) else 0.0)


def _plainly(deed: Deed, told: _Told, seen: tuple[str, ...]) -> bool:
    """Whether it says outright that something undertaken is stuck, put off or done: "thank you for doing all you promised"."""
    if told.rule == "state":
        return told.status == "stalled" and not deed.negated and not _UNDERTAKEN.isdisjoint(seen)
    if told.rule == "as-vowed":
        return deed.clause.verb.tense == "gerund"
    return told.rule == "postpone" and deed.passive and deed.aspect == "perfect"


def _with_degree(status: Status, degree: Degree | None) -> Status:
    if degree is None or status not in ("fulfilled", "partly_fulfilled"):
        return status
    return "fulfilled" if degree.value >= 100 else "partly_fulfilled"
