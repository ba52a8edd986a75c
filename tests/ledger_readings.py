"""Readings made for the ledger's tests, without the reader: the ledger must keep whatever a reader, good or bad, may say."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from servanda.model import (
    Block,
    Exchange,
    Figure,
    Ground,
    Origin,
    Problem,
    Question,
    Reading,
    Record,
    Span,
    SpeakerHint,
    Time,
    Turn,
    digest,
    text_digest,
)

TALK = """Joint press statement of Ardania and Belmora
Posted: 24.05.2024

President of Ardania Mira Halden: Trade grew by 6 percent in 2023. (Laughter.)
Question: When will the bridge at Corvin be opened, and who pays?
Mira Halden: In autumn.
"""


def record_of(text: str, *, source: str | None = "talks/ardania.txt", **known: Any) -> Record:
    content = text.encode("utf-8", "surrogatepass")
    blocks = known.pop("blocks", ())
    return Record(
        origin=Origin(digest(content), text_digest(text)), text=text, content=content, blocks=blocks, source=source, **known
    )


def talk(
    *, source: str | None = "talks/ardania.txt", text: str = TALK, reader: str = "servanda 0.1.0", change: str = "up"
) -> Reading:
    """A reading with one entry of each kind, and a problem."""
    record = record_of(text, source=source, title="Joint press statement of Ardania and Belmora", published="2024-05-24")

    def at(words: str) -> Span:
        start = text.index(words)
        return record.cut(start, start + len(words))

    origin = record.origin
    said = at("President of Ardania Mira Halden: Trade grew by 6 percent in 2023. (Laughter.)")
    turn = Turn(
        origin=origin,
        span=said,
        label=at("President of Ardania Mira Halden"),
        speaker="Mira Halden",
        voice="speaker",
        role="principal",
        insertions=(at("(Laughter.)"),),
        confidence=0.98,
        rule="turns.label",
    )
    exchange = Exchange(
        origin=origin,
        addressees=("Mira Halden",),
        questions=(Question(span=at("When will the bridge at Corvin be opened")), Question(span=at("who pays"), reply="none")),
        answers=(at("Mira Halden: In autumn."),),
        rule="exchanges.question",
    )
    figure = Figure(
        origin=origin,
        span=at("6 percent"),
        value=Decimal(6),
        unit="%",
        measure="Trade",
        change=change,  # type: ignore[arg-type]
        grounds=(Ground("measure", at("Trade")),),
        speaker="Mira Halden",
        voice="speaker",
        confidence=0.95,
        rule="figures.percent",
    )
    time = Time(origin=origin, span=at("2023"), type="DATE", value="2023", confidence=0.97, rule="times.year")
    problem = Problem(origin=origin, code="exchanges.unnamed_asker", message="Nobody says who asks.", span=at("Question"))
    return Reading(record=record, entries=(turn, figure, time, exchange), problems=(problem,), reader=reader)


def long_talk(number: int, sentences: int = 400) -> Reading:
    """One of any number of records that differ, each with a time and a figure in every sentence."""
    line = f"In 2023 the port of Corvin {number} handled 14 million tons.\n"
    record = record_of(line * sentences, source=f"/talks/{number}.txt")
    entries: list[Time | Figure] = []
    for start in range(0, len(record.text), len(line)):
        where = start + line.index("14")
        year = record.cut(start + 3, start + 7)
        entries.append(Time(origin=record.origin, span=year, type="DATE", value="2023"))
        entries.append(
            Figure(
                origin=record.origin, span=record.cut(where, where + 15), value=Decimal(14_000_000), unit="t", confidence=0.9
            )
        )
    return Reading(record=record, entries=tuple(entries))


_CHARACTERS = st.characters() | st.sampled_from("\0\ud800\udfff\u202e\r\n\u2028\ufeff")
_words = st.text(_CHARACTERS, max_size=8)
_maybe = st.none() | _words
_decimals = st.none() | st.decimals(allow_nan=False, allow_infinity=False)
_confidence = st.integers(0, 100).map(lambda share: share / 100)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Any reading at all that the model allows."""
    text = draw(st.text(_CHARACTERS, min_size=3, max_size=60))
    bare = record_of(text)

    def span() -> Span:
        start = draw(st.integers(0, len(text) - 1))
        return bare.cut(start, draw(st.integers(start + 1, len(text))))

    def grounds() -> tuple[Ground, ...]:
        return tuple(
            Ground(name, span()) for name in sorted(draw(st.lists(st.sampled_from(["label", "matter", "measure"]), max_size=3)))
        )

    def common() -> dict[str, Any]:
        return {
            "origin": bare.origin,
            "speaker": draw(_maybe),
            "voice": draw(st.sampled_from(["speaker", "publisher", "quoted"])),
            "confidence": draw(_confidence),
            "rule": draw(st.sampled_from(["times.year", "turns.label", ""])),
            "grounds": grounds(),
        }

    def turn() -> Turn:
        label = span() if draw(st.booleans()) else None
        role = draw(st.sampled_from(["principal", "asker", "other", "publisher"]))
        anomaly = draw(st.sampled_from([None, "label_conflict"]))
        return Turn(**common(), span=span(), label=label, role=role, anomaly=anomaly, insertions=(span(),))

    def exchange() -> Exchange:
        named = tuple(draw(st.lists(_words, max_size=2)))
        asked = Question(span=span(), addressees=(*named, "Ilo Brandt"), reply=draw(st.sampled_from([None, "partial"])))
        plain = Question(span=span(), grounds=grounds())
        return Exchange(
            **common(), asker=draw(_maybe), outlet=draw(_maybe), addressees=named, questions=(asked, plain), answers=(span(),)
        )

    def figure() -> Figure:
        numbers = {name: draw(_decimals) for name in ("value", "low", "high")}
        return Figure(
            **common(), **numbers, span=span(), unit=draw(_maybe), measure=draw(_maybe), modifier="about", change="up"
        )

    def time() -> Time:
        return Time(**common(), span=span(), type="DATE", value=draw(_words), end_value=draw(_maybe))

    from tests.ledger_statements import makers as statement_makers  # it makes its records by `record_of`

    makers = draw(st.lists(st.sampled_from([turn, exchange, figure, time, *statement_makers(draw, span, common)]), max_size=4))
    problems = tuple(
        Problem(origin=bare.origin, code="intake.undecodable", message=draw(_words), span=place)
        for place in draw(st.sampled_from([(), (None,), (None, None), (span(),)]))
    )
    cut = draw(st.integers(1, len(text) - 1))
    hint = SpeakerHint(draw(_maybe), 0, identifier=draw(_maybe))
    blocks = (Block(0, cut, strong=((0, 1),), speaker=draw(st.sampled_from([None, hint]))), Block(cut, len(text), "heading", 2))
    record = record_of(
        text,
        source=draw(_maybe),
        title=draw(_maybe),
        kind=draw(st.sampled_from([None, "debate"])),
        blocks=blocks,
        grounds=grounds(),
    )
    return Reading(record=record, entries=tuple(make() for make in makers), problems=problems, reader="servanda 0.0.9")
