"""Quotations that a press office collects: lists of who said what, told by their layout and not by a verb.

    **Minister Mira Tal** reported on the bridge.       **Ivo Brandt, Ardan Grain:** “We have the stores.”
    - “We have laid 40 percent of the deck.”
    - “It will be ready in May.” (Watch)                “We have the crews.”

                                                        — Anna Reyes, head of the masons' league

Speech that fills an item of a list belongs to the person with whose name the paragraph above the list begins, whatever it says
of him; speech that fills the rest of its block behind a name and a colon, to that name; speech that fills a block above a line
with a dash and a name, to that name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from servanda.model import Block, Record
from servanda.readings.grammar.lexicon import verb
from servanda.readings.letters import CAPITALISED
from servanda.readings.quotes.cues import forms
from servanda.readings.quotes.marks import Marked
from servanda.readings.quotes.proposals import Proposal, Stretch
from servanda.words import table, words

RULE, _CONFIDENCE = "quotes.collected", 0.93
_SPEECH = 4
"""Words from which on what stands between marks is speech."""
_GAP = r"(?:[ \t\xa0\u2009]++(?:\n[ \t\xa0]*+)?|\n[ \t\xa0]*+)"
"""White space, one break of a line among it; some, so that a run of capitals is one word and not as many as may be."""
_JOINT = r"(?:of|the|for|to|and|de|da|do|dos|del|la|van|von|der|den|bin|al|el|di|on|&)"
_NAME = (
    rf"(?P<name>(?:the{_GAP})?{CAPITALISED}(?:\.(?=\s))?"
    rf"(?:{_GAP}(?:{_JOINT}{_GAP}){{0,3}}{CAPITALISED}(?:(?<=\b\w)\.|(?<=\b\w\w)\.)?){{0,9}})"
)
_LEAD = r"[\s*_>•·▪#–—\-\[]*"
"""What may stand at a block's head before its first word: the mark of an item, emphasis, the bracket of a link."""
_BARE = re.compile(_LEAD)
_LABEL = re.compile(
    rf"{_LEAD}{_NAME}(?P<rest>[*_\])]*(?:\([^()\n]{{0,400}}\))?[*_]*"
    rf"(?:\s*[,(–—](?:[^.!?:“”\"]|(?<=\b\w)\.|\.(?=[\w,])){{1,200}})?)[*_\s]*(?P<colon>:)[*_\s]*"
)
_SIGNATURE = re.compile(rf"[\s*_>]*(?:[–—―]|--)\s*[*_\[]*{_NAME}[*_\]]*(?:$|[,(|\n*_\]])")
_TOPIC = re.compile(
    rf"{_LEAD}{_NAME}(?:,?\s+(?:Jr|Sr)\.?)?,?[*_\]]*(?:\([^()\s]*\))?[*_]*,?\s+[*_\[]*(?:(?:also|then|further|later)\s+)?(?P<verb>[a-z][\w’'-]*)"
)
"""The name with which a paragraph begins, and the word behind it, in a link or in bold print or not."""
_TOLD = re.compile(_TOPIC.pattern + r"(?P<rest>[^“”\"]{0,400}):[*_\s]*")
"""The same up to a colon, before speech: "**Jan Orel** [recalled](address) **their last talk:**"."""
_BEHIND = re.compile(
    r"(?:[*_\s.,;]|\[\s*[*_]*(?:watch|read|video|audio|listen|link|source|more|here)\b[^\[\]\n]{0,30}\](?:\([^()\s]*\))?"
    r"|\(\s*(?:watch|read|video|audio|listen|link|source|more|here)\b[^()\n]{0,30}\)|\(\s*(?=\[)|(?<=\))\s*\))*",
    re.I,
)
"""What may stand behind speech that fills its block: stops, emphasis, a link to where it can be heard."""
_WORD = re.compile(r"\w[\w’'-]*")
_ENDS = ".!?…,;"
_FEWEST_NAMED = 2
"""Words of a name that stands before a colon or behind a dash; one word may be a heading."""


def collected_speech(record: Record, marked: Sequence[Marked]) -> list[Proposal]:
    """Proposals for speech that the layout gives to a name, in the order of the text."""
    outer = [marks for marks in marked if marks.level == 1]
    if not outer:
        return []
    return sorted(_Collection(record, outer).proposals(), key=lambda one: one.content)


