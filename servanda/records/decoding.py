"""Bytes become characters: byte order marks, UTF-8, UTF-16 and UTF-32, and the eight-bit sets that old records come in."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from servanda.records.extraction import Fault
from servanda.words import rows

__all__ = ["Decoded", "character_faults", "decode"]

FAULTS_NAMED: Final = 100
"""Places named one by one in problems; a record with more of them gets one problem for the rest."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE: Final = 1 << 16
_HANDICAPS: Final = {
    "macintosh": 0.15,
    "ibm850": 0.15,
    "iso-8859-2": 0.06,
    "windows-1250": 0.03,
    "windows-1254": 0.03,
    "windows-1257": 0.03,
}
"""What a rarer set must read better by than Windows-1252."""
_OF_SEVERAL_BYTES: Final = ("big5", "cp932", "cp949", "cp950", "euc", "gb", "hz", "iso2022", "johab", "shift_jis")
_READS_WELL: Final = 0.4
_ASCII: Final = bytes(range(128))
_HIGH: Final = bytes(range(128, 256))
_NO_CHARSETS: Final = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7"})
"""What Python lists beside character sets."""
_SMALL: Final = re.compile(rb"[a-z]")
_BEYOND_ASCII: Final = re.compile(rb"[\x80-\xff]")
_LOST: Final = re.compile("\ufffd+")
_NUL: Final = re.compile("\0+")
_LETTERS: Final = re.compile("[\\s!-\u06ff\u0900-\u0e7f\u10a0-\u11ff‘’“”–—…€№]")
_IDEOGRAPHS: Final = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef]")
_PAUSES: Final = re.compile("[\\s,.、。，．]")
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1a\x7f-\x9f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters, and how they were won from bytes."""

    text: str
    """Without a byte order mark; line ends as they came."""
    encoding: str
    """IANA name, lower case."""
    damaged: bool = False
    """Whether bytes had to be replaced by U+FFFD."""


def decode(content: bytes, declared: str | None = None) -> Decoded:
    """The text of the bytes. Never fails: what cannot be decoded becomes U+FFFD.

    `declared` is the character set that the document or its carrier names; it is believed where the bytes allow it.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark) and not (encoding == "utf-32-le" and len(content) % 4):
            return _by(content[len(mark) :], encoding)
    wide = _wide(content) if b"\0" in content[:_SAMPLE] else None
    if wide:
        return _by(content, wide)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _not_utf8(content, declared)


def character_faults(text: str, *, damaged: bool = False) -> tuple[Fault, ...]:
    """What became of characters that are none: NULs, and U+FFFD where something could not be decoded."""
    faults: list[Fault] = []
    if "\0" in text:
        faults += _faults(_NUL, text, "intake.nul", "The text holds a NUL character, which no writer puts there.")
    if "\ufffd" in text:
        if damaged:
            faults += _faults(
                _LOST, text, "intake.undecodable", "Bytes that are no character in the record's encoding became U+FFFD."
            )
        else:
            faults += _faults(
                _LOST, text, "intake.lost_character", "A character had been lost (U+FFFD) before the record came here."
            )
    return tuple(faults)


def _faults(pattern: re.Pattern[str], text: str, code: str, message: str) -> list[Fault]:
    found: list[Fault] = []
    for match in pattern.finditer(text):
        if len(found) == FAULTS_NAMED:
            found.append(Fault(f"{code}.more", f"{message} There are more than {FAULTS_NAMED} such places."))
            break
        found.append(Fault(code, message, match.start(), match.end()))
    return found


