"""Passwords: what one must be, and how it is kept so that nobody can read it.

Kept is a key that scrypt (RFC 7914) derives, with the parameters and the salt of which it was made:
`scrypt$n$r$p$salt$key`, the last two in Base64.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import threading
import unicodedata
from typing import NamedTuple

from servanda.errors import UsageError

LEAST, MOST = 15, 1024
"""Characters of a password: NIST SP 800-63B-4 (2025), 3.1.1.2, asks for 15 where nothing else is asked for. It asks for no
digits, signs or capitals, and neither do we."""
_KINDS = 5
"""Different characters that it has at least: fewer are a pattern."""
_AT_ONCE = threading.BoundedSemaphore(2)
"""Each derivation takes much memory, and whoever knocks makes us do one."""


class Cost(NamedTuple):
    """What deriving a key costs: 128 · n · r bytes, p times over."""

    n: int
    r: int
    p: int


COST = Cost(n=2**15, r=8, p=3)
"""One of the settings of equal strength in OWASP's Password Storage Cheat Sheet: 32 MiB, and a third of a second or less."""


def normal(password: str) -> str:
    """The password as it is compared: however a keyboard composes its letters (NFKC)."""
    return unicodedata.normalize("NFKC", password)


def check_new(password: str, name: str) -> None:
    """Raises `UsageError` where a password is not good enough to be set, or can hardly be typed again."""
    plain = normal(password)
    if len(plain) < LEAST:
        raise UsageError(f"a password has at least {LEAST} characters", remedy="take some words that do not belong together")
    if len(plain) > MOST:
        raise UsageError(f"a password has at most {MOST:,} characters")
    if any(unicodedata.category(one) in ("Cc", "Cs", "Cn") for one in plain):
        raise UsageError("a password has no control characters in it", remedy="take what can be typed")
    if len(set(plain.casefold().replace(normal(name).casefold(), ""))) < _KINDS:
        raise UsageError(
            "a password has more to it than a name or a few characters over and over",
            remedy="take some words that do not belong together",
        )


def kept(password: str) -> str:
    """What is kept of a password."""
    salt = secrets.token_bytes(16)
    fields = (*COST, _base64(salt), _base64(_derived(password, salt, COST)))
    return "$".join(("scrypt", *map(str, fields)))


def fits(password: str, known: str | None) -> bool:
    """Whether this is the password of which so much is kept. Where nothing is (None), it takes as long to say no."""
    if known is None:
        _derived(password, b"nobody's salt...", COST)
        return False
    cost, salt, key = _parts(known)
    return hmac.compare_digest(_derived(password, salt, cost), key)


def outdated(known: str) -> bool:
    """Whether it was kept at another cost than new ones are."""
    return _parts(known)[0] != COST


def _parts(known: str) -> tuple[Cost, bytes, bytes]:
    name, n, r, p, salt, key = known.split("$")
    if name != "scrypt":
        raise ValueError(f"a password is kept by {name}")
    return Cost(int(n), int(r), int(p)), base64.b64decode(salt), base64.b64decode(key)


def _derived(password: str, salt: bytes, cost: Cost) -> bytes:
    given = normal(password)[: MOST + 1].encode("utf-8", "surrogatepass")
    memory = 128 * cost.r * (cost.n + cost.p + 2)
    with _AT_ONCE:
        return hashlib.scrypt(given, salt=salt, n=cost.n, r=cost.r, p=cost.p, maxmem=2 * memory, dklen=32)


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")
