"""Versions of a record: what a later one says otherwise, the old words beside the new."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request

from servanda.comparison.versions import rewriting
from servanda.comparison.versions.versions import history
from servanda.faces import wording
from servanda.faces.web.room import Page, asked, flag
from servanda.faces.web.shelves import with_record
from servanda.model import Place, Reworded
from servanda.outward.joined import reworded_to_dict

Pieces = list[tuple[str, bool]]
"""A stretch cut at the borders of edits: words, and whether they are otherwise in the other version."""


def changes(request: Request) -> Page:
    """What a record says otherwise than an earlier version of it, sentence by sentence."""
    ref, everything = request.path_params["ref"], flag(request, "all")
    ledger = with_record(request, ref)
    found = rewriting.rewritten(ledger, ref, asked(request, "earlier"))
    every = history(ledger, ref)
    shown = found.sentences if everything else tuple(rewriting.of_substance(found.sentences))
    return Page(
        template="changes.html",
        title=f"What was changed: {wording.name_of(found.later.title, found.later.source, found.later.record)}",
        shows={
            "found": found,
            "shown": [(one, *besides(one, printed=found.earlier.record == found.later.record)) for one in shown],
            "waiting": len(found.sentences) - len(shown),
            "versions": every,
        },
        value=lambda: {
            "kind": "rewritten",
            "earlier": found.earlier.record,
            "later": found.later.record,
            "sentences": [reworded_to_dict(one) for one in shown],
        },
        records=(found.earlier.record, *(one.record for one in every)),
    )


def besides(one: Reworded, *, printed: bool = False) -> tuple[Pieces, Pieces]:
    """The earlier words and the later ones, each cut where edits begin and end.

    Corrections that are `printed` in one record stand among the words around them.
    """
    told = [edit for edit in one.edits if edit.changed != "typography"] or one.edits
    pieces = (
        _pieces(one.earlier, [edit.earlier for edit in told if edit.earlier]),
        _pieces(one.later, [edit.later for edit in told if edit.later]),
    )
    if printed:
        before, after = (one.edits[0].before, False), (one.edits[0].after, False)
        return [before, *pieces[0], after], [before, *pieces[1], after]
    return pieces


def _pieces(whole: Place | None, marked: Sequence[Place]) -> Pieces:
    if whole is None:
        return []
    found: Pieces = []
    at = whole.start
    for one in sorted(marked, key=lambda place: place.start):
        start, end = max(at, one.start), min(whole.end, one.end)
        if start < end:
            found += [(whole.text[at - whole.start : start - whole.start], False)]
            found += [(whole.text[start - whole.start : end - whole.start], True)]
            at = end
    return [piece for piece in (*found, (whole.text[at - whole.start :], False)) if piece[0]]
