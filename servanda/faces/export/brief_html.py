"""A brief as a page to read and to print on two sheets of A4: one file, no scripts, nothing loaded."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator

from servanda.faces.export import brief_words, html
from servanda.model import Brief, BriefLine, BriefNote, BriefSection

_STYLE = """
@page { size: A4; margin: 15mm 17mm 14mm; }
html { font: 11pt/1.36 "Times New Roman", "Liberation Serif", Tinos, serif; color: #111; background: #fff; }
body { max-width: 46rem; margin: 1.5rem auto; padding: 0 1rem; }
h1 { font-size: 1.5em; line-height: 1.2; margin: 0 0 .3em; }
h2 { font-size: 1.08em; margin: .85em 0 .2em; border-bottom: .5pt solid #555; break-after: avoid; }
p { margin: .2em 0; }
ul { margin: .2em 0; padding-left: 1.1em; }
li { margin: .22em 0; break-inside: avoid; }
a { color: inherit; }
sup { line-height: 0; font-size: .72em; }
sup a { text-decoration: none; padding: 0 .1em; }
code { font-size: .88em; overflow-wrap: anywhere; }
.head, .more, .foot { font-size: .9em; }
.notes { border-top: 1pt solid #111; margin-top: 1em; font-size: .8em; line-height: 1.28; }
.notes h2 { border: 0; margin: .4em 0 .2em; }
.notes ol { margin: 0; padding-left: 2em; }
.notes li { margin: .12em 0; }
:target { outline: 1.5pt solid #555; outline-offset: 2pt; }
@media print {
  html { font-size: 10pt; line-height: 1.26; }
  body { margin: 0; padding: 0; max-width: none; }
  .notes { font-size: .8em; line-height: 1.22; }
}
"""


def html_page(brief: Brief) -> Iterator[str]:
    """The page, piece by piece."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    yield (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{html.line(brief.title)} · Servanda</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
    )
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
