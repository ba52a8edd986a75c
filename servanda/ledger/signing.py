"""What a room gives out and knows again: sessions in cookies, tokens in forms, keys of feeds. All are signed with one key.

The key is kept in the ledger, so that a restart logs nobody out; sessions are kept by their SHA-256 alone, so that whoever gets
hold of a copy of the ledger can still not go on with one.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from sqlalchemy import insert, select

from servanda.ledger.book import Ledger
from servanda.ledger.schema import login_key

_BYTES = 32


class Signing:
    """Signs, and knows what it signed (HMAC with SHA-256, RFC 2104)."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def cookie(self, session: str) -> str:
        """What a browser is given to keep: a session's id, signed."""
        return f"{session}.{self._sign('session', session)}"

    def session(self, cookie: str) -> str | None:
        """The id of the session in a cookie; None where it is not as it was given."""
        session, _, _ = cookie.partition(".")
        return session if self._same(cookie, self.cookie(session)) else None

    def token(self, purpose: str, session: str) -> str:
        """What the forms of a session bring along."""
        return self._sign(purpose, session)

    def feed(self, member: int, number: int) -> str:
        """The key that opens feeds to a member, of whom it is the so-manieth."""
        return f"{member}.{number}.{self._sign('feed', f'{member}.{number}')}"

    def feed_of(self, key: str) -> tuple[int, int] | None:
        """Whose key of feeds this is, and which of his; None where it is not as it was given."""
        member, _, rest = key.partition(".")
        number, _, _ = rest.partition(".")
        if not all(one.isascii() and one.isdecimal() and len(one) < 10 for one in (member, number)):
            return None
        found = int(member), int(number)
        return found if self._same(key, self.feed(*found)) else None

    def _sign(self, purpose: str, what: str) -> str:
        said = f"{purpose}\0{what}".encode("utf-8", "surrogatepass")
        return base64.urlsafe_b64encode(hmac.digest(self._key, said, "sha256")).rstrip(b"=").decode("ascii")

    @staticmethod
    def _same(given: str, expected: str) -> bool:
        """Letter by letter, not as the bytes they stand for: of these, several writings mean the same."""
        return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), expected.encode("utf-8", "surrogatepass"))


def signing(ledger: Ledger) -> Signing:
    """What signs for this ledger; its key is made when it is first wanted."""
    with ledger.reads() as connection:
        key = connection.scalar(select(login_key.c.key))
    if key is None:
        with ledger.writes() as connection:
            key = connection.scalar(select(login_key.c.key))  # another may have been quicker
            if key is None:
                key = secrets.token_bytes(_BYTES)
                connection.execute(insert(login_key), {"id": 1, "key": key})
    return Signing(key)


def new_session() -> str:
    """An id that nobody guesses."""
    return secrets.token_urlsafe(_BYTES)


def kept_as(session: str) -> str:
    """What is kept of a session's id."""
    return hashlib.sha256(session.encode("utf-8", "surrogatepass")).hexdigest()
