"""The forms in which something is undertaken, agreed, planned or asked for, over all clauses of a sentence.

Each form is a small function; what it finds is an `Undertaking`: its stretch, the action, whose act it is, with what force.
They find much; what no reader would believe is left out by `plausible`, what is improbable by the scorer.
"""

from __future__ import annotations

from collections.abc import Iterator

from servanda.readings.grammar import Sentence
from servanda.readings.statements.commitments.bare import listed, of_things
from servanda.readings.statements.commitments.forms import Undertaking
from servanda.readings.statements.commitments.leading import led_into
from servanda.readings.statements.commitments.lists import ListLead, of_list
from servanda.readings.statements.commitments.modals import by_modal

__all__ = ["undertakings"]


def undertakings(sentence: Sentence, lead: ListLead | None = None) -> Iterator[Undertaking]:
    """All that the forms find, in the order of the text; `lead` is that of the list an item of which the sentence opens."""
    led: dict[int, Undertaking] = {}
    for n in range(len(sentence.clauses)):
        if n == 0 and lead is not None:
            found: Undertaking | None = of_list(sentence, lead)
        else:
            found = led_into(sentence, n, led) or by_modal(sentence, n) or listed(sentence, n)
        if found is not None:
            led[n] = found
            yield found
        yield from of_things(sentence, n)
