"""Statements made for the tests of the ledger and of the faces, without the reader."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, get_args

from hypothesis import strategies as st

from servanda.model import (
    Commitment,
    Entry,
    Firmness,
    Force,
    Forecast,
    Ground,
    Instrument,
    InstrumentEvent,
    Level,
    LifeEvent,
    Outcome,
    Position,
    Progress,
    Quotation,
    Reading,
    Span,
    Stance,
    Status,
    SuccessTest,
    Topic,
)
from tests.ledger_readings import record_of

TALK = """Elena Marsh: We will open the second lock by the end of 2025 if the loan comes.
About 40 percent of the line has been laid.
We are against any toll on the Lidd unless who collects it is settled. The Lidd Treaty was signed on 3 March 2024 in Velmar.
The fares were left to the heads of government. Grain will be dear next year.
Tomas Weller: Belmora may lend two ferries.
"""


def statements_of_a_talk(source: str = "talks/locks.txt") -> Reading:
    """A reading with one statement of each kind, and a second commitment that is less sure."""
    record = record_of(TALK, source=source, title="Talks on the locks", event_date="2025-03-14")

    def at(words: str) -> Span:
        start = TALK.index(words)
        return record.cut(start, start + len(words))

    def common(speaker: str, confidence: float, **grounds: str) -> dict[str, Any]:
        return {
            "origin": record.origin,
            "speaker": speaker,
            "voice": "speaker",
            "confidence": confidence,
            "rule": "commitments.will",
            "grounds": tuple(Ground(name, at(words)) for name, words in grounds.items()),
        }

    marsh = "Elena Marsh"
    lock = Commitment(
        **common(marsh, 0.97, action="open the second lock", deadline="by the end of 2025", condition="the loan comes"),
        span=at("We will open the second lock by the end of 2025 if the loan comes"),
        holder=marsh,
        actor="Ardania",
        action="open the second lock",
        force="conditional",
        deadline="2025",
        deadline_start="2025-01-01",
        deadline_end="2025-12-31",
        deadline_rule="end-of",
        condition="the loan comes",
        firmness="high",
        testability=True,
        success_test=SuccessTest(kept="the second lock is open", partly="it is begun", broken="nothing is done"),
    )
    ferries = Commitment(
        **common("Tomas Weller", 0.3, action="lend two ferries"),
        span=at("Belmora may lend two ferries"),
        holder="Tomas Weller",
        actor="Belmora",
        action="lend two ferries",
        force="proposed",
    )
    line = Progress(
        **common(marsh, 0.96, matter="the line", degree="40 percent"),
        span=at("About 40 percent of the line has been laid"),
        holder=marsh,
        matter="the line",
        status="partly_fulfilled",
        degree=Decimal(40),
        modifier="about",
    )
    toll = Position(
        **common(marsh, 0.96, matter="any toll on the Lidd"),
        span=at("We are against any toll on the Lidd unless who collects it is settled"),
        holder="Ardania",
        matter="any toll on the Lidd",
        stance="opposes",
        conditions=(at("who collects it is settled"),),
    )
    treaty = Instrument(
        **common(marsh, 0.96),
        span=at("Lidd Treaty"),
        name="Lidd Treaty",
        instrument_kind="treaty",
        events=(
            InstrumentEvent(span=at("signed on 3 March 2024 in Velmar"), event="signed", date="2024-03-03", place="Velmar"),
        ),
    )
    fares = Topic(
        **common(marsh, 0.96, matter="The fares"),
        span=at("The fares were left to the heads of government"),
        matter="The fares",
        raised_by=marsh,
        outcome="referred",
        level_from="government",
        level_to="head",
    )
    grain = Forecast(
        **common(marsh, 0.96, content="Grain will be dear next year"),
        span=at("Grain will be dear next year"),
        holder=marsh,
        content="Grain will be dear next year",
        horizon="2026",
    )
    return Reading(record=record, entries=(lock, line, toll, treaty, fares, grain, ferries))


def makers(draw: st.DrawFn, span: Callable[[], Span], common: Callable[[], dict[str, Any]]) -> list[Callable[[], Entry]]:
    """What makes any statement at all that the model allows."""
    maybe = st.none() | st.text(max_size=8)

    def one_of(kind: Any, *, none: bool = False) -> Any:
        return draw(st.sampled_from([*get_args(kind), *([None] if none else [])]))

    def commitment() -> Commitment:
        test = SuccessTest(kept="kept", partly="partly", broken="broken") if draw(st.booleans()) else None
        return Commitment(
            **common(),
            span=span(),
            holder=draw(maybe),
            actor=draw(maybe),
            action=draw(st.text(max_size=8)),
            force=one_of(Force),
            deadline=draw(maybe),
            deadline_end=draw(maybe),
            condition=draw(maybe),
            firmness=one_of(Firmness, none=True),
            testability=draw(st.none() | st.booleans()),
            success_test=test,
        )

    def progress() -> Progress:
        degree = draw(st.none() | st.decimals(allow_nan=False, allow_infinity=False))
        return Progress(**common(), span=span(), matter="the line", status=one_of(Status), degree=degree, modifier="about")

    def instrument() -> Instrument:
        events = tuple(InstrumentEvent(span=span(), event=one_of(LifeEvent), date=draw(maybe)) for _ in range(2))
        return Instrument(**common(), span=span(), name=draw(st.text(max_size=8)), instrument_kind="treaty", events=events)

    def position() -> Position:
        return Position(**common(), span=span(), holder=draw(maybe), matter="toll", stance=one_of(Stance), conditions=(span(),))

    def forecast() -> Forecast:
        return Forecast(**common(), span=span(), content="rain", horizon=draw(maybe), condition=draw(maybe))

    def topic() -> Topic:
        return Topic(**common(), span=span(), matter="fares", outcome=one_of(Outcome), level_to=one_of(Level, none=True))

    def quotation() -> Quotation:
        return Quotation(**common(), span=span(), content=(span(),), cue=span(), source=draw(maybe), type="mixed", level=2)

    return [commitment, progress, instrument, position, forecast, topic, quotation]
