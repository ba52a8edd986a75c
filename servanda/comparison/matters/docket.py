"""Matters as they hold: what comparing gave, with what people decided of it applied when it is asked for.

Nothing that comparing keeps is changed by a decision. A matter that nobody decided upon is told as it is kept.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Sequence
from contextlib import closing
from dataclasses import replace

from servanda.comparison.deciding.decided import ACTIONS, Held, as_of, held
from servanda.comparison.listing import with_others
from servanda.comparison.matters import matters as compared
from servanda.comparison.relations import relations_of
from servanda.comparison.versions.carrying import carried_over
from servanda.errors import NotFoundError
from servanda.ledger import Ledger
from servanda.ledger import matters as kept
from servanda.ledger.decisions import decisions
from servanda.model import Claim, Listed, Matter

_SOME = 5
"""Matters that are named where several are meant."""


def matters(ledger: Ledger, name: str | None = None, *, on: str | None = None, everything: bool = False) -> list[Matter]:
    """The matters, by name, without their claims; with `name` those that are called so, with all their claims.

    `on` leaves out what no record up to that day tells, and what a desk said later. Matters that one record alone speaks of are
    listed only with `everything`, or where somebody decided upon them.
    """
    holds = held_of(ledger, on)
    if holds is None:
        return compared.matters(ledger, name, on=on, everything=everything)
    if name is not None:
        return [_whole(ledger, holds, root, on) for root in sorted(_called(ledger, holds, name))]
    return _with_decided(ledger, holds, compared.matters(ledger, on=on, everything=everything), on)


def _with_decided(ledger: Ledger, holds: Held, listed: Iterable[Matter], on: str | None) -> list[Matter]:
    """Matters as they are listed, those that somebody decided upon as they hold."""
    touched = _touched(holds)
    untouched = [one for one in listed if holds.root(one.id) not in touched]
    decided = [_whole(ledger, holds, root, on) for root in sorted(touched)]
    return sorted([*untouched, *(_listed(one) for one in decided if one.claims)], key=lambda one: (one.name, one.id))


def part(ledger: Ledger, start: int, count: int, *, on: str | None = None, everything: bool = False) -> Listed[Matter]:
    """So many of `matters`, those of which most records speak first, behind so many others: these alone are loaded."""
    holds = held_of(ledger, on)
    touched = _touched(holds) if holds else set()
    decided = [whole for root in sorted(touched) if (whole := _whole(ledger, holds, root, on)).claims] if holds else []
    but = sorted(touched.union(holds.roots) if holds else ())
    with ledger.reads() as connection:

        def asked(first: int, most: int) -> tuple[int, list[Matter]]:
            return kept.matters_told_most(connection, until=on, everything=everything, but=but, start=first, count=most)

        others = [_listed(one) for one in decided]
        return with_others(lambda *part: asked(*part)[1], asked(0, 0)[0], others, _by_records, start, count)


def claims(ledger: Ledger, listed: Matter, kind: str, *, on: str | None = None) -> list[Claim]:
    """The claims of one kind in a matter, as of a day: these alone are loaded, where nobody decided upon it."""
    if listed.decided:
        return [one for one in matter(ledger, listed.id, on=on).claims if one.kind == kind]
    with ledger.reads() as connection:
        found = kept.load_claims_of(connection, listed.id, kind)
    return [one for one in found if on is None or one.day is None or one.day <= on]


def with_words(ledger: Ledger, words: Sequence[str], *, on: str | None = None) -> list[Matter]:
    """The matters that may have these words in their names, by name, and whatever somebody decided upon."""
    holds = held_of(ledger, on)
    with ledger.reads() as connection:
        listed = kept.matters_with_words(connection, words, until=on)
    return listed if holds is None else _with_decided(ledger, holds, listed, on)


def named(ledger: Ledger, name: str, *, on: str | None = None) -> list[Matter]:
    """The matters that are called just so, as they stand in a list; their claims are loaded only where these tell how it is."""
    if on is not None:
        return [_listed(one) for one in matters(ledger, name, on=on, everything=True)]
    holds = held_of(ledger, on)
    with ledger.reads() as connection:
        if holds is None:
            return kept.find_matters(connection, name)
        roots, touched = _called(ledger, holds, name), _touched(holds)
        plain = kept.some_matters(connection, sorted(roots - touched))
        return [*plain, *(_listed(_whole(ledger, holds, root, on)) for root in sorted(roots & touched))]


def told_most(
    ledger: Ledger, wanted: Iterable[Sequence[str]], most: int, *, least: int = 0, on: str | None = None
) -> list[Matter]:
    """For each few words (in small letters) so many of the matters in whose names they stand: those told of most, in any order.

    They are found by going through the names in that order until there are enough. `least` is of how many records they are at
    least. Of words with other letters than a to z all are given, and so are those that somebody decided upon.
    """
    holds = held_of(ledger, on)
    touched = _touched(holds) if holds else set()
    lacking = {tuple(words): most if " ".join(words).isascii() else sys.maxsize for words in wanted}
    found: list[str] = []
    with ledger.reads() as connection, closing(kept.names_told_most(connection, lacking, least=least, until=on)) as names:
        for id_, name in names:
            if holds and holds.root(id_) in touched:
                continue
            meant = [words for words, more in lacking.items() if more and has_words(name, words)]
            lacking.update((words, lacking[words] - 1) for words in meant)
            found += [id_] if meant else []
            if not any(lacking.values()):
                break
        listed = kept.some_matters(connection, found, until=on)
    decided = [_whole(ledger, holds, root, on) for root in sorted(touched)] if holds else []
    beside = (one for one in decided if one.claims and one.records >= least)
    return [*listed, *(_listed(one) for one in beside if any(has_words(one.name, words) for words in lacking))]


def has_words(name: str, words: Collection[str]) -> bool:
    """Whether all these words (in small letters) stand in a name, whole or as a beginning."""
    if name.isascii() and not all(word.isascii() for word in words):
        return False
    own = name.casefold().split()
    return all(any(word.startswith(beginning) for word in own) for beginning in words)


def _by_records(one: Matter) -> tuple[int, str, str]:
    return -one.records, one.name, one.id


def _touched(holds: Held) -> set[str]:
    """Ids of the wholes that somebody decided upon."""
    return {*holds.roots.values(), *holds.by, *(holds.root(split.into) for split in holds.splits)}


def some(ledger: Ledger, ids: Collection[str], *, on: str | None = None) -> list[Matter]:
    """These of all matters, without their claims, and whatever somebody decided upon; by name."""
    holds = held_of(ledger, on)
    with ledger.reads() as connection:
        listed = kept.some_matters(connection, sorted(ids), until=on)
    return listed if holds is None else _with_decided(ledger, holds, listed, on)


def matter(ledger: Ledger, ref: str, *, on: str | None = None) -> Matter:
    """One matter with all its claims, by its id, the beginning of its id, or its name.

    Raises `NotFoundError` where none is called so, or several are.
    """
    holds = held_of(ledger, on)
    if holds is None:
        return compared.matter(ledger, ref, on=on)
    found = sorted(_called(ledger, holds, ref))
    if len(found) == 1:
        return _whole(ledger, holds, found[0], on)
    if not found:
        raise NotFoundError(f"no matter is called {ref}", remedy="`servanda matters` shows them")
    raise NotFoundError(f"{len(found)} matters are called {ref}", remedy=f"say which: {', '.join(found[:_SOME])}")


def held_of(ledger: Ledger, on: str | None) -> Held | None:
    """What was decided of matters, as it holds when asked as of a day; None where nothing was."""
    with ledger.reads() as connection:
        decided = as_of(decisions(connection), on)
    known = [one for one in decided if one.subject.startswith("matter-") and one.action in ACTIONS]
    if not known:
        return None
    known = carried_over(ledger, known)
    made = {str(one.values["into"]) for one in known if one.action == "split"}

    with ledger.reads() as connection:

        def now(id_: str, parts: Sequence[str]) -> str:
            """What a matter is called that later records gave another id."""
            if id_ in made or any(one.id == id_ for one in kept.find_matters(connection, id_)):
                return id_
            counts = kept.matters_holding(connection, parts)
            return min(counts, key=lambda found: (-counts[found], found), default=id_)

        return held(known, now=now)


def _called(ledger: Ledger, holds: Held, ref: str) -> set[str]:
    """Ids of the matters that are called so, by users or by records; those that users named so come first."""
    named = {root for root, said in holds.settled.items() if str(said.get("name") or "").casefold() == ref.casefold()}
    if ref.startswith("matter-"):
        named |= {holds.root(split.into) for split in holds.splits if split.into.startswith(ref)}
    if named:
        return named
    with ledger.reads() as connection:
        return {holds.root(one.id) for one in kept.find_matters(connection, ref)}


def _whole(ledger: Ledger, holds: Held, root: str, on: str | None) -> Matter:
    """A matter of all that was merged into it, without what was split off."""
    found = _members(ledger, holds, root, on)
    if not found:
        raise NotFoundError(f"no matter is called {root}", remedy="`servanda matters` shows them")
    base = next((one for one in found if one.id == root), max(found, key=lambda one: (one.records, one.id)))
    claims = _claims(holds, root, found)
    there = {claim.id for claim in claims}
    days = [claim.day for claim in claims if claim.day]
    same = len(found) == 1 and len(claims) == len(base.claims)
    said = holds.setting(root)
    return replace(
        base,
        id=root,
        name=holds.name(root) or base.name,
        kind=said.get("matter_kind") or base.kind,
        claims=claims,
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        records=len({claim.place.record for claim in claims}),
        why={number: why for one in found for number, why in one.why.items() if number in there},
        beside=frozenset(there & set[int]().union(*(one.beside for one in found))),
        relations=base.relations if same else tuple(relations_of(claims)),
        scope=tuple(sorted({state for one in found for state in one.scope})),
        level=said.get("level"),
        owner=said.get("owner"),
        next_step=said.get("next_step"),
        due=said.get("due"),
        pinned=bool(said.get("pinned")),
        decided=holds.numbers(root),
    )


def _members(ledger: Ledger, holds: Held, root: str, on: str | None) -> list[Matter]:
    """The matters, as comparing gave them, that a whole has claims of."""
    sources = {root, *(id_ for id_, above in holds.roots.items() if above == root)}
    for split in reversed(holds.splits):
        if holds.root(split.into) == root:
            above = holds.root(split.subject)
            sources |= {split.subject, above, *(id_ for id_, whole in holds.roots.items() if whole == above)}
    found = []
    for id_ in sorted(sources):
        try:
            found.append(compared.matter(ledger, id_, on=on))
        except NotFoundError:  # an id that a split made, or of a matter that no record speaks of any more
            continue
    return found


def _claims(holds: Held, root: str, found: Iterable[Matter]) -> tuple[Claim, ...]:
    own = {claim.id: claim for one in found for claim in one.claims if holds.home(one.id, claim.place.entry or "") == root}
    return tuple(sorted(own.values(), key=lambda one: (one.day or "", one.place.record, one.place.start, one.id)))


def _listed(whole: Matter) -> Matter:
    """A matter as it stands in a list."""
    return replace(whole, claims=(), relations=(), why={}, beside=frozenset())
