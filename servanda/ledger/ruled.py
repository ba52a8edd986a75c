"""Entries as they were ruled upon: rejected ones left out, corrected ones with what they should have been.

Nothing that a reader made is changed. What a person ruled is laid over it when it is asked for, and says so: an entry that a
person accepted or corrected is sure (its confidence is 1), and its rule is the ruling's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import InvalidOperation
from typing import Any, get_args

from servanda.errors import ServandaError, UsageError
from servanda.ledger import parted
from servanda.model import (
    CORRECTABLE,
    NUMBERS,
    PLACES,
    Entry,
    EntryRuling,
    EntryVerdict,
    Reading,
    Record,
    Role,
    SecondReader,
    Standing,
    Turn,
    Voice,
)
from servanda.outward import entry_to_dict
from servanda.outward.entries import number_in
from servanda.outward.incoming import entry_made

_HELD_BY = ("holder", "source", "speaker", "raised_by")
"""Fields that name whose words an entry is: where a turn's speaker was wrong, so were they."""
_HELD_UNNAMED = ("holder", "speaker")
"""Those of them that name nobody where the turn names nobody."""


def version_of(attributes: str, last: int) -> str:
    """The version of an entry that a reviewer sees: its values, and the number of the last ruling upon it."""
    return f"{hashlib.sha256(attributes.encode()).hexdigest()[:12]}.{last}"


def standing_of(upon: Iterable[EntryRuling], *, two: bool) -> Standing:
    """How an entry stands by the rulings upon it that were not undone, in their order; `two` says that it needs two readers.

    Where one is enough, the last ruling holds. Where two are needed, what holds is what at least two people ruled and nobody
    ruled otherwise, each by his last word; what they disagree upon is as the last ruling says that settles it.
    """
    rulings = list(upon)
    each = {one.owner: one for one in rulings if not one.settles}
    lasts = tuple(sorted(each.values(), key=lambda one: one.number))
    if not rulings:
        return Standing(None)
    if not two:
        return Standing(rulings[-1], each=lasts)
    settling = [one for one in rulings if one.settles]
    if settling:
        return Standing(settling[-1], each=lasts)
    if len(lasts) == 1:
        return Standing(None, "once", lasts)
    same = all((one.act, dict(one.corrected)) == (lasts[0].act, dict(lasts[0].corrected)) for one in lasts)
    return Standing(lasts[-1], each=lasts) if same else Standing(None, "disagreed", lasts)


def standings(upon: Iterable[EntryRuling], policy: Sequence[SecondReader]) -> dict[str, Standing]:
    """The same of each entry that somebody ruled upon, under a policy of second readers."""
    by_entry: dict[str, list[EntryRuling]] = {}
    for one in upon:
        by_entry.setdefault(one.entry, []).append(one)
    return {
        entry: standing_of(some, two=any(one.covers(some[0].carried_from or entry, some[0].confidence) for one in policy))
        for entry, some in by_entry.items()
    }


def checked(kind: str, verdict: str, corrected: Mapping[str, Any]) -> None:
    """Raises `UsageError` where a verdict cannot be meant."""
    if verdict not in get_args(EntryVerdict):
        raise UsageError(f"{verdict!r} is no verdict", remedy=f"one of {', '.join(get_args(EntryVerdict))}")
    if (verdict == "corrected") != bool(corrected):
        raise UsageError("a correction says what should have been, and nothing else does", remedy="name a field and its value")
    known = CORRECTABLE.get(kind, {})
    for name, value in corrected.items():
        if name not in known:
            raise UsageError(f"{name} of a {kind} cannot be corrected", remedy=f"one of {', '.join(known) or 'nothing'}")
        allowed = known[name]
        if allowed is not None and value not in allowed:
            raise UsageError(f"{name} cannot be {value!r}", remedy=f"one of {', '.join(allowed)}")
        if allowed is None and not _fits(kind, name, value):
            raise UsageError(f"{name} cannot be {value!r}", remedy=_wanted(kind, name))


