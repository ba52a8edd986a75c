"""Figures of a text, held against the figures that records give of the same thing, for the same time, by the same speaker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from servanda.comparison.claims.claims import claims_in
from servanda.comparison.relations.told import Told, told_in
from servanda.comparison.tracing.bearers import Bearers
from servanda.ledger.claims import load_claims
from servanda.ledger.tracing import claims_about, text_of_claim
from servanda.model import Claim, Difference, Held, Reading, Record, Source, Verdict, Voice

_SAME = 0.6
"""How surely two figures measure the same thing, at least, to be held against one another."""
_MOST = 40
"""Figures of a text that are held."""
_TERMS, _CLAIMS = 4, 60
"""Terms by which figures of the same thing are looked for, and figures that are looked at."""


def held_figures(connection: Connection, reading: Reading, on: str | None, judged: Sequence[Held]) -> Iterator[Held]:
    """The figures of a text of which records have the same thing, but for those within words that are judged already.

    A figure that nobody is named for is held against everybody's, and waits. One that differs is altered only where both are
    for the same time.
    """
    record = reading.record
    bearers = Bearers(connection)
    for claim in [one for one in claims_in(reading, record) if _is_held(one, judged)][:_MOST]:
        told = _told(claim)
        if told is None or not claim.terms:
            continue
        found = _met(connection, bearers, claim, told, record, on)
        if found is not None:
            other, verdict = found
            yield Held(
                kind="figure",
                start=claim.place.start,
                end=claim.place.end,
                text=claim.place.text,
                given_to=claim.said_by,
                verdict=verdict,
                source=_source(connection, claim, other, verdict),
                shown=claim.said_by is not None,
            )


def _met(
    connection: Connection, bearers: Bearers, claim: Claim, told: Told, record: Record, on: str | None
) -> tuple[Claim, Verdict] | None:
    """The figure of the same thing that is nearest, and what is to be said by it; one that agrees before one that does not."""
    terms = sorted(claim.terms, key=lambda term: (-claim.terms[term], term))[:_TERMS]
    numbers = claims_about(connection, terms, ("figure",), limit=_CLAIMS)
    found: list[tuple[int, str, str, int, Claim, Verdict]] = []
    for other in load_claims(connection, numbers):
        if (on is not None and (other.day or "9999") > on) or _is_itself(claim, other, record):
            continue
        theirs = _told(other)
        if theirs is None or not told.quantity.comparable(theirs.quantity) or not _measure_the_same(told, theirs):
            continue
        verdict = _verdict(bearers, claim, other, told, theirs)
        if verdict is not None:
            rank = ("exact", "altered", "other_speaker", "publishers_words").index(verdict)
            found.append((rank, other.day or "9999", other.place.record, other.place.start, other, verdict))
    if not found:
        return None
    best = min(found, key=lambda one: one[:4])
    return best[4], best[5]


def _verdict(bearers: Bearers, claim: Claim, other: Claim, told: Told, theirs: Told) -> Verdict | None:
    """What a figure of a record says of one of the text; None where they cannot be held against one another."""
    agrees = told.quantity.agrees(theirs.quantity)
    one_time = _of_one_time(told, theirs)
    if claim.said_by is None:
        return "exact" if agrees and one_time else None
    if other.said_by is None:
        return "publishers_words" if agrees and one_time else None
    if not bearers.same(claim.said_by, other.said_by):
        return "other_speaker" if agrees and one_time and _is_dated(told, theirs) else None
    if agrees:
        return "exact" if one_time else None
    return "altered" if one_time and _is_dated(told, theirs) and told.quantity.excludes(theirs.quantity) else None


def _measure_the_same(told: Told, theirs: Told) -> bool:
    surety = told.likeness(theirs)
    return surety >= _SAME or (surety > 0 and bool(told.measure.stems) and told.measure.stems == theirs.measure.stems)


def _is_dated(told: Told, theirs: Told) -> bool:
    return told.window is not None or theirs.window is not None


def _of_one_time(told: Told, theirs: Told) -> bool:
    """Whether both are for one period, or both for none; a period that a sentence names alone is its figure's."""
    if told.window is not None and theirs.window is not None:
        return told.window.same(theirs.window)
    if told.window is None and theirs.window is None:
        return True
    without, dated = (told, theirs) if told.window is None else (theirs, told)
    named = {time.value for time in without.claim.times if time.type == "DATE"}
    return named == {dated.claim.period}


def _is_itself(claim: Claim, other: Claim, record: Record) -> bool:
    """Whether a figure is the very one that is traced."""
    return other.place.record == record.origin.record and other.place.start == claim.place.start


def _told(claim: Claim) -> Told | None:
    return next(told_in((claim,)), None)


def _is_held(claim: Claim, judged: Sequence[Held]) -> bool:
    """Whether a claim is a figure that the text gives to somebody, or tells itself; what a speaker says there is his own."""
    if claim.kind != "figure" or claim.values.get("voice") == "speaker":
        return False
    around = (one for one in judged if one.start <= claim.place.start and claim.place.end <= one.end)
    return all(one.kind == "attribution" and one.verdict == "not_found" for one in around)


def _source(connection: Connection, claim: Claim, other: Claim, verdict: Verdict) -> Source:
    place = other.place
    differences: Sequence[Difference] = ()
    if verdict == "altered":
        mine = claim.place
        differences = (
            Difference(
                kind="number",
                start=mine.start,
                end=mine.end,
                here=mine.text,
                there=place.text,
                there_start=place.start,
                there_end=place.end,
            ),
        )
    voice: Voice = other.values.get("voice") or "speaker"
    line = text_of_claim(connection, other.id).count("\n", 0, place.start) + 1
    return Source(place=place, voice=voice, line=line, verdict=verdict, differences=tuple(differences))
