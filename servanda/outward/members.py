"""The outward form of accounts, and of what was done to them. No password is in it, nor anything made of one."""

from __future__ import annotations

from typing import Any

from servanda.model import Member, MemberAct


def member_to_dict(member: Member) -> dict[str, Any]:
    """An account as it is now."""
    return {
        "kind": "member",
        "name": member.name,
        "role": member.role,
        "enabled": member.enabled,
        "since": member.since,
    }


def member_act_to_dict(act: MemberAct) -> dict[str, Any]:
    """Something that was done to an account."""
    return {
        "kind": "member_act",
        "number": act.number,
        "name": act.name,
        "action": act.action,
        "role": act.role,
        "at": act.done_at,
        "by": act.owner,
    }
