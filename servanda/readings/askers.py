"""Who stands behind `Q`: journalists who introduce themselves, follow up, or are named by a colleague."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from servanda.model import Record, Turn
from servanda.readings.introductions import introduction
from servanda.readings.labels import shape
from servanda.readings.letters import CAPITALISED
from servanda.readings.persons import same_person
from servanda.readings.vocabulary import SmallWords
from servanda.words import table, words

SHORT = 320
"""Characters of an answer after which the same asker is likely to go on."""

_PASSES = re.compile(
    r"(?:go ahead|next question|next,? please|yes,? (?:please|sir|ma[’']am)|please,? (?:go|ask)"
    r"|over (?:here|there|to)|(?:back|right|up) (?:here|there)|(?:how|what) about you"
    r"|in the (?:back|front|middle|blue|red|white|green|yellow|pink|black)"
    r"|the (?:gentleman|lady|woman|man|guy|one|person) (?:in|with|over|back|behind)"
    r"|last (?:question|one)|anybody else|anyone else|who else|one more|let[’']s (?:go|take|do)|call on"
    r"|(?:blue|red|white|green|black|pink|yellow) (?:shirt|tie|jacket|dress|suit)"
    r"|прошу(?: вас)?|пожалуйста|adelante|siguiente)[^?]{0,60}$",
    re.I,
)
"""The end of a turn that gives the word to somebody."""
_CALLED = re.compile(
    r"(?:^|[.!?—–]\s+)(?:yes|yeah|okay|ok|all right|and|so|sure|please)?,?\s*"
    rf"(?P<name>{CAPITALISED})(?:,? (?:please|go ahead|back to you|over to you))?[.?!,]*\s*$",
    re.I,
)
"""A name at the end of a turn: "Yes, Steve."."""
_INTERJECTIONS = frozenset(
    ("fine", "beautiful", "wow", "nice", "perfect", "exactly", "correct", "absolutely", "wonderful", "true", "agreed")
)
_FOLLOWS = re.compile(
    r"\s*(?:[—–-]+\s|but\b|and\b|so\b|okay|ok\b|because|can i (?:just )?(?:try|follow)|just to|just a|if i (?:can|could|may)"
    r"|i[’']m sorry|sorry|i mean|no,|yeah|yes|right|well|you (?:said|mentioned)|to follow|following up|follow(?:-| )up"
    r"|(?:the|my) (?:second|other|next|follow-up) (?:question|part)|(?:my|the|that) question (?:is|was)|also)",
    re.I,
)
"""The beginning of a turn whose asker goes on."""
_COLLEAGUE = re.compile(
    rf"\bcolleague,?\s+(?P<name>{CAPITALISED}(?:\s+{CAPITALISED}){{1,3}}?)(?:[’']s?)?"
    r"\s+(?:question|asked|point|was|just|raised|mentioned)"
)
_NAMED_CALL = re.compile(
    r"(?:\b(?:go(?: next| now)? to|call on|(?:start|begin) with|turn to|hear from|over to|next (?:is|up|is up|we have)"
    r"|question (?:is |comes |goes )?(?:from|to)|recogni[sz]e|the floor to)\s+|(?:^|[.!?…—–])\s*)"
    rf"(?P<name>{CAPITALISED}(?:\s+{CAPITALISED}){{1,2}})(?:,? (?:of|from|with|at) [^.?!]{{2,40}}|, [^.?!]{{2,40}})?[.?!]?\s*"
    r"(?:(?:Please|Go ahead|You have|Your question|Your line)[^.?!]{0,60}[.?!]?\s*){0,2}$"
)
"""A full name to which the word is given: "We'll go to Mira Tal. Please state your outlet."."""
_CALL_NAME = rf"(?:{CAPITALISED}|(?:[A-Z]\.){{2,3}})(?:\s+{CAPITALISED}){{0,2}}"
_GO = r"(?:[Gg]o ahead|[Pp]lease|[Yy]ou(?:[’']re| are) (?:next|up))"
_FIRST_CALL = re.compile(rf"\b[Gg]o ahead,\s+(?P<name>{_CALL_NAME})[.!?]?\s*$")
"""A name, however short, to which the word is given in so many words: "Go ahead, Selma."."""
_CALLED_FIRST = re.compile(rf"(?:^|[.!?…—–,]\s*)(?P<name>{_CALL_NAME})(?:,|\s[—–])\s+{_GO}[.!]?\s*$")
"""The same with the name before: "Selma, please."."""
_LONE_CALL = re.compile(
    r"(?:^|[.!?…—–]\s+)"
    r"(?:(?i:yes|yeah|yep|okay|ok|all right|sure|and|so|with that|oh|next|hi|hello|good (?:morning|afternoon))[,.]?\s+)*"
    rf"(?P<name>{_CALL_NAME})[.?]?\s*$"
)
"""A name that stands alone at a turn's end, or behind no more than an "Okay."."""
_BEHIND_CALLS = re.compile(r"(?:\s*\([^()]{2,40}\)|(?<=[.!?])\s*(?:Yeah|Yes|Please|Go ahead|Hi)[.!]?)\s*$")
"""What may stand behind the call: "(Laughter.)", "Go ahead." once more."""
_WORD = re.compile(r"[^\W\d_]{5,}")
_SAME_ASKER = frozenset(("interlocutor", "interlocutora", "zusatzfrage", "follow-up", "follow-up question"))
"""Labels by which a transcriber says that the one who asked goes on."""


