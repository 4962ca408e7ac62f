"""From a model folder to modules on a device: quantization, device, progress, cancel."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from transformers import BitsAndBytesConfig, GenerationConfig

from quizglass.cancellation import CancelToken
from quizglass.models.loading.recipe import Loaded, ModelRecipe
from quizglass.models.loading.skip_list import modern_names
from quizglass.models.loading.weights import FROM_FOLDER, read_model
from quizglass.settings import Quantization

# It warns at every single product of an 8-bit layer that it computes in float16.
logging.getLogger("bitsandbytes").setLevel(logging.ERROR)

BITSANDBYTES = "bitsandbytes"


def load(
    folder: Path,
    recipe: ModelRecipe,
    *,
    quantization: Quantization,
    device: str,
    dtype: torch.dtype,
    progress: Callable[[float], None],
    cancel: CancelToken,
    weights: Path | None = None,
) -> Loaded:
    """Read ``folder`` onto ``device`` ("cuda" or "cpu"); with ``weights``, take those of that folder instead.

    Raises:
        Cancelled: within one weight of the cancel.
        OSError, ValueError, RuntimeError: as transformers and torch raise them.
    """
    weights = weights or folder
    config = recipe.config_class.from_pretrained(weights, **FROM_FOLDER)
    tokenizer = recipe.tokenizer_class.from_pretrained(folder, **FROM_FOLDER)
    image_processor = recipe.image_processor(folder)
    ready = getattr(config, "quantization_config", None)
    if ready is not None and _method(ready) == BITSANDBYTES:
        config.quantization_config = _patched(ready, recipe)
    cancel.raise_if_cancelled()
    model = read_model(
        recipe.model_class,
        weights,
        config=config,
        dtype=dtype,
        device=device,
        progress=progress,
        cancel=cancel,
        attn_implementation="sdpa",
        quantization_config=None if ready is not None else _quantization(quantization, dtype, recipe),
    )
    ends = recipe.end_tokens(config) if recipe.end_tokens else _end_tokens(folder, model)
    return Loaded(folder, model, tokenizer, image_processor, ends, _found(ready) or quantization.value)


def _quantization(wanted: Quantization, dtype: torch.dtype, recipe: ModelRecipe) -> BitsAndBytesConfig | None:
    """The vision tower and the head stay in 16 bit: in 4 bit the tower reads garbage."""
    match wanted:
        case Quantization.NF4:
            return BitsAndBytesConfig(
                load_in_4bit=True,
                bnb_4bit_quant_type="nf4",
                bnb_4bit_use_double_quant=True,
                bnb_4bit_compute_dtype=dtype,
                llm_int8_skip_modules=list(recipe.kept_in_16_bit),
            )
        case Quantization.INT8:
            return BitsAndBytesConfig(load_in_8bit=True, llm_int8_skip_modules=list(recipe.kept_in_16_bit))
        case Quantization.BF16:
            return None


def _patched(ready: Any, recipe: ModelRecipe) -> Any:
    """A folder that was saved quantized, its list of modules left alone put into today's names."""
    values = _values(ready)
    values["llm_int8_skip_modules"] = modern_names(values.get("llm_int8_skip_modules"), recipe)
    return values


def _found(ready: Any) -> str:
    if ready is None:
        return ""
    if _method(ready) != BITSANDBYTES:
        return _method(ready)
    values = _values(ready)
    return str(values.get("bnb_4bit_quant_type", "nf4") if values.get("load_in_4bit") else "int8")


def _method(ready: Any) -> str:
    """By which the folder's weights were quantized."""
    named = _values(ready).get("quant_method", BITSANDBYTES)
    return str(getattr(named, "value", named))


def _values(ready: Any) -> dict[str, Any]:
    return dict(ready) if isinstance(ready, dict) else dict(ready.to_dict())


def _end_tokens(folder: Path, model: Any) -> frozenset[int]:
    try:
        ends = GenerationConfig.from_pretrained(folder, local_files_only=True).eos_token_id
    except OSError:  # a folder without generation_config.json
        ends = model.config.get_text_config().eos_token_id
    return frozenset(ends if isinstance(ends, list) else [ends])
