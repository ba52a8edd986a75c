"""What a brief tells in each section, the most important first.

Only what is sure (`sure`) and of the days asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from servanda.comparison.briefing import lines
from servanda.comparison.briefing.lines import UNNAMED, Cited, Draft, Teller
from servanda.comparison.briefing.scope import Scope
from servanda.comparison.briefing.sources import Sources
from servanda.comparison.briefing.sure import has_plain_day, is_document, is_sure, told_surely
from servanda.comparison.findings import reporting
from servanda.comparison.matters.due import WITHIN, followed_up
from servanda.comparison.matters.following import questions_of
from servanda.comparison.relations.likeness import stems_of, subject, telling_stems
from servanda.ledger import Ledger
from servanda.model import BriefSectionName, Claim, Due, Finding, FindingKind, Following, Matter
from servanda.model.days import days_after
from servanda.readings.answering.cues import cues, tokens

_DONE: tuple[FindingKind, ...] = ("fulfils", "partly_fulfils")
_CHANGED: tuple[FindingKind, ...] = ("updates", "weakens", "strengthens", "supersedes", "amends")
_CONTRADICTED: tuple[FindingKind, ...] = ("contradicts", "differs_by_source", "misquoted")
_TELLING = 2
"""Words by which a question is known that it has at least."""
_NOT_ANSWERED = ("none", "deflected")
_WITHHELD = frozenset(("decline", "defer"))
"""What words do that withhold an answer."""
_HALTED = ("postponed", "stalled", "broken")
_LEFT = ("postponed", "referred", "unresolved")


class Choice:
    """The candidates for each section of a brief."""

    def __init__(self, ledger: Ledger, scope: Scope, sources: Sources) -> None:
        self._ledger = ledger
        self._scope = scope
        self._sources = sources
        self._teller: Teller = sources.teller
        asking = {(one.place.record, one.values["asker"]) for one in scope.claims if one.kind == "question"}
        stated = (one for one in scope.claims if one.kind == "question" or (one.place.record, one.said_by) not in asking)
        self._sure = [claim for claim in stated if is_sure(claim)]
        self._dues = self._due()

    def drafts(self) -> dict[BriefSectionName, list[Draft]]:
        """The lines of each section."""
        done = self._told(_DONE)
        told = {(one.earlier.record, one.earlier.start) for one in done if one.earlier}
        settled = [one for one in self._dues if _is_done(one) and _place_of(one) not in told]
        return {
            "meeting": list(self._meetings()),
            "due": [lines.due(one, told_surely(one), self._teller) for one in self._dues if not _is_done(one)],
            "contradicted": [lines.finding(one) for one in self._told(_CONTRADICTED)],
            "changed": [lines.finding(one) for one in (*self._told(_CHANGED), *self._told(("edited",)))],
            "done": [
                *map(lines.finding, done),
                *(lines.due(one, told_surely(one), self._teller) for one in settled),
                *self._done(),
            ],
            "open": [*self._open()],
            "promised": [*self._promised()],
            "positions": [*self._positions()],
            "said": [*self._said()],
        }

    def _meetings(self) -> Iterator[Draft]:
        scope = self._scope
        last = scope.last_meeting
        if last:
            what = f"with {scope.whom} of which a record tells" if scope.whom else "at which, by a record, it was spoken of"
            yield lines.met(last, what)
        coming = [one for one in scope.meetings if one.day and one.day > scope.on]
        if coming:
            yield lines.announced(coming[0])

    def _due(self) -> list[Due]:
        """What is past its day and nobody reports, the latest first, in turn with what comes, the next first; then the rest."""
        scope = self._scope
        until = days_after(scope.on, WITHIN)
        dues = followed_up(self._ledger, self._sure, scope.on)
        near = [one for one in dues if one.day <= until and scope.is_new(one.day) and has_plain_day(one)]
        coming = [one for one in near if not one.passed]
        passed = sorted((one for one in near if one.passed), key=lambda one: one.day, reverse=True)
        unheard = [one for one in passed if not told_surely(one)]
        in_turn = (one for pair in zip_longest(unheard, coming) for one in pair if one)
        return [*in_turn, *(one for one in passed if told_surely(one))]

    def _told(self, kinds: Sequence[FindingKind]) -> list[Finding]:
        """The findings of some kinds, the latest first."""
        scope = self._scope
        found: list[Finding] = []
        for kind in kinds:
            asked: list[str | None] = [one.id for one in scope.matters] if scope.matters else [None]
            for matter in asked:
                found += reporting.told(self._ledger, kind=kind, since=scope.since, on=scope.on, matter=matter).findings
        told = {one.id: one for one in found if self._is_ours(one) and not _is_loose(one)}
        return sorted(told.values(), key=lambda one: (one.later.day or "", one.confidence, one.id), reverse=True)

    def _is_ours(self, one: Finding) -> bool:
        place = one.later
        return place.record in self._scope.accounts or self._scope.is_own(place.record, place.speaker)

    def _done(self) -> Iterator[Draft]:
        """What is reported as done; what says how far it is comes first."""
        for claim in sorted(self._progress(("fulfilled", "partly_fulfilled")), key=lambda one: one.values["degree"] is None):
            yield lines.reported(claim, self._teller(claim.place))

    def _progress(self, statuses: Collection[str]) -> list[Claim]:
        return self._new("progress", lambda one: one.values["status"] in statuses and bool(one.said_by))

    def _promised(self) -> Iterator[Draft]:
        told = {id(one.claim) for one in self._dues}
        found = self._new("commitment", lambda one: one.values["force"] != "proposed" and id(one) not in told)
        firm = {"high": 0, "mid": 1, "low": 2}
        for claim in sorted(found, key=lambda one: (not one.values["testability"], firm.get(one.values["firmness"] or "", 3))):
            yield lines.promised(claim, self._teller(claim.place))

    def _positions(self) -> Iterator[Draft]:
        said: set[tuple[str | None, frozenset[str]]] = set()
        for claim in self._new("position", lambda one: bool(one.said_by)):
            key = claim.said_by, stems_of(subject(claim))
            if key not in said:
                said.add(key)
                yield lines.position(claim, self._teller(claim.place))

    def _said(self) -> Iterator[Draft]:
        """What else was said: of a matter anything, with somebody what was on the table; of a sentence once."""
        told: set[tuple[str, str]] = set()
        for claim in sorted(self._scope.beside, key=lambda one: one.day or "", reverse=True):
            key = claim.place.record, claim.sentence
            if key in told or not self._scope.is_new(claim.day) or not is_sure(claim):
                continue
            teller = self._teller(claim.place)
            if teller != UNNAMED:
                told.add(key)
                yield lines.said(claim, teller)

    def _open(self) -> Iterator[Draft]:
        """What is put off, halted, not kept or passed on, then what was asked and not answered; each the latest first."""
        for claim in self._progress(_HALTED):
            yield lines.reported(claim, self._teller(claim.place))
        for claim in self._new("topic", lambda one: one.values["outcome"] in _LEFT and _is_left(one)):
            yield lines.left(claim, self._teller(claim.place))
        asked = questions_of(_gathered(self._scope.claims))
        for one in sorted(asked, key=_newest_first):
            if not (self._scope.is_new(one.claim.day) and one.is_open and is_sure(one.claim)):
                continue
            if one.claim.kind != "question":
                yield lines.left_open(one, self._teller(one.claim.place))
            elif reply := self._refusal(one):
                yield lines.question(one, reply)

    def _refusal(self, one: Following) -> Cited | None:
        """The words by which an answer to a question is withheld; None where there are none.

        That an answer only reads as leading away from the question is too uncertain to be told.
        """
        grounds = one.claim.values.get("grounds", {}).get("reply", ()) if one.reply in _NOT_ANSWERED else ()
        if not grounds or len(telling_stems(one.question.text)) < _TELLING:
            return None
        start, end = grounds[0]["start"], grounds[0]["end"]
        words = self._sources.text(one.question.record)[start:end]
        if not any(cue.kind in _WITHHELD for cue in cues(tokens(words).lows)):
            return None
        place = replace(one.question, start=start, end=end, text=words, entry=None)
        speaker = self._teller(place)
        return lines.cited_place(replace(place, speaker=speaker), speaker)

    def _new(self, kind: str, is_meant: Callable[[Claim], bool]) -> list[Claim]:
        """The sure claims of a kind of the days asked for, the latest first; of a day those of the one asked for first."""
        found = [one for one in self._sure if one.kind == kind and self._scope.is_new(one.day) and is_meant(one)]
        in_order = sorted(found, key=lambda one: (-one.values["confidence"], one.place.record, one.place.start))
        own_first = sorted(in_order, key=lambda one: not self._scope.is_own(one.place.record, one.said_by))
        return sorted(own_first, key=lambda one: one.day or "", reverse=True)


def _is_done(one: Due) -> bool:
    told = told_surely(one)
    return told is not None and told.relation == "fulfils"


def _place_of(one: Due) -> tuple[str, int] | None:
    return (one.claim.place.record, one.claim.place.start) if one.claim else None


def _is_loose(one: Finding) -> bool:
    """Whether it rests on a guess.

    That what is undertaken goes on from what was talked of is one, and so is what words take to be there already, and that two
    speak of one figure who name no statistics.
    """
    talked = one.rule == "stages.on" and bool(one.earlier and one.earlier.entry and one.earlier.entry.startswith("topic-"))
    return talked or one.rule.startswith(("making.", "relations.figures.other_source")) or _is_of_a_document(one)


def _is_of_a_document(one: Finding) -> bool:
    return any(is_document(place.speaker) for place in (one.later, one.earlier) if place)


def _is_left(claim: Claim) -> bool:
    """Whether what is called passed on says to whom: an order is no referral."""
    return claim.values["outcome"] != "referred" or bool(claim.values["level_to"])


def _newest_first(one: Following) -> tuple[object, ...]:
    day = date.fromisoformat(one.claim.day) if one.claim.day else date.min
    return -day.toordinal(), one.claim.kind == "question", one.question.record, one.question.start


def _gathered(claims: Iterable[Claim]) -> Matter:
    """Claims as those of one matter, for what is asked of matters."""
    return Matter(id="", name="", kind="position", claims=tuple(claims))
