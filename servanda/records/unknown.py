"""XML of no dialect known here: all text, and the speakers that attributes name plainly."""

from __future__ import annotations

from lxml import etree

from servanda.model import SpeakerHint
from servanda.records.flow import INLINE, Flow

__all__ = ["UnknownDialect"]

_NAMES = ("speakername", "speaker-name", "speaker_name", "speaker")
_REFERENCES = ("speakerid", "speaker-id", "speaker_id", "who", "by")
_SPEECHES = frozenset(
    {"speech", "u", "utterance", "turn", "sp", "intervention", "statement", "question", "answer", "contribution"}
)


class UnknownDialect(Flow):
    """Reads all text as paragraphs. `<speech speaker="…">` and its like are utterances, a `<speaker>` inside is a label."""

    def __init__(self) -> None:
        super().__init__()
        self._outer: list[tuple[etree._Element, SpeakerHint | None]] = []

    def enter(self, element: etree._Element, name: str) -> bool:
        spoken_by = _first(element, _NAMES)
        reference = _first(element, _REFERENCES) if spoken_by or name.lower() in _SPEECHES else None
        if name.lower() not in INLINE and (spoken_by or reference):
            self._outer.append((element, self.hint))
            self.hint = self.utterance(spoken_by, identifier=(reference or "").lstrip("#"))
        super().enter(element, name)
        if name.lower() == "speaker":
            self.builder.strong(True)
        return True

    def leave(self, element: etree._Element, name: str) -> None:
        if name.lower() == "speaker":
            self.builder.strong(False)
        if self._outer and self._outer[-1][0] is element:
            self.hint = self._outer.pop()[1]
        super().leave(element, name)


def _first(element: etree._Element, names: tuple[str, ...]) -> str | None:
    return next((value.strip() for name in names if (value := element.get(name)) and value.strip()), None)
