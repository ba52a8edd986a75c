"""Matters: the list, one with its timeline, its chain of events and its figures."""

from __future__ import annotations

from itertools import groupby

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from servanda.comparison.matters.series import Panel, panels_of
from servanda.errors import NotFoundError
from servanda.faces import chronicle
from servanda.faces.export.plot import plot
from servanda.faces.web.paging import fetched
from servanda.faces.web.room import Page, day_asked, flag, room_of
from servanda.model import Claim, Matter, Relation
from servanda.outward.joined import finding_to_dict, matter_to_dict, status_to_dict
from servanda.standing import shown_first

_LEAST = 2
"""Figures that make a drawing worth looking at."""


def listed(request: Request) -> Page:
    """The matters, by how many records speak of them."""
    on = day_asked(request)
    compared, everything = room_of(request).compared(), flag(request, "all")
    part = fetched(request, lambda start, count: compared.matters_part(start, count, on=on, everything=everything))
    return Page(
        template="matters.html",
        title="Matters",
        shows={"matters": part.items, "part": part},
        value=lambda: [matter_to_dict(one) for one in part.items],
    )


def whole(request: Request) -> Page:
    """One matter: how it stands, what is told of it by day, its figures, its findings."""
    compared = room_of(request).compared()
    ref, on = request.path_params["ref"], day_asked(request)
    status = compared.status(ref, on=on, everything=flag(request, "all"))
    matter = status.matter
    findings = compared.findings(matter=matter.id, on=on, everything=True)
    everything = flag(request, "all")
    sure = [claim for claim in matter.claims if everything or _is_sure(matter, claim)]
    return Page(
        template="matter.html",
        title=matter.name,
        shows={
            "matter": matter,
            "status": status,
            "steps": _steps(status.events),
            "days": [(day, list(claims)) for day, claims in groupby(sure, key=lambda claim: claim.day)],
            "waiting": len(matter.claims) - len(sure),
            "relations": _relations(matter),
            "drawing": _drawing(matter.name, panels_of(matter)),
            "findings": findings,
            "desk": chronicle.desk(matter),
        },
        value=lambda: {
            **matter_to_dict(matter),
            "status": status_to_dict(matter, status.events, status.last, status.questions, status.spoken),
            "findings": [finding_to_dict(one) for one in findings],
        },
    )


def drawing(request: Request) -> Response:
    """The matter's figures over time, as SVG."""
    compared = room_of(request).compared()
    ref, on = request.path_params["ref"], day_asked(request)
    panels = compared.figures(ref, on=on)
    if not panels:
        raise NotFoundError(
            "no figure of it is told of", place=request.url.path, remedy="ask for another matter, or a later day"
        )
    return Response("\n".join(plot(compared.matter(ref, on=on).name, panels)), media_type="image/svg+xml")


def _is_sure(matter: Matter, claim: Claim) -> bool:
    return claim.id not in matter.beside and shown_first(claim.kind, claim.values.get("confidence", 1.0))


def _steps(events: tuple[object, ...]) -> list[tuple[str, str, list[object]]]:
    """Those of one day and step together."""
    told = groupby(events, key=lambda event: (chronicle.day_words(event), chronicle.step_words(event)))  # type: ignore[arg-type]
    return [(day, step, list(some)) for (day, step), some in told]


def _relations(matter: Matter) -> dict[int, list[Relation]]:
    """How a claim stands to earlier ones, by the claim's number."""
    found: dict[int, list[Relation]] = {}
    for one in matter.relations:
        found.setdefault(one.later.id, []).append(one)
    return found


def _drawing(name: str, panels: tuple[Panel, ...]) -> Markup | None:
    """The figures drawn; None where no scale holds two."""
    worth = [panel for panel in panels if len(panel.points) >= _LEAST and not panel.vague]
    return Markup("\n".join(plot(name, worth))) if worth else None  # noqa: S704 - made by our own writer, which escapes
