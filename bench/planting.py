"""Drafts with planted faults: what a journalist might have written of real talks, with what was altered in it.

Made by plain means and a seed, with nothing of the tracer's own: speakers are read off printed labels by one pattern, sentences
are parted at full stops, words are swapped from short lists. Each quotation is put into an article as papers write them.
"""

from __future__ import annotations

import csv
import random
import re
import tarfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from servanda.records.intake import take_bytes

SEED = 20261122
OTHER_SEEDS = (7, 99)
"""Draws that nobody looked at while the rules were made."""
KINDS = ("number", "negation", "speaker", "name", "modal", "omission")
ALTERED, UNTOUCHED, FOREIGN = 200, 200, 100
IN_A_DRAFT = 7
OF_A_RECORD = 150
"""Sentences of one record at most, so that no speaker outweighs all others."""

_LABEL = re.compile(
    r"(?:^|(?<=[.!?)] ))(?:(?P<caps>(?:(?:VICE )?PRESIDENT|PRIME MINISTER|CHANCELLOR|SECRETARY|MR\.|MS\.|DR\.) [A-Z][A-Z’'-]+)"
    r"|(?:[A-Z][\w,’'-]*(?: [\w,’'-]+){0,12}? )?(?P<name>[A-Z][a-z’'-]+ [A-Z][a-z’'-]+)"
    r"|(?P<other>[A-Z][^.:!?\n]{2,90}?))(?: ?\([^()\n]*\))?:[ \xa0]+(?=[\w(“\"])|^(?:Q|QUESTION|AIDE|MODERATOR)\b"
    r"|(?:President|Chancellor|Minister|Chairman|Secretary)[^.:!?\n]{0,60}:[ \xa0]",
    re.M,
)
"""`other` and questions end a turn, and their own are left out: whose they are this does not tell."""
_SOURCES = ("kremlin.ru (EN)", "whitehouse.gov")
"""Publishers whose records print labels in one of these two forms."""
_NO_PERSON = re.compile(r"Republic|State|Council|Union|Federation|General|Minister")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")
_UNFIT = re.compile(r"[\[\]()“”\"«»…*~_|#@]|--|\.\.|\b[A-Z]\.|:\s|\b(?:Mr|Mrs|Ms|Dr|St)\.")
_NUMBER = re.compile(r"(?<![\w.,$€-])(?:\$|€)?\d{1,3}(?:[.,]\d+)*(?![\w-]|[.,]\d)")
# fmt: off
_SPELT = (
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "fifteen", "twenty", "thirty",
    "forty"
)
# fmt: on
_SPELT_NUMBER = re.compile(rf"\b(?:{'|'.join(_SPELT)})\b(?=\s[a-z])")
_NOT = re.compile(
    r"\b(?:(?<=is )|(?<=are )|(?<=was )|(?<=were )|(?<=will )|(?<=do )|(?<=does )|(?<=did )|(?<=have )|(?<=has ))not "
)
_AFFIRMED = re.compile(
    r"\b(?:is|are|was|were|will|would|can|should|must|has been|have been) "
    r"(?!(?:not|no|never|it|he|she|we|you|they|I|there|this)\b)(?=[a-z])"
)
_MODALS = {
    "will": ("may", "might"),
    "must": ("could", "may"),
    "should": ("must", "will"),
    "can": ("must", "should"),
    "would": ("will", "must"),
    "could": ("will", "must"),
    "may": ("must", "will"),
}
_MODAL = re.compile(rf"(?<!the )(?<!political )\b(?:{'|'.join(_MODALS)})\b(?! not\b)(?= [a-z])")
# fmt: off
_PLACES = (
    "Russia", "Belarus", "Ukraine", "France", "Germany", "Poland", "China", "India", "Japan", "Azerbaijan", "Armenia",
    "Hungary", "Europe", "Moscow", "Minsk", "Kyiv", "Brussels", "Washington", "America", "Israel", "Iran", "Mexico",
    "Korea", "Kazakhstan"
)
# fmt: on
_NAME = re.compile(rf"(?<!^)\b(?:{'|'.join(_PLACES)})\b(?!['’-])")
_MIDDLE = re.compile(
    r"(?<=\w), ([a-z][^,;:]{12,60}), (?=[a-z])"
    r"|(?<=[a-z]) ((?:in|for|with|within|on|of|from|between|through|by) (?:the |our |a )?"
    r"[\w’'-]+(?: (?:and|of|the|in|for)? ?[\w’'-]+){1,4})(?= [a-z]+ )"
)

