"""What a communiqué or an agreement says in its parties' own name: their words already, and no quotation in them."""

from __future__ import annotations

import re

from servanda.model import Quotation, Reading, Turn
from servanda.readings.quotes.authors import declares_jointly
from servanda.readings.quotes.mentions import agentless, pronoun

_OWN = frozenset({"we", "first"})
_WE = re.compile(r"\b[Ww]e\b")


def others_words(reading: Reading, quotations: tuple[Quotation, ...]) -> tuple[Quotation, ...]:
    """The quotations without what a joint text itself says: "we commit to …", "recalling that …" with no one named.

    What it tells of others ("the Secretary-General stressed that …"), of its parties by name, and of nobody ("it was noted
    that …") stays; so do the recitals of a text in the third person ("The Parties, recognising that …").
    """
    turns = [turn.span for turn in reading.of(Turn) if turn.role != "publisher"]
    if not declares_jointly(reading.record, spoken=bool(turns)):
        return quotations
    first_person = _WE.search(reading.record.text) is not None

    def spoken(place: int) -> bool:
        return any(turn.start <= place < turn.end for turn in turns)

    return tuple(one for one in quotations if not _own(one, first_person=first_person) or spoken(one.span.start))


def _own(quotation: Quotation, *, first_person: bool) -> bool:
    mention = quotation.source_mention
    if mention is None:
        return first_person and (quotation.cue is None or not agentless(quotation.cue.text))
    return pronoun(mention.text.split()[0]) in _OWN
