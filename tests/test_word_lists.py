import re
from collections import defaultdict
from pathlib import Path

import pytest

import servanda
from servanda.words import rows

PACKAGE = Path(servanda.__file__).parent
LISTS = sorted((PACKAGE / "words" / "data").glob("*.tsv"))
FITTED = sorted((PACKAGE / "readings").rglob("weights/*.tsv"))
MAPPINGS = sorted(
    {
        name
        for path in PACKAGE.rglob("*.py")
        for name in re.findall(r'(?<!\bin )\btable\("([\w-]+)"\)', path.read_text(encoding="utf-8"))
        if (PACKAGE / "words" / "data" / f"{name}.tsv").exists()
    }
)
"""Lists that are read as one value for each word."""


@pytest.mark.parametrize("path", [*LISTS, *FITTED], ids=lambda path: path.stem)
def test_a_list_says_where_it_comes_from(path):
    head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    assert any(re.match(r"#.*\bsource: \S", line, re.IGNORECASE) for line in head)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_list_tells_nothing_twice(path):
    given = rows(path.stem)
    assert sorted(given) == sorted(set(given))


@pytest.mark.parametrize("name", MAPPINGS)
def test_a_list_that_gives_each_word_one_value_gives_it_no_other(name):
    values = defaultdict(set)
    for word, value, *_ in rows(name):
        values[word].add(value)
    assert {word: found for word, found in values.items() if len(found) > 1} == {}
