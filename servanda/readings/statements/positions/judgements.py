"""Stances that judge: "is unacceptable", "we consider it illegal", "are ready to negotiate", "no right to", "must never"."""

from __future__ import annotations

from functools import cache

from servanda.model import Stance
from servanda.readings.grammar import Clause, Sentence
from servanda.readings.statements.parts import Run, rest_of, subject_of
from servanda.readings.statements.positions.holders import kind_of
from servanda.readings.statements.positions.sighting import Cue, Sighting, Weight, cues, denied, is_ceasing, party, turned
from servanda.words import rows, table, words

_COPULAS = frozenset(("be", "remain", "seem", "become", "appear", "stand"))
_JUDGING = frozenset(("consider", "regard", "deem", "find", "view", "see", "make", "render", "call", "think"))
_READY = frozenset(("ready", "open", "prepared", "willing", "unwilling", "reluctant"))
_DUTIES = frozenset(("must", "should", "need to", "have to", "ought to", "let's"))
_SIDING = frozenset(("be", "rise", "stand", "speak", "vote", "come", "write", "argue", "remain"))
"""Verbs by which one takes a side: "rise in support of"."""
_SIDES: dict[str, Stance] = {
    "support": "supports",
    "favour": "supports",
    "favor": "supports",
    "agreement": "supports",
    "opposition": "opposes",
    "disagreement": "opposes",
}
_STOPS = frozenset((",", ";", ":", ".", "that", "which", "who", "because", "but", "if", "to", "when", "and"))
_REACH = 6
"""Tokens behind "be" within which a predicate stands."""
_NOUN = 3
"""Tokens behind an adjective within which its noun stands."""
_FAR = 25
"""The same behind "consider", whose object stands between."""


def judged(sentence: Sentence, index: int, clause: Clause) -> Sighting | None:
    """What a clause says of a matter or of a holder by a predicate."""
    if clause.verb.lemma in _JUDGING and not clause.verb.passive:
        return _considered(sentence, index, clause)
    contrary = denied(sentence, index)
    if clause.verb.passive:
        found = _by_adjective(sentence, index, clause, clause.verb.last, contrary=contrary)  # "we are committed to …"
        if found is not None or clause.verb.lemma not in _JUDGING:
            return found
    elif clause.verb.lemma not in _COPULAS:
        return None
    rest, subject = rest_of(clause), subject_of(sentence, clause)
    for i in range(rest[0], min(rest[1], rest[0] + _REACH)):
        phrase = _phrase_at(sentence, i)
        if phrase is not None:
            size, stance, weight = phrase
            cue = " ".join(sentence.low(i + k) for k in range(size))
            matter = _judged_matter(sentence, subject, rest, i + size - 1)
            return Sighting("positions.phrase", cue, turned(stance, contrary=contrary), weight, index, matter, None)
        found = _by_adjective(sentence, index, clause, i, contrary=contrary or sentence.low(i - 1) in ("not", "no"))
        if found is not None:
            return found
        if (found := _by_noun(sentence, index, clause, i, contrary=contrary)) is not None:
            return found
        if sentence.low(i) in _STOPS:
            return None
    return None


def _by_noun(sentence: Sentence, index: int, clause: Clause, i: int, *, contrary: bool) -> Sighting | None:
    """`is in our interest`, `is a great amendment`."""
    subject = subject_of(sentence, clause)
    if (behind := _interest_at(sentence, i)) is not None:
        matter = _judged_matter(sentence, subject, rest_of(clause), behind - 1)
        stance = turned("supports", contrary=contrary)
        return Sighting("positions.phrase", "in the interest", stance, "middle", index, matter, None)
    if (value := _valued_at(sentence, i)) is not None:
        return Sighting("positions.valued", sentence.low(i), turned(value, contrary=contrary), "middle", index, subject, None)
    return None


