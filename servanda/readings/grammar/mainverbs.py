"""Whether a word without an auxiliary is a verb where it stands, or a noun, or part of a noun phrase."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.readings.grammar.lexicon import nouny
from servanda.readings.grammar.row import Row, pseudo_gerund

_SINGULAR = frozenset({"he", "she", "it"})
_PLURAL = frozenset({"i", "we", "you", "they"})
_AFTER_VERB = frozenset({"det", "poss", "that", "object", "number"})
"""Classes of words after which a word that may be a noun or a verb is seen to be a verb."""
_RELATIVES = frozenset({"who", "which", "that"})
_NOUN_BEFORE = frozenset({"", "number", "object"})
_PHRASAL = frozenset(
    {
        ("calls", "on"),
        ("calls", "upon"),
        ("calls", "for"),
        ("appeals", "to"),
        ("looks", "forward"),
        ("works", "towards"),
        ("stands", "ready"),
    }
)
_LEADING = frozenset(
    [
        "want",
        "plan",
        "intend",
        "aim",
        "hope",
        "wish",
        "need",
        "seek",
        "agree",
        "promise",
        "pledge",
        "vow",
        "continue",
        "try",
        "expect",
    ]
    + [
        "propose",
        "undertake",
        "commit",
        "decide",
        "prepare",
        "refuse",
        "threaten",
        "attempt",
        "begin",
        "start",
        "fail",
        "tend",
        "work",
    ]
    + ["strive", "serve", "help", "choose", "manage", "offer", "deserve", "appear", "seem", "have", "remain", "call", "stand"]
)
"""Verbs that an infinitive often follows: "plans to open" holds a verb where "institutes to open" need not."""
_LOOK_AHEAD = 14
_IRREGULAR_DETERMINED = frozenset({"det", "poss", "prep"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word read as a verb."""

    lemma: str
    tense: str
    """A tense, or `shared` where a coordinator gives it that of the verb before."""
    obliges: bool = False
    """Whether "to" and a verb behind it belong to the group: "needs to"."""


def lone_verb(row: Row, i: int, last: int, kind: str) -> Candidate | None:
    """The verb that a word is without an auxiliary; `last` is the token of the verb before, `kind` the form that would join it."""
    low = row.lows[i]
    if low.endswith("ing"):
        return _gerund(row, i, last, kind)
    joined = _joined(row, i, last, kind)
    if joined is not None:
        return joined
    before = _before(row, i)
    past = row.form(i, "past")
    if past is not None and low not in (
        "set",
        "put",
        "cost",
        "cut",
        "let",
        "read",
        "hit",
        "hurt",
        "spread",
        "cast",
        "bet",
        "shut",
        "split",
    ):
        return _past(row, i, before, last, past)
    participle = row.form(i, "participle")
    if participle is not None and row.form(i, "base") is None:
        return Candidate(participle, "participle") if _after_noun(row, before, i) else None
    third = row.form(i, "s")
    if third is not None:
        return _third(row, i, before, last, third)
    base = row.form(i, "base")
    return _base(row, i, before, last, base) if base is not None else None


def _before(row: Row, i: int) -> int:
    """The word before, adverbs left out."""
    k = i - 1
    while row.cls(k) in ("adverb", "neg") and k >= 0:
        k -= 1
    return k


def _joined(row: Row, i: int, last: int, kind: str) -> Candidate | None:
    """A verb that "and", "or" or a comma joins to the one before: "will sign and [ratify]"."""
    k = _before(row, i)
    if last < 0 or kind in ("", "ing") or not (row.cls(k) == "conj" or row.low(k) == ","):
        return None
    tag = {"base": "base", "participle": "participle", "past": "past", "present": "base"}.get(kind)
    if tag is None or (base := row.form(i, tag)) is None:
        return None
    if row.low(k) == "," and not _list_of_verbs(row, i, last):
        return None
    noun = row.lows[i] in nouny()
    follows = row.cls(i + 1)
    if noun and tag == "base" and follows not in _AFTER_VERB and not (row.cls(i - 1) == "adverb" or row.cls(k - 1) == "mark"):
        return None
    if tag == "past" and (follows == "" and row.word(i + 1) and row.form(i + 1, "past") is None and row.cls(k - 1) == ""):
        # "planned and agreed measures" has no verb; "met and discussed trade" has
        return Candidate(base, "shared") if k - 1 == last else Candidate(base, "past")
    return Candidate(base, "past" if kind == "past" else "shared")


def _list_of_verbs(row: Row, i: int, last: int) -> bool:
    """Whether a comma before a form goes on with a list of verbs: an object follows, and the list goes on or ends later."""
    return row.cls(i + 1) in ("det", "poss", "prep", "adverb", "that", "object", "number", "") and row.word(i) and last < i - 1


