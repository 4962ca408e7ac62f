"""A picture's levels as numbers on the model's device, where they are brought to what a tower was taught with.

As bytes they are a quarter of the numbers to bring there, and a card does the rest at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from PIL import Image

WHITE = 255
_AS_IT_IS = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)


def levels_of(picture: Image.Image, device: torch.device | str = "cpu") -> torch.Tensor:
    """(height, width, 3) levels of 0..255."""
    return torch.from_numpy(np.array(picture)).to(device)


def normal(
    levels: torch.Tensor, mean: Sequence[float], spread: Sequence[float], factor: float = 1 / WHITE
) -> torch.Tensor:
    """(..., 3) levels times ``factor``, less ``mean``, by ``spread``, in 32 bit."""
    means, spreads = (levels.new_tensor(values, dtype=torch.float32) for values in (mean, spread))
    return levels.float() * (factor / spreads) - means / spreads


def as_pixels(levels: torch.Tensor, processor: Any) -> torch.Tensor:
    """(1, 3, height, width) of (height, width, 3) levels, as an image processor of transformers makes them."""
    factor = processor.rescale_factor if processor.do_rescale else 1.0
    mean, spread = (processor.image_mean, processor.image_std) if processor.do_normalize else _AS_IT_IS
    return normal(levels, mean, spread, factor).permute(2, 0, 1).unsqueeze(0)
