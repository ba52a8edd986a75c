"""Forecasts: what others, events or circumstances will do, as somebody foresees it.

"Prices will fall", "is likely to slow", "I am sure that they will come back", "there is a risk that". What one will do oneself
is no forecast, nor what is planned or put down to be done: those are commitments, and questions and conditions are neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from servanda.model import Forecast, Ground, Time
from servanda.readings.grammar import Clause, Sentence
from servanda.readings.statements.commitments.undertaking import singular
from servanda.readings.statements.matters import head_of
from servanda.readings.statements.parts import begun_again, broken_off, run_of, token_at
from servanda.readings.statements.progress.deeds import asks, verb_classes
from servanda.readings.statements.proposals import Proposal
from servanda.readings.statements.setting import Setting
from servanda.readings.statements.subjects import subject_kind
from servanda.words import of_part

__all__ = ["detect"]

CONFIDENCE = {"will": 0.8, "if": 0.55, "likely": 0.7, "sure": 0.9, "may": 0.9}
"""Share right, by rule, of 330 read on development records; where weights are fitted, theirs count."""

_CONDITIONS = frozenset(("if", "unless", "provided that", "providing that", "on condition that", "in case", "should"))
_WILL = frozenset(("will", "going to"))
_MAY = frozenset(("may", "might", "could"))
_ONESELF = frozenset(("i", "we", "you"))
_OTHERS = frozenset(("thing", "it", "there", "this", "people", "none"))
"""Subjects that undertake nothing: what they will do is foreseen."""
_ACTORS = frozenset(("person", "state", "body", "named", "they", "both"))
_RELATIVE = frozenset(
    (
        "which",
        "who",
        "whom",
        "whose",
        "where",
        "what",
        "how",
        "why",
        "when",
        "whether",
        "as",
        "than",
        "until",
        "before",
        "after",
    )
)
_ORDERED = frozenset(("last", "next", "final", "key"))
"""Words that tell of an order of business: "the next question will be", "this will be the last"."""


@cache
def _part(name: str) -> frozenset[str]:
    return of_part("forecast-words", name)


def detect(sentence: Sentence, setting: Setting) -> Iterator[Proposal]:
    """The forecasts that a sentence makes."""
    if asks(sentence):
        return
    if setting.record.kind == "agreement":
        return  # what things "will" do there is laid down, not foreseen
    joint = setting.record.kind == "communique"
    before = -2
    for index, clause in enumerate(sentence.clauses):
        if clause.inherits and (before != index - 1 or joint):
            continue
        rule = _rule(sentence, index, clause)
        if rule and not _of_oneself(sentence, clause, setting) and not _is_broken(sentence, clause):
            before = index
            yield _proposal(sentence, index, rule, setting)


def _is_broken(sentence: Sentence, clause: Clause) -> bool:
    return broken_off(sentence, clause.end) or begun_again(sentence, clause)


def _rule(sentence: Sentence, index: int, clause: Clause) -> str | None:
    """Which rule makes a clause a forecast; None where none does."""
    kind = _kind(sentence, clause)
    if kind in _ONESELF or _foresees_nothing(sentence, clause):
        return None
    if clause.verb.modal is None:
        return "likely" if _is_likely(sentence, index, clause) else None
    foreseen = _foreseen(sentence, clause)
    if clause.verb.modal in _WILL:
        return _of_will(clause, kind, foreseen=foreseen, conditional=_condition(sentence, index) is not None)
    if clause.verb.modal in _MAY or (clause.verb.modal == "would" and _condition(sentence, index)):
        happens = clause.verb.lemma in _part("outcome") and not clause.verb.passive and kind not in ("person", "both")
        return "may" if happens and (kind in _OTHERS or foreseen) else None
    return None


def _kind(sentence: Sentence, clause: Clause) -> str:
    """The kind of a clause's subject; a lone plural that opens the sentence has its capital from there: "Prices will fall"."""
    kind = subject_kind(sentence, clause.subject)
    if kind == "named" and clause.subject is not None and _opens_sentence(sentence, clause.subject[0]):
        alone = sentence.cut(clause.subject).lower()
        return "thing" if alone.endswith("s") and alone.isalpha() and singular(alone) != alone else kind
    return "named" if kind == "thing" and _names_actor(sentence, clause) else kind


