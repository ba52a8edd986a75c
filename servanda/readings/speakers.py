"""From printed label to person: short forms, offices, wrong labels, journalists who say who they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from servanda.model import Anomaly, Reading, Record, Turn
from servanda.readings.askers import named_askers
from servanda.readings.introductions import Introduction, introduction
from servanda.readings.labels import shape
from servanda.readings.officeholders import holder_named, holder_of
from servanda.readings.persons import Titled, full_form, parsed, same_person
from servanda.readings.roster import Roster
from servanda.readings.signed import signed
from servanda.words import words


@dataclass(frozen=True, slots=True)
class _Person:
    """Who a label means."""

    name: str | None
    confidence: float
    rule: str
    anomaly: Anomaly | None = None


def resolve_speakers(reading: Reading) -> Reading:
    """Set `speaker`, `role` and `anomaly` of every spoken turn. A speaker stays None where a careful reader cannot tell."""
    turns = sorted(reading.of(Turn), key=lambda turn: turn.span.start)
    spoken = [turn for turn in turns if turn.role != "publisher"]
    if not spoken:
        return reading
    if any(turn.rule == "turns.markup" for turn in spoken):
        named = _by_voices(reading.record, spoken)
    else:
        named = _by_labels(reading.record, spoken)
        named = named_askers(reading.record, named)
        named = _unlabelled(reading.record, named)
    others = [turn for turn in turns if turn.role == "publisher"]
    return reading.revised(Turn, sorted([*named, *others], key=lambda turn: turn.span.start))


def _by_voices(record: Record, spoken: Sequence[Turn]) -> list[Turn]:
    """Speakers as the markup names them. In captions a name may be short ("President Orel"), or an office that names nobody."""
    voices = [voice for voice in dict.fromkeys(turn.speaker for turn in spoken) if voice]
    talk = record.kind in ("transcript", "briefing")
    roster = Roster(record, voices if talk else [], spoken[0].span.start)
    people = {voice: _voice(voice, roster if talk else None) for voice in voices}
    known = [replace(turn, speaker=people.get(turn.speaker or "")) for turn in spoken]
    if not talk:
        return known
    officials = (people[voice] for voice in voices if (seen := shape(voice)) and seen.kind in ("office", "address"))
    return _roles(record, named_askers(record, known), officials=frozenset(name for name in officials if name))


def _voice(voice: str, roster: Roster | None) -> str | None:
    """Whom a voice in the markup means. A parliament's is followed to the letter: so it cites its members and its chair."""
    seen = shape(voice)
    if roster and seen is not None and seen.kind in ("office", "address"):
        return _person(voice, roster).name
    return full_form(voice, "")


def _by_labels(record: Record, spoken: Sequence[Turn]) -> list[Turn]:
    roster = Roster(record, [turn.label.text for turn in spoken if turn.label], spoken[0].span.start)
    conflicts = _conflicts(record, spoken)
    wrong_offices = _wrong_offices(record, spoken, roster)
    people: dict[str, _Person] = {}
    chairs = _Chairs(record)
    out: list[Turn] = []
    for turn in spoken:
        if turn.label is None:
            out.append(turn)
            continue
        label = turn.label.text
        if label not in people:
            people[label] = conflicts.get(label) or _person(label, roster)
            if label.casefold() == (record.publisher or "").casefold():
                people[label] = _Person(None, 0.95, "speakers.outlet")
        person = chairs.now(turn) or people[label]
        anomaly = person.anomaly or ("office_conflict" if label in wrong_offices else None)
        out.append(
            replace(
                turn,
                speaker=person.name,
                role="asker" if person.rule == "speakers.outlet" else turn.role,
                anomaly=anomaly,
                confidence=round(min(turn.confidence, person.confidence), 2),
                rule=f"{turn.rule}+{person.rule}",
            )
        )
    return _roles(record, out)


def _person(label: str, roster: Roster) -> _Person:
    """Who a label means, by the label and the rest of the record."""
    seen = shape(label)
    base = seen.base if seen else label
    if seen and seen.kind == "role":
        return _Person(None, 0.95, "speakers.unnamed")
    titled = parsed(base)
    note = _chair_in_notes(seen.notes if seen else "")
    if note and (not titled.name or (seen and seen.kind in ("office", "address"))):
        return _Person(note, 0.95, "speakers.chair")
    return _Person(*(roster.full_name(titled) if titled.name else roster.office_holder(titled)))


_CHAIR = re.compile(r"\(\s*+(?:Mr|Mrs|Ms|Dr|Sir|Dame)\.?\s++(?P<name>[^()]+?)\s*+\)")


def _chair_in_notes(notes: str) -> str | None:
    """`The SPEAKER pro tempore (Mr. Brandt)`."""
    match = _CHAIR.search(notes)
    return match.group("name") if match else None


