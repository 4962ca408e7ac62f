"""Pages of digital PDFs as a cheap scanner or a telephone would have them, with their text known."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from quizglass.documents.mupdf_library import pymupdf

PAPER = (255, 255, 255)


@dataclass(frozen=True)
class Wear:
    """What happened to a page: drawn at ``dpi``, tilted by ``skew`` degrees, turned clockwise, noisy, JPEG."""

    dpi: int
    skew: float = 0.0
    quarter_turns: int = 0
    noise: float = 6.0
    quality: int = 60

    def __str__(self) -> str:
        return f"{self.dpi} dpi, skew {self.skew:g}, turned {90 * self.quarter_turns}"


WEARS = (
    Wear(200),
    Wear(150, skew=1.2),
    Wear(200, quarter_turns=1),
    Wear(200, skew=-0.8, quarter_turns=2),
    Wear(200, quarter_turns=3),
)


def wear_out(path: Path, page: int, wear: Wear, into: Path) -> str:
    """Save the worn picture of a page as ``into`` (JPEG) and give the text that its text layer has."""
    with pymupdf.open(path) as document:
        text: str = document[page].get_text()
        pixels = document[page].get_pixmap(dpi=wear.dpi, alpha=False)
    image = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)
    image = image.rotate(wear.skew, Image.Resampling.BICUBIC, fillcolor=PAPER)
    image = image.rotate(-90 * wear.quarter_turns, expand=True)
    noise = np.random.default_rng(7).normal(0, wear.noise, (image.height, image.width, 1))
    noisy = np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8)
    Image.fromarray(noisy).save(into, quality=wear.quality, dpi=(wear.dpi, wear.dpi))
    return text
