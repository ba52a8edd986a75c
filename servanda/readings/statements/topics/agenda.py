"""How records tell of the agenda: verbs of discussing, attention paid, views exchanged, agreement reached, topics named."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from servanda.model import Level, Outcome
from servanda.readings.grammar import Clause, Sentence
from servanda.readings.statements.matters import head_of, issue_in, trimmed
from servanda.readings.statements.parts import Run, rest_of, run_of, subject_of
from servanda.readings.statements.topics.levels import level_in
from servanda.readings.statements.topics.telling import told
from servanda.readings.statements.vocabulary import group, with_forms
from servanda.words import rows, table, words

__all__ = ["Hit", "during", "hits", "is_party", "is_talks", "triggers"]


class Hit(NamedTuple):
    """What was found in a clause, before lists are parted."""

    rule: str
    outcome: Outcome
    matter: Run
    confidence: float
    raiser: bool = False
    """Whether the clause's subject is who raised it."""
    levels: tuple[Level | None, Level | None] | None = None
    """From which level it goes, and to which, where the way of telling it says so."""


class _Verb(NamedTuple):
    frame: str
    outcome: Outcome
    wants: str


@cache
def triggers() -> frozenset[str]:
    """Words without one of which a sentence tells of no topic."""
    return with_forms(_verbs()) | _OTHERS | _nouns("talks") | _nouns("agenda") | group("accord") | group("open")


_OTHERS = frozenset(("attention", "exchanged", "exchange", "agenda", "instructed", "tasked", "charged", "directed"))


# What was found


def hits(sentence: Sentence, clause: Clause) -> Iterator[Hit]:
    """What a clause tells of the agenda: the first way of telling it that fits."""
    if not told(sentence, clause):
        return
    for find in (_by_verb, _by_attention, _by_views, _by_talks, _by_agenda, _by_state, _by_instruction):
        hit = find(sentence, clause)
        if hit is not None:
            open_ = hit.outcome in ("agreed", "resolved") and _undone(sentence, clause)
            yield hit._replace(outcome="unresolved") if open_ else hit
            return


def _undone(sentence: Sentence, clause: Clause) -> bool:
    """Whether agreement was not reached: "has not been resolved", "failed to agree on"."""
    governor = sentence.clauses[clause.parent].verb if clause.parent is not None else None
    return clause.verb.negated or (governor is not None and governor.lemma == "fail")


def _by_verb(sentence: Sentence, clause: Clause) -> Hit | None:
    """`the parties discussed …`, `… was discussed`, `he raised the issue of …`, `they touched upon …`."""
    for verb in _verbs().get(clause.verb.lemma, ()):
        matter = _complement(sentence, clause, verb.frame)
        if matter is None or not _wanted(sentence, clause, verb.wants, matter):
            continue
        if clause.verb.lemma in ("focus", "concentrate") and clause.verb.tense == "perfect":
            continue  # "we have focused on our exports" tells what one does, not of what one talked
        if clause.verb.lemma == "agree" and "that" in _words(sentence, matter):
            continue
        sure = 0.95 if verb.wants == "any" else 0.85
        return Hit(f"topics.{clause.verb.lemma}", verb.outcome, matter, sure, raiser=verb.outcome == "raised")
    return None


def _complement(sentence: Sentence, clause: Clause, frame: str) -> Run | None:
    """The matter of a verb: its object, what follows its preposition, or the subject where it is passive."""
    rest = rest_of(clause)
    leads = sentence.low(rest[0])
    if clause.verb.passive:
        fits = frame in ("np", leads)
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
    """The object behind a verb; behind "in detail" or "with somebody", where they stand before it."""
    first, after = rest
    if sentence.low(first) == ",":  # "discussed, among other things, …"
        first = next((i + 1 for i in range(first + 1, min(after, first + 6)) if sentence.low(i) == ","), after)
    if sentence.low(first) in ("in", "at"):  # "in great detail", "at length"
        first = next((i + 1 for i in range(first + 1, min(after, first + 3)) if sentence.low(i) in _DEPTHS), first)
    while first < after and sentence.classes[first] == "adverb":
        first += 1
    if first < after and sentence.low(first) != "with" and sentence.classes[first] in ("prep", "to", "that", "sub", "mark"):
        return None
    if sentence.low(first) == "with":
        return _behind_partner(sentence, first + 1, after)
    return (first, after) if first < after else None


_DEPTHS = frozenset(("detail", "depth", "length"))


def _behind_partner(sentence: Sentence, first: int, after: int) -> Run | None:
    """What stands behind those with whom it was discussed: "with Mira Tal [the harvest]", "with Mira Tal [Corvia's debt]"."""
    for i in range(first + 1, after):
        if sentence.classes[i - 1] not in ("", "number"):
            continue
        named = sentence.tokens[i - 1].text[0].isupper() and all(sentence.classes[k] == "" for k in range(first, i))
        follows = not sentence.tokens[i].text[0].isupper() or sentence.low(i).endswith("'s")
        if sentence.classes[i] in ("det", "poss") or (named and follows and sentence.classes[i] == ""):
            return i, after
    return None


