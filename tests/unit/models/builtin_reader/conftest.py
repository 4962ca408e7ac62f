"""Small documents of our own, drawn with MuPDF and read back: pages that the reader was not fitted to."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pymupdf
import pytest

from quizglass.cancellation import CancelToken
from quizglass.geometry import WHOLE_PAGE, PageRect, Size
from quizglass.models.builtin_reader.engine import BuiltinReader
from quizglass.models.engine import Ask, Reply, View
from quizglass.pages import Word

Placed = tuple[float, float, str]
A4 = Size(595.0, 842.0)


def draw(lines: Sequence[Placed], size: float = 10.0) -> View:
    """A page with ``lines`` (left, baseline, text) in a font that has Cyrillic, as its words are read back."""
    document = pymupdf.open()
    page = document.new_page(width=A4.width, height=A4.height)
    writer = pymupdf.TextWriter(page.rect)
    font = pymupdf.Font("cjk")
    for x, y, text in lines:
        writer.append((x, y), text, font=font, fontsize=size)
    writer.write_text(page)
    words: list[Word] = []
    last, line = (-1, -1), -1
    for x0, y0, x1, y1, text, block, number, _ in page.get_text("words"):
        line += (block, number) != last
        last = (block, number)
        words.append(Word(text, PageRect.from_size((x0, y0, x1, y1), A4), line, block))
    return View(0, tuple(words), page_size=A4)


@pytest.fixture
def ask() -> Callable[..., Reply]:
    """Ask the built-in reader of a drawn page."""
    reader, cancel = BuiltinReader(), CancelToken()

    def asked(view: View, question: str, region: PageRect = WHOLE_PAGE) -> Reply:
        seen = View(view.page, view.words, region, page_size=view.page_size)
        glimpse = reader.look(seen, cancel)
        return reader.answer(glimpse, Ask(question), on_text=lambda _: None, cancel=cancel)

    return asked


def type_out(text: str) -> View:
    """A page of typed ``text``: rows are lines, columns places; two spaces or more begin another piece."""
    pieces = [
        (40 + 5.6 * match.start(), 40 + 14.0 * row, match.group())
        for row, line in enumerate(text.strip("\n").splitlines())
        for match in re.finditer(r"\S+(?: \S+)*", line)
    ]
    return draw(pieces, size=9.0)


@pytest.fixture
def typed() -> Callable[[str], View]:
    return type_out


@pytest.fixture
def drawn() -> Callable[[Sequence[Placed]], View]:
    return draw
