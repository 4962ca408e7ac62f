"""Which device a model goes to, in which numbers it computes there, and what the user must be told about it."""

from __future__ import annotations

import psutil
import torch

from quizglass.errors import DeviceError, ModelTooLarge
from quizglass.models import devices
from quizglass.models.installed import InstalledModel
from quizglass.models.memory_need import weights_bytes
from quizglass.settings import Quantization

GPU_UNUSED = "gpu-unused"
"""There is a card, and torch cannot use it (a build without CUDA, a driver too old)."""
ON_CPU = "on-cpu"


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
    """Say it before minutes of loading. What is left beside the weights is shared out by the picture's size.

    Raises:
        ModelTooLarge: with what is needed and what is free.
    """
    needed = weights_bytes(model, quantization, dtype.itemsize)
    free = free_bytes(torch.device(device))
    if needed > free:
        raise ModelTooLarge(model=model.name, needed=f"{needed / 1e9:.1f}", free=f"{free / 1e9:.1f}")
