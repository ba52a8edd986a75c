"""Values of entries in the words and signs that people read."""

from __future__ import annotations

from decimal import Decimal

from servanda.model import Exchange, Figure, Question, Record, Time, Turn

NARROW_SPACE = "\u202f"
"""Parts thousands, as ISO 80000 asks: mistaken for a decimal sign in no country."""

_MODIFIERS = {
    "exact": "",
    "about": "about ",
    "almost": "almost ",
    "more_than": "more than ",
    "at_least": "at least ",
    "less_than": "less than ",
    "at_most": "at most ",
}
_CHANGES = {"up": "↑ ", "down": "↓ "}
_REFERENCES = {"PRESENT_REF": "the present", "PAST_REF": "the past", "FUTURE_REF": "the future"}
_ANOMALIES = {
    "label_conflict": "The label names another than the speaker names himself",
    "office_conflict": "The label gives the office to the wrong person",
    "missing_label": "No label is printed where the speaker changes",
}
_ROLES = {"principal": "principal", "asker": "asks", "other": "also speaks", "publisher": "publisher"}
_REPLIES = {"answered": "answered", "partial": "answered in part", "deflected": "deflected", "none": "no reply"}


def number(value: Decimal) -> str:
    """A number with its thousands parted and every digit kept."""
    return f"{value:,f}".replace(",", NARROW_SPACE)


def figure_value(figure: Figure) -> str:
    """Modifier, number or range, and unit: `about 60 %`, `10–12 km`."""
    if figure.value is not None:
        amount = number(figure.value)
    else:
        ends = [number(end) if end is not None else "…" for end in (figure.low, figure.high)]
        amount = "–".join(ends)
    unit = "" if figure.unit in (None, "1") else f" {figure.unit}"
    return f"{_CHANGES.get(figure.change or '', '')}{_MODIFIERS[figure.modifier]}{amount}{unit}"


def time_value(time: Time) -> str:
    """A TIMEX3 value; a range as both its ends."""
    value = _REFERENCES.get(time.value, time.value)
    return f"{value} – {time.end_value}" if time.end_value else value


def anomaly(turn: Turn) -> str | None:
    """What is wrong with a printed label, as a sentence."""
    return _ANOMALIES.get(turn.anomaly) if turn.anomaly else None


def role(turn: Turn) -> str:
    """The part somebody plays in the talks."""
    return _ROLES[turn.role]


def reply(question: Question) -> str | None:
    """How a question was answered; None where that was not judged."""
    return _REPLIES[question.reply] if question.reply else None


def speaker_name(turn: Turn) -> str:
    """Who is answerable for a turn, by the fullest name the record allows."""
    if turn.role == "publisher":
        return "Publisher"
    if turn.speaker:
        return turn.speaker
    return f"Unnamed ({turn.label.text})" if turn.label else "Unnamed"


def asker_name(exchange: Exchange) -> str:
    """Who asks, and for whom."""
    asker = exchange.asker or "Unnamed"
    return f"{asker}, {exchange.outlet}" if exchange.outlet else asker


def record_name(record: Record) -> str:
    """The title, else the source, else the first digits of the hash."""
    return record.title or record.source or f"record {record.origin.record[:12]}"


def record_day(record: Record) -> str | None:
    """The day a record is filed under: of the talks, else of its publication."""
    return record.event_date or record.published


def counted(count: int, noun: str) -> str:
    """`1 turn`, `2 turns`."""
    return f"{count:,}".replace(",", NARROW_SPACE) + f" {noun}" + ("" if count == 1 else "s")
