"""How `words/data/stem-rarity.tsv` was counted: which words name a matter, and which every talk has."""
