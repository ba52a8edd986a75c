"""Records that chance has damaged: what is done to them, and what every outcome promises.

`python -m tests.soak.fuzzing COUNT SEED` tries so many, some 200 a second, in parts, each from a seed of its own, the next
behind the first; with `--whole` each record is read to the end by rules, some 50 a second, and not to its turns alone. Each
part leaves a line of what became of it (`python -m bench soaks` shows them), so that what was broken off goes on with the seed
of the part that was in hand, and several may be taken side by side.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from bench.soaks import keep
from servanda.errors import ServandaError
from servanda.model import Reading, Turn
from servanda.readings import STEPS, Step, read_record
from servanda.readings.speakers import resolve_speakers
from servanda.readings.turns import find_turns
from servanda.records import intake

ROOT = Path(__file__).parent.parent.parent
SECONDS = 10.0
"""Of the processor's time, that no record of these takes."""
MEGABYTES = 1024
PART = 20_000
"""Records that are tried from one seed."""
SIZES = (300, 1000, 3000, 20_000)
"""Bytes of a seed that are taken, from its beginning: small ones are soon tried, and large ones have room for what is rare."""
WEIGHTS = (45, 35, 15, 5)
TO_TURNS: tuple[Step, ...] = (find_turns, resolve_speakers)
TRIALS = {
    TO_TURNS: "damaged records of every form, through intake and turns",
    STEPS: "damaged records of every form, through the whole reading by rules",
}
"""What is tried, by how far a record is read."""

SIGNS = [
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\xed\xa0\x80", b"\r", b"\n\n", b"\t", b"<", b">", b"&", b"&#x110000;",
    b"&#0;", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<p>", b"</p>", b"<table>", b"<tr><td>", b"<script>", b"<?xml?>",
    b"<!DOCTYPE a [<!ENTITY b 'cc'>]>", b"xmlns='x'", b":", b"Q ", b"PRESIDENT ARLEN: ", b"(Laughter.)", b"[", b"]", b"--",
    b"00:00:01,000 --> ", b"WEBVTT\n", b"\x1b[2J", b"\xe2\x80\xae", b"9" * 40, b"obj\n<<", b">>\nstream\n", b"endstream",
    b"/Length 99999999", b"%PDF-1.7\n", b"PK\x03\x04",
]  # fmt: skip


@dataclass(slots=True)
class Told:
    """What became of so many records."""

    records: int = 0
    refused: int = 0
    slowest: float = 0.0
    peak_megabytes: float = 0.0
    faults: list[str] = field(default_factory=list)


TALK = "PRESIDENT ARLEN: Trade grew by 6 percent.\n\nQ Who pays for the bridge?\n\nPRESIDENT ARLEN: We do. (Laughter.)\n"
PAGE = "".join(f"<p><b>{line.split(':')[0]}</b>{line}</p>" for line in TALK.splitlines())
SPEECH = "<from>Mira Halden</from><p>Trade grew.</p>"
FORMS = {
    "a.html": f"<html><head><title>T</title></head><body>{PAGE}<table><tr><td>1</td></tr></table></body></html>",
    "a.xml": f"<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><u who='#a'><seg>{TALK}</seg></u></body></text></TEI>",
    "b.xml": "<publicwhip><speech id='a' speakername='Mira Halden'><p>Trade grew.</p></speech></publicwhip>",
    "c.xml": f"<akomaNtoso><debate><speech by='#a'>{SPEECH}</speech></debate></akomaNtoso>",
    "a.vtt": "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Mira Halden>Trade grew by 6 percent.\n",
    "a.srt": "1\n00:00:01,000 --> 00:00:02,000\nTrade grew by 6 percent.\n",
}
"""Small documents of the forms that the examples have none of."""


def seeds() -> list[tuple[str, bytes]]:
    """The examples, and a document of each other form that intake knows."""
    folders = ("records", "talks")
    examples = [path for folder in folders for path in sorted((ROOT / "examples" / folder).glob("*.*"))]
    found = [(path.name, path.read_bytes()) for path in examples if path.suffix != ".md"]
    found += [(name, content.encode()) for name, content in FORMS.items()]
    return [*found, ("a.docx", _docx(TALK)), ("a.pdf", _pdf(TALK))]


def _docx(text: str) -> bytes:
    return docx_of(document_of(text))


