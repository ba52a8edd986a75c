"""Which sightings are labels: decided from a record as a whole, so that a colon in prose makes nobody speak."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from servanda.model import Record
from servanda.readings import sightings
from servanda.readings.grammar.lexicon import verb
from servanda.readings.sightings import Sighting
from servanda.readings.speech import is_spoken
from servanda.readings.vocabulary import SmallWords
from servanda.words import table

SPARSE = 3000
"""Characters to a label; where they are rarer, names alone on their lines may be the record's true labels."""
HEAD = 3000
"""Characters within which a record that has but one turn prints its label."""
DOUBTED = 80
"""Doubtful labels that are looked up in the record's own words; a record with more has sure ones enough."""

FEWEST_ROUND_ONE = 3
"""Labels that make a transcript sure enough for one of a single word that comes but once."""
_MARKED = 24
"""Characters that the mark of an item and what prints a label bold may take."""
_ITEM = re.compile(r"^[ \t]*+(?:[-•·●▪–]|\*(?!\*)|\d{1,2}[.)])[ \t]++[*_<>\[\w=\"]*+\Z", re.MULTILINE)
"""What stands before a label that heads an item of a list."""
_TELLING = 8
"""Words from which an item of a list says enough to be told from speech."""
LONGEST_QUESTION = 1200
"""Characters."""


def labels_of(record: Record) -> list[Sighting]:
    """The labels of a record, in order, by the layout that fits it."""
    text = record.text
    tagged = list(sightings.tags(text))
    if tagged:
        return tagged
    congress = list(sightings.congressional(text))
    if len(congress) >= 2:
        return congress
    outside = _Outside(record)
    colons = _decided(record, outside.of([*sightings.questions(text), *sightings.before_colons(text)]))
    clocks = outside.of(sightings.clocked(text))
    if len(clocks) >= 3 and len(clocks) > len(colons):
        return clocks
    if len(colons) * SPARSE > len(text):
        return colons
    stops = _decided_stopped(text, outside.of(sightings.stopped(text)))
    if len(stops) > 2 * len(colons):
        return stops
    lines = _decided_alone(text, outside.of(sightings.alone(text)))
    return lines if len(lines) > 2 * len(colons) else colons


class _Outside:
    """Keeps sightings away from what the markup calls an aside or a heading, and from the record's own title line."""

    def __init__(self, record: Record) -> None:
        self._barred = [(block.start, block.end) for block in record.blocks if block.kind == "aside"]
        self._title = _title_line(record.text)

    def of(self, seen: Iterable[Sighting]) -> list[Sighting]:
        """Those outside, in order, one for each place."""
        kept: dict[int, Sighting] = {}
        index = 0
        ordered = sorted(seen, key=lambda one: (one.begin, -one.body))
        if self._title and ordered and self._title[0] <= ordered[0].begin < self._title[1]:
            again = any(one.shape.base == ordered[0].shape.base for one in ordered[1:])
            ordered = ordered if again else ordered[1:]
        for sighting in ordered:
            while index < len(self._barred) and self._barred[index][1] <= sighting.begin:
                index += 1
            if index < len(self._barred) and self._barred[index][0] <= sighting.begin:
                continue
            if sighting.begin not in kept or sighting.shape.kind == "role":
                kept[sighting.begin] = sighting
        return list(kept.values())


