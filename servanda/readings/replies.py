"""Whether each question was answered, and by which words.

A reply is `answered`, `partial` (given in part, in general, by implication), `deflected` (something else is said instead) or
`none` (declined, not known, asked back, or nobody answered): the labels of the CLARITY taxonomy, its ambivalent replies in two.
A small model weighs what `answering.features` measures; two rules stand beside it: who says of himself just what he was asked
has answered, and a brief answer that only refuses is none. The ground is the sentence that answers, or the words that refuse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from servanda.model import Exchange, Ground, Question, Reading, Reply, Turn
from servanda.readings.answering.asking import predicate
from servanda.readings.answering.cues import Tokens, tokens
from servanda.readings.answering.features import Answer, Asked, TakenUp, answer, asked, features, stem, taken_up
from servanda.readings.answering.judging import REPLIES, judge, rarity
from servanda.readings.answering.refusing import refused
from servanda.readings.spoken import speech

_LONGEST = 20_000
"""Characters of a person's answer that are weighed: what comes later answers nothing."""
_MOST_SPEAKERS = 12
"""Persons whose answers to one question are weighed."""
_MOST_QUESTIONS = 40
"""Questions of one turn that are weighed against its answer; nobody who wants an answer puts more."""
_REFUSES: dict[Reply, tuple[str, ...]] = {
    "none": ("decline", "ignorance", "clarify", "unsure", "other", "defer"),
    "deflected": ("decline", "other"),
}
"""Kinds of cue that may mark a reply withheld, the plainest first."""
_TELLING = 6
"""Tokens from which a first sentence is more than "Sure." or "Thanks for the question."."""
_LONGEST_THANKS = 14
"""Tokens up to which a sentence that opens with thanks does nothing else."""
_OWN = 6
"""Tokens from "I" on within which it is said what was asked."""
_UNREAL = frozenset({"if", "whether", "unless", "would", "asked", "question"})
"""Words with which a sentence says only under what condition, or speaks of the question."""
_REACH = 60
"""Words from an answer's beginning within which a cue marks a deflection; where none does, its first sentence shows it."""


@dataclass(frozen=True, slots=True)
class _Answered:
    """What one person said in answer."""

    speaker: str | None
    said: Answer


def judge_replies(reading: Reading) -> Reading:
    """Set `reply` and its ground on every question. Answers in other languages than English are not judged."""
    exchanges = reading.of(Exchange)
    if not exchanges:
        return reading
    english = reading.record.language in (None, "en")
    turns = {turn.span.start: turn for turn in reading.of(Turn)}
    return reading.revised(Exchange, [_judged(reading, exchange, turns, english=english) for exchange in exchanges])


def _judged(reading: Reading, exchange: Exchange, turns: dict[int, Turn], *, english: bool) -> Exchange:
    if not exchange.answers:
        return replace(exchange, questions=tuple(replace(question, reply="none") for question in exchange.questions))
    if not english:
        return exchange
    given = _answers(reading, [turns[span.start] for span in exchange.answers if span.start in turns])
    weighed, others = exchange.questions[:_MOST_QUESTIONS], exchange.questions[_MOST_QUESTIONS:]
    texts = [question.span.text for question in weighed]
    questions = [
        _with_reply(reading, question, asked(texts, at), _of_those_asked(given, question.addressees or exchange.addressees))
        for at, question in enumerate(weighed)
    ]
    return replace(exchange, questions=(*questions, *others))


def _answers(reading: Reading, turns: Sequence[Turn]) -> list[_Answered]:
    """The words of each who answered, his turns put together."""
    speakers = list(dict.fromkeys(turn.speaker for turn in turns))[:_MOST_SPEAKERS]
    found = []
    for speaker in speakers:
        said = _together(reading, [turn for turn in turns if turn.speaker == speaker])
        if said.lows:
            found.append(_Answered(speaker, answer(said)))
    return found


def _together(reading: Reading, turns: Sequence[Turn]) -> Tokens:
    """The tokens of several turns at the record's own offsets; a turn's end ends a sentence."""
    lows: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    left = _LONGEST
    for turn in turns:
        if left <= 0:
            break
        spoken = speech(reading, turn, left)
        left -= len(spoken.text)
        words = tokens(spoken.text)
        lows.extend(words.lows)
        starts.extend(start + spoken.start for start in words.starts)
        ends.extend(end + spoken.start for end in words.ends)
        if words.lows and words.lows[-1] not in (".", "?", "!"):
            lows.append(".")
            starts.append(starts[-1])
            ends.append(ends[-1])
    return Tokens(tuple(lows), tuple(starts), tuple(ends))


