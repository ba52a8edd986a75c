"""How a journalist says who is asking: "Mira Tal, First Channel, Ardania." or "I'm Jan Orel with the Daily Mirror."

A self-introduction stands in the first sentences of a turn. It outweighs the printed label, which may be a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from servanda.readings.letters import CAPITALISED, CAPITALS
from servanda.words import of_part, table, words

REACH = 420
"""Characters of a turn within which people introduce themselves."""

LISTED = 140
"""Characters; a longer sentence is no name with an outlet."""

_GAP = r"[ \t\xa0\r\n]+"
_PARTICLE = r"(?:de|da|do|dos|del|della|di|la|le|van|von|der|den|bin|al|el|ter|zu)"
_NAME_WORD = rf"(?:{CAPITALISED}|[{CAPITALS}]\.)"
_NAME = rf"{_NAME_WORD}(?:[ \xa0\n](?:{_PARTICLE}[ \xa0]){{0,3}}{_NAME_WORD}){{1,3}}"
_SMALL = r"today|and|&|of|the|on|for|de|la|le|del|di|des|du|el|tv"
_OUTLET_WORD = rf"(?:[«“\"‘']?(?:{CAPITALISED}|\d+)[»”\"’']?|{_SMALL}|\w+\.(?:com|ru|org|net|fr|de|uk|eu))"
_OUTLET = rf"(?P<outlet>(?:{_OUTLET_WORD}{_GAP}){{0,6}}{_OUTLET_WORD})"
_FROM = (
    rf"(?:,?{_GAP}(?:(?:and{_GAP})?(?:I[’']?m|I am){_GAP})?(?:(?:here|reporting|a reporter|a journalist|correspondent){_GAP})?"
    rf"(?:from|with|of|at|for|representing|de|del|de la|du|pour|von|vom|für|aus|из|от|для|z|ze|iz){_GAP}(?:the{_GAP})?)"
)
_CALLING = frozenset(("please", "go ahead", "you have the floor", "your question", "прошу", "пожалуйста", "adelante", "bitte"))
"""What ends a sentence that gives the word to somebody: no introduction."""
_ADDRESSED = frozenset(("sir", "ma'am", "ma’am", "thank you", "thanks"))
"""What may stand behind an introduction."""
_PARTS = frozenset(
    ("correspondent", "reporter", "journalist", "host", "editor", "anchor", "columnist", "presenter", "producer")
)
"""What one is at an outlet."""
_JOINTS = frozenset(("and", "of", "the", "for", "de", "la", "el", "du", "des", "del", "di", "from", "with", *_PARTS))
"""Small words of an outlet's name."""
_END = re.compile(r"[.!?…:](?=\s|$)|\s+[—–-]{1,2}(?=\s|$)|\n\s*\n(?![a-z])")
_DOTTED = re.compile(rf"(?:\b(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|Prof)|(?<![\w.])[{CAPITALS}])$")
_PIECE = re.compile(r"[^,;—–]+")
_TOKEN = re.compile(r"[^\W_][\w'’.\-&]*")


@cache
def _announced_pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?:\b(?:I[’']?m|I am|[Ii]t[’']s|(?:[Mm]y )?name(?: is|[’']s)|[Tt]his\s+is|soy|mi nombre es|me llamo"
        r"|je suis|je m[’']appelle"
        r"|ich bin|mein Name ist|sono|mi chiamo|mam na imię|nazywam się|eu sou|meu nome é|sou)|\b[Мм]еня зовут|\b[Мм]ене звати)"
        rf"{_GAP}(?P<name>{_NAME})(?=\s*(?:[.,;!…—–]|-|$)|{_FROM})"
    )


@cache
def _with_outlet_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?P<name>{_NAME}){_FROM}{_OUTLET}")


@cache
def _greeting() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?:thank you|thanks|hi|hello|hey|good (?:morning|afternoon|evening|day)|yes|yeah|so|okay|ok|sure"
        r"|great|please|again"
        r"|so much|very much|for (?:doing|taking|having) \w+(?: \w+)?|there|everyone|everybody|all|sir|ma[’']am"
        r"|(?:mr|madam)\.? (?:president|prime minister|secretary|minister|speaker|chancellor|vice president"
        r"|ambassador|chair\w*)"
        r"|здравствуйте|добрый (?:день|вечер)|доброе утро|спасибо(?: большое)?|buenos días|buenas tardes|gracias"
        r"|bonjour|bonsoir"
        r"|merci|guten (?:tag|morgen|abend)|danke)\b[ ,.!—–-]*)+",
        re.I,
    )


