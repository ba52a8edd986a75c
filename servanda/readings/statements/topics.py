"""Topics: what a record says was raised, discussed, agreed, postponed, referred or left open, whether or not anything was promised.

What is only intended, asked or denied is no agenda: the verbs must tell what was done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from servanda.model import Ground, Level, Outcome, Topic
from servanda.readings.grammar import Clause, Sentence
from servanda.readings.statements.levels import level_in, moved
from servanda.readings.statements.matters import (
    DETERMINERS,
    Run,
    head_of,
    issue_in,
    matter_end,
    members,
    points_back,
    run_of,
    stretch_of,
    trimmed,
    without_frame,
)
from servanda.readings.statements.proposals import Proposal
from servanda.readings.statements.setting import Setting
from servanda.words import rows, table, words

__all__ = ["detect", "triggers"]


class _Hit(NamedTuple):
    """What was found in a clause, before lists are parted."""

    rule: str
    outcome: Outcome
    matter: Run
    confidence: float
    raiser: bool = False
    """Whether the clause's subject is who raised it."""


class _Verb(NamedTuple):
    frame: str
    outcome: Outcome
    wants: str


def triggers() -> frozenset[str]:
    """Base forms of verbs, and nouns, without which no topic is found."""
    return frozenset(_verbs()) | {"attention", "exchange", "include", "agenda"} | _nouns("talks") | _nouns("agenda")


def detect(sentence: Sentence, setting: Setting) -> Iterable[Proposal]:
    """The topics that a sentence tells of: one for each matter."""
    seen: set[int] = set()
    for clause in sentence.clauses:
        for hit in _hits(sentence, clause):
            if hit.matter[1] not in seen:  # "continued to exchange views on …" is one, not two
                yield from _topics(sentence, clause, hit, setting)
            seen.add(hit.matter[1])


# What was found


def _hits(sentence: Sentence, clause: Clause) -> Iterator[_Hit]:
    if not _told(sentence, clause):
        return
    for find in (_by_verb, _by_attention, _by_views, _by_talks, _by_agenda, _by_state, _by_instruction):
        hit = find(sentence, clause)
        if hit is not None:
            yield hit
            return


def _by_verb(sentence: Sentence, clause: Clause) -> _Hit | None:
    """`the parties discussed …`, `… was discussed`, `he raised the issue of …`, `they touched upon …`."""
    for verb in _verbs().get(clause.verb.lemma, ()):
        matter = _complement(sentence, clause, verb.frame)
        if matter is None or not _wanted(sentence, clause, verb.wants, matter):
            continue
        if clause.verb.lemma == "agree" and "that" in _words(sentence, matter):
            continue
        sure = 0.95 if verb.wants == "any" else 0.85
        return _Hit(f"topics.{clause.verb.lemma}", verb.outcome, matter, sure, raiser=verb.outcome == "raised")
    return None


def _complement(sentence: Sentence, clause: Clause, frame: str) -> Run | None:
    """The matter of a verb: its object, what follows its preposition, or the subject where it is passive."""
    rest = _rest(sentence, clause)
    leads = sentence.low(rest[0])
    if clause.verb.passive:
        fits = frame == "np" or leads == frame
        return _listed_subject(sentence, clause) if fits else None
    if frame == "np":
        return _object(sentence, rest)
    return (rest[0] + 1, rest[1]) if leads == frame and _opens_phrase(sentence, rest[0] + 1, rest[1]) else None


def _opens_phrase(sentence: Sentence, i: int, limit: int) -> bool:
    """Whether a matter may begin at a token: not where a relative clause has left its preposition behind."""
    return (
        i < limit
        and sentence.classes[i] not in ("prep", "sub", "mark", "to", "conj", "adverb")
        and sentence.low(i + 1) != "little"
    )


def _object(sentence: Sentence, rest: Run) -> Run | None:
    """The object behind a verb; behind "with somebody", where he stands before it."""
    first, after = rest
    if sentence.low(first) == ",":  # "discussed, among other things, …"
        first = next((i + 1 for i in range(first + 1, min(after, first + 6)) if sentence.low(i) == ","), after)
    while first < after and sentence.classes[first] == "adverb":
        first += 1
    if first < after and sentence.low(first) != "with" and sentence.classes[first] in ("prep", "to", "that", "sub", "mark"):
        return None
    if sentence.low(first) != "with":
        return (first, after) if first < after else None
    for i in range(first + 2, after):
        before = sentence.low(i - 1)
        if sentence.low(i) in DETERMINERS and before[:1].isalnum() and before not in _JOINTS:
            return i, after
    return None


