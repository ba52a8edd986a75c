"""Whether words without a label are spoken: an address that is printed alone, a record that opens in mid-speech."""

from __future__ import annotations

import re
from functools import cache

from servanda.model import Record
from servanda.readings.givers import giver
from servanda.words import rows, table

SAMPLE = 6000
"""Characters read to see whether a stretch is spoken."""
HEAD = 2500
"""Characters within which an unlabelled address begins."""

_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|\"[^\"\n]*\"")
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_EXCLAIMED = re.compile(r"^[ \t\xa0]*[^\W\d_][^\n.!?:;]{6,90}!(?= )", re.M)


def is_spoken(text: str, start: int, end: int, *, share: float = 0.015, personal: bool = False) -> bool:
    """Whether a stretch speaks in the first person, or to somebody, outside of quotation marks.

    `share` is that of such words among all; `personal`: some must be more than "we", which communiqués say too.
    """
    piece = _QUOTED.sub(" ", text[start : min(end, start + SAMPLE)])
    said = _WORDS.findall(piece)
    known = table("speech-words")
    kinds = [
        kind for word in said if (kind := known.get(word.lower().replace("’", "'"))) and not (word.isupper() and len(word) > 1)
    ]
    enough = len(said) >= 8 and len(kinds) >= max(1, share * len(said))
    return enough and (not personal or any(kind != "plural" for kind in kinds))


def address_start(record: Record) -> int | None:
    """Where an address begins that the record prints without any label; None where the record is no such thing.

    It opens with a salutation near the record's head, and goes on in the first person.
    """
    text = record.text
    prepared = _prepared_start(record)
    if prepared is not None:
        return prepared
    match = _salutation().search(text, 0, min(len(text), HEAD)) or _EXCLAIMED.search(text, 0, min(len(text), HEAD))
    if match is None or len(text) - match.start() < 200:
        return None
    start = match.end() - len(match.group().lstrip())
    if is_spoken(text, start, len(text), share=0.007, personal=True):
        return start
    formal = record.kind == "transcript" and match.group().rstrip().endswith((",", "!", ":"))
    return start if formal and is_spoken(text, start, len(text), share=0.004) else None


_PREPARED = re.compile(
    r"\b(?:remarks|address|speech|statement|testimony|lecture|keynote)\b.{0,40}\bas (?:prepared|delivered)\b", re.I
)
_REMARKS = re.compile(r"(?:[\w’'-]+ ){0,3}?(?:remarks|address|speech|lecture|keynote) by ", re.I)
"""How a title begins that gives a speech to somebody."""
_NOTE = re.compile(r"[\s*_(\[]*(?:remarks )?as (?:prepared(?: for delivery)?|delivered)[\s*_)\].:]*", re.I)
"""A line that says so by itself."""
_NOTE_WITHIN = 8
"""Blocks at a record's head."""
_LINE = 120
"""Characters; what is longer is no line of a head."""
_PROSE = 5
"""Words from which a paragraph that ends a sentence is no line of a head."""


def _prepared_start(record: Record) -> int | None:
    """Where the words begin of a speech by its title, or a note at its head: all of them below the head are the speaker's."""
    text = record.text
    noted = next((block.end for block in record.blocks[:_NOTE_WITHIN] if _NOTE.fullmatch(text, block.start, block.end)), None)
    if noted is None and not _is_speech(" ".join((record.title or "").split())):
        return None
    for block in record.blocks:
        if block.start > HEAD:
            break
        if noted and block.end <= noted:
            continue
        said = text[block.start : block.end].rstrip(" *_")
        begins = _salutation().match(said) or (len(said.split()) >= _PROSE and (said[-1] in '.!?…:”"' or len(said) > _LINE))
        if block.kind == "paragraph" and begins and not _PREPARED.search(said):
            spoken = is_spoken(text, block.start, len(text), share=0.007, personal=True)
            return block.start if spoken or (noted and is_spoken(text, block.start, len(text), share=0.004)) else None
    return None


def _is_speech(title: str) -> bool:
    """Whether a title calls what is below it remarks as prepared, or one person's speech."""
    return _PREPARED.search(title) is not None or (_REMARKS.match(title) is not None and giver(title) is not None)


_BY_ONE = re.compile(r"(?:written )?(?:statement|message|greetings?) (?:by|from) ", re.I)
"""How a title begins that gives a written statement to somebody."""

_OF_OFFICE = re.compile(
    r"(?:[^:]{2,40}: )?(?:presidential message\b|(?:written )?(?:statement|message|greetings?) (?:by|from|of) the"
    r" (?:president|prime minister|chancellor|king|queen)(?! of the (?:senate|congress|assembly|council|court|board))\b)",
    re.I,
)


def of_office(title: str) -> bool:
    """Whether a title gives a written statement to the holder of an office, who is not named."""
    return _OF_OFFICE.match(" ".join(title.split())) is not None


def statement_start(record: Record) -> int | None:
    """Where the words begin of a written statement that its title gives to one person, by office and name or office alone."""
    title = " ".join((record.title or "").split())
    who = giver(title) if _BY_ONE.match(title) else None
    if not (who is not None and who.office) and not of_office(title):
        return None
    for block in record.blocks:
        if block.start > HEAD:
            break
        said = " ".join(record.text[block.start : block.end].split())
        prose = len(said.split()) >= _PROSE and (said.rstrip(" *_")[-1:] in '.!?…:”"' or len(said) > _LINE)
        if block.kind == "paragraph" and prose and not _BY_ONE.match(said.lstrip("#*_ ")):
            return block.start
    return None


@cache
def _salutation() -> re.Pattern[str]:
    choices = "|".join(re.escape(row[0]) for row in rows("salutations"))
    return re.compile(rf"^[ \t\xa0*_“\"«>]*(?:{choices})[^.?\n]{{0,120}}[!,.:—–]", re.M | re.I)
