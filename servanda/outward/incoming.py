"""The way back: the outward form becomes a reading again. The inverse of `servanda.outward`.

Nothing is taken on trust: every span must hold the text it claims, and every id must follow from kind, text and spans.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar, get_args

from servanda.errors import OutwardError, ServandaError
from servanda.model import (
    READER,
    Anomaly,
    Block,
    Commitment,
    Entry,
    Exchange,
    Figure,
    Firmness,
    Force,
    Forecast,
    Ground,
    Instrument,
    InstrumentEvent,
    Level,
    LifeEvent,
    Modifier,
    Origin,
    Outcome,
    Position,
    Problem,
    Progress,
    Question,
    Quotation,
    QuotationType,
    Reading,
    Record,
    RecordKind,
    Reply,
    Role,
    Span,
    Stance,
    Status,
    SuccessTest,
    Time,
    TimeType,
    Topic,
    Turn,
    Voice,
    digest,
    text_digest,
)
from servanda.outward import number_in

Values = Mapping[str, Any]
"""One entry, problem or record in the outward form."""

Made = TypeVar("Made")


def reading_from_dicts(values: Iterable[Values], *, content: bytes | None = None, blocks: tuple[Block, ...] = ()) -> Reading:
    """The reading whose `to_dicts()` gave `values`: the record first, with its text, then entries and problems.

    The outward form holds neither the record's bytes nor its blocks; who has them gives them. Grounds come back attribute by
    attribute. Unknown fields are passed over. Raises `OutwardError` for what does not hold together.
    """
    stream = iter(values)
    head = next(stream, None)
    if head is None or head.get("kind") != "record":
        raise OutwardError("the first line is not a record", remedy="give a record's lines together, its record line first")
    record = record_from_dict(head, content=content, blocks=blocks)
    entries: list[Entry] = []
    problems: list[Problem] = []
    for value in stream:
        if value.get("kind") == "problem":
            problems.append(problem_from_dict(value, record))
        else:
            entries.append(entry_from_dict(value, record))
    return Reading(record=record, entries=tuple(entries), problems=tuple(problems), reader=head.get("reader", READER))


def record_from_dict(
    value: Values, *, text: str | None = None, content: bytes | None = None, blocks: tuple[Block, ...] = ()
) -> Record:
    """A record from its line; `text` where the line was written without. Hashes are checked."""
    text = value.get("text") if text is None else text
    if text is None:
        raise OutwardError("the record's text is missing", place=value.get("source"), remedy="export it with its text")
    return _whole(value, lambda: _record(value, text, content, blocks))


def _record(value: Values, text: str, content: bytes | None, blocks: tuple[Block, ...]) -> Record:
    origin = Origin(value["record"], value["text_sha256"])
    if text_digest(text) != origin.text or (content is not None and digest(content) != origin.record):
        raise OutwardError("the record is not what its SHA-256 says", place=value.get("source"))
    bare = Record(origin=origin, text=text, blocks=())
    return Record(
        origin=origin,
        text=text,
        blocks=blocks,
        content=content,
        media_type=value["media_type"],
        encoding=value["encoding"],
        extractor=value["extractor"],
        source=value["source"],
        title=value["title"],
        publisher=value["publisher"],
        published=value["published"],
        event_date=value["event_date"],
        place=value["place"],
        language=value["language"],
        kind=_choice(value, "record_kind", RecordKind, none=True),
        reference_date=value["reference_date"],
        grounds=_grounds(value, bare),
    )


def entry_from_dict(value: Values, record: Record) -> Entry:
    """An entry of a record. Raises `OutwardError` where a span does not hold or the id is another's."""
    return _checked(value, entry_made(value, record))


def entry_made(value: Values, record: Record) -> Entry:
    """The entry that some values make, whatever id they name. Raises `OutwardError` where they do not hold together."""
    make = _MAKERS.get(value.get("kind", ""))
    if make is None:
        raise OutwardError(
            f"no such kind of entry: {value.get('kind')}", place=record.source, remedy="a newer Servanda made it"
        )
    return _whole(value, lambda: make(value, record))


