"""Who asks whom, what exactly, and which turns answer.

An exchange opens with an asker's turn that puts a question. It lasts until the next question: what others say until then
answers it, unless they only give somebody the floor, did not hear, thank, or ask back. The asker's own words in between (a
clarification, the question once more) belong to the exchange. A question nobody took up is an exchange without answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from servanda.model import Exchange, Ground, Question, Reading, Record, Turn
from servanda.readings.addressees import Company, Mention, addressed
from servanda.readings.bylines import byline
from servanda.readings.clauses import part
from servanda.readings.interventions import interventions
from servanda.readings.introductions import introduction
from servanda.readings.labels import is_outlet, role_of
from servanda.readings.moves import SHORT, Move, move
from servanda.readings.parts_played import askers, ends_by_asking
from servanda.readings.phrasings import outright
from servanda.readings.question_time import is_tabled, presides, question_time
from servanda.readings.questions import NOT_OUTRIGHT, Put, labelled, questions_in
from servanda.readings.spoken import Speech, body_start, said_sentences, speech

_IN_BRACKETS = re.compile(r"\s*\(([^()\n]{2,60})\)")
_BEHIND_LABEL = re.compile(r"\s*\(([^()\n]{2,60})\)\s*:")
_CLARIFYING = 14
"""Words up to which an asker's answer to a question back is no question of its own."""
_STATEMENT = 12
"""Words from which a turn that greets and asks nothing is a contribution of its own and ends the exchange before it."""
_REPEATED = 0.5
"""Share of a question's words that were in the one before, from which it is that question once more."""
_LONGEST_QUESTION = 2500
_LONGER_THAN_A_CALL = 120
_NAME_CALLED = 30
"""Characters."""
_WORD_OR_TWO = 24
"""Characters."""
_IN_DEBATE = 0.9
"""How sure a question is that is put in a debate: fifty drawn from sittings of three houses were read."""
_TABLED = 0.95
"""How sure a question is that is put in the form in which a house's questions are tabled."""
_NO_GESTURE = re.compile(r"laugh|applau|cross-?talk|chuckl|translat|interpret|points|смех|аплодисменты", re.I)
"""What a publisher notes that is no answer, unlike "(Nods.)"."""
_GREETS = re.compile(
    r"\s*(?:(?:yes|yeah|okay|hi|hello),?\s+)?(?:thank|good (?:morning|afternoon|evening)|hi\b|hello|my name|спасибо|добрый)",
    re.I,
)
_DASHES = ("—", "–", "-")
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class _Open:
    """An exchange that is still going on. Its questions stand at the record's own offsets."""

    turn: Turn
    puts: list[Put]
    mentions: list[list[Mention]]
    before: str | None
    """Who spoke last before the asker, of those who can be asked."""
    latest: Turn
    """The asker's last turn that belongs to it."""
    unnamed: bool = False
    """Whether that was a principal whose name the record does not tell."""
    answers: list[Turn] = field(default_factory=list)
    interruption: Turn | None = None
    """A word thrown in while the asker spoke: the answer only where no other came."""
    last_move: Move | None = None
    taken_up: bool = False
    """Whether somebody said more in answer than a word or two."""

    def answer(self, turn: Turn) -> None:
        said = len(turn.span.text) - (turn.label.end - turn.span.start if turn.label else 0)
        self.answers.append(turn)
        self.taken_up = self.taken_up or said > _WORD_OR_TWO

    def go_on(self, turn: Turn, puts: list[Put], mentions: list[list[Mention]]) -> None:
        """The asker ends, after an interruption, the question begun before it."""
        self.puts[-1] = replace(self.puts[-1], weak=False)
        self.add(turn, puts, mentions)

    def add(self, turn: Turn, puts: list[Put], mentions: list[list[Mention]]) -> None:
        """More questions of the same asker in the same exchange."""
        self.latest = turn
        self.puts.extend(puts)
        self.mentions.extend(mentions)