def _wanted(kind: str, name: str) -> str:
    if name == "parts":
        return "name the part by `start` and `end`, and its `speaker`"
    return "give a number" if name in PLACES or name in NUMBERS.get(kind, ()) else "give words"


def _fits(kind: str, name: str, value: Any) -> bool:
    """Whether a field of an entry can hold a value: an offset, a finite number, or words, as the field is; or nothing."""
    if name in PLACES:
        return isinstance(value, int) and not isinstance(value, bool)
    if name == "parts":
        return parted.fits(value)
    if value is None or name not in NUMBERS.get(kind, ()):
        return value is None or isinstance(value, str)
    try:
        number = number_in(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else None
    except InvalidOperation:
        return False
    return number is not None and number.is_finite()


def as_ruled(reading: Reading, standings: Mapping[str, Standing]) -> Reading:
    """A reading with the rulings that hold laid over it."""
    last = _holding(standings)
    if not last:
        return reading
    moved = _spoken_by_others(reading, last)
    entries: list[Entry] = []
    names: dict[str, str] = {}
    for entry in reading.entries:
        upon = last.get(entry.id)
        if upon and upon.act == "rejected":
            continue
        attributed = _attributed(entry, moved, reading.record)
        made = _ruled(attributed, upon, reading.record) if upon else attributed
        for one in _parted(made, upon, reading):
            if one.id != entry.id:
                names[one.id] = entry.id
            entries.append(one)
    return replace(reading, entries=tuple(entries), known_as=names)


def told_as_ruled(reading: Reading, standings: Mapping[str, Standing], kind: str | None = None) -> Iterator[dict[str, Any]]:
    """The outward form of a reading's entries, with the rulings that hold laid over it; rejected ones say that they are.

    An entry that needs two readers and waits for one has `review`, and is told as it was read.
    """
    last = _holding(standings)
    moved = _spoken_by_others(reading, last)
    for entry in reading.entries:
        if kind in (None, entry.kind):
            values = entry_to_dict(_attributed(entry, moved, reading.record), reader=reading.reader)
            upon, stands = last.get(entry.id), standings.get(entry.id)
            if upon:
                values = values_as_ruled(values, upon, reading.record)
                if "parts" in upon.corrected:
                    made = corrected_entry(values, upon, reading.record)
                    values["parts"] = parted.pieces_to_dicts(
                        one for one in _parted(made, upon, reading) if isinstance(one, Turn)
                    )
            yield {**values, "review": stands.review} if stands and stands.review else values


def _holding(standings: Mapping[str, Standing]) -> dict[str, EntryRuling]:
    return {entry: one.holds for entry, one in standings.items() if one.holds}


def values_as_ruled(values: Mapping[str, Any], upon: EntryRuling, record: Record) -> dict[str, Any]:
    """An entry's outward form with a ruling laid over it. Its id stays; what it was read as stands beside what was ruled."""
    laid = _laid_over(values, upon, record) if upon.act == "corrected" else dict(values)
    told = {
        "number": upon.number,
        "verdict": upon.act,
        "by": upon.owner,
        "at": upon.ruled_at,
        "why": upon.why,
        **({"carried_from": upon.carried_from} if upon.carried_from else {}),
        "as_read": {name: values.get(name) for name in (*upon.corrected, "confidence")},
    }
    sure = {"confidence": 1.0} if upon.act != "rejected" else {}
    return {**laid, **sure, "ruling": told}


def corrected_entry(values: Mapping[str, Any], upon: EntryRuling, record: Record) -> Entry:
    """What a correction makes of an entry. Raises `UsageError` where that does not hold together."""
    try:
        made = replace(entry_made(_laid_over(values, upon, record), record), confidence=1.0, rule=f"ruling.{upon.act}")
        if isinstance(made, Turn):
            list(parted.stretches(made, upon.corrected.get("parts", ()), record))
        return made
    except ServandaError as fault:
        raise UsageError(f"so corrected it would not hold together: {fault.message}", remedy="correct it otherwise") from fault


def _laid_over(values: Mapping[str, Any], upon: EntryRuling, record: Record) -> dict[str, Any]:
    laid = {**values, **upon.corrected}
    if "start" in upon.corrected or "end" in upon.corrected:
        span = record.cut(laid["start"], laid["end"])
        laid["text"] = span.text
        if laid["kind"] == "quotation":
            laid["content"] = [{"start": span.start, "end": span.end, "text": span.text}]
    if "deadline_end" in upon.corrected:
        laid["deadline"] = laid["deadline_start"] = laid["deadline_end"]
        laid["deadline_rule"] = "ruling.corrected"
    if "value" in upon.corrected and laid["kind"] == "figure":
        laid["low"] = laid["high"] = None
    return laid


def _ruled(entry: Entry, upon: EntryRuling, record: Record) -> Entry:
    if upon.act == "accepted":
        return replace(entry, confidence=1.0)
    return corrected_entry(entry_to_dict(entry), upon, record)


def _parted(entry: Entry, upon: EntryRuling | None, reading: Reading) -> tuple[Entry, ...]:
    """The turns that take a turn's place of which parts are others'; any other entry as it is."""
    if not isinstance(entry, Turn) or not upon or "parts" not in upon.corrected:
        return (entry,)
    return parted.pieces(entry, upon.corrected["parts"], reading.record, parted.roles_in(reading.of(Turn)))


@dataclass(frozen=True, slots=True)
class _Moved:
    """A stretch of a turn that somebody else spoke than was read."""

    start: int
    end: int
    read: Turn
    """The turn, as it was read."""
    speaker: str | None
    role: Role | None
    """What part he plays, where that is not the one that was read."""


def _spoken_by_others(reading: Reading, last: Mapping[str, EntryRuling]) -> list[_Moved]:
    """The turns whose speaker was corrected, each behind those parts of it that are still others'."""
    found: list[_Moved] = []
    for turn in reading.of(Turn):
        upon = last.get(turn.id)
        corrected = upon.corrected if upon else {}
        for one in corrected.get("parts", ()):
            found.append(_Moved(one["start"], one["end"], turn, one["speaker"], one.get("role") or "other"))
        if "speaker" in corrected:
            found.append(_Moved(turn.span.start, turn.span.end, turn, corrected["speaker"], corrected.get("role")))
    return found


def _attributed(entry: Entry, moved: list[_Moved], record: Record) -> Entry:
    """An entry in what somebody else spoke than was read: what was put down to the one is put down to the other.

    Where the turn named nobody, it is what is put down to nobody in the turn's own voice.
    """
    for one in moved:
        inside = all(one.start <= span.start and span.end <= one.end for span in entry.spans)
        if not inside or isinstance(entry, Turn):
            continue
        values = entry_to_dict(entry)
        fields = _HELD_BY if one.read.speaker else _HELD_UNNAMED if _is_unnamed(entry, one) else ()
        theirs = {name: one.speaker for name in fields if name in values and values[name] == one.read.speaker}
        if theirs:
            return entry_made({**values, **theirs, "voice": _voice(entry, one)}, record)
    return entry


def _is_unnamed(entry: Entry, moved: _Moved) -> bool:
    """Whether an entry is words of a turn for which nobody is named: a speaker's, or the publisher's that are spoken now."""
    spoken = moved.read.role != "publisher"
    return entry.speaker is None and (entry.voice == "speaker" if spoken else entry.voice == "publisher" and _is_spoken(moved))


def _is_spoken(moved: _Moved) -> bool:
    return (moved.role or moved.read.role) != "publisher"


def _voice(entry: Entry, moved: _Moved) -> Voice:
    """In which voice an entry's words are now: what is quoted stays so."""
    return "speaker" if entry.voice == "publisher" and _is_spoken(moved) else entry.voice
