"""Empty sheets as scanners see them are blank; the faintest note is not."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from quizglass.documents.ink import INK_SIDE, has_ink

WIDTH, HEIGHT = 1240, 1754
"""A4 at 150 dpi."""


def paper(level: int = 238) -> Image.Image:
    return Image.new("L", (WIDTH, HEIGHT), level)


def rough(image: Image.Image, sigma: float = 5) -> Image.Image:
    return ImageChops.add(image, Image.effect_noise(image.size, sigma), 1, -128)


def yellowed(image: Image.Image, levels: int = 50) -> Image.Image:
    shade = Image.linear_gradient("L").resize(image.size).point(lambda level: level * levels // 255)
    return ImageChops.subtract(image, shade)


def with_black_border(image: Image.Image, width: int = 30) -> Image.Image:
    mask = Image.new("L", image.size, 255)
    draw = ImageDraw.Draw(mask)
    for box in ((0, 0, width, HEIGHT), (0, 0, WIDTH, width // 2), (WIDTH - width // 3, 0, WIDTH, HEIGHT)):
        draw.rectangle(box, fill=20)
    return ImageChops.darker(image, mask.filter(ImageFilter.GaussianBlur(6)))


def with_holes(image: Image.Image, level: int = 30, places: tuple[int, ...] = (700, 1180)) -> Image.Image:
    for y in places:
        ImageDraw.Draw(image).ellipse((45, y, 81, y + 36), fill=level)
    return image


def with_staple(image: Image.Image) -> Image.Image:
    ImageDraw.Draw(image).line((60, 60, 118, 90), fill=70, width=4)
    return image


def with_fold(image: Image.Image) -> Image.Image:
    ImageDraw.Draw(image).line((0, HEIGHT // 2, WIDTH, HEIGHT // 2 + 3), fill=205, width=6)
    return image.filter(ImageFilter.GaussianBlur(2))


def with_dust(image: Image.Image) -> Image.Image:
    chance = random.Random(2)
    for _ in range(25):
        x, y, size = chance.randrange(WIDTH), chance.randrange(HEIGHT), chance.choice((1, 1, 2, 3))
        ImageDraw.Draw(image).ellipse((x, y, x + size, y + size), fill=60)
    return image


def with_text(image: Image.Image, text: str, at: tuple[int, int], *, size: int = 22, level: int = 30) -> Image.Image:
    ImageDraw.Draw(image).text(at, text, font=ImageFont.load_default(size), fill=level)
    return image


def with_back_of_the_sheet(image: Image.Image, levels: int = 20) -> Image.Image:
    back = Image.new("L", image.size)
    for y in range(150, 1600, 36):
        with_text(back, "The quick brown fox jumps over the lazy dog " * 2, (120, y), size=26, level=levels)
    back = back.transpose(Image.Transpose.FLIP_LEFT_RIGHT).filter(ImageFilter.GaussianBlur(3))
    return ImageChops.subtract(image, back)


def with_pencil(image: Image.Image, level: int) -> Image.Image:
    chance, x, points = random.Random(5), 300.0, []
    for step in range(160):
        x += chance.randint(1, 6)
        points.append((x, 600 + 25 * math.sin(step * 0.9) + chance.randint(-5, 5)))
    ImageDraw.Draw(image).line(points, fill=level, width=2)
    return image.filter(ImageFilter.GaussianBlur(0.7))


def with_block(image: Image.Image) -> Image.Image:
    ImageDraw.Draw(image).rectangle((0, 0, WIDTH // 2, HEIGHT // 3), fill=0)
    return image


def everything() -> Image.Image:
    return with_dust(with_staple(with_holes(with_black_border(yellowed(paper(), 35)))))


BLANK: dict[str, Callable[[], Image.Image]] = {
    "white": lambda: paper(255),
    "black": lambda: paper(10),
    "grey": lambda: rough(paper(128), 8),
    "rough": lambda: rough(paper(225), 14),
    "yellowed": lambda: rough(yellowed(paper(225))),
    "border": lambda: rough(with_black_border(paper())),
    "wide border": lambda: rough(with_black_border(paper(), 90)),
    "dark holes": lambda: rough(with_holes(paper())),
    "light holes": lambda: rough(with_holes(paper(225), 255)),
    "four holes": lambda: rough(with_holes(paper(), 0, (230, 700, 1180, 1600))),
    "staple": lambda: rough(with_staple(paper())),
    "fold": lambda: rough(with_fold(paper())),
    "dust": lambda: rough(with_dust(paper())),
    "back of the sheet": lambda: rough(with_back_of_the_sheet(paper())),
    "everything": lambda: rough(everything(), 7),
    "inverted": lambda: ImageChops.invert(rough(with_black_border(paper()))),
}
INK: dict[str, Callable[[], Image.Image]] = {
    "page number": lambda: rough(with_text(paper(), "Seite 1", (600, 1650))),
    "digit": lambda: rough(with_text(paper(), "7", (600, 1650))),
    "small digit": lambda: rough(with_text(paper(), "7", (600, 1650), size=18)),
    "initials in a corner": lambda: rough(with_text(paper(), "JK", (1100, 1660), size=26)),
    "number at the top": lambda: rough(with_text(paper(), "ABC000123", (1050, 20), size=18)),
    "pencil": lambda: rough(with_pencil(paper(), 190)),
    "faint pencil": lambda: rough(with_pencil(paper(240), 203), 4),
    "faint text": lambda: rough(with_text(paper(245), "Hello world", (200, 400), size=28, level=205)),
    "white on black": lambda: rough(with_text(paper(20), "White on black", (200, 400), size=26, level=240)),
    "dark on grey": lambda: rough(with_text(paper(128), "on grey", (200, 900), size=28, level=60)),
    "light on grey": lambda: rough(with_text(paper(128), "on grey", (200, 900), size=28, level=220)),
    "on yellowed paper": lambda: rough(with_text(yellowed(paper(215), 60), "1912", (200, 900), size=28, level=90)),
    "among everything": lambda: rough(with_pencil(everything(), 150), 6),
    "block from the edge": lambda: with_block(paper(250)),
    "photograph": lambda: (
        Image.effect_noise((WIDTH, HEIGHT), 90)
        .filter(ImageFilter.GaussianBlur(9))
        .point(lambda level: min(255, max(0, (level - 128) * 12 + 128)))
    ),
}


def small(image: Image.Image) -> Image.Image:
    scale = INK_SIDE / max(image.size)
    return image.resize((round(image.width * scale), round(image.height * scale)), reducing_gap=2.0)


@pytest.mark.parametrize("kind", BLANK)
def test_an_empty_sheet_is_blank(kind: str) -> None:
    assert not has_ink(small(BLANK[kind]()))


@pytest.mark.parametrize("kind", INK)
def test_what_somebody_put_there_is_ink(kind: str) -> None:
    assert has_ink(small(INK[kind]()))


@pytest.mark.parametrize("size", [(1, 1), (1, 600), (600, 2), (3, 3)])
def test_pages_of_odd_shape_get_a_verdict(size: tuple[int, int]) -> None:
    assert not has_ink(Image.new("L", size, 255))