def problem_from_dict(value: Values, record: Record) -> Problem:
    """A problem of a record. Raises `OutwardError` where its span does not hold or the id is another's."""
    return _checked(value, _whole(value, lambda: _problem(value, record)))


def _problem(value: Values, record: Record) -> Problem:
    span = _span(value, record) if "start" in value else None
    return Problem(origin=record.origin, code=value["code"], message=value["message"], span=span)


Identified = TypeVar("Identified", Entry, Problem)


def _checked(value: Values, made: Identified) -> Identified:
    if made.id != value.get("id") or made.origin.record != value.get("record"):
        raise OutwardError(f"{value.get('id')} is not the id of what it names", remedy="its spans or its record were altered")
    return made


def _whole(value: Values, make: Callable[[], Made]) -> Made:
    """What `make` makes of a value; whatever it lacks becomes one kind of error."""
    try:
        return make()
    except OutwardError:
        raise
    except KeyError as fault:
        raise OutwardError(f"{value.get('id')} has no field {fault}") from fault
    except (ArithmeticError, AttributeError, ServandaError, TypeError, ValueError) as fault:
        raise OutwardError(f"{value.get('id')} does not hold together: {fault}") from fault


def _span(place: Values, record: Record) -> Span:
    span = record.cut(place["start"], place["end"])
    if place.get("text", span.text) != span.text:
        raise OutwardError(f"[{span.start}, {span.end}) does not hold the text it claims", place=record.source)
    return span


def _grounds(value: Values, record: Record) -> tuple[Ground, ...]:
    return tuple(Ground(name, _span(place, record)) for name, places in value["grounds"].items() for place in places)


def _choice(value: Values, field: str, allowed: Any, *, none: bool = False) -> Any:
    """A field whose value is one of a `Literal`'s."""
    chosen = value[field]
    if chosen in get_args(allowed) or (none and chosen is None):
        return chosen
    raise OutwardError(f"{field} cannot be {chosen!r}")


def _common(value: Values, record: Record) -> dict[str, Any]:
    return {
        "origin": record.origin,
        "speaker": value["speaker"],
        "voice": _choice(value, "voice", Voice),
        "confidence": value["confidence"],
        "rule": value.get("rule", ""),
        "grounds": _grounds(value, record),
    }


def _turn(value: Values, record: Record) -> Turn:
    common = _common(value, record)
    label = None
    if value["label"] is not None:
        places = value["grounds"]["label"]
        label = _span({**places[0], "text": value["label"]}, record)
        common["grounds"] = _grounds({"grounds": {**value["grounds"], "label": places[1:]}}, record)
    return Turn(
        **common,
        span=_span(value, record),
        label=label,
        role=_choice(value, "role", Role),
        anomaly=_choice(value, "anomaly", Anomaly, none=True),
        insertions=tuple(_span(place, record) for place in value["insertions"]),
    )


def _exchange(value: Values, record: Record) -> Exchange:
    addressees = tuple(value["addressees"])
    return Exchange(
        **_common(value, record),
        asker=value["asker"],
        outlet=value["outlet"],
        addressees=addressees,
        questions=tuple(_question(question, addressees, record) for question in value["questions"]),
        answers=tuple(_span(place, record) for place in value["answers"]),
    )


def _question(value: Values, addressees: tuple[str, ...], record: Record) -> Question:
    asked = tuple(value["addressees"])
    return Question(
        span=_span(value, record),
        addressees=() if asked == addressees else asked,
        reply=_choice(value, "reply", Reply, none=True),
        grounds=_grounds(value, record),
    )


