"""What looks like an amount and is none: dates and times, references, names, list marks, pronouns."""

from __future__ import annotations

from functools import cache

from servanda.readings.grammar.lexicon import verb
from servanda.readings.quantities.nouns import counted, phrase_ends, singular
from servanda.readings.quantities.numbers import Number
from servanda.readings.quantities.roles import role
from servanda.readings.quantities.tokens import Tokens
from servanda.words import of_part, table

_GLUE = frozenset("/_=&@#\\:+%")
_IDIOMS = role("one-idiom")
_SET_PHRASES = role("one-after-preposition")
_LISTING = frozenset([",", "and", "or", "to", "-", "–", "through"])
_ORDINALS = role("ordinal")
_COMPARED = role("compared")
_BEFORE_ONE = role("before-one") | frozenset(("'s", "’s", "-"))
_AIMS = role("aim")
_COMPARING = role("after-multiple")
_NO_SHARE_AFTER = role("before-ordinal") | frozenset(["-"])
_HALVED = role("after-half") | frozenset(["", ")", ",", ".", ";"])
_DENOMINATORS = role("denominator")
_OF_AN_AGE = role("of-an-age")
_PAGE_COUNTS = role("page-count")
_YOUNGER = frozenset(("under", "below"))
_YOUNGER_OR_OLDER = _YOUNGER | {"over", "above"}
_OLDEST = 120
"""Years that nobody has lived."""
_AS_OF_YEAR = frozenset(("level", "levels", "baseline", "prices"))
"""What is told as it was in a year."""
_SHORT_LINE = 4
"""Tokens of a line that holds a number and what a page counts, at most."""


@cache
def _kind(kind: str) -> frozenset[str]:
    return of_part("figure-time-words", kind)


@cache
def _time_units() -> frozenset[str]:
    units = _kind("unit")
    return units | {f"{unit}s" for unit in units} | {"centuries", "millennia"}


def is_time_word(low: str) -> bool:
    """Whether a word is a month, a unit of time or its plural."""
    return low in _time_units() or low in _kind("month")


def is_denominator(word: str) -> bool:
    """Whether amounts are counted per this: "a day", "an ounce", "a barrel"."""
    return word in _time_units() or word in _DENOMINATORS


def is_comparison(tokens: Tokens, at: int) -> bool:
    """Whether "times" before this token multiplies: "three times as many", "6.5 times earnings"."""
    word, following = tokens.word(at), tokens.word(at + 1)
    if word in ("the", "a"):
        return following in _COMPARED
    if word in _COMPARING or word in _COMPARED:
        return True
    return tokens.is_word(at) and word not in phrase_ends() and (word.endswith("er") or following in ("than", "value"))


def is_time(tokens: Tokens, number: Number, end: int) -> bool:
    """Whether the number is a length of time, a time of day ("{time} 1130" in a house's record) or a piece of a date."""
    marked = tokens.low[max(0, number.start - 3) : number.start] == ["{", "time", "}"]
    if marked or _length_of_time(tokens, number.end) or tokens.word(end) in _kind("clock"):
        return True
    if tokens.word(number.end) in ("-", "‑") and tokens.word(number.end + 1) in _ORDINALS and number.form == "words":
        return True
    months = _kind("month")
    if not number.bare_digits:
        return False
    around = (tokens.word(number.start - 1), tokens.word(number.end))
    if tokens.raw[number.end - 1].isdecimal() and number.value <= 31:
        if around[0] in months and _capital(tokens, number.start - 1):
            return True
        if around[1] in months and _capital(tokens, number.end):
            return True
        if around[0] == "." and tokens.word(number.start - 2) in months:
            return True
    if tokens.word(number.end) in ("st", "nd", "rd", "th") or (tokens.word(number.end) == "s" and tokens.glued(number.end)):
        return True
    return _between(tokens, number, ":")


def _capital(tokens: Tokens, at: int) -> bool:
    return tokens.raw[at][0].isupper() or tokens.raw[at][0] > "\x7f"


