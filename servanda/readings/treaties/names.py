"""Names of instruments in a sentence: "Treaty on Open Skies", "Minsk agreements", "Resolution 2202", "joint statement".

A name grows from its head noun: to the left over capitals, to the right over a number and over phrases ("on …", "between …").
What has no name of its own ("a joint statement") is kept as *generic*: it becomes an entry only where something happens to it.
"""

from __future__ import annotations

from dataclasses import dataclass

from servanda.readings.treaties.extent import capitals_before, numbered, phrases_after, small_before, year_like
from servanda.readings.treaties.lexicon import Noun, group, not_names, nouns, short_names, states
from servanda.readings.treaties.row import Row


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a sentence: words [first, after), what it is, and how it was told."""

    first: int
    after: int
    head: int
    kind: str
    rule: str
    generic: bool = False
    """Whether nothing in it is its own."""
    closed: int = 0
    """The word after what belongs to the name in brackets ("(EUSFTA)"), or `after`."""


def names_in(row: Row) -> list[Name]:
    """The names of a sentence, in order; a name may stand within another."""
    found: list[Name] = []
    for i in range(len(row)):
        name = _at(row, i)
        if name is not None:
            found.append(name)
    return found


def _at(row: Row, i: int) -> Name | None:
    noun = nouns().get(row.low(i))
    if noun is None:
        return _short_name(row, i)
    if _names_a_body(row, i):
        return None
    return _capital(row, i, noun) if row.capital(i) else _small(row, i, noun)


def _short_name(row: Row, i: int) -> Name | None:
    for name, kind in short_names().get(row.printed(i), ()):
        first = i + 1 - len(name)
        if all(row.printed(first + k) == part for k, part in enumerate(name)) and row.low(i + 1) not in nouns():
            return Name(first, i + 1, i, kind, "instruments.short-name", closed=i + 1)
    return None


def _names_a_body(row: Row, i: int) -> bool:
    """Whether what follows makes it the name of a body or an office: "Treaty Organisation", "Programme Director"."""
    after = i + 2 if row.printed(i + 1) in ("-", "–") else i + 1
    if row.low(after) in group("bodies") and (row.capital(after) or not row.capital(i)):
        return True
    if row.capital(i) and row.capital(i + 1) and row.low(i + 1) in nouns() and not row.headline:
        return True
    return row.capital(i) and row.capital(after) and row.capital(after + 1) and row.low(after + 1) in group("bodies")


def _capital(row: Row, i: int, noun: Noun) -> Name | None:
    """A head with a capital: named where something of its own stands beside it."""
    number_end = numbered(row, i + 1)
    first = capitals_before(row, i, joined=noun.kind == "act")
    if first == 0 and row.headline and noun.family != "treaty":
        first = i if i and row.low(0) != "joint" else first
    after = phrases_after(row, number_end, bare=first == i)
    proper = any(row.low(k) not in group("generic-left") and not row.printed(k).isdecimal() for k in range(first, i))
    rule = _rule(row, i, noun, proper=proper, number=number_end > i + 1, phrase=after > number_end)
    if rule is None:
        return None
    name = " ".join(row.low(k) for k in range(first, i + 1))
    if name.endswith(not_names()) or (noun.family == "act" and row.printed(i).isupper()):
        return None
    return Name(first, after, i, _kind(row, i, noun), rule, closed=_bracketed(row, after))


def _rule(row: Row, i: int, noun: Noun, *, proper: bool, number: bool, phrase: bool) -> str | None:
    """Which sign makes a noun with a capital the head of a name; None where nothing does."""
    if number and (noun.family != "policy"):
        return "instruments.numbered"
    if noun.family in ("numbered", "act") and phrase and _numbered_within(row, i):
        return "instruments.numbered"
    if noun.family == "numbered":
        return None
    joint = row.low(i - 1) == "joint"
    if noun.family == "treaty":
        return _treaty_rule(row, i, noun, proper=proper, phrase=phrase)
    if noun.family == "statement":
        if noun.kind == "statement" and not joint:
            return "instruments.statement-on" if phrase and i > 0 and not row.headline and not noun.many else None
        return "instruments.joint" if joint else "instruments.declaration" if proper or phrase else None
    if noun.family == "act":
        return _act_rule(row, i, noun, proper=proper, phrase=phrase)
    own = proper or (phrase and year_like(row.printed(i - 1)))
    return "instruments.policy" if own and not row.headline and not _plain_policy(row, i, noun) else None


def _numbered_within(row: Row, i: int) -> bool:
    """Whether a number stands behind the body that an act is of: "Announcement of the Customs Commission No. 4"."""
    run = range(i + 1, phrases_after(row, i + 1, bare=True))
    return any(row.low(k) == "no" and row.printed(k + 1) == "." for k in run)


def _treaty_rule(row: Row, i: int, noun: Noun, *, proper: bool, phrase: bool) -> str | None:
    if row.headline and not phrase and not proper:
        return None
    if noun.kind == "constitution" and not (phrase and row.low(i + 1) == "of"):
        return None
    if noun.many and not proper:
        return None
    if phrase:
        return "instruments.treaty-on"
    if not proper:
        return None
    return "instruments.headline" if row.headline else "instruments.treaty"


def _act_rule(row: Row, i: int, noun: Noun, *, proper: bool, phrase: bool) -> str | None:
    """A law or resolution is known by its subject ("Law on …"), or, an act, by what stands before it ("Equality Act")."""
    if phrase and row.low(i + 1) in ("on", "concerning", "regarding", "for", "establishing", "amending"):
        return "instruments.act-on"
    if proper and noun.kind in ("act", "code") and not row.headline and row.low(i + 1) not in ("of",):
        return "instruments.act"
    if proper and noun.kind == "law" and row.low(i - 1) == "basic":
        return "instruments.act"
    return None


def _plain_policy(row: Row, i: int, noun: Noun) -> bool:
    """Whether a programme's name is but one capital word beside the noun, as in "the Government Programme"."""
    return noun.kind in ("agenda", "initiative", "framework", "plan") and row.low(i - 1) in group("generic-left")


