"""The real tower of Qwen2-VL on many pictures of one size at once; its own forward takes them one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from transformers.models.qwen2_vl.modeling_qwen2_vl import apply_rotary_pos_emb_vision
from transformers.vision_utils import get_vision_position_ids

from nano_qwen2_vl.shape import PAPER, PATCH, SPREAD, UNIT


def cut(pictures: Sequence[torch.Tensor]) -> tuple[torch.Tensor, tuple[int, int]]:
    """(height, width, 3) bytes each into (pictures, patches, values), as the image processor does it.

    Returns:
        The patches, and how many there are down and across.
    """
    pixels = (torch.stack(list(pictures)).float() / 255 - PAPER) / SPREAD
    count, height, width, _ = pixels.shape
    blocks = pixels.view(count, height // UNIT, 2, PATCH, width // UNIT, 2, PATCH, 3)
    blocks = blocks.permute(0, 1, 4, 2, 5, 7, 3, 6).reshape(count, -1, 3, 1, PATCH, PATCH)
    patches = blocks.expand(-1, -1, -1, 2, -1, -1).reshape(count, blocks.shape[1], -1)
    return patches, (height // PATCH, width // PATCH)


def look(visual: Any, patches: torch.Tensor, grid: tuple[int, int]) -> tuple[torch.Tensor, torch.Tensor]:
    """What ``visual`` makes of them: (pictures, patches, width), and merged (pictures, tokens, width)."""
    count, number, _ = patches.shape
    hidden = visual.patch_embed(patches.flatten(0, 1)).view(count, number, -1)
    cos, sin = visual.rotary_pos_emb(hidden, get_vision_position_ids(torch.tensor([[1, *grid]]), 2))
    for block in visual.blocks:
        hidden = hidden + _attend(block.attn, block.norm1(hidden), cos, sin)
        hidden = hidden + block.mlp(block.norm2(hidden))
    return hidden, visual.merger(hidden).view(count, number // 4, -1)


def _attend(attention: Any, hidden: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
    count, number, _ = hidden.shape
    queries, keys, values = attention.qkv(hidden).view(count, number, 3, attention.num_heads, -1).unbind(2)
    queries, keys = apply_rotary_pos_emb_vision(queries, keys, cos, sin)
    heads = (part.transpose(1, 2) for part in (queries, keys, values))
    mixed = torch.nn.functional.scaled_dot_product_attention(*heads)
    projected: torch.Tensor = attention.proj(mixed.transpose(1, 2).reshape(count, number, -1))
    return projected
