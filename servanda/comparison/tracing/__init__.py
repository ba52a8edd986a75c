"""Words held against the records: whether they stand there, whose they are, what differs, and who repeated them."""
