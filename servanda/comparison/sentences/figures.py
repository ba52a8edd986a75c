"""A relation between two figures as one neutral sentence."""

from __future__ import annotations

from servanda.comparison.sentences import statements
from servanda.model import Relation


def sentence(relation: Relation) -> str:
    """One sentence with both days, both speakers and both figures."""
    return statements.sentence(relation)
