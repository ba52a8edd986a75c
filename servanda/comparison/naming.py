"""The names that one reading uses: who speaks, asks, is quoted, promises, acts or is asked, with the office printed beside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise

from servanda.comparison import spelling
from servanda.comparison.gazetteer import OF_STATES, body_skeleton, is_short, kind_of, known_state
from servanda.ledger import Summary
from servanda.model import Entry, Exchange, NameUse, PersonKind, Quotation, Reading, Span, Turn
from servanda.readings.labels import shape
from servanda.readings.letters import CAPITALISED, CAPITALS
from servanda.readings.officeholders import Holder, holder_named, holders
from servanda.readings.persons import Titled, full_form, named_in, parsed, state_in
from servanda.readings.vocabulary import SmallWords
from servanda.words import table, words

HEAD = 1500
"""Characters of a record's head in which names with offices are looked for."""

_LONGEST = 6
"""Words of a person's name."""
_JOINT = re.compile(r", | and ")
_CAPITALISED_BEFORE = re.compile(rf"{CAPITALISED}(?: (?:(?:of|the|for|and|to) )*{CAPITALISED})* $")
_TRUSTED = frozenset(("speaker", "asker", "addressee"))
"""Parts in which only persons, bodies and states stand; elsewhere any subject of a sentence may."""
_ATTRIBUTES = {"holder": "holder", "actor": "actor", "raised_by": "holder"}


@dataclass(frozen=True, slots=True)
class Beside:
    """What is printed beside a name."""

    office: str | None
    """In small letters, without the state ("head of the office of the president")."""
    state: str | None
    name: str


@dataclass(slots=True)
class _Mention:
    name: str
    part: str
    span: Span | None = None
    beside: Beside | None = None


@dataclass(slots=True)
class _Used:
    """One spelling of a name, as it is gathered."""

    kind: PersonKind
    parts: set[str] = field(default_factory=set)
    uses: int = 0
    beside: Beside | None = None
    span: Span | None = None


def names_in(reading: Reading, summary: Summary) -> list[NameUse]:
    """The names that a reading uses, each spelling once. A short name goes with the one full name that it shortens here."""
    small = SmallWords(reading.record.text)
    mentions = [*_mentions(reading), *_in_head(reading)]
    sure = {spelling.key(one.name) for one in mentions if one.part in _TRUSTED}
    used: dict[str, _Used] = {}
    for one in mentions:
        for name in _parted(one.name):
            kind = kind_of(name)
            if kind or (_is_name(name) and _may_be(name, one.part, sure, small)):
                _add(used, name, kind or "person", one)
    full = _full_keys(used)
    longer = _longer(used)
    uses = [
        _use(name, found, longer.get(name) or skeleton(name, found.kind, full), summary) for name, found in sorted(used.items())
    ]
    return [one for one in uses if one.parts != ("named",) or not is_short(one.name, one.kind) or _is_folded(one)]


def _is_folded(one: NameUse) -> bool:
    """Whether a short name goes with a full one of its record."""
    return one.kind == "person" and one.skeleton != spelling.key(one.name)


def _add(used: dict[str, _Used], name: str, kind: PersonKind, one: _Mention) -> None:
    found = used.setdefault(name, _Used(kind))
    found.parts.add(one.part)
    found.uses += one.part != "named"
    found.span = found.span or one.span
    if one.beside and (one.beside.office or one.beside.state) and found.beside is None:
        found.beside = one.beside


def _use(name: str, found: _Used, skeleton: str, summary: Summary) -> NameUse:
    beside = found.beside
    return NameUse(
        record=summary.record,
        name=name,
        skeleton=skeleton,
        kind=found.kind,
        office=beside.office if beside else None,
        state=beside.state if beside else None,
        day=summary.event_date or summary.published,
        uses=found.uses,
        parts=tuple(sorted(found.parts)),
        start=found.span.start if found.span else None,
        end=found.span.end if found.span else None,
    )


def skeleton(name: str, kind: PersonKind, full: dict[str, str] | None = None) -> str:
    """What spellings of a name have in common; `full` leads from the words of full names to their keys."""
    if kind == "state":
        return (known_state(name) or name).lower()
    if kind == "body":
        return body_skeleton(name)
    own = spelling.key(name)
    if full and spelling.is_short(name):
        return full.get(spelling.word_key(spelling.name_words(name)[-1]), own)
    return own


