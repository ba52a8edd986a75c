"""The single questions in what an asker says.

A question is the clause that asks, without the greeting, the address or the lead-in before it ("my question is: will ..."
begins at "will"); questions joined in one sentence are counted one by one. What asks leave ("May I?") or greets ("How are
you?") is none. A sentence without a question mark may ask too ("I would like to know how ..."); one that merely announces its
subject ("I have a question about ...") stands for a question only where none follows it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from servanda.readings.clauses import Word, asks_within, clause_words, joined_at, part, question_start, turns
from servanda.readings.layers import Stretch
from servanda.readings.phrasings import announced, asks_leave, indirect, may_ask, turned

_ANNOUNCED = "questions.announced"
NOT_OUTRIGHT = frozenset({_ANNOUNCED, "questions.indirect", "questions.cut-off"})
"""Rules of questions that are not put in so many words."""
_SHORTEST_CUT_OFF = 7
"""Words and dividing marks of a broken-off sentence that still tell what is asked."""
_SHORTEST_ORDER = 4
_LONGEST_INDIRECT = 600
"""Characters."""
_SHORTEST_STATEMENT = 8
"""Words of a statement that is put as a question."""
_LONGEST_QUOTED = 4
"""Sentences that are kept together within quotation marks."""
_ASKS = re.compile(r"[?？؟][\s\"'”’»)\]?!]*$")
_QUOTED = re.compile(r"[?？؟][\"”»]\s*$")
_QUOTE_OPENS = re.compile(r"[\"“«]")
_CUT_OFF = re.compile(r"(?:[—–-]|\.\.\.|…)\s*$")
_EMPTY = re.compile(r"\b(?:something|things|questions)\W*$", re.I)
"""Ends of sentences that announce a question and tell nothing of it."""
_COURTEOUS = re.compile(r"\s*(?:thank|good \w+|hello|спасибо|здравствуйте|добрый|gracias)\b", re.I)
_FALSE_START = re.compile(r"(?:\S+\s+){1,5}?[—–]\s")
_SECOND = re.compile(r"\b(?:second|third|another|also|other|one more|separately|lastly|finally|and then)\b", re.I)


@dataclass(frozen=True, slots=True)
class Put:
    """One question put: offsets into the text that was searched, what found it, and how sure that is."""

    start: int
    end: int
    rule: str
    confidence: float
    weak: bool = False
    """Broken off before its end, or only announced: it counts only if somebody took it up."""


def questions_in(text: str, sentences: list[Stretch]) -> list[Put]:
    """The questions in `text`, in order. `sentences` are its sentences."""
    found: list[Put] = []
    announced: Put | None = None
    for start, end in _whole(text, sentences):
        sentence = text[start:end]
        here = _asked(text, start, end, sentence)
        if not here and (stated := _indirect(sentence)):
            rule, confidence = stated
            weak = rule == _ANNOUNCED or bool(_CUT_OFF.search(sentence))
            put = Put(*_without_address(text, start, end), rule, confidence, weak)
            if rule == _ANNOUNCED:
                if announced and _SECOND.search(sentence):
                    found.append(announced)
                announced = put
                continue
            here = [put]
        if here:
            announced = None
            found.extend(here)
    if announced:
        found.append(announced)
    return _once(found, text)


def labelled(text: str, sentences: list[Stretch]) -> list[Put]:
    """What is put under a label that calls it a question, though its words only state: its last sentence, thanks left out."""
    said = [(start, end) for start, end in sentences if not _COURTEOUS.match(text, start, end)]
    if (
        not said
        or _ASKS.search(text[said[-1][0] : said[-1][1]])  # a question after all, that asks leave
        or _EMPTY.search(text, *said[-1])
        or sum(len(text[start:end].split()) for start, end in said) < _SHORTEST_STATEMENT
    ):
        return []
    return [Put(*_without_address(text, *said[-1]), "questions.labelled", 0.5, weak=True)]


def _whole(text: str, sentences: list[Stretch]) -> list[Stretch]:
    """The sentences, with those that stand within one pair of quotation marks left together."""
    joined: list[Stretch] = []
    within = 0
    for start, end in sentences:
        if 0 < within <= _LONGEST_QUOTED and joined:
            joined[-1] = (joined[-1][0], end)
            within += 1
        else:
            joined.append((start, end))
            within = 0
        closed = text.count("”", joined[-1][0], end) >= text.count("“", joined[-1][0], end)
        within = 0 if closed else max(within, 1)
    return joined


def _once(found: list[Put], text: str) -> list[Put]:
    """Without what is put again in the same words at once."""
    kept: list[Put] = []
    for put in found:
        if not kept or _plain(text, put) != _plain(text, kept[-1]):
            kept.append(put)
    return kept


def _plain(text: str, put: Put) -> str:
    return " ".join(text[put.start : put.end].casefold().split())


def _asked(text: str, start: int, end: int, sentence: str) -> list[Put]:
    """Questions in a sentence that ends in a question mark, or that is broken off after beginning as one."""
    marked = bool(_ASKS.search(sentence))
    cut_off = not marked and bool(_CUT_OFF.search(sentence))
    if not (marked or cut_off or turned().match(sentence)):
        return []
    whole, start = start, max(start, text.rfind("¿", start, end))
    words = clause_words(text, start, end)
    if marked and _is_idle(words):
        return []
    begin, sure = question_start(words)
    if marked and _is_quoted(sentence, words[begin].start - whole if sure else len(sentence)):
        return []
    if not words[begin:] or _asks_leave(" ".join(word.lower for word in words[begin:])):
        return []
    if not marked and not cut_off and _FALSE_START.match(sentence):
        return []
    if not marked and not (
        sure and turns(words, begin) and len(words) - begin >= (_SHORTEST_CUT_OFF if cut_off else _SHORTEST_ORDER)
    ):
        return []
    put = _parts(text, words, begin, end, sure=sure)
    if marked:
        return put
    rule, confidence = ("questions.cut-off", 0.65) if cut_off else ("questions.order", 0.85)
    return [*put[:-1], replace(put[-1], rule=rule, confidence=confidence, weak=cut_off)]


def _parts(text: str, words: list[Word], begin: int, end: int, *, sure: bool) -> list[Put]:
    """One question, or the several that are joined in one sentence. What is joined to a mere statement asks alone."""
    rule, confidence = "questions.mark", 0.95
    found: list[Put] = []
    start = words[begin].start - (1 if text[words[begin].start - 1 : words[begin].start] in ("¿", "؟") else 0)
    while (joint := joined_at(words, begin)) is not None:
        last, following = joint
        if found or sure or asks_within(words, begin, last):
            found.append(Put(start, words[last].end, "questions.joined", 0.9))
        begin, rule, confidence = following, "questions.joined", 0.9
        start = words[begin].start
    found.append(Put(start, end, rule, confidence))
    return found


def _is_quoted(sentence: str, begin: int) -> bool:
    """The question is somebody else's, told within quotation marks. `begin` is where the clause that asks begins."""
    closing = _QUOTED.search(sentence)
    opening = _QUOTE_OPENS.search(sentence)
    return bool(closing and opening and 0 < opening.start() < begin)