def named_askers(record: Record, turns: Sequence[Turn]) -> list[Turn]:
    """The turns with the askers named who say who they are, and their follow-ups."""
    out = [_introduced(record, turn) for turn in turns]
    _called(record, out)
    _follow_up(record, out)
    for index, turn in enumerate(out):
        if _is_unnamed_label(turn) or turn.role == "asker":
            _named_by_colleague(record, out, index)
    return out


def _introduced(record: Record, turn: Turn) -> Turn:
    if not _is_unnamed_label(turn):
        return turn
    said = introduction(record.text, turn.label.end + 1 if turn.label else turn.span.start, turn.span.end)
    if said is None or said.name is None:
        return turn
    return replace(
        turn,
        speaker=said.name,
        rule=f"{turn.rule.partition('+')[0]}+speakers.introduced",
        confidence=min(turn.confidence, 0.93),
    )


def _called(record: Record, turns: list[Turn]) -> None:
    """Name those to whom the turn before gives the word by name."""
    principals = {turn.speaker for turn in turns if turn.role == "principal" and turn.speaker}
    own = {word for name in principals for word in name.split()}
    small = SmallWords(record.text)
    for index in range(1, len(turns)):
        caller = turns[index - 1]
        if not _is_unnamed_label(turns[index]) or caller.role == "asker":
            continue
        said = caller.label.end + 1 if caller.label else caller.span.start
        tail = record.text[max(said, caller.span.end - 220) : caller.span.end].strip()
        match = _NAMED_CALL.search(tail)
        name = " ".join(match.group("name").split()) if match else ""
        if not (name and _is_name(name, small)):
            name = _called_by_first_name(tail, small)
        if name and name not in own and not any(same_person(name, one) for one in principals):
            turns[index] = replace(
                turns[index],
                speaker=name,
                rule=f"{turns[index].rule.partition('+')[0]}+speakers.called",
                confidence=min(turns[index].confidence, 0.85),
            )


def _called_by_first_name(tail: str, small: SmallWords) -> str:
    """The name to which the end of a turn gives the word, as short as it is called; empty where there is none."""
    while (shorter := _BEHIND_CALLS.sub("", tail)) != tail:
        tail = shorter
    given = table("given-names")
    if called := _FIRST_CALL.search(tail):
        name = " ".join(called.group("name").split())
        return name if name.split()[0] in given or _is_name(name, small) else ""
    # What stands before "go ahead", or alone, is as often "Sure", "Oh" or "Sir": it must be initials, or known as a given name.
    called = _CALLED_FIRST.search(tail) or _LONE_CALL.search(tail)
    name = " ".join(called.group("name").split()) if called else ""
    return name if name and ("." in name or name.split()[0] in given) else ""


def _is_name(name: str, small: SmallWords) -> bool:
    """Whether capitalised words are a name: none is an office, a state, or a word that stands in small letters elsewhere."""
    barred = table("offices").keys() | words("function-words") | words("not-labels") | words("outlet-words")
    said = [word.lower() for word in name.split()]
    if any(word in barred for word in said) or " ".join(said) in table("countries"):
        return False
    return not any(word in small for word in said)


def _is_unnamed_label(turn: Turn) -> bool:
    return turn.role == "asker" and turn.speaker is None


