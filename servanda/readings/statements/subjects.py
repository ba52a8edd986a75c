"""What kind of actor the subject of a clause is: "we", a person, a state, a body, a thing."""

from __future__ import annotations

from functools import cache

from servanda.readings.grammar import Sentence, Stretch, Token
from servanda.readings.grammar.lexicon import closed, forms, verb
from servanda.readings.statements.commitments.undertaking import singular
from servanda.words import rows, table, words

_PRONOUNS = {
    "i": "i",
    "we": "we",
    "us": "we",
    "you": "you",
    "he": "person",
    "she": "person",
    "they": "they",
    "them": "they",
    "it": "it",
    "there": "there",
    "who": "who",
    "which": "which",
    "that": "which",
    "this": "this",
    "these": "this",
    "those": "this",
    "both": "both",
    "everyone": "people",
    "everybody": "people",
    "what": "this",
    "nobody": "nobody",
    "none": "nobody",
}
_ABSTRACT = ("tion", "sion", "ment", "ity", "ness", "ance", "ence", "ure", "ship", "ism", "age")
"""Endings of nouns that name an action, a state or a quality."""
_BRACKETED = 4
"""Tokens of a pronoun and a name in brackets at least."""
_BOTH = frozenset({"both", "two", "our", "the", "three", "all", "these"})


_TELLS_WHICH = frozenset(
    ("of", "in", "on", "for", "from", "with", "to", "that", "who", "which", "at", "by", ",", "between", "under")
)
"""Words with which begins what tells which one a noun means."""
_DETERMINING = frozenset(("the", "a", "an", "this", "these", "that", "those", "our", "their", "its", "his", "her"))


@cache
def _acting() -> dict[str, str]:
    return table("acting-nouns")


@cache
def offices() -> dict[str, str]:
    """Nouns of offices and bodies, lower case, with the kind of bearer that each has."""
    return {row[0]: row[1] for row in rows("offices")}


def subject_kind(sentence: Sentence, subject: Stretch | None) -> str:
    """A pronoun's kind (`i`, `we`, `it`, `who`, …), `both`, `person`, `state`, `body`, `people`, `named`, `thing`; `none`."""
    if subject is None:
        return "none"
    inside = [token for token in sentence.tokens if subject[0] <= token.start and token.end <= subject[1]]
    if not inside:
        return "none"
    if len(inside) == 1 or inside[1].lower in ("all", "both", "ourselves", "together"):
        known = _PRONOUNS.get(inside[0].lower)
        if known:
            return known
    if named := _inserted(inside):
        return _noun_kind(named, opens=False)
    if [token.lower for token in inside[-2:]] == ["of", "us"]:
        return "both" if {"both", "two"} & {token.lower for token in inside} else "we"  # "the two of us", "all of us"
    if inside[-1].lower in ("i", "me") or any(token.lower == "we" for token in inside):
        return "we"
    if inside[0].lower.endswith("ing") and len(inside) > 1 and verb(inside[0].lower, "ing") and _governs(sentence, inside[1]):
        return "thing"  # "Developing the industry will help", not "Developing states will help"
    return _noun_kind(_head_part(inside), opens=_opens(sentence, inside[0]))


def head_noun(sentence: Sentence, subject: Stretch) -> str:
    """The noun that tells what a subject is, lower case: "our new [programme] for schools"; empty where there is none."""
    inside = [token for token in sentence.tokens if subject[0] <= token.start and token.end <= subject[1]]
    return _head_part(inside)[-1].lower if inside else ""


def names_matter(sentence: Sentence, subject: Stretch) -> bool:
    """Whether a noun phrase names a matter, an action or a state, of which nothing can be asked: "[solutions] to shape it"."""
    return subject_kind(sentence, subject) == "thing" and is_matter(head_noun(sentence, subject))


