"""Questions as a desk officer asks them, on the seeds and the records around them, through the command line.

For each thing that the two seeds describe there are five questions in `mission.json`: the command that is typed, and what its
answer must hold, as places and values (`bench.mission_matching`). They were written by reading the records, before any answer
was looked at. `corrected` says why an expectation was changed afterwards, where the record showed that it was wrong; `wired`,
that only the names of fields were, where a command was not built yet. `python -m bench.mission SHARED` prints what fails, and
what was answered there.

A command may hold the id of an entry, which whoever types it takes from a register: `{commitment@002:10-20}` is the id of the
commitment at that place, `{entry@…}` of whatever statement fits it best.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from bench.matters import SEED_DAYS
from bench.mission_matching import Answer, Matcher, places_in

QUESTIONS = Path(__file__).parent / "mission.json"
RECORDS = (
    "002 003 004 005 006 008 009 010 011 012 013 014 015 016 017 018 019 020 021 022 023"
    " 075 200 201 202 203 204 205 206 207 209"
)
"""Numbers of the records around the seeds: the same presidents' talks, and calls and negotiations told by several sides."""
FLOOR = 0.90
THINGS = {
    "report": "attributed report",
    "press": "press conference",
    "labels": "wrong labels",
    "problems": "problems and their status",
    "escalation": "escalation",
    "programmes": "programmes",
    "offices": "figures by two offices",
    "instruments": "instruments",
    "plans": "plans",
    "conditional": "conditional position",
    "inside": "words quoted inside words",
    "promise": "another's promise",
    "rounds": "rounds of talks",
    "repeated": "repeated words",
}
_ENTRY = re.compile(r"\{(\w+)@((\d+):(\d+)-(\d+))\}")
_SECONDS = 120
"""After which a command is given up."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, how, and what the answer must hold."""

    id: str
    ask: str
    command: str
    expect: tuple[Any, ...]
    never: tuple[Any, ...] = ()
    """What no line of the answer may hold."""
    within: int | None = None
    """Among how many first lines the answer must be, where a command ranks them."""
    corrected: str | None = None
    wired: str | None = None

    @property
    def thing(self) -> str:
        """The key of the thing that it asks about."""
        return self.id.rpartition("-")[0]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answer."""

    question: Question
    right: bool
    answered: str
    """What stood at the expected places, or the error: for whoever reads the failures."""


class Desk:
    """A ledger of the records, asked through the command line as a person asks."""

    def __init__(self, shared: Path, folder: Path) -> None:
        """The ledger is that of a folder."""
        self._folder = folder
        self._paths = {path.name[:3]: path for path in _records(shared)}
        self.matcher = Matcher({sha256(path.read_bytes()).hexdigest(): number for number, path in self._paths.items()})

    def read(self) -> None:
        """Read the records; a person gives the day of the one that prints none. Raises `RuntimeError` where that fails."""
        self._read([path for path in self._paths.values() if path.name not in SEED_DAYS])
        for path in self._paths.values():
            if path.name in SEED_DAYS:
                self._read(["--date", SEED_DAYS[path.name], path])

    def _read(self, arguments: Sequence[str | Path]) -> None:
        done = self._run(["read", "-q", *map(str, arguments)], seconds=None)
        if done.returncode:
            raise RuntimeError(done.stderr)

    def ask(self, question: Question) -> Asked:
        """Type the command and hold its answer against what is expected."""
        try:
            lines = self._lines(self._command(question.command))
        except (RuntimeError, LookupError, subprocess.TimeoutExpired) as fault:
            return Asked(question, right=False, answered=str(fault))
        first = lines[: question.within]
        right = all(any(self.matcher.found(one, line) for line in first) for one in question.expect)
        wrong = any(self.matcher.found(one, line) for one in question.never for line in lines)
        return Asked(question, right=right and not wrong, answered=self._told(question, lines))

    def _command(self, command: str) -> list[str]:
        for path in self._paths.values():
            command = command.replace(f"{{path}}/{path.name}", shlex.quote(str(path)))
        return shlex.split(_ENTRY.sub(self._id, command))

    def _id(self, wanted: re.Match[str]) -> str:
        kind, place, number, start, end = wanted.groups()
        entries = self._lines(["export", self._paths[number].name, "--no-text"])
        fitting = [
            (abs(entry["start"] - int(start)) + abs(entry["end"] - int(end)), entry["id"])
            for entry in entries
            if (entry["kind"] == kind or (kind == "entry" and entry["kind"] not in ("turn", "time", "figure")))
            and "start" in entry
            and self.matcher.touches(place, {name: entry[name] for name in ("record", "start", "end")})
        ]
        if not fitting:
            raise LookupError(f"no {kind} at {place}")
        return str(min(fitting)[1])

    def _lines(self, arguments: Sequence[str]) -> list[Answer]:
        done = self._run(arguments, seconds=_SECONDS)
        if done.returncode not in (0, 1):
            raise RuntimeError(done.stderr.strip()[-300:])
        return [line for line in map(json.loads, done.stdout.splitlines()) if isinstance(line, dict)]

    def _run(self, arguments: Sequence[str], *, seconds: float | None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "servanda", *arguments],
            cwd=self._folder,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent), "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            timeout=seconds,
            check=False,
        )

    def _told(self, question: Question, lines: list[Answer]) -> str:
        places = places_in(list(question.expect))
        near = [line for line in lines if any(self.matcher.touches(place, line) for place in places)]
        asked = set(_fields(question.expect))
        shown = [json.dumps(_only(line, asked), ensure_ascii=False) for line in near[:4]]
        return f"{len(lines)} lines, {len(near)} there: " + "; ".join(shown)


def _records(shared: Path) -> Iterator[Path]:
    yield from sorted((shared / "seeds").glob("*.txt"))
    around = RECORDS.split()
    yield from (path for path in sorted((shared / "records").glob("*.txt")) if path.name[:3] in around)


def _fields(pattern: Any) -> Iterator[str]:
    if isinstance(pattern, dict):
        for name, inner in pattern.items():
            yield name
            yield from _fields(inner)
    elif isinstance(pattern, list | tuple):
        for inner in pattern:
            yield from _fields(inner)


def _only(value: Any, names: set[str]) -> Any:
    """An answer with the fields that were asked for, kinds and places, and never a record's words."""
    if isinstance(value, dict):
        kept = {
            name: _only(inner, names) for name, inner in value.items() if name in names or isinstance(inner, dict | list)
        } | {name: value[name] for name in ("kind", "start", "end") if name in value}
        return {name: inner for name, inner in kept.items() if inner not in ({}, [])}
    return [_only(one, names) for one in value] if isinstance(value, list) else value


