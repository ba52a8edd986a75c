"""What every meaning can do, and the two plainest: a value that needs no context, and "today"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from servanda.readings.timex.frame import Frame
from servanda.readings.timex.values import (
    Type,
    Value,
)

From = Literal["reference", "mention"]

UNKNOWN = {
    "year": "XXXX",
    "month": "XXXX-XX",
    "week": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "quarter": "XXXX-QX",
    "half": "XXXX-HX",
}
UNKNOWN |= {"decade": "XXX", "century": "XX", "season": "XXXX-XX"}


class Meaning(Protocol):
    """Something that can be resolved."""

    def resolve(self, frame: Frame) -> Value | None:
        """The value; None where it cannot be meant as a time after all."""


def point(meaning: Meaning, frame: Frame) -> str | None:
    """The value alone; "today" within a larger expression is the day itself."""
    if isinstance(meaning, Today):
        return frame.reference.isoformat() if frame.reference else None
    value = meaning.resolve(frame)
    return value.value if value else None


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that needs no context."""

    value: str
    type: Type = "DATE"

    def resolve(self, frame: Frame) -> Value:  # noqa: ARG002 - the other meanings look at it
        return Value(self.type, self.value)


@dataclass(frozen=True, slots=True)
class Today:
    """As in "today": the day itself where something happens on it, an unnamed present where it is said of how things are."""

    def resolve(self, frame: Frame) -> Value:
        if frame.reference is None or frame.narrative or not (frame.possessive() or frame.happens()):
            return Value("DATE", "PRESENT_REF")
        return Value("DATE", frame.reference.isoformat())
