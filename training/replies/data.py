"""CLARITY's training part as features and labels.

Never trained on: every interview (its address) whose SHA-256, first eight hex digits, is divisible by five, and `dev308`.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.judging import held_out
from servanda.model import Reply
from servanda.readings.answering.cues import tokens
from servanda.readings.answering.features import answer, asked, content, features, taken_up
from servanda.readings.layers import sentences_in
from servanda.readings.questions import questions_in

REPLY_OF: dict[str, Reply] = {
    "Explicit": "answered",
    "Implicit": "partial",
    "General": "partial",
    "Partial/half-answer": "partial",
    "Dodging": "deflected",
    "Deflection": "deflected",
    "Declining to answer": "none",
    "Claims ignorance": "none",
    "Clarification": "none",
}
"""CLARITY's finer labels."""
CLARITY_OF: dict[Reply, str] = {
    "answered": "Clear Reply",
    "partial": "Ambivalent",
    "deflected": "Ambivalent",
    "none": "Clear Non-Reply",
}
_GLUED = re.compile(r"([a-z0-9)\]][.?!])(?=[A-Z])")
_NOTED = re.compile(r"\[[^\]]*\]")
_LABEL = re.compile(r"^Q\.\s*")


@dataclass(frozen=True)
class Example:
    """One question of an interview with its whole answer."""

    name: str
    interview: str
    questions: list[str]
    index: int
    subject: str
    """The question in the annotators' words."""
    answer: str
    reply: Reply | None
    """None where annotators are several."""

    @property
    def held_out(self) -> bool:
        """Whether it is kept for judgement."""
        return held_out(self.interview)


def examples(path: Path) -> list[Example]:
    """The rows of a file of CLARITY."""
    with path.open(encoding="utf-8") as lines:
        return [_example(json.loads(line)) for line in lines]


def _example(row: dict[str, Any]) -> Example:
    whole = _plain(_LABEL.sub("", row["full_question"]))
    questions = [whole[put.start : put.end] for put in questions_in(whole, list(sentences_in(whole, 0, len(whole))))] or [whole]
    return Example(
        name=row["id"],
        interview=row["url"],
        questions=questions,
        index=_meant(questions, row["question"]),
        subject=row["question"],
        answer=_plain(row["answer"]),
        reply=REPLY_OF[row["evasion"][0]] if len(row["evasion"]) == 1 else None,
    )


def _plain(text: str) -> str:
    """Without the publisher's notes, and with the spaces between sentences that the corpus has lost."""
    return _NOTED.sub(" ", _GLUED.sub(r"\1 ", text))


def _meant(questions: list[str], subject: str) -> int:
    """Which of the questions put the annotators' wording stands for: the one that shares most of its content."""
    stems = set(_contents(subject))
    shared = [sum(len(stem) for stem in stems.intersection(_contents(question))) for question in questions]
    return shared.index(max(shared))


def _contents(text: str) -> list[str]:
    return [stem for low in tokens(text).lows if (stem := content(low))]


def rarities(given: list[Example], *, kept: int = 1500) -> dict[str, float]:
    """How telling each of the commonest stems is; `(rarest)` stands for all others."""
    answers = {example.answer for example in given}
    held = Counter(stem for each in answers for stem in set(_contents(each)))
    common = sorted(held.items(), key=lambda item: (-item[1], item[0]))[:kept]
    found = {stem: round(math.log((len(answers) + 1) / (count + 1)), 3) for stem, count in common}
    return {"(rarest)": round(math.log((len(answers) + 1) / 2), 3), **found}


def measured(example: Example, rarity: dict[str, float]) -> dict[str, float]:
    """Its features."""
    question = asked(example.questions, example.index, of=example.subject)
    said = answer(tokens(example.answer))
    return features(question, said, taken_up(question, said, lambda stem: rarity.get(stem, rarity["(rarest)"])))
