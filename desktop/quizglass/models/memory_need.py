"""How much memory a model will take, calculated from its files before anything is loaded. No torch here.

    needed = weights + keys and values + the picture in the vision tower + room to work in

The weights are summed up from the headers of the ``.safetensors`` files. Keys and values are kept for every token of
the picture, of the question and of the answer. The room to work in is that of `image_budget`: one layer unpacked
from 4 bit, the activations of one chunk of the prompt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from quizglass.models import untrusted_json
from quizglass.models.image_budget import MOST_TOKENS, RESERVE_BYTES, tower_bytes_per_token
from quizglass.models.installed import InstalledModel
from quizglass.models.safetensors_header import NotSafetensors, read_header
from quizglass.settings import Quantization

SIXTEEN_BIT = 2
THIRTY_TWO_BIT = 4
_PACKED_BYTES = {Quantization.NF4: 0.52, Quantization.INT8: 1.01}
"""Of one quantized weight, with its share of the scales."""
_TEXT_TOKENS = 1024
"""The instructions, a question with what was asked before it, and the longest answer."""
_LINES_TOKENS = 4096
"""A page of small print as numbered lines, for models that read words."""
_MERGED_PATCHES = 4
"""Patches of the vision tower that become one token of the language model, in nearly every family."""
_PIXELS_PER_PATCH = 3 * 2 * 14 * 14
_UNTOLD: dict[str, dict[str, Any]] = {
    "moondream1": {
        "text_config": {"num_hidden_layers": 24, "hidden_size": 2048, "num_attention_heads": 32},
        "vision_config": {"hidden_size": 1152, "intermediate_size": 4304},
    }
}
"""What the config.json of a family leaves to its publisher's code."""
_SPAN_WORK_BYTES = 300 * 2**20
"""A window of 512 tokens through a model of span engines, and its backbone's view of the page."""


@dataclass(frozen=True, slots=True)
class Need:
    """Bytes: the ``weights``, ``cache`` for keys and values, ``picture`` in the vision tower, ``work`` for the rest."""

    weights: int
    cache: int
    picture: int
    work: int

    @property
    def total(self) -> int:
        return self.weights + self.cache + self.picture + self.work


NOTHING = Need(0, 0, 0, 0)
"""Of the built-in reader, and of what a server runs."""


def weights_bytes(model: InstalledModel, quantization: Quantization, number_bytes: int) -> int:
    """The memory that the weights will take: the language layers quantized, all else in ``number_bytes`` each.

    Raises:
        OSError, NotSafetensors: the files cannot be read.
    """
    assert model.path is not None
    if model.quantization:
        return model.size_bytes
    sizes = [item for file in model.path.glob("*.safetensors") for item in read_header(file).tensors.items()]
    return bytes_of_tensors(sizes, quantization, number_bytes)


def bytes_of_tensors(sizes: Iterable[tuple[str, int]], quantization: Quantization, number_bytes: int) -> int:
    """As `weights_bytes` for weights of these names and numbers of elements."""
    packed = _PACKED_BYTES.get(quantization, number_bytes)
    return int(sum(count * (packed if _is_quantized(name) else number_bytes) for name, count in sizes))


def need_of(
    model: InstalledModel, quantization: Quantization, *, tokens: int = MOST_TOKENS, number_bytes: int = SIXTEEN_BIT
) -> Need:
    """What ``model`` takes with a picture of ``tokens``; `NOTHING` for one that has no folder.

    Where its files cannot be read, what they take on the disk stands for the weights: loading says what is wrong.
    """
    if model.path is None:
        return NOTHING
    if is_span(model):
        return Need(_weights_or_files(model, Quantization.BF16, THIRTY_TWO_BIT), 0, 0, _SPAN_WORK_BYTES)
    config = _config(model.path)
    text, vision = _part(config, "text_config"), config.get("vision_config")
    sees = isinstance(vision, dict)
    prompt = (tokens if sees else _LINES_TOKENS) + _TEXT_TOKENS
    return Need(
        _weights_or_files(model, quantization, number_bytes),
        prompt * _kept_per_token(text) * number_bytes,
        tokens * _tower_per_token(vision, number_bytes) if isinstance(vision, dict) else 0,
        RESERVE_BYTES,
    )


def is_span(model: InstalledModel) -> bool:
    """True for families that point at words; they compute in 32 bit whatever precision is wished for."""
    return model.family.startswith("layout")


def needs_by_precision(model: InstalledModel) -> dict[Quantization, Need]:
    """What ``model`` takes in every precision that its files allow, the finest first."""
    fixed = bool(model.quantization) or is_span(model) or model.path is None
    allowed = [Quantization.BF16] if fixed else [Quantization.BF16, Quantization.INT8, Quantization.NF4]
    of: Callable[[Quantization], Need] = partial(need_of, model)
    return {quantization: of(quantization) for quantization in allowed}


def _weights_or_files(model: InstalledModel, quantization: Quantization, number_bytes: int) -> int:
    try:
        return weights_bytes(model, quantization, number_bytes)
    except (OSError, NotSafetensors):
        return model.size_bytes


def _is_quantized(tensor: str) -> bool:
    in_layer = ".layers." in tensor or ".text.blocks." in tensor
    return in_layer and "visual" not in tensor and "vision" not in tensor


def _config(folder: Path) -> dict[str, Any]:
    try:
        read = untrusted_json.read(folder / "config.json")
    except (OSError, ValueError):
        return {}
    return _UNTOLD.get(str(read.get("model_type")), {}) | read if isinstance(read, dict) else {}


def _part(config: dict[str, Any], name: str) -> dict[str, Any]:
    """Newer folders describe the language model in a table of its own, older ones beside the rest."""
    part = config.get(name)
    return {**config, **part} if isinstance(part, dict) else config


def _kept_per_token(text: dict[str, Any]) -> int:
    """Numbers that stay of one token as keys and values in all layers; 0 where the folder does not say."""
    layers, width, heads = (_count(text, name) for name in ("num_hidden_layers", "hidden_size", "num_attention_heads"))
    keeping = _count(text, "num_key_value_heads") or heads
    head = _count(text, "head_dim") or (width // heads if heads else 0)
    return 2 * layers * keeping * head


def _tower_per_token(vision: dict[str, Any], number_bytes: int) -> int:
    # Qwen2-VL calls the width of its tower embed_dim; its hidden_size is that of the language model.
    width = _count(vision, "embed_dim") or _count(vision, "hidden_size")
    inner = _count(vision, "intermediate_size") or 4 * width
    return tower_bytes_per_token(
        width, inner, patches=_MERGED_PATCHES, pixels=_PIXELS_PER_PATCH, number_bytes=number_bytes
    )


def _count(table: dict[str, Any], name: str) -> int:
    value = table.get(name)
    return value if isinstance(value, int) and 0 < value < 10**6 else 0
