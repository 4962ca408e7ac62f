"""Lines, selections and copied text: what needs no window."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass.geometry import PageRect
from quizglass.pages import Word
from quizglass.ui.selecting.copied_text import copied_text
from quizglass.ui.selecting.lines import Course, PageLines, Spot
from quizglass.ui.selecting.selection import Place, Selection, Unit, line_edge, next_line, next_word, span_of

LETTER, HEIGHT = 0.01, 0.02


def line(text: str, x: float, y: float, number: int, block: int = 0) -> list[Word]:
    words = []
    for part in text.split():
        words.append(Word(part, PageRect(x, y, x + LETTER * len(part), y + HEIGHT), number, block))
        x += LETTER * (len(part) + 1)
    return words


def page(*lines: str, block: int = 0, x: float = 0.1, y: float = 0.1, first: int = 0) -> list[Word]:
    return [word for at, text in enumerate(lines) for word in line(text, x, y + 0.03 * at, first + at, block)]


def all_of(words: list[Word]) -> str:
    lines = PageLines(words)
    return copied_text([(lines, list(lines.parts(Spot(0, 0), lines.end)))])


# Places ---------------------------------------------------------------------------------------------------------------


def test_a_point_beside_a_short_line_means_that_line_and_not_the_next_column() -> None:
    left = page("a line that is long enough here", "short", block=0)
    right = page("the other column goes on here", "and on here", block=1, x=0.55, first=2)
    lines = PageLines([*left, *right])
    assert lines.nearest(0.4, 0.14) == Spot(7, 5)


def test_the_spot_between_letters_is_the_nearest() -> None:
    lines = PageLines(page("nnnn nnnn"))
    assert lines.nearest(0.1 + 2.1 * LETTER, 0.11) == Spot(0, 2)
    assert lines.nearest(0.0, 0.11) == Spot(0, 0)
    assert lines.nearest(0.9, 0.11) == Spot(1, 4)


def test_a_page_without_words_has_no_spots() -> None:
    assert PageLines(()).nearest(0.5, 0.5) is None


@pytest.mark.parametrize("turns", range(4))
def test_text_that_runs_in_any_direction_is_selected_along_its_lines(turns: int) -> None:
    upright = page("one line of words", "another line below it")
    turned = [Word(w.text, w.box.turned(turns), w.line, w.block) for w in upright]
    lines = PageLines(turned)
    assert lines.lines[0].course is [Course.RIGHT, Course.DOWN, Course.LEFT, Course.UP][turns]
    wanted = PageLines(upright).boxes(Spot(1, 2), Spot(5, 3))
    found = [box.turned(-turns) for box in lines.boxes(Spot(1, 2), Spot(5, 3))]
    for box, expected in zip(found, wanted, strict=True):
        assert box.as_tuple() == pytest.approx(expected.as_tuple())


@given(st.floats(0, 1), st.floats(0, 1))
def test_every_point_means_a_spot_whose_place_means_the_same(x: float, y: float) -> None:
    lines = PageLines(page("the harbour master counts", "every ship in port", "on the first day"))
    spot = lines.nearest(x, y)
    assert spot is not None
    again = lines.nearest(*lines.place_of(spot))
    assert again is not None
    # The end of a word and the beginning of the next are two names of places that lie side by side.
    assert abs(lines.place_of(again)[0] - lines.place_of(spot)[0]) <= LETTER


# Selections -----------------------------------------------------------------------------------------------------------

LINES = PageLines(page("one two three", "four five six"))


def lines_of(number: int) -> PageLines | None:
    return LINES if number in {0, 2} else PageLines(())


def test_dragging_back_over_the_beginning_keeps_the_word_it_began_with() -> None:
    begun = Selection.at(span_of(Unit.WORD, 0, LINES, Spot(1, 1)))
    back = begun.drawn_to(span_of(Unit.WORD, 0, LINES, Spot(0, 1)))
    assert (back.begin.spot, back.end.spot) == (Spot(0, 0), Spot(1, 3))


def test_keys_go_by_words_and_lines_and_across_pages_without_words() -> None:
    place = Place(0, Spot(0, 0))
    assert next_word(place, 1, lines_of, 3) == Place(0, Spot(0, 3))
    assert next_word(Place(0, Spot(0, 3)), 1, lines_of, 3) == Place(0, Spot(1, 3))
    assert next_word(Place(0, Spot(5, 3)), 1, lines_of, 3) == Place(2, Spot(0, 0))
    assert next_word(Place(2, Spot(0, 0)), -1, lines_of, 3) == Place(0, LINES.end)
    assert next_line(place, 1, lines_of, 3) == Place(0, Spot(3, 0))
    assert line_edge(place, 1, lines_of) == Place(0, Spot(2, 5))
    assert next_word(place, -1, lines_of, 3) == place


@given(st.lists(st.sampled_from([1, -1, 2, -2]), max_size=30))
def test_keys_never_leave_the_document(steps: list[int]) -> None:
    place = Place(0, Spot(2, 1))
    for step in steps:
        move = next_word if abs(step) == 1 else next_line
        place = move(place, 1 if step > 0 else -1, lines_of, 3)
        assert place.page in {0, 2}
        assert place.spot.letter <= len(LINES.words[place.spot.word].text)


# Copying --------------------------------------------------------------------------------------------------------------


def test_lines_of_prose_run_on_and_broken_words_are_whole_again() -> None:
    text = all_of(page("The harbour master shall count every ves-", "sel in port on the first day of the", "month."))
    assert text == "The harbour master shall count every vessel in port on the first day of the month."


def test_a_paragraph_ends_where_the_next_word_would_have_had_room() -> None:
    text = all_of(
        page("The harbour master counts all the ships.", "He does.", "The pilot never counted anything at all.")
    )
    assert text == "The harbour master counts all the ships. He does.\nThe pilot never counted anything at all."


def test_addresses_and_lists_keep_their_lines() -> None:
    assert all_of(page("Quizglass", "12 Long Street", "London")) == "Quizglass\n12 Long Street\nLondon"
    items = page("1. The tenant pays the rent on the first", "2. The landlord mends the roof and walls")
    assert all_of(items).count("\n") == 1


def test_cells_of_a_row_are_kept_apart_by_tabs() -> None:
    assert (
        all_of([*line("Oil", 0.1, 0.1, 0), *line("62.00", 0.6, 0.1, 1), *line("Wick", 0.1, 0.14, 2)])
        == "Oil\t62.00\nWick"
    )


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    left = page(
        "A sentence that is long enough to be prose and goes", "on in the other column of the page where it", block=0
    )
    right = page(
        "ends after a while with a full stop as it ought to.",
        "Another begins here and is as long as the first.",
        block=1,
        x=0.55,
        first=2,
    )
    assert "where it ends after" in all_of([*left, *right])
    first, second = PageLines(left), PageLines(right)
    parts = [(first, list(first.parts(Spot(0, 0), first.end))), (second, list(second.parts(Spot(0, 0), second.end)))]
    assert "where it ends after" in copied_text(parts)


def test_parts_of_words_are_copied_in_part() -> None:
    lines = PageLines(page("one two three"))
    assert copied_text([(lines, list(lines.parts(Spot(0, 1), Spot(2, 2))))]) == "ne two th"
    assert copied_text([]) == ""