def _longer(used: dict[str, _Used]) -> dict[str, str]:
    """For each name that begins one other longer name of the record, that one's key: "Abdel Fattah", "Abdel Fattah El-Sisi"."""
    people = {
        name: tuple(map(spelling.word_key, spelling.name_words(name))) for name, one in used.items() if one.kind == "person"
    }
    by_first: dict[str, list[str]] = {}
    for name, own in people.items():
        if len(own) > 2:
            by_first.setdefault(own[0], []).append(name)
    found = {}
    for name, own in people.items():
        longer = {
            spelling.key(other)
            for other in by_first.get(own[0] if own else "", ())
            if len(own) > 1 and len(people[other]) > len(own) and people[other][: len(own)] == own
        }
        if len(longer) == 1:
            found[name] = longer.pop()
    return found


def _full_keys(used: dict[str, _Used]) -> dict[str, str]:
    """For the last word of each full name of a person, its key; where two persons share the word, none."""
    found: dict[str, set[str]] = {}
    for name, one in used.items():
        if one.kind == "person" and not spelling.is_short(name):
            for word in {spelling.name_words(name)[0], spelling.name_words(name)[-1]}:
                found.setdefault(spelling.word_key(word), set()).add(spelling.key(name))
    return {word: next(iter(keys)) for word, keys in found.items() if len(keys) == 1}


def _mentions(reading: Reading) -> Iterator[_Mention]:
    for entry in reading.entries:
        if isinstance(entry, Turn):
            if entry.speaker and entry.role != "publisher":
                label = entry.label if entry.anomaly is None else None
                yield _Mention(entry.speaker, "speaker", entry.span, printed_beside(label.text) if label else None)
        elif isinstance(entry, Exchange):
            yield from _in_exchange(entry)
        elif isinstance(entry, Quotation) and entry.source:
            yield _Mention(entry.source, "source", entry.source_mention or entry.span)
        else:
            yield from _in_statement(entry)


def _in_exchange(entry: Exchange) -> Iterator[_Mention]:
    place = entry.spans[0] if entry.spans else None
    if entry.asker:
        yield _Mention(entry.asker, "asker", place)
    asked = {*entry.addressees, *(name for question in entry.questions for name in question.addressees)}
    yield from (_Mention(name, "addressee", place) for name in sorted(asked))


def _in_statement(entry: Entry) -> Iterator[_Mention]:
    said = {(name, part) for attribute, part in _ATTRIBUTES.items() if (name := getattr(entry, attribute, None))}
    for name, part in sorted(said):
        yield _Mention(name, part, entry.spans[0])


def _in_head(reading: Reading) -> Iterator[_Mention]:
    """Persons whom the title or the first lines name with an office."""
    record = reading.record
    month = (record.event_date or record.published or "")[:7] or None
    flat = " ".join(record.text[:_BODY].split())
    for text in (_POSSESSIVE.sub(",", record.title or ""), _POSSESSIVE.sub(",", _LINE_END.sub(" ", record.text[:HEAD]))):
        if record.language == "ru":
            yield from _in_russian(text, month)
        for found in named_in(text):
            name = _full(found, flat, month) if found.office else None
            sure = found.state or len(name.split()) == 1 or is_given(name.split()[0]) if name else False
            if name and sure and _is_name(name):
                yield _Mention(
                    name,
                    "named",
                    None,
                    Beside(_office_before(text, found) or found.office, _state(found) or _state_behind(text, found), name),
                )


_POSSESSIVE = re.compile(r"[’']s\b")
"""A name ends before it: "President Orel’s Call"."""
_LINE_END = re.compile(r"(?<!\n)\r?\n(?!\s*\n)")
"""The end of a line within a paragraph."""


def _full(found: Titled, text: str, month: str | None) -> str | None:
    """A name from a headline, without the headline's next words; of an office holder of the month the full name."""
    if _CYRILLIC.search(found.name):
        return _nominative(found.name, month)
    tokens = full_form(found.name, text[:HEAD]).split()
    while len(tokens) > 1 and tokens[-1].lower() in _HEADLINE:
        tokens.pop()
    for size in range(len(tokens), 1, -1):
        if re.search(rf"{re.escape(' '.join(tokens[:size]))}(?! (?:[{CAPITALS}]|bin |al |ibn ))", text):
            return " ".join(tokens[:size])
    alone = len(tokens) == 1 and not re.search(rf"{re.escape(tokens[0])} (?:bin|al|Al|ibn)\b", text)
    holder = holder_named(tokens[0], found.office, month) if alone and month else None
    return holder.name if holder else " ".join(tokens)