def _title_line(text: str) -> tuple[int, int] | None:
    """The first line, where it is a title: a short line without a stop, and more behind it."""
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    if end < 0 or end - start > 260 or text[start:end].rstrip()[-1:] in ".!?,;:…—":
        return None
    follows = text[end : end + 3]
    return (start, end) if follows.count("\n") >= 2 or (len(text) - end > 0 and text[end + 1 : end + 2].isdigit()) else None


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the sightings of a record, taken together, say."""

    strong: frozenset[str]
    """Labels that are surely labels."""
    capitals: bool
    """Whether most of them are printed in capitals."""
    names: frozenset[str]
    """Lower-case words of the strong ones."""
    once: bool
    """Whether they are no more than full names, each but once: labels if what stands behind them is spoken."""


_NUMBERED = re.compile(r"(?P<part>\S.*\S) (?P<number>[IVXL]+)")


def _without_parts(seen: Sequence[Sighting]) -> list[Sighting]:
    """Without a text's numbered parts: "Pillar I" and "Pillar II" differ in the number alone, and are no persons."""
    bases = {one.shape.base for one in seen if one.shape.kind == "name"}
    numbered = {base: match for base in bases if (match := _NUMBERED.fullmatch(base))}
    times = Counter(match["part"] for match in numbered.values())
    parts = {base for base, match in numbered.items() if times[match["part"]] > 1}
    return [one for one in seen if one.shape.base not in parts]


_SUMS = frozenset("$€£¥")
"""With these begins what a list says that each gets: "- Lida University: $5,000,000"."""
_QUOTES = frozenset('“"«„')
_OPENS = re.compile(r"\*\*|__|<(?:u|b|strong)>")
_CLOSES = re.compile(r"(?:\*\*|__|</(?:u|b|strong)>)+")


def _without_headings(text: str, seen: Sequence[Sighting]) -> list[Sighting]:
    """Without what is printed bold as one with the words around it, and what heads a list of sums.

    "**<u>Lena Tal: Envoy to Corvia</u>**" is a heading, and "Haul:** The ferries" at a line's start the end of a wrapped one. A
    question that is bold with its label ends in its mark.
    """
    times = Counter(one.shape.base for one in seen)
    whole = [one for one in seen if not (_ends_heading(text, one) or _ends_link(text, one) or _is_deed(one))]
    kept = [one for one in whole if not (times[one.shape.base] == 1 and _in_heading(text, one))]
    items = [one for one in kept if _heads_item(text, one) and text[one.body : one.body + 1] not in _QUOTES]
    if _are_told(text, items):
        return [one for one in kept if one not in items]
    return [one for one in kept if not (one in items and text[one.body : one.body + 1] in _SUMS)]


def _are_told(text: str, items: Sequence[Sighting]) -> bool:
    """Whether the items of a list tell of what heads them, and are not spoken by it: "- **Port Office:** Will build a lock"."""
    ends = (text.find("\n\n", one.body) for one in items)
    said = [(one.body, end if end >= 0 else len(text)) for one, end in zip(items, ends, strict=True)]
    long = [(start, end) for start, end in said if len(text[start:end].split()) >= _TELLING]
    return bool(long) and 2 * sum(is_spoken(text, start, end) for start, end in long) < len(long)


def _heads_item(text: str, one: Sighting) -> bool:
    return _ITEM.search(text, max(0, one.start - _MARKED), one.start) is not None


def _in_heading(text: str, one: Sighting) -> bool:
    line = text.rfind("\n", 0, one.begin) + 1
    if not _OPENS.search(text, line, one.begin) or _CLOSES.match(text, one.body) or text[one.end : one.body].strip(" :"):
        return False
    end = text.find("\n\n", one.body)
    rest = text[one.body : end if end >= 0 else len(text)].rstrip()
    closing = _CLOSES.search(rest)
    return closing is not None and closing.end() == len(rest) and rest[: closing.start()].rstrip()[-1:].isalnum()


def _ends_heading(text: str, one: Sighting) -> bool:
    line, closing = text.rfind("\n", 0, one.begin) + 1, _CLOSES.match(text, one.end + 1)
    if one.layout != "line" or closing is None or _OPENS.search(text, line, one.begin):
        return False
    return text[closing.end() : closing.end() + _MARKED].lstrip()[:1] not in _QUOTES


def _is_deed(one: Sighting) -> bool:
    """Whether several words begin with what is done, as a heading's do: "SECURING THE RIVER:"; not "ACTING MAYOR TAL:"."""
    first, _, rest = one.shape.base.lower().partition(" ")
    return bool(rest) and first.endswith("ing") and first != "acting" and verb(first, "ing") is not None


