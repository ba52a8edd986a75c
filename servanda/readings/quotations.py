"""Reported words and whose they are: direct and reported speech in reports, and whom a speaker quotes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from servanda.model import Quotation, QuotationType, Reading, Turn
from servanda.readings.layers import Stretch, paragraphs, telling_paragraphs, telling_sentences
from servanda.readings.quotes import tagger
from servanda.readings.quotes.arbitration import arbitrate
from servanda.readings.quotes.assembly import assemble, drawn, kept_in_paragraphs
from servanda.readings.quotes.candidates import Candidate
from servanda.readings.quotes.collected import collected_speech
from servanda.readings.quotes.compound import compounded
from servanda.readings.quotes.cues import forms
from servanda.readings.quotes.labelled import labelled_speech, outside
from servanda.readings.quotes.marks import Marked, marked_stretches
from servanda.readings.quotes.proposals import Proposal
from servanda.readings.quotes.rules import OWN_WORDS, propose
from servanda.readings.quotes.sources import resolve
from servanda.readings.quotes.telling import UTTERED, told
from servanda.readings.spoken import body_start
from servanda.words import words

_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W\d_]+")
_MARKS = re.compile(r"[“”„«»\"]|''")
_MOSTLY = 0.9
"""Share of a content's words between marks from which on it is direct; some, but fewer, make it mixed."""
_COMMENTED = 0.5
"""Share of a record that is spoken from which on the rest is the publisher's commentary, no report."""


def find_quotations(reading: Reading) -> Reading:
    """Add the record's quotations, by rules, each with its source where the record lets one tell."""
    return _found(reading, model=False)


def find_quotations_with_model(reading: Reading) -> Reading:
    """The same by the rules and the trained model, which must be installed (`tagger.available`)."""
    return _found(reading, model=True)


def _found(reading: Reading, *, model: bool) -> Reading:
    text = reading.record.text
    marked = marked_stretches(text, reading.layer(paragraphs))
    voices = _Voices(reading)
    labelled = _by_layout(reading, marked, voices)
    kept = arbitrate(text, marked, _candidates(reading, marked, voices, labelled, model=model), model=model)
    chosen = assemble(text, marked, [*kept, *labelled])
    found = [_quotation(reading, voices.without_label(proposal), marked) for proposal in chosen]
    return reading.having(resolve(reading, _levelled(found)))


def candidates(reading: Reading, marked: Sequence[Marked], *, model: bool) -> list[Candidate]:
    """All that rules and, where asked, the model propose and that may be a quotation where it stands."""
    voices = _Voices(reading)
    return _candidates(reading, marked, voices, _by_layout(reading, marked, voices), model=model)


def _by_layout(reading: Reading, marked: Sequence[Marked], voices: _Voices) -> list[Proposal]:
    """Speech whose speaker the layout tells, which nothing else may claim: excerpts with labels, lists of who said what."""
    labelled = labelled_speech(reading.record.text, marked)
    collected = (one for one in collected_speech(reading.record, marked) if not voices.speak(one))
    return sorted([*labelled, *outside(list(collected), labelled)], key=lambda one: one.content)


def _candidates(
    reading: Reading, marked: Sequence[Marked], voices: _Voices, labelled: Sequence[Proposal], *, model: bool
) -> list[Candidate]:
    text = reading.record.text
    proposals = [*propose(text, reading.layer(telling_paragraphs), marked)]
    if model:
        proposals += _by_model(reading, voices, marked)
    proposals = outside(drawn(text, marked, proposals), labelled)
    return [Candidate(one, voices.speak(one)) for one in proposals if voices.reports(one)]


def _by_model(reading: Reading, voices: _Voices, marked: Sequence[Marked]) -> list[Proposal]:
    text = reading.record.text
    proposals = tagger.tagger().propose(text, tuple(_worth_reading(reading, voices)), marked)
    return compounded(text, kept_in_paragraphs(text, marked, proposals))


