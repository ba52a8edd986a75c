"""The conditions of a stance, and the open questions attached to it.

A condition stands in the sentence itself ("provided that …", "but there are nuances", "only in conjunction with …"), an open
question in the sentences that follow in the same turn ("Who will give the orders?").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from servanda.model import Span
from servanda.readings.grammar import Sentence
from servanda.readings.statements.parts import Run, class_at, stretch_of
from servanda.readings.statements.setting import Setting
from servanda.readings.statements.vocabulary import group
from servanda.words import rows

_REACH = 40
"""Sentences behind a stance in which its open questions may stand."""
_GAP = 4
"""Sentences in a row that ask nothing, after which no more questions belong to it."""
_SOON = 10
"""Tokens behind "until" within which a verb makes it a condition."""
_LEAST = 4
"""Tokens of a question that asks something: "What are they?" only leads on."""


def conditions_in(sentence: Sentence, run: Run, verb: int, setting: Setting) -> tuple[Span, ...]:
    """The conditions that a stretch of a sentence states, in order; `verb` is the token that takes the stance."""
    found = (piece for piece in _pieces(sentence, run, verb) if piece[0] < piece[1])
    return tuple(setting.cut(*stretch_of(sentence, piece)) for piece in found)


def exceptions_in(sentence: Sentence, run: Run, setting: Setting) -> tuple[Span, ...]:
    """What a refusal leaves open, in order: "unfeasible except as a first step", "no contacts until elections are held"."""
    found = (piece for piece in _pieces(sentence, run, run[0]) if piece[0] < piece[1] and sentence.low(piece[0]) in _EXCEPTING)
    return tuple(setting.cut(*stretch_of(sentence, piece)) for piece in found)


def reserves(sentence: Sentence, run: Run) -> bool:
    """Whether a stretch says that questions are open, without saying which: "but there are nuances"."""
    for i in range(*run):
        if sentence.low(i) in _ADVERSATIVE:
            return any(sentence.low(k) in group("reserve") for k in range(i + 1, min(run[1], i + 10)))
    return False


def open_questions(sentence: Sentence, place: int, setting: Setting) -> tuple[Span, ...]:
    """The questions asked behind a sentence by whose words stand at a place in it, until he goes on to something else."""
    found: list[Span] = []
    silent = 0
    asker = _floor(setting, place, place + 1)
    for start, stop in setting.sentences_after(sentence.end, _REACH):
        if silent > _GAP or _floor(setting, start, stop) != asker:
            break
        text = setting.record.text[start:stop]
        asks = text.rstrip("\"”»’'").endswith("?")
        silent = 0 if asks else silent + 1
        if asks and len(text.split()) >= _LEAST and not _OF_ASKING.search(text):
            found.append(setting.cut(start, stop))
    return tuple(found)


def _floor(setting: Setting, start: int, end: int) -> tuple[str | None, int]:
    """Who is answerable for a stretch, and where the turn begins in which it stands."""
    turn = setting.answerable.turn_at(start)
    return setting.answer(start, end).speaker, turn.span.start if turn else -1


_OF_ASKING = re.compile(r"\byour (?:\w+ )?questions?\b|\bhear me\b", re.I)
"""What is asked about a question that was put, and not about the matter: "What was your second question?"."""
_ADVERSATIVE = frozenset(("but", "however", "yet", "though", "although"))


_EXCEPTING = frozenset(("except", "unless", "until"))
_FRONTED = frozenset(("if", "unless", "until", "provided", "only", "as", "so", "should"))
"""Words that lead into a condition also before the verb."""


def _pieces(sentence: Sentence, run: Run, verb: int) -> Iterator[Run]:
    i = run[0]
    while i < run[1]:
        word = sentence.low(i)
        if word == ";" and i > verb:
            return  # what follows is said of something else
        lead = _lead_at(sentence, i) if i > verb or word in _FRONTED else 0
        if lead:
            end = _end(sentence, i + lead, run[1])
            yield _bounded(sentence, (i, end))
            i = end
        elif word in ("but", "however", "yet") and _demands(sentence, i + 1, run[1]) and not _teller_s(sentence, i, verb):
            yield _bounded(sentence, (i + 1, run[1]))
            return
        else:
            i += 1


def _teller_s(sentence: Sentence, but: int, verb: int) -> bool:
    """Whether behind a "but" who tells of another's stance says something of his own: "she supports it, but I must add"."""
    taken = next((clause for clause in sentence.clauses if clause.verb.last == verb), None)
    added = next((clause for clause in sentence.clauses if 0 < clause.opens - but <= _SOON), None)
    if taken is None or added is None or added.subject is None or taken.subject is None:
        return False
    first = ("i", "we")
    return sentence.cut(added.subject).lower() in first and sentence.cut(taken.subject).lower() not in first


def _lead_at(sentence: Sentence, i: int) -> int:
    """How many tokens lead into a condition at a place; 0 where none begins."""
    if sentence.low(i) in ("until", "till") and not any(i < clause.verb.first <= i + _SOON for clause in sentence.clauses):
        return 0  # "until 20 February" is a time
    if sentence.low(i) == "subject" and class_at(sentence, i - 1) == "be":
        return 0  # "should be subject to sanctions"
    if sentence.low(i - 1) in ("especially", "particularly", "even"):
        return 0  # "I am for it, especially if" only adds
    for phrase in _leads().get(sentence.low(i), ()):
        if all(sentence.low(i + k) == word for k, word in enumerate(phrase)):
            return len(phrase)
    if sentence.low(i) in ("under", "on"):
        for k in range(i + 1, i + 6):
            if sentence.low(k) in _TERMS:
                return k + 1 - i
            if class_at(sentence, k) not in ("", "det", "poss", "number", "adverb"):
                break
    return 0


def _demands(sentence: Sentence, first: int, limit: int) -> bool:
    return any(
        sentence.low(i) in group("demand") or sentence.low(i) in group("reserve") for i in range(first, min(limit, first + 14))
    )


def _end(sentence: Sentence, first: int, limit: int) -> int:
    """Where a condition ends: before the next clause that a comma or a semicolon opens."""
    for i in range(first, limit):
        word = sentence.low(i)
        if word == ";" or (word == "," and sentence.low(i + 1) in group("next-clause")):
            return i
        if i > first and _lead_at(sentence, i):
            return i
    return limit


_TERMS = frozenset(("condition", "conditions", "terms"))


def _bounded(sentence: Sentence, run: Run) -> Run:
    first, after = run
    while first < after and not sentence.low(first)[0].isalnum():
        first += 1
    while first < after and not sentence.low(after - 1)[-1].isalnum():
        after -= 1
    return first, after


@cache
def _leads() -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for (phrase,) in rows("condition-leads"):
        parts = tuple(phrase.split())
        found[parts[0]] = (*found.get(parts[0], ()), parts)
    return found