# fmt: off
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December"
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a record, and who says it there."""

    record: str
    day: str
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Planted:
    """A quotation as a draft has it, and what a tracer should say of it."""

    said: Said
    speaker: str
    """To whom the draft gives it."""
    text: str
    expected: str
    """`exact`, `altered`, `other speaker` or `not found`."""
    kind: str
    """What was altered; of untouched ones how they are set."""
    indirect: bool = False
    parts: tuple[str, ...] = ()
    """What stands between marks, where that is in two parts."""
    place: tuple[int, int] = (0, 0)
    """In the draft."""


def planted(shared: Path, names: Sequence[str], seed: int = SEED) -> list[tuple[str, list[Planted]]]:
    """The drafts over these records: text, and what is planted in it, with places."""
    chance = random.Random(seed)
    days = _days(shared)
    names = [name for name in names if (shared / "records" / name).exists()]
    pool: list[Said] = []
    for name in names:
        there = [*_said_in(shared / "records", name, days[name])] if name in days else []
        pool += chance.sample(there, min(len(there), OF_A_RECORD))
    held = " ".join(_plain((shared / "records" / name).read_text(encoding="utf-8", errors="replace")) for name in names)
    chance.shuffle(pool)
    taken: set[str] = set()
    found: list[Planted] = []
    for number, kind in enumerate(KINDS):
        wanted = ALTERED // len(KINDS) + (number < ALTERED % len(KINDS))
        found += _some(pool, taken, wanted, partial(_ALTERING[kind], chance=chance, pool=pool), held)
    for number, setting in enumerate(_SETTING):
        wanted = UNTOUCHED // len(_SETTING) + (number < UNTOUCHED % len(_SETTING))
        found += _some(pool, taken, wanted, partial(_SETTING[setting], chance=chance), held)
    foreign = [said for said in _foreign(shared, chance) if _plain(said.text) not in held]
    speakers = sorted({said.speaker for said in pool})
    found += [Planted(one, chance.choice(speakers), one.text, "not found", "foreign") for one in foreign[:FOREIGN]]
    chance.shuffle(found)
    return [_draft(found[first : first + IN_A_DRAFT], chance) for first in range(0, len(found), IN_A_DRAFT)]


def _some(pool: list[Said], taken: set[str], wanted: int, make: Callable[[Said], Planted | None], held: str) -> list[Planted]:
    """So many of a sort, each of another sentence; what is altered must stand nowhere as it was made."""
    found: list[Planted] = []
    for said in pool:
        if len(found) == wanted:
            break
        if said.text in taken:
            continue
        made = make(said)
        if made is None or (made.expected == "altered" and _plain(made.text) in held):
            continue
        taken.add(said.text)
        found.append(made)
    if len(found) < wanted:
        raise ValueError(f"only {len(found)} of {wanted}")
    return found


def _days(shared: Path) -> dict[str, str]:
    """The days of the records whose labels are understood here."""
    with (shared / "records" / "index.tsv").open(encoding="utf-8") as lines:
        rows = [*csv.DictReader(lines, delimiter="\t")]
    return {row["file"]: row["date"] for row in rows if row["source"].startswith(_SOURCES) and row["language"] == "en"}


def _said_in(folder: Path, name: str, day: str) -> Iterator[Said]:
    """The fit sentences of a record with printed labels."""
    record, _ = take_bytes((folder / name).read_bytes(), source=name)
    for speaker, words in _turns(record.text):
        for sentence in _fit(words):
            yield Said(name, day, speaker, sentence)


def _turns(text: str) -> Iterator[tuple[str, str]]:
    labels = [*_LABEL.finditer(text)]
    for label, end in zip(labels, [*(after.start() for after in labels[1:]), len(text)], strict=False):
        if label["caps"] or (label["name"] and not _NO_PERSON.search(label["name"])):
            yield _name(label), text[label.end() : end]


def _name(label: re.Match[str]) -> str:
    return " ".join(word.capitalize() for word in label["caps"].split()) if label["caps"] else label["name"]


def _fit(text: str) -> Iterator[str]:
    for paragraph in re.split(r"\n\s*\n|\n", text):
        for sentence in _SENTENCE.split(paragraph.strip()):
            words = sentence.split()
            if 10 <= len(words) <= 40 and sentence[0].isupper() and sentence.endswith(".") and not _UNFIT.search(sentence):
                yield sentence


def _foreign(shared: Path, chance: random.Random) -> list[Said]:
    """Sentences of White House records that are in no ledger here."""
    found: list[Said] = []
    with tarfile.open(shared / "corpora" / "white-house.tar.xz") as archive:
        for member in archive:
            if len(found) >= 40 * FOREIGN:
                break
            if member.isfile() and "remarks" in member.name and (stream := archive.extractfile(member)):
                text = stream.read().decode("utf-8", "replace")
                found += [
                    Said(member.name, "2024-01-01", speaker, one) for speaker, words in _turns(text) for one in _fit(words)
                ]
    chance.shuffle(found)
    return found


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _swapped(said: Said, match: re.Match[str], other: str, kind: str, *, indirect: bool = False) -> Planted:
    text = said.text[: match.start()] + other + said.text[match.end() :]
    return Planted(said, said.speaker, text, "altered", kind, indirect=indirect)


def _number(said: Said, *, chance: random.Random, pool: list[Said]) -> Planted | None:  # noqa: ARG001 - all are called so
    matches = [*_NUMBER.finditer(said.text), *_SPELT_NUMBER.finditer(said.text)]
    if not matches:
        return None
    match = chance.choice(matches)
    old = match.group()
    if old in _SPELT:
        new = chance.choice([word for word in _SPELT if word != old])
    else:
        digits = [place for place, sign in enumerate(old) if sign.isdigit()]
        place = digits[0]
        new = old[:place] + chance.choice([one for one in "123456789" if one != old[place]]) + old[place + 1 :]
    return _swapped(said, match, new, "number", indirect=chance.random() < 0.5)


def _negation(said: Said, *, chance: random.Random, pool: list[Said]) -> Planted | None:  # noqa: ARG001
    denied = [*_NOT.finditer(said.text)]
    if denied and chance.random() < 0.7:
        return _swapped(said, chance.choice(denied), "", "negation")
    affirmed = [*_AFFIRMED.finditer(said.text)]
    if not affirmed:
        return None
    match = chance.choice(affirmed)
    first, _, rest = match.group().partition(" ")
    return _swapped(said, match, f"{first} not {rest}", "negation")


def _speaker(said: Said, *, chance: random.Random, pool: list[Said]) -> Planted | None:
    others = sorted({one.speaker for one in pool if one.record == said.record and one.speaker != said.speaker})
    if not others:
        return None
    return Planted(said, chance.choice(others), said.text, "other speaker", "speaker")


def _named(said: Said, *, chance: random.Random, pool: list[Said]) -> Planted | None:  # noqa: ARG001
    matches = [*_NAME.finditer(said.text)]
    if not matches:
        return None
    match = chance.choice(matches)
    return _swapped(said, match, chance.choice([one for one in _PLACES if one not in said.text]), "name")


def _modal(said: Said, *, chance: random.Random, pool: list[Said]) -> Planted | None:  # noqa: ARG001
    matches = [*_MODAL.finditer(said.text)]
    if not matches:
        return None
    match = chance.choice(matches)
    return _swapped(said, match, chance.choice(_MODALS[match.group()]), "modal")


def _omission(said: Said, *, chance: random.Random, pool: list[Said]) -> Planted | None:  # noqa: ARG001
    matches = [match for match in _MIDDLE.finditer(said.text) if len(match.group().split()) >= 3]
    if not matches:
        return None
    match = chance.choice(matches)
    text = said.text[: match.start()].rstrip(" ,") + " " + said.text[match.end() :].lstrip(" ,")
    return Planted(said, said.speaker, text, "altered", "omission")


_ALTERING: dict[str, Callable[..., Planted | None]] = {
    "number": _number,
    "negation": _negation,
    "speaker": _speaker,
    "name": _named,
    "modal": _modal,
    "omission": _omission,
}


def _untouched(said: Said, text: str, setting: str, **more: object) -> Planted:
    return replace(Planted(said, said.speaker, text, "exact", setting), **more)  # type: ignore[arg-type]


def _verbatim(said: Said, *, chance: random.Random) -> Planted:  # noqa: ARG001
    return _untouched(said, said.text, "verbatim")


def _typography(said: Said, *, chance: random.Random) -> Planted | None:  # noqa: ARG001
    text = said.text.replace("’", "'").replace(" – ", " - ").replace("—", " – ")
    return _untouched(said, text[0].lower() + text[1:] if not text.startswith("I") else text, "typography")


def _ellipsis(said: Said, *, chance: random.Random) -> Planted | None:
    matches = [match for match in _MIDDLE.finditer(said.text) if len(match.group().split()) >= 3]
    if not matches:
        return None
    match = chance.choice(matches)
    mark = chance.choice((" … ", " ... ", " [...] "))
    text = said.text[: match.start()].rstrip(" ,") + mark + said.text[match.end() :].lstrip(" ,")
    return _untouched(said, text, "ellipsis")


def _bracket(said: Said, *, chance: random.Random) -> Planted | None:
    words = list(re.finditer(r"\b(?:it|they|this|he|we|them)\b(?!['’])", said.text))
    if not words:
        return None
    match = chance.choice(words)
    shown = chance.choice((match.group() + " [the two sides]", "[the two sides]"))
    return _untouched(said, said.text[: match.start()] + shown + said.text[match.end() :], "insertion")


def _split(said: Said, *, chance: random.Random) -> Planted | None:
    commas = [match.start() for match in re.finditer(r", ", said.text) if 15 < match.start() < len(said.text) - 15]
    if not commas:
        return None
    at = chance.choice(commas)
    return _untouched(said, said.text, "split", parts=(said.text[: at + 1], said.text[at + 2 :]))


def _fragment(said: Said, *, chance: random.Random) -> Planted | None:
    words = said.text.rstrip(".").split()
    length = chance.randint(6, 10)
    first = chance.randint(0, len(words) - length)
    return _untouched(said, " ".join(words[first : first + length]).rstrip(",;"), "fragment")


def _retold(said: Said, *, chance: random.Random) -> Planted | None:  # noqa: ARG001
    if not (_NUMBER.search(said.text) or _SPELT_NUMBER.search(said.text)):
        return None
    return _untouched(said, said.text, "retold", indirect=True)


_SETTING: dict[str, Callable[..., Planted | None]] = {
    "retold": _retold,
    "ellipsis": _ellipsis,
    "insertion": _bracket,
    "split": _split,
    "typography": _typography,
    "fragment": _fragment,
    "verbatim": _verbatim,
}

_AROUND = (
    "The remarks were made at a meeting that both delegations had long prepared.",
    "Correspondents in the hall took note of the tone.",
    "It was one of several subjects on the agenda that day.",
    "Diplomats had expected as much.",
    "The rest of the afternoon was given to other business.",
)


def _draft(items: list[Planted], chance: random.Random) -> tuple[str, list[Planted]]:
    """An article with these quotations, and their places in it."""
    text = f"What was said at the talks\n\n{_AROUND[0]}\n\n"
    placed: list[Planted] = []
    for item in items:
        before, words, after = _written(item, chance)
        start = len(text) + len(before)
        placed.append(replace(item, place=(start, start + len(words))))
        text += before + words + after
        if chance.random() < 0.4:
            text += " " + chance.choice(_AROUND[1:])
        text += "\n\n"
    return text, placed


def _written(item: Planted, chance: random.Random) -> tuple[str, str, str]:
    """A paragraph: what stands before the words, the words with their marks, what stands behind."""
    year, month, day = item.said.day.split("-")
    on = f"{int(day)} {_MONTHS[int(month) - 1]} {year}"
    opening, closing = chance.choice((("“", "”"), ('"', '"')))
    bare = item.text.rstrip(".")
    if item.indirect:
        return f"On {on} {item.speaker} said that ", bare[0].lower() + bare[1:] if not bare.startswith("I ") else bare, "."
    if item.parts:
        return "", f"{opening}{item.parts[0]}{closing} said {item.speaker} on {on}, {opening}{item.parts[1]}{closing}", ""
    form = chance.randrange(4)
    if item.kind == "fragment":
        return f"{item.speaker} spoke on {on} of “", bare, "”."
    if form == 0:
        return "", f"{opening}{bare},{closing}", f" said {item.speaker} on {on}."
    if form == 1:
        return f"{item.speaker} said on {on}: ", f"{opening}{item.text}{closing}", ""
    if form == 2:
        return (
            f"According to {item.speaker}, speaking on {on}, ",
            f"{opening}{bare[0].lower() + bare[1:] if not bare.startswith('I') else bare}{closing}",
            ".",
        )
    return "", f"{opening}{bare},{closing}", f" {item.speaker} told reporters on {on}."
