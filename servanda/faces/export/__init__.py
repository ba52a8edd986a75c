"""Readings written out as files: JSON Lines, the report page."""
