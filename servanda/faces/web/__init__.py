"""The reading room: the ledger in a browser. Pages are made on the server; they say what the Python calls say, and no more."""
