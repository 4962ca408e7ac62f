"""Time and memory of the device that a model runs on."""

from __future__ import annotations

import time

import psutil
import torch

_BUFFER_BYTES = {"cuda": 2**30, "cpu": 2**27}
"""Large enough to fit into no cache."""
_COPIES = 5


class DeviceClock:
    """A card works on after it was told to: its clock waits until it is done."""

    def __init__(self, device: torch.device) -> None:
        self._device = device
        self._on_card = device.type == "cuda"

    def now(self) -> float:
        """Seconds of a clock that only goes forward, everything that was begun before being done."""
        if self._on_card:
            torch.cuda.synchronize(self._device)
        return time.perf_counter()

    def forget_peak(self) -> None:
        if self._on_card:
            torch.cuda.reset_peak_memory_stats(self._device)

    def peak_bytes(self) -> int | None:
        """The most that was taken on the card since `forget_peak`; None on a processor, which does not tell."""
        return int(torch.cuda.max_memory_allocated(self._device)) if self._on_card else None

    def copy_rate(self) -> float:
        """Bytes a second that the device reads and writes while it copies from itself to itself: the best of some."""
        size = min(_BUFFER_BYTES[self._device.type], self._free_bytes() // 8)
        source = torch.ones(size, dtype=torch.uint8, device=self._device)
        target = torch.empty_like(source)
        target.copy_(source)
        seconds = []
        for _ in range(_COPIES):
            begin = self.now()
            target.copy_(source)
            seconds.append(self.now() - begin)
        return 2 * size / min(seconds)

    def _free_bytes(self) -> int:
        if self._on_card:
            return int(torch.cuda.mem_get_info(self._device)[0])
        return int(psutil.virtual_memory().available)
