"""The small groups of words that the finders of positions and topics ask for, and the forms of the verbs they look for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from servanda.readings.grammar.lexicon import forms
from servanda.readings.quotes import cues
from servanda.words import of_part


@cache
def group(name: str) -> frozenset[str]:
    """The words of a group of the list `statement-words`."""
    return of_part("statement-words", name)


@cache
def reporting() -> frozenset[str]:
    """Base forms of the verbs that report words, thoughts and agreements."""
    return frozenset(cue.verb.base for known in cues.forms().values() for cue in known) - {"be"}


def with_forms(bases: Iterable[str]) -> frozenset[str]:
    """Words, and every form of those that are verbs: what a sentence must hold for one of them to stand in it."""
    wanted = frozenset(bases)
    return wanted | frozenset(word for word, options in forms().items() if any(form.base in wanted for form in options))
