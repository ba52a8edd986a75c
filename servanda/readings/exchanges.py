"""Who asks whom, what exactly, and which turns answer.

An exchange opens with an asker's turn that puts a question. It lasts until the next question: what others say until then
answers it, unless they only give somebody the floor, did not hear, thank, or ask back. The asker's own words in between (a
clarification, the question once more) belong to the exchange. A question nobody took up is an exchange without answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from servanda.model import Exchange, Question, Reading, Record, Turn
from servanda.readings.addressees import Company, Mention, addressed
from servanda.readings.introductions import introduction
from servanda.readings.moves import SHORT, Move, move
from servanda.readings.questions import Put, questions_in
from servanda.readings.spoken import Speech, body_start, said_sentences, speech

_IN_BRACKETS = re.compile(r"\(([^()\n]{2,60})\)")
_CLARIFYING = 14
"""Words up to which an asker's answer to a question back is no question of its own."""
_STATEMENT = 45
"""Words from which a turn that asks nothing is a contribution of its own and ends the exchange before it."""
_REPEATED = 0.6
"""Share of a question's words that were in the one before, from which it is that question once more."""
_CONTINUES = ("—", "–", "-")
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class _Open:
    """An exchange that is still going on."""

    turn: Turn
    spoken: Speech
    puts: list[Put]
    mentions: list[list[Mention]]
    before: str | None
    """Who spoke last before the asker, of those who can be asked."""
    answers: list[Turn] = field(default_factory=list)
    last_move: Move | None = None


def find_exchanges(reading: Reading) -> Reading:
    """Add an `Exchange` for every question or set of questions that one asker put in one turn."""
    turns = tuple(turn for turn in reading.of(Turn) if turn.role != "publisher")
    if not any(turn.role == "asker" for turn in turns):
        return reading
    return reading.having(_Walk(reading, turns).exchanges())


class _Walk:
    """Goes through the turns once, in order."""

    def __init__(self, reading: Reading, turns: tuple[Turn, ...]) -> None:
        self.reading = reading
        self.turns = turns
        self.company = Company(turns)
        self.found: list[Exchange] = []
        self.open: _Open | None = None
        self.before: str | None = None
        self.previous: tuple[Turn, Move] | None = None

    def exchanges(self) -> list[Exchange]:
        for turn in self.turns:
            if turn.role == "asker":
                self._asks(turn)
            else:
                self._replies(turn)
        self._close()
        return self.found

    def _asks(self, turn: Turn) -> None:
        spoken = speech(self.reading, turn)
        sentences = said_sentences(self.reading, spoken)
        puts = questions_in(spoken.text, sentences)
        if not puts:
            others = self.open and turn.speaker and self.open.turn.speaker and turn.speaker != self.open.turn.speaker
            if others or len(_WORD.findall(spoken.text)) >= _STATEMENT:
                self._close()
            return
        if self._is_same(turn, spoken, puts):
            return
        self._close()
        addresses = [(end, self.company.mentions(spoken.text[start:end])) for start, end in sentences]
        mentions = [_addressed_at(put, addresses) for put in puts]
        self.open = _Open(turn, spoken, puts, mentions, self.before)
        self.previous = None

    def _is_same(self, turn: Turn, spoken: Speech, puts: list[Put]) -> bool:
        """The question before once more, or what it meant, because it was not heard or was answered by a question."""
        last = self.open
        if last is None or last.answers or last.last_move not in ("unheard", "asks_back"):
            return False
        if turn.speaker and last.turn.speaker and turn.speaker != last.turn.speaker:
            return False
        words = _content(spoken, puts)
        if last.last_move == "asks_back" and len(_WORD.findall(spoken.text)) <= _CLARIFYING:
            return True
        return bool(words) and len(words & _content(last.spoken, last.puts)) >= _REPEATED * len(words)

    def _replies(self, turn: Turn) -> None:
        if turn.speaker:
            self.before = turn.speaker
        if self.open is None:
            return
        made = self._move(turn)
        self.open.last_move = made
        self.previous = (turn, made)
        if made == "answers":
            self.open.answers.append(turn)

    def _move(self, turn: Turn) -> Move:
        text = self.reading.record.text
        if turn.span.end - body_start(turn, text) > SHORT:
            return "answers"
        spoken = speech(self.reading, turn)
        if self.previous and spoken.text.lstrip().startswith(_CONTINUES) and self._was_cut_off():
            return self.previous[1]
        answered = bool(self.open and self.open.answers)
        return move(spoken.text, said_sentences(self.reading, spoken), answered=answered)

    def _was_cut_off(self) -> bool:
        return bool(self.previous and self.previous[0].span.text.rstrip().endswith(_CONTINUES))

    def _close(self) -> None:
        if self.open is not None:
            exchange = _exchange(self.reading.record, self.open, self.company)
            if exchange:
                self.found.append(exchange)
        self.open = None


def _addressed_at(put: Put, addresses: list[tuple[int, list[Mention]]]) -> list[Mention]:
    """The last form of address up to the end of the question's sentence."""
    latest: list[Mention] = []
    for end, mentions in addresses:
        latest = mentions or latest
        if end >= put.end:
            break
    return latest


def _content(spoken: Speech, puts: list[Put]) -> set[str]:
    return {word.lower() for put in puts for word in _WORD.findall(spoken.text[put.start : put.end])}


def _exchange(record: Record, held: _Open, company: Company) -> Exchange | None:
    """The finished entry; None where all that was said was broken off and nobody answered."""
    puts = [(put, mentions) for put, mentions in zip(held.puts, held.mentions, strict=True) if held.answers or not put.cut_off]
    if not puts:
        return None
    answerers = tuple(dict.fromkeys(turn.speaker for turn in held.answers if turn.speaker))
    implied = answerers[:1] or ((held.before,) if held.before else company.principals[:1])
    asked = [addressed(mentions, answerers) or implied for _, mentions in puts]
    everyone = tuple(dict.fromkeys(name for names in asked for name in names))
    questions = tuple(
        Question(
            span=record.cut(held.spoken.start + put.start, held.spoken.start + put.end),
            addressees=() if names == everyone else names,
        )
        for (put, _), names in zip(puts, asked, strict=True)
    )
    weakest = min((put for put, _ in puts), key=lambda put: put.confidence)
    return Exchange(
        origin=record.origin,
        asker=held.turn.speaker,
        outlet=_outlet(record, held.turn, held.spoken),
        addressees=everyone,
        questions=questions,
        answers=tuple(turn.span for turn in held.answers),
        confidence=weakest.confidence,
        rule=weakest.rule,
    )


def _outlet(record: Record, turn: Turn, spoken: Speech) -> str | None:
    """The outlet as the asker states it, else as the label has it in brackets."""
    stated = introduction(record.text, spoken.start, turn.span.end)
    if stated and stated.outlet:
        return stated.outlet
    if turn.label is None:
        return None
    in_brackets = _IN_BRACKETS.search(record.text, turn.label.start, spoken.start)
    return in_brackets.group(1) if in_brackets and in_brackets.group(1)[0].isupper() else None
