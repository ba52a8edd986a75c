"""Reported speech around a verb: "X said that", "X agreed to", "X stressed the need", "…, said X", "It was noted that"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.readings.quotes.clauses import content_end
from servanda.readings.quotes.cues import Cue, Form, forms, group, nouns
from servanda.readings.quotes.nominals import Subject, phrase_after, starts_phrase, subject_before, verb_group
from servanda.readings.quotes.proposals import Proposal, Stretch
from servanda.readings.quotes.tokens import QUOTED, Sentence

_TO_THAT = 16
"""Tokens that may stand between a verb of saying and "that": persons told, days, places."""
_FIRST_PERSON = frozenset({"i", "we"})
_LIGHT = frozenset("express voice convey".split())
_COMMAS = frozenset({",", "–", "—", "-"})
_PARTICLES = {"point": "out", "sum": "up", "set": "forth"}


@dataclass(frozen=True, slots=True)
class Verb:
    """A reporting verb found in a sentence, with its group and its subject."""

    cue: Cue
    at: int
    after: int
    """The token after the verb and its particle."""
    first: int
    opens: int
    """Where the cue's own words begin."""
    passive: bool
    infinitive: bool
    subject: Subject | None


@dataclass(frozen=True, slots=True)
class Found:
    """A proposal in tokens."""

    content: tuple[tuple[int, int], ...]
    cue: tuple[int, int] | None
    source: tuple[int, int] | None
    rule: str
    confidence: float

    def proposal(self, s: Sentence) -> Proposal:
        """The same in characters."""
        return Proposal(
            tuple(s.stretch(*part) for part in self.content),
            s.stretch(*self.cue) if self.cue else None,
            s.stretch(*self.source) if self.source else None,
            self.confidence,
            self.rule,
        )


def verbs(s: Sentence) -> Iterator[Verb]:
    """Reporting verbs of a sentence, in order, each with the subject it has or inherits."""
    table = forms()
    last: Subject | None = None
    for i, low in enumerate(s.lows):
        cues = table.get(low)
        if cues is None:
            continue
        for cue in cues:
            verb = _verb(s, i, cue, last)
            if verb is not None:
                if verb.subject is not None and not verb.passive:
                    last = verb.subject
                yield verb
                break


def _verb(s: Sentence, i: int, cue: Cue, last: Subject | None) -> Verb | None:
    first, opens, passive, infinitive = verb_group(s, i)
    before = s.at(first - 1)
    if cue.form == "adj":
        if not passive:
            return None
        passive = False
    elif not _verbal(s, i, cue, first, opens, before, passive=passive, infinitive=infinitive):
        return None
    after = i + 1
    particle = _PARTICLES.get(cue.verb.base)
    if particle and s.at(after) == particle:
        after += 1
    subject = None
    if cue.form != "ing" or opens != i:
        subject = subject_before(s, first)
        if subject is None and before in ("and", "but", "then", ",", "or") or infinitive:
            subject = last
    else:
        subject = last or _later_subject(s, i)
    return Verb(cue, i, after, first, opens, passive, infinitive, subject)


def _verbal(s: Sentence, i: int, cue: Cue, first: int, opens: int, before: str, *, passive: bool, infinitive: bool) -> bool:
    """Whether a form that may be a noun or an adjective is a verb here."""
    if opens != i:
        if passive and cue.form not in ("past", "ing"):
            return False
        return True
    kind = group(before)
    if cue.form == "past":
        return kind not in ("det",) and s.at(i + 1) != "by" and not before.endswith("'s")
    if cue.form == "ing":
        return kind not in ("det", "be") and (kind != "prep" or before in ("by", "in", "after", "while"))
    if kind in ("det", "prep", "sub") or before.endswith("'s"):
        return before in ("who", "which", "as")
    if cue.form == "s":
        return (
            "noun" not in cue.verb.frames
            or before in ("he", "she", "it", "who", "which")
            or s.capital(first - 1)
            or s.at(i + 1) == "that"
        )
    return before in ("they", "we", "you", "i", "who", "not", "and") or (before.endswith("s") and s.at(i + 1) in ("that", "to"))


