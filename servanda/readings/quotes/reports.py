"""Reported speech behind its verb: "X said that", "X agreed to", "X stressed the need", "X told Y: …"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from servanda.readings.quotes.clausal import finite_near, infinitive_at, looks_clausal
from servanda.readings.quotes.clauses import content_end
from servanda.readings.quotes.cues import group, nouns
from servanda.readings.quotes.found import Found, closes, entitles, governed
from servanda.readings.quotes.inverted import preceding
from servanda.readings.quotes.nominals import starts_phrase
from servanda.readings.quotes.passives import passive
from servanda.readings.quotes.tokens import QUOTED, Sentence
from servanda.readings.quotes.verbs import Verb, beside_marks, main_clause, own_present, verbs

_TO_THAT = 16
"""Tokens that may stand between a verb of saying and "that": persons told, days, places."""
_TO_NOUN = 6
"""Tokens from a verb of giving to the noun that it gives: "expressed his deep conviction that"."""
_TO_NAME = 4
"""Tokens of a name by which somebody is addressed."""
_SHORT = 6
"""Tokens of a person asked, up to which he is left out of what he is asked to do."""
_GIVING = frozenset(["express", "voice", "convey"])
"""Verbs whose noun belongs to the content unless a clause follows it."""
_SPEAKING = frozenset({"speak", "argue", "come"})
"""Verbs that one does "in favour of" something."""
_JUDGING = frozenset({"find", "consider", "deem", "think", "believe"})
"""Verbs that judge: "found it expedient to"."""
_TOPICAL = frozenset({"about", "of"})
"""Prepositions after which a topic stands, more often than what is said of it."""
_CLAIMING_OF = frozenset({"assure", "warn", "boast", "complain"})
"""Verbs whose "of" leads to what is said."""
_IN_WORDS = frozenset(["general", "particular", "principle", "turn", "addition", "full", "detail"])
_PERSONAL = frozenset(["he", "she", "it", "they", "we", "i", "you", "who"])
_INTERROGATIVES = frozenset(["whether", "if", "how", "why", "what", "where", "when", "who", "which"])
_NO_OPENING = frozenset({"prep", "sub", "conj", "be", "aux", "modal"})
"""Groups of words that open no noun phrase and no bare clause."""
_SIGNS = frozenset('$€£“"')
_NOT_SKIPPED = frozenset(["not", "all", "both", "only", "even", "long", "first"])
_BARE = frozenset({"answer", "reply", "respond", "know", "learn", "understand", "show", "find", "observe"})
"""Verbs after which a clause without "that" is rare beside an object."""


def reported(s: Sentence) -> Iterator[Found]:
    """What the verbs of a sentence report, direct speech in the same sentence included."""
    source = None
    for verb in verbs(s):
        found = _reported(s, verb)
        if found is None:
            continue
        if found.source is None and source is not None and verb.cue.form == "ing":
            found = replace(found, source=source)
        source = found.source or source
        yield found


def _reported(s: Sentence, verb: Verb) -> Found | None:
    if own_present(s, verb):
        return None if verb.modal or verb.infinitive else _colon(s, verb, verb.after, s.body)
    if verb.passive:
        return passive(s, verb)
    if verb.infinitive and s.at(verb.opens - 1) not in ("on", "continued", "continues"):
        return None  # "went on to say" tells what was said; "intends to say" does not
    if beside_marks(s, verb):
        return preceding(s, verb) or _following(s, verb)
    return _following(s, verb) or preceding(s, verb)


def _following(s: Sentence, verb: Verb) -> Found | None:
    limit = main_clause(s, verb)
    j = _past_adverbs(s, verb.after, limit)
    if j >= limit and s.at(j) not in (QUOTED, ":"):
        return None
    found = (
        step(s, verb, j, limit) for step in (_quoted, _colon, _judged, _that, _infinitive, _asked, _given, _led, _wh, _plain)
    )
    return next((item for item in found if item is not None), None)


def _past_adverbs(s: Sentence, j: int, limit: int) -> int:
    """Past adverbs and short phrases before what is reported: "agreed in principle to", "noted, in particular, that"."""
    while j < limit:
        if group(s.at(j)) == "adverb" and s.at(j) not in _NOT_SKIPPED:
            j += 1
        elif s.at(j) == "in" and s.at(j + 1) in _IN_WORDS:
            j += 2
        elif s.at(j) == "," and s.at(j + 1) == "in" and s.at(j + 2) in _IN_WORDS and s.at(j + 3) == ",":
            j += 4
        elif _addressed(s, j) > j:
            j = _addressed(s, j)
        else:
            break
    return j


def _addressed(s: Sentence, j: int) -> int:
    """Past a name between commas, of one addressed: "I have said, [Mr Orlin,] that"."""
    i = j + 1
    while s.at(j) == "," and i - j <= _TO_NAME and s.capital(i):
        i += 1
    return i + 1 if i > j + 1 and s.at(i) == "," and (s.at(i + 1) == "that" or s.at(i + 1) in _INTERROGATIVES) else j


def _quoted(s: Sentence, verb: Verb, j: int, limit: int) -> Found | None:
    """Direct speech after its verb: "X said: “…”", "X told reporters that “…”"."""
    if not verb.takes("speech", "np") and verb.base not in ("call", "ask"):
        return None
    at = _mark_after(s, verb, j, limit)
    if at is None or (verb.subject is None and (s.at(verb.first - 1) == QUOTED or verb.cue.verb.kind != "say")):
        return None
    parts, end = [(at, at + 1)], at + 1
    if not closes(s, at) and s.word(end):
        parts = [(at, content_end(s, end, limit, clause=True))]
    else:
        while s.at(end) == QUOTED:
            parts.append((end, end + 1))
            end += 1
    confidence = 0.9 if verb.takes("speech") else 0.65
    return Found(tuple(parts), (verb.opens, verb.after), verb.source, "quotes.direct-after", confidence)


def _mark_after(s: Sentence, verb: Verb, j: int, limit: int) -> int | None:
    """Where marks open that the verb governs; None where other words stand between."""
    if s.at(j) != QUOTED and not verb.takes("speech"):
        return None  # a noun phrase is reported, with whatever stands in it between marks
    for i in range(j, min(limit + 1, j + _TO_THAT)):
        low = s.at(i)
        if low == QUOTED:
            before = s.at(i - 1)
            if verb.takes("np") and i > j and before == "," and starts_phrase(s, j):
                return None
            person = verb.takes("obj") and verb.takes("speech") and i - j <= 2 and s.word(i - 1) and not entitles(s, i)
            return i if i == j or before in (",", ":", "that", "–", "—") or person else None
        if low == ";" or (low in ("that", ":") and s.at(i + 1) != QUOTED):
            return None
        if low == "and" and i > j and group(s.at(i + 1)) not in ("det", "prep") and not s.capital(i + 1):
            return None
    return None


def _colon(s: Sentence, verb: Verb, j: int, limit: int) -> Found | None:
    """Words after a colon, without marks: "I told him: do not wait"."""
    if not verb.takes("speech") or verb.cue.form == "ing" or verb.cue.verb.kind == "weak":
        return None
    for i in range(j, min(limit, j + _TO_NOUN)):
        if s.at(i) == ":":
            return (
                Found(((i + 1, s.body),), (verb.opens, verb.after), verb.source, "quotes.colon", 0.7)
                if i + 2 < s.body
                else None
            )
        if not s.word(i) or s.at(i) == "that":
            return None
    return None


def _judged(s: Sentence, verb: Verb, j: int, limit: int) -> Found | None:
    """What is judged necessary or right: "found it expedient to …", "considers it important that …"."""
    if verb.base not in _JUDGING or s.at(j) != "it" or group(s.at(j + 1)) not in (None, "adverb"):
        return None
    at = next((i for i in range(j + 2, min(limit, j + 5)) if s.at(i) in ("to", "that")), None)
    if at is None or verb.subject is None:
        return None
    surety = replace(verb, cue=replace(verb.cue, verb=replace(verb.cue.verb, kind="say")))
    clause = s.at(at) == "that"
    return governed(s, surety, at + 1 if clause else at, "quotes.judged", 0.75, clause=clause, cue_after=at)


def _that(s: Sentence, verb: Verb, j: int, limit: int) -> Found | None:
    if s.at(j) == "that":
        tells = verb.takes("that", "np") and not _relative(s, verb, j)
        return governed(s, verb, j + 1, "quotes.that", 0.93, clause=True) if tells else None
    if not verb.takes("that") or not _may_stand_before_that(s, verb, j):
        return None
    for i in range(j + 1, min(limit, j + _TO_THAT)):
        low = s.at(i)
        if low == "that" and i + 1 < limit and group(s.at(i + 1)) not in ("be", "modal", "aux"):
            return governed(s, verb, i + 1, "quotes.that", 0.88, clause=True)
        if low == QUOTED and verb.takes("obj") and entitles(s, i):
            continue  # "told Belmora's “Harbour Hour” that …"
        if low in (";", ":", QUOTED) or group(low) in ("be", "modal") or low in _TOPICAL:
            return None
        if low == "," and s.at(i + 1) in ("and", "but", "who", "which"):
            return None
    return None


def _relative(s: Sentence, verb: Verb, that: int) -> bool:
    """Whether "that" stands for a noun which looks like a verb: "guarantees that will last", "the states that lead"."""
    if s.at(that + 1) == "to" and group(s.at(that + 2)) == "pron":
        return True  # "I have expressed that to you"
    if s.at(that + 1) == "," and group(s.at(that + 2)) == "conj":
        return True  # "they requested that, and"
    if (
        not verb.takes("noun")
        or verb.cue.form not in ("s", "base")
        or verb.opens != verb.at
        or s.at(verb.first - 1) in _PERSONAL
    ):
        return False
    return group(s.at(that + 1)) in ("be", "modal", "aux", "deed")


def _may_stand_before_that(s: Sentence, verb: Verb, j: int) -> bool:
    low = s.at(j)
    kind = group(low)
    if kind in ("prep", "when") or low == ",":
        return low not in verb.cue.verb.leads or low == "with"
    return verb.takes("obj") and (starts_phrase(s, j) or s.word(j))


def _infinitive(s: Sentence, verb: Verb, j: int, limit: int) -> Found | None:
    if j + 1 >= limit:
        return None
    if not verb.takes("inf") or not (s.at(j) == "to" or (s.at(j) == "not" and s.at(j + 1) == "to")):
        return None
    if not infinitive_at(s, j + 1 if s.at(j) == "to" else j + 2):
        return None
    return governed(s, verb, j, "quotes.infinitive", 0.78, clause=False)


def _asked(s: Sentence, verb: Verb, j: int, limit: int) -> Found | None:
    """What somebody is asked to do: "urged the parties to …", "called on Belmora to …"."""
    if not verb.takes("obj") or not (verb.cue.verb.kind == "ask" or verb.takes("inf")):
        return None
    begin = j + 1 if s.at(j) in ("on", "upon", "for") else j
    if verb.base == "call" and begin == j:
        return None  # to call somebody is to name or to telephone him
    for i in range(begin + 1, min(limit - 1, begin + _TO_THAT)):
        low = s.at(i)
        if low == "to" and infinitive_at(s, i + 1):
            first = i if i - begin <= _SHORT and s.at(j) != "for" else begin
            return governed(s, verb, first, "quotes.asked", 0.8, clause=False, cue_after=begin if begin > j else None)
        if low in (";", ":", QUOTED) or group(low) in ("be", "modal", "sub"):
            return None
    return None


def _given(s: Sentence, verb: Verb, j: int, limit: int) -> Found | None:
    """A noun of saying that a verb gives: "expressed hope that …", "drew attention to …", "put forth the view that …"."""
    if not verb.takes("light") and verb.base not in _GIVING:
        return None
    for i in range(j, min(limit, j + _TO_NOUN)):
        noun = nouns().get(s.at(i))
        if noun is not None and s.at(i + 1) in noun.leads and (verb.takes("light") or s.at(i + 1) == "that"):
            return _led_by(s, verb, i + 1)
        if noun is not None and noun.tells and starts_phrase(s, i + 1) and finite_near(s, i + 1, limit):
            return governed(s, verb, i + 1, "quotes.expressed-that", 0.85, clause=True, cue_after=i + 1)
        if group(s.at(i)) in ("prep", "sub") or not s.word(i):
            return None
    return None


def _led_by(s: Sentence, verb: Verb, at: int) -> Found | None:
    """Content behind the word that leads from a noun of saying into it; an infinitive keeps its "to"."""
    if s.at(at) == "that":
        return governed(s, verb, at + 1, "quotes.expressed-that", 0.9, clause=True, cue_after=at)
    if s.at(at) == "to" and s.at(at + 1) == "the" and s.at(at + 2) == "fact" and s.at(at + 3) == "that":
        return governed(s, verb, at + 4, "quotes.expressed-that", 0.9, clause=True, cue_after=at)
    if s.at(at) == "to" and not _noun_follows(s, at + 1):
        return governed(s, verb, at, "quotes.given", 0.8, clause=False, cue_after=at)
    return governed(s, verb, at + 1, "quotes.given", 0.8, clause=False, cue_after=at + 1)


def _noun_follows(s: Sentence, i: int) -> bool:
    """Whether "to" before a place leads to a noun phrase, not to an infinitive."""
    return starts_phrase(s, i) or s.at(i).endswith("s")


def _led(s: Sentence, verb: Verb, j: int, limit: int) -> Found | None:
    """Content behind a preposition: "called for a ceasefire", "agreed on the need", "spoke about the crisis"."""
    leads = verb.cue.verb.leads
    if verb.base in _SPEAKING and s.at(j) == "in" and s.at(j + 1) in ("favour", "favor") and s.at(j + 2) == "of":
        return governed(s, verb, j + 3, "quotes.led", 0.8, clause=False, cue_after=j + 3)
    at = j if s.at(j) in leads else _lead_after_person(s, verb, j, limit) if leads else None
    if at is None or at + 1 >= limit:
        return None
    rule, base = ("quotes.topic", 0.4) if _topical(s.at(at), verb) else ("quotes.led", 0.7)
    return governed(s, verb, at + 1, rule, base, clause=False, cue_after=at + 1 if at == j else None)


def _topical(lead: str, verb: Verb) -> bool:
    return lead in _TOPICAL and not verb.takes("adj") and not (lead == "of" and verb.base in _CLAIMING_OF)


def _lead_after_person(s: Sentence, verb: Verb, j: int, limit: int) -> int | None:
    if not verb.takes("obj"):
        return None
    for i in range(j + 1, min(limit, j + 12)):
        if s.at(i) in verb.cue.verb.leads:
            return i
        if s.at(i) in (",", ";", QUOTED) or group(s.at(i)) in ("sub", "be"):
            return None
    return None


def _wh(s: Sentence, verb: Verb, j: int, limit: int) -> Found | None:
    if not verb.takes("wh"):
        return None
    at = j
    if verb.takes("obj"):
        while at < limit and at - j < _TO_NOUN and group(s.at(at)) != "sub" and s.word(at):
            at += 1
    return governed(s, verb, at, "quotes.wh", 0.75, clause=True) if s.at(at) in _INTERROGATIVES else None


def _plain(s: Sentence, verb: Verb, j: int, limit: int) -> Found | None:
    """Content right after the verb: a noun phrase, a gerund, or a clause without "that"."""
    kind = group(s.at(j))
    if kind == "when":
        return _after_day(s, verb, j, limit)
    if kind in _NO_OPENING or (not s.word(j) and s.at(j) not in _SIGNS):
        return None
    if s.at(j).endswith("ing") and kind is None and not s.capital(j) and verb.takes("ing"):
        return governed(s, verb, j, "quotes.gerund", 0.8, clause=False)
    if verb.subject is None and verb.cue.form != "ing":
        return None
    if s.at(verb.at) == "citing" and s.capital(j + (group(s.at(j)) == "det")):
        return None  # who is cited, not what
    if verb.takes("np") and (verb.base != "point" or verb.after > verb.at + 1):
        return governed(s, verb, j, "quotes.noun-phrase", 0.78, clause=looks_clausal(s, j, limit) and verb.takes("that"))
    if verb.takes("that"):
        return _told(s, verb, j, limit) if verb.takes("obj") else _bare(s, verb, j, limit)
    return None


def _bare(s: Sentence, verb: Verb, j: int, limit: int) -> Found | None:
    """A clause without "that": "said the bridge was safe"."""
    lenient = verb.cue.verb.kind == "say" and verb.base not in _BARE
    opens = looks_clausal(s, j, limit) if lenient else finite_near(s, j, limit)
    return governed(s, verb, j, "quotes.zero-that", 0.88, clause=True) if opens else None


def _after_day(s: Sentence, verb: Verb, j: int, limit: int) -> Found | None:
    """A clause after a word of time: "said Tuesday he would resign"."""
    i = j
    while i < limit and group(s.at(i)) == "when":
        i += 1
    if not verb.takes("that") or not starts_phrase(s, i) or not looks_clausal(s, i, limit):
        return None
    return governed(s, verb, i, "quotes.zero-that", 0.8, clause=True)


def _told(s: Sentence, verb: Verb, j: int, limit: int) -> Found | None:
    """A clause after a person: "told reporters the deal was off"."""
    for i in range(j + 1, min(limit, j + 8)):
        opens = starts_phrase(s, i) and not s.capital(i - 1) and group(s.at(i - 1)) not in ("det", "prep", "conj", "adverb")
        if opens and looks_clausal(s, i, limit):
            return governed(s, verb, i, "quotes.zero-that", 0.75, clause=True)
        if not s.word(i):
            return None
    return None
