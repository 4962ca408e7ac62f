"""The picture of a page as a span model sees it: whole, however small the region that was asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from PIL import Image

from quizglass.geometry import WHOLE_PAGE, PageRect
from quizglass.models.engine import View
from quizglass.models.loading.weights import FROM_FOLDER
from quizglass.models.vision_language.paper import as_picture


def page_picture(view: View, side: tuple[int, int]) -> Image.Image:
    """The region's picture at its place on an empty page of ``side`` pixels (width, height).

    The boxes of the words are those on the whole page, so the picture must be, too. That of a whole page stays as it
    is: the model's own processor shrinks it.
    """
    if view.image is None:
        return Image.new("RGB", side, "white")
    picture = as_picture(view.image)
    return picture if view.region == WHOLE_PAGE else _at_its_place(picture, view.region, side)


def _at_its_place(picture: Image.Image, region: PageRect, side: tuple[int, int]) -> Image.Image:
    page = Image.new("RGB", side, "white")
    left, top = round(region.x0 * side[0]), round(region.y0 * side[1])
    right, bottom = round(region.x1 * side[0]), round(region.y1 * side[1])
    size = max(1, right - left), max(1, bottom - top)
    page.paste(picture.resize(size, Image.Resampling.BILINEAR), (left, top))
    return page


def open_image_processor(processor_class: Any, folder: Path) -> Any:
    """What ``folder`` says of its pictures; where it says nothing, they are as the class has them, 224 pixels a side.

    Words and boxes come from the page: a processor that would ask Tesseract for them is told not to.
    """
    if (folder / "preprocessor_config.json").is_file():
        return processor_class.from_pretrained(folder, apply_ocr=False, **FROM_FOLDER)
    return processor_class(apply_ocr=False)


def pixels(picture: Image.Image, processor: Any) -> torch.Tensor:
    """(1, 3, height, width) as the model takes them."""
    values: torch.Tensor = processor(images=[picture], return_tensors="pt")["pixel_values"]
    return values.float()
