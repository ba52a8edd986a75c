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
_INVERTING = frozenset({"were", "had"})
"""Words that stand before their subject in a condition, where they lead off; "should" does so anywhere."""
_OPENS = frozenset({",", "that", "and", "but", ";", ":", "–", "—", "“", '"'})
_FLOATING = frozenset({"all", "both", "each", "i"})
"""What may stand between "should" and its verb without being its subject; "should I say" is a manner of speaking."""
_PHRASE_ENDS = frozenset({"mark", "conj", "modal", "be"})


def proviso(sentence: Sentence, found: Undertaking) -> Stretch | None:
    """The stretch of the condition, its leading word included; None where there is none."""
    line = _line(sentence, found)
    for n, other in enumerate(sentence.clauses):
        whatever = sentence.low(other.opens - 2) == "matter"  # "no matter if they pay"
        if other.head in group("conditional") and not whatever and (other.parent in line or _ahead(sentence, n, found)):
            return _head_start(sentence, other), other.end
    return _inverted(sentence, found) or _short(sentence, found)


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


def _inverted(sentence: Sentence, found: Undertaking) -> Stretch | None:
    """A condition without "if": "*should they refuse*, we will close the port", "we will act *should the talks fail*"."""
    if sentence.text[sentence.start : sentence.end].rstrip("\"'”’»)").endswith("?"):
        return None
    clause = sentence.clauses[found.lead if found.lead is not None else found.clause]
    for i, token in enumerate(sentence.tokens):
        leads_off = i == 0 or sentence.low(i - 1) in _OPENS
        inverts = token.lower == "should" or (token.lower in _INVERTING and leads_off)
        if not inverts or not _phrase_begins(sentence, i + 1) or clause.verb.first <= i <= clause.verb.last:
            continue
        comma = next((k for k in range(i, len(sentence.tokens)) if sentence.low(k) == ","), None)
        if i < clause.verb.first and leads_off and comma is not None and comma + 1 == clause.opens:
            return token.start, sentence.tokens[comma - 1].end
        if clause.verb.last < i and sentence.classes[i - 1] != "mark" and token.start < found.span[1]:
            return token.start, max(found.span[1], token.end)
    return None


def _phrase_begins(sentence: Sentence, i: int) -> bool:
    """Whether a noun phrase begins at a token, by a word that cannot be a verb: "the talks", "they", "Ardania"."""
    if i >= len(sentence.tokens) or sentence.low(i) in _FLOATING:
        return False
    return sentence.classes[i] in ("det", "poss", "pron", "number") or sentence.tokens[i].text[:1].isupper()


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
        if end is not None and not _of_kind(sentence, i):
            return tokens[i].start, tokens[end - 1].end
    return None


def _of_kind(sentence: Sentence, i: int) -> bool:
    """Whether words from a token on only tell which things are meant: "goods that are not *subject to a levy*"."""
    k = i - 1
    while sentence.classes[k] in ("neg", "adverb") and k > 0:
        k -= 1
    return k > 0 and sentence.classes[k] == "be" and sentence.low(k - 1) in ("that", "which", "who")


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
