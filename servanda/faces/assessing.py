"""Assessments told in lines: a commitment's sheet, the terms of an agreement, what waits at the desk, the register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from servanda.faces import chronicle
from servanda.faces.telling import line
from servanda.faces.wording import counted

if TYPE_CHECKING:
    from servanda.comparison.assessing.sheets import Terms
    from servanda.faces.terminal import Fragment, Line
    from servanda.model import Assessment, Claim, Desk, Evidence, PartyReply, Place, Ruling, Sheet, Waiting

SIDES = {
    "holder": "by the side of who said it",
    "other": "by the other side",
    "together": "by both sides together",
    "third": "by others, or by somebody whose side is not told",
    "publisher": "in a publisher's words",
}
STATES = {
    "unruled": "nobody has ruled",
    "ruled": "ruled by one assessor",
    "second_wanted": "a second assessor is wanted",
    "agreed": "two assessors agree",
    "disagreed": "assessors differ, and nobody has settled it",
    "settled": "settled",
    "stale": "stale: what was ruled holds no longer",
}
_COUNTED = {
    "unruled": "not ruled",
    "ruled": "ruled by one assessor",
    "second_wanted": "waiting for a second assessor",
    "disagreed": "seen differently",
}
"""States where they are counted."""
_PARTS = {"first": "", "second": ", as second assessor", "settling": ", settling it"}
_LONG = 500
_SHORT = 160


def ruling_words(name: str) -> str:
    """A ruling as people write it: `partly kept`."""
    return name.replace("_", " ")


def who(claim: Claim) -> str:
    """How firmly a commitment was taken on, by whom, on which day and where."""
    force = claim.values.get("force") or claim.kind
    if not claim.said_by and claim.values.get("voice") != "speaker":
        by = ", as the publisher tells"  # who agreed or planned it is not told: surely not the publisher
    else:
        by = f" by {chronicle.who(claim)}"
    return f"{force}{by}, {claim.day or 'no date'}, {chronicle.record_of(claim.place)}"


def sheet_lines(sheet: Sheet, asked: str) -> Iterator[Line]:
    """All that an assessor has before him."""
    yield from _commitment(sheet, asked)
    yield from _test(sheet.assessment)
    if sheet.claim is not None:
        yield from _evidence(sheet, asked)
    yield from _rulings(sheet, asked)
    yield from _replies(sheet.assessment.replies)


def terms_lines(terms: Terms, asked: str) -> Iterator[Line]:
    """The terms of an agreement, one below the other."""
    yield line((terms.title, "strong"))
    yield line((f"{asked}: {counted(len(terms.sheets), 'commitment')}", "quiet"))
    for sheet in terms.sheets:
        yield line()
        yield from _short(sheet, standing_words(sheet))


def desk_lines(desk: Desk, asked: str) -> Iterator[Line]:
    """What waits, and how far the assessors are."""
    if desk.waiting:
        yield line((f"{asked}: waits for somebody to rule", "strong"))
    else:
        yield line((f"{asked}: nothing waits.", ""))
    for one in desk.waiting:
        yield from _waiting(one)
    yield line()
    for title, counts in (("Ruled", desk.rulings), ("Assessments", desk.states), ("By assessor", desk.assessors)):
        if counts:
            told = ", ".join(f"{_COUNTED.get(name, ruling_words(name))} {count}" for name, count in counts.items())
            yield line((f"{title}: ", "quiet"), (told, ""))
    for count, words in (
        (desk.more, "more: --limit tells them too"),
        (desk.earlier, "due earlier: --since DATE tells them too"),
        (desk.undated, "without a day: `servanda commitments` lists them"),
    ):
        if count:
            yield line((f"{counted(count, 'commitment')} {words}.", "quiet"))


def register_lines(sheets: Sequence[Sheet], asked: str) -> Iterator[Line]:
    """All that was assessed."""
    if not sheets:
        yield line((f"{asked}: nothing was assessed.", ""))
        return
    yield line((f"{asked}: {counted_words(sheets)}", "strong"))
    for sheet in sheets:
        yield line()
        yield from _short(sheet, standing_words(sheet))
        for ruling in sheet.assessment.rulings:
            yield from _ruling(ruling)
        for reply in sheet.assessment.replies:
            yield _reply(reply)


def counted_words(sheets: Sequence[Sheet]) -> str:
    """How many commitments were assessed, and how many stand under each ruling."""
    counts = Counter(sheet.assessment.ruling or sheet.assessment.state for sheet in sheets)
    told = ", ".join(f"{_COUNTED.get(name, ruling_words(name))} {counts[name]}" for name in sorted(counts))
    return counted(len(sheets), "assessment") + (f": {told}" if told else "") + "."


def register_rows(sheets: Iterable[Sheet]) -> Iterator[dict[str, Any]]:
    """A row for each commitment, for spreadsheets; several in one cell are parted by bars."""
    for sheet in sheets:
        claim, assessment = sheet.claim, sheet.assessment
        places = [place for ruling in assessment.rulings if not ruling.stale for place in ruling.evidence]
        yield {
            "entry": assessment.entry,
            "words": claim.place.text if claim else None,
            "holder": chronicle.who(claim) if claim else None,
            "actor": claim.values.get("actor") if claim else None,
            "date": claim.day if claim else None,
            "source": claim.place.source if claim else None,
            "start": claim.place.start if claim else None,
            "end": claim.place.end if claim else None,
            "due": sheet.due,
            "state": assessment.state,
            "ruling": assessment.ruling,
            "rulings": _joined(
                f"{ruling_words(one.name)}{signature(one)}{f': {one.why}' if one.why else ''}" for one in assessment.rulings
            ),
            "stale": _joined(reason for one in assessment.rulings for reason in one.stale),
            "evidence": _joined(
                f"{place.day} {place.speaker or 'publisher'}, {chronicle.record_of(place)}: “{place.text}”" for place in places
            ),
            "test_kept": assessment.test.kept,
            "test_partly": assessment.test.partly,
            "test_broken": assessment.test.broken,
            "replies": _joined(f"{one.by}: “{one.words}”" for one in assessment.replies),
        }


def _joined(parts: Iterable[str]) -> str:
    return " | ".join(parts)


def relied_on(evidence: Iterable[Mapping[str, Any]]) -> Iterator[Line]:
    """The places that a ruling keeps."""
    from servanda.comparison.assessing.assessments import place_in

    for values in evidence:
        yield line(*_relied(place_in(values)), indent="  ")


def standing_words(sheet: Sheet) -> str:
    """How an assessment stands, in a few words."""
    assessment = sheet.assessment
    ruling = f"{ruling_words(assessment.ruling)}: " if assessment.ruling else ""
    return f"{ruling}{STATES[assessment.state]}"


def _commitment(sheet: Sheet, asked: str) -> Iterator[Line]:
    claim = sheet.claim
    yield line((sheet.assessment.entry, "strong"))
    if claim is None:
        yield line(("Its words are gone from the records as they are now; what was decided of them is kept.", "problem"))
        return
    yield line((who(claim), "quiet"), indent="  ")
    yield line((chronicle.quoted(claim.place, _LONG), ""), indent="  ")
    actor = str(claim.values.get("actor") or "").strip(" ,;") or "not named"
    yield line(("who is to act: ", "quiet"), (actor, "speaker"), ("; ", "quiet"), (due_words(sheet, asked), ""), indent="  ")
    if claim.values.get("condition"):
        yield line(("on condition: ", "quiet"), (f"“{claim.values['condition']}”", ""), indent="  ")


def _within(asked: str) -> str:
    """The day that is asked for, as it stands within a sentence."""
    return asked[:1].lower() + asked[1:]


def due_words(sheet: Sheet, asked: str) -> str:
    """By when it is due, and whether that day is past."""
    if sheet.due is None:
        return "no day is named"
    return f"due by {sheet.due}" + (f", which is past ({_within(asked)})" if sheet.passed else "")


def _test(assessment: Assessment) -> Iterator[Line]:
    test = assessment.test
    parts = [
        (name, words) for name, words in (("kept", test.kept), ("partly kept", test.partly), ("broken", test.broken)) if words
    ]
    yield line()
    if not parts:
        yield line(("Test: none is drafted for it; --test words one.", "quiet"))
        return
    worded = f"worded by {test.by or 'somebody'}, {(test.at or 'no date')[:10]}" if test.number else "drafted when it was read"
    yield line(("Test", "strong"), (f" · {worded}", "quiet"))
    for name, words in parts:
        yield line((f"{name}: ", "quiet"), (words, ""), indent="  ")


def _evidence(sheet: Sheet, asked: str) -> Iterator[Line]:
    yield line()
    yield line(("Evidence", "strong"), (f" · proposed from later records; to rule is yours · {_within(asked)}", "quiet"))
    if not sheet.evidence:
        yield line((_silence(sheet), ""), indent="  ")
    for side, title in SIDES.items():
        own = [one for one in sheet.evidence if one.side == side]
        if own:
            yield line((title, "quiet"), indent="  ")
        for one in own:
            yield from _proposed(one)
    if sheet.unsure:
        more = f"{counted(sheet.unsure, 'more place')} bear{'s' if sheet.unsure == 1 else ''} on it less plainly"
        yield line((f"{more}: --all shows {'it' if sheet.unsure == 1 else 'them'} too.", "quiet"), indent="  ")


def _silence(sheet: Sheet) -> str:
    """What it is worth that nothing was found."""
    from servanda.comparison.findings.silence import Later

    later = Later(sheet.later_records or 0, sheet.last_record, sheet.unread_records or 0)
    if not sheet.later_records and not sheet.unread_records:
        return "No later record of its speakers, its sides or its matter was read."
    plainly = "Nothing plain found" if sheet.unsure else "Nothing found"
    return f"{plainly} in {later.words}."


def _proposed(one: Evidence) -> Iterator[Line]:
    place = one.place
    by = one.said_by or "publisher"
    where = f"{chronicle.record_of(place)} {place.start}–{place.end}"
    yield line(
        (f"{one.number} · ", "strong"), (f"{place.day} · ", "time"), (by, "speaker"), (f" · {where}", "quiet"), indent="    "
    )
    yield line((chronicle.quoted(place, _LONG), ""), indent="        ")
    yield line((f"({'; '.join(one.why)})", "quiet"), indent="        ")


def _as_of(asked: str) -> tuple[tuple[str, str], ...]:
    """A ruling has the day on which it was made, often later than the day that is asked for: it is not shown then."""
    return () if asked.endswith("today") else ((f" · {_within(asked)}: later rulings are not shown", "quiet"),)


def _rulings(sheet: Sheet, asked: str) -> Iterator[Line]:
    assessment = sheet.assessment
    yield line()
    yield line(("Rulings", "strong"), (f" · {standing_words(sheet)}", "quiet"), *_as_of(asked))
    for ruling in assessment.rulings:
        yield from _ruling(ruling)
    if sheet.hidden:
        words = f"{counted(sheet.hidden, 'ruling')} kept from sight until the second assessor has ruled: --unblind shows "
        yield line((words + ("it." if sheet.hidden == 1 else "them."), "quiet"), indent="  ")


def signature(one: Ruling) -> str:
    """Who ruled as what, when, and by which decision."""
    blind = ", without sight of the other's" if one.blind else ""
    return f", by {one.by or 'somebody'}{_PARTS[one.part]}{blind}, {(one.at or 'no date')[:10]} (decision {one.number})"


def _ruling(one: Ruling) -> Iterator[Line]:
    style = "quiet" if one.stale else "good"
    yield line((ruling_words(one.name), style), (signature(one), "quiet"), (f": {one.why}" if one.why else "", ""), indent="  ")
    for reason in one.stale:
        yield line((f"stale: {reason}", "problem"), indent="      ")
    for place in one.evidence:
        yield line(*_relied(place), indent="      ")


def _relied(place: Place) -> list[Fragment]:
    where = f"relied on {place.day or 'no date'}, {place.speaker or 'publisher'}, {chronicle.record_of(place)}: "
    return [(where, "quiet"), (chronicle.quoted(place, _SHORT), "")]


def _replies(replies: Sequence[PartyReply]) -> Iterator[Line]:
    if replies:
        yield line()
        yield line(("Replies", "strong"), (" · words of the assessed, which stand in no record here", "quiet"))
        yield from map(_reply, replies)


def _reply(one: PartyReply) -> Line:
    signed = f"{one.by or 'somebody'}, {(one.at or 'no date')[:10]} (decision {one.number}) replies: "
    return line((signed, "quiet"), (f"“{one.words}”", ""), indent="  ")


def _short(sheet: Sheet, why: str) -> Iterator[Line]:
    """A commitment in few lines."""
    claim = sheet.claim
    day = f"due by {sheet.due}" if sheet.due else "no day is named"
    yield line((day, "time"), (f" · {why} · ", "cue"), (sheet.assessment.entry, "quiet"))
    if claim is None:
        yield line(("Its words are gone from the records as they are now.", "problem"), indent="  ")
        return
    yield line((chronicle.quoted(claim.place), ""), (f" – {who(claim)}", "quiet"), indent="  ")


def _waiting(one: Waiting) -> Iterator[Line]:
    yield line()
    yield from _short(one.sheet, one.why)
