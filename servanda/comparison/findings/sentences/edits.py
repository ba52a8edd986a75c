"""An edit in words: what the later version reads, what the earlier one has, and whose words they are."""

from __future__ import annotations

import re

from servanda.comparison.findings.sentences.phrases import quoted
from servanda.comparison.versions.changes import without_mark
from servanda.model import Edit, Place
from servanda.readings.corrections import declared_in

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\Wa-z])")
_NEAR = 4
"""Words around an edit that are told with it."""


def sentence(edit: Edit) -> str:
    """An edit as one sentence."""
    place = edit.later or edit.earlier
    assert place is not None  # noqa: S101 - an edit stands in one of the versions at least
    version = _version(place)
    if edit.later is None:
        return f"{version} leaves out, of {_whose(place)}, {quoted(_with_context(edit, place))}."
    if edit.earlier is None:
        return f"{version} adds, to {_whose(place)}, {quoted(_with_context(edit, place))}."
    if edit.changed == "label" and edit.earlier.speaker != edit.later.speaker:
        return f"{version} gives to {_name(edit.later)} what the earlier one gives to {_name(edit.earlier)}."
    now, then = (quoted(_with_context(edit, one)) for one in (edit.later, edit.earlier))
    return f"{version} has, in {_whose(place)}, {now}, where the earlier one has {then}."


def _version(place: Place) -> str:
    title = without_mark(place.title)[1] if place.title else None
    return f"The later version of {quoted(title)}" if title else "The later version of the record"


def _with_context(edit: Edit, place: Place) -> str:
    """The words of one version among those of the same sentence that both have."""
    said = _as_read(place.text)
    before = _SENTENCE_END.split(edit.before)[-1]
    after = "" if said.endswith((".", "!", "?")) else _SENTENCE_END.split(edit.after, maxsplit=1)[0]
    lead, trail = " ".join(before.split()[-_NEAR:]), " ".join(after.split()[:_NEAR])
    spaces = [" " if edge.isspace() else "" for edge in (before[-1:], after[:1])]
    return f"{lead}{spaces[0]}{said}{spaces[1]}{trail}".removesuffix(".")


def _as_read(text: str) -> str:
    """Words without the marks of a correction that is printed in them: what is struck out is left out."""
    for one in reversed(declared_in(text)):
        right = text[slice(*one.new)] if one.new else ""
        text = text[: one.start] + right + text[one.end :]
    return text


def _whose(place: Place) -> str:
    return f"the words of {place.speaker}" if place.speaker else "the publisher's words"


def _name(place: Place) -> str:
    return place.speaker or "a speaker unknown"