def _past(row: Row, i: int, before: int, last: int, base: str) -> Candidate | None:
    cls = row.cls(before)
    low = row.low(before)
    if before < 0 or cls in ("det", "poss", "prep", "to", "have") or (cls == "number" and before == i - 1):
        return Candidate(base, "participle") if before < 0 and row.form(i, "participle") and row.cls(i + 1) == "prep" else None
    if cls == "pron" or low in _RELATIVES or (cls == "wh" and low != "what"):
        return Candidate(base, "past")
    if cls == "mark":
        if (
            low in (",", ")", "–", "—", "-", "”", '"')
            and last >= 0
            and row.form(i, "participle")
            and row.cls(i + 1) in ("prep", "")
        ):
            return Candidate(base, "past" if last < before and low != "," and row.cls(i + 1) != "prep" else "participle")
        return Candidate(base, "past") if low in (",", ")", "–", "—", "”", '"', "]") else None
    if cls == "conj" or cls in ("sub", "that"):
        return Candidate(base, "participle" if row.form(i, "participle") and cls == "sub" else "past")
    if row.form(i, "participle") is None:
        return Candidate(base, "past")
    if (
        row.cls(i + 1) in ("", "number")
        and not row.named(before)
        and cls == ""
        and row.lows[i].endswith("ed")
        and _modifies(row, i, last)
    ):
        return None
    return Candidate(base, "participle" if _reduced(row, i, last) else "past")


def _modifies(row: Row, i: int, last: int) -> bool:
    """Whether a form in -ed stands before its noun after an adjective or a noun: "new improved conditions"."""
    return (
        last >= 0
        and row.form(i - 1, "base") is None
        and not row.lows[i - 1].endswith("s")
        and row.cls(i - 2) in ("det", "poss")
    )


def _reduced(row: Row, i: int, last: int) -> bool:
    """Whether a form in -ed tells of the noun before, as a participle: "the measures [agreed] at the meeting will"."""
    follows = row.cls(i + 1)
    if row.low(i + 1) == "by":
        return True
    if follows not in ("prep", "to", "adverb", "mark"):
        return False
    for k in range(i + 1, min(len(row), i + _LOOK_AHEAD)):
        kind = row.cls(k)
        if kind in ("modal", "be", "have", "do"):
            return True
        if kind in ("that", "wh", "sub", "conj", "pron") or row.lows[k] in (";", ":", "."):
            break
    # the clause has its verb already: "presented a plan [drafted] in May"
    return last >= 0 and not any(row.cls(k) in ("that", "conj", "wh", "sub", "mark", "pron") for k in range(last + 1, i))


def _after_noun(row: Row, before: int, i: int) -> bool:
    """Whether a participle tells of the noun before: "the decisions [taken] in Minsk"; or opens the sentence: "[Given] the …"."""
    cls = row.cls(before)
    if before < 0:
        return row.cls(i + 1) in ("prep", "det", "poss", "that")
    return (cls in ("", "number", "mark", "object", "sub", "conj") and row.low(before) not in ("“", "(")) and (
        row.cls(i + 1) in ("prep", "to", "mark", "adverb", "det", "") and not row.word(i + 1)
    )


def _third(row: Row, i: int, before: int, last: int, base: str) -> Candidate | None:
    cls, low = row.cls(before), row.low(before)
    obliges = base == "need"
    if low in _SINGULAR or low in _RELATIVES:
        return Candidate(base, "present", obliges)
    if row.capital(i) or cls in ("det", "poss", "prep", "number", "to") or before < 0:
        return None
    follows = row.cls(i + 1)
    leads = follows == "to" and row.form(row.skip_adverbs(i + 2), "base") is not None
    clear = follows in _AFTER_VERB or (leads and base in _LEADING) or (row.lows[i], row.low(i + 1)) in _PHRASAL
    if cls == "conj":
        return Candidate(base, "present", obliges) if clear and last >= 0 else None
    if cls not in ("", "mark", "object", "pron") or (cls == "mark" and low not in (",", ")", "”", '"', "–", "—")):
        return None
    if row.lows[i] in nouny() and not clear:
        return None
    if not clear and _own_verb(row, last, before):
        return None
    if not clear and follows not in ("prep", "adverb", "mark", "sub", "wh", ""):
        return None
    return Candidate(base, "present", obliges)


def _own_verb(row: Row, last: int, before: int) -> bool:
    """Whether the clause has a verb already, nothing having opened another since."""
    return last >= 0 and not any(
        row.cls(k) in ("that", "conj", "wh", "sub", "mark", "pron") for k in range(last + 1, before + 1)
    )


