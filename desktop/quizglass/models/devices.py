"""The device that models run on, told by the driver's own library: no torch is imported for a name and a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import psutil
import pynvml


@dataclass(frozen=True, slots=True)
class Device:
    """``kind`` "cpu" stands for the computer's own memory; ``driver`` is then ""."""

    name: str
    total_bytes: int
    free_bytes: int
    driver: str
    kind: Literal["cuda", "cpu"]


def describe_device() -> Device:
    """The first NVIDIA card, or the processor where there is none."""
    return graphics_card() or processor()


def graphics_card() -> Device | None:
    """The first NVIDIA card that its driver knows; None without a card or a working driver."""
    try:
        pynvml.nvmlInit()
    except pynvml.NVMLError:
        return None
    try:
        if pynvml.nvmlDeviceGetCount() < 1:
            return None
        card = pynvml.nvmlDeviceGetHandleByIndex(0)
        memory = pynvml.nvmlDeviceGetMemoryInfo(card)
        return Device(
            _short(_text(pynvml.nvmlDeviceGetName(card))),
            int(memory.total),
            int(memory.free),
            _text(pynvml.nvmlSystemGetDriverVersion()),
            "cuda",
        )
    except pynvml.NVMLError:
        return None
    finally:
        pynvml.nvmlShutdown()


def taken_bytes(kind: Literal["cuda", "cpu"]) -> int:
    """What is in use: of the card by everybody, of the computer's memory by this process. For differences only."""
    card = graphics_card() if kind == "cuda" else None
    return card.total_bytes - card.free_bytes if card else int(psutil.Process().memory_info().rss)


def driver_cuda_version() -> tuple[int, int] | None:
    """The newest CUDA that the installed driver runs, (major, minor); None without one."""
    try:
        pynvml.nvmlInit()
    except pynvml.NVMLError:
        return None
    try:
        version = int(pynvml.nvmlSystemGetCudaDriverVersion())
        return version // 1000, version % 1000 // 10
    except pynvml.NVMLError:
        return None
    finally:
        pynvml.nvmlShutdown()


def processor() -> Device:
    memory = psutil.virtual_memory()
    return Device("CPU", int(memory.total), int(memory.available), "", "cpu")


def _text(value: str | bytes) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else value


def _short(name: str) -> str:
    """The bare model, "RTX 4070" without its makers: it stands on a small chip."""
    for maker in ("NVIDIA ", "GeForce "):
        name = name.removeprefix(maker)
    return name
