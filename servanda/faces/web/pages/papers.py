"""Papers to print or to send: a brief before a meeting, and a draft with its quotations held against the ledger.

Each is one whole document with a policy of its own. It has its styles within it, and nothing in it is run.
"""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from servanda import work
from servanda.errors import UsageError
from servanda.faces.export.traced import marked_page
from servanda.faces.web.room import Page, as_json, asked, day_asked, room_of
from servanda.faces.web.writing import LONGEST, typed
from servanda.outward.briefing import brief_to_dicts
from servanda.outward.tracing import trace_to_dicts

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
"""The document's own policy, which names its styles by their hash, holds beside this one."""
_TYPES = {
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def brief(request: Request) -> Response:
    """Two pages before a meeting, as `servanda brief` writes them."""
    room = room_of(request)
    with_, matter = asked(request, "with"), asked(request, "matter")
    if not with_ and not matter:
        raise UsageError("a brief is with somebody, or on a matter", remedy="open it from the page of a person or a matter")
    since = "last" if asked(request, "since") == "last" else day_asked(request, "since")
    found = room.compared().brief(day_asked(request) or room.today, with_=with_, matter=matter, since=since)
    form = asked(request, "format") or "html"
    if request.url.path.endswith(".json"):
        return as_json(brief_to_dicts(found))
    if form == "docx":
        from servanda.faces.export.brief_docx import docx

        return _file(docx(found), "brief.docx", _TYPES["docx"])
    if form == "md":
        from servanda.faces.export.brief_markdown import markdown

        return _file("".join(f"{line}\n" for line in markdown(found)).encode(), "brief.md", _TYPES["md"])
    if form != "html":
        raise UsageError(f"{form!r} is no form of a brief", remedy="one of html, docx, md")
    from servanda.faces.export.brief_html import html_page

    return _document("".join(html_page(found)))


def tracing(_request: Request) -> Page:
    """The place to paste a draft."""
    return Page(
        template="trace.html",
        title="Trace",
        shows={"longest": LONGEST},
        value=lambda: {"remedy": "send the text with POST, as the form of this page does"},
    )


def traced(request: Request, sent: FormData) -> Response:
    """A draft with its quotations, attributions and figures held against the ledger: a page to send to its author."""
    text = typed(sent, "text")
    if not text:
        raise UsageError("there is nothing to trace", remedy="paste a draft, an article or a quotation")
    if len(text) > LONGEST:
        raise UsageError(f"this has more than {LONGEST:,} characters", remedy="give it to `servanda trace` as a file")
    found = room_of(request).compared().trace(work.read_text(text))
    return as_json(trace_to_dicts(found)) if sent.get("form") == "json" else _document(marked_page(found))


def _document(page: str) -> Response:
    return Response(page, media_type="text/html", headers={"content-security-policy": _POLICY})


def _file(content: bytes, name: str, media_type: str) -> Response:
    return Response(content, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'})