_REAL = frozenset({"why", "how", "when", "where", "who"})


def _is_idle(words: list[Word]) -> bool:
    """A few words that hold the floor or check the line and ask nothing: "Me?", "Right?", "You know?", "If I may?"."""
    spoken = [word.lower for word in words if word.is_word]
    if len(spoken) > 6 or _REAL & set(spoken):
        return not spoken
    if (
        len(spoken) >= 3
        and spoken[0] in {"is", "was", "does", "do"}
        and spoken[-1] not in {"me", "question", "sense", "know", "see"}
    ):
        return False
    return all(word in part("filler") for word in spoken)


def _asks_leave(clause: str) -> bool:
    """The clause asks leave to speak, checks the line or greets."""
    return bool(asks_leave().match(clause))


def _indirect(sentence: str) -> tuple[str, float] | None:
    """Rule and confidence of a question asked without a question mark."""
    if len(sentence) > _LONGEST_INDIRECT or not may_ask(sentence) or _ASKS.search(sentence) or _EMPTY.search(sentence):
        return None
    if indirect().search(sentence):
        return "questions.indirect", 0.85
    if announced().search(sentence):
        return _ANNOUNCED, 0.5
    return None


def _without_address(text: str, start: int, end: int) -> Stretch:
    """An indirect question is kept whole, but for an address or a greeting at its head."""
    words = clause_words(text, start, end)
    begin, _ = question_start(words, whole=True)
    return words[begin].start if words[begin:] else start, end
