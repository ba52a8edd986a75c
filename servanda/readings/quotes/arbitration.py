"""Which proposals are kept, and how sure they are: rules and the trained model are weighed against one another.

Each proposal is described by a few plain facts: which rule made it and how sure that rule was, whether the other party found
the same words under the same cue, how far both agree in this record, whether the words stand between marks. A logistic weight
for each fact (`words/data/quotation-weights.tsv`, fitted on texts the model was not trained on) gives the chance that the
proposal is right. Of two that exclude one another the likelier is kept; a quotation within a quotation excludes nobody.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from servanda.readings.quotes.candidates import MODEL, Candidate, exclude, meetings, same_cue
from servanda.readings.quotes.facts import SENTENCE_END, Facts, described
from servanda.readings.quotes.marks import Marked
from servanda.readings.quotes.mentions import addressed, agentless
from servanda.readings.quotes.proposals import Proposal, Stretch
from servanda.words import rows

LEAST = 0.3
"""Worth below which a proposal is not made: where dropping begins to cost more than it spares."""
LEAST_BETWEEN_MARKS_WITHIN = 0.2
"""The same for words between marks within what is itself reported: a quotation of their own, though annotators of news, from
whom the weights are learnt, seldom mark it."""
_BORNE_OUT = 0.3
"""Share of a source rule's doubt that turns out as error."""
_FAR = 400
"""Characters, at most, between two cues of one subject."""


def arbitrate(text: str, marked: Sequence[Marked], candidates: Iterable[Candidate], *, model: bool) -> list[Proposal]:
    """The proposals that are kept, in the order of the text, each with the chance that it is right as its confidence.

    `model` says whether the trained model has read the text. By rules alone all proposals are kept: they exclude one another
    already, and what rules find unlikely they do not propose.
    """
    ordered = sorted(candidates, key=Candidate.order)
    near = meetings(ordered)
    facts = described(text, marked, ordered, near, model=model)
    kept = _chosen(ordered, near, facts) if model else list(range(len(ordered)))
    sure = "with the model" if model else "by rules"
    found = [replace(ordered[i].proposal, confidence=round(_weighed(sure, facts[i]), 4)) for i in kept]
    return [_sourced(text, found, number, ordered, near[i]) for number, i in enumerate(kept)] if model else found


def _sourced(text: str, found: Sequence[Proposal], number: int, ordered: Sequence[Candidate], near: Sequence[int]) -> Proposal:
    """A proposal of the model with its source: the rules' for the same cue, or that of the words before in its sentence.

    Who was told or instructed is no source: the subject of such a passive is the one addressed.
    """
    one = found[number]
    if one.rule == MODEL and one.cue and one.source and one.source[1] <= one.cue[0] and addressed(text, one.cue):
        return replace(one, source=None)
    if one.source is not None or one.cue is None or one.rule != MODEL or agentless(text[slice(*one.cue)]):
        return one
    rival = next((ordered[j].proposal for j in near if same_cue(one, ordered[j].proposal) and ordered[j].proposal.source), None)
    before = found[number - 1] if number else None
    if rival is not None:
        return replace(one, source=rival.source)
    if before is not None and before.cue is not None and before.source is not None and _goes_on_from(text, before.cue, one.cue):
        return replace(one, source=before.source)
    return one


def _goes_on_from(text: str, before: Stretch, cue: Stretch) -> bool:
    """Whether two cues stand in one sentence, in this order and near."""
    between = text[before[1] : cue[0]] if before[1] <= cue[0] <= before[1] + _FAR else "\n"
    return "\n" not in between and SENTENCE_END.search(between) is None


def with_person(said: float, meant: float) -> float:
    """The chance that words and person are right, from those of the words with their mention and of who is meant by it.

    Of the doubt that the latter leaves only a part is borne out where the words are right: measured on the texts that the
    weights are fitted on.
    """
    return round(said * (1 - _BORNE_OUT * (1 - meant)), 2)


def _chosen(ordered: Sequence[Candidate], near: Sequence[Sequence[int]], facts: Sequence[Facts]) -> list[int]:
    """The worthiest first, and none that excludes a worthier one."""
    worth = [_worth(one, known) for one, known in zip(ordered, facts, strict=True)]
    kept: set[int] = set()
    for i in sorted(range(len(ordered)), key=lambda i: (-worth[i], i)):
        if worth[i] >= LEAST and not any(j in kept and exclude(ordered[i], ordered[j]) for j in near[i]):
            kept.add(i)
    return sorted(kept)


def _worth(one: Candidate, facts: Facts) -> float:
    if one.spoken:  # turns are left to the rules, which exclude one another already
        return 1.0
    worth = _weighed("choice", facts)
    if facts.get("rules, between marks within another") and worth >= LEAST_BETWEEN_MARKS_WITHIN:
        return max(worth, LEAST)
    return worth


def _weighed(what: str, facts: Facts) -> float:
    """The logistic of the weighted facts."""
    weights = _weights(what)
    total = sum(weights.get(name, 0.0) * value for name, value in facts.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def _weights(what: str) -> dict[str, float]:
    return {name: float(weight) for of, name, weight in rows("quotation-weights") if of == what}
