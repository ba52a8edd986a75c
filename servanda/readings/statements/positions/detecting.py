"""Positions: whose stance on a matter that is decided or disputed, with the conditions and open questions attached.

`stances` finds the words that take a stance; here the clause, the holder, the matter and the conditions are put together. A
position stands on the clause that takes the stance, with what that governs; courtesies, where nothing is decided, weigh little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from servanda.model import Ground, Position, Span, Stance
from servanda.readings.grammar import Sentence
from servanda.readings.statements.matters import matter_end, trimmed
from servanda.readings.statements.parts import Run, stretch_of, subject_of
from servanda.readings.statements.positions.conditions import conditions_in, exceptions_in, open_questions, reserves
from servanda.readings.statements.positions.doubts import doubt
from servanda.readings.statements.positions.features import features_of
from servanda.readings.statements.positions.holders import held, holder_of, kind_of, willing
from servanda.readings.statements.positions.sighting import Sighting
from servanda.readings.statements.positions.stances import sightings
from servanda.readings.statements.proposals import PLAIN, Proposal
from servanda.readings.statements.setting import Setting
from servanda.readings.statements.vocabulary import reporting

__all__ = ["detect"]


_TERMS = re.compile(r"(?:only )?(?:under|on) (?:\S+ ){0,3}(?:conditions?|terms)\b", re.I)
"""Conditions as such: "under our conditions", "on certain terms"."""


class _Unit(NamedTuple):
    """The stretch of a sentence that a position stands on."""

    run: Run
    clause: int
    """The clause at its top."""
    believer: Run | None
    """The subject of the verb of thinking that governs it, if any: "[our partners] believe that …"."""


def detect(sentence: Sentence, setting: Setting) -> Iterable[Proposal]:
    """The positions that a sentence states: the likeliest for each stretch."""
    best: dict[tuple[int, int, Stance], tuple[Position, tuple[str, ...], float]] = {}
    for sighting in _merged(sentence, list(sightings(sentence))):
        found = _position(sentence, sighting, setting)
        if found is None:
            continue
        entry = found[0]
        key = (entry.span.start, entry.span.end, entry.stance)
        if key not in best or best[key][0].confidence < entry.confidence:
            best[key] = found
    return [Proposal(entry, features, _plainly(entry, features), sure) for entry, features, sure in best.values()]


def _plainly(position: Position, features: tuple[str, ...]) -> float:
    """The least confidence of a stance that is taken outright: for it, with conditions; accepted under terms; to be ended."""
    seen = set(features)
    own = not seen.isdisjoint(("subject=we", "subject=i"))
    if position.rule == "positions.holds" and own and position.conditions:
        return PLAIN if seen & {"cue=for", "cue=against", "cue=favour", "cue=favor"} else 0.0
    if position.rule == "positions.verb" and own and "cue=accept" in seen and "negated" not in seen:
        return PLAIN if any(_TERMS.match(span.text) for span in position.conditions) else 0.0
    ended = position.rule == "positions.duty" and position.stance == "opposes" and "negated" not in seen
    return PLAIN if ended and {"believed", "matter=decided"} <= seen else 0.0


def _position(sentence: Sentence, sighting: Sighting, setting: Setting) -> tuple[Position, tuple[str, ...], float] | None:
    """The position that a sighting makes, what was seen of it, and how sure that it is one of his."""
    unit = _unit(sentence, sighting)
    matter = _matter(sentence, sighting)
    if matter is None or _hoped(sentence, sighting):
        return None
    span = setting.cut(*stretch_of(sentence, unit.run))
    conditions = _conditions(sentence, sighting, unit, setting)
    stance: Stance = "supports_with_conditions" if conditions and sighting.stance == "supports" else sighting.stance
    clause = sentence.clauses[sighting.clause]
    subject = _whose(sentence, sighting.holder, unit.believer) or willing(sentence, clause)
    teller = subject is not None and subject != sighting.holder and _pronoun(sentence, sighting.holder)
    features = features_of(sentence, sighting, matter, setting)
    confidence = _confidence(sighting, features, bool(conditions))
    place = setting.cut(*stretch_of(sentence, matter))
    entry = Position(
        origin=setting.record.origin,
        span=span,
        holder=setting.meant(*stretch_of(sentence, subject))
        if subject is not None and teller
        else holder_of(sentence, subject, setting, _place_of(sentence, sighting)),
        matter=place.text,
        stance=stance,
        conditions=conditions,
        confidence=confidence,
        rule=sighting.rule,
        grounds=(Ground("matter", place), *_holder_ground(sentence, subject, setting)),
    )
    seen = (*features, f"stance={stance}", f"guess={confidence:.1f}")
    sure = held(sentence, subject, clause, entry.holder, setting) * doubt(sentence, sighting, matter, setting)
    return entry, seen, sure


def _whose(sentence: Sentence, holder: Run | None, believer: Run | None) -> Run | None:
    """Whose stance it is, as printed: who takes it, or of whom it is told that he said so, also where he said "we"."""
    if holder is None:
        return believer
    if _pronoun(sentence, holder) and kind_of(sentence, believer) in ("name", "party", "thing"):
        return believer  # "a lady said that *she* was against it"
    told = kind_of(sentence, believer) in ("they", "name", "party")
    return believer if told and kind_of(sentence, holder) == "we" else holder


def _pronoun(sentence: Sentence, run: Run | None) -> bool:
    return run is not None and run[1] - run[0] == 1 and sentence.low(run[0]) in ("he", "she", "they")


def _hoped(sentence: Sentence, sighting: Sighting) -> bool:
    """Whether a stance is only hoped for: "I hope that the Council will support it"."""
    clause = sentence.clauses[sighting.clause]
    governor = sentence.clauses[clause.parent].verb.lemma if clause.parent is not None else ""
    return clause.verb.modal in ("will", "would", "can", "could", "may") and governor in ("hope", "wish", "expect", "trust")


def _merged(sentence: Sentence, found: list[Sighting]) -> list[Sighting]:
    """Sightings of one sentence, where one that says "it" of another's matter takes the other's place."""
    kept: list[Sighting] = []
    for sighting in found:
        before = kept[-1] if kept else None
        said = sighting.matter
        if (
            before is not None
            and before.rule == sighting.rule == "positions.duty"
            and sentence.clauses[sighting.clause].inherits
        ):
            kept[-1] = before._replace(joined=sighting.clause)  # "should have stopped and sat down"
            continue
        again = said is not None and said[1] - said[0] <= 2 and sentence.low(said[0]) in ("it", "this", "that", "them")
        if again and before is not None and before.matter and before.stance == sighting.stance:
            kept[-1] = sighting._replace(matter=before.matter, clause=before.clause, joined=sighting.clause)
        else:
            kept.append(sighting)
    return kept


def _place_of(sentence: Sentence, sighting: Sighting) -> tuple[int, int]:
    """Where the words of stance stand: who is answerable for them is asked of this place."""
    verb = sentence.clauses[sighting.clause].verb
    return verb.start, verb.end


def _holder_ground(sentence: Sentence, subject: Run | None, setting: Setting) -> tuple[Ground, ...]:
    if subject is None or subject[0] >= subject[1]:
        return ()
    return (Ground("holder", setting.cut(*stretch_of(sentence, subject))),)


# Which stretch


def _unit(sentence: Sentence, sighting: Sighting) -> _Unit:
    """From the clause with the words of stance up to the main clause, or to what a verb of saying reports."""
    index = sighting.clause
    believer = None
    while (parent := sentence.clauses[index].parent) is not None and parent != index:
        governor = sentence.clauses[parent]
        if sentence.clauses[index].head in ("that", "") and governor.verb.lemma in reporting() - {"agree"}:
            believer = subject_of(sentence, governor)
            break
        index = parent
    last = sighting.clause if sighting.joined is None else sighting.joined
    verbs = (sentence.clauses[index].verb, sentence.clauses[sighting.clause].verb, sentence.clauses[last].verb)
    first = min(_begins(sentence, index), *(verb.first for verb in verbs))
    after = max(_behind(sentence, index if sighting.joined is None else last), *(verb.last + 1 for verb in verbs))
    return _Unit((first, _within_marks(sentence, first, max(verb.last + 1 for verb in verbs), after)), index, believer)


def _within_marks(sentence: Sentence, first: int, verb: int, after: int) -> int:
    """Where a stretch ends that must not run out of the quotation it begins in: behind `verb` at the earliest."""
    open_ = 0
    for i in range(first, after):
        word = sentence.low(i)
        if word in ("“", "«") or (word == '"' and not open_):
            closes = word == '"' and i >= verb and sentence.low(i - 1) in (",", ".", "?", "!", "…")
            if closes:
                return i - 1
            open_ += 1
        elif word in ("”", "»") or word == '"':
            if not open_ and i >= verb:
                return i
            open_ = max(0, open_ - 1)
    return after


def _behind(sentence: Sentence, index: int) -> int:
    """One past the last token that belongs to a clause: with what it governs, and with the "but" that takes back from it."""
    after = sentence.clauses[index].closes
    for n, clause in enumerate(sentence.clauses):
        if _under(sentence, n, index):
            after = max(after, clause.closes)
    for clause in sentence.clauses:
        reserved = sentence.low(clause.opens - 1) in ("but", "yet", "however") and clause.opens - after <= _NEAR
        goes_on = (
            clause.inherits and clause.opens - after <= 1 and clause.verb.tense != "past" and sentence.low(after - 2) == "to"
        )
        if clause.opens > after and (reserved or goes_on):
            after = max(after, clause.closes, *(other.closes for other in sentence.clauses if other.opens >= clause.opens))
    return after


def _begins(sentence: Sentence, index: int) -> int:
    """The first token of a clause, or of the one before whose subject it shares."""
    clause = sentence.clauses[index]
    if not clause.inherits or clause.subject is None:
        return clause.opens
    owner = next(
        (other for other in sentence.clauses[:index] if other.subject == clause.subject and not other.inherits), clause
    )
    return owner.opens


def _under(sentence: Sentence, n: int, top: int) -> bool:
    seen = 0
    parent = sentence.clauses[n].parent
    while parent is not None and seen < len(sentence.clauses):
        if parent == top:
            return True
        parent = sentence.clauses[parent].parent
        seen += 1
    return False


# On what, and if what


def _matter(sentence: Sentence, sighting: Sighting) -> Run | None:
    if sighting.matter is None:
        return None
    first, limit = sighting.matter
    run = trimmed(sentence, (first, matter_end(sentence, first, limit)))
    return run if run[0] < run[1] else None


def _conditions(sentence: Sentence, sighting: Sighting, unit: _Unit, setting: Setting) -> tuple[Span, ...]:
    if sighting.stance != "supports":
        return exceptions_in(sentence, unit.run, setting)
    place = sentence.tokens[unit.run[0]].start
    found = conditions_in(sentence, unit.run, sentence.clauses[sighting.clause].verb.last, setting)
    return (*found, *open_questions(sentence, place, setting)) if reserves(sentence, unit.run) else found


_NEAR = 12
"""Tokens within which a "but" takes back from what stands before."""

# How likely

_BASE = {"strong": 0.65, "middle": 0.4, "weak": 0.15, "faint": 0.05}
_DEEDS = frozenset(("positions.verb", "positions.stray"))


def _confidence(sighting: Sighting, features: tuple[str, ...], conditional: bool) -> float:
    """A first guess by rule and context; the scorer weighs better."""
    sure = _BASE[sighting.weight] + (0.2 if conditional else 0.0)
    for feature in features:
        sure += _SHIFTS.get(feature, 0.0)
    if "tense=future" in features and "negated" not in features and sighting.cue != "vote":
        sure -= 0.25
    if "subject=thing" in features and sighting.rule in _DEEDS:
        sure -= 0.4
    if "tense=infinitive" in features and {"governed=present continue", "governed=present like"} & set(features):
        sure += 0.4  # "continues to support", "I would like to support"
    if sighting.rule == "positions.passive" and "tense=past" in features and sighting.holder is None:
        sure -= 0.3
    if sighting.cue == "agree" and {"tense=past", "tense=perfect"} & set(features):
        sure -= 0.25
    if sighting.weight == "weak" and sighting.rule in _DEEDS and "matter=decided" in features:
        sure += 0.2
    return round(min(0.95, max(0.02, sure)), 2)


_SHIFTS = {
    "matter=decided": 0.2,
    "matter=achieved": -0.3,
    "matter=people": -0.3,
    "tense=infinitive": -0.5,
    "tense=gerund": -0.5,
    "tense=participle": -0.3,
    "believed": 0.15,
    "head=who": -0.2,
    "head=which": -0.1,
    "question": -0.4,
    "hypothetical": -0.3,
}
