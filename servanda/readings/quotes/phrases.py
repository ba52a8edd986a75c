"""Reported words without a verb of their own: "according to X", "in the words of X", "as X noted", headlines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.readings.quotes.clauses import content_end
from servanda.readings.quotes.cues import Cue, forms, group, nouns, one_of
from servanda.readings.quotes.found import Found
from servanda.readings.quotes.nominals import phrase_after, subject_before, verb_group
from servanda.readings.quotes.tokens import QUOTED, Sentence

_NO_SOURCES = one_of("no-sources")
_COMPARED = frozenset({"known", "such", "same", "well", "described", "seen"})
"""Words whose "as" compares or names."""
_NOBODY = frozenset({"the", "a", "an", "this", "these"})
"""Words that stand for something by itself, not for one who says it."""
_OPINION = frozenset(["opinion", "view", "words", "estimation", "assessment", "judgment", "judgement"])
_LONG_NAME = 8
_TO_PUT = 16
"""Tokens from "as" to "put it", and from there to the words put so: a name with an office, an occasion."""
_OCCASIONS = frozenset(["during", "following", "after", "at", "on", "in"])
_HEADING = 300
"""Characters a headline may have at most."""
HEAD = 5
"""Paragraphs from the first within which a headline "Name on the talks: words" may stand."""
_LABEL = re.compile(r"\n[^\n:.!?“\"«]{2,70}:\s")


def phrased(s: Sentence) -> Iterator[Found]:
    """What phrases of a sentence attribute to somebody."""
    for i, low in enumerate(s.lows):
        if low == "according" and s.at(i + 1) == "to":
            yield from _accorded(s, i, i + 2, (i, i + 2), "quotes.according-to", 0.9)
        elif low == "in" and s.at(i + 1) == "the" and s.at(i + 2) in _OPINION and s.at(i + 3) == "of":
            yield from _accorded(s, i, i + 4, (i, i + 4), "quotes.in-opinion", 0.85)
        elif low == "as":
            yield from _as_put(s, i)
            yield from _as_noted(s, i)
        elif low in nouns() and group(s.at(i + 1)) == "be":
            yield from _is_that(s, i)
        elif low in _OPINION and i and (group(s.at(i - 1)) == "det" or s.at(i - 1).endswith(("'s", "s'"))):
            yield from _in_his_opinion(s, i)


def _accorded(s: Sentence, i: int, begin: int, cue: tuple[int, int], rule: str, confidence: float) -> Iterator[Found]:
    end = phrase_after(s, begin, s.body)
    if end <= begin or _says_nothing(s, begin, end):
        return
    parts = _around(s, i, end)
    if len(parts) > 1 and "according" in s.lows[:i]:
        parts = parts[1:]  # what stands before is told according to another
    if parts:
        yield Found(parts, cue, (begin, end), rule, confidence)


def _says_nothing(s: Sentence, begin: int, end: int) -> bool:
    """Whether a phrase names nobody, or its head is a measure with which something accords: "according to national needs"."""
    if end - begin == 1 and s.at(begin) in _NOBODY:
        return True
    head = next((k for k in range(begin + 1, end) if s.at(k) in ("of", "for", "in", "to", "between")), end) - 1
    return s.at(head) in _NO_SOURCES or (head < end - 1 and s.at(end - 1) in _NO_SOURCES and s.at(head + 1) != "of")


def _around(s: Sentence, first: int, after: int) -> tuple[tuple[int, int], ...]:
    """The clause that a phrase is inserted into: what stands before it and after it."""
    parts = []
    left = first
    while left > 0 and s.at(left - 1) in (",", "–", "—", "-", "and", "but"):
        left -= 1
    begin = 0
    while begin < left and s.at(begin) in ("and", "but", ","):
        begin += 1
    right = after
    while right < s.body and not s.word(right) and s.at(right) != QUOTED:
        right += 1
    goes_on = right + 1 < s.body and (left == 0 or (s.at(after) == "," and not _apposition(s, right)))
    if left > begin:
        parts.append((begin, left))
    if goes_on:
        parts.append((right, content_end(s, right, s.body, clause=True)))
    return tuple(parts)


def _apposition(s: Sentence, i: int) -> bool:
    named = i
    while s.capital(named):
        named += 1
    if named > i and s.at(named) == ",":
        return True  # "the President, Jan Orel, …"
    return s.at(i) in ("a", "an", "who", "which", "and", "but", "while", "as") or s.at(i).endswith("ing")


def _in_his_opinion(s: Sentence, i: int) -> Iterator[Found]:
    begin = i - 1
    while begin > 0 and s.at(begin) != "in" and i - begin < 10 and s.word(begin):
        begin -= 1
    if s.at(begin) != "in" or begin + 1 >= i or s.at(begin + 1) in ("my", "our"):
        return  # his own present words are no report
    parts = _around(s, begin, i + 1)
    if parts and (begin == 0 or s.at(begin - 1) == "," or s.at(i + 1) == ","):
        yield Found(parts, (begin, i + 1), (begin + 1, i), "quotes.in-opinion", 0.85)


def _as_noted(s: Sentence, i: int) -> Iterator[Found]:
    """What is told with "as": "As X noted, …", "as was noted by X"."""
    if not _opens_clause(s, i):
        return
    inserted = False
    for j in range(i + 1, min(len(s), i + 18)):
        if s.at(j) == "," and (inserted or s.at(j + 1) in ("who", "which")):
            inserted = not inserted
            continue
        if inserted:
            continue
        if s.at(j) in (",", ";", QUOTED, "that", "if", "to"):
            return
        cue = next((known for known in forms().get(s.at(j), ()) if _notes(known)), None)
        if cue is None or s.capital(j):
            continue
        first, opens, _, _ = verb_group(s, j)
        source, after = _noter(s, i, j, first)
        if cue.verb.kind == "agree" and (source is None or source[0] > j):
            return  # "as agreed", "as promised by" only compare
        if after < s.body and s.at(after) != ",":
            return
        parts = _around(s, i, after)
        if parts:
            yield Found(parts, (max(opens, i + 1), j + 1), source, "quotes.as-noted", 0.7)
        return


def _as_put(s: Sentence, i: int) -> Iterator[Found]:
    """Words that "as X put it" leads to or stands behind: "As the envoy put it in a letter, “…”"."""
    j = next(
        (j for j in range(i + 2, min(len(s) - 1, i + _TO_PUT)) if s.at(j) in ("put", "puts") and s.at(j + 1) == "it"), None
    )
    if j is None:
        return
    first, opens, _, _ = verb_group(s, j)
    subject = subject_before(s, _before_relative(s, i, first))
    if subject is None or subject.first <= i:
        return
    after = next((k for k in range(j + 2, min(s.body, j + _TO_PUT)) if s.at(k) in (",", ":", QUOTED)), s.body)
    marks = after if s.at(after) == QUOTED else after + 1
    before = i - 2 if s.at(i - 1) == "," else i - 1
    parts: tuple[tuple[int, int], ...] = ()
    if s.at(marks) == QUOTED and marks <= s.body:
        parts = ((marks, marks + 1),)
    elif s.at(before) == QUOTED:
        parts = ((before, before + 1),)
    elif i == 0 and s.at(after) == ",":
        parts = _around(s, i, after)
    if parts:
        yield Found(parts, (max(opens, i + 1), j + 2), (subject.first, subject.after), "quotes.as-noted", 0.85)


def _opens_clause(s: Sentence, i: int) -> bool:
    """Whether "as" may open an insertion: not where it compares ("as bad as he said"), nor before a place ("as in Belmora")."""
    return "as" not in s.lows[max(0, i - 3) : i] and s.at(i - 1) not in _COMPARED and group(s.at(i + 1)) != "prep"


def _notes(cue: Cue) -> bool:
    """Whether a form may tell what somebody said with "as"; what is thought or hoped is compared: "as expected"."""
    return cue.form in ("past", "s") and cue.verb.kind in ("say", "agree") and "that" in cue.verb.frames


def _noter(s: Sentence, i: int, j: int, first: int) -> tuple[tuple[int, int] | None, int]:
    if s.at(j + 1) == "by":
        end = phrase_after(s, j + 2, s.body)
        return ((j + 2, end) if end > j + 2 else None), end
    subject = subject_before(s, _before_relative(s, i, first))
    after = j + 1
    while group(s.at(after)) in ("adverb", "when"):
        after += 1
    if subject is not None and subject.first > i:
        return (subject.first, subject.after), after
    if j == i + 1 and (s.capital(j + 1) or group(s.at(j + 1)) == "det"):
        end = phrase_after(s, j + 1, s.body)
        return (j + 1, end), end
    return None, after


def _before_relative(s: Sentence, i: int, verb: int) -> int:
    """The comma before a relative clause that parts a verb from its subject: "the President, who attended, said"."""
    if s.at(verb - 1) != ",":
        return verb
    return next((k for k in range(i + 2, verb - 1) if s.at(k) == "," and s.at(k + 1) in ("who", "which")), verb)


def _is_that(s: Sentence, i: int) -> Iterator[Found]:
    """What a noun of saying is said to be: "the minister's view was that …"."""
    if not nouns()[s.at(i)].tells or s.at(i + 2) != "that":
        return
    end = content_end(s, i + 3, s.body, clause=True)
    if end <= i + 3:
        return
    source = None
    begin = i - 1
    while begin >= 0 and i - begin < 10 and s.word(begin) and group(s.at(begin)) not in ("prep", "conj", "sub", "be"):
        begin -= 1
    owner = next((k for k in range(i - 1, begin, -1) if s.at(k).endswith(("'s", "s'"))), None)
    if owner is not None:
        source = (begin + 1, owner + 1)
    elif group(s.at(i - 1)) == "det" and s.at(i - 1) in ("his", "her", "their", "our", "my"):
        source = (i - 1, i)
    yield Found(((i + 3, end),), (i, i + 2), source, "quotes.view-is", 0.8)


def points_back(s: Sentence) -> Iterator[Found]:
    """Who said the sentence before: "This was stated by the minister". The content is the pointing word, to be replaced."""
    if s.at(0) not in ("this", "it") or s.at(1) != "was":
        return
    at = 2
    while group(s.at(at)) == "adverb":
        at += 1
    stated = any(c.form == "past" and c.verb.kind == "say" and "that" in c.verb.frames for c in forms().get(s.at(at), ()))
    if not stated or s.at(at + 1) != "by":
        return
    end = phrase_after(s, at + 2, s.body)
    if end > at + 2:
        yield Found(((0, 1),), (1, at + 1), (at + 2, end), "quotes.points-back", 0.9)


def headline(s: Sentence, text: str) -> Iterator[Found]:
    """Names beside words: "Name: words" and "words – Name" at a record's head, "“words,” — Name" anywhere."""
    if s.paragraph > HEAD and s.at(0) != QUOTED:
        return
    start, end = s.places[0][0], s.places[-1][1]
    if end - start > _HEADING and s.at(0) != QUOTED:
        return
    tail = _tail(s)
    if tail is not None:
        yield tail
    elif s.paragraph <= HEAD:
        yield from _headed(s, text)


