"""List every widget of the window in all its states with its accessible name.

    python tests/accessibility/list_widgets.py [LANGUAGE]

Goes through the states of ``tests/screenshots/take.py`` and names instead of taking pictures; ends with 1 where a
name is empty.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1] / "screenshots"))

import take
from widget_names import Named, names_in


class Listing(take.Pictures):
    """Names in place of pictures."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.seen: set[Named] = set()
        self.empty = 0

    def shoot(self, name: str, widget: Any = None) -> None:
        self.settle()
        new = [named for named in names_in(widget or self.window) if named not in self.seen]
        self.seen.update(new)
        print(f"\n{name}")
        for named in sorted(new, key=lambda named: named.place):
            self.empty += not named.name
            reach = "keyboard" if named.keyboard else "        "
            print(f"  {named.place:70} {named.role:14} {reach}  {named.name or '--- NO NAME ---'}")


def main(language: str = "en") -> int:
    with tempfile.TemporaryDirectory() as home:
        os.environ["QUIZGLASS_HOME"] = home
        listing = Listing(Path(home) / "files", "light", language, (1280, 800))
        listing.take()
    print(f"\n{len(listing.seen)} widgets, {listing.empty} without a name")
    return 1 if listing.empty else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
