"""Which device a model goes to, in which numbers it computes there, and what the user must be told about it."""

from __future__ import annotations

import psutil
import torch

from quizglass.errors import DeviceError, OutOfMemory
from quizglass.models import devices
from quizglass.models.installed import InstalledModel
from quizglass.models.safetensors_header import read_header
from quizglass.settings import Quantization

GPU_UNUSED = "gpu-unused"
"""There is a card, and torch cannot use it (a build without CUDA, a driver too old)."""
ON_CPU = "on-cpu"
_PACKED_BYTES = {Quantization.NF4: 0.52, Quantization.INT8: 1.01}
"""Of one quantized weight, with its share of the scales."""


def choose_device(wanted: str) -> tuple[str, str]:
    """("cuda" or "cpu", notice) for "auto", "cuda" or "cpu".

    Raises:
        DeviceError: "cuda" was asked for and is not there.
    """
    if wanted != "cpu" and torch.cuda.is_available():
        return "cuda", ""
    if wanted == "cuda":
        raise DeviceError
    return "cpu", GPU_UNUSED if wanted == "auto" and devices.graphics_card() else ON_CPU


def choose_dtype(device: str, wanted: str) -> torch.dtype:
    """bfloat16 where the device multiplies in it; else float16 on a card and float32 on a processor."""
    if wanted:
        dtype = getattr(torch, wanted)
        assert isinstance(dtype, torch.dtype)
        return dtype
    if device == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported(including_emulation=False) else torch.float16
    able = torch.cpu.get_capabilities()
    return torch.bfloat16 if able.get("avx512_bf16") or able.get("amx_bf16") else torch.float32


def leave_a_core() -> None:
    """Keep one core for the window: torch's threads wait for each other by spinning, and take turns with nobody."""
    cores = psutil.cpu_count(logical=False) or 2
    torch.set_num_threads(max(1, cores - 1))


def device_name(device: str) -> str:
    card = devices.graphics_card() if device == "cuda" else None
    if device == "cuda":
        return card.name if card else str(torch.cuda.get_device_name())
    return "CPU"


def free_bytes(device: torch.device) -> int:
    """What can still be had on ``device``, counting what torch holds but does not use."""
    if device.type == "cuda":
        free, _ = torch.cuda.mem_get_info(device)
        return int(free + torch.cuda.memory_reserved(device) - torch.cuda.memory_allocated(device))
    return devices.processor().free_bytes


def refuse_what_cannot_fit(model: InstalledModel, quantization: Quantization, device: str, dtype: torch.dtype) -> None:
    """Say it before minutes of loading.

    Raises:
        OutOfMemory: with what is needed and what is free.
    """
    needed = weights_bytes(model, quantization, dtype)
    free = free_bytes(torch.device(device))
    if needed > free:
        raise OutOfMemory(model=model.name, needed=f"{needed / 1e9:.1f}", free=f"{free / 1e9:.1f}")


def weights_bytes(model: InstalledModel, quantization: Quantization, dtype: torch.dtype) -> int:
    """The memory that the weights will take: the language layers quantized, all else in ``dtype``."""
    assert model.path is not None
    if model.quantization:
        return model.size_bytes
    packed = _PACKED_BYTES.get(quantization, dtype.itemsize)
    sizes = [item for file in model.path.glob("*.safetensors") for item in read_header(file).tensors.items()]
    return int(sum(count * (packed if _is_quantized(name) else dtype.itemsize) for name, count in sizes))


def _is_quantized(tensor: str) -> bool:
    return ".layers." in tensor and "visual" not in tensor and "vision" not in tensor
