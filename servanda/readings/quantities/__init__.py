"""How the language says amounts: numbers in digits and words, units, counted nouns, modifiers, and what is measured.

One sentence at a time: `tokens` cuts it up, `digits` and `numbers` read a number, `ranges` two, `units` and `nouns` what is
counted, `modifiers` how exact it is and whether it grows, `guards` throw out what only looks like an amount, `measures` finds
what is measured, and `grammar` puts them together. Nothing here knows a record or a reading.
"""
