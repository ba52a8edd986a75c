"""How far the name of an instrument reaches, from its head noun to both sides."""

from __future__ import annotations

import re

from servanda.readings.grammar.lexicon import verb
from servanda.readings.treaties.lexicon import dated_words, group, nouns, small_words, states, verbs
from servanda.readings.treaties.row import Row

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?:[-–—](?:\d\d){1,2})?$")
_NUMBER = re.compile(r"[A-Z]{0,6}[-/.]?\d[\w./-]*$|[IVX]{1,5}$")
_LONGEST = 40
"""Words after which no name goes on."""
_LONGEST_BEFORE = 14
"""Words before the head noun beyond which no name begins."""
_MOST_SMALL = 4
"""Small words in a row that may join two capitals of one name."""
_GROUP = re.compile(r"(?:Children|Women|Men|People)['’]s|[A-Z][a-z]+s['’]")
"""For whom an act is made: "the Children's … Act", "the Farmers' … Act"."""
_LETTERS = re.compile(r"[A-Z](?:\.[A-Z])*$")


def year_like(word: str) -> bool:
    """Whether a word is a year in digits, or a range of years."""
    return bool(_YEAR.match(word))


def capitals_before(row: Row, i: int, *, joined: bool = False) -> int:
    """The first word of the run of capitals that ends before word i; i itself where there is none.

    `joined` lets small words join it, as in the titles of acts: "the Freedom to Vote Act".
    """
    first = i
    while first > max(0, i - _LONGEST_BEFORE):
        k = first - 1
        if row.printed(k) in ("-", "–", "&", ".") and first > 1 and _joint_mark(row, k):
            first = k
            continue
        if row.low(k) == "and" and row.capital(k - 1) and first < i and _one_name(row, k, first):
            first = k - 1
            continue
        if row.printed(k) == ")" and row.printed(k - 2) == "(" and row.printed(k - 1).istitle() and row.capital(k - 3):
            first = k - 3  # "European Union (Amendment) Act 2008"
            continue
        if joined and first < i and _GROUP.fullmatch(row.printed(k)) and row.low(k - 1) in ("the", "a", "of", "and"):
            return k  # "the Children's Online Privacy Protection Act"
        if joined and first < i and (start := _title_before(row, k)) is not None:
            return start
        if not _is_name_word(row, k) or row.broken(first):
            break
        first = k
    while first < i and _no_first_word(row, first):
        first += 1
    if (
        first > 0
        and year_like(row.printed(first - 1))
        and row.low(first - 2) not in dated_words()
        and row.printed(first - 2) != ","
    ):
        first -= 1
    return first


def _title_before(row: Row, k: int) -> int | None:
    """Where a title that goes on over small words ending at k begins, right behind "the"; None where it does not."""
    j = k
    while k - j < 2 and row.low(j) in group("title-joints"):
        j -= 1
    if j == k:
        return None
    while _is_name_word(row, j) and row.low(j) not in nouns():
        j -= 1
    return j + 1 if row.low(j) == "the" and j + 1 < k and row.capital(j + 1) else None


def _joint_mark(row: Row, k: int) -> bool:
    if row.printed(k) == ".":
        return row.glued(k) and bool(_LETTERS.match(row.printed(k - 1)))
    return row.capital(k - 1) or row.printed(k - 1) == "."


def _one_name(row: Row, k: int, first: int) -> bool:
    """Whether "and" joins two words of one name ("Plutonium Management and Disposition Agreement"), not two things."""
    before = row.low(k - 1)
    return (
        before not in nouns()
        and before not in states()
        and row.low(first) not in states()
        and _is_name_word(row, k - 1)
        and (row.capital(k - 2) or row.low(k - 2) in ("the", "of") or row.low(k - 3) == "the")
    )


def _is_name_word(row: Row, k: int) -> bool:
    word = row.printed(k)
    if not word[:1].isupper() or row.low(k) in dated_words():
        return False
    return not word.endswith(("'s", "’s", "s'", "s’")) and row.low(k) not in group("determiners")


def _no_first_word(row: Row, k: int) -> bool:
    """Whether a capital is only that of a sentence's beginning, of a title or of a preposition."""
    low = row.low(k)
    return low in small_words() or low in group("determiners") or low in group("connectors") or not row.word(k)


def numbered(row: Row, i: int) -> int:
    """The word after an instrument's number that begins at i ("No. 5 of 2025", "2231 (2015)", "II"); i where there is none."""
    end = i
    if row.low(i) in ("no", "number", "nr", "№", "nos") and (row.capital(i) or row.printed(i + 1) in (".", "№")):
        j = i + 2 if row.printed(i + 1) == "." else i + 1
        if row.printed(j)[:1].isdigit():
            end = j + 1
    elif _NUMBER.match(row.printed(i)) and not _counts(row, i):
        end = i + 1
    if end > i and row.printed(end) == "(" and year_like(row.printed(end + 1)) and row.printed(end + 2) == ")":
        end += 3
    if end > i and row.low(end) == "of" and year_like(row.printed(end + 1)):
        end += 2
    return end