def _interest_at(sentence: Sentence, i: int) -> int | None:
    """What stands behind "in our interest", "in the best interests of Ardania"; None where that does not begin at a place."""
    if sentence.low(i) != "in":
        return None
    noun = next((k for k in range(i + 2, i + 6) if sentence.low(k) in ("interest", "interests")), None)
    if noun is None or not all(sentence.classes[k] in ("", "det", "poss") for k in range(i + 1, noun)):
        return None
    if sentence.low(noun + 1) != "of":
        return noun + 1
    behind = range(noun + 2, len(sentence.tokens))
    return next((k for k in behind if sentence.classes[k] in ("prep", "mark", "to", "that", "sub")), len(sentence.tokens))


def _valued_at(sentence: Sentence, i: int) -> Stance | None:
    """The stance of a word that praises or blames a proposal as such: "is a [great] amendment"; None for other words."""
    known = table("stance-valued")
    value = known.get(sentence.low(i), "proposal")
    if sentence.low(i + 1) == "deal" and sentence.low(i + 2) == "of":
        return None  # "there was a great deal of misunderstanding"
    if value == "proposal" or not any(known.get(sentence.low(k)) == "proposal" for k in range(i + 1, i + _NOUN)):
        return None
    return "supports" if value == "supports" else "opposes"


def _by_adjective(sentence: Sentence, index: int, clause: Clause, i: int, *, contrary: bool) -> Sighting | None:
    word = sentence.low(i)
    subject = subject_of(sentence, clause)
    rest = rest_of(clause)
    for cue in cues("stance-adjectives").get(word, ()):
        stance = turned(cue.stance, contrary=contrary)
        if "matter" in cue.frames:
            if kind_of(sentence, subject) in ("i", "we", "you", "they"):
                return None  # "I was quite wrong"
            return Sighting(
                "positions.judged", word, stance, cue.weight, index, _judged_matter(sentence, subject, rest, i), None
            )
        lead = _led(sentence, clause, i)
        if lead and party(sentence, subject):
            weight = _readiness(sentence, i + 1 + lead) if word in _READY else cue.weight
            rule = "positions.ready" if word in _READY else "positions.holds"
            first = i + (1 if word in ("for", "against") else 2)
            return Sighting(rule, word, stance, weight, index, (first, rest[1]), subject)
    return None


def _judged_matter(sentence: Sentence, subject: Run | None, rest: Run, i: int) -> Run | None:
    """What is judged: the subject; behind "it is wrong to", what follows."""
    if subject is None or sentence.low(subject[0]) not in ("it", "there") or i + 2 >= rest[1]:
        return subject
    return (i + 1 + (sentence.low(i + 1) in ("to", "that", "for")), rest[1])


def _led(sentence: Sentence, clause: Clause, i: int) -> int:
    """How many tokens lead from a predicate of the holder's to the matter; 0 where none follows."""
    word, rest = sentence.low(i), rest_of(clause)
    if word in ("for", "against"):
        if clause.verb.lemma not in _COPULAS:
            return 0
        alone = all(sentence.classes[k] in ("adverb", "neg") or sentence.low(k) == "all" for k in range(rest[0], i))
        return int(alone and i + 1 < rest[1])
    if word in ("favour", "favor"):
        return 2 if sentence.low(i - 1) == "in" and sentence.low(i + 1) == "of" else 0
    return 1 if sentence.low(i + 1) in ("to", "for", "of", "about", "by", "with", "in", "that", "on") else 0


def _readiness(sentence: Sentence, i: int) -> Weight:
    """Readiness to talk is a stance on the talks; readiness to act is a promise as a rule."""
    near = {sentence.low(k) for k in range(i, i + 4)}
    return "strong" if near & words("talking") else "weak"


def _considered(sentence: Sentence, index: int, clause: Clause) -> Sighting | None:
    """`we consider the decision to be illegal`, `they called it a mistake`, `this makes talks impossible`."""
    rest = rest_of(clause)
    subject = subject_of(sentence, clause)
    if sentence.low(rest[0]) in ("for", "on", "to", "that", "at", "into", "out"):
        return None
    for i in range(rest[0] + 1, min(rest[1], rest[0] + _FAR)):
        word = sentence.low(i)
        closes = i + 1 >= rest[1] or sentence.classes[i + 1] in ("prep", "mark", "conj", "sub", "to", "that")
        for cue in cues("stance-adjectives").get(word, ()):
            if "matter" in cue.frames and closes and sentence.classes[i - 1] not in ("prep", "poss"):
                stance = turned(cue.stance, contrary=denied(sentence, index))
                holder = subject if party(sentence, subject) else None
                end = i - 2 * (sentence.low(i - 1) == "be") - (sentence.low(i - 1) == "as")
                return Sighting("positions.considered", word, stance, cue.weight, index, (rest[0], end), holder)
    return None


