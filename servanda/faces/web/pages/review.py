"""Review: a queue that is ruled entry by entry, or a page at a time."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request

from servanda.comparison.deciding import parting
from servanda.errors import ForbiddenError, UsageError
from servanda.faces.correcting import as_meant
from servanda.faces.moments import now
from servanda.faces.safety import visible
from servanda.faces.web.room import Page, asked, flag, room_of
from servanda.faces.web.shelves import asked_for, with_entry, with_ruling
from servanda.faces.web.visiting import visitor_of
from servanda.faces.web.writing import inside, typed
from servanda.ledger import Ledger, members, review, sampling
from servanda.model import CORRECTABLE, PLACES, Reading, Turn
from servanda.outward.rulings import sample_to_dict

AT_ONCE = 25
"""Entries on a page that is ruled in one stroke."""
_NEARBY = 120
"""Characters that are shown on either side of an entry's words in a list."""
_NOT_TYPED = (*PLACES, "parts")
"""Of what can be corrected, what is chosen in the text, and not typed in a field."""
_CONTEXT = 600
"""Characters of a long paragraph that are shown on either side of an entry's words."""


def queue(request: Request) -> Page:
    """The next entry that nobody ruled upon."""
    ledger, entry = asked_for(request), asked(request, "entry")
    if entry:
        ledger = with_entry(request, entry)
        found: review.Waiting | None = _as_read(ledger, entry, visitor_of(request).name)
    else:
        found = next(_waiting(request, ledger), None)
    skip = _address(request, after=found.values["id"], did=request.query_params.get("did")) if found and not entry else None
    return Page(
        template="review.html",
        title="Review",
        shows={
            **_to_rule(ledger, found, skip),
            "progress": review.progress(ledger),
            "kind": asked(request, "kind"),
            "private": ledger.owner is not None,
            "back": f"/entry/{found.values['id']}" if entry and found else _address(request, after=asked(request, "after")),
            "did": request.query_params.get("did"),
        },
        value=lambda: waiting_to_dict(found) if found else None,
    )


def sampled(request: Request) -> Page:
    """A random sample: what the reader has not ruled upon yet, and what the rulings say of it."""
    room = room_of(request)
    kind, seed = asked(request, "kind"), asked(request, "seed") or "1"
    count = int(asked(request, "n") or "200")  # `check_asked` lets nothing else in
    drawn = sampling.drawn(room.ledger, count, kind=kind, seed=seed)
    waiting = sampling.unruled(room.ledger, drawn, visitor_of(request).name)
    found = sampling.measured(room.ledger, drawn)
    first = _as_read(room.ledger, waiting[0], visitor_of(request).name) if waiting else None
    return Page(
        template="sample.html",
        title="Sample",
        shows={
            **_to_rule(room.ledger, first),
            "found": found,
            "waiting": len(waiting),
            "n": count,
            "kind": kind,
            "seed": seed,
            "kinds": review.REVIEWED,
            "back": _address(request),
            "did": request.query_params.get("did"),
        },
        value=lambda: sample_to_dict(found, waiting),
    )


def _waiting(request: Request, ledger: Ledger) -> Iterator[review.Waiting]:
    """Entries that whoever asks has not ruled upon, of the kind and record that are asked for."""
    kind, record, after = (asked(request, name) for name in ("kind", "record", "after"))
    return review.waiting(ledger, kind, record, unsure=not flag(request, "sure"), after=after, reader=visitor_of(request).name)


def _to_rule(ledger: Ledger, one: review.Waiting | None, skip: str | None = None) -> dict[str, Any]:
    """What the form of a ruling shows of an entry; `skip` is where it goes on without one."""
    if one is None:
        return {"one": None}
    reading = ledger.reading(one.record.record)
    context = context_of(reading, one.values["start"], one.values["end"])
    sentences = _sentences(reading, one.values)
    return {"one": one, "context": context, "sentences": sentences, "fields": _fields(one.values), "skip": skip}


class _Shown(NamedTuple):
    """A sentence of a turn, of which another may speak."""

    start: int
    end: int
    words: str
    """What is spoken of it."""
    text: str
    """All of it, with the printed label if it is the first."""
    behind: str
    """What stands between it and the next."""