def _between(tokens: Tokens, number: Number, sign: str) -> bool:
    after = tokens.word(number.end) == sign and tokens.glued(number.end) and tokens.is_number(number.end + 1)
    before = tokens.word(number.start - 1) == sign and tokens.glued(number.start) and tokens.is_number(number.start - 2)
    return after or before


def _length_of_time(tokens: Tokens, at: int) -> bool:
    """Whether a unit of time follows, adjectives between: "30 days", "five full working days", "a five-year plan"."""
    units = _time_units()
    if tokens.word(at) in ("-", "‑"):
        return tokens.word(at + 1) in units
    for step in range(4):
        word = tokens.word(at + step)
        if word in units:
            return True
        if not tokens.is_word(at + step) or (word in phrase_ends() and word not in ("more", "and")):
            return word == "or" and tokens.word(at + 1) in ("more", "so") and tokens.word(at + 2) in units
        if step and word.endswith("s") and not word.endswith(("ss", "ous")):
            return False
    return False


def is_year(tokens: Tokens, number: Number, *, followed: bool) -> bool:
    """Whether bare digits are a year: 1500 to 2100, no counted noun behind, or a word of time before."""
    text = tokens.raw[number.start]
    if not (
        number.bare_digits
        and number.end == number.start + 1
        and len(text) == 4
        and text.isdecimal()
        and 1500 <= int(text) < 2200
    ):
        return False
    if tokens.word(number.end) in _AS_OF_YEAR and int(text) >= 1900:  # "above 1990 levels"
        return True
    previous = tokens.word(number.start - 1)
    if previous in _kind("before-year") and not (previous in ("of", "to", "between", "from") and followed):
        return True
    if previous in _kind("month") or previous in _time_units() or tokens.word(number.start - 2) in _kind("month"):
        return True
    return not followed or (1950 <= int(text) < 2050 and int(text) != 2000)


def names_a_thing(tokens: Tokens, number: Number, *, followed: bool) -> bool:
    """Whether the number is part of a name or a reference: "Article 5", "Su-35", "Boeing 737", "No. 4", "10.2.3"."""
    first = number.start
    if (
        _generation(tokens, number)
        or _in_law(tokens, number)
        or (first > 0 and (_glued_before(tokens, first) or _titled(tokens, first) or _behind_short(tokens, first)))
    ):
        return True
    listed = not followed or tokens.word(number.end) == "of"  # "Sections 12 and 14 of the law"
    at = first - 1
    while listed and first - 20 < at > 0 and tokens.low[at] in _LISTING and tokens.is_number(at - 1):
        at -= 2  # "Articles 5 and 6"
    if at > 0 and tokens.low[at] in (".", "(", "["):
        at -= 1
    if at < 0:
        return False
    if _is_reference(tokens, at, first, followed or number.scale > 1):  # "it posts 3 million" is none
        return True
    return _within_name(tokens, number, at) if followed else _proper_name(tokens, number, at)


def _is_reference(tokens: Tokens, at: int, first: int, followed: bool) -> bool:
    """Whether a word makes the number after it a reference: "Article", "No.", "the Group of"."""
    low = tokens.low[at]
    if at < first - 1 and len(low) == 1 and tokens.raw[at].isupper():  # "S. 208"
        return not followed
    if low == "of" and tokens.is_number(at - 1) and tokens.word(at - 2) in table("numbered-things"):  # "Page 3 of 12"
        return True
    if low == "of":
        return at > 0 and (tokens.raw[at - 1] == "Group" or tokens.low[at - 1] in ("age", "ages"))
    known = table("numbered-things")
    rule = known.get(low) or known.get(f"{low}.") or known.get(low.removesuffix("s"))
    if rule == "always":
        return not (followed and low == "no" and at == first - 1)  # "no 5 dollar notes", but "No. 5"
    return (rule == "capital" and tokens.raw[at][0].isupper()) or (rule is not None and not followed)


