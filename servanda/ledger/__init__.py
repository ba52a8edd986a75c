"""Entries are kept: appended, listed, exported; never overwritten."""
