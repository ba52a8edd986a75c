"""TEI and Parla-CLARIN (ParlaMint): `<u who="#id">` is an utterance, notes and incidents are not spoken.

See <https://clarin-eric.github.io/parla-clarin/> and chapter 8 of the TEI Guidelines, "Transcriptions of Speech".
"""

from __future__ import annotations

import re
import unicodedata

from lxml import etree

from servanda.model import SpeakerHint
from servanda.records.extraction import Facts
from servanda.records.flow import INLINE, Flow
from servanda.records.marks import day, language_code
from servanda.records.trees import local_name, text_of

__all__ = ["ROOTS", "Tei", "facts_of"]

ROOTS = frozenset({"TEI", "TEI.2", "teiCorpus"})

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DROPPED = frozenset({"teiHeader", "standOff", "pb", "cb", "milestone", "anchor", "timeline", "linkGrp", "ptr"})
_ASIDES = frozenset({"note", "kinesic", "vocal", "incident", "gap", "stage", "writing", "pause", "shift", "figure"})
_TOKENS = frozenset({"w", "pc"})
_INLINE = """
    seg s w pc hi emph foreign name persname orgname placename date time ref num measure desc choice sic orig abbr
    mentioned socalled term title rolename forename surname unclear supplied add del corr reg expan
"""
_LATER_READINGS = frozenset({"corr", "reg", "expan"})
"""Beside `<sic>`, `<orig>`, `<abbr>` in a `<choice>`: what an editor made of the print."""


class Tei(Flow):
    """Reads the text of one TEI document, or of a corpus of them."""

    inline = INLINE | frozenset(_INLINE.split())

    def __init__(self, root: etree._Element) -> None:
        super().__init__()
        self._persons = _persons(root)
        self._depth = 0
        self._joined = False
        self._announced: SpeakerHint | None = None

    def enter(self, element: etree._Element, name: str) -> bool:
        if name in _DROPPED or (name in _LATER_READINGS and _in_choice(element)):
            return False
        self._depth += name.startswith("div")
        if name == "note" and element.get("type") == "speaker":
            self._announce(element)
        elif name == "u":
            self._begin_utterance(element.get("who"), element.get("ana"))
        elif name == "sp":
            self._begin_utterance(element.get("who"), element.get("ana"), text_of_child(element, "speaker"))
        elif name == "speaker":
            self.open()
            self.builder.strong(True)
        elif name in _ASIDES:
            self.enter_aside(name)
        elif name == "seg":
            self.open()
        elif name in _TOKENS:
            self.builder.say("" if self._joined else " ")
        else:
            return super().enter(element, name)
        return True

    def leave(self, element: etree._Element, name: str) -> None:
        self._depth -= name.startswith("div")
        if name in {"u", "sp"}:
            self.hint = None
            self.open()
        elif name == "speaker" or (name == "note" and element.get("type") == "speaker"):
            self.builder.strong(False)
            self.open()
        elif name in _ASIDES:
            self.leave_aside(element, name)
        elif name == "seg":
            self.open()
        elif name in _TOKENS:
            self._joined = element.get("join") in {"right", "both"}
        else:
            super().leave(element, name)

    def heading_level(self, element: etree._Element, name: str) -> int:  # noqa: ARG002
        return min(6, max(1, self._depth)) if name == "head" else 0

    def is_bold(self, element: etree._Element, name: str) -> bool:
        return (name == "hi" and "bold" in (element.get("rend") or "")) or super().is_bold(element, name)

    def _announce(self, note: etree._Element) -> None:
        """A printed label stands before the utterance it belongs to, and is part of it."""
        follower = note.getnext()
        while follower is not None and local_name(follower) in _ASIDES and follower.get("type") != "speaker":
            follower = follower.getnext()
        self.hint = None
        if follower is not None and local_name(follower) == "u":
            self.hint = self._hint(follower.get("who"), follower.get("ana"), text_of(note))
            self._announced = self.hint
        self.open()
        self.builder.strong(True)

    def _begin_utterance(self, who: str | None, role: str | None, label: str | None = None) -> None:
        self.hint = self._announced or self._hint(who, role, label)
        self._announced = None
        self.open()

    def _hint(self, who: str | None, role: str | None, label: str | None) -> SpeakerHint | None:
        identifier = _identifier(who)
        name, office = self._persons.get(identifier or "", (None, None))
        printed = (label or "").strip().rstrip(":").strip()
        if name is None and printed:
            name, office = _from_label(printed, identifier or "")
            if identifier and name != printed:
                self._persons[identifier] = (name, office)  # for utterances of the same person with no label
        if name is None and identifier is None:
            return None
        return self.utterance(name, identifier=identifier, office=office, role=_identifier(role))