class _Chairs:
    """Who is in the chair: a name in brackets holds until another takes its place ("The PRESIDING OFFICER (Mr. Brandt).")."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._names: dict[str, str] = {}

    def now(self, turn: Turn) -> _Person | None:
        """The chair at a turn of the Congressional Record; None for any other label, and while no name has been printed."""
        if turn.label is None or not turn.rule.startswith("turns.congress") or not turn.label.text.startswith("The "):
            return None
        office, _, notes = turn.label.text.partition(" (")
        named = _chair_in_notes(f"({notes}") if notes else self._from_text(office, turn.span.start)
        if named:
            self._names[office] = named
        name = self._names.get(office)
        return _Person(name, 0.93 if named else 0.85, "speakers.chair") if name else None

    def _from_text(self, office: str, before: int) -> str | None:
        """`with Mr. Brandt (Acting Chairman) in the chair`, in the lines above."""
        if office in self._names:
            return None
        plain = re.escape(office.removeprefix("The "))
        above = self._record.text[max(0, before - 1500) : before]
        match = re.search(rf"(?:Mr|Mrs|Ms|Miss|Dr)\.\s+(?P<name>[^()\n]{{2,40}})\s+\({plain}\)\s+in\s+the\s+chair", above, re.I)
        return match.group("name") if match else None


# Labels that are wrong


def _conflicts(record: Record, spoken: Sequence[Turn]) -> dict[str, _Person]:
    """Labels whose bearer gives another, or a fuller, name when he first has the floor."""
    found: dict[str, _Person] = {}
    if record.kind == "debate":  # a house's own record knows its members; none says who he is
        return found
    met: set[str] = set()
    for turn in spoken:
        label = turn.label
        if label is None or label.text in met:
            continue
        met.add(label.text)
        seen = shape(label.text)
        if seen is None or seen.kind in ("role", "office"):
            continue
        said = introduction(record.text, label.end + 1, turn.span.end)
        printed = parsed(seen.base).name
        if said is None or said.name is None or not printed:
            continue
        if not same_person(printed, said.name) and _may_be_one(printed, said):
            found[label.text] = _Person(said.name, 0.9, "speakers.introduced", "label_conflict")
        elif len(said.name) > len(printed):
            found[label.text] = _Person(said.name, 0.95, "speakers.introduced")
    return found


def _may_be_one(printed: str, said: Introduction) -> bool:
    """Whether a conflicting introduction is the label's bearer's own: it has the surname, or says the outlet plainly."""
    assert said.name is not None  # noqa: S101  the caller looked
    return same_person(printed.rsplit(maxsplit=1)[-1], said.name.split()[-1]) or said.outlet is not None


def _wrong_offices(record: Record, spoken: Sequence[Turn], roster: Roster) -> frozenset[str]:
    """Labels that give somebody an office which the record, or else the list of office holders, gives to another."""
    titles = {label: parsed(base) for label, base in _office_labels(spoken)}
    held: dict[tuple[str, str], list[tuple[str, Titled]]] = {}
    for label, titled in titles.items():
        if titled.office in _SINGLE and titled.state and titled.name:
            held.setdefault((titled.office, titled.state), []).append((label, titled))
    wrong: set[str] = set()
    for (office, state), bearers in held.items():
        for label, titled in bearers:
            rivals = any(not same_person(titled.name, other.name) for _, other in bearers)
            if _belongs_elsewhere(record, titled, office, state, roster, rivals=rivals):
                wrong.add(label)
    return frozenset(wrong)


_SINGLE = frozenset(
    (
        "president",
        "prime minister",
        "chancellor",
        "federal chancellor",
        "foreign minister",
        "minister foreign affairs",
        "king",
        "queen",
    )
)
"""Offices that one person at a time holds in a state."""


def _office_labels(spoken: Sequence[Turn]) -> Iterator[tuple[str, str]]:
    """The labels that name an office and a person, with and without notes."""
    for label in dict.fromkeys(turn.label.text for turn in spoken if turn.label):
        seen = shape(label)
        if seen and seen.kind == "office" and seen.named:
            yield label, seen.base


def _belongs_elsewhere(record: Record, titled: Titled, office: str, state: str, roster: Roster, *, rivals: bool) -> bool:
    """Whether the record gives this person the same office of another state, or the state's office to somebody else."""
    elsewhere = roster.states_of(titled.name, office)
    if elsewhere and state not in elsewhere:
        return True
    month = (record.reference_date or "")[:7] or None
    holder = holder_named(titled.name, office, month)
    if holder is not None and holder.state != state:
        return True
    rightful = holder_of(office, state, month)
    return rivals and rightful is not None and not same_person(titled.name, rightful.name)


# Parts played


