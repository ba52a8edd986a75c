"""What counts as a quotation where somebody has the floor, and in what a publisher adds to a transcript.

There everything is somebody's words already. Only what is told as said by somebody, or by the speaker himself earlier, is a
quotation; what he says now, asks, wishes or points to is not.
"""

from __future__ import annotations

import re

from servanda.readings.quotes.cues import forms
from servanda.readings.quotes.proposals import Proposal

_LETTERS = re.compile(r"[^\W\d_]+")
_MARKS = re.compile(r"[“”„«»\"]|''")
UTTERED = frozenset(["say", "ask", "agree"])
"""Kinds of reporting verbs that count in a turn: what somebody thinks, wants or praises is there the speaker's own account."""
_OWN = frozenset(["i", "we"])
_PAST = re.compile(r"\b(?:said|told|spoke|wrote|\w+ed)\b", re.IGNORECASE)
_PHRASAL = frozenset(["quotes.noun-phrase", "quotes.led", "quotes.topic", "quotes.gerund"])
"""Rules whose content is no proposition: "we discussed trade" tells what was done, not what was said."""
_DECIDED = re.compile(r"\b(?:decid|plan|prepar|invit)", re.IGNORECASE)
_UNREAL = re.compile(r"(?:should|could|might|must|may|can|cannot|would)\b", re.IGNORECASE)
_EMPTY = frozenset(
    [
        "this",
        "that",
        "it",
        "so",
        "what",
        "things",
        "something",
        "a",
        "the",
        "on",
        "about",
        "of",
        "again",
        "with",
        "before",
        "too",
        "already",
        "earlier",
        "once",
        "today",
        "now",
    ]
)
"""Words of which no content can consist alone: they point to one."""
_POINTS = re.compile(
    r"(?:this|it|these|those)(?:\s*[,.;:–—]|\s+(?:once|again|most|more|very|in|on|at|for|from|to|with|and|but|because|when|while|so"
    r"|too|before|today|now|already|several|many)\b)"
    r"|that\s+(?:before|too|again|already|several|many)\b"
    r"|(?:more|less)\s+than\s+(?:the|what|was|i|we|you|he|she|they)\b",
    re.IGNORECASE,
)
"""How content begins that only points to what was said, or measures it: "this once again", "more than was asked"."""
_CLITIC = re.compile(r"['’]\w+$")
_ASKING = re.compile(r"\b(?:have|has|had|did|do|does|will|would|can|could)\s+$", re.IGNORECASE)
"""What stands before the subject of a question: "have [you] expressed …"."""
_LONGEST_AUXILIARY = 8
_NAMED = re.compile(r"(?:called|named|titled|termed|known)", re.IGNORECASE)


_DETERMINED = frozenset(
    [
        "the",
        "a",
        "an",
        "some",
        "many",
        "all",
        "both",
        "our",
        "my",
        "your",
        "his",
        "her",
        "its",
        "their",
        "he",
        "she",
        "they",
        "it",
        "we",
        "you",
        "who",
        "everyone",
        "people",
        "others",
    ]
)
"""Words with which a subject begins that can call something by a name."""


def told(text: str, proposal: Proposal) -> bool:
    """Whether a proposal in a turn tells what was said, and is not what the speaker says, thinks or asks now."""
    start, end = proposal.content[0]
    if _MARKS.match(text, start):
        return True
    if proposal.source is None or proposal.cue is None:
        return False
    cue, source = text[slice(*proposal.cue)], text[slice(*proposal.source)]
    if not UTTERED & _kinds(cue) or _UNREAL.match(cue) or _names(cue, source):
        return False
    if _asks(text, proposal.source) or _POINTS.match(text, start):
        return False
    if len(proposal.content) == 1 and _EMPTY.issuperset(_LETTERS.findall(text[start:end].lower())):
        return False
    return _of_others_or_before(cue, source, proposal.rule)


def _of_others_or_before(cue: str, source: str, rule: str) -> bool:
    """Whether "I" and "we" tell earlier words: "I said that", "we say: …", not "I say that" or "we decided to"."""
    if _CLITIC.sub("", source.lower()) not in _OWN:
        return True
    if rule in _PHRASAL or _DECIDED.search(cue):
        return False
    return rule == "quotes.colon" or _PAST.search(cue) is not None


def _asks(text: str, source: tuple[int, int]) -> bool:
    return _ASKING.search(text, max(0, source[0] - _LONGEST_AUXILIARY), source[0]) is not None


def _names(cue: str, source: str) -> bool:
    """Whether a participle behind bare nouns only names: "restrictions called sanctions"."""
    said = source.split()
    bare = said[-1][0].islower() and _CLITIC.sub("", said[0].lower()) not in _DETERMINED
    return bare and _NAMED.fullmatch(cue) is not None


def _kinds(cue: str) -> set[str]:
    """Kinds of the reporting verbs in a cue; a cue without any ("according to") is one of saying."""
    known = forms()
    kinds = {form.verb.kind for word in _LETTERS.findall(cue.lower()) for form in known.get(word, ())}
    return kinds or {"say"}
