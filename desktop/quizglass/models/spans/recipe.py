"""What tells one family of span models from another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch


@dataclass(frozen=True)
class SpanRecipe:
    """How a folder of a family becomes a session.

    ``model_class`` is the class that answers. ``tokenizer`` opens the folder's; one that ``takes_boxes`` places its
    tokens by itself, for others that is done here. ``image_processor`` opens what makes pixels of a picture; None for
    a family that does not see. ``features`` is what of a picture is the same for all questions, (1, 3, height, width)
    to anything that the model takes in its place under the name ``picture_input``.
    """

    model_class: Any
    tokenizer: Callable[[Path], Any]
    takes_boxes: bool = True
    image_processor: Callable[[Path], Any] | None = None
    picture_input: str = ""
    features: Callable[[Any, torch.Tensor], torch.Tensor] = lambda _model, pixels: pixels
