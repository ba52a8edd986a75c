"""Makes the pictures of the reading room anew, over the example records: `python docs/screenshots.py` (needs Chromium)."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import servanda  # noqa: E402 - the checkout beside this file is meant
from servanda import work  # noqa: E402
from servanda.faces.web.room import Room  # noqa: E402
from tests.browsing import started, watched  # noqa: E402
from tests.room import DAY, open_room  # noqa: E402

SIZE = {"width": 1180, "height": 600}
MATTER, MEETING = "Treaty on the River Lidd", ("Ardania", "Belmora")


def main() -> None:
    """Read the examples into a ledger of their own, open a room over it, and keep a picture of each of its main pages."""
    folder = Path(tempfile.mkdtemp())
    os.chdir(HERE.parent)  # a record says from which file it is
    with servanda.open_ledger(folder / "examples.servanda") as ledger:
        examples = Path("examples")
        for file in sorted([*examples.glob("records/*.*"), *examples.glob("talks/*.txt")]):
            ledger.append(work.read(file))
        compared = servanda.compare(ledger)
        meeting = next(one for one in compared.meetings(*MEETING) if len(one.accounts) > 1)
        record = next(one for one in ledger.records() if "velmar-press-conference" in (one.source or ""))
        pages = (
            ("reading-room", "/", "light"),
            ("room-record", f"/record/{record.id}", "light"),
            ("room-matter", f"/matter/{compared.matter(MATTER).id}", "light"),
            ("room-review", "/review?kind=commitment", "dark"),
            ("room-accounts", f"/meeting/{meeting.id}/accounts", "dark"),
        )
        with open_room(Room(ledger, reviewer="Anna", today=lambda: DAY)) as door, started() as browser:
            for name, path, theme in pages:
                with watched(browser, door.address, viewport=SIZE, color_scheme=theme) as (page, wrong):
                    page.goto(path)
                    page.screenshot(path=HERE / f"{name}.png")
                    if wrong:
                        raise SystemExit(f"{path}: {wrong}")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
