"""Figures against public benchmarks, and beside other programs that read quantities.

The sets differ in what they count. NewsQuant counts lengths of time as quantities and spells units out; its modifier is one
of exact, approx, more_than, less_than, up and down. The suites of other programs (`rt_`, `q3_`, `duckling_`) are written for
one recogniser at a time: there recall tells, not precision.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import servanda
from bench import peers as peer_programs
from bench.judging import scorer_of
from servanda.model import Figure, Reading, Time
from servanda.readings.figures import find_figures
from servanda.readings.quantities import modifiers
from servanda.readings.quantities.nouns import singular
from servanda.readings.quantities.numbers import Number, openers, read_number
from servanda.readings.quantities.tokens import Tokens, cut, is_digits
from servanda.readings.quantities.units import names, unit_after
from servanda.readings.times import find_times
from servanda.words import table

SETS = (
    "newsquant_dev",
    *("rt_number", "rt_numberrange", "rt_currency", "rt_dimension", "rt_percent", "rt_temperature", "rt_age"),
    *("q3_quantities", "q3_ambiguity"),
    *("duckling_money", "duckling_quantity", "duckling_distance", "duckling_numeral"),
    "ccg_train",
)
PEERS = ("quantulum3", "ms_recognizers_numbers", "duckling_numbers")
FLOORS = {"value": 92.0, "value+unit": 87.0, "modifier": 95.0}

_MODIFIERS = {
    "exact": "exact", "about": "approx", "almost": "approx", "more_than": "more_than", "at_least": "more_than",
    "less_than": "less_than", "at_most": "less_than",
}  # fmt: skip
_CALLED = {"p": "point", "PS": "horsepower", "people": "people"}
"""Units that NewsQuant calls by another name: the p of share prices, metric horsepower."""
_LITTLE = ("of", "and", "or", "the", "a", "such")
_LENGTHS = {unit: unit for unit in ("second", "minute", "hour", "day", "week", "month", "year", "decade", "century")}
_LENGTHS |= {"min": "minute", "hr": "hour", "sec": "second", "yr": "year"}


def quantities(reading: Reading) -> list[dict[str, Any]]:
    """What the reading holds, in the benchmarks' form: figures, and lengths of time as quantities."""
    text = reading.record.text
    found = [_of_figure(figure, text) for figure in reading.of(Figure)]
    found += [quantity for length in reading.of(Time) if (quantity := _of_length(length, text)) is not None]
    return sorted(found, key=lambda quantity: quantity["span"])


def _of_figure(figure: Figure, text: str) -> dict[str, Any]:
    low, high = figure.low, figure.high
    if low is not None and high is None:  # "thousands": the benchmarks give the order of magnitude, we the least it can be
        low, high = low / 2, low * 5
    return {
        "span": [figure.span.start, figure.span.end],
        "value": None if figure.value is None else float(figure.value),
        "low": None if low is None else float(low),
        "high": None if high is None else float(high),
        "unit": _unit_name(figure),
        "modifier": _modifier(figure, text),
        "exactness": "exact" if _is_magnitude(figure) else _MODIFIERS[figure.modifier],
    }


def _is_magnitude(figure: Figure) -> bool:
    """Whether it is an order of magnitude without more ("millions"), which the benchmark calls exact."""
    return figure.high is None and figure.low is not None and figure.modifier == "at_least"


def _modifier(figure: Figure, text: str) -> str:
    """The benchmark's one modifier: how exact an amount is, else the change said before it ("millions" is exact)."""
    if figure.modifier != "exact" and not _is_magnitude(figure):
        return _MODIFIERS[figure.modifier]
    after = text[figure.span.end : figure.span.end + 12].split()
    said_after = bool(after) and after[0].strip(".,;") in table("figure-changes")
    return figure.change if figure.change and not said_after else "exact"


def _unit_name(figure: Figure) -> str | None:
    """The unit spelt out: a table's name for a code, the counted phrase in the singular for a noun, "per" what follows."""
    grounds = {ground.attribute: ground.span for ground in figure.grounds}
    printed = grounds.get("unit")
    if figure.unit == "time" or (figure.unit == "1" and printed):
        return "count"
    if figure.unit == "1" and figure.measure:
        return " ".join(["%", *(word for word in figure.measure.split() if word not in _LITTLE)])
    if figure.unit is None or figure.unit == "1":
        return None
    if printed and printed.text in _CALLED:
        return _CALLED[printed.text]
    name = names().get(figure.unit)
    if name is None or (figure.unit == "t" and printed):
        words = [word for word in (printed.text if printed else figure.unit).strip("-").split() if word not in _LITTLE]
        name = " ".join([*words[:-1], words[-1] if words[-1] == "people" else singular(words[-1])])
    per = grounds.get("per")
    return f"{name} per {_one(per.text)}" if per else name


def _one(unit: str) -> str:
    """What an amount is counted per, spelt out."""
    tokens = cut(unit, 0, len(unit))
    known = unit_after(tokens, 0)
    return names()[known.code] if known else singular(unit)


def _of_length(length: Time, text: str) -> dict[str, Any] | None:
    """The number with its unit of time that a time holds ("three years", "two years later"); "a century" prints no number."""
    tokens = cut(text, max(0, length.span.start - 40), length.span.end)
    first = next((at for at, place in enumerate(tokens.starts) if place >= length.span.start), 0)
    numbers = [number for at in range(first, len(tokens)) if (number := _number_at(tokens, at))]
    if not 0 < len(numbers) < 3:
        return None
    unit = _unit_of_time(tokens, numbers[-1].end)
    if unit is None:
        return None
    modifier = modifiers.before(tokens, numbers[0].start, 0)
    pair = len(numbers) == 2
    return {
        "span": [tokens.starts[numbers[0].start], length.span.end],
        "value": None if pair else float(numbers[0].value),
        "low": float(numbers[0].value) if pair else None,
        "high": float(numbers[1].value) if pair else None,
        "unit": unit,
        "modifier": _MODIFIERS[modifier[0]] if modifier else "exact",
        "exactness": _MODIFIERS[modifier[0]] if modifier else "exact",
    }


