"""Where in a sentence the clause that asks begins, and where a second question is joined to the first.

In English a question turns its verb and subject round ("will it", "how do you"); that is what parts "... and what will be your
response?", which is a second question, from "... and what it means for us", which is not.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from servanda.words import of_part

_TOKEN = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*|[,:;—–]")
_WH_REACH = 5
"""Words that may stand between "what" or "how" and the verb: "what kind of security guarantees will"."""
_SHORTEST_PART = 3
"""Words, less one, that the first of two joined questions has at least: not "when and how will it"."""
_AT_ONCE = frozenset({"when", "where", "why", "who", "whom"})
"""Question words that nothing parts from the verb."""
_NOMINATIVES = frozenset({"i", "you", "he", "she", "it", "we", "they", "there", "anyone", "anybody", "anything", "everyone"})
_PARTICIPLES = frozenset(
    {"been", "already", "ever", "yet", "said", "told", "made", "done", "taken", "given", "seen", "met", "come", "gone", "begun"}
)
"""Words that tell, after "have" and a subject, that something is asked of the past."""
_LEADING_VERBS = frozenset({"is", "was", "ask", "would"})
_KNOWERS = frozenset({"we", "you", "they", "all", "already"})
"""Before "know" they make it no announcement of a question: "as we know,"."""


class Word(NamedTuple):
    """A word or a dividing mark, with its offsets. A tuple, for a record has many."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.text not in ",:;—–"


@cache
def part(name: str) -> frozenset[str]:
    """The words that play one part in asking (see `words/data/asking.tsv`)."""
    return of_part("asking", name)


@cache
def _joins() -> frozenset[str]:
    return part("joiner") | part("turner")


def clause_words(text: str, start: int, end: int) -> list[Word]:
    """Words and dividing marks of a stretch."""
    found = _TOKEN.finditer(text, start, end)
    return [Word(m.group(), m.group().lower().replace("’", "'"), m.start(), m.end()) for m in found]


def question_start(words: list[Word], *, whole: bool = False) -> tuple[int, bool]:
    """Index of the first word of the question, and whether it is seen to ask (begins with a question word or a turned verb).

    `whole` takes off only greetings and addresses, for sentences that ask in another way.
    """
    head = _after_address(words)
    if whole:
        return head, False
    index = _skip_fillers(words, head)
    if words and not words[0].is_word:
        return _after_break(words, head)
    if _begins_question(words, index, strict=False):
        return _after_lead_in(words, index, colon_only=True) or index, True
    lead = _after_lead_in(words, head)
    if lead is not None:
        return lead, True
    if index < len(words) and words[index].lower not in part("subordinator"):
        later = _after_statement(words, index)
        if later is not None:
            return later, True
    return head, False


def turns(words: list[Word], index: int) -> bool:
    """Whether the clause at `index` turns verb and subject round, as only a question does."""
    return _begins_question(words, index, strict=True)


def asks_within(words: list[Word], begin: int, end: int) -> bool:
    """Whether a clause that asks begins at `begin`, or after a comma before `end`: "as for trade, can you"."""
    starts = [begin, *(index + 1 for index in range(begin, end) if not words[index].is_word)]
    return any(_begins_question(words, start, strict=True) for start in starts if start < end)


def joined_at(words: list[Word], begin: int) -> tuple[int, int] | None:
    """Where a question beginning at `begin` ends and another is joined to it: its last word, and the first of the other."""
    for index in range(begin + 2, len(words) - 2):
        joins = words[index].lower in part("joiner") or words[index].text == ";"
        if not joins or words[index - 1].lower in part("subordinator"):
            continue
        following = _skip_condition(words, index + 1)
        if not _begins_question(words, following, strict=True):
            continue
        last = index - 1
        while last > begin and (not words[last].is_word or words[last].lower in part("joiner")):
            last -= 1
        if last - begin >= _SHORTEST_PART or turns(words, begin):
            return last, following
    return None


def _skip_condition(words: list[Word], index: int) -> int:
    """Past "also", "then", "if so," and the like."""
    while index < len(words) and (words[index].lower in part("opener") or words[index].text == ","):
        index += 1
    if index + 1 < len(words) and words[index].lower == "if" and words[index + 1].lower in {"so", "not", "yes"}:
        index += 2
        while index < len(words) and not words[index].is_word:
            index += 1
    return index