@dataclass(frozen=True, slots=True)
class Introduction:
    """Who somebody says to be. At least one of name and outlet is there; spans are half-open offsets into the text."""

    name: str | None
    """Full name, white space made single."""
    outlet: str | None
    """As stated ("First Channel, Ardania")."""
    name_span: tuple[int, int] | None
    outlet_span: tuple[int, int] | None
    rule: str


def introduction(text: str, start: int, end: int) -> Introduction | None:
    """The self-introduction in the first sentences of the turn whose words stand at [start, end), its label left out.

    None where there is none. Costs the same however long the turn is.
    """
    limit = min(end, start + REACH)
    for sentence in _sentences(text, start, limit, cut=limit < end):
        if _calls(text, *sentence):
            continue
        found = _announced(text, *sentence) or _with_outlet(text, *sentence) or _listed(text, *sentence)
        if found:
            return found
        if text.startswith("?", sentence[1]):  # who has asked has said before who he is
            break
    return None


def _sentences(text: str, start: int, end: int, *, cut: bool) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _END.finditer(text, start, end):
        if match.group() == "." and _DOTTED.search(text, max(begin, match.start() - 5), match.start()):
            continue
        yield begin, match.start()
        begin = match.end()
    if begin < end and not cut:
        yield begin, end


def _calls(text: str, start: int, end: int) -> bool:
    """Whether a sentence gives the word to somebody else: "Mira Tal, from Ardan, please"."""
    comma = text.rfind(",", start, end)
    return comma >= 0 and text[comma + 1 : end].strip().lower() in _CALLING


def _announced(text: str, start: int, end: int) -> Introduction | None:
    match = _announced_pattern().search(text, start, end)
    if match is None or match.start() - start > 120 or not _is_person(match.group("name")):
        return None
    outlet = _outlet_behind(text, match.end("name"), end)
    return _made(text, match.span("name"), outlet, "introductions.announced")


def _with_outlet(text: str, start: int, end: int) -> Introduction | None:
    begin = _past_greeting(text, start, end)
    match = _with_outlet_pattern().match(text, begin, end)
    if match is None or not _is_person(match.group("name")):
        return None
    return _made(text, match.span("name"), _outlet_end(text, match.span("outlet"), end), "introductions.with-outlet")


def _listed(text: str, start: int, end: int) -> Introduction | None:
    """A sentence that is nothing but a name and an outlet: "Mira Tal, First Channel, Ardania"."""
    begin = _past_greeting(text, start, end)
    if end - begin > LISTED or not text[begin : begin + 2].strip('«“"')[:1].isupper():
        return None
    pieces = [(m.start() + _lead(m.group()), m.end() - _trail(m.group())) for m in _PIECE.finditer(text, begin, end)]
    pieces = [piece for piece in pieces if piece[0] < piece[1]]
    if pieces and text[slice(*pieces[-1])].lower() in _ADDRESSED:
        pieces.pop()
    if not pieces or not all(_is_titled(text[a:b]) for a, b in pieces):
        return None
    first = text[slice(*pieces[0])]
    outlet_first = _is_outlet(first)
    if len(pieces) == 1:
        return _made(text, None, pieces[0], "introductions.outlet") if outlet_first and len(first.split()) <= 6 else None
    if outlet_first and _is_person(text[slice(*pieces[-1])]) and not _is_outlet(text[slice(*pieces[-1])]):
        return _made(text, pieces[-1], (pieces[0][0], pieces[-2][1]), "introductions.outlet-first")
    if not outlet_first and _is_person(first) and len(pieces) <= 4 and _is_plain(text, pieces[1:]):
        begin = pieces[1][0] + _part_before(text[slice(*pieces[1])])
        return _made(text, pieces[0], (begin, pieces[-1][1]), "introductions.listed")
    return None


def _part_before(piece: str) -> int:
    """Length of what one is at an outlet, before the outlet: "host of "."""
    match = _part_of().match(piece)
    return match.end() if match else 0


