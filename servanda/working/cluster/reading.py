"""What a worker of the cluster does: read one part after the other, each record in a process that may die of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from servanda.errors import ServandaError
from servanda.working.cluster.fetching import SECONDS
from servanda.working.cluster.inputs import Item, Part, given
from servanda.working.cluster.parts import Row, Shelf, row_of
from servanda.working.crew import Crew
from servanda.working.outcomes import Asked, Limits, Outcome


@dataclass(frozen=True, slots=True)
class Manner:
    """How parts are to be read, and where they are put."""

    asked: Asked
    limits: Limits
    shelf: str

    def to_json(self) -> str:
        """A form in which it goes with every part: a worker that is replaced must learn it again."""
        return json.dumps([dict(self.asked), asdict(self.limits), self.shelf])

    @classmethod
    def from_json(cls, text: str) -> Manner:
        """The inverse of `to_json`."""
        asked, limits, shelf = json.loads(text)
        return cls(asked, Limits(**limits), shelf)


class PartReader:
    """Reads parts and puts them on the shelf. The process that reads is started once, and again where a record ended it."""

    def __init__(self) -> None:
        self._how = ""
        self._shelf = Shelf("")
        self._crew: Crew | None = None
        self._fetch_seconds = SECONDS

    def __call__(self, row: dict[str, str]) -> dict[str, int]:
        """One part, as Ray hands it out. Gives its number, and how many records were read and refused."""
        part = Part.from_json(row["part"])
        self._settle(row["how"])
        rows = [] if self._shelf.has(part) else self._read(part)
        refused = sum(one["error"] is not None for one in rows)
        return {"number": part.number, "read": len(rows) - refused, "refused": refused}

    def close(self) -> None:
        """The process that reads ends; it also does when this one does."""
        if self._crew is not None:
            self._crew.__exit__(None, None, None)
            self._crew = None

    def _settle(self, how: str) -> None:
        if self._crew is None or how != self._how:
            self.close()
            manner = Manner.from_json(how)
            self._how, self._shelf = how, Shelf(manner.shelf)
            self._fetch_seconds = manner.limits.seconds or SECONDS
            self._crew = Crew(1, manner.asked, manner.limits, tries=2)
            self._crew.__enter__()

    def _read(self, part: Part) -> list[Row]:
        spool = self._shelf.spool(part)
        rows = spool.rows() if spool else []
        for row in map(row_of, self._outcomes(part.items[len(rows) :])):
            rows.append(row)
            if spool:
                spool.add(row)
        self._shelf.write(part, rows)
        if spool:
            spool.remove()
        return rows

    def _outcomes(self, items: tuple[Item, ...]) -> Iterator[Outcome]:
        """One outcome for each item, in their order."""
        assert self._crew is not None  # noqa: S101 - settled before anything is read
        for item in items:
            try:
                found = given(item, self._fetch_seconds)
            except ServandaError as error:
                yield Outcome(item.source, error=error)
            else:
                yield from self._crew.outcomes([found], _nothing_is_known, _never)


def _nothing_is_known(_given: object) -> None:
    return None


def _never() -> bool:
    return False
