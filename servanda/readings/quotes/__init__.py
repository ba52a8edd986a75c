"""Reported words: marks, proposals by rules, their assembly, and who is meant by a source's mention."""
