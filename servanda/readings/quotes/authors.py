"""Whose words a communiqué or an agreement is: the states that make it, or the group that declares itself.

A joint text has no speaker, and yet somebody is answerable for it: "We, the Foreign Ministers of Ardania and Belmora, …", "The
Security Council, recalling …", "the President of Ardania and the Prime Minister of Belmora affirm …". A state that the text
merely mentions is none of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain

from servanda.model import Record
from servanda.readings.givers import givers
from servanda.readings.layers import Stretch
from servanda.readings.officeholders import holder_named
from servanda.readings.persons import Titled, state_in
from servanda.readings.quotes.cues import forms, group
from servanda.readings.quotes.descriptions import described, is_head
from servanda.readings.quotes.people import RUN
from servanda.words import table

_JOINT_KINDS = ("communique", "agreement")
_LEAD = 3000
"""Characters within which a joint text says whose it is."""
_OPENING = 1500
"""Characters within which its authors are named one beside another."""
_SENTENCE = 600
_TWO = 2
"""States that may stand together without being all the authors."""
_LONGEST = 14
"""Words of a group's name."""
_WE = re.compile(r"\b[Ww]e,\s+(?=the\b|[A-Z])|\bWe\s+[–—-]\s+")
_JOINER = re.compile(r"[\s,’'s*]*(?:\band\b|&)?\s*(?:(?:with|between)\s+)?(?:the\s+)?")
"""What may stand between the names of those who make a text together."""
_LINKS = frozenset(["of", "the", "and", "for", "de", "&"])
_ELIDED = re.compile(r"[dl]['’](?=[A-Z])")
"""Before a name: "Côte d'Ivoire"."""
_WORD = re.compile(r"[\w’'-]+|\([^()\n]{1,40}\)|[^\w\s]")
_HEREINAFTER = re.compile(
    r"\((?:hereinafter|hereafter|henceforth)\b[^()\n]{0,40}?[“\"«']\s*the\s+(?:\w+\s+)?(?:Parties|Sides|Participants|States)\b",
    re.I,
)
"""What gives the authors of a text the name by which it calls them."""
_FORM = r"(?:(?:[Tt]he )?(?:Government|Republic|Kingdom|Commonwealth|Federation|Union|State) of (?:the )?)"
_STATE = rf"(?:[Tt]he )?{_FORM}*[A-Z][\w-]*(?: [A-Z][\w-]*)*"
_LISTED = re.compile(rf"{_STATE}(?:, {_STATE})*,? and {_STATE}\s*,?\s*$")
_CHAIRS_OWN = re.compile(
    r"\b(?:co-?)?chair(?:man|woman|person)?s?['’]s?\s+summary\b|\bsummary\s+(?:by|of)\s+the\s+(?:co-?)?chair", re.I
)
"""What those who preside tell of a meeting by themselves, because it is no text that the others agreed."""
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")
_LINE_END = re.compile(r"[ \t]*(?<!\n)\n(?!\n)[ \t]*")
"""The end of a line within a paragraph: a name may go on behind it."""
_LEADERS = re.compile(
    r"(?:The )?(?P<who>(?!Joint\b)[A-Z][\w.&-]*(?: [A-Z][\w.&-]*){0,4}?)"
    r" (?P<heads>Leaders['’]?|(?:Foreign |Finance |Trade )?Ministers['’]?)"
    r" (?:Joint |Vision |Joint Vision )?(?:Statement|Declaration|Communiqu[eé])\b"
)
"""A title that calls a text the statement of a group's leaders."""
_SIDES = re.compile(
    r"(?:The )?(?P<who>[A-Z][\w.-]*(?: [A-Z][\w.-]*){0,4}?) (?:Leaders['’]? )?"
    r"Joint (?:\w+ ){0,2}?(?:Leaders['’]? |Vision )?(?:Statement|Declaration|Communiqu[eé])\b"
)
"""A title that begins with the sides of a joint text, joined by hyphens: "Ardania-Belmora-Corvia Joint Statement"."""
_APOSTROPHES = "'’"
_HYPHEN = re.compile(r"(?<=[\w.])[-–](?=[A-Z])")
"""What stands between two sides in a title: "Ardania-Inner Sea Forum"."""
_MEMBERS = re.compile(r",? and |, ")
_INITIAL = re.compile(r"\b[A-Z]\Z")
_NUMBER = re.compile(r"^[\d.)*\s]+")
"""The number of a paragraph before its words."""
_FORMAL = re.compile(rf"^{_FORM}+")


