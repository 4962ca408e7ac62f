"""What loading must know of a family, and what it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from transformers import AutoConfig, AutoTokenizer


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
class ModelRecipe:
    """How a folder of a family is loaded.

    ``model_class`` is the class of transformers; ``kept_in_16_bit`` its modules that no quantization may touch, in
    the names that transformers 5 gives them; ``renamed`` pairs the older names of modules with today's.
    ``image_processor`` opens what makes pixels of a picture; it gives None for a family that reads only words.
    ``config_class`` and ``tokenizer_class`` are for a family that transformers does not know by its config.json.
    ``end_tokens`` tells what ends an answer from the configuration, where the folder's own files may be wrong.
    """

    model_class: Any
    kept_in_16_bit: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    image_processor: Callable[[Path], Any]
    config_class: Any = field(default=AutoConfig, kw_only=True)
    tokenizer_class: Any = field(default=AutoTokenizer, kw_only=True)
    end_tokens: Callable[[Any], frozenset[int]] | None = field(default=None, kw_only=True)
