"""Whether a word without an auxiliary is a verb where it stands, or a noun, or part of a noun phrase."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.readings.grammar.lexicon import nouny, one_of
from servanda.readings.grammar.row import Row, pseudo_gerund

_SINGULAR = frozenset({"he", "she", "it"})
_PLURAL = frozenset({"i", "we", "you", "they"})
_AFTER_VERB = frozenset({"det", "poss", "that", "object", "number"})
"""Classes of words after which a word that may be a noun or a verb is seen to be a verb."""
_RELATIVES = frozenset({"who", "which", "that"})
_LOOK_AHEAD = 14


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word read as a verb."""

    lemma: str
    tense: str
    """A tense, or `shared` where a coordinator gives it that of the verb before."""
    obliges: bool = False
    """Whether "to" and a verb behind it belong to the group: "needs to"."""


def lone_verb(row: Row, i: int, last: int, kind: str) -> Candidate | None:
    """The verb that a word is without an auxiliary; `last` is the verb before, `kind` the form that would join it."""
    low = row.lows[i]
    if low.endswith("ing"):
        return _gerund(row, i, last, kind)
    joined = _joined(row, i, last, kind)
    if joined is not None:
        return joined
    before = _before(row, i)
    past = row.form(i, "past")
    if past is not None and low not in one_of("one-form") and not _lists_things(row, i):
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
    if kind == "participle" and row.form(i, "past") and _leads_on(row, i, row.form(i, "past") or ""):
        return Candidate(row.form(i, "past") or "", "past")  # "noted the progress made in the talks and agreed to meet"
    tag = {"base": "base", "participle": "participle", "past": "past", "present": "base"}.get(kind)
    if tag is None or (base := row.form(i, tag)) is None:
        return None
    if row.low(k) == "," and not _list_of_verbs(row, i, last):
        return None
    noun = row.lows[i] in nouny()
    follows = row.cls(i + 1)
    if noun and tag == "base" and follows not in _AFTER_VERB and not (row.cls(i - 1) == "adverb" or row.cls(k - 1) == "mark"):
        return None
    return Candidate(base, "past" if kind == "past" else "shared")


def _list_of_verbs(row: Row, i: int, last: int) -> bool:
    """Whether a comma before a form goes on with a list of verbs: an object follows, and the list goes on or ends later."""
    return row.cls(i + 1) in ("det", "poss", "prep", "adverb", "that", "object", "number", "") and row.word(i) and last < i - 1


def _past(row: Row, i: int, before: int, last: int, base: str) -> Candidate | None:
    """A form that may be a past or a participle: which it is, the word before tells."""
    cls, low = row.cls(before), row.low(before)
    participle = row.form(i, "participle") is not None
    if row.named(i) and row.capital(i + 1) and (cls in ("mark", "conj") or (cls == "" and row.named(before))):
        return None  # "Lena Marsh, United Nations envoy", "the Ardanian Armed Forces"
    if before < 0:
        return Candidate(base, "participle") if participle and row.cls(i + 1) == "prep" else None
    if cls in ("det", "poss", "prep", "to", "have") or (cls == "number" and before == i - 1) or low.endswith(("'s", "s'")):
        return None
    if cls == "pron" or low in _RELATIVES or (cls == "wh" and low != "what"):
        return Candidate(base, "past")
    if cls == "mark":
        return _past_behind_mark(row, i, low, base, participle=participle)
    if cls in ("conj", "sub", "that"):
        return Candidate(base, "participle" if participle and cls == "sub" else "past")
    if participle and (_modifies(row, i, before, last) or _before_doer(row, i, base)):
        return None
    return Candidate(base, "participle" if participle and _reduced(row, i, last) else "past")


def _lists_things(row: Row, i: int) -> bool:
    """Whether a form in -ed stands before the last of three things: "on ports, roads, and related works"."""
    if not (row.lows[i].endswith("ed") and row.low(i - 2) == "," and row.cls(i - 1) == "conj" and row.word(i + 1)):
        return False
    k = i - 3
    while row.word(k) and i - k < _LOOK_AHEAD:
        k -= 1
    return row.low(k) == "," and i - 3 > k and all(row.form(j, "past") is None for j in range(k + 1, i - 2))


def _past_behind_mark(row: Row, i: int, mark: str, base: str, *, participle: bool) -> Candidate | None:
    if participle and mark in (",", "–", "—", "-") and row.cls(i + 1) == "prep":
        return Candidate(base, "participle")
    return Candidate(base, "past") if mark in (",", ")", "–", "—", "”", '"', "]") else None


def _modifies(row: Row, i: int, before: int, last: int) -> bool:
    """Whether a form in -ed stands before its noun: "support related work", "deliver locally tailored programmes"."""
    if row.word(i + 1) and (before == last or row.low(before) in one_of("attributive")):
        return True
    if row.cls(i + 1) not in ("", "number") or row.cls(before) or row.named(before) or not row.lows[i].endswith("ed"):
        return False
    adjective = row.form(i - 1, "base") is None and not row.lows[i - 1].endswith("s")
    return last >= 0 and adjective and row.cls(i - 2) in ("det", "poss")


