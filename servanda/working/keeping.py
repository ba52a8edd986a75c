"""Readings go into the ledger, each before the next is asked for; what it has already is not read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    options = _options(asked)
    earlier = ledger.record(noting.replaces).record if noting.replaces is not None else None
    for outcome in outcomes(inputs, asked, how, known_to(ledger, asked)):
        kept = _kept(ledger, outcome, options, noting)
        if earlier is not None and kept.appended is not None:
            kept = replace(kept, replaced=ledger.replace(earlier, kept.appended.record, decided_at=noting.read_at))
        yield kept


def _kept(ledger: Ledger, outcome: Outcome, options: dict[str, str | None], noting: Noting) -> Outcome:
    if outcome.reading is None:
        return outcome
    try:
        appended = ledger.append(outcome.reading, options=options, read_at=noting.read_at, by=noting.by)
    except LedgerError:
        raise
    except Exception as fault:
        return Outcome(outcome.source, error=told(fault, outcome.source))
    return replace(outcome, appended=appended)


def _options(asked: Asked) -> dict[str, str | None]:
    """What is noted of a reading as asked for by the caller."""
    names = ("reference_date", "record_kind", "language")
    return {name: cast("str | None", asked.get(name)) for name in names}


def known_to(ledger: Ledger, asked: Asked) -> Known:
    """Tells of an input that the ledger has it already: the same bytes at the same address, read so by the same reader."""
    from servanda.ledger import Appended

    reader = reader_of(asked.get("model"))
    options = {name: value for name, value in _options(asked).items() if value is not None}

    def known(given: Input) -> Outcome | None:
        source = source_of(given)
        said = ledger.said_at(source) if source != "-" else None
        if said is None or said.options != options or said.summary.reader != reader or said.summary.source != source:
            return None
        if hash_of(given) != said.summary.record:
            return None
        found = said.summary
        same = Appended(new=False, record=found.record, entries=sum(found.counts.values()), problems=found.problems)
        return Outcome(source, known=found, appended=same)

    return known
