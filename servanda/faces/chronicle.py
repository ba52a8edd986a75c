"""Matters in words: who said what, what befell a matter, how a claim stands to an earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import PurePath

from servanda.faces.safety import one_line
from servanda.faces.telling import line
from servanda.faces.terminal import Fragment, Line
from servanda.faces.wording import counted, replied, shortened
from servanda.model import Claim, Matter, MatterEvent, Place, PositionChange, Relation

_STEPS = {"in_progress": "in progress", "in_force": "in force", "broken": "told as not kept"}
_STANDS: dict[str, str] = {
    "same_value": "gives the same value as",
    "updates": "updates",
    "contradicts": "contradicts",
    "differs_by_source": "differs, by its source, from",
    "fulfils": "tells as done",
    "partly_fulfils": "tells as done in part",
    "repeats": "repeats",
    "weakens": "weakens",
    "strengthens": "strengthens",
    "supersedes": "takes the place of",
    "amends": "amends",
}
"""How a later claim stands to an earlier one, as a verb before it."""


_ONLY_AGAIN = "again"
"""The rule of a claim that merely speaks of the same again on a later day."""
_SURE = 0.4
"""From which confidence on a relation is told without being asked for."""
_RELATIONS = 3
"""Relations of a sentence that are told without being asked for: the surest."""
_AROUND = 160
"""Characters of a long sentence that are shown before and behind the words of claims."""
_MOST = 0.6
"""Of a sentence, a claim's words are most from this share on."""
_PLAIN = {"done": "fulfilled"}
"""What a step says already."""


def who(claim: Claim) -> str:
    """Whose statement it is."""
    unnamed = "speaker not named" if claim.values.get("voice") == "speaker" else "publisher"
    return (claim.said_by or "").strip(" ,;") or unnamed


def sentence_of(claim: Claim) -> str:
    """The sentence of a claim without the label of its turn, where the sentence begins with that."""
    label, colon, words = claim.sentence.partition(":")
    surname = (claim.place.speaker or " ").split()[-1:] or [""]
    if colon and surname[0] and surname[0].casefold() in label.casefold().split() and claim.place.text not in label:
        return words.strip() or claim.sentence
    return claim.sentence


def record_of(place: Place) -> str:
    """The record's file name; else its title, else the first digits of its hash."""
    return PurePath(place.source).name if place.source else place.title or place.record[:12]


def quoted(place: Place, limit: int = 240) -> str:
    """The exact words, cut where they are long."""
    return f"“{shortened(place.text, limit)}”"


def words_of(claim: Claim, limit: int = 240) -> str:
    """The words that tell what a claim says: its own, or the sentence of a name or a number that says little alone."""
    short = claim.kind in ("instrument", "figure")
    return f"“{shortened(sentence_of(claim) if short else claim.place.text, limit)}”"


def day_words(event: MatterEvent) -> str:
    """When it happened: `2024-12-06`, or `by 2025-03-14` where the words do not say."""
    return f"{'by ' if event.by else ''}{event.day}" if event.day else "no date"


def step_words(event: MatterEvent) -> str:
    """What befell the matter: `agreed`, `raised (pledged)`, `referred: government → head`."""
    step = _STEPS.get(event.step, event.step)
    levels = f"{event.level_from} → {event.level_to}" if event.level_from and event.level_to else event.level_to or ""
    detail = event.detail.replace("_", " ") if event.detail and event.detail != _PLAIN.get(event.step) else ""
    degree = event.claim.values.get("degree") if event.claim.kind == "progress" else None
    told = ", ".join(part for part in (detail, f"{degree} %" if degree is not None else "") if part)
    return f"{step}{f' ({told})' if told else ''}{f': {levels}' if levels else ''}"


def stands(relation: Relation) -> str:
    """How the later claim stands to the earlier, as a verb: `updates`, `tells as done`."""
    return _STANDS[relation.relation]


def title(matter: Matter) -> Iterator[Line]:
    """Name, kind, how much is known of it; then what a user said of it, told apart."""
    yield line((matter.name, "strong"))
    days = " – ".join(dict.fromkeys(day for day in (matter.first_day, matter.last_day) if day))
    records = len({claim.place.record for claim in matter.claims}) or matter.records
    facts = (matter.kind, counted(records, "record"), counted(len(matter.claims), "claim"), days, matter.id)
    yield line((" · ".join(fact for fact in facts if fact), "quiet"))
    own = desk(matter)
    if own:
        yield line(("Set by a user, in no record: ", "quiet"), (own, ""))


def desk(matter: Matter) -> str:
    """What a user said of a matter."""
    parts = (
        ("owner", matter.owner),
        ("level", matter.level),
        ("next step", matter.next_step),
        ("due", matter.due),
        ("pinned", "yes" if matter.pinned else None),
    )
    return " · ".join(f"{name} {value}" for name, value in parts if value)


def timeline(matter: Matter, claims: Sequence[Claim], *, why: bool, marked: bool) -> Iterator[Line]:
    """The claims by day, those of one sentence together, each with how it stands to earlier ones.

    Without `why`, claims that merely speak of the same again are not told of as such. `marked` sets the words of claims off by
    brackets, for where there is no bold print.
    """
    standing: dict[tuple[object, ...], list[Relation]] = {}
    for one in matter.relations:
        if why or (one.rule != _ONLY_AGAIN and one.confidence >= _SURE):
            standing.setdefault(_key(one.later), []).append(one)
    for day, of_day in groupby(claims, key=lambda claim: claim.day):
        yield line()
        yield line((day or "no date", "strong"))
        for _, together in groupby(of_day, key=lambda claim: (claim.place.record, claim.sentence, who(claim))):
            yield from _said(matter, list(together), standing, why=why, marked=marked)


