"""Whether one could later say that an action happened: the test of the Comparative Party Pledges Project."""

from __future__ import annotations

from servanda.readings.grammar import Clause
from servanda.readings.statements.commitments.undertaking import deed


def testable(clause: Clause, *, dated: bool, counted: bool) -> bool | None:
    """True where the action is of a kind that is seen to happen, or has a figure or a date; None where it cannot be told.

    False where only more or better of something is spoken of.
    """
    kinds = deed(clause.verb.lemma)
    if counted or "clear" in kinds or (dated and "vague" not in kinds):
        return True
    if "vague" in kinds or "state" in kinds:
        return False
    return None
