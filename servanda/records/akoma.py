"""Akoma Ntoso (LegalDocML): `<speech by="#id"><from>label</from>…`, persons and roles in `<references>`.

See <https://docs.oasis-open.org/legaldocml/akn-core/v1.0/akn-core-v1.0-part1-vocabulary.html>.
"""

from __future__ import annotations

from lxml import etree

from servanda.model import SpeakerHint
from servanda.records.extraction import Facts
from servanda.records.flow import INLINE, Flow
from servanda.records.marks import day, language_code
from servanda.records.trees import local_name, text_of

__all__ = ["ROOTS", "AkomaNtoso", "facts_of"]

ROOTS = frozenset({"akomaNtoso", "akomantoso"})

_SPEECHES = frozenset({"speech", "question", "answer", "speechGroup"})
_ASIDES = frozenset({"scene", "narrative", "summary", "authorialnote", "remark", "recordedtime"})
_INLINE = """
    ref mref rref date time person role organization location concept object event process quantity entity term def
    doctitle docnumber docdate doctype docproponent docstage docstatus docketnumber shorttitle session num
    quotedtext embeddedtext inline placeholder fillin decoration omissis neutralcitation vote outcome
"""
_HEADINGS = frozenset({"heading", "subheading", "crossheading"})


class AkomaNtoso(Flow):
    """Reads the text of one Akoma Ntoso document."""

    inline = INLINE | frozenset(_INLINE.split())
    asides = _ASIDES

    def __init__(self, root: etree._Element) -> None:
        super().__init__()
        self._persons = _labels(root, "TLCPerson")
        self._roles = _labels(root, "TLCRole")
        self._depth = 0
        self._speeches: list[SpeakerHint | None] = []

    def enter(self, element: etree._Element, name: str) -> bool:
        if name == "meta":
            return False
        self._depth += name.endswith("Section")
        if name in _SPEECHES and (element.get("by") or _has_label(element)):
            self._speeches.append(self.hint)
            self.hint = self._hint(element)
            self.open()
        elif name == "from":
            self.open()
            self.builder.strong(True)
        elif name == "num" and not _opens_line(element):
            self.open()
        else:
            return super().enter(element, name)
        return True

    def leave(self, element: etree._Element, name: str) -> None:
        self._depth -= name.endswith("Section")
        if name in _SPEECHES and (element.get("by") or _has_label(element)):
            self.hint = self._speeches.pop()
            self.open()
        elif name == "from":
            self.builder.strong(False)
            self.open()
        elif name == "num":
            self.builder.say(" ")
        else:
            super().leave(element, name)

    def heading_level(self, element: etree._Element, name: str) -> int:  # noqa: ARG002
        return min(6, max(1, self._depth)) if name.lower() in _HEADINGS else 0

    def _hint(self, speech: etree._Element) -> SpeakerHint:
        identifier = (speech.get("by") or "").rpartition("#")[2] or None
        role = (speech.get("as") or "").rpartition("#")[2] or None
        label = next((text_of(child) for child in speech if local_name(child) == "from"), "").rstrip(": ")
        name = self._persons.get(identifier or "") or label
        return self.utterance(name, identifier=identifier, office=self._roles.get(role or ""), role=role)


def facts_of(root: etree._Element) -> Facts:
    """Title, dates and language from `<meta>` and the cover."""
    document = next((local_name(child) for child in root if local_name(child)), "")
    title = next(root.iter("{*}docTitle"), None)
    work_date = root.find(".//{*}FRBRWork/{*}FRBRdate")
    language = root.find(".//{*}FRBRExpression/{*}FRBRlanguage")
    publication = root.find(".//{*}meta/{*}publication")
    return Facts(
        title=text_of(title) or None if title is not None else None,
        publisher=publication.get("showAs") if publication is not None else None,
        published=day(publication.get("date")) if publication is not None else None,
        event_date=day(work_date.get("date")) if work_date is not None else None,
        language=language_code(language.get("language")) if language is not None else None,
        kind="debate" if document.startswith("debate") else None,
    )


def _labels(root: etree._Element, kind: str) -> dict[str, str]:
    """What each reference of a kind is shown as, by identifier."""
    found: dict[str, str] = {}
    for reference in root.iter(f"{{*}}{kind}"):
        identifier = reference.get("eId") or reference.get("id")
        if identifier and reference.get("showAs"):
            found[identifier] = reference.get("showAs", "").strip()
    return found


def _has_label(speech: etree._Element) -> bool:
    return any(local_name(child) == "from" for child in speech)


def _opens_line(number: etree._Element) -> bool:
    """Whether a number is inside running text rather than at the head of a provision."""
    before = number.getprevious()
    return bool((number.getparent().text or "").strip() if before is None else (before.tail or "").strip())  # type: ignore[union-attr]
