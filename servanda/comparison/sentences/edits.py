"""An edit in words: what the later version reads, what the earlier one has, and whose words they are."""

from __future__ import annotations

from servanda.comparison.sentences.phrases import quoted
from servanda.model import Edit, Place

_NEAR = 4
"""Words around an edit that are told with it."""


def sentence(edit: Edit) -> str:
    """An edit as one sentence."""
    place = edit.later or edit.earlier
    assert place is not None  # noqa: S101 - an edit stands in one of the versions at least
    version = f"The later version of {quoted(place.title)}" if place.title else "The later version of the record"
    whose = _whose(place)
    if edit.later is None:
        return f"{version} leaves out, of {whose}, {quoted(_with_context(edit, place))}."
    if edit.earlier is None:
        return f"{version} adds, to {whose}, {quoted(_with_context(edit, place))}."
    if edit.changed == "label" and edit.earlier.speaker != edit.later.speaker:
        return f"{version} gives to {_name(edit.later)} what the earlier one gives to {_name(edit.earlier)}."
    words = quoted(_with_context(edit, place))
    return f"{version} has, in {whose}, {words}, where the earlier one has {quoted(edit.earlier.text)}."


def _with_context(edit: Edit, place: Place) -> str:
    before, after = edit.before.split()[-_NEAR:], edit.after.split()[:_NEAR]
    return " ".join(part for part in (*before, place.text, *after) if part)


def _whose(place: Place) -> str:
    return f"the words of {place.speaker}" if place.speaker else "the publisher's words"


def _name(place: Place) -> str:
    return place.speaker or "a speaker unknown"
