"""Who asks for a page: whose name, which rights, and the token by which his forms are known."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from servanda.model import RIGHTS, MemberRole, Right

_SCOPE = "servanda.visitor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Whoever asks. In a room for one person that is always the same one, who may do everything."""

    name: str | None = None
    """In whose name is ruled what he rules."""
    role: MemberRole | None = None
    """None for somebody who is not logged in, and may do nothing."""
    token: str = ""
    """What forms of his pages bring along: nobody else's pages know it."""
    session: str | None = None
    """Id of his session; None where nobody has to log in."""
    feed: str | None = None
    """What feed readers put behind an address to be let in without a session; None where there is no such key."""

    def may(self, right: Right) -> bool:
        """Whether he may do this."""
        return self.role is not None and right in RIGHTS[self.role]

    def following(self, address: str) -> str:
        """The address of a feed as his feed reader can ask it."""
        return f"{address}{'&' if '?' in address else '?'}key={self.feed}" if self.feed else address

    @property
    def logged_in(self) -> bool:
        """Whether he came in by an account, and can leave."""
        return self.session is not None


STRANGER = Visitor()
"""Somebody of whom nothing is known."""


def visitor_of(request: Request) -> Visitor:
    """Who asks for this. Where nobody was let in, a stranger."""
    visitor: Visitor = request.scope.get(_SCOPE, STRANGER)
    return visitor


def let_in(request: Request, visitor: Visitor) -> None:
    """From here on it is he who asks."""
    request.scope[_SCOPE] = visitor
