"""Persons, bodies and states: names of records brought together by spelling, kept apart by office, decided by people.

Nothing is merged on a short name: a lone surname is its record's own, and waits to be merged by hand. Whom names alone mean is
made when records are compared, and kept. What people decided is made of the names when asked; as of a day, so is whoever a
later record names too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection

from servanda.comparison.deciding.decided import Held, as_of, held
from servanda.comparison.listing import part_of, with_others
from servanda.comparison.meetings.sides import holder_called
from servanda.comparison.people import spelling
from servanda.comparison.people.gazetteer import body_skeleton, is_short, known_state
from servanda.comparison.people.named_in_heads import is_given
from servanda.comparison.people.tenures import office_name, parted, tenures
from servanda.errors import NotFoundError
from servanda.ledger import Ledger, names, noting, persons
from servanda.ledger.decisions import decisions
from servanda.model import Decision, Listed, NameUse, Person, PersonKind, Tenure, digest
from servanda.words import table

_PERSONAL = frozenset(("speaker", "asker", "source", "addressee"))
"""Parts that make a person worth showing though one record alone names him."""

_TALKING = frozenset(("speaker", "asker", "addressee"))
_ACTING = frozenset(("holder", "actor"))
"""Parts that make one worth showing whom the record gives an office: heads of delegations whose commission agrees."""

_OFFICE = re.compile(r"(?P<office>.+?) of (?:the )?(?P<state>.+)", re.I)
_AT_ONCE = 200
"""Names whose bearers are kept in one transaction."""
_KINDS = ("person-", "body-", "state-")
_ID = re.compile(r"(?:person|body|state)-[0-9a-f]{4,12}(?:-[0-9a-f]{1,12})?")


@dataclass(frozen=True, slots=True)
class Base:
    """Whom comparison alone would call one person, body or state."""

    id: str
    kind: PersonKind
    uses: tuple[NameUse, ...]
    short: bool


def people(
    ledger: Ledger,
    name: str | None = None,
    *,
    kind: PersonKind | None = None,
    on: str | None = None,
    everything: bool = False,
) -> list[Person]:
    """Persons, bodies and states, by name; those with this id, name, part of a name or office, where one is given.

    An office ("President of Ardania") means whom the last record to `on` that tells calls so. `everything` adds lone surnames
    and those whom one record names and nothing more.
    """
    with ledger.reads() as connection:
        decided = as_of(decisions(connection), on)
        found = _everybody(connection, name, decided, on)
    if name is not None:
        found = _called(found, name)
    return [one for one in found if (everything or one.shown) and (kind is None or one.kind == kind)]


def part(
    ledger: Ledger,
    start: int,
    count: int,
    name: str | None = None,
    *,
    kind: PersonKind | None = None,
    on: str | None = None,
    everything: bool = False,
) -> Listed[Person]:
    """So many of `people`, behind so many others; where all are meant, no more of those are loaded that are kept."""
    if name is not None:
        return part_of(people(ledger, name, kind=kind, on=on, everything=everything), start, count)
    with ledger.reads() as connection:
        decided = as_of(decisions(connection), on)
        but = sorted(_made_anew(connection, decided))
        asked = persons.Asked(kind=kind, everything=everything, but=but, until=on)
        made = _made(connection, but, decided, on)

        def kept(first: int, most: int) -> list[Person]:
            return persons.some_persons(connection, start=first, count=most, **asked)

        total = persons.count_persons(connection, **asked)
        others = [one for one in made if (everything or one.shown) and (kind is None or one.kind == kind)]
        return with_others(kept, total, others, _by_name, start, count)


def join(ledger: Ledger, readings: Sequence[int], progress: object) -> None:  # noqa: ARG001 - the form of a joiner
    """Find out anew whom the names mean that these readings use, and those that names were lost of."""
    with ledger.reads() as connection:
        touched = persons.skeletons_touched(connection, readings)
    for first in range(0, len(touched), _AT_ONCE):
        some = touched[first : first + _AT_ONCE]
        with ledger.reads() as connection:
            seen = noting.state(connection)
            found = _named(connection, some)
        with ledger.writes() as connection:
            if noting.state(connection) != seen:  # a record came or went in between: its names may be lacking
                found = _named(connection, some)
            persons.keep_persons(connection, some, found)


def _named(connection: Connection, skeletons: Sequence[str]) -> list[tuple[str, Person]]:
    """Whom names alone mean, each with the skeleton that the names have in common."""
    uses = names.uses_of(connection, skeletons)
    return [(key, one) for key, own in groupby(uses, key=lambda use: use.skeleton) for one in _persons(own, (), None)]


def person(ledger: Ledger, ref: str, *, on: str | None = None) -> Person:
    """The one person, body or state with this id or name. Raises `NotFoundError` where there is none, or more than one."""
    found = people(ledger, ref, on=on, everything=True)
    exact = [one for one in found if ref == one.id or ref in (one.name, *one.names)]
    sure = [one for one in exact or found if one.shown] or exact or found
    if len(sure) == 1:
        return sure[0]
    if not sure:
        raise NotFoundError(f"nobody is called {ref}", remedy="`servanda people --all` shows everybody")
    some = ", ".join(f"{one.id} ({one.name})" for one in sure[:3])
    raise NotFoundError(f"{len(sure)} are called {ref}", remedy=f"say which by its id: {some}")


def _everybody(connection: Connection, name: str | None, decided: Sequence[Decision], on: str | None) -> list[Person]:
    """Whoever can be meant by a name, or all, by name: as they are kept, but for those that somebody decided upon."""
    office = None if name is None or on is not None or _ID.fullmatch(name) else _office(name)
    if office:
        return _holders_kept(connection, office[0], decided)
    wanted = None if name is None else _wanted(connection, name, decided)
    if on is not None and wanted is not None:
        return _persons(names.uses_of(connection, sorted(wanted)), decided, on)
    but = _made_anew(connection, decided)
    made = _made(connection, sorted(but if wanted is None else but & wanted), decided, on)
    kept = persons.load_persons(connection, None if wanted is None else sorted(wanted), but=sorted(but), until=on)
    return sorted([*kept, *made], key=_by_name)


def _made(connection: Connection, own: Sequence[str], decided: Sequence[Decision], on: str | None) -> list[Person]:
    """Who is made of names when asked: of those with these skeletons, and as of a day of those that later records use too."""
    uses = names.uses_of(connection, own) if on is None else names.uses_until(connection, on, own)
    return _persons(uses, decided, on)


def _holders_kept(connection: Connection, office: str, decided: Sequence[Decision]) -> list[Person]:
    """Whoever may have held an office, and all that somebody decided upon, by name."""
    but = sorted(_made_anew(connection, decided))
    made = _persons(names.uses_of(connection, but), decided, None)
    return sorted([*persons.load_holders(connection, office, but=but), *made], key=_by_name)


def _by_name(one: Person) -> tuple[str, str]:
    return one.name, one.id


def _made_anew(connection: Connection, decided: Iterable[Decision]) -> set[str]:
    """The skeletons of all names that a decision is about, and of those of which some were lost since all was compared."""
    known = [one for one in decided if one.subject.startswith(_KINDS)]
    found = persons.skeletons_outdated(connection).union(*(_linked(one) for one in known))
    ids = {str(one.values.get(name)) for one in known for name in ("with", "into") if one.values.get(name)}
    return found | persons.skeletons_of_ids(connection, {*ids, *(one.subject for one in known)})


def _linked(one: Decision) -> set[str]:
    """The skeletons of the names that a decision joins or parts."""
    return {*one.values.get("skeletons", ()), *one.values.get("with_skeletons", ())}


def _wanted(connection: Connection, name: str, decided: Sequence[Decision]) -> set[str]:
    """The skeletons of the names that can matter to a question: those of the name, and of what people joined it with."""
    wanted = set(_skeletons(connection, name))
    linked = [_linked(one) for one in decided]
    for one, group in zip(decided, linked, strict=True):
        if name in (one.subject, one.values.get("with"), one.values.get("into")):
            wanted |= group
        if spelling.key(str(one.values.get("name", ""))) == spelling.key(name):
            wanted |= group
    growing = True
    while growing:
        more = wanted.union(*(group for group in linked if group & wanted))
        growing, wanted = more != wanted, more
    return wanted


def _skeletons(connection: Connection, name: str) -> Iterable[str]:
    if _ID.fullmatch(name):
        return persons.skeletons_of_ids(connection, ["-".join(name.split("-")[:2])])
    if _office(name):
        return names.skeletons_with(connection, ())
    state = known_state(name)
    exact = {spelling.key(name), body_skeleton(name), *((state.lower(), f"government of {state.lower()}") if state else ())}
    loose = (
        names.skeletons_with(connection, [spelling.word_key(word) for word in spelling.name_words(name)]) if not state else []
    )
    return {*exact, *loose}


def _office(name: str) -> tuple[str, str] | None:
    """Office and state of "President of Ardania"; None where a name is no office's."""
    match = _OFFICE.fullmatch(name.strip())
    if not match or not any(table("offices").get(word) == "office" for word in match.group("office").lower().split()):
        return None
    return office_name(match.group("office").lower()), match.group("state")


