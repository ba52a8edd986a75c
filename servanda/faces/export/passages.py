"""The text of a record as HTML: a section a turn, marks that lead to the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from servanda.faces import wording
from servanda.faces.export import html
from servanda.faces.export.anchors import Anchors
from servanda.faces.layout import Mark, Paragraph, Part, parts_of
from servanda.model import Entry, Figure, Quotation, Reading, Role, Time, Turn
from servanda.standing import shown_first

_MARKER = re.compile(r"\W|\(?\w{1,4}[.)]")
"""What an item of a list begins with where its mark is printed: "•", "(a)", "12."."""

_SIGNS = {
    "question": ("Q{}", "Q{}, a question"),
    "quotation": ("❞", "Quotation {}"),
    "problem": ("!", "Problem {}"),
    "commitment": ("C{}", "C{}, a commitment"),
    "progress": ("P{}", "P{}, progress"),
    "position": ("S{}", "S{}, a position"),
    "forecast": ("F{}", "F{}, a forecast"),
    "topic": ("T{}", "T{}, a topic"),
    "instrument": ("§{}", "Instrument {}"),
}
"""What stands before a mark that has a sign of its own, and how it is read out."""

_UNLISTED = ("insertion", "label", "cue", "mention")
"""Marks that no table lists."""

HUES = 6
"""Colours that tell speakers apart; names do so too, where there are more speakers than colours."""


def passages(reading: Reading, anchors: Anchors, *, level: int) -> Iterator[str]:
    """The record's text, part by part. `level` is that of the headings that name the speakers."""
    hues: dict[str, int] = {}
    seen: set[str] = set()
    for part in parts_of(reading, anchors.marks):
        yield _section(part, _Writer(anchors, seen), hues, level)
    blank = dict.fromkeys(anchors.words(mark.entry) for mark in anchors.marks if mark.kind not in _UNLISTED)
    yield from (html.element("span", id=place) for place in blank if place not in seen)  # words that are white space alone


def paragraph_at(reading: Reading, anchors: Anchors, start: int) -> str:
    """The name, as a place on the page, of the paragraph in which a character of the text stands, or of the next one."""
    paragraphs = (paragraph for part in parts_of(reading, anchors.marks) for paragraph in part.paragraphs)
    begun = [paragraph.pieces[0].start for paragraph in paragraphs]
    return anchors.place(f"at-{max((one for one in begun if one <= start), default=min(begun, default=0))}")


def _section(part: Part, writer: _Writer, hues: dict[str, int], level: int) -> str:
    anchors = writer.anchors
    role: Role = part.turn.role if part.turn else "publisher"
    classes = ["turn", role]
    if part.turn and part.turn.speaker and role in ("principal", "other"):
        classes.append(f"hue{hues.setdefault(part.turn.speaker, len(hues)) % HUES + 1}")
    paragraphs = "\n".join(writer.paragraph(paragraph, level + 1) for paragraph in part.paragraphs)
    return html.element(
        "section",
        f"\n{_head(part.turn, anchors, level)}\n{paragraphs}\n",
        class_=" ".join(classes),
        id=anchors.words(part.turn) if part.turn else None,
    )


def _head(turn: Turn | None, anchors: Anchors, level: int) -> str:
    if turn is None or turn.role == "publisher":
        name = wording.unspoken_name(anchors.record)
        whose = "the publisher’s words" if name == "Publisher" else "the words of its parties"
        heading = html.element(f"h{level}", html.name(name))
        notes = html.element("span", f"not spoken: {whose}", class_="role")
        return html.element("header", heading + notes + (_correct(turn, name, anchors) if turn else ""))
    heading = html.element(f"h{level}", html.name(wording.speaker_name(turn)))
    notes = html.element("span", html.line(wording.role(turn)), class_="role")
    fault = wording.anomaly(turn)
    if fault:
        notes += html.element("span", html.line(fault), class_="doubt")
    return html.element("header", heading + notes + _correct(turn, wording.speaker_name(turn), anchors))


def _correct(turn: Turn, name: str, anchors: Anchors) -> str:
    """The way to say that somebody else speaks, on pages of which there is one."""
    if not anchors.ruled_at:
        return ""
    return html.element("a", "correct", href=anchors.ruled_at(turn), class_="rule", aria_label=f"Correct who speaks: {name}")