def _ends_link(text: str, one: Sighting) -> bool:
    """Whether what is printed is the end of a link's words, which began on the line above: "Foundation**](https://…):"."""
    line = text.rfind("\n", 0, one.begin) + 1
    return "](" in text[one.begin : one.body] and "[" not in text[line : one.begin]


def _decided(record: Record, seen: Sequence[Sighting]) -> list[Sighting]:
    seen = _without_headings(record.text, _without_parts(seen))
    small = SmallWords(record.text)
    lines = [one for one in seen if one.layout == "line"]
    inline = [one for one in seen if one.layout == "inline"]
    evidence = _weighed(small, seen)
    sure_lines = [one for one in lines if one.shape.base in evidence.strong]
    sure_inline = [one for one in inline if one.shape.base in evidence.strong and one.shape.kind != "single"]
    flat = len(sure_inline) >= 2 and len(sure_inline) * 2 >= len(sure_lines)
    fitting = (one for one in lines if one.shape.base in evidence.strong or _fits_line(record.text, small, one, evidence))
    taken = list(fitting) if sure_lines else []
    if flat or (sure_inline and not sure_lines) or len(sure_lines) < 4:
        taken += [one for one in inline if one.shape.base in evidence.strong or _fits(small, one, evidence)]
        taken += _unparted(record.text, taken, evidence) if sure_inline else []
    if evidence.capitals:
        taken = [one for one in taken if one.shape.capitals or one.shape.kind == "role" or _begins_afresh(record.text, one)]
    taken = _apart(taken)
    if len(taken) >= FEWEST_ROUND_ONE:
        taken = sorted([*taken, *_once_asking(record.text, small, seen, taken, evidence)], key=lambda one: one.begin)
    taken = _apart(taken)
    return taken if _is_talk(record, taken, evidence) else []


def _apart(taken: Sequence[Sighting]) -> list[Sighting]:
    """Labels in order without those that begin within another: of two from one place the shorter is the label."""
    kept: list[Sighting] = []
    for one in sorted(taken, key=lambda each: (each.begin, each.body)):
        if not kept or one.begin >= kept[-1].end:
            kept.append(one)
    return kept


def _once_asking(
    text: str, small: SmallWords, seen: Sequence[Sighting], taken: Sequence[Sighting], evidence: _Evidence
) -> list[Sighting]:
    """Labels of one word, each but once, whose words are a question that the next sure label answers ("Siddharth: ...?")."""
    begins = [one.begin for one in taken]
    known = {one.begin for one in taken}
    found: list[Sighting] = []
    for one in seen:
        if one.shape.kind != "single" or one.begin in known or (evidence.capitals and not one.shape.capitals):
            continue
        place = bisect_right(begins, one.begin)
        if (
            place == len(taken)
            or not 0 < taken[place].begin - one.body <= LONGEST_QUESTION
            or taken[place].shape.role == "asker"
        ):
            continue
        if not text[one.body : taken[place].begin].rstrip(" \t\r\n\xa0*_>#").endswith(("?", "？")):
            continue
        if one.shape.base.lower() not in table("countries") and not _is_common(small, one.shape.base):
            found.append(one)
    return found


def _begins_afresh(text: str, one: Sighting) -> bool:
    """Whether the line above is blank or ends a sentence: else a name before a colon may be a wrapped sentence's."""
    line = text.rfind("\n", 0, one.begin) + 1
    above = text[max(0, line - 80) : line].rstrip(" \t\xa0\r")
    return above.endswith("\n\n") or not above.strip() or above.rstrip()[-1] in '.!?…—–-:;)]>*”"’»'


