"""From the mention of a source to the person or body meant: "he", "the Head of State", "Zelenskyy's", "the parties".

Quotations are taken in the order of the text, so that each may look back at who spoke before. A source stays None where the
record does not let a careful reader tell, as in "It was stressed that …".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from servanda.model import Exchange, Quotation, Reading, Span, Turn
from servanda.readings.quotes.descriptions import Description, described
from servanda.readings.quotes.parties import Party, fitting_parties, is_subject, joined, leading_person, parties_of, person_in
from servanda.readings.quotes.people import Cast, Gender, Person
from servanda.readings.persons import state_in
from servanda.readings.spoken import body_start
from servanda.words import table, words

_WINDOW = 900
"""Characters before a pronoun within which its person was named."""
_LEAD = 1500
"""Characters in which a communiqué names its parties."""
_MOST = 6
"""Names that a source may be made of."""
_SIDES = re.compile(r"\b(?:sides|parties)\b", re.I)
_BRACKETED = re.compile(r"\[([^\[\]]+)\]")
_FRAME = re.compile(r"^(?:(?:and|but|so|or|then|also|now)\s+)+|,?\s+(?:who|whose|which)\b.*$", re.I | re.S)
"""What is no part of a source: a conjunction before it, a relative clause behind it."""
_AROUND_COLLECTIVES = frozenset({"the", "of", "in", "to", "meeting", "talks", "negotiations", "all", "three", "us", "them", "you"})
_CLITIC = re.compile(r"(?:['’](?:s|ve|re|ll|d|m)|\s+(?:guys|all|both))$")
_NEAR = 120
"""Characters before "who" within which somebody is named."""
_AND = re.compile(r",? and |, ")
_TOGETHER = re.compile(r"\b(?:agree[ds]?|agreed on|discuss(?:ed)?|decided|concluded|signed)\b", re.I)
_NOBODY = re.compile(
    r"\b(?:was|were|is|are|been|be|being)\b(?:\s+\w+){0,2}\s+\w+(?:ed|en|de|ought|wn|ne|ven|id|ld|ut)\b|\b(?:was|were|is)\s+(?:on|that)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Answer:
    """A source, how sure, and by which rule."""

    source: str | None
    confidence: float
    rule: str


def resolve(reading: Reading, quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The quotations, in the order given, with the person or body that each mention means as `source`.

    `confidence` becomes that of content and source together, and the rule that found the source is put behind the
    quotation's own.
    """
    if not quotations:
        return ()
    scene = _Scene(reading, quotations)
    order = sorted(range(len(quotations)), key=lambda index: (quotations[index].span.start, -quotations[index].span.end))
    found: dict[int, Quotation] = {}
    open_: list[Quotation] = []
    for index in order:
        quotation = quotations[index]
        open_ = [outer for outer in open_ if outer.span.end > quotation.span.start]
        outer = next((known for known in reversed(open_) if _holds(known, quotation)), None)
        answer = scene.answer(quotation, outer)
        solved = replace(
            quotation,
            source=answer.source,
            confidence=round(quotation.confidence * answer.confidence, 2),
            rule=f"{quotation.rule}+sources.{answer.rule}",
        )
        scene.remember(solved, outer)
        found[index] = solved
        open_.append(solved)
    return tuple(found[index] for index in range(len(quotations)))


def _holds(outer: Quotation, inner: Quotation) -> bool:
    """Whether the inner quotation stands in what the outer one reports."""
    spans = [span for span in (inner.source_mention, inner.cue) if span] or [inner.content[0]]
    return any(
        all(part.start <= span.start and span.end <= part.end for span in spans)
        and part.end - part.start > spans[0].end - spans[0].start
        for part in outer.content
    )


