"""config.json of a moondream2 folder. The published one says nothing of the network: the defaults here are its own.

Source: ``moondream/torch/config.py`` of vikhyat/moondream at the release 2025-06-21. A smaller network says under
``config`` in which numbers it differs, by the same names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from transformers import PreTrainedConfig

_Shape = TypeVar("_Shape")


@dataclass(frozen=True)
class VisionShape:
    """``enc_`` is of the encoder, ``proj_`` of what makes its features words. Sides are in pixels, the margin, by which
    neighbouring crops overlap on either side, in patches.
    """

    enc_dim: int = 1152
    enc_patch_size: int = 14
    enc_n_layers: int = 27
    enc_ff_dim: int = 4304
    enc_n_heads: int = 16
    proj_out_dim: int = 2048
    proj_inner_dim: int = 8192
    crop_size: int = 378
    in_channels: int = 3
    max_crops: int = 12
    overlap_margin: int = 4

    @property
    def grid(self) -> int:
        """Patches along one side of a crop."""
        return self.crop_size // self.enc_patch_size


@dataclass(frozen=True)
class TextShape:
    dim: int = 2048
    ff_dim: int = 8192
    n_layers: int = 24
    vocab_size: int = 51200
    max_context: int = 2048
    n_heads: int = 32
    n_kv_heads: int = 32

    @property
    def head_dim(self) -> int:
        return self.dim // self.n_heads


@dataclass(frozen=True)
class RegionShape:
    """``feat`` counts cosines and sines, ``out`` scores: of one coordinate, and of width and height together."""

    dim: int = 2048
    inner_dim: int = 8192
    coord_feat_dim: int = 256
    coord_out_dim: int = 1024
    size_feat_dim: int = 512
    size_out_dim: int = 2048


@dataclass(frozen=True)
class Template:
    """The tokens before and after what the user wrote."""

    prefix: tuple[int, ...]
    suffix: tuple[int, ...]


_TEMPLATES = {"query": Template((1, 15381, 2), (3,)), "detect": Template((1, 7235, 476, 2), (3,))}


@dataclass(frozen=True)
class Prompts:
    """``bos_id`` stands before the picture, ``eos_id`` ends an answer and a list of places."""

    bos_id: int = 0
    eos_id: int = 0
    query: Template = field(default=_TEMPLATES["query"])
    detect: Template = field(default=_TEMPLATES["detect"])


class Moondream2Config(PreTrainedConfig):
    """The sizes of the language model also under the names that transformers asks for them by."""

    model_type = "moondream1"
    config: dict[str, Any] | None = None

    @property
    def vision_shape(self) -> VisionShape:
        return _shape(VisionShape, self._part("vision"))

    @property
    def text_shape(self) -> TextShape:
        return _shape(TextShape, self._part("text"))

    @property
    def region_shape(self) -> RegionShape:
        return _shape(RegionShape, self._part("region"))

    @property
    def prompts(self) -> Prompts:
        said = self._part("tokenizer")
        templates = said.get("templates") or {}
        written = {
            name: Template(tuple(map(int, templates[name]["prefix"])), tuple(map(int, templates[name]["suffix"])))
            for name in _TEMPLATES
            if name in templates
        }
        return Prompts(int(said.get("bos_id", 0)), int(said.get("eos_id", 0)), **written)

    @property
    def hidden_size(self) -> int:
        return self.text_shape.dim

    @property
    def num_hidden_layers(self) -> int:
        return self.text_shape.n_layers

    @property
    def num_attention_heads(self) -> int:
        return self.text_shape.n_heads

    @property
    def num_key_value_heads(self) -> int:
        return self.text_shape.n_kv_heads

    def _part(self, name: str) -> Mapping[str, Any]:
        part = (self.config or {}).get(name)
        return part if isinstance(part, dict) else {}


def _shape(kind: type[_Shape], said: Mapping[str, Any]) -> _Shape:
    names = (entry.name for entry in fields(kind))  # type: ignore[arg-type]
    return kind(**{name: int(said[name]) for name in names if said.get(name) is not None})
