"""One record's versions: aligned, their edits told, and which entries still stand."""
