"""Where the words of a brief stand: in which sentence and line of which record, and in whose turn."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from servanda.comparison.briefing.lines import UNNAMED, Cited
from servanda.ledger import store
from servanda.ledger.briefs import Noted, claims_on, noted_readings, read_once, stretches_of
from servanda.ledger.passages import Stretch
from servanda.model import BriefNote, Place
from servanda.readings.layers import sentences_in

LONGEST = 420
"""Characters of a sentence that a note gives; of a longer one it gives the entry's own words."""


_GAP = "\n\n"
"""What parts paragraphs, wherever lines are wrapped."""


class Sources:
    """Looks places up in the ledger. What it asks once, it keeps."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._noted: dict[str, Noted | None] = {}
        self._stretches: dict[int, list[Stretch]] = {}
        self._texts: dict[int, str] = {}

    def teller(self, place: Place) -> str | None:
        """Who speaks where a place stands, `UNNAMED` where the record does not name him; None for the publisher."""
        noted = self._of(place.record)
        if noted is None:
            return None
        holding = [
            one for one in self._stretches_of(noted.reading) if one.voice != "quoted" and one.start <= place.start < one.end
        ]
        if not holding:
            return None
        own = min(holding, key=lambda one: one.end - one.start)
        return own.speaker or (UNNAMED if own.voice == "speaker" else None)

    def text(self, record: str) -> str:
        """The text of a record (SHA-256)."""
        noted = self._of(record)
        if noted is None:
            return ""
        if noted.text not in self._texts:
            self._texts[noted.text] = store.text_of(self._connection, noted.text)
        return self._texts[noted.text]

    def note(self, cited: Cited, number: int) -> BriefNote:
        """The note that gives the exact words of what is cited."""
        place = self._sentence(cited)
        return BriefNote(
            number=number,
            place=place,
            own=cited.place,
            said_by=cited.said_by,
            told_by=cited.told_by,
            reported=cited.reported,
            line=self.text(place.record).count("\n", 0, place.start) + 1,
        )

    def _sentence(self, cited: Cited) -> Place:
        """The sentence that a place stands in, behind the label of its turn; the place itself where the sentence is long."""
        own = cited.place
        sentence = cited.sentence or self._sentence_of(own)
        if not sentence or len(sentence) > LONGEST:
            return own
        text = self.text(own.record)
        start = text.find(sentence, max(0, own.end - len(sentence)), own.start + len(sentence))
        if start < 0:
            return own
        end = start + len(sentence)
        start = max(start, self._body(own))
        start += len(text[start:end]) - len(text[start:end].lstrip())
        return replace(own, start=start, end=end, text=text[start:end]) if start <= own.start and own.end <= end else own

    def _sentence_of(self, place: Place) -> str | None:
        noted = self._of(place.record)
        if noted is None:
            return None
        if place.entry is None:
            return self._sentence_around(place)
        claims = claims_on(self._connection, noted.text, place.entry)
        return next((one.sentence for one in claims if one.place.start == place.start), None)

    def _sentence_around(self, place: Place) -> str | None:
        """The sentence that holds what is no entry, such as an edit."""
        text = self.text(place.record)
        start, end = text.rfind(_GAP, 0, place.start), text.find(_GAP, place.end)
        found = sentences_in(text, max(start, 0), len(text) if end < 0 else end)
        return next((text[left:right] for left, right in found if left <= place.start and place.end <= right), None)

    def _body(self, place: Place) -> int:
        """Where the stretch begins that a place stands in: behind the label, where one is printed."""
        noted = self._of(place.record)
        stretches = self._stretches_of(noted.reading) if noted else []
        return max((one.start for one in stretches if one.voice == "speaker" and one.start <= place.start < one.end), default=0)

    def _of(self, record: str) -> Noted | None:
        if record not in self._noted:
            found = noted_readings(self._connection, [record])
            self._noted[record] = found[-1] if found else read_once(self._connection, record)
        return self._noted[record]

    def _stretches_of(self, reading: int) -> list[Stretch]:
        if reading not in self._stretches:
            self._stretches[reading] = stretches_of(self._connection, reading)
        return self._stretches[reading]
