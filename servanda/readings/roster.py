"""Everybody a record names: the fuller forms of short names, and who holds an office that stands in a label by itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import takewhile

from servanda.model import Record
from servanda.readings.givers import giver
from servanda.readings.labels import shape
from servanda.readings.letters import BLANK, CAPITALISED, CAPITALS
from servanda.readings.officeholders import holder_named, holder_of, holders
from servanda.readings.persons import Titled, alike, full_form, named_in, parsed, same_person, skeleton
from servanda.readings.seats import governing_state
from servanda.readings.speech import of_office
from servanda.readings.vocabulary import SmallWords
from servanda.words import table, words

Answer = tuple[str | None, float, str]
"""A name, how sure, and by which rule."""

_REACH = 1_500_000
"""Characters of a record searched for a name's fuller form."""
_MOST = 60
"""Short names looked up in one record; a parliament's sitting has more, and prints each as it wants it cited."""


class Roster:
    """Names of one record."""

    def __init__(self, record: Record, labels: Sequence[str], first: int) -> None:
        self._record = record
        self._text = record.text
        self._head = "\n".join(part for part in (record.title or "", record.text[: min(first, 3000)]) if part)
        self._month = (record.reference_date or "")[:7] or None
        bases = Counter(seen.base for seen in map(shape, labels) if seen and seen.kind != "role")
        self._small = SmallWords(record.text)
        self._looked_up = 0
        self._titled = {base: parsed(base) for base in bases}
        self._counts = bases

    # Names

    def full_name(self, titled: Titled) -> Answer:
        """The person's full name: as printed, else the record's own fuller form, else by the list of office holders."""
        printed = titled.name
        initials = _INITIALS.fullmatch(printed)
        if initials:
            return self._from_initials(initials)
        if len(printed.split()) > 1 and not self._is_partial(printed):
            return full_form(printed, self._text[:_REACH]), 0.98, "speakers.printed"
        found = self._by_label(printed) or self._by_head(titled)
        if found:
            return found
        holder = holder_named(printed, titled.office, self._month) if titled.office and self._month else None
        if holder:
            return holder.name, 0.93, "speakers.holder"
        in_text = self._by_text(printed)
        if in_text:
            return in_text
        return full_form(printed, self._text[:_REACH]), 0.9, "speakers.surname"

    def _is_partial(self, printed: str) -> bool:
        """Whether the words of a label in capitals are all surname: "VON DER LEYEN", "LINKE YOUNG"."""
        return printed.isupper() or printed.split(maxsplit=1)[0].lower() in table("label-connectors")

    def _by_label(self, printed: str) -> Answer | None:
        """Another label of the record has the full name."""
        want = _skeletons(printed)
        for name in self._full.get(skeleton(printed.replace(".", ". ").split()[-1]), ()):
            if want < _skeletons(name):
                return full_form(name, self._text[:_REACH]), 0.97, "speakers.label"
        return None

    @cached_property
    def _full(self) -> dict[str, list[str]]:
        """The labels' full names, by the skeleton of each word."""
        found: dict[str, list[str]] = {}
        for titled in self._titled.values():
            if len(titled.name.split()) > 1 and not titled.name.isupper() and "." not in titled.name:
                for word in _skeletons(titled.name):
                    found.setdefault(word, []).append(titled.name)
        return found

    def _by_head(self, wanted: Titled) -> Answer | None:
        """The title or lead has it: "Press Briefing by Press Secretary Mira Tal"."""
        printed = wanted.name
        want = _skeletons(printed)
        best: str | None = None
        for titled in self._heads:
            if wanted.office and titled.office and not _same_office(titled.office, wanted.office):
                continue
            if len(titled.name.split()) > 1 and want < _skeletons(titled.name):
                name = self._without_topic(titled, printed)
                best = name if best is None or len(name) < len(best) else best
        return (full_form(best, self._text[:_REACH]), 0.96, "speakers.head") if best and len(best.split()) > 1 else None

    @cached_property
    def _heads(self) -> tuple[Titled, ...]:
        head = self._head
        if self._record.title:
            head = _TITLE_FIELD.sub("", head, count=1)  # the title itself stands before it, unbroken
        return tuple(named_in(head))

    def _without_topic(self, titled: Titled, printed: str) -> str:
        """Without words before the name that are no name ("Emerging Technology Mira Tal")."""
        tokens = titled.name.split()
        if titled.loose and skeleton(tokens[-1]) == skeleton(printed.rsplit(maxsplit=1)[-1]):
            return " ".join(tokens[-1 - len(printed.split()) :])
        while len(tokens) > 2 and skeleton(tokens[0]) not in _skeletons(printed) and self._is_common(tokens[0]):
            tokens = tokens[1:]
        return " ".join(tokens)

    def _is_common(self, word: str) -> bool:
        return word in self._small

    def _by_text(self, printed: str) -> Answer | None:
        """The text itself has it, most often with one given name."""
        seen = self._given.get(_folded(printed))
        if not seen:
            return None
        (given, count), *others = seen.most_common(2)
        if others and others[0][1] == count and not alike(given.split()[0], others[0][0].split()[0]):
            return None
        return given, 0.93 if count > 1 else 0.88, "speakers.text"

    @cached_property
    def _given(self) -> dict[str, Counter[str]]:
        """For each short name among the labels: the full forms in the text, and how often."""
        short = [
            titled.name
            for base, titled in self._titled.items()
            if titled.name and (len(titled.name.split()) == 1 or titled.name.isupper())
        ]
        short.sort(key=lambda name: -len(name))
        short = [name for name in dict.fromkeys(short) if not _INITIALS.fullmatch(name)][:_MOST]
        found: dict[str, Counter[str]] = {}
        if not short:
            return found
        choices = "|".join(rf"{BLANK}+".join(re.escape(part) for part in name.split()) for name in short)
        pattern = re.compile(
            rf"(?<![\w’'\-])(?P<given>{CAPITALISED})(?:{BLANK}{{1,2}}"
            rf"|\n)(?:[{CAPITALS}]\.{BLANK})?(?P<name>(?i:{choices}))(?![\w\-])"
        )
        for match in pattern.finditer(self._text, 0, _REACH):
            given = match.group("given")
            if _is_given(given, match.group("name")) and not self._is_listed(match):
                full = f"{given} {' '.join(match.group('name').split())}"
                found.setdefault(_folded(match.group("name")), Counter())[full] += 1
        return found

    def _is_listed(self, name: re.Match[str]) -> bool:
        """Whether a name stands in a list of others with their firms: "Jan Orel, Orel & Sons; Mira Tal, Lidd University;"."""
        item = _LISTED.match(self._text, name.end())
        before = self._text[max(0, name.start() - 40) : name.start()].rstrip()
        if item is None or not before.endswith((";", ",")):
            return False
        firm = item.group("firm").split()
        kinds = table("offices")
        return "&" in firm or (before.endswith(";") and not any(kinds.get(word.lower()) == "office" for word in firm))

    def _from_initials(self, match: re.Match[str]) -> Answer:
        """`В.Орлов`: the given name from the record, from the list of given names, or from that of office holders."""
        initial, surname = match.group("initials")[0], match.group("surname")
        for name in self._full.get(skeleton(surname), ()):
            if name.endswith(f" {surname}") and name[0] == initial:
                return name, 0.97, "speakers.label"
        seen = self._given_names(initial, surname)
        if seen:
            return f"{seen.most_common(1)[0][0]} {surname}", 0.95, "speakers.initials"
        holder = holder_named(surname, "", self._month)
        if holder:
            russian = holder.russian if re.search("[а-я]", surname) else holder.name
            if russian and russian[0] == initial:
                return russian, 0.88, "speakers.holder"
        return surname, 0.85, "speakers.surname"

    def _given_names(self, initial: str, surname: str) -> Counter[str]:
        """The given names of that initial that the text puts before a surname, in any case; the nominative counts double."""
        seen: Counter[str] = Counter()
        self._looked_up += 1
        if self._looked_up > _MOST:
            return seen
        stem = re.escape(surname[:-1] if len(surname) > 5 else surname)
        pattern = re.compile(
            rf"(?<!\w)(?P<given>{re.escape(initial)}[\w\-]{{2,}}){BLANK}+"
            rf"(?:[{CAPITALS}]\w+(?:вич|вна|ович|евич)\w{{0,3}}{BLANK}+)?(?P<name>{stem}\w{{0,3}})(?!\w)"
        )
        for found in pattern.finditer(self._text, 0, 400_000):
            seen[self._nominative(found.group("given"))] += 2 if found.group("name") == surname else 1
        return seen

    def _nominative(self, given: str) -> str:
        """A Russian given name as it is called, from whatever case it stands in."""
        known = words("given-names-ru")
        if given in known:
            return given
        stem = given[:-2] if given.endswith(("ом", "ем", "ой", "ей")) else given[:-1]
        fitting = sorted((name for name in known if name.startswith(stem) and len(name) - len(stem) <= 2), key=len)
        return fitting[0] if fitting else given

    # Offices

    def office_holder(self, titled: Titled) -> Answer:
        """Who a bare office means ("THE PRESIDENT"): the one whom the record's head, a chair's list or a date names."""
        chair = self._chair(titled)
        if chair:
            return chair, 0.93, "speakers.chair"
        for found in self._heads:
            if (
                found.office
                and found.name
                and _same_office(found.office, titled.office)
                and (titled.state in (None, found.state) or found.state is None)
            ):
                name, confidence, rule = self._holder_among(found) or self.full_name(found)
                return name, min(confidence, 0.93), rule
        state = titled.state or self._home
        holder = holder_of(titled.office, state, self._month) if state and titled.office else None
        return (holder.name, 0.85, "speakers.holder") if holder else (None, 0.9, "speakers.unnamed")

    def _holder_among(self, found: Titled) -> Answer | None:
        """The office holder of the day, where a headline's words hold his surname ("President Orel Opening a Bridge")."""
        named = (holder_named(word, found.office, self._month) for word in found.name.split() if self._month)
        holder = next((one for one in named if one), None)
        return (holder.name, 0.93, "speakers.holder") if holder else None

    @cached_property
    def _home(self) -> str | None:
        """Whose "THE VICE PRESIDENT" is: the state's whose office holder the head names first, else whose seat the text names.

        A house that sits has a president of its own.
        """
        for found in self._heads:
            holder = holder_named(found.name, found.office, self._month) if found.office and self._month else None
            if holder:
                return holder.state
        return governing_state(self._text) if self._record.kind != "debate" else None

    def _chair(self, titled: Titled) -> str | None:
        """The United Nations' "President: Mr. Orel (Ardania)", and who took the chair in his absence."""
        if "acting" in titled.office:
            match = _IN_ABSENCE.search(self._text, 0, 8000)
            return match.group("name") if match else None
        match = _PRESIDING.search(self._text, 0, 4000) if titled.office == "president" else None
        return match.group("name") if match else None

    def states_of(self, name: str, office: str) -> frozenset[str]:
        """The states whose office of that name the text gives to a person, outside of the labels."""
        said: set[str] = set()
        for mention in self._mentions(name.rsplit(maxsplit=1)[-1]):
            for titled in named_in(mention):
                if titled.state and titled.name and same_person(titled.name, name) and _same_office(titled.office, office):
                    said.add(titled.state)
        return frozenset(said)

    def _mentions(self, surname: str) -> Iterator[str]:
        for count, match in enumerate(re.finditer(re.escape(surname), self._text)):
            if count > 40:
                return
            if self._text[match.end() : match.end() + 2].lstrip().startswith(":"):
                continue
            begin = max(0, match.start() - 90)
            yield self._text[self._text.rfind(".", begin, match.start()) + 1 or begin : match.end()]

    def speaker_of_address(self) -> Answer:
        """Whose address it is that prints no label: the person, or the holder of the office, that the head names."""
        title = self._record.title or ""
        given = giver(title)
        if given:
            surname = " " not in given.name and self._month is not None
            holder = holder_named(given.name, given.office, self._month) if surname and given.office else None
            return (holder.name, 0.93, "speakers.holder") if holder else self.full_name(given)
        if of_office(title):
            return self._holder_by_seat() or (None, 0.8, "speakers.unnamed")
        introduced = _WITH_ADDRESS.search(self._head)
        if introduced:
            said = introduced.group("name").split()
            name = list(takewhile(lambda word: word.lower() not in table("offices"), said))
            if len(name) > 1:
                return full_form(" ".join(name), self._text[:_REACH]), 0.9, "speakers.head"
        for found in self._heads:
            if not found.office or not found.name:
                continue
            answer = self.full_name(found)
            if answer[2] != "speakers.surname":  # a lone word behind an office may be anything: "Mission to the United Nations"
                return answer
        for match in _OFFICE_IN_HEAD.finditer(self._head):
            titled = parsed(match.group())
            state = titled.state or table("countries").get(titled.name.lower())
            holder = holder_of(titled.office, state, self._month) if state and titled.office else None
            if holder:
                return (holder.russian or holder.name) if self._record.language == "ru" else holder.name, 0.8, "speakers.holder"
        return self._holder_by_seat() or self._holder_in_head() or (None, 0.8, "speakers.unnamed")

    def _holder_by_seat(self) -> Answer | None:
        """The holder of the office that a title gives alone ("Presidential Message"), of the state whose seat it names."""
        said = _OFFICE_ALONE.search(self._record.title or "")
        state = governing_state(self._head) if said else None
        office = "president" if said and said.group().lower() == "presidential" else said.group().lower() if said else ""
        holder = holder_of(office, state, self._month) if state else None
        return (holder.name, 0.85, "speakers.holder") if holder else None

    def _holder_in_head(self) -> Answer | None:
        """An office holder of the day whose surname stands in the head, in whatever case ("А.П.Орлова")."""
        if self._month is None:
            return None
        said = [word for word in re.findall(r"[^\W\d_]{5,}", self._head) if word[0].isupper()]
        found: set[str] = set()
        for holder in holders():
            for name in (holder.name, holder.russian):
                surname = name.rpartition(" ")[2]
                if (
                    len(surname) > 3
                    and holder.held(self._month)
                    and any(w.startswith(surname) and len(w) - len(surname) <= 2 for w in said)
                ):
                    found.add(name)
        return (next(iter(found)), 0.75, "speakers.holder") if len(found) == 1 else None