class _Scene:
    """What is known while the quotations of one record are gone through."""

    def __init__(self, reading: Reading, quotations: Sequence[Quotation]) -> None:
        self._reading = reading
        self._text = reading.record.text
        self._turns = sorted((t for t in reading.of(Turn) if t.role != "publisher"), key=lambda turn: turn.span.start)
        self._starts = [turn.span.start for turn in self._turns]
        self._quotations = quotations
        self._told: list[Quotation] = []
        """Answered quotations that stand in no other, in order."""
        self._inner: dict[int, list[Quotation]] = {}

    @cached_property
    def _cast(self) -> Cast:
        month = (self._reading.record.reference_date or "")[:7] or None
        speakers = {turn.speaker: turn.label.text if turn.label else turn.speaker for turn in self._turns if turn.speaker}
        mentions = [q.source_mention.text for q in self._quotations if q.source_mention]
        return Cast(self._text, month, mentions, speakers.items())

    @cached_property
    def _home(self) -> Person | None:
        return leading_person(self._cast, self._text)

    @cached_property
    def _principals(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(turn.speaker for turn in self._turns if turn.speaker and turn.role == "principal"))

    @cached_property
    def _parties(self) -> tuple[Party, ...]:
        if len(self._principals) > 1:
            return tuple(Party(name, self._cast.named(name)) for name in self._principals)
        return parties_of(self._cast, self._text, self._home)

    def remember(self, quotation: Quotation, outer: Quotation | None) -> None:
        """Keep an answered quotation, so that later ones can look back at it."""
        if outer is None:
            self._told.append(quotation)
        else:
            self._inner.setdefault(id(outer), []).append(quotation)

    def answer(self, quotation: Quotation, outer: Quotation | None) -> _Answer:
        """Whose words these are."""
        turn = self._turn(quotation.span.start)
        mention = quotation.source_mention
        if mention is None:
            return self._unmentioned(quotation, outer, turn)
        return self._meant(mention.text, mention, quotation, outer, turn)

    def _turn(self, place: int) -> Turn | None:
        index = bisect_right(self._starts, place) - 1
        turn = self._turns[index] if index >= 0 else None
        return turn if turn and place < turn.span.end else None

    # Nobody mentioned

    def _unmentioned(self, quotation: Quotation, outer: Quotation | None, turn: Turn | None) -> _Answer:
        cue = quotation.cue.text if quotation.cue else ""
        if cue and _agentless(cue):
            return _Answer(None, 0.95, "agentless")
        if outer is not None:
            return _Answer(outer.source, 0.7, "outer")
        before = self._told[-1] if self._told else None
        if turn is not None:
            return _Answer(turn.speaker, 0.7, "turn")
        if before is None:
            return _Answer(self._home.name if self._home else None, 0.6, "home")
        return _Answer(before.source, 0.9, "carried")

    # By the kind of mention

    def _meant(self, phrase: str, mention: Span, quotation: Quotation, outer: Quotation | None, turn: Turn | None) -> _Answer:
        kind = table("source-words").get(_CLITIC.sub("", phrase.strip(" ,.").lower()))
        match kind:
            case "first":
                return self._first(outer, turn)
            case "we":
                return self._we(quotation, outer, turn)
            case "second":
                return self._second(turn, mention)
            case "he" | "she":
                return self._third("m" if kind == "he" else "f", quotation, outer, turn)
            case "who":
                return self._just_named(mention)
            case "it":
                return self._thing(mention, outer, turn)
            case "they" | "both":
                return self._they(mention, outer, turn, phrase)
            case _:
                return self._phrase(phrase, mention, quotation, outer, turn)

    def _first(self, outer: Quotation | None, turn: Turn | None) -> _Answer:
        if outer is not None and (outer.type != "indirect" or turn is None):
            return _Answer(outer.source, 0.95, "first")
        if turn is not None:
            return _Answer(turn.speaker, 0.97, "first")
        before = self._told[-1] if self._told else None
        return _Answer(before.source if before else None, 0.7, "first")

    def _we(self, quotation: Quotation, outer: Quotation | None, turn: Turn | None) -> _Answer:
        if (
            turn is not None
            and outer is None
            and quotation.cue
            and _TOGETHER.search(quotation.cue.text)
            and len(self._parties) > 1
        ):
            return _Answer(joined([party.name for party in self._parties]), 0.7, "we")
        answer = self._first(outer, turn)
        return replace(answer, confidence=0.8, rule="we")

    def _second(self, turn: Turn | None, mention: Span) -> _Answer:
        if turn is None:
            return _Answer(None, 0.5, "second")
        return _Answer(self._addressed(turn, mention), 0.8, "second")

    def _addressed(self, turn: Turn, mention: Span) -> str | None:
        """Whom a speaker calls "you": the one he asks, the asker he answers, or the other principal."""
        exchange = self._exchanges.get(turn.span.start)
        if exchange is not None:
            later = (q.addressees for q in exchange.questions if q.addressees and mention.start < q.span.end)
            asked = next(later, exchange.addressees)
            if asked:
                return asked[0]
        index = bisect_right(self._starts, turn.span.start) - 1
        before = self._turns[index - 1] if index else None
        if before is not None and before.role == "asker" and before.speaker:
            return before.speaker
        others = [name for name in self._principals if name != turn.speaker]
        return others[0] if len(others) == 1 else before.speaker if before else None

    @cached_property
    def _exchanges(self) -> dict[int, Exchange]:
        """The exchange that is opened in a turn, by the turn's start."""
        found: dict[int, Exchange] = {}
        for exchange in self._reading.of(Exchange):
            turn = self._turn(exchange.questions[0].span.start) if exchange.questions else None
            if turn is not None:
                found.setdefault(turn.span.start, exchange)
        return found

    def _third(self, gender: Gender, quotation: Quotation, outer: Quotation | None, turn: Turn | None) -> _Answer:
        person = self._last_subject(quotation, gender, outer, turn)
        if person:
            return _Answer(person, 0.92, "pronoun")
        others = [name for name in self._principals if turn and name != turn.speaker]
        return _Answer(others[0] if len(others) == 1 else None, 0.5, "pronoun")

    def _last_subject(self, asked: Quotation, gender: Gender, outer: Quotation | None, turn: Turn | None) -> str | None:
        """The last subject before a pronoun that it may stand for."""
        place = asked.source_mention.start if asked.source_mention else asked.span.start
        start = max(0, place - _WINDOW, body_start(turn, self._text) if turn else 0)
        barred = {turn.speaker} if turn else {outer.source} if outer else set()
        told = self._inner.get(id(outer), []) if outer else self._told
        subjects: list[tuple[int, str]] = []
        others: list[tuple[int, str]] = []
        for quotation in reversed(told[-6:]):
            if quotation.span.start >= start and quotation.source and self._may_be(quotation.source, gender):
                at = quotation.source_mention.start if quotation.source_mention else quotation.span.start
                subjects.append((at, quotation.source))
        reported = [part for quotation in (*told[-6:], asked) for part in quotation.content]
        for begin, _, run in self._cast.mentions(start, place):
            person = person_in(self._cast, run)
            if (
                person is None
                or person.gender not in (None, gender)
                or any(part.start <= begin < part.end for part in reported)
            ):
                continue
            (subjects if is_subject(self._cast, self._text, begin, run) else others).append((begin, person.name))
        for found in (subjects, others):
            fitting = [(at, name) for at, name in found if name not in barred]
            if fitting:
                return max(fitting)[1]
        return None

    def _may_be(self, source: str, gender: Gender) -> bool:
        person = self._cast.named(source)
        return person is not None and " and " not in source and person.gender in (None, gender)

    def _just_named(self, mention: Span) -> _Answer:
        """Whom "who" stands for: the last one named."""
        runs = list(self._cast.mentions(max(0, mention.start - _NEAR), mention.start))
        name = self._cast.speaking(runs[-1][2]) if runs else None
        return _Answer(name, 0.8, "relative")

    def _thing(self, mention: Span, outer: Quotation | None, turn: Turn | None) -> _Answer:
        """What "it" stands for: the body that spoke last, else the one that last began a clause."""
        told = self._inner.get(id(outer), []) if outer else self._told
        start = max(0, mention.start - _WINDOW, body_start(turn, self._text) if turn else 0)
        spoke = [(q.span.start, q.source) for q in told[-3:] if q.span.start >= start and q.source and not self._cast.named(q.source)]
        subjects = [
            (begin, _body(run))
            for begin, _, run in self._cast.mentions(start, mention.start)
            if is_subject(self._cast, self._text, begin, run) and person_in(self._cast, run) is None
            and run.split(maxsplit=1)[0].lower() not in words("function-words").union(table("source-words"))
        ]
        last = max([*spoke, *subjects], default=None)
        return _Answer(last[1] if last else None, 0.6, "thing")

    def _they(self, mention: Span, outer: Quotation | None, turn: Turn | None, phrase: str) -> _Answer:
        plural = table("source-words").get(phrase.lower()) == "they"
        before = self._told[-1] if self._told and outer is None else None
        if plural and before and before.source and mention.start - before.span.end < _WINDOW and self._is_several(before):
            return _Answer(before.source, 0.85, "they")
        if plural and turn is not None and outer is None:
            return _Answer(None, 0.5, "they")
        if plural and outer is not None:
            return _Answer(self._last_state(outer, mention), 0.5, "they")
        if len(self._parties) > 1:
            return _Answer(joined([party.name for party in self._parties]), 0.85, "parties")
        return _Answer(None if plural else phrase.lower(), 0.5, "they")

    def _is_several(self, quotation: Quotation) -> bool:
        if quotation.source and " and " in quotation.source:
            return True
        said = described(quotation.source_mention.text) if quotation.source_mention else None
        return said is not None and said.plural

    def _last_state(self, outer: Quotation, mention: Span) -> str | None:
        last = None
        for part in outer.content:
            for _, _, run in self._cast.mentions(part.start, min(part.end, mention.start)):
                last = run if table("countries").get(run.lower()) == run else last
        return last

    # Noun phrases

    def _phrase(self, phrase: str, mention: Span, quotation: Quotation, outer: Quotation | None, turn: Turn | None) -> _Answer:
        phrase = _FRAME.sub("", phrase) or phrase
        told = _BRACKETED.search(phrase)
        phrase = told.group(1) if told and self._cast.speaking(told.group(1)) else phrase
        several = self._listed(phrase, mention, quotation, outer, turn)
        if several:
            return several
        capital = table("capitals").get(re.sub(r"['’]s?$", "", phrase))
        if capital:
            return _Answer(capital, 0.9, "capital")
        said = described(phrase)
        if _is_collective(phrase):
            return self._collective(phrase, said, mention, outer, turn)
        if said is None or not said.plural:
            named = self._cast.speaking(phrase)
            if named:
                return _Answer(named, 0.97, "named")
        if said and said.plural:
            return self._plural(phrase, said)
        if said:
            return self._office(phrase, said, mention, turn)
        return _Answer(_body(phrase), 0.85, "body")

    def _listed(
        self, phrase: str, mention: Span, quotation: Quotation, outer: Quotation | None, turn: Turn | None
    ) -> _Answer | None:
        """`Jan Orel and Mira Tal`, `the President of Ardania and I`."""
        parts = [part for part in _AND.split(phrase) if part.strip()]
        if " and " not in phrase or len(parts) < 2:
            return None
        names: list[str] = []
        for part in parts:
            tokens = part.lower().split()
            pronoun = len(tokens) == 1 and tokens[0] in table("source-words")
            known = pronoun or part in table("capitals") or self._is_person(part)
            answer = self._meant(part, mention, quotation, outer, turn) if known else None
            if answer is None or not answer.source:
                return None
            names.append(answer.source)
        return _Answer(joined(names), 0.95, "listed")

    def _is_person(self, phrase: str) -> bool:
        said = described(phrase)
        return self._cast.speaking(phrase) is not None or (
            said is not None and not said.plural and bool(self._cast.titled(said))
        )

    def _collective(
        self, phrase: str, said: Description | None, mention: Span, outer: Quotation | None, turn: Turn | None
    ) -> _Answer:
        if said and said.states:
            return self._plural(phrase, said)
        if turn is not None or self._reading.record.kind in ("communique", "agreement"):
            sides = self._sides() if _SIDES.search(phrase) else ()
            if len(sides) > 1:
                return _Answer(joined(sides), 0.8, "sides")
        if len(self._parties) > _MOST or "participants" in phrase.lower():
            return _Answer(_body(phrase), 0.8, "body")
        return self._they(mention, outer, turn, phrase)

    def _sides(self) -> tuple[str, ...]:
        """The states whose sides meet: those of the principals, else those that the record's first words name."""
        if self._principals:
            states = [self._cast.state_of(party.person) for party in self._parties if party.person]
            return tuple(state for state in states if state)
        lead = (state_in(run) for _, _, run in self._cast.mentions(0, min(len(self._text), _LEAD)))
        return tuple(dict.fromkeys(state for state in lead if state))[:2]

    def _plural(self, phrase: str, said: Description) -> _Answer:
        among = fitting_parties(self._parties, said)
        if len(among) < 2:
            among = [Party(person.name, person) for _, person in self._cast.titled(said)]
        if len(among) > 1 and (len(self._parties) > 1 or len(among) < 4):
            return _Answer(joined([party.name for party in among]), 0.85, "plural")
        return _Answer(_body(phrase), 0.8, "body")

    def _office(self, phrase: str, said: Description, mention: Span, turn: Turn | None) -> _Answer:
        fitting = self._cast.titled(said)
        if turn is not None:
            fitting = tuple(found for found in fitting if found[1].name != turn.speaker) or fitting
        if fitting:
            best = max(score for score, _ in fitting)
            near = [person for score, person in fitting if score > best - 0.25]
            return _Answer(self._likeliest(near, said, mention, turn).name, 0.93 if len(near) == 1 else 0.85, "office")
        holder = self._cast.in_office(said)
        if holder:
            return _Answer(holder, 0.85, "holder")
        if turn is None and self._home and not self._home.titles and said.head in ("president", "state", "leader") and not said.states and not said.words:
            return _Answer(self._home.name, 0.6, "home")
        return _Answer(_body(phrase), 0.7, "body")

    def _likeliest(self, people: list[Person], said: Description, mention: Span, turn: Turn | None) -> Person:
        """Of several who bear an office: another principal, the one whose doings are told, or the last one named."""
        if len(people) > 1 and turn is not None:
            people = [person for person in people if person.name in self._principals] or people
        if self._home in people and not said.states:
            return next(person for person in people if person is self._home)
        latest: dict[str, int] = {}
        for begin, _, run in self._cast.mentions(max(0, mention.start - _WINDOW), mention.start):
            person = self._cast.named(run)
            if person:
                latest[person.name] = begin
        return max(people, key=lambda person: (latest.get(person.name, -1), -person.order))


def _agentless(cue: str) -> bool:
    return _NOBODY.search(cue) is not None


def _is_collective(phrase: str) -> bool:
    """Whether a phrase means everybody who takes part: "the parties", "both sides", "the two leaders", "both of us"."""
    kinds = table("source-words")
    tokens = [token.strip(",.").lower() for token in phrase.split()]
    if not all(kinds.get(token) == "both" or token in _AROUND_COLLECTIVES for token in tokens):
        return False
    return tokens[0] in ("both", "parties", "sides") or (
        tokens[0] in ("the", "all", "two") and any(kinds.get(token) == "both" and token != "two" for token in tokens)
    )


def _body(phrase: str) -> str:
    """A body, as it stands inside a sentence."""
    said = re.sub(r"['’]s?$", "", " ".join(phrase.split()))
    first, _, rest = said.partition(" ")
    if first.lower() in ("our", "my", "your", "their", "his", "her", "its"):
        first, _, rest = rest.partition(" ")
    if first.lower() in ("the", "a", "an", "both", "some", "all", "everyone", "everybody", "members", "participants"):
        first = first.lower()
    return f"{first} {rest}".strip()
