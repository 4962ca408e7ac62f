"""Bars on a white sheet: letters, an axis with its numbers, and colours that differ in lightness too."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from quizglass.i18n import decimal, tr

WIDTH = 1400
MARGIN = 48
LABELS = 420
"""Pixels on the left of the bars, for what they are called."""
OURS, THEIRS = "#1f5fbf", "#b9bec7"
_INK, _FAINT, _GRID = "#1b1e24", "#5d6470", "#e3e6ea"
_BAR, _GAP, _BETWEEN = 22, 4, 22
_SIZES = {"title": 34, "head": 24, "text": 20, "small": 17}
_FONTS = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "arial.ttf", "Arial.ttf", "NotoSans-Regular.ttf")
"""Of the system; Pillow's own has no Cyrillic letters."""
_MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """A pair of bars under one name; None where a side has no number, else in the axis' unit, with its words."""

    label: str
    ours: float | None
    theirs: float | None
    words: tuple[str, str]


class Canvas:
    """Grows downwards; `save` cuts it where the drawing ends."""

    def __init__(self, height: int) -> None:
        self._image = Image.new("RGB", (WIDTH, height), "white")
        self._draw = ImageDraw.Draw(self._image)
        self._own_letters = _system_font() is None
        self._fonts = {name: _font(size) for name, size in _SIZES.items()}
        self.y = MARGIN

    def word(self, message: str) -> str:
        """``message`` in the program's language, or as it is where there are no letters for that."""
        translated = tr(message)
        return message if self._own_letters and not translated.isascii() else translated

    def line(self, text: str, font: str = "text", *, faint: bool = False, x: int = MARGIN) -> None:
        self._draw.text((x, self.y), text, font=self._fonts[font], fill=_FAINT if faint else _INK)
        self.y += round(_SIZES[font] * 1.5)

    def skip(self, pixels: int) -> None:
        self.y += pixels

    def legend(self, names: Sequence[tuple[str, str]]) -> None:
        """Squares of a colour, each with its name."""
        x = MARGIN
        for name, colour in names:
            self._draw.rectangle((x, self.y + 3, x + 20, self.y + 23), fill=colour)
            self._draw.text((x + 30, self.y), name, font=self._fonts["text"], fill=_INK)
            x += 70 + round(self._draw.textlength(name, font=self._fonts["text"]))
        self.y += 40

    def bars(self, axis: str, bars: Sequence[Bar]) -> None:
        """All ``bars`` over one axis from 0, which is called ``axis``."""
        ticks = _ticks(max((value for bar in bars for value in (bar.ours, bar.theirs) if value), default=1.0))
        left, right = MARGIN + LABELS, WIDTH - MARGIN - 110
        scale = (right - left) / ticks[-1]
        bottom = self.y + len(bars) * (2 * _BAR + _GAP + _BETWEEN)
        digits = max(0, -math.floor(math.log10(ticks[1])))
        for tick in ticks:
            x = left + round(tick * scale)
            self._draw.line((x, self.y, x, bottom), fill=_GRID, width=2)
            self._draw.text((x, bottom + 6), decimal(tick, digits), font=self._fonts["small"], fill=_FAINT, anchor="ma")
        for bar in bars:
            self._pair(bar, left, scale)
        self._draw.line((left, bottom, right, bottom), fill=_FAINT, width=2)
        middle = ((left + right) // 2, bottom + 34)
        self._draw.text(middle, axis, font=self._fonts["small"], fill=_FAINT, anchor="ma")
        self.y = bottom + 74

    def save(self, file: Path) -> None:
        """Raises OSError."""
        self._image.crop((0, 0, WIDTH, min(self._image.height, self.y + MARGIN))).save(file, format="PNG")

    def _pair(self, bar: Bar, left: int, scale: float) -> None:
        middle = self.y + _BETWEEN // 2 + _BAR + _GAP // 2
        self._draw.text((left - 16, middle), bar.label, font=self._fonts["text"], fill=_INK, anchor="rm")
        y = self.y + _BETWEEN // 2
        for value, words, colour in zip((bar.ours, bar.theirs), bar.words, (OURS, THEIRS), strict=True):
            end = left + round((value or 0.0) * scale)
            if value:
                self._draw.rectangle((left, y, max(end, left + 2), y + _BAR - 1), fill=colour)
            place = (end + 8, y + _BAR // 2)
            self._draw.text(place, words, font=self._fonts["small"], fill=_INK if value else _FAINT, anchor="lm")
            y += _BAR + _GAP
        self.y += 2 * _BAR + _GAP + _BETWEEN


def _ticks(most: float) -> list[float]:
    """Round numbers from 0 to at least ``most``."""
    rough = most / (_MOST_TICKS - 1)
    power = 10 ** math.floor(math.log10(rough))
    step = next(step * power for step in (1, 2, 5, 10) if step * power >= rough * 0.999)
    return [step * count for count in range(math.ceil(most / step * 0.999) + 1)]


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    name = _system_font()
    return ImageFont.truetype(name, size) if name else ImageFont.load_default(size)


def _system_font() -> str | None:
    for name in _FONTS:
        try:
            ImageFont.truetype(name, 10)
        except OSError:
            continue
        return name
    return None
