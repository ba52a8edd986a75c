"""The marked page: a draft with every place that was held against the records, to print or to send to its author.

One file that needs no other: no script, no font, no picture, and a policy that forbids the browser to load any. Each verdict is
told in words and by the line under the marked words, so that it can be read without colour and aloud.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servanda.faces.export import html
from servanda.faces.export.traced_words import (
    VERDICTS,
    difference_words,
    kind_words,
    looked_through,
    told_of,
    verdict_words,
    when,
    where,
    who,
)
from servanda.model import Held, Source, Traced


def marked_page(traced: Traced) -> str:
    """The page."""
    shown = [held for held in traced.held if held.shown]
    title = f"What was held against the records: {traced.title or traced.source or 'a text'}"
    notes = "".join(_note(number, held, traced) for number, held in enumerate(shown, 1))
    body = (
        f"{html.element('h1', html.line(title))}\n"
        f"{html.element('p', html.line(_facts(traced, shown)), class_='facts')}\n"
        f"{_counts(shown)}\n"
        f"{html.element('main', ''.join(_text(traced, shown)), id='text')}\n"
        f"{html.element('h2', 'Place by place')}\n"
        f"{html.element('ol', notes, class_='notes') if notes else html.element('p', 'Nothing was held.')}\n"
        f"{html.element('footer', html.element('p', _FOOT))}\n"
    )
    return f"{html.top(title, html.sheet('traced'))}{body}</body>\n</html>\n"


_MARKS = "“”„«»\"' "
_FOOT = (
    "A verdict compares words with the records that were read, and says nothing of what is true. Not found in these records "
    "is not to say that it was never said."
)


def _facts(traced: Traced, shown: Sequence[Held]) -> str:
    places = "1 place" if len(shown) == 1 else f"{len(shown)} places"
    return f"{places} of this text, held against {looked_through(traced)}."


def _counts(shown: Sequence[Held]) -> str:
    counts = [(VERDICTS[verdict], sum(held.verdict == verdict for held in shown)) for verdict in VERDICTS]
    items = "".join(html.element("li", f"<b>{count}</b> {html.line(name)}") for name, count in counts if count)
    return html.element("ul", items, class_="counts", aria_label="Verdicts") if items else ""


def _text(traced: Traced, shown: Sequence[Held]) -> Iterator[str]:
    """The text, paragraph by paragraph, with its marks; of marks within one another the outer is shown."""
    at = 0
    for paragraph in traced.text.split("\n"):
        end = at + len(paragraph)
        if paragraph.strip():
            yield html.element("p", "".join(_marked(traced.text, at, end, shown)), dir="auto") + "\n"
        at = end + 1


def _marked(text: str, start: int, end: int, shown: Sequence[Held]) -> Iterator[str]:
    at = start
    for number, held in enumerate(shown, 1):
        left, right = max(at, held.start), min(held.end, end)
        if left >= right:
            if start <= held.start < at:  # within another mark: its note is reached from behind that
                yield _sign(number, held, first=True)
            continue
        yield html.text(text[at:left])
        yield html.element("mark", html.text(text[left:right]), class_=held.verdict, title=verdict_words(held))
        yield _sign(number, held, first=held.start >= start)
        at = right
    yield html.text(text[at:end])


def _sign(number: int, held: Held, *, first: bool) -> str:
    label = f"Note {number}: {verdict_words(held)}"
    link = html.link(f"note-{number}", str(number), id=f"place-{number}" if first else None, aria_label=label)
    return html.element("sup", link)


def _note(number: int, held: Held, traced: Traced) -> str:
    verdict = html.element("span", html.line(verdict_words(held)), class_=f"verdict {held.verdict}")
    back = html.link(f"place-{number}", "↑", aria_label=f"Back to place {number}")
    head = html.element("p", f"{verdict} ({html.line(kind_words(held))}) {back}")
    words = html.element("p", f"“{html.line(held.text.strip(_MARKS))}”")
    told = html.element("p", html.line(told_of(held, traced)))
    differences = "".join(html.element("li", html.line(difference_words(one))) for one in held.differences)
    listed = html.element("ul", differences, class_="differences") if differences else ""
    source = _source(held.source) if held.source else ""
    also = ", ".join(f"{when(one)} {who(one)} ({where(one)})" for one in held.others)
    others = html.element("p", html.line(f"Also: {also}."), class_="facts") if also else ""
    return html.element("li", head + words + told + listed + source + others, id=f"note-{number}") + "\n"


def _source(source: Source) -> str:
    place = source.place
    title = f", “{place.title}”" if place.title else ""
    cite = html.element("footer", html.line(f"{who(source)}{title}, {when(source)} ({where(source)})"))
    return html.element("blockquote", html.element("p", html.line(place.text)) + cite)
