"""What a statement is on: where the words of a matter begin and end, and how a list of matters parts.

Matters are stretches of a sentence's tokens, half open. They are never reworded: a list parts where a comma, "and" or
"as well as" joins two noun phrases, and is left whole where the grammar does not show that it is one.
"""

from __future__ import annotations

from servanda.readings.grammar import Sentence
from servanda.readings.statements.parts import Run, class_at
from servanda.readings.statements.vocabulary import group, reporting
from servanda.words import table, words

_ENDS = frozenset((";", "<", "…", "?", "!", "•", "\u2013", "\u2014", "--"))
_ADJECTIVES = ("ic", "al", "ive", "ous", "ary", "ian", "ese", "ean")
_DETERMINING = frozenset(("det", "poss"))
_BEHIND_HEADS = frozenset(("prep", "mark", "sub", "that", "wh", "to", "modal", "be", "have", "do"))
_BACK = frozenset(("this", "these", "those", "that", "such", "the"))
_MARKS = frozenset(('"', "“", "”", "«", "»"))


def matter_end(sentence: Sentence, first: int, limit: int) -> int:
    """The token behind a matter that begins at `first`: before a clause, a comment or a sentence's end."""
    depth = 0
    for i in range(first, limit):
        word = sentence.low(i)
        depth += (word == "(") - (word == ")")
        if depth > 0:
            continue
        if depth < 0 or word in _ENDS or (word == ":" and i > first):
            return i
        attributive = is_adjective(sentence.low(i - 1)) and class_at(sentence, i - 2) in (
            "det",
            "poss",
        )  # "a normal, civil tone"
        if word == "," and not attributive and _leads_off(sentence, i + 1):
            return i
        if word == "with" and i > first and _with_whom(sentence, i, limit):
            return i
        if i > first and sentence.classes[i] == "sub" and not word.endswith("ing") and not _as_well_as(sentence, i):
            return i
    return limit


def _leads_off(sentence: Sentence, i: int) -> bool:
    """Whether a clause, a participle or a comment begins behind a comma."""
    i += sentence.low(i) in ("and", "but")
    if any(sentence.low(k) == "of" and sentence.low(k + 1) in ("which", "whom") for k in range(i, i + 5)):
        return True  # "the most important of which"
    opened = next((clause.verb for clause in sentence.clauses if clause.verb.first == i), None)
    if opened is not None and (
        opened.tense in ("participle", "infinitive") or (opened.tense == "gerund" and opened.lemma in reporting())
    ):
        return True
    if class_at(sentence, i) == "prep" and sentence.low(i + 1) in ("which", "whom", "whose"):
        return True
    return sentence.low(i) in words("matter-ends") and not _as_well_as(sentence, i)


def _with_whom(sentence: Sentence, i: int, limit: int) -> bool:
    """Whether "with" leads to those with whom a matter was discussed, not to what belongs to it ("cooperation with")."""
    if sentence.low(i - 1) in group("joint"):
        return False
    for k in range(i + 1, min(limit, i + 7)):
        if sentence.low(k) in words("party-words"):
            return sentence.low(k) not in ("we", "they", "states", "countries", "country", "government")
        if class_at(sentence, k) in ("prep", "mark", "conj"):
            return False
    return False


def trimmed(sentence: Sentence, run: Run) -> Run:
    """A run without marks and small adverbs at its ends."""
    first, after = run
    while first < after and (
        not sentence.low(first)[:1].isalnum() and sentence.low(first) not in ('"', "“", "«", "$", "€", "£")
    ):
        first += 1
    while first < after and (
        sentence.low(after - 1) in group("filler")
        or sentence.low(after - 1) in (",", ".", ":", "-", "as", "and", "in", "detail")
    ):
        after -= 1
    return first, after


def members(sentence: Sentence, run: Run) -> tuple[Run, ...]:
    """The matters that a run lists, in order; the run itself where it is no list."""
    pieces = [piece for whole in _joined(sentence, run) for piece in _by_comma(sentence, whole)]
    pieces = [(first + (sentence.low(first) in ("about", "on", "regarding")), after) for first, after in pieces]
    found = (trimmed(sentence, piece) for piece in pieces)
    return tuple(_closed(sentence, piece) for piece in found if piece[0] < piece[1])


def _closed(sentence: Sentence, run: Run) -> Run:
    """A run with the mark that closes the quotation it holds."""
    open_ = sum(sentence.low(i) in _MARKS for i in range(*run)) % 2
    return (run[0], run[1] + 1) if open_ and sentence.low(run[1]) in _MARKS else run


