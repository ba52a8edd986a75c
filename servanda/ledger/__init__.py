"""Entries are kept, ruled upon, searched. Loaded only where a ledger is opened: the database is dear to import."""

from __future__ import annotations

from servanda.ledger.book import Ledger
from servanda.ledger.summaries import Appended, Summary

__all__ = ["Appended", "Ledger", "Summary"]