_BODY = 20_000
"""Characters of a record in which a headline's name is looked for again."""
_HEADLINE = frozenset(("call", "calls", "meeting", "meetings", "visit", "travel", "remarks", "statement", "participation"))
"""Words with which a headline in capitals goes on behind a name."""


_CYRILLIC = re.compile(r"[а-яё]", re.I)
_PRINTED_RU = re.compile(r"(?P<caps>[А-ЯЁ]{3,}(?:-[А-ЯЁ]+)?) (?P<given>[А-ЯЁ][а-яё]+) (?P<patronymic>[А-ЯЁ][а-яё]+(?:ич|на))")


def _nominative(printed: str, month: str | None) -> str | None:
    """A name in Russian as it is called, from among other capitalised words and from whatever case it stands in.

    Sure only for surnames in capitals, known given names, and office holders of the month.
    """
    listed = _PRINTED_RU.search(printed)
    if listed:
        return listed.group()
    tokens = [token for token in printed.split() if not _PATRONYMIC.fullmatch(token)]
    pairs = list(pairwise(tokens))
    for holder in holders():
        first, _, last = holder.russian.rpartition(" ")
        if first and holder.held(month) and any(_inflects(one, first) and _inflects(other, last) for one, other in pairs):
            return holder.russian
    return next((f"{given} {surname}" for given, surname in pairs if given in words("given-names-ru")), None)


def _in_russian(text: str, month: str | None) -> Iterator[_Mention]:
    """Office holders of the month whom a text in Russian names, in whatever case."""
    for first, second in pairwise(_CYRILLIC_WORD.finditer(text)):
        for holder in _holders_by_stem().get(second.group()[:3], ()):
            given, _, surname = holder.russian.rpartition(" ")
            if holder.held(month) and _inflects(first.group(), given) and _inflects(second.group(), surname):
                yield _Mention(holder.russian, "named")
                break


_CYRILLIC_WORD = re.compile(r"[А-ЯЁ][а-яё]+")


@cache
def _holders_by_stem() -> dict[str, tuple[Holder, ...]]:
    found: dict[str, list[Holder]] = {}
    for holder in holders():
        if " " in holder.russian:
            found.setdefault(holder.russian.rpartition(" ")[2][:3], []).append(holder)
    return {stem: tuple(terms) for stem, terms in found.items()}


_PATRONYMIC = re.compile(r"[А-ЯЁ][а-яё]+(?:[ое]вич|ич|[ое]вн|ичн)(?:а|у|ем|ом|е|ы|ой)?")


def _inflects(printed: str, name: str) -> bool:
    """Whether a word may be a name in some case: "Владимира", "Путиным"; "Никола" is not "Николай" but may be."""
    stem = name[:-1] if name[-1] in "аяйьоу" and len(name) > 3 else name
    return printed.startswith(stem) and len(printed) - len(stem) <= 3


@lru_cache(maxsize=4096)
def printed_beside(label: str) -> Beside | None:
    """The office and state printed in a label: "Foreign Minister of Ardania Mira Tal", "Mr. Orel (Belmora)"."""
    seen = shape(label)
    base = seen.base if seen else " ".join(label.split())
    titled = parsed(base)
    noted = next(
        (state for note in re.findall(r"[(\[]([^()\[\]]+)[)\]]", seen.notes if seen else "") if (state := known_state(note))),
        None,
    )
    state = _state(titled) or noted
    office = _office_words(base, titled.name, titled.state) if titled.office else None
    return Beside(office or titled.office or None, state, titled.name) if office or titled.office or noted else None


def _state(titled: Titled) -> str | None:
    """The state of an office: a known one, or what follows an office that only states have ("President of Ardania")."""
    if titled.state and known_state(titled.state):
        return known_state(titled.state)
    return titled.state if OF_STATES.intersection(titled.office.split()) else None


def _state_behind(text: str, found: Titled) -> str | None:
    """The state behind a name: "President Jan Orel of the Republic of Ardania"; of an unlisted one its first word."""
    match = _OF_STATE.search(text, text.find(found.name) + len(found.name)) if found.name in text else None
    if match is None or text[text.find(found.name) + len(found.name) : match.start()].strip():
        return None
    tokens = match.group("state").split()
    for size in range(len(tokens), 0, -1):
        state = known_state(" ".join(tokens[:size]))
        if state:
            return state
    return tokens[0] if OF_STATES.intersection(found.office.split()) else None