def find_exchanges(reading: Reading) -> Reading:
    """Add an `Exchange` for every question or set of questions that one asker put in one turn."""
    turns = tuple(turn for turn in reading.of(Turn) if turn.role != "publisher")
    if reading.record.kind == "debate":  # members ask rhetorically, but at question time, of ministers
        return reading.having(_oral_questions(reading, turns))
    return reading.having(_Walk(reading, turns, askers(turns)).exchanges())


def _oral_questions(reading: Reading, turns: tuple[Turn, ...]) -> Iterator[Exchange]:
    """What members ask at question time, and what they ask in a debate of the one who has the floor."""
    tabled: set[int] = set()
    for subject in question_time(reading.record, turns):
        tabled.update(turn.span.start for turn in subject.turns)
        yield from _Walk(reading, subject.turns, list(subject.asks), formal=True).exchanges()
    for pair in interventions([turn for turn in turns if turn.span.start not in tabled and not presides(turn)]):
        for found in _Walk(reading, pair, [True, False]).exchanges():
            yield replace(found, confidence=min(found.confidence, _IN_DEBATE), rule="questions.intervention")


class _Walk:
    """Goes through the turns once, in order."""

    def __init__(self, reading: Reading, turns: tuple[Turn, ...], asks: list[bool], *, formal: bool = False) -> None:
        self.reading = reading
        self.asks = asks
        self.formal = formal
        """Whether a house's rules say who asks: then all others answer, and the first to ask asks, whatever his words."""
        self.text = reading.record.text
        self.turns = turns
        self.company = Company(turns, self.text)
        self.found: list[Exchange] = []
        self.open: _Open | None = None
        self.before: str | None = None
        self.unnamed = False
        """Whether a principal without a name spoke last."""
        self.cut_off: Move | None = None
        """What the last turn did that others broke off, until its speaker goes on."""
        self.broken_at = -1
        """Where the last asker's turn was broken off; -1 where it was not."""
        self.asked_leave = False

    def exchanges(self) -> list[Exchange]:
        for turn, following, asks in zip_longest(self.turns, self.turns[1:], self.asks):
            if asks or (not self.formal and (self._is_asker_again(turn) or self._asks_outright(turn, following))):
                self._ask(turn)
            else:
                self._reply(turn)
        self._close()
        return self.found

    def _is_asker_again(self, turn: Turn) -> bool:
        """Whether a turn is of the one who opened the exchange, whatever part he has otherwise."""
        return self.open is not None and turn.speaker is not None and turn.speaker == self.open.turn.speaker

    def _asks_outright(self, turn: Turn, following: Turn | None) -> bool:
        """Whether one who is no journalist (a host, a guest, a member of the audience) puts a question to whom speaks next."""
        if following is None or following.speaker == turn.speaker or not ends_by_asking(turn):
            return False
        start = body_start(turn, self.text)
        if turn.span.end - start > _LONGEST_QUESTION:  # a speech
            return False
        if outright().search(self.text, start, turn.span.end):
            return True
        return turn.role == "other" and following.role == "principal" and turn.span.end - start > _LONGER_THAN_A_CALL

    def _ask(self, turn: Turn) -> None:
        spoken = speech(self.reading, turn)
        sentences = said_sentences(self.reading, spoken)
        puts = [put for put in questions_in(spoken.text, sentences) if not self._is_call(spoken.text[put.start : put.end])]
        first = self.formal and turn is self.turns[0]
        if first and all(put.rule in NOT_OUTRIGHT for put in puts) and is_tabled(self.reading.record, turn):
            puts = [replace(put, rule="questions.tabled", confidence=_TABLED) for put in labelled(spoken.text, sentences)]
        if not puts and (first or (turn.label and turn.label.text.lower() in part("label"))):
            puts = labelled(spoken.text, sentences)
        goes_on = self.broken_at >= 0 and spoken.text.lstrip().startswith(_DASHES)
        if goes_on:
            self._forget_interruption()
            goes_on = self.open is not None and not self.open.answers and self.open.latest.span.end == self.broken_at
        self.broken_at = turn.span.end if spoken.text.rstrip().endswith(_DASHES) else -1
        self.asked_leave = not puts and "?" in spoken.text
        if not puts:
            if self._is_another(turn, spoken):
                self._close()
            return
        if self._is_same(turn, spoken, puts):
            return
        addresses = [(end, self.company.mentions(spoken.text[start:end])) for start, end in sentences]
        mentions = [_addressed_at(put, addresses) for put in puts]
        placed = [replace(put, start=put.start + spoken.start, end=put.end + spoken.start) for put in puts]
        if goes_on and self.open:
            rest = 1 if puts[0].start <= len(spoken.text) - len(spoken.text.lstrip(" \t\r\n\xa0—–-")) else 0
            self.open.go_on(turn, placed[rest:], mentions[rest:])
        elif self.open and self._was_asked_back(turn):
            self.open.add(turn, placed, mentions)
        else:
            self._close()
            self.cut_off = None
            self.open = _Open(turn, placed, mentions, self.before, turn, unnamed=self.unnamed)

    def _is_call(self, question: str) -> bool:
        """Whether a question is a mere name, called to get the floor."""
        return (
            len(question) <= _NAME_CALLED and len(question.split()) <= 2 and bool(self.company.mentions(question.strip("?! ")))
        )

    def _forget_interruption(self) -> None:
        """A "Yes." thrown in before the asker had ended was no answer."""
        if self.open and self.open.answers and not self.open.taken_up and self.open.answers[-1].span.start >= self.broken_at:
            self.open.interruption = self.open.answers.pop()

    def _is_another(self, turn: Turn, spoken: Speech) -> bool:
        """Whether a turn that asks nothing is somebody else's contribution, and no word thrown in."""
        if self.open is None:
            return False
        if turn.speaker:
            return turn.speaker != self.open.turn.speaker
        return bool(_GREETS.match(spoken.text)) and len(_WORD.findall(spoken.text)) >= _STATEMENT

    def _is_same(self, turn: Turn, spoken: Speech, puts: list[Put]) -> bool:
        """The question before once more, or what it meant, because it was not heard or was answered by a question."""
        last = self.open
        if last is None or last.answers or last.last_move not in ("unheard", "asks_back") or _differ(turn, last.turn):
            return False
        if last.last_move == "asks_back" and len(_WORD.findall(spoken.text)) <= _CLARIFYING:
            return True
        words = _words_of(spoken.text, puts)
        return bool(words) and len(words & _words_of(self.text, last.puts)) >= _REPEATED * len(words)

    def _was_asked_back(self, turn: Turn) -> bool:
        """Whether the asker goes on because the one asked wanted to know more before any answer."""
        last = self.open
        return bool(last and not last.answers and last.last_move == "asks_back" and not _differ(turn, last.turn))

    def _reply(self, turn: Turn) -> None:
        if turn.speaker or turn.role == "principal":
            self.before = turn.speaker
            self.unnamed = turn.speaker is None
        if self.open is None:
            return
        made = self._move(turn)
        self.open.last_move = made
        if turn.span.text.rstrip().endswith(_DASHES):
            self.cut_off = made
        self.asked_leave = False
        if made == "answers":
            self.open.answer(turn)

    def _move(self, turn: Turn) -> Move:
        length = turn.span.end - body_start(turn, self.text)
        if length > SHORT:
            return "answers"
        spoken = speech(self.reading, turn)
        if not spoken.text.strip():
            return "courtesy" if _NO_GESTURE.search(turn.span.text) or (self.open and self.open.answers) else "answers"
        if self.cut_off and spoken.text.lstrip().startswith(_DASHES):
            made, self.cut_off = self.cut_off, None
            return made
        answered = self.asked_leave or bool(self.open and self.open.answers)
        if self.asked_leave and length <= _WORD_OR_TWO:
            return "courtesy"
        presides = turn.role == "other"
        return move(spoken.text, said_sentences(self.reading, spoken), answered=answered, presides=presides)

    def _close(self) -> None:
        if self.open is not None:
            if self.open.interruption and not self.open.answers:
                self.open.answers.append(self.open.interruption)
            exchange = _exchange(self.reading.record, self.open, self.company)
            if exchange:
                self.found.append(exchange)
        self.open = None