def _by_attention(sentence: Sentence, clause: Clause) -> _Hit | None:
    """`special attention was paid to …`, `the leaders paid attention to …`, `he drew attention to …`."""
    if clause.verb.lemma not in ("pay", "give", "devote", "draw", "dedicate", "focus"):
        return None
    rest = _rest(sentence, clause)
    outcome: Outcome = "raised" if clause.verb.lemma == "draw" else "discussed"
    subject = _subject(sentence, clause)
    if clause.verb.passive and subject and "attention" in _words(sentence, subject):
        if sentence.low(rest[0]) in ("to", "on"):
            return _Hit("topics.attention", outcome, (rest[0] + 1, rest[1]), 0.9)
        return None
    for i in range(rest[0], min(rest[1] - 1, rest[0] + 6)):
        if sentence.low(i) == "attention" and sentence.low(i + 1) in ("to", "on") and _opens_phrase(sentence, i + 2, rest[1]):
            return _Hit("topics.attention", outcome, (i + 2, rest[1]), 0.9, raiser=outcome == "raised")
    return None


def _by_views(sentence: Sentence, clause: Clause) -> _Hit | None:
    """`they exchanged views on …`, `an exchange of views took place on …`."""
    rest = _rest(sentence, clause)
    stretch = (rest[0], min(rest[1], rest[0] + 8))
    if clause.verb.lemma in ("exchange", "compare") and _words(sentence, stretch) & (_nouns("views") | {"notes"}):
        return _behind(sentence, rest, _LEADS, "topics.views")
    subject = _subject(sentence, clause)
    if subject and {"exchange", "exchanges"} & _words(sentence, subject) and clause.verb.lemma in ("take", "hold", "have"):
        return _behind(sentence, rest, _LEADS, "topics.views") or _behind(sentence, subject, _LEADS, "topics.views")
    return None


def _by_talks(sentence: Sentence, clause: Clause) -> _Hit | None:
    """`they had a detailed discussion on …`, `the talks were devoted to …`, `talks took place on …`."""
    rest, subject = _rest(sentence, clause), _subject(sentence, clause)
    lemma = clause.verb.lemma
    if lemma in ("devote", "dedicate") and subject and _talks(sentence, subject) and sentence.low(rest[0]) == "to":
        return _Hit("topics.devoted", "discussed", (rest[0] + 1, rest[1]), 0.9)
    if lemma in ("have", "hold", "conduct", "continue", "begin", "start", "lead", "engage"):
        for i in range(rest[0], min(rest[1] - 1, rest[0] + 6)):
            if sentence.low(i) in (
                "discussion",
                "discussions",
                "exchange",
                "conversation",
                "talks",
                "dialogue",
                "consultations",
            ):
                leads = _LEADS if sentence.low(i).startswith(("discussion", "exchange")) else _LEADS - {"of"}
                return _behind(sentence, (i + 1, rest[1]), leads, "topics.discussion")
    return None


def _by_agenda(sentence: Sentence, clause: Clause) -> _Hit | None:
    """`the agenda included …`, `among the topics were …`, `the focus was on …`, `… was on the agenda`."""
    rest, subject = _rest(sentence, clause), _subject(sentence, clause)
    lemma = clause.verb.lemma
    if subject is None or rest[0] >= rest[1]:
        return None
    agenda = _names_agenda(sentence, subject)
    if lemma in ("include", "feature", "cover", "comprise") and agenda:
        return _Hit("topics.agenda", "discussed", rest, 0.85)
    if lemma != "be":
        return None
    if agenda and sentence.low(rest[0]) not in ("not", "to", "that"):
        first = rest[0] + (sentence.low(rest[0]) == "on")
        return _Hit("topics.agenda", "discussed", (first, rest[1]), 0.8)
    if sentence.low(rest[0]) in ("on", "at", "in", "among", "one", "the", "a") and _names_agenda(
        sentence, trimmed(sentence, rest)
    ):
        return _Hit("topics.on-agenda", "discussed", subject, 0.8)
    return None


def _by_state(sentence: Sentence, clause: Clause) -> _Hit | None:
    """`agreement was reached on …`, `the issue of … remains unresolved`."""
    rest, subject = _rest(sentence, clause), _subject(sentence, clause)
    if subject is None:
        return None
    said = _words(sentence, subject)
    if clause.verb.lemma in ("reach", "achieve", "make", "find") and said & _ACCORD:
        open_ = bool(said & {"no", "neither"}) or clause.verb.negated
        hit = _behind(sentence, subject, _LEADS, "topics.reached") or _behind(sentence, rest, _LEADS - {"of"}, "topics.reached")
        return hit._replace(outcome="unresolved" if open_ else "agreed") if hit else None
    if clause.verb.lemma in ("remain", "be") and sentence.low(rest[0]) in _OPEN and _is_issue(sentence, subject):
        return _Hit("topics.open", "unresolved", subject, 0.85)
    return None


