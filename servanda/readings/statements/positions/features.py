"""What speaks for or against a stance in its context: what it is on, who holds it, tense, question, condition."""

from __future__ import annotations

from servanda.readings.grammar import Sentence
from servanda.readings.statements.matters import head_of
from servanda.readings.statements.parts import Run, subject_of
from servanda.readings.statements.positions.holders import kind_of
from servanda.readings.statements.positions.sighting import Sighting
from servanda.readings.statements.setting import Setting
from servanda.readings.statements.vocabulary import group
from servanda.words import table, words

_JUDGING = frozenset(("positions.judged", "positions.phrase", "positions.considered"))


def features_of(sentence: Sentence, sighting: Sighting, matter: Run, setting: Setting) -> tuple[str, ...]:
    """Short strings for the scorer."""
    clause = sentence.clauses[sighting.clause]
    verb = clause.verb
    head = head_of(sentence, matter)
    governor = sentence.clauses[clause.parent].verb.lemma if clause.parent is not None else "none"
    subject = kind_of(sentence, subject_of(sentence, clause))
    matter_kind = matter_class(sentence, matter)
    found = [
        f"rule={sighting.rule}",
        f"rule+record={sighting.rule} {setting.record.kind}",
        f"rule+subject={sighting.rule} {subject}",
        f"rule+tense={sighting.rule} {verb.tense}",
        f"cue={sighting.cue}",
        f"cue+matter={sighting.cue} {matter_kind}",
        f"cue+subject={sighting.cue} {subject}",
        f"weight={sighting.weight}",
        f"weight+matter={sighting.weight} {matter_kind}",
        f"verb={verb.lemma}",
        f"modal={verb.modal}",
        f"tense={verb.tense}",
        f"head={clause.head or 'main'}",
        f"governor={governor}",
        f"governed={sentence.clauses[clause.parent].verb.tense if clause.parent is not None else ''} {governor}",
        f"subject={subject}",
        f"matter={matter_kind}",
        f"noun={_common(sentence, matter, head)}",
        f"voice={setting.answer(clause.start, clause.end).voice}",
        f"record={setting.record.kind}",
        f"holder={kind_of(sentence, sighting.holder)}",
        f"stance+weight={sighting.stance} {sighting.weight}",
        f"rule+matter={sighting.rule} {matter_kind}",
        *_governed(sentence, sighting),
    ]
    if sighting.rule == "positions.duty":
        found.extend(_of_duty(sentence, sighting, matter_kind, subject))
    found.extend(name for name, there in _flags(sentence, sighting, matter) if there)
    return tuple(found)


def _governed(sentence: Sentence, sighting: Sighting) -> tuple[str, ...]:
    """How an infinitive of stance is led: wished for ("I would like to support") or asked for ("I urge you to support")."""
    clause = sentence.clauses[sighting.clause]
    if clause.parent is None or clause.verb.tense not in ("infinitive", "gerund"):
        return ()
    governor = sentence.clauses[clause.parent]
    kind = "will" if governor.verb.lemma in _WILLING else "urging" if governor.verb.lemma in _URGING else "other"
    who = kind_of(sentence, subject_of(sentence, governor))
    return (f"led={kind}", f"led by={kind} {who}", f"led+weight={kind} {sighting.weight}")


_WILLING = frozenset(
    ("like", "want", "wish", "rise", "continue", "go", "love", "prefer", "propose", "intend", "remain", "stand")
)
_URGING = frozenset(("urge", "call", "ask", "encourage", "invite", "recommend", "appeal", "beg", "implore", "press", "advise"))


def _of_duty(sentence: Sentence, sighting: Sighting, matter_kind: str, subject: str) -> tuple[str, ...]:
    """What tells a demand that is a stance on a policy from good advice: what is to be done, to what, and who thinks so."""
    verb = sentence.clauses[sighting.clause].verb
    policy = "policy" if verb.lemma in words("policy-verbs") else "other"
    parent = sentence.clauses[sighting.clause].parent
    thought = parent is not None and sentence.clauses[parent].verb.lemma in group("holding")
    held = "thought" if thought else "said" if parent is not None else "plain"
    voice = "passive" if verb.passive else "active"
    return (
        f"duty={policy} {voice}",
        f"duty on={policy} {matter_kind}",
        f"duty of={voice} {subject}",
        f"duty held={held} {policy}",
        f"duty sign={'not' if verb.negated else 'do'} {policy}",
        f"duty modal={verb.modal} {policy}",
    )


def matter_class(sentence: Sentence, matter: Run) -> str:
    """`decided`, `achieved` or `people`, as the list `matter-classes` calls its head or a noun near it; else `other`."""
    known = table("matter-classes")
    head = head_of(sentence, matter)
    if head in known:
        return known[head]
    near = [known[word] for i in range(matter[0], min(matter[1], matter[0] + 8)) if (word := sentence.low(i)) in known]
    return near[0] if near else "other"


def _flags(sentence: Sentence, sighting: Sighting, matter: Run) -> tuple[tuple[str, bool], ...]:
    clause = sentence.clauses[sighting.clause]
    lows = [token.lower for token in sentence.tokens]
    return (
        ("believed", clause.parent is not None and sentence.clauses[clause.parent].verb.lemma in group("holding")),
        ("passive", clause.verb.passive),
        ("negated", clause.verb.negated),
        ("progressive", clause.verb.progressive),
        ("question", lows[-1:] == ["?"]),
        (
            "hypothetical",
            clause.head in ("if", "unless", "whether")
            or (clause.verb.modal in ("would", "could", "might") and sighting.rule not in _JUDGING),
        ),
        ("adversative", "but" in lows or "however" in lows),
        ("emphatic", not group("emphasis").isdisjoint(lows)),
        ("named", any(sentence.tokens[i].text[:1].isupper() for i in range(matter[0] + 1, matter[1]))),
        ("long", matter[1] - matter[0] > 12),
        ("short", matter[1] - matter[0] < 3),
        ("doing", sentence.low(matter[0]).endswith("ing")),  # "for banning the oil"
        ("opens", sighting.clause == 0),
    )


def _common(sentence: Sentence, matter: Run, head: str) -> str:
    """A head noun; a name only as such, so that nothing is learnt of a person or a place."""
    named = any(sentence.tokens[i].lower == head and sentence.tokens[i].text[:1].isupper() for i in range(*matter))
    return "Name" if named else head
