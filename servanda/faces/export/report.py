"""The report page: a record's text with marked words beside what was found, in one file that needs nothing else.

No script, no font, no picture: the page's own policy forbids the browser to load or run anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Self

from servanda.faces import citing, wording
from servanda.faces.export import html
from servanda.faces.export.anchors import Anchors
from servanda.faces.export.passages import passages
from servanda.faces.export.tables import tables
from servanda.faces.summary import Summary, summarise
from servanda.model import Entry, Reading, Record

HELD_IN_MEMORY = 32 * 1024 * 1024
"""Bytes of a page beyond which it is gathered on the disk."""
CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Chapter:
    place: str
    summary: Summary
    reader: str


class Report:
    """Gathers readings and writes the page. What was added is kept as HTML, on the disk where it is much; readings can go."""

    def __init__(self) -> None:
        self._chapters: list[_Chapter] = []
        self._bodies = SpooledTemporaryFile(HELD_IN_MEMORY, "w+", encoding="utf-8", newline="")  # noqa: SIM115 - closed with us
        self._records: set[str] = set()
        self._texts: set[str] = set()

    def __enter__(self) -> Self:
        """Close it when done."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Let go of what was gathered."""
        self._bodies.close()

    def __len__(self) -> int:
        """How many records it holds."""
        return len(self._chapters)

    def add(self, reading: Reading) -> None:
        """One more record; one that is there already changes nothing."""
        origin = reading.record.origin
        if origin.record in self._records:
            return
        prefix = f"{origin.record[:12]}-" if origin.text in self._texts else ""
        self._records.add(origin.record)
        self._texts.add(origin.text)
        anchors = Anchors(reading, prefix)
        self._chapters.append(_Chapter(anchors.place(), summarise(reading), reading.reader))
        self._bodies.write(_chapter(reading, anchors))

    def lines(self) -> Iterator[str]:
        """The page, piece by piece."""
        several = len(self._chapters) != 1
        title = f"Report on {wording.counted(len(self._chapters), 'record')}" if several else self._chapters[0].summary.name
        yield _top(title)
        yield _masthead("Servanda report" if not several else title, "masthead several" if several else "masthead")
        if several:
            yield _index(self._chapters)
        yield '<main id="main">\n'
        self._bodies.seek(0)
        yield from iter(lambda: self._bodies.read(CHUNK), "")
        yield "</main>\n"
        yield _foot(self._chapters)


def _top(title: str) -> str:
    colours = '<meta name="color-scheme" content="light dark">\n'
    return f"{html.top(title, html.sheet('report'), more=colours)}{html.link('main', 'To the text', class_='skip')}\n"


def _masthead(title: str, class_: str) -> str:
    return html.element("header", html.element("h1", html.line(title)), class_=class_) + "\n"


def _index(chapters: Iterable[_Chapter]) -> str:
    rows = (
        html.row(
            (
                html.link(chapter.place, html.name(chapter.summary.name)),
                html.line(chapter.summary.kind or "–"),
                html.line(chapter.summary.day or "–"),
                html.line(_who(chapter.summary)),
                *(str(count) for count in _numbers(chapter.summary)),
            )
        )
        for chapter in chapters
    )
    heads = (
        "Record",
        "Kind",
        "Date",
        "Who spoke",
        "Turns",
        "Questions",
        "Quotations",
        "Commitments",
        "Figures",
        "Dates",
        "Problems",
    )
    table = html.table("Records in this report", heads, rows)
    return html.element("nav", table, class_="index", aria_label="Records") + "\n" if table else ""


def _numbers(summary: Summary) -> tuple[int, ...]:
    doubts = summary.problems + summary.anomalies  # a label that is wrong is listed among the problems
    promised = summary.commitments
    return summary.turns, summary.questions, summary.quotations, promised, summary.figures, summary.times, doubts


def _who(summary: Summary) -> str:
    named = [name for name, _ in summary.speakers if name != "unnamed"]
    more = f" and {len(named) - 3} more" if len(named) > 3 else ""
    return (", ".join(named[:3]) + more) or "–"


def chapter(reading: Reading, ruled_at: Callable[[Entry], str] | None = None) -> str:
    """A record alone: what is known of it, its text with marks, and its tables, as HTML for the body of a page.

    `ruled_at` gives the address where an entry is ruled upon: then whoever reads is led there.
    """
    return _chapter(reading, Anchors(reading, ruled_at=ruled_at))


def _chapter(reading: Reading, anchors: Anchors) -> str:
    record = reading.record
    text = "\n".join(passages(reading, anchors, level=3))
    name, language = wording.record_name(record), record.language or "und"
    return (
        f"{html.opening('article', id=anchors.place(), class_='record', aria_labelledby=anchors.place('title'))}\n"
        f"{_facts(record, reading.reader, anchors)}\n"
        f"{html.opening('div', class_='columns')}\n"
        f"{html.opening('section', id=anchors.place('text'), class_='text', lang=language, aria_label=f'Text of {name}')}\n"
        f"{text}\n</section>\n"
        f"{_entries(reading, anchors, name)}\n"
        "</div>\n</article>\n"
    )


def _entries(reading: Reading, anchors: Anchors, name: str) -> str:
    found = list(tables(reading, anchors))
    links = "".join(
        html.element("li", html.link(anchors.place(place), f"{html.line(title)} {html.element('b', str(count))}"))
        for place, title, count, _ in found
    )
    contents = html.element("nav", html.element("ul", links), class_="contents", aria_label=f"Tables of {name}")
    panels = (html.element("div", table, id=anchors.place(place), class_="panel") for place, _, _, table in found)
    return html.element("aside", "\n".join((contents, *panels)), class_="entries", aria_label=f"What was found in {name}")


def _facts(record: Record, reader: str, anchors: Anchors) -> str:
    title = html.element("h2", html.name(wording.record_name(record)), id=anchors.place("title"))
    known = (
        ("Kind", record.kind),
        ("Talks", record.event_date),
        ("Published", record.published),
        ("Place", record.place),
        ("Publisher", record.publisher),
        ("Language", record.language),
        ("“Today” means", record.reference_date),
        ("Source", record.source),
    )
    facts = "".join(
        html.element("div", f"{html.element('dt', name)}{html.element('dd', html.name(value))}")
        for name, value in known
        if value
    )
    cite = html.element("p", f"<b>Cite as</b> {_citation(citing.of_record(record, reader))}", class_="cite")
    return html.element("header", f"{title}{html.element('dl', facts)}{cite}", class_="facts")


def _citation(cited: citing.Citation) -> str:
    digest = html.element("code", cited.digest)
    return f"{html.line(cited.words)} SHA-256 {digest}{html.line(cited.place)}. {html.line(cited.made)}"


def _foot(chapters: Iterable[_Chapter]) -> str:
    readers = ", ".join(sorted({html.line(chapter.reader) for chapter in chapters}))
    words = (
        f"Read by {readers}. Every mark stands on the record’s exact words; values are a program’s reading of them, "
        "and whose words they are is an attribution, not an endorsement."
    )
    return f'<footer class="page-foot"><p>{words}</p></footer>\n</body>\n</html>\n'
