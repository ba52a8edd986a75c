"""A sentence's tokens in a row, each with the class of small word that it is, if any."""

from __future__ import annotations

from servanda.readings.grammar.lexicon import closed, forms, gerunds, guessed, one_of
from servanda.readings.grammar.tokens import Token, tokens


class Row:
    """Tokens, their lower-case forms and their classes; what lies outside has neither form nor class."""

    __slots__ = ("classes", "lows", "tokens")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.tokens: tuple[Token, ...] = tuple(tokens(text, start, end))
        self.lows: list[str] = [token.lower for token in self.tokens]
        self.classes: list[str] = [_classes(low) for low in self.lows]
        self._mend()
        self._veil_titles()

    def __len__(self) -> int:
        return len(self.tokens)

    def low(self, i: int) -> str:
        """The lower-case form at a place; empty outside."""
        return self.lows[i] if 0 <= i < len(self.lows) else ""

    def cls(self, i: int) -> str:
        """The class at a place: of `words/data/grammar-words.tsv`, `mark` for marks, empty for any other word and outside."""
        return self.classes[i] if 0 <= i < len(self.classes) else ""

    def word(self, i: int) -> bool:
        """Whether a word of no closed class stands there."""
        return 0 <= i < len(self.classes) and not self.classes[i]

    def capital(self, i: int) -> bool:
        """Whether a word with a capital letter stands there."""
        return 0 <= i < len(self.tokens) and self.tokens[i].text[:1].isupper()

    def named(self, i: int) -> bool:
        """Whether a word stands there that a capital letter tells to be a name: not one that opens the sentence."""
        return self.capital(i) and i > 0 and not self.classes[i] and self.lows[i - 1] not in _OPENING

    def form(self, i: int, tag: str) -> str | None:
        """The base of the verb that stands there in a form ("base", "s", "past", "participle", "ing"); None where none does."""
        if not self.word(i):
            return None
        low = self.lows[i]
        options = forms().get(low)
        if options is None:
            return guessed(low, tag)  # type: ignore[arg-type]
        for option in options:
            if option.tag == tag:
                return option.base
        return None

    def skip_adverbs(self, i: int) -> int:
        """The first place from `i` on where no adverb or negation stands; a short insertion between commas counts as one."""
        while True:
            kind = self.cls(i)
            if kind in ("adverb", "neg") or (kind == "det" and self.lows[i] in _FLOATING and self._verb_follows(i + 1)):
                i += 1
            elif self.low(i) == "(" and self.low(i + 2) == ")" and len(self.low(i + 1)) <= 4:
                i += 3  # the number of an item: "will (i) modify"
            elif self.low(i) == "," and (after := self._insertion(i)):
                i = after
            else:
                return i

    def _verb_follows(self, i: int) -> bool:
        """Whether a verb or what leads to one stands there: "will each [also meet]"."""
        if self.cls(i) in ("adverb", "be", "have"):
            return True
        return any(self.form(i, tag) is not None for tag in ("base", "participle", "ing")) and not self.lows[i].endswith("s")

    def _insertion(self, i: int) -> int:
        """Where an insertion between two commas ends: ", of course,", ", where necessary,"; 0 where none begins."""
        for k in range(i + 2, min(i + 8, len(self))):
            if self.lows[k] == ",":
                return k + 1
            if self.classes[k] in ("modal", "be", "have", "do", "to", "pron", "mark", "conj"):
                return 0
        return 0

    def negated(self, first: int, after: int) -> bool:
        """Whether a negation stands in [first, after)."""
        return any(
            kind == "neg" and self.low(i + 1) not in ("only", "just", "merely", "simply")
            for i, kind in enumerate(self.classes[first:after], first)
        )

    def _mend(self) -> None:
        """Classes that hang on the words beside."""
        classes, lows = self.classes, self.lows
        for i, low in enumerate(lows):
            if low == "'s":
                classes[i] = "object" if self.low(i - 1) == "let" else "be"
            elif (low == "can" and i and classes[i - 1] == "det") or (
                low in ("will", "may") and i and (self._noun_follows(i - 1) or (self.capital(i) and self._month(i)))
            ):
                classes[i] = ""
            elif low.endswith("ing") and classes[i] in ("prep", "sub") and i and classes[i - 1] == "to":
                classes[i] = ""  # "committed to providing"
            elif low == "that" and i and classes[i - 1] == "prep" and lows[i - 1] not in _BEFORE_THAT:
                determines = self.cls(i + 1) in ("", "number") and i + 1 < len(self) and not self.capital(i + 1)
                classes[i] = "det" if determines else "object"  # "the call for that increased presence", "after that, we"
            elif low == "no" and self.low(i + 1) == "longer":
                classes[i], classes[i + 1] = "neg", "adverb"
            elif low in _FLOATING and i and classes[i - 1] == "pron" and self._verb_follows(i + 1):
                classes[i] = "adverb"  # "we each intend"
            elif low in ("provided", "providing") and self._governed(i):
                classes[i] = ""  # "they will be provided food", "we have provided aid"
            elif low == "further" and self.cls(i - 1) == "conj" and self.form(i - 2, "base") and self.form(i + 1, "base"):
                classes[i] = "adverb"  # "to develop and further deepen it"
            elif low == "once" and self._once_upon(i):
                classes[i] = "adverb"
            elif low == "'d":
                better = self.low(i + 1) == "better"
                classes[i] = (
                    "have" if better or (self.form(i + 1, "base") is None and self.form(i + 1, "participle")) else "modal"
                )

    def _governed(self, i: int) -> bool:
        """Whether a word that may lead into a condition is a verb by what stands before it: "be", "have", a pronoun, "by"."""
        before = i - 1
        while before >= 0 and self.classes[before] in ("adverb", "neg"):
            before -= 1
        behind = self.cls(before)
        return behind in ("be", "have", "pron") or (behind in ("prep", "conj") and self.lows[i] == "providing")

    def _once_upon(self, i: int) -> bool:
        """Whether "once" tells when, and opens no clause: "he once said", "once again"."""
        told = self.word(i - 1) and self.form(i + 1, "past") is not None
        return told or self.cls(i - 1) == "pron" or self.low(i + 1) in ("again", "more")

    def _noun_follows(self, i: int) -> bool:
        """Whether a noun must follow a word: "the will", "by May"; not "this will", "both will"."""
        return self.classes[i] in ("poss", "prep") or (self.classes[i] == "det" and self.lows[i] in _NEVER_ALONE)

    def _veil_titles(self) -> None:
        """Hide the words of a short title between marks: in "Belmora remembers" nothing is said."""
        lows, classes = self.lows, self.classes
        opening = -1
        for i, low in enumerate(lows):
            if low not in _QUOTES:
                continue
            inner = classes[opening + 1 : i]
            if opening >= 0 and 0 < len(inner) <= _TITLE and not _SAYING.intersection(inner) and self.capital(opening + 1):
                for k in range(opening + 1, i):
                    lows[k], classes[k] = "·title·", ""
                opening = -1
            else:
                opening = i

    def _month(self, i: int) -> bool:
        """Whether "May" is the month."""
        return self.lows[i] == "may" and (i > 0 and (self.low(i - 1)[:1].isdigit() or self.low(i + 1)[:1].isdigit()))