def _by(content: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(content.decode(encoding), encoding)
    except UnicodeDecodeError:
        return Decoded(content.decode(encoding, "replace"), encoding, damaged=True)


def _wide(content: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: NULs fall on one side of each unit, and the text has no other control characters."""
    sample = content[: _SAMPLE - _SAMPLE % 4]
    fitting: list[tuple[int, str]] = []
    for encoding, unit in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        text = sample[: len(sample) - len(sample) % unit].decode(encoding, "replace")
        junk = len(_CONTROL.findall(text)) + text.count("\ufffd")
        if text and junk * 50 <= len(text) and _is_prose(text[:2000]):
            fitting.append((text.count(" ") + text.count("\n"), encoding))
    return max(fitting)[1] if fitting else None


def _is_prose(text: str) -> bool:
    """Whether characters are those that prose is printed in. The wrong order of bytes makes rare ideographs of letters."""
    letters = len(_LETTERS.findall(text))
    ideographs = len(_IDEOGRAPHS.findall(text))
    if letters * 10 >= 9 * len(text):
        return True
    return (letters + ideographs) * 10 >= 9 * len(text) and len(_PAUSES.findall(text)) * 60 >= len(text)


def _not_utf8(content: bytes, declared: str | None) -> Decoded:
    lenient = content.decode("utf-8", "replace")
    already = content.count(b"\xef\xbf\xbd")
    bad = lenient.count("\ufffd") - already
    good = len(lenient) - bad - len(content.translate(None, _HIGH))
    if good >= 4 * bad:
        return Decoded(lenient, "utf-8", damaged=True)
    if declared and (known := _known(declared)):
        return _by(content, known)
    best = _eight_bit(content) or _by_statistics(content) or ("cp1252", "windows-1252")
    decoded = _by(content, best[0])
    return Decoded(decoded.text, best[1], decoded.damaged)


def _known(name: str) -> str | None:
    """Python's name of a declared character set; Latin-1 means Windows-1252, as on the web."""
    try:
        found = codecs.lookup(name.strip()).name
        b"text".decode(found)
    except (LookupError, ValueError):
        return None
    if found in _NO_CHARSETS:
        return None
    return "cp1252" if found in {"iso8859-1", "ascii"} else found


@cache
def _charsets(latin: bool) -> tuple[tuple[str, str, float, dict[str, float]], ...]:
    """Codec, name, handicap and how much each sign beyond ASCII speaks for the set, for the languages of one kind of script."""
    listed = rows("charsets")
    elsewhere: dict[str, str] = {}
    for codec, _, _, letters, signs in listed:
        elsewhere[codec] = elsewhere.get(codec, "") + letters + signs
    found: list[tuple[str, str, float, dict[str, float]]] = []
    for codec, name, _, letters, signs in listed:
        if (letters[0] < "\u0370") != latin:
            continue
        weights = dict.fromkeys(elsewhere[codec], 0.3) | dict.fromkeys(signs + "\xa0", 0.8)
        weights |= {letter: 1.0 - 0.6 * rank / len(letters) for rank, letter in enumerate(letters)}
        for letter in elsewhere[codec]:
            weights.setdefault(letter.upper(), 0.8 * weights[letter])
        found.append((codec, name, _HANDICAPS.get(name, 0.0), weights))
    return tuple(found)


def _eight_bit(content: bytes) -> tuple[str, str] | None:
    """The eight-bit set by which the words read best; None where none reads well."""
    sample = _telling_sample(content)
    words = [word[:64] for word in sample.split() if not word.isascii()][:1500]
    latin = len(_SMALL.findall(sample)) > len(sample.translate(None, _ASCII))
    high = sum(len(word.translate(None, _ASCII)) for word in words)
    if not high:
        return None
    scored = [
        (sum(_worth(word.decode(codec, "replace"), weights) for word in words) / high - handicap, codec, name)
        for codec, name, handicap, weights in _charsets(latin)
    ]
    best = max(scored, key=lambda entry: entry[0])
    return (best[1], best[2]) if best[0] >= _READS_WELL else None


def _telling_sample(content: bytes) -> bytes:
    """Some bytes, from where those beyond ASCII begin; few enough to be weighed in a moment."""
    first = _BEYOND_ASCII.search(content)
    start = max(0, first.start() - 64) if first else 0
    return content[start : start + _SAMPLE]


def _worth(word: str, weights: dict[str, float]) -> float:
    """How much a word looks written in the set that `weights` belong to.

    A capital after a small letter is unlikely, and so are two scripts in one word, and a capital alone where a dash can stand.
    """
    if len(word) == 1 and word.isupper():
        return 0.2
    worth = 0.0
    before = ""
    for character in word:
        mixed = before.isalpha() and character.isalpha() and (before < "\u0370") != (character < "\u0370")
        if mixed or (character.isupper() and before.islower() and max(before, character) >= "\x80"):
            worth -= 0.6
        elif character >= "\x80":
            worth += weights.get(character, -0.4 if character.isalpha() else -1.0)
        before = character
    return worth


def _by_statistics(content: bytes) -> tuple[str, str] | None:
    """What charset-normalizer makes of it, where that is a set of several bytes a character."""
    from charset_normalizer import from_bytes  # dear to load, and seldom needed

    match = from_bytes(content[:_SAMPLE]).best()
    if match is None or not match.encoding.startswith(_OF_SEVERAL_BYTES) or not _known(match.encoding):
        return None
    return match.encoding, match.encoding.replace("_", "-")
