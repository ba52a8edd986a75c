"""The weights by which proposed statements are scored: what they are learnt from, and how."""
