"""What an entry says as it meets others: its words' terms, whose matter it is, for which time it holds."""
