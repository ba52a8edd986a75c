"""Who has the floor: the labels of a record, the turns they begin, and the publisher's stretches between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from servanda.model import Block, Reading, Record, Role, Span, Turn
from servanda.readings import sightings
from servanda.readings.edges import Edges, tail_inline
from servanda.readings.insertions import insertions
from servanda.readings.labels import Shape, shape
from servanda.readings.sightings import Sighting
from servanda.readings.speech import address_start, is_spoken
from servanda.readings.vocabulary import SmallWords

_SPARSE = 3000
"""Characters to a label; where they are rarer, names alone on their lines may be the record's true labels."""
HEAD = 3000
"""Characters within which a record that has but one turn prints its label."""


def find_turns(reading: Reading) -> Reading:
    """Add the record's turns: the speakers' in the order of the text, and the publisher's stretches, which hold the rest."""
    record = reading.record
    spoken = _hinted(record) if any(block.speaker for block in record.blocks) else _labelled(record)
    return reading.having((*spoken, *_publishers(record, spoken)))


# Turns that the markup itself tells


def _hinted(record: Record) -> list[Turn]:
    found: list[Turn] = []
    runs = groupby(record.blocks, key=lambda block: block.speaker.utterance if block.speaker else None)
    for utterance, run in runs:
        blocks = list(run)
        if utterance is None:
            continue
        span = record.trimmed(blocks[0].start, blocks[-1].end)
        if span:
            found.append(_hinted_turn(record, span, blocks))
    return found


def _hinted_turn(record: Record, span: Span, blocks: Sequence[Block]) -> Turn:
    hint = blocks[0].speaker
    assert hint is not None  # noqa: S101  the caller grouped by it
    asides = [(block.start, block.end) for block in blocks if block.kind == "aside"]
    inside = insertions(record.text, span.start, span.end)
    stretches = sorted({*asides, *(one for one in inside if not any(a <= one[0] < b for a, b in asides))})
    return Turn(
        origin=record.origin,
        span=span,
        label=_printed_label(record, span, hint.name),
        speaker=hint.name,
        role="principal",
        insertions=tuple(record.cut(*one) for one in stretches),
        confidence=0.99,
        rule="turns.markup",
    )


def _printed_label(record: Record, span: Span, name: str | None) -> Span | None:
    """The label at the head of an utterance, where the text prints one too."""
    if name and span.text.startswith(name):
        return record.cut(span.start, span.start + len(name))
    head = _PRINTED.match(span.text)
    return record.cut(span.start, span.start + head.end("label")) if head and shape(head.group("label")) else None


_PRINTED = re.compile(r"(?P<label>[^\n:]{2,120}):(?=\s)")

# Turns that labels tell


def _labelled(record: Record) -> list[Turn]:
    labels = _labels(record)
    edges = Edges(record)
    if not labels:
        return _address(record, edges)
    found = _opening(record, labels, edges)
    for index, label in enumerate(labels):
        last = index + 1 == len(labels)
        limit = len(record.text) if last else labels[index + 1].begin
        end = edges.speech_end(label.body, limit, last=last)
        end = tail_inline(record.text, label.body, end) if last else end
        span = record.trimmed(label.begin, max(end, label.end))
        if span:
            found.append(_turn(record, span, label, edges))
    return found


def _turn(record: Record, span: Span, label: Sighting, edges: Edges) -> Turn:
    return Turn(
        origin=record.origin,
        span=span,
        label=record.cut(label.start, label.end),
        role=_first_role(label.shape),
        insertions=_inserted(record, label.body, span.end, edges),
        confidence=_CONFIDENCE[label.layout],
        rule=f"turns.{label.layout}",
    )


_CONFIDENCE = {"line": 0.99, "inline": 0.97, "alone": 0.97, "tag": 0.99, "congress": 0.98, "clock": 0.98}


def _first_role(shape: Shape) -> Role:
    """What the label alone says of the part played; `resolve_speakers` knows more."""
    if shape.role == "asker":
        return "asker"
    return "other" if shape.role == "other" else "principal"


def _inserted(record: Record, body: int, end: int, edges: Edges) -> tuple[Span, ...]:
    stretches = insertions(record.text, body, end)
    for mark in edges.between(body, end):
        if mark.kind == "line" and mark.end <= end and not any(a < mark.end and mark.start < b for a, b in stretches):
            stretches.append((mark.start, mark.end))
    spans = (record.trimmed(*stretch) for stretch in sorted(stretches))
    return tuple(span for span in spans if span)