def _of_those_asked(given: list[_Answered], addressees: tuple[str, ...]) -> list[_Answered]:
    """The answers of the persons asked; everybody's where none of them spoke."""
    return [each for each in given if each.speaker in addressees] or given


def _with_reply(reading: Reading, question: Question, put: Asked, given: list[_Answered]) -> Question:
    """The question with the best reply that anybody gave."""
    judged = [_one(put, each.said) for each in given]
    if not judged:
        return replace(question, reply="none")
    reply, (start, end) = min(judged, key=lambda each: REPLIES.index(each[0]))
    span = reading.record.cut(start, end)
    return replace(question, reply=reply, grounds=(*question.grounds, Ground("reply", span)))


def _one(put: Asked, said: Answer) -> tuple[Reply, tuple[int, int]]:
    taken = taken_up(put, said, rarity)
    found = features(put, said, taken)
    reply = judge(found).reply
    if reply != "none" and (refusal := refused(said)):
        return "none", (said.words.starts[refusal.first], said.words.ends[refusal.after - 1])
    outright = _said_outright(put, said) if reply != "answered" else None
    if outright:
        return "answered", (said.words.starts[outright[0]], said.words.ends[outright[1] - 1])
    first, after = _refusal(reply, said, taken) if reply in _REFUSES else _answering(put, said, taken)
    return reply, (said.words.starts[first], said.words.ends[after - 1])


def _said_outright(put: Asked, said: Answer) -> tuple[int, int] | None:
    """The sentence in which somebody says of himself, or denies, just what he was asked: "are you content?" "I am content"."""
    asked_of = predicate(tokens(put.text).lows)
    if asked_of is None:
        return None
    wanted = stem(asked_of)
    for begin, end in said.sentences:
        lows = said.words.lows[begin:end]
        if lows[-1] == "?" or not _UNREAL.isdisjoint(lows):
            continue
        selves = (at for at in range(begin, end) if said.words.lows[at] in ("i", "we"))
        if any(wanted in said.stems[at + 1 : min(at + _OWN, end)] for at in selves):
            return begin, end
    return None


def _answering(put: Asked, said: Answer, taken: TakenUp) -> tuple[int, int]:
    """The sentence that answers: the first where it says yes or no to what wants that, else the one nearest to the question."""
    at_once = (
        put.index == 0
        and put.form in ("yes_no", "yes_no_opinion")
        and any(cue.kind in ("yes", "no", "so") and cue.first <= said.opening for cue in said.cues)
    )
    if at_once:
        return next(sentence for sentence in said.sentences if sentence[1] > min(said.opening, len(said.stems) - 1))
    if not taken.sentence:
        return _opening(said)
    return max(said.sentences, key=lambda sentence: (taken.share(said.stems[slice(*sentence)]), -sentence[0]))


def _opening(said: Answer) -> tuple[int, int]:
    """The first sentence that says something, and not only thanks."""
    thanking = {begin for begin, _ in said.sentences if said.words.lows[begin] in ("thank", "thanks")}
    telling = (
        (begin, end)
        for begin, end in said.sentences
        if end > said.opening and end - begin >= _TELLING and (begin not in thanking or end - begin > _LONGEST_THANKS)
    )
    return next(telling, said.sentences[0])


def _refusal(reply: Reply, said: Answer, taken: TakenUp) -> tuple[int, int]:
    """The words that refuse: of the plainest kind that is there, those nearest to the question's own words."""
    reach = len(said.words.lows) if reply == "none" else said.opening + _REACH
    for kind in _REFUSES[reply]:
        here = [cue for cue in said.cues if cue.kind == kind and cue.first < reach]
        if here:
            sentence = {at: each for each in said.sentences for at in range(*each)}
            best = max(here, key=lambda cue: (taken.share(said.stems[slice(*sentence[cue.first])]), -cue.first))
            return best.first, best.after
    return _opening(said)