def _generation(tokens: Tokens, number: Number) -> bool:
    """As in "5G", "4K", "3D": a letter glued to the digits that is no unit."""
    after = tokens.raw[number.end] if number.end < len(tokens) else ""
    return number.bare_digits and len(after) == 1 and after in "ABCDEGKPRSX" and tokens.glued(number.end)


def _in_law(tokens: Tokens, number: Number) -> bool:
    """As in "44 U.S.C. 2107", "501(c)(3)": a title of the code, a section."""
    after = "".join(tokens.raw[number.end : number.end + 5]).upper()
    section = tokens.glued(number.end) and after[:1] == "(" and after[2:3] == ")" and after[1:2].isalpha()
    return number.bare_digits and (section or after.startswith(("U.S.C", "USC", "C.F.R", "CFR")))


def _titled(tokens: Tokens, first: int) -> bool:
    """As in "Citizens of the Two Countries", "the Normandy Four": a number word with a capital inside a sentence."""
    word = tokens.raw[first]
    if tokens.low[first - 1] == "number" and not word[0].isdigit():  # "the number one task"
        return True
    if word == "ONE":  # "AIR FORCE ONE CREW"
        return tokens.raw[first - 1].isupper() and len(tokens.raw[first - 1]) > 1
    if not (word[0].isupper() and word[1:].islower()):
        return False
    quoted = tokens.raw[first - 1] in '“‘"' and first + 1 < len(tokens) and tokens.raw[first + 1][0].isupper()
    return tokens.is_word(first - 1) or quoted  # “One Health”


def _behind_short(tokens: Tokens, first: int) -> bool:
    """As in "Executive Order (EO) 140": the short form of a name with a capital, in brackets, before the number of it."""
    if first < 4 or (tokens.raw[first - 3], tokens.raw[first - 1]) != ("(", ")"):
        return False
    return tokens.raw[first - 2].isupper() and tokens.raw[first - 4][0].isupper() and tokens.is_word(first - 4)


def _glued_before(tokens: Tokens, first: int) -> bool:
    """As in "Su-35", "COVID-19", "G 7/8", "a@b5", but not "minus-130" nor an en dash for a range."""
    if not tokens.glued(first):
        return False
    before = tokens.raw[first - 1]
    if before in (".", ","):
        return tokens.glued(first - 1) and tokens.raw[first - 2][-1].isalnum()
    if before in ("-", "‑") and first > 1 and not tokens.glued(first - 1):
        return tokens.raw[first - 2].isupper() and len(tokens.raw[first - 2]) > 2  # "COVID -19"
    if before in ("-", "‑"):
        stem = tokens.low[first - 2] if first > 1 and tokens.glued(first - 1) else ""
        return stem[-1:].isalnum() and stem not in ("minus", "mid", "sub", "plus", "to")
    return before in _GLUE or before[-1].isalnum()


def _proper_name(tokens: Tokens, number: Number, at: int) -> bool:
    """Whether a name with a capital stands right before bare digits: "Boeing 737", "Nord Stream 2", "the FTSE 100"."""
    word = tokens.raw[at]
    if not number.bare_digits or word.islower() or not word[0].isalpha() or at != number.start - 1:
        return False
    if "." in word and word.isupper():  # "20 Op. A.B.C. 124": a collection that is cited
        return True
    if at == 0 or tokens.low[at - 1] in (".", "!", "?", '"', "“", "—"):
        name = tokens.low[at] not in phrase_ends() and word.isalpha() and not tokens.low[at].endswith("ly")
        return name and (at > 0 or (word.isupper() and len(word) > 1))
    return tokens.low[at] not in phrase_ends()


def _within_name(tokens: Tokens, number: Number, at: int) -> bool:
    """Whether names with a capital stand on both sides of bare digits: "the Union's Merid 3 Purchase Contracts".

    What is counted with a capital of its own is a people ("sent Belmora 300 Corvians") or an abbreviation ("Ardania 12 MPs").
    """
    if not number.bare_digits or at != number.start - 1 or number.end >= len(tokens) or not _inside_sentence(tokens, at):
        return False
    noun = counted(tokens, number.end)
    if noun is None or noun.start != number.end or not tokens.raw[noun.start][0].isupper():
        return False
    head = tokens.raw[noun.end - 1]
    return head[0].isupper() and head[1:].islower() and not singular(head)[0].isupper()


