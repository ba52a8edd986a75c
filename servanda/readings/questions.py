"""The single questions in what an asker says.

A question is the clause that asks, without the greeting, the address or the lead-in before it ("my question is: will ..."
begins at "will"); questions joined in one sentence are counted one by one. What asks leave ("May I?") or greets ("How are
you?") is none. A sentence without a question mark may ask too ("I would like to know how ..."); one that merely announces its
subject ("I have a question about ...") stands for a question only where none follows it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from servanda.readings.clauses import Word, clause_words, joined_at, part, question_start
from servanda.readings.layers import Stretch

_ASKS = re.compile(r"[?？؟][\s\"'”’»)\]?!]*$")
_QUOTED = re.compile(r"[?？؟][\"”»]\s*$")
_QUOTE_OPENS = re.compile(r"[\"“«]")
_CUT_OFF = re.compile(r"(?:[—–-]|\.\.\.|…)\s*$")
_SECOND = re.compile(r"\b(?:second|third|another|also|other|one more|separately|lastly|finally|and then)\b", re.I)


@dataclass(frozen=True, slots=True)
class Put:
    """One question put: offsets into the text that was searched, what found it, and how sure that is."""

    start: int
    end: int
    rule: str
    confidence: float
    cut_off: bool = False
    """Broken off before its end: it counts only if it was answered."""


def questions_in(text: str, sentences: list[Stretch]) -> list[Put]:
    """The questions in `text`, in order. `sentences` are its sentences."""
    found: list[Put] = []
    announced: Put | None = None
    for start, end in sentences:
        sentence = text[start:end]
        here = _asked(text, start, end, sentence)
        if not here and (indirect := _indirect(sentence)):
            put = Put(*_without_address(text, start, end), *indirect)
            if put.rule == "questions.announced":
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
    return found


def _asked(text: str, start: int, end: int, sentence: str) -> list[Put]:
    """Questions in a sentence that ends in a question mark, or that is broken off after beginning as one."""
    marked = bool(_ASKS.search(sentence))
    cut_off = not marked and bool(_CUT_OFF.search(sentence))
    if not (marked or cut_off or _unmarked().match(sentence)):
        return []
    words = clause_words(text, start, end)
    if marked and (_is_idle(words) or _is_quoted(sentence)):
        return []
    begin, sure = question_start(words)
    if not words[begin:] or _asks_leave(" ".join(word.lower for word in words[begin:])):
        return []
    if not marked and not (sure and len(words) - begin >= (5 if cut_off else 4)):
        return []
    return _parts(words, begin, end, marked, cut_off)


def _parts(words: list[Word], begin: int, end: int, marked: bool, cut_off: bool) -> list[Put]:
    """One question, or the several that are joined in one sentence."""
    rule, confidence = ("questions.mark", 0.96) if marked else ("questions.order", 0.8)
    found: list[Put] = []
    while (joint := joined_at(words, begin)) is not None:
        last, following = joint
        found.append(Put(words[begin].start, words[last].end, "questions.joined", 0.88))
        begin, rule, confidence = following, "questions.joined", 0.88
    found.append(Put(words[begin].start, end, rule, 0.6 if cut_off else confidence, cut_off))
    return found


@cache
def _unmarked() -> re.Pattern[str]:
    """A sentence that turns verb and subject round, and so asks, though a full stop ends it."""
    return re.compile(
        r"(?:(?:and|so|but|well|also|sir|please|then|mr\.? \w+|[A-Z]\w+),? ){0,3}"
        r"(?:what|how|why|where|can|could|would|will|do|does|did|are|is|have|has)(?: (?:do|does|did|is|are|will|would|can))? "
        r"(?:you|there|the|that|this|he|she|it|they|we|your)\b",
        re.I,
    )


def _is_quoted(sentence: str) -> bool:
    """The question is somebody else's, told within quotation marks."""
    closing = _QUOTED.search(sentence)
    opening = _QUOTE_OPENS.search(sentence)
    return bool(closing and opening and opening.start() > 0)


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


