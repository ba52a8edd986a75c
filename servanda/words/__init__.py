"""Word lists: data with a source, importable everywhere.

Each list is a UTF-8 file in `data/`. Its first lines, beginning with `#`, say what it is, where it comes from and what its
columns are; then one row a line, columns parted by tabs. A list is read when first wanted.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `data/NAME.tsv`, comments and empty lines left out."""
    text = files(__name__).joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.split("\n") if line.strip() and not line.startswith("#"))


@cache
def words(name: str) -> frozenset[str]:
    """The first column of a list, as a set."""
    return frozenset(row[0] for row in rows(name))


@cache
def of_part(name: str, part: str) -> frozenset[str]:
    """The words of a list that play one part in it: its first column, where the second says so."""
    return frozenset(row[0] for row in rows(name) if row[1] == part)


@cache
def table(name: str) -> dict[str, str]:
    """The first two columns of a list, as a mapping."""
    return {row[0]: row[1] for row in rows(name)}
