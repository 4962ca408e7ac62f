"""What the reading worker makes of drawn pages: upright, turned, skewed, pale, large, small, in two scripts."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

import pytest
from drawn_pages import LETTER, RUSSIAN_LETTER, DrawnPage, draw_page
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageOps

from quizglass.geometry import PageRect
from quizglass.pages import RecognizedText, Word
from quizglass.text.folding import compact

ReadPicture = Callable[..., RecognizedText]


def lines_of(text: RecognizedText) -> list[str]:
    return [" ".join(word.text for word in words) for _, words in groupby(text.words, key=lambda word: word.line)]


def same_lines(text: RecognizedText, page: DrawnPage) -> bool:
    return list(map(compact, lines_of(text))) == list(map(compact, page.places))


def place_of(line: str, words: tuple[Word, ...]) -> PageRect:
    """The box of the line that says ``line``."""
    for _, group in groupby(words, key=lambda word: word.line):
        members = list(group)
        if compact(" ".join(word.text for word in members)) == compact(line):
            return PageRect.union(word.box for word in members)
    raise AssertionError(f"{line!r} was not read")


@pytest.mark.parametrize("lines", [LETTER, RUSSIAN_LETTER])
def test_every_line_is_read_where_it_stands(
    lines: tuple[tuple[str, tuple[int, int]], ...], read_picture: ReadPicture
) -> None:
    page = draw_page(lines)
    text = read_picture(page.image)
    assert same_lines(text, page)
    assert text.confidence > 0.85
    assert {word.source for word in text.words} == {"ocr"}
    for line in page.places:
        assert place_of(line, text.words).iou(page.rect(line)) > 0.6


def test_each_word_has_a_box_of_its_own(read_picture: ReadPicture) -> None:
    page = draw_page(height=32)
    pen, font = ImageDraw.Draw(page.image), ImageFont.truetype("DejaVuSans.ttf", 32)
    text = read_picture(page.image)
    line, (left, top) = LETTER[2]
    for number, printed in enumerate(line.split()):
        before = " ".join(line.split()[:number])
        x0 = left + pen.textlength(before + " " if before else "", font=font)
        truth = PageRect(x0 / 1000, top / 460, (x0 + pen.textlength(printed, font=font)) / 1000, (top + 40) / 460)
        found = next(word for word in text.words if word.text == printed)
        assert abs(found.box.x0 - truth.x0) < 0.01
        assert abs(found.box.x1 - truth.x1) < 0.01


@pytest.mark.parametrize("turns", [1, 2, 3])
@pytest.mark.parametrize("lines", [LETTER, RUSSIAN_LETTER])
def test_a_turned_page_is_read_in_its_own_places(
    turns: int, lines: tuple[tuple[str, tuple[int, int]], ...], read_picture: ReadPicture
) -> None:
    page = draw_page(lines)
    # Pillow turns against the clock: after ``turns`` more with it the page is upright.
    text = read_picture(page.image.rotate(90 * turns, expand=True))
    assert text.quarter_turns == turns
    assert same_lines(text, page)
    for line in page.places:
        assert place_of(line, text.words).turned(turns).iou(page.rect(line)) > 0.6


@pytest.mark.parametrize("degrees", [-8.0, 3.0, 12.0])
def test_a_page_that_lies_askew_is_read(degrees: float, read_picture: ReadPicture) -> None:
    page = draw_page()
    text = read_picture(page.image.rotate(degrees, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC))
    assert text.skew == pytest.approx(degrees, abs=1.0)
    assert same_lines(text, page)


def test_pale_print_on_grey_paper_is_read(read_picture: ReadPicture) -> None:
    page = draw_page(paper=190, ink=140)
    assert same_lines(read_picture(page.image), page)


def test_print_in_a_shadow_is_read(read_picture: ReadPicture) -> None:
    page = draw_page(RUSSIAN_LETTER)
    across = Image.linear_gradient("L").rotate(90).resize(page.image.size)
    shadow = across.point(lambda light: 90 + light * 165 // 255)
    assert same_lines(read_picture(ImageChops.multiply(page.image, shadow)), page)


def test_white_on_black_is_read(read_picture: ReadPicture) -> None:
    page = draw_page(RUSSIAN_LETTER)
    assert same_lines(read_picture(ImageOps.invert(page.image)), page)


def test_only_the_region_is_read(read_picture: ReadPicture) -> None:
    page = draw_page()
    text = read_picture(page.image, region=PageRect(0.0, 0.6, 1.0, 1.0))
    assert lines_of(text) == [LETTER[3][0]]
    assert place_of(LETTER[3][0], text.words).iou(page.rect(LETTER[3][0])) > 0.6


def test_small_print_on_a_large_sheet_is_read(read_picture: ReadPicture) -> None:
    small = draw_page(height=28).image
    sheet = Image.new("L", (6000, 4000), 255)
    sheet.paste(small, (300, 400))
    sheet.paste(small, (4900, 3400))
    text = read_picture(sheet)
    assert lines_of(text).count("Total: 1,284.50 EUR") == 2


def test_numbers_beside_russian_words_are_read(read_picture: ReadPicture) -> None:
    page = draw_page((*RUSSIAN_LETTER, ("40702810400000026049", (80, 400))))
    assert "40702810400000026049" in lines_of(read_picture(page.image))


def test_a_label_and_its_value_are_two_words(read_picture: ReadPicture) -> None:
    page = draw_page((("Date:12/03/2018", (80, 80)), ("Cashier:Margaret", (80, 160))))
    assert [word.text for word in read_picture(page.image).words] == ["Date:", "12/03/2018", "Cashier:", "Margaret"]


def test_a_few_latin_words_are_not_taken_for_cyrillic(read_picture: ReadPicture) -> None:
    page = draw_page((("Page 1 - green", (80, 80)), ("Page 1 - orange", (80, 200))))
    assert same_lines(read_picture(page.image), page)


def test_text_that_climbs_an_upright_page_is_read(read_picture: ReadPicture) -> None:
    page = draw_page(height=24)
    side = Image.new("L", (400, 40), 255)
    ImageDraw.Draw(side).text((10, 4), "RECEIVED 4 MAY", font=ImageFont.truetype("DejaVuSans.ttf", 26), fill=0)
    page.image.paste(side.rotate(90, expand=True), (900, 30))
    text = read_picture(page.image)
    assert text.quarter_turns == 0
    assert "RECEIVED 4 MAY" in lines_of(text)


def test_an_empty_page_says_nothing(read_picture: ReadPicture) -> None:
    text = read_picture(Image.new("L", (800, 600), 255))
    assert text.words == ()
    assert text.confidence == 0
