"""Whether what a sentence tells of an instrument has happened: what is ahead, wished, denied or made conditional has not."""

from __future__ import annotations

from servanda.readings.treaties.lexicon import group, verbs
from servanda.readings.treaties.names import Name
from servanda.readings.treaties.row import Row


def happened(row: Row, i: int, *, from_word: int) -> bool:
    """Whether the verb at i, whose clause begins at about `from_word`, tells of something done."""
    for k in range(max(from_word, i - 9), i):
        low = row.low(k)
        if low in group("modals") or low in group("negations") or (low == "to" and _infinitive(row, k, i)):
            return False
        if low in group("conditions") and low not in ("till", "until"):
            return False
    return row.low(i - 1) != "yet"


def _infinitive(row: Row, k: int, i: int) -> bool:
    """Whether "to" at k leads to the verb at i: "to be signed", "to have signed"."""
    return all(row.low(j) in group("auxiliaries") or row.low(j) in group("adverbs") for j in range(k + 1, i))


def supposed(row: Row, i: int, name: Name) -> bool:
    """Whether a condition stands before the name, or the verb is in the present ("is signed") or active ("has adopted")."""
    if any(row.low(k) in group("conditions") for k in range(max(0, name.first - 4), name.first)):
        return True
    helpers = [row.low(k) for k in range(name.closed, i) if row.low(k) in group("auxiliaries")]
    if helpers and helpers[-1] in ("has", "have", "had"):
        return verbs()[row.low(i)].use != "force"
    return bool(helpers) and helpers[-1] in ("is", "are", "be", "being", "get")


def noun_happened(row: Row, i: int) -> bool:
    """Whether nothing before the noun puts it into the future, denies it or wishes it."""
    start = clause_start(row, i)
    if {row.low(i - 1), row.low(i - 2), row.low(i - 3)} & {"since", "anniversary"}:
        return True
    for k in range(max(start, i - 12), i):
        low = row.low(k)
        if (
            low in group("planned")
            or low in group("negations")
            or (low in ("to", "on", "for", "about", "before") and k == i - 1)
        ):
            return False
        if low in ("for", "before", "on") and k == i - 2 and row.low(i - 1) == "the":
            return False
        if low == "to" and row.low(k + 1) not in group("determiners") and not row.capital(k + 1) and k > i - 5:
            return False
    return True


def planned_after(row: Row, after: int) -> bool:
    """Whether what follows a name puts what is told of it ahead: "the signing of the treaty will be …"."""
    for k in range(after, min(len(row), after + 7)):
        low = row.low(k)
        if low in (",", ".", ";"):
            return False
        if low in ("will", "would", "shall", "should", "may", "might", "could", "can", "must", "next", "depends", "requires"):
            return True
    return False


def be_before(row: Row, i: int) -> bool:
    """Whether a form of "be" stands before the verb at i, with nothing but adverbs between."""
    k = i - 1
    while row.low(k) in group("adverbs") - {"has"} or row.low(k).endswith("ly"):
        k -= 1
    return row.low(k) in ("was", "were", "been", "being", "is", "are", "be", "got", "'s")


def verbs_before(row: Row, i: int) -> int:
    """The first word of the auxiliaries and adverbs before the verb at i."""
    k = i
    while k > 0 and (
        row.low(k - 1) in group("auxiliaries") or row.low(k - 1) in group("adverbs") or row.low(k - 1).endswith("ly")
    ):
        k -= 1
    return k


def clause_start(row: Row, i: int) -> int:
    """The first word of the clause in which the word at i stands."""
    for k in range(i - 1, -1, -1):
        if row.low(k) in (";", ":") or (row.low(k) in (",", "and", "but", "that") and _clause_begins(row, k + 1, i)):
            return k + 1
    return 0


def _clause_begins(row: Row, k: int, i: int) -> bool:
    """Whether a subject begins right behind a comma or a joint: "and we signed"."""
    return i > k and row.low(k) in ("we", "they", "he", "she", "it", "i", "you", "which", "who", "the")
