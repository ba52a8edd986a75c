"""The outward form of assessments: what bears on a commitment, what people ruled, what waits. Changed only by adding fields."""

from __future__ import annotations

from typing import Any

from servanda.model import Assessment, Desk, Evidence, Ruling, Sheet, Waiting, Yardstick
from servanda.outward.joined import claim_to_dict, place_to_dict


def sheet_to_dict(sheet: Sheet) -> dict[str, Any]:
    """A commitment as it is assessed. `commitment` is null where its words are gone and only what was decided is left."""
    return {
        "kind": "assessment",
        **_assessment(sheet.assessment),
        "commitment": claim_to_dict(sheet.claim) if sheet.claim else None,
        "due": sheet.due,
        "passed": sheet.passed,
        "evidence": [evidence_to_dict(one) for one in sheet.evidence],
        "unsure": sheet.unsure,
        "later_records": sheet.later_records,
        "last_record": sheet.last_record,
        "unread_records": sheet.unread_records,
        "hidden": sheet.hidden,
    }


def evidence_to_dict(evidence: Evidence) -> dict[str, Any]:
    """A stretch of a later record that is proposed as evidence."""
    return {
        "kind": "evidence",
        "number": evidence.number,
        **place_to_dict(evidence.place),
        "side": evidence.side,
        "said_by": evidence.said_by,
        "relation": evidence.relation,
        "why": list(evidence.why),
        "shown": evidence.shown,
    }


def waiting_to_dict(waiting: Waiting) -> dict[str, Any]:
    """A commitment that waits for somebody to rule."""
    return {**sheet_to_dict(waiting.sheet), "kind": "waiting", "why": waiting.why}


def desk_to_dict(desk: Desk) -> dict[str, Any]:
    """How far the assessors are; what waits stands on lines of its own."""
    return {
        "kind": "desk",
        "waiting": len(desk.waiting),
        "more": desk.more,
        "earlier": desk.earlier,
        "undated": desk.undated,
        "rulings": dict(desk.rulings),
        "states": dict(desk.states),
        "assessors": dict(desk.assessors),
    }


def _assessment(assessment: Assessment) -> dict[str, Any]:
    return {
        "entry": assessment.entry,
        "state": assessment.state,
        "ruling": assessment.ruling,
        "rulings": [_ruling(one) for one in assessment.rulings],
        "test": _test(assessment.test),
        "replies": [
            {"number": one.number, "words": one.words, "by": one.by, "decided_at": one.at} for one in assessment.replies
        ],
        "second_wanted": assessment.second_wanted,
    }


def _ruling(ruling: Ruling) -> dict[str, Any]:
    return {
        "number": ruling.number,
        "ruling": ruling.name,
        "part": ruling.part,
        "why": ruling.why,
        "by": ruling.by,
        "decided_at": ruling.at,
        "evidence": [place_to_dict(place) for place in ruling.evidence],
        "test": _test(ruling.test),
        "blind": ruling.blind,
        "stale": list(ruling.stale),
    }


def _test(test: Yardstick) -> dict[str, Any]:
    return {
        "kept": test.kept,
        "partly": test.partly,
        "broken": test.broken,
        "by": test.by,
        "decided_at": test.at,
        "number": test.number,
    }