def _base(row: Row, i: int, before: int, last: int, base: str) -> Candidate | None:
    cls, low = row.cls(before), row.low(before)
    obliges = base == "need"
    follows = row.cls(i + 1)
    if low in _PLURAL or (low in _RELATIVES and row.cls(i - 1) != "det"):
        if low == "that" and row.lows[i] in nouny() and follows not in _AFTER_VERB:
            return None
        return Candidate(base, "present", obliges)
    if before < 0 or (cls == "mark" and (low in _LIST_MARKS or (low == "," and _numbered(row, before)))):
        return _imperative(row, i, base, follows)
    leads = follows == "to" and row.form(row.skip_adverbs(i + 2), "base") is not None and base in _LEADING
    if (
        cls in ("conj", "mark")
        and low in ("and", ",", "or")
        and "we" in row.lows[: max(last, i - 1)]
        and (_clearly(row, i) or leads)
    ):
        return Candidate(base, "present", obliges)  # "we welcome the plan, call for restraint and urge both sides to"
    if (
        last >= 0
        and row.low(last + 1) == "that"
        and row.lows[last].startswith(_DEMANDING)
        and row.cls(i - 1) == ""
        and row.lows[i] not in nouny()
    ):
        return Candidate(base, "present", obliges)  # "demand that Belmora cease"
    if row.capital(i) or cls in ("det", "poss", "prep", "number", "pron", "to", "modal"):
        return None
    clear = follows in _AFTER_VERB or leads
    if before < i - 1 and cls == "" and not row.lows[i] in nouny():
        clear = True
    if cls == "" and leads and row.lows[i] not in nouny() and not _own_verb(row, last, before):
        return Candidate(base, "present", obliges)  # "the union undertake to"
    plural = low.endswith("s") and not low.endswith("ss") and cls == ""
    if plural or low in ("all", "both", "people", "each"):
        fits = clear or (row.lows[i] not in nouny() and follows in ("prep", "sub", "mark", "adverb"))
        return Candidate(base, "present", obliges) if fits and not _own_verb(row, last, before) else None
    if cls == "" and clear and row.lows[i] not in nouny() and not _own_verb(row, last, before) and _several(row, before):
        return Candidate(base, "present", obliges)
    return None


def _clearly(row: Row, i: int) -> bool:
    """Whether what follows a base form shows it to be a verb."""
    follows = row.cls(i + 1)
    if follows in _AFTER_VERB or (row.lows[i] + "s", row.low(i + 1)) in _PHRASAL:
        return True
    return row.lows[i] not in nouny() and follows in ("", "prep", "adverb")


def _numbered(row: Row, comma: int) -> bool:
    """Whether a comma stands behind an ordinal or a connector that opens the sentence: "Secondly, carry out"."""
    return 0 < comma <= _CONNECTED and (row.low(comma - 1) in _ORDINALS or row.low(comma - 1) == "example")


def _several(row: Row, before: int) -> bool:
    """Whether "and" joins the noun before to another: "Ardania and Belmora [agree] to"."""
    return any(row.cls(k) == "conj" for k in range(max(0, before - 6), before))


_ORDINALS = frozenset(
    ["first", "firstly", "second", "secondly", "third", "thirdly", "fourth", "fourthly", "fifth", "fifthly", "sixth", "sixthly"]
    + ["finally", "lastly", "please", "next", "then", "also"]
)
_CONNECTED = 3
"""Tokens that such words and their comma may take."""
_DEMANDING = ("demand", "propos", "suggest", "recommend", "insist", "ask", "request", "urge")
"""What verbs begin with whose that-clause has a bare verb."""
_LIST_MARKS = frozenset({":", "•", "·", ")", "-", "–", "—", ";", "*", "]", "“", '"', "▪", "●", "…"})


def _imperative(row: Row, i: int, base: str, follows: str) -> Candidate | None:
    """A base form that opens a sentence, an item of a list or what a colon leads into: "[Strengthen] the border posts"."""
    if row.capital(i) and row.capital(i + 1) and row.cls(i + 1) == "" and row.lows[i] in nouny():
        return None
    if row.lows[i] in nouny() and follows in ("prep", "conj", "mark", "be", "have", "modal"):
        return None
    if follows in ("be", "have", "modal", "do") and row.low(i + 1) not in ("being", "having"):
        return None
    noun = row.lows[i] in nouny()
    if noun and row.word(i + 1) and _verb_ahead(row, i + 1):
        return None  # "State visits and talks were"
    leads = follows == "to" and row.form(row.skip_adverbs(i + 2), "base") is not None
    seen = follows in _AFTER_VERB or not noun or row.word(i + 1) or follows == "adverb" or leads
    return Candidate(base, "imperative") if seen else None


def _verb_ahead(row: Row, i: int) -> bool:
    """Whether an auxiliary follows before anything that opens another clause."""
    for k in range(i, min(len(row), i + _LOOK_AHEAD)):
        kind = row.cls(k)
        if kind in ("modal", "be", "have"):
            return True
        if kind in ("mark", "that", "wh", "sub", "pron"):
            return False
    return False


def _gerund(row: Row, i: int, last: int, kind: str) -> Candidate | None:
    base = row.form(i, "ing")
    if base is None:
        return None
    other = pseudo_gerund(row.lows[i])
    if other in ("prep", "pronoun"):
        return None
    follows = row.cls(i + 1)
    object_follows = follows in ("det", "poss", "object", "that", "number")
    before = _before(row, i)
    cls = row.cls(before)
    if other is not None and not object_follows:
        return None
    if cls in ("det", "poss") and before == i - 1:
        return None
    if cls == "" and before == i - 1 and not object_follows and follows not in ("prep", "to"):
        return None
    if row.word(i + 1) and cls not in ("prep", "to", "mark", "conj", "sub", "neg") and before >= 0:
        return None
    if before < 0 and not object_follows and follows not in ("prep", "to", "adverb", ""):
        return None
    shared = kind == "ing" and cls == "conj" and last >= 0
    return Candidate(base, "shared" if shared else "gerund")
