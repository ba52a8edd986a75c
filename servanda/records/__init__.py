"""Bytes become text that can be cited.

`intake` detects what the bytes are and hands them to the reader of that form: `plain`, `markup`, `office`. `heads` tells what
the record says of itself.
"""