def _called(found: Sequence[Person], name: str) -> list[Person]:
    """Those of these who are called so: by id, by office, by the whole name, else by a part of it."""
    if _ID.fullmatch(name):
        return [one for one in found if one.id.startswith(name)]
    office = _office(name)
    if office:
        return _holders(found, *office)
    state = known_state(name)
    whole = [one for one in found if _is_called(one, name, state)]
    parts = {spelling.word_key(word) for word in spelling.name_words(name)}
    partly = [
        one
        for one in found
        if one not in whole
        and any(parts <= {spelling.word_key(word) for word in spelling.name_words(known)} for known in one.names)
    ]
    return whole + partly if len(parts) == 1 or not whole else whole


def _is_called(one: Person, name: str, state: str | None) -> bool:
    if one.kind == "state":
        return bool(state) and one.name == state
    if one.kind == "body":
        return body_skeleton(name) in {body_skeleton(known) for known in one.names}
    wanted = spelling.key(name)
    return any(spelling.key(known) == wanted for known in (one.name, *one.names))


def _holders(found: Iterable[Person], office: str, state: str) -> list[Person]:
    """Whom the last records that tell call so."""
    wanted = known_state(state) or state
    held = [(tenure.last or "", one) for one in found for tenure in one.tenures if _is(tenure, one, office, wanted)]
    last = max((day for day, _ in held), default="")
    return [one for day, one in held if day == last]


