"""What a reader should be told of a matter: its relations that are worth his time, each as one neutral sentence."""

from __future__ import annotations

from servanda.model import Finding, Matter


def findings_of(matter: Matter) -> list[Finding]:
    """The findings of a matter with its claims and relations: what is shown, and what waits until it is asked for."""
    return []