def without_frame(sentence: Sentence, run: Run) -> Run:
    """A matter without the word that only calls it one: of "the issue of border trade", "border trade"."""
    after = run[1]
    i = issue_in(sentence, run)
    if i is None:
        return run
    leads = sentence.low(i + 1)
    worried = sentence.low(i).startswith("concern")
    if i + 2 < after and leads in (("about", "over", "regarding") if worried else ("of", "concerning", "regarding")):
        return (
            run if sentence.low(i + 2) in group("weight") or sentence.classes[i + 2] in ("adverb", "prep") else (i + 2, after)
        )
    if leads == "related" and sentence.low(i + 2) == "to" and i + 3 < after:
        return i + 3, after
    return run


def issue_in(sentence: Sentence, run: Run) -> int | None:
    """Where a matter's head calls it an issue, question or the like; None where it does not."""
    for i in range(run[0], min(run[1], run[0] + 6)):
        if table("topic-heads").get(sentence.low(i)) == "issue":
            return i
        if sentence.classes[i] not in ("", "det", "poss", "number", "adverb", "conj") and sentence.low(i) != "of":
            return None
    return None


def head_of(sentence: Sentence, run: Run) -> str:
    """The head noun of a run, as far as word order tells: the last word before a preposition, a clause or a mark."""
    first, after = run
    while first < after and sentence.classes[first] in ("det", "poss", "mark"):
        first += 1
    last = first
    while (
        last < after
        and (sentence.classes[last] not in _BEHIND_HEADS or sentence.low(last) in ("'", "’"))
        and not _and(sentence, last)
    ):
        last += 1
    return sentence.low(last - 1) if last > first else ""


def opens_on_pronoun(sentence: Sentence, run: Run) -> bool:
    """Whether a run begins with a pronoun, or with a phrase such as "this issue", that stands for what was said before."""
    said = (run[0], min(run[1], run[0] + 2))
    called = issue_in(sentence, said)
    again = called == run[0] + 1 and sentence.low(run[0]) in _BACK - {"the"}
    return again or (
        sentence.low(run[0]) in group("pronoun") and (run[1] == run[0] + 1 or not _noun_follows(sentence, run[0] + 1))
    )


def is_adjective(word: str) -> bool:
    """Whether a word looks like an adjective, and is none of the nouns that head matters."""
    return word.endswith(_ADJECTIVES) and word not in table("topic-heads")


def points_back(sentence: Sentence, run: Run) -> bool:
    """Whether a matter says nothing by itself: "it", "this", "these issues", "a number of topics"."""
    if sentence.low(run[0]) in group("pronoun") and (run[1] - run[0] == 1 or not _noun_follows(sentence, run[0] + 1)):
        return True
    if sentence.low(run[0]) in ("what", "whatever"):
        return True
    called = issue_in(sentence, run)
    if called is not None and sentence.low(called).startswith("concern") and called + 2 >= run[1]:
        return True
    if called is not None and sentence.low(called) == "concerns" and not _on_what(sentence, called + 1):
        return True  # "raised concerns in ways not seen before"
    if (
        called is not None
        and called == run[0] + 1
        and sentence.low(run[0]) in _BACK
        and sentence.low(called + 1) not in group("gone-with")
    ):
        return True
    said = [sentence.low(i) for i in range(*run) if sentence.low(i)[:1].isalnum()]
    return all(word in words("empty-matter") for word in said)


def _noun_follows(sentence: Sentence, i: int) -> bool:
    """Whether a pronoun's next word makes it a determiner: "this border", not "this together", "that very strongly"."""
    return sentence.classes[i] in ("", "number") and sentence.low(i) not in group("no-noun")


def _on_what(sentence: Sentence, i: int) -> bool:
    leads = sentence.low(i) in ("about", "over", "regarding", "that", "of", "with")
    return leads and class_at(sentence, i + 1) not in ("adverb", "prep")


def _joined(sentence: Sentence, run: Run) -> list[Run]:
    """Parts at "as well as", "along with" and semicolons."""
    pieces = []
    begin, i = run[0], run[0]
    while i < run[1]:
        if _as_well_as(sentence, i):
            pieces.append((begin, i))
            i = begin = i + 3
        else:
            i += 1
    pieces.append((begin, run[1]))
    return [piece for piece in pieces if piece[0] < piece[1]]