def is_matter(noun: str) -> bool:
    """Whether a noun, lower case, names a matter, an action or a state by its ending, or is listed as one."""
    one = singular(noun)
    listed = noun in table("topic-heads") or one in words("progress-matters")
    return (one.endswith(_ABSTRACT) or listed) and one not in _acting() and noun not in _acting()


def _inserted(tokens: list[Token]) -> list[Token]:
    """The name that the publisher puts in brackets behind a word that points: "this [Orel]", "he [the Minister]"."""
    if (
        len(tokens) < _BRACKETED
        or tokens[0].lower not in {*_PRONOUNS, "the"}
        or (tokens[1].text, tokens[-1].text) != ("[", "]")
    ):
        return []
    return tokens[2:-1]


def name_in_brackets(sentence: Sentence, subject: Stretch) -> Stretch | None:
    """Where that name stands in a subject; None where none does."""
    named = _inserted([token for token in sentence.tokens if subject[0] <= token.start and token.end <= subject[1]])
    return (named[0].start, named[-1].end) if named else None


def _head_part(tokens: list[Token]) -> list[Token]:
    """The words up to the head noun: what follows "of", "in", "that", "signing the", "based in" … only tells which."""
    for i, token in enumerate(tokens):
        if i and (token.lower in _TELLS_WHICH or _tells_which(token.lower, tokens[i + 1].lower if i + 1 < len(tokens) else "")):
            return tokens[:i]
    return tokens


def _tells_which(low: str, behind: str) -> bool:
    """Whether a participle leads on from the noun before, by the word behind it."""
    if low.endswith("ing"):
        return behind in _DETERMINING and verb(low, "ing") is not None
    return behind in _TELLS_WHICH - {","} and verb(low, "participle") is not None


def _noun_kind(part: list[Token], *, opens: bool) -> str:
    lows = [token.lower.removesuffix("'s") for token in part]
    phrase = " ".join(low for low in lows if low not in ("the", "a"))
    if phrase in table("countries"):  # before its words are looked at: the United States are one party
        return "state"
    head = singular(lows[-1])
    kind = _acting().get(head) or _acting().get(lows[-1])
    if kind == "both":
        return "both" if lows[0] in _BOTH and lows[-1] != head else "body"
    if kind:
        return kind
    if lows[-1] in table("countries") or lows[-1] in _capitals():
        return "state"
    if office := _of_office(part, lows, head):
        return office
    if len(part) == 1 and opens and _common(lows[0], head):
        return "thing"
    capitals = [token for token in part if token.text[:1].isupper() and token.lower not in ("the", "a", "an")]
    if len(capitals) == len([low for low in lows if low not in ("the", "and", "a", "an")]) and capitals:
        return "named"
    return "thing"


def _governs(sentence: Sentence, token: Token) -> bool:
    """Whether a word behind a gerund is seen to be governed by it."""
    return sentence.classes[sentence.tokens.index(token)] in ("det", "poss", "prep", "to", "object", "number")


def _of_office(part: list[Token], lows: list[str], head: str) -> str | None:
    """What kind of bearer an office has; None where none is named."""
    office = offices().get(head) or offices().get(lows[-1])
    if office:
        return "body" if office == "body" else "person"
    titled = any(offices().get(low) in ("office", "address") for low in lows) and part[-1].text[:1].isupper()
    return "person" if titled else None


def _opens(sentence: Sentence, token: Token) -> bool:
    """Whether a word is the first of its sentence, where a capital tells nothing."""
    return token is next((one for one in sentence.tokens if one.text[0].isalpha()), None)


def _common(word: str, head: str) -> bool:
    """Whether a word is told to be no name by what it is: a small word, a form of a verb, a noun of matters or of action."""
    return (
        bool(closed().get(word))
        or word in forms()
        or head in table("topic-heads")
        or head in words("progress-matters")
        or head.endswith(_ABSTRACT)
    )


@cache
def _capitals() -> frozenset[str]:
    return frozenset(name.lower() for name in table("capitals"))
