"""The words of a page as numbered lines."""

from __future__ import annotations

from quizglass.geometry import WHOLE_PAGE, PageRect
from quizglass.models.engine import View
from quizglass.models.text_reader.page_lines import page_lines, words_of
from quizglass.pages import Word


def word(text: str, x: float, y: float, line: int) -> Word:
    return Word(text, PageRect(x, y, x + 0.08, y + 0.02), line, 0)


WORDS = (word("Total", 0.1, 0.1, 0), word("due", 0.19, 0.1, 0), word("481.20", 0.7, 0.1, 0), word("Paid", 0.1, 0.2, 1))


def test_words_of_a_line_stand_together_and_cells_apart() -> None:
    lines = page_lines(View(0, WORDS))
    assert [line.written for line in lines] == ["[L1] Total due\t481.20", "[L2] Paid"]
    assert words_of(lines, [1]) == (0, 1, 2)
    assert words_of(lines, [2, 7]) == (3,)


def test_only_the_region_is_shown() -> None:
    lines = page_lines(View(0, WORDS, PageRect(0.6, 0.0, 1.0, 1.0)))
    assert [(line.text, line.words) for line in lines] == [("481.20", (2,))]


def test_a_page_without_words_has_no_lines() -> None:
    assert page_lines(View(0, (), WHOLE_PAGE)) == ()
