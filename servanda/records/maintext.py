"""Finds the main text of a web page: what the page is there for, without navigation, menus and the rest of its furniture.

The page is measured once: for each container, how many characters it holds, how many of them are links, how many stand in
runs long enough to be prose. Where the page itself names its main part (`<main>`, `<article>`), that is believed as long as
the prose is there; otherwise all of the page is, less its furniture and what is hardly more than links. What is small and has
no name that tells it from text stays: a line too much does less harm than one too few.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from lxml import etree

from servanda.records.flow import INLINE
from servanda.records.trees import local_name, text_of, walk
from servanda.words import words

__all__ = ["Page", "measure"]

PROSE_RUN = 40
"""A run of so many characters that are no link is prose."""
FURNITURE_SHARE = 0.25
"""What holds a larger share of the page's prose is no furniture, whatever it is called."""

_NO_TEXT = frozenset(
    {"script", "style", "noscript", "template", "svg", "canvas", "iframe", "object", "embed", "audio", "video", "map"}
    | {"head", "select", "option", "textarea", "button", "input", "datalist", "progress", "meter", "frameset", "applet"}
)
_FURNITURE = frozenset({"nav", "footer", "aside", "dialog", "form", "menu", "search"})
_FURNITURE_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alert", "menu", "menubar"}
)
_FURNITURE_ROLES |= {"alertdialog", "toolbar", "tablist"}
_UNTOUCHED = frozenset({"html", "body", "main", "article", "h1", "p"})
_LISTS = frozenset({"ul", "ol", "div", "table", "td", "tr", "section", "dl", "center", "font", "span"})
_COMMENTS = frozenset({"comment", "comments", "discussion"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_READER_ONLY = re.compile(r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader(?:-text)?|screenreader)(?:\s|$)", re.IGNORECASE)
_NAME_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


@dataclass(slots=True)
class Weight:
    """What a container holds."""

    chars: int = 0
    linked: int = 0
    prose: int = 0
    links: int = 0
    headed: bool = False
    """Whether the page's heading stands in it."""
    within: bool = False
    """Whether it stands in a part that the page names as its main one."""

    def add(self, other: Weight) -> None:
        """Take in what an inner container holds."""
        self.chars += other.chars
        self.linked += other.linked
        self.prose += other.prose
        self.links += other.links
        self.headed |= other.headed


@dataclass(frozen=True)
class Page:
    """A page measured."""

    body: etree._Element
    total: Weight
    weights: dict[etree._Element, Weight] = field(repr=False)
    heading: etree._Element | None = None
    comments: tuple[etree._Element, ...] = ()

    def regions(self) -> tuple[etree._Element, ...]:
        """Where the main text stands, in the order of the page: heading, main part, readers' comments, none within another."""
        named = self.named_scope()
        scope = self.body if named is None else named
        found = [scope]
        if self.heading is not None and not _within(self.heading, scope):
            found.insert(0, self.heading)
        found += [comment for comment in self.comments if not _within(comment, scope) and not _within(scope, comment)]
        return tuple(found)

    def named_scope(self) -> etree._Element | None:
        """The part that the page names as its main one, where it holds its share of the prose."""
        main = self._named("main", 0.4)
        return main if main is not None else self._named("article", 0.6)

    @cached_property
    def lists_belong(self) -> etree._Element | None:
        """Within what a list of links is text: the article where the page has one, else its main part; None is nowhere."""
        article = self._named("article", 0.6)
        return article if article is not None else self._named("main", 0.4)

    def _named(self, landmark: str, share: float) -> etree._Element | None:
        """The part of that name with the most prose, where it holds so large a share of it."""
        candidates = [element for element in self.weights if _landmark(element) == landmark]
        best = max(candidates, key=lambda element: self.weights[element].prose, default=None)
        if best is None or self.weights[best].prose < share * self.total.prose or not self.weights[best].chars:
            return None
        return best

    def is_furniture(self, element: etree._Element, name: str) -> bool:
        """Whether an element of the main part is none of its text."""
        if name in _NO_TEXT or is_hidden(element):
            return True
        weight = self.weights.get(element)
        if weight is None or name in _UNTOUCHED or (weight.headed and name != "nav"):
            return False
        if weight.prose > FURNITURE_SHARE * self.total.prose:
            return False
        if name in _FURNITURE or element.get("role") in _FURNITURE_ROLES:
            return True
        if name == "header" and not weight.within:
            return weight.prose == 0
        names = _words_of(f"{element.get('class', '')} {element.get('id', '')}")
        if "header" in names and not names.isdisjoint({"site", "page", "global", "top"}):
            return weight.prose == 0
        return not names.isdisjoint(words("page-furniture")) and names.isdisjoint(_COMMENTS)

    def is_link_list(self, element: etree._Element, name: str) -> bool:
        """Whether an element is hardly more than links, and stands where those are no text: a menu that is not called one."""
        weight = self.weights.get(element)
        if self.lists_belong is not None and _within(element, self.lists_belong):
            return False
        return (
            weight is not None
            and name in _LISTS
            and weight.links >= 3
            and weight.prose == 0
            and weight.linked >= 0.7 * weight.chars
            and weight.linked < PROSE_RUN * weight.links
            and not weight.headed
        )


def measure(root: etree._Element) -> Page:
    """Measure a page."""
    body = root.find("body")
    body = root if body is None else body
    heading = _heading(root, body)
    scale = _Scale(heading)
    walk(body, scale)
    total = scale.weights.get(body, Weight())
    comments = tuple(element for element in scale.comments if scale.weights[element].prose)
    if heading is not None and not total.headed:
        heading = None  # it is hidden, or stands in what holds no text
    return Page(body, total, scale.weights, heading, comments)


def is_hidden(element: etree._Element) -> bool:
    """Whether the page itself hides an element, or shows it to screen readers only."""
    if element.get("hidden") is not None:
        return True
    style, names = element.get("style"), element.get("class")
    return bool((style and _HIDDEN.search(style)) or (names and _READER_ONLY.search(names)))


def _heading(root: etree._Element, body: etree._Element) -> etree._Element | None:
    """The page's own heading: the one its window title begins with, or holds; else the first. Many print the site's first."""
    window = root.find(".//title")
    title = text_of(window) if window is not None else ""
    for name in ("h1", "h2"):
        headings = [heading for heading in body.iter(name) if len(heading) or heading.text]
        if headings:
            texts = [text_of(heading) for heading in headings]
            rank = [2 * (text != "" and title.startswith(text)) + (text != "" and text in title) for text in texts]
            return headings[rank.index(max(rank))]
    return None


class _Scale:
    """Weighs containers; see `trees.Visitor`."""

    def __init__(self, heading: etree._Element | None) -> None:
        self.weights: dict[etree._Element, Weight] = {}
        self.comments: list[etree._Element] = []
        self._heading = heading
        self._stack: list[Weight] = []
        self._run = 0
        self._link_depth = 0
        self._comment_depth = 0
        self._landmark_depth = 0

    def enter(self, element: etree._Element, name: str) -> bool:
        if name in _NO_TEXT or is_hidden(element):
            return False
        if name == "a":
            self._link_depth += 1
            if self._stack:
                self._stack[-1].links += 1
        if name in INLINE or name == "br":
            return True
        self._end_run()
        self._stack.append(Weight(headed=element is self._heading, within=self._landmark_depth > 0))
        self._landmark_depth += bool(_landmark(element))
        if not _COMMENTS.isdisjoint(_words_of(f"{element.get('class', '')} {element.get('id', '')}")):
            if not self._comment_depth and name != "body":
                self.comments.append(element)
            self._comment_depth += 1
        return True

    def leave(self, element: etree._Element, name: str) -> None:
        if name == "a":
            self._link_depth -= 1
        if name in INLINE or name == "br":
            return
        self._end_run()
        self._landmark_depth -= bool(_landmark(element))
        weight = self._stack.pop()
        self.weights[element] = weight
        if self._stack:
            self._stack[-1].add(weight)
        if not _COMMENTS.isdisjoint(_words_of(f"{element.get('class', '')} {element.get('id', '')}")):
            self._comment_depth -= 1

    def text(self, data: str) -> None:
        if not self._stack:
            return
        size = len(data.strip())
        self._stack[-1].chars += size
        if self._link_depth:
            self._stack[-1].linked += size
        else:
            self._run += size

    def _end_run(self) -> None:
        if self._run >= PROSE_RUN and self._stack:
            self._stack[-1].prose += self._run
        self._run = 0


def _landmark(element: etree._Element) -> str:
    name = local_name(element)
    if name == "main" or element.get("role") == "main":
        return "main"
    if name == "article" or element.get("role") == "article" or element.get("itemprop") == "articleBody":
        return "article"
    return ""


def _within(element: etree._Element, outer: etree._Element) -> bool:
    return element is outer or any(ancestor is outer for ancestor in element.iterancestors())


@lru_cache(maxsize=4096)
def _words_of(names: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _NAME_PARTS.findall(names[:400]))
