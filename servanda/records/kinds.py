"""Which kind of record a text is: by its title first, then by what only one kind has, then by whether speakers are labelled."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Final, Literal, cast

from servanda.model import Block, RecordKind
from servanda.words import of_part, rows, words

__all__ = ["greets", "kind_of", "names_kind"]

_ZONE: Final = 20_000
"""How much of a text is looked at."""
_HEAD_PARAGRAPH: Final = 150
"""Characters, at most, of a line that belongs to a statement's head."""
_COLON: Final = re.compile(r":(?=[\s*_\]])")
_SENTENCE: Final = re.compile(r"(?:(?<!\bM[rs])(?<!\bDr)(?<!\bMrs)(?<!\bMme)\.|[!?…”\"»)\]])\s+|\n\s*|\*\s+\*\s+")
_IN_BRACKETS: Final = re.compile(r"\([^()]*\)")
_QUESTION: Final = re.compile(r"^[ \t]*Q(?:[ \t]{2,}|[:.][ \t])\S", re.MULTILINE)
_NUMBERED: Final = re.compile(
    r"^#*[ \t]*(?:article|artículo|artikel|artigo|articolo|статья)[ \t]+(?:1|I|one)\b", re.MULTILINE | re.IGNORECASE
)

_SITE: Final = re.compile(
    r"\s+[|·]\s.*$|\s+[-–—]\s+(?:the\s+)?(?:white house|consilium|european commission|gov\.uk|ministry\b.*)$", re.IGNORECASE
)
"""A site's name behind a title."""
_JOINT: Final = re.compile(r"\bJoint (?:(?!Press\b)[A-Z][\w.&'’/-]* ){1,3}(?=(?:Statement|Declaration|Communiqu[eé])\b)")
"""A title's "Joint Ardania-Corvia Statement": a joint statement, with its parties or its subject in the midst."""
_CORRECTED: Final = re.compile(
    r"^(?:corrected|updated|revised|text|full text|for immediate release|media note)\s*:\s*", re.IGNORECASE
)
_TITLE_WORD: Final = re.compile(r"[^\W\d_][\w.'-]*|[&–—/-]")
_NEXT_WORD: Final = re.compile(r"\s+([^\W\d_]\w*)")
_ARTICLES: Final = frozenset({"the", "a", "an", "its", "their"})


def kind_of(text: str, title: str | None, blocks: tuple[Block, ...], tags: str = "") -> RecordKind | None:
    """The kind of a record; None where nothing tells. `tags` is what the markup says the record belongs to."""
    zone = text[:_ZONE]
    hinted = any(block.speaker for block in blocks[:200])
    labels = 9 if hinted else _labels(zone)
    lowered = zone.lower()
    debate = _marks(lowered, "debate")
    for told in (_by_phrase(title or "", labels, debate), _by_phrase(tags.replace("-", " ").rstrip("s"), labels, debate)):
        if told == "delivered":
            return "transcript" if _greets_first(text, blocks) else "report"
        if told:
            return told
    return _by_body(text, lowered, blocks, labels, debate)


def _by_phrase(title: str, labels: int, debate: int) -> RecordKind | Literal["delivered"] | None:
    """By the first phrase in a title that names a kind."""
    plain = " ".join(title.replace("*", " ").replace("’", "'").split()).lstrip(" #")
    plain = _JOINT.sub("Joint ", _CORRECTED.sub("", _SITE.sub("", plain)).strip())
    lowered = plain.lower()
    if len(lowered) != len(plain):  # a letter that is two when small
        plain = lowered
    found = [
        (place, -len(phrase), kind)
        for phrase, kind, where in _phrases()
        if (place := _place(plain, lowered, phrase, where)) >= 0
    ]
    if not found:
        return None
    kind = min(found)[2]
    if kind == "spoken":
        return "transcript" if labels >= 2 else "report"
    if kind == "debated":
        return "debate" if labels >= 2 or debate else "report"
    return cast(RecordKind | Literal["delivered"], kind)


def _place(title: str, lowered: str, phrase: str, where: str) -> int:
    """Where in the title a phrase counts; -1 where it does not."""
    place = lowered.find(phrase) if where != "end" else len(lowered) - len(phrase) if lowered.endswith(phrase) else -1
    if place < 0 or (where == "start" and place > 0):
        return -1
    end = place + len(phrase)
    if lowered[end : end + 1].isalpha() or lowered[place - 1 : place].isalpha():
        return -1
    return place if where != "named" or _is_name(title[:place], lowered[end:]) else -1


