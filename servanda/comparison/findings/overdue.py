"""Undertakings whose day has passed, of which no later record that was read tells anything.

Measured against the day asked, so found when asked and never kept. Unknown is never *not done*: each says how many later
records were read, and until when.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection

from servanda.comparison.claims.stems import american
from servanda.comparison.findings.findings import finding_id
from servanda.comparison.findings.sentences.phrases import day_words, who, words_of
from servanda.comparison.findings.silence import Later, Silence
from servanda.comparison.matters.fates import followed
from servanda.comparison.matters.spoken import spoken_of as spoken_since
from servanda.comparison.relations.likeness import rarest_words, subject
from servanda.ledger import later
from servanda.ledger.deadlines import claims_due
from servanda.ledger.fulltext import Term, Wanted
from servanda.ledger.passages import Sought, few_passages
from servanda.model import Claim, Finding, Relation
from servanda.model.days import days_after
from servanda.standing import shown_first
from servanda.words import table

_AHEAD = timedelta(days=14)
"""What one side announces for a day nearer than this is a matter of the week's diary; what several agreed on is not."""
_BINDING = ("pledged", "agreed", "planned")
"""What was only proposed, or hung on something else, is not overdue."""
_MARKED = re.compile(
    r"\b(?:look(?:ing)? forward to|since|following|after|from|on the occasion of|mark(?:ing)?|celebrat\w+)\b[^,;]*$",
    re.IGNORECASE,
)
"""Words before a day that is not a last day."""
_MEANWHILE = re.compile(
    r"\b(?:support\w*|presiden\w+|leadership|chair\w*|hosting)\b[^,;]*\b(?:in|during|throughout|for)(?: the)? $", re.IGNORECASE
)
"""Words before a time through which something lasts, and by which nothing is to be done: "your presidency in 2023"."""
_MEANT_ONCE = re.compile(r"\b(?:was|were) (?:going|supposed|meant|due|about) to\b", re.IGNORECASE)
"""Words that tell of what was to be, not of what is undertaken."""
_NAMING = 5
"""Words of an undertaking, its rarest, by which later records are looked through: the first two, and one of the others."""
_LOOKED_AT = 50
"""Passages that have them; where there are more, they are everybody's words, and some record tells of it."""


def overdue(connection: Connection, on: str, among: Container[int] | None = None) -> Iterator[Finding]:
    """What was due before a day (ISO), and of which nothing was found in any record up to that day; of these claims only."""
    due = [claim for claim in claims_due(connection, until=days_after(on, -1), among=among) if _binds(claim, on)]
    told = followed(connection, due)
    matters = later.matters_of(connection, [claim.id for claim in due])
    silence = Silence(connection, on)
    for claim in due:
        if not any(tells(one, on) and not _is_promised_before(one, claim) for one in told.get(claim.id, ())):
            of = matters.get(claim.id, [])
            finding = _finding(connection, claim, of, silence.after(claim, of, day=last_before(claim)), on)
            if not (finding.shown and _is_spoken_of(connection, silence, claim, of, on)):
                yield finding


def _is_promised_before(relation: Relation, claim: Claim) -> bool:
    """Whether it is only promised again before its day: that tells nothing of what became of it."""
    return relation.later.kind == "commitment" and (relation.later.day or "") < _day(claim)


def _is_spoken_of(connection: Connection, silence: Silence, claim: Claim, matter_ids: Sequence[str], on: str) -> bool:
    """Whether a record of any day since its own speaks of it in its words, as `due` would show: then it is no silence."""
    day = claim.day or on
    readings = silence.after(claim, matter_ids, day=day).readings
    return spoken_since(connection, [claim], readings, since=days_after(day, 1), until=on) is not None


def _binds(claim: Claim, on: str) -> bool:
    """Whether it was undertaken by the day asked, for a later day than that of its record, and is not told of as past."""
    ahead = claim.day and claim.day <= on and claim.day < _day(claim)
    return bool(ahead and claim.values["force"] in _BINDING and not _MEANT_ONCE.search(claim.place.text))


def _is_last_day(claim: Claim) -> bool:
    """Whether the day is that by which it is to be done, and not one that is only looked forward to or marked."""
    for ground in claim.values["grounds"].get("deadline", ()):
        before = claim.place.text[: ground["start"] - claim.place.start]
        if _MARKED.search(before) or _MEANWHILE.search(before):
            return False
    return True


def _day(claim: Claim) -> str:
    return str(claim.values["deadline_end"])


def tells(relation: Relation, on: str) -> bool:
    """Whether a later claim tells how far it is; that its matter is spoken of again does not."""
    known = relation.later.day is not None and relation.later.day <= on
    return known and relation.rule != "again" and relation.later.kind in ("progress", "instrument", "commitment", "topic")


def _finding(connection: Connection, claim: Claim, matter_ids: Sequence[str], read: Later, on: str) -> Finding:
    return Finding(
        id=finding_id("overdue", None, claim),
        kind="overdue",
        sentence=(
            f"On {day_words(claim.day)} {who(claim)} said: {words_of(claim)}; "
            f"its day, {day_words(_day(claim))}, has passed, and nothing was found on it in {records_words(read)}."
        ),
        later=claim.place,
        matter=matter_ids[0] if matter_ids else None,
        confidence=float(claim.values["confidence"]),
        rule="overdue.deadline",
        why=f"date passed; nothing found in {read.words}",
        shown=_shown(claim, read) and not spoken_of(connection, claim, read, on),
    )


def records_words(read: Later) -> str:
    """How many later records were read, and until when, in words."""
    noun = "record" if read.records == 1 else "records"
    return f"{read.records} later {noun}" + (f", the last of {day_words(read.last)}" if read.last else "")


def is_diary(claim: Claim) -> bool:
    """Whether one side announces it for a day so near that it is of the week's diary: told of while near, not for ever."""
    ahead = date.fromisoformat(_day(claim)) - date.fromisoformat(claim.day or _day(claim))
    return bool(claim.day) and ahead < _AHEAD and claim.values["force"] != "agreed"


def last_before(claim: Claim) -> str:
    """The last day before its own, and not before it was said: a record of the very day may tell that it was done."""
    return max(days_after(_day(claim), -1), claim.day or "")


def _shown(claim: Claim, read: Later) -> bool:
    """Whether it is worth a reader's time: well read, not of the same fortnight, and somebody could have told of it since."""
    return (
        bool(read.records)
        and not is_diary(claim)
        and _is_last_day(claim)
        and shown_first(claim.kind, claim.values["confidence"])
    )


def spoken_of(connection: Connection, claim: Claim, read: Later, on: str) -> bool:
    """Whether a later record of the same sides speaks of the thing at all, whatever it says: then it may well tell of it."""
    named = [_spelt(word) for word in rarest_words(subject(claim), _NAMING)]
    if not named:
        return True
    groups = named[:2] + ([tuple(term for terms in named[2:] for term in terms)] if named[2:] else [])
    sought = Sought(wanted=Wanted(tuple(groups)), since=days_after(claim.day or on, 1), until=on)
    few = few_passages(connection, sought, most=_LOOKED_AT)
    return few is None or any(passage.reading_id in read.readings for passage in few)


def _spelt(word: str) -> tuple[Term, ...]:
    """A word as British and as Americans spell it."""
    british = [one for one, other in table("spellings").items() if other == american(word)]
    return tuple(Term(one) for one in sorted({word, american(word), *british}))
