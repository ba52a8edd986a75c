"""Matters: the same measure, programme, project, instrument or dispute in different records.

A matter is gathered by a term that claims of several records have, among the states that they concern. It is made anew from
the notes whenever a record that speaks of it comes or goes, and so is the same in whatever order records came.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from servanda.comparison.claims.terms import is_rare, names_instrument, terms_of
from servanda.errors import NotFoundError
from servanda.ledger import Ledger
from servanda.ledger import matters as kept
from servanda.model import Claim, Matter, MatterKind

NAMING = 24
"""Claims, the weightiest, whose words can give a matter its name."""
_PLAINLY = 200
"""Weight in hundredths of bits of its term with which a claim speaks of it in words of its own."""
_STANCES = 2
"""Positions that make a matter a position, where they are most of what is claimed of it."""


def naming(term: str, claims: Iterable[Claim]) -> list[Claim]:
    """The claims that give a matter its name: those in which its term weighs most."""
    return sorted(claims, key=lambda one: (-one.terms.get(term, 0), one.place.record, one.place.start))[:NAMING]


def name_of(term: str, claims: Iterable[Claim]) -> str:
    """The phrase by which records call it most often; of equals the shortest, then the first by letters."""
    found: Counter[str] = Counter()
    for claim in naming(term, claims):
        if term in claim.phrases:
            found[claim.phrases[term]] += 1
    by_letters: Counter[str] = Counter()
    for name, times in found.items():
        by_letters[name.casefold()] += times
    if not by_letters:
        return term
    best = min(by_letters, key=lambda name: (-by_letters[name], len(name), name))
    spellings = [name for name in found if name.casefold() == best]
    return min(spellings, key=lambda name: (-found[name], name.swapcase()))


def kind_of(term: str, claims: Sequence[Claim]) -> MatterKind:
    """What kind of thing most of its claims are about."""
    counts = Counter(claim.kind for claim in claims)
    stances = {(claim.said_by, claim.values.get("stance")) for claim in claims if claim.kind == "position"}
    if {"supports", "opposes"} <= {stance for _, stance in stances}:
        return "dispute"
    if "program" in term.split():
        return "programme"
    if names_instrument(term):
        return "instrument"
    kinds: dict[str, MatterKind] = {"instrument": "instrument", "figure": "measure", "position": "position"}
    asserted = sum(counts.values()) - counts["mention"] - counts["question"]
    if counts["position"] * 2 <= asserted or counts["position"] < _STANCES:
        del counts["position"]  # a stance or two on it do not make it one
    told = [kind for kind, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0])) if kind != "mention"]
    return kinds.get(told[0], "project") if told else "project"


def scope_of(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The states that at least a third as many claims concern as concern the commonest one."""
    counts = Counter(state for claim in claims for state in claim.scope)
    most = max(counts.values(), default=0)
    return tuple(sorted(state for state, times in counts.items() if times * 3 >= most))


def tellers_of(term: str, claims: Iterable[Claim]) -> int:
    """How many say or ask something of a matter in words of their own, or have their statistics quoted; no publisher is one."""
    plainly = [claim for claim in claims if claim.kind != "mention" and claim.terms.get(term, 0) >= _PLAINLY]
    return len({teller for claim in plainly for teller in (claim.said_by, claim.values.get("basis")) if teller})


def matters(ledger: Ledger, name: str | None = None, *, on: str | None = None, everything: bool = False) -> list[Matter]:
    """The matters of a ledger, by name, without their claims; with `name` those that are called so, with all their claims.

    `on` leaves out what no record up to that day tells. Without `everything`, what one record alone tells of waits, unless two
    speak of it there, and so do common words of one state ("prices").
    """
    with ledger.reads() as connection:
        if name is None:
            return kept.list_matters(connection, until=on, everything=everything)
        return [_whole(connection, one, on) for one in kept.find_matters(connection, name)]


def is_listed(term: str, one: Matter) -> bool:
    """Whether a matter is listed without being asked for."""
    return (one.records > 1 or one.tellers > 1) and (is_rare(term) or len(one.scope) != 1)


def matter(ledger: Ledger, ref: str, *, on: str | None = None) -> Matter:
    """One matter with all its claims, by its id, the beginning of its id, or its name.

    Raises `NotFoundError` where none is called so, or several are.
    """
    with ledger.reads() as connection:
        found = kept.find_matters(connection, ref)
        if len(found) == 1:
            return _whole(connection, found[0], on)
    if not found:
        raise NotFoundError(f"no matter is called {ref}", remedy="`servanda matters` shows them")
    some = ", ".join(f"{one.id} ({', '.join(one.scope)})" for one in found[:5])
    raise NotFoundError(f"{len(found)} matters are called {ref}", remedy=f"say which: {some}")


def _whole(connection: Connection, listed: Matter, on: str | None) -> Matter:
    """A matter with its claims, as it was told up to a day."""
    loaded = kept.load_matter(connection, listed.id)
    if loaded is None:
        return listed
    term, claims, relations = loaded
    if on is not None:
        claims = tuple(claim for claim in claims if claim.day is None or claim.day <= on)
        held = {claim.id for claim in claims}
        relations = tuple(one for one in relations if one.later.id in held and one.earlier.id in held)
    reasons = {claim.id: why(term, claim) for claim in claims}
    return replace(
        listed,
        claims=claims,
        relations=relations,
        why=reasons,
        beside=frozenset(number for number, reason in reasons.items() if reason == _BESIDE),
        last_day=max((claim.day for claim in claims if claim.day), default=None),
        records=len({claim.place.record for claim in claims}),
    )


_BESIDE = "what was said right before speaks of it"


def why(term: str, claim: Claim) -> str:
    """Why a claim belongs to the matter that a term gathers: where its words say so."""
    for text, place in ((claim.place.text, "its words say"), (claim.sentence, "its sentence says")):
        said = next((text[one.start : one.end] for one in terms_of(text, 0, len(text)) if one.term == term), None)
        if said:
            return f"{place} “{' '.join(said.split())}”"
    return _BESIDE