@cache
def _leave() -> re.Pattern[str]:
    content = r"(?!.*\b(?:who|what|when|where|why|how|which|whether|if|about|on|regarding|to)\b)"
    return re.compile(
        r"(?:(?:can|could|may|might) (?:i|we) (?:just |also |please |quickly |maybe |perhaps |very |first |briefly )*"
        rf"(?:ask|follow|try|jump|press|add|start|begin|go|interrupt|finish|continue|take)\b{content}"
        r"|(?:can|could|may|might) (?:i|we) (?:just |also |please |quickly |maybe |really )*(?:follow(?: ?-?up)?|press you) on (?:that|this|it)$"
        r"|(?:can|could|may) i$|if i (?:may|might|could|can)\b.{0,20}$"
        r"|(?:do|would) you mind\b.{0,30}$|is it (?:ok|okay|all right|possible) if i\b.{0,30}$"
        r"|how are (?:you|things|we)(?: (?:all|doing|today|this \w+|feeling|everyone|everybody|sir))*$|how do you do$"
        r"|(?:can|do|could) (?:you|everyone|everybody|people|we) hear (?:me|us|you|this)\b.{0,15}$|is this (?:thing )?on$"
        r"|(?:do )?you (?:know|see|understand)(?: what i mean| what i'm saying)?$|(?:does|did) that make (?:any )?sense$"
        r"|(?:can|could|will|would) you (?:please )?(?:take|answer) (?:a|one|some|two|few|our|my|another|more|just)\b.{0,30}questions?$"
        r"|(?:do you have|have you got|is there) (?:time|room) for\b.{0,30}$"
        r"|(?:are there )?any (?:other |more |further )?questions$|who(?:'s| is| wants to be) (?:next|first)$|what's that$|what was that$)"
    )


def _asks_leave(clause: str) -> bool:
    """The clause asks leave to speak, checks the line or greets."""
    return bool(_leave().match(clause))


_ABOUT = r"\b(?:about|on|regarding|concerning|concerns?|relates?|related)\b"
_CONTENT = r"(?:\s+\w+){0,6}?\s+(?:if|whether|to|who|what|when|where|why|how|which|when)\b"


@cache
def _strong() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:would|['’]d|want(?:ed)?|like)\s+(?:\w+\s+)?(?:(?:like|love)\s+)?(?:to|you\s+to)\s+"
        r"(?:know|hear|understand|learn|find\s+out|see\s+(?:if|whether|what|how)|get\s+(?:your|a\s+sense|some)|tell\s+us|comment|explain|share|talk)\b"
        r"|\b(?:would|['’]d)\s+(?:\w+\s+)?like\s+to\s+(?:clarify|check|confirm)\b"
        r"|\bwould\s+be\s+(?:interested|curious|grateful|interesting)\b"
        r"|\bI(?:\s+am|['’]m|\s+was)\s+(?:just\s+|also\s+)*(?:wondering|hoping|curious)\b"
        r"|\b(?:I|we)\s+(?:just\s+|also\s+)*wonder(?:ed)?\s+(?:if|whether|what|how|why|when|who|about)\b"
        rf"|\b(?:ask|question\s+(?:is|was|would\s+be)){_CONTENT}"
        r"|^(?:(?:and|so|also|please|then|mr\.?\s+\w+|minister|president|sir)[,\s]+)*"
        r"(?:(?:can|could|would|will)\s+you\s+(?:\w+\s+)?)?(?:please\s+)?"
        r"(?:tell\s+us|comment\s+on|explain|describe|talk\s+(?:to\s+us\s+)?about|walk\s+us|share\s+with|elaborate|clarify|give\s+us|your\s+(?:comments?|reaction|response|thoughts)\b)"
        r"|\b(?:хотел(?:ось|а|и)?|хочу|хочется)\s+(?:бы\s+)?(?:также\s+|ещё\s+|у\s+\w+\s+)*(?:узнать|услышать|понять|уточнить)\b"
        r"|\b(?:расскажите|скажите|прокомментируйте|поясните|поделитесь|уточните)\b"
        r"|\bme\s+gustaría\s+(?:conocer|saber|preguntar)\b|\bquisiera\s+(?:saber|conocer|preguntar)\b",
        re.I,
    )


@cache
def _weak() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:ask|questions?|follow[\s-]up)\b[^.?!]{{0,60}}?{_ABOUT}\s+\w+|\b(?:вопрос|спросить)\b[^.?!]{{0,60}}?\b(?:о|об|про|по|касается)\s+\w+"
        r"|\bpregunt\w+\b[^.?!]{0,60}?\bsobre\s+\w+",
        re.I,
    )


def _indirect(sentence: str) -> tuple[str, float] | None:
    """Rule and confidence of a question asked without a question mark."""
    if _ASKS.search(sentence) or len(sentence) > 600:
        return None
    if _strong().search(sentence):
        return "questions.indirect", 0.75
    if _weak().search(sentence):
        return "questions.announced", 0.6
    return None


def _without_address(text: str, start: int, end: int) -> Stretch:
    """An indirect question is kept whole, but for an address or a greeting at its head."""
    words = clause_words(text, start, end)
    begin, _ = question_start(words, whole=True)
    return words[begin].start if words[begin:] else start, end