def _sentences(reading: Reading, values: Mapping[str, Any]) -> list[_Shown]:
    """The sentences of a turn that has several; none of any other entry."""
    turn = next((one for one in reading.of(Turn) if one.id == values["id"]), None)
    found = parting.sentences_of(reading, turn) if turn else ()
    if len(found) < 2:
        return []
    text, next_ones = reading.record.text, [*(one.start for one in found[1:]), found[-1].end]
    return [
        _Shown(one.start, one.end, one.words, text[one.start : one.end], text[one.end : next_one])
        for one, next_one in zip(found, next_ones, strict=True)
    ]


def _as_read(ledger: Ledger, ref: str, reader: str | None) -> review.Waiting:
    """An entry to be ruled upon, as it was read: another's ruling is not shown, readers rule blind."""
    summary, values = ledger.entry(ref)
    read = {**values, **values.get("ruling", {}).get("as_read", {})}
    if "start" not in read:
        raise UsageError(f"{values['kind']} stands on several stretches, and is not ruled upon", remedy="rule upon its turns")
    text = ledger.reading(summary.record).record.text[read["start"] : read["end"]]
    return review.Waiting(summary, {**read, "text": text}, review.version(ledger, ref, reader))


def listed(request: Request) -> Page:
    """Entries that nobody ruled upon, to be ruled in one stroke."""
    ledger = asked_for(request)
    found = list(islice(_waiting(request, ledger), AT_ONCE))
    return Page(
        template="review_list.html",
        title="Review a page at a time",
        shows={
            "some": _in_their_sentences(ledger, found),
            "kind": asked(request, "kind"),
            "private": ledger.owner is not None,
            "kinds": review.REVIEWED,
            "more": _address(request, after=found[-1].values["id"]) if len(found) == AT_ONCE else None,
            "back": _address(request, after=asked(request, "after")),
            "did": request.query_params.get("did"),
        },
        value=lambda: [waiting_to_dict(one) for one in found],
    )


def _in_their_sentences(ledger: Ledger, found: list[review.Waiting]) -> list[tuple[review.Waiting, dict[str, str]]]:
    """Entries, each with a few words before and behind: a figure alone can be ruled upon by nobody."""
    readings = {record: ledger.reading(record) for record in {one.record.record for one in found}}
    return [(one, _nearby(readings[one.record.record].record.text, one.values)) for one in found]


def _nearby(text: str, values: Mapping[str, Any]) -> dict[str, str]:
    start, end = values["start"], values["end"]
    left, right = max(0, start - _NEARBY), min(len(text), end + _NEARBY)
    before, behind = text[left:start].rpartition("\n\n")[2], text[end:right].partition("\n\n")[0]
    before = before.partition(" ")[2] if left and len(before) == start - left else before
    behind = behind.rpartition(" ")[0] if right < len(text) and len(behind) == right - end else behind
    return {"before": before, "behind": behind}


def ruled(request: Request, sent: FormData) -> str:
    """Rule upon one entry, or upon all that are ticked."""
    visitor = visitor_of(request)
    verdict, settles = typed(sent, "verdict"), bool(typed(sent, "settles"))
    if settles and not visitor.may("settle"):
        raise ForbiddenError("a steward settles what two readers disagree upon", remedy="ask one")
    entries = [str(one).partition("@")[::2] for one in sent.getlist("entry")]
    if not entries:
        raise UsageError("no entry is ticked", remedy="tick those that you mean")
    first = entries[0][0]
    ledger = with_entry(request, first)
    if verdict == "accepted" and (altered := _altered(ledger, first, visitor.name, sent)):
        raise UsageError(
            f"{altered} was altered, and accepting it as it was read would lose that",
            remedy="go back; keep it as corrected, or put back what was read",
        )
    corrected = _corrected(ledger, first, sent) if verdict == "corrected" else {}
    if settles and typed(sent, "as"):
        verdict, corrected = _as_ruled(ledger, first, typed(sent, "as"))
    made = review.rule_together(
        ledger,
        [(entry, seen or typed(sent, "seen") or None) for entry, seen in entries],
        verdict,
        corrected=corrected,
        why=typed(sent, "why") or None,
        by=visitor.name,
        at=now(),
        together=secrets.token_hex(8) if len(entries) > 1 else None,
        settles=settles,
    )
    return _with(inside(typed(sent, "back"), "/review"), did=str(made[-1].number))


def _as_ruled(ledger: Ledger, entry: str, number: str) -> tuple[str, dict[str, Any]]:
    """Verdict and corrections of a ruling upon an entry, to be taken over."""
    for one in ledger.rulings(entry):
        if str(one.number) == number and one.act != "undone":
            return one.act, dict(one.corrected)
    raise UsageError(f"{number!r} is no ruling upon it", remedy="open the disagreements again")


