"""What people decided of persons and matters, as it holds now: two joined into one, parts taken out, names, marks of a desk.

A decision names its subject by id and, beside it, the parts that the subject had when it was decided (the spellings of a
person, the entries of a matter), so that it still finds its subject where later records gave that another id. Nothing is
ever changed: a decision is undone by another, and that one may be undone too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from servanda.ledger.decisions import standing
from servanda.model import Decision, digest

ACTIONS = ("merge", "split", "rename", "set", "undo")
"""What can be decided. `merge`: values `with` (id), `parts`, `with_parts`, `called` and `with_called` (their names then), of a
matter `matter_kind`, and `states` where two people hold offices of different ones. `split`: `parts` (taken out), `into` (id).
`rename`: `name`. `set`: any of `SETTINGS`. `undo`: `undoes` (number)."""

SETTINGS = ("level", "owner", "next_step", "due", "pinned")
"""What a user may say of a matter beside its name; None takes it back."""

_SAID = {"merge": ("called", "matter_kind"), "rename": ("name",), "set": SETTINGS}
"""What decisions say of a whole beside what it is made of."""

Finder = Callable[[str, Sequence[str]], str]
"""Given an id and the parts it had when it was decided upon, the id of what holds them now."""


@dataclass(frozen=True, slots=True)
class Split:
    """Parts taken out of something into something of their own."""

    number: int
    subject: str
    parts: frozenset[str]
    into: str


@dataclass(frozen=True, slots=True)
class Held:
    """All decisions that hold, put together. Ids that nobody decided upon are what they are."""

    roots: Mapping[str, str]
    """For each id that was merged, the id of the whole: the smallest, whoever was named first."""
    splits: tuple[Split, ...]
    settled: Mapping[str, Mapping[str, Any]]
    """For the id of a whole, its `name` and settings; of several decisions the last."""
    by: Mapping[str, tuple[int, ...]]
    """For the id of a whole, the numbers of the decisions that made it what it is."""

    def root(self, id_: str) -> str:
        """The id of the whole that something belongs to."""
        return self.roots.get(id_, id_)

    def home(self, id_: str, part: str) -> str:
        """The id of the whole that a part belongs to, which comparison alone would give to `id_`."""
        for split in self.splits:
            if part in split.parts and self.root(split.subject) == self.root(id_):
                id_ = split.into
        return self.root(id_)

    def name(self, id_: str) -> str | None:
        """What it is to be called: as somebody said, else as what was named first when it was merged; None otherwise."""
        said = self.setting(id_)
        name = said.get("name") or said.get("called")
        return str(name) if name else None

    def setting(self, id_: str) -> Mapping[str, Any]:
        """What was said of the whole: `name`, and any of `SETTINGS`; of a merged one also `called` and `matter_kind`."""
        return self.settled.get(self.root(id_), {})

    def numbers(self, id_: str) -> tuple[int, ...]:
        """Numbers of the decisions that hold of the whole, in their order."""
        return self.by.get(self.root(id_), ())


def as_of(decisions: Iterable[Decision], day: str | None) -> list[Decision]:
    """The decisions that count when asked as of a day: who is who, and what is one matter, whenever it was found out; what a
    desk said of a matter, from the day on which it said so.
    """
    known = sorted(decisions, key=lambda one: one.number)
    marks = {one.number for one in known if one.action == "set"}
    for one in known:
        if one.action == "undo" and one.values["undoes"] in marks:
            marks.add(one.number)
    return [one for one in known if one.number not in marks or not day or not one.decided_at or one.decided_at[:10] <= day]


def held(decisions: Iterable[Decision], *, now: Finder | None = None) -> Held:
    """What holds of these decisions. `now` finds what a subject is called now, by its parts; without it, by its id."""
    find = now or (lambda id_, _: id_)
    kept = standing(decisions)
    subjects = {one.number: find(one.subject, one.values.get("parts") or ()) for one in kept}
    others = {one.number: find(one.values["with"], one.values.get("with_parts") or ()) for one in kept if one.action == "merge"}
    roots = joined((subjects[number], other) for number, other in others.items())
    settled: dict[str, dict[str, Any]] = {}
    by: dict[str, list[int]] = {}
    splits: list[Split] = []
    for one in kept:
        whole = roots.get(subjects[one.number], subjects[one.number])
        by.setdefault(whole, []).append(one.number)
        if one.action == "split":
            splits.append(Split(one.number, subjects[one.number], frozenset(one.values["parts"]), one.values["into"]))
            into = roots.get(one.values["into"], one.values["into"])
            by.setdefault(into, []).append(one.number)
        elif one.action in _SAID:
            said = {name: value for name, value in one.values.items() if name in _SAID[one.action]}
            settled.setdefault(whole, {}).update(said)
    numbers = {id_: tuple(sorted(set(found))) for id_, found in by.items()}
    return Held(roots=roots, splits=tuple(splits), settled=settled, by=numbers)


def joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each id in these pairs the smallest id that it is joined to, by whatever pairs, in whatever order."""
    roots: dict[str, str] = {}

    def root(id_: str) -> str:
        while (above := roots.setdefault(id_, id_)) != id_:
            roots[id_] = roots[above]
            id_ = above
        return id_

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        roots[high] = low
    return {id_: root(id_) for id_ in tuple(roots)}


def new_id(subject: str, parts: Iterable[str], number: int) -> str:
    """The id of what a decision takes out of something: of the subject's kind, and never that of anything else."""
    seed = "|".join((subject, *sorted(parts), str(number)))
    return f"{subject.partition('-')[0]}-{digest(seed.encode('utf-8', 'surrogatepass'))[:12]}"
