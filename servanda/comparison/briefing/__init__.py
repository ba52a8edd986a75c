"""A brief before a meeting: what is due, done, changed, contradicted, open, promised and held, in two pages."""
