"""A matter by terms and parties: what each party said last of each term, and which questions are open.

A term is what positions, commitments, reports and instruments of the matter are on: what several of them name beside the matter
itself. Each claim stands in one row, that of the term which most parties speak of.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from servanda.comparison.matrix.parties import Parties
from servanda.comparison.matters import status
from servanda.comparison.matters.following import questions_of
from servanda.comparison.matters.matters import name_of
from servanda.comparison.relations.likeness import stems_of, subject
from servanda.comparison.relations.order import when
from servanda.ledger import Ledger
from servanda.model import Cell, Claim, Following, Matrix, Matter, Row

_KINDS = ("position", "commitment", "progress", "instrument")
"""Claims that say where somebody stands."""
_SHARED = 0.6
"""Of a matter's claims, the share from which on a term is the matter's own, and tells none of them from another."""
_FEW = 3
"""Claims up to which no term is the matter's own for being in most of them."""
_TERM = 60
"""Characters of a claim's own words that name its row, where no term does."""


def matrix(ledger: Ledger, ref: str, *, on: str | None = None, everything: bool = False) -> Matrix:
    """A matter by terms and parties as of a day; `everything` adds what less sure claims tell, or what stands around it.

    Raises `NotFoundError` where no matter or several are meant.
    """
    matter = status.whole(ledger, ref, on=on)
    standing = [claim for claim in matter.claims if claim.kind in _KINDS]
    kept = [claim for claim in standing if everything or _is_told(matter, claim)]
    questions = [one for one in questions_of(matter) if one.is_open]
    asked = [one for one in questions if everything or _is_told(matter, one.claim)]
    parties = Parties(ledger, [*kept, *(one.claim for one in asked)])
    rows = [*_Terms(matter, kept, parties).rows(), *(_question(one, parties) for one in asked)]
    return Matrix(
        matter=matter,
        parties=tuple(sorted({cell.party for row in rows for cell in row.cells})),
        rows=tuple(rows),
        records=len({claim.place.record for claim in matter.claims}),
        last_day=matter.last_day,
        waiting=len(standing) - len(kept) + len(questions) - len(asked),
    )


def _is_told(matter: Matter, claim: Claim) -> bool:
    bare = claim.kind == "instrument" and not claim.values["events"]
    return status.is_sure(claim) and claim.id not in matter.beside and not bare


def _own_terms(matter: Matter) -> frozenset[str]:
    """Terms that most of the matter's claims have: they name the matter."""
    counts = Counter(term for claim in matter.claims for term in claim.terms)
    least = max(_FEW, _SHARED * len(matter.claims))
    return frozenset(term for term, times in counts.items() if times >= least)


class _Terms:
    """The terms of a matter's claims, each with who speaks of it."""

    def __init__(self, matter: Matter, claims: Sequence[Claim], parties: Parties) -> None:
        self._matter, self._claims, self._parties = matter, claims, parties
        self._own = _own_terms(matter)
        self._named = stems_of(matter.name)
        self._speaking: dict[str, set[str]] = defaultdict(set)
        self._counts: Counter[str] = Counter()
        for claim in claims:
            for term in claim.terms.keys() - self._own:
                self._speaking[term].update(parties.of(claim))
                self._counts[term] += 1

    def rows(self) -> list[Row]:
        """Claims by their terms: first the terms of which most parties speak, then those spoken of last."""
        by_term: dict[str, list[Claim]] = defaultdict(list)
        for claim in self._claims:
            by_term[self._term(claim)].append(claim)
        rows = [Row(term=self._name(term, found), cells=_cells(found, self._parties)) for term, found in by_term.items()]
        return sorted((row for row in rows if row.cells), key=lambda row: (-len(row.cells), _later_first(row), row.term))

    def _term(self, claim: Claim) -> str:
        """The term by which a claim stands in its row; empty where it is on the matter itself."""
        beside = stems_of(subject(claim)) - self._named
        if not beside:
            return ""
        known = [term for term in claim.terms if term not in self._own and self._counts[term] > 1]
        best = min(
            known, key=lambda term: (-len(self._speaking[term]), -self._counts[term], -claim.terms[term], term), default=""
        )
        return best or f"{' '.join(sorted(beside))} "

    def _name(self, term: str, claims: Sequence[Claim]) -> str:
        """The words by which the records call a term; of a lone claim the words that say what it is on."""
        if not term:
            return self._matter.name
        if len(claims) > 1 and not term.endswith(" "):
            return name_of(term, claims)
        words = " ".join(subject(claims[0]).split())
        return words if len(words) <= _TERM else f"{words[:_TERM].rsplit(' ', 1)[0]} …"


def _later_first(row: Row) -> tuple[int, ...]:
    """Orders rows by the last day on which anything is told in them, the latest first."""
    last = max((cell.claim.day or "" for cell in row.cells), default="")
    return tuple(-ord(letter) for letter in last)


def _cells(claims: Iterable[Claim], parties: Parties) -> tuple[Cell, ...]:
    """For each party its latest claim, and how many there are before it."""
    said: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=when):
        for party in parties.of(claim):
            said[party].append(claim)
    return tuple(Cell(party=party, claim=found[-1], earlier=len(found) - 1) for party, found in sorted(said.items()))


def _question(one: Following, parties: Parties) -> Row:
    """An open question, with whose words it is."""
    return Row(
        term=" ".join(one.question.text.split()),
        question=one.question,
        cells=tuple(Cell(party=party, claim=one.claim) for party in parties.of(one.claim)),
    )
