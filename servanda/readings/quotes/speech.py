"""Direct speech that stands in sentences or paragraphs of its own, and whom it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from servanda.readings.quotes.cues import forms
from servanda.readings.quotes.marks import Marked
from servanda.readings.quotes.nominals import subject_before, verb_group
from servanda.readings.quotes.proposals import Proposal, Stretch
from servanda.readings.quotes.tokens import QUOTED, Sentence

_MOST = 60
"""Stretches of one proposal's content, at most."""
_SPEECH = 12
"""Characters from which on a stretch between marks may be speech by itself, not a name or a word held with tongs."""


@dataclass(slots=True)
class Floor:
    """Who spoke last, while sentences pass: what speech without a verb of its own falls to."""

    last: int | None = None
    """Index of the proposal that speech may go on with."""
    direct: bool = False
    """Whether that was direct speech, which may go on in the next paragraph."""
    source: Stretch | None = None
    """Who was last named as saying something."""
    paragraph: int = -1
    """Where that was."""
    before: Sentence | None = None
    """The sentence before, which "this was stated by" would mean."""
    announced: tuple[Stretch | None, Stretch | None] | None = None
    """Cue and source of a sentence that ended with a colon."""


def standing_alone(s: Sentence) -> bool:
    """Whether a sentence is nothing but direct speech."""
    if any(low != QUOTED and low.isalnum() for low in s.lows) or QUOTED not in s.lows:
        return False
    start, end = s.places[s.lows.index(QUOTED)]
    inner = s.text[start:end].strip("\"'“”‘’«»„‟`‹› *_")
    return len(inner) >= _SPEECH and (
        inner[-1] in ".!?…" or s.at(len(s) - 1) in (".", "!", "?", "…") or s.text[end - 1].isalnum()
    )


def stretches(s: Sentence) -> tuple[Stretch, ...]:
    """The stretches between marks of a sentence that stands alone."""
    return tuple(place for place, low in zip(s.places, s.lows, strict=True) if low == QUOTED)


def announcement(s: Sentence) -> tuple[Stretch | None, Stretch | None] | None:
    """Cue and source of a sentence that ends with a colon; None where it does not."""
    if s.at(len(s) - 1) != ":":
        return None
    for i in range(len(s) - 2, -1, -1):
        if s.at(i) in forms():
            first, opens, _, _ = verb_group(s, i)
            subject = subject_before(s, first)
            if subject is not None:
                return s.stretch(opens, i + 1), s.stretch(subject.first, subject.after)
    return None, None


def joined(found: list[Proposal], index: int, more: Sequence[Stretch]) -> bool:
    """Add stretches to the content of a proposal already made; False where that is long enough to stand alone."""
    if len(found[index].content) >= _MOST:
        return False
    found[index] = replace(found[index], content=(*found[index].content, *more))
    return True


def carried(marked: Sequence[Marked], found: list[Proposal]) -> None:
    """Join speech that is carried over from paragraph to paragraph to what it goes on with."""
    by_end = {part[1]: i for i, proposal in enumerate(found) for part in proposal.content}
    claimed = {part[0] for proposal in found for part in proposal.content}
    before: Marked | None = None
    for stretch in marked:
        if stretch.level != 1:
            continue
        if stretch.carried and before is not None and before.end in by_end and stretch.start not in claimed:
            index = by_end[before.end]
            if joined(found, index, [(stretch.start, stretch.end)]):
                by_end[stretch.end] = index
        before = stretch
