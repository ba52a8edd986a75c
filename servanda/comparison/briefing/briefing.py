"""A brief: what is told, put into two pages, with a note for all words of records."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypedDict

from servanda.comparison.briefing import budget
from servanda.comparison.briefing.choosing import Choice
from servanda.comparison.briefing.lines import Cited, Draft, counted, punctuated
from servanda.comparison.briefing.scope import Scope, scope_of
from servanda.comparison.briefing.sources import Sources
from servanda.comparison.findings.sentences.phrases import day_words
from servanda.ledger import Ledger
from servanda.model import Brief, BriefLine, BriefNote, BriefPart, BriefSection, BriefSectionName

TITLES: dict[BriefSectionName, str] = {
    "meeting": "The last meeting",
    "due": "Due, or past its day",
    "contradicted": "Told differently",
    "changed": "Changed",
    "done": "Told as done",
    "open": "Asked or left open, with no answer found",
    "promised": "Promised",
    "positions": "What each side said it is for or against",
}
"""The sections, in the order in which a reader needs them."""


class Asked(TypedDict, total=False):
    """How a brief may be asked for: with somebody, on a matter, or on what is said of a matter with somebody."""

    with_: str | None
    matter: str | None
    since: str | None
    """A day (ISO), or "last": the day of the last meeting."""


def brief(ledger: Ledger, on: str, *, with_: str | None = None, matter: str | None = None, since: str | None = None) -> Brief:
    """Two pages to read before the next meeting with somebody, or on a matter, as of a day.

    Raises `NotFoundError` where nobody, no matter or no last meeting is known, `UsageError` where neither is asked for.
    """
    scope = scope_of(ledger, on, name=with_, matter=matter, since=since)
    with ledger.reads() as connection:
        sources = Sources(connection)
        drafts = Choice(ledger, scope, sources).drafts()
        page = _Page(sources)
        page.fill(drafts)
    told = scope.read
    last = scope.last_meeting
    return Brief(
        title=f"Brief: {scope.subject}",
        subject=scope.subject,
        on=on,
        since=scope.since,
        last_meeting=last.day if last else None,
        desk=_desk(scope),
        looked_at=_looked_at(scope),
        records=len(told),
        last_record=told[-1].day if told else None,
        sections=tuple(_section(name, page, scope) for name in TITLES),
        notes=page.numbered(),
    )


class _Page:
    """Takes lines in as long as there is room, one of each section in turn."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._used = budget.FURNITURE
        self._told: set[tuple[str, int, int]] = set()
        self.lines: dict[BriefSectionName, list[list[str | tuple[Cited, BriefNote]]]] = {name: [] for name in TITLES}
        self.more: dict[BriefSectionName, int] = dict.fromkeys(TITLES, 0)

    def fill(self, drafts: Mapping[BriefSectionName, Sequence[Draft]]) -> None:
        """Take in what there is room for, and count the rest."""
        most = max(map(len, drafts.values()), default=0)
        for turn in range(most):
            for name in TITLES:
                if turn < len(drafts[name]):
                    self._take(name, punctuated(drafts[name][turn]))

    def _take(self, name: BriefSectionName, draft: Draft) -> None:
        cited = [part for part in draft if isinstance(part, Cited)]
        if all(self._is_told(one) for one in cited):
            return
        parts = [(part, self._sources.note(part, 1)) if isinstance(part, Cited) else part for part in draft]
        room = budget.line(parts)
        if self._used + room > budget.PAGES or self.more[name]:
            self.more[name] += 1
            return
        self._used += room
        self._told |= {(one.place.record, one.place.start, one.place.end) for one in cited}
        self.lines[name].append(parts)

    def _is_told(self, one: Cited) -> bool:
        place = one.place
        return any(record == place.record and start < place.end and place.start < end for record, start, end in self._told)

    def numbered(self) -> tuple[BriefNote, ...]:
        """The notes in the order of the page."""
        notes = [part[1] for name in TITLES for line in self.lines[name] for part in line if not isinstance(part, str)]
        return tuple(replace(note, number=number) for number, note in enumerate(notes, 1))

    def first_note(self, name: BriefSectionName) -> int:
        """The number of the first note of a section."""
        before = list(TITLES)[: list(TITLES).index(name)]
        return 1 + sum(not isinstance(part, str) for one in before for line in self.lines[one] for part in line)


def _section(name: BriefSectionName, page: _Page, scope: Scope) -> BriefSection:
    number = page.first_note(name)
    made = []
    for line in page.lines[name]:
        parts = []
        for part in line:
            if isinstance(part, str):
                parts.append(BriefPart(text=part))
            else:
                parts.append(BriefPart(text=part[0].words, note=number))
                number += 1
        made.append(BriefLine(parts=tuple(parts)))
    nothing = None if made or page.more[name] else _nothing(scope)
    return BriefSection(
        name=name,
        title=TITLES[name],
        lines=tuple(made),
        more=page.more[name],
        command=_command(name, scope),
        nothing=nothing,
    )


def _nothing(scope: Scope) -> str:
    """In how many records nothing was found, and until when."""
    read = scope.read
    until = f", until {day_words(read[-1].day)}" if read and read[-1].day else ""
    more = f" {counted(scope.unread, 'more record')} in languages whose statements are not read." if scope.unread else ""
    return f"Nothing found in {counted(len(read), 'record')}{until}.{more}"


def _looked_at(scope: Scope) -> str:
    """In how many records was looked, of which days, and what was left out."""
    read = scope.read
    days = [one.day for one in read if one.day]
    span = f", of {day_words(days[0])} to {day_words(days[-1])}" if days and days[0] != days[-1] else ""
    span = f", of {day_words(days[0])}" if days and days[0] == days[-1] else span
    told = [f"Looked at: {counted(len(read), 'record')}{span}."]
    if scope.unread:
        told.append(f"{counted(scope.unread, 'more record')} in languages whose statements are not read.")
    if scope.left_out:
        told.append(f"{counted(scope.left_out, 'record')} of earlier days left out.")
    return " ".join(told)


def _desk(scope: Scope) -> str | None:
    """What users set for the matter."""
    if len(scope.matters) != 1:
        return None
    one = scope.matters[0]
    parts = (("owner", one.owner), ("next step", one.next_step), ("due", day_words(one.due) if one.due else None))
    said = [f"{name}: {value}" for name, value in parts if value]
    return f"Set by a user, in no record: {'; '.join(said)}." if said else None


def _command(name: BriefSectionName, scope: Scope) -> str:
    """The command that shows all of a section."""
    whom = shlex.quote(scope.person.name) if scope.person else ""
    since = f" --since {scope.since}" if scope.since else ""
    if name == "meeting":
        return f"servanda meetings {whom}".rstrip()
    if scope.matters:
        ref = scope.matters[0].id
        findings = f"servanda findings --matter {ref}{since} --on {scope.on}"
        return findings if name in ("changed", "contradicted") else f"servanda matters {ref} --on {scope.on}"
    return {
        "due": f"servanda due --by {whom} --on {scope.on}",
        "done": f"servanda progress --to {whom}{since}",
        "changed": f"servanda findings --by {whom}{since} --on {scope.on}",
        "contradicted": f"servanda findings --by {whom}{since} --on {scope.on}",
        "open": f"servanda questions --to {whom}{since}",
        "promised": f"servanda commitments --by {whom}{since}",
        "positions": f"servanda positions --by {whom}{since}",
    }[name]
