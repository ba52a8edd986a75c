"""Matters in words: who said what, what befell a matter, how a claim stands to an earlier one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from servanda.faces.telling import line
from servanda.faces.terminal import Line
from servanda.faces.wording import counted, shortened
from servanda.model import Claim, Matter, MatterEvent, Place, Relation

_STEPS = {"in_progress": "in progress", "in_force": "in force", "broken": "told as not kept"}
_STANDS: dict[str, str] = {
    "same_value": "gives the same value as",
    "updates": "goes beyond",
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


def who(claim: Claim) -> str:
    """Whose statement it is."""
    return claim.said_by or ("speaker not named" if claim.values.get("voice") == "speaker" else "publisher")


def record_of(place: Place) -> str:
    """The record's file name; else its title, else the first digits of its hash."""
    return PurePath(place.source).name if place.source else place.title or place.record[:12]


def quoted(place: Place, limit: int = 240) -> str:
    """The exact words, cut where they are long."""
    return f"“{shortened(place.text, limit)}”"


def step_words(event: MatterEvent) -> str:
    """What befell the matter: `agreed`, `raised (pledged)`, `referred: government → head`."""
    step = _STEPS.get(event.step, event.step)
    levels = " → ".join(level for level in (event.level_from, event.level_to) if level)
    detail = event.detail.replace("_", " ") if event.detail and event.detail != event.step else ""
    degree = event.claim.values.get("degree") if event.claim.kind == "progress" else None
    told = ", ".join(part for part in (detail, f"{degree} %" if degree is not None else "") if part)
    return f"{step}{f' ({told})' if told else ''}{f': {levels}' if levels else ''}"


def stands(relation: Relation) -> str:
    """How the later claim stands to the earlier, as a verb: `goes beyond`, `tells as done`."""
    return _STANDS[relation.relation]


def title(matter: Matter) -> Iterator[Line]:
    """Name, kind, how much is known of it; then what a user said of it, told apart."""
    yield line((matter.name, "strong"), ("  ", ""), (matter.id, "quiet"))
    days = " – ".join(dict.fromkeys(day for day in (matter.first_day, matter.last_day) if day))
    records = len({claim.place.record for claim in matter.claims}) or matter.records
    facts = (matter.kind, counted(records, "record"), counted(len(matter.claims), "claim"), days)
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


def timeline(matter: Matter, claims: Sequence[Claim], *, why: bool) -> Iterator[Line]:
    """The claims by day, each with its exact words and how it stands to earlier ones."""
    day: str | None = ""
    stands: dict[tuple[object, ...], list[Relation]] = {}
    for one in matter.relations:
        stands.setdefault(_key(one.later), []).append(one)
    for claim in claims:
        if claim.day != day:
            day = claim.day
            yield line()
            yield line((day or "no date", "strong"))
        yield line((who(claim), "speaker"), (f"  {claim.kind} · {record_of(claim.place)}", "quiet"), indent="  ")
        yield line((quoted(claim.place), ""), indent="    ")
        for one in stands.get(_key(claim), ()):
            yield _standing(one, why=why)
        if why and claim.id in matter.why:
            yield line((f"here because {matter.why[claim.id]}", "quiet"), indent="    ")


def _standing(relation: Relation, *, why: bool) -> Line:
    earlier = relation.earlier
    told = f"{stands(relation)} the {earlier.kind} of {earlier.day or 'unknown day'}, {who(earlier)}: "
    because = (f" ({relation.why}; {relation.rule}, {relation.confidence:.2f})", "quiet") if why else ("", "")
    return line((f"→ {told}", "cue"), (quoted(earlier.place, 80), "quiet"), because, indent="    ")


def _key(claim: Claim) -> tuple[object, ...]:
    return claim.place.record, claim.place.start, claim.place.end, claim.kind, claim.place.entry