def _weighed(small: SmallWords, seen: Sequence[Sighting]) -> _Evidence:
    counts = Counter(one.shape.base for one in seen)
    asked = any(one.shape.role == "asker" and counts[one.shape.base] > 1 for one in seen)
    strong = {one.shape.base for one in seen if _is_strong(one, counts[one.shape.base], asked=asked)}
    doubtful = {one.shape.base for one in seen if one.shape.base in strong and _is_doubtful(one)}
    strong -= {base for base in sorted(doubtful)[:DOUBTED] if _is_common(small, base)}
    if sum(counts[base] for base in strong) < 2 and not any(one.shape.named and one.shape.kind == "office" for one in seen):
        strong = {base for base in strong if base.isupper()}
    once = not strong
    if once:
        strong = _once_each(small, seen)
    capitals = sum(counts[one] for one in strong if one.isupper()) * 2 > sum(counts[one] for one in strong)
    return _Evidence(frozenset(strong), capitals, frozenset(word.lower() for base in strong for word in base.split()), once)


def _once_each(small: SmallWords, seen: Sequence[Sighting]) -> set[str]:
    """Full names at the start of lines, each but once: a short exchange, if the words behind them prove to be spoken."""
    names = {one.shape.base for one in seen if one.shape.kind == "name" and one.layout == "line"}
    fitting = {base for base in sorted(names)[:DOUBTED] if not _is_common(small, base)}
    return fitting if len(fitting) >= 2 else set()


def _is_doubtful(one: Sighting) -> bool:
    """Whether a label may be words of the language after all: no office, no outlet, not in capitals at a line's start."""
    plain = one.shape.kind in ("single", "name") and not one.shape.notes
    return plain and not (one.layout == "line" and one.shape.capitals and one.shape.kind == "name")


def _is_strong(one: Sighting, count: int, *, asked: bool) -> bool:
    shape = one.shape
    if shape.role == "answer":
        return asked and count > 1
    if shape.kind == "role":
        return count > 1 or (shape.role == "asker" and one.layout == "line") or (shape.capitals and one.layout == "line")
    if shape.kind == "office":
        return shape.named or count > 1 or shape.capitals
    if shape.kind == "address":
        return shape.capitals or count > 1 or bool(shape.notes)
    if shape.kind == "initials":
        return True
    if shape.kind == "name":
        return count > 1 or (bool(shape.notes) and one.layout == "line")
    return count > 1 and one.layout == "line"


def _is_common(small: SmallWords, base: str) -> bool:
    """Whether a label's words are the language's own."""
    if base.isupper() and len(base.split()) == 1:
        return False
    return any(word in small for word in base.split() if len(word) > 3 and not word.islower())


def _fits_line(text: str, small: SmallWords, one: Sighting, evidence: _Evidence) -> bool:
    """Whether a label at a line's start fits, and the line is no wrapped sentence's."""
    return _fits(small, one, evidence) and (one.shape.kind in ("role", "name", "initials") or _begins_afresh(text, one))


def _fits(small: SmallWords, one: Sighting, evidence: _Evidence) -> bool:
    """Whether a label that is seen but once fits those that are sure."""
    shape = one.shape
    if shape.kind == "single":
        if evidence.capitals and shape.capitals and one.layout == "line":
            return True
        return shape.base.lower() in evidence.names
    if shape.kind == "role":
        return (one.layout == "line" and shape.role != "answer") or (shape.role == "asker" and len(shape.base) > 1)
    if shape.kind == "name":
        if shape.role or (evidence.capitals and shape.capitals and one.layout == "line"):
            return True
        return not _is_common(small, shape.base) and (one.layout == "line" or not evidence.capitals)
    return shape.named or shape.capitals or shape.base.startswith("The ")


def _unparted(text: str, taken: Sequence[Sighting], evidence: _Evidence) -> list[Sighting]:
    """In a text that lost its lines: sure labels that follow a heading with no stop between ("... 17:05 Moscow Question:")."""
    known = {one.shape.base: one.shape for one in taken if one.shape.base in evidence.strong}
    places = {one.end for one in taken}
    found: list[Sighting] = []
    for match in re.finditer(r"[^\W\d_.]\)?[ \xa0]?:(?=\s)", text):
        stop = match.start() + 1
        if stop in places:
            continue
        for base, shape in known.items():
            begin = stop - len(base)
            if text[begin:stop] == base and (begin == 0 or text[begin - 1].isspace()):
                found.append(Sighting(begin, begin, stop, match.end(), shape, "inline"))
                break
    return found


