"""The life of a matter as a chain of events, each dated and with the words that tell of it.

No event replaces another: where one side says *done* and the other *postponed*, both stand. What a matter's status is now is
only what was told last, by whom and when.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import cast, get_args

from servanda.comparison.matters.parts import is_part
from servanda.model import Claim, Level, Matter, MatterEvent, Place, Step
from servanda.words import table, words

_TOPICS: dict[str, Step] = {
    "raised": "raised",
    "discussed": "discussed",
    "agreed": "agreed",
    "postponed": "postponed",
    "referred": "referred",
    "resolved": "done",
    "unresolved": "discussed",
}
_PROGRESS: dict[str, Step] = {
    "fulfilled": "done",
    "in_progress": "in_progress",
    "partly_fulfilled": "in_progress",
    "postponed": "postponed",
    "stalled": "stalled",
    "broken": "broken",
}
_COMMITMENTS: dict[str, Step] = {
    "agreed": "agreed",
    "pledged": "raised",
    "planned": "raised",
    "proposed": "raised",
    "conditional": "raised",
}
"""What one side promises or wants by itself is no agreement: it is on the table."""
_LIVES: dict[str, Step] = {
    "drafted": "in_progress",
    "initialled": "agreed",
    "adopted": "agreed",
    "signed": "signed",
    "ratified": "in_progress",
    "exchanged": "in_progress",
    "entered_into_force": "in_force",
    "amended": "in_progress",
    "extended": "in_force",
    "suspended": "postponed",
    "terminated": "dropped",
}
"""A treaty that is ratified is on its way into force, and not there yet."""


_ONCE = ("drafted", "initialled", "adopted", "signed", "exchanged", "entered_into_force", "terminated")
"""What befalls an instrument once: told again years later, it has not happened again."""
_AFTERWARDS = re.compile(r"\b(?:after|since|following|upon)(?:\s+\w+){0,3}\s*$", re.IGNORECASE)
"""Words before an event that is only told of as over: "after the signing of the treaty" is no signing of that day."""
_BEHIND = re.compile(r"(?:after|since|following|upon)\b", re.IGNORECASE)
"""The same, where the event's own words begin so."""
_VERB = re.compile(r"\b(?:have|has|had|was|were|been|we|they|I|both|just|also|already|recently)\s+(?=([a-z]+))")
"""Where the verb of a report stands: behind its auxiliary or its subject."""
_STEPS = get_args(Step)
"""On one day a matter is raised before it is agreed, and agreed before it is signed."""


def events_of(matter: Matter) -> tuple[MatterEvent, ...]:
    """The events of a matter by the day on which they happened, then by the day on which they were told.

    What one sentence says twice is one event, and what it reports as done is what befell the instrument that it tells of: that
    a treaty was signed does not make its matter done. An event of a later day than its record is announced, and so none.
    """
    found: dict[tuple[object, ...], MatterEvent] = {}
    lives = {
        (claim.place.record, claim.sentence) for claim in matter.claims if claim.kind == "instrument" and any(_life(claim))
    }
    for claim in matter.claims:
        if claim.kind == "progress" and (claim.place.record, claim.sentence) in lives:
            continue
        for event in _events(claim):
            same = (event.step, event.detail, event.day, claim.place.record, claim.said_by, claim.sentence)
            found.setdefault(same, event)
    return tuple(sorted(_once(found.values()), key=_order))


def _once(events: Iterable[MatterEvent]) -> Iterator[MatterEvent]:
    """The events, where one that comes but once has its day from whoever dates it, else from whoever told of it first."""
    known: dict[tuple[str, str | None], list[MatterEvent]] = {}
    for event in sorted(events, key=lambda one: (one.by, _order(one))):
        same = known.setdefault((event.step, event.detail), [])
        before = [one for one in same if event.by and event.day and one.day and one.day <= event.day]
        if before:
            first = max(before, key=lambda one: one.day or "")
            yield replace(event, day=first.day, by=first.by, retold=first.day != event.day)
            continue
        if event.claim.kind == "instrument":
            same.append(event)
        yield event