def declares_jointly(record: Record, *, spoken: bool) -> bool:
    """Whether a record is the joint text of its authors: by its kind, or because a group declares itself and nobody speaks."""
    if is_chairs_own(record):
        return False
    return record.kind in _JOINT_KINDS or (not spoken and _self_declared(record.text) is not None)


def is_chairs_own(record: Record) -> bool:
    """Whether a record is by its title the summary of those who presided, and no joint text whatever else is like one."""
    return _CHAIRS_OWN.search(record.title or "") is not None


def authors_of(text: str, blocks: Sequence[Stretch], title: str | None = None, month: str | None = None) -> tuple[str, ...]:
    """The authors of a joint text: states by their short names, or one group in its own words; empty where it names none.

    `month` is that of the record (YYYY-MM), in which persons of the title held their offices.
    """
    declared = _self_declared(text)
    if declared:
        return tuple(_states(declared)) if len(_states(declared)) > 1 else (declared,)
    defined = _defined(text)
    if defined:
        return defined
    head = title.replace("\\_", " ").replace("\\", "") if title else ""
    if persons := givers(head):
        named = _of_persons(persons, _named_together(head) or _named_together(text), month)
    else:
        named = _named_together(head) or _chosen(_titled(head), _named_together(text))
    if named:
        return named
    acting = _acting(text, blocks)
    return (acting,) if acting else ()