def _is_talk(record: Record, taken: Sequence[Sighting], evidence: _Evidence) -> bool:
    """Whether the labels make a talk: several of them, or one over words that are plainly spoken."""
    if not taken:
        return False
    sure = [one for one in taken if one.shape.base in evidence.strong]
    text = record.text
    several = len(sure) >= 4 and len({one.shape.base for one in sure}) >= 2 and not evidence.once
    words = sum(one.shape.kind == "single" and _is_doubtful(one) for one in sure)
    items = sum(_heads_item(text, one) for one in sure)
    listed = 2 * items >= len(sure) or (not evidence.capitals and 2 * words >= len(sure))  # heads of a list: "California: ..."
    if several and record.kind not in ("communique", "agreement") and (not listed or _are_spoken(text, taken)):
        return True
    ends = [*(one.begin for one in taken[1:]), len(text)]
    bodies = [(one.body, end) for one, end in zip(taken, ends, strict=True)]
    if (
        evidence.capitals
        and len(sure) == len(taken)
        and all(one.layout == "line" for one in sure)
        and record.kind != "agreement"
    ):
        return len(sure) > 1 or bodies[0][1] - bodies[0][0] > 300
    said = [body for body in bodies if is_spoken(text, *body)]
    if len(sure) == 1 and len(taken) == 1:
        return taken[0].begin < HEAD and bool(said) and bodies[0][1] - bodies[0][0] > 300
    return bool(sure) and 2 * len(said) >= len([body for body in bodies if body[1] - body[0] > 60])


def _decided_stopped(text: str, seen: Sequence[Sighting]) -> list[Sighting]:
    """Names that a stop follows: many, coming back, each before spoken words."""
    counts = Counter(one.shape.base for one in seen)
    back = [one for one in seen if counts[one.shape.base] > 1]
    if len(back) < 4 or len({one.shape.base for one in back}) < 2 or not _are_spoken(text, back):
        return []
    capitals = sum(one.shape.capitals for one in back) * 2 > len(back)
    return [one for one in seen if counts[one.shape.base] > 1 or one.shape.capitals == capitals]


def _decided_alone(text: str, seen: Sequence[Sighting]) -> list[Sighting]:
    """Names alone on their lines: many, coming back, each with words below."""
    counts = Counter(one.shape.base for one in seen)
    strong = [
        one
        for one in seen
        if (one.shape.kind == "address" and (one.shape.notes or counts[one.shape.base] > 1))
        or (one.shape.kind in ("office", "name", "initials") and one.shape.named and counts[one.shape.base] > 1)
        or (one.shape.kind == "role" and counts[one.shape.base] > 1)
    ]
    if len(strong) < 4 or len({one.shape.base for one in strong}) < 2 or not _are_spoken(text, strong):
        return []
    capitals = sum(one.shape.capitals for one in strong) * 2 > len(strong)
    sure = {one.shape.base for one in strong if one.shape.capitals or not capitals}
    return [one for one in seen if one.shape.base in sure or _fits_alone(one, capitals=capitals)]


def _are_spoken(text: str, seen: Sequence[Sighting]) -> bool:
    """Whether words stand below the names, and most of them speak: no list, no signatures."""
    ends = [*(one.begin for one in seen[1:]), len(text)]
    bodies = [(one.body, end) for one, end in zip(seen, ends, strict=True)][:60]
    filled = [body for body in bodies if text[slice(*body)].strip()]
    long = [body for body in filled if body[1] - body[0] > 60]
    return len(filled) * 20 >= len(bodies) * 19 and 3 * sum(is_spoken(text, *body) for body in long) >= len(long)


def _fits_alone(one: Sighting, *, capitals: bool) -> bool:
    shape = one.shape
    if shape.kind in ("single", "role"):
        return False
    return shape.capitals if capitals else bool(shape.notes) or shape.kind == "address"
