"""Verb groups: auxiliaries and the main verb they lead to, found from left to right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from servanda.readings.grammar.lexicon import one_of
from servanda.readings.grammar.mainverbs import Candidate, lone_verb
from servanda.readings.grammar.row import Row, pseudo_gerund

Tense = Literal["present", "past", "perfect", "pluperfect", "future", "infinitive", "gerund", "participle", "imperative"]

_MODALS = {"'ll": "will", "wo": "will", "'d": "would", "ca": "can", "cannot": "can", "ought": "ought to", "sha": "shall"}
_PAST_BE = frozenset({"was", "were"})
_SUBJECT_REACH = 9
"""Words that a subject may have between an auxiliary and its verb: "will the two governments agree"."""


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries."""

    start: int
    """First character, of the first auxiliary."""
    end: int
    """One past the last character of the main verb."""
    first: int
    """Index of the first token."""
    last: int
    """Index of the main verb's token."""
    lemma: str
    """The main verb's base form; empty where the sentence leaves it out ("we will")."""
    tense: Tense
    modal: str | None = None
    """"will", "shall", "going to", "be to", "have to", "let's" …; None without one."""
    passive: bool = False
    progressive: bool = False
    negated: bool = False
    subject: tuple[int, int] | None = None
    """Tokens of a subject that stands within the group: "will [the minister] confirm"."""
    joined: bool = False
    """Whether a coordinator or a comma joins it to a verb before, whose subject it shares."""

    @property
    def finite(self) -> bool:
        """Whether it may make a sentence."""
        return self.tense not in ("infinitive", "gerund", "participle")


@dataclass(slots=True)
class _Chain:
    """A group while it is read."""

    first: int
    main: int
    lemma: str
    tense: Tense
    modal: str | None = None
    passive: bool = False
    progressive: bool = False
    subject: tuple[int, int] | None = None


def verb_groups(row: Row) -> Iterator[VerbGroup]:
    """Every verb group of a sentence, in order."""
    i = 0
    before: list[VerbGroup] = []
    while i < len(row):
        chain = _read(row, i, before)
        if chain is None:
            i += 1
            continue
        group = _made(row, chain, before)
        before.append(group)
        yield group
        i = chain.main + 1


def _made(row: Row, chain: _Chain, before: list[VerbGroup]) -> VerbGroup:
    first, last = row.tokens[chain.first], row.tokens[chain.main]
    k = chain.first - 1
    while row.cls(k) == "adverb":
        k -= 1
    joined = bool(before) and chain.subject is None and (row.cls(k) == "conj" or row.low(k) == ",")
    return VerbGroup(
        first.start,
        last.end,
        chain.first,
        chain.main,
        chain.lemma,
        chain.tense,
        chain.modal,
        chain.passive,
        chain.progressive,
        row.negated(chain.first, chain.main + 1)
        or row.low(chain.first) == "cannot"
        or "not" in (row.low(chain.first - 1), row.low(chain.main + 1)),
        chain.subject,
        joined,
    )


def _read(row: Row, i: int, before: list[VerbGroup]) -> _Chain | None:
    kind = row.cls(i)
    if kind == "modal":
        return _modal(row, i)
    if kind == "be":
        return _be(row, i, _Chain(i, i, "be", "past" if row.lows[i] in _PAST_BE else "present"))
    if kind == "have":
        return _have(row, i)
    if kind == "do":
        return _do(row, i)
    if kind == "to":
        return _infinitive(row, i)
    if kind:
        return None
    if row.lows[i] == "let":
        return _let(row, i)
    return _lone(row, i, before)


def _modal(row: Row, i: int) -> _Chain | None:
    low = row.lows[i]
    modal = _MODALS.get(low, low)
    chain = _Chain(i, i, "", "future" if modal in ("will", "shall") else "present", modal)
    j = row.skip_adverbs(i + 1)
    if low == "ought" and row.low(j) == "to":
        j = row.skip_adverbs(j + 1)
    if _may_turn(row, i, j) and (turned := _turned(row, j, "base")) is not None:
        chain.subject, j = turned
    return _bare(row, j, chain)