class _Voices:
    """Which places are spoken, and what in them is a quotation."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.record.text
        spoken = sorted((turn for turn in reading.of(Turn) if turn.role != "publisher"), key=lambda turn: turn.span.start)
        self._turns = spoken
        self._spans = [turn.span for turn in spoken]
        self._starts = [span.start for span in self._spans]
        self.commented = sum(span.end - span.start for span in self._spans) > _COMMENTED * len(self._text)

    def spoken(self, offset: int) -> bool:
        """Whether a place is in somebody's turn."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self._spans[index].end

    def speak(self, proposal: Proposal) -> bool:
        """Whether a proposal stands in somebody's turn."""
        return self.spoken((proposal.cue or proposal.content[0])[0])

    def reports(self, proposal: Proposal) -> bool:
        """Whether a proposal reports words. In a turn, what the speaker says he thinks or stresses now is his own."""
        if self.speak(proposal):
            return told(self._text, proposal)
        return not self.commented or (proposal.cue is None and proposal.source is not None) or told(self._text, proposal)

    def without_label(self, proposal: Proposal) -> Proposal:
        """A proposal whose content leaves out the label that is printed before a turn."""
        return replace(proposal, content=tuple(self._behind_label(*stretch) for stretch in proposal.content))

    def _behind_label(self, start: int, end: int) -> Stretch:
        index = bisect_right(self._starts, end) - 1
        body = body_start(self._turns[index], self._text) if index >= 0 else 0
        return (body, end) if self._starts[index : index + 1] and start < body < end else (start, end)


def _worth_reading(reading: Reading, voices: _Voices) -> Iterator[Stretch]:
    """Sentences that the model reads: those of reports, and what stands between turns and may quote somebody.

    Turns are left to the rules: the model was trained on none, adds next to nothing there and would spend most of its time.
    """
    text = reading.record.text
    triggers = _triggers_between_turns()
    for start, end in reading.layer(telling_sentences):
        if voices.spoken(start):
            continue
        sentence = text[start:end]
        if not voices.commented or _MARKS.search(sentence) or not triggers.isdisjoint(_LETTERS.findall(sentence.lower())):
            yield start, end


@cache
def _triggers_between_turns() -> frozenset[str]:
    """Of the words that stand in most cues those of saying; by no others does a commentary quote anybody (`telling`)."""
    saying = {word for word, known in forms().items() if any(form.verb.kind in UTTERED for form in known)}
    return words("cue-triggers") & (saying | {"according"})


def _quotation(reading: Reading, proposal: Proposal, marked: Sequence[Marked]) -> Quotation:
    record = reading.record
    stretches = [*proposal.content, *(stretch for stretch in (proposal.cue, proposal.source) if stretch)]
    return Quotation(
        origin=record.origin,
        span=record.cut(min(start for start, _ in stretches), max(end for _, end in stretches)),
        content=tuple(record.cut(*stretch) for stretch in proposal.content),
        cue=record.cut(*proposal.cue) if proposal.cue else None,
        source_mention=record.cut(*proposal.source) if proposal.source else None,
        type="direct" if proposal.rule in OWN_WORDS else _type(record.text, proposal.content, marked),
        confidence=round(min(1.0, max(0.0, proposal.confidence)), 2),
        rule=proposal.rule,
    )


def _type(text: str, content: Sequence[Stretch], marked: Sequence[Marked]) -> QuotationType:
    between = total = 0
    starts = [stretch.start for stretch in marked]
    for start, end in content:
        total += len(_WORD.findall(text, start, end))
        for stretch in marked[max(0, bisect_right(starts, start) - 4) : bisect_right(starts, end)]:
            left, right = max(start, stretch.start), min(end, stretch.end)
            if stretch.level == 1 and left < right:
                between += len(_WORD.findall(text, left, right))
    if between >= _MOSTLY * total:
        return "direct"
    return "mixed" if between else "indirect"


def _levelled(quotations: Sequence[Quotation]) -> list[Quotation]:
    """Quotations that stand within the content of another are one level deeper."""
    ordered = sorted(quotations, key=lambda quotation: (quotation.span.start, -quotation.span.end))
    open_contents: list[tuple[int, int]] = []
    levelled: list[Quotation] = []
    for quotation in ordered:
        span = quotation.span
        open_contents = [(end, level) for end, level in open_contents if end >= span.end]
        level = max((level for _, level in open_contents), default=0) + 1
        levelled.append(replace(quotation, level=level) if level > 1 else quotation)
        open_contents.extend((content.end, level) for content in quotation.content)
    return levelled
