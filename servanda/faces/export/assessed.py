"""The register of assessed commitments as a page to read and to print: one file, no scripts, nothing loaded."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from servanda.faces import assessing, chronicle
from servanda.faces.export import html

if TYPE_CHECKING:
    from servanda.model import PartyReply, Place, Ruling, Sheet, Yardstick

_STYLE = """
@page { size: A4; margin: 16mm 17mm; }
html { font: 11pt/1.4 Georgia, "Noto Serif", "Liberation Serif", serif; color: #111; background: #fff; }
body { max-width: 46rem; margin: 1.5rem auto; padding: 0 1rem; }
h1 { font-size: 1.5em; line-height: 1.2; margin: 0 0 .3em; }
h2 { font-size: 1.02em; margin: 0 0 .2em; break-after: avoid; }
article { border-top: .75pt solid #555; padding: .7em 0 .5em; break-inside: avoid; }
blockquote { margin: .3em 0; padding-left: .8em; border-left: 2.5pt solid #888; }
p, dl, ul { margin: .3em 0; }
dt { float: left; clear: left; width: 7em; }
dd { margin-left: 7.5em; }
ul { padding-left: 1.2em; }
.facts, .place, .foot { font-size: .88em; color: #333; }
.stale { border-left: 2.5pt dashed #111; padding-left: .8em; }
.reply { border: .75pt solid #555; padding: .3em .8em; }
code { font-size: .85em; overflow-wrap: anywhere; }
"""
_CAUTION = (
    "Rulings are those of the persons who signed them. Words of commitments and evidence are exact words of the records named "
    "beside them; replies are words of the assessed."
)


def register_page(sheets: Sequence[Sheet], asked: str) -> Iterator[str]:
    """The page, piece by piece."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    yield (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>Register of assessed commitments · Servanda</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
    )
    yield html.element("h1", "Register of assessed commitments") + "\n"
    yield html.element("p", html.line(f"{asked}. {assessing.counted_words(sheets)}"), class_="facts") + "\n"
    yield html.element("p", html.line(_CAUTION), class_="foot") + "\n"
    for sheet in sheets:
        yield _article(sheet)
    yield "</main>\n</body>\n</html>\n"


def _article(sheet: Sheet) -> str:
    claim, assessment = sheet.claim, sheet.assessment
    parts = [html.element("h2", html.line(assessing.standing_words(sheet)))]
    if claim is None:
        parts.append(html.element("p", "The words are gone from the records as they are now."))
    else:
        parts.append(html.element("blockquote", f"“{html.line(claim.place.text)}”"))
        due = f"due by {sheet.due}" if sheet.due else "no day is named"
        place = f"{assessing.who(claim)}, characters {claim.place.start}–{claim.place.end}; {due}"
        parts.append(html.element("p", html.line(place), class_="facts"))
    parts.append(html.element("p", html.element("code", html.line(assessment.entry)), class_="facts"))
    parts.append(_test(assessment.test))
    parts.extend(map(_ruling, assessment.rulings))
    parts.extend(map(_reply, assessment.replies))
    return html.element("article", "\n".join(part for part in parts if part)) + "\n"


def _test(test: Yardstick) -> str:
    worded = f"Test, worded by {test.by}" if test.number else "Test, as drafted when the record was read"
    parts = (("kept", test.kept), ("partly kept", test.partly), ("broken", test.broken))
    rows = "".join(html.element("dt", name) + html.element("dd", html.line(words)) for name, words in parts if words)
    return html.element("p", html.line(worded), class_="facts") + html.element("dl", rows) if rows else ""


def _ruling(one: Ruling) -> str:
    words = html.element("b", html.line(assessing.ruling_words(one.name))) + html.line(assessing.signature(one))
    reason = f": {html.line(one.why)}" if one.why else ""
    stale = "".join(html.element("p", html.line(f"Stale: {why}"), class_="facts") for why in one.stale)
    places = "".join(html.element("li", _place(place)) for place in one.evidence)
    content = html.element("p", words + reason) + stale + (html.element("ul", places) if places else "")
    return html.element("div", content, class_="stale" if one.stale else None)


def _reply(one: PartyReply) -> str:
    signed = html.line(f"{one.by or 'somebody'}, {(one.at or 'no date')[:10]}")
    told = html.element("span", "Reply of the assessed, in no record:", class_="place")
    return html.element("p", f"{told} “{html.text(one.words)}” – {signed}", class_="reply")


def _place(place: Place) -> str:
    where = (
        f"{place.day or 'no date'}, {place.speaker or 'publisher'}, {chronicle.record_of(place)} {place.start}–{place.end}: "
    )
    return html.element("span", html.line(where), class_="place") + " " + f"“{html.line(place.text)}”"
