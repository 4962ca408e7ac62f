"""How errors are counted, where the right count is plain to see."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from word_error import answer_errors, page_errors, words_inside

from quizglass.geometry import PageRect
from quizglass.pages import Word


def row(text: str, y: float = 0.1) -> list[Word]:
    """Words side by side, each a tenth of the page wide."""
    return [
        Word(word, PageRect(n / 10, y, (n + 1) / 10, y + 0.05), line=0, block=0) for n, word in enumerate(text.split())
    ]


LINE = PageRect(0.0, 0.1, 0.3, 0.15)


def test_an_answer_is_compared_with_what_was_read_in_its_boxes() -> None:
    errors = answer_errors(["Harbour Stationary Ltd"], [LINE], row("Harbour Stationery Ltd. Invoice"))
    assert (errors.wrong, errors.true, errors.wrong_letters, errors.true_letters) == (1, 3, 1, 20)
    assert (errors.found, errors.asked) == (0, 1)


def test_the_nearest_accepted_answer_counts() -> None:
    assert answer_errors(["2020-03-01", "1 March 2020"], [LINE], row("1 March 2020")).wrong == 0


def test_lines_are_read_from_above_whatever_their_order() -> None:
    below = PageRect(0.0, 0.2, 0.3, 0.25)
    words = [*row("Main Street", 0.2), *row("12 Old", 0.1)]
    assert [word.text for word in words_inside([below, LINE], words)] == ["12", "Old", "Main", "Street"]


def test_a_page_counts_missing_or_surplus_words_in_any_order() -> None:
    assert page_errors("one two three", row("three one")).wrong == 1
    assert page_errors("one two", row("two dirt dust one")).wrong == 2


@given(st.lists(st.sampled_from(["one", "two", "зима", "17"]), min_size=1, max_size=9))
def test_a_page_read_as_it_is_has_no_errors(words: list[str]) -> None:
    errors = page_errors(" ".join(words), row(" ".join(reversed(words))))
    assert (errors.wrong, errors.wrong_letters) == (0, 0)
