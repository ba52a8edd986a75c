"""Turns of phrase that ask without a question mark, or that carry one and ask nothing. Compiled when first wanted."""

from __future__ import annotations

import re
from functools import cache

_SPEAKING = "ask|follow|try|jump|press|add|start|begin|go|interrupt|finish|continue|take"
_HEDGES = "just|also|please|quickly|maybe|perhaps|very|first|briefly|really"
_ASKING_CONTENT = r"(?!.*\b(?:who|what|when|where|why|how|which|whether|if|about|on|regarding|to)\b)"
_TAIL = "(?:please|sir|quickly|briefly|though|real quick)"
_MODAL = "can|could|may|might"

_LEAVE = (
    rf"(?:{_MODAL}) (?:i|we) (?:(?:{_HEDGES}) )*(?:{_SPEAKING})\b{_ASKING_CONTENT}",
    rf"(?:{_MODAL}) (?:i|we) (?:(?:{_HEDGES}) )*(?:follow(?: ?-?up)?|press you) on (?:that|this|it)(?: {_TAIL})*$",
    r"(?:can|could|may) i$",
    r"if i (?:may|might|could|can)\b.{0,20}$",
    r"(?:do|would) you mind\b.{0,30}$",
    r"is it (?:ok|okay|all right|possible) if i\b.{0,30}$",
    r"how are (?:you|things|we)(?: (?:all|doing|today|this \w+|feeling|everyone|everybody|sir))*$",
    r"how do you do$",
    r"(?:(?:can|do|could) (?:you|everyone|everybody|people|we)|are (?:you|we) able to) hear (?:me|us|you|this)\b.{0,15}$",
    r"is this (?:thing )?on$",
    r"(?:do )?you (?:know|see|understand)(?: what i mean| what i'm saying)?$",
    r"(?:does|did) that make (?:any )?sense$",
    r"(?:can|could|will|would) you (?:please )?(?:take|answer) (?:a|one|some|two|few|our|my|more|just)\b.{0,30}questions?$",
    r"(?:do you have|have you got|is there) (?:time|room) for\b.{0,30}$",
    r"(?:just )?(?:one|two|another|a)(?: (?:very|quick|last|final|brief|more|follow-?up|question|one))*(?: on\b.{0,40})?$",
    r"(?:are there )?any (?:other |more |further )?questions$",
    r"(?:would|do) you (?:like|want|care) to (?:respond|answer|add|say|speak|reply|start|begin)\b(?! (?:to|on)\b).{0,40}$",
    r"(?:in|to|from) the (?:back|front|middle)\b.{0,15}$",
    r"where are you$",
    r"which (?:one|of us)$",
    r"what(?:'s| is) your question\b.{0,30}$",
    r"(?:will|would|could|may|can|might) (?:the|my|he|she|you|i)\b.{0,60}\b(?:yield|give way|intervene)"
    r"(?: (?:to|for|on|at|again)\b.{0,40})?$",
    r"may i (?:\w+ ){0,2}?(?:pay tribute|welcome|endorse|congratulate|thank|commend|declare|associate|express|remind"
    r"|point out)\b",
    r"(?:can|could|may|shall|will|would) (?:you|we|i) (?:please )?(?:queue|do|get|have|take|go to|move to|open|turn|hear)\b"
    r".{0,60}\b(?:questions?|lines?|queue|caller)\W*(?:please)?\W*$",
    r"(?:can|could|will|would) you (?:please )?(?:queue|repeat|remind) .{0,60}\b(?:directions?|instructions?)\b.{0,40}$",
    r"any (?:other|last|further|more|final)(?: other| last| final| more)* (?:thoughts?|questions?|takers|comments?)\b(?! on\b)"
    r".{0,40}$",
    r"any(?:one|body) else\b.{0,70}$",
    r"who(?:'s| is| wants to be) (?:next|first)$",
    r"what(?:'s| was) that$",
)

_WH = "who|what|when|where|why|how|which"
_CONTENT = rf"(?:\s+(?!about|on|for|regarding|concerning)\w+){{0,4}}?\s+(?:if|whether|{_WH})\b"
_KNOWING = (
    r"know|hear|understand|learn|find\s+out|see\s+(?:if|whether|what|how)|get\s+(?:your|a\s+sense|some)|clarify|check|confirm"
)
_TELLING = r"tell|comment|explain|share|talk|clarify|describe|elaborate|assess|say|outline|give"
_REQUEST = (
    r"tell\s+us|comment\s+on|explain|describe|talk\s+(?:to\s+us\s+)?about|walk\s+us|share\s+with|elaborate|clarify|give\s+us"
    r"|your\s+(?:comments?|reaction|response|thoughts)\b"
)
_WE = r"\b(?:I|we)(?:['’]d)?"

