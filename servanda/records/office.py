"""Doors to the readers of office documents."""

from __future__ import annotations

from servanda.records.docx import extract_docx
from servanda.records.pdf import extract_pdf

__all__ = ["extract_docx", "extract_pdf"]
