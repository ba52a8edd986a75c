"""A part of a long list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Item_co = TypeVar("Item_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Listed(Generic[Item_co]):
    """Some of a list, in its order, and how long it is as a whole."""

    items: tuple[Item_co, ...]
    total: int