def _by_instruction(sentence: Sentence, clause: Clause) -> _Hit | None:
    """`the presidents instructed their governments to work through the tariffs`."""
    if clause.verb.lemma not in ("instruct", "task", "direct", "charge"):
        return None
    told = _subject(sentence, clause) if clause.verb.passive else _rest(sentence, clause)
    if told is None or level_in(sentence, (told[0], min(told[1], told[0] + 6))) is None:
        return None
    place = sentence.clauses.index(clause)
    for child in sentence.clauses:
        if child.parent == place and child.verb.tense == "infinitive" and child.rest:
            return _Hit("topics.instructed", "referred", run_of(sentence, *child.rest), 0.8)
    return None


_LEADS = frozenset(("on", "about", "regarding", "concerning", "of", "over"))
_JOINTS = frozenset("of for on in with and to from at by or the a an between &".split())
_ACCORD = frozenset("agreement agreements consensus understanding understandings accord compromise solution".split())
_OPEN = frozenset("unresolved open outstanding unsettled disputed".split())


def _behind(sentence: Sentence, run: Run, leads: frozenset[str], rule: str) -> _Hit | None:
    """What stands behind the first fitting preposition of a run, "of views" left out."""
    for i in range(run[0], min(run[1] - 1, run[0] + 12)):
        if sentence.low(i) in leads and table("meeting-words").get(sentence.low(i + 1)) != "views":
            return _Hit(rule, "discussed", (i + 1, run[1]), 0.9)
    return None


# Whether it is told at all


