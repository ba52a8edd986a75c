"""Members of a team: who may do what in a reading room, and how that came about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

MemberRole = Literal["reader", "reviewer", "steward"]
Right = Literal["read", "rule", "add", "settle"]
"""What a role may allow: to read; to rule upon entries, and undo what one ruled oneself; to add records; to undo what others
ruled, and to settle, replace and decide."""

RIGHTS: Mapping[MemberRole, frozenset[Right]] = {
    "reader": frozenset({"read"}),
    "reviewer": frozenset({"read", "rule", "add"}),
    "steward": frozenset(get_args(Right)),
}
"""What each role may do."""

MemberAction = Literal["made", "role", "password", "disabled", "enabled"]
"""What can happen to an account: it is made, given another role or password, closed, and opened again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberAct:
    """Something that was done to an account. Never changed, never taken out."""

    number: int
    name: str
    """Whose account it is, as it was written when it was made."""
    action: MemberAction
    role: MemberRole | None = None
    """The role that was given, where one was."""
    done_at: str | None = None
    """ISO 8601, as the caller said."""
    owner: str | None = None
    """Who did it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An account as it is now."""

    number: int
    """Of the act by which it was made."""
    name: str
    role: MemberRole
    enabled: bool
    since: str | None = None
    """When it was made (ISO 8601), as the caller said."""

    def may(self, right: Right) -> bool:
        """Whether the account is open, and its role allows this."""
        return self.enabled and right in RIGHTS[self.role]
