"""The picture of a region lies where the region does."""

from __future__ import annotations

from quizglass.geometry import WHOLE_PAGE, PageRect
from quizglass.models.engine import View
from quizglass.models.spans.page_picture import page_picture
from quizglass.pages import PageImage

BLACK = PageImage(40, 20, 120, bytes(2400))


def test_a_region_lies_at_its_place() -> None:
    page = page_picture(View(0, (), PageRect(0.5, 0.25, 1.0, 0.5), BLACK), (100, 80))
    assert page.size == (100, 80)
    assert page.point(lambda value: 255 - value).getbbox() == (50, 20, 100, 40)


def test_a_whole_page_is_left_to_the_processor() -> None:
    assert page_picture(View(0, (), WHOLE_PAGE, BLACK), (100, 80)).size == (40, 20)


def test_a_hairline_is_still_seen() -> None:
    page = page_picture(View(0, (), PageRect(0.5, 0.5, 0.5001, 0.9), BLACK), (32, 32))
    assert page.getextrema()[0] == (0, 255)


def test_without_a_picture_the_page_is_empty() -> None:
    assert page_picture(View(0, ()), (8, 8)).getextrema() == ((255, 255),) * 3