def _counts(row: Row, i: int) -> bool:
    """Whether a number after the noun counts what follows or is a numeral "I" that is the speaker."""
    if row.printed(i) in ("I", "V", "X"):
        return row.printed(i) == "I" and (
            row.low(i + 1) in group("stops") or (row.low(i + 1).isalpha() and not row.capital(i + 1))
        )
    return row.low(i + 1) in ("percent", "per", "%", "countries", "states") or row.low(i + 1) in dated_words()


def phrases_after(row: Row, i: int, *, bare: bool, small: bool = False) -> int:
    """The word after the phrases that belong to a name and begin at i: "on …", "between … and …", "of the United Nations"."""
    end = i
    if not small and row.low(i) == "of" and year_like(row.printed(i + 1)) and bare:
        return i + 2
    for _ in range(4):
        opened = row.low(end)
        if opened == "to" and row.low(end + 1) in group("deeds") and row.capital(end + 1):
            end = _capital_run(row, end + 1, end)
            continue
        if end == i and not (opened in group("openers") or (bare and opened in group("bare-openers"))):
            return _quoted(row, end)
        if opened not in group("openers") and opened not in group("bare-openers"):
            break
        if end > i and opened in ("of", "with", "to"):
            break
        reached = _phrase(row, end, bare=bare, small=small)
        if reached == end:
            break
        end = reached
    return end


def _quoted(row: Row, i: int) -> int:
    """The word after a title in quotation marks."""
    if row.printed(i) in ("“", "«", '"') and row.capital(i + 1):
        for k in range(i + 2, min(len(row), i + _LONGEST)):
            if row.printed(k) in ("”", "»", '"'):
                return k + 1
    return i


def _phrase(row: Row, i: int, *, bare: bool, small: bool) -> int:
    """The end of one phrase whose preposition is word i; i where it is no part of a name."""
    j = i + 1
    if row.low(i) in ("relating", "respect", "with") and row.low(j) in ("to", "of"):
        j += 1
    while row.low(j) in ("the", "a", "an", "their", "its"):
        j += 1
    if not row.word(j) or row.low(j) in group("stops") | group("determiners") | group("connectors") | dated_words():
        return i
    if row.capital(j) or year_like(row.printed(j)):
        return _capital_run(row, j, i)
    if row.printed(j)[:1].isdigit():
        return i
    opened = row.low(i)
    if opened in group("subject-leads"):
        return _small_run(row, j)
    if opened == "between" or (opened == "of" and not small):
        return _small_run(row, j) if _leads_to_capital(row, j) else i
    return _small_run(row, j) if opened in ("for", "against") and bare and not small else i


def _leads_to_capital(row: Row, j: int) -> bool:
    return any(row.capital(j + k) for k in range(4)) and not any(row.low(j + k) in group("stops") for k in range(4))


def _capital_run(row: Row, j: int, opener: int) -> int:
    """The end of a run of capitals joined by small words."""
    end = before = k = j + 1
    limit = min(len(row), opener + _LONGEST)
    between = row.low(opener) in ("between", "of", "with")
    small = 0
    while k < limit and not row.broken(k) and not _run_ends(row, k, between=between):
        taken = _carries_on(row, k, between=between)
        if taken:
            before = end if small else before
            end = k = k + taken
            small = 0
        elif between and small and _goes_small(row, k):
            return _small_run(row, k)
        elif between and (party := _party(row, k)):
            k = party
        elif (row.low(k) in group("connectors") and small < _MOST_SMALL) or _joining_mark(row, k):
            small += row.word(k)
            k += 1
        else:
            break
    return before if _describes_more(row, end) else end


def _describes_more(row: Row, end: int) -> bool:
    """Whether the last capital is an adjective of small words behind it: "… on the Ardanian | nuclear programme"."""
    behind = row.low(end)
    small = (
        behind.isalpha() and not row.capital(end) and behind not in group("stops") | group("connectors") | group("determiners")
    )
    return small and behind not in verbs() and row.low(end - 1) in states() and row.low(end - 2) in ("the", "a", "an")


def _run_ends(row: Row, k: int, *, between: bool) -> bool:
    low = row.low(k)
    if low in ("and", "or", "&"):
        return _other_thing(row, k, between=between)
    return low in dated_words() and row.capital(k)


def _carries_on(row: Row, k: int, *, between: bool) -> int:
    """How many words from k carry a run of capitals on: a capital, a year, "No. 4 of 2025"."""
    word, low = row.printed(k), row.low(k)
    if word == "No" and row.printed(k + 1) == "." and row.printed(k + 2)[:1].isdigit():
        return 5 if row.low(k + 3) == "of" and year_like(row.printed(k + 4)) else 3
    if row.capital(k):
        return 1 if low not in group("stops") or _and_i(row, k, between=between) else 0
    return 1 if year_like(word) and row.low(k - 1) not in ("in", "of") else 0