_OF_STATE = re.compile(rf" of (?:the )?(?P<state>{CAPITALISED}(?: (?:(?:of|and|the) )*{CAPITALISED}){{0,5}})")


def _office_before(text: str, found: Titled) -> str | None:
    """The words of an office before a name in running text: "Head of the Office of the President of Ardania Jan Orel"."""
    place = text.find(found.name)
    match = _CAPITALISED_BEFORE.search(text, max(0, place - 120), place) if place > 0 else None
    if match is None:
        return None
    kinds, states = table("offices"), table("countries")
    tokens = match.group().rpartition(" and ")[2].split()
    while tokens and kinds.get(tokens[0].lower()) not in ("office", "part") and tokens[0].lower() not in states:
        tokens.pop(0)
    known = all(word.lower() in kinds or word.lower() in states or word.islower() for word in tokens)
    return _office_words(" ".join(tokens), "") if known else None


def _office_words(base: str, name: str, home: str | None = None) -> str | None:
    """The words of an office as printed, in small letters, without the state that they end in or begin with."""
    first = name.split(maxsplit=1)[0] if name else ""
    before = base.partition(first)[0] if first and first in base else base
    before = before if before.strip() else base.partition(",")[2]
    tokens = [word for word in re.sub(r"[^\w\s'’\-]", " ", before).lower().split() if table("offices").get(word) != "address"]
    states = table("countries")
    for size in range(min(7, len(tokens)), 0, -1):
        for start in range(len(tokens) - size + 1):
            if " ".join(tokens[start : start + size]) in states and (start + size == len(tokens) or start == 0):
                del tokens[start : start + size]
                break
        else:
            continue
        break
    own = (home or "").lower().split()
    if own and tokens[-len(own) :] == own:  # a state that the list has not
        del tokens[-len(own) :]
    while tokens and tokens[-1] in ("of", "the", "for", "and", "republic", "kingdom", "federation"):
        tokens.pop()
    while tokens and tokens[0] in ("the", "of"):
        tokens.pop(0)
    return " ".join(tokens) if any(table("offices").get(word) in ("office", "part") for word in tokens) else None


def _parted(name: str) -> list[str]:
    """`Jan Orel and Mira Tal` are two, `Ardania, Belmora and Corvia` three; the Ministry of Health and Welfare is one."""
    parts = [part.strip() for part in _JOINT.split(name)]
    if len(parts) > 1 and all(kind_of(part) or _is_name(part) for part in parts):
        return parts
    return [name]


@lru_cache(maxsize=8192)
def _is_name(name: str) -> bool:
    """Whether words can be a person's name: capitalised, no office, no number, no small word of the language's."""
    tokens = name.split()
    if (
        not 1 <= len(tokens) <= _LONGEST
        or len(tokens[-1].strip(".")) < 2
        or any(c.isdigit() or c in "()[]" for c in name)
        or kind_of(name)
        or not spelling.key(name)
    ):
        return False
    for token in tokens:
        lower = token.lower().strip(".,'’")
        if not (token[0].isupper() or lower in table("label-connectors") or token[1:2].isupper() or "-" in token):
            return False
        if lower in words("function-words") and table("label-connectors").get(lower) != "name" and len(lower) > 1:
            return False
    if all(token.lower().strip(".") in table("offices") for token in tokens):
        return False
    first, last = (tokens[0].lower().strip("."), tokens[-1].lower().strip("."))
    return not (last in table("offices") and table("offices")[last] != "address" and first in ("mr", "madam", "the", "mme"))


def _may_be(name: str, part: str, sure: set[str], small: SmallWords) -> bool:
    """Whether it is somebody: one who speaks or is asked, has a given name, or is in no word a word of the language's."""
    tokens = [token.strip(".,'’") for token in name.split()]
    lowered = [token.lower() for token in tokens]
    if part in _TRUSTED or spelling.key(name) in sure:
        return True
    if any(word in table("offices") or word in words("party-words") or word in words("not-labels") for word in lowered):
        return False
    if len(tokens) > 1 and is_given(tokens[0]):
        return True
    if part == "named" and len(tokens) == 1:
        return True  # kept only where a full name of the record has it
    bare = not any(token in small or (token.isupper() and len(token) > 2) for token in tokens)
    return len(tokens) > 1 and part in ("source", "named") and bare and not state_in(name)


def is_given(word: str) -> bool:
    """Whether a word is a given name that the lists have, in any spelling."""
    known = word in table("given-names") or word in words("given-names-ru")
    return known or spelling.latin(word) in table("given-name-variants")