def _kind(row: Row, i: int, noun: Noun) -> str:
    before = row.low(i - 1)
    if (before == "joint" and noun.family == "statement") or (before == "executive" and noun.kind == "order"):
        return f"{before} {noun.kind}"
    return noun.kind


def _bracketed(row: Row, after: int) -> int:
    """The word after "(EUSFTA)", where a short form in brackets follows a name."""
    if row.printed(after) == "(":
        for k in range(after + 1, after + 5):
            if row.printed(k) == ")":
                return k + 1
    return after


def _small(row: Row, i: int, noun: Noun) -> Name | None:
    """A head in small letters: named by a number, by a place, or by what it amends; else generic."""
    number_end = numbered(row, i + 1)
    if number_end > i + 1 and (
        noun.kind in ("resolution", "decree") or row.low(i + 1) == "no" or row.low(i - 1) == "executive"
    ):
        first = i - 1 if row.low(i - 1) == "executive" else capitals_before(row, i)
        return Name(first, number_end, i, _kind(row, i, noun), "instruments.numbered", closed=_bracketed(row, number_end))
    place = capitals_before(row, i) if noun.family == "treaty" and not row.headline else i
    if place < i and _is_place(row, place, i):
        return Name(place, i + 1, i, noun.kind, "instruments.place", closed=_bracketed(row, i + 1))
    if noun.family in ("policy", "numbered") or noun.kind in ("constitution", "statute", "charter", "covenant", "compact"):
        return None
    return _generic(row, i, noun)


def _is_place(row: Row, first: int, i: int) -> bool:
    """Whether the capitals before "agreements" are a name of their own and no state's: "Minsk", not "Belarusian"."""
    said = [row.low(k) for k in range(first, i)]
    if nouns()[row.low(i)].kind not in ("agreement", "accord", "treaty", "protocol", "memorandum"):
        return False
    if year_like(said[-1]):
        return False
    begins = first == 0 or row.printed(first - 1) in (":", "•", "–", "—", "-")  # where any word has a capital
    return not begins and not any(word in states() or word.endswith("ian") for word in said) and " ".join(said) not in states()


def _generic(row: Row, i: int, noun: Noun) -> Name | None:
    if noun.many:
        return None
    first = small_before(row, i)
    joint = "joint" in (row.low(i - 1), row.low(first))
    if noun.family == "statement" and not joint:
        return None
    after = i + 1
    on = phrases_after(row, i + 1, bare=True, small=True)
    if on > after and (row.low(after) != "of" or (joint and row.low(first - 1) == "the")):
        after = on
    named = _amends_named(row, i, after)
    if noun.family == "act" and after == i + 1:
        return None
    rule = "instruments.amending" if named else "instruments.generic-joint" if joint else "instruments.generic"
    if joint and row.low(i + 1) == "of" and after > i + 1:
        return Name(first, after, i, _kind(row, i, noun), "instruments.joint-of", closed=after)
    return Name(first, after, i, _kind(row, i, noun), rule, generic=not named, closed=_bracketed(row, after))


def _amends_named(row: Row, i: int, after: int) -> bool:
    """Whether a protocol is told by the treaty that it belongs to: "protocol on amendments to the 1998 Treaty between …"."""
    return any(row.low(k) in nouns() and row.capital(k) for k in range(i + 1, after)) and row.low(i) in (
        "protocol",
        "agreement",
    )


def acronym(row: Row, name: Name) -> str | None:
    """The short form in brackets after a name, by which it is called later."""
    if name.closed <= name.after:
        return None
    inside = [row.printed(k) for k in range(name.after + 1, name.closed - 1)]
    return next((word for word in inside if word.isupper() and len(word) > 1), None)


def within_another(name: Name, names: list[Name]) -> bool:
    """Whether a name stands within a longer one."""
    return any(other is not name and other.first <= name.first and name.after <= other.after for other in names)
