"""Which pages are printed, and where they lie on the paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass.geometry import Size
from quizglass.ui.printing.page_choice import Parity, of_parity, typed_pages
from quizglass.ui.printing.pieces import MOST_PIXELS, page_box, pieces
from quizglass.ui.printing.sheets import Paper, lay_out

LENGTHS = st.floats(20, 3000)
SIZES = st.builds(Size, LENGTHS, LENGTHS)


@pytest.mark.parametrize(
    ("words", "pages"),
    [
        ("1", (0,)),
        ("1-3, 7", (0, 1, 2, 6)),
        ("8-", (7, 8, 9)),
        ("-2", (0, 1)),
        ("3–1", (2, 1, 0)),
        (" 2 ; 2 ", (1, 1)),
        ("", None),
        ("11", None),
        ("0", None),
        ("-", None),
        ("1,", None),
        ("a", None),
        ("1 2", None),
    ],
)
def test_typed_pages(words: str, pages: tuple[int, ...] | None) -> None:
    assert typed_pages(words, 10) == pages


def test_odd_and_even_are_as_people_count() -> None:
    assert of_parity((0, 1, 2, 3), Parity.ODD) == (0, 2)
    assert of_parity((0, 1, 2, 3), Parity.EVEN) == (1, 3)
    assert of_parity((3, 0), Parity.ALL) == (3, 0)


@given(SIZES, SIZES)
def test_a_fitted_page_touches_what_the_printer_reaches_and_keeps_its_shape(page: Size, paper: Size) -> None:
    sheet = lay_out(page, Paper(paper, (4, 5, 6, 7)), fit=True)
    left, top, right, bottom = sheet.printable
    assert left - 1e-6 <= sheet.left
    assert top - 1e-6 <= sheet.top
    assert sheet.left + sheet.page.width <= right + 1e-6
    assert sheet.top + sheet.page.height <= bottom + 1e-6
    assert sheet.page.width / sheet.page.height == pytest.approx(page.width / page.height)
    assert sheet.page.width == pytest.approx(right - left) or sheet.page.height == pytest.approx(bottom - top)
    assert sheet.landscape == (sheet.size.width > sheet.size.height) or sheet.size.width == sheet.size.height


@given(SIZES, SIZES, st.booleans(), st.sampled_from([72, 150, 300]))
def test_pieces_cover_what_is_seen_once(page: Size, paper: Size, fit: bool, dpi: int) -> None:
    sheet = lay_out(page, Paper(paper), fit=fit)
    whole, cut = page_box(sheet, dpi), list(pieces(sheet, dpi))
    seen = sheet.seen.to_pixels(whole.width, whole.height)
    assert sum(piece.box.width * piece.box.height for piece in cut) == seen.width * seen.height
    for piece in cut:
        assert 1 <= piece.box.width * piece.box.height <= MOST_PIXELS
        assert piece.clip.x0 * whole.width == pytest.approx(piece.box.left - whole.left, abs=1e-6)
        assert piece.clip.y1 * whole.height == pytest.approx(piece.box.bottom - whole.top, abs=1e-6)
