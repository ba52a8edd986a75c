"""The comparison as its callers see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self, TypedDict, Unpack

from servanda.comparison import updating
from servanda.comparison.accounts import accounts
from servanda.comparison.assessing import ruling, sheets, waiting
from servanda.comparison.briefing import briefing
from servanda.comparison.deciding import deciding
from servanda.comparison.findings import parts, reporting
from servanda.comparison.matrix import matrix
from servanda.comparison.matters import calling, docket, due, series, status
from servanda.comparison.meetings import meetings
from servanda.comparison.people import changing, people, said
from servanda.comparison.search import named, searching
from servanda.comparison.tracing import echoes, tracing
from servanda.comparison.versions import rewriting, versions
from servanda.comparison.versions.versions import Difference
from servanda.ledger import Ledger, Summary
from servanda.ledger.decisions import decisions, keep_decision
from servanda.model import (
    Accounts,
    Brief,
    Decision,
    Desk,
    Echoes,
    Finding,
    Listed,
    Matrix,
    Matter,
    Meeting,
    Person,
    PersonKind,
    Reading,
    Sheet,
    Traced,
)


class Signature(TypedDict, total=False):
    """Who decides (`by`), `why`, and when (`at`, ISO 8601)."""

    why: str | None
    by: str | None
    at: str | None


class Comparison:
    """What the records of a ledger say together. It is brought up to date when it is opened.

    Days are ISO dates. `on` asks as of a day: what no record up to that day tells is left out, and what is due is measured
    against it.
    """

    def __init__(self, ledger: Ledger, *, progress: updating.Progress | None = None) -> None:
        self._ledger = ledger
        updating.bring_up_to_date(ledger, progress=progress)

    @classmethod
    def as_known(cls, ledger: Ledger) -> Self:
        """What was known when all was last compared: nothing is brought up to date."""
        known = cls.__new__(cls)
        known._ledger = ledger
        return known

    @property
    def ledger(self) -> Ledger:
        """The ledger whose records are compared."""
        return self._ledger

    def search(
        self, words: str, *, by: str | None = None, since: str | None = None, on: str | None = None, limit: int = 10
    ) -> searching.Hits:
        """The passages that have these words, best first: see `searching.search`."""
        return searching.search(self._ledger, words, by=by, since=since, on=on, limit=limit)

    def named(self, typed: str, *, on: str | None = None) -> named.Named:
        """Whom and what words mean that somebody types into a search: see `named.named`."""
        return named.named(self._ledger, typed, on=on)

    def trace(self, reading: Reading, *, on: str | None = None) -> Traced:
        """What of the words of a text stands in the records, whose they are there, and what differs: see `tracing.trace`."""
        return tracing.trace(self._ledger, reading, on=on)

    def echoes(self, entry: str, *, on: str | None = None) -> Echoes:
        """Who repeated the words of an entry later, and how: see `echoes.echoes`."""
        return echoes.echoes(self._ledger, entry, on=on)

    def people(
        self, name: str | None = None, *, kind: PersonKind | None = None, on: str | None = None, everything: bool = False
    ) -> list[Person]:
        """Persons, bodies and states, by name: see `people.people`."""
        return people.people(self._ledger, name, kind=kind, on=on, everything=everything)

    def people_part(
        self,
        start: int,
        count: int,
        name: str | None = None,
        *,
        kind: PersonKind | None = None,
        on: str | None = None,
        everything: bool = False,
    ) -> Listed[Person]:
        """So many of these, behind so many others, and how many there are: see `people.part`."""
        return people.part(self._ledger, start, count, name, kind=kind, on=on, everything=everything)

    def said(self, ref: str, *, on: str | None = None, limit: int = said.MOST) -> said.Said:
        """What a person or body promised, held and told as done, the latest first: see `said.said`."""
        return said.said(self._ledger, ref, on=on, limit=limit)

    def changes(self, ref: str, *, on: str | None = None, everything: bool = False) -> changing.Changes:
        """Where what a person or body holds of a matter reads otherwise than before: see `changing.changes`."""
        return changing.changes(self._ledger, ref, on=on, everything=everything)

    def findings(self, **asked: Unpack[reporting.Asked]) -> list[Finding]:
        """What a reader of the records should be told: see `reporting.Asked`."""
        return reporting.told(self._ledger, **asked).findings

    def findings_told(self, **asked: Unpack[reporting.Asked]) -> reporting.Told:
        """The same, with how many more findings wait until they are asked for."""
        return reporting.told(self._ledger, **asked)

    def findings_part(self, start: int, count: int, **asked: Unpack[reporting.Listing]) -> parts.Part:
        """So many of the findings, the latest first, behind so many others: see `parts.part` and `reporting.Listing`."""
        return parts.part(self._ledger, start, count, **asked)

    def findings_latest(self, count: int) -> Listed[Finding]:
        """So many of those that hold on any day, the latest first: see `parts.latest`."""
        return parts.latest(self._ledger, count)

    def measure(self, day: str) -> None:
        """Keep what is overdue or dropped as of a day, which takes long to find out: see `reporting.measure_if_allowed`."""
        reporting.measure_if_allowed(self._ledger, day)

    def finding(self, ref: str, *, today: str | None = None) -> Finding:
        """One finding by its id: see `reporting.one`."""
        return reporting.one(self._ledger, ref, today=today)

    def matters(self, name: str | None = None, *, on: str | None = None, everything: bool = False) -> list[Matter]:
        """The matters of the ledger, or those that are called so: see `docket.matters` and `calling.called`."""
        if name is not None:
            return calling.called(self._ledger, name, on=on)
        return docket.matters(self._ledger, on=on, everything=everything)

    def matters_part(self, start: int, count: int, *, on: str | None = None, everything: bool = False) -> Listed[Matter]:
        """So many matters, those of which most records speak first, and how many there are: see `docket.part`."""
        return docket.part(self._ledger, start, count, on=on, everything=everything)

    def matter(self, ref: str, *, on: str | None = None) -> Matter:
        """One matter with its claims, relations and events: see `docket.matter`."""
        return status.whole(self._ledger, ref, on=on)

    def status(self, ref: str, *, on: str | None = None, everything: bool = False) -> status.Status:
        """How a matter stands: see `status.status`."""
        return status.status(self._ledger, ref, on=on, everything=everything)

    def matrix(self, ref: str, *, on: str | None = None, everything: bool = False) -> Matrix:
        """A matter by terms and parties, with what each said last: see `matrix.matrix`."""
        return matrix.matrix(self._ledger, ref, on=on, everything=everything)

    def figures(self, ref: str, *, on: str | None = None, unit: str | None = None) -> tuple[series.Panel, ...]:
        """A matter's figures over time: see `series.panels_of`."""
        return series.panels_of(status.whole(self._ledger, ref, on=on), unit)

    def due(self, on: str, **asked: Unpack[due.Asked]) -> due.Agenda:
        """What falls due around a day: see `due.due`."""
        return due.due(self._ledger, on, **asked)

    def brief(self, on: str, **asked: Unpack[briefing.Asked]) -> Brief:
        """Two pages to read before the next meeting: see `briefing.brief`."""
        return briefing.brief(self._ledger, on, **asked)

    def versions(self, ref: str) -> list[Summary]:
        """All versions of a record, the oldest first: see `versions.history`."""
        return versions.history(self._ledger, ref)

    def diff(self, later: str, earlier: str | None = None, *, on: str | None = None) -> Difference:
        """What was changed in a record since an earlier version of it: see `versions.difference`."""
        return versions.difference(self._ledger, later, earlier, on=on)

    def rewritten(self, later: str, earlier: str | None = None) -> rewriting.Rewritten:
        """The sentences of a record that are otherwise than in an earlier version: see `rewriting.rewritten`."""
        return rewriting.rewritten(self._ledger, later, earlier)

    def meetings(self, *names: str, since: str | None = None, on: str | None = None) -> list[Meeting]:
        """The meetings of which records tell, by day: see `meetings.meetings`."""
        return meetings.meetings(self._ledger, names, since=since, on=on)

    def meetings_part(
        self, start: int, count: int, *names: str, since: str | None = None, on: str | None = None
    ) -> Listed[Meeting]:
        """So many meetings, the latest first, and how many there are: see `meetings.part`."""
        return meetings.part(self._ledger, start, count, names, since=since, on=on)

    def meetings_called(self, *ids: str, on: str | None = None) -> list[Meeting]:
        """The meetings with these ids, by day."""
        return meetings.called(self._ledger, ids, on=on)

    def assessment(
        self, ref: str, *, on: str | None = None, everything: bool = False, viewer: sheets.Viewer | None = None
    ) -> Sheet:
        """What an assessor of a commitment has before him: see `sheets.sheet`."""
        return sheets.sheet(self._ledger, ref, on=on, everything=everything, viewer=viewer)

    def terms(self, ref: str, *, on: str | None = None) -> sheets.Terms:
        """The commitments of an agreement, a record or a matter, as they are assessed: see `sheets.terms`."""
        return sheets.terms(self._ledger, ref, on=on)

    def desk(self, on: str, **asked: Unpack[waiting.Asked]) -> Desk:
        """What waits for somebody to rule: see `waiting.desk`."""
        return waiting.desk(self._ledger, on, **asked)

    def register(self, *, on: str | None = None) -> tuple[Sheet, ...]:
        """All that people decided of commitments: see `waiting.register`."""
        return waiting.register(self._ledger, on=on)

    def rule(self, ref: str, name: str, **asked: Unpack[ruling.Asked]) -> Decision:
        """Rule on a commitment: see `ruling.rule`."""
        return ruling.rule(self._ledger, ref, name, **asked)

    def word_test(self, ref: str, wording: Mapping[str, str | None], **signed: Unpack[Signature]) -> Decision:
        """Word what would count as kept, partly kept and broken: see `ruling.word_test`."""
        return ruling.word_test(self._ledger, ref, wording, deciding.Signed(**signed))

    def ask_second(self, ref: str, **signed: Unpack[Signature]) -> Decision:
        """Ask for a second assessor: see `ruling.ask_second`."""
        return ruling.ask_second(self._ledger, ref, deciding.Signed(**signed))

    def reply(self, ref: str, words: str, **signed: Unpack[Signature]) -> Decision:
        """Keep what an assessed party says of it: see `ruling.reply`."""
        return ruling.reply(self._ledger, ref, words, deciding.Signed(**signed))

    def accounts(self, meeting: str | Sequence[str], records: Sequence[str] = (), *, on: str | None = None) -> Accounts:
        """The sides' accounts of one meeting beside each other: see `accounts.accounts`."""
        return accounts.accounts(self._ledger, meeting, records, on=on)

    def merge(self, one: str, other: str, **signed: Unpack[Signature]) -> Decision:
        """Two persons, bodies or matters, by id or name, are one: see `deciding.merge`."""
        return deciding.merge(self._ledger, one, other, deciding.Signed(**signed))

    def split(self, ref: str, *parts: str, **signed: Unpack[Signature]) -> Decision:
        """Spellings of a person, or entries of a matter, are another's: see `deciding.split`."""
        return deciding.split(self._ledger, ref, parts, deciding.Signed(**signed))

    def rename(self, ref: str, name: str, **signed: Unpack[Signature]) -> Decision:
        """A person, body or matter is called by another name: see `deciding.rename`."""
        return deciding.rename(self._ledger, ref, name, deciding.Signed(**signed))

    def settle(self, ref: str, settings: Mapping[str, Any], **signed: Unpack[Signature]) -> Decision:
        """Level, owner, next step, due date of a matter, and whether it is pinned: see `deciding.settle`."""
        return deciding.settle(self._ledger, ref, settings, deciding.Signed(**signed))

    def undo(self, number: int, **signed: Unpack[Signature]) -> Decision:
        """A decision holds no more: see `deciding.undo`."""
        return deciding.undo(self._ledger, number, deciding.Signed(**signed))

    def decide(
        self,
        subject: str,
        action: str,
        values: Mapping[str, Any],
        *,
        why: str | None = None,
        decided_at: str | None = None,
        owner: str | None = None,
    ) -> Decision:
        """Keep what a person decided of anything, unchecked. The methods above check that it can be meant."""
        with self._ledger.writes() as connection:
            return keep_decision(connection, subject, action, values, why=why, decided_at=decided_at, owner=owner)

    def decisions(self, *, on: str | None = None) -> list[Decision]:
        """What was decided, in its order."""
        with self._ledger.reads() as connection:
            return decisions(connection, until=on)