def _bare(row: Row, j: int, chain: _Chain) -> _Chain:
    """What follows a modal or "to": a base form, alone or as an auxiliary."""
    low = row.low(j)
    if low == "be":
        chain.main, chain.lemma = j, "be"
        return _be(row, j, chain)
    if low == "have":
        k = row.skip_adverbs(j + 1)
        if row.low(k) == "been":
            chain.main, chain.lemma = k, "be"
            if chain.modal not in ("will", "shall") and chain.tense == "present":
                chain.tense = "perfect"
            return _be(row, k, chain)
        if (base := row.form(k, "participle")) is not None:
            chain.main, chain.lemma = k, base
            if chain.modal not in ("will", "shall") and chain.tense == "present":
                chain.tense = "perfect"  # "should have stopped"
            return chain
        chain.main, chain.lemma = j, "have"
        return _obliged(row, j, chain)
    if low in ("do", "need"):
        chain.main, chain.lemma = j, low
        return _obliged(row, j, chain) if low == "need" else chain
    if low == "like":
        chain.main, chain.lemma = j, low
        return chain
    if row.word(j):
        base = row.form(j, "base")
        if base is not None or not row.named(j):
            chain.main, chain.lemma = j, base or low
    return chain


def _obliged(row: Row, j: int, chain: _Chain) -> _Chain:
    """As in "have to", "need to" and a verb; else the chain as it is."""
    low = row.lows[j]
    k = row.skip_adverbs(j + 1)
    if row.low(k) == "got":
        k += 1
    verb = row.skip_adverbs(k + 1)
    if row.low(k) == "to" and (row.form(verb, "base") is not None or row.cls(verb) in ("be", "have", "do")):
        chain.modal = f"{'need' if low.startswith('need') else 'have'} to"  # "will need to" says what is called for, too
        return _bare(row, verb, chain)
    return chain


def _be(row: Row, j: int, chain: _Chain) -> _Chain:
    """What follows a form of "be"."""
    k = row.skip_adverbs(j + 1)
    if j == chain.first and _may_turn(row, j, k) and (turned := _turned(row, k, "ing", "participle")) is not None:
        chain.subject, k = turned
    if (planned := _be_to(row, j, k, chain)) is not None:
        return planned
    if row.low(k) == "being":
        chain.progressive = True
        k = row.skip_adverbs(k + 1)
    if (base := row.form(k, "participle")) is not None:
        chain.main, chain.lemma, chain.passive = k, base, True
    elif (base := row.form(k, "ing")) is not None and pseudo(row, k):
        chain.main, chain.lemma, chain.progressive = k, base, True
    return chain


def pseudo(row: Row, k: int) -> bool:
    """Whether a word in -ing after "be" is a verb: "is working with", not "is interesting"."""
    return pseudo_gerund(row.lows[k]) not in ("adjective", "noun") or row.cls(k + 1) in ("prep", "to", "det", "poss", "object")


def _be_to(row: Row, j: int, k: int, chain: _Chain) -> _Chain | None:
    """As in "going to", "able to", "to" after "be", with their verb."""
    low = row.low(k)
    if low in ("going", "able") and row.low(k + 1) == "to":
        verb = row.skip_adverbs(k + 2)
        if row.form(verb, "base") is None and row.cls(verb) not in ("be", "have", "do"):
            return None
        if low == "going":
            chain.modal, chain.tense = "going to", "future"
        return _bare(row, verb, chain)
    if (
        low == "to"
        and row.low(j - 1) not in one_of("aim")
        and row.lows[j] in ("is", "are", "was", "were", "'s", "'re", "am", "'m")
    ):
        verb = row.skip_adverbs(k + 1)
        if chain.subject is None and (row.form(verb, "base") is not None or row.cls(verb) in ("be", "have", "do")):
            chain.modal, chain.tense = "be to", "future"
            return _bare(row, verb, chain)
    return None


def _have(row: Row, i: int) -> _Chain:
    low = row.lows[i]
    k = row.skip_adverbs(i + 1)
    chain = _Chain(i, i, "have", {"had": "past", "having": "gerund"}.get(low, "present"))  # type: ignore[arg-type]
    if low != "having" and _may_turn(row, i, k) and (turned := _turned(row, k, "participle")) is not None:
        chain.subject, k = turned
    perfect: Tense = "gerund" if low == "having" else "pluperfect" if low == "had" else "perfect"
    if row.low(k) == "been":
        chain.main, chain.lemma, chain.tense = k, "be", perfect
        return _be(row, k, chain)
    base = row.form(k, "participle") or {"had": "have", "done": "do"}.get(row.low(k))
    if base is not None:
        chain.main, chain.lemma, chain.tense = k, base, perfect
        return chain
    return _obliged(row, i, chain)


