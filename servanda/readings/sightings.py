"""Places of a record that may be speakers' labels, by the layouts in which transcripts print them.

A sighting is only a possibility: a colon after words that look like a name, a capitalised line, a tag. Which of them are
labels is decided from the record as a whole. Every scanner's cost grows with the text, not with its square.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from servanda.readings.labels import LONGEST, Shape, behind_heading, shape
from servanda.readings.letters import BLANK, CAPITALS

Layout = Literal["line", "inline", "alone", "tag", "congress", "clock"]
"""At a line's start before a colon; inside a paragraph after a sentence's end; alone on a line; in an element's tag; in the
manner of the Congressional Record ("Mr. SMITH of Texas."); with a time stamp behind."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One place that may begin a turn."""

    begin: int
    """Where the turn would begin."""
    start: int
    """First character of the label."""
    end: int
    """One past the label's last character, without the colon."""
    body: int
    """Where the spoken words would begin."""
    shape: Shape
    layout: Layout


_LEAD = re.compile(rf"(?:{BLANK}|[*_#>•·▪\-–—\"“«])*")
_TRAIL = re.compile(rf"(?:{BLANK}|[*_])*")
_BOUNDARY = re.compile(r"[.!?…»”\"’)\]>](?:[*_]{1,2})?[ \t\xa0]+|[*_]{1,3}[ \t\xa0]+|[…>][ \t\xa0]*|[ \t\xa0][-–—−][ \t\xa0]+")
_ABBREVIATION = re.compile(
    rf"(?:\b(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|Prof|Gen|Lt|Col|Sen|Rep|Gov|H\.E|U\.S|U\.K)|(?<![\w.])[{CAPITALS}]"
    rf"|[{CAPITALS}]\.[{CAPITALS}])$"
)
_INITIALLED = re.compile(rf"(?<=\s)([{CAPITALS}]\.{BLANK}?(?:[{CAPITALS}]\.{BLANK}?)?[{CAPITALS}][\w\-]+){BLANK}?$")
_GAP_BEHIND = rf"(?:\*\*)?(?:[.:](?={BLANK}|\*)(?:\*\*)?|{BLANK}{{2,}}|\t+|{BLANK}(?=[{CAPITALS}“\"(\[—–]))"
_QUESTION = re.compile("Q" + _GAP_BEHIND)
_ANSWER = re.compile("A" + _GAP_BEHIND)
_TAG = re.compile(r"<SPEAKER\b[^<>]{0,400}>", re.I)
_TAG_NAME = re.compile(r"\b(?:NAME|who|speakername)\s*=\s*\"([^\"]+)\"", re.I)
_SURNAME = r"(?:(?:Mc|Mac|De|de|Di|La|Le|Van|von|Von|O[’']|St\.)\s?)?[A-Z][A-Z'’\-]+[A-Z]"
_CONGRESS = re.compile(
    rf"^ {{1,4}}(?P<label>(?:Mr|Mrs|Ms|Miss"
    rf"|Dr)\. (?:[A-Z][\w.]{{0,20}} ){{0,3}}{_SURNAME}(?: {_SURNAME}){{0,3}}(?:,? (?:Jr|Sr"
    rf"|III?)\.?)?(?: of (?:the )?[A-Z]\w+(?: [A-Z]\w+)?)?"
    r"|The (?:(?:Acting|Presiding|ACTING|VICE|PRESIDING) )?(?:CHAIRMAN|CHAIRWOMAN|CHAIR|SPEAKER|PRESIDENT"
    r"|OFFICER)(?: pro tempore)?(?: \([^()\n]{1,60}\))?"
    r"|The (?:Acting Chairman|Presiding Officer|Speaker pro tempore|Acting President pro tempore)"
    r")\.(?=\s)",
    re.M,
)
_STOPPED = re.compile(
    rf"(?:\A|(?<=\n\n)|(?<=[.!?…»”)]\n)){BLANK}*(?:\*\*)?"
    rf"(?P<label>(?:M|Mr|Mrs|Ms|Mme|Dr)\.?{BLANK}[{CAPITALS}][^\n.:;!?]{{1,80}}|[{CAPITALS}][^\n.:;!?]{{3,80}})"
    rf"\.(?:\*\*)?(?P<dash>{BLANK}*[–—−-])?{BLANK}+(?=\S)"
)
_STAMP = re.compile(rf"{BLANK}*[(\[]\d{{1,2}}:\d{{2}}(?::\d{{2}})?[)\]]$")
_CLOCK = re.compile(rf":\d{{2}}(?::\d{{2}})?[)\]]?{BLANK}*:?(?:\*\*)?{BLANK}*$", re.M)
_ALONE = re.compile(
    rf"^{BLANK}*(?:\*\*|__|#+{BLANK})?(?P<label>[\[<]?[{CAPITALS}#][^\n:;!?|*_]{{0,100}})(?:\*\*|__)?{BLANK}*\r?$", re.M
)
_BRACKETED = re.compile(rf"^{BLANK}*\[(?P<label>[{CAPITALS}][^\[\]\n:]{{1,60}})\]:?(?={BLANK}|$)", re.M)