def _told(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause tells what was done: no wish, plan, question, condition or denial."""
    verb = clause.verb
    if verb.negated and verb.lemma not in ("reach", "agree", "resolve", "settle"):
        return False
    subject = _subject(sentence, clause)
    if subject and ({sentence.low(subject[0]), sentence.low(subject[0] - 1)} & {"none", "neither", "nor", "no", "nobody"}):
        return verb.lemma in ("reach", "achieve", "find", "make")
    asked = {sentence.low(i) for i in range(max(0, clause.opens - 3), clause.opens)} & {"if", "whether"}
    if asked or clause.head in ("if", "whether", "unless") or sentence.low(len(sentence.tokens) - 1) == "?":
        return False
    if verb.modal is not None and verb.modal != "be able to":
        return False
    if verb.tense in ("past", "perfect", "pluperfect"):
        return True
    if verb.tense in ("infinitive", "gerund", "participle"):
        return _carried(sentence, clause)
    return verb.tense == "present" and verb.lemma in ("include", "be", "remain", "cover", "feature", "devote", "dedicate")


def _carried(sentence: Sentence, clause: Clause) -> bool:
    """Whether an infinitive or participle tells what was done: "met to discuss …", "discussing …, they noted"."""
    if clause.parent is None:
        return False
    governor = sentence.clauses[clause.parent].verb
    if governor.modal is not None or governor.negated or governor.tense not in ("past", "perfect", "pluperfect"):
        return False
    if clause.verb.tense == "infinitive":
        return governor.lemma in _MEETING
    before = sentence.low(clause.verb.first - 1)
    return before in ("", ",", "when", "while", "after") or not before[0].isalnum()


_MEETING = frozenset("meet speak talk gather convene call continue begin start manage hold join come sit use".split())


def _wanted(sentence: Sentence, clause: Clause, wants: str, matter: Run) -> bool:
    if wants == "any":
        return True
    if wants == "issue":
        return _is_issue(sentence, matter)
    subject = _subject(sentence, clause)
    if clause.verb.passive:
        return _is_issue(sentence, matter)
    return subject is not None and (_party(sentence, subject) or _talks(sentence, subject))


def _is_issue(sentence: Sentence, run: Run) -> bool:
    return issue_in(sentence, run) is not None


def _party(sentence: Sentence, subject: Run) -> bool:
    """Whether a subject is somebody who may take part in talks: a name, or a word for one."""
    if sentence.low(subject[0]) in ("it", "this", "that", "you", "i", "which"):
        return False
    if head_of(sentence, subject) in words("party-words"):
        return True
    said = [sentence.tokens[i] for i in range(*subject) if sentence.tokens[i].lower not in DETERMINERS]
    return bool(said) and all(token.text[:1].isupper() or token.lower in _IN_NAMES for token in said)


_IN_NAMES = frozenset("of and for the , minister president - ’s 's affairs & in to".split())


def _talks(sentence: Sentence, run: Run) -> bool:
    return table("meeting-words").get(head_of(sentence, run)) == "talks"


def _names_agenda(sentence: Sentence, run: Run) -> bool:
    """`the main topics of the talks`, `the agenda of the meeting`, `the issues discussed`."""
    said = [sentence.low(i) for i in range(*run)]
    if "agenda" in said:
        return True
    named = any(table("meeting-words").get(word) == "agenda" for word in said[:6])
    about = any(table("meeting-words").get(word) == "talks" for word in said) or "discussed" in said or "raised" in said
    return named and about


# From what was found to entries


def _topics(sentence: Sentence, clause: Clause, hit: _Hit, setting: Setting) -> Iterator[Proposal]:
    first, limit = hit.matter
    if clause.parent is not None and clause.verb.first < sentence.clauses[clause.parent].opens:
        limit = min(limit, sentence.clauses[clause.parent].opens)  # "Discussing trade, the ministers …"
    within = trimmed(sentence, (first, matter_end(sentence, first, limit)))
    if within[0] >= within[1] or points_back(sentence, members(sentence, within)[0]):
        return
    raiser = _raiser(sentence, clause, setting) if hit.raiser else None
    level_from, level_to = _moved(sentence, clause) if hit.outcome == "referred" else (None, None)
    for run in members(sentence, within):
        matter = without_frame(sentence, run)
        if points_back(sentence, matter):
            continue
        span = setting.record.cut(*stretch_of(sentence, matter))
        grounds = [Ground("matter", span)]
        if raiser and clause.subject:
            grounds.append(Ground("raised_by", setting.record.cut(*clause.subject)))
        entry = Topic(
            origin=setting.record.origin,
            span=setting.record.cut(clause.start, clause.end),
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


def _features(sentence: Sentence, clause: Clause, hit: _Hit, matter: Run) -> tuple[str, ...]:
    subject = _subject(sentence, clause)
    who = (
        "none"
        if subject is None
        else "party"
        if _party(sentence, subject)
        else "talks"
        if _talks(sentence, subject)
        else "other"
    )
    return (f"rule={hit.rule}", f"tense={clause.verb.tense}", f"who={who}", f"head={head_of(sentence, matter)}")


def _moved(sentence: Sentence, clause: Clause) -> tuple[Level | None, Level | None]:
    """The levels between which a clause says that its matter goes; those told to see to it are where it goes."""
    level_from, level_to = moved(sentence, run_of(sentence, clause.verb.end, clause.end))
    told = _subject(sentence, clause) if clause.verb.passive else _rest(sentence, clause)
    return level_from, level_to or (level_in(sentence, told) if told else None)


def _raiser(sentence: Sentence, clause: Clause, setting: Setting) -> str | None:
    if clause.subject is None or clause.verb.passive:
        return None
    return setting.meant(*clause.subject)


def _rest(sentence: Sentence, clause: Clause) -> Run:
    return run_of(sentence, *clause.rest) if clause.rest else (clause.verb.last + 1, clause.verb.last + 1)


def _subject(sentence: Sentence, clause: Clause) -> Run | None:
    return run_of(sentence, *clause.subject) if clause.subject else None


def _listed_subject(sentence: Sentence, clause: Clause) -> Run | None:
    """A subject with the members of a list before it: "[border trade,] the price of gas and transit were discussed"."""
    subject = _subject(sentence, clause)
    if subject is None or sentence.low(subject[0] - 1) != "," or clause.head:
        return subject
    floor = max((other.closes for other in sentence.clauses if other.verb.last < subject[0]), default=0)
    opened = sentence.classes[floor] in ("det", "poss", "") and sentence.tokens[floor].lower not in words("matter-ends")
    return (floor, subject[1]) if floor < subject[0] and opened else subject


def _words(sentence: Sentence, run: Run) -> set[str]:
    return {sentence.low(i) for i in range(*run)}


@cache
def _verbs() -> dict[str, tuple[_Verb, ...]]:
    found: dict[str, tuple[_Verb, ...]] = {}
    for base, frames, outcome, wants in rows("topic-verbs"):
        for frame in frames.split():
            found[base] = (*found.get(base, ()), _Verb(frame, outcome, wants))  # type: ignore[arg-type]
    return found


@cache
def _nouns(kind: str) -> frozenset[str]:
    return frozenset(word for word, known in table("meeting-words").items() if known == kind)
