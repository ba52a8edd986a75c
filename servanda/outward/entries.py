"""The outward form: readings as plain dictionaries, one JSON object a line.

What other programs read. It changes only by adding fields. Dictionaries hold JSON values only, and numbers keep every digit:
whole values are JSON numbers, decimals that binary cannot hold are strings.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from servanda.model import (
    READER,
    Commitment,
    Entry,
    Exchange,
    Figure,
    Forecast,
    Ground,
    Instrument,
    InstrumentEvent,
    Passage,
    Position,
    Problem,
    Progress,
    Question,
    Quotation,
    Reading,
    Record,
    Span,
    SuccessTest,
    Time,
    Topic,
    Turn,
    definitions_of,
)

_MANY_DIGITS = 4000
"""A number of more digits than this is written as a string in scientific notation: readers of JSON refuse it otherwise."""


def number_out(value: Decimal | None) -> int | float | str | None:
    """A JSON value that loses no digit."""
    if value is None:
        return None
    if abs(value.adjusted()) > _MANY_DIGITS:
        return str(value)
    if value == value.to_integral_value():
        return int(value)
    near = float(value)
    return near if Decimal(near) == value == Decimal(repr(near)) else format(value, "f").rstrip("0")


def number_in(value: int | float | str | None) -> Decimal | None:
    """The inverse of `number_out`."""
    return None if value is None else Decimal(str(value))


def _place(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end}


def _quote(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}


def _grounds(grounds: tuple[Ground, ...]) -> dict[str, list[dict[str, Any]]]:
    out: dict[str, list[dict[str, Any]]] = {}
    for ground in grounds:
        out.setdefault(ground.attribute, []).append(_place(ground.span))
    return out


def _all_grounds(entry: Entry) -> tuple[Ground, ...]:
    """An entry's grounds; a turn's label, which is a span of its own, comes first under that name."""
    if isinstance(entry, Turn) and entry.label:
        return (Ground("label", entry.label), *entry.grounds)
    return entry.grounds


def record_to_dict(record: Record, *, text: bool = True, reader: str = READER) -> dict[str, Any]:
    """The record itself; `text=False` leaves its text out."""
    out: dict[str, Any] = {
        "kind": "record",
        "id": f"record-{record.origin.record[:16]}",
        "record": record.origin.record,
        "title": record.title,
        "publisher": record.publisher,
        "published": record.published,
        "event_date": record.event_date,
        "place": record.place,
        "language": record.language,
        "record_kind": record.kind,
        "reference_date": record.reference_date,
        "media_type": record.media_type,
        "encoding": record.encoding,
        "extractor": record.extractor,
        "source": record.source,
        "characters": len(record.text),
        "text_sha256": record.origin.text,
        "reader": reader,
        "definitions": definitions_of(reader),
        "grounds": _grounds(record.grounds),
    }
    if text:
        out["text"] = record.text
    return out


def _turn(turn: Turn) -> dict[str, Any]:
    return {
        "label": turn.label.text if turn.label else None,
        "role": turn.role,
        "anomaly": turn.anomaly,
        "insertions": [_place(span) for span in turn.insertions],
    }


def _question(question: Question, exchange: Exchange) -> dict[str, Any]:
    return {
        **_quote(question.span),
        "addressees": list(question.addressees or exchange.addressees),
        "reply": question.reply,
        "grounds": _grounds(question.grounds),
    }


def _exchange(exchange: Exchange) -> dict[str, Any]:
    return {
        "asker": exchange.asker,
        "outlet": exchange.outlet,
        "addressees": list(exchange.addressees),
        "questions": [_question(question, exchange) for question in exchange.questions],
        "answers": [_place(span) for span in exchange.answers],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "value": number_out(figure.value),
        "low": number_out(figure.low),
        "high": number_out(figure.high),
        "modifier": figure.modifier,
        "unit": figure.unit,
        "measure": figure.measure,
        "change": figure.change,
        "period": figure.period,
        "basis": figure.basis,
    }


def _time(time: Time) -> dict[str, Any]:
    return {"type": time.type, "value": time.value, "end_value": time.end_value}


def _quotation(quotation: Quotation) -> dict[str, Any]:
    return {
        "content": [_quote(span) for span in quotation.content],
        "cue": _quote(quotation.cue) if quotation.cue else None,
        "source_mention": _quote(quotation.source_mention) if quotation.source_mention else None,
        "source": quotation.source,
        "type": quotation.type,
        "level": quotation.level,
    }


def _commitment(commitment: Commitment) -> dict[str, Any]:
    return {
        "holder": commitment.holder,
        "actor": commitment.actor,
        "action": commitment.action,
        "force": commitment.force,
        "deadline": commitment.deadline,
        "deadline_start": commitment.deadline_start,
        "deadline_end": commitment.deadline_end,
        "deadline_rule": commitment.deadline_rule,
        "condition": commitment.condition,
        "firmness": commitment.firmness,
        "testability": commitment.testability,
        "success_test": _success_test(commitment.success_test),
    }


def _success_test(test: SuccessTest | None) -> dict[str, str] | None:
    return {"kept": test.kept, "partly": test.partly, "broken": test.broken} if test else None


def _progress(progress: Progress) -> dict[str, Any]:
    return {
        "holder": progress.holder,
        "matter": progress.matter,
        "status": progress.status,
        "degree": number_out(progress.degree),
        "modifier": progress.modifier,
        "period": progress.period,
    }


def _instrument(instrument: Instrument) -> dict[str, Any]:
    return {
        "name": instrument.name,
        "instrument_kind": instrument.instrument_kind,
        "events": [_event(event) for event in instrument.events],
    }


def _event(event: InstrumentEvent) -> dict[str, Any]:
    return {
        **_quote(event.span),
        "event": event.event,
        "date": event.date,
        "place": event.place,
        "grounds": _grounds(event.grounds),
    }


def _position(position: Position) -> dict[str, Any]:
    return {
        "holder": position.holder,
        "matter": position.matter,
        "stance": position.stance,
        "conditions": [_quote(span) for span in position.conditions],
    }


def _forecast(forecast: Forecast) -> dict[str, Any]:
    return {
        "holder": forecast.holder,
        "content": forecast.content,
        "horizon": forecast.horizon,
        "condition": forecast.condition,
    }


def _topic(topic: Topic) -> dict[str, Any]:
    return {
        "matter": topic.matter,
        "raised_by": topic.raised_by,
        "outcome": topic.outcome,
        "level_from": topic.level_from,
        "level_to": topic.level_to,
    }


_ATTRIBUTES: dict[type[Entry], Callable[[Any], dict[str, Any]]] = {
    Turn: _turn,
    Exchange: _exchange,
    Figure: _figure,
    Time: _time,
    Quotation: _quotation,
    Commitment: _commitment,
    Progress: _progress,
    Instrument: _instrument,
    Position: _position,
    Forecast: _forecast,
    Topic: _topic,
}


def entry_to_dict(entry: Entry, *, reader: str = READER) -> dict[str, Any]:
    """One entry."""
    out: dict[str, Any] = {"kind": entry.kind, "id": entry.id, "record": entry.origin.record}
    if isinstance(entry, Passage):
        out.update(_quote(entry.span))
    out.update(speaker=entry.speaker, voice=entry.voice, confidence=entry.confidence, reader=reader, rule=entry.rule)
    out["grounds"] = _grounds(_all_grounds(entry))
    out.update(_ATTRIBUTES[type(entry)](entry))
    return out


def problem_to_dict(problem: Problem, *, reader: str = READER) -> dict[str, Any]:
    """One problem; `start`, `end` and `text` are absent where it concerns the record as a whole."""
    out: dict[str, Any] = {"kind": "problem", "id": problem.id, "record": problem.origin.record}
    if problem.span:
        out.update(_quote(problem.span))
    out.update(speaker=None, voice="publisher", confidence=1.0, reader=reader, code=problem.code, message=problem.message)
    return out


def reading_to_dicts(reading: Reading, *, text: bool = True) -> Iterator[dict[str, Any]]:
    """The record first, then entries in the order of the text, then problems."""
    yield record_to_dict(reading.record, text=text, reader=reading.reader)
    for entry in reading.entries:
        yield entry_to_dict(entry, reader=reading.reader)
    for problem in reading.problems:
        yield problem_to_dict(problem, reader=reading.reader)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_encode_escaped = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode


def to_line(value: dict[str, Any]) -> str:
    """One JSON line. Lone surrogates, which UTF-8 cannot carry, are escaped as JSON allows."""
    line = _encode(value)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return _encode_escaped(value)
    return line
