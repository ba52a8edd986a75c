"""Fuzzing that is guided by which code each input reaches: Atheris, which is libFuzzer's, with Servanda's own code watched.

`python -m tests.soak.guided SECONDS [FORM…]` tries to break what reads XML, HTML, PDF and DOCX, each so long, one after the
other, and keeps a line of what became of each (`python -m bench soaks` shows them). What was worth trying is kept in
`build/fuzz`, where the next run begins; so is whatever broke something. `python -m tests.soak.guided FORM FILE` tries one such
file again.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path

from bench.soaks import keep

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "build" / "fuzz"
FORMS = ("xml", "html", "pdf", "docx")
SECONDS, MEGABYTES = 10, 1024
"""What no input may take."""
MOST_BYTES = 8_000
_STATED = re.compile(r"^stat::(\w+):\s+(\d+)$", re.MULTILINE)
_COVERED = re.compile(r"\bcov: (\d+)")
_WORDS = (
    "<p>", "</p>", "<table>", "<tr>", "<td>", "<b>", "<br/>", "<speech>", "<from>", "<u who=", "<seg>", "<div>", "<head>",
    "<title>", "<w:p>", "<w:t>", "<w:r>", "<w:tab/>", "<!--", "-->", "<![CDATA[", "]]>", "&amp;", "&#x", "xmlns=",
    "speakername=", "class=", "<?xml version=", "<!DOCTYPE ", "BT", "ET", "Tj", "T*", "Td", "Tf", "TJ", "endobj", "stream",
)  # fmt: skip


def seeds(form: str) -> Iterable[bytes]:
    """What a form's inputs are made from, to begin with."""
    from tests.soak import fuzzing

    if form == "docx":
        yield fuzzing.document_of(fuzzing.TALK)
    if form == "pdf":
        yield fuzzing.stream_of(fuzzing.TALK)
    yield from (content[:MOST_BYTES] for name, content in fuzzing.seeds() if name.endswith(f".{form}"))


def whole(form: str, data: bytes) -> bytes:
    """A record of an input. A stream or a document alone is put into the file that it would stand in: few others are read."""
    from tests.soak import fuzzing

    if form == "pdf" and not data.startswith(b"%PDF"):
        return fuzzing.pdf_of(data)
    return fuzzing.docx_of(data) if form == "docx" and not data.startswith(b"PK") else data


def trial(form: str, seconds: int) -> bool:
    """Try one form so long, and keep what became of it. Whether nothing was found."""
    corpus, broken = FOLDER / form, FOLDER / f"{form}-broken"
    for folder in (corpus, broken):
        folder.mkdir(parents=True, exist_ok=True)
    for content in seeds(form):
        (corpus / sha256(content).hexdigest()[:16]).write_bytes(content)
    words = FOLDER / "words"
    words.write_text("".join(f'"{word.replace(chr(34), "")}"\n' for word in _WORDS))
    known = set(broken.iterdir())
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "tests.soak.guided", "--target", form, str(corpus), f"-max_total_time={seconds}",
         f"-timeout={SECONDS}", f"-rss_limit_mb={MEGABYTES}", f"-max_len={MOST_BYTES}", f"-dict={words}",
         f"-artifact_prefix={broken}/", "-print_final_stats=1"],
        cwd=ROOT, check=False, stderr=subprocess.PIPE, text=True, errors="replace",
    )  # fmt: skip
    stated = {name: int(value) for name, value in _STATED.findall(done.stderr)}
    covered = [int(value) for value in _COVERED.findall(done.stderr)]
    if not stated:
        raise SystemExit(done.stderr[-2000:])
    found = sorted(set(broken.iterdir()) - known)
    sound = done.returncode == 0 and not found
    figures = {
        "inputs": stated["number_of_executed_units"],
        "that reached something new": stated["new_units_added"],
        "faults": len(found),
        "branches and calls reached": float(covered[-1]),
        "slowest, seconds": float(stated["slowest_unit_time_sec"]),
        "memory, MB at most": float(stated["peak_rss_mb"]),
    }
    keep(f"{form.upper()}, guided by coverage", "passed" if sound else "failed", time.monotonic() - begun, figures)
    print(form, figures, *found, sep="\n", flush=True)
    return sound


def target(form: str, arguments: list[str]) -> None:
    """The process that tries: libFuzzer takes it over, and ends it."""
    import atheris

    with atheris.instrument_imports(include=["servanda"]):  # lxml and pdfium, which are C, are not watched
        from tests.soak import fuzzing
    broken = FOLDER / f"{form}-broken"
    seen: set[str] = set()

    def one(data: bytes) -> None:
        try:
            fuzzing.read(whole(form, data), f"a.{form}", fuzzing.Told())
        except Exception as fault:  # it goes on: one fault that is known keeps no others from being found
            place = _place(fault)
            if place not in seen:
                seen.add(place)
                (broken / f"fault-{sha256(place.encode()).hexdigest()[:16]}").write_bytes(data)
                print(f"{place}: {fault}", file=sys.stderr, flush=True)

    atheris.Setup([sys.argv[0], *arguments], one)
    atheris.Fuzz()


def _place(fault: BaseException) -> str:
    trace = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(fault).__name__} at {where}"


def again(form: str, file: Path) -> None:
    """Try one input again, and let what it raises through."""
    from tests.soak import fuzzing

    fuzzing.read(whole(form, file.read_bytes()), f"a.{form}", fuzzing.Told())


def main(arguments: list[str]) -> int:
    """Exit status 1 where something was found."""
    if arguments[0] == "--target":
        target(arguments[1], arguments[2:])
    if arguments[0] in FORMS:
        again(arguments[0], Path(arguments[1]))
        return 0
    tried: Callable[[str], bool] = lambda form: trial(form, int(arguments[0]))  # noqa: E731
    return 0 if all([*map(tried, arguments[1:] or FORMS)]) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