_INITIALS = re.compile(rf"(?P<initials>(?:[{CAPITALS}]\.[ \xa0]?){{1,3}})(?P<surname>[{CAPITALS}][\w'’\-]+)")
_LISTED = re.compile(r",\s(?P<firm>[^;,.:]{2,60})[;,.]")
_PRESIDING = re.compile(
    r"\bPresident:\s++(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame)?\.?\s*+(?P<name>[^\n.(]{3,60}?)\s*+(?:\.{2,}|(?:\. ){2,}|\()"
)
_IN_ABSENCE = re.compile(r"[Ii]n the absence of the President, (?:Mr|Mrs|Ms|Miss|Dr|Sir)\.?\s++(?P<name>[^\n(]{3,60}?)\s*+\(")
_WITH_ADDRESS = re.compile(
    rf"(?<!\w)(?:H\.{BLANK}?E\.|H\.{BLANK}?M\.|(?i:(?:his|her) (?:excellency|majesty)),?|(?:The )?Hon(?:ourable|\.)?)"
    rf"(?:{BLANK}|\n)*"
    rf"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Dame|Ambassador|President|Professor|Sheikh|Shri|General)\.?(?:{BLANK}|\n)+){{0,2}}"
    rf"(?P<name>{CAPITALISED}(?:{BLANK}(?:{CAPITALISED}|[{CAPITALS}]\.|de|da|van|von|bin|al|el)){{1,4}})"
)
"""Who makes a delegation's statement, by the form of address: "by H.E. Mr. Jan Orel"."""
_OFFICE_IN_HEAD = re.compile(
    rf"[{CAPITALS}][\w\-]*(?:{BLANK}(?:of|the|for|and|{CAPITALISED})){{0,8}}|[Пп]резидент\w*(?:{BLANK}{CAPITALISED}){{1,3}}"
)