def _opening(record: Record, labels: Sequence[Sighting], edges: Edges) -> list[Turn]:
    """The end of a speech whose label is lost, where the record opens in the midst of it."""
    first = labels[0]
    if first.layout == "inline":
        return []
    end = edges.speech_end(0, first.begin, last=False)
    span = record.trimmed(0, end)
    if span is None or edges.between(span.start, span.start + 1) or not _opens_in_speech(span.text):
        return []
    return [_unlabelled(record, span, "turns.opening", 0.8, edges)]


_SENTENCE_END = re.compile(r"[.!?…][\"”’)\]*]*(?:\s|$)")


def _opens_in_speech(text: str) -> bool:
    """Full sentences from the first line on, in the first person: no headline, no lead."""
    first_paragraph = text.partition("\n\n")[0]
    ended = _SENTENCE_END.search(first_paragraph)
    return bool(ended) and len(text) > 80 and is_spoken(text, 0, len(text), share=0.015)


def _address(record: Record, edges: Edges) -> list[Turn]:
    """An address by one speaker, printed without a label."""
    if record.kind in ("report", "communique", "agreement"):
        return []
    start = address_start(record)
    if start is None:
        return []
    end = edges.speech_end(start, len(record.text), last=True)
    span = record.trimmed(start, end)
    return [_unlabelled(record, span, "turns.address", 0.8, edges)] if span else []


def _unlabelled(record: Record, span: Span, rule: str, confidence: float, edges: Edges) -> Turn:
    return Turn(
        origin=record.origin,
        span=span,
        role="principal",
        insertions=_inserted(record, span.start, span.end, edges),
        confidence=confidence,
        rule=rule,
    )


def _publishers(record: Record, spoken: Sequence[Turn]) -> list[Turn]:
    """What nobody speaks: all text outside of turns."""
    found: list[Turn] = []
    begin = 0
    for end, after in [*((turn.span.start, turn.span.end) for turn in spoken), (len(record.text), len(record.text))]:
        span = record.trimmed(begin, end) if begin < end else None
        if span:
            found.append(Turn(origin=record.origin, span=span, role="publisher", rule="turns.publisher", confidence=0.97))
        begin = after
    return found


# Which sightings are labels


def _labels(record: Record) -> list[Sighting]:
    """The labels of a record, in order, by the layout that fits it."""
    text = record.text
    tagged = list(sightings.tags(text))
    if tagged:
        return tagged
    congress = list(sightings.congressional(text))
    if len(congress) >= 2:
        return congress
    outside = _Outside(record)
    colons = _decided(record, outside.of([*sightings.questions(text), *sightings.before_colons(text)]))
    clocks = outside.of(sightings.clocked(text))
    if len(clocks) >= 3 and len(clocks) > len(colons):
        return clocks
    if len(colons) * _SPARSE > len(text):
        return colons
    lines = _decided_alone(text, outside.of(sightings.alone(text)))
    return lines if len(lines) > 2 * len(colons) else colons


class _Outside:
    """Keeps sightings away from what the markup calls an aside or a heading, and from the record's own title line."""

    def __init__(self, record: Record) -> None:
        self._barred = [(block.start, block.end) for block in record.blocks if block.kind == "aside"]
        self._title = _title_line(record.text)

    def of(self, seen: Iterable[Sighting]) -> list[Sighting]:
        """Those outside, in order, one for each place."""
        kept: dict[int, Sighting] = {}
        index = 0
        ordered = sorted(seen, key=lambda one: (one.begin, -one.body))
        if self._title and ordered and self._title[0] <= ordered[0].begin < self._title[1]:
            again = any(one.shape.base == ordered[0].shape.base for one in ordered[1:])
            ordered = ordered if again else ordered[1:]
        for sighting in ordered:
            while index < len(self._barred) and self._barred[index][1] <= sighting.begin:
                index += 1
            if index < len(self._barred) and self._barred[index][0] <= sighting.begin:
                continue
            if sighting.begin not in kept or sighting.shape.kind == "role":
                kept[sighting.begin] = sighting
        return list(kept.values())