@cache
def _part_of() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(sorted(_PARTS))}){_GAP}(?:of|for|at|with|from){_GAP}(?:the{_GAP})?")


def _outlet_behind(text: str, start: int, end: int) -> tuple[int, int] | None:
    match = _behind().match(text, start, end)
    return _outlet_end(text, match.span("outlet"), end) if match else None


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf"(?:{_FROM}|,{_GAP}|{_GAP}[—–]{_GAP}){_OUTLET}")


def _outlet_end(text: str, span: tuple[int, int], end: int) -> tuple[int, int]:
    """An outlet ends before words that begin a sentence's verb or another phrase."""
    words_there = list(_TOKEN.finditer(text, span[0], min(span[1], end)))
    while words_there and words_there[-1].group().lower() in _JOINTS | {"on", "le", "i"}:
        words_there.pop()
    for index, token in enumerate(words_there[1:], start=1):
        if token.group() in ("I", "We", "You", "My", "Mr", "Mr.", "Thank", "Sir"):
            words_there = words_there[:index]
            break
    if not words_there:
        return span
    last = words_there[-1].end()
    while last < span[1] and text[last] in "»”\"’'":
        last += 1
    return span[0], last


def _past_greeting(text: str, start: int, end: int) -> int:
    begin = start + _lead(text[start:end])
    match = _greeting().match(text, begin, end)
    begin = match.end() if match else begin
    while begin < end and text[begin] in " \t\xa0\r\n,—–-":
        begin += 1
    return begin


def _is_titled(piece: str) -> bool:
    """Whether every word is capitalised or one of an outlet's small words."""
    tokens = piece.split()
    small = words("outlet-words") | _JOINTS
    return len(tokens) <= 8 and all(
        token.strip("«»“”\"'’()")[:1].isupper() or token.strip("«»“”\"'’").lower() in small for token in tokens
    )


def _is_plain(text: str, pieces: list[tuple[int, int]]) -> bool:
    """Whether these may be an outlet and its place: no office, no form of address, no greeting."""
    return not any(_addresses(text[a:b]) or text[a:b].lower() in words("function-words") for a, b in pieces)


def _is_outlet(piece: str) -> bool:
    known = words("outlet-words")
    return any(token.lower() in known for token in _TOKEN.findall(piece)) or piece[:1] in "«"


def _is_person(piece: str) -> bool:
    tokens = piece.split()
    return (
        2 <= len(tokens) <= 6
        and tokens[0][:1].isupper()
        and tokens[-1][:1].isupper()
        and not _titles(piece)
        and not _common(tokens)
        and piece.lower() not in words("countries")
    )


def _titles(piece: str) -> bool:
    known = table("offices")
    return any(token.lower().rstrip(".") in known for token in _TOKEN.findall(piece))


def _addresses(piece: str) -> bool:
    kinds = table("offices")
    return any(kinds.get(token.lower().rstrip(".")) in ("office", "address") for token in _TOKEN.findall(piece))


def _common(tokens: list[str]) -> bool:
    """Words that begin sentences, not names."""
    first, last = (token.strip(".,'’").lower().replace("’", "'") for token in (tokens[0], tokens[-1]))
    bare, _, ending = first.partition("'")
    if ending in _SHORTENED and bare in words("function-words"):  # "He's from Ardan"
        return True
    return first in words("function-words") or (last in words("function-words") and _written_alike(tokens[-1], last))


_SHORTENED = frozenset({"s", "re", "ll", "ve", "d", "m"})


def _written_alike(token: str, lower: str) -> bool:
    """Whether a small word at a name's end is of a language whose titles capitalise it; "Vos" and "Sus" are surnames too."""
    return lower in of_part("function-words", "en") or not token.isascii()


def _lead(piece: str) -> int:
    return len(piece) - len(piece.lstrip(" \t\xa0\r\n"))


def _trail(piece: str) -> int:
    return len(piece) - len(piece.rstrip(" \t\xa0\r\n"))


def _made(text: str, name: tuple[int, int] | None, outlet: tuple[int, int] | None, rule: str) -> Introduction:
    return Introduction(
        name=" ".join(text[slice(*name)].split()).rstrip(",") if name else None,
        outlet=" ".join(text[slice(*outlet)].split()) if outlet else None,
        name_span=name,
        outlet_span=outlet,
        rule=rule,
    )