def _before_doer(row: Row, i: int, base: str) -> bool:
    """Whether a noun and its own verb follow: "local [elected] officials should", not "he [said] officials should"."""
    return row.word(i + 1) and row.cls(i + 2) in ("modal", "be", "have", "do") and base not in one_of("telling")


def _reduced(row: Row, i: int, last: int) -> bool:
    """Whether a form in -ed tells of the noun before, as a participle: "the measures [agreed] at the meeting will"."""
    follows = row.cls(i + 1)
    if follows == "conj" and row.lows[i] in one_of("needing-object") and _own_verb(row, last, i - 1):
        return True  # "they welcomed the progress made and agreed"
    if row.lows[i] in one_of("devoted") and row.low(i + 1) == "to" and row.form(i + 2, "ing") is not None and last >= 0:
        return True  # "the firms devoted to building it"
    if row.low(i + 1) == "by" or (row.low(i + 1) in ("each", "both", "all") and row.cls(i + 2) in ("modal", "be", "have")):
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
    """Whether a participle tells of the noun before, or opens the sentence: "the decisions [taken] in Lida", "[Given] the"."""
    cls = row.cls(before)
    if before < 0:
        return row.cls(i + 1) in ("prep", "det", "poss", "that")
    return (cls in ("", "number", "mark", "object", "sub", "conj") and row.low(before) not in ("“", "(")) and (
        row.cls(i + 1) in ("prep", "to", "mark", "adverb", "det", "") and not row.word(i + 1)
    )


def _third(row: Row, i: int, before: int, last: int, base: str) -> Candidate | None:
    """A form in -s that may be a verb or a plural."""
    cls, low = row.cls(before), row.low(before)
    found = Candidate(base, "present", obliges=base == "need")
    follows = row.cls(i + 1)
    told = follows == "that" and row.lows[i] in nouny() and base not in one_of("telling")  # "the issues that remain"
    clear = (
        (follows in _AFTER_VERB and not told)
        or _leads_on(row, i, base)
        or f"{row.lows[i]} {row.low(i + 1)}" in one_of("phrasal")
    )
    if low in _SINGULAR or low in _RELATIVES or (low == "this" and clear):
        return found
    if before < 0 or row.capital(i) or cls not in ("", "conj", "mark", "object", "pron"):
        return None
    if cls == "conj":
        return found if clear and last >= 0 else None
    if cls == "mark" and low not in (",", ")", "”", '"', "–", "—"):
        return None
    likely = row.lows[i] not in nouny() and not _own_verb(row, last, before)
    return found if clear or (likely and follows in ("prep", "adverb", "mark", "sub", "wh", "")) else None


def _own_verb(row: Row, last: int, before: int) -> bool:
    """Whether the clause has a verb already, nothing having opened another since."""
    return last >= 0 and not any(
        row.cls(k) in ("that", "conj", "wh", "sub", "mark", "pron") for k in range(last + 1, before + 1)
    )


def _base(row: Row, i: int, before: int, last: int, base: str) -> Candidate | None:
    cls, low = row.cls(before), row.low(before)
    if before < 0 or (cls == "mark" and (_opens_item(row, before) or (low == "," and _numbered(row, before)))):
        return _imperative(row, i, base)
    found = Candidate(base, "present", obliges=base == "need")
    if low in _PLURAL or (low in _RELATIVES and row.cls(i - 1) != "det"):
        noun = low == "that" and row.lows[i] in nouny() and row.cls(i + 1) not in _AFTER_VERB
        return None if noun else found
    if _we_go_on(row, i, before, last, base) or _demanded(row, i, last):
        return found
    if row.capital(i) or cls in ("det", "poss", "prep", "number", "pron", "to", "modal") or _own_verb(row, last, before):
        return None
    if low.endswith(("'s", "s'")):  # "Ardania's promise to build it"
        return None
    return found if _after_several(row, i, before, base) else None


def _after_several(row: Row, i: int, before: int, base: str) -> bool:
    """Whether a base form stands behind a noun as its verb: "both sides [agree] to", "Ardania and Belmora [support] the"."""
    cls, low = row.cls(before), row.low(before)
    noun = row.lows[i] in nouny()
    leads = _leads_on(row, i, base)
    links = base in one_of("linking") and row.word(i + 1)  # "the ministers remain committed"
    clear = row.cls(i + 1) in _AFTER_VERB or leads or links or (before < i - 1 and cls == "" and not noun)
    if low in ("all", "both", "people", "each") or (cls == "" and low.endswith("s") and not low.endswith("ss")):
        opens = before <= 1 and row.word(i + 1) and not row.capital(i + 1)  # "Agencies meet needs"
        return clear or (not noun and (opens or row.cls(i + 1) in ("prep", "sub", "mark", "adverb")))
    if noun:
        return leads and row.capital(before) and _several(row, before)  # "Ardania and Belmora pledge to open"
    return cls == "" and (leads or (clear and _several(row, before)))


