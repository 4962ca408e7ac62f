"""The shapes of published Qwen-VL models, as their config.json have them, and one that any computer runs in seconds.

A model of random weights answers nonsense as fast, and in as much memory, as the published one answers sense.
No torch here: a name can be refused before anything heavy is imported.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

PATCH_14, PATCH_16 = 14, 16


@dataclass(frozen=True, slots=True)
class Shape:
    """``family`` is the catalogue's; ``text`` and ``vision`` are the parts of config.json that the sizes follow from.

    ``spread`` is that of the weights: as wide as those of trained models, so that no number overflows or vanishes.
    """

    name: str
    family: str
    text: dict[str, Any] = field(repr=False)
    vision: dict[str, Any] = field(repr=False)
    patch: int = PATCH_14
    tied: bool = False
    spread: float = 0.02


def _text(width: int, inner: int, layers: int, heads: int, keeping: int, vocabulary: int = 151936) -> dict[str, Any]:
    return {
        "hidden_size": width,
        "intermediate_size": inner,
        "num_hidden_layers": layers,
        "num_attention_heads": heads,
        "num_key_value_heads": keeping,
        "vocab_size": vocabulary,
        "rope_parameters": {"rope_type": "default", "rope_theta": 1e6, "mrope_section": [16, 24, 24]},
    }


def _text_3(width: int, inner: int, layers: int, heads: int) -> dict[str, Any]:
    rope = {"rope_type": "default", "rope_theta": 5e6, "mrope_section": [24, 20, 20], "mrope_interleaved": True}
    return _text(width, inner, layers, heads, 8) | {"head_dim": 128, "rope_parameters": rope}


def _vision_2(out: int) -> dict[str, Any]:
    return {"depth": 32, "embed_dim": 1280, "hidden_size": out, "num_heads": 16, "mlp_ratio": 4}


def _vision_25(out: int) -> dict[str, Any]:
    """Most blocks look through windows, four at everything."""
    return {
        "depth": 32,
        "hidden_size": 1280,
        "intermediate_size": 3420,
        "num_heads": 16,
        "out_hidden_size": out,
        "window_size": 112,
        "fullatt_block_indexes": [7, 15, 23, 31],
    }


def _vision_3(out: int, depth: int, width: int, inner: int, deep: list[int]) -> dict[str, Any]:
    return {
        "depth": depth,
        "hidden_size": width,
        "intermediate_size": inner,
        "num_heads": 16,
        "out_hidden_size": out,
        "num_position_embeddings": 2304,
        "deepstack_visual_indexes": deep,
    }


_TINY = Shape(
    "tiny",
    "qwen2_vl",
    _text(64, 128, 2, 4, 2, 1024)
    | {"rope_parameters": {"rope_type": "default", "rope_theta": 1e6, "mrope_section": [2, 3, 3]}},
    {"depth": 2, "embed_dim": 64, "hidden_size": 64, "num_heads": 4, "mlp_ratio": 2},
    spread=0.2,
)
_ALL = (
    _TINY,
    Shape("qwen2-vl-2b", "qwen2_vl", _text(1536, 8960, 28, 12, 2), _vision_2(1536), tied=True),
    Shape("qwen2-vl-7b", "qwen2_vl", _text(3584, 18944, 28, 28, 4, 152064), _vision_2(3584)),
    Shape("qwen2.5-vl-3b", "qwen2_5_vl", _text(2048, 11008, 36, 16, 2), _vision_25(2048), tied=True),
    Shape("qwen2.5-vl-7b", "qwen2_5_vl", _text(3584, 18944, 28, 28, 4, 152064), _vision_25(3584)),
    Shape(
        "qwen3-vl-2b",
        "qwen3_vl",
        _text_3(2048, 6144, 28, 16),
        _vision_3(2048, 24, 1024, 4096, [5, 11, 17]),
        PATCH_16,
        tied=True,
    ),
    Shape(
        "qwen3-vl-4b",
        "qwen3_vl",
        _text_3(2560, 9728, 36, 32),
        _vision_3(2560, 24, 1024, 4096, [5, 11, 17]),
        PATCH_16,
        tied=True,
    ),
    Shape(
        "qwen3-vl-8b", "qwen3_vl", _text_3(4096, 12288, 36, 32), _vision_3(4096, 27, 1152, 4304, [8, 16, 24]), PATCH_16
    ),
)
SHAPES = {shape.name: shape for shape in _ALL}
