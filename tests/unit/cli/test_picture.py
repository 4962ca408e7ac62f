"""The page with the answer lit up."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from quizglass.cli import picture
from quizglass.errors import FileNotWritable
from quizglass.geometry import PageRect, Size
from quizglass.pages import PageImage

WHITE = (255, 255, 255)


def white_page(width: int = 200, height: int = 100) -> PageImage:
    return PageImage(width, height, 3 * width, b"\xff" * (3 * width * height))


def test_evidence_is_marked_and_the_region_outlined() -> None:
    lit = picture.lit_page(white_page(), [PageRect(0.4, 0.4, 0.6, 0.6)], PageRect(0.1, 0.1, 0.9, 0.9))
    assert lit.getpixel((100, 50)) == (255, 236, 173)
    assert lit.getpixel((20, 50)) == (0x2B, 0x5B, 0xD7)
    assert lit.getpixel((30, 20)) == WHITE
    assert lit.getpixel((5, 5)) == WHITE


def test_print_shows_through_the_mark() -> None:
    data = bytearray(b"\xff" * (3 * 200 * 100))
    data[3 * (50 * 200 + 100) : 3 * (50 * 200 + 101)] = b"\0\0\0"
    page = PageImage(200, 100, 600, bytes(data))
    lit = picture.lit_page(page, [PageRect(0.4, 0.4, 0.6, 0.6)], None)
    dark, bright = lit.convert("L").getpixel((100, 50)), lit.convert("L").getpixel((90, 50))
    assert isinstance(dark, int)
    assert isinstance(bright, int)
    assert dark < bright - 100


def test_rows_with_padding_are_read_right() -> None:
    page = PageImage(2, 2, 8, b"\xff\xff\xff\0\0\0\0\0\0\0\0\xff\xff\xff\0\0")
    lit = picture.lit_page(page, [], None)
    assert [lit.getpixel(at) for at in ((0, 0), (1, 0), (0, 1), (1, 1))] == [WHITE, (0, 0, 0), (0, 0, 0), WHITE]


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "страница.png"
    picture.check_writable(file)
    picture.save(picture.lit_page(white_page(), [], None), file)
    with Image.open(file) as written:
        assert written.size == (200, 100)
    assert not list(tmp_path.glob("*.partial"))


@pytest.mark.parametrize("name", ["missing/out.png", "."])
def test_what_cannot_be_written_is_told_before_any_work(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileNotWritable):
        picture.check_writable(tmp_path / name)


@pytest.mark.parametrize(
    ("page", "pixels"), [(Size(595, 842), (1240, 1754)), (Size(14400, 14400), (4000, 4000)), (Size(0.5, 10), (1, 21))]
)
def test_the_picture_is_sharp_but_bounded(page: Size, pixels: tuple[int, int]) -> None:
    assert picture.pixel_size(page) == pixels
