"""Who stands behind `Q`: journalists who introduce themselves, follow up, or are named by a colleague."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from servanda.model import Record, Turn
from servanda.readings.introductions import introduction
from servanda.readings.letters import CAPITALISED
from servanda.readings.persons import same_person
from servanda.words import words

SHORT = 320
"""Characters of an answer after which the same asker is likely to go on."""

_PASSES = re.compile(
    r"(?:go ahead|next question|next,? please|yes,? (?:please|sir|ma[’']am)|please,? (?:go|ask)|over (?:here|there|to)|(?:back|right|up) (?:here|there)|(?:how|what) about you"
    r"|in the (?:back|front|middle|blue|red|white|green|yellow|pink|purple|black)|the (?:gentleman|lady|woman|man|guy|one|person) (?:in|with|over|back|behind)|last (?:question|one)"
    r"|anybody else|anyone else|who else|one more|let[’']s (?:go|take|do)|call on|(?:blue|red|white|green|black|pink|yellow) (?:shirt|tie|jacket|dress|suit)"
    r"|прошу(?: вас)?|пожалуйста|adelante|siguiente)[^?]{0,60}$",
    re.I,
)
_CALLED = re.compile(
    rf"(?:^|[.!?—–]\s+)(?:yes|yeah|okay|ok|all right|and|so|sure|please)?,?\s*(?P<name>{CAPITALISED})(?:,? (?:please|go ahead|back to you|over to you))?[.?!,]*\s*$",
    re.I,
)
_INTERJECTIONS = frozenset(
    "fine beautiful wow nice perfect exactly correct absolutely wonderful congratulations true definitely fair agreed".split()
)
_FOLLOWS = re.compile(
    r"\s*(?:[—–-]+\s|but\b|and\b|so\b|okay|ok\b|because|can i (?:just )?(?:try|follow)|just to|just a|if i (?:can|could|may)|i[’']m sorry|sorry|i mean|no,|yeah|yes|right|well|you (?:said|mentioned)"
    r"|to follow|following up|follow(?:-| )up|(?:the|my) (?:second|other|next|follow-up) (?:question|part)|(?:my|the|that) question (?:is|was)|also)",
    re.I,
)
_COLLEAGUE = re.compile(
    rf"\bcolleague,?\s+(?P<name>{CAPITALISED}(?:\s+{CAPITALISED}){{1,3}}?)(?:[’']s?)?\s+(?:question|asked|point|was|just|raised|mentioned)"
)
_WORD = re.compile(r"[^\W\d_]{5,}")


def named_askers(record: Record, turns: Sequence[Turn]) -> list[Turn]:
    """The turns with the askers named who say who they are, and their follow-ups."""
    out = [_introduced(record, turn) for turn in turns]
    _follow_up(record, out)
    for index, turn in enumerate(out):
        if _is_unnamed_label(turn) or turn.role == "asker":
            _named_by_colleague(record, out, index)
    return out


def _introduced(record: Record, turn: Turn) -> Turn:
    if not _is_unnamed_label(turn) or turn.label is None:
        return turn
    said = introduction(record.text, turn.label.end + 1, turn.span.end)
    if said is None or said.name is None:
        return turn
    return replace(
        turn,
        speaker=said.name,
        rule=f"{turn.rule.partition('+')[0]}+speakers.introduced",
        confidence=min(turn.confidence, 0.93),
    )


def _is_unnamed_label(turn: Turn) -> bool:
    return turn.role == "asker" and turn.speaker is None


def _follow_up(record: Record, turns: list[Turn]) -> None:
    """An asker who goes on after a short answer that did not pass the word is the same."""
    for index in range(2, len(turns)):
        asker, answer, before = turns[index], turns[index - 1], turns[index - 2]
        if not (_is_unnamed_label(asker) and answer.role == "principal" and before.role == "asker" and before.speaker):
            continue
        if before.label is None or asker.label is None or before.label.text != asker.label.text:
            continue
        if _goes_on(record, asker, answer):
            turns[index] = replace(
                asker,
                speaker=before.speaker,
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
    """ "I'll take my colleague Lalit Jha's question forward": the unnamed asker before who spoke of the same thing."""
    turn = turns[index]
    match = _COLLEAGUE.search(record.text, turn.span.start, turn.span.end)
    if match is None:
        return
    name = re.sub(r"[’']s$", "", " ".join(match.group("name").split()))
    theme = _theme(record, turns, index)
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


def _theme(record: Record, turns: Sequence[Turn], index: int) -> frozenset[str]:
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