class _Writer:
    """Opens and closes marks as pieces come and go, so that those which cross are both shown."""

    def __init__(self, anchors: Anchors, seen: set[str]) -> None:
        self.anchors = anchors
        self._seen = seen
        self._open: list[tuple[Mark, str]] = []
        self._out: list[str] = []

    def paragraph(self, paragraph: Paragraph, heading: int) -> str:
        """One block of the record."""
        self._out = []
        text = self.anchors.record.text
        for piece in paragraph.pieces:
            kept = sum(1 for _ in takewhile(lambda pair: pair[0][0] == pair[1], zip(self._open, piece.marks, strict=False)))
            self._close(kept)
            for mark in piece.marks[kept:]:
                self._start(mark)
            self._out.append(html.text(text[piece.start : piece.end]))
        self._close(0)
        content = "".join(self._out)
        place = self.anchors.place(f"at-{paragraph.pieces[0].start}")
        if paragraph.kind == "heading":
            return html.element(f"h{min(heading, 6)}", content, id=place, class_="heading", dir="auto")
        return html.element("p", content, id=place, class_=self._class(paragraph), dir="auto")

    def _class(self, paragraph: Paragraph) -> str | None:
        if paragraph.kind != "item":
            return paragraph.kind if paragraph.kind != "paragraph" else None
        start = paragraph.pieces[0].start
        printed = _MARKER.match(self.anchors.record.text, start)  # in markup a list's own marks are no text
        return f"item{min(paragraph.level, 4)}" + ("" if printed else " bullet")

    def _close(self, kept: int) -> None:
        while len(self._open) > kept:
            self._out.append(self._open.pop()[1])

    def _start(self, mark: Mark) -> None:
        linked = any("</a>" in closing for _, closing in self._open)
        before, after = self._tags(mark, self._place(mark), linked=linked)
        self._out.append(before)
        self._open.append((mark, after))

    def _place(self, mark: Mark) -> str | None:
        """The mark's name as a place; None for its later parts, and for what no table lists."""
        place = self.anchors.words(mark.entry)
        if mark.kind in _UNLISTED or place in self._seen:
            return None
        self._seen.add(place)
        return place

    def _tags(self, mark: Mark, place: str | None, *, linked: bool) -> tuple[str, str]:
        if mark.kind in ("figure", "time"):
            return self._value(mark, place, linked=linked)
        class_, meaning = _class_and_meaning(mark)
        if linked or place is None or _waits(mark):  # HTML knows no link within a link
            return html.opening("span", class_=class_, id=place, title=meaning), "</span>"
        return f"{self._chip(mark, place)}{html.opening('span', class_=class_, title=meaning)}", "</span>"

    def _chip(self, mark: Mark, place: str) -> str:
        """A sign of the page's own in the text: it leads to the table and is left out when the text is copied."""
        sign, name = (part.format(mark.number) for part in _SIGNS[mark.kind])
        if isinstance(mark.entry, Quotation):
            name = f"Quotation: {wording.quotation_source(mark.entry)}"
        return html.link(self.anchors.row(mark.entry), sign, id=place, class_=f"chip {mark.kind}-chip", aria_label=name)

    def _value(self, mark: Mark, place: str | None, *, linked: bool) -> tuple[str, str]:
        meaning = _meaning(mark)
        if linked:
            return html.opening("mark", class_=mark.kind, id=place, title=meaning), "</mark>"
        words = self.anchors.record.text[mark.start : mark.end]
        row = f"#{self.anchors.row(mark.entry)}"
        anchor = html.opening("a", href=row, id=place, title=meaning, aria_label=f"{words} ({meaning})")
        return f"{html.opening('mark', class_=mark.kind)}{anchor}", "</a></mark>"


def _waits(mark: Mark) -> bool:
    """Whether a mark's entry is not shown first: a row of the table leads to it, but no sign stands in the text."""
    return isinstance(mark.entry, Entry) and not shown_first(mark.entry.kind, mark.entry.confidence)


def _class_and_meaning(mark: Mark) -> tuple[str, str | None]:
    """The class of a mark's words, and what a pointer resting on them is told."""
    if not isinstance(mark.entry, Quotation):
        return mark.kind, None
    if mark.kind == "quotation":
        return f"quotation {mark.entry.type}", wording.quotation_source(mark.entry)
    return mark.kind, mark.entry.source if mark.kind == "mention" else None


def _meaning(mark: Mark) -> str:
    entry = mark.entry
    if isinstance(entry, Figure):
        measure = f": {entry.measure}" if entry.measure else ""
        return f"figure {wording.figure_value(entry)}{measure}"
    if isinstance(entry, Time):
        return f"{entry.type.lower()} {wording.time_value(entry)}"
    raise TypeError(f"a {mark.kind} has a sign of its own")
