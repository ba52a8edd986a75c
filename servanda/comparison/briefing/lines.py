"""How a brief words what it tells: fixed templates in full sentences, around a record's exact words.

Nothing is said of what is true. What nobody reports is *not found*, never *not done*.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from servanda.comparison.findings.sentences.phrases import day_words, quoted
from servanda.comparison.findings.silence import Later
from servanda.model import Claim, Due, Finding, Following, Meeting, Participant, Place, Relation

_FORCE = {
    "pledged": ("said, as an undertaking", "spoke of an undertaking", "told, as an undertaking of {name}"),
    "agreed": ("said, as something agreed", "spoke of something agreed", "told, as something agreed by {name}"),
    "planned": ("said, as something planned", "spoke of something planned", "told, as something planned by {name}"),
    "conditional": (
        "said, as an undertaking on a condition",
        "spoke of an undertaking on a condition",
        "told, as an undertaking of {name} on a condition",
    ),
}
"""How somebody speaks of what he undertakes himself, of what others are to do, and how others tell of him."""
_STATUS = {
    "fulfilled": ("said, as something done", "told, as something done by the account of {name}"),
    "partly_fulfilled": ("said, as something done in part", "told, as something done in part by the account of {name}"),
    "postponed": ("said, as something put off", "told, as something put off by the account of {name}"),
    "stalled": ("said, as something halted", "told, as something halted by the account of {name}"),
    "broken": ("said, as something not kept", "told, as something not kept by the account of {name}"),
}
_STANCE = {
    "supports": ("said, in support", "told, as the position of {name}, in support"),
    "supports_with_conditions": (
        "said, in support, with conditions or questions",
        "told, as the position of {name}, in support, with conditions or questions",
    ),
    "opposes": ("said, against it", "told, as the position of {name}, against it"),
    "undecided": ("said, without deciding", "told, as the position of {name}, not decided"),
}
_OUTCOME = {
    "postponed": ("said, as something put off", "told, as something put off by the account of {name}"),
    "referred": ("said, as something passed on", "told, as something passed on by the account of {name}"),
    "unresolved": ("said, as something not settled", "told, as something not settled by the account of {name}"),
}
_OWN = re.compile(
    r"\b(?:i|we)(?:['’](?:ll|ve))?\b(?:\W+\w+){0,3}?\W+"
    r"(?:will|shall|agree\w*|decid\w*|promis\w*|pledg\w*|plan\w*|intend\w*|undertak\w*|commit\w*)\b"
    r"|\b(?:i|we)['’]ll\b|\b(?:i am|we are|i['’]m|we['’]re) going to\b",
    re.IGNORECASE,
)
"""The first person, and what it undertakes."""
_TOLD = {
    "fulfils": "it was told as done",
    "partly_fulfils": "it was told as done in part",
    "updates": "it was spoken of",
    "contradicts": "it was told otherwise",
}
_FORMATS = {
    "telephone": "by telephone",
    "video": "by video",
    "in_person": "in person",
    "restricted": "in restricted talks",
    "open": "in open talks",
}
_ENDS = (".", "?", "!", "…")
_ISO = re.compile(r"\b\d{4}-\d\d-\d\d\b")
UNNAMED = "a speaker whom the record does not name"
_QUOTED = re.compile(r"“([^“”]*)”")


@dataclass(frozen=True, slots=True)
class Cited:
    """Words in a line, and the place that they are cut from."""

    words: str
    """On one line, cut with ellipses where they are long, without the quotation marks around them."""
    place: Place
    said_by: str | None
    sentence: str | None = None
    """The sentence that the place stands in, where it is at hand."""
    told_by: str | None = None
    reported: bool = False


Draft = tuple["str | Cited", ...]
"""A line before its notes have numbers."""
Teller = Callable[[Place], str | None]
"""Who speaks where a place stands; None for the publisher."""


def cited(claim: Claim, told_by: str | None) -> Cited:
    """A claim's words, in their sentence as far as there is room."""
    words = _cut(_without_label(claim), claim.place.text)
    return _retold(Cited(words=words, place=claim.place, said_by=claim.said_by, sentence=claim.sentence), told_by)


def cited_place(place: Place, said_by: str | None) -> Cited:
    """The words of a place that is no claim."""
    return Cited(words=_cut(place.text), place=place, said_by=said_by)


def speaker_words(name: str | None) -> str | None:
    """A name without the commas that a reading left at its ends."""
    return name.strip(" ,;") or None if name else None


def _retold(one: Cited, told_by: str | None) -> Cited:
    """The same, in whose words it is."""
    reported = told_by is None and one.said_by is not None
    return replace(
        one, said_by=speaker_words(one.said_by), told_by=told_by if told_by != one.said_by else None, reported=reported
    )