def _names_actor(sentence: Sentence, clause: Clause) -> bool:
    """Whether a long subject begins with a name: "Ardania together with its partners"."""
    first, after = run_of(sentence, *clause.subject) if clause.subject else (0, 0)
    while first < after and sentence.classes[first] in ("det", "adverb"):
        first += 1
    last = first
    while last < after and not sentence.classes[last]:
        last += 1
    joined = last < after and sentence.low(last) in ("and", "together", "along", ",")
    return joined and first > 0 and all(sentence.tokens[i].text[0].isupper() for i in range(first, last)) and first < last


def _opens_sentence(sentence: Sentence, place: int) -> bool:
    i = token_at(sentence, place)
    return i == 0 or sentence.classes[i - 1] == "mark"


def _of_will(clause: Clause, kind: str, *, foreseen: bool, conditional: bool) -> str | None:
    if foreseen:
        return None if clause.verb.passive and _is_planned(clause) else "sure"
    if kind in _ACTORS:
        return "if" if conditional else None
    return "will" if kind in _OTHERS and not _is_planned(clause) else None


def _foresees_nothing(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause is a condition, a question, an order, one that describes a noun, or is about what is past or said."""
    if clause.subject is None or clause.verb.tense == "imperative" or clause.head in _CONDITIONS | _RELATIVE:
        return True
    if _RELATIVE & {sentence.low(clause.opens - 1), sentence.low(clause.opens)} or _is_set(sentence, clause):
        return True
    if clause.parent is not None and sentence.clauses[clause.parent].verb.lemma in _part("wish"):
        return True
    if clause.verb.lemma in _part("content") or _reassures(sentence, clause):
        return True
    return _is_past(sentence, clause) or _is_noun(sentence, clause)


def _reassures(sentence: Sentence, clause: Clause) -> bool:
    """What is said for comfort: "it's going to be okay"."""
    return clause.verb.lemma == "be" and _complement(sentence, clause) in _part("comfort")


def _is_set(sentence: Sentence, clause: Clause) -> bool:
    """Whether the subject is what somebody sets himself or calls up: "our focus will be", "the vote will take place"."""
    if clause.subject is None:
        return True
    run = run_of(sentence, *clause.subject)
    if run[1] - run[0] == 1 and sentence.low(run[0]) in ("that", "which", "who") and clause.head == "that":
        return True
    if clause.verb.lemma == "take" and sentence.low(clause.verb.last + 1) == "place":
        return True
    if clause.verb.lemma != "be":
        return head_of(sentence, run) in _part("set")
    ordered = {sentence.low(i) for i in range(clause.verb.last + 1, clause.verb.last + 4)} & _ORDERED
    return clause.rest is None or head_of(sentence, run) in _part("set") or bool(ordered)


def _is_noun(sentence: Sentence, clause: Clause) -> bool:
    """Whether "will" is what somebody has: "the political will to enforce it"."""
    return clause.verb.modal == "will" and sentence.low(clause.verb.first + 1) in ("to", "of", "that", "and", "or", ".")


def _is_past(sentence: Sentence, clause: Clause) -> bool:
    """As in "was going to", "may have been", "somebody could not come": nothing to come."""
    group = clause.verb
    if group.modal == "could" and (group.negated or _told_of_past(sentence, clause)):
        return True
    words = {sentence.low(i) for i in range(group.first, group.last + 1)}
    return not words.isdisjoint(("was", "were")) or (group.modal is not None and "have" in words and group.lemma != "have")


def _told_of_past(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause depends on one in the past: "I learned that words could hurt"."""
    governor = sentence.clauses[clause.parent] if clause.parent is not None else None
    return governor is not None and governor.verb.tense == "past" and governor.verb.lemma not in _part("telling")


def _is_likely(sentence: Sentence, index: int, clause: Clause) -> bool:
    """As in "is likely to slow", "are expected to resume"."""
    verb = clause.verb
    word = sentence.low(verb.last) if verb.passive else _complement(sentence, clause)
    following = sentence.clauses[index + 1] if index + 1 < len(sentence.clauses) else None
    leads = following is not None and following.head == "to" and following.parent == index
    present = verb.tense == "present" and (verb.passive or verb.lemma == "be")
    return present and leads and word in _part("likely")


def _complement(sentence: Sentence, clause: Clause) -> str:
    """The word that "is" leads to, adverbs passed over."""
    i = clause.verb.last + 1
    while sentence.classes[i : i + 1] in (("adverb",), ("neg",)):
        i += 1
    return sentence.low(i)


def _is_planned(clause: Clause) -> bool:
    """Whether the verb tells of what is put down to be done: "will be signed", "will open", "will be held"."""
    return (
        clause.verb.passive
        or "begin" in verb_classes().get(clause.verb.lemma, frozenset())
        or clause.verb.lemma in ("open", "meet", "visit", "attend")
    )


def _foreseen(sentence: Sentence, clause: Clause) -> bool:
    """Whether a word of expecting governs a clause: "I am sure that", "experts predict that", "there is a risk that"."""
    if clause.parent is None or clause.parent >= len(sentence.clauses):
        return False
    governor = sentence.clauses[clause.parent]
    if governor.verb.lemma in _part("telling") and governor.verb.tense in ("present", "past", "perfect", "gerund"):
        return True
    if governor.verb.lemma not in ("be", "remain", "have", "see", "exist"):
        return False
    reach = range(governor.verb.last + 1, min(clause.opens, governor.verb.last + 6))
    return any(sentence.low(i) in _part("sure") | _part("noun") for i in reach)


def _of_oneself(sentence: Sentence, clause: Clause, setting: Setting) -> bool:
    """Whether the subject is who speaks, or his own state: then it is no forecast but a plan."""
    kind = subject_kind(sentence, clause.subject)
    if kind not in _ACTORS or clause.subject is None:
        return False
    speaker = setting.answer(clause.start, clause.end).speaker
    return speaker is not None and setting.meant(*clause.subject) == speaker


def _condition(sentence: Sentence, index: int) -> Clause | None:
    """The condition under which a clause holds: that which it governs, or one that leads the sentence."""
    for number, other in enumerate(sentence.clauses):
        if other.head in _CONDITIONS and (other.parent == index or (other.parent is None and number < index)):
            return other
    return None


def _proposal(sentence: Sentence, index: int, rule: str, setting: Setting) -> Proposal:
    clause = sentence.clauses[index]
    record = setting.record
    span = setting.cut(_start(sentence, clause), clause.end)
    grounds = [Ground("content", span)]
    horizon = _horizon(setting.times(clause.start, clause.end), record.reference_date)
    if horizon:
        grounds.append(Ground("horizon", horizon.span))
    condition = _condition(sentence, index)
    if condition:
        grounds.append(Ground("condition", setting.cut(condition.start, condition.end)))
    entry = Forecast(
        origin=record.origin,
        span=span,
        holder=setting.answer(clause.start, clause.end).speaker,
        content=span.text,
        horizon=horizon.value if horizon else None,
        condition=setting.cut(condition.start, condition.end).text if condition else None,
        confidence=CONFIDENCE[rule],
        rule=f"forecasts.{rule}",
        grounds=tuple(grounds),
    )
    return Proposal(entry, _features(sentence, clause, rule, entry, setting))


def _start(sentence: Sentence, clause: Clause) -> int:
    """Where the content begins: with the clause, or with what denies it: "*it is unlikely that* Corvia will agree"."""
    if clause.parent is None or clause.parent >= len(sentence.clauses):
        return clause.start
    governor = sentence.clauses[clause.parent]
    words = {sentence.low(i) for i in range(governor.opens, clause.opens)} | {governor.verb.lemma}
    denied = governor.verb.negated or not words.isdisjoint(_part("denying"))
    return governor.start if denied and governor.start < clause.start else clause.start


def _horizon(times: tuple[Time, ...], today: str | None) -> Time | None:
    """The time by or in which it is to happen: the last of the clause that is not past."""
    fitting = [time for time in times if time.type != "SET" and time.value != "PAST_REF" and not _is_over(time, today)]
    fitting = [time for time in fitting if not time.value.isdigit() or len(time.value) == len("2030")]  # no century
    return fitting[-1] if fitting else None


def _is_over(time: Time, today: str | None) -> bool:
    value = time.end_value or time.value
    return today is not None and value[:4].isdigit() and value[:10] < today[: len(value[:10])]


def _features(sentence: Sentence, clause: Clause, rule: str, entry: Forecast, setting: Setting) -> tuple[str, ...]:
    governor = sentence.clauses[clause.parent].verb.lemma if clause.parent is not None else "none"
    found = [
        f"rule={rule}",
        f"verb={clause.verb.lemma}",
        f"modal={clause.verb.modal}",
        f"head={clause.head or 'main'}",
        f"governor={governor}",
        f"subject={subject_kind(sentence, clause.subject)}",
        f"voice={setting.answer(clause.start, clause.end).voice}",
        f"record={setting.record.kind}",
    ]
    flags = {
        "negated": clause.verb.negated,
        "passive": clause.verb.passive,
        "horizon": entry.horizon,
        "condition": entry.condition,
    }
    return (*found, *(name for name, there in flags.items() if there))
