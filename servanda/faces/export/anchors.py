"""Places on a page that link to one another: an entry's words in the text, and its row in a table.

Anchors are entries' own ids, so that a link into a page still leads to the same words when the page is written anew.
"""

from __future__ import annotations

from collections.abc import Callable

from servanda.faces.layout import Mark, marks_of
from servanda.faces.lines import LineNumbers
from servanda.model import Entry, Exchange, Problem, Question, Reading, Record, Turn

Placed = Entry | Question | Problem
"""What can be linked to."""


class Anchors:
    """The names of all places of one record. `prefix` parts two records of the same text on one page.

    `ruled_at` gives the address where an entry is ruled upon, on pages of which there is one.
    """

    def __init__(self, reading: Reading, prefix: str = "", ruled_at: Callable[[Entry], str] | None = None) -> None:
        self.record: Record = reading.record
        self.marks: tuple[Mark, ...] = marks_of(reading)
        self.lines = LineNumbers(reading.record.text)
        self.ruled_at = ruled_at
        self._prefix = prefix
        self._ids: dict[int, str] = {}
        self._reading = reading  # which keeps its entries, whose identities the names below go by
        self._questions = {
            id(question): f"{exchange.id}-{number}"
            for exchange in reading.of(Exchange)
            for number, question in enumerate(exchange.questions, start=1)
        }
        first: dict[str, str] = {}
        for own, name in reading.known_as.items():
            first.setdefault(name, own)
        self._known = {own: name for name, own in first.items()}  # of what takes one entry's place the first has its name
        self._turns = {(turn.span.start, turn.span.end): turn for turn in reading.of(Turn)}

    def words(self, entry: Placed) -> str:
        """Where the entry's words stand in the text."""
        return f"{self._prefix}{self._name(entry)}"

    def row(self, entry: Placed) -> str:
        """Where the entry stands in a table."""
        return f"{self.words(entry)}-row"

    def turn_at(self, start: int, end: int) -> Turn | None:
        """The turn that stands exactly there."""
        return self._turns.get((start, end))

    def place(self, name: str = "top") -> str:
        """A named place of this record (`text`, `figures`)."""
        return f"{self._prefix}{self.record.origin.record[:12]}-{name}"

    def _name(self, entry: Placed) -> str:
        """An id is worked out anew whenever it is asked for, and a page asks for each several times."""
        if isinstance(entry, Question):
            return self._questions[id(entry)]
        name = self._ids.get(id(entry))
        if name is None:
            name = self._ids[id(entry)] = self._known.get(entry.id, entry.id)
        return name