def _follow_up(record: Record, turns: list[Turn]) -> None:
    """An asker who goes on after a short answer that did not pass the word is the same."""
    for index in range(1, len(turns)):
        asker, before = turns[index], turns[index - 1]
        if _is_unnamed_label(asker) and before.role == "asker" and before.speaker and _other_label(asker, before):
            turns[index] = _continued(asker, before.speaker)
    for index in range(2, len(turns)):
        asker, answer, before = turns[index], turns[index - 1], turns[index - 2]
        if not (_is_unnamed_label(asker) and answer.role == "principal" and before.role == "asker" and before.speaker):
            continue
        if before.label is None or asker.label is None:
            continue
        same = asker.label.text.lower() in _SAME_ASKER
        if same or (before.label.text == asker.label.text and _goes_on(record, asker, answer)):
            turns[index] = _continued(asker, before.speaker)


def _other_label(asker: Turn, before: Turn) -> bool:
    """`Question:` right behind a turn of `Q`: the same asker, whose words a transcriber parted."""
    if asker.label is None or before.label is None or asker.label.text == before.label.text:
        return False
    seen = shape(before.label.text)
    return seen is not None and seen.role == "asker"


def _continued(asker: Turn, speaker: str) -> Turn:
    return replace(
        asker,
        speaker=speaker,
        rule=f"{asker.rule.partition('+')[0]}+speakers.follow-up",
        confidence=min(asker.confidence, 0.85),
    )


def _goes_on(record: Record, asker: Turn, answer: Turn) -> bool:
    if _passes_word(record, answer):
        return False
    length = answer.span.end - answer.span.start
    assert asker.label is not None  # noqa: S101  an unnamed label is a label
    return length <= SHORT or bool(_FOLLOWS.match(record.text, asker.label.end + 1, asker.span.end))


def _passes_word(record: Record, answer: Turn) -> bool:
    """Whether a turn ends by calling on somebody else."""
    tail = record.text[max(answer.label.end if answer.label else answer.span.start, answer.span.end - 160) : answer.span.end]
    called = _CALLED.search(tail)
    name = called.group("name") if called else ""
    return bool(_PASSES.search(tail)) or (name[:1].isupper() and name.lower() not in words("function-words") | _INTERJECTIONS)


def _named_by_colleague(record: Record, turns: list[Turn], index: int) -> None:
    """Name the unnamed asker of whom a colleague speaks: "I'll take my colleague Mira Tal's question forward"."""
    turn = turns[index]
    match = _COLLEAGUE.search(record.text, turn.span.start, turn.span.end)
    if match is None:
        return
    name = re.sub(r"[’']s$", "", " ".join(match.group("name").split()))
    theme = _theme(turns, index)
    best, most = None, 2
    for place in range(max(0, index - 40), index):
        if _is_unnamed_label(turns[place]):
            shared = len(theme & _content(turns[place].span.text))
            if shared >= most:
                best, most = (place, shared) if shared > most or best is None else (best, most)
    if best is None or (turn.speaker and same_person(turn.speaker, name)):
        return
    turns[best] = _as(turns[best], name)
    _spread(record, turns, best, index, theme)


def _theme(turns: Sequence[Turn], index: int) -> frozenset[str]:
    """Content words of an asker's turn and of his next one."""
    theme = _content(turns[index].span.text)
    for later in turns[index + 1 : index + 3]:
        if later.role == "asker" and (later.speaker == turns[index].speaker):
            theme |= _content(later.span.text)
    return theme


def _content(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text)) - words("function-words")


def _as(turn: Turn, name: str) -> Turn:
    return replace(
        turn,
        speaker=name,
        rule=f"{turn.rule.partition('+')[0]}+speakers.named-by-colleague",
        confidence=min(turn.confidence, 0.85),
    )


def _spread(record: Record, turns: list[Turn], best: int, limit: int, theme: frozenset[str]) -> None:
    """The asker found goes on, backwards and forwards, while nobody else is called on."""
    for place in range(best + 2, limit, 2):
        if not (
            _is_unnamed_label(turns[place])
            and turns[place - 1].role == "principal"
            and _goes_on(record, turns[place], turns[place - 1])
        ):
            break
        turns[place] = _as(turns[place], turns[best].speaker or "")
    for place in range(best - 2, -1, -2):
        same = len(_content(turns[place].span.text) & theme) >= 2
        if not (same and _is_unnamed_label(turns[place]) and _goes_on(record, turns[place + 2], turns[place + 1])):
            break
        turns[place] = _as(turns[place], turns[best].speaker or "")