def _by_attention(sentence: Sentence, clause: Clause) -> Hit | None:
    """`special attention was paid to …`, `the leaders paid attention to …`, `he drew attention to …`."""
    if clause.verb.lemma not in ("pay", "give", "devote", "draw", "dedicate", "focus"):
        return None
    rest = rest_of(clause)
    outcome: Outcome = "raised" if clause.verb.lemma == "draw" else "discussed"
    subject = subject_of(sentence, clause)
    if clause.verb.passive and subject and "attention" in _words(sentence, subject):
        leads = rest[0] if sentence.low(rest[0]) in ("to", "on") else _behind_occasion(sentence, rest)
        return Hit("topics.attention", outcome, (leads + 1, rest[1]), 0.9) if leads is not None else None
    for i in range(rest[0], min(rest[1] - 1, rest[0] + 6)):
        if sentence.low(i) == "attention" and sentence.low(i + 1) in ("to", "on") and _opens_phrase(sentence, i + 2, rest[1]):
            return Hit("topics.attention", outcome, (i + 2, rest[1]), 0.9, raiser=outcome == "raised")
    return None


def _behind_occasion(sentence: Sentence, rest: Run) -> int | None:
    """The "to" behind the occasion at which attention was paid: "was paid during the talks *to* …"."""
    if sentence.low(rest[0]) not in ("during", "at", "in"):
        return None
    noun = next((i for i in range(rest[0] + 1, min(rest[1], rest[0] + 6)) if is_talks(sentence, (i, i + 1))), None)
    return next((i for i in range(noun + 1, min(rest[1], noun + 6)) if sentence.low(i) == "to"), None) if noun else None


def _by_views(sentence: Sentence, clause: Clause) -> Hit | None:
    """`they exchanged views on …`, `an exchange of views took place on …`."""
    rest = rest_of(clause)
    stretch = (rest[0], min(rest[1], rest[0] + 8))
    if clause.verb.lemma in ("exchange", "compare") and _words(sentence, stretch) & (_nouns("views") | {"notes"}):
        return _behind(sentence, rest, _LEADS, "topics.views")
    subject = subject_of(sentence, clause)
    if (
        subject
        and {"exchange", "exchanges"} & _words(sentence, subject)
        and clause.verb.lemma in ("take", "hold", "have", "continue")
    ):
        return _behind(sentence, rest, _LEADS, "topics.views") or _behind(sentence, subject, _LEADS, "topics.views")
    return None


def _by_talks(sentence: Sentence, clause: Clause) -> Hit | None:
    """`they had a detailed discussion on …`, `the talks were devoted to …`, `talks took place on …`."""
    rest, subject = rest_of(clause), subject_of(sentence, clause)
    lemma = clause.verb.lemma
    if lemma in ("devote", "dedicate") and subject and is_talks(sentence, subject) and sentence.low(rest[0]) == "to":
        return Hit("topics.devoted", "discussed", (rest[0] + 1, rest[1]), 0.9)
    if lemma in _HOLDING or (lemma == "include" and subject and is_talks(sentence, subject)):
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


_HOLDING = frozenset(("have", "hold", "conduct", "continue", "begin", "start", "lead", "engage"))


def during(sentence: Sentence) -> Hit | None:
    """`During the discussion of trade, it was noted that …`: what a sentence begins with."""
    opening = {sentence.low(i) for i in range(5)}
    if (
        sentence.low(0) not in ("during", "in", "following", "after", "at")
        or not sentence.clauses
        or not opening & _DISCUSSIONS
    ):
        return None
    main = next((clause.verb.first for clause in sentence.clauses if clause.verb.finite), 0)
    comma = next((i for i in range(1, main) if sentence.low(i) == ","), None)
    return _behind(sentence, (1, comma), _LEADS, "topics.during") if comma is not None else None


_DISCUSSIONS = frozenset(("discussion", "discussions", "consideration", "exchange"))


def _by_agenda(sentence: Sentence, clause: Clause) -> Hit | None:
    """`the agenda included …`, `among the topics were …`, `the focus was on …`, `… was on the agenda`."""
    rest, subject = rest_of(clause), subject_of(sentence, clause)
    lemma = clause.verb.lemma
    if subject is None or rest[0] >= rest[1]:
        return None
    agenda = _names_agenda(sentence, subject)
    if lemma in ("include", "feature", "cover", "comprise") and agenda:
        return Hit("topics.agenda", "discussed", rest, 0.85)
    if lemma in ("top", "dominate") and _names_agenda(sentence, rest):
        return Hit("topics.on-agenda", "discussed", subject, 0.85)
    if lemma != "be":
        return None
    if agenda and sentence.low(rest[0]) not in ("not", "to", "that"):
        first = rest[0] + (sentence.low(rest[0]) == "on")
        return Hit("topics.agenda", "discussed", (first, rest[1]), 0.8)
    if sentence.low(rest[0]) in ("on", "at", "in", "among", "one", "the", "a") and _names_agenda(
        sentence, trimmed(sentence, rest)
    ):
        return Hit("topics.on-agenda", "discussed", subject, 0.8)
    return None


