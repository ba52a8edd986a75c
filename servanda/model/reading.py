"""What was made of a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from servanda._version import __version__
from servanda.model.entries import Entry, Problem
from servanda.model.text import Record

READER = f"servanda {__version__}"
"""Name and version of what makes readings here."""

DEFINITIONS = "1"
"""Version of the definitions by which entries are drawn out (docs/definitions.md); it rises where a word gets a new sense."""

_OWN = READER.split(maxsplit=1)[0]


def definitions_of(reader: str) -> str | None:
    """The version of the definitions by which a reader, by its name, drew entries out; None where it is none of ours.

    All versions of our reader so far went by the same. Who raises `DEFINITIONS` says here which went by which.
    """
    return DEFINITIONS if reader.split(maxsplit=1)[:1] == [_OWN] else None


Layer = TypeVar("Layer")
AnyEntry = TypeVar("AnyEntry", bound=Entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was made of a record: entries in the order of the text, and problems."""

    record: Record
    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    reader: str = READER
    """Name and version of what made it: another than this where it comes from a ledger or a file."""
    known_as: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Entries whose span a person corrected: by their own ids, the ids of what was read, by which they go on being known."""
    _layers: dict[Callable[[Record], Any], Any] = field(default_factory=dict, repr=False, compare=False)

    def layer(self, maker: Callable[[Record], Layer]) -> Layer:
        """A view of the record that several steps share (sentences, paragraphs), made when first wanted."""
        if maker not in self._layers:
            self._layers[maker] = maker(self.record)
        return self._layers[maker]  # type: ignore[no-any-return]

    def of(self, kind: type[AnyEntry]) -> tuple[AnyEntry, ...]:
        """The entries of one kind."""
        return tuple(entry for entry in self.entries if isinstance(entry, kind))

    def having(self, entries: Iterable[Entry] = (), problems: Iterable[Problem] = ()) -> Reading:
        """This reading with more entries and problems."""
        return replace(self, entries=(*self.entries, *entries), problems=(*self.problems, *problems))

    def revised(self, kind: type[AnyEntry], entries: Iterable[AnyEntry]) -> Reading:
        """This reading with all entries of one kind replaced."""
        others = tuple(entry for entry in self.entries if not isinstance(entry, kind))
        return replace(self, entries=(*others, *entries))

    def to_dicts(self, *, text: bool = True) -> list[dict[str, Any]]:
        """The outward form: record, entries, problems, one dictionary each. `text=False` leaves the record's text out."""
        from servanda.outward import reading_to_dicts  # the outward form knows the types, not the other way round

        return list(reading_to_dicts(self, text=text))
