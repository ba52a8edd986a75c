"""Values of entries in the words and signs that people read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from servanda.faces.safety import one_line
from servanda.model import Exchange, Figure, Quotation, Record, Reply, Time, Turn
from servanda.model.entries import modified

NARROW_SPACE = "\u202f"
"""Parts thousands, as ISO 80000 asks: mistaken for a decimal sign in no country."""

LONG_WORDS = 240
"""Longer words of an entry are cut where they stand in a table, in characters; the whole is a link away."""

MANY_DIGITS = 30
"""Beyond so many, a number is written by its power of ten."""

_CHANGES = {"up": "↑ ", "down": "↓ "}
_REFERENCES = {"PRESENT_REF": "the present", "PAST_REF": "the past", "FUTURE_REF": "the future"}
_LENGTHS = re.compile(
    r"P(?:(?P<century>[\dX.]+)CE)?(?:(?P<decade>[\dX.]+)DE)?(?:(?P<year>[\dX.]+)Y)?(?:(?P<month>[\dX.]+)M)?(?:(?P<week>[\dX.]+)W)?"
    r"(?:(?P<day>[\dX.]+)D)?(?:T(?:(?P<hour>[\dX.]+)H)?(?:(?P<minute>[\dX.]+)M)?(?:(?P<second>[\dX.]+)S)?)?"
)
_PARTS = re.compile(r"(?P<year>[\dX]{4})-(?P<part>Q[1-4]|H[12]|SP|SU|FA|WI)")
_PART_NAMES = {
    **{f"Q{place}": f"{name} quarter" for place, name in enumerate(("1st", "2nd", "3rd", "4th"), start=1)},
    "H1": "1st half",
    "H2": "2nd half",
    "SP": "spring",
    "SU": "summer",
    "FA": "autumn",
    "WI": "winter",
}
_WEEKS = re.compile(r"(?P<year>[\dX]{4})-W(?P<week>\d\d)")
_DECADES = re.compile(r"\d{3}")
_ANOMALIES = {
    "label_conflict": "The label names another than the speaker names himself",
    "office_conflict": "The label gives the office to the wrong person",
    "missing_label": "No label is printed where the speaker changes",
}
_ROLES = {"principal": "principal", "asker": "asks", "other": "also speaks", "publisher": "publisher"}
_REPLIES = {"answered": "answered", "partial": "answered in part", "deflected": "deflected", "none": "not answered"}
_RULED = 1.0
"""The confidence of what a person ruled: no reader is as sure."""


def number(value: Decimal) -> str:
    """A number with its thousands parted and every digit kept that says something."""
    if abs(value.adjusted()) > MANY_DIGITS:
        return str(value.normalize())
    digits = f"{value:,f}".replace(",", NARROW_SPACE)
    return digits.rstrip("0").removesuffix(".") if "." in digits else digits


def amount(figure: Figure) -> str:
    """Modifier and number or range: `about 60`, `10–12`."""
    if figure.value is not None:
        digits = number(figure.value)
    else:
        digits = "–".join(number(end) if end is not None else "…" for end in (figure.low, figure.high))
    return f"{_CHANGES.get(figure.change or '', '')}{modified(digits, figure.modifier)}"


def unit(figure: Figure) -> str:
    """The unit, a counted noun in the number in which it is printed (`3 locks`); empty for pure numbers."""
    if figure.unit in (None, "1"):
        return ""
    printed = figure.span.text.split()[-1]
    counts_things = len(figure.unit) > 2 and figure.unit.islower() and printed.isalpha()
    return printed.lower() if counts_things and printed[:2].lower() == figure.unit[:2] else figure.unit


def figure_value(figure: Figure) -> str:
    """Modifier, number or range, and unit: `about 60 %`, `10–12 km`."""
    return f"{amount(figure)} {unit(figure)}".rstrip()


def time_value(time: Time) -> str:
    """What a TIMEX3 value means, in words where it is a code (`30 days`, `3rd quarter of 2025`); a range as both its ends."""
    words = timex_words(time.value)
    if time.type == "SET" and words != time.value:
        words = f"every {words.removeprefix('1 ')}"
    return f"{words} – {timex_words(time.end_value)}" if time.end_value else words


def timex_words(value: str) -> str:
    """What one TIMEX3 value means, in words where it is a code."""
    if value in _REFERENCES:
        return _REFERENCES[value]
    lengths = _LENGTHS.fullmatch(value)
    if lengths and any(lengths.groupdict().values()):
        return " ".join(_length(count, unit) for unit, count in lengths.groupdict().items() if count)
    part = _PARTS.fullmatch(value)
    if part:
        return f"{_PART_NAMES[part['part']]} of {part['year']}"
    week = _WEEKS.fullmatch(value)
    if week:
        return f"week {int(week['week'])} of {week['year']}"
    return f"{value}0s" if _DECADES.fullmatch(value) else value


def _length(count: str, unit: str) -> str:
    if "X" in count:
        return f"some {unit}s"
    return f"{count} {unit}" + ("" if count == "1" else "s")


def anomaly(turn: Turn) -> str | None:
    """What is wrong with a printed label, as a sentence."""
    return _ANOMALIES.get(turn.anomaly) if turn.anomaly else None


def role(turn: Turn) -> str:
    """The part somebody plays in the talks, and whether his name is known."""
    return _ROLES[turn.role] if turn.speaker or turn.role == "publisher" else f"{_ROLES[turn.role]}, name not known"


def reply(judged: Reply | None, *, is_given: bool, confidence: float) -> str | None:
    """How a question was answered; None where that was not judged.

    Telling an answer from an evasion is the least sure of all that is read, so it only "seems" so unless a person ruled, which
    `confidence` shows. `is_given` is whether anybody replied: that nobody did is plain.
    """
    if judged is None:
        return None
    if judged == "none" and not is_given:
        return "no reply"
    return _REPLIES[judged] if confidence == _RULED else f"seems {_REPLIES[judged]}"


def replied(values: Mapping[str, Any]) -> str | None:
    """The same of a question's outward form that has its exchange's confidence."""
    return reply(values["reply"], is_given="reply" in values["grounds"], confidence=values["confidence"])


def source_name(quotation: Quotation) -> str | None:
    """Whose words a quotation reports: the person or body meant, else as printed; None where nobody is named."""
    if quotation.source:
        return quotation.source
    return quotation.source_mention.text if quotation.source_mention else None


def quotation_source(quotation: Quotation) -> str:
    """Whose words, by which cue and in which manner they are reported: `Elena Marsh, “said”, direct`."""
    cue = f"“{quotation.cue.text}”" if quotation.cue else None
    return ", ".join(part for part in (source_name(quotation) or "source not said", cue, quotation.type) if part)


def speaker_name(turn: Turn) -> str:
    """Who is answerable for a turn, by the fullest name the record allows; else as the label is printed."""
    if turn.role == "publisher":
        return "Publisher"
    return turn.speaker or (turn.label.text if turn.label else "Unnamed")


def unspoken_name(record: Record) -> str:
    """Whose the stretches are that nobody speaks: the publisher's, or the parties' where they made the text together."""
    return "Joint text" if record.kind in ("communique", "agreement") else "Publisher"


def asker_name(exchange: Exchange) -> str:
    """Who asks, and for whom."""
    asker = exchange.asker or "Unnamed"
    return f"{asker}, {exchange.outlet}" if exchange.outlet else asker


def record_name(record: Record) -> str:
    """The title, else the source (of a path the file's name), else the first digits of the hash."""
    return name_of(record.title, record.source, record.origin.record)


def name_of(title: str | None, source: str | None, digest: str) -> str:
    """The same of what is known of a record: its title, its source, its SHA-256."""
    source = source or f"record {digest[:12]}"
    return title or (source if "://" in source else PurePath(source).name)


def record_day(record: Record) -> str | None:
    """The day a record is filed under: of the talks, else of its publication."""
    return record.event_date or record.published


def answerable(values: Mapping[str, Any]) -> str | None:
    """Who answers for an entry's words, by its outward form: all who speak where a turn is parted; None for the publisher."""
    each = [one["speaker"] or "somebody not named" for one in values.get("parts") or ()]
    return " and ".join(dict.fromkeys(each)) or values.get("speaker")


def told(value: Any) -> str:
    """A value of the outward form: what a list or an object holds parted by semicolons, of a stretch its words and whose."""
    if isinstance(value, list):
        return "; ".join(map(told, value))
    if isinstance(value, dict) and "text" in value and "speaker" in value:
        return f"{value['speaker'] or 'not known who'}: “{value['text']}”"
    if isinstance(value, dict) and "text" in value:
        return str(value["text"])
    if isinstance(value, dict):
        return "; ".join(f"{name.replace('_', ' ')}: {told(part)}" for name, part in value.items())
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def counted(count: int, noun: str) -> str:
    """`1 turn`, `2 turns`."""
    return f"{count:,}".replace(",", NARROW_SPACE) + f" {noun}" + ("" if count == 1 else "s")


def shortened(words: str, limit: int = LONG_WORDS) -> str:
    """Words on one line, cut with an ellipsis between two of them where there are more than so many characters."""
    words = one_line(words)
    return words if len(words) <= limit else words[:limit].rsplit(" ", 1)[0] + " …"