def _number_at(tokens: Tokens, at: int) -> Number | None:
    known = is_digits(tokens.raw[at]) or tokens.low[at] in openers()
    inside = at > 0 and (tokens.low[at - 1] in openers() or (tokens.low[at - 1] == "-" and tokens.low[at - 2] in openers()))
    return read_number(tokens, at) if known and not inside else None


def _unit_of_time(tokens: Tokens, at: int) -> str | None:
    """The unit of time within the next three words."""
    for step in range(4):
        word = tokens.word(at + step)
        if word in ("this", "last", "next", "of", ","):
            return None
        if word.removesuffix("s") in _LENGTHS:
            return _LENGTHS[word.removesuffix("s")]
    return None


def ours(gold: dict[str, dict[str, Any]]) -> tuple[dict[str, dict[str, Any]], float]:
    """Our quantities of every text, and the processor seconds that finding times and figures took (no intake, no start-up)."""
    records = {i: servanda.read_text(row["text"], language="en", model=False).record for i, row in gold.items()}
    began = time.process_time()
    readings = {i: find_figures(find_times(Reading(record=record))) for i, record in records.items()}
    seconds = time.process_time() - began
    return {i: {"quantities": quantities(reading)} for i, reading in readings.items()}, seconds


def _exactness(scorer: Any, gold: dict[str, dict[str, Any]], predicted: dict[str, dict[str, Any]]) -> float | None:
    """Modifiers right with growth and fall left aside: the benchmark has one slot for both, we have two."""
    aside = {"up": "exact", "down": "exact"}

    def folded(rows: dict[str, dict[str, Any]], key: str) -> dict[str, dict[str, Any]]:
        return {
            i: {**row, "quantities": [{**one, "modifier": aside.get(one[key], one[key])} for one in row["quantities"]]}
            for i, row in rows.items()
        }

    scored, _ = scorer.score(folded(gold, "modifier"), folded(predicted, "exactness"))
    right: float | None = scored.get("modifier_acc_matched")
    return right


def _figures_of(scored: dict[str, Any]) -> dict[str, Any]:
    return {
        "gold": scored["gold"],
        "exact": scored["span_exact"]["F1"],
        "overlap": scored["span_overlap"]["F1"],
        "recall": scored["span_overlap"]["R"],
        "value": scored.get("value", {}).get("F1"),
        "value recall": scored.get("value", {}).get("R"),
        "value+unit": scored.get("value+unit", {}).get("F1"),
        "modifier": scored.get("modifier_acc_matched"),
    }


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:
    """Score every set; with `peers`, the other programs on NewsQuant too, with characters a second."""
    scorer = scorer_of(shared, "score_quantities")
    result: dict[str, Any] = {"sets": {}, "peers": {}}
    for name in SETS:
        gold = scorer.load(shared / "bench" / "figures" / f"{name}.jsonl")
        predicted, seconds = ours(gold)
        scored, _ = scorer.score(gold, predicted)
        result["sets"][name] = _figures_of(scored)
        if name == "newsquant_dev":
            result["sets"][name]["exactness"] = _exactness(scorer, gold, predicted)
            result["peers"]["servanda"] = {**result["sets"][name], "chars/s": _rate(gold, seconds)}
            if peers:
                result["peers"].update(_run_peers(scorer, gold))
    news = result["sets"]["newsquant_dev"]
    result["broken"] = [f"NewsQuant {what} {news[what]} < {floor}" for what, floor in FLOORS.items() if news[what] < floor]
    return result


def _rate(gold: dict[str, dict[str, Any]], seconds: float) -> int:
    return int(sum(len(row["text"]) for row in gold.values()) / max(seconds, 1e-9))


def _run_peers(scorer: Any, gold: dict[str, dict[str, Any]]) -> dict[str, Any]:
    def row_of(done: peer_programs.PeerRun) -> dict[str, Any]:
        scored, _ = scorer.score(gold, {line["id"]: line for line in done.lines})
        return {**_figures_of(scored), "chars/s": _rate(gold, done.seconds)}

    documents = [{"id": i, "text": row["text"], "reference_date": "2022-01-01"} for i, row in gold.items()]
    return peer_programs.rows_of(PEERS, documents, row_of)


def markdown(result: dict[str, Any]) -> str:
    """The tables of docs/measured.md."""
    lines = [
        "NewsQuant, every second sentence (F1; lengths of time counted):",
        "",
        "| program | exact span | overlap | value | value and unit | modifier | growth and fall aside | characters a second |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, row in result["peers"].items():
        if "failed" in row:
            lines.append(f"| {name} | did not run here | | | | | | |")
            continue
        cells = [_cell(row.get(key)) for key in ("exact", "overlap", "value", "value+unit", "modifier", "exactness")]
        lines.append(f"| {name} | {' | '.join(cells)} | {row['chars/s']:,} |")
    lines += ["", "Other programs' own suites (each for one recogniser at a time, so recall):", ""]
    lines += ["| set | quantities | found | with the right value |", "|---|---|---|---|"]
    for name, row in result["sets"].items():
        if name != "newsquant_dev":
            lines.append(f"| {name} | {row['gold']} | {_cell(row['recall'])} | {_cell(row['value recall'])} |")
    return "\n".join(lines)


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"