_TITLE_FIELD = re.compile(r"^title:[^\n]*(?:\n[ \t]+[^\n]*)*", re.M)
"""The title among the facts at the head of a Markdown file, which may be broken over lines."""

_OFFICE_ALONE = re.compile(r"\bpresidential(?= message)|(?<=\bthe )(?:president|prime minister|chancellor)\b", re.I)


def _skeletons(name: str) -> frozenset[str]:
    return frozenset(skeleton(word) for word in name.replace(".", ". ").split())


def _folded(name: str) -> str:
    return " ".join(name.split()).lower()


def _is_given(given: str, surname: str) -> bool:
    """Whether a capitalised word before a surname is a given name: no office, no state, no sentence's first word."""
    lower = given.lower().strip(".'’")
    if (
        lower in table("offices")
        or lower.removesuffix("s") in table("offices")
        or lower.removesuffix("s") in ("doctor", "senator", "representative", "sister", "brother")
        or lower in words("function-words")
        or lower in table("countries")
        or lower in words("not-labels")
    ):
        return False
    return (
        len(lower) > 1
        and not (given.isupper() and len(given) > 3)
        and not lower.endswith(("’s", "'s"))
        and lower != surname.lower()
    )


def _same_office(one: str, other: str) -> bool:
    return bool(one) and (
        one == other or (one.endswith(f" {other}") and other not in ("president", "minister")) or _plain(one) == _plain(other)
    )


def _plain(office: str) -> str:
    return office.replace("-", " ").replace("the ", "").strip()
