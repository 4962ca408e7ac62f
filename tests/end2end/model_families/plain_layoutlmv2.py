"""LayoutLMv2 as transformers has it, with detectron2's backbone written down once more: as formulas over the names of
the checkpoint, without any of our modules.
"""

from __future__ import annotations

import types
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch.nn import functional
from transformers import AutoConfig, LayoutLMv2ForQuestionAnswering, PreTrainedModel
from transformers.models.layoutlmv2 import modeling_layoutlmv2 as theirs

Weights = dict[str, torch.Tensor]
_BLOCKS = {"res2": 3, "res3": 4, "res4": 6, "res5": 3}


def conv(weights: Weights, name: str, maps: torch.Tensor, stride: int = 1, groups: int = 1) -> torch.Tensor:
    """A convolution, and batch normalization as it is defined."""
    kernel = weights[f"{name}.weight"]
    maps = functional.conv2d(maps, kernel, stride=stride, padding=kernel.shape[-1] // 2, groups=groups)
    norm = {part: weights[f"{name}.norm.{part}"].view(1, -1, 1, 1) for part in ("weight", "bias")}
    mean, variance = (weights[f"{name}.norm.running_{part}"].view(1, -1, 1, 1) for part in ("mean", "var"))
    return (maps - mean) / (variance + 1e-5).sqrt() * norm["weight"] + norm["bias"]


def finest_level(weights: Weights, pixels: torch.Tensor, groups: int) -> torch.Tensor:
    """``p2`` of detectron2's ``build_resnet_fpn_backbone``, with the stride in the 3x3 convolutions."""
    maps = functional.max_pool2d(conv(weights, "bottom_up.stem.conv1", pixels, 2).relu(), 3, 2, 1)
    level = {}
    for stage, blocks in _BLOCKS.items():
        for block in range(blocks):
            at = f"bottom_up.{stage}.{block}"
            stride = 2 if block == 0 and stage != "res2" else 1
            inner = conv(weights, f"{at}.conv1", maps).relu()
            inner = conv(weights, f"{at}.conv2", inner, stride, groups).relu()
            inner = conv(weights, f"{at}.conv3", inner)
            if f"{at}.shortcut.weight" in weights:
                maps = conv(weights, f"{at}.shortcut", maps, stride)
            maps = (inner + maps).relu()
        lateral = f"fpn_lateral{stage[-1]}"
        level[stage] = functional.conv2d(maps, weights[f"{lateral}.weight"], weights[f"{lateral}.bias"])
    merged = level["res5"]
    for stage in ("res4", "res3", "res2"):
        merged = level[stage] + merged.repeat_interleave(2, dim=2).repeat_interleave(2, dim=3)
    return functional.conv2d(merged, weights["fpn_output2.weight"], weights["fpn_output2.bias"], padding=1)


def cells(folder: Path, image: torch.Tensor) -> torch.Tensor:
    """(n, 49, channels) of (n, 3, height, width), blue first."""
    prefix = "layoutlmv2.visual."
    weights = load_file(folder / "model.safetensors")
    of_eye = {name.removeprefix(prefix): tensor for name, tensor in weights.items() if name.startswith(prefix)}
    pixels = (image - of_eye["pixel_mean"]) / of_eye["pixel_std"]
    backbone = {name.removeprefix("backbone."): tensor for name, tensor in of_eye.items()}
    level = finest_level(backbone, pixels, groups=4)
    return functional.adaptive_avg_pool2d(level, (7, 7)).flatten(2).transpose(1, 2)


def model(folder: Path) -> Any:
    """The classes of transformers, built part by part, since their constructor asks for detectron2."""
    config = AutoConfig.from_pretrained(folder)
    config.has_visual_segment_embedding = True
    inner = theirs.LayoutLMv2Model.__new__(theirs.LayoutLMv2Model)
    PreTrainedModel.__init__(inner, config)
    inner.has_visual_segment_embedding = True
    inner.embeddings = theirs.LayoutLMv2Embeddings(config)
    inner.visual = torch.nn.Module()
    inner.visual.forward = types.MethodType(lambda _eye, image: cells(folder, image), inner.visual)
    inner.visual_proj = torch.nn.Linear(config.image_feature_pool_shape[-1], config.hidden_size)
    inner.visual_segment_embedding = torch.nn.Parameter(torch.zeros(config.hidden_size))
    inner.visual_LayerNorm = torch.nn.LayerNorm(config.hidden_size, eps=config.layer_norm_eps)
    inner.visual_dropout = torch.nn.Dropout(0.0)
    inner.encoder = theirs.LayoutLMv2Encoder(config)
    inner.pooler = theirs.LayoutLMv2Pooler(config)
    whole = LayoutLMv2ForQuestionAnswering.__new__(LayoutLMv2ForQuestionAnswering)
    PreTrainedModel.__init__(whole, config)
    whole.num_labels = 2
    whole.layoutlmv2 = inner
    whole.qa_outputs = torch.nn.Linear(config.hidden_size, 2)
    missing, unexpected = whole.load_state_dict(load_file(folder / "model.safetensors"), strict=False)
    assert not missing
    assert all(".visual." in name for name in unexpected)
    return whole.eval()
