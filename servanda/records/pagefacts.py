"""What a web page says of itself: `<title>`, `<meta>` (Open Graph, Dublin Core, schema.org), JSON-LD, `lang`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lxml import etree

from servanda.records.extraction import PUBLISHER_LIMIT, Facts
from servanda.records.marks import day, language_code
from servanda.records.trees import text_of

__all__ = ["facts_of"]

JSON_LIMIT = 1_000_000
"""Longer JSON-LD (characters) is passed over."""
NODE_LIMIT = 10_000
TITLE_LIMIT = 500

_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "citation_publication_date",
    "sailthru.date",
    "publish-date",
    "publish_date",
    "publication_date",
    "pubdate",
    "date",
)
_PUBLISHER = ("og:site_name", "dc.publisher", "dcterms.publisher", "application-name")
_TITLE = ("og:title", "dc.title", "dcterms.title", "citation_title", "twitter:title")
_LANGUAGE = ("content-language", "dc.language", "dcterms.language", "og:locale", "language")


def facts_of(root: etree._Element, heading: etree._Element | None) -> Facts:
    """The page's own facts; what it does not say is None. `heading` is the page's own, where it has one."""
    meta = _meta(root)
    linked = _linked_data(root)
    shared = _first(meta, _TITLE) or linked.get("headline")
    return Facts(
        title=_title(root, heading if heading is not None and heading.tag == "h1" else None, shared),
        publisher=_name(_first(meta, _PUBLISHER) or linked.get("publisher")),
        published=_published(root, meta, linked),
        event_date=day(linked.get("startDate")),
        language=language_code(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"))
        or language_code(_first(meta, _LANGUAGE)),
    )


def _meta(root: etree._Element) -> dict[str, str]:
    """Content of each `<meta>` by its name, the first of a name counting."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _name(value: str | None) -> str | None:
    folded = " ".join((value or "").split())
    return folded if 0 < len(folded) <= PUBLISHER_LIMIT else None


def _title(root: etree._Element, heading: etree._Element | None, shared: str | None) -> str | None:
    """As given for sharing, else as headed, else the window's title (which often has the site's name in it)."""
    window = root.find(".//title")
    candidates = (shared or "", text_of(heading) if heading is not None else "", text_of(window) if window is not None else "")
    title = next((" ".join(candidate.split()) for candidate in candidates if candidate.strip()), "")
    return title if 0 < len(title) <= TITLE_LIMIT else None


def _published(root: etree._Element, meta: dict[str, str], linked: dict[str, str]) -> str | None:
    for name in _PUBLISHED:
        found = day(meta.get(name))
        if found:
            return found
    found = day(linked.get("datePublished"))
    if found:
        return found
    for element in root.iter("time"):
        names = element.get("class", "").lower()
        told = element.get("pubdate") is not None or element.get("itemprop") == "datePublished" or "publish" in names
        if told or "entry-date" in names or "posted-on" in names:
            return day(element.get("datetime") or text_of(element))
    return None


def _linked_data(root: etree._Element) -> dict[str, str]:
    """Headline, publisher's name and dates from JSON-LD."""
    found: dict[str, str] = {}
    for script in root.iter("script"):
        if script.get("type", "").lower() != "application/ld+json" or not script.text or len(script.text) > JSON_LIMIT:
            continue
        try:
            data = json.loads(script.text)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            _gather(node, found)
    return found


def _gather(node: dict[str, Any], found: dict[str, str]) -> None:
    for key in ("headline", "datePublished", "startDate"):
        if isinstance(node.get(key), str):
            found.setdefault(key, node[key])
    publisher = node.get("publisher")
    if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
        found.setdefault("publisher", publisher["name"])


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Every object in the data, outer ones first."""
    queue = [data]
    for _ in range(NODE_LIMIT):
        if not queue:
            return
        item = queue.pop(0)
        if isinstance(item, dict):
            yield item
            queue.extend(value for value in item.values() if isinstance(value, dict | list))
        elif isinstance(item, list):
            queue.extend(value for value in item if isinstance(value, dict | list))
