"""Findings in words: one sentence each, neutral, with the days and the words of both sides."""

from __future__ import annotations

from servanda.comparison.findings.sentences import figures, statements
from servanda.model import Relation

__all__ = ["sentence"]


def sentence(relation: Relation) -> str:
    """A relation as one sentence."""
    of_figures = relation.rule.startswith("relations.figures.")
    return figures.sentence(relation) if of_figures else statements.sentence(relation)