def _figure(value: Values, record: Record) -> Figure:
    return Figure(
        **_common(value, record),
        span=_span(value, record),
        value=number_in(value["value"]),
        low=number_in(value["low"]),
        high=number_in(value["high"]),
        modifier=_choice(value, "modifier", Modifier),
        unit=value["unit"],
        measure=value["measure"],
        change=value["change"],
        period=value["period"],
        basis=value["basis"],
    )


def _time(value: Values, record: Record) -> Time:
    return Time(
        **_common(value, record),
        span=_span(value, record),
        type=_choice(value, "type", TimeType),
        value=value["value"],
        end_value=value["end_value"],
    )


def _quotation(value: Values, record: Record) -> Quotation:
    return Quotation(
        **_common(value, record),
        span=_span(value, record),
        content=tuple(_span(place, record) for place in value["content"]),
        cue=_span(value["cue"], record) if value["cue"] else None,
        source_mention=_span(value["source_mention"], record) if value["source_mention"] else None,
        source=value["source"],
        type=_choice(value, "type", QuotationType),
        level=value["level"],
    )


def _commitment(value: Values, record: Record) -> Commitment:
    test = value["success_test"]
    return Commitment(
        **_common(value, record),
        span=_span(value, record),
        holder=value["holder"],
        actor=value["actor"],
        action=value["action"],
        force=_choice(value, "force", Force),
        deadline=value["deadline"],
        deadline_start=value["deadline_start"],
        deadline_end=value["deadline_end"],
        deadline_rule=value["deadline_rule"],
        condition=value["condition"],
        firmness=_choice(value, "firmness", Firmness, none=True),
        testability=value["testability"],
        success_test=SuccessTest(kept=test["kept"], partly=test["partly"], broken=test["broken"]) if test else None,
    )


def _progress(value: Values, record: Record) -> Progress:
    return Progress(
        **_common(value, record),
        span=_span(value, record),
        holder=value["holder"],
        matter=value["matter"],
        status=_choice(value, "status", Status),
        degree=number_in(value["degree"]),
        modifier=_choice(value, "modifier", Modifier, none=True),
        period=value["period"],
    )


def _instrument(value: Values, record: Record) -> Instrument:
    return Instrument(
        **_common(value, record),
        span=_span(value, record),
        name=value["name"],
        instrument_kind=value["instrument_kind"],
        events=tuple(_event(event, record) for event in value["events"]),
    )


def _event(value: Values, record: Record) -> InstrumentEvent:
    return InstrumentEvent(
        span=_span(value, record),
        event=_choice(value, "event", LifeEvent),
        date=value["date"],
        place=value["place"],
        grounds=_grounds(value, record),
    )


def _position(value: Values, record: Record) -> Position:
    return Position(
        **_common(value, record),
        span=_span(value, record),
        holder=value["holder"],
        matter=value["matter"],
        stance=_choice(value, "stance", Stance),
        conditions=tuple(_span(place, record) for place in value["conditions"]),
    )


def _forecast(value: Values, record: Record) -> Forecast:
    return Forecast(
        **_common(value, record),
        span=_span(value, record),
        holder=value["holder"],
        content=value["content"],
        horizon=value["horizon"],
        condition=value["condition"],
    )


def _topic(value: Values, record: Record) -> Topic:
    return Topic(
        **_common(value, record),
        span=_span(value, record),
        matter=value["matter"],
        raised_by=value["raised_by"],
        outcome=_choice(value, "outcome", Outcome),
        level_from=_choice(value, "level_from", Level, none=True),
        level_to=_choice(value, "level_to", Level, none=True),
    )


_MAKERS: dict[str, Callable[[Values, Record], Entry]] = {
    Turn.kind: _turn,
    Exchange.kind: _exchange,
    Figure.kind: _figure,
    Time.kind: _time,
    Quotation.kind: _quotation,
    Commitment.kind: _commitment,
    Progress.kind: _progress,
    Instrument.kind: _instrument,
    Position.kind: _position,
    Forecast.kind: _forecast,
    Topic.kind: _topic,
}