def sided(sentence: Sentence, index: int, clause: Clause) -> Sighting | None:
    """`I rise in support of the bill`, `they spoke in opposition to it`, `we are in full agreement with the plan`."""
    subject = subject_of(sentence, clause)
    if clause.verb.lemma not in _SIDING or not party(sentence, subject):
        return None
    rest = rest_of(clause)
    for i in range(rest[0], min(rest[1], rest[0] + _REACH)):
        side = next((k for k in (i + 1, i + 2) if sentence.low(k) in _SIDES), None) if sentence.low(i) == "in" else None
        if side is not None and sentence.low(side + 1) in ("of", "to", "with") and side + 2 < rest[1]:
            stance = turned(_SIDES[sentence.low(side)], contrary=denied(sentence, index))
            return Sighting("positions.sided", sentence.low(side), stance, "strong", index, (side + 2, rest[1]), subject)
    return None


def absent(sentence: Sentence, index: int, clause: Clause) -> Sighting | None:
    """`there is no alternative to …`, `nobody has the right to …`, `there can be no justification for …`."""
    if clause.verb.lemma not in ("be", "have", "see"):
        return None
    rest = rest_of(clause)
    nobody = kind_of(sentence, subject_of(sentence, clause)) == "nobody"
    if not nobody and sentence.low(rest[0]) != "no" and not clause.verb.negated:
        return None
    for i in range(rest[0], min(rest[1], rest[0] + 6)):
        for cue in cues("absent-nouns").get(sentence.low(i), ()):
            if sentence.low(i + 1) in cue.frames:
                return Sighting("positions.absence", sentence.low(i), cue.stance, cue.weight, index, (i + 2, rest[1]), None)
    return None


def position_is(sentence: Sentence, index: int, clause: Clause) -> Sighting | None:
    """`our position is that …`, `the position of Ardania is clear: …`, `the only way is …`."""
    subject = subject_of(sentence, clause)
    rest = rest_of(clause)
    if clause.verb.lemma not in _COPULAS or subject is None or rest[0] >= rest[1]:
        return None
    said = [sentence.low(i) for i in range(*subject)]
    if "only" in said and set(said) & {"way", "path", "solution", "option", "alternative"}:
        return Sighting("positions.only-way", "only way", "supports", "middle", index, rest, None)
    named = next((word for word in said if word in words("stated-aims")), None)
    if named and sentence.low(rest[0]) in ("to", "that"):
        return Sighting("positions.aim", named, _aimed(sentence, rest), "weak", index, (rest[0] + 1, rest[1]), None)
    if "position" in said or "stance" in said:
        colon = next((i for i in range(clause.verb.last, len(sentence.tokens) - 1) if sentence.low(i) == ":"), None)
        if colon is not None or sentence.low(rest[0]) == "that":
            matter = (colon + 1, len(sentence.tokens)) if colon else rest
            last = len(sentence.clauses) - 1 if colon else None
            return Sighting("positions.position", "position", "supports", "middle", index, matter, None, last)
    return None


def _aimed(sentence: Sentence, rest: Run) -> Stance:
    """Who aims at preventing something is against it."""
    return "opposes" if any(is_ceasing(sentence.low(i)) for i in range(rest[0], min(rest[1], rest[0] + 3))) else "supports"


