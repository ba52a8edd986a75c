"""A relation between two figures as one neutral sentence: who gave which figure on which day, and for what.

Figures stand in the record's own words. Nothing is said of which of two is right.
"""

from __future__ import annotations

import re
from decimal import Decimal

from servanda.comparison.findings.sentences.phrases import day_words, quoted, who
from servanda.model import Claim, Relation
from servanda.model.entries import modified

_AROUND = 90
"""Characters of a long sentence that are given on either side of a figure."""
_SPACE = re.compile(r"\s+")
_LENGTH = re.compile(r"P([\d.]+)([DWMY])")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_SCALED = re.compile(
    r"\b(?:hundred|thousand|million|billion|trillion|bn|mln|bln|tn)s?\b|\d ?(?:k|m|bn|mln|bln|tn)\b", re.IGNORECASE
)
_SCALES = {Decimal(10**power): name for power, name in ((3, "thousand"), (6, "million"), (9, "billion"), (12, "trillion"))}
_UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year"}


def sentence(relation: Relation) -> str:
    """One sentence with both days, both speakers and both figures."""
    later, earlier = relation.later, relation.earlier
    first = f"On {day_words(earlier.day)} {who(earlier)} said {_words(earlier)}"
    if later.place.record == earlier.place.record and later.sentence == earlier.sentence:
        return f"{first}: {_compared(relation)}."
    second = f"{_later_day(relation)} {who(later)} said {_words(later)}"
    return f"{first}; {second}: {_compared(relation)}."


def _later_day(relation: Relation) -> str:
    later, earlier = relation.later, relation.earlier
    if later.place.record == earlier.place.record:
        return "in the same record"
    return "on the same day" if later.day == earlier.day else f"on {day_words(later.day)}"


def _compared(relation: Relation) -> str:
    """What the two figures are to one another."""
    if relation.rule.endswith(".since"):
        return "the time said to have passed and the day do not fit one another"
    later, earlier = relation.later, relation.earlier
    values = f"{_figure(earlier)} and {_figure(later)}"
    if retells(relation):
        return f"{later.said_by} retells {_figure(earlier)} of {earlier.said_by} as {_figure(later)}"
    if relation.rule.endswith(".so_far"):
        return f"in total so far, from {_figure(earlier)} to {_figure(later)}"
    if relation.rule.endswith(".goal"):
        return f"as a goal, from {_figure(earlier)} to {_figure(later)}"
    match relation.relation:
        case "contradicts":
            return f"for one thing and one period{_period(later)}, {values}"
        case "differs_by_source":
            return f"for one thing{_for_period(later)}, {values}{_by(relation)}"
        case "same_value":
            return f"one value{_for_period(later)}"
        case _:
            return f"from {_figure(earlier)}{_for_period(earlier)} to {_figure(later)}{_for_period(later)}"


def _figure(claim: Claim) -> str:
    """The figure in the record's words; how far a thing is done, where its words are a whole clause, in figures."""
    degree = claim.values.get("degree")
    if claim.kind != "progress" or degree is None:
        return f"{quoted(claim.place.text)}{_scale(claim)}"
    return f"{modified(degree, claim.values.get('modifier'))} per cent"


def retells(relation: Relation) -> bool:
    """Whether the later words report what the earlier speaker said, and with another figure."""
    surname = (relation.earlier.said_by or "").split()[-1:]
    if not surname or relation.relation != "differs_by_source" or relation.later.said_by == relation.earlier.said_by:
        return False
    said = rf"\b{re.escape(surname[0])}\b(?: \w+)? (?:says|said|told|mentioned|noted|stated|announced)\b"
    return bool(re.search(said, relation.later.sentence))


def _scale(claim: Claim) -> str:
    """The thousands, millions or billions that a figure is read with, where its words leave them to others around it."""
    value, number = claim.values.get("value"), _NUMBER.search(claim.place.text)
    if value is None or number is None or _SCALED.search(claim.place.text):
        return ""
    printed = number.group().rstrip(".,").replace(",", "")
    times = abs(Decimal(str(value))) / Decimal(printed) if Decimal(printed) else Decimal(0)
    return f" ({_SCALES[times]})" if times in _SCALES else ""


def _period(claim: Claim) -> str:
    return f" ({_period_words(claim.period)})" if claim.period else ""


def _for_period(claim: Claim) -> str:
    return f" for {_period_words(claim.period)}" if claim.period else ""


def _period_words(period: str) -> str:
    """A TIMEX3 period as it is said: "2021", "2024-01 to 2024-08", "the past 2 years"."""
    length = _LENGTH.fullmatch(period)
    if length:
        unit = _UNITS[length[2]]
        return f"the past {length[1]} {unit}s" if length[1] != "1" else f"the past {unit}"
    first, slash, last = period.partition("/")
    if not slash:
        return period
    if first == "..":
        return f"the time up to {last}"
    return f"the time since {first}" if last == ".." else f"{first} to {last}"


def _by(relation: Relation) -> str:
    """By whose statistics, where a record says so."""
    told = [str(claim.values["basis"]) for claim in (relation.earlier, relation.later) if claim.values.get("basis")]
    return f" (by {' and '.join(map(quoted, told))})" if told and relation.rule.endswith("other_basis") else ""


def _words(claim: Claim) -> str:
    """The sentence in which a figure stands, cut around it where it is long."""
    line, figure = (_SPACE.sub(" ", text).strip() for text in (claim.sentence, claim.place.text))
    at = line.find(figure)
    if at < 0 or len(line) <= 2 * _AROUND:
        return quoted(line)
    first, last = max(0, at - _AROUND), at + len(figure) + _AROUND
    before = line[first:at] if not first else line[first:at].partition(" ")[2]
    behind = line[at + len(figure) : last] if last >= len(line) else line[at + len(figure) : last].rpartition(" ")[0]
    return f"“{'… ' if first else ''}{before}{figure}{behind}{' …' if last < len(line) else ''}”"
