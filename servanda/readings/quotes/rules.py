"""Reported words by rules alone: no parser, no model; the same text, the same proposals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from servanda.readings.quotes import phrases, speech
from servanda.readings.quotes.cues import forms, nouns
from servanda.readings.quotes.found import Found
from servanda.readings.quotes.marks import Marked
from servanda.readings.quotes.proposals import Proposal, Stretch
from servanda.readings.quotes.reports import reported
from servanda.readings.quotes.tokens import QUOTED, Sentence, sentences
from servanda.readings.quotes.unclaimed import unclaimed

_WORDS = re.compile(r"[a-z]+")
_FRONT_MATTER = re.compile(r"---\s*\n[\w-]+:")
"""Where a page's own particulars begin: its title between marks is no speech."""
_MARKLESS = frozenset({"according", "words"})
_INDIRECT = frozenset({"quotes.that", "quotes.clause-before"})
OWN_WORDS = frozenset({"quotes.colon", "quotes.headline-own"})
"""Rules by which words without marks are printed as the source's own."""
_LEAST = 0.5
"""Confidence below which a proposal is likelier wrong than right, and not made."""
_GOES_ON = frozenset({"quotes.marks", "quotes.direct-before", "quotes.direct-after", "quotes.announced"}) | _INDIRECT
"""Rules whose proposals speech in a sentence of its own may go on with."""


def propose(text: str, paragraphs: Sequence[Stretch], marked: Sequence[Marked]) -> tuple[Proposal, ...]:
    """What is reported in a text, by whom and by which words, in the order of the text.

    `paragraphs` are offsets in order; `marked` are the stretches between marks (`marks.marked_stretches`). A speaker's own
    present words ("I think", "we would like to stress") are not proposed: they are his turn's.
    """
    outer = [stretch for stretch in marked if stretch.level == 1]
    found: list[Proposal] = []
    floor = speech.Floor()
    at = 0
    for number, (start, end) in enumerate(paragraphs):
        within, at = _within(outer, at, start, end)
        if _FRONT_MATTER.match(text, start):
            continue
        if not within and not _may_report(text[start:end], number):
            floor.last = floor.announced = floor.before = floor.source = None
            continue
        for sentence in sentences(text, start, end, within, number):
            _take(sentence, floor, found)
    speech.carried(outer, found)
    likely = (proposal for proposal in found if proposal.confidence >= _LEAST)
    return tuple(sorted(likely, key=lambda proposal: proposal.content))


def _within(outer: Sequence[Marked], at: int, start: int, end: int) -> tuple[list[Marked], int]:
    within: list[Marked] = []
    while at < len(outer) and outer[at].start < end:
        if outer[at].start >= start and (not within or outer[at].start >= within[-1].end):
            within.append(outer[at])
        at += 1
    return within, at


def _may_report(paragraph: str, number: int) -> bool:
    return (
        number == 0
        or (number <= phrases.HEAD and ":" in paragraph)
        or not _triggers().isdisjoint(_WORDS.findall(paragraph.lower()))
    )


@cache
def _triggers() -> frozenset[str]:
    return frozenset(forms()) | frozenset(nouns()) | _MARKLESS


def _take(s: Sentence, floor: speech.Floor, found: list[Proposal]) -> None:
    """Add what one sentence reports, and remember who holds the floor."""
    if s.paragraph > phrases.HEAD and _triggers().isdisjoint(s.lows) and QUOTED not in s.lows:
        floor.before, floor.announced = s, speech.announcement(s)
        if floor.paragraph != s.paragraph:
            floor.last = floor.source = None
        floor.paragraph = s.paragraph
        return
    if speech.standing_alone(s):
        _take_speech(s, floor, found)
        return
    heads = tuple(phrases.headline(s, s.text))
    items = _without_doubles(heads or (*phrases.phrased(s), *reported(s)))
    items = [item for item in items if not _told_within(item, items)]
    if QUOTED in s.lows:
        items += unclaimed(s, items)
    proposals = [item.proposal(s) for item in items]
    if floor.before is not None:
        proposals += [_of_the_sentence_before(s, floor.before, item) for item in phrases.points_back(s)]
    floor.before = s
    floor.announced = speech.announcement(s)
    if proposals or floor.paragraph != s.paragraph:
        floor.last = floor.source = None
    floor.paragraph = s.paragraph
    for proposal in proposals:
        found.append(proposal)
        floor.source = floor.source or proposal.source
        if proposal.rule in _GOES_ON and not (floor.direct and floor.last is not None and proposal.rule in _INDIRECT):
            floor.last, floor.direct = len(found) - 1, proposal.rule not in _INDIRECT


def _take_speech(s: Sentence, floor: speech.Floor, found: list[Proposal]) -> None:
    parts = speech.stretches(s)
    if floor.last is not None and (floor.paragraph == s.paragraph or (floor.direct and floor.paragraph == s.paragraph - 1)):
        floor.paragraph = s.paragraph
        if speech.joined(found, floor.last, parts):
            return
    cue, source = floor.announced or (None, floor.source)
    rule, confidence = ("quotes.announced", 0.9) if floor.announced else ("quotes.floating", 0.6)
    found.append(Proposal(parts, cue, source, confidence, rule))
    floor.last, floor.direct, floor.paragraph, floor.announced = len(found) - 1, True, s.paragraph, None


def _of_the_sentence_before(s: Sentence, before: Sentence, item: Found) -> Proposal:
    """The sentence before as the content: "… . This was stated by the minister"."""
    return replace(item.proposal(s), content=(before.stretch(0, len(before)),))


def _told_within(item: Found, items: Sequence[Found]) -> bool:
    """Whether somebody's attitude is only part of what another tells: "he noted that Corvia offers help"."""
    if item.rule != "quotes.noun-phrase":
        return False
    (first, after), *_ = item.content
    return any(other.rule in _INDIRECT and begin < first and after <= end for other in items for begin, end in other.content)


def _without_doubles(items: Iterable[Found]) -> list[Found]:
    """One proposal for each content: phrases before verbs, and the surer one."""
    kept: list[Found] = []
    for item in items:
        if not any(set(item.content) & set(other.content) for other in kept):
            kept.append(item)
    return kept
