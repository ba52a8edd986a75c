"""Accounts of a team: who may come into its reading room, and what was ever done to them.

What is done to an account is a chain, each row with the hash of the one before; what it is now follows from that. Passwords are
kept beside it and replaced, since no old one is of any use. Whoever may write to the ledger's file is beyond roles: these hold
in the reading room.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple, TypedDict, Unpack, get_args

from sqlalchemy import Connection, delete, insert, select, update

from servanda.errors import ForbiddenError, NotFoundError, UsageError
from servanda.ledger import passwords, rulings
from servanda.ledger.book import Ledger
from servanda.ledger.chain import add_link
from servanda.ledger.packing import storable
from servanda.ledger.schema import login_failure, login_session, member_act, member_key
from servanda.model import RIGHTS, EntryRuling, Member, MemberAct, MemberAction, MemberRole

_LONGEST = 64
"""Characters of a name."""
_SIGNS = " .-_'’@"
"""What a name may have beside letters, digits and the marks on them."""
_HOW_TO_SEE = "`servanda user list` shows the accounts"


class Signed(TypedDict, total=False):
    """Who does it (`by`), and when (`at`, ISO 8601)."""

    by: str | None
    at: str | None


class Known(NamedTuple):
    """An account, and what is kept of its password."""

    member: Member
    password: str
    feed: int
    """Number of the key that opens feeds in its name; 0 where none does."""


def add(ledger: Ledger, name: str, role: str, password: str, **signed: Unpack[Signed]) -> Member:
    """Make an account. From the first on, the reading room of this ledger asks everybody to log in.

    Raises `UsageError` where there is one of that name, whatever its case, or the name, the role or the password will not do.
    """
    name = _named(name)
    role = _role(role)
    passwords.check_new(password, name)
    key = passwords.kept(password)

    def make(connection: Connection) -> Member:
        _check_free(connection, name)
        connection.execute(insert(member_key), {"member": folded(name), "password": key})
        return _made([_keep(connection, name, "made", role, signed)])

    return ledger.kept(make)


def members(ledger: Ledger) -> list[Member]:
    """Every account as it is now, in the order in which they were made."""
    by_member: dict[str, list[MemberAct]] = {}
    for one in acts(ledger):
        by_member.setdefault(folded(one.name), []).append(one)
    return [_made(some) for some in by_member.values()]


def acts(ledger: Ledger) -> list[MemberAct]:
    """Everything that was ever done to an account, in its order."""
    with ledger.reads() as connection:
        return [_act(dict(row._mapping)) for row in connection.execute(select(member_act).order_by(member_act.c.id))]


def name_of(ledger: Ledger, name: str) -> str | None:
    """The name of an account as it was written when it was made; None where there is none."""
    with ledger.reads() as connection:
        found = known(connection, name)
    return found.member.name if found else None


def check_undo(ledger: Ledger, number: int, *, name: str | None, role: MemberRole | None) -> None:
    """Raises `ForbiddenError` where a member of this role may not undo a ruling: a reviewer undoes his own, a steward any.

    What was ruled in one stroke with it is undone with it, and is the same person's.
    """
    with ledger.reads() as connection:
        upon = rulings.rulings(connection, after=number - 1, limit=1)
    for one in upon:
        if one.number == number and not may_undo(one, name=name, role=role):
            whose = f"{one.owner}’s" if one.owner else "nobody’s"
            raise ForbiddenError(f"ruling {one.number} is {whose}", remedy="a steward undoes what others ruled")


def may_undo(ruling: EntryRuling, *, name: str | None, role: MemberRole | None) -> bool:
    """Whether a member of this name and role may undo a ruling."""
    own = name is not None and ruling.owner is not None and folded(name) == folded(ruling.owner)
    return role is not None and ("settle" in RIGHTS[role] or ("rule" in RIGHTS[role] and own))


def any_there(ledger: Ledger) -> bool:
    """Whether there is an account, open or closed: if so, nobody comes in without."""
    with ledger.reads() as connection:
        return connection.scalar(select(member_act.c.id).limit(1)) is not None


def set_role(ledger: Ledger, name: str, role: str, **signed: Unpack[Signed]) -> Member:
    """Give an account another role, which it has from its next request on. Raises `UsageError` where it has that role."""
    role = _role(role)

    def give(connection: Connection) -> Member:
        one = _there(connection, name).member
        if one.role == role:
            raise UsageError(f"{one.name} is a {role} already")
        _keep(connection, one.name, "role", role, signed)
        return replace(one, role=role)

    return ledger.kept(give)


def set_password(ledger: Ledger, name: str, password: str, **signed: Unpack[Signed]) -> Member:
    """Give an account another password, whoever knew the one before: its sessions end, and the key that opens its feeds.

    What failed tries held up is forgotten.
    """
    one = named(ledger, name)
    passwords.check_new(password, one.name)
    key = passwords.kept(password)

    def give(connection: Connection) -> None:
        keep_password(connection, one.name, key, signed)
        connection.execute(update(member_key).where(member_key.c.member == folded(name)).values(feed=0))

    ledger.kept(give)
    return one


def keep_password(connection: Connection, name: str, key: str, signed: Signed) -> None:
    """From now on an account has the password of which this is kept: its sessions end, and its failed tries are forgotten."""
    connection.execute(update(member_key).where(member_key.c.member == folded(name)).values(password=key))
    _keep(connection, name, "password", None, signed)
    end_sessions(connection, name)
    forget_failures(connection, name)


def disable(ledger: Ledger, name: str, **signed: Unpack[Signed]) -> Member:
    """Close an account: its sessions end, its feeds with them. What was ruled in its name stays."""

    def close(connection: Connection) -> Member:
        one = _there(connection, name).member
        if not one.enabled:
            raise UsageError(f"the account of {one.name} is closed already")
        _keep(connection, one.name, "disabled", None, signed)
        end_sessions(connection, name)
        return replace(one, enabled=False)

    return ledger.kept(close)


def enable(ledger: Ledger, name: str, **signed: Unpack[Signed]) -> Member:
    """Open an account again; of one that is open, forget the failed tries that hold it up."""
    held_up = False

    def open_(connection: Connection) -> Member:
        nonlocal held_up
        one = _there(connection, name).member
        held_up = forget_failures(connection, name) or held_up  # done again, it finds none where they are forgotten already
        if one.enabled and not held_up:
            raise UsageError(f"the account of {one.name} is open already, and no failed tries hold it up")
        if not one.enabled:
            _keep(connection, one.name, "enabled", None, signed)
        return replace(one, enabled=True)

    return ledger.kept(open_)


def named(ledger: Ledger, name: str) -> Member:
    """An account by its name, whatever its case. Raises `NotFoundError` where there is none."""
    with ledger.reads() as connection:
        return _there(connection, name).member


def check_new(ledger: Ledger, name: str) -> None:
    """Raises `UsageError` where a name is none, or there is an account of that name, whatever its case."""
    with ledger.reads() as connection:
        _check_free(connection, _named(name))


def known(connection: Connection, name: str) -> Known | None:
    """An account by its name, whatever its case; None where there is none."""
    acts_of = _acts(connection, folded(name))
    if not acts_of:
        return None
    row = connection.execute(select(member_key).where(member_key.c.member == folded(name))).one()
    return Known(_made(acts_of), row.password, row.feed)


def numbered(connection: Connection, number: int) -> Known | None:
    """An account by the number of the act that made it."""
    name = connection.scalar(select(member_act.c.member).where(member_act.c.id == number))
    found = known(connection, name) if name else None
    return found if found and found.member.number == number else None


def folded(name: str) -> str:
    """A name as accounts are looked up by it: without regard to case, or to how its letters were composed."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", storable(name)).strip().casefold())