def _is(tenure: Tenure, one: Person, office: str, state: str) -> bool:
    """Whether an office is the one asked for; where records do not say of which state it is, as the list of holders has it."""
    if tenure.office != office:
        return False
    holder = None if tenure.state else holder_called(one.name, tenure.first)
    of = tenure.state or (holder.state if holder else "")
    return of.lower() == state.lower()


def _persons(uses: Iterable[NameUse], decided: Sequence[Decision], on: str | None) -> list[Person]:
    """Everybody whom these uses name up to a day, by name, as people decided."""
    known = [use for use in uses if on is None or (use.day or "") <= on]
    bases = [base for key, group in groupby(sorted(known, key=_key), key=_key) for base in _bases(key, list(group))]
    holds = held(decided)
    gathered: dict[str, list[tuple[Base, NameUse]]] = {}
    for base in bases:
        for use in base.uses:
            gathered.setdefault(holds.home(base.id, use.name), []).append((base, use))
    return sorted((_person(id_, found, holds) for id_, found in gathered.items()), key=_by_name)


def _key(use: NameUse) -> tuple[str, str]:
    return use.kind, use.skeleton


def _bases(key: tuple[str, str], uses: list[NameUse]) -> Iterator[Base]:
    kind, skeleton = uses[0].kind, key[1]
    short: list[NameUse] = []
    sure: list[NameUse] = []
    for use in uses:
        (short if _is_short(use) else sure).append(use)
    if short:
        for record, own in groupby(sorted(short, key=lambda use: use.record), key=lambda use: use.record):
            yield Base(f"{_id(kind, skeleton)}-{record[:8]}", kind, tuple(own), short=True)
    if sure:
        groups = parted(sure) if kind == "person" else {"": sure}
        for mark, found in sorted(groups.items()):
            id_ = _id(kind, skeleton)
            yield Base(f"{id_}-{digest(mark.encode())[:4]}" if mark else id_, kind, tuple(found), short=False)


