"""What is known of a record while its quotations are gone through: who is there, who has the floor, who spoke before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from servanda.model import Exchange, Quotation, Reading, Span, Turn
from servanda.readings.givers import givers
from servanda.readings.grammar.lexicon import verb
from servanda.readings.layers import paragraphs, sentences, unwrapped
from servanda.readings.letters import CAPITALISED
from servanda.readings.officeholders import holder_of
from servanda.readings.persons import Titled
from servanda.readings.quotes.authors import authors_of, declares_jointly, first_states
from servanda.readings.quotes.cues import group
from servanda.readings.quotes.descriptions import described
from servanda.readings.quotes.mentions import body, pronoun
from servanda.readings.quotes.parties import Party, counterpart, is_subject, leading_person, parties_of, person_in
from servanda.readings.quotes.people import Cast, Gender, Person, is_many
from servanda.readings.seats import governing_state
from servanda.readings.spoken import body_start
from servanda.words import table, words

_WINDOW = 900
"""Characters before a pronoun within which that was named for which it stands."""
_NEAR = 120
"""The same for "who"."""
_ARTICLE = len("the ")
_OF_ONE = frozenset(("president", "vice president", "prime minister", "chancellor", "king", "queen"))
"""Offices that one person bears in a state, and by which nobody else is called there."""
_FAR_MORE = 3
_CUT_OFF = frozenset(("of", "the", "for", "and", "to", "-", "–", "—"))
_APPOSED = re.compile(rf"\s*,\s+(?P<name>{CAPITALISED}(?:\s+{CAPITALISED}){{1,3}}),?\s+")
"""A name set beside what stands before it."""
_PLURAL_SUBJECT = re.compile(
    r"\s*(?:(?:During|At|In|On|After|Following|Throughout)\s[^,.;:\n]{3,90}(?:\n[^,.;:\n]{0,90})?,\s+)?(?P<subject>(?:(?:The|Both|Some|Several|Many|All|Most|Other|These|Those)\s+)?(?:[^\W\d_][\w'’-]*\s+){0,3}?"
    r"[^\W\d_][\w-]*(?<!s)s)\s+(?:(?:also|then|later|further)\s+)?(?P<verb>[a-z]+)\b(?!['’])"
)
"""Many who begin a sentence, or stand behind its first phrase, and the word behind: "At the talks, participants discussed"."""
_TWO_SUBJECTS = re.compile(
    rf"\s*(?P<subject>(?:The\s+)?{CAPITALISED}(?:\s+{CAPITALISED}){{0,4}}\s+and\s+(?:the\s+)?{CAPITALISED}(?:\s+{CAPITALISED}){{0,4}})"
    r"\s+(?:(?:also|then|later|further|both)\s+)?(?P<verb>[a-z]+)\b(?!['’])"
)
"""Two of whom a sentence begins to tell: "The President and Vice President expressed"."""
_OPENS = 12
"""Characters before a word that still begins its sentence: "In turn, they"."""
_LATELY = 6
"""Quotations before one that are looked back at."""


class Scene:
    """One record, from its first quotation to its last."""

    def __init__(self, reading: Reading, quotations: Sequence[Quotation]) -> None:
        self._reading = reading
        self.origin = reading.record.origin
        self._text = reading.record.text
        self._turns = sorted((turn for turn in reading.of(Turn) if turn.role != "publisher"), key=lambda turn: turn.span.start)
        self._starts = [turn.span.start for turn in self._turns]
        self._quotations = quotations
        self._told: dict[str | None, list[Quotation]] = {}
        """Quotations whose source is known, in order, by the one they stand within."""
        self._named_times: dict[str, int] = {}

    # Who is there

    @property
    def text(self) -> str:
        """The record's."""
        return self._text

    @property
    def _month(self) -> str | None:
        """The record's, in which persons held their offices (YYYY-MM)."""
        return (self._reading.record.reference_date or "")[:7] or None

    @cached_property
    def cast(self) -> Cast:
        """Everybody the record names."""
        speakers = {turn.speaker: turn.label.text if turn.label else turn.speaker for turn in self._turns if turn.speaker}
        mentions = [quotation.source_mention for quotation in self._quotations if quotation.source_mention]
        return Cast(self._reading.layer(unwrapped), self._month, mentions, speakers.items())

    @cached_property
    def home(self) -> Person | None:
        """The person whose doings the record tells."""
        return leading_person(self.cast, self._text)

    @cached_property
    def principals(self) -> tuple[str, ...]:
        """Those whose talks are recorded, where the record has their turns."""
        return tuple(dict.fromkeys(turn.speaker for turn in self._turns if turn.speaker and turn.role == "principal"))

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """Those who take part in the talks."""
        if len(self.principals) > 1:
            return tuple(Party(name, self.cast.named(name)) for name in self.principals)
        named = parties_of(self.cast, self._text, self._reading.layer(paragraphs), self.home)
        person = named[0].person if len(named) == 1 else None
        other = counterpart(self.cast, self._text, person) if person else None
        return (other, *named) if other else named

    @cached_property
    def sides(self) -> tuple[str, ...]:
        """The states that take part, where it is they who speak: in spoken words and in communiqués; else empty."""
        if self.principals:
            states = [self.cast.state_of(party.person) for party in self.parties if party.person]
            return tuple(state for state in states if state)
        return self.authors

    @cached_property
    def government(self) -> str | None:
        """The state whose seat of government the record names, alone or far more often than any other's; else None."""
        return governing_state(self._text)

    def incumbent(self, phrase: str) -> str | None:
        """Who bore an office of that state on the record's day: "the President" of a record from the seat of his government."""
        article, _, office = " ".join(phrase.split()).partition(" ")
        if article.lower() != "the" or office.lower() not in _OF_ONE or self.government is None:
            return None
        term = holder_of(office.lower(), self.government, self._month)
        return term.name if term is not None else None

    @property
    def house(self) -> bool:
        """Whether a parliament debates, where "the Minister" may be any of many."""
        return self._reading.record.kind == "debate"

    def state_of(self, name: str | None) -> str | None:
        """The state for which somebody speaks, by the offices that the record gives him."""
        person = self.cast.named(name) if name else None
        return self.cast.state_of(person) if person else None

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """Whose words a communiqué or an agreement is: states, or one group; empty for other records."""
        record = self._reading.record
        if not declares_jointly(record, spoken=bool(self._turns)):
            return ()
        declared = authors_of(self._text, self._reading.layer(paragraphs), record.title, self._month)
        if declared:
            return declared
        titled = tuple(map(self._as_named, givers(record.title or "")))
        persons = tuple(party.name for party in self.parties if party.person)
        return titled or (persons if len(persons) > 1 else ()) or first_states(self._text)

    def _as_named(self, titled: Titled) -> str:
        """Somebody of the title by the name under which the record knows him."""
        person = self.cast.named(f"{titled.office} {titled.name}".title()) or self.cast.named(titled.name)
        return person.name if person else titled.name

    def whole(self, mention: Span) -> str:
        """A mention with the rest of its name, where it was cut off behind a small word ("the Minister of the")."""
        said = mention.text.split()
        if said and said[-1].lower() in _CUT_OFF:
            for begin, end, _ in self.cast.mentions(mention.end, min(len(self._text), mention.end + _NEAR)):
                if not self._text[mention.end : begin].strip():
                    return self._text[mention.start : end]
                break
        return mention.text

    def apposed(self, mention: Span, cue: Span | None) -> str | None:
        """The name that stands between an office and the words of saying: "Ardania’s envoy, Lena Marsh, [said]"."""
        match = _APPOSED.fullmatch(self._text, mention.end, cue.start) if cue and mention.end < cue.start else None
        said = described(mention.text) if match else None
        if match is None or said is None or said.plural or self.cast.named(mention.text):
            return None
        name = match["name"]
        if described(name) is not None or table("countries").get(name.lower()):
            return None
        person = self.cast.named(name)
        return person.name if person else " ".join(name.split())

    # Who has the floor

    def turn_at(self, place: int) -> Turn | None:
        """The turn that holds a place; None where the publisher has the word."""
        index = bisect_right(self._starts, place) - 1
        turn = self._turns[index] if index >= 0 else None
        return turn if turn and place < turn.span.end else None

    def addressed(self, turn: Turn, place: int) -> str | None:
        """Whom a speaker calls "you": the one he asks, the asker he answers, or the other principal."""
        exchange = self._exchanges.get(turn.span.start)
        if exchange is not None:
            later = (
                question.addressees for question in exchange.questions if question.addressees and place < question.span.end
            )
            addressees = next(later, exchange.addressees)
            if addressees:
                return addressees[0]
        index = bisect_right(self._starts, turn.span.start) - 1
        before = self._turns[index - 1] if index else None
        if before is not None and before.role == "asker" and before.speaker:
            return before.speaker
        others = self.others(turn)
        if len(others) == 1:
            return others[0]
        return before.speaker if before else None

    def others(self, turn: Turn) -> tuple[str, ...]:
        """The principals besides a turn's speaker."""
        return tuple(name for name in self.principals if name != turn.speaker)

    @cached_property
    def _exchanges(self) -> dict[int, Exchange]:
        """The exchange that is opened in a turn, by the turn's start."""
        found: dict[int, Exchange] = {}
        for exchange in self._reading.of(Exchange):
            turn = self.turn_at(exchange.questions[0].span.start) if exchange.questions else None
            if turn is not None:
                found.setdefault(turn.span.start, exchange)
        return found

    # Who spoke before

    def remember(self, quotation: Quotation, outer: Quotation | None) -> None:
        """Keep a quotation whose source is known, so that later ones can look back at it."""
        self._told.setdefault(outer.id if outer else None, []).append(quotation)

    def before(self, outer: Quotation | None) -> tuple[Quotation, ...]:
        """The last quotations told within the same one, in order."""
        return tuple(self._told.get(outer.id if outer else None, ())[-_LATELY:])

    def last_subject(self, asked: Quotation, gender: Gender, outer: Quotation | None, turn: Turn | None) -> str | None:
        """The last person before a pronoun for whom it may stand: a clause's subject, else another, else one spoken of."""
        place = asked.source_mention.start if asked.source_mention else asked.span.start
        start = self._horizon(place, turn)
        barred = turn.speaker if turn else outer.source if outer else None
        told = self.before(outer)
        subjects = [
            (_place(quotation), quotation.source)
            for quotation in told
            if quotation.span.start >= start and quotation.source and self.may_be(quotation.source, gender)
        ]
        others: list[tuple[int, str]] = []
        inside: list[tuple[int, str]] = []
        for begin, _, run in self.cast.mentions(start, place):
            name = self._borne(begin, run, gender) or self._person(run, gender)
            if name is None or _reports(asked, begin):
                continue
            if any(_reports(quotation, begin) for quotation in told):
                inside.append((begin, name))
            else:
                (subjects if is_subject(self.cast, self._text, begin, run) else others).append((begin, name))
        for found in (subjects, others, inside):
            fitting = [(at, name) for at, name in found if name != barred]
            if fitting:
                return max(fitting)[1]
        return None

    def _borne(self, begin: int, run: str, gender: Gender) -> str | None:
        """Whom an office without a name means, where it is one of the record's own government."""
        phrase = run if run.lower().startswith("the ") else self._text[max(0, begin - _ARTICLE) : begin] + run
        own = self.incumbent(phrase)
        person = self.cast.named(own) if own else None
        known = person.gender if person else table("given-names").get(own.split(maxsplit=1)[0]) if own else None
        return own if known in (None, "", gender) else None

    def _person(self, run: str, gender: Gender) -> str | None:
        """The person whom a capitalised run names, if a pronoun of that gender may stand for him."""
        person = person_in(self.cast, run)
        return person.name if person is not None and self._is_of(person, gender) else None

    def subject_around(self, start: int, end: int) -> str | None:
        """The person who is the subject of the sentence in which a stretch stands."""
        borders = self._reading.layer(sentences)
        index = bisect_right(borders, (start, len(self._text))) - 1
        if index < 0:
            return None
        first, last = max(borders[index][0], start - _WINDOW), min(borders[index][1], end + _WINDOW)
        for begin, _, run in self.cast.mentions(first, last):
            if not start <= begin < end and is_subject(self.cast, self._text, begin, run):
                person = person_in(self.cast, run)
                if person:
                    return person.name
        return None

    def last_body(self, place: int, outer: Quotation | None, turn: Turn | None) -> str | None:
        """For what "it" stands: the body that spoke last, or that last began a clause."""
        start = self._horizon(place, turn)
        spoke = [
            (quotation.span.start, quotation.source)
            for quotation in self.before(outer)
            if quotation.span.start >= start and quotation.source and not self.cast.named(quotation.source)
        ]
        subjects = [
            (begin, body(run) or run)
            for begin, _, run in self.cast.mentions(start, place)
            if is_subject(self.cast, self._text, begin, run) and person_in(self.cast, run) is None and _is_body(run)
        ]
        return max([*spoke, *subjects], default=(0, None))[1]

    def just_named(self, place: int) -> str | None:
        """For whom "who" stands."""
        last: str | None = None
        for _, _, run in self.cast.mentions(max(0, place - _NEAR), place):
            last = run
        return self.cast.speaking(last) if last else None

    def last_state(self, outer: Quotation, place: int) -> str | None:
        """The state last named in what a quotation reports: "they" of one who speaks of a state."""
        last = None
        for part in outer.content:
            for _, _, run in self.cast.mentions(part.start, max(part.start, min(part.end, place))):
                last = run if table("countries").get(run.lower()) == run else last
        return last

    def last_several(self, place: int) -> str | None:
        """For whom "they" stands: a body of many that last began a sentence, else the source before, if more than one."""
        told = self.before(None)
        group = self._last_group(max(told[-1].span.end if told else 0, place - _WINDOW), place)
        if group:
            return group
        if not told or not told[-1].source or place - told[-1].span.end >= _WINDOW:
            return None
        mention = told[-1].source_mention
        said = described(mention.text) if mention else None
        return told[-1].source if " and " in told[-1].source or (said is not None and said.plural) else None

    def subject_above(self, place: int) -> str | None:
        """Those many who are the subject of the sentence before one that begins with "they", in the same paragraph."""
        borders = self._reading.layer(sentences)
        index = bisect_right(borders, (place, len(self._text))) - 1
        if index < 1 or place - borders[index][0] > _OPENS or "\n\n" in self._text[borders[index - 1][0] : place]:
            return None
        start, end = borders[index - 1]
        told = self.before(None)
        mention = told[-1].source_mention if told else None
        if mention and start <= mention.start < end and pronoun(mention.text) == "they":
            return told[-1].source
        match = _PLURAL_SUBJECT.match(self._text, start, end) or _TWO_SUBJECTS.match(self._text, start, end)
        many = match is not None and group(match["subject"].rsplit(maxsplit=1)[-1].lower()) is None
        return match["subject"] if match and many and verb(match["verb"], "past") else None

    def _last_group(self, start: int, place: int) -> str | None:
        """The last name of many ("Belmoran Farmers") in a stretch that begins a sentence as its subject."""
        last = None
        for begin, _, run in self.cast.mentions(start, place):
            if is_subject(self.cast, self._text, begin, run) and pronoun(run) is None:
                several = is_many(run) and run.lower() not in table("countries") and person_in(self.cast, run) is None
                last = (body(run) or run) if several and _is_body(run) else None
        return last

    def latest(self, people: Sequence[Person], place: int) -> Person | None:
        """Of several persons the one named last before a place; None where none was named lately."""
        last: Person | None = None
        for person in self._named_before(place):
            last = person if person in people else last
        return last

    def foremost(self, people: Sequence[Person]) -> Person | None:
        """Of several persons the one of whom the record speaks far more than of the others; None where there is none such."""
        for person in people:
            if person.name not in self._named_times:
                self._named_times[person.name] = self._text.count(person.name.rsplit(maxsplit=1)[-1])
        counts = [self._named_times[person.name] for person in people]
        first, *others = sorted(counts, reverse=True)
        return people[counts.index(first)] if all(first >= _FAR_MORE * count for count in others) else None

    def _named_before(self, place: int) -> Iterator[Person]:
        for _, _, run in self.cast.mentions(max(0, place - _WINDOW), place):
            person = self.cast.named(run)
            if person:
                yield person

    def _horizon(self, place: int, turn: Turn | None) -> int:
        return max(0, place - _WINDOW, body_start(turn, self._text) if turn else 0)

    def may_be(self, source: str, gender: Gender) -> bool:
        """Whether a source may be "he" or "she": a person of the record, or one of whom it prints a bare surname only."""
        person = self.cast.named(source)
        return _is_surname(source) if person is None else self._is_of(person, gender)

    @staticmethod
    def _is_of(person: Person | None, gender: Gender) -> bool:
        return person is not None and person.gender in (None, gender)


def _is_surname(source: str) -> bool:
    """Whether a source is one capitalised word that is no state, no capital, no outlet and no abbreviation."""
    low = source.lower()
    bodies = low in table("countries") or source in table("capitals") or low in table("outlet-words")
    plain = source.isalpha() and source[:1].isupper() and not source.isupper() and not low.endswith("s")
    return plain and not bodies and described(source) is None


def _reports(quotation: Quotation, place: int) -> bool:
    return any(part.start <= place < part.end for part in quotation.content)


def _place(quotation: Quotation) -> int:
    return quotation.source_mention.start if quotation.source_mention else quotation.span.start


_CLITIC = re.compile(r"['’]\w*$")


def _is_body(run: str) -> bool:
    """Whether a run is a body's or a state's name, not a word that is capitalised because a sentence begins with it."""
    first = _CLITIC.sub("", run.split(maxsplit=1)[0]).lower()
    if first in words("function-words") or first in table("source-words") or described(run) is not None:
        return False
    return " " in run or run.isupper() or run.lower() in table("countries")
