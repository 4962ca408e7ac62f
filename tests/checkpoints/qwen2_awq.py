"""Makes a tiny Qwen2 language model quantized by AWQ, in the form of FractalGPT/RuQwen2.5-3B-Instruct-AWQ.

python tests/checkpoints/qwen2_awq.py FOLDER

The layout is that of AutoAWQ's ``gemm`` (casper-hansen/AutoAWQ, awq/modules/linear/gemm.py): eight numbers of 4 bit in
one of 32, in the order 0 2 4 6 1 3 5 7, with a scale and a zero for every group of inputs.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import qwen2
from qwen2_vl import write

GROUP = 32
_ORDER = (0, 2, 4, 6, 1, 3, 5, 7)
_LARGEST = 15


def make(folder: Path, *, plain: Path | None = None) -> Path:
    """Write the folder, and into ``plain`` what its weights stand for, in 16 bit."""
    from safetensors.torch import load_file, save_file

    qwen2.make(folder, hidden=128)
    weights = load_file(folder / "model.safetensors")
    packed, meant = {}, {}
    for name, weight in weights.items():
        if name.endswith("_proj.weight"):
            parts, rounded = quantized(weight)
            packed |= {name.removesuffix("weight") + part: tensor for part, tensor in parts.items()}
            meant[name] = rounded.contiguous()
        else:
            packed[name] = meant[name] = weight.half()
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    if plain is not None:
        qwen2.make(plain, hidden=128)
        save_file(meant, plain / "model.safetensors", metadata={"format": "pt"})
    save_file(packed, folder / "model.safetensors", metadata={"format": "pt"})
    write(folder / "config.json", config | {"quantization_config": QUANTIZATION, "torch_dtype": "float16"})
    return folder


QUANTIZATION: dict[str, Any] = {
    "backend": "autoawq",
    "bits": 4,
    "do_fuse": False,
    "exllama_config": None,
    "fuse_max_seq_len": None,
    "group_size": GROUP,
    "modules_to_fuse": None,
    "modules_to_not_convert": None,
    "quant_method": "awq",
    "version": "gemm",
    "zero_point": True,
}
"""Of the published config.json, with a smaller group."""


def quantized(weight: Any) -> tuple[dict[str, Any], Any]:
    """(out, in) weights as ``qweight``, ``qzeros`` and ``scales``, and what these stand for, (out, in)."""
    groups = weight.float().t().reshape(-1, GROUP, weight.shape[0])  # (groups, inputs, out)
    low, high = groups.amin(1, keepdim=True), groups.amax(1, keepdim=True)
    scales = ((high - low) / _LARGEST).half()
    zeros = (-low / scales.float()).round().clamp(0, _LARGEST)
    numbers = ((groups / scales.float()).round() + zeros).clamp(0, _LARGEST)
    meant = ((numbers - zeros) * scales.float()).reshape(-1, weight.shape[0]).t().half()
    parts = {
        "qweight": _packed(numbers.reshape(-1, weight.shape[0])),
        "qzeros": _packed(zeros[:, 0]),
        "scales": scales[:, 0].contiguous(),
    }
    return parts, meant


def _packed(numbers: Any) -> Any:
    """(rows, out) numbers below 16 as (rows, out / 8) of 32 bit."""
    import torch

    eights = numbers.to(torch.int64).reshape(numbers.shape[0], -1, 8)
    whole = sum(eights[..., place] << (4 * shift) for shift, place in enumerate(_ORDER))
    return torch.where(whole >= 2**31, whole - 2**32, whole).to(torch.int32).contiguous()


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))