def _inside_sentence(tokens: Tokens, at: int) -> bool:
    """Whether a name with a capital stands there behind other words of its sentence."""
    word = tokens.raw[at]
    return at > 0 and word[0].isupper() and tokens.low[at] not in phrase_ends() and tokens.is_word(at - 1)


def is_age(tokens: Tokens, number: Number) -> bool:
    """Whether a plain number is how old somebody is: "children under 6", "adults over 65"; "workers, over 90," counts."""
    at = number.start - 2
    if number.scale > 1 or not 0 < number.value < _OLDEST or tokens.word(at + 1) not in _YOUNGER_OR_OLDER:
        return False
    at -= tokens.word(at) == "," and tokens.word(at + 1) in _YOUNGER
    return tokens.word(at) in _OF_AN_AGE


def is_page_count(tokens: Tokens, number: Number) -> bool:
    """Whether a line of its own tells what a web page counts of itself: "245 shares"."""
    words = [low for low in tokens.low if low[0].isalpha()]
    return len(tokens) <= _SHORT_LINE and number.start == 0 and len(words) == 1 and words[0] in _PAGE_COUNTS


def is_code(tokens: Tokens, number: Number) -> bool:
    """Whether a number is the first part of a code: "4-F", "3-D"."""
    at = number.end + 1
    letter = at < len(tokens) and tokens.raw[at].isupper() and len(tokens.raw[at]) == 1
    return letter and number.bare_digits and tokens.word(number.end) == "-" and tokens.glued(number.end) and tokens.glued(at)


def is_mark(tokens: Tokens, number: Number) -> bool:
    """Whether digits without a unit are a list mark, a footnote, a telephone number or some other string of digits."""
    if not number.bare_digits:
        return False
    previous, following = tokens.word(number.start - 1), tokens.word(number.end)
    if number.start == 0 and following in (")", "]", "", "."):
        return True
    if previous in ("(", "[") and following in (")", "]"):
        return True
    if tokens.is_number(number.start - 1) or tokens.is_number(number.end) or "*" in (previous, following):
        return True
    digits = tokens.raw[number.start]
    if previous in ("'", "’") and tokens.glued(number.start) and len(digits) == 2:  # "come ’22"
        return True
    padded = len(digits) > 1 and digits[0] == "0" and digits.isdecimal()
    return padded or _glued_in(tokens, number, previous, following)


def _glued_in(tokens: Tokens, number: Number, previous: str, following: str) -> bool:
    """Whether signs or letters glue the digits into something longer: an address, an attribute, a code broken over lines."""
    if previous in ('"', "'") and tokens.word(number.start - 2) == "=":
        return True
    if previous == "-" and tokens.glued(number.start - 1):
        return True
    if not following or not tokens.glued(number.end):
        return False
    return following[0].isalpha() or (following in _GLUE and following not in ":+%")


def is_escape(tokens: Tokens, number: Number, end: int) -> bool:
    """Whether a per cent sign belongs to an address, where it escapes a character: "%20and%20", "fell%200.8%25"."""
    if tokens.word(end - 1) != "%":
        return False
    before = tokens.glued(number.start) and tokens.raw[number.start - 1][-1] in "%=&"
    after = tokens.glued(end) and (tokens.raw[end][0].isalnum() or tokens.raw[end] == "%")
    return before or after


