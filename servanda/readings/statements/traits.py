"""What speaks for or against a deed being the report of an undertaking: short strings that the scorer weighs."""

from __future__ import annotations

from servanda.readings.grammar import Sentence
from servanda.readings.statements.deeds import Deed, subject_run
from servanda.readings.statements.degrees import part
from servanda.readings.statements.holders import kind_of
from servanda.readings.statements.matters import Run, head_of
from servanda.readings.statements.setting import Setting
from servanda.words import words


def traits(sentence: Sentence, deed: Deed, rule: str, status: str, matter: Run, setting: Setting) -> tuple[str, ...]:
    """The features of a report of progress."""
    clause = deed.clause
    subject = subject_run(sentence, clause)
    found = [
        f"rule={rule}",
        f"status={status}",
        f"verb={deed.lemma}",
        f"aspect={deed.aspect}",
        f"subject={kind_of(sentence, subject)}",
    ]
    found += [f"class={name}" for name in sorted(deed.classes)]
    found += ["passive"] * deed.passive + ["negated"] * deed.negated + ["inherits"] * clause.inherits
    found.append(f"head={clause.head}" if clause.head else "main")
    if clause.parent is not None and clause.parent < len(sentence.clauses):
        found.append(f"under={sentence.clauses[clause.parent].verb.lemma}")
    found += _matter(sentence, matter, subject)
    found += _around(sentence, deed, setting)
    return tuple(found)


def _matter(sentence: Sentence, matter: Run, subject: Run | None) -> list[str]:
    found = []
    for name, run in (("matter", matter), ("subject", subject)):
        if run is None or run[0] >= run[1]:
            continue
        head = head_of(sentence, run)
        undertaken = head in words("progress-matters") or any(
            sentence.low(i) in words("progress-matters") for i in range(run[0], min(run[1], run[0] + 12))
        )
        found += [f"{name}:undertaking"] * undertaken + [f"{name}:effort"] * (head in part("effort"))
        found += [f"{name}:named"] * any(
            sentence.tokens[i].text[0].isupper() for i in range(run[0] + (name == "subject"), run[1])
        )
        if sentence.low(run[0]) in ("our", "my", "the", "a", "an", "this", "these", "no", "their"):
            found.append(f"{name}:{sentence.low(run[0])}")
    return found


def _around(sentence: Sentence, deed: Deed, setting: Setting) -> list[str]:
    clause = deed.clause
    record = setting.record
    answer = setting.answer(clause.start, clause.end)
    found = [f"voice={answer.voice}", f"kind={record.kind}"]
    found += ["already"] * any(sentence.low(i) in part("already") for i in range(clause.opens, clause.closes))
    year = int(record.reference_date[:4]) if record.reference_date else None
    for time in setting.times(sentence.start, sentence.end):
        if time.value[:4].isdigit() and year:
            found.append("time=past-year" if int(time.value[:4]) < year - 1 else "time=recent")
        elif time.type == "DATE":
            found.append(f"time={time.value}")
    found += ["figure"] * bool(setting.figures(clause.start, clause.end))
    found += ["instrument"] * bool(setting.instruments(clause.start, clause.end))
    return list(dict.fromkeys(found))