def _after_address(words: list[Word]) -> int:
    """Index past the greetings and addresses at the head of a sentence: "Thank you, Mr President," "Olga Petrovna,"."""
    begin = index = 0
    while index < len(words):
        if words[index].text in ",—–:":
            if not _is_address(words[begin:index]):
                break
            begin = index + 1
        index += 1
        if index - begin > 6:
            break
    return begin if begin < len(words) else 0


def _is_address(segment: list[Word]) -> bool:
    if not segment:
        return True
    if any(word.lower in part("subordinator") or word.lower in part("wh") for word in segment):
        return False
    return all(
        word.lower in part("address")
        or word.lower in part("opener")
        or (word.text[0].isupper() and not word.lower.endswith("ly"))
        for word in segment
    )


def _after_lead_in(words: list[Word], head: int, *, colon_only: bool = False) -> int | None:
    """Past "my question is:", "I was curious,", "to answer:" wherever they stand, if a question follows at once."""
    led = False
    for index in range(head, len(words) - 1):
        word = words[index]
        colon = word.text == ":"
        led = led or (word.lower in part("lead-in") and not (index > head and words[index - 1].lower in _KNOWERS))
        if colon or (led and not colon_only and (word.text in ",—–" or word.lower in _LEADING_VERBS)):
            following = _skip_fillers(words, index + 1)
            if _begins_question(words, following, strict=not colon):
                return following
    return None


def _skip_fillers(words: list[Word], index: int) -> int:
    while index < len(words) and (words[index].text in ",—–" or words[index].lower in part("opener") | _joins()):
        index += 1
    return index


def _after_break(words: list[Word], head: int) -> tuple[int, bool]:
    """In a sentence that goes on after an interruption ("— what they agreed, is there any hope?") the question comes later."""
    for index in range(head, len(words) - 2):
        if not words[index].is_word or words[index].lower in _joins():
            following = _skip_fillers(words, index + 1)
            if _begins_question(words, following, strict=True):
                return following, True
    return head, False


def _after_statement(words: list[Word], head: int) -> int | None:
    """In "you said so, but how will it be done?" the question begins at "how"."""
    for index in range(head + 1, len(words) - 2):
        if words[index].lower in _joins() and not words[index - 1].is_word:
            following = _skip_condition(words, index + 1)
            if _begins_question(words, following, strict=True):
                return following
    return None


def _begins_question(words: list[Word], index: int, *, strict: bool) -> bool:
    """Whether a clause that asks begins at `index`. `strict` asks for the turned verb, as in the middle of a sentence."""
    if index >= len(words) - (1 if strict else 0):
        return False
    word = words[index].lower
    if word in part("aux"):
        return not strict or _subject_follows(words, index)
    if word in part("wh"):
        return not strict or _wh_turns(words, index)
    return index + 1 < len(words) and words[index + 1].lower == "ли"


def _subject_follows(words: list[Word], index: int) -> bool:
    """Whether the verb at `index` stands before its subject ("is it"), and not before what it governs ("had a word")."""
    if index + 2 >= len(words):
        return False
    verb, following = words[index].lower, words[index + 1]
    if verb in {"have", "has", "had"}:
        return following.lower in _NOMINATIVES or _participle_follows(words, index + 1)
    if verb in {"do", "did", "does"} and following.lower in {"that", "this", "it", "so"}:
        return index + 3 < len(words)  # "and did that anyway" tells what else was done
    if verb == "do" and following.lower not in _NOMINATIVES | {"these", "those"}:
        return False
    return following.is_word and (following.lower in part("subject") or following.text[0].isupper())


def _participle_follows(words: list[Word], index: int) -> bool:
    """After "have", a subject and then what was done: "have consultations been held", "has the President told"."""
    if words[index].lower in _PARTICIPLES:
        return False
    later = (word.lower for word in words[index + 1 : index + 8])
    return any(word in _PARTICIPLES or (len(word) > 4 and word.endswith("ed")) for word in later)


def _wh_turns(words: list[Word], index: int) -> bool:
    """After the question word a verb comes before any subject: "what will be", "how many troops are"; not "how you would"."""
    word = words[index].lower
    if "'" in word:
        return True
    if not word.isascii():
        return index + 1 < len(words) and words[index + 1].is_word
    reach = 1 if word in _AT_ONCE else _WH_REACH
    for offset in range(index + 1, min(index + 1 + reach, len(words) - 1)):
        if not words[offset].is_word or words[offset].lower in part("subject"):
            return False
        if words[offset].lower in part("aux"):
            counted = words[index + 1].lower in {"many", "much", "few"}
            return word != "how" or counted or offset == index + 1 or _subject_follows(words, offset)
    return False
