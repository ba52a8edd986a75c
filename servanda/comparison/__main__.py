"""A helper's work: `python -m servanda.comparison TASK LEDGER SHARE OF`, or `beside LEDGER`. No command for people.

A share of a task is what `hands` asks of its helpers. Beside a reading room, which goes on meanwhile, what came is compared as
often as a line with the day comes; an empty line answers that it is done.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from servanda.comparison import hands, updating
from servanda.ledger import Ledger
from servanda.ledger.gentle import Gentle


def main(arguments: Sequence[str]) -> None:
    """Do what is asked, and no more."""
    task, place, *asked = arguments
    if task == "beside":
        with Gentle.open(place, create=False, wait=hands.PATIENCE) as gentle:
            for day in sys.stdin:
                updating.bring_up_to_date_beside(gentle, day.strip())
                print(flush=True)
        return
    share, shares = map(int, asked)
    work = {str(name): work for name, work in updating.SHARES.items()}[task]
    with Ledger.open(place, create=False, wait=hands.PATIENCE) as ledger:
        work(ledger, share, shares)


if __name__ == "__main__":
    main(sys.argv[1:])