def _is_short(use: NameUse) -> bool:
    """Whether a use tells nobody beyond its record; a short name that its record has in full goes with that."""
    if use.kind == "person":
        return is_short(use.name, "person") and use.skeleton == spelling.key(use.name)
    return is_short(use.name, use.kind)


def _id(kind: str, skeleton: str) -> str:
    return f"{kind}-{digest(skeleton.encode('utf-8', 'surrogatepass'))[:12]}"


def _person(id_: str, found: Sequence[tuple[Base, NameUse]], holds: Held) -> Person:
    uses = [use for _, use in found]
    kind = found[0][0].kind
    days = {use.record: use.day or "" for use in uses}
    records = tuple(sorted(days, key=lambda record: (days[record], record)))
    counts = Counter(name for name, _ in {(use.name, use.record) for use in uses})
    spellings = tuple(sorted(counts, key=lambda name: (-counts[name], name)))
    parts = {part for use in uses for part in use.parts}
    sure = any(not base.short for base, _ in found)
    numbers = holds.numbers(id_)
    return Person(
        id=id_,
        name=holds.name(id_) or (known_state(spellings[0]) if kind == "state" else None) or _usual(counts, kind),
        kind=kind,
        names=spellings,
        tenures=tenures(uses),
        records=records,
        uses=sum(use.uses for use in uses),
        decided=numbers,
        shown=bool(numbers) or (sure and _is_worth_showing(kind, len(records), parts, spellings[0], uses)),
    )


def _is_worth_showing(kind: PersonKind, records: int, parts: set[str], name: str, uses: Iterable[NameUse]) -> bool:
    """Whether one would miss it: what is quoted once, under a name that may be a firm's, one would not."""
    if kind == "state":
        return True
    if kind == "body":
        return records > 1
    known = is_given(name.split(maxsplit=1)[0]) or any(use.office for use in uses)
    acts = bool(parts & _ACTING) and any(use.office for use in uses)
    return bool(parts & _TALKING) or acts or (known and (records > 1 or bool(parts & _PERSONAL)))


def _usual(counts: Counter[str], kind: PersonKind) -> str:
    """The fullest of the spellings at least half as frequent as the most frequent; in Latin letters, where there are."""
    latin = {name: count for name, count in counts.items() if name.isascii() or spelling.latin(name)[:1] == name[:1].lower()}
    of = latin or dict(counts)
    most = max(of.values())
    usual = [name for name, count in of.items() if count * 2 >= most]
    if kind == "body":
        return min(usual, key=lambda name: (-of[name], name)).removeprefix("the ").removeprefix("The ")
    return min(usual, key=lambda name: (-len(spelling.name_words(name)), -of[name], name.isupper(), name))


def id_of(skeleton: str, name: str, holds: Held) -> str:
    """The id of the person with this skeleton, as people decided."""
    return holds.home(_id("person", skeleton), name)


def skeletons_of(one: Person) -> list[str]:
    """By which the uses of a person's names are found in the ledger."""
    return sorted({_skeleton(name, one.kind) for name in one.names})


def _skeleton(name: str, kind: PersonKind) -> str:
    if kind == "state":
        return (known_state(name) or name).lower()
    return body_skeleton(name) if kind == "body" else spelling.key(name)