def _is_name(before: str, after: str) -> bool:
    """Whether a title is a document's own name, by what stands before its kind and after: names, no headline's sentence."""
    tokens = [token for token in _TITLE_WORD.findall(before) if token.lower() not in _ARTICLES]
    if tokens and tokens[-1].lower() in _title_words("leads") and before.rstrip().endswith(tokens[-1]):
        return False
    for token in tokens:
        lower = token.lower()
        if lower in _title_words("tells"):
            return False
        if token[0].islower() and lower not in _title_words("links") and lower not in _title_words("names"):
            return False
    follows = _NEXT_WORD.match(after)
    return follows is None or any(follows.group(1) in _title_words(role) for role in ("follows", "leads", "links"))


def _by_body(text: str, lowered: str, blocks: tuple[Block, ...], labels: int, debate: int) -> RecordKind:
    if debate and (labels >= 2 or debate >= 2):
        return "debate"
    foot = text[max(_ZONE, len(text) - 3000) :].lower()
    treaty = _marks(lowered, "agreement") + _marks(foot, "agreement")
    if treaty >= 2 and (_NUMBERED.search(lowered) or sum(block.kind == "heading" for block in blocks) >= 2):
        return "agreement"
    if labels >= 2 or _begins_as_speech(text, blocks):
        return "transcript"
    if _marks(lowered[:2000], "communique-opening"):
        return "communique"
    return "communique" if _marks(lowered[:4000], "communique") and _marks(lowered, "communique") >= 2 else "report"


def names_kind(piece: str) -> bool:
    """Whether a piece of text begins with a phrase by which a title names its kind: "Statement by ..."."""
    lowered = piece.lower().lstrip(" #*_")
    return any(lowered.startswith(phrase) for phrase, _, _ in _phrases())


def greets(piece: str) -> bool:
    """Whether a piece of text begins as a speaker greets hearers."""
    return piece[:40].lower().lstrip('“"«*_ ').startswith(_formulas("speech"))


def _greets_first(text: str, blocks: tuple[Block, ...]) -> bool:
    """Whether hearers are greeted before anything else is said, by the first paragraph that is no line of the head."""
    for block in blocks[:30]:
        if block.kind == "paragraph" and greets(text[block.start : block.end]):
            return True
        if block.kind == "paragraph" and block.end - block.start > _HEAD_PARAGRAPH:
            return False
    return False


def _begins_as_speech(text: str, blocks: tuple[Block, ...]) -> bool:
    """Whether one of the first paragraphs greets its hearers."""
    openings = (
        text[block.start : block.start + 30].lower().lstrip('“"«*_ ') for block in blocks[:12] if block.kind == "paragraph"
    )
    return any(opening.startswith(_formulas("speech")) for opening in openings)


def _labels(zone: str) -> int:
    """How much speaks for labelled speech: names that recur before colons or hold an office, greetings after, `Q` lines."""
    counts: Counter[str] = Counter()
    official = greeted = 0
    for match in _COLON.finditer(zone):
        label = _label(zone, match.start())
        after = zone[match.end() : match.end() + 40].lower().lstrip(" \t\xa0\n*_")
        if not label or after.startswith(("“", '"', "«", "„")):  # collected quotations, not talk
            continue
        counts[label[-1]] += 1
        official += any(word.strip(".").lower() in words("offices") for word in label)
        greeted += after.startswith(_addresses())
    recurring = sum(times for times in counts.values() if times >= 2)
    return recurring + (official if official >= 3 else 0) + 2 * greeted + len(_QUESTION.findall(zone)) + zone.count("<SPEAKER ")


def _label(zone: str, colon: int) -> list[str]:
    """The words before a colon, where they could be a speaker's label; none otherwise."""
    window = zone[max(0, colon - 100) : colon]
    start = 0
    for match in _SENTENCE.finditer(window):
        start = match.end() if match.end() < len(window) else start
    label = _IN_BRACKETS.sub(" ", window[start:]).strip(" *_[]>\t").split()
    if len(label) > 10:  # a heading run together with the label
        label = label[-6:] if any(word.lower() in words("offices") for word in label[-6:]) else []
    if not label or not label[0][:1].isupper() or not label[-1][:1].isupper():
        return []
    longer = [word for word in label if len(word) > 3]
    return label if 2 * sum(word[:1].isupper() for word in longer) >= len(longer) else []


def _marks(lowered: str, kind: str) -> int:
    """How many of a kind's formulas a text holds, of those listed."""
    return sum(phrase in lowered for phrase in _formulas(kind))


@cache
def _formulas(kind: str) -> tuple[str, ...]:
    return tuple(row[0] for row in rows("kind-marks") if row[1] == kind)


@cache
def _addresses() -> tuple[str, ...]:
    """What follows a label where somebody begins to speak: a greeting, or a form of address."""
    return (*_formulas("speech"), *_formulas("address"))


@cache
def _phrases() -> tuple[tuple[str, str, str], ...]:
    return tuple((row[0], row[1], row[2]) for row in rows("record-kinds"))


@cache
def _title_words(role: str) -> frozenset[str]:
    return of_part("title-words", role)
