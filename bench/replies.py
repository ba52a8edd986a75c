"""How questions were answered: CLARITY's three labels on interviews, and the replies of the hand-annotated records.

The model weighs the question as the annotators worded it, against the whole answer. The peer is what a careful engineer writes
first: TF-IDF and logistic regression, fitted on the same interviews, in an environment of its own.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bench.gold import predict
from bench.peers import PeerError, run_peer
from servanda.readings.answering.cues import tokens
from servanda.readings.answering.features import answer, asked, features, taken_up
from servanda.readings.answering.judging import judge, rarity
from servanda.readings.answering.refusing import refused
from training.replies.data import CLARITY_OF, Example, examples

LABELS = ("Clear Reply", "Ambivalent", "Clear Non-Reply")
FLOOR = 0.62
"""Macro-F1 of the three labels on dev308."""
_REPLIES = ("answered", "partial", "deflected", "none")


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:
    """Judge dev308, the interviews held out of the training part, and the gold records' questions."""
    folder = shared / "bench" / "replies"
    development, training = examples(folder / "dev308.jsonl"), examples(folder / "train_part.jsonl")
    unseen = [example for example in training if example.held_out]
    sets = {"dev308": development, "interviews held out of the training part": unseen}
    labels = {**_labels(folder / "dev308.jsonl"), **_labels(folder / "train_part.jsonl")}
    result: dict[str, Any] = {
        "sets": {
            name: _scores([labels[each.name] for each in given], [_clarity(each) for each in given])
            for name, given in sets.items()
        },
        "gold": _gold(shared),
    }
    reached = result["sets"]["dev308"]["macro_f1"]
    result["broken"] = [f"CLARITY dev308 macro-F1 {reached:.3f} < {FLOOR}"] if reached < FLOOR else []
    if peers:
        result["peers"] = _peer(sets, [each for each in training if not each.held_out], labels)
    return result


def _labels(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8") as lines:
        return {row["id"]: row["clarity"] for row in map(json.loads, lines)}


def _clarity(example: Example) -> str:
    """The label that the program gives."""
    question, said = asked(example.questions, example.index, of=example.subject), answer(tokens(example.answer))
    reply = "none" if refused(said) else judge(features(question, said, taken_up(question, said, rarity))).reply
    return CLARITY_OF[reply]


def _scores(wanted: Sequence[str], given: Sequence[str]) -> dict[str, Any]:
    pairs = Counter(zip(wanted, given, strict=True))
    each = {label: _f1(pairs, label) for label in LABELS}
    right = sum(count for (want, got), count in pairs.items() if want == got)
    return {
        "questions": len(wanted),
        "macro_f1": round(sum(each.values()) / len(each), 4),
        "accuracy": round(right / len(wanted), 4),
        "f1": {label: round(value, 4) for label, value in each.items()},
    }


def _f1(pairs: Counter[tuple[str, str]], label: str) -> float:
    wanted = sum(count for (want, _), count in pairs.items() if want == label)
    given = sum(count for (_, got), count in pairs.items() if got == label)
    return 2 * pairs[label, label] / (wanted + given) if wanted + given else 1.0


def _gold(shared: Path) -> dict[str, Any]:
    """Of the annotated questions that are found, how many have the annotated reply, and a ground where one is due."""
    pairs: Counter[tuple[str, str]] = Counter()
    grounded = due = 0
    for path in sorted((shared / "gold").glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if not gold.get("exchanges"):
            continue
        exchanges = [entry for entry in predict(path, gold) if entry["kind"] == "exchange"]
        found = [(question, bool(exchange["answers"])) for exchange in exchanges for question in exchange["questions"]]
        for want in (question for exchange in gold["exchanges"] for question in exchange["questions"]):
            match = _same(want["span"], found)
            if match is None:
                continue
            question, answered = match
            pairs[want["reply"], question["reply"]] += 1
            due += answered
            grounded += answered and "reply" in question["grounds"]
    total = sum(pairs.values())
    return {
        "questions": total,
        "right": sum(pairs[reply, reply] for reply in _REPLIES),
        "grounded": f"{grounded} of {due}",
        "pairs": {f"{want} read as {got}": count for (want, got), count in sorted(pairs.items())},
    }


def _same(span: Sequence[int], found: Iterable[tuple[dict[str, Any], bool]]) -> tuple[dict[str, Any], bool] | None:
    start, end = span
    for question, answered in found:
        if 2 * (min(end, question["end"]) - max(start, question["start"])) > end - start:
            return question, answered
    return None


def _peer(sets: dict[str, list[Example]], training: list[Example], labels: dict[str, str]) -> dict[str, Any]:
    """TF-IDF and logistic regression, fitted now."""
    given = [{"id": each.name, "text": each.answer, "label": labels[each.name]} for each in training]
    given += [{"id": each.name, "text": each.answer} for examples_ in sets.values() for each in examples_]
    try:
        said = {line["id"]: line["label"] for line in run_peer("tfidf_replies", given).lines}
    except PeerError as error:
        return {"error": str(error)}
    return {
        name: _scores([labels[each.name] for each in examples_], [said[each.name] for each in examples_])
        for name, examples_ in sets.items()
    }


def markdown(result: dict[str, Any]) -> str:
    """The tables of docs/measured.md."""
    lines = [
        "| how questions were answered (CLARITY) | questions | macro-F1 | " + " | ".join(LABELS) + " | accuracy |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    rows = [(f"Servanda, {name}", scores) for name, scores in result["sets"].items()]
    rows += [(f"TF-IDF + logistic regression, {name}", scores) for name, scores in _peer_rows(result)]
    for name, scores in rows:
        each = " | ".join(f"{scores['f1'][label]:.3f}" for label in LABELS)
        lines.append(f"| {name} | {scores['questions']} | {scores['macro_f1']:.3f} | {each} | {scores['accuracy']:.3f} |")
    gold = result["gold"]
    lines += [
        "",
        f"Hand-annotated records: {gold['right']} of {gold['questions']} questions have the annotated reply of the four; "
        f"a ground is shown for {gold['grounded']} that anybody answered.",
    ]
    return "\n".join(lines)


def _peer_rows(result: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    peers: dict[str, Any] = result.get("peers", {})
    return [] if "error" in peers else list(peers.items())