def _by_state(sentence: Sentence, clause: Clause) -> Hit | None:
    """`agreement was reached on …`, `the issue of … remains unresolved`."""
    rest, subject = rest_of(clause), subject_of(sentence, clause)
    if subject is None:
        return None
    said = _words(sentence, subject)
    if clause.verb.lemma in ("reach", "achieve", "make", "find") and said & group("accord"):
        open_ = bool(said & {"no", "neither"}) or clause.verb.negated
        hit = _behind(sentence, subject, _LEADS, "topics.reached") or _behind(sentence, rest, _LEADS - {"of"}, "topics.reached")
        return hit._replace(outcome="unresolved" if open_ else "agreed") if hit else None
    if clause.verb.lemma in ("remain", "be") and sentence.low(rest[0]) in group("open") and _is_issue(sentence, subject):
        return Hit("topics.open", "unresolved", subject, 0.85)
    return None


def _by_instruction(sentence: Sentence, clause: Clause) -> Hit | None:
    """`the presidents instructed their governments to work through the tariffs`; who is told to do a thing gets no agenda."""
    if clause.verb.lemma not in ("instruct", "task", "direct", "charge"):
        return None
    told = subject_of(sentence, clause) if clause.verb.passive else rest_of(clause)
    if told is None or level_in(sentence, (told[0], min(told[1], told[0] + 6))) is None:
        return None
    place = sentence.clauses.index(clause)
    for child in sentence.clauses:
        if child.parent == place and child.verb.tense == "infinitive" and child.rest and child.verb.lemma in group("handling"):
            return Hit("topics.instructed", "referred", run_of(sentence, *child.rest), 0.8)
    return None


_LEADS = frozenset(("on", "about", "regarding", "concerning", "of", "over"))


def _behind(sentence: Sentence, run: Run, leads: frozenset[str], rule: str) -> Hit | None:
    """What stands behind the first fitting preposition of a run, "of views" left out."""
    for i in range(run[0], min(run[1] - 1, run[0] + 12)):
        if sentence.low(i) in leads and table("meeting-words").get(sentence.low(i + 1)) != "views":
            return Hit(rule, "discussed", (i + 1, run[1]), 0.9)
    return None


def _wanted(sentence: Sentence, clause: Clause, wants: str, matter: Run) -> bool:
    if wants == "any":
        return True
    if wants == "issue":
        return _is_issue(sentence, matter)
    subject = subject_of(sentence, clause)
    if subject is None and clause.parent is not None:
        subject = subject_of(sentence, sentence.clauses[clause.parent])
    if clause.verb.passive:
        return _is_issue(sentence, matter) or head_of(sentence, matter) in table("topic-heads")
    return subject is not None and (is_party(sentence, subject) or is_talks(sentence, subject))


def _is_issue(sentence: Sentence, run: Run) -> bool:
    return issue_in(sentence, run) is not None


def is_party(sentence: Sentence, subject: Run) -> bool:
    """Whether a subject is somebody who may take part in talks: a name, or a word for one."""
    if sentence.low(subject[0]) in ("it", "this", "that", "you", "i", "which"):
        return False
    if head_of(sentence, subject) in words("party-words"):
        return True
    said = [sentence.tokens[i] for i in range(*subject) if sentence.classes[i] not in ("det", "poss")]
    return bool(said) and all(token.text[:1].isupper() or token.lower in group("in-name") for token in said)


def is_talks(sentence: Sentence, run: Run) -> bool:
    """Whether a run is headed by a word for talks: "the second round of consultations"."""
    return table("meeting-words").get(head_of(sentence, run)) == "talks"


def _names_agenda(sentence: Sentence, run: Run) -> bool:
    """`the main topics of the talks`, `the agenda of the meeting`, `the issues discussed`."""
    said = [sentence.low(i) for i in range(*run)]
    if "agenda" in said and _of_meeting(sentence, run[0], run[0] + said.index("agenda")):
        return True
    named = any(table("meeting-words").get(word) == "agenda" for word in said[:6])
    about = any(table("meeting-words").get(word) == "talks" for word in said) or said[-1:] in (["discussed"], ["raised"])
    return named and about


def _of_meeting(sentence: Sentence, first: int, noun: int) -> bool:
    """Whether what stands before "agenda" leaves it a meeting's: "the summit's busy agenda", not "the President's agenda"."""
    before = noun - 1
    while before >= first and sentence.classes[before] in ("", "adverb"):
        word = sentence.low(before)
        owner = word.removesuffix("'s").removesuffix("s'")
        if word not in group("agenda") and (owner == word or table("meeting-words").get(owner) != "talks"):
            return False
        before -= 1
    return True


def _listed_subject(sentence: Sentence, clause: Clause) -> Run | None:
    """A subject with the members of a list before it: "[border trade,] the price of gas and transit were discussed"."""
    subject = subject_of(sentence, clause)
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
