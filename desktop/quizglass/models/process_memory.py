"""Memory of the process that holds a model: taken so that it can be given back, and given back.

glibc keeps freed memory in an arena for each thread. The weights are read by many threads, and what their arenas
keep after `unload` came to the size of the model. Weights that are mapped on their own go back to the system at once.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import sys
from collections.abc import Iterator

_M_MMAP_THRESHOLD = -3  # of malloc.h
_MAP_NEARLY_ALL = 128 * 2**10
_MAP_THE_LARGEST = 32 * 2**20  # the highest that glibc would choose by itself: activations are reused, not mapped


@contextlib.contextmanager
def weights_apart() -> Iterator[None]:
    """While this lasts, what is allocated in more than 128 KiB is mapped on its own."""
    _set_mmap_threshold(_MAP_NEARLY_ALL)
    try:
        yield
    finally:
        _set_mmap_threshold(_MAP_THE_LARGEST)


def give_back() -> None:
    """Give to the system what Python, torch and the C library keep for later."""
    gc.collect()
    if "torch" in sys.modules:
        from quizglass.models.device_errors import free_unused

        free_unused()
    _libc_call("malloc_trim", 0)


def _set_mmap_threshold(size_bytes: int) -> None:
    _libc_call("mallopt", _M_MMAP_THRESHOLD, size_bytes)


def _libc_call(name: str, *arguments: int) -> None:
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):  # another C library than glibc
            getattr(ctypes.CDLL(None), name)(*arguments)
