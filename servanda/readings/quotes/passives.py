"""Reports whose source is not the subject: "It was noted that …", "The need for … was stressed"."""

from __future__ import annotations

from servanda.readings.quotes.clausal import infinitive_at, looks_clausal
from servanda.readings.quotes.clauses import content_end
from servanda.readings.quotes.cues import group, nouns
from servanda.readings.quotes.found import Found, Part
from servanda.readings.quotes.nominals import phrase_after
from servanda.readings.quotes.tokens import QUOTED, Sentence
from servanda.readings.quotes.verbs import Verb

_KINDS = frozenset({"say", "agree", "ask", "value"})
_PAST = frozenset({"was", "were", "been"})
_EXPRESSED = frozenset({"express", "voice", "convey"})


def passive(s: Sentence, verb: Verb) -> Found | None:
    """What a passive verb reports; its source is the agent after "by", or nobody."""
    if not verb.takes("np", "that", "inf", "obj", "light") or verb.modal:
        return None  # "it should be noted" tells nothing that was noted
    agent = _agent(s, verb.after)
    at = verb.after if agent is None else agent[1]
    while group(s.at(at)) == "adverb":
        at += 1
    begin = _clause_begin(s, verb.first)
    impersonal = s.at(verb.first - 1) == "it"
    if s.at(at) == "that" and (verb.takes("that") or verb.base in _EXPRESSED):
        noun = begin is not None and s.at(verb.first - 1) in nouns()
        if impersonal or verb.takes("obj") or noun:
            content = (at + 1, content_end(s, at + 1, s.body, clause=True))
            return _clause(content, (begin if noun and begin is not None else verb.opens, verb.after), agent)
    if s.at(at) == "to" and impersonal and verb.takes("inf", "that"):
        return _clause((at, content_end(s, at, s.body, clause=False)), (verb.opens, verb.after), agent)
    led = _led(s, verb, at, agent)
    if led is not None:
        return led
    if begin is None or impersonal or not verb.takes("np") or verb.cue.verb.kind not in _KINDS or not _happened(s, verb):
        return None
    return _subject(s, verb, begin, at, agent)


def _led(s: Sentence, verb: Verb, at: int, agent: Part | None) -> Found | None:
    """What a noun that was given leads to: "an agreement was reached on …", "attention was drawn to …"."""
    noun = nouns().get(s.at(verb.first - 1))
    if (
        not verb.takes("light")
        or verb.base == "pay"
        or noun is None
        or s.at(at) not in noun.leads
        or s.at(at) == "that"
        or not _happened(s, verb)
    ):
        return None
    begin = verb.first - 1
    while begin > 0 and s.word(begin - 1) and group(s.at(begin - 1)) in (None, "det") and not s.at(begin - 1).endswith(","):
        begin -= 1
    first = at if s.at(at) == "to" and infinitive_at(s, at + 1) else at + 1
    end = content_end(s, first, s.body, clause=False)
    return Found(((first, end),), (begin, at + 1), agent, "quotes.passive-given", 0.8) if end > first else None


def _happened(s: Sentence, verb: Verb) -> bool:
    return any(s.at(i) in _PAST for i in range(verb.first, verb.at))


def _clause(content: Part, cue: Part, agent: Part | None) -> Found | None:
    return Found((content,), cue, agent, "quotes.passive-that", 0.92) if content[1] > content[0] else None


def _subject(s: Sentence, verb: Verb, begin: int, at: int, agent: Part | None) -> Found | None:
    """The subject is the content, with what follows the verb where a noun of feeling is completed there."""
    end = verb.first
    while end > begin and s.at(end - 1) in (",", "–", "—"):
        end -= 1
    if end <= begin or s.at(end - 1) == "this" or group(s.at(end - 1)) in ("sub", "pron"):
        return None
    if s.lows[begin : begin + 3] == ("the", "fact", "that") and end > begin + 3:
        begin += 3
    parts: tuple[Part, ...] = ((begin, end),)
    if verb.base in _EXPRESSED and group(s.at(at)) == "prep" and at + 1 < s.body:
        rest = (at, content_end(s, at, s.body, clause=False))
        parts = ((begin, end), rest)
        if end - begin == 1 and nouns().get(s.at(begin)) is not None and nouns()[s.at(begin)].tells:
            return Found(((at + 1, rest[1]),), (begin, verb.after), agent, "quotes.passive", 0.8)
    return Found(parts, (verb.opens, verb.after), agent, "quotes.passive", 0.75)


def _agent(s: Sentence, at: int) -> Part | None:
    if s.at(at) != "by":
        return None
    end = phrase_after(s, at + 1, s.body)
    return (at + 1, end) if end > at + 1 else None


def _clause_begin(s: Sentence, verb: int) -> int | None:
    """Where the clause that ends in a passive verb begins; None where that cannot be told."""
    begin = 0
    for i in range(verb - 1, 0, -1):
        low = s.at(i - 1)
        if low in (";", ":", QUOTED, "–", "—") or (
            low in ("and", "but", "while", "that", "which", "who") and looks_clausal(s, max(0, i - 12), i - 1)
        ):
            if "that" in (low, s.at(i)) and s.lows[:i].count("that") > (low == "that"):
                continue  # the second of two clauses that are noted together
            begin = i
            break
    if _adverbial(s, begin):
        comma = next((i for i in range(begin, verb) if s.at(i) == ","), None)
        if comma is None:
            return begin if group(s.at(begin)) != "prep" else None
        begin = comma + 1
    while begin < verb and (group(s.at(begin)) in ("adverb", "conj") or not s.word(begin)):
        begin += 1
    return begin if begin < verb else None


def _adverbial(s: Sentence, i: int) -> bool:
    low = s.at(i)
    return group(low) in ("prep", "sub", "adverb") or (low.endswith("ing") and len(low) > 5)
