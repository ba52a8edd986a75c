"""A brief as a page to read and to print on two sheets of A4: one file, no scripts, nothing loaded."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.faces.export import brief_words, html
from servanda.model import Brief, BriefLine, BriefNote, BriefSection


def html_page(brief: Brief) -> Iterator[str]:
    """The page, piece by piece."""
    yield html.top(brief.title, html.sheet("brief")) + "<main>\n"
    yield html.element("h1", html.line(brief.title)) + "\n"
    yield html.element("p", html.line(brief_words.as_of(brief)), class_="head") + "\n"
    if brief.desk:
        yield html.element("p", html.line(brief.desk), class_="head") + "\n"
    for section in brief.sections:
        yield _section(section)
    yield html.element("p", html.line(brief_words.caution()), class_="foot") + "\n"
    yield _notes(brief)
    yield "</main>\n</body>\n</html>\n"


def _section(section: BriefSection) -> str:
    title = f"section-{section.name}"
    parts = [html.element("h2", html.line(section.title), id=title)]
    if section.lines:
        items = "\n".join(html.element("li", _line(line)) for line in section.lines)
        parts.append(html.element("ul", f"\n{items}\n"))
    if section.nothing:
        parts.append(html.element("p", html.line(section.nothing)))
    if section.more:
        command = html.element("code", html.line(section.command or ""))
        parts.append(html.element("p", f"{html.line(brief_words.more_words(section))} {command}", class_="more"))
    return html.element("section", "\n".join(parts), aria_labelledby=title) + "\n"


def _line(line: BriefLine) -> str:
    return "".join(
        html.element("q", html.line(part.text)) + _reference(part.note) if part.note else html.text(part.text)
        for part in line.parts
    )


def _reference(number: int) -> str:
    link = html.link(f"note-{number}", str(number), id=f"to-{number}", aria_label=f"note {number}", role="doc-noteref")
    return html.element("sup", link)


def _notes(brief: Brief) -> str:
    in_full = brief_words.told_in_full(brief)
    items = "\n".join(_note(note, in_full=note.number in in_full) for note in brief.notes)
    head = html.element("h2", "Notes: the exact words, whose they are, and where they stand", id="notes")
    body = f"{head}\n{html.element('ol', f'{chr(10)}{items}{chr(10)}')}"
    return html.element("section", body, class_="notes", role="doc-endnotes", aria_labelledby="notes") + "\n"


def _note(note: BriefNote, *, in_full: bool) -> str:
    back = html.link(f"to-{note.number}", "back", aria_label=f"back to the line of note {note.number}", role="doc-backlink")
    words = html.element("q", html.line(brief_words.note_words(note, in_full=in_full)))
    return html.element("li", f"{words} {html.line(brief_words.note_place(note))} {back}", id=f"note-{note.number}")