def _leads_on(row: Row, i: int, base: str) -> bool:
    """Whether an infinitive follows a verb that often has one: "plans [to open]"."""
    return row.cls(i + 1) == "to" and base in one_of("leading") and row.form(row.skip_adverbs(i + 2), "base") is not None


def _we_go_on(row: Row, i: int, before: int, last: int, base: str) -> bool:
    """Whether a base form goes on with what "we" do: "we welcome the plan, [call] for restraint and [urge] both sides to"."""
    joined = row.low(before) in ("and", ",", "or") and "we" in row.lows[: max(last, i - 1)]
    return joined and (_clearly(row, i) or _leads_on(row, i, base))


def _demanded(row: Row, i: int, last: int) -> bool:
    """Whether a base form is what is demanded: "demand that Belmora [cease]"."""
    if last < 0 or row.low(last + 1) != "that" or not row.lows[last].startswith(_DEMANDING):
        return False
    return row.cls(i - 1) == "" and row.lows[i] not in nouny()


def _clearly(row: Row, i: int) -> bool:
    """Whether what follows a base form shows it to be a verb."""
    follows = row.cls(i + 1)
    if follows in _AFTER_VERB or f"{row.lows[i]}s {row.low(i + 1)}" in one_of("phrasal"):
        return True
    return row.lows[i] not in nouny() and follows in ("", "prep", "adverb")


def _numbered(row: Row, comma: int) -> bool:
    """Whether a comma stands behind an ordinal or a connector that opens the sentence: "Secondly, carry out"."""
    return 0 < comma <= _CONNECTED and (row.low(comma - 1) in one_of("ordinal") or row.low(comma - 1) == "example")


def _several(row: Row, before: int) -> bool:
    """Whether "and" joins the noun before to another: "Ardania and Belmora [agree] to"."""
    return any(row.cls(k) == "conj" for k in range(max(0, before - 6), before))


_CONNECTED = 3
"""Tokens that such words and their comma may take."""
_DEMANDING = ("demand", "propos", "suggest", "recommend", "insist", "ask", "request", "urge")
"""What verbs begin with whose that-clause has a bare verb."""
_ROMAN = frozenset("ivx")
_LIST_MARKS = frozenset({":", "•", "·", ")", "-", "–", "—", ";", "*", "]", "“", '"', "▪", "●", "…"})


def _opens_item(row: Row, mark: int) -> bool:
    """Whether a mark opens an item; a bracket does behind its number or letter, "(b)" or "2)", not behind an aside."""
    if row.low(mark) not in _LIST_MARKS:
        return False
    if row.low(mark) != ")" or mark < _CONNECTED or row.low(mark - 1).isdigit():
        return True
    within = row.low(mark - 1)
    return row.low(mark - 2) == "(" and (len(within) == 1 or not set(within) - _ROMAN)  # "(b)", "(iii)", not "(PRO) Act"


def _imperative(row: Row, i: int, base: str) -> Candidate | None:
    """A base form that opens a sentence, an item of a list or what a colon leads into: "[Strengthen] the border posts"."""
    follows = row.cls(i + 1)
    if follows in ("be", "have", "modal", "do") and row.low(i + 1) not in ("being", "having"):
        return None
    if row.lows[i] in nouny() and not _verb_of_list(row, i, base, follows):
        return None
    return Candidate(base, "imperative")


def _verb_of_list(row: Row, i: int, base: str, follows: str) -> bool:
    """Whether a word that is as often a noun is the imperative that it may be: "Support the work", not "State visits were"."""
    if row.word(i + 1):
        return not (row.capital(i) and row.capital(i + 1)) and not _verb_ahead(row, i + 1)
    leads = follows == "to" and row.form(row.skip_adverbs(i + 2), "base") is not None and base != "be"
    return follows in _AFTER_VERB or follows == "adverb" or leads


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
    before = _before(row, i)
    cls = row.cls(before)
    if other in ("prep", "pronoun") and row.low(i - 1) != "worth" and cls != "to":
        return None
    follows = row.cls(i + 1)
    object_follows = follows in ("det", "poss", "object", "that", "number")
    worked = other == "adjective" and cls == "to" and follows == "prep"  # "committed to working with"
    if other is not None and not (object_follows or worked):
        return None
    if cls in ("det", "poss") and before == i - 1:
        return None
    if cls == "" and 0 <= before == i - 1 and not object_follows and follows not in ("prep", "to"):
        return None
    if row.word(i + 1) and cls not in ("prep", "to", "mark", "conj", "sub", "neg") and before >= 0:
        return None
    if before < 0 and not object_follows and follows not in ("prep", "to", "adverb", ""):
        return None
    shared = kind == "ing" and cls == "conj" and last >= 0
    return Candidate(base, "shared" if shared else "gerund")
