"""The people of a record as a reader of its reported words knows them: names, titles, states, "he" or "she".

People are gathered from the capitalised words of the whole record, from its speakers' labels and from the sources that its
quotations name. A capitalised run counts as a person where something says so: a title before it, a given name in it, an entry
in the list of office holders, or words that are put in its mouth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal

from servanda.model import Span
from servanda.readings.letters import BLANK, CAPITALISED
from servanda.readings.officeholders import Holder, holders
from servanda.readings.persons import ARTICLE, alike, before_verb, full_form, parsed, same_person, skeleton, without_offices
from servanda.readings.quotes.cues import one_of
from servanda.readings.quotes.descriptions import Description, described, is_head
from servanda.readings.vocabulary import SmallWords
from servanda.words import table, words

Gender = Literal["f", "m"]

_JOINT = r"(?:of|the|for|to|and|de|da|do|dos|del|la|le|van|von|der|den|bin|al|el|di)"
RUN = re.compile(
    rf"{CAPITALISED}(?:{BLANK}(?:{_JOINT}{BLANK}){{0,3}}(?:[-–—]{BLANK})?(?:{ARTICLE})?{CAPITALISED}|(?<=\b\w)\.{BLANK}{CAPITALISED}){{0,14}}"
)
"""Capitalised words with the small words that join them: an office with a name, a name, a body."""

_ARTICLE = re.compile(f"^{ARTICLE}")
_POSSESSIVE = re.compile(r"['’]s?$")
_BEGUN = re.compile(r"^.*\w-\s*[-–—]+\s*")
"""What was begun and broken off before it was said: "the Pre- — President Orel"."""
_JOINTS_OF_NAMES = re.compile(r"['’]s? | and | for ")
_BETWEEN = re.compile(rf",{BLANK}(?:the{BLANK})?")
_FEMALE = frozenset(
    {"ms", "mrs", "miss", "madam", "madame", "queen", "princess", "baroness", "dame", "lady", "chairwoman", "spokeswoman"}
)
_MALE = frozenset(
    {"mr", "mister", "king", "prince", "lord", "sir", "baron", "chairman", "spokesman", "father", "imam", "rabbi"}
)
_PATRONYMIC = re.compile(r"(?:ovich|evich|yevich|ich|ovna|evna|yevna|ichna|ович|евич|ич|овна|евна|ична)$")
_BEHIND_OFFICES = frozenset({"extraordinary", "plenipotentiary", "general", "designate", "elect", "emeritus"})
"""Words that belong to the office they stand behind: "Ambassador Extraordinary"."""
_MANY = re.compile(r"[a-z]{3,}(?<![siu])s$")
_LONGEST = 5
"""Words of a person's name."""
_MOST_APPOSITIONS = 2000
_MOST_NAMESAKES = 60
"""People of one given name or surname who are told apart."""


@dataclass(slots=True, eq=False)
class Person:
    """One person of the record. Grows while the record is gathered; two are never equal, however alike."""

    name: str
    """The fullest form in the record."""
    titles: list[Description] = field(default_factory=list)
    gender: Gender | None = None
    order: int = 0
    """Place of the first mention."""
    speaks: bool = False
    """Whether turns of the record are spoken by this person."""

    @property
    def states(self) -> frozenset[str]:
        """The states of all titles."""
        return frozenset().union(*(title.states for title in self.titles))

    def answers_to(self, said: Description) -> float:
        """How well a description may mean this person, as `Description.fits`; one of another state never does."""
        states = self.states
        if said.states and states and not said.states & states:
            return 0.0
        return max((said.fits(title) for title in self.titles), default=0.0)


