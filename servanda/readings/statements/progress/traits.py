"""What speaks for or against a deed being the report of an undertaking: short strings that the scorer weighs."""

from __future__ import annotations

from servanda.readings.grammar import Sentence
from servanda.readings.statements.matters import head_of
from servanda.readings.statements.parts import Run
from servanda.readings.statements.progress.deeds import Deed, subject_run
from servanda.readings.statements.progress.degrees import part
from servanda.readings.statements.progress.reported import is_defining
from servanda.readings.statements.setting import Setting
from servanda.readings.statements.subjects import subject_kind
from servanda.words import words

_REACH = 40
"""Tokens before and behind a clause's beginning that are looked at."""
_NEAR = 12
"""Tokens of a matter in which what was undertaken may be named."""


def traits(sentence: Sentence, deed: Deed, rule: str, status: str, matter: Run, setting: Setting) -> tuple[str, ...]:
    """The features of a report of progress, alone and two together."""
    clause = deed.clause
    subject = subject_kind(sentence, clause.subject)
    about = "none" if matter == (deed.main, deed.main + 1) else _about(sentence, matter)
    form = f"{deed.aspect}{' passive' * deed.passive}"
    strength = next((name for name in _STRENGTH if name in deed.classes), "other")
    found = [f"rule={rule}", f"status={status}", f"verb={deed.lemma}", f"aspect={deed.aspect}", f"subject={subject}"]
    found += [f"class={name}" for name in sorted(deed.classes)]
    found += [
        f"matter={about}",
        f"form+matter={form}+{about}",
        f"form+subject={form}+{subject}",
        f"class+matter={strength}+{about}",
    ]
    whose = _whose(sentence, deed, subject, setting)
    found += [
        f"form+class={form}+{strength}",
        f"whose={whose}",
        f"whose+status={whose}+{status}",
        f"whose+matter={whose}+{about}",
    ]
    found += ["passive"] * deed.passive + ["negated"] * deed.negated + ["inherits"] * clause.inherits
    found.append(f"head={clause.head}" if clause.head else "main")
    if is_defining(sentence, clause):
        found += ["defining", f"defining+{strength}"]
    if clause.parent is not None and clause.parent < len(sentence.clauses):
        found.append(f"under={sentence.clauses[clause.parent].verb.lemma}")
    found += _phrases(sentence, matter, subject_run(sentence, clause))
    found += _around(sentence, deed, setting)
    return tuple(found)


def _whose(sentence: Sentence, deed: Deed, subject: str, setting: Setting) -> str:
    """Whose deed it is: `own` (of who speaks, or of his side), `other`, or `nobody` (a thing's, or not said)."""
    place = deed.clause.subject
    if place is None:
        return "nobody"
    if subject in ("we", "i", "both") or sentence.cut(place).lower().startswith(("our ", "my ")):
        return "own"
    if subject not in _ACTORS:
        return "nobody"
    speaker = setting.answer(*place).speaker
    meant = setting.meant(*place) if place[1] - place[0] < _NAME else None
    return "own" if speaker and meant and (meant == speaker or meant in speaker) else "other"


_ACTORS = frozenset(("person", "state", "body", "named", "they", "you"))
_NAME = 60
"""Characters of a subject that can be a name."""
_STRENGTH = ("finish", "breach", "begin", "make", "postpone", "stall", "fail", "proceed", "weak")


def _about(sentence: Sentence, matter: Run) -> str:
    """What a matter is: something undertaken, an effort, an occasion, a manner of speaking, a pronoun, or something else."""
    head = head_of(sentence, matter)
    for name in ("metaphor", "occasion", "harm", "procedure", "effort"):
        if head in part(name):
            return name
    if head in words("progress-matters"):
        return "undertaking"
    if any(sentence.low(i) in words("progress-matters") for i in range(matter[0], min(matter[1], matter[0] + _NEAR))):
        return "near undertaking"
    return (
        "pronoun"
        if matter[1] - matter[0] == 1 and sentence.classes[matter[0]] in ("pron", "object", "that", "det")
        else "other"
    )


def _phrases(sentence: Sentence, matter: Run, subject: Run | None) -> list[str]:
    found = []
    for name, run in (("matter", matter), ("subject", subject)):
        if run is None or run[0] >= run[1]:
            continue
        first = sentence.low(run[0])
        found += [f"{name}:named"] * any(
            sentence.tokens[i].text[0].isupper() for i in range(run[0] + (name == "subject"), run[1])
        )
        found += [f"{name}:{first}"] * (first in _DETERMINERS) + [f"{name}:undertaking"] * (
            _about(sentence, run) == "undertaking"
        )
    return found


_DETERMINERS = frozenset(("our", "my", "the", "a", "an", "this", "these", "no", "their"))


def _around(sentence: Sentence, deed: Deed, setting: Setting) -> list[str]:
    clause = deed.clause
    record = setting.record
    answer = setting.answer(clause.start, clause.end)
    inside = range(clause.opens, min(clause.closes, clause.opens + _REACH))
    around = range(max(0, clause.opens - _REACH), min(len(sentence.tokens), clause.opens + _REACH))
    found = [f"voice={answer.voice}", f"kind={record.kind}"]
    found.append(f"role={answer.turn.role if answer.turn else None}")
    found += ["already"] * any(sentence.low(i) in part("already") for i in inside)
    found += ["habit"] * any(sentence.low(i) in part("habit") for i in inside)
    found += ["planned inside"] * any(sentence.low(i) in part("planned") for i in inside if i != deed.main)
    found += ["planned"] * any(sentence.low(i) in part("planned") for i in around)
    found += [
        f"when={when}" for when in sorted(_when(sentence.tokens[around[0]].start, sentence.tokens[around[-1]].end, setting))
    ]
    found += ["figure"] * bool(setting.figures(clause.start, clause.end))
    found += ["instrument"] * bool(setting.instruments(clause.start, clause.end))
    return found


def _when(start: int, end: int, setting: Setting) -> set[str]:
    """How long ago the times of a stretch are: `today`, `year` (this or the last), `past`, `ahead`."""
    today = setting.record.reference_date
    found = set()
    for time in setting.times(start, end):
        value = time.value
        if time.type != "DATE" or not value[:4].isdigit() or today is None:
            found |= {value} if value.endswith("_REF") else set()
        elif value > today:
            found.add("ahead")
        elif value == today:
            found.add("today")
        else:
            found.add("year" if int(value[:4]) >= int(today[:4]) - 1 else "past")
    return found