def _tail(s: Sentence) -> Found | None:
    dash = next((k for k in range(len(s) - 1, 0, -1) if s.at(k) in ("–", "—", "-", "|") and _set_off(s, k)), None)
    if dash is None or dash < 1:
        return None
    end = phrase_after(s, dash + 1, s.body)
    if not 0 < end - dash - 1 <= _LONG_NAME or not _name(s, dash + 1, end) or (end < s.body and s.at(end) not in _OCCASIONS):
        return None
    speech = s.at(dash - 1) == QUOTED and dash == 1
    if not speech and (s.paragraph > 0 or dash < 4 or s.places[dash][0] == s.places[dash - 1][1]):
        return None
    return Found(((0, dash),), None, (dash + 1, end), "quotes.dash", 0.85 if speech else 0.8)


def _set_off(s: Sentence, dash: int) -> bool:
    """Whether a dash stands behind a space or behind closing marks, not within a word."""
    return s.places[dash][0] > s.places[dash - 1][1] or s.at(dash - 1) == QUOTED


def _headed(s: Sentence, text: str) -> Iterator[Found]:
    colon = next((k for k in range(1, min(len(s), 24)) if s.at(k) == ":"), None)
    if colon is None or s.body - colon - 1 < 3:
        return
    end = next((k for k in range(1, colon) if s.at(k) in ("on", "about", "after", "following")), colon)
    if not _name(s, 0, end) or (end == colon and (s.paragraph or colon > _LONG_NAME)) or s.at(len(s) - 1) == ".":
        return
    if end == colon and _LABEL.search(text, s.places[-1][1], s.places[-1][1] + 4000):
        return  # a name before a colon among others like it is a speaker's label
    own = s.at(colon + 1).partition("'")[0] in ("we", "i", "our", "my", "let")
    yield Found(((colon + 1, s.body),), None, (0, end), "quotes.headline-own" if own else "quotes.headline", 0.85)


def _name(s: Sentence, first: int, after: int) -> bool:
    """Whether tokens look like one person's or body's name."""
    capitals = sum(s.capital(k) for k in range(first, after))
    return capitals > 0 and all(
        s.capital(k) or s.at(k) in ("of", "the", "and", "de", ".", "al", "von", "van") for k in range(first, after)
    )
