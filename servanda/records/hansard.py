"""The XML of historic Hansard: `<member>` prints the speaker, `<membercontribution>` holds the words.

The printed name is part of the text. Page and column numbers of the bound volumes (`<col>`, `<image>`) are not. See
<https://api.parliament.uk/historic-hansard/>.
"""

from __future__ import annotations

import re

from lxml import etree

from servanda.model import SpeakerHint
from servanda.records.extraction import Facts
from servanda.records.flow import INLINE, Flow
from servanda.records.trees import text_of

__all__ = ["ROOTS", "HistoricHansard", "facts_of"]

ROOTS = frozenset(
    {"hansard", "housecommons", "houselords", "westminsterhall", "grandcommitteereport", "writtenanswers", "commons"}
)

_DROPPED = frozenset({"col", "image"})
_OFFICE_AND_NAME = re.compile(r"(?P<office>The [^()]+?)\s*\((?P<name>[^()]+)\)")

_PERSON = re.compile(r"(?P<form>Mr|Mrs|Miss|Ms|Dr)\.?\s+(?P<forenames>(?:[^\s()]+\s+)*)(?P<surname>[^\s()]+)")


class HistoricHansard(Flow):
    """Reads the text of one sitting or volume."""

    inline = INLINE | {"member", "memberconstituency", "membercontribution"}

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0
        self._members: dict[tuple[str, str], set[str]] = {}  # full names by form of address and surname

    def enter(self, element: etree._Element, name: str) -> bool:
        if name in _DROPPED:
            return False
        if name == "member":
            self.hint = self._speaker(element)
            self.builder.begin(speaker=self.hint, gap=" " if self.builder.is_open else "\n\n")
            self.builder.strong(True)
            return True
        if name == "lb":  # parts paragraphs of one contribution
            self.open()
            return True
        if name == "p":
            self.hint = None
        self._depth += name == "section"
        return super().enter(element, name)

    def leave(self, element: etree._Element, name: str) -> None:
        self._depth -= name == "section"
        if name == "member":
            self.builder.strong(False)
        elif name == "p":
            self.hint = None
            self.open()
        elif name != "lb":
            super().leave(element, name)

    def heading_level(self, element: etree._Element, name: str) -> int:
        return min(6, self._depth + 1) if name == "title" else super().heading_level(element, name)

    def _speaker(self, member: etree._Element) -> SpeakerHint:
        seat = member.find("memberconstituency")
        constituency = text_of(seat) if seat is not None else ""
        printed = text_of(member)
        if constituency:
            printed = printed.replace(constituency, "").strip()
        both = _OFFICE_AND_NAME.fullmatch(printed)
        name, office = (both["name"], both["office"]) if both else (printed, constituency.strip("() ") or None)
        return self.utterance(self._full_name(name), office=office)

    def _full_name(self, printed: str) -> str:
        """A member printed with surname only is the one printed before in full under that surname, where there is one such."""
        person = _PERSON.fullmatch(printed)
        if not person:
            return printed
        forms = self._members.setdefault((person["form"], person["surname"]), set())
        if person["forenames"]:
            forms.add(f"{person['forenames']}{person['surname']}")
            return f"{person['forenames']}{person['surname']}"
        return next(iter(forms)) if len(forms) == 1 else printed


def facts_of(root: etree._Element) -> Facts:
    """Title and day of the sitting, as the head of the sitting gives them."""
    title, date = root.find(".//title"), root.find(".//date[@format]")
    return Facts(
        title=text_of(title) if title is not None else None,
        event_date=date.get("format") if date is not None else None,
        language="en",
        kind="debate",
    )
