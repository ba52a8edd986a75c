r"""Servanda reads the public records of talks: who said what, what was asked, which figures and dates were named.

    >>> import servanda
    >>> reading = servanda.read_text("Posted: 24.05.2024\n\nTrade grew by 6 percent.")
    >>> [entry.kind for entry in reading.entries]
    ['turn', 'time', 'figure']

`read` reads a file, `read_text` a text, `open_ledger` opens the ledger where readings are kept, `compare` asks what its records
say together: persons, meetings, matters, findings. The types are in
`servanda.model`, the exceptions in `servanda.errors`. Nothing else is promised to stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from servanda._version import __version__

if TYPE_CHECKING:
    from servanda.work import compare, open_ledger, read, read_text

__all__ = ["__version__", "compare", "open_ledger", "read", "read_text"]


def __getattr__(name: str) -> Any:
    """Load the reader when first wanted, so that `servanda --version` starts at once."""
    if name in ("compare", "open_ledger", "read", "read_text"):
        from servanda import work

        return getattr(work, name)
    raise AttributeError(f"module 'servanda' has no attribute {name!r}")