def _later_subject(s: Sentence, i: int) -> Subject | None:
    """ "Noting that …, the President called on": the subject of the main clause behind a participle."""
    if i > 2:
        return None
    for j in range(len(s) - 1, i, -1):
        if s.at(j) == "," and starts_phrase(s, j + 1):
            end = j + 1
            while end < len(s) and end - j < 14 and not _main_verb(s, end):
                end += 1
            if end < len(s) and end > j + 1 and _main_verb(s, end):
                while group(s.at(end - 1)) == "adverb":
                    end -= 1
                return Subject(j + 1, end, j + 1)
    return None


def _main_verb(s: Sentence, i: int) -> bool:
    low = s.at(i)
    if group(low) in ("be", "aux", "modal", "deed"):
        return True
    return (low.endswith("ed") or any(c.form in ("past", "s") for c in forms().get(low, ()))) and not s.capital(i)


def reported(s: Sentence) -> Iterator[Found]:
    """What the verbs of a sentence report, direct speech that follows them in the sentence included."""
    for verb in verbs(s):
        found = _reported(s, verb)
        if found is not None:
            yield found


def _reported(s: Sentence, verb: Verb) -> Found | None:
    if verb.subject is not None and _own_present(s, verb):
        return None
    if verb.passive:
        return _passive(s, verb)
    if verb.infinitive and not _goes_on(s, verb):
        return None
    return _following(s, verb) or _preceding(s, verb)


def _own_present(s: Sentence, verb: Verb) -> bool:
    """ "I think", "we would like to stress": a speaker's own present words are his turn, not a quotation."""
    subject = verb.subject
    if subject is None or s.at(subject.after - 1) not in _FIRST_PERSON:
        return False
    if verb.cue.form == "past":
        return any(group(s.at(i)) == "modal" for i in range(verb.first, verb.at))
    return verb.cue.verb.kind != "agree" or verb.infinitive or "adj" in verb.cue.verb.frames


def _goes_on(s: Sentence, verb: Verb) -> bool:
    return s.at(verb.opens - 1) in ("on", "continued", "continues")


def _found(
    s: Sentence, verb: Verb, begin: int, rule: str, confidence: float, *, clause: bool, cue_after: int | None = None
) -> Found | None:
    end = content_end(s, begin, s.body, clause=clause)
    while end > begin and s.at(end - 1) in (",", ";"):
        end -= 1
    if end <= begin:
        return None
    subject = verb.subject
    source = (subject.first, subject.after) if subject else None
    return Found(((begin, end),), (verb.opens, cue_after or verb.after), source, rule, confidence)


def _following(s: Sentence, verb: Verb) -> Found | None:
    frames = verb.cue.verb.frames
    j = verb.after
    while j < s.body and group(s.at(j)) == "adverb" and s.at(j) != "not":
        j += 1
    limit = s.body
    if j >= limit:
        return None
    low = s.at(j)
    for step in (_quoted, _that, _infinitive, _called_on, _led, _wh, _feeling, _plain):
        found = step(s, verb, j, limit)
        if found is not None:
            return found
    del frames, low
    return None


def _quoted(s: Sentence, verb: Verb, j: int, limit: int) -> Found | None:
    """ "X said: “…”", "X told reporters that “…”": direct speech after its verb."""
    frames = verb.cue.verb.frames
    if "speech" not in frames and "np" not in frames and verb.cue.verb.base not in ("call", "ask"):
        return None
    at = _mark_after(s, j, limit, obj="obj" in frames)
    if at is None:
        return None
    parts, end = [(at, at + 1)], at + 1
    if not _closes(s, at) and s.word(end):
        end = content_end(s, end, limit, clause=True)
        parts = [(at, end)]
    else:
        while s.at(end) == QUOTED:
            parts.append((end, end + 1))
            end += 1
    if verb.subject is None and s.at(verb.first - 1) == QUOTED:
        return None
    source = (verb.subject.first, verb.subject.after) if verb.subject else None
    return Found(tuple(parts), (verb.opens, verb.after), source, "quotes.direct-after", 0.92)


