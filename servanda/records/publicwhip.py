"""The XML of TheyWorkForYou and Public Whip: debates, written answers, statements, motions of the United Kingdom's houses.

Each `<speech>`, `<ques>` and `<reply>` names its speaker in an attribute (`speakername`, `speakerid`); one with
`nospeaker` is the publisher's. See <https://parser.theyworkforyou.com/hansard.html>.
"""

from __future__ import annotations

import re

from lxml import etree

from servanda.records.extraction import Facts
from servanda.records.flow import INLINE, Flow
from servanda.records.trees import text_of

__all__ = ["PublicWhip", "facts_of"]

_HEADINGS = {"major-heading": 1, "oral-heading": 1, "minor-heading": 2}
_SPEECHES = frozenset({"speech", "ques", "reply"})
_NAMES = frozenset({"mpname", "mspname", "lord", "mlaname"})
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class PublicWhip(Flow):
    """Reads the text of one `<publicwhip>` file."""

    inline = INLINE | {"place-holder", "gidredirect", "citation"}

    def enter(self, element: etree._Element, name: str) -> bool:
        if name in _SPEECHES:
            self.hint = None
            speaker, identifier = element.get("speakername"), element.get("speakerid")
            if (speaker or identifier) and element.get("nospeaker", "").lower() != "true":
                self.hint = self.utterance(speaker, identifier=identifier, office=element.get("speakeroffice"))
            self.open()
            return True
        if name in _NAMES:
            self.open("item", level=1, gap="\n")
            return True
        return super().enter(element, name)

    def leave(self, element: etree._Element, name: str) -> None:
        super().leave(element, name)
        if name in _SPEECHES:
            self.hint = None
            self.open()

    def heading_level(self, element: etree._Element, name: str) -> int:
        return _HEADINGS.get(name) or (2 if name.endswith("-heading") else super().heading_level(element, name))


def facts_of(root: etree._Element) -> Facts:
    """The day of the sitting stands in every identifier; its title, in the first heading."""
    for element in root.iter("speech", "ques", "reply", "major-heading", "minor-heading", "spmotion", "regmem"):
        dates = _DATE.findall(element.get("id") or element.get("date") or "")
        if dates:
            return Facts(
                title=_title(root), event_date=dates[-1], language="en", kind=None if element.tag == "regmem" else "debate"
            )
    return Facts(title=_title(root), language="en")


def _title(root: etree._Element) -> str | None:
    """The first heading: the file itself has no title."""
    heading = next(root.iter(*_HEADINGS), None)
    return text_of(heading) or None if heading is not None else None