def _cut(text: str, within: str | None = None) -> str:
    return quoted(text, within)[1:-1].replace("“", "‘").replace("”", "’")


def _without_label(claim: Claim) -> str:
    """The sentence of a claim, without the label of the turn where it begins with that."""
    label, colon, words = claim.sentence.partition(":")
    surname = (claim.place.speaker or " ").split()[-1:] or [""]
    is_label = bool(colon and surname[0]) and surname[0].casefold() in label.casefold().split()
    return words.strip() if is_label and claim.place.text in words else claim.sentence


def statement(claim: Claim, told_by: str | None, manner: str, retold: str) -> Draft:
    """On which day who said what, and as what; where it is not in his own words, who told it of him."""
    return (f"On {day_words(claim.day)} {clause(claim, told_by, manner, retold)}: ", cited(claim, told_by), ".")


def clause(claim: Claim, told_by: str | None, manner: str, retold: str) -> str:
    """Who said it, in a manner; where another, or the record, tells it of him, who that is."""
    name = speaker_words(claim.said_by)
    if name is None:
        return f"{told_by or 'the record’s publisher'} {manner}"
    if told_by is not None and told_by in name:
        return f"{name} {manner}"
    return f"{told_by or 'the record'} {retold.format(name=name)}"


def promised(claim: Claim, told_by: str | None) -> Draft:
    """Something undertaken."""
    return statement(claim, told_by, *_undertaking(claim))


def _undertaking(claim: Claim) -> tuple[str, str]:
    own, others, retold = _FORCE[claim.values["force"]]
    return own if _OWN.search(claim.place.text) else others, retold


def reported(claim: Claim, told_by: str | None) -> Draft:
    """Something reported as done, put off, halted or not kept."""
    return statement(claim, told_by, *_STATUS[claim.values["status"]])


def position(claim: Claim, told_by: str | None) -> Draft:
    """Where somebody stands."""
    return statement(claim, told_by, *_STANCE[claim.values["stance"]])


def left(claim: Claim, told_by: str | None) -> Draft:
    """Something put off, passed on or not settled."""
    return statement(claim, told_by, *_OUTCOME[claim.values["outcome"]])


def said(claim: Claim, told_by: str | None) -> Draft:
    """Words of a speaker or of a record, and no more."""
    manner = f"{told_by} said" if told_by else "the record has these words"
    own = replace(cited(claim, told_by), said_by=told_by or speaker_words(claim.said_by), told_by=None)
    return (f"On {day_words(claim.day)} {manner}: ", own, ".")


def due(one: Due, told: Relation | None, teller: Teller) -> Draft:
    """Something undertaken by a day, and what later records tell of it: `told`, else the nearest words, else nothing."""
    claim = one.claim
    assert claim is not None  # noqa: S101 - a brief asks of commitments only
    told_by = teller(claim.place)
    day = day_words(one.day)
    opening = f"Due by {day}{', which has passed' if one.passed else ''}: on {day_words(claim.day)} "
    promise: Draft = (f"{opening}{clause(claim, told_by, *_undertaking(claim))}: ", cited(claim, told_by), ".")
    if told:
        return (*promise, *_fate(told, teller))
    if not one.passed and not one.told:
        return promise
    near = one.spoken or (one.told[-1].later.place if one.told else None)
    if near is None:
        return (*promise, f" {silence(Later(one.later_records, one.last_record, one.unread_records))}")
    by = near.speaker or "the record’s publisher"
    return (
        *promise,
        f" The nearest words found since are of {day_words(near.day)}, by {by}: ",
        cited_place(near, near.speaker),
        ".",
    )


def _fate(told: Relation, teller: Teller) -> Draft:
    later = told.later
    told_by = teller(later.place)
    by = speaker_words(later.said_by) or told_by or "the record’s publisher"
    return (f" On {day_words(later.day)} {_TOLD[told.relation]} by {by}: ", cited(later, told_by), ".")


def silence(later: Later) -> str:
    """What it is worth that nothing was found."""
    if not later.records and not later.unread:
        return "No later record of its speakers, its sides or its matter was read."
    noun = "record" if later.records == 1 else "records"
    last = f", the last of {day_words(later.last)}" if later.last else ""
    more = f"; {counted(later.unread, 'more record')} in languages whose statements are not read" if later.unread else ""
    return f"Nothing was found of it in {later.records} later {noun}{last}{more}."


