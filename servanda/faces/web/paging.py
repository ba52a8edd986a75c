"""Long lists in parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from starlette.requests import Request

from servanda.model import Listed

PER_PAGE = 50
"""Items of a list on one page."""
_DIGITS = 9
"""A number of a page has fewer."""

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
    """The part of a list at hand that `?page=` asks for, from 1; what is no page is the first."""
    return fetched(request, lambda start, count: Listed(tuple(items[start : start + count]), len(items)), size)


def fetched(request: Request, fetch: Callable[[int, int], Listed[Item]], size: int = PER_PAGE) -> Part[Item]:
    """The part that `?page=` asks for of a list that is asked for in parts: so many items, behind so many others."""
    asked = request.query_params.get("page", "1")
    page = max(1, int(asked)) if asked.isascii() and asked.isdecimal() and len(asked) < _DIGITS else 1
    found = fetch((page - 1) * size, size)
    pages = max(1, -(-found.total // size))
    if page > pages:
        page = pages
        found = fetch((page - 1) * size, size)
    return Part(
        found.items,
        (page - 1) * size + 1 if found.items else 0,
        found.total,
        _address(request, page - 1) if page > 1 else None,
        _address(request, page + 1) if page < pages else None,
    )


def _address(request: Request, page: int) -> str:
    asked = [(name, value) for name, value in request.query_params.multi_items() if name != "page"]
    return f"{request.url.path}?{urlencode([*asked, ('page', str(page))])}"
