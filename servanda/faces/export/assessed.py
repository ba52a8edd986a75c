"""The register of assessed commitments as a page to read and to print: one file, no scripts, nothing loaded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from servanda.faces import assessing, chronicle
from servanda.faces.export import html

if TYPE_CHECKING:
    from servanda.model import PartyReply, Place, Ruling, Sheet, Yardstick

_CAUTION = (
    "Rulings are those of the persons who signed them. Words of commitments and evidence are exact words of the records named "
    "beside them; replies are words of the assessed."
)


def register_page(sheets: Sequence[Sheet], asked: str) -> Iterator[str]:
    """The page, piece by piece."""
    yield html.top("Register of assessed commitments", html.sheet("assessed")) + "<main>\n"
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