def question(one: Following, reply: Cited) -> Draft:
    """A question that was put to somebody, and the words that withhold the answer."""
    claim = one.claim
    asker = claim.values.get("asker") or "somebody whom the record does not name"
    outlet = f", of {claim.values['outlet']}," if claim.values.get("outlet") else ""
    to = joined(claim.values.get("addressees") or ())
    head = f"On {day_words(claim.day)} {asker}{outlet} asked{f' {to}' if to else ''}: "
    asked = Cited(_cut(one.question.text), one.question, claim.said_by, claim.sentence)
    return (head, asked, f". The reply{f' of {reply.said_by}' if reply.said_by else ''} has these words: ", reply, ".")


def left_open(one: Following, told_by: str | None) -> Draft:
    """A question that somebody attached to a position, and that nothing read settles."""
    claim = one.claim
    place = replace(one.question, entry=claim.place.entry)
    manner = clause(claim, told_by, "left open, stating a position", "told, as left open by {name}")
    head = f"On {day_words(claim.day)} {manner}: "
    return (head, _retold(Cited(_cut(place.text), place, claim.said_by, claim.sentence), told_by), ".")


def finding(one: Finding) -> Draft:
    """What a finding says; its quoted words are those of its places as far as these have them."""
    sides = [place for place in (one.earlier, one.later) if place is not None]
    unsaid = list(sides)
    parts: list[str | Cited] = []
    at = 0
    quotes = list(_QUOTED.finditer(one.sentence))
    for match in quotes[1:] if one.kind == "edited" else quotes:  # of an edit the first names the record
        place = next((side for side in unsaid if _meets(side, match.group(1))), None)
        if place is None:
            continue
        unsaid.remove(place)
        parts += [_spelled(one.sentence[at : match.start()]), Cited(match.group(1), place, place.speaker)]
        at = match.end()
    rest = _spelled(one.sentence[at:])
    if unsaid:
        parts += [f"{rest.rstrip('.')}. The words of the record: ", cited_place(unsaid[0], unsaid[0].speaker)]
        parts += [part for place in unsaid[1:] for part in (" and ", cited_place(place, place.speaker))]
        rest = "."
    return tuple(part for part in (*parts, rest) if part)


def punctuated(parts: Sequence[str | Cited]) -> Draft:
    """The line without a full stop behind words that have their own."""
    told: list[str | Cited] = []
    for part in parts:
        before = told[-1] if told else ""
        own = isinstance(before, Cited) and before.words.endswith(_ENDS)
        told.append(part[1:] if isinstance(part, str) and own and part.startswith(".") else part)
    return tuple(part for part in told if part)


def _spelled(text: str) -> str:
    """A template's words with its days written out."""
    return _ISO.sub(lambda match: day_words(match.group()), text)


def _meets(place: Place, words: str) -> bool:
    """Whether a place has these words, or they are the sentence around it."""
    return holds(place.text, words) or plain(place.text) in plain(words)


def holds(text: str, words: str) -> bool:
    """Whether a text has these words, but for white space, the sort of quotation marks, and ellipses where they are cut."""
    whole = plain(text)
    return all(piece in whole for piece in (plain(piece) for piece in words.split("…")) if piece)


def plain(text: str) -> str:
    """A text with its white space and its quotation marks made one sort."""
    return re.sub(r"\s+", " ", re.sub(r"[“”«»„‘’']", '"', text)).strip(' ",;:.')


def met(meeting: Meeting, what: str) -> Draft:
    """Who was at the last meeting, when, in what form and where; `what` says the last of which meetings."""
    people = [_participant(one) for one in meeting.participants] or list(meeting.states)
    form = " and ".join(_FORMATS[one] for one in meeting.formats)
    where = f", at this place: {meeting.place}" if meeting.place else ""
    accounts = f" {counted(len(meeting.accounts), 'record')} {'tell' if len(meeting.accounts) > 1 else 'tells'} of it."
    head = f"The last meeting {what} was on {day_words(meeting.day)}{f', {form}' if form else ''}{where}. "
    took = f"Named as taking part: {joined(people)}. " if people else ""
    return (f"{head}{took}The record says: ", cited_place(_account(meeting), None), f".{accounts}")


def announced(meeting: Meeting) -> Draft:
    """A meeting that is still to be held."""
    return (f"A meeting on {day_words(meeting.day)} is announced: ", cited_place(_account(meeting), None), ".")


def _account(meeting: Meeting) -> Place:
    """Where an account tells of the meeting; rather in words than in a file's own marks."""
    return min(meeting.accounts, key=lambda place: (not place.text[:1].isalnum(), place.day or "", place.record))


def _participant(one: Participant) -> str:
    office = " of ".join(part for part in (one.office, one.state) if part)
    return f"{one.name} ({office})" if office else one.name


def joined(names: Sequence[str]) -> str:
    """Names in a row: "A, B and C"."""
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part) if names else ""


def counted(count: int, noun: str) -> str:
    """So many of something: 1 record, 2 records."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
