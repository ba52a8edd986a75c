from __future__ import annotations
def extract_html(content, encoding_hint=None): raise NotImplementedError
def extract_xhtml(root, faults): raise NotImplementedError
