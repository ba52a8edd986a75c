"""The entries of a record as tables, each row linked to its words in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servanda.faces import wording
from servanda.faces.export import html
from servanda.faces.export.anchors import Anchors
from servanda.faces.export.quotations import Sayings
from servanda.faces.export.statements import statement_tables
from servanda.model import Entry, Exchange, Figure, Problem, Question, Reading, Span, Time, Turn

OPENING_WORDS = 160
"""So much of an answer is shown in the table, in characters; the rest is a link away."""


def tables(reading: Reading, anchors: Anchors) -> Iterator[tuple[str, str, int, str]]:
    """Name of the place, title, number of entries and HTML of each table that has any; promises stand before the rest."""
    sayings = Sayings(reading, anchors)
    for name, title, count, table in (
        _speakers(reading, anchors, sayings),
        *statement_tables(reading, anchors),
        _exchanges(reading, anchors),
        ("quotations", "Quotations", len(sayings), sayings.table()),
        _figures(reading, anchors),
        _times(reading, anchors),
        _problems(reading, anchors),
    ):
        if table:
            yield name, title, count, table


def _speakers(reading: Reading, anchors: Anchors, sayings: Sayings) -> tuple[str, str, int, str]:
    spoken: dict[str, list[Turn]] = {}
    for turn in reading.of(Turn):
        if turn.role != "publisher":
            spoken.setdefault(wording.speaker_name(turn), []).append(turn)
    rows = (
        html.row(
            (
                f"{html.link(anchors.words(turns[0]), html.name(name))} {sayings.link(name)}".rstrip(),
                html.line(wording.role(turns[0])),
                str(len(turns)),
                f"{sum(len(turn.span.text) for turn in turns) / max(1, len(reading.record.text)):.0%}",
            )
        )
        for name, turns in spoken.items()
    )
    table = html.table("Who spoke", ("Speaker", "Part", "Turns", "Of the text"), rows, class_="speakers")
    return "speakers", "Speakers", len(spoken), table


def _exchanges(reading: Reading, anchors: Anchors) -> tuple[str, str, int, str]:
    """A row an exchange: what was put in one turn on the left, the turns that answer it on the right."""
    rows: list[str] = []
    count = 0
    for exchange in reading.of(Exchange):
        questions = [
            _asked(question, exchange, number, anchors) for number, question in enumerate(exchange.questions, start=count + 1)
        ]
        count += len(questions)
        rows.append(html.row((_asker(exchange) + "".join(questions), _answered(exchange, anchors))))
    table = html.table("Questions and answers", ("Question", "Answer"), rows, class_="exchanges")
    return "questions", "Questions", count, table


def _asker(exchange: Exchange) -> str:
    return html.element("span", f"{html.name(wording.asker_name(exchange))}{_addressed(exchange.addressees)}", class_="who")


def _addressed(names: Sequence[str]) -> str:
    return f" to {', '.join(html.name(name) for name in names)}" if names else ""


def _asked(question: Question, exchange: Exchange, number: int, anchors: Anchors) -> str:
    chip = html.link(anchors.words(question), f"Q{number}", class_="chip question-chip", aria_label=f"Q{number}, a question")
    others = question.addressees if set(question.addressees) != set(exchange.addressees) else ()
    to = html.element("span", _addressed(others), class_="quiet") if others else ""
    is_given = any(ground.attribute == "reply" for ground in question.grounds)
    reply = wording.reply(question.reply, is_given=is_given, confidence=exchange.confidence)
    verdict = f" {html.element('span', html.line(reply), class_='verdict')}" if reply else ""
    return html.element("p", f"{chip}{_quoted(question.span)}{to}{verdict}", id=anchors.row(question), class_="asked")


def _answered(exchange: Exchange, anchors: Anchors) -> str:
    answers = "".join(_answer(span, anchors) for span in exchange.answers)
    return answers or html.element("span", "no answer found", class_="quiet")


def _answer(span: Span, anchors: Anchors) -> str:
    turn = anchors.turn_at(span.start, span.end)
    if turn is None:
        return html.element("p", _quoted(span))
    label = len(turn.label.text) if turn.label else 0
    words = wording.shortened(turn.span.text[label:].lstrip(": \n\t"), OPENING_WORDS)
    who = html.link(anchors.words(turn), html.name(wording.speaker_name(turn)), class_="who")
    return html.element("p", f"{who} {html.element('q', html.line(words), dir='auto')}")


def _figures(reading: Reading, anchors: Anchors) -> tuple[str, str, int, str]:
    figures = reading.of(Figure)
    rows = (
        html.row(
            (
                _value(wording.amount(figure), wording.unit(figure), figure, anchors),
                _measured(figure),
                _answerable(figure),
            ),
            id=anchors.row(figure),
        )
        for figure in figures
    )
    table = html.table("Figures", ("Value, and the words", "What is measured", "Whose words"), rows, class_="figures")
    return "figures", "Figures", len(figures), table


def _measured(figure: Figure) -> str:
    facts = [html.line(figure.measure) if figure.measure else html.element("span", "not said", class_="quiet")]
    if figure.period:
        facts.append(html.element("span", f"for {html.line(figure.period)}", class_="quiet"))
    if figure.basis:
        facts.append(html.element("span", f"by {html.line(figure.basis)}", class_="quiet"))
    return "<br>".join(facts)


def _times(reading: Reading, anchors: Anchors) -> tuple[str, str, int, str]:
    times = reading.of(Time)
    rows = (
        html.row(
            (_value(wording.time_value(time), "", time, anchors), _timex(time), _answerable(time)),
            id=anchors.row(time),
        )
        for time in times
    )
    table = html.table("Dates and times", ("Value, and the words", "Type", "Whose words"), rows, class_="times")
    return "times", "Dates", len(times), table


def _timex(time: Time) -> str:
    """Type and code, for those who compare with other programs."""
    code = f"{time.value}/{time.end_value}" if time.end_value else time.value
    if code == wording.time_value(time):
        return html.line(time.type.lower())
    return f"{html.line(time.type.lower())}<br>{html.element('code', html.line(code), class_='quiet')}"


def _problems(reading: Reading, anchors: Anchors) -> tuple[str, str, int, str]:
    doubtful = [turn for turn in reading.of(Turn) if turn.anomaly]
    rows = [_label_row(turn, anchors) for turn in doubtful]
    rows += [_problem_row(problem, anchors) for problem in reading.problems]
    table = html.table("Problems and doubtful labels", ("Where", "What is wrong"), rows, class_="problems")
    return "problems", "Problems", len(rows), table


def _label_row(turn: Turn, anchors: Anchors) -> str:
    where = html.link(anchors.words(turn), f"line {anchors.lines.at(turn.span.start)}")
    printed = f" Printed: {html.element('q', html.line(turn.label.text))}." if turn.label else ""
    who = f" Who speaks: {html.name(turn.speaker)}." if turn.speaker else ""
    return html.row((where, f"{html.line(wording.anomaly(turn) or '')}.{printed}{who}"))


def _problem_row(problem: Problem, anchors: Anchors) -> str:
    where = "the record"
    if problem.span:
        where = html.link(anchors.words(problem), f"line {anchors.lines.at(problem.span.start)}")
    code = html.element("code", html.line(problem.code), class_="quiet")
    return html.row((where, f"{html.line(problem.message)} {code}"), id=anchors.row(problem))


def _value(value: str, unit: str, entry: Figure | Time, anchors: Anchors) -> str:
    shown = html.element("b", html.line(value)) + (f" {html.line(unit)}" if unit else "")
    return f"{html.link(anchors.words(entry), shown, class_='value')}{_quoted(entry.span)}"


def _quoted(span: Span) -> str:
    return html.element("q", html.line(wording.shortened(span.text)), dir="auto")


def _answerable(entry: Entry) -> str:
    whose = html.name(entry.speaker) if entry.speaker else "unnamed speaker" if entry.voice == "speaker" else "publisher"
    quoted = " (quoted)" if entry.voice == "quoted" else ""
    sure = html.element("span", f"{entry.confidence:.2f}", class_="quiet", title="Confidence, from 0 to 1")
    return f"{whose}{quoted} {sure}"
