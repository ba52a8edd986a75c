"""A helper's share of a task: `python -m servanda.comparison TASK LEDGER SHARE OF`. See `hands`; no command for people."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from servanda.comparison import hands, updating
from servanda.ledger import Ledger


def main(arguments: Sequence[str]) -> None:
    """Do the share, and no more."""
    task, place, share, shares = arguments
    work = {str(name): work for name, work in updating.SHARES.items()}[task]
    with Ledger.open(place, create=False, wait=hands.PATIENCE) as ledger:
        work(ledger, int(share), int(shares))


if __name__ == "__main__":
    main(sys.argv[1:])
