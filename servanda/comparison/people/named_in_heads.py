"""Names in a record's title and first lines: with offices before and behind them, and a headline's words in between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from servanda.comparison.meetings.sides import holder_called
from servanda.comparison.people import spelling
from servanda.comparison.people.gazetteer import OF_STATES
from servanda.comparison.people.printed_offices import Beside, office_before, state_behind, state_of
from servanda.model import Record
from servanda.readings.letters import CAPITALISED, CAPITALS
from servanda.readings.officeholders import Holder, holder_named, holders
from servanda.readings.persons import Titled, full_form, named_in
from servanda.words import table, words

HEAD = 1500
"""Characters of a record's head in which names with offices are looked for."""


def named_in_head(record: Record) -> Iterator[Beside]:
    """Persons whom a record's title or first lines name with an office; in Russian also office holders named without."""
    month = (record.day or "")[:7] or None
    flat = " ".join(record.text[:_BODY].split())
    for head in (record.title or "", _LINE_END.sub(" ", record.text[:HEAD])):
        text = _APPOSED.sub(r"\g<office> ", _POSSESSIVE.sub(",", head))
        if record.language == "ru":
            yield from _in_russian(text, month)
        for found in named_in(text):
            name = _full(found, flat, month) if found.office else None
            sure = found.state and OF_STATES.intersection(found.office.split())
            if name and (sure or len(name.split()) == 1 or is_given(name.split(maxsplit=1)[0])):
                office = office_before(text, found) or found.office
                yield Beside(office, state_of(found) or state_behind(text, found), name)


_POSSESSIVE = re.compile(r"[’']s\b(?! (?:Democratic )?Republic)")
"""A name ends before it: "President Orel’s Call"."""
_APPOSED = re.compile(
    r"(?P<office>\b(?:President|Minister|Chancellor|King|Queen|Emir|Premier|Secretary)"
    rf"(?: of (?:the )?{CAPITALISED}(?: {CAPITALISED})*)), (?:(?:H\.E\. )?(?:Mr|Ms|Mrs|Dr)\.? )?(?={CAPITALISED} {CAPITALISED})"
)
"""An office with the name behind a comma: "the President of Ardania, Mira Halden"."""
_LINE_END = re.compile(r"(?<!\n)\r?\n(?!\s*\n)")
"""The end of a line within a paragraph."""


def _full(found: Titled, text: str, month: str | None) -> str | None:
    """A name from a headline, without the headline's next words; of an office holder of the month the full name."""
    if _CYRILLIC.search(found.name):
        return _nominative(found.name, month)
    tokens = full_form(found.name, text[:HEAD]).split()
    while len(tokens) > 1 and tokens[-1].lower() in _HEADLINE:
        tokens.pop()
    for size in range(2, len(tokens)):
        if month and holder_called(" ".join(tokens[:size]), month):
            return " ".join(tokens[:size])
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


def _in_russian(text: str, month: str | None) -> Iterator[Beside]:
    """Office holders of the month whom a text in Russian names, in whatever case."""
    for first, second in pairwise(_CYRILLIC_WORD.finditer(text)):
        for holder in _holders_by_stem().get(second.group()[:3], ()):
            given, _, surname = holder.russian.rpartition(" ")
            if holder.held(month) and _inflects(first.group(), given) and _inflects(second.group(), surname):
                yield Beside(None, None, holder.russian)
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


def is_given(word: str) -> bool:
    """Whether a word is a given name that the lists have, in any spelling."""
    known = word in table("given-names") or word in words("given-names-ru")
    return known or spelling.latin(word) in table("given-name-variants")