def _title_line(text: str) -> tuple[int, int] | None:
    """The first line, where it is a title: a short line without a stop, and more behind it."""
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    if end < 0 or end - start > 260 or text[start:end].rstrip()[-1:] in ".!?,;:…—":
        return None
    follows = text[end : end + 3]
    return (start, end) if follows.count("\n") >= 2 or len(text) - end > 0 and text[end + 1 : end + 2].isdigit() else None


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the sightings of a record, taken together, say."""

    strong: frozenset[str]
    """Labels that are surely labels."""
    capitals: bool
    """Whether most of them are printed in capitals."""
    names: frozenset[str]
    """Lower-case words of the strong ones."""


def _decided(record: Record, seen: Sequence[Sighting]) -> list[Sighting]:
    small = SmallWords(record.text)
    lines = [one for one in seen if one.layout == "line"]
    inline = [one for one in seen if one.layout == "inline"]
    evidence = _weighed(small, seen)
    sure_lines = [one for one in lines if one.shape.base in evidence.strong]
    sure_inline = [one for one in inline if one.shape.base in evidence.strong and one.shape.kind != "single"]
    flat = len(sure_inline) >= 2 and len(sure_inline) * 2 >= len(sure_lines)
    taken = [one for one in lines if one.shape.base in evidence.strong or _fits(small, one, evidence)] if sure_lines else []
    if flat or (sure_inline and not sure_lines) or len(sure_lines) < 4:
        taken += [one for one in inline if one.shape.base in evidence.strong or _fits(small, one, evidence)]
        taken += _unparted(record.text, taken, evidence) if sure_inline else []
    taken.sort(key=lambda one: one.begin)
    return taken if _is_talk(record, taken, evidence) else []


def _weighed(small: SmallWords, seen: Sequence[Sighting]) -> _Evidence:
    counts = Counter(one.shape.base for one in seen)
    asked = any(one.shape.role == "asker" and counts[one.shape.base] > 1 for one in seen)
    strong = {one.shape.base for one in seen if _is_strong(one, counts[one.shape.base], asked=asked)}
    doubtful = {one.shape.base for one in seen if one.shape.base in strong and _is_doubtful(one)}
    strong -= {base for base in sorted(doubtful)[:80] if _is_common(small, base)}
    if sum(counts[base] for base in strong) < 2 and not any(one.shape.named and one.shape.kind == "office" for one in seen):
        strong = {base for base in strong if base.isupper()}
    if not strong:
        strong = _once_each(small, seen)
    capitals = sum(counts[one] for one in strong if one.isupper()) * 2 > sum(counts[one] for one in strong)
    return _Evidence(frozenset(strong), capitals, frozenset(word.lower() for base in strong for word in base.split()))


def _once_each(small: SmallWords, seen: Sequence[Sighting]) -> set[str]:
    """Full names at the start of lines, each but once: a short exchange, if the words behind them prove to be spoken."""
    names = {one.shape.base for one in seen if one.shape.kind == "name" and one.layout == "line"}
    fitting = {base for base in sorted(names)[:80] if not _is_common(small, base)}
    return fitting if len(fitting) >= 2 else set()


def _is_doubtful(one: Sighting) -> bool:
    """Whether a label may be words of the language after all: no office, no outlet, not in capitals at a line's start."""
    plain = one.shape.kind in ("single", "name") and not one.shape.notes
    return plain and not (one.layout == "line" and one.shape.capitals and one.shape.kind == "name")


def _is_strong(one: Sighting, count: int, *, asked: bool) -> bool:
    shape = one.shape
    if shape.role == "answer":
        return asked and count > 1
    if shape.kind == "role":
        return count > 1 or (shape.role == "asker" and one.layout == "line") or (shape.capitals and one.layout == "line")
    if shape.kind == "office":
        return shape.named or count > 1 or shape.capitals
    if shape.kind == "address":
        return shape.capitals or count > 1 or bool(shape.notes)
    if shape.kind == "initials":
        return True
    if shape.kind == "name":
        return count > 1 or (bool(shape.notes) and one.layout == "line")
    return count > 1 and one.layout == "line"


def _is_common(small: SmallWords, base: str) -> bool:
    """Whether a label's words are the language's own."""
    if base.isupper() and len(base.split()) == 1:
        return False
    return any(word in small for word in base.split() if len(word) > 3 and not word.islower())