def _said(
    matter: Matter, claims: Sequence[Claim], standing: dict[tuple[object, ...], list[Relation]], *, why: bool, marked: bool
) -> Iterator[Line]:
    """Claims of one sentence."""
    first = claims[0]
    kinds = ", ".join(dict.fromkeys(facets(claim) for claim in claims))
    yield line((who(first), "speaker"), (f"  {kinds} · {record_of(first.place)}", "quiet"), indent="  ")
    yield in_sentence(claims, marked=marked), "    "
    if why:
        reasons = dict.fromkeys(matter.why[claim.id] for claim in claims if claim.id in matter.why)
        for reason in reasons:
            yield line((f"here because {reason}", "quiet"), indent="    ")
    stands_to = {
        (one.relation, one.earlier.place.record, one.earlier.place.text): one
        for claim in reversed(claims)
        for one in standing.get(_key(claim), ())
    }
    told = sorted(stands_to.values(), key=lambda one: (-one.confidence, one.earlier.day or "", one.earlier.place.start))
    shown = told if why else told[:_RELATIONS]
    for one in shown:
        yield _standing(one, why=why)
    if len(told) > len(shown):
        yield line((f"→ and {counted(len(told) - len(shown), 'more relation')}: --why tells them", "quiet"), indent="    ")


def facets(claim: Claim) -> str:
    """The kind of a claim and what its entry says in one word: `commitment (pledged, by 2025-12-31)`, `progress (26 %)`."""
    values = claim.values
    told: tuple[str | None, ...] = tuple(values.get(name) for name in ("force", "status", "outcome", "stance"))
    if claim.kind == "question":
        told = (replied(values),)
    elif claim.kind == "instrument":
        told = tuple(dict.fromkeys(event["event"] for event in values["events"]))
    elif claim.kind == "commitment" and values["deadline_end"]:
        told = (*told, f"by {values['deadline_end']}")
    elif claim.kind == "progress" and values["degree"] is not None:
        told = (*told, f"{values['degree']} %")
    words = ", ".join(one.replace("_", " ") for one in told if one)
    return f"{claim.kind} ({words})" if words else claim.kind


def in_sentence(claims: Sequence[Claim], *, marked: bool = False) -> list[Fragment]:
    """The sentence of these claims with their words set off; what stands in no one sentence is told alone.

    A long sentence is cut around the words. `marked` puts them in brackets, unless they are most of what is shown.
    """
    sentence = sentence_of(claims[0])
    marks = [(place, place + len(claim.place.text)) for claim in claims if (place := sentence.find(claim.place.text)) >= 0]
    if not marks or len(marks) < len(claims):
        return [("“", ""), *_safe(shortened(" … ".join(claim.place.text for claim in claims)), "strong"), ("”", "")]
    first, last = max(0, min(marks)[0] - _AROUND), max(end for _, end in marks) + _AROUND
    first = sentence.rfind(" ", 0, first) + 1 if first else 0
    fragments: list[Fragment] = [("“" if not first else "“… ", "")]
    pieces = list(_pieces(marks, first, min(last, len(sentence))))
    bracketed = marked and sum(end - start for start, end, own in pieces if own) < _MOST * (pieces[-1][1] - pieces[0][0])
    for start, end, own in pieces:
        words = _safe(sentence[start:end], "strong" if own else "")
        fragments += [("[", ""), *words, ("]", "")] if own and bracketed else words
    return [*fragments, ("”" if last >= len(sentence) else " …”", "")]


def _pieces(marks: Iterable[tuple[int, int]], first: int, last: int) -> Iterator[tuple[int, int, bool]]:
    """A stretch cut at the borders of marks, which may lie in one another."""
    at = first
    for start, end in sorted(marks):
        if end <= at:
            continue
        if start > at:
            yield at, start, False
        yield max(at, start), end, True
        at = end
    if at < last:
        yield at, last, False


def _safe(text: str, style: str) -> list[Fragment]:
    """A stretch of a record as it may be printed, with the spaces at its ends."""
    plain = one_line(text)
    before, after = " " * text[:1].isspace(), " " * (text[-1:].isspace() and bool(plain))
    return [(f"{before}{plain}{after}", style)]


def changes(found: Iterable[PositionChange]) -> Iterator[Line]:
    """What somebody held of a matter, then what he held of it later: both with their days and words."""
    for one in found:
        yield line()
        yield line((one.matter_name, "strong"), (f"  {one.matter}", "quiet"))
        for said in (one.relation.earlier, one.relation.later):
            yield line((said.day or "no date", "strong"), (f"  {who(said)}  ", "speaker"), (_of(said), "quiet"), indent="  ")
            yield line((quoted(said.place), ""), indent="    ")


def _of(claim: Claim) -> str:
    return f"{facets(claim)} · {record_of(claim.place)}"


def _standing(relation: Relation, *, why: bool) -> Line:
    earlier = relation.earlier
    told = f"{stands(relation)} the {earlier.kind} of {earlier.day or 'unknown day'}, {who(earlier)}: "
    because = (f" ({relation.why}; {relation.rule}, {relation.confidence:.2f})", "quiet") if why else ("", "")
    return line((f"→ {told}", "cue"), (quoted(earlier.place, 80), "quiet"), because, indent="    ")


def _key(claim: Claim) -> tuple[object, ...]:
    return claim.place.record, claim.place.start, claim.place.end, claim.kind, claim.place.entry
