"""Ways to hold the maps of a language model in 4 bit, each over the same 16-bit weights.

Only bitsandbytes belongs to the program. The others are imported when they are asked for, in an environment of their
own (see measure.py). The vision tower and the head stay in 16 bit in all of them.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import torch
from torch import nn

Convert = Callable[[nn.Linear], nn.Module]


def bitsandbytes(*, double: bool) -> Convert:
    """NF4, 64 weights a scale; with ``double`` the scales are in 8 bit themselves, as the program has them."""
    import bitsandbytes as bnb

    def convert(linear: nn.Linear) -> nn.Module:
        made = bnb.nn.Linear4bit(
            linear.in_features,
            linear.out_features,
            bias=linear.bias is not None,
            compute_dtype=linear.weight.dtype,
            quant_type="nf4",
        )
        made.weight = bnb.nn.Params4bit(
            linear.weight.data, requires_grad=False, quant_type="nf4", compress_statistics=double
        )
        made.bias = linear.bias
        return made.to("cpu")

    return convert


def hqq(group: int) -> Convert:
    """Half-Quadratic Quantization, by torch's own operations: its faster kernels want a card."""
    from hqq.core.quantize import BaseQuantizeConfig, HQQLinear

    def convert(linear: nn.Linear) -> nn.Module:
        config = BaseQuantizeConfig(nbits=4, group_size=group, axis=1)
        made: nn.Module = HQQLinear(linear, config, compute_dtype=linear.weight.dtype, device="cpu")
        return made

    return convert


class OfTorchao(nn.Linear):
    """So that nobody takes its weight for a plain one."""


def torchao(group: int, algorithm: str) -> Convert:
    """int4 weight-only in the one packing that torchao has for processors."""
    from torchao.prototype.quantization.int4 import PrototypeInt4WeightOnlyConfig
    from torchao.quantization import quantize_

    config = PrototypeInt4WeightOnlyConfig(group, algorithm, set_inductor_config=False)

    def convert(linear: nn.Linear) -> nn.Module:
        holder = nn.Sequential(linear)
        quantize_(holder, config)
        made: nn.Module = holder[0]
        made.__class__ = OfTorchao
        return made

    return convert


def plain() -> Convert:
    return lambda linear: linear


FORMATS: dict[str, Callable[[], Convert]] = {
    "16 bit": plain,
    "bitsandbytes NF4, double": lambda: bitsandbytes(double=True),
    "bitsandbytes NF4": lambda: bitsandbytes(double=False),
    "HQQ, groups of 64": lambda: hqq(64),
    "torchao int4, groups of 128": lambda: torchao(128, "tinygemm"),
    "torchao int4, groups of 32": lambda: torchao(32, "tinygemm"),
    "torchao int4 by HQQ, groups of 32": lambda: torchao(32, "hqq"),
}


def convert_decoder(decoder: Any, convert: Convert) -> None:
    """Put every map in the layers of ``decoder`` into another format."""
    for parent, name, linear in list(_maps(decoder.layers)):
        setattr(parent, name, convert(linear).eval())  # bitsandbytes packs for the processor only then


def _maps(layers: nn.Module) -> Iterator[tuple[nn.Module, str, nn.Linear]]:
    for parent in layers.modules():
        for name, child in parent.named_children():
            if type(child) is nn.Linear:
                yield parent, name, child


def kept_bytes(decoder: Any) -> int:
    """What the layers take when they are written down: maps with their scales, and the norms."""
    buffer = io.BytesIO()
    torch.save(decoder.layers.state_dict(), buffer)
    return buffer.tell()