def _mark_after(s: Sentence, j: int, limit: int, *, obj: bool) -> int | None:
    """Where marks open that the verb governs; None where other words stand between."""
    for i in range(j, min(limit + 1, j + _TO_THAT)):
        low = s.at(i)
        if low == QUOTED:
            before = s.at(i - 1)
            if i == j or before in (",", ":", "that", "–", "—") or (obj and i - j <= 2 and s.word(i - 1)):
                return i
            return None
        if low in (";", ".") or (low == "that" and s.at(i + 1) != QUOTED):
            return None
        if low == ":" and s.at(i + 1) != QUOTED:
            return None
    return None


def _closes(s: Sentence, at: int) -> bool:
    """Whether speech between marks ends like a sentence or a clause."""
    start, end = s.places[at]
    return s.text[start:end].rstrip("\"'”’»“‘›` ")[-1:] in ".,!?…" or not s.word(at + 1)


def _that(s: Sentence, verb: Verb, j: int, limit: int) -> Found | None:
    frames = verb.cue.verb.frames
    if "that" not in frames and "np" not in frames:
        return None
    if s.at(j) == "that":
        return _found(s, verb, j + 1, "quotes.that", _surety(verb, 0.93), clause=True)
    if "that" not in frames or not _may_stand_before_that(s, verb, j):
        return None
    for i in range(j + 1, min(limit, j + _TO_THAT)):
        low = s.at(i)
        if low == "that" and i + 1 < limit:
            return _found(s, verb, i + 1, "quotes.that", _surety(verb, 0.85), clause=True)
        if (
            low in (";", ":", QUOTED)
            or group(low) in ("be", "modal")
            or (low == "," and s.at(i + 1) in ("and", "but", "who", "which"))
        ):
            return None
    return None


def _may_stand_before_that(s: Sentence, verb: Verb, j: int) -> bool:
    low = s.at(j)
    kind = group(low)
    if kind in ("prep", "when") or low == ",":
        return kind != "prep" or low not in verb.cue.verb.leads or low == "with"
    return "obj" in verb.cue.verb.frames and (starts_phrase(s, j) or s.word(j))


def _infinitive(s: Sentence, verb: Verb, j: int, limit: int) -> Found | None:
    if "inf" not in verb.cue.verb.frames or s.at(j) not in ("to", "not"):
        return None
    if s.at(j) == "not" and s.at(j + 1) != "to":
        return None
    return _found(s, verb, j, "quotes.infinitive", _surety(verb, 0.85), clause=False)


def _called_on(s: Sentence, verb: Verb, j: int, limit: int) -> Found | None:
    """ "urged the parties to …", "called on Belmora to …": what somebody is asked to do."""
    if "obj" not in verb.cue.verb.frames or verb.cue.verb.kind == "value":
        return None
    begin = j + 1 if s.at(j) in ("on", "upon", "for") else j
    for i in range(begin + 1, min(limit, begin + _TO_THAT)):
        low = s.at(i)
        if low == "to" and not (s.capital(i + 1) or group(s.at(i + 1)) == "det") and i + 1 < limit:
            cue_after = begin if begin > j else None
            short = i - begin <= 6
            return _found(s, verb, i if short else begin, "quotes.asked", _surety(verb, 0.8), clause=False, cue_after=cue_after)
        if low in (";", ":", QUOTED) or group(low) in ("be", "modal", "sub"):
            return None
    return None


def _led(s: Sentence, verb: Verb, j: int, limit: int) -> Found | None:
    """ "called for a ceasefire", "agreed on the need": content behind a preposition."""
    leads = verb.cue.verb.leads
    if not leads:
        return None
    at = j if s.at(j) in leads else _lead_after_person(s, verb, j, limit)
    if at is None or at + 1 >= limit:
        return None
    return _found(s, verb, at + 1, "quotes.about", _surety(verb, 0.6), clause=False, cue_after=at + 1 if at == j else None)


def _lead_after_person(s: Sentence, verb: Verb, j: int, limit: int) -> int | None:
    if "obj" not in verb.cue.verb.frames:
        return None
    for i in range(j + 1, min(limit, j + 12)):
        if s.at(i) in verb.cue.verb.leads:
            return i
        if s.at(i) in (",", ";", QUOTED) or group(s.at(i)) in ("sub", "be"):
            return None
    return None