class _Collection:
    def __init__(self, record: Record, outer: Sequence[Marked]) -> None:
        self._text = record.text
        self._outer = outer
        told = (block for block in record.blocks if block.kind != "aside")
        self._blocks = [block for block in told if _BEHIND.fullmatch(self._text, block.start, block.end) is None]
        self._starts = [block.start for block in self._blocks]

    def proposals(self) -> Iterator[Proposal]:
        at, outer = 0, self._outer
        while at < len(outer):
            marks = outer[at]
            behind = at + 1
            while behind < len(outer) and outer[behind].carried:
                behind += 1
            found = None if marks.carried else self._given(marks, outer[behind - 1])
            if found is not None:
                cue, source = found
                content = tuple((one.start, one.end) for one in outer[at:behind])
                yield Proposal(content, cue, source, _CONFIDENCE, RULE)
            at = behind

    def _given(self, first: Marked, last: Marked) -> tuple[Stretch | None, Stretch] | None:
        """Cue and source that the layout gives to speech; None where it does not fill its block, or nobody is named."""
        number = bisect_right(self._starts, first.start) - 1
        end = bisect_right(self._starts, last.start) - 1
        if number < 0 or not self._speaks(first) or not self._fills(self._blocks[end], last):
            return None
        block = self._blocks[number]
        label = _LABEL.fullmatch(self._text, block.start, first.start) if number else None  # a headline has a verb
        if label is not None and _names(label["name"]) and not _says(label["rest"]):
            return label.span("colon"), label.span("name")
        told = _TOLD.fullmatch(self._text, block.start, first.start)
        if told is not None and self._tells(told) and not _says(_beside_layout(told)):
            return told.span("verb"), told.span("name")
        if _BARE.fullmatch(self._text, block.start, first.start) is None:
            return None
        below = self._blocks[end + 1] if end + 1 < len(self._blocks) else None
        signed = _SIGNATURE.match(self._text, below.start, below.end) if below is not None else None
        if signed is not None and _names(signed["name"]):
            return None, signed.span("name")
        above = self._topics.get(number)
        return (None, above) if above is not None else None

    def _speaks(self, marks: Marked) -> bool:
        """Whether words between marks are speech, not a title: a few words, and not each longer one with a capital."""
        said = _WORD.findall(self._text, marks.start, marks.end)
        small = sum(word[0].islower() for word in said)
        inner = self._text[marks.start : marks.end].rstrip("\"'”’»“ ")
        return len(said) >= _SPEECH and (2 * small > len(said) or inner[-1:] in _ENDS)

    def _fills(self, block: Block, marks: Marked) -> bool:
        return _BEHIND.fullmatch(self._text, marks.end, max(block.end, marks.end)) is not None

    @cached_property
    def _topics(self) -> dict[int, Stretch]:
        """For each item of a list, by its number, the name with which the paragraph above the list begins, a verb behind it."""
        found: dict[int, Stretch] = {}
        begins, topic = 0, None
        for number, block in enumerate(self._blocks):
            if block.kind == "item":
                if number and self._blocks[number - 1].kind != "item":
                    topic = self._named(begins, number - 1)
                if topic is not None:
                    found[number] = topic
            elif not (number and self._goes_on(number)):
                begins = number
        return found

    def _named(self, first: int, last: int) -> Stretch | None:
        told = _TOPIC.match(self._text, self._blocks[first].start, self._blocks[last].end)
        return told.span("name") if told is not None and self._tells(told) else None

    @staticmethod
    def _tells(told: re.Match[str]) -> bool:
        return _names(told["name"]) and verb(told["verb"], "past") is not None

    def _goes_on(self, number: int) -> bool:
        """Whether a block stands on the line right below the one before, which is no item: bold print may part a sentence."""
        before, block = self._blocks[number - 1], self._blocks[number]
        gap = self._text[before.end : block.start]
        return before.kind != "item" and gap.count("\n") == 1 and not gap.strip()


def _names(name: str) -> bool:
    """Whether capitalised words may be somebody's name, and not that of an act or of what follows."""
    said = [word.lower().rstrip(".") for word in name.split()]
    unfit = words("not-labels") | table("instrument-nouns").keys() | table("writings").keys()
    small = said[0] in words("function-words") and said[0] != "the"
    return len(said) >= _FEWEST_NAMED and not small and said[-1] not in unfit and not name.endswith(("'s", "’s", "s’", "s'"))


def _beside_layout(told: re.Match[str]) -> str:
    """The words behind a name that may say by themselves: its verb too, where no link and no bold print sets it apart."""
    return told["rest"] if any(sign in told.group() for sign in "*_[") else f"{told['verb']} {told['rest']}"


def _says(rest: str) -> bool:
    """Whether words behind a name already say, so that a verb and no layout reports: "Mira Tal, speaking in Lida, said:"."""
    return any(
        cue.form in ("past", "s", "ing") and cue.verb.kind == "say" and "speech" in cue.verb.frames
        for word in _WORD.findall(rest)
        if word.islower()
        for cue in forms().get(word, ())
        if "noun" not in cue.verb.frames
    )
