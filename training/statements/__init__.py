"""The weights and the small encoder by which proposed statements are scored: what they are learnt from, and how."""
