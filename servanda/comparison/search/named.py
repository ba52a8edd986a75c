"""Whom and what words mean that somebody types into a search: persons and matters that are called so, and their figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from servanda.comparison.matters import calling, docket
from servanda.comparison.people.people import people
from servanda.comparison.relations.quantities import is_money
from servanda.ledger import Ledger
from servanda.model import Claim, Matter, Person
from servanda.words import words

_MOST = 6
"""Of persons, matters and figures that are told of; and words of a question that are looked up."""
_WORD = re.compile(r"[^\W\d_][\w’'-]+")

Sort = Literal["money", "growth"]


@dataclass(frozen=True, slots=True)
class Named:
    """Who and what is called by words that were typed."""

    people: tuple[Person, ...] = ()
    """Those of whose names most words were typed; of these, those first whom most records name."""
    matters: tuple[Matter, ...] = ()
    """Those that are called by the other words, or by one of them; those first of which most records speak."""
    rest: str = ""
    """The words that are no name and mean something."""
    figures: tuple[Claim, ...] = ()
    """Where one person is meant, and a matter: what he gave as its figures, first those of the sort that is asked for ("what
    was it worth", "by how much did it grow"), of these the latest first."""


def named(ledger: Ledger, typed: str, *, on: str | None = None) -> Named:
    """Who and what the words mean, each looked up as a name: `what did Putin say the trade was worth`.

    Quotation marks and operators are for the search of passages, and mean nothing here.
    """
    idle = words("function-words") | words("grammar-words")
    meant = [word for word in dict.fromkeys(_WORD.findall(typed)) if word.casefold() not in idle][:_MOST]
    found: dict[str, tuple[Person, set[str]]] = {}
    for word in meant:
        for one in people(ledger, word, on=on):
            if word.casefold() in one.name.casefold().split():
                found.setdefault(one.id, (one, set()))[1].add(word)
    most = max((len(own) for _, own in found.values()), default=0)
    best = sorted((one for one, own in found.values() if len(own) == most), key=lambda one: (-len(one.records), one.name))
    office = [] if len(meant) < 2 or (best and most == len(meant)) else people(ledger, typed.strip(), on=on)
    names = {word for _, own in found.values() for word in own}
    rest = [] if office else [word for word in meant if word not in names]
    matters = _matters(ledger, rest, on)
    figures = _figures(ledger, best[0], matters, _sort(typed), on) if best and matters else ()
    return Named(tuple([*office, *(one for one in best if one not in office)][:_MOST]), matters, " ".join(rest), figures)


def _matters(ledger: Ledger, rest: list[str], on: str | None) -> tuple[Matter, ...]:
    """The matters that all the words call, or one of them; first what is called by just these words."""
    asked = list(dict.fromkeys([" ".join(rest), *rest])) if rest else []
    return tuple(calling.first_called(ledger, asked, _MOST, on=on))


def _sort(typed: str) -> Sort | None:
    """Which figures a question asks for; None where any will do."""
    asked = {word.casefold() for word in _WORD.findall(typed)}
    worth, growth = bool(asked & words("asked-worth")), bool(asked & words("figure-changes"))
    if worth == growth:  # “what was the contract worth”: which of both is meant, the words alone do not tell
        return None
    return "money" if worth else "growth"


def _is_of(claim: Claim, sort: Sort) -> bool:
    """Whether a figure is of a sort: a growth or a share, or a sum that is told as it stands."""
    unit, grown = claim.values["unit"] or "", claim.values["change"] is not None
    return grown or unit == "%" if sort == "growth" else is_money(unit) and not grown


def _figures(
    ledger: Ledger, person: Person, matters: tuple[Matter, ...], sort: Sort | None, on: str | None
) -> tuple[Claim, ...]:
    """What somebody gave as figures of the first of these matters of which he gave any."""
    for one in matters:
        own = [claim for claim in docket.claims(ledger, one, "figure", on=on) if claim.said_by in person.names]
        if own:
            latest = sorted(own, key=lambda claim: (claim.day or "", -claim.place.start), reverse=True)
            return tuple(sorted(latest, key=lambda claim: sort is not None and not _is_of(claim, sort))[:_MOST])
    return ()