def _fits(small: SmallWords, one: Sighting, evidence: _Evidence) -> bool:
    """Whether a label that is seen but once fits those that are sure."""
    shape = one.shape
    if shape.kind == "single":
        if evidence.capitals and shape.capitals and one.layout == "line":
            return True
        return shape.base.lower() in evidence.names
    if shape.kind == "role":
        return (one.layout == "line" and shape.role != "answer") or (shape.role == "asker" and len(shape.base) > 1)
    if shape.kind == "name":
        if evidence.capitals and shape.capitals and one.layout == "line":
            return True
        return not _is_common(small, shape.base) and (one.layout == "line" or not evidence.capitals)
    return shape.named or shape.capitals or shape.base.startswith("The ")


_LAST_WORDS = re.compile(r"(\S+(?:[ \xa0]\S+){0,3})[ \xa0]?$")


def _unparted(text: str, taken: Sequence[Sighting], evidence: _Evidence) -> list[Sighting]:
    """In a text that lost its lines: sure labels that follow a heading with no stop between ("... 17:05 Moscow Question:")."""
    known = {one.shape.base: one.shape for one in taken if one.shape.base in evidence.strong}
    places = {one.end for one in taken}
    found: list[Sighting] = []
    for match in re.finditer(r"[^\W\d_.]\)?[ \xa0]?:(?=\s)", text):
        stop = match.start() + 1
        if stop in places:
            continue
        for base, shape in known.items():
            begin = stop - len(base)
            if text[begin:stop] == base and (begin == 0 or text[begin - 1].isspace()):
                found.append(Sighting(begin, begin, stop, match.end(), shape, "inline"))
                break
    return found


def _is_talk(record: Record, taken: Sequence[Sighting], evidence: _Evidence) -> bool:
    """Whether the labels make a talk: several of them, or one over words that are plainly spoken."""
    if not taken:
        return False
    sure = [one for one in taken if one.shape.base in evidence.strong]
    text = record.text
    if len(sure) >= 4 and len({one.shape.base for one in sure}) >= 2 and record.kind not in ("communique", "agreement"):
        return True
    ends = [*(one.begin for one in taken[1:]), len(text)]
    bodies = [(one.body, end) for one, end in zip(taken, ends, strict=True)]
    if (
        evidence.capitals
        and len(sure) == len(taken)
        and all(one.layout == "line" for one in sure)
        and record.kind != "agreement"
    ):
        return len(sure) > 1 or bodies[0][1] - bodies[0][0] > 300
    said = [body for body in bodies if is_spoken(text, *body)]
    if len(sure) == 1 and len(taken) == 1:
        return taken[0].begin < HEAD and bool(said) and bodies[0][1] - bodies[0][0] > 300
    return bool(sure) and 2 * len(said) >= len([body for body in bodies if body[1] - body[0] > 60])


def _decided_alone(text: str, seen: Sequence[Sighting]) -> list[Sighting]:
    """Names alone on their lines: many, coming back, each with words below."""
    counts = Counter(one.shape.base for one in seen)
    strong = [
        one
        for one in seen
        if (one.shape.kind == "address" and (one.shape.notes or counts[one.shape.base] > 1))
        or (one.shape.kind in ("office", "name", "initials") and one.shape.named and counts[one.shape.base] > 1)
        or (one.shape.kind == "role" and counts[one.shape.base] > 1)
    ]
    if len(strong) < 4 or len({one.shape.base for one in strong}) < 2 or not _are_spoken(text, strong):
        return []
    capitals = sum(one.shape.capitals for one in strong) * 2 > len(strong)
    sure = {one.shape.base for one in strong}
    return [one for one in seen if one.shape.base in sure or _fits_alone(one, capitals=capitals)]


def _are_spoken(text: str, seen: Sequence[Sighting]) -> bool:
    """Whether words stand below the names, and most of them speak: no list, no signatures."""
    ends = [*(one.begin for one in seen[1:]), len(text)]
    bodies = [(one.body, end) for one, end in zip(seen, ends, strict=True)][:60]
    filled = [body for body in bodies if text[slice(*body)].strip()]
    long = [body for body in filled if body[1] - body[0] > 60]
    return len(filled) * 20 >= len(bodies) * 19 and 3 * sum(is_spoken(text, *body) for body in long) >= len(long)


def _fits_alone(one: Sighting, *, capitals: bool) -> bool:
    shape = one.shape
    if shape.kind in ("single", "role"):
        return False
    return shape.capitals if capitals else bool(shape.notes) or shape.kind == "address"