def questions() -> list[Question]:
    """All questions, in the order of the things."""
    kept = json.loads(QUESTIONS.read_text(encoding="utf-8"))
    return [Question(**{**one, "expect": tuple(one["expect"]), "never": tuple(one.get("never", ()))}) for one in kept]


def asked(shared: Path, wanted: Sequence[str] = ()) -> list[Asked]:
    """All questions asked, or those whose ids begin as wanted."""
    chosen = [one for one in questions() if not wanted or one.id.startswith(tuple(wanted))]
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(shared, Path(folder))
        desk.read()
        return [desk.ask(one) for one in chosen]


def run(shared: Path, *, peers: bool = False) -> dict[str, Any]:  # noqa: ARG001 - the form of a measurement
    """Right answers by thing, which questions failed, and how many expectations were corrected."""
    return summed(asked(shared))


def summed(done: Sequence[Asked]) -> dict[str, Any]:
    """The counts over questions that were asked."""
    right = Counter(one.question.thing for one in done if one.right)
    of = Counter(one.question.thing for one in done)
    total = sum(right.values())
    return {
        "things": {name: {"right": right[key], "of": of[key]} for key, name in THINGS.items()},
        "right": total,
        "of": len(done),
        "failed": [one.question.id for one in done if not one.right],
        "corrected": sum(one.question.corrected is not None for one in done),
        "broken": [] if total >= FLOOR * len(done) else [f"{total} of {len(done)} questions right, floor {FLOOR:.2f}"],
    }


def markdown(result: dict[str, Any]) -> str:
    """A table for docs/measured.md."""
    rows = [f"| {name} | {told['right']} | {told['of']} |" for name, told in result["things"].items()]
    total = f"| **all** | **{result['right']}** | **{result['of']}** |"
    table = "\n".join(["| questions about | right | asked |", "|---|---:|---:|", *rows, total])
    changed = f"Expectations corrected after the first answers, because the record showed them wrong: {result['corrected']}."
    return f"{table}\n\nFloor: {FLOOR:.2f} of all. {changed}\n"


def main() -> None:
    """Print what fails, with what was answered."""
    shared, *wanted = sys.argv[1:]
    done = asked(Path(shared), wanted)
    for one in done:
        if not one.right:
            print(f"{one.question.id}: {one.question.ask}\n  servanda {one.question.command}")
            print(f"  expected {json.dumps(one.question.expect, ensure_ascii=False)}\n  answered {one.answered}\n")
    print(f"{sum(one.right for one in done)} of {len(done)} right")


if __name__ == "__main__":
    main()
