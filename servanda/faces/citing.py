"""How a record or an entry is cited.

So that anybody finds the same words, can tell that they are the same, and knows what was meant by calling them a commitment.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from servanda.faces import wording
from servanda.model import definitions_of

if TYPE_CHECKING:
    from servanda.ledger import Summary
    from servanda.model import Record

_LONGEST = 600
"""Characters of an entry's words that are cited; where they are more, their place in the text has them all."""


class Citation(NamedTuple):
    """A citation in its parts."""

    words: str
    """What it is, from when, whose, and its exact words."""
    digest: str
    """SHA-256 of the record's bytes."""
    place: str
    """Where in the record's text; empty for the whole."""
    made: str
    """What read it, by which definitions."""

    def __str__(self) -> str:
        """The whole on one line."""
        return f"{self.words} SHA-256 {self.digest}{self.place}. {self.made}"


def of_record(record: Record, reader: str) -> Citation:
    """A record: publisher, title, day, place, the hash of its bytes."""
    named = (record.publisher, f"“{wording.record_name(record)}”", wording.record_day(record), record.place)
    return Citation(f"{', '.join(part for part in named if part)}.", record.origin.record, "", _made(reader))


def of_entry(summary: Summary, values: Mapping[str, Any]) -> Citation:
    """An entry in its outward form: title, day, whose words, the exact words, the record's hash and the place in it."""
    named = (f"“{wording.name_of(summary.title, summary.source, summary.record)}”", summary.day or "no date", _whose(values))
    words = f": “{wording.shortened(values['text'], _LONGEST)}”" if values.get("text") else ""
    place = f", characters {values['start']} to {values['end']}" if "start" in values else ""
    return Citation(f"{', '.join(named)}{words}.", summary.record, place, _made(values["reader"]))


def _whose(values: Mapping[str, Any]) -> str:
    """Who is answerable for the words."""
    unnamed = "speaker not named" if values.get("voice") == "speaker" else "publisher"
    return str(wording.answerable(values) or values.get("holder") or unnamed)


def _made(reader: str) -> str:
    definitions = definitions_of(reader)
    return f"Read by {reader}{f', by definitions {definitions}' if definitions else ''}."
