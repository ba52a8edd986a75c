"""Accounts of one round of talks beside each other: what both sides tell, what one alone does, what they tell differently."""
