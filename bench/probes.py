"""What a careful reader finds in the eighteen hard cases of quotations, and whether a reading found just that.

The cases themselves lie with the benchmarks. Contents are compared word by word, a leading "that" aside; of the cue one word
must be there; the source must be named in the mention or as the person meant. Nothing else may be found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from servanda.model import Quotation

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Expected:
    """One quotation: what is reported, by which word, and whose it is. None where there is none."""

    content: str
    cue: str | None
    source: str | None


Answer = tuple[Expected, ...]

_HISTORIC = Expected("This is a historic day for both our nations", None, "the president")
_NOVAK = Expected("The 6 pipeline is closed", "said", "Novak")
_READY, _EQUAL = "We are ready for dialogue", "But it must be equal"
_PEACE, _STILL = "We want peace", "We have always wanted peace, and we will go on working for it"

ANSWERS: dict[str, tuple[Answer, ...]] = {
    "p01": ((Expected("Ankara would not recognise the annexation", "stressed", "The Foreign Minister"),),),
    "p02": (
        (Expected("to resume the work of the intergovernmental commission by the end of March", "agreed", "the two sides"),),
    ),
    "p03": ((Expected("deep concern over the humanitarian situation in the region", "expressed", "the Ministers"),),),
    "p04": ((Expected("the talks lasted nearly four hours", "according", "Peskov"),),),
    "p05": (
        (Expected(f"{_READY} {_EQUAL}", "said", "Lavrov"),),
        (Expected(_READY, "said", "Lavrov"), Expected(_EQUAL, None, "Lavrov")),
    ),
    "p06": ((Expected("The talks went well", "told", "Wang Yi"),),),
    "p07": (
        (Expected(f"{_PEACE} {_STILL}", "said", "Erdogan"),),
        (Expected(_PEACE, "said", "Erdogan"), Expected(_STILL, None, "Erdogan")),
    ),
    "p08": (
        (_HISTORIC,),
        (Expected("the accord", "praised", "the president"), _HISTORIC),  # praise is reported speech to the annotators too
    ),
    "p09": ((Expected("We will continue the negotiations in Astana", "noted", "Tokayev"),),),
    "p10": ((Expected("We have made real progress", "said", "the prime minister"),),),
    "p11": (
        (
            Expected("the Israeli minister had told him that the operation is over", "said", "Blinken"),
            Expected("the operation is over", "told", "the Israeli minister"),
        ),
    ),
    "p12": ((Expected("sanctions had failed", "view", "the Secretary-General"),),),
    "p13": ((Expected("Moscow is interested in the speediest settlement of the conflict", "noted", "head of the Kremlin"),),),
    "p14": ((),),
    "p15": ((Expected("both parties remain committed to the Minsk agreements", "underlined", None),),),
    "p16": ((),),
    "p17": ((Expected("Terms must be fair to all", None, "Nikol Pashinyan"),),),
    "p18": ((_NOVAK, Expected("Repairs take a week", "added", "Novak")),),
}
"""By the first word of a case's name: any one of the answers is right, if it is found whole."""


def right(case: str, found: Sequence[Quotation]) -> bool:
    """Whether a case is read as a careful reader would."""
    return any(_same(answer, found) for answer in ANSWERS[case.partition(" ")[0]])


def _same(answer: Answer, found: Sequence[Quotation]) -> bool:
    rest = list(found)
    for expected in answer:
        hit = next((quotation for quotation in rest if _is(expected, quotation)), None)
        if hit is None:
            return False
        rest.remove(hit)
    return not rest


def _is(expected: Expected, found: Quotation) -> bool:
    content = _words(" ".join(span.text for span in found.content))
    if content[:1] == ["that"]:
        content = content[1:]
    return content == _words(expected.content) and _cued(expected.cue, found) and _sourced(expected.source, found)


def _cued(cue: str | None, found: Quotation) -> bool:
    return cue is None or (found.cue is not None and cue in _words(found.cue.text))


def _sourced(source: str | None, found: Quotation) -> bool:
    mention = found.source_mention.text if found.source_mention else ""
    if source is None:
        return not mention and not found.source
    return set(_words(source)) <= set(_words(f"{mention} {found.source or ''}"))


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