def text_of_child(element: etree._Element, name: str) -> str | None:
    """Text of the first child of that name."""
    for child in element:
        if local_name(child) == name:
            return text_of(child)
    return None


def facts_of(root: etree._Element) -> Facts:
    """Title, day, place and language from the header."""
    language = language_code(root.get(_LANG))
    header = root.find("{*}teiHeader")
    if header is None:
        return Facts(language=language)
    publisher = header.find("{*}fileDesc/{*}sourceDesc//{*}bibl/{*}publisher")  # of the record; the other is the corpus's
    if publisher is None:
        publisher = header.find("{*}fileDesc/{*}publicationStmt/{*}publisher")
    place = header.find(".//{*}settingDesc//{*}name[@type='city']")
    if place is None:
        place = header.find(".//{*}settingDesc//{*}name[@type='place']")
    return Facts(
        title=_title(header, root.get(_LANG)),
        publisher=_in_language(publisher, root.get(_LANG)),
        event_date=_event_date(header),
        place=text_of(place) if place is not None else None,
        language=language,
        kind="debate" if next(root.iter("{*}u"), None) is not None else None,
    )


def _title(header: etree._Element, language: str | None) -> str | None:
    """In the text's own language; what names the sitting goes before what names the series."""
    for path in ("{*}titleStmt/{*}title[@type='sub']", "{*}sourceDesc//{*}bibl/{*}title", "{*}titleStmt/{*}title"):
        titles = [title for title in header.findall(f"{{*}}fileDesc/{path}") if text_of(title)]
        own = [title for title in titles if title.get(_LANG) in {language, None}] or titles
        if own:
            return text_of(own[0])
    return None


def _in_language(element: etree._Element | None, language: str | None) -> str | None:
    if element is None:
        return None
    names = [child for child in element if child.get(_LANG) is not None]
    own = [child for child in names if child.get(_LANG) == language]
    return text_of((own or names or [element])[0]) or None


def _event_date(header: etree._Element) -> str | None:
    for path in (".//{*}settingDesc//{*}date", "{*}fileDesc/{*}sourceDesc//{*}date", ".//{*}recording//{*}date"):
        for date in header.iterfind(path):
            found = day(date.get("when") or date.get("from"))
            if found:
                return found
    return None


def _persons(root: etree._Element) -> dict[str, tuple[str | None, str | None]]:
    """Name and office of each person listed, by identifier."""
    found: dict[str, tuple[str | None, str | None]] = {}
    for person in root.iter("{*}person"):
        identifier = person.get(_ID)
        if identifier:
            found[identifier] = (_full_name(person), text_of_child(person, "occupation"))
    return found


def _full_name(person: etree._Element) -> str | None:
    name = person.find("{*}persName")
    if name is None:
        return None
    parts = [text_of(part) for part in name.iter("{*}forename")]
    parts += [text_of(part) for part in name.iter("{*}nameLink")] + [text_of(part) for part in name.iter("{*}surname")]
    return " ".join(part for part in parts if part) or text_of(name) or None


def _identifier(reference: str | None) -> str | None:
    """The first of the identifiers referred to, without its hash."""
    first = (reference or "").split()
    return first[0].rpartition("#")[2] or None if first else None


def _from_label(label: str, identifier: str) -> tuple[str, str | None]:
    """Name and office from a printed label whose name the identifier spells ("CHAIR ANNA KOVAČ", `KovačAnna`)."""
    spaced = "".join(f" {character}" if character.isupper() else character for character in identifier)
    known = {_plain(part): part for part in re.split(r"[\s._-]+", spaced) if part}
    words = label.split()
    names = [word for word in words if _plain(word) in known]
    if not names or len(names) != len(known):
        person, _, party = label.partition(" (")
        return person, party.rstrip(")") or None
    office = " ".join(word for word in words if _plain(word) not in known)
    return " ".join(word.title() if word.isupper() else word for word in names), office or None


def _plain(word: str) -> str:
    """Without accents and case: identifiers often have neither."""
    return "".join(part for part in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(part))


def _in_choice(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and local_name(parent) == "choice"
