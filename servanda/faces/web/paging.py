"""Long lists in parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from starlette.requests import Request

PER_PAGE = 50
"""Items of a list on one page."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Part(Generic[Item]):
    """One page of a list."""

    items: Sequence[Item]
    first: int
    """Number of the first item, from 1; 0 where there is none."""
    total: int
    earlier: str | None
    """Address of the part before, and after; None where there is none."""
    later: str | None


def paged(request: Request, items: Sequence[Item], size: int = PER_PAGE) -> Part[Item]:
    """The part that `?page=` asks for, from 1; what is no page is the first."""
    pages = max(1, -(-len(items) // size))
    asked = request.query_params.get("page", "1")
    page = min(pages, max(1, int(asked))) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else 1
    start = (page - 1) * size
    shown = items[start : start + size]
    return Part(
        shown,
        start + 1 if shown else 0,
        len(items),
        _address(request, page - 1) if page > 1 else None,
        _address(request, page + 1) if page < pages else None,
    )


def _address(request: Request, page: int) -> str:
    asked = [(name, value) for name, value in request.query_params.multi_items() if name != "page"]
    return f"{request.url.path}?{urlencode([*asked, ('page', str(page))])}"
