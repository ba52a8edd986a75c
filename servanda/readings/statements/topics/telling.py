"""Whether a clause tells what was done: what is only wished, planned, asked or denied is no agenda."""

from __future__ import annotations

from servanda.readings.grammar import Clause, Sentence
from servanda.readings.statements.parts import subject_of
from servanda.readings.statements.vocabulary import group


def told(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause tells what was done: no wish, plan, question, condition or denial."""
    verb = clause.verb
    if _describes(sentence, clause):
        return False
    if verb.negated and verb.lemma not in ("reach", "agree", "resolve", "settle"):
        return False
    subject = subject_of(sentence, clause)
    if subject and ({sentence.low(subject[0]), sentence.low(subject[0] - 1)} & {"none", "neither", "nor", "no", "nobody"}):
        return verb.lemma in ("reach", "achieve", "find", "make")
    asked = {sentence.low(i) for i in range(max(0, clause.opens - 3), clause.opens)} & {"if", "whether"}
    if asked or clause.head in ("if", "whether", "unless") or sentence.low(len(sentence.tokens) - 1) == "?":
        return False
    if verb.modal is not None and verb.modal != "be able to":
        return False
    if verb.tense in ("past", "perfect", "pluperfect"):
        return True
    if verb.tense in ("infinitive", "gerund", "participle"):
        return _carried(sentence, clause)
    return verb.tense == "present" and verb.lemma in ("include", "be", "remain", "cover", "feature", "devote", "dedicate")


def _describes(sentence: Sentence, clause: Clause) -> bool:
    """Whether a lone past form is part of a name or stands before its noun: "Deferred Action", ", deferred removal"."""
    verb = clause.verb
    if verb.first != verb.last or verb.tense not in ("past", "participle"):
        return False
    named = verb.last > 0 and sentence.tokens[verb.last].text[0].isupper()
    noun = sentence.classes[verb.last + 1 : verb.last + 2] == ("",)
    unled = clause.subject is None or (clause.head == "that" and sentence.low(clause.opens - 1) != "that")
    return named or (unled and noun and sentence.classes[verb.last - 1] == "mark")


def _carried(sentence: Sentence, clause: Clause) -> bool:
    """Whether an infinitive or participle tells what was done: "met to discuss …", "discussing …, they noted"."""
    if clause.parent is None:
        return False
    governor = sentence.clauses[clause.parent].verb
    if governor.modal is not None or governor.negated or governor.tense not in ("past", "perfect", "pluperfect"):
        return False
    if clause.verb.tense == "infinitive":
        failed = governor.lemma == "fail" and clause.verb.lemma in ("agree", "resolve", "settle", "reach")
        return failed or governor.lemma in group("meeting-verb")
    before = sentence.low(clause.verb.first - 1)
    return before in ("", ",", "when", "while", "after") or not before[0].isalnum()
