"""The documents that viewers are measured with. Each begins with a magenta block, which is what the clock waits for."""

from __future__ import annotations

import random
from pathlib import Path

import pymupdf
from PIL import Image, ImageDraw, ImageFilter

MAGENTA = (255, 0, 255)
A4 = (595, 842)
A0_DPI = 200
A0 = (int(33.1 * A0_DPI), int(46.8 * A0_DPI))
"""Pixels of an A0 sheet."""

PROSE = "every page of the register is read counted and put back in its box by a clerk who signs for it"


def text_pdf(path: Path, pages: int) -> Path:
    """Prose on every page, no two alike."""
    if path.exists():
        return path
    chance = random.Random(pages)
    words = PROSE.split()
    document = pymupdf.open()
    for number in range(pages):
        page = document.new_page(width=A4[0], height=A4[1])
        text = " ".join(chance.choices(words, k=520))
        page.insert_textbox(pymupdf.Rect(50, 50, 545, 800), f"Page {number + 1}. {text}", fontsize=10)
        if number == 0:
            page.draw_rect(pymupdf.Rect(100, 250, 450, 550), color=None, fill=(1, 0, 1))
    return _saved(document, path)


def a0_scan(path: Path) -> Path:
    """A plan of 62 million pixels, as a scanner stores it: one JPEG on one page."""
    if path.exists():
        return path
    chance = random.Random(1)
    sheet = Image.new("RGB", A0, (247, 245, 238))
    draw = ImageDraw.Draw(sheet)
    for _ in range(4000):
        x, y = chance.randrange(A0[0]), chance.randrange(A0[1])
        draw.line((x, y, x + chance.randrange(-900, 900), y + chance.randrange(-900, 900)), fill=(40, 40, 60), width=4)
    sheet = sheet.filter(ImageFilter.GaussianBlur(1))
    ImageDraw.Draw(sheet).rectangle([A0[0] // 20, A0[1] // 40, A0[0] * 19 // 20, A0[1] // 2], fill=MAGENTA)
    picture = path.with_suffix(".jpg")
    sheet.save(picture, quality=85, subsampling=0, dpi=(A0_DPI, A0_DPI))
    document = pymupdf.open()
    page = document.new_page(width=A0[0] * 72 / A0_DPI, height=A0[1] * 72 / A0_DPI)
    page.insert_image(page.rect, filename=str(picture))
    return _saved(document, path)


def _saved(document: pymupdf.Document, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    document.save(partial, garbage=0, deflate=True)
    partial.replace(path)
    return path
