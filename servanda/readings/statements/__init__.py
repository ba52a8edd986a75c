"""Statements: what is promised, reported as done, held, foreseen and on the agenda.

`finding` goes over the sentences once; each detector proposes what it sees in a sentence that has been analysed once.
"""

from servanda.readings.statements.finding import find_statements, find_statements_with_model

__all__ = ["find_statements", "find_statements_with_model"]
