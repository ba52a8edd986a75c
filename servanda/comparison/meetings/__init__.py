"""Rounds of talks: what each record tells of one, and the accounts of one meeting brought together."""
