"""Values of pages: labels and what people type for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass.geometry import Size
from quizglass.pages import DocumentInfo

A4 = Size(595.0, 842.0)
LABELLED = DocumentInfo(6, (A4,) * 6, ("i", "ii", "1", "2", "A-1", ""))


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("ii", 1),
        ("II", 1),
        ("1", 2),
        (" a-1 ", 4),
        ("6", 5),
        ("3", 2),
        ("7", None),
        ("0", None),
        ("", None),
        ("x", None),
    ],
)
def test_a_label_goes_before_a_number(typed: str, page: int | None) -> None:
    # The third page is labelled "1"; "3" is no label and means the third page.
    assert LABELLED.page_named(typed) == page


def test_pages_without_a_label_are_told_by_their_number() -> None:
    assert [LABELLED.label(page) for page in range(6)] == ["i", "ii", "1", "2", "A-1", "6"]


@given(st.integers(1, 500), st.data())
def test_the_number_of_a_page_leads_to_it_where_there_are_no_labels(count: int, data: st.DataObject) -> None:
    info = DocumentInfo(count, (A4,) * count)
    page = data.draw(st.integers(0, count - 1))
    assert info.page_named(info.label(page)) == page


@given(st.text(max_size=12))
def test_whatever_is_typed_leads_to_a_page_or_nowhere(typed: str) -> None:
    page = LABELLED.page_named(typed)
    assert page is None or 0 <= page < 6