def last_told(events: Sequence[MatterEvent]) -> tuple[MatterEvent, ...]:
    """What was told on the last day on which anything new was, the last first; more than one where those who spoke differ.

    To ask is not to tell.
    """
    dated = [event for event in events if event.claim.day and not event.retold and event.claim.kind != "question"]
    if not dated:
        return ()
    last = max(event.claim.day or "" for event in dated)
    told: dict[tuple[object, ...], MatterEvent] = {}
    for event in sorted((event for event in dated if event.claim.day == last), key=_order, reverse=True):
        told.setdefault((event.step, event.claim.said_by), event)
    return tuple(told.values())


def _order(event: MatterEvent) -> tuple[object, ...]:
    """By the day on which it happened, a step's tellings together in the order in which they were told."""
    place = event.evidence
    step = (_STEPS.index(event.step), event.detail or "", event.level_from or "", event.level_to or "")
    return event.day or "", step, event.claim.day or "", place.record, place.start, place.end


def _events(claim: Claim) -> Iterator[MatterEvent]:
    """What one claim tells of the life of its matter."""
    values = claim.values
    if claim.kind == "topic":
        yield _event(claim, _TOPICS[values["outcome"]], values["outcome"], values["level_from"], values["level_to"])
    elif claim.kind == "progress":
        yield _reported(claim)
    elif claim.kind == "commitment":
        yield _event(claim, _COMMITMENTS[values["force"]], values["force"])
    elif claim.kind == "question":
        yield _event(claim, "raised", "asked")
    elif claim.kind == "instrument":
        yield from _life(claim)


def _reported(claim: Claim) -> MatterEvent:
    """What a report tells: a counted part that is done is no whole, and what was approved has not been carried out."""
    status: str = claim.values["status"]
    if status != "fulfilled":
        return _event(claim, _PROGRESS[status], status)
    if is_part(claim):
        return _event(claim, _PROGRESS["partly_fulfilled"], "partly_fulfilled")
    step = _named_step(claim.place.text)
    return _event(claim, step, step) if step else _event(claim, "done", status)


def _named_step(text: str) -> Step | None:
    """The step that the last verb of a report names, where it names one."""
    verbs = [match.group(1) for match in _VERB.finditer(text)]
    for beginning, step in table("step-verbs").items():
        if verbs and verbs[-1].startswith(beginning):
            return cast(Step, step)
    return None


def _event(
    claim: Claim, step: Step, detail: str, level_from: Level | None = None, level_to: Level | None = None
) -> MatterEvent:
    if claim.kind in ("topic", "progress") and step in ("raised", "discussed", "in_progress", "done") and _reopens(claim):
        step = "reopened"
    return MatterEvent(
        step=step,
        day=claim.day,
        claim=claim,
        evidence=claim.place,
        detail=detail if detail != step else None,
        level_from=level_from,
        level_to=level_to,
    )


def _reopens(claim: Claim) -> bool:
    """Whether the words say that it is taken up again."""
    beginnings = tuple(words("reopening"))
    return any(word.startswith(beginnings) for word in claim.place.text.casefold().split())


def _life(claim: Claim) -> Iterator[MatterEvent]:
    """The events in the life of an instrument that had happened when the record tells of them."""
    for told in claim.values["events"]:
        said = _day(told["date"])
        day = said or claim.day
        if claim.day and day and day > claim.day:
            continue
        step = _LIVES[told["event"]]
        evidence: Place = replace(claim.place, start=told["start"], end=told["end"], text=told["text"])
        detail = told["event"] if told["event"] not in (step, "entered_into_force") else None
        by = said is None and told["event"] in _ONCE
        over = _is_over(claim, told["text"])
        yield MatterEvent(step=step, day=day, by=by, retold=over, claim=claim, evidence=evidence, detail=detail)


def _is_over(claim: Claim, told: str) -> bool:
    """Whether the sentence names the event only as something after which other things came."""
    before, found, _ = claim.sentence.partition(told)
    return bool(found and (_AFTERWARDS.search(before) or _BEHIND.match(told)))


def _day(value: str | None) -> str | None:
    """A date of which at least the year is known, as far as it is known as a calendar date."""
    if not value or "X" in value[:4] or not value[:4].isdigit():
        return None
    parts = value.split("T")[0].split("-")
    known = [parts[0]]
    for part in parts[1:3]:
        if not (len(part) == 2 and part.isdigit()):
            break
        known.append(part)
    return "-".join(known)
