"""The outward form of accounts beside each other, and of a matter by terms and parties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from servanda.model import Account, Accounts, Cell, Matrix, Point, Row, Telling
from servanda.outward.joined import claim_to_dict, meeting_to_dict, place_to_dict


def accounts_to_dicts(found: Accounts) -> Iterator[dict[str, Any]]:
    """A line for the meeting with its accounts, then one for each point. `account` of a telling counts the accounts from 0."""
    yield {
        "kind": "accounts",
        "meeting": meeting_to_dict(found.meeting),
        "accounts": [_account(one) for one in found.accounts],
        "sides": list(found.sides),
        "unread": [place_to_dict(place) for place in found.unread],
    }
    for point in found.points:
        yield point_to_dict(point)


def point_to_dict(point: Point) -> dict[str, Any]:
    """One thing that accounts tell."""
    return {
        "kind": "point",
        "standing": point.standing,
        "sides": list(point.sides),
        "unmentioned": list(point.unmentioned),
        "tellings": [_telling(one) for one in point.tellings],
        "differs": list(point.differs),
        "confidence": point.confidence,
        "shown": point.shown,
    }


def _account(one: Account) -> dict[str, Any]:
    return {"sides": list(one.sides), "speaker": one.speaker, "told": place_to_dict(one.told)}


def _telling(one: Telling) -> dict[str, Any]:
    return {"account": one.account, "told_kind": one.kind, **place_to_dict(one.place)}


def matrix_to_dicts(found: Matrix) -> Iterator[dict[str, Any]]:
    """A line for the matter, then one for each row."""
    yield {
        "kind": "matrix",
        "matter": found.matter.id,
        "name": found.matter.name,
        "parties": list(found.parties),
        "records": found.records,
        "last_day": found.last_day,
        "waiting": found.waiting,
    }
    for row in found.rows:
        yield row_to_dict(row)


def row_to_dict(row: Row) -> dict[str, Any]:
    """A term or an open question, with what each party said of it last; who is not in `cells`, of him nothing was found."""
    return {
        "kind": "row",
        "term": row.term,
        "question": place_to_dict(row.question) if row.question else None,
        "cells": [_cell(one) for one in row.cells],
    }


def _cell(one: Cell) -> dict[str, Any]:
    return {"party": one.party, "earlier": one.earlier, "claim": claim_to_dict(one.claim)}
