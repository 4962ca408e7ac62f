"""A PDF of as many pages as wanted: a number, a day and a total on each, and a page full of words below them."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path
from typing import Final

_WORDS: Final = "the of and to in is you that it he was for on are with as his they at be this have from or one had by"
_LINES, _WORDS_A_LINE = 40, 11


def made_invoices(file: Path, pages: int) -> Path:
    """The same for the same ``pages``. Made in a process of its own: what it takes is not counted."""
    subprocess.run([sys.executable, __file__, file, str(pages)], check=True)
    return file


def _make(file: Path, pages: int) -> None:
    import pymupdf  # here alone: the process that is measured has it in its workers only

    chance, words = random.Random(pages), _WORDS.split()
    with pymupdf.open() as document:
        for number in range(pages):
            lines = [
                f"Invoice number: INV-{number:05}",
                f"Date: {1 + number % 28:02}.{1 + number % 12:02}.2031",
                f"Total: {number}.50 EUR",
                *(" ".join(chance.choices(words, k=_WORDS_A_LINE)) for _ in range(_LINES)),
            ]
            document.new_page().insert_text((72, 72), "\n".join(lines))
        document.save(file)


if __name__ == "__main__":
    _make(Path(sys.argv[1]), int(sys.argv[2]))