def undone(request: Request, sent: FormData) -> str:
    """A ruling, and those made in one stroke with it, hold no more."""
    number = typed(sent, "number")
    if not (number.isascii() and number.isdecimal() and len(number) < 12):
        raise UsageError(f"{number!r} is no ruling's number", remedy="the trail of rulings has them")
    ledger, visitor = with_ruling(request, int(number)), visitor_of(request)
    members.check_undo(ledger, int(number), name=visitor.name, role=visitor.role)
    ledger.undo_ruling(int(number), by=visitor.name, at=now())
    return inside(typed(sent, "back"), "/review")


def waiting_to_dict(one: review.Waiting) -> dict[str, Any]:
    """An entry that waits for a ruling; `seen` is to be sent with the ruling."""
    return {**one.values, "source": one.record.source, "date": one.record.day, "seen": one.version}


def context_of(reading: Reading, start: int, end: int) -> dict[str, Any]:
    """The paragraph around some words, cut into what stands before, the words, and what stands behind."""
    around = [block for block in reading.record.blocks if block.start < end and start < block.end]
    first = min((block.start for block in around), default=start)
    last = max((block.end for block in around), default=end)
    first, last = max(first, start - _CONTEXT), min(last, end + _CONTEXT)
    text = reading.record.text
    return {"start": first, "before": text[first:start], "words": text[start:end], "behind": text[end:last]}


def _fields(values: Mapping[str, Any]) -> list[tuple[str, Any, tuple[str, ...] | None]]:
    """What can be corrected beside the words themselves: field, value, and the values it may have."""
    known = CORRECTABLE.get(values["kind"], {})
    return [(name, values.get(name), allowed) for name, allowed in known.items() if name not in _NOT_TYPED]


def _altered(ledger: Ledger, entry: str, reader: str | None, sent: FormData) -> str | None:
    """The first field of the form that is otherwise than it was shown; None where none was sent, or all are as they were."""
    if not any(name == "words" or name.startswith("field-") for name in sent):
        return None
    values = _as_read(ledger, entry, reader).values
    shown = {f"field-{name}": values.get(name) for name in (*(name for name, _, _ in _fields(values)), *PLACES)}
    for name, value in {**shown, "words": values["text"]}.items():
        if name in sent and not _same(typed(sent, name), value):
            return name.removeprefix("field-").replace("_", " ")
    return None


def _same(given: str, value: object) -> bool:
    """Whether a browser sent a value as it was shown: signs made visible, as on every page, and line ends lost in a field."""
    return "".join(given.split()) == "".join(visible("" if value is None else str(value)).split())


def _corrected(ledger: Ledger, entry: str, sent: FormData) -> dict[str, Any]:
    """What was altered in the form, and nothing else."""
    _, values = ledger.entry(entry)
    altered: dict[str, Any] = {}
    for name, value, _ in _fields(values):
        given = typed(sent, f"field-{name}")
        if not _same(given, value):
            altered[name] = as_meant(values["kind"], name, given)
    for name in PLACES:
        given = typed(sent, f"field-{name}")
        if given and given != str(values.get(name)):
            altered[name] = as_meant(values["kind"], name, given)
    if values["kind"] == Turn.kind and not altered.keys().isdisjoint(PLACES):
        altered["speaker"] = as_meant(Turn.kind, "speaker", typed(sent, "field-speaker"))
    words = typed(sent, "words")
    if words and not _same(words, values["text"]):
        if not altered.keys().isdisjoint(PLACES):
            raise UsageError("the words and their place were both altered", remedy="alter one of them: the other follows")
        altered["words"] = words
    if not altered:
        raise UsageError("nothing was altered", remedy="alter a field or the words, or accept it as it is")
    return altered


def _address(request: Request, **altered: str | None) -> str:
    return _with(f"{request.url.path}?{request.url.query}", **altered)


def _with(address: str, **altered: str | None) -> str:
    """An address with some of what it asks altered."""
    path, _, query = address.partition("?")
    asked = dict(part.partition("=")[::2] for part in query.split("&") if part)
    asked.pop("did", None)
    kept = [f"{name}={value}" for name, value in asked.items() if name not in altered]
    added = urlencode({name: value for name, value in altered.items() if value})
    whole = "&".join([*kept, *([added] if added else [])])
    return f"{path}?{whole}" if whole else path
