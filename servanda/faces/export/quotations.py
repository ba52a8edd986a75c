"""What each person or body said in a record, by the quotations that name them as their source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servanda.faces import wording
from servanda.faces.export import html
from servanda.faces.export.anchors import Anchors
from servanda.model import Quotation, Reading, Turn, text_digest
from servanda.standing import shown_first


class Sayings:
    """The quotations of one record by source, in the order in which each is first quoted.

    Those of nobody named come behind, and last those that are not shown first.
    """

    def __init__(self, reading: Reading, anchors: Anchors) -> None:
        self._anchors = anchors
        found = reading.of(Quotation)
        self._quotations = [one for one in found if shown_first(one.kind, one.confidence)]
        self._waiting = [one for one in found if not shown_first(one.kind, one.confidence)]
        self._by_source: dict[str | None, list[Quotation]] = {}
        for quotation in self._quotations:
            self._by_source.setdefault(quotation.source, []).append(quotation)
        self._by_source.update({None: unnamed} if (unnamed := self._by_source.pop(None, None)) else {})
        self._outer = _outer(found)
        self._turns: dict[str, list[Turn]] = {}
        for turn in reading.of(Turn):
            if turn.speaker and turn.role != "publisher":
                self._turns.setdefault(turn.speaker, []).append(turn)

    def __len__(self) -> int:
        """How many quotations are shown first."""
        return len(self._quotations)

    def link(self, source: str) -> str:
        """A link to what somebody is quoted with; empty for those who are not."""
        count = len(self._by_source.get(source, ()))
        return html.link(self._place(source), f"quoted {_times(count)}", class_="quiet") if count else ""

    def table(self) -> str:
        """A group of rows a source; empty where nothing is quoted."""
        groups = [self._group(source, quotations) for source, quotations in self._by_source.items()]
        groups += [self._unreviewed()] if self._waiting else []
        return html.grouped("Who said what", ("Reported how", "What is reported"), groups, class_="quotations")

    def _place(self, source: str | None) -> str:
        return self._anchors.place(f"said-{text_digest(source)[:8]}" if source else "said")

    def _group(self, source: str | None, quotations: Sequence[Quotation]) -> Iterator[str]:
        title = f"What {html.name(source)} said" if source else "Said by nobody the record names"
        facts = [wording.counted(len(quotations), "quotation")]
        turns = self._turns.get(source or "", [])
        if turns:
            facts.append(html.link(self._anchors.words(turns[0]), f"speaks in {wording.counted(len(turns), 'turn')}"))
        head = f"{title} {html.element('span', ' · '.join(facts), class_='quiet')}"
        yield html.element(
            "tr", html.element("th", head, colspan="2", scope="rowgroup"), id=self._place(source), class_="source"
        )
        for quotation in quotations:
            cells = (self._manner(quotation), self._content(quotation))
            yield html.row(cells, id=self._anchors.row(quotation), class_=f"level{min(quotation.level, 3)}")

    def _unreviewed(self) -> Iterator[str]:
        """What waits for a person's eye, under a heading of its own."""
        count = f"{wording.counted(len(self._waiting), 'quotation')}, less sure"
        head = f"Unreviewed {html.element('span', count, class_='quiet')}"
        yield html.element("tr", html.element("th", head, colspan="2", scope="rowgroup"), class_="source")
        for quotation in self._waiting:
            name = quotation.source or "nobody the record names"
            whose = html.element("span", f"said by {html.name(name)}", class_="quiet")
            cells = (f"{self._manner(quotation)} {whose}", self._content(quotation))
            yield html.row(cells, id=self._anchors.row(quotation), class_="unreviewed")

    def _manner(self, quotation: Quotation) -> str:
        mention = html.element("q", html.line(quotation.source_mention.text), dir="auto") if quotation.source_mention else ""
        cue = html.element("i", html.line(quotation.cue.text)) if quotation.cue else ""
        sure = html.element("span", f"{quotation.confidence:.2f}", title="Confidence, from 0 to 1")
        manner = html.element("span", f"{quotation.type} {sure}", class_="quiet")
        return " ".join(part for part in (mention, cue, manner) if part)

    def _content(self, quotation: Quotation) -> str:
        words = html.line(wording.shortened(" … ".join(span.text.strip() for span in quotation.content)))
        content = html.link(self._anchors.words(quotation), words, class_="value", dir="auto")
        outer = self._outer.get(quotation.id)
        if outer is None:
            return content
        within = html.link(self._anchors.row(outer), f"what {html.name(wording.source_name(outer) or 'somebody')} said")
        return content + html.element("span", f"within {within}", class_="quiet")


def _outer(quotations: Sequence[Quotation]) -> dict[str, Quotation]:
    """The innermost quotation that each nested one stands in, by the nested one's id."""
    found: dict[str, Quotation] = {}
    around: list[tuple[int, Quotation]] = []
    for quotation in sorted(quotations, key=lambda quotation: (quotation.span.start, -quotation.span.end)):
        around = [(end, outer) for end, outer in around if end > quotation.span.start]
        holding = [outer for _, outer in around if quotation.level > 1 and _holds(outer, quotation)]
        if holding:
            found[quotation.id] = holding[-1]
        around.extend((content.end, quotation) for content in quotation.content)
    return found


def _holds(outer: Quotation, inner: Quotation) -> bool:
    first, last = inner.content[0].start, inner.content[-1].end
    return any(content.start <= first and last <= content.end for content in outer.content)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
