"""Whose stance it is: of the one who speaks, or of the one whom the clause names.

"We", and his own state, mean the speaker; "both sides" and a name mean whom they mean; what is no person and no body ("the
idea", "nobody") holds nothing, so that the stance is the speaker's.
"""

from __future__ import annotations

from servanda.readings.grammar import Clause, Sentence
from servanda.readings.statements.matters import head_of
from servanda.readings.statements.parts import Run, stretch_of, subject_of
from servanda.readings.statements.setting import Setting
from servanda.words import table, words

_FIRST = frozenset(("i", "we", "us", "me", "myself", "ourselves"))
_SECOND = frozenset(("you",))
_THIRD = frozenset(("he", "she", "they", "who", "both"))
_OTHERS = frozenset(("he", "she", "they"))
_THINGS = frozenset(("it", "this", "that", "there", "which", "what", "these", "those"))
_NOBODY = frozenset(("nobody", "none", "nothing"))
_OWN = frozenset(("our", "my"))
_PRONOUN, _UNKNOWN, _UNSAID = 0.75, 0.3, 0.8
"""Shares of stances whose holder is right: a pronoun that was understood, nobody who is known, a verb without a subject of its
own; by what careful readers said of stances (see the card of the weights)."""
_WILLING = frozenset(
    {"agree", "begin", "choose", "consider", "continue", "decide", "decline", "find", "go", "hope", "intend", "like",
     "love", "plan", "pledge", "prefer", "promise", "refuse", "remain", "rise", "seek", "try", "vow", "want", "wish"}
)  # fmt: skip
"""Verbs whose subject does what the infinitive behind them says (Quirk et al., A Comprehensive Grammar, 16.38)."""
_LONGEST = 24
"""Tokens of a subject that can be a name; a longer one is a clause."""


def kind_of(sentence: Sentence, run: Run | None) -> str:
    """What a subject is: `none`, `i`, `we`, `you`, `they`, `nobody`, `thing`, `own` (our government), `party` or `name`."""
    if run is None or run[0] >= run[1]:
        return "none"
    first = sentence.low(run[0])
    if run[1] - run[0] == 1:
        for kind, known in (("you", _SECOND), ("they", _THIRD), ("thing", _THINGS), ("nobody", _NOBODY)):
            if first in known:
                return kind
        if first in _FIRST:
            return "i" if first in ("i", "me", "myself") else "we"
    if (
        first == "no"
        or (first == "not" and sentence.low(run[0] + 1) in ("one", "a"))
        or (first in ("none", "neither") and sentence.low(run[0] + 1) == "of")
    ):
        return "nobody"
    if first in _OWN and head_of(sentence, run) in words("party-words"):
        return "own"
    if head_of(sentence, run) in words("party-words"):
        return "party"
    return "name" if _named(sentence, run) else "thing"


def holder_of(sentence: Sentence, run: Run | None, setting: Setting, place: tuple[int, int]) -> str | None:
    """The name of who holds a stance whose subject is `run`; at `place` stands the clause. None for the publisher."""
    answer = setting.answer(*place)
    kind = kind_of(sentence, run)
    if run is None or kind in ("none", "i", "we", "own", "thing", "nobody") or run[1] - run[0] > _LONGEST:
        return answer.speaker
    start, end = stretch_of(sentence, run)
    if sentence.text[start:end] in table("capitals"):
        return sentence.text[start:end]  # "Kiev is against": as printed, for a capital may mean a government or its talks
    meant = setting.meant(start, end)
    if meant is None:
        return answer.speaker if kind == "you" else None
    if answer.speaker is None or not (meant == answer.speaker or _own_state(setting, answer.speaker, meant)):
        return meant
    others = answer.turn is not None and answer.quotation is None and sentence.low(run[0]) in _OTHERS
    return None if others else answer.speaker  # of himself no speaker says "they"


def willing(sentence: Sentence, clause: Clause) -> Run | None:
    """Who does what an infinitive says, by the verb that governs it: "[he] continues to support", "[they] find it right to"."""
    if clause.verb.tense != "infinitive" or clause.parent is None:
        return None
    governor = sentence.clauses[clause.parent]
    return subject_of(sentence, governor) if governor.verb.lemma in _WILLING and not governor.verb.passive else None


def held(sentence: Sentence, run: Run | None, clause: Clause, holder: str | None, setting: Setting) -> float:
    """How sure it is that a stance, whose subject is `run` in `clause`, is its holder's."""
    kind = kind_of(sentence, run)
    if kind == "they":
        return _PRONOUN if holder is not None else _UNKNOWN
    if kind == "nobody":
        return _UNKNOWN
    if kind not in ("none", "thing") or clause.verb.modal or clause.verb.lemma == "be":
        return 1.0  # named; or what ought to be, or is called good: he says so who speaks
    if setting.answer(clause.start, clause.end).voice == "publisher":
        return _UNKNOWN  # somebody else's, whom the words do not show
    return 1.0 if clause.verb.finite and clause.verb.tense == "present" else _UNSAID


def _own_state(setting: Setting, speaker: str, meant: str) -> bool:
    """Whether somebody speaks of his own state by its name."""
    person = setting.scene.cast.named(speaker)
    if person is None:
        return False
    state = table("countries").get(meant.lower(), meant)
    return setting.scene.cast.state_of(person) == state or any(meant.lower() in title.words for title in person.titles)


def _named(sentence: Sentence, run: Run) -> bool:
    """Whether a run is a name: its head is printed with a capital, and not only because the sentence begins with it."""
    head = head_of(sentence, run)
    return any(
        sentence.tokens[i].lower == head and sentence.tokens[i].text[0].isupper() and head not in words("function-words")
        for i in range(*run)
    ) and not (run[0] == 0 and run[1] == 1 and head in table("matter-classes"))
