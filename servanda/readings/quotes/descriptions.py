"""What a noun phrase says of a person without the name: "the Deputy Head of the Office", "the Belarusian leader".

A description has a head ("head", "leader"), further words of office ("deputy", "office") and states. One description may mean
the bearer of another: "the Polish leader" the President of Poland, "the Japanese diplomat" the Ambassador of Japan.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from servanda.words import table, words

_TOKEN = re.compile(r"[^\W_]+(?:[-'’.][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"(?:['’]s?)$")
_JOINTS = frozenset(
    {"of", "to", "for", "in", "on", "at", "from", "the", "a", "an", "and", "its", "their", "his", "her", "our", "my", "your"}
)
_INTO = frozenset({"of", "to", "for", "in", "on", "at", "from"})
_SETTING_APART = frozenset({"deputy", "vice", "former", "assistant", "first"})
"""Who bears one of these holds another office than who does not."""

_KIN = frozenset({"wife", "husband", "spouse", "widow", "mother", "father", "son", "daughter", "brother", "sister"})
"""Parts in a family, said of persons as offices are: "the wife of the President"."""
_RULERS = frozenset({"president", "king", "queen", "emir", "amir", "sultan", "emperor", "prince", "state"})
_HEADS_OF_GOVERNMENT = frozenset({"premier", "chancellor", "taoiseach"})
_ENVOYS = frozenset({"ambassador", "minister", "envoy", "secretary", "diplomat", "consul", "representative", "negotiator"})
_ANSWERS_TO: dict[str, frozenset[str]] = {
    "leader": _RULERS | _HEADS_OF_GOVERNMENT | {"head", "leader", "chairman", "chair"},
    "state": _RULERS,
    "ruler": _RULERS,
    "monarch": _RULERS - {"president"},
    "counterpart": _RULERS | _HEADS_OF_GOVERNMENT | _ENVOYS,
    "diplomat": _ENVOYS,
    "official": _ENVOYS | {"head", "adviser", "advisor", "deputy", "director", "spokesperson", "spokesman", "spokeswoman"},
    "politician": _RULERS | _HEADS_OF_GOVERNMENT | _ENVOYS | {"head", "member", "senator"},
    "chief": frozenset({"head", "director", "chairman", "chair", "secretary-general", "commissioner", "representative"}),
    "minister": frozenset({"secretary"}),
    "chair": frozenset({"chairman", "chairwoman", "chairperson"}),
    "chairman": frozenset({"chair", "chairwoman", "chairperson"}),
    "spokesperson": frozenset({"spokesman", "spokeswoman"}),
    "adviser": frozenset({"advisor"}),
    "advisor": frozenset({"adviser"}),
    "speaker": frozenset({"chairman", "chair"}),
    "head": frozenset({"director", "chief", "leader"}),
    "guest": _RULERS | _HEADS_OF_GOVERNMENT | _ENVOYS,
}
"""For the head of a description: which heads of titles it may mean, besides itself."""


@dataclass(frozen=True, slots=True)
class Description:
    """An office or part played, as said of somebody."""

    head: str
    """Singular, lower case: "president", "premier" for any prime minister, "state" for the head of a state."""
    words: frozenset[str]
    """Further words, lower case: {"deputy", "office"}."""
    states: frozenset[str]
    """Short English names."""
    plural: bool = False
    """Said of several: "the presidents"."""

    def fits(self, title: Description) -> float:
        """How well this may be said of the bearer of a title: 0 not at all, to 3 where head, state and words agree."""
        if self.head == title.head:
            head = 1.0
        elif title.head in _ANSWERS_TO.get(self.head, ()):
            head = 0.7
        else:
            return 0.0
        if self.states and title.states and not self.states & title.states:
            return 0.0
        if self.words & _SETTING_APART != title.words & _SETTING_APART:
            return 0.0
        asked = self.words - title.words
        if asked and len(asked) * 2 > len(self.words):
            return 0.0
        both = self.words | title.words
        return (
            head + (1.0 if self.states & title.states else 0.0) + (len(self.words & title.words) / len(both) if both else 1.0)
        )


@lru_cache(maxsize=4096)
def described(phrase: str) -> Description | None:
    """The description in a noun phrase; None where no office or part is its head."""
    tokens = [_POSSESSIVE.sub("", token).lower() for token in _TOKEN.findall(phrase)]
    tokens, states = _without_states(tokens)
    while tokens and tokens[0] in _JOINTS:
        tokens = tokens[1:]
    if not tokens:
        return None
    stop = next((index for index, token in enumerate(tokens) if token in _INTO), len(tokens))
    front, behind = tokens[:stop], [token for token in tokens[stop:] if token not in _JOINTS]
    front = [token for token in front if token not in _JOINTS and token not in words("function-words")]
    while len(front) > 1 and not is_head(front[-1]) and any(map(is_head, front[:-1])):
        behind.append(front.pop())
    if not front or not is_head(front[-1]):
        return None
    head, plural = _singular(front[-1])
    if head == "state":  # "all States" are no persons; their heads are called so
        return None
    rest = set(front[:-1]) | set(behind)
    if (head == "minister" and "prime" in rest) or head == "premier":
        head, rest = "premier", rest - {"prime"}
    elif head == "head" and "government" in rest:
        head, rest = "premier", rest - {"government"}
    elif head == "head" and "state" in rest:
        head, rest = "state", rest - {"state"}
    elif head == "minister" and "affair" in {_singular(word)[0] for word in rest}:
        rest = rest - {"affairs", "affair"}
    return Description(head, frozenset(rest - {"two", "both", "all", "top", "current", "new"}), states, plural)


@lru_cache(maxsize=4096)
def is_head(word: str) -> bool:
    """Whether a word, lower case, names an office or a part by itself, in singular or plural."""
    single, _ = _singular(word)
    return (
        single in _ANSWERS_TO
        or single in _KIN
        or table("offices").get(single) in ("office", "rank")
        or single in ("diplomat", "premier")
    )


def _singular(word: str) -> tuple[str, bool]:
    if word in ("chiefs", "princes"):
        return word[:-1], True
    if word.endswith("men") and len(word) > 5:
        return word[:-2] + "an", True
    if word.endswith("ies"):
        return word[:-3] + "y", True
    if word.endswith("s") and not word.endswith("ss"):
        return word[:-1], True
    return word, False


def _without_states(tokens: list[str]) -> tuple[list[str], frozenset[str]]:
    """The words that name no state, and the states named; the longest name first."""
    states = table("countries")
    left: list[str] = []
    found: set[str] = set()
    index = 0
    while index < len(tokens):
        for size in range(min(5, len(tokens) - index), 0, -1):
            state = states.get(" ".join(tokens[index : index + size]))
            if state:
                found.add(state)
                index += size
                break
        else:
            left.append(tokens[index])
            index += 1
    return left, frozenset(found)
