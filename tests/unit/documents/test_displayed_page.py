"""Words, pixels and sizes agree in fractions of the page as displayed, however the file turns, crops and scales it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.documents.conftest import raw_pdf, stream

from quizglass.documents.requests import OpenDocument, ReadWords, RenderPage
from quizglass.documents.service import DocumentService
from quizglass.geometry import WHOLE_PAGE, PageRect, Size
from quizglass.pages import DocumentSource, PageImage

WORD_SIZE = 20.0


@dataclass(frozen=True)
class Sheet:
    """A page as its file states it: boxes in its own space, a black block and a word at known places within."""

    left: float
    bottom: float
    width: float
    height: float
    rotate: int
    unit: float
    crop: tuple[float, float, float, float]  # margins cut off: left, bottom, right, top, in fractions
    block: tuple[float, float, float, float]  # x0, y0, x1, y1 in fractions of the crop box, from its bottom left

    @property
    def crop_box(self) -> tuple[float, float, float, float]:
        left, bottom, right, top = self.crop
        return (
            self.left + left * self.width,
            self.bottom + bottom * self.height,
            self.left + (1 - right) * self.width,
            self.bottom + (1 - top) * self.height,
        )

    @property
    def size(self) -> Size:
        x0, y0, x1, y1 = self.crop_box
        return Size((x1 - x0) * self.unit, (y1 - y0) * self.unit).turned(self.rotate // 90)

    @property
    def expected(self) -> PageRect:
        """Where the block must be seen."""
        x0, y0, x1, y1 = self.block
        return PageRect(x0, 1 - y1, x1, 1 - y0).turned(self.rotate // 90)

    def pdf(self) -> bytes:
        cx0, cy0, cx1, cy1 = self.crop_box
        x0, y0, x1, y1 = self.block
        bx, by = cx0 + x0 * (cx1 - cx0), cy0 + y0 * (cy1 - cy0)
        width, height = (x1 - x0) * (cx1 - cx0), (y1 - y0) * (cy1 - cy0)
        # The word stands on the lower left corner of the block, in white on black.
        content = (
            f"0 g {bx:.4f} {by:.4f} {width:.4f} {height:.4f} re f "
            f"BT /F1 {WORD_SIZE} Tf 1 g 1 0 0 1 {bx:.4f} {by:.4f} Tm (Word) Tj ET "
            f"BT /F1 {WORD_SIZE} Tf 1 0 0 1 {cx0 - 500:.4f} {cy0:.4f} Tm (outside) Tj ET"
        )
        boxes = f"/MediaBox[{self.left} {self.bottom} {self.left + self.width} {self.bottom + self.height}]"
        boxes += f"/CropBox[{cx0:.4f} {cy0:.4f} {cx1:.4f} {cy1:.4f}]/Rotate {self.rotate}/UserUnit {self.unit}"
        return raw_pdf(
            [
                "<</Type/Catalog/Pages 2 0 R>>",
                "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                f"<</Type/Page/Parent 2 0 R{boxes}/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
                stream(content),
                "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            ]
        )


def fraction(low: float, high: float) -> st.SearchStrategy[float]:
    """Steps of a thousandth: what a file with four decimals can state."""
    return st.integers(round(low * 1000), round(high * 1000)).map(lambda steps: steps / 1000)


sheets = st.builds(
    Sheet,
    left=st.sampled_from([0.0, -200.0, 13.5, 1000.0]),
    bottom=st.sampled_from([0.0, -50.0, 700.0]),
    width=st.integers(200, 900).map(float),
    height=st.integers(200, 900).map(float),
    rotate=st.sampled_from([0, 90, 180, 270]),
    unit=st.sampled_from([1.0, 1.0, 2.5]),
    crop=st.tuples(*[st.sampled_from([0.0, 0.0, 0.05, 0.2])] * 4),
    block=st.builds(
        lambda x, y, w, h: (x, y, x + w, y + h),
        fraction(0, 0.5),
        fraction(0, 0.5),
        fraction(0.1, 0.4),
        fraction(0.1, 0.4),
    ),
)
a_few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def put(service: DocumentService, tmp_path: Path):
    """Give the service a page."""

    def opened(sheet: Sheet) -> DocumentSource:
        with tempfile.NamedTemporaryFile(dir=tmp_path, suffix=".pdf", delete=False) as file:
            file.write(sheet.pdf())
        return DocumentSource(file.name)

    return opened


def dark_box(image: PageImage) -> PageRect:
    """The bounds of what is dark, in fractions of the picture."""
    dark = [
        (x, y)
        for y in range(image.height)
        for x, value in enumerate(image.data[y * image.stride : y * image.stride + 3 * image.width : 3])
        if value < 128
    ]
    assert dark, "nothing was drawn"
    columns, rows = [x for x, _ in dark], [y for _, y in dark]
    box = (min(columns), min(rows), max(columns) + 1, max(rows) + 1)
    return PageRect.from_size(box, Size(image.width, image.height))


def close(found: PageRect, expected: PageRect, within: tuple[float, float]) -> bool:
    return all(
        abs(a - b) <= within[i % 2] for i, (a, b) in enumerate(zip(found.as_tuple(), expected.as_tuple(), strict=True))
    )


@a_few
@given(sheets)
def test_the_size_is_that_of_the_displayed_page(service: DocumentService, put, sheet: Sheet) -> None:
    info = service.call(OpenDocument(put(sheet)))
    assert info.sizes[0] == pytest.approx(sheet.size, rel=1e-3)


@a_few
@given(sheets, st.integers(0, 3))
def test_what_is_drawn_is_where_it_must_be(service: DocumentService, put, sheet: Sheet, turns: int) -> None:
    width, height = 120, 90
    image = service.call(RenderPage(put(sheet), 0, WHOLE_PAGE, width, height, turns))
    assert (image.width, image.height) == (width, height)
    assert close(dark_box(image), sheet.expected.turned(turns), (1.6 / width, 1.6 / height))


@a_few
@given(sheets, st.integers(0, 3), st.tuples(*[fraction(0.02, 0.3)] * 4))
def test_a_clip_shows_its_part_of_the_page(
    service: DocumentService, put, sheet: Sheet, turns: int, margins: tuple[float, float, float, float]
) -> None:
    expected = sheet.expected
    clip = PageRect(
        expected.x0 - margins[0], expected.y0 - margins[1], expected.x1 + margins[2], expected.y1 + margins[3]
    ).clamped()
    width, height = 100, 130
    image = service.call(RenderPage(put(sheet), 0, clip, width, height, turns))
    assert close(dark_box(image), expected.inside(clip).turned(turns), (1.6 / width, 1.6 / height))


@a_few
@given(sheets)
def test_words_stand_where_they_are_drawn_and_only_visible_ones_count(
    service: DocumentService, put, sheet: Sheet
) -> None:
    text = service.call(ReadWords(put(sheet), 0))
    assert [word.text for word in text.words] == ["Word"]
    box = text.words[0].box
    # The text starts at the block's lower left corner of the unturned page: carry it back there.
    unturned = box.turned(-(sheet.rotate // 90))
    x0, y0, *_ = sheet.block
    crop_height = sheet.crop_box[3] - sheet.crop_box[1]
    crop_width = sheet.crop_box[2] - sheet.crop_box[0]
    descent, ascent = 0.35 * WORD_SIZE / crop_height, 1.3 * WORD_SIZE / crop_height
    assert unturned.x0 == pytest.approx(x0, abs=2 / crop_width)
    assert unturned.y0 <= 1 - y0 <= unturned.y1 + 1e-6
    assert unturned.y1 <= 1 - y0 + descent
    assert unturned.y0 >= 1 - y0 - ascent


@a_few
@given(sheets)
def test_the_picture_of_a_word_shows_the_word(service: DocumentService, put, sheet: Sheet) -> None:
    source = put(sheet)
    box = service.call(ReadWords(source, 0)).words[0].box
    image = service.call(RenderPage(source, 0, box, 80, 40))
    # White letters on the black block: the word's own place holds both.
    assert min(image.data) < 60
    assert max(image.data) > 200


def test_neighbouring_tiles_join_without_a_seam(service: DocumentService, put) -> None:
    sheet = Sheet(10, 20, 400, 300, 90, 1.0, (0.05, 0, 0, 0.05), (0.1, 0.2, 0.8, 0.7))
    source = put(sheet)
    whole = service.call(RenderPage(source, 0, WHOLE_PAGE, 120, 160))
    rows = b""
    for band in range(4):
        clip = PageRect(0, band / 4, 1, (band + 1) / 4)
        rows += service.call(RenderPage(source, 0, clip, 120, 40)).data
    different = sum(abs(a - b) > 8 for a, b in zip(rows, whole.data, strict=True))
    assert different < 0.001 * len(rows)