def end_sessions(connection: Connection, name: str) -> None:
    """Whoever is logged in by this account is so no more."""
    connection.execute(delete(login_session).where(login_session.c.member == folded(name)))


def source_of(name: str) -> str:
    """Under what failed tries for a name are counted. Some type a password where a name belongs: it is not kept."""
    return f"name:{hashlib.sha256(folded(name).encode()).hexdigest()}"


def forget_failures(connection: Connection, name: str) -> bool:
    """Whether there were failed tries for a name; there are none now."""
    return bool(connection.execute(delete(login_failure).where(login_failure.c.source == source_of(name))).rowcount)


def _named(name: str) -> str:
    """The name as it is kept. Raises `UsageError` where it is none."""
    plain = unicodedata.normalize("NFKC", name).strip()
    bad = [one for one in plain if not (one.isalnum() or one in _SIGNS or unicodedata.category(one).startswith("M"))]
    if not plain or len(plain) > _LONGEST or bad or "  " in plain or not any(map(str.isalnum, plain)):
        raise UsageError(
            f"{name!r} is no name for an account",
            remedy=f"up to {_LONGEST} letters and digits; between them, spaces and any of . - _ ' @",
        )
    return plain


def _check_free(connection: Connection, name: str) -> None:
    if _acts(connection, folded(name)):
        raise UsageError(f"there is an account {name!r} already", remedy=_HOW_TO_SEE)


def _role(role: str) -> MemberRole:
    for one in get_args(MemberRole):
        if one == role:
            found: MemberRole = one
            return found
    raise UsageError(f"{role!r} is no role", remedy=f"one of {', '.join(get_args(MemberRole))}")


def _there(connection: Connection, name: str) -> Known:
    found = known(connection, name)
    if found is None:
        raise NotFoundError(f"there is no account {name!r}", remedy=_HOW_TO_SEE)
    return found


def _acts(connection: Connection, member: str) -> list[MemberAct]:
    query = select(member_act).where(member_act.c.member == member).order_by(member_act.c.id)
    return [_act(dict(row._mapping)) for row in connection.execute(query)]


def _keep(connection: Connection, name: str, action: MemberAction, role: MemberRole | None, signed: Signed) -> MemberAct:
    row = add_link(
        connection,
        member_act,
        {
            "member": folded(name),
            "action": action,
            "attributes": json.dumps({"name": name, "role": role}, sort_keys=True),
            "done_at": signed.get("at"),
            "owner": signed.get("by"),
        },
    )
    return _act(row)


def _act(row: Mapping[str, Any]) -> MemberAct:
    said = json.loads(row["attributes"])
    return MemberAct(
        number=row["id"],
        name=said["name"],
        action=row["action"],
        role=said["role"],
        done_at=row["done_at"],
        owner=row["owner"],
    )


def _made(acts_of: Iterable[MemberAct]) -> Member:
    """What an account is, of all that was done to it."""
    first, *later = acts_of
    assert first.role is not None  # noqa: S101 - no account is made without a role
    one = Member(number=first.number, name=first.name, role=first.role, enabled=True, since=first.done_at)
    for act in later:
        if act.action in ("disabled", "enabled"):
            one = replace(one, enabled=act.action == "enabled")
        elif act.role is not None:
            one = replace(one, role=act.role)
    return one
