"""What sort of difference it is that words are not those of the record: the sorts that change what was said come first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from servanda.comparison.tracing.aligning import Apart
from servanda.comparison.tracing.wording import number_words
from servanda.comparison.versions.tokens import Token
from servanda.model import Difference, DifferenceKind
from servanda.words import of_part, table, words

_SMALL_CHANGE = 3
"""Words that were left out at most for a lone negation or modal among them to be what matters."""
_NEGATIVE = frozenset(("not", "never", "no", "nobody", "none", "nothing", "nowhere", "neither", "nor", "cannot", "without"))
_NOT = re.compile(r"n't$")
_SHORT_MODAL = {"'ll": "will", "'d": "would"}
_NO_MODAL = frozenset(("ca", "wo", "'ll", "'d"))
_BACKSHIFTED = {
    "would": "will", "could": "can", "might": "may", "was": "is", "were": "are", "had": "have", "has": "have", "did": "do",
}  # fmt: skip
_PERSONS = frozenset(
    "i we you he she it they me us him her them my our your his its their mine ours theirs".split(" ")  # noqa: SIM905 - one line
)
"""What turns with the point of view when words are retold."""


def retold_key(key: str) -> str:
    """A token as it may be retold: tenses go back, and "we" becomes "they"."""
    return "they" if key in _PERSONS else _BACKSHIFTED.get(key, key)


def difference(
    apart: Apart, here: Sequence[Token], there: Sequence[Token], text: str, other: str, *, retold: bool
) -> Difference | None:
    """A difference between the text that is traced and the record's; None where words are merely retold, as telling demands."""
    mine, theirs = here[apart.here_start : apart.here_end], there[apart.there_start : apart.there_end]
    start, end = _place(here, apart.here_start, apart.here_end)
    there_start, there_end = _place(there, apart.there_start, apart.there_end)
    at_an_end = not apart.here_start or apart.here_end == len(here)
    kind = _kind(_plain(mine), _plain(theirs), _names(mine, text), _names(theirs, other), at_an_end=at_an_end)
    if retold and kind == "modal" and _retold(mine) == _retold(theirs):
        return None
    return Difference(
        kind=kind,
        start=start,
        end=end,
        here=text[start:end],
        there=other[there_start:there_end],
        there_start=there_start,
        there_end=there_end,
    )


def _retold(tokens: Sequence[Token]) -> list[str]:
    return [retold_key(token.key) for token in tokens]


def _place(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """Where tokens stand; of none the place between their neighbours."""
    if first < last:
        return tokens[first].start, tokens[last - 1].end
    if first < len(tokens):
        return tokens[first].start, tokens[first].start
    return (tokens[-1].end, tokens[-1].end) if tokens else (0, 0)


def _plain(tokens: Sequence[Token]) -> list[str]:
    return [token.key for token in tokens]


def _kind(
    mine: Sequence[str], theirs: Sequence[str], names: Counter[str], their_names: Counter[str], *, at_an_end: bool
) -> DifferenceKind:
    """The sort of a difference. Where a quotation begins or ends, what stands beside it in the record is none of it."""
    left_out = not mine
    if left_out and len(theirs) > _SMALL_CHANGE:
        return "omission"
    if _numbers(mine) != _numbers(theirs) and (_numbers(mine) or not at_an_end):
        return "number"
    if _denials(mine) % 2 != _denials(theirs) % 2 and (_denials(mine) or not at_an_end):
        return "negation"
    if _modals(mine) != _modals(theirs) and (_modals(mine) or not at_an_end):
        return "modal"
    if left_out:
        return "omission"
    if names != their_names and (names or not at_an_end):
        return "name"
    return "other_words"


def _numbers(keys: Sequence[str]) -> Counter[str]:
    return Counter(key for key in keys if key[-1:].isdigit() or key[:1].isdigit() or key in number_words())


def _denials(keys: Sequence[str]) -> int:
    return sum(key in _NEGATIVE or bool(_NOT.search(key)) for key in keys)


def _modals(keys: Sequence[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for key in keys:
        bare = "can" if key in ("cannot", "can't") else "will" if key == "won't" else _NOT.sub("", key)
        short = next((meant for end, meant in _SHORT_MODAL.items() if key.endswith(end)), None)
        if short or bare in _modal_words():
            found[short or bare] += 1
    return found


@cache
def _modal_words() -> frozenset[str]:
    return of_part("grammar-words", "modal") - _NO_MODAL


def _names(tokens: Sequence[Token], text: str) -> Counter[str]:
    """The names among tokens: written with a capital where no sentence begins, or on the list of states."""
    found: Counter[str] = Counter()
    for token in tokens:
        if token.key in table("countries") or (
            text[token.start].isupper()
            and token.key not in words("function-words")
            and not _begins(text, token.start)
            and not token.key[-1:].isdigit()
        ):
            found[token.key] += 1
    return found


def _begins(text: str, start: int) -> bool:
    """Whether a sentence begins here, or a quotation, where a capital letter tells nothing."""
    before = text[max(0, start - 3) : start].rstrip(" \t\"'“‘«„(")
    return not before or before[-1:] in ".!?:\n…"
