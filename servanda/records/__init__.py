"""Bytes become text that can be cited.

`intake` is the door. `forms` tells what the bytes are, `decoding` makes characters of them, and each form has its reader:
`plain` (with `paragraphs` and `frontmatter`), `markup`, `office`. `heads` tells what the record says of itself: `opening`,
`datelines`, `flattened`, `places`, `dates`, `kinds` and `language` each know a part.
"""