def _do(row: Row, i: int) -> _Chain:
    chain = _Chain(i, i, "do", "past" if row.lows[i] == "did" else "present")
    k = row.skip_adverbs(i + 1)
    if _may_turn(row, i, k) and (turned := _turned(row, k, "base")) is not None:
        chain.subject, k = turned
        chain.main, chain.lemma = k, row.form(k, "base") or "do"
    elif row.low(k) in ("have", "need") and k > i + 1:
        chain.main, chain.lemma = k, row.lows[k]
        return _obliged(row, k, chain)
    elif (base := row.form(k, "base")) is not None and row.cls(k + 1) != "mark":
        chain.main, chain.lemma = k, base
    return chain


def _infinitive(row: Row, i: int) -> _Chain | None:
    verb = row.skip_adverbs(i + 1)
    known = row.form(verb, "base") is not None
    if not (known or row.cls(verb) in ("be", "have", "do")) or (known and row.named(verb)) or row.low(verb) == ",":
        return None
    if row.lows[verb] in ("is", "are", "was", "were", "has", "had", "does", "did"):
        return None
    first = i - 1 if row.cls(i - 1) == "neg" else i
    return _bare(row, verb, _Chain(first, verb, row.lows[verb], "infinitive"))


def _let(row: Row, i: int) -> _Chain | None:
    verb = row.skip_adverbs(i + 2)
    if row.low(i + 1) in ("us", "'s") and (row.form(verb, "base") is not None or row.cls(verb) in ("be", "have", "do")):
        return _bare(row, verb, _Chain(i, verb, row.lows[verb], "imperative", "let's", subject=(i + 1, i + 2)))
    return _Chain(i, i, "let", "imperative") if i == 0 else None


def _lone(row: Row, i: int, before: list[VerbGroup]) -> _Chain | None:
    last = before[-1] if before else None
    seen: Candidate | None = lone_verb(row, i, last.last if last else -1, _kind(last))
    if seen is None:
        return None
    tense = last.tense if last is not None and seen.tense == "shared" else seen.tense
    chain = _Chain(i, i, seen.lemma, tense)  # type: ignore[arg-type]
    if last is not None and seen.tense == "shared":
        chain.modal, chain.passive, chain.progressive = last.modal, last.passive, last.progressive
    if seen.obliges:
        chain = _obliged(row, i, chain)
    return chain


def _kind(group: VerbGroup | None) -> str:
    """What form of verb a coordinator after a group may join to it."""
    if group is None:
        return ""
    if group.passive or group.tense in ("perfect", "pluperfect", "participle"):
        return "ing" if group.progressive and not group.passive else "participle"
    if group.progressive or group.tense == "gerund":
        return "ing"
    if group.modal or group.tense in ("infinitive", "imperative"):
        return "base"
    return group.tense


def _may_turn(row: Row, i: int, j: int) -> bool:
    """Whether a subject may follow an auxiliary at `i`: at the start of a clause, after a question word, after "not only"."""
    if row.cls(j) not in ("pron", "det", "poss") and not row.capital(j) and row.low(j) != "there":
        return False
    k = i - 1
    before = row.cls(k)
    return k < 0 or before in ("mark", "conj", "wh", "sub", "adverb", "neg") or row.low(k) == "case"


def _turned(row: Row, j: int, *tags: str) -> tuple[tuple[int, int], int] | None:
    """The subject that stands behind its auxiliary, and where the verb stands."""
    if row.cls(j) == "pron":
        k = row.skip_adverbs(j + 1)
        fits = any(row.form(k, tag) is not None for tag in tags) or row.cls(k) in ("be", "have", "do")
        return ((j, j + 1), k) if fits and (row.word(k) or "base" in tags) else None
    for k in range(j + 1, min(j + _SUBJECT_REACH, len(row))):
        if row.cls(k) in ("mark", "modal", "have", "do") or (row.cls(k) == "be" and "base" not in tags):
            return None
        apart = row.cls(k - 1) not in ("det", "poss", "prep", "conj", "number") and not row.capital(k)
        if apart and (any(row.form(k, tag) is not None for tag in tags) or row.low(k) == "be"):
            return (j, k), k
    return None