def _wh(s: Sentence, verb: Verb, j: int, limit: int) -> Found | None:
    if "wh" not in verb.cue.verb.frames:
        return None
    at = j
    if "obj" in verb.cue.verb.frames:
        while at < limit and at - j < 6 and group(s.at(at)) != "sub" and s.word(at):
            at += 1
    if s.at(at) not in ("whether", "if", "how", "why", "what", "where", "when", "who", "which"):
        return None
    return _found(s, verb, at, "quotes.wh", _surety(verb, 0.75), clause=True)


def _feeling(s: Sentence, verb: Verb, j: int, limit: int) -> Found | None:
    """ "expressed hope that …", "voiced the opinion that …": the noun belongs to the cue where it only leads to a clause."""
    if verb.cue.verb.base not in _LIGHT:
        return None
    for i in range(j, min(limit, j + 6)):
        noun = nouns().get(s.at(i))
        if noun is not None and "that" in noun.leads and s.at(i + 1) == "that":
            return _found(s, verb, i + 2, "quotes.expressed-that", 0.9, clause=True, cue_after=i + 1)
        if group(s.at(i)) in ("prep", "sub") or not s.word(i):
            return None
    return None


def _plain(s: Sentence, verb: Verb, j: int, limit: int) -> Found | None:
    """Content right after the verb: a noun phrase, a gerund, or a clause without "that"."""
    frames = verb.cue.verb.frames
    low = s.at(j)
    kind = group(low)
    if low == QUOTED or (not s.word(j) and low not in ("$", "€", "£", "“", '"')) or kind in ("conj", "be", "aux", "modal"):
        return None
    if kind == "prep" or low in ("that", "as", "so", "if", "whether", "because", "while", "by") or kind == "when":
        return _zero_after_day(s, verb, j, limit)
    if low.endswith("ing") and kind is None and not s.capital(j) and "ing" in frames:
        return _found(s, verb, j, "quotes.gerund", _surety(verb, 0.8), clause=False)
    if verb.subject is None and verb.cue.form != "ing":
        return None
    if "np" in frames:
        return _found(s, verb, j, "quotes.noun-phrase", _surety(verb, 0.75), clause=_looks_clausal(s, j, limit))
    if "that" in frames and "obj" not in frames and _looks_clausal(s, j, limit):
        return _found(s, verb, j, "quotes.zero-that", _surety(verb, 0.88), clause=True)
    if "that" in frames and "obj" in frames:
        return _told_clause(s, verb, j, limit)
    return None


def _zero_after_day(s: Sentence, verb: Verb, j: int, limit: int) -> Found | None:
    """ "said Tuesday he would resign", "told reporters the deal was off"."""
    if "that" not in verb.cue.verb.frames or group(s.at(j)) != "when":
        return None
    i = j + 1
    while i < limit and group(s.at(i)) == "when":
        i += 1
    if not starts_phrase(s, i) or not _looks_clausal(s, i, limit):
        return None
    return _found(s, verb, i, "quotes.zero-that", _surety(verb, 0.8), clause=True)


def _told_clause(s: Sentence, verb: Verb, j: int, limit: int) -> Found | None:
    for i in range(j + 1, min(limit, j + 8)):
        if (
            starts_phrase(s, i)
            and group(s.at(i - 1)) not in ("det", "prep", "conj", "adverb")
            and _looks_clausal(s, i, limit)
            and not s.capital(i - 1)
        ):
            return _found(s, verb, i, "quotes.zero-that", _surety(verb, 0.7), clause=True)
        if not s.word(i):
            return None
    return None


def _looks_clausal(s: Sentence, j: int, limit: int) -> bool:
    """Whether a finite verb follows, so that a clause may begin here."""
    for i in range(j, min(limit, j + 30)):
        low = s.at(i)
        if group(low) in ("be", "aux", "modal", "deed") or "n't" in low:
            return True
        if i > j and (low.endswith("ed") or any(c.form in ("past", "s") for c in forms().get(low, ()))):
            return True
    return group(s.at(j)) == "pron"


def _surety(verb: Verb, base: float) -> float:
    """How sure a rule is with a verb of this class, and with or without a subject."""
    factor = {"say": 1.0, "agree": 0.95, "ask": 0.95, "value": 0.85, "hold": 0.8, "weak": 0.6}[verb.cue.verb.kind]
    if verb.subject is None:
        factor *= 0.7
    return round(base * factor, 2)


