"""A brief: what is told, put into two pages, with a note for all words of records."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import TypedDict

from servanda.comparison.briefing import budget
from servanda.comparison.briefing.choosing import Choice
from servanda.comparison.briefing.lines import Cited, Draft, counted, plain, punctuated
from servanda.comparison.briefing.scope import Scope, scope_of
from servanda.comparison.briefing.sources import Sources
from servanda.comparison.findings.sentences.phrases import day_words
from servanda.ledger import Ledger
from servanda.ledger.briefs import Noted
from servanda.model import Brief, BriefLine, BriefNote, BriefPart, BriefSection, BriefSectionName, Place

TITLES: dict[BriefSectionName, str] = {
    "meeting": "The last meeting",
    "due": "Due, or past its day",
    "contradicted": "Told differently",
    "changed": "Changed",
    "done": "Told as done",
    "open": "Open: put off, halted, not kept or not answered",
    "promised": "Promised",
    "positions": "What each side said it is for or against",
    "said": "What else was said",
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


_Taken = list["str | tuple[Cited, BriefNote]"]
"""A line that there is room for, its words each with their note."""


class _Page:
    """Takes lines in as long as there is room, one of each section in turn."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._used = budget.FURNITURE
        self._told: set[tuple[str, int, int]] = set()
        self._said: set[tuple[str | None, str]] = set()
        self._sentences: set[tuple[str, str, int]] = set()
        self.lines: dict[BriefSectionName, list[_Taken]] = {name: [] for name in TITLES}
        self.more: dict[BriefSectionName, list[Place]] = {name: [] for name in TITLES}
        """Of the lines that there is no room for, the place of the last words."""

    def fill(self, drafts: Mapping[BriefSectionName, Sequence[Draft]]) -> None:
        """Take in what there is room for, and keep account of the rest."""
        for turn in range(max(map(len, drafts.values()), default=0)):
            for name in TITLES:
                if turn < len(drafts[name]):
                    self._take(name, punctuated(drafts[name][turn]))

    def _take(self, name: BriefSectionName, draft: Draft) -> None:
        cited = [part for part in draft if isinstance(part, Cited)]
        if all(map(self._is_told, cited)):
            return
        if self.more[name]:
            self.more[name].append(cited[-1].place)
            return
        parts: _Taken = [(part, self._sources.note(part, 1)) if isinstance(part, Cited) else part for part in draft]
        sentences = {(name, part[1].place.record, part[1].place.start) for part in parts if not isinstance(part, str)}
        if sentences <= self._sentences:
            return
        room = budget.line(parts)
        if self._used + room > budget.PAGES:
            self.more[name].append(cited[-1].place)
            return
        self._used += room
        self._said |= set(map(_words, cited))
        self._told |= {(one.place.record, one.place.start, one.place.end) for one in cited}
        self._sentences |= sentences
        self.lines[name].append(parts)

    def _is_told(self, one: Cited) -> bool:
        """Whether these words are told already, be it from another record that has the same."""
        if _words(one) in self._said:
            return True
        own = one.place
        return any(record == own.record and start <= own.start and own.end <= end for record, start, end in self._told)

    def numbered(self) -> tuple[BriefNote, ...]:
        """The notes in the order of the page."""
        notes = [part[1] for name in TITLES for line in self.lines[name] for part in line if not isinstance(part, str)]
        return tuple(replace(note, number=number) for number, note in enumerate(notes, 1))

    def first_note(self, name: BriefSectionName) -> int:
        """The number of the first note of a section."""
        before = list(TITLES)[: list(TITLES).index(name)]
        return 1 + sum(not isinstance(part, str) for one in before for line in self.lines[one] for part in line)


def _words(one: Cited) -> tuple[str | None, str]:
    return one.said_by, plain(one.place.text).casefold()


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
    more = page.more[name]
    read = scope.looked_at if name == "due" else scope.read
    return BriefSection(
        name=name,
        title=TITLES[name],
        lines=tuple(made),
        more=len(more),
        command=_command(name, scope, more) if more else None,
        nothing=None if made or more else _nothing(scope, read),
    )


def _nothing(scope: Scope, read: Sequence[Noted]) -> str:
    """In how many records nothing was found, and until when."""
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
    if scope.left_out and scope.since is None:
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


_REGISTERS = {
    "commitment": "commitments",
    "progress": "progress",
    "position": "positions",
    "topic": "topics",
    "exchange": "questions",
    "instrument": "instruments",
}
"""Commands that list the entries of a kind."""
_USUAL: dict[BriefSectionName, str] = {"done": "progress", "open": "questions", "promised": "commitments", "said": "topics"}
"""The command of a section, where its first line without room is of no such kind."""
_FEW = 3
"""Records that a command names at most."""


def _command(name: BriefSectionName, scope: Scope, more: Sequence[Place]) -> str:
    """A command that shows what a section has no room for."""
    if name == "meeting":
        return "servanda meetings"
    first = min((place.day for place in more if place.day), default=None)
    since = f" --since {first}" if first else ""
    if len(scope.matters) == 1 and not scope.whom:
        return f"servanda matters {scope.matters[0].id} --on {scope.on}"
    if name in ("changed", "contradicted"):
        return f"servanda findings{since} --on {scope.on}"
    if name == "due":
        return f"servanda due --on {scope.on}"
    records = sorted({PurePath(place.source).name if place.source else place.record[:12] for place in more})
    which = f" {shlex.join(records)}" if len(records) <= _FEW else since
    kind = (more[0].entry or "").partition("-")[0]
    return f"servanda {_REGISTERS.get(kind) or _USUAL.get(name, 'positions')}{which}"