def before_colons(text: str) -> Iterator[Sighting]:
    """Labels before colons, at a line's start or after a sentence's end."""
    for match in _colons().finditer(text):
        place = match.start()
        follower = text[place + 1 : place + 2]
        if follower.isdigit() or follower == "/":
            continue
        found = _label_before(text, place, free=not follower.isalnum() or match.group() == "：")
        if found:
            yield found


@cache
def _colons() -> re.Pattern[str]:
    return re.compile("[:：]")


def _label_before(text: str, place: int, *, free: bool) -> Sighting | None:
    """The label that ends at a colon. `free`: white space follows, as it should; else only capitals count."""
    begin = max(0, place - LONGEST - 40)
    line = max(text.rfind("\n", begin, place), text.rfind("\r", begin, place)) + 1
    if line or begin == 0:
        found = _shaped(text, line, place, "line") or _wrapped(text, line, place)
        if found:
            return found if free or found.shape.capitals else None
    begin = line or begin
    if not free:
        return None
    start = _last_boundary(text, begin, place)
    found = _shaped(text, start, place, "inline") if start is not None else None
    return found or _initialled(text, place)


def _shaped(text: str, start: int, end: int, layout: Layout) -> Sighting | None:
    lead = _LEAD.match(text, start, end)
    begin = lead.end() if lead else start
    stop = end
    while stop > begin and text[stop - 1] in " \t\xa0*_":
        stop -= 1
    stamp = _STAMP.search(text, max(begin, stop - 14), stop)
    stop = stamp.start() if stamp else stop
    if stop <= begin or stop - begin > LONGEST:
        return None
    begin += behind_heading(text[begin:stop])
    seen = shape(text[begin:stop])
    if seen is None or _is_head_field(text, seen, begin, end):
        return None
    trail = _TRAIL.match(text, end + 1)
    return Sighting(begin, begin, stop, trail.end() if trail else end + 1, seen, layout)


def _initialled(text: str, place: int) -> Sighting | None:
    """`В.Орлов:` with no sentence's end before it."""
    match = _INITIALLED.search(text, max(0, place - 40), place)
    return _shaped(text, match.start(1), place, "inline") if match else None


def _is_head_field(text: str, seen: Shape, begin: int, colon: int) -> bool:
    """`President:` with the name on the next line: a field of a record's head, no label."""
    if seen.kind != "office" or seen.named or seen.capitals or text.startswith("The ", begin):
        return False
    line_end = text.find("\n", colon, colon + 200)
    return not text[colon + 1 : line_end if line_end >= 0 else colon + 200].strip()


def _wrapped(text: str, line: int, place: int) -> Sighting | None:
    """A label of two lines: "Ms. Pierce (United Kingdom of Great Britain and / Northern Ireland):".

    Where the line breaks within the bracket, a name by itself is a label too: "Mira Tal (interpretation from / Belmoran):".
    """
    if ")" not in text[line:place] and place - line > 60:
        return None
    above = max(0, text.rfind("\n", max(0, line - 120), max(0, line - 1)) + 1)
    upper = text[above : max(above, line - 1)].strip()
    if not upper or len(upper) < 20 or upper[-1] in ".!?:" or not upper[0].isupper():
        return None
    found = _shaped(text, above, place, "line")
    if found is None or not (found.shape.notes or found.shape.named):
        return None
    broken = upper.count("(") > upper.count(")")
    return found if found.shape.kind in ("address", "office") or (broken and found.shape.kind in ("name", "initials")) else None


