"""Readings go into the ledger, each before the next is asked for; what it has already is not read again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from servanda.errors import LedgerError
from servanda.working.one import reader_of
from servanda.working.outcomes import Asked, How, Input, Outcome, hash_of, source_of, told
from servanda.working.running import Known, outcomes

if TYPE_CHECKING:
    from servanda.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Noting:
    """What the ledger notes beside a reading: see `servanda.work.read_into`."""

    read_at: str | None = None
    replaces: str | None = None
    by: str | None = None


def read_into(ledger: Ledger, inputs: Iterable[Input], asked: Asked, how: How, noting: Noting) -> Iterator[Outcome]:
    """See `servanda.work.read_into`."""
    options = options_of(asked)
    earlier = ledger.record(noting.replaces).record if noting.replaces is not None else None
    for outcome in outcomes(inputs, asked, how, known_to(ledger, asked)):
        done = kept(ledger, outcome, options, noting)
        if earlier is not None and done.appended is not None:
            done = replace(done, replaced=ledger.replace(earlier, done.appended.record, decided_at=noting.read_at))
        yield done


def options_of(asked: Asked) -> dict[str, str | None]:
    """What is noted of a reading as asked for by the caller."""
    names = ("reference_date", "record_kind", "language")
    return {name: cast("str | None", asked.get(name)) for name in names}


def kept(ledger: Ledger, outcome: Outcome, options: dict[str, str | None], noting: Noting) -> Outcome:
    """The outcome, with what the ledger did with its reading."""
    if outcome.reading is None:
        return outcome
    try:
        appended = ledger.append(outcome.reading, options=options, read_at=noting.read_at, by=noting.by)
    except LedgerError:
        raise
    except Exception as fault:
        return Outcome(outcome.source, error=told(fault, outcome.source))
    return replace(outcome, appended=appended)


def known_to(ledger: Ledger, asked: Asked) -> Known:
    """Tells of an input that the ledger has it already: the same bytes at the same address, read so by the same reader."""
    reader = reader_of(asked.get("model"))
    options = options_of(asked)

    def known(given: Input) -> Outcome | None:
        return said_already(ledger, source_of(given), lambda: hash_of(given), reader, options)

    return known


def said_already(
    ledger: Ledger, source: str, record: Callable[[], str | None], reader: str, options: dict[str, str | None]
) -> Outcome | None:
    """That the ledger has a record already, at the same address, read so by the same reader; None where it has not.

    `record` gives the SHA-256 of its bytes, and is asked only where all else is the same.
    """
    from servanda.ledger import Appended

    said = ledger.said_at(source) if source != "-" else None
    asked = {name: value for name, value in options.items() if value is not None}
    if said is None or said.options != asked or said.summary.reader != reader or said.summary.source != source:
        return None
    if record() != said.summary.record:
        return None
    found = said.summary
    same = Appended(new=False, record=found.record, entries=sum(found.counts.values()), problems=found.problems)
    return Outcome(source, known=found, appended=same)
