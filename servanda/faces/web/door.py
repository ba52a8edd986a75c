"""The door of a room: who is at it, by what his browser brings along. Where there are accounts, nobody comes in without."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import secrets
import threading
import time
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from servanda.faces.web.visiting import STRANGER, Visitor
from servanda.ledger import Ledger, members, sessions
from servanda.ledger.signing import Signing, signing

_LOG = logging.getLogger("servanda.door")

FEEDS = re.compile(r"/(matter|person)/[^/]+/feed\.atom|/search\.atom|/due\.ics")
"""What a feed reader asks, which cannot log in: it brings a key along instead, as `?key=`."""


_ABREAST = 2
"""Who tries to log in at once: the others wait, and take no thread from those who are in."""


class Door:
    """Knows members again. `secure` says that browsers reach the room by TLS alone; `clock` gives seconds since 1970."""

    def __init__(self, ledger: Ledger, *, secure: bool = False, clock: Callable[[], float] = time.time) -> None:
        self._ledger = ledger
        self._clock = clock
        self._secure = secure
        prefix = "__Host-" if secure else ""  # by this name a browser takes it from us alone, and by TLS
        self._session, self._before = f"{prefix}servanda", f"{prefix}servanda-login"
        self._team = False
        self._signing: Signing | None = None
        self._lock = threading.Lock()
        self.doorway = asyncio.Semaphore(_ABREAST)

    @property
    def team(self) -> bool:
        """Whether there are accounts. Where there were once, there are for ever."""
        self._team = self._team or members.any_there(self._ledger)
        return self._team

    @property
    def now(self) -> int:
        """Seconds since 1970."""
        return int(self._clock())

    @property
    def signs(self) -> Signing:
        """What signs here."""
        with self._lock:
            if self._signing is None:
                self._signing = signing(self._ledger)
            return self._signing

    def visitor(self, request: Request) -> Visitor:
        """Who asks; a stranger where that is not known."""
        if id_ := self.signs.session(request.cookies.get(self._session, "")):
            found = sessions.session_of(self._ledger, id_, self.now)
            if found is not None:
                return self._known(found)
        if request.method in ("GET", "HEAD") and FEEDS.fullmatch(request.url.path):
            return self._follower(request.query_params.get("key", ""))
        return STRANGER

    def admit(self, response: Response, session: str) -> None:
        """Give the browser a session to keep. It forgets it when it is closed, and we after some hours."""
        self._keep(response, self._session, self.signs.cookie(session))

    def dismiss(self, response: Response) -> None:
        """Have the browser forget its session."""
        response.delete_cookie(self._session, secure=self._secure, httponly=True, samesite="lax")

    def before(self, request: Request) -> str:
        """What marks a browser before it logs in, so that nobody else's page can log it in."""
        return request.cookies.get(self._before) or secrets.token_urlsafe(32)

    def token_before(self, mark: str) -> str:
        """What the login form of a browser so marked brings along."""
        return self.signs.token("login", mark)

    def mark(self, response: Response, mark: str) -> None:
        """Mark a browser before it logs in."""
        self._keep(response, self._before, mark)

    def _keep(self, response: Response, name: str, value: str) -> None:
        response.set_cookie(name, value, path="/", secure=self._secure, httponly=True, samesite="lax")

    def _known(self, found: sessions.Session) -> Visitor:
        member = found.member
        return Visitor(
            name=member.name,
            role=member.role,
            token=self.signs.token("form", found.id),
            session=found.id,
            feed=self.signs.feed(member.number, found.feed) if found.feed else None,
        )

    def _follower(self, key: str) -> Visitor:
        named = self.signs.feed_of(key)
        member = sessions.follower(self._ledger, *named) if named else None
        return Visitor(name=member.name, role="reader", feed=key) if member else STRANGER


def note(request: Request, event: str, name: str | None) -> None:
    """A line for whoever keeps the machine: what happened at the door. No password is in it, and no name that is nobody's."""
    said = {"event": event, "member": name, "address": address_of(request)}
    _LOG.info("%s", json.dumps(said), extra={"said": said})


def address_of(request: Request) -> str:
    """From where something is asked."""
    return request.client.host if request.client else ""
