"""Press conferences and debates whose turns are made by label, for tests that tell of questions and exchanges alone."""

from __future__ import annotations

import re
from itertools import zip_longest

from servanda.model import Block, Exchange, Origin, Reading, Record, Role, Turn, digest, text_digest
from servanda.readings.exchanges import find_exchanges

PRINCIPALS = {
    "President of Ardania Pavel Orlin": "Pavel Orlin",
    "Pavel Orlin": "Pavel Orlin",
    "PRESIDENT ORLIN": "Pavel Orlin",
    "Prime Minister of Belmora Ines Carrow": "Ines Carrow",
    "Ines Carrow": "Ines Carrow",
    "PRIME MINISTER CARROW": "Ines Carrow",
}
OTHERS = {"MODERATOR": None, "Moderator": None, "INTERPRETER": None}


def talk(text: str, askers: dict[str, str | None] | None = None) -> Reading:
    """A record of one paragraph a line, `Label: words`; every label that is no principal's or moderator's is an asker's."""
    text = text.strip() + "\n"
    origin = Origin(digest(text.encode()), text_digest(text))
    blocks = tuple(Block(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text))
    record = Record(origin=origin, text=text, blocks=blocks)
    labels = list(re.finditer(r"^(?P<label>[^:\n]{1,60}):|^(?P<q>Q)(?=    )", text, re.M))
    turns = []
    for match, following in zip_longest(labels, labels[1:]):
        end = len(text[: following.start()].rstrip()) if following else len(text.rstrip())
        label = match["label"] or match["q"]
        start = match.start("label") if match["label"] else match.start("q")
        role: Role = "principal" if label in PRINCIPALS else "other" if label in OTHERS else "asker"
        speaker = {**PRINCIPALS, **(askers or {})}.get(label, None if label in ("Q", "Question", *OTHERS) else label)
        turns.append(
            Turn(
                origin=origin,
                span=record.cut(start, end),
                label=record.cut(start, start + len(label)),
                role=role,
                speaker=speaker,
            )
        )
    return Reading(record=record, entries=tuple(turns))


def exchanges(text: str, askers: dict[str, str | None] | None = None) -> list[Exchange]:
    return list(find_exchanges(talk(text, askers)).of(Exchange))


def questions(text: str) -> list[str]:
    """The questions of an asker's words, answered with a sentence."""
    said = exchanges(f"Q    {text}\nPRESIDENT ORLIN: We will publish the figures on Monday, as the law requires.")
    return [question.span.text for exchange in said for question in exchange.questions]


def answers(text: str, askers: dict[str, str | None] | None = None) -> list[list[str]]:
    """For each exchange the words of its answers, without labels."""
    return [[re.sub(r"^[^:]*: *", "", span.text) for span in each.answers] for each in exchanges(text, askers)]
