"""Pages drawn as pictures, with the places of their lines known."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from quizglass.geometry import PageRect

LETTER = (
    ("INVOICE 2024-117", (80, 80)),
    ("Harbour Stationery Ltd", (80, 160)),
    ("Payment is due within thirty days of delivery", (80, 240)),
    ("Total: 1,284.50 EUR", (80, 320)),
)
RUSSIAN_LETTER = (
    ("Акт выполненных работ № 58", (80, 80)),
    ("Исполнитель передал заказчику документацию", (80, 160)),
    ("Стоимость работ составила 48 300,00 руб.", (80, 240)),
    ("г. Вологда, 14 марта 2023 г.", (80, 320)),
)


@dataclass(frozen=True)
class DrawnPage:
    """A picture with lines of text, and where each stands (pixels)."""

    image: Image.Image
    places: dict[str, tuple[float, float, float, float]]

    def rect(self, line: str) -> PageRect:
        x0, y0, x1, y1 = self.places[line]
        return PageRect(x0 / self.image.width, y0 / self.image.height, x1 / self.image.width, y1 / self.image.height)


def draw_page(
    lines: tuple[tuple[str, tuple[int, int]], ...] = LETTER, *, height: int = 28, paper: int = 255, ink: int = 0
) -> DrawnPage:
    font = ImageFont.truetype("DejaVuSans.ttf", height)
    image = Image.new("L", (1000, 460), paper)
    pen = ImageDraw.Draw(image)
    places = {}
    for text, at in lines:
        pen.text(at, text, font=font, fill=ink)
        places[text] = pen.textbbox(at, text, font=font)
    return DrawnPage(image, places)