_NEVER_ALONE = frozenset({"the", "a", "an", "no", "every"})
"""Determiners that are no subjects by themselves."""
_BEFORE_THAT = frozenset({"in", "except", "save", "given"})
"""Prepositions that lead with "that" into a clause: "in that it binds them"."""
_FLOATING = frozenset({"each", "all", "both"})
"""Words that may stand between an auxiliary or a pronoun and the verb: "will each meet", "we each met"."""
_QUOTES = frozenset({'"', "“", "”", "«", "»", "„"})
_TITLE = 6
"""Words a title between marks may have to be taken as one."""
_SAYING = frozenset({"pron", "modal", "be", "have", "do", "mark"})
_OPENING = frozenset({"“", "”", '"', "«", "„", ":", "•", "-", "–", "—", "(", "[", "*", "·"})


def _classes(low: str) -> str:
    known = closed().get(low)
    if known is not None:
        return known
    if low.endswith("ly") and len(low) > 4 and low not in one_of("no-adverb"):
        return "adverb"
    if low[0].isalpha():
        return ""
    return "number" if low[0].isdigit() else "mark"


def pseudo_gerund(low: str) -> str | None:
    """What a word in -ing is where it is no verb: "noun", "adjective", "prep"; None where it is one."""
    return gerunds().get(low)