def document_of(text: str) -> bytes:
    """The main part of a DOCX, each line a paragraph."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines())
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f"<w:document xmlns:w='{space}'><w:body>{paragraphs}</w:body></w:document>".encode()


def docx_of(document: bytes) -> bytes:
    """A DOCX with this main part."""
    types = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    where = f"<Relationships xmlns='{space}'><Relationship Id='a' Type='{kind}' Target='word/document.xml'/></Relationships>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:  # not compressed, so that chance damages documents and not only archives
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", where)
        archive.writestr("word/document.xml", document)
    return out.getvalue()


def _pdf(text: str) -> bytes:
    return pdf_of(stream_of(text))


def stream_of(text: str) -> bytes:
    """What draws a page, line by line."""
    lines = " ".join(f"({line.replace('(', '').replace(')', '')}) Tj T*" for line in text.splitlines())
    return f"BT /F1 12 Tf 14 TL 50 700 Td {lines} ET".encode()


def pdf_of(stream: bytes) -> bytes:
    """A PDF of one page that this draws."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    numbered = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + numbered + b"trailer << /Root 1 0 R /Size 6 >>\n%%EOF"


def damaged(chance: random.Random, whole: bytes, others: list[tuple[str, bytes]]) -> bytes:
    """A record after one to eight blows: bytes turned, cut, doubled, moved, strange signs, a piece of another record."""
    content = bytearray(whole[: chance.choices(SIZES, WEIGHTS)[0]])
    blows: list[Callable[[int], None]] = [
        lambda at: content.__setitem__(at, chance.randrange(256)),
        lambda at: content.__delitem__(slice(at, at + chance.randrange(1, 300))),
        lambda at: content.__setitem__(slice(at, at), content[chance.randrange(at + 1) : at + 1][:500] * chance.randint(1, 20)),
        lambda at: content.__setitem__(slice(at, at), chance.choice(SIGNS) * chance.choice((1, 1, 2, 50, 1000))),
        lambda at: content.__setitem__(slice(at, at), chance.choice(others)[1][at : at + 600]),
    ]
    for _ in range(chance.randint(1, 8)):
        chance.choice(blows)(chance.randrange(len(content))) if content else content.extend(b"x")
    return bytes(content)


def trial(count: int, seed: int, steps: tuple[Step, ...] = TO_TURNS) -> Told:
    """So many damaged records through intake and these steps."""
    chance, told, known = random.Random(seed), Told(), seeds()
    for number in range(count):
        name, whole = chance.choice(known)
        content = damaged(chance, whole, known)
        spent = time.process_time()
        try:
            read(content, name, told, steps)
        except Exception as fault:  # which is what is looked for
            told.faults.append(f"{seed}/{number} {name}: {type(fault).__name__}: {fault}")
        told.slowest = max(told.slowest, time.process_time() - spent)
        told.records += 1
    told.peak_megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return told


def read(content: bytes, name: str, told: Told, steps: tuple[Step, ...] = TO_TURNS) -> None:
    """Take a record in and read it so far. Raises whatever is no refusal in one line, and for what does not hold."""
    try:
        record, _ = intake.take_bytes(content, source=name)
    except ServandaError as refusal:
        told.refused += 1
        if not refusal.message or "\n" in str(refusal):
            raise AssertionError("a refusal that is not one line") from refusal
        return
    reading = read_record(record, steps)
    for broken in _broken(reading):
        raise AssertionError(broken)


def _broken(reading: Reading) -> Iterator[str]:
    """What a reading promises and does not keep."""
    record = reading.record
    for entry in reading.entries:
        if not all(record.holds(span) for span in entry.spans):
            yield f"{entry.id} does not stand on its words"
    turns = sorted((turn.span.start, turn.span.end) for turn in reading.of(Turn))
    if any(start < end for (_, end), (start, _) in pairwise(turns)):
        yield "turns overlap"
    if len({entry.id for entry in reading.entries}) != len(reading.entries):
        yield "two entries have one id"


def main(count: int, seed: int, steps: tuple[Step, ...] = TO_TURNS) -> int:
    """Try so many, part by part. Exit status 1 where something was found."""
    faults = 0
    for first in range(0, count, PART):
        begun = time.monotonic()
        told = trial(min(PART, count - first), seed + first // PART, steps)
        figures = {
            "seed": seed + first // PART,
            "records": told.records,
            "refused in one line": told.refused,
            "faults": len(told.faults),
            "slowest, seconds of a processor": told.slowest,
            "memory, MB at most": told.peak_megabytes,
        }
        sound = not told.faults and told.slowest < SECONDS and told.peak_megabytes < MEGABYTES
        keep(TRIALS[steps], "passed" if sound else "failed", time.monotonic() - begun, figures)
        print(figures, *told.faults, sep="\n", flush=True)
        faults += not sound
    return 1 if faults else 0


if __name__ == "__main__":
    asked = argparse.ArgumentParser(prog="python -m tests.soak.fuzzing", description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("count", type=int, help="records")
    asked.add_argument("seed", type=int, help="of the first part")
    asked.add_argument("--whole", action="store_true", help="read each to the end by rules, and not to its turns alone")
    told = asked.parse_args()
    sys.exit(main(told.count, told.seed, STEPS if told.whole else TO_TURNS))
