"""What tests of commitments share: a talk or a text goes in, what the detector proposes comes out."""

from __future__ import annotations

from servanda.model import Block, Commitment, Origin, Reading, Record, RecordKind, text_digest
from servanda.readings.exchanges import find_exchanges
from servanda.readings.figures import find_figures
from servanda.readings.grammar import analyse
from servanda.readings.instruments import find_instruments
from servanda.readings.layers import sentences
from servanda.readings.quotations import find_quotations
from servanda.readings.speakers import resolve_speakers
from servanda.readings.statements.commitments.detecting import detect
from servanda.readings.statements.setting import Setting
from servanda.readings.times import find_times
from servanda.readings.turns import find_turns

HEAD = """Talks between President of Ardania Jan Orel and President of Belmora Mira Tal

"""
STEPS = (find_turns, resolve_speakers, find_exchanges, find_times, find_figures, find_instruments, find_quotations)


def record_of(text: str, kind: RecordKind | None, reference_date: str = "2024-06-27") -> Record:
    blocks, start = [], 0
    for paragraph in text.split("\n\n"):
        if paragraph.strip():
            blocks.append(Block(start, start + len(paragraph)))
        start += len(paragraph) + 2
    digest = text_digest(text)
    return Record(
        origin=Origin(digest, digest), text=text, blocks=tuple(blocks), language="en", kind=kind, reference_date=reference_date
    )


def proposed(text: str, kind: RecordKind | None = "report") -> list[Commitment]:
    """What the detector proposes, before the improbable is left out."""
    reading = Reading(record=record_of(text, kind))
    for step in STEPS:
        reading = step(reading)
    setting = Setting(reading)
    stretches = reading.layer(sentences)
    found = [proposal.entry for stretch in stretches for proposal in detect(analyse(text, *stretch), setting)]
    return [entry for entry in found if isinstance(entry, Commitment)]


def spoken(words: str) -> list[Commitment]:
    """What the President of Ardania undertakes in talks with the President of Belmora."""
    talk = f"President of Ardania Jan Orel: Welcome, Madam President. {words}"
    return proposed(f"{HEAD}{talk}\n\nPresident of Belmora Mira Tal: Thank you, Mr President.", "transcript")


def only(found: list[Commitment]) -> Commitment:
    assert len(found) == 1, [entry.span.text for entry in found]
    return found[0]
