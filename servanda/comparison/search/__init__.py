"""Full text over all records."""