def _last_boundary(text: str, begin: int, place: int) -> int | None:
    """Where the last sentence before a colon begins."""
    last = None
    for match in _BOUNDARY.finditer(text, begin, place):
        if text[match.start()] == "." and _ABBREVIATION.search(text, max(begin, match.start() - 5), match.start()):
            continue
        if match.end() < place and text[match.start()] in ")]" and text[match.end()] in "([":
            continue
        last = match.end()
    return last


def questions(text: str) -> Iterator[Sighting]:
    """`Q` and `A` at a line's start, with a colon, a stop or only white space behind."""
    asked = False
    for pattern in (_QUESTION, _ANSWER):
        for match in pattern.finditer(text):
            start = match.start()
            line = text.rfind("\n", max(0, start - 40), start) + 1
            seen = shape(match.group()[0]) if not text[line:start].strip(" \t\xa0*") else None
            if seen and (line or start < 40):
                asked = True
                yield Sighting(start, start, start + 1, match.end(), seen, "line")
        if not asked:
            return


def tags(text: str) -> Iterator[Sighting]:
    """`<SPEAKER ID="455" NAME="President">` as it stands in the text."""
    for match in _TAG.finditer(text):
        name = _TAG_NAME.search(text, match.start(), match.end())
        if name:
            seen = shape(name.group(1)) or Shape("name", " ".join(name.group(1).split()), "", named=True, capitals=False)
            yield Sighting(match.start(), name.start(1), name.end(1), match.end(), seen, "tag")


def congressional(text: str) -> Iterator[Sighting]:
    """`Mr. SMITH of Texas.` and `The SPEAKER pro tempore.`, indented by two."""
    for match in _CONGRESS.finditer(text):
        label = match.group("label")
        kind: Literal["office", "address"] = "office" if label.startswith("The") else "address"
        seen = Shape(
            kind,
            label.partition(" (")[0],
            label[label.find("(") :] if "(" in label else "",
            named=kind == "address",
            capitals=True,
        )
        yield Sighting(match.start("label"), match.start("label"), match.end("label"), match.end(), seen, "congress")


def stopped(text: str) -> Iterator[Sighting]:
    """`CHAIR OREL.  Good afternoon.` and `Mme Tal. – Merci.`, at a paragraph's start."""
    for match in _STOPPED.finditer(text):
        seen = shape(match.group("label"))
        if (
            seen
            and seen.kind in ("office", "address", "name")
            and (seen.capitals or seen.kind == "address" or match.group("dash"))
        ):
            yield Sighting(match.start("label"), match.start("label"), match.end("label"), match.end(), seen, "line")


def clocked(text: str) -> Iterator[Sighting]:
    """`Joe Doe (00:12):` with the words on the next lines."""
    for match in _CLOCK.finditer(text):
        line = text.rfind("\n", max(0, match.start() - 80), match.start()) + 1
        head = text[line : match.start()].rstrip("0123456789").rstrip(" \t\xa0*-–—([")
        label = head.lstrip(" \t\xa0*")
        seen = shape(label) if 1 < len(label) <= 60 else None
        if seen:
            start = line + len(head) - len(label)
            yield Sighting(start, start, start + len(label), match.end(), seen, "clock")


def alone(text: str) -> Iterator[Sighting]:
    """Names, offices and parts played that stand alone on a line, in whatever type; and `[Name]` before a line's words."""
    for match in _ALONE.finditer(text):
        label = match.group("label").rstrip(" \t\xa0.\r")
        if label[:1] in "[<":
            continue
        seen = shape(label)
        if seen:
            start = match.start("label")
            yield Sighting(start, start, start + len(label), match.end(), seen, "alone")
    for match in _BRACKETED.finditer(text):
        seen = shape(match.group("label"))
        if seen and seen.kind != "single":
            yield Sighting(match.start("label") - 1, match.start("label"), match.end("label"), match.end(), seen, "alone")