def _chosen(titled: tuple[str, ...], together: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the title, or those who stand together in the text.

    Where the title has but the name of their group, its members, of whom there are several; two may be the end of some list.
    """
    return together if len(titled) <= 1 and (not titled or len(together) > _TWO) else titled


def _of_persons(persons: Sequence[Titled], together: tuple[str, ...], month: str | None) -> tuple[str, ...]:
    """The states of the persons to whom a title gives a text, or those who stand together in the text.

    Where not each person's state is known, those who stand together must be as many and have all that are known: of others the
    text merely speaks.
    """
    told = (person.state or _state_held(person, month) for person in persons)
    states = tuple(state for state in told if state)
    if len(states) == len(persons):
        return states
    return together if len(together) == len(persons) and set(states) <= set(together) else ()


def _state_held(person: Titled, month: str | None) -> str | None:
    """The state whose leading office somebody of that name held in a month."""
    term = holder_named(person.name, person.office or "", month)
    return term.state if term else None


def first_states(text: str) -> tuple[str, ...]:
    """The first two states that a text names; empty where it names but one, which is merely mentioned."""
    runs = (match.group() for match in RUN.finditer(text, 0, min(len(text), _OPENING)))
    named = tuple(dict.fromkeys(chain.from_iterable(map(_states, runs))))[:2]
    return named if len(named) > 1 else ()


def _self_declared(text: str) -> str | None:
    """The group behind the first "We, …", in small letters where it begins with an article."""
    match = _WE.search(text, 0, min(len(text), _LEAD))
    return _group(text, match.end()) if match else None


def _defined(text: str) -> tuple[str, ...]:
    """Those whom a joint text calls "the Parties" from its beginning: "Ardania and Belmora (hereinafter “the Parties”)"."""
    match = _HEREINAFTER.search(text, 0, min(len(text), _LEAD))
    if match is None:
        return ()
    before = _PARAGRAPH.split(text[max(0, match.start() - _SENTENCE) : match.start()])[-1]  # a title above is none of them
    named = _LISTED.search(" ".join(before.split()))
    if named is None:
        return ()
    members = [_FORMAL.sub("", member).strip() for member in _MEMBERS.split(named.group())]
    return tuple(dict.fromkeys(state_in(member) or member for member in members if member))


def _group(text: str, start: int) -> str | None:
    """The name of a group from a place on: capitalised words, offices and what joins them."""
    end = start
    named = False
    for match in _WORD.finditer(text, start, min(len(text), start + _SENTENCE)):
        word = match.group()
        low = word.lower()
        if word[0].isupper() or _ELIDED.match(word) or is_head(low) or (word[0] == "(" and end > start):
            end, named = match.end(), True
        elif low not in _LINKS and word != "," and not (word == "." and _INITIAL.search(text, start, match.start())):
            break
    phrase = " ".join(text[start:end].split())
    return phrase if named and (is_group(phrase) or _states(phrase)) else None


def is_group(phrase: str) -> bool:
    """Whether a phrase names several persons by their office, or a body: "the Foreign Ministers of …", "the Council"."""
    said = described(phrase)
    if said is not None:
        return said.plural
    kinds = table("offices")
    return any(kinds.get(word.lower()) == "body" or (word.isupper() and len(word) > 1) for word in re.findall(r"\w+", phrase))


def _named_together(text: str) -> tuple[str, ...]:
    """The first states that stand beside one another; not the tail of a list in which a name is no state's."""
    text = _LINE_END.sub(" ", text[:_OPENING])
    found: list[str] = []
    behind = 0
    broken = False
    for match in RUN.finditer(text):
        begin, end = match.span()
        states = _states(match.group())
        beside = (bool(found) or broken) and _JOINER.fullmatch(text, behind, begin) is not None
        if not beside and len(dict.fromkeys(found)) > 1:
            break
        broken = beside and (broken or not states)
        found = [*(found if beside else ()), *states] if states and not broken else []
        behind = end
    once = tuple(dict.fromkeys(found))
    return once if len(once) > 1 else ()


def _titled(title: str) -> tuple[str, ...]:
    """Those whose leaders or ministers declare it by its title: "G12 Leaders' Statement", "Union-Corvia Leaders' …"."""
    hyphened = _HYPHEN.split(joint["who"]) if (joint := _SIDES.match(title)) else []
    states = [state for state in map(state_in, hyphened) if state]
    if len(states) > 1 and len(states) == len(hyphened):
        return tuple(states)
    match = _LEADERS.match(title)
    if match is None:
        return ()
    sides = [side.strip() for side in _HYPHEN.split(match["who"])]
    named = tuple(state_in(side) or (side if side.isupper() else f"the {side}") for side in sides)
    if len(named) > 1 and any(map(state_in, sides)):
        return named
    alone = " ".join(match["who"].split())
    return () if _states(alone) or len(named) > 1 else (f"the {alone} {match['heads'].rstrip(_APOSTROPHES)}",)


def _acting(text: str, blocks: Sequence[Stretch]) -> str | None:
    """The group that is the subject of the first sentence with a verb."""
    for start, end in blocks:
        if start > _LEAD:
            return None
        said = list(_WORD.finditer(text, start, min(end, start + _SENTENCE)))
        words = [match.group() for match in said]
        verb = next((k for k in range(1, len(words)) if _acts(words[k], words[k - 1])), None)
        if verb is None:
            continue
        first = 1 if said[0].group() in ("Today", "*") else 0
        phrase = _NUMBER.sub("", " ".join(text[said[first].start() : said[verb - 1].end()].strip(" ,*").split()))
        phrase = phrase.removeprefix("We ")  # "We the Leaders of …"
        return _small_article(phrase) if 0 < verb - first <= _LONGEST and is_group(phrase) and "," not in phrase else None
    return None


def _acts(word: str, before: str) -> bool:
    """Whether a word is the verb of a subject before it, or a participle behind a comma: "The Council, recalling …"."""
    if before == "," and word.islower() and word.endswith("ing"):
        return True
    return word.islower() and (
        group(word) in ("deed", "be", "aux", "modal") or any(c.form != "ing" for c in forms().get(word, ()))
    )


def _small_article(phrase: str) -> str:
    return f"the {phrase[4:]}" if phrase.startswith("The ") else phrase


def _states(run: str) -> list[str]:
    """The states that a run names: those whose own name has an "and", and each member of a list."""
    low = run.lower()
    for name, state in _double_named():
        if name in low:
            at = low.index(name)
            return [*_states(run[:at]), state, *_states(run[at + len(name) :])]
    sides = [state_in(side) for side in _MEMBERS.split(run)]
    named = [state for state in sides if state]
    whole = state_in(run)
    return named if len(named) == len(sides) else [whole] if whole else []


@cache
def _double_named() -> tuple[tuple[str, str], ...]:
    """States whose name has an "and" in it."""
    return tuple((name, state) for name, state in table("countries").items() if " and " in name)