_INDIRECT = (
    rf"{_WE}\s+(?:\w+\s+){{0,3}}?(?:like|love|want(?:ed)?|be\s+(?:interested|curious))\s+(?:to|in)\s+(?:{_KNOWING})\b",
    rf"{_WE}\s+(?:\w+\s+){{0,3}}?(?:ask|like|love|want(?:ed)?)\s+(?:\w+\s+){{1,3}}?to\s+(?:{_TELLING})\b",
    r"\bit\s+would\s+be\s+(?:interesting|useful|good)\s+to\s+(?:know|hear|understand)\b",
    r"\bgive\s+us\s+(?:a\s+sense|an\s+idea|an\s+update|more|some|your)\b",
    r"\bwould\s+be\s+(?:interested|curious|grateful)\b",
    r"\bI(?:['’]m|\s+(?:\w+\s+){0,2}(?:am|was))\s+(?:just\s+|also\s+)*(?:wondering|hoping|curious)\b",
    rf"\b(?:I|we)\s+(?:just\s+|also\s+)*wonder(?:ed)?\s+(?:if|whether|about|{_WH})\b",
    rf"\b(?:ask|question\s+(?:is|was|would\s+be)){_CONTENT}",
    r"^(?:(?:and|so|also|please|then|mr\.?\s+\w+|minister|president|sir)[,\s]+)*"
    rf"(?:(?:can|could|would|will)\s+you\s+(?:\w+\s+)?)?(?:please\s+)?(?:{_REQUEST})",
    r"\b(?:хотел(?:ось|а|и)?|хочу|хочется)\s+(?:бы\s+)?(?:также\s+|ещё\s+|у\s+\w+\s+)*(?:узнать|услышать|понять|уточнить)\b",
    r"\b(?:расскажите|скажите|прокомментируйте|поясните|поделитесь|уточните)\b",
    r"\bme\s+gustaría\s+(?:conocer|saber|preguntar)\b",
    r"\bquisiera\s+(?:saber|conocer|preguntar)\b",
)

_ANNOUNCED = (
    r"\b(?:ask|questions?|follow[\s-]up)\b[^.?!]{0,60}?\b(?:about|on|regarding|concerning|concerns?|relates?|related)"
    r"\s+(?!(?:that|this|it|them|those)\b)\w+",
    r"\b(?:вопрос|спросить)\b[^.?!]{0,60}?\b(?:о|об|про|по|касается)\s+\w+",
    r"\bpregunt\w+\b[^.?!]{0,60}?\bsobre\s+\w+",
)


_STEMS = (
    *(
        "ask",
        "question",
        "wonder",
        "curious",
        "hoping",
        "like",
        "love",
        "want",
        "would",
        "interested",
        "follow",
        "tell",
        "comment",
    ),
    *("explain", "describe", "talk", "walk", "share", "elaborate", "clarify", "give", "reaction", "response", "thoughts"),
    *("хот", "хоч", "расскажите", "скажите", "прокомментируйте", "поясните", "поделитесь", "уточните", "вопрос", "спросить"),
    *("gustaría", "quisiera", "pregunt"),
)
"""One of them stands in whatever `_INDIRECT` or `_ANNOUNCED` matches."""

_OUTRIGHT = (
    r"\b(?:I\s+(?:\w+\s+){0,2}have|here\s+is)\s+(?:\w+\s+){0,4}questions?\b",
    r"\bmy\s+(?:\w+\s+){0,2}questions?\b",
    r"\b(?:a|one|the|this|first|second)\s+questions?\s+(?:is\s+)?(?:for|to)\b",
    r"\bу\s+меня\s+(?:\w+\s+){0,3}вопрос|\bмой\s+(?:\w+\s+)?вопрос",
)


@cache
def outright() -> re.Pattern[str]:
    """Says in so many words that a question is put: "I have a question for ...", "my question is ..."."""
    return re.compile("|".join(_OUTRIGHT), re.I)


@cache
def asks_leave() -> re.Pattern[str]:
    """Asks leave to speak, checks the line or greets; to match against a clause of lower-case words."""
    return re.compile("|".join(_LEAVE))


def may_ask(sentence: str) -> bool:
    """Whether `indirect` or `announced` may match at all: a quick look that spares most sentences the slow one."""
    lowered = sentence.lower()
    return any(stem in lowered for stem in _STEMS)


@cache
def indirect() -> re.Pattern[str]:
    """Asks in a sentence that states a wish: "I would like to know how ...", "please comment on ..."."""
    return re.compile("|".join(_INDIRECT), re.I)


@cache
def announced() -> re.Pattern[str]:
    """Says what a question will be about: "I have a question about ..."."""
    return re.compile("|".join(_ANNOUNCED), re.I)


@cache
def turned() -> re.Pattern[str]:
    """Turns verb and subject round, and so asks, though a full stop ends it: "Can you speak to that."."""
    return re.compile(
        r"(?:(?:and|so|but|well|also|sir|please|then|mr\.? \w+|[A-Z]\w+),? ){0,3}"
        r"(?:what|how|why|where|can|could|would|will|do|does|did|are|is|have|has)(?: (?:do|does|did|is|are|will|would|can))? "
        r"(?:you|there|the|that|this|he|she|it|they|we|your)\b",
        re.I,
    )
