"""The eye of LayoutLMv2 and LayoutXLM: ResNeXt-101 with a feature pyramid, of which the finest level is looked at.

The published checkpoints took it from detectron2, which is not on PyPI. This computes the same with the same names of
weights, from these sources: ResNeXt, arXiv 1611.05431; feature pyramids, arXiv 1612.03144; detectron2's
``modeling/backbone/resnet.py`` and ``fpn.py``; LayoutLMv2, arXiv 2012.14740, section 2.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import torch
from torch import nn
from torch.nn import functional

_BLOCKS = {50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3)}
"""Of the four stages, by depth."""
_PIXEL_MEAN = (103.530, 116.280, 123.675)
"""Blue, green, red, 0..255: detectron2's default."""


@dataclass(frozen=True)
class BackboneShape:
    """``width`` is how many channels a stage computes with, ``out`` how many it gives; both double with each stage."""

    blocks: tuple[int, ...]
    groups: int
    width: int
    stem: int
    out: int
    pyramid: int
    stride_in_1x1: bool
    pixel_std: tuple[float, ...]

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """From ``detectron2_config_args`` of config.json; what is not said there is detectron2's default.

        Raises:
            KeyError: the network has another depth than any that was published.
        """
        resnet = {name.removeprefix("MODEL.RESNETS."): value for name, value in values.items()}
        groups = int(resnet.get("NUM_GROUPS", 1))
        return cls(
            blocks=_BLOCKS[int(resnet.get("DEPTH", 50))],
            groups=groups,
            width=groups * int(resnet.get("WIDTH_PER_GROUP", 64)),
            stem=int(resnet.get("STEM_OUT_CHANNELS", 64)),
            out=int(resnet.get("RES2_OUT_CHANNELS", 256)),
            pyramid=int(values.get("MODEL.FPN.OUT_CHANNELS", 256)),
            stride_in_1x1=bool(resnet.get("STRIDE_IN_1X1", True)),
            pixel_std=tuple(values.get("MODEL.PIXEL_STD", (1.0, 1.0, 1.0))),
        )


class FrozenBatchNorm(nn.Module):
    """Batch normalization with what was counted in training. Nothing in it changes, so nothing is a parameter."""

    epsilon = 1e-5

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.weight = nn.Buffer(torch.ones(channels))
        self.bias = nn.Buffer(torch.zeros(channels))
        self.running_mean = nn.Buffer(torch.zeros(channels))
        self.running_var = nn.Buffer(torch.ones(channels))

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        return functional.batch_norm(
            maps, self.running_mean, self.running_var, self.weight, self.bias, training=False, eps=self.epsilon
        )


class NormedConv(nn.Conv2d):
    """A convolution without bias and its normalization, which is a child of it in the names of the weights."""

    def __init__(self, channels: int, out: int, kernel: int, stride: int = 1, groups: int = 1) -> None:
        super().__init__(channels, out, kernel, stride, padding=kernel // 2, groups=groups, bias=False)
        self.norm = FrozenBatchNorm(out)

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        normed: torch.Tensor = self.norm(super().forward(maps))
        return normed


class Bottleneck(nn.Module):
    """Narrow, convolve in groups, widen, and add what came in."""

    def __init__(self, channels: int, width: int, out: int, stride: int, shape: BackboneShape) -> None:
        super().__init__()
        narrowing, grouped = (stride, 1) if shape.stride_in_1x1 else (1, stride)
        self.shortcut = NormedConv(channels, out, 1, stride) if channels != out else None
        self.conv1 = NormedConv(channels, width, 1, narrowing)
        self.conv2 = NormedConv(width, width, 3, grouped, groups=shape.groups)
        self.conv3 = NormedConv(width, out, 1)

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        inner = functional.relu(self.conv2(functional.relu(self.conv1(maps))))
        kept = maps if self.shortcut is None else self.shortcut(maps)
        return functional.relu(self.conv3(inner) + kept)


class Stem(nn.Module):
    """From pixels to maps of a quarter of their width and height."""

    def __init__(self, out: int) -> None:
        super().__init__()
        self.conv1 = NormedConv(3, out, 7, stride=2)

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        return functional.max_pool2d(functional.relu(self.conv1(pixels)), kernel_size=3, stride=2, padding=1)


class ResNeXt(nn.Module):
    """Four stages, each of half the width and height of the one before it, and twice its channels."""

    def __init__(self, shape: BackboneShape) -> None:
        super().__init__()
        self.stem = Stem(shape.stem)
        channels = shape.stem
        for stage, blocks in enumerate(shape.blocks):
            width, out = shape.width << stage, shape.out << stage
            strides = [1 if stage == 0 else 2] + [1] * (blocks - 1)
            chain = []
            for stride in strides:
                chain.append(Bottleneck(channels, width, out, stride, shape))
                channels = out
            self.add_module(f"res{stage + 2}", nn.Sequential(*chain))

    def forward(self, pixels: torch.Tensor) -> list[torch.Tensor]:
        """What each stage gives, the finest first."""
        maps, stages = self.stem(pixels), []
        for name in ("res2", "res3", "res4", "res5"):
            maps = self.get_submodule(name)(maps)
            stages.append(maps)
        return stages


class FeaturePyramid(nn.Module):
    """The coarse stages tell the fine ones what they see. Only the finest level, ``p2``, is ever looked at, so the
    weights of the other levels' last convolutions, which the checkpoints have too, are left in the file.
    """

    def __init__(self, shape: BackboneShape) -> None:
        super().__init__()
        self.bottom_up = ResNeXt(shape)
        for stage in range(4):
            self.add_module(f"fpn_lateral{stage + 2}", nn.Conv2d(shape.out << stage, shape.pyramid, 1))
        self.fpn_output2 = nn.Conv2d(shape.pyramid, shape.pyramid, 3, padding=1)

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        """``p2``: (n, channels, height / 4, width / 4)."""
        stages = self.bottom_up(pixels)
        level = self.get_submodule("fpn_lateral5")(stages[3])
        for stage in (2, 1, 0):
            finer = self.get_submodule(f"fpn_lateral{stage + 2}")(stages[stage])
            level = finer + functional.interpolate(level, scale_factor=2, mode="nearest")
        finest: torch.Tensor = self.fpn_output2(level)
        return finest


class VisualBackbone(nn.Module):
    """What the page looks like in each cell of a coarse grid, row by row."""

    def __init__(self, config: Any) -> None:
        super().__init__()
        shape = BackboneShape.of(config.detectron2_config_args)
        self.backbone = FeaturePyramid(shape)
        self.pool = nn.AdaptiveAvgPool2d(tuple(config.image_feature_pool_shape[:2]))
        self._std = shape.pixel_std

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        """(n, cells, channels) of (n, 3, height, width) pixels, blue first, 0..255; sides are multiples of 32.

        What this gave for a picture before is given back as it is: a page is looked at once and asked many times.
        """
        if image.dim() == 3:
            return image
        mean, std = (image.new_tensor(values).view(3, 1, 1) for values in (_PIXEL_MEAN, self._std))
        cells: torch.Tensor = self.pool(self.backbone((image - mean) / std)).flatten(2).transpose(1, 2)
        return cells.contiguous()
