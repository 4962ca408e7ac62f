"""What tells one family of vision-language models from another, as far as loading and answering go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizglass.models.decoding.language_model import LanguageModel
from quizglass.models.vision_language.sight import Dialogue, Pointing, Sight


@dataclass(frozen=True)
class Loaded:
    """Everything that answers. ``quantization`` is what the weights are in, which a folder may have decided."""

    folder: Path
    model: Any
    tokenizer: Any
    image_processor: Any
    end_tokens: frozenset[int]
    quantization: str


@dataclass(frozen=True)
class Recipe:
    """How a folder of a family becomes a session.

    ``model_class`` is the class of transformers; ``kept_in_16_bit`` its modules that no quantization may touch, in
    the names that transformers 5 gives them; ``renamed`` pairs the older names of modules with today's.
    ``position_rows`` is how many rows of positions its language model takes.
    """

    model_class: Any
    kept_in_16_bit: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    image_processor: Callable[[Path], Any]
    dialogue: Callable[[Loaded], Dialogue]
    sight: Callable[[Loaded, LanguageModel, Dialogue], Sight]
    pointing: Callable[[Loaded, Dialogue], Pointing] | None = None
    position_rows: int = 3
