"""Whether words that carry no label are spoken, and where: an address that is printed alone, a record that opens in mid-speech."""

from __future__ import annotations

import re
from functools import cache

from servanda.model import Record

_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|\"[^\"\n]*\"")
_SELF = re.compile(
    r"\b(?:I|I[’']m|I[’']ve|I[’']ll|I[’']d|me|my|[Yy]ou|[Yy]our|[Тт]ы|[Яя]|мне|меня|мой|моя|моё|мои|Вы|Вам|Вас|yo|me|mi|ustedes|je|j[’']|vous|ich|mich|mir|Sie|Ihnen"
    r"|[Tt]hank you|[Сс]пасибо|[Bb]лагодарю|[Бб]лагодарю|gracias|merci|danke)\b"
)
_WORDS = re.compile(r"[^\W\d_]+")
_SALUTE = (
    r"(?:(?:my |our )?(?:dear|distinguished|esteemed|respected|honou?rable|fellow)\b[^.\n]{0,120}|friends\b|(?:dear )?colleagues\b|ladies and gentlemen|excellenc(?:y|ies)"
    r"|(?:mr|madam|mrs)\.? (?:president|speaker|chair\w*|secretary)|your (?:majest(?:y|ies)|excellenc(?:y|ies)|royal|holiness)|citizens of|people of|comrades"
    r"|good (?:morning|afternoon|evening|day)|thank you\b|hello|welcome\b|wise people|i wish (?:you )?good health|ukrainians|all ukrainians"
    r"|уважаем\w+|дорог(?:ие|ой|ая)|господин председатель|дамы и господа|друзья|коллеги|граждане|добрый (?:день|вечер)|здравствуйте|соотечественники"
    r"|шановн\w+|дорогі|señor(?:as|es)? |buenos días|buenas tardes|amigas y amigos|compañer|mesdames|messieurs|chers|chères|monsieur le"
    r"|meine damen und herren|sehr geehrte|liebe |guten (?:tag|morgen|abend))"
)


@cache
def _salutation() -> re.Pattern[str]:
    return re.compile(rf"(?:^|\n)[ \t\xa0*_“\"«>]*{_SALUTE}", re.I)


def is_spoken(text: str, start: int, end: int, *, share: float = 0.008) -> bool:
    """Whether a stretch speaks in the first person to somebody, outside of quotation marks. Reads no more than 6,000 characters."""
    piece = _QUOTED.sub(" ", text[start : min(end, start + 6000)])
    said = len(_WORDS.findall(piece))
    return said >= 8 and len(_SELF.findall(piece)) >= max(1, share * said)


def address_start(record: Record) -> int | None:
    """Where an address begins that the record prints without any label; None where the record is no such thing.

    It opens with a salutation near the record's head, and goes on in the first person.
    """
    text = record.text
    match = _salutation().search(text, 0, min(len(text), 2500))
    if match is None:
        return None
    start = match.start() + (1 if text[match.start()] == "\n" else 0)
    while start < len(text) and text[start].isspace():
        start += 1
    return start if len(text) - start > 200 and is_spoken(text, start, len(text), share=0.012) else None
