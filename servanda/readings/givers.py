"""Whose words a text is by its title: "Remarks by Jan Orel on the Locks", "Statement from President Tal Marking a Year"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from servanda.readings.grammar.lexicon import verb
from servanda.readings.persons import Titled, parsed
from servanda.words import of_part, table, words

_GIVEN = "|".join(sorted(of_part("text-kinds", "given")))
_OPENING = re.compile(
    rf"(?:[^:|]{{2,40}}[:|] )?(?:[\w’'-]+ ){{0,3}}?(?:{_GIVEN})"
    r"(?P<prepared>,? (?:\(?as )?(?:prepared|delivered|written|given)\b\)?)?(?: for delivery)?"
    rf" (?:by|from|of|(?P<for>for)) (?!(?:the )?(?:{_GIVEN})\b)",
    re.I,
)
_JOINT = re.compile(
    r"\bjoint (?:[\w’'-]+ ){0,2}?(?:statement|declaration|communiqu[eé])\b.*?\b(?:by|from|of|between)\s+(?P<who>.+)", re.I
)
_NEXT = re.compile(r",? and |, (?!Jr|Sr)")
_JOINTS = frozenset(("of", "the", "for", "to", "and", "&"))
"""What stands within an office: "Assistant to the President for Trade and Work"."""
_SENT = frozenset(
    ("assistant", "adviser", "advisor", "ambassador", "representative", "envoy", "delegate", "counselor", "aide", "secretary")
)
"""Those who are somebody's, or sent to somebody, by their office: "Envoy to Velmar"."""
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_MARKS = ",;:()[]“”\"'*_"


def giver(title: str) -> Titled | None:
    """The one person whom a title names as giving the text, without the title's next words; None where it names none."""
    title = " ".join(title.split())
    opening = _OPENING.match(title)
    if opening:
        return None if opening["for"] and not opening["prepared"] else _person(title[opening.end() :].split(), "any")
    return _person(title.split(), "speaks")


def givers(title: str) -> tuple[Titled, ...]:
    """Those to whom a title gives a joint text, each by office and name: "Joint Statement by President Tal and Premier Orel".

    Empty where it names fewer than two such persons.
    """
    match = _JOINT.search(" ".join(title.split()))
    found: list[Titled] = []
    for piece in _NEXT.split(match["who"]) if match else ():
        person = _person(piece.split(), "any")
        if person is None or not person.office:
            break
        found.append(person)
    return tuple(found) if len(found) > 1 else ()


def _person(tokens: Sequence[str], ended: str) -> Titled | None:
    """The person with whom a stretch begins, whose name must end with what is `ended`: with anything, or with what he gives."""
    said: list[str] = []
    names: list[str] = []
    loose = False
    for index, token in enumerate(tokens):
        word = token.strip(_MARKS)
        low = word.lower().rstrip(".")
        kind = table("offices").get(low)
        whose = re.sub(r"[’']s?$", "", word)
        if whose != word:  # "the Minister's", "Jan Orel's Remarks"
            if any(_is_office([one]) for one in tokens[index + 1 : index + 3]):
                said, names = [*said, whose], []
                continue
            return _told([*said, whose], loose) if ended == "any" or _speaks(tokens[index + 1 :]) else None
        if kind in ("office", "address", "body"):
            if _is_whole(names, said):
                return _told(said, loose) if ended == "any" else None  # "Jan Orel Minister of Trade"
            names = []
            said.append(word)
        elif low in _JOINTS and (loose or not names) and (low != "to" or (said[-1:] and said[-1].lower() in _SENT)):
            if _is_whole(names, said):
                return None  # several give it
            loose, names = loose or low != "the", []
            said.append(word)
        elif low in ("and", "&"):
            return None
        elif _ends(word, low, names, tokens[index + 1 :]):
            return _told(said, loose) if ended == "any" or _speaks(tokens[index:]) else None
        else:
            names.append(word)
            said.append(word)
            if token[-1] == "," and loose and not _is_whole(names, said):
                names = []  # "Adviser to the President for Trade, Dr. Mira Tal"
            elif token[-1] in ",;:()" and names:
                return _told(said, loose) if ended == "any" else None
    return _told(said, loose) if ended == "any" else None


def _is_office(tokens: Sequence[str]) -> bool:
    return bool(tokens) and table("offices").get(tokens[0].lower().rstrip(".,")) in ("office", "part")


def _ends(word: str, low: str, names: Sequence[str], rest: Sequence[str]) -> bool:
    """Whether a word is no part of an office and a name, but of the title that goes on."""
    if _goes_on(word, rest):
        return False
    if low in words("function-words"):
        return low not in table("offices") or bool(names)  # "First Minister"
    if low in table("text-kinds"):
        return not _is_office(rest[:1])  # "Press Secretary"
    if not word[:1].isalpha() or (word[0].islower() and table("label-connectors").get(low) != "name"):
        return True
    if names and low.endswith("ing") and (bool(rest) or verb(low, "ing") is not None):
        return True
    known = len(names) > 1 or (bool(names) and names[0] not in table("given-names"))  # "President Orel Signs", "Anna Rivers"
    return known and verb(low, "s") is not None and low not in _SUFFIXES


def _goes_on(word: str, rest: Sequence[str]) -> bool:
    """Whether a small word stands within a name: "von" in "von der Vale"."""
    within = table("label-connectors").get(word) == "name" and len(word) > 1
    return within and bool(rest) and (rest[0][0].isupper() or _goes_on(rest[0], rest[1:]))


def _speaks(rest: Sequence[str]) -> bool:
    """Whether a title goes on with what somebody gives, or with what he does: "Remarks at", "Delivers Remarks"."""
    first = rest[0].lower().strip(_MARKS) if rest else ""
    return table("text-kinds").get(first) == "given" or verb(first, "s") is not None


def _is_whole(names: Sequence[str], said: Sequence[str]) -> bool:
    """Whether words are a given name and what follows it, or stand behind a form of address."""
    before = said[-1 - len(names)] if len(said) > len(names) else ""
    addressed = table("offices").get(before.lower().rstrip(".")) == "address"
    return len(names) > 1 and (addressed or any(name in table("given-names") for name in names[:-1]))


def _told(said: Sequence[str], loose: bool) -> Titled | None:
    found = parsed(" ".join(said))
    name = found.name.split()
    if name and name[-1].lower().strip(".,") in _SUFFIXES:
        name = name[:-1]
    if loose and len(name) > 2:  # what an office is for stands before the name: "for Strategic Communications Pavel Ross"
        given = [index for index, word in enumerate(name[:-1]) if word in table("given-names")]
        name = name[given[-1] :] if given else name
    titled = bool(found.office) or any(table("offices").get(word.lower().rstrip(".")) for word in said)
    known = titled or (len(name) > 1 and name[0] in table("given-names"))
    return Titled(found.office, found.state, " ".join(name)) if name and known else None
