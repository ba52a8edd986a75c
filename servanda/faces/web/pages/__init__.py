"""What each address shows. A page asks the ledger or the comparison, and hands on what it was told."""