def duty(sentence: Sentence, index: int, clause: Clause) -> Sighting | None:
    """`the parties must …`, `Belmora should have …`, `all that is needed is …`."""
    if clause.verb.modal not in _DUTIES or clause.head in ("if", "whether", "when", "which", "who"):
        return None
    ceasing = is_ceasing(clause.verb.lemma)
    stance: Stance = turned("supports", contrary=ceasing or denied(sentence, index))
    rest = rest_of(clause)
    matter: Run | None = rest if ceasing and rest[0] < rest[1] else (clause.verb.last, max(rest[1], clause.verb.last + 1))
    if clause.verb.passive:  # "the sanctions must be lifted" is said of the sanctions
        matter = subject_of(sentence, clause) or matter
    never = any(sentence.low(i) == "never" for i in range(clause.verb.first, clause.verb.last))
    return Sighting("positions.duty", clause.verb.modal, stance, "middle" if never else "weak", index, matter, None)


def conditioned(sentence: Sentence, index: int, clause: Clause) -> Sighting | None:
    """`until … there will be no contacts`, `we can only talk once …`: what is said to hang on something else.

    Only for a sentence whose words are strict.
    """
    if clause.head in ("if", "when", "until", "unless", "which", "who") or clause.verb.tense in ("past", "pluperfect"):
        return None
    if clause.verb.modal is None and not clause.verb.negated:
        return None
    matter = (clause.verb.last, max(rest_of(clause)[1], clause.verb.last + 1))
    return Sighting("positions.conditioned", "condition", "supports", "weak", index, matter, subject_of(sentence, clause))


def strict(lows: set[str]) -> bool:
    """Whether a sentence's words make something hang on something else, and on nothing less."""
    return not _STRICT.isdisjoint(lows) or ("only" in lows and not _HANGING.isdisjoint(lows))


_STRICT = frozenset(("until", "unless", "provided"))
_HANGING = frozenset(("if", "when", "once", "after", "condition", "environment", "through", "conditions"))


_NORMS = frozenset({"should", "must", "ought to", "can", "could", "may", "might"})
"""Modals of what one ought or is free to do."""


def undecided(sentence: Sentence, index: int, clause: Clause) -> Sighting | None:
    """`we have not decided whether …`, `no decision has been made on …`, `it is too early to speak of …`."""
    rest, subject = rest_of(clause), subject_of(sentence, clause)
    near = {sentence.low(i) for i in range(rest[0], min(rest[1], rest[0] + 5))}
    about = {sentence.low(i) for i in range(*subject)} if subject else set()
    made = clause.verb.lemma in ("make", "take", "reach") and bool((near | about) & {"decision", "decisions"})
    open_ = clause.verb.negated or "no" in about or "no" in near
    early = clause.verb.lemma == "be" and {"too", "early"} <= near
    if clause.verb.tense == "present" and not (clause.verb.passive or clause.verb.progressive or early):
        return None  # "the President does not make that decision" tells whose it is
    if clause.verb.modal in _NORMS and not early:
        return None  # and "the council should not be making it" whose it is not
    if not ((clause.verb.lemma == "decide" or made) and open_) and not early:
        return None
    weight: Weight = "weak" if clause.verb.tense == "past" else "middle"
    matter = rest if rest[0] < rest[1] else subject
    return Sighting("positions.undecided", clause.verb.lemma, "undecided", weight, index, matter, subject)


def _phrase_at(sentence: Sentence, i: int) -> tuple[int, Stance, Weight] | None:
    """How many tokens a phrase of judgement has that begins at a place, its stance and its weight."""
    for phrase, cue in _phrases().get(sentence.low(i), ()):
        if all(sentence.low(i + k) == word for k, word in enumerate(phrase)):
            return len(phrase), cue.stance, cue.weight
    return None


def first_words() -> frozenset[str]:
    """The words that phrases of judgement begin with."""
    return frozenset(_phrases()) - {"a", "an", "the", "in"} | {"mistake", "violation", "provocation", "line", "way", "key"}


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], Cue], ...]]:
    found: dict[str, tuple[tuple[tuple[str, ...], Cue], ...]] = {}
    for text, stance, frames, weight in rows("stance-phrases"):
        parts = tuple(text.split())
        cue = Cue(stance, frozenset(frames.split()), weight)  # type: ignore[arg-type]
        found[parts[0]] = (*found.get(parts[0], ()), (parts, cue))
    return found