def is_idle(tokens: Tokens, numbers: tuple[Number, ...], *, modified: bool) -> bool:
    """Whether a number without unit says no amount: "the two", a score, "a third country". A modifier speaks against it."""
    first = numbers[0]
    if first.form == "multiple":
        return not _multiplies(tokens, first)
    if modified:
        return first.form == "fraction" and tokens.word(first.end) == "-"
    if first.form == "fraction":
        return _is_no_share(tokens, first)
    if first.form == "vague":
        return tokens.word(first.end) not in ("of", "more")
    if first.form == "words" and abs(first.value) < 100:
        return True
    hyphen = tokens.word(first.end) in ("-", "‑") and tokens.glued(first.end)
    if hyphen and not tokens.glued(first.end + 1):  # broken off: "20- —"
        return True
    if len(numbers) == 2:
        return hyphen or tokens.word(first.end) == "–"
    return first.bare_digits and _is_bare(tokens, first)


def _multiplies(tokens: Tokens, number: Number) -> bool:
    """Whether "twice" or "-fold" multiplies: "twice as many", "rose fourfold"; not "scored twice", "it is twofold"."""
    around = (tokens.word(number.start - 1), tokens.word(number.end))
    if tokens.low[number.end - 1].endswith("fold"):
        return any(word in table("figure-changes") for word in around)
    return around[1] in _COMPARING


def _is_bare(tokens: Tokens, number: Number) -> bool:
    """Whether digits without a unit say no amount: at a sentence's start, before a name, an age between commas, one digit."""
    after = tokens.raw[number.end] if number.end < len(tokens) else ""
    if after == "<" and tokens.low[number.end + 1 : number.end + 2] == ["sup"]:
        return True  # "the 21<sup>st</sup> century"
    if number.start == 0 or (tokens.word(number.start - 1) == after == ","):
        return True
    if tokens.raw[number.start].isdecimal() and after[:1].isupper() and after.isalnum():
        return True
    return number.value < 10 and number.value == number.value.to_integral_value()


def _is_no_share(tokens: Tokens, share: Number) -> bool:
    """Whether a fraction word is an ordinal or part of a saying: "a third country", "the first half", "half-baked"."""
    if "in" in tokens.low[share.start : share.end] or "of" in tokens.low[share.start : share.end]:  # "one in five"
        return False
    following, previous = tokens.word(share.end), tokens.word(share.start - 1)
    if following == "-" or previous in _NO_SHARE_AFTER:
        return True
    if tokens.is_number(share.start):
        return following not in ("of", "the") and tokens.raw[share.end - 1].isdecimal()
    if tokens.low[share.start] == "half":
        return following not in _HALVED
    if tokens.low[share.start] in ("a", "an", "one"):
        return tokens.is_word(share.end) and following not in phrase_ends()
    return False


def is_goal(tokens: Tokens, number: Number) -> bool:
    """Whether "zero" names an aim: "net zero emissions", "zero tolerance"."""
    ahead = tokens.low[number.end : number.end + 4]
    return number.value == 0 and (tokens.word(number.start - 1) in ("net", "-") or any(word in _AIMS for word in ahead))


def is_pronoun(tokens: Tokens, number: Number) -> bool:
    """Whether "one" stands for a thing or belongs to a saying: "one of them", "no one", "one another", "in one way"."""
    previous, following = tokens.word(number.start - 1), tokens.word(number.end)
    if previous in _BEFORE_ONE or following in _IDIOMS or following == "-" or _is_state(tokens, number.end):
        return True
    if following in _ORDINALS or _does(tokens, number.end):  # "take the second one first", "one hit the pier"
        return True
    if following in _SET_PHRASES and previous in ("at", "in", "on", "from", "to", "with"):
        return True
    if tokens.low[number.end + 1 : number.end + 4] == ["at", "a", "time"]:  # "one step at a time"
        return True
    return counted(tokens, number.end, one=True) is None


def _does(tokens: Tokens, at: int) -> bool:
    """Whether a word is a verb in the past with its object behind it, and so what stands before it did something."""
    return verb(tokens.word(at), "past") is not None and phrase_ends().get(tokens.word(at + 1)) == "determiner"


def _is_state(tokens: Tokens, at: int) -> bool:
    """Whether a token is the name of a state, of which there are not several: "the one Ardania policy"."""
    low = tokens.word(at)
    return tokens.is_word(at) and tokens.raw[at][0].isupper() and table("countries").get(low, "").lower() == low
