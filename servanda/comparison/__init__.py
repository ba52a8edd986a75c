"""Entries of different records meet: persons, meetings, matters, findings.

`updating.NOTERS` is what is noted of each record, `updating.JOINERS` what is then made of all notes: the whole on one screen.
`Comparison` is how faces and programs ask.
"""

from __future__ import annotations

from servanda.comparison.asking import Comparison

__all__ = ["Comparison"]