def _preceding(s: Sentence, verb: Verb) -> Found | None:
    """ "…, X said", "…, said X": content before the verb."""
    if "speech" not in verb.cue.verb.frames or verb.infinitive:
        return None
    subject = verb.subject
    if subject is not None and _own_subject(s, verb, subject):
        return _before(s, verb, subject.opens, (subject.first, subject.after), verb.after, inverted=False)
    if s.at(verb.first - 1) in _COMMAS | {QUOTED} and verb.cue.form in ("past", "s") and verb.opens == verb.at:
        end = phrase_after(s, verb.after, s.body)
        if end > verb.after:
            return _before(s, verb, verb.first, (verb.after, end), end, inverted=True)
    return None


def _own_subject(s: Sentence, verb: Verb, subject: Subject) -> bool:
    return subject.after <= verb.first and s.at(verb.first - 1) not in ("and", "but", "or")


def _before(s: Sentence, verb: Verb, opens: int, source: tuple[int, int], after: int, *, inverted: bool) -> Found | None:
    end = opens
    while end > 0 and s.at(end - 1) in _COMMAS:
        end -= 1
    if end == 0 or (end == opens and s.at(end - 1) != QUOTED):
        return None
    begin = _content_start(s, end)
    if begin >= end:
        return None
    parts = [(begin, end)]
    direct = s.at(end - 1) == QUOTED
    rest = _rest(s, after, inverted=inverted)
    if rest is not None:
        parts.append(rest)
    rule, confidence = ("quotes.direct-before", 0.95) if direct else ("quotes.clause-before", 0.9)
    if not direct and end - begin < 3 and rest is None:
        return None
    return Found(tuple(parts), (verb.opens, verb.after), source, rule, confidence)


def _content_start(s: Sentence, end: int) -> int:
    begin = 0
    while begin < end and s.at(begin) in ("and", "but", ",", "-", "–", "—"):
        begin += 1
    return begin


def _rest(s: Sentence, after: int, *, inverted: bool) -> tuple[int, int] | None:
    """The second half of divided speech: "“A,” he said, “B.”"; "This, he said, is all"."""
    for i in range(after, min(s.body + 1, after + _TO_THAT)):
        if s.at(i) == QUOTED and s.at(i - 1) in (",", ":", "–", "—", "that"):
            return (i, s.body if not _closes(s, i) else i + 1)
        if s.at(i) in (";", "."):
            break
    limit = s.body
    if inverted or s.at(after) != "," or after + 2 >= limit:
        return None
    if s.at(after + 1).endswith("ing") or s.at(after + 1) in ("who", "which", "as", "and", "but", "a", "an", "according"):
        return None
    return (after + 1, content_end(s, after + 1, limit, clause=True))


def _passive(s: Sentence, verb: Verb) -> Found | None:
    """ "It was noted that …", "The importance of … was stressed", with or without "by"."""
    if verb.cue.form != "past" or not verb.cue.verb.frames & {"np", "that", "inf"}:
        return None
    agent = _agent(s, verb.after)
    at = verb.after if agent is None else agent[1]
    while group(s.at(at)) == "adverb":
        at += 1
    subject = verb.subject
    impersonal = subject is not None and subject.after - subject.first == 1 and s.at(subject.first) == "it"
    if s.at(at) == "that" or (s.at(at) == "to" and impersonal):
        begin = at + 1 if s.at(at) == "that" else at
        rule = "quotes.passive-that"
        found = Found(((begin, content_end(s, begin, s.body, clause=True)),), (verb.opens, verb.after), agent, rule, 0.88)
        return found if found.content[0][1] > begin else None
    if subject is None or impersonal or "np" not in verb.cue.verb.frames or verb.cue.verb.kind not in ("say", "value"):
        return None
    return Found(
        ((subject.first, subject.after),), (verb.opens, verb.after), agent, "quotes.passive", 0.7 if agent is None else 0.75
    )


def _agent(s: Sentence, at: int) -> tuple[int, int] | None:
    if s.at(at) != "by":
        return None
    end = phrase_after(s, at + 1, s.body)
    return (at + 1, end) if end > at + 1 else None


__all__ = ["Form", "Found", "Stretch", "reported", "verbs"]
