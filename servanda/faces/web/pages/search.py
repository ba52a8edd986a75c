"""Full text search."""

from __future__ import annotations

import re
from itertools import pairwise

from starlette.requests import Request

from servanda.comparison.search.named import Named
from servanda.comparison.search.searching import search
from servanda.errors import UsageError
from servanda.faces.web.rendering import may_see
from servanda.faces.web.room import Page, asked, day_asked, flag, room_of
from servanda.faces.web.shelves import own_notes
from servanda.faces.web.visiting import Visitor, visitor_of
from servanda.model import Hit
from servanda.outward.joined import claim_to_dict, hit_to_dict, matter_to_dict, person_to_dict
from servanda.words import rows
from servanda.words import words as listed

LIMIT = 40
"""Passages shown."""
_WORD = re.compile(r"[^\W\d_]+")


def found(request: Request) -> Page:
    """The passages that have the words, best first."""
    words = asked(request, "q") or ""
    by = asked(request, "by")
    private = flag(request, "private")
    trouble: str | None = None
    hits: tuple[Hit, ...] = ()
    total = 0
    meant = Named()
    pages = pages_meant(words, visitor_of(request))
    if words:
        try:
            within = {"by": by, "since": day_asked(request, "since"), "on": day_asked(request)}
            if private:
                answer = search(own_notes(request), words, **within, limit=LIMIT)
            else:
                compared = room_of(request).compared()
                meant = compared.named(words, on=within["on"]) if by is None else meant
                answer = compared.search(words, **within, limit=LIMIT)
            hits, total = answer.hits, answer.total
        except UsageError as fault:
            trouble = str(fault)
    return Page(
        template="search.html",
        title=f"Search: {words}" if words else "Search",
        shows={
            "words": words,
            "hits": [(hit, pieces(hit)) for hit in hits],
            "total": total,
            "trouble": trouble,
            "private": private,
            "meant": meant,
            "pages": pages,
        },
        value=lambda: {
            "total": total,
            "hits": [hit_to_dict(hit) for hit in hits],
            "error": trouble,
            "people": [person_to_dict(one) for one in meant.people],
            "matters": [matter_to_dict(one) for one in meant.matters],
            "figures": [claim_to_dict(one) for one in meant.figures],
            "pages": [{"address": address, "name": name} for address, name in pages],
        },
    )


def pages_meant(words: str, visitor: Visitor) -> list[tuple[str, str]]:
    """The pages of this room, address and name, that words name which say nothing else: "what is overdue" is no quotation."""
    typed = set(_WORD.findall(words.casefold()))
    named = [row for row in rows("page-words") if row[0] in typed]
    if typed - {row[0] for row in named} - listed("function-words") - listed("grammar-words"):
        return []
    found = dict.fromkeys((address, name) for _, address, name in named)
    return [(address, name) for address, name in found if may_see(visitor, address.strip("/"))]


def pieces(hit: Hit) -> list[tuple[str, bool]]:
    """The words of a hit cut where what was searched for begins and ends, each with whether it was."""
    place = hit.place
    cuts = sorted({place.start, place.end, *(edge for mark in hit.highlights for edge in mark)})
    marked = {start for start, _ in hit.highlights}
    return [(place.text[start - place.start : end - place.start], start in marked) for start, end in pairwise(cuts)]