def _by_comma(sentence: Sentence, run: Run) -> list[Run]:
    """Parts at the commas of a list, and at the "and" that ends it."""
    cuts = _commas(sentence, run)
    if cuts and any(
        _adjective(sentence, begin, end) for begin, end in zip([run[0], *(cut + 1 for cut in cuts)], cuts, strict=False)
    ):
        return [run]
    pieces = []
    begin = run[0]
    for cut in cuts:
        pieces.append((begin, cut))
        begin = cut + 1
    serial = cuts and sentence.low(cuts[-1] + 1) in ("and", "or")
    last = (begin + 1, run[1]) if serial else (begin, run[1])
    pieces.extend([last] if serial else _by_and(sentence, last, listed=bool(cuts)))
    return [run] if _one_phrase(sentence, pieces) else pieces


def _one_phrase(sentence: Sentence, pieces: list[Run]) -> bool:
    """Whether a list belongs to its first member's last words: "cooperation in trade, energy and transport".

    So do names behind a name ("an agreement with Corvia, Belmora and Tessaly"), and what "to" leads, until something new is
    led in ("ways to employ newcomers, teach them and house them").
    """
    (first, after), others = pieces[0], pieces[1:]
    said = [sentence.low(i) for i in range(first, after)]
    if not others:
        return False
    if "between" in said and "and" not in said:
        return True
    led = (clause.verb for clause in sentence.clauses if not clause.verb.finite)
    if any(first < verb.first < after and "to" in (sentence.low(verb.first), sentence.low(verb.first - 1)) for verb in led):
        return not any(sentence.classes[begin] in _DETERMINING for begin, _ in others)
    governed = any(sentence.classes[i] == "prep" for i in range(first, after - 1))
    return governed and (
        all(end - begin == 1 for begin, end in others)
        or (
            sentence.classes[after - 2] in ("prep", "to")
            and all(_is_name(sentence, run) for run in ((after - 1, after), *others))
        )
    )


def _is_name(sentence: Sentence, run: Run) -> bool:
    first = run[0] + (sentence.low(run[0]) == "the")
    return first < run[1] and all(sentence.tokens[i].text[0].isupper() for i in range(first, run[1]))


def _commas(sentence: Sentence, run: Run) -> list[int]:
    cuts = []
    depth = 0
    for i in range(*run):
        word = sentence.low(i)
        depth += (word == "(") - (word == ")")
        if word != "," or depth:
            continue
        if sentence.low(i + 1) in words("matter-asides") or (
            sentence.low(i + 1) == "in" and sentence.low(i + 2) in ("particular", "part", "addition", "general")
        ):
            break  # what follows explains the member before, to the end
        apposed = sentence.low(i + 1) in words("party-words") and sentence.tokens[i - 1].text[0].isupper()
        if not apposed and class_at(sentence, i + 1) != "prep":  # "at sea, on land": places of one matter
            cuts.append(i)
    return cuts


def _by_and(sentence: Sentence, run: Run, *, listed: bool) -> list[Run]:
    """Parts at the last "and", where a list has come to its end or the second side has a head of its own."""
    for i in range(run[1] - 2, run[0], -1):
        if _and(sentence, i) and (listed or _opens_matter(sentence, run[0], i + 1, run[1])):
            if class_at(sentence, i - 2) in ("det", "prep", "poss") and run[1] - i <= 3:
                return [run]  # "for the near and medium term"
            if sentence.low(i - 1).endswith(_ADJECTIVES) and sentence.low(i - 1) not in table("topic-heads"):
                return [run]  # "European and Euro-Atlantic integration"
            return [(run[0], i), (i + 1, run[1])]
    return [run]


def _opens_matter(sentence: Sentence, begin: int, first: int, limit: int) -> bool:
    """Whether a noun of agendas follows that has a complement of its own: "and the prospects of trade"."""
    head = head_of(sentence, (first, limit))
    if head not in table("topic-heads"):
        return False
    size = next((i - first for i in range(first, limit) if sentence.low(i) == head), 0)
    if size > 4 or sentence.classes[first] in _DETERMINING:
        return size <= 4
    complement = class_at(sentence, first + size + 1) in ("prep", "to")
    if size == 0 and first - begin > 2:
        return complement  # "the peace process and prospects for", not "peace and security in"
    return complement and any(sentence.classes[i] == "prep" for i in range(begin, first))


def _adjective(sentence: Sentence, first: int, after: int) -> bool:
    """Whether a part is a lone adjective, so that the comma behind it parts no nouns."""
    size = after - first
    return size <= 0 or (
        size <= 2 and sentence.low(after - 1).endswith(_ADJECTIVES) and sentence.low(after - 1) not in table("topic-heads")
    )


def _and(sentence: Sentence, i: int) -> bool:
    return sentence.low(i) in ("and", "&")


def _as_well_as(sentence: Sentence, i: int) -> bool:
    return sentence.low(i) == "as" and sentence.low(i + 1) == "well" and sentence.low(i + 2) == "as"