def _differ(one: Turn, other: Turn) -> bool:
    """Whether two turns are known to be of different persons."""
    return bool(one.speaker and other.speaker and one.speaker != other.speaker)


def _addressed_at(put: Put, addresses: list[tuple[int, list[Mention]]]) -> list[Mention]:
    """The last form of address up to the end of the question's sentence."""
    latest: list[Mention] = []
    for end, mentions in addresses:
        latest = mentions or latest
        if end >= put.end:
            break
    return latest


def _words_of(text: str, puts: list[Put]) -> set[str]:
    return {word.lower() for put in puts for word in _WORD.findall(text[put.start : put.end])}


def _exchange(record: Record, held: _Open, company: Company) -> Exchange | None:
    """The finished entry; None where nothing was asked outright and nobody took it up."""
    puts = [(put, mentions) for put, mentions in zip(held.puts, held.mentions, strict=True) if held.taken_up or not put.weak]
    if not puts:
        return None
    answerers = tuple(dict.fromkeys(turn.speaker for turn in held.answers if turn.speaker))
    implied = answerers[:1]
    if not held.answers and not held.unnamed:
        implied = (held.before,) if held.before else company.principals[:1]
    asked = [_others(addressed(mentions, answerers), held.turn) or implied for _, mentions in puts]
    everyone = tuple(dict.fromkeys(name for names in asked for name in names))
    questions = tuple(
        Question(span=record.cut(put.start, put.end), addressees=() if names == everyone else names)
        for (put, _), names in zip(puts, asked, strict=True)
    )
    outlet = _outlet(record, held.turn) if record.kind != "debate" else None  # there the brackets tell the party
    weakest = min((put for put, _ in puts), key=lambda put: put.confidence)
    return Exchange(
        origin=record.origin,
        asker=held.turn.speaker,
        outlet=outlet[0] if outlet else None,
        addressees=everyone,
        questions=questions,
        answers=tuple(turn.span for turn in held.answers),
        confidence=weakest.confidence,
        rule=weakest.rule,
        grounds=(outlet[1],) if outlet else (),
    )