class Cast:
    """Everybody a record names."""

    def __init__(self, text: str, month: str | None, sources: Iterable[Span], speakers: Iterable[tuple[str, str]]) -> None:
        """`sources` are mentions that speak; `speakers` are the names of turns' speakers with their labels."""
        self._text = text
        self._month = month
        self._small = SmallWords(text)
        self.people: list[Person] = []
        self._by_word: dict[str, list[Person]] = {}
        self._known: dict[str, Person | None] = {}
        self._fitting: dict[Description, tuple[tuple[float, Person], ...]] = {}
        for name, label in speakers:
            self._add(name, label, _title(label, name), 0).speaks = True
        runs, apposed = _runs(text)
        spoken = set()
        for source in sources:
            bare = _bare(source.text)
            spoken.add(bare)
            runs.setdefault(bare, source.start)
        for run in sorted(runs, key=lambda said: (-len(parsed(_bare(said)).name.split()), runs[said])):
            self._gather(run, runs[run], spoken)
        self._appose(apposed)
        self.people.sort(key=lambda person: person.order)

    def _gather(self, run: str, place: int, spoken: set[str]) -> None:
        bare = _bare(run)
        name = _name(bare)
        if not name or self._by_patronymic(name) or self._is_common(bare, name):
            return
        titled = _title(bare, name)
        if len(name.split()) == 1:
            titled = None if bare.startswith(name) else titled  # "Readout of President [Orel]" is nobody's name
            if titled or _gender_of_address(bare):
                self._short(name, bare, titled, place)
            return
        speaks = (bare in spoken or name in spoken or name.rpartition(" ")[2] in spoken) and not is_many(name)
        if titled or speaks or _is_given(name.split()[0]) or _gender_of_address(bare) or _terms(name):
            self._add(name, bare, titled, place)

    def _is_common(self, bare: str, name: str) -> bool:
        """Whether a "name" ends in a word that the record also prints small: "the White Paper", "the Armed Services".

        Names that are words ("Rice") are known by a given name or by the title right before them.
        """
        first, _, rest = name.partition(" ")
        if (_is_given(first) and rest) or name.rpartition(" ")[2] not in self._small:
            return False
        before = bare.partition(name)[0].split()
        return not before or table("offices").get(before[-1].lower().rstrip(".")) not in ("office", "address", "rank")

    def _short(self, name: str, bare: str, titled: Description | None, place: int) -> None:
        found = self._bearers(name)
        listed = self._by_list(name, bare, titled) if titled else None
        if listed and found:  # "President Orel" is no relative who is named in full
            self._add(listed, bare, titled, place)
        elif len(found) == 1:
            self._entitle(found[0], bare, titled)
        elif not found and not (table("countries").get(name.lower())):
            self._add(self._by_list(name, bare, titled) or name, bare, titled, place)

    def _add(self, name: str, bare: str, title: Description | None, place: int) -> Person:
        person = next((known for known in self._bearers(name) if same_person(known.name, name)), None)
        if person is None:
            person = Person(name, order=place)
            self.people.append(person)
            for term in _terms(name) if " " in name else ():  # a bare surname is many people's
                if term.held(self._month):
                    title = described(f"{term.office} of {term.state}")
                    person.titles.extend([title] if title else [])
            person.gender = table("given-names").get(name.split(maxsplit=1)[0])  # type: ignore[assignment]
            for word in _name_words(name):
                self._by_word.setdefault(word, []).append(person)
        person.order = min(person.order, place)
        self._entitle(person, bare, title)
        return person

    def _entitle(self, person: Person, bare: str, title: Description | None) -> None:
        person.gender = _gender_of_address(bare) or person.gender
        if title and title not in person.titles:
            person.titles.append(title)

    def _appose(self, apposed: Iterable[tuple[str, str]]) -> None:
        """`Mira Tal, Minister of Culture` and `the President of Ardania, Jan Orel`."""
        for first, second in apposed:
            for name, title in ((first, second), (second, first)):
                said = described(title)
                person = self.named(name) if said and not _name(title) else None
                if person and said and not any(_conflict(said, title) for title in person.titles):
                    self._entitle(person, title, said)

    def _by_list(self, surname: str, bare: str, titled: Description | None) -> str | None:
        """The given name of an office holder, of that day or before, with the surname as the record spells it."""
        gender = _gender_of_address(bare)
        fitting = {
            term.name
            for term in _terms(surname)
            if (self._month is None or term.first <= self._month)
            and gender in (None, table("given-names").get(term.name.split(maxsplit=1)[0], gender))
            and (titled is None or titled.fits(described(f"{term.office} of {term.state}") or titled) > 0)
        }
        if len(fitting) != 1:
            return None
        given = next(iter(fitting)).split()
        return " ".join([*given[:-1], surname]) if alike(given[-1], surname) else None

    def _bearers(self, name: str) -> list[Person]:
        """Those whose name has all words of this one, or the other way round."""
        want = _name_words(name)
        found: list[Person] = []
        for known in sorted((self._by_word.get(word, []) for word in want), key=len):
            for person in known[:_MOST_NAMESAKES]:
                have = _name_words(person.name)
                if person not in found and (want <= have or have <= want or same_person(person.name, name)):
                    found.append(person)
        return found

    def named(self, phrase: str) -> Person | None:
        """The person whose name stands in a phrase ("President Jan Orel", "Mr Orel", "Orel's"); None where it names nobody."""
        bare = _bare(phrase)
        if bare not in self._known:
            self._known[bare] = self._named(bare)
        return self._known[bare]

    def _named(self, bare: str) -> Person | None:
        name = _name(bare)
        if not name or table("countries").get(name.lower()):
            return None
        gender = _gender_of_address(bare)
        found = self._by_patronymic(name) or [
            person for person in self._bearers(name) if gender is None or person.gender in (None, gender)
        ]
        if len(found) > 1:
            before = _title(bare, name)
            fitting = [person for person in found if before and any(before.fits(title) > 0 for title in person.titles)]
            found = fitting or found
        return min(found, key=_prominence, default=None)

    def _by_patronymic(self, name: str) -> list[Person]:
        """`Ivan Petrovich`: the one speaker of that given name."""
        given, _, second = name.partition(" ")
        if " " in second or not _PATRONYMIC.search(second):
            return []
        found = [person for person in self.people if person.speaks and alike(person.name.split(maxsplit=1)[0], given)]
        return [] if len(found) != 1 or alike(found[0].name.rsplit(maxsplit=1)[-1], second) else found

    def speaking(self, phrase: str) -> str | None:
        """The name in a phrase that is known to speak, whether or not the record says more of the person."""
        bare = _bare(phrase)
        name = _name(bare)
        if not name or table("countries").get(name.lower()) or self._is_common(bare, name):
            return None
        person = self.named(phrase)
        if person:
            return person.name
        listed = self._by_list(name, bare, None)
        if listed or " " not in name:
            return listed
        return full_form(name, self._text) if bare == name or _title(bare, name) else None

    def titled(self, wanted: Description) -> tuple[tuple[float, Person], ...]:
        """Those a description may mean, with how well it fits."""
        if wanted not in self._fitting:
            scores = ((person.answers_to(wanted), person) for person in self.people)
            self._fitting[wanted] = tuple(found for found in scores if found[0] > 0)
        return self._fitting[wanted]

    def in_office(self, wanted: Description) -> str | None:
        """Who held an office on the record's day, by the list of office holders."""
        if not wanted.states or self._month is None:
            return None
        fitting: dict[str, float] = {}
        for term in holders():
            if term.state in wanted.states and term.held(self._month):
                title = described(f"{term.office} of {term.state}")
                score = wanted.fits(title) if title else 0.0
                if score > 0:
                    fitting[term.name] = max(score, fitting.get(term.name, 0.0))
        best = [name for name, score in fitting.items() if score == max(fitting.values())]
        return best[0] if len(best) == 1 else None

    def state_of(self, person: Person) -> str | None:
        """The state whose office a person holds; None where titles name none, or several."""
        states = person.states
        return next(iter(states)) if len(states) == 1 else None

    def mentions(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """Capitalised runs of a stretch: where each begins and ends, and its words."""
        for match in RUN.finditer(self._text, start, end):
            yield from _pieces(match)


def is_many(name: str) -> bool:
    """Whether words without a given name end like a name of many: "Belmoran Farmers", not "Mira Rogers"."""
    return _MANY.search(name) is not None and not _is_given(name.split(maxsplit=1)[0])


def _prominence(person: Person) -> tuple[bool, bool]:
    """Of several of one surname it means, alone, the one who speaks, else the one who leads something."""
    return not person.speaks, not any(title.head in words("leading-offices") for title in person.titles)


def _conflict(one: Description, other: Description) -> bool:
    """Whether two titles are one office of two states."""
    return one.head == other.head and bool(one.states) and bool(other.states) and not one.states & other.states


def _runs(text: str) -> tuple[dict[str, int], set[tuple[str, str]]]:
    """Each capitalised run with its first place, and runs that a comma joins."""
    runs: dict[str, int] = {}
    apposed: set[tuple[str, str]] = set()
    last, behind = "", -9
    for match in RUN.finditer(text):
        for begin, end, run in _pieces(match):
            runs.setdefault(run, begin)
            if 0 < begin - behind <= 6 and len(apposed) < _MOST_APPOSITIONS and _BETWEEN.fullmatch(text, behind, begin):
                apposed.add((last, run))
            last, behind = run, end
    return runs, apposed


def _pieces(match: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    """A run, parted behind possessives ("Jan Orel's Prime Minister") and at "and" or "for" behind a name."""
    begin, run = match.start(), match.group()
    for joint in _JOINTS_OF_NAMES.finditer(run):
        left = run[begin - match.start() : joint.start()]
        name = _name(_bare(left))
        if joint.group() == " for " and not _is_given(left.split(maxsplit=1)[0] if left else ""):
            continue  # "Centre for Roads"
        if name and (" " in name or _title(_bare(left), name)):
            yield begin, begin + len(left), left
            begin = match.start() + joint.end()
    rest = run[begin - match.start() :]
    yield begin, begin + len(rest), rest


def _bare(phrase: str) -> str:
    said = _BEGUN.sub("", _POSSESSIVE.sub("", " ".join(phrase.split())))
    return said[4:] if said[:4].lower() == "the " else said


@lru_cache(maxsize=4096)
def _name(bare: str) -> str:
    """The person's name at the end of a run; empty where it has none."""
    titled = parsed(bare)
    tokens = titled.name.split()
    given = next((index for index in range(len(tokens) - 1) if _is_given(tokens[index])), None)
    if given:
        tokens = tokens[given:]
    elif given is None and _follows_joint(bare, titled.name):
        tokens = tokens[-2:] if len(tokens) > 2 else []  # "Representative for Culture", "Minister of Culture Mira Tal"
    tokens = without_offices(_without_verb(tokens))
    if not tokens or len(tokens) > _LONGEST or not _ARTICLE.sub("", tokens[-1])[:1].isupper():
        return ""
    kinds = table("offices")
    lower = [token.lower() for token in tokens]
    if any(
        "body" in (kinds.get(word), kinds.get(word.removesuffix("s"))) or word in _BEHIND_OFFICES for word in lower
    ) or is_head(lower[-1]):
        return ""
    particles = table("label-connectors")
    if any(token[0].islower() and particles.get(token) != "name" and not _ARTICLE.match(token) for token in tokens):
        return ""
    small = words("function-words")
    if f"{lower[0]} " in words("salutations"):
        return ""
    return "" if lower[0] in small or lower[-1] in small else " ".join(tokens)


def _without_verb(tokens: list[str]) -> list[str]:
    """A name without what a headline in capitals says of it: "Jan Orel Announces Talks"."""
    headline = one_of("headline-verbs")
    return before_verb(next((tokens[:at] for at in range(1, len(tokens)) if tokens[at].lower() in headline), tokens))


def _title(bare: str, name: str) -> Description | None:
    """What is said around a name: "President … of Ardania"."""
    before, _, behind = bare.partition(name)
    return described(f"{before} {behind}") if before or behind else None


def _follows_joint(bare: str, name: str) -> bool:
    before = bare.partition(name)[0].split() if name else []
    return bool(before) and before[-1] in ("of", "for", "to", "from", "and", "the")


def _is_given(word: str) -> bool:
    return word in table("given-names")


@lru_cache(maxsize=4096)
def _name_words(name: str) -> frozenset[str]:
    return frozenset(skeleton(part) for word in name.split() for part in word.replace("-", " ").split() if len(part) > 1)


def _gender_of_address(bare: str) -> Gender | None:
    first = bare.split(maxsplit=1)[0].lower().rstrip(".") if bare else ""
    return "f" if first in _FEMALE else "m" if first in _MALE else None


@cache
def _terms_by_surname() -> dict[str, tuple[Holder, ...]]:
    found: dict[str, list[Holder]] = {}
    for holder in holders():
        found.setdefault(skeleton(holder.name.rsplit(maxsplit=1)[-1]), []).append(holder)
    return {word: tuple(terms) for word, terms in found.items()}


def _terms(name: str) -> tuple[Holder, ...]:
    """The terms of office holders of that name."""
    found = _terms_by_surname().get(skeleton(name.rsplit(maxsplit=1)[-1]), ())
    return tuple(term for term in found if len(name.split()) == 1 or same_person(term.name, name))