def _joining_mark(row: Row, k: int) -> bool:
    word = row.printed(k)
    if word == ",":
        return _list_goes_on(row, k)
    if word == ".":
        return bool(_LETTERS.match(row.printed(k - 1)))
    return word in ("-", "–", "’s", "'s", "/")


def _and_i(row: Row, k: int, *, between: bool) -> bool:
    """Whether the speaker is one of those whose instrument it is: "the joint statement of the President and I"."""
    return between and row.printed(k) == "I" and row.low(k - 1) == "and"


def _goes_small(row: Row, k: int) -> bool:
    """Whether a name in small letters goes on behind a preposition: "Treaty between Ardania and Belmora on mutual aid"."""
    opened = row.low(k - 1) if row.low(k - 1) not in ("the", "a") else row.low(k - 2)
    return (
        row.low(k).isalpha()
        and opened in ("on", "concerning", "regarding", "for")
        and row.low(k) not in group("stops") | group("determiners")
    )


def _other_thing(row: Row, k: int, *, between: bool) -> bool:
    """Whether "and" at k begins another thing than the name: another instrument, somebody who acts, a state."""
    j = k + 1
    while row.low(j) in group("determiners"):
        j += 1
    if row.printed(j + 1)[:1].isdigit() and row.low(j) in group("parts"):  # "Resolution 14 and Article 9 of the Treaty"
        return True
    if not row.capital(j) and row.low(j) not in ("joint",):
        return not (between and _party(row, j))
    first = j
    while j < len(row) and (row.capital(j) or row.printed(j) in ("-", "–")) and j < first + 8:
        if row.low(j) in nouns() and (j > first or first > k + 1 or row.low(j + 1) in group("openers")):
            return True
        j += 1
    if any(row.low(j + k) in nouns() for k in (0, 1)) and not between:
        return True
    if between:
        return False
    return row.low(j) in group("stops") - {"not", "so"} or row.low(first) in states()


def _party(row: Row, k: int) -> int:
    """Where the name begins that tells which party to an instrument small words mean: "the member states of [the Union]"."""
    j = k
    while row.low(j) in group("party"):
        j += 1
    if j == k or row.low(j) != "of":
        return 0
    j += 2 if row.low(j + 1) == "the" else 1
    return j if row.capital(j) else 0


def _list_goes_on(row: Row, k: int) -> bool:
    """Whether a comma stands within a list of capitals that ends with "and": "on Friendship, Trade and Mutual Assistance"."""
    for j in range(k + 1, min(len(row), k + 10)):
        low = row.low(j)
        if low in ("and", "or", "&"):
            return (
                j > k + 1 and row.capital(j + 1) and row.low(j + 1) not in states() and not _other_thing(row, j, between=False)
            )
        if low in nouns() or low in dated_words() or not (row.capital(j) or low == ","):
            return False
    return False


def _small_run(row: Row, j: int) -> int:
    """The end of a subject in small letters: up to a mark, a verb, a date or another thing."""
    k, limit = j, min(len(row), j + 25)
    while k < limit and not row.broken(k):
        low = row.low(k)
        if not row.word(k) and row.printed(k) not in ("-", "–", "’s", "'s"):
            break
        if low in group("stops") or (low in dated_words() and row.capital(k)):
            break
        if low in ("in", "at", "on") and (row.low(k + 1) in dated_words() or row.printed(k + 1)[:1].isdigit()):
            break
        if low in ("and", "or") and (row.low(k + 1) in group("determiners") and _other_thing(row, k, between=False)):
            break
        if low in ("and", "or") and _deed(row, k + 1):
            break
        k += 1
    while k > j and (row.low(k - 1) in group("connectors") | group("determiners") or row.low(k - 1).endswith(("'s", "’s"))):
        k -= 1
    return k


def _deed(row: Row, k: int) -> bool:
    """Whether a verb with its object or preposition goes on with the sentence: "the Framework and [call on] the banks"."""
    return row.low(k + 1) in group("determiners") | {"on", "upon", "that"} and verb(row.low(k), "base") is not None


def small_before(row: Row, i: int) -> int:
    """The first of the words in small letters that describe a generic instrument: "free trade" before "agreement"."""
    first = i
    while first > 0 and i - first < 4:
        k = first - 1
        low = row.low(k)
        plain = row.word(k) and low.isalpha() and not low.endswith(("ly", "ed"))
        if not (plain or ("-" in low and row.word(k))) or low in group("stops") or low in group("determiners"):
            break
        if low in small_words() or low in group("connectors") or low in group("generic-left") or low in group("planned"):
            break
        if low.endswith("ing") and low not in ("binding", "lasting", "ceasefire"):
            break
        first = k
    return first
