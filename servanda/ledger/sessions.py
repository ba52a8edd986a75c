"""Logging in and out: a name and a password become a session, which ends by itself, by leaving, or with the account."""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select, update

from servanda.errors import HeldUpError, LedgerBusyError, LoginError
from servanda.ledger import failures, members, passwords
from servanda.ledger.book import Ledger
from servanda.ledger.members import Known
from servanda.ledger.schema import login_session, member_key
from servanda.ledger.signing import kept_as, new_session
from servanda.model import Member

IDLE, LONGEST = 2 * 3600, 12 * 3600
"""Seconds after which a session ends: when nothing was asked in it, and in any case."""
_TO_THE = 300
"""Seconds to which it is kept when something was last asked: not every page is worth a row written."""
_WRONG = "this name and this password do not belong together"


class Session(NamedTuple):
    """Somebody who is logged in."""

    id: str
    member: Member
    feed: int
    """Number of the key that opens feeds in his name; 0 where none does."""


def log_in(ledger: Ledger, name: str, password: str, *, address: str, now: int) -> str:
    """The id of a new session. `address` is from where it is asked, `now` seconds since 1970.

    Raises `LoginError` where it is refused, `HeldUpError` where too many tries failed. For neither it makes a difference
    whether there is such an account.
    """
    tried = _tried(ledger, name, password, address=address, now=now)
    dearer = passwords.kept(password) if passwords.outdated(tried.password) else None

    def come_in(connection: Connection) -> str:
        _still(connection, tried)
        failures.uncount(connection, name, address)
        if dearer:
            connection.execute(update(member_key).where(_of(name)).values(password=dearer))
        return _begun(connection, name, now)

    return ledger.kept(come_in)


def change_password(ledger: Ledger, name: str, old: str, new: str, *, address: str, now: int, at: str) -> str:
    """A member changes his own password. All his sessions end; gives the id of a new one.

    Raises as `log_in` does, and `UsageError` where the new password will not do.
    """
    passwords.check_new(new, name)
    tried = _tried(ledger, name, old, address=address, now=now)
    key = passwords.kept(new)

    def change(connection: Connection) -> str:
        _still(connection, tried)  # a steward may have closed the account meanwhile, or given it another password
        failures.uncount(connection, name, address)
        members.keep_password(connection, tried.member.name, key, {"by": name, "at": at})
        return _begun(connection, name, now)

    return ledger.kept(change)


def session_of(ledger: Ledger, session: str, now: int) -> Session | None:
    """Who is logged in by this session; None where it ended, or never was."""
    with ledger.reads() as connection:
        row = connection.execute(select(login_session).where(login_session.c.id == kept_as(session))).one_or_none()
        if row is None or row.seen < now - IDLE or row.began < now - LONGEST:
            return None
        found = members.known(connection, row.member)
    if found is None or not found.member.enabled:
        return None
    if row.seen < now - _TO_THE:
        with (
            suppress(LedgerBusyError),
            ledger.writes() as connection,
        ):  # nobody is kept from reading: the next page will note it
            connection.execute(update(login_session).where(login_session.c.id == row.id).values(seen=now))
    return Session(session, found.member, found.feed)


def log_out(ledger: Ledger, session: str) -> None:
    """End a session."""
    ended = delete(login_session).where(login_session.c.id == kept_as(session))
    ledger.kept(lambda connection: connection.execute(ended))


def log_out_everywhere(ledger: Ledger, name: str) -> None:
    """End all sessions of an account."""
    ledger.kept(lambda connection: members.end_sessions(connection, name))


def new_feed(ledger: Ledger, name: str) -> int:
    """Give a member a new key that opens feeds, by its number; the one before opens nothing any more."""

    def give(connection: Connection) -> int:
        number = int(connection.scalar(select(member_key.c.feeds).where(_of(name))) or 0) + 1
        connection.execute(update(member_key).where(_of(name)).values(feed=number, feeds=number))
        return number

    return ledger.kept(give)


def end_feed(ledger: Ledger, name: str) -> None:
    """No key opens feeds in this name any more."""
    taken = update(member_key).where(_of(name)).values(feed=0)
    ledger.kept(lambda connection: connection.execute(taken))


def follower(ledger: Ledger, member: int, feed: int) -> Member | None:
    """Whose feeds a key opens, by his number and its own; None where it opens none any more."""
    with ledger.reads() as connection:
        found = members.numbered(connection, member)
    return found.member if found and feed and found.feed == feed and found.member.enabled else None


def _begun(connection: Connection, name: str, now: int) -> str:
    """A new session; done again, it is another: nobody was told of the first. Those that ended by themselves are forgotten."""
    old = or_(login_session.c.seen < now - IDLE, login_session.c.began < now - LONGEST)
    connection.execute(delete(login_session).where(old))
    session = new_session()
    row = {"id": kept_as(session), "member": members.folded(name), "began": now, "seen": now}
    connection.execute(insert(login_session), row)
    return session


def _tried(ledger: Ledger, name: str, password: str, *, address: str, now: int) -> Known:
    """The account to which name and password belong."""

    def count(connection: Connection) -> tuple[int, Known | None]:
        if seconds := failures.wait(connection, name, address, now):
            raise _held_up(seconds)
        failures.count(connection, name, address, now)
        return failures.wait(connection, name, address, now), members.known(connection, name)

    held, found = ledger.kept(count)
    fits = passwords.fits(password, found.password if found else None)
    if found is None or not fits or not found.member.enabled:
        raise _held_up(held) if held else LoginError(_WRONG, remedy="try again; a steward can set a new password")
    return found


def _still(connection: Connection, tried: Known) -> None:
    """Raises `LoginError` where the account was closed, or got another password, while this one was looked at."""
    now = members.known(connection, tried.member.name)
    if now is None or not now.member.enabled or now.password != tried.password:
        raise LoginError(_WRONG, remedy="try again")


def _held_up(seconds: int) -> HeldUpError:
    minutes = -(-seconds // 60)
    return HeldUpError(
        "too many tries to log in have failed",
        remedy=f"wait {minutes} minute{'s' if minutes > 1 else ''}, then try again; a steward can set a new password",
    )


def _of(name: str) -> ColumnElement[bool]:
    return member_key.c.member == members.folded(name)
