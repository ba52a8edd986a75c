"""The names that one reading uses: who speaks, asks, is quoted, promises, acts or is asked, with the office printed beside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from servanda.comparison.people import spelling
from servanda.comparison.people.gazetteer import body_skeleton, is_short, kind_of, known_state
from servanda.comparison.people.named_in_heads import is_given, named_in_head
from servanda.comparison.people.printed_offices import Beside, printed_beside
from servanda.ledger import Summary
from servanda.model import Entry, Exchange, NameUse, PersonKind, Quotation, Reading, Span, Turn
from servanda.readings.persons import state_in
from servanda.words import table, words

_LONGEST = 6
"""Words of a person's name."""
_ABBREVIATED = 5
"""Characters that an abbreviation at a name's end has at most, with its full stop."""
_JOINT = re.compile(r", | and ")
_TRUSTED = frozenset(("speaker", "asker", "addressee"))
"""Parts in which only persons, bodies and states stand; elsewhere any subject of a sentence may."""
_ATTRIBUTES = {"holder": "holder", "actor": "actor", "raised_by": "holder"}


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
    text = reading.record.text
    named = (_Mention(one.name, "named", None, one) for one in named_in_head(reading.record) if _is_name(one.name))
    mentions = [*_mentions(reading), *named]
    sure = {spelling.key(one.name) for one in mentions if one.part in _TRUSTED}
    used: dict[str, _Used] = {}
    for one in mentions:
        for name in _parted(one.name):
            kind = kind_of(name)
            if kind or (_is_name(name) and _may_be(name, one.part, sure, text)):
                _add(used, _unstopped(name) if kind == "body" else name, kind or "person", one)
    full = _full_keys(used)
    longer = _longer(used)
    uses = [
        _use(name, found, longer.get(name) or skeleton(name, found.kind, full), summary) for name, found in sorted(used.items())
    ]
    return [one for one in uses if one.parts != ("named",) or not is_short(one.name, one.kind) or _is_folded(one)]


def _unstopped(name: str) -> str:
    """A body's name without the full stop of the sentence that it closes; abbreviations keep theirs: "Corvin Works Ltd."."""
    last = name.rsplit(maxsplit=1)[-1]
    return name[:-1] if last.endswith(".") and last.count(".") == 1 and len(last) > _ABBREVIATED else name


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
        day=summary.day,
        uses=max(1, found.uses),  # whom a title alone names is used once
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


def _may_be(name: str, part: str, sure: set[str], text: str) -> bool:
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
    if len(tokens) < 2 or part not in ("source", "named") or state_in(name):
        return False
    return not any((token.isupper() and len(token) > 2) or f" {token.lower()} " in text for token in tokens)
