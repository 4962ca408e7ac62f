from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from quizglass.geometry import PageRect
from quizglass.pages import Word

LETTER, LINE = 0.01, 0.02


def typed_page(text: str) -> tuple[Word, ...]:
    """A page typed on a machine: every letter equally wide, wide gaps where there are several spaces."""
    words = []
    for row, line in enumerate(text.splitlines()):
        column = 0
        for part in line.split(" "):
            if part:
                box = PageRect(
                    column * LETTER, row * 1.5 * LINE, (column + len(part)) * LETTER, row * 1.5 * LINE + LINE
                )
                words.append(Word(part, box, line=row, block=0))
            column += len(part) + 1
    return tuple(words)


@pytest.fixture
def page_of() -> Callable[[str], Sequence[Word]]:
    return typed_page
