"""The condition attached to an undertaking: a clause with "if" before or behind it, or a short form such as "if necessary"."""

from __future__ import annotations

from functools import cache

from servanda.readings.grammar import Clause, Sentence, Stretch
from servanda.readings.statements.commitments.forms import Undertaking
from servanda.readings.statements.commitments.undertaking import group
from servanda.words import rows

_TERMS = frozenset({"condition", "conditions", "terms"})
_TERMS_AT = 5
"""Words within which "under" is followed by the conditions it names."""
_BEFORE = 4
"""Words before an undertaking's stretch that a short condition and its comma may take."""
_PHRASE_ENDS = frozenset({"mark", "conj", "modal", "be"})


def proviso(sentence: Sentence, found: Undertaking) -> Stretch | None:
    """The stretch of the condition, its leading word included; None where there is none."""
    line = _line(sentence, found)
    for n, other in enumerate(sentence.clauses):
        if other.head in group("conditional") and (other.parent in line or _ahead(sentence, n, found)):
            return _head_start(sentence, other), other.end
    return _short(sentence, found)


def _line(sentence: Sentence, found: Undertaking) -> set[int]:
    """The action's clause, what it lies within up to the lead, and what leads it."""
    line = {found.clause}
    n = sentence.clauses[found.clause].parent
    while n is not None and n not in line and found.lead is not None and n >= found.lead:
        line.add(n)
        n = sentence.clauses[n].parent
    return line


def _ahead(sentence: Sentence, n: int, found: Undertaking) -> bool:
    """Whether a conditional clause leads the sentence in which the undertaking is the main clause."""
    other = sentence.clauses[n]
    clause = sentence.clauses[found.lead if found.lead is not None else found.clause]
    if n >= found.clause or other.parent is not None or other.end > clause.start:
        return False
    return not any(other.end < between.start < clause.start and not between.head for between in sentence.clauses)


def _head_start(sentence: Sentence, clause: Clause) -> int:
    """Where the words that make a clause conditional begin: "if", "provided that", "only if"."""
    i = clause.opens - 1
    words = set(clause.head.split())
    while i > 0 and sentence.low(i) in ('"', "“", ","):
        i -= 1
    while i > 0 and sentence.low(i - 1) in words | {"only", "even"}:
        i -= 1
    return sentence.tokens[i].start if i >= 0 and sentence.low(i) in words else clause.start


@cache
def _shorts() -> dict[str, tuple[tuple[tuple[str, ...], bool], ...]]:
    """Short conditions by their first word, and whether a noun phrase goes on with them."""
    found: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
    for words, goes_on in rows("short-conditions"):
        form = tuple(words.split())
        found.setdefault(form[0], []).append((form, goes_on == "phrase"))
    return {first: tuple(forms) for first, forms in found.items()}


def _short(sentence: Sentence, found: Undertaking) -> Stretch | None:
    tokens = sentence.tokens
    first = next((i for i, token in enumerate(tokens) if token.start >= found.span[0]), 0)
    if sentence.low(first - 1) == ",":
        first = max(0, first - _BEFORE)
    for i in range(first, len(tokens)):
        if tokens[i].start > found.span[1] + 2:
            return None
        end = _ends(sentence, i)
        if end is not None:
            return tokens[i].start, tokens[end - 1].end
    return None


def _ends(sentence: Sentence, i: int) -> int | None:
    """One past the last token of the short condition that begins at a token; None where none begins."""
    low = sentence.tokens[i].lower
    if low == "under":
        return next((k + 1 for k in range(i + 1, i + _TERMS_AT) if sentence.low(k) in _TERMS), None)
    for form, goes_on in _shorts().get(low, ()):
        if any(sentence.low(i + k) != word for k, word in enumerate(form)):
            continue
        end = i + len(form)
        while goes_on and end < len(sentence.tokens) and sentence.classes[end] not in _PHRASE_ENDS:
            end += 1
        return end
    return None