def _others(names: tuple[str, ...], asker: Turn) -> tuple[str, ...]:
    """Those spoken to, without the one who speaks: he may say who he is."""
    return tuple(name for name in names if name != asker.speaker)


def _outlet(record: Record, turn: Turn) -> tuple[str, Ground] | None:
    """The outlet as the asker states it, else as the label has it in brackets, and where."""
    start = body_start(turn, record.text)
    stated = introduction(record.text, start, turn.span.end)
    if stated and stated.outlet and stated.outlet_span:
        return stated.outlet, Ground("outlet", record.cut(*stated.outlet_span))
    if turn.label is None:
        return None
    within = _IN_BRACKETS.search(record.text, turn.label.start, turn.label.end)
    printed = within or _BEHIND_LABEL.match(record.text, turn.label.end, start)
    if printed and printed.group(1)[0].isupper():
        return printed.group(1), Ground("outlet", record.cut(*printed.span(1)))
    if is_outlet(turn.label.text.split()) and role_of(turn.label.text) is None:
        return turn.label.text, Ground("outlet", turn.label)
    beside = byline(turn.label.text)
    place = turn.label.text.find(beside.outlet) if beside and beside.outlet else -1
    if beside and beside.outlet and place >= 0:
        begin = turn.label.start + place
        return beside.outlet, Ground("outlet", record.cut(begin, begin + len(beside.outlet)))
    return None
