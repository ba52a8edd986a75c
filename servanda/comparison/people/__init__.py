"""Persons, bodies and states: names of different records brought together, with the offices that records give them."""
