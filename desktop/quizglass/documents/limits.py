"""What a document may cost, and what the worker process may never do."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys

MAX_PAGES = 10_000
MAX_SIDE_PX = 10_000
MAX_PICTURE_PX = 400_000_000
"""A scan of 20,000 by 20,000 pixels; more is refused before it is unpacked."""
MAX_MEMORY_BYTES = 3 << 30

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000


class NetworkForbidden(OSError):
    """The worker tried to open a socket."""


def limit_memory(most: int = MAX_MEMORY_BYTES) -> None:
    """Bound the address space of this process, where the system can (not on Windows)."""
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def leave_network() -> None:
    """Move to an empty network namespace where the system allows it, and refuse sockets in any case."""
    if sys.platform.startswith("linux"):
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(_CLONE_NEWNET) != 0:
            libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
    sys.addaudithook(_refuse_sockets)


def _refuse_sockets(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith("socket."):
        raise NetworkForbidden(event)


def be_modest() -> None:
    """Yield the processor to the window."""
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(2)
