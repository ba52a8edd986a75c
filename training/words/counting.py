"""Counts of stems over the White House corpus: in how many records, how often, and what stands beside them."""

from __future__ import annotations

import hashlib
import math
import re
import tarfile
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from servanda.comparison.claims.stems import stem
from servanda.words import words

TOKEN = re.compile(r"[a-z]+(?:['’-][a-z]+)*|[.!?]+(?=\s)|\n\s*\n|[^\sa-z]+")
_ADDRESS = re.compile(r"https?://\S+|\]\([^)]*\)")
_MARK, _SENTENCE, _RECORD = -1, -2, -3
_JOINED = frozenset(("co", "re", "pre"))

BEFORE_NOUNS = "the an of our their its this these those his in on for with and some any all no such your by from as"
BEFORE_VERBS = (
    "to will can would must we they you have has had not should also may could who he she it be been is are was were let don"
)
BEHIND_NOUNS = "of in for and between with on from to at"
BEHIND_VERBS = "the an our their his its this these us them him it me you"
NOT_BEFORE_HEADS = (
    f"{BEFORE_VERBS} should am being very so more too most quite as really not i do does did that which and or but if"
)
NOT_BEHIND_HEADS = "the an our their his its this these those him them us me you it my your"


@dataclass(frozen=True)
class Corpus:
    """A corpus as numbers: each stem's, and marks, ends of sentences and of records below 0."""

    tokens: Any
    stems: list[str]
    shortest: dict[str, str]
    """For each stem its shortest word."""
    records: int


def corpus_of(archive: Path) -> Corpus:
    """The records of the archive that are not held out (a fifth is, by the hash of its name)."""
    numbers: dict[str, int] = {}
    shortest: dict[str, str] = {}
    tokens = array("i")
    records = 0
    with tarfile.open(archive, "r|xz") as members:
        for member in members:
            if not member.isfile() or not member.name.endswith(".md") or member.name.endswith("README.md"):
                continue
            if int(hashlib.sha256(member.name.encode()).hexdigest()[:8], 16) % 5 == 0:
                continue
            file = members.extractfile(member)
            text = file.read().decode("utf-8", "replace") if file else ""
            for token in TOKEN.findall(_ADDRESS.sub(" ", text).lower()):
                if not token[0].isalpha():
                    tokens.append(_SENTENCE if token[0] in ".!?\n" else _MARK)
                    continue
                for word in _words(token):
                    base = stem(word)
                    tokens.append(numbers.setdefault(base, len(numbers)))
                    if base not in shortest or (len(word), word) < (len(shortest[base]), shortest[base]):
                        shortest[base] = word
            tokens.append(_RECORD)
            records += 1
    return Corpus(np.frombuffer(tokens, dtype=np.int32), list(numbers), shortest, records)


def _words(token: str) -> Iterator[str]:
    parts = token.replace("’", "'").split("'")[0].split("-")
    if len(parts) > 1 and parts[0] in _JOINED:
        parts = [parts[0] + parts[1], *parts[2:]]
    return (part for part in parts if len(part) > 1)


@dataclass(frozen=True)
class Counts:
    """What was counted of each stem, by its number."""

    records: Any
    """Share of the records that have it, as bits of rarity (0 is all)."""
    found: Any
    """Records that have it."""
    burst: Any
    """How much oftener than others as rare a record that has it has it again."""
    head: Any
    """Share of its uses in which it ends a noun phrase."""
    noun: Any
    """Share of its company that stands beside nouns."""
    classes: Any
    """How much of a class of things it is: share of uses with a telling word before it, times how many such words there are."""


def counts_of(corpus: Corpus) -> Counts:
    """All counts."""
    size = len(corpus.stems)
    tokens = corpus.tokens
    real = tokens >= 0
    record = np.cumsum(tokens == _RECORD)
    pairs, times = np.unique(record[real].astype(np.int64) * size + tokens[real], return_counts=True)
    found = np.bincount(pairs % size, minlength=size)
    total = np.maximum(1, np.bincount(pairs % size, weights=times, minlength=size))
    again = np.bincount((pairs % size)[times > 1], minlength=size) / np.maximum(1, found)
    bits = -np.log2(np.maximum(found, 1) / corpus.records)
    return Counts(
        records=bits,
        found=found,
        burst=again - _usual(bits, again, found),
        head=_heads(corpus, total),
        noun=_nouns(corpus),
        classes=_classes(corpus, total),
    )


def _usual(bits: Any, again: Any, found: Any) -> Any:
    """How often a word as rare as this stands again in a record that has it."""
    often = found >= 30
    shape = np.vstack([np.ones(bits.shape), -bits, bits**2]).T
    factors, *_ = np.linalg.lstsq(shape[often], again[often], rcond=None)
    return shape @ factors


def _mask(corpus: Corpus, listed: frozenset[str]) -> Any:
    stems = {stem(word) for word in listed}
    return np.array([base in stems for base in corpus.stems])


def _small(corpus: Corpus) -> Any:
    return _mask(corpus, words("function-words") | words("grammar-words"))


def _heads(corpus: Corpus, total: Any) -> Any:
    before, here, behind = corpus.tokens[:-2], corpus.tokens[1:-1], corpus.tokens[2:]
    real = here >= 0
    before, here, behind = before[real], here[real], behind[real]
    opens = (before >= 0) & ~_mask(corpus, frozenset(NOT_BEFORE_HEADS.split()))[before.clip(0)]
    ends = (behind < 0) | _small(corpus)[behind.clip(0)]
    ends &= ~((behind >= 0) & _mask(corpus, frozenset(NOT_BEHIND_HEADS.split()))[behind.clip(0)])
    return np.bincount(here[opens & ends], minlength=len(corpus.stems)) / total


def _nouns(corpus: Corpus) -> Any:
    first, second = corpus.tokens[:-1], corpus.tokens[1:]
    real = (first >= 0) & (second >= 0)
    first, second = first[real], second[real]
    size = len(corpus.stems)

    def beside(listed: str, side: Any, other: Any) -> Any:
        return np.bincount(other[_mask(corpus, frozenset(listed.split()))[side]], minlength=size)

    nouns = beside(BEFORE_NOUNS, first, second) + beside(BEHIND_NOUNS, second, first)
    verbs = beside(BEFORE_VERBS, first, second) + beside(BEHIND_VERBS, second, first)
    return (nouns + 1) / (nouns + verbs + 2)


def _classes(corpus: Corpus, total: Any) -> Any:
    first, second = corpus.tokens[:-1], corpus.tokens[1:]
    real = (first >= 0) & (second >= 0)
    general = _small(corpus) | np.array([base in words("general-words") for base in corpus.stems])
    first, second = first[real], second[real]
    telling = ~general[first]
    first, second = first[telling], second[telling]
    order = np.argsort(second, kind="stable")
    first, second = first[order], second[order]
    borders = np.searchsorted(second, np.arange(len(corpus.stems) + 1))
    many = np.array([_perplexity(first[left:right]) for left, right in pairwise(borders)])
    return np.bincount(second, minlength=len(corpus.stems)) / total * many


def _perplexity(found: Any) -> float:
    """How many words there seem to be, were all as frequent; 0 of fewer than 20 uses."""
    if len(found) < 20:
        return 0.0
    _, times = np.unique(found, return_counts=True)
    shares = times / times.sum()
    return math.pow(2, float(-(shares * np.log2(shares)).sum()))