def _roles(record: Record, turns: Sequence[Turn], officials: frozenset[str] = frozenset()) -> list[Turn]:
    """The turns of those who have no office and mostly put questions, or say an outlet, made an asker's."""
    turns = _same_parts(turns)
    people: dict[str, list[Turn]] = {}
    for turn in turns:
        if turn.speaker and turn.role == "principal" and turn.speaker not in officials:
            people.setdefault(turn.speaker, []).append(turn)
    formal = any(turn.rule.startswith(("turns.congress", "turns.tag")) for turn in turns) or len(people) > MANY
    if formal or record.kind == "debate" or len(people) + any(turn.role != "principal" for turn in turns) < 2:
        return list(turns)
    askers = {name for name, mine in people.items() if _is_asker(record, mine)}
    return [replace(turn, role="asker") if turn.speaker in askers and turn.role == "principal" else turn for turn in turns]


def _same_parts(turns: Sequence[Turn]) -> list[Turn]:
    """Who is once called a host or a correspondent beside his name is one in all his turns."""
    parts = {turn.speaker: turn.role for turn in turns if turn.speaker and turn.role in ("asker", "other")}
    return [replace(turn, role=parts[turn.speaker]) if turn.speaker in parts else turn for turn in turns]


MANY = 40
"""Persons; a record with more is an assembly, whose members are no journalists."""


def _is_asker(record: Record, turns: Sequence[Turn]) -> bool:
    shapes = [seen for turn in turns if turn.label and (seen := shape(turn.label.text))]
    if any(seen.kind in ("office", "address") or ("," in seen.base and seen.role is None) for seen in shapes):
        return False
    return any(_has_outlet(seen.notes) for seen in shapes) or _asks(record, turns)


_NO_OUTLET = re.compile(r"\b(?:spoke|speaking|in|via|retranslated|translated|interpreted|as|continued|through)\b|\d:\d", re.I)


_QUESTION = re.compile("[?？]")
_ASKING = re.compile(
    r"\b(?:my|a|one|first|the) question (?:is|for|to|about)\b|\bI have (?:a|two|one) questions?\b|\bвопрос\b", re.I
)


def _has_outlet(notes: str) -> bool:
    return bool(notes) and not _NO_OUTLET.search(notes)


def _asks(record: Record, turns: Sequence[Turn]) -> bool:
    """Whether most of a person's turns ask, or he says which outlet he is from."""
    asking: list[bool] = []
    for turn in turns:
        body = turn.label.end + 1 if turn.label else turn.span.start
        if introduction(record.text, body, turn.span.end):
            return True
        asking.append(_puts_question(record.text, body, turn.span.end))
    return 2 * sum(asking) + asking[0] > len(asking)  # of two turns, the first tells


def _puts_question(text: str, start: int, end: int) -> bool:
    """A question near the turn's end, and no long speech before it."""
    return end - start < 2500 and bool(_QUESTION.search(text, max(start, end - 250), end) or _ASKING.search(text, start, end))


# Turns without a label


def _unlabelled(record: Record, turns: Sequence[Turn]) -> list[Turn]:
    out = list(turns)
    for index, turn in enumerate(turns):
        if turn.label is not None or turn.speaker is not None:
            continue
        if turn.rule == "turns.opening":
            other = _only_other(turn, turns[index + 1 :])
            out[index] = replace(turn, speaker=other, rule="turns.opening+speakers.only-other" if other else turn.rule)
        elif turn.rule == "turns.signed":
            written = signed(record)
            name = Roster(record, [], turn.span.start).full_name(parsed(written.name.text)) if written else None
            out[index] = replace(turn, speaker=name[0], rule=f"{turn.rule}+{name[2]}") if name else turn
        elif turn.rule == "turns.address":
            found = Roster(record, [], turn.span.start).speaker_of_address()
            out[index] = replace(
                turn, speaker=found[0], confidence=min(turn.confidence, found[1]), rule=f"{turn.rule}+{found[2]}"
            )
    return out


def _only_other(turn: Turn, after: Sequence[Turn]) -> str | None:
    """The one principal who neither speaks next nor is spoken to by name."""
    principals = [one.speaker for one in after if one.role == "principal" and one.speaker]
    next_speaker = after[0].speaker if after else None
    left = {name for name in principals if name != next_speaker and not _is_addressed(turn.span.text, name)}
    return next(iter(left)) if len(left) == 1 else None


def _is_addressed(text: str, name: str) -> bool:
    """Whether somebody is spoken to by name: "President Orel, I am grateful to you"."""
    surname = re.escape(name.rsplit(maxsplit=1)[-1])
    return bool(re.search(rf"(?:^|[.!?]\s+)[^.!?\n]{{0,40}}{surname},", text)) and surname.lower() not in words(
        "function-words"
    )
