"""Arguments, tables, pages: how people and shells meet what the ledger holds. No reading and no storing is done here."""
