"""A helper's share of a task: `python -m servanda.comparison TASK LEDGER SHARE OF`. See `hands`; no command for people."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from servanda.comparison import hands, updating
from servanda.ledger import Ledger


def main(arguments: Sequence[str]) -> None:
    """Do the share, and no more."""
    task, place, share, shares = arguments
    with Ledger.open(place, create=False, wait=hands.PATIENCE) as ledger:
        updating.SHARES[task](ledger, int(share), int(shares))


if __name__ == "__main__":
    main(sys.argv[1:])
