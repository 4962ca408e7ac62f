"""Documents whose pages are pictures, drawn line by line."""

from __future__ import annotations

from pathlib import Path

import pymupdf
from PIL import Image, ImageDraw, ImageFont

SIZE = (900, 420)


def drawn(*lines: str) -> Image.Image:
    """A page as a scanner sees it; blank without lines."""
    page = Image.new("L", SIZE, 250)
    font = ImageFont.truetype("DejaVuSans.ttf", 30)
    for at, line in enumerate(lines):
        ImageDraw.Draw(page).text((60, 50 + 80 * at), line, font=font, fill=15)
    return page


def scanned(file: Path, *pages: tuple[str, ...]) -> str:
    """A PDF with one picture a page."""
    first, *rest = [drawn(*lines) for lines in pages]
    first.save(file, save_all=True, append_images=rest, resolution=100)
    return str(file)


def typed(file: Path, *pages: str) -> str:
    """A PDF with a text layer."""
    with pymupdf.open() as document:
        for text in pages:
            document.new_page(width=500, height=300).insert_text((50, 60), text)
        document.save(file)
    return str(file)


def mixed(file: Path, *pages: str | tuple[str, ...]) -> str:
    """A PDF of typed (a string) and scanned pages (lines)."""
    with pymupdf.open() as document:
        for number, page in enumerate(pages):
            made = document.new_page(width=648, height=302)
            if isinstance(page, str):
                made.insert_text((50, 60), page)
            else:
                picture = file.with_suffix(f".{number}.png")
                drawn(*page).save(picture)
                made.insert_image(made.rect, filename=picture)
        document.save(file)
    return str(file)
