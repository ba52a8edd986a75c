"""Verb forms that deceive: adjectives that look like past deeds, pasts that look like presents, verbs parted from subjects."""

from __future__ import annotations

from servanda.readings.grammar import Clause, Sentence
from servanda.readings.grammar.lexicon import verb
from servanda.readings.statements.parts import run_of
from servanda.words import words

_NEAR = 6
"""Clauses before one that may govern it."""
_INVARIANT = frozenset(("cut", "put", "set", "let", "shut", "split", "quit", "spread", "hit"))
"""Verbs whose past is like their base form."""
_PLURAL = frozenset(("i", "we", "you", "they", "who", "which", "that", "to"))
_ASIDE = 12
"""Tokens of an aside between commas."""
_SUBJECT = 6
_FLOATING = frozenset(("all", "both", "each"))
_LINKING = frozenset(("remain", "remains", "remained"))


def past_like_present(sentence: Sentence, clause: Clause) -> bool:
    """Whether "cut", "put", "set" is past: a present would have its -s after this subject."""
    group = clause.verb
    if group.tense != "present" or group.lemma not in _INVARIANT or sentence.low(group.last) != group.lemma:
        return False
    subject = run_of(sentence, *clause.subject) if clause.subject else (0, 0)
    last = sentence.low(subject[1] - 1) if subject[1] > subject[0] else ""
    return bool(last) and last not in _PLURAL and not last.endswith("s")


def only_describes(sentence: Sentence, index: int) -> bool:
    """Whether a lone past form tells of a noun: "the United Nations", "modernised rules", "a statement signed in Orsk was"."""
    clause = sentence.clauses[index]
    group = clause.verb
    if group.first != group.last or group.tense != "past":
        return False
    if (sentence.tokens[group.last].text[0].isupper() and group.last > 0) or sentence.low(group.last - 1).endswith(
        ("'s", "’s")
    ):
        return True
    earlier = sentence.clauses[max(0, index - _NEAR) : index]
    if sentence.classes[group.last + 1 : group.last + 2] in (("det",), ("poss",)):
        return False
    if clause.subject is None:
        return any(other.verb.finite for other in earlier) or sentence.classes[group.last - 1] in ("mark", "conj")
    after = sentence.classes[group.last + 1] if group.last + 1 < len(sentence.classes) else "mark"
    if after == "" and sentence.classes[max(0, group.last - 2) : group.last] == ("prep", ""):
        return True  # "with high added value"
    if clause.inherits and after in ("", "adverb"):
        return not any(other.verb.tense == "past" and other.verb.finite for other in earlier)
    linked = sentence.low(group.last - 1) in _LINKING
    return after in ("prep", "mark") and group.lemma not in words("without-object") and not linked


def before_aside(sentence: Sentence, clause: Clause) -> int:
    """The first token of a subject that an aside parts from its verb: "where Ardania, with our help, joined"."""
    commas = [i for i in range(max(0, clause.opens - _ASIDE), clause.opens) if sentence.low(i) == ","]
    if len(commas) < 2 or commas[-1] != clause.opens - 1:
        return clause.opens
    first = commas[-2]
    while first > 0 and commas[-2] - first < _SUBJECT and sentence.classes[first - 1] in ("", "det", "poss", "number", "conj"):
        first -= 1
    return first if first < commas[-2] and sentence.low(first - 1) in ("where", "when", "because", "since") else clause.opens


def going(sentence: Sentence, main: int) -> tuple[str, int] | None:
    """A verb in -ing behind "is" that may be an adjective elsewhere: "is also developing well", "has been working on"."""
    i = main + 1
    while sentence.classes[i : i + 1] in (("adverb",), ("neg",)):
        i += 1
    base = verb(sentence.low(i), "ing") if sentence.low(i).endswith("ing") else None
    follows = sentence.classes[i + 1] if i + 1 < len(sentence.classes) else "mark"
    return (base, i) if base and (follows or sentence.low(i + 1).endswith("ly")) else None


def floated(sentence: Sentence, main: int) -> tuple[str, int] | None:
    """A passive after a word that floats: "have all been implemented"."""
    if sentence.low(main + 1) not in _FLOATING or sentence.low(main + 2) != "been":
        return None
    i = main + 3
    while sentence.classes[i : i + 1] == ("adverb",):
        i += 1
    base = verb(sentence.low(i), "participle")
    return (base, i) if base else None
