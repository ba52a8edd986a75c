"""Which kind of record a text is: by its title first, then by what only one kind has, then by whether speakers are labelled."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, cast

from servanda.model import Block, RecordKind
from servanda.words import rows

__all__ = ["kind_of"]

_ZONE: Final = 40_000
_LABEL: Final = re.compile(
    r"(?:^[ \t>*_\[]*|[.!?…”\"»)\]]\s+)((?:[^\W\d_a-zа-яё][^\s:!?;]*)(?:[ \t][^\s:!?;]+){0,9}?)(?:\s?\([^)\n]{1,80}\)){0,2}[*_\]]{0,3}:[*_]{0,2}(?=\s)",
    re.MULTILINE,
)
_QUESTION: Final = re.compile(r"^[ \t]*Q(?:[ \t]{2,}|[:.][ \t])\S", re.MULTILINE)
_DEBATE: Final = re.compile(
    r"(?:The meeting was (?:called to order|resumed|suspended)|^\[?Congressional Record|^\s*The (?:SPEAKER|PRESIDING OFFICER|Acting CHAIR)"
    r"|<SPEAKER\s+ID=|^My Lords,|Madam Deputy Speaker|Order of the day|\bhon\. (?:Friend|Member|Gentleman|Lady)\b|the noble (?:Lord|Baroness))",
    re.MULTILINE,
)
_TREATY: Final = re.compile(
    r"High Contracting Part|have agreed as follows|(?:done|signed) at [A-Z][\w .,]{2,40} (?:on|this)|Высокие Договаривающиеся|согласились о нижеследующем"
    r"|Hautes Parties contractantes|Altas Partes Contratantes|sont convenu(?:e?s) de ce qui suit|han convenido en lo siguiente",
    re.IGNORECASE,
)
_PARTIES: Final = re.compile(
    r"\b(?:We, the (?:leaders|heads|ministers|members|presidents|foreign ministers)|[Tt]he (?:Parties|sides|leaders) (?:agreed|reaffirmed|commit|welcomed|underlined|emphasi[sz]ed))"
)
_SPEECH: Final = re.compile(
    r"\s*(?:good (?:morning|afternoon|evening)|thank you|hello|ladies and gentlemen|dear (?:friends|colleagues)|your excellenc|excellencies|mr\.? president|mister president|madam president"
    r"|уважаем|дорогие|дамы и господа|господин председатель|добрый (?:день|вечер)|добрый день|шановн|buenos días|buenas tardes|muy buen|señoras y señores|mesdames"
    r"|monsieur le président|meine (?:sehr geehrten )?damen|sehr geehrte|senhoras e senhores|signore e signori)",
    re.IGNORECASE,
)


def kind_of(text: str, title: str | None, blocks: tuple[Block, ...], tags: str = "") -> RecordKind | None:
    """The kind of a record; None where nothing tells. `tags` is what the markup says the record belongs to."""
    zone = text[:_ZONE]
    labels = _labels(zone) if not any(block.speaker for block in blocks[:200]) else 9
    debate = _DEBATE.search(zone) is not None
    for words in (title, tags):
        told = _by_phrase(words or "", spoken=labels >= 2, debate=debate)
        if told:
            return told
    return _by_body(text, zone, blocks, labels, debate=debate)


def _by_phrase(title: str, *, spoken: bool, debate: bool) -> RecordKind | None:
    lowered = " ".join(
        title.lower().replace("corrected:", "").replace("*", " ").replace("-", " - ").replace(" - ", "-").split()
    ).strip(" #")
    best: tuple[int, int, str] | None = None
    for phrase, kind, where in _phrases():
        place = _place(lowered, phrase, where)
        if place >= 0 and (best is None or (place, -len(phrase)) < (best[0], best[1])):
            best = (place, -len(phrase), kind)
    if best is None:
        return None
    kind = best[2]
    if kind == "spoken":
        return "transcript" if spoken else "report"
    if kind == "debated":
        return "debate" if spoken or debate else "report"
    return cast(RecordKind, kind)


def _place(title: str, phrase: str, where: str) -> int:
    """Where in the title a phrase counts; -1 where it does not."""
    if where == "start":
        return 0 if title.startswith(phrase) and not title[len(phrase) : len(phrase) + 1].isalpha() else -1
    if where == "end":
        rest = title.removesuffix(phrase)
        return len(rest) if rest != title and not rest[-1:].isalpha() else -1
    match = re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", title) if phrase in title else None
    return match.start() if match else -1


def _by_body(text: str, zone: str, blocks: tuple[Block, ...], labels: int, *, debate: bool) -> RecordKind | None:
    if debate and (labels >= 2 or len(_DEBATE.findall(zone)) >= 2):
        return "debate"
    if labels >= 2:
        return "transcript"
    treaty = _TREATY.search(zone) or _TREATY.search(text, max(0, len(text) - 3000))
    headings = sum(block.kind == "heading" for block in blocks)
    if treaty and (headings >= 2 or re.search(r"^#*\s*Article (?:1|I|One)\b", zone, re.MULTILINE | re.IGNORECASE)):
        return "agreement"
    opening = next((block for block in blocks if block.kind == "paragraph" and block.end - block.start > 15), None)
    if any(_SPEECH.match(text, block.start, block.end) for block in blocks[:12]):
        return "transcript"
    if labels == 1 and opening is not None:
        return "transcript"
    return "communique" if _PARTIES.search(zone[:3000]) and treaty is None and len(_PARTIES.findall(zone)) >= 2 else "report"


def _labels(zone: str) -> int:
    """How much speaks for labelled speech: labels that recur, `Q` lines."""
    counts: dict[str, int] = {}
    for match in _LABEL.finditer(zone):
        label = match.group(1)
        capitals = sum(part[:1].isupper() for part in label.split() if len(part) > 3)
        if len(label) >= 2 and 2 * capitals >= sum(len(part) > 3 for part in label.split()):
            last = label.split()[-1]
            counts[last] = counts.get(last, 0) + 1
    recurring = sum(times for times in counts.values() if times >= 2)
    return recurring + len(_QUESTION.findall(zone)) + (1 if not recurring and counts else 0)


@cache
def _phrases() -> tuple[tuple[str, str, str], ...]:
    return tuple((row[0], row[1], row[2]) for row in rows("record-kinds"))
